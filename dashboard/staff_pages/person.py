"""Satu pegawai: appraisals as delivered and as recomputed, the position's standard, training. Each view is logged."""

import streamlit as st

from dashboard import components, formats, navigation, theme, visit
from dashboard.charts import matrix
from dashboard.languages import _
from dashboard.staff_pages import columns, judgement, person_columns, sentences
from dashboard.staff_pages.journal import viewed
from dashboard.staff_pages.origin import origin
from dashboard.staff_pages.rows import last_day, spelled, words
from warehouse.queries import people, roster, waiting

here = visit.current()
marts = here.marts
person = people.one(marts, st.query_params.get("id", ""))
if person is None:
    components.empty_state(_("Pegawai ini tidak ditemukan atau di luar kewenangan Anda."))
    st.stop()
key = person["person_key"]
viewed(here, key)

components.breadcrumb(
    [
        (person["agency_name"], navigation.script("opd"), {"opd": person["agency_code"]}),
        *(
            [(person["unit_name"], navigation.script("unit"), {"unit": person["unit_key"]})]
            if person["unit_key"]
            else []
        ),
        (person["person_name"], None),
    ]
)
st.title(_("Bagaimana kinerja {name}?").format(name=person["person_name"]), anchor=False)

ratings, predikat = words(marts, "rating"), words(marts, "predikat")
appraisals = spelled(
    people.appraisals(marts, key),
    result_label=("result_rating", ratings),
    behaviour_label=("behaviour_rating", ratings),
    delivered_label=("predikat_delivered", predikat),
    computed_label=("predikat_computed", predikat),
)
for row in appraisals:
    row["period"] = formats.period(row["period_start"], row["period_end"])
    row["agrees"] = {True: _("ya"), False: _("tidak")}.get(row["is_matrix_consistent"], formats.NOTHING)
latest = appraisals[0] if appraisals else None
year = latest["period_end"].year if latest else here.release.speaks_for.year
standards = spelled(
    people.standards(marts, key, year),
    duty_label=("duty_kind", words(marts, "duty_kind")),
    status_label=("status", words(marts, "standard_status")),
)

components.answer(sentences.person(latest, standards, predikat))
components.meta_line(
    person["position_name"],
    words(marts, "employment").get(person["employment_status"], person["employment_status"]),
    person["unit_name"],
    _("Atasan: {name}").format(name=person["superior_name"]) if person["superior_name"] else None,
    _("kunjungan ke halaman ini dicatat"),
)

components.evidence(
    _("Apakah standar jabatan {year} tercapai?").format(year=year),
    _("Capaian: realisasi terhadap target bulan yang sudah dilaporkan, paling tinggi 120 %."),
    rows=standards,
    columns=person_columns.standards(),
    download_name="standar-jabatan",
    origin=origin(here, "fct_person_standard", person_key=key, year=year),
    empty=_("Jabatan ini belum memiliki standar."),
    shown=True,
)
items = people.behaviour(marts, key, person["unit_key"])
left, right = st.columns(2, gap="large")
with left:
    marked = (latest["result_rating"], latest["behaviour_rating"]) if latest else None
    fields = people.matrix(marts)
    components.evidence(
        _("Bagaimana predikat terjadi?"),
        _("Hasil kerja × perilaku kerja (PermenPANRB 6/2022); kotak bertanda: periode terakhir."),
        (
            lambda: matrix.spec(
                spelled(fields, label=("predikat", predikat)), mode=theme.mode(), marked=marked, names=ratings
            )
        )
        if marked and all(marked)
        else None,
        appraisals[:1],
        person_columns.appraisals(),
        origin=origin(here, "fct_appraisal", person_key=key, period_end=latest["period_end"])
        if latest
        else None,
        empty=_("Belum ada penilaian."),
    )
with right:
    components.evidence(
        _("Bagaimana perilaku BerAKHLAK?"),
        _("Rata-rata 12 bulan pegawai ini di samping unitnya; 1 di bawah, 2 sesuai, 3 di atas ekspektasi."),
        rows=spelled(items, item_label=("item", words(marts, "behaviour"))),
        columns=columns.behaviour(),
        download_name="perilaku",
        origin=origin(here, "fct_appraisal", person_key=key),
        empty=_("Aplikasi perangkat daerah ini tidak mengirim nilai per perilaku."),
        shown=True,
    )
components.evidence(
    _("Bagaimana predikat dari waktu ke waktu?"),
    _("Dilaporkan aplikasi di samping dihitung dari matriks; keduanya disimpan."),
    rows=appraisals,
    columns=person_columns.appraisals(),
    download_name="predikat",
    origin=origin(here, "fct_appraisal", person_key=key),
    empty=_("Belum ada penilaian."),
    shown=True,
)
records = spelled(waiting.records(marts, key), reason_label=("record_reason", words(marts, "record_reason")))
for row in records:
    row["period"] = formats.period(row["first_month"], last_day(row["last_month"]))
if records:
    components.evidence(
        _("Siapa yang menilai, bila bukan atasan menurut daftar pegawai?"),
        rows=records,
        columns=person_columns.records(),
        download_name="atasan-tercatat",
        origin=origin(here, "fct_superior_of_record", person_key=key),
        shown=True,
    )
versions = spelled(
    roster.versions(marts, key),
    predikat_label=("predikat", predikat),
    reason_label=("version_reason", words(marts, "version_reason")),
)
for row in versions:
    row["period"] = formats.period(row["period_start"], row["period_end"])
if versions:
    components.evidence(
        _("Penilaian yang datang lebih dari sekali: versi mana yang dipakai?"),
        rows=versions,
        columns=person_columns.versions(),
        download_name="versi-penilaian",
        shown=True,
    )
components.evidence(
    _("Pelatihan apa yang diikuti?"),
    rows=people.trainings(marts, key),
    columns=person_columns.trainings(),
    download_name="pelatihan",
    origin=origin(here, "fct_training", person_key=key),
    empty=_("Belum ada pelatihan yang dilaporkan."),
    shown=True,
)
components.evidence(
    _("Di mana pegawai ini bekerja?"),
    _("Menurut daftar pegawai; perubahan bertanggal daftar pertama yang memuatnya."),
    rows=people.history(marts, key),
    columns=person_columns.history(),
    download_name="riwayat-jabatan",
    origin=origin(here, "dim_employee_history", person_key=key),
    shown=True,
)
judgement.draw(here, key)
components.footer(here.release, demo=here.demo)
