"""Layanan: every service unit with its satisfaction index, sample and margin."""

import streamlit as st

from dashboard import formats, theme
from dashboard.charts import dots
from dashboard.components import answer, evidence, meta_line
from dashboard.languages import _
from dashboard.public_pages import said
from dashboard.public_pages.edition import Edition
from warehouse.queries import public

SHOWN = 20


def page(edition: Edition) -> None:
    """The page for an edition."""
    st.title(_("Layanan mana yang dinilai warga?"), anchor=False)
    rows = edition.rows(public.services)
    if not rows:
        said.nothing_yet()
        return
    years = sorted({row["year"] for row in rows}, reverse=True)
    head = st.container()
    year = st.segmented_control(
        _("Tahun"), years, default=years[0], required=True, key="tahun", bind="query-params"
    )
    listed = [
        row | {"note": said.why(edition, row["reason_hidden"]), "year_text": str(row["year"])}
        for row in rows
        if row["year"] == year
    ]
    shown = [row for row in listed if row["ikm"] is not None]
    with head:
        answer(
            _("{shown} dari {total} unit layanan mempunyai cukup jawaban untuk sebuah nilai.").format(
                shown=len(shown), total=len(listed)
            )
        )
        meta_line(str(year), said.count(sum(row["n"] for row in shown), _("responden")))
    evidence(
        _("Seberapa pasti nilainya?"),
        _("IKM dengan selang 95 %; makin sedikit responden, makin lebar selangnya.")
        + (
            ""
            if len(shown) <= SHOWN
            else " " + _("Gambar memuat {count} nilai tertinggi; tabel memuat semua.").format(count=SHOWN)
        ),
        spec=(
            lambda: dots.spec(
                shown[:SHOWN], mode=theme.mode(), label="unit_name", n="n", bands=said.bands(edition)
            )
        )
        if shown
        else None,
        rows=listed,
        columns=said.service_columns(with_agency=True),
        download_name=f"siger-layanan-{year}",
        origin=said.origin(edition, "pub_service_ikm"),
        shown=True,
    )
    st.markdown(
        ":gray["
        + _("Nilai tampil mulai dari {minimum} jawaban.").format(
            minimum=formats.number(edition.limits.get("ikm_minimum"))
        )
        + "]"
    )
