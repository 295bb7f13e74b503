"""Satu jabatan: the worksheet of a position in an agency: its standards by kind of duty, who meets them, holders and need."""

import streamlit as st

from dashboard import components, navigation, visit
from dashboard.languages import _
from dashboard.staff_pages import person_columns, sentences
from dashboard.staff_pages.origin import origin
from dashboard.staff_pages.rows import spelled, words
from warehouse.queries import positions, units

here = visit.current()
marts, viewer = here.marts, here.viewer
code = viewer.agency_code or st.query_params.get("opd", "")
key = st.query_params.get("jabatan", "")
position = positions.one(marts, code, key)
if position is None:
    components.empty_state(_("Jabatan ini belum memiliki standar, atau di luar kewenangan Anda."))
    st.stop()
year = position["year"]
unit = units.one(marts, st.query_params.get("unit", ""))

components.breadcrumb(
    [
        (position["agency_name"], navigation.script("opd"), {"opd": code}),
        *([(unit["unit_name"], navigation.script("unit"), {"unit": unit["unit_key"]})] if unit else []),
        (position["position_name"], None),
    ]
)
st.title(
    _("Bagaimana jabatan {position} dijalankan?").format(position=position["position_name"]), anchor=False
)
kinds = words(marts, "duty_kind")
standards = spelled(
    positions.standards(marts, code, key, year),
    duty_label=("duty_kind", kinds),
    status_label=("standard_status", words(marts, "standard_status")),
)
components.answer(sentences.worksheet(position, standards))
components.meta_line(position["agency_name"], _("standar tahun {year}").format(year=year))
trail = origin(here, "fct_position_worksheet", agency_code=code, position_key=key, year=year)
components.evidence(
    _("Tugas mana yang terlaksana?"),
    _("Standar jabatan per jenis tugas; tercapai semua: setiap pemangku yang melapor mencapai targetnya."),
    rows=spelled(positions.duties(marts, code, key, year), duty_label=("duty_kind", kinds)),
    columns=person_columns.duties(),
    download_name=f"tugas-{key}-{year}",
    origin=trail,
    shown=True,
)
components.evidence(
    _("Standar mana yang tercapai?"),
    _("Jumlah pemangku yang mencapai target sejauh bulan yang sudah dilaporkan."),
    rows=standards,
    columns=person_columns.worksheet(),
    download_name=f"lembar-kerja-{key}-{year}",
    origin=trail,
    shown=True,
)
components.footer(here.release, demo=here.demo)
