"""Ringkasan: how the province does this month, who stands out, who has not reported."""

import streamlit as st

from dashboard import choices, components, formats, navigation, theme, visit
from dashboard.charts import dots, heatmap, trend
from dashboard.languages import _
from dashboard.staff_pages import sentences
from warehouse.queries import agencies, province

here = visit.current()
marts = here.marts

st.title(_("Bagaimana kinerja provinsi bulan ini?"))
head = st.container()
month = choices.month(marts)
now = province.month_figures(marts, month)
if now is None:
    components.empty_state(_("Belum ada angka untuk bulan ini."))
    st.stop()

with head:
    components.answer(sentences.province(now))
    components.meta_line(
        formats.month(month),
        _("{n} pegawai wajib dinilai").format(n=formats.number(now["due_employees"])),
        _("{share} sudah dinilai").format(share=formats.percent(now["coverage"])),
    )
    running = province.running_month(marts)
    if running and running["month"] > month:
        components.meta_line(sentences.running(running))

history = province.trend(marts, month)
components.figures(sentences.province_figures(now, history))

listing = agencies.listing(marts, month)
left, right = st.columns([3, 2], gap="large")
with left:
    components.evidence(
        _("Perangkat daerah mana yang menonjol?"),
        _("IKM 12 bulan dengan selang 95 %. :blue[Biru] di atas, :red[merah] di bawah rata-rata provinsi (garis putus); kelabu tidak dapat dibedakan."),
        dots.spec(listing, mean=now["ikm"], mode=theme.mode()),
        listing,
        columns=sentences.AGENCY_COLUMNS,
        name=f"ikm-perangkat-daerah-{month:%Y-%m}",
        origin=("fct_agency_month", {"month": month}),
    )
with right:
    components.evidence(
        _("Apa yang belum dilaporkan?"),
        _("Perangkat daerah tanpa berkas penilaian bulan ini; batas lapor {day}.").format(day=formats.day(now["deadline"])),
        None,
        sentences.missing(listing),
        columns=sentences.MISSING_COLUMNS,
        name=f"belum-lapor-{month:%Y-%m}",
        origin=("fct_agency_month", {"month": month, "reported": False}),
    )
    components.evidence(
        _("Bagaimana cakupan dan IKM bergerak?"),
        _("Titik pudar: cakupan rendah. Pita: selang 95 %."),
        trend.spec(history, value="ikm", low="ikm_low", high="ikm_high", coverage="coverage", mode=theme.mode()),
        history,
        columns=sentences.TREND_COLUMNS,
        name=f"tren-provinsi-{month:%Y-%m}",
        origin=("fct_province_month", {"month": month}),
    )

components.evidence(
    _("Siapa melapor kapan?"),
    _("Warna: bagian pegawai yang dinilai. Tanda ×: tidak ada berkas."),
    heatmap.spec(province.reporting(marts, month), mode=theme.mode()),
    province.reporting(marts, month),
    columns=sentences.REPORTING_COLUMNS,
    name=f"pelaporan-{month:%Y-%m}",
    origin=("fct_agency_month", {"month": month}),
)
st.page_link(navigation.script("perangkat-daerah"), label=_("Semua perangkat daerah"), icon=":material/account_balance:", query_params={"bulan": f"{month:%Y-%m}"})
components.footer(marts.release)
