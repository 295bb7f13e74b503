"""Perangkat daerah: all agencies against the province, and one of them under `?opd=<code>`."""

import streamlit as st

from dashboard import formats, theme
from dashboard.charts import dots
from dashboard.components import Column, answer, empty_state, evidence, meta_line, table
from dashboard.languages import _
from dashboard.public_pages import agency, said
from dashboard.public_pages.agency import PARAMETER, PATH, address, chooser
from dashboard.public_pages.edition import Edition, Row
from warehouse.queries import public

__all__ = ["PATH", "page"]


def page(edition: Edition) -> None:
    """The list, or one agency where the address names one."""
    rows = edition.rows(public.agencies)
    names = {
        row["agency_code"]: row["agency_name"] for row in sorted(rows, key=lambda row: row["agency_name"])
    }
    code = st.query_params.get(PARAMETER)
    if code in names:
        agency.page(edition, code, names)
    else:
        _all(edition, rows, names, unknown=code)


def _all(edition: Edition, rows: list[Row], names: dict[str, str], unknown: str | None) -> None:
    st.title(_("Bagaimana nilai tiap perangkat daerah?"), anchor=False)
    now = next(iter(edition.rows(public.province)), None)
    if now is None:
        said.nothing_yet()
        return
    shown = [row for row in rows if row["ikm"] is not None]
    answer(_standing(shown, now))
    meta_line(
        formats.month(now["month"]),
        said.count(len(rows), _("perangkat daerah")),
        _("{count} dengan cukup jawaban").format(count=len(shown)),
    )
    if unknown:
        empty_state(
            _("Perangkat daerah pada alamat ini tidak dikenal. Pilih dari daftar."), ":material/search_off:"
        )
    chooser(names, None)
    listed = [
        row
        | {
            "address": address(row["agency_code"]),
            "note": said.note(edition, row),
        }
        for row in rows
    ]
    evidence(
        _("Siapa di atas, siapa di bawah rata-rata?"),
        said.how_to_read_dots(),
        spec=(
            lambda: dots.spec(
                shown, mode=theme.mode(), reference=now["ikm"], n="n", bands=said.bands(edition)
            )
        )
        if shown
        else None,
        rows=listed,
        columns=[*said.agency_columns(), Column("note", _("Catatan"))],
        download_name="siger-perangkat-daerah",
        origin=said.origin(edition, "pub_agency_ikm"),
        empty=_("Belum ada perangkat daerah pada rilis ini."),
    )
    st.header(_("Daftar perangkat daerah"), anchor=False)
    columns = [
        Column("agency_name", _("Perangkat daerah"), link="address"),
        Column("ikm", "IKM", "number", 2),
        Column("n", _("Responden"), "number"),
        Column("rated", _("Pegawai dinilai"), "number_text"),
        Column("note", _("Catatan")),
    ]
    table(sorted(listed, key=lambda row: row["agency_name"]), columns, caption=_("Daftar perangkat daerah"))


def _standing(shown: list[Row], now: Row) -> str:
    """How many agencies are clearly above, clearly below, or not distinguishable."""
    if not shown:
        return _("Belum ada perangkat daerah dengan cukup jawaban survei untuk sebuah nilai.")
    below = sum(1 for row in shown if row["ikm_versus_province"] == "below")
    above = sum(1 for row in shown if row["ikm_versus_province"] == "above")
    return _(
        "{above} perangkat daerah nyata di atas rata-rata provinsi ({ikm}), {below} nyata di bawahnya, {same} tidak dapat dibedakan."
    ).format(above=above, below=below, same=len(shown) - above - below, ikm=formats.number(now["ikm"], 1))
