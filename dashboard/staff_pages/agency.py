"""Satu perangkat daerah: its figures, its distribution against the pattern, its units."""

import streamlit as st

from dashboard import choices, components, formats, navigation, theme, visit
from dashboard.charts import ageing, distribution, trend
from dashboard.languages import _
from dashboard.staff_pages import cards, columns, measures, move, sentences, three_sources
from dashboard.staff_pages.origin import origin
from dashboard.staff_pages.rows import classes, last_day, linked, spelled
from warehouse.queries import agencies, feedback, waiting

here = visit.current()
marts, viewer, mode = here.marts, here.viewer, theme.mode()
known = {row["agency_code"]: row["agency_name"] for row in agencies.names(marts)}
code = viewer.agency_code or st.query_params.get("opd", "")
agency = agencies.one(marts, code)
if agency is None:
    components.empty_state(_("Perangkat daerah ini tidak ditemukan atau di luar kewenangan Anda."))
    st.stop()

if viewer.agency_code is None:
    components.breadcrumb(
        [
            (_("Ringkasan"), navigation.script("ringkasan")),
            (_("Perangkat daerah"), navigation.script("perangkat-daerah")),
            (agency["agency_name"], None),
        ]
    )
st.title(_("Bagaimana kinerja {agency}?").format(agency=agency["agency_name"]), anchor=False)
head = st.container()
month = choices.month(marts)
history = agencies.months(marts, code, month).to_pylist()
now = history[-1] if history and history[-1]["month"] == month else None
if now is None:
    components.empty_state(
        _("Belum ada angka {month} untuk perangkat daerah ini.").format(month=formats.month(month))
    )
    st.stop()

with head:
    components.answer(sentences.agency(now))
    components.meta_line(
        formats.month(month),
        _("{n} pegawai aktif").format(n=formats.number(now["active_employees"])),
        _("{share} sudah dinilai").format(share=formats.percent(now["coverage"])),
        _("dilaporkan {day}").format(day=formats.day(now["reported_on"])) if now["reported"] else None,
    )
components.figures(*cards.agency(now, history, measures.meanings(marts, "fct_agency_month")))

peers = (
    [row for row in agencies.peers(marts, code, month).to_pylist() if not row["is_withheld"]]
    if viewer.agency_code is None
    else [{**now, "agency_name": agency["agency_name"]}]
)
components.evidence(
    _("Apakah distribusi mengikuti pola?"),
    _("Garis tegak: batas bagian predikat menurut predikat organisasi (SE Menteri PANRB 3/2023).")
    + (
        " " + _("Di bawahnya perangkat daerah sekelompok; paling banyak enam ditampilkan.")
        if len(peers) > 1
        else ""
    ),
    lambda: distribution.spec(peers[:6], mode=mode, names=classes(marts)),
    peers,
    columns.distribution(),
    f"distribusi-{code}-{month:%Y-%m}",
    origin(here, "fct_agency_month", agency_code=code, month=month),
    empty=_("Distribusi belum dapat ditampilkan: penilaian belum ada atau cakupannya di bawah batas."),
)
move.draw(here, code, month)
three_sources.of_agency(here, code, month)
if marts.has("fct_waiting"):
    waits = [
        row | {"superior_shown": row["superior_name"] or _("(atasan tidak tercantum)")}
        for row in waiting.superiors(marts, code, month).to_pylist()
    ]
    components.evidence(
        _("Siapa menunggu siapa?"),
        sentences.waiting(waits),
        rows=waits,
        columns=columns.waiting(),
        download_name=f"menunggu-{code}-{month:%Y-%m}",
        origin=origin(here, "fct_waiting", agency_code=code, month=month),
        empty=_("Semua pegawai yang wajib dinilai bulan ini sudah dinilai."),
        shown=True,
    )
left, right = st.columns(2, gap="large")
with left:
    ages = spelled(
        feedback.complaint_ages(marts, "pemprov-lampung", code),
        over_label=("is_over_limit", {True: _("ya"), False: _("tidak")}),
    )
    components.evidence(
        _("Berapa lama pengaduan terbuka?"),
        _("Umur dalam hari kerja pada tanggal data; :red[merah] lewat batas waktunya."),
        lambda: ageing.spec(ages, mode=mode),
        ages,
        columns.ages(),
        f"umur-aduan-{code}",
        origin(here, "fct_complaint", agency_code=code, status_group="open"),
        empty=_("Tidak ada pengaduan terbuka."),
    )
with right:
    components.evidence(
        _("Bagaimana kepuasan warga bergerak?"),
        _("IKM 12 bulan berjalan; pita: selang 95 %."),
        lambda: trend.spec(history, mode=mode, coverage=None),
        [row for row in history if row["ikm"] is not None],
        columns.agency_ikm(),
        f"ikm-{code}",
        origin(
            here,
            "fct_service_ikm",
            agency_code=code,
            level="agency",
            period_kind="rolling",
            period_end=last_day(month),
        ),
        empty=_("Belum ada survei kepuasan."),
    )
components.evidence(
    _("Bagaimana tiap unit?"),
    _(
        "Pilih unit untuk melihat jabatan dan pegawainya. Tanda –: unit terlalu kecil untuk bagian predikat, atau belum ada survei."
    ),
    rows=linked(
        agencies.units(marts, code, month), viewer, "unit", {"unit": "unit_key"}, bulan=f"{month:%Y-%m}"
    ),
    columns=columns.units(),
    download_name=f"unit-{code}-{month:%Y-%m}",
    origin=origin(here, "fct_unit_month", agency_code=code, month=month),
    empty=_("Belum ada daftar unit."),
    shown=True,
)
components.footer(here.release, demo=here.demo)
