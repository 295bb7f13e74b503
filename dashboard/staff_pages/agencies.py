"""Perangkat daerah: every agency in one month; which one needs attention."""

import streamlit as st

from dashboard import choices, components, formats, theme, visit
from dashboard.charts import distribution
from dashboard.languages import _
from dashboard.staff_pages import columns
from dashboard.staff_pages.origin import origin
from dashboard.staff_pages.rows import classes, linked, words
from warehouse.queries import agencies, province

here = visit.current()
marts = here.marts
ORDERS = {  # code in the address → field, largest first
    "ikm": ("ikm", False),
    "dinilai": ("coverage", False),
    "pola": ("pattern_excess_persons", True),
    "aduan": ("complaints_over_limit", True),
}

st.title(_("Perangkat daerah mana yang perlu perhatian?"), anchor=False)
head = st.container()
with st.container(horizontal=True, vertical_alignment="bottom"):
    month = choices.month(marts)
    kinds = {"": _("Semua")} | words(marts, "agency_kind")
    orders = {
        "": _("Susunan pemerintah"),
        "ikm": _("IKM terendah"),
        "dinilai": _("Paling sedikit dinilai"),
        "pola": _("Paling jauh dari pola"),
        "aduan": _("Aduan lewat batas terbanyak"),
    }
    order = choices.select(_("Urutkan"), orders, key="urut")
kind = choices.pills(_("Kelompok"), kinds, key="kelompok")

rows = linked(
    agencies.listing(marts, month), here.viewer, "opd", {"opd": "agency_code"}, bulan=f"{month:%Y-%m}"
)
shown = [row for row in rows if not kind or row["agency_kind"] == kind]
if order:
    field, largest_first = ORDERS[order]
    known = [row for row in shown if row[field] is not None]
    shown = sorted(known, key=lambda row: row[field], reverse=largest_first) + [
        row for row in shown if row[field] is None
    ]
now = province.month_figures(marts, month)

with head:
    above = sum(row["ikm_versus_province"] == "above" for row in rows)
    below = sum(row["ikm_versus_province"] == "below" for row in rows)
    components.answer(
        _(
            "IKM {below} perangkat daerah nyata di bawah provinsi dan {above} nyata di atasnya; {violates} di luar pola predikat; {missing} belum melapor."
        ).format(
            below=below,
            above=above,
            violates=sum(row["pattern_status"] == "violates" for row in rows),
            missing=now["agencies_missing"],
        )
    )
    components.meta_line(
        formats.month(month),
        _("{n} pegawai aktif").format(n=formats.number(now["active_employees"])),
        _("{share} sudah dinilai").format(share=formats.percent(now["coverage"])),
    )

components.evidence(
    _("Semua perangkat daerah"),
    _("Pilih nama untuk melihat unit dan pegawainya. Tanda – berarti belum ada atau ditahan."),
    rows=shown,
    columns=columns.agencies(),
    download_name=f"perangkat-daerah-{month:%Y-%m}",
    origin=origin(here, "fct_agency_month", month=month),
    empty=_("Tidak ada perangkat daerah dalam kelompok ini."),
    shown=True,
)
judged = [row for row in shown if row["rated_employees"] and not row["is_withheld"]]
components.evidence(
    _("Apakah distribusi mengikuti pola?"),
    _("Garis tegak: batas bagian predikat menurut predikat organisasi (SE Menteri PANRB 3/2023)."),
    lambda: distribution.spec(judged, mode=theme.mode(), names=classes(marts)),
    judged,
    columns.distribution(),
    f"distribusi-{month:%Y-%m}",
    origin(here, "fct_agency_month", month=month),
    empty=_("Belum ada perangkat daerah yang cukup lengkap untuk dibandingkan bulan ini."),
)
components.footer(here.release, demo=here.demo)
