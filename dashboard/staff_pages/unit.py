"""Satu unit: its month, positions and people."""

import streamlit as st

from dashboard import choices, components, formats, navigation, theme, visit
from dashboard.charts import trend
from dashboard.languages import _
from dashboard.staff_pages import cards, columns, measures, person_columns, sentences, three_sources
from dashboard.staff_pages.origin import origin
from dashboard.staff_pages.rows import linked, spelled, words
from warehouse.queries import rules, units

here = visit.current()
marts, viewer, mode = here.marts, here.viewer, theme.mode()
unit = units.one(marts, st.query_params.get("unit", ""))
if unit is None:
    components.empty_state(_("Unit ini tidak ditemukan atau di luar kewenangan Anda."))
    st.stop()
key, code = unit["unit_key"], unit["agency_code"]

components.breadcrumb(
    [
        *(
            [(_("Perangkat daerah"), navigation.script("perangkat-daerah"))]
            if viewer.agency_code is None
            else []
        ),
        (unit["agency_name"], navigation.script("opd"), {"opd": code}),
        (unit["unit_name"], None),
    ]
)
st.title(_("Bagaimana kinerja {unit}?").format(unit=unit["unit_name"]), anchor=False)
head = st.container()
month = choices.month(marts)
history = units.months(marts, key, month).to_pylist()
now = history[-1] if history and history[-1]["month"] == month else None
minimum = rules.minimum(marts, "judged_minimum", month)

with head:
    components.answer(sentences.unit(now, minimum))
    components.meta_line(
        formats.month(month),
        _("{n} pegawai aktif").format(n=formats.number(unit["active_employees"])),
        unit["region_name"],
        _("populasi layanan {n}").format(n=formats.number(unit["population"]))
        if unit["population"]
        else None,
    )
if now is not None:
    components.figures(*cards.unit(now, history, measures.meanings(marts, "fct_unit_month")))

components.evidence(
    _("Apakah standar jabatan tercapai?"),
    _(
        "Pilih jabatan untuk lembar kerjanya. Per jabatan: pegawai, rata-rata capaian dan bagian standar yang tercapai tahun ini."
    ),
    rows=linked(
        units.positions(marts, key, month), viewer, "jabatan", {"jabatan": "position_key"}, opd=code, unit=key
    ),
    columns=columns.positions(),
    download_name=f"jabatan-{month:%Y-%m}",
    origin=origin(here, "fct_person_standard", agency_code=code, year=month.year),
    empty=_("Belum ada pegawai aktif di unit ini."),
    shown=True,
)
three_sources.of_unit(here, key, month)
labels = words(marts, "predikat")
people = spelled(
    units.people(marts, key, month),
    predikat_label=("predikat", labels),
    employment_label=("employment_status", words(marts, "employment")),
)
components.evidence(
    _("Siapa di sini?"),
    _("Predikat resmi untuk periode yang berakhir pada {month}; membuka halaman pegawai dicatat.").format(
        month=formats.month(month)
    ),
    rows=linked(people, viewer, "pegawai", {"id": "person_key"}) if viewer.role in navigation.HR else people,
    columns=person_columns.people(),
    download_name=f"pegawai-{month:%Y-%m}",
    origin=origin(here, "fct_appraisal", unit_key=key, month=month),
    empty=_("Belum ada pegawai aktif di unit ini."),
    shown=True,
)
scored = [row for row in history if row["achievement_mean"] is not None]
components.evidence(
    _("Bagaimana capaian bergerak?"),
    _("Rata-rata capaian target pegawai per bulan, paling tinggi 120 %."),
    lambda: trend.spec(
        scored,
        mode=mode,
        value="achievement_mean",
        low=None,
        high=None,
        n=None,
        title=_("Capaian"),
        percent=True,
    ),
    scored,
    columns.unit_trend(),
    f"capaian-unit-{month:%Y-%m}",
    origin(here, "fct_achievement", unit_key=key, month=month),
    empty=_("Belum ada capaian yang dilaporkan."),
)
components.footer(here.release, demo=here.demo)
