"""Beranda: how citizens rate the province, where, and which agencies stand out."""

import streamlit as st

from dashboard import formats, theme
from dashboard.charts import dots, tiles
from dashboard.components import Column, answer, evidence, figure_card, figures, meta_line
from dashboard.languages import _
from dashboard.public_pages import said
from dashboard.public_pages.edition import Edition, Row
from warehouse.queries import public

SHOWN = 12


def page(edition: Edition) -> None:
    """The page for an edition."""
    st.title(_("Bagaimana layanan Pemerintah Provinsi Lampung?"), anchor=False)
    now = next(iter(edition.rows(public.province)), None)
    if now is None:
        said.nothing_yet()
        return
    months = edition.rows(public.province_months)
    answer(_sentence(edition, now))
    meta_line(
        formats.month(now["month"]),
        said.count(now["n"], _("responden")),
        _("{reported} dari {total} perangkat daerah melapor").format(
            reported=now["agencies_reported"], total=now["agencies_total"]
        ),
    )
    figures(*_cards(edition, now, months))
    left, right = st.columns([2, 3], gap="large")
    with left:
        _where(edition)
    with right:
        _outstanding(edition, now)


def _sentence(edition: Edition, now: Row) -> str:
    if now["ikm"] is None:
        opening = _("Nilai dari warga belum dapat ditampilkan.")
    else:
        opening = _("Warga memberi nilai {ikm} dari 100 untuk layanan provinsi, mutu {quality}.").format(
            ikm=formats.number(now["ikm"], 1), quality=said.quality(edition, now["ikm_class"])
        )
    quarter = _complaints(edition)
    if quarter is None:
        return opening
    return f"{opening} " + _("Dari 100 pengaduan pada {quarter}, {closed} sudah diselesaikan.").format(
        quarter=formats.quarter(quarter["quarter"]), closed=formats.number(quarter["closed_share"] * 100)
    )


def _complaints(edition: Edition) -> Row | None:
    """The latest quarter of all complaints whose share closed may be shown."""
    quarters = [row for row in edition.rows(public.complaints) if row["complaint_class"] == "all"]
    return next((row for row in quarters if row["closed_share"] is not None), None)


def _cards(edition: Edition, now: Row, months: list[Row]) -> list[str]:
    year, quarter = months[-12:], _complaints(edition)
    return [
        figure_card(
            _("Nilai dari warga"),
            formats.number(now["ikm"], 1),
            change=said.change(now["ikm_change_12m"], _("setahun")),
            tone=said.tone(now["ikm_change_12m"]) if now["ikm_change_is_clear"] else "neutral",
            spark=[row["ikm"] for row in year],
            note=said.sample(now) or said.why(edition, now["ikm_reason_hidden"]) or None,
        ),
        figure_card(
            _("Pengaduan selesai"),
            said.share(quarter["closed_share"] if quarter else None),
            change=said.change(now["complaints_over_limit_change"], _("lewat batas, sebulan"), decimals=0),
            tone=said.tone(now["complaints_over_limit_change"], less_is_better=True),
            spark=[row["complaints_over_limit"] for row in year],
            note=_("{count} masih terbuka").format(count=formats.number(now["complaints_open"]))
            if now["complaints_open"] is not None
            else _("terlalu sedikit untuk ditampilkan"),
        ),
        figure_card(
            _("Pegawai dinilai"),
            said.share(now["coverage"]),
            spark=[row["coverage"] for row in year],
            note=_("{reported} dari {total} melapor").format(
                reported=now["agencies_reported"], total=now["agencies_total"]
            ),
        ),
    ]


def _where(edition: Edition) -> None:
    rows = [row | {"reason": said.why(edition, row["reason_hidden"])} for row in edition.rows(public.regions)]
    evidence(
        _("Di mana layanan dinilai paling baik?"),
        _("IKM per kabupaten/kota. Tanda – : kurang dari {minimum} responden.").format(
            minimum=edition.minimum("ikm_minimum") or 30
        ),
        spec=lambda: tiles.spec(rows, mode=theme.mode()),
        rows=rows,
        columns=[
            Column("region_name", _("Kabupaten/kota")),
            Column("ikm", "IKM", "number", 2),
            Column("n", _("Responden"), "number"),
            Column("reason", _("Catatan")),
        ],
        download_name="siger-ikm-kabupaten-kota",
        origin=said.origin(edition, "pub_region_ikm"),
        empty=_("Belum ada survei per wilayah."),
    )


def _outstanding(edition: Edition, now: Row) -> None:
    rows = [row for row in edition.rows(public.agencies) if row["ikm"] is not None]
    apart = [row for row in rows if row["ikm_versus_province"] in ("above", "below")]
    shown = rows if len(rows) <= SHOWN else apart
    if len(shown) > SHOWN:
        shown = shown[: SHOWN // 2] + shown[-SHOWN // 2 :]
    evidence(
        _("Perangkat daerah mana yang menonjol?"),
        said.how_to_read_dots(),
        spec=lambda: dots.spec(
            shown, mode=theme.mode(), reference=now["ikm"], n="n", bands=said.bands(edition)
        ),
        rows=edition.rows(public.agencies) if shown else [],
        columns=said.agency_columns(),
        download_name="siger-ikm-perangkat-daerah",
        origin=said.origin(edition, "pub_agency_ikm"),
        empty=_("Belum ada perangkat daerah dengan cukup jawaban."),
    )
