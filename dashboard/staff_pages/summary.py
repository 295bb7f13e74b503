"""Ringkasan: how the province does this month, who stands out, who has not reported."""

import streamlit as st

from dashboard import choices, components, formats, theme, visit
from dashboard.charts import dots, heatmap, trend
from dashboard.languages import _
from dashboard.staff_pages import cards, columns, measures, sentences
from dashboard.staff_pages.origin import origin
from dashboard.staff_pages.rows import last_day, linked
from warehouse.queries import agencies, province

here = visit.current()
marts, mode = here.marts, theme.mode()

st.title(_("Bagaimana kinerja provinsi bulan ini?"), anchor=False)
head = st.container()
month = choices.month(marts)
now = province.month_figures(marts, month)
history = province.trend(marts, month).to_pylist()
listing = linked(
    agencies.listing(marts, month), here.viewer, "opd", {"opd": "agency_code"}, bulan=f"{month:%Y-%m}"
)

with head:
    components.answer(sentences.province(now))
    components.meta_line(
        formats.month(month),
        _("{n} pegawai aktif").format(n=formats.number(now["active_employees"])),
        _("{n} wajib dinilai bulan ini").format(n=formats.number(now["due_employees"])),
        _("{share} sudah dinilai").format(share=formats.percent(now["coverage"])),
    )
    running = province.running_month(marts)
    if running and running["month"] > month:
        components.meta_line(sentences.running(running))
components.figures(*cards.province(now, history, measures.meanings(marts, "fct_province_month")))

left, right = st.columns([3, 2], gap="large")
with left:
    standing = sorted((row for row in listing if row["ikm"] is not None), key=lambda row: -row["ikm"])
    components.evidence(
        _("Perangkat daerah mana yang menonjol?"),
        _(
            "IKM 12 bulan dengan selang 95 %. :blue[Biru] di atas, :red[merah] di bawah IKM provinsi (garis putus); kelabu tidak dapat dibedakan."
        ),
        lambda: dots.spec(standing, mode=mode, reference=now["ikm"], bands=cards.ikm_bands(marts)),
        standing,
        columns.stand_out(),
        f"ikm-perangkat-daerah-{month:%Y-%m}",
        origin(here, "fct_service_ikm", level="agency", period_kind="rolling", period_end=last_day(month)),
        empty=_("Belum ada perangkat daerah dengan IKM untuk periode ini."),
    )
with right:
    missing = [row for row in listing if not row["reported"]]
    components.evidence(
        _("Siapa belum melapor?"),
        _("Belum ada berkas penilaian {month}.").format(month=formats.month(month)),
        rows=missing,
        columns=columns.missing(),
        download_name=f"belum-lapor-{month:%Y-%m}",
        empty=_("Semua perangkat daerah sudah melapor."),
        shown=True,
    )
    components.evidence(
        _("Bagaimana cakupan bergerak?"),
        _("Bagian pegawai wajib dinilai yang penilaiannya sudah diterima, per bulan."),
        lambda: trend.spec(
            list(reversed(history)),
            mode=mode,
            value="coverage",
            low=None,
            high=None,
            n=None,
            title=_("Dinilai"),
            percent=True,
            reference=listing[0]["coverage_floor"] if listing else None,
        ),
        history,
        columns.province_trend(),
        f"tren-provinsi-{month:%Y-%m}",
        origin(here, "fct_province_month", month=month),
    )

reporting = province.reporting(marts, month)
components.evidence(
    _("Siapa melapor kapan?"),
    _("Warna: bagian pegawai yang dinilai. Tanda ×: belum ada berkas."),
    lambda: heatmap.spec(reporting, mode=mode, label="short_name"),
    reporting,
    columns.reporting(),
    f"pelaporan-{month:%Y-%m}",
    origin(here, "fct_agency_month", month=month),
)
components.footer(here.release, demo=here.demo)
