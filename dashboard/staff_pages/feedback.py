"""Umpan balik publik: what citizens say in surveys and complaints, for the province or, apart, another government."""

import streamlit as st

from dashboard import choices, components, formats, theme, visit
from dashboard.charts import ageing, dots, elements
from dashboard.languages import _
from dashboard.staff_pages import cards, columns, sentences
from dashboard.staff_pages.origin import origin
from dashboard.staff_pages.rows import spelled, words
from warehouse.queries import agencies, feedback, rules

here = visit.current()
marts, mode, agency = here.marts, theme.mode(), here.viewer.agency_code

st.title(_("Apa kata warga?"), anchor=False)
head = st.container()
governments = {code: code.replace("-", " ").title() for code in feedback.governments(marts)}
governments |= {code: name for code, name in words(marts, "government").items() if code in governments}
if not governments:
    components.empty_state(_("Belum ada survei atau pengaduan dalam rilis ini."))
    st.stop()
government = (
    choices.pills(_("Pemerintah"), governments, key="pemerintah")
    if len(governments) > 1
    else next(iter(governments))
)
own = agencies.one(marts, agency) if agency else None
latest = feedback.latest_ikm(marts, government, agency)
classes = spelled(
    feedback.complaint_classes(marts, government, agency),
    class_label=("complaint_class", words(marts, "complaint_class")),
    status_label=("status_group", words(marts, "complaint_status")),
)
with head:
    components.answer(
        sentences.feedback(latest, classes, rules.minimum(marts, "ikm_minimum", here.release.data_month))
    )
    components.meta_line(
        own["agency_name"] if own else governments[government],
        formats.period(latest["period_start"], latest["period_end"]) if latest else None,
        _("{n} responden, {complete} lengkap").format(
            n=formats.number(latest["respondents"]), complete=formats.number(latest["complete_respondents"])
        )
        if latest
        else None,
        None if government == "pemprov-lampung" else _("tidak masuk angka provinsi"),
    )

period = {name: latest[name] for name in ("period_kind", "period_end")} if latest else {}
services = feedback.services(
    marts,
    government,
    latest["period_kind"] if latest else "all",
    latest["period_end"] if latest else None,
    agency,
).to_pylist()
for row in services:
    row["unit_name"] = row["unit_name"] or _("(tanpa nama unit)")
    row["label"] = row["unit_name"]
    row["against"] = cards.against(row, latest["ikm"] if latest else None)
shown = sorted((row for row in services if row["is_shown"]), key=lambda row: -row["ikm"])
components.evidence(
    _("Layanan mana dinilai bagaimana?"),
    _(
        "Tiap titik satu unit layanan; garis: selang 95 %. :blue[Biru] di atas, :red[merah] di bawah rata-rata (garis putus). Paling banyak 20 tertinggi dan 20 terendah; semuanya ada di tabel."
    ),
    (
        lambda: dots.spec(
            shown[:20] + shown[20:][-20:],
            mode=mode,
            label="label",
            n="complete_respondents",
            against="against",
            reference=latest["ikm"] if latest else None,
            bands=cards.ikm_bands(marts),
        )
    )
    if shown
    else None,
    services,
    columns.services(),
    f"ikm-layanan-{government}",
    origin(here, "fct_service_ikm", government=government, level="unit", **period),
    empty=_("Belum ada survei."),
)
left, right = st.columns(2, gap="large")
with left:
    parts = feedback.elements(latest, words(marts, "survey_element"))
    components.evidence(
        _("Unsur mana yang kuat dan lemah?"),
        _("Rata-rata tiap unsur, skala 1–4. Biaya, produk dan sarana tidak seluruhnya di tangan petugas."),
        lambda: elements.spec(parts, mode=mode),
        parts,
        columns.elements(),
        f"unsur-{government}",
        origin(
            here,
            "fct_service_ikm",
            government=government,
            level="agency" if agency else "government",
            **({"agency_code": agency} if agency else {}),
            **period,
        ),
        empty=_("Belum ada survei."),
    )
with right:
    ages = spelled(
        feedback.complaint_ages(marts, government, agency),
        over_label=("is_over_limit", {True: _("ya"), False: _("tidak")}),
    )
    components.evidence(
        _("Berapa lama pengaduan terbuka?"),
        _("Umur dalam hari kerja pada tanggal data; :red[merah] lewat batas waktunya."),
        lambda: ageing.spec(ages, mode=mode),
        ages,
        columns.ages(),
        f"umur-aduan-{government}",
        origin(here, "fct_complaint", government=government, status_group="open"),
        empty=_("Tidak ada pengaduan terbuka."),
    )
components.evidence(
    _("Pengaduan apa, sampai di mana?"),
    _(
        "Batas waktu per klasifikasi dalam hari kerja (PermenPANRB 62/2018). Ekspor tidak memuat tanggal penutupan, jadi hanya umur yang terbuka dapat dihitung."
    ),
    rows=classes,
    columns=columns.complaint_classes(),
    download_name=f"aduan-{government}",
    origin=origin(here, "fct_complaint", government=government),
    empty=_("Belum ada pengaduan."),
    shown=True,
)
components.evidence(
    _("Status apa yang dilaporkan kanal?"),
    _("Status seperti tertulis dalam ekspor, dan kelompoknya."),
    rows=spelled(
        feedback.complaint_statuses(marts, government, agency),
        status_label=("status_group", words(marts, "complaint_status")),
    ),
    columns=columns.complaint_statuses(),
    download_name=f"status-aduan-{government}",
    empty=_("Belum ada pengaduan."),
    shown=True,
)
components.evidence(
    _("Bagaimana IKM tahun demi tahun?"),
    _(
        "Dihitung dari jawaban dengan bobot tepat 1/9; kolom terakhir memakai bobot 0,11 yang sering dipakai dan selalu lebih rendah."
    ),
    rows=[
        row | {"period": formats.period(row["period_start"], row["period_end"])}
        for row in feedback.ikm_years(marts, government, agency).to_pylist()
    ],
    columns=columns.ikm_years(),
    download_name=f"ikm-tahunan-{government}",
    empty=_("Belum ada survei."),
    shown=True,
)
components.footer(here.release, demo=here.demo)
