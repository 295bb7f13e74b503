"""Aturan: the rules behind the figures; the province's HR sets a value from a month on, the next release uses it."""

import streamlit as st

from dashboard import components, formats, visit
from dashboard.languages import _, current
from dashboard.look_up import state
from dashboard.staff_pages import desk_columns
from warehouse.errors import DecisionRefused
from warehouse.queries import rules
from warehouse.state import rules as decisions

here = visit.current()
marts = here.marts
label = "label_en" if current() == "en" else "label_id"
opened = decisions.open_month()

st.title(_("Aturan apa yang berlaku?"), anchor=False)
components.answer(
    _(
        "Angka bulan yang lewat memakai aturan masanya; perubahan berlaku mulai bulan yang Anda pilih, paling awal {month}."
    ).format(month=formats.month(opened))
)
components.meta_line(
    _("nilai baru dipakai pada rilis berikutnya"), _("setiap perubahan dicatat dengan nama dan alasan")
)

editable = {
    row["rule"]: row
    for row in rules.in_force(marts, here.release.speaks_for)
    if row["rule"] in decisions.EDITABLE
}
st.header(_("Ubah nilai"), anchor=False)
chosen = st.selectbox(_("Aturan"), list(editable), format_func=lambda rule: editable[rule][label], key="rule")
allowed = decisions.EDITABLE[chosen]
with st.form("rule-form", clear_on_submit=True):
    value = st.number_input(
        _("Nilai baru"),
        min_value=float(allowed.lowest),
        max_value=float(allowed.highest),
        step=float(allowed.step),
        value=float(editable[chosen]["value"]),
        help=_("Sekarang {value} ({unit}).").format(
            value=editable[chosen]["value"], unit=editable[chosen]["unit"]
        ),
    )
    months = [
        opened.replace(year=opened.year + (opened.month + i - 1) // 12, month=(opened.month + i - 1) % 12 + 1)
        for i in range(6)
    ]
    start = st.selectbox(_("Berlaku mulai"), months, format_func=formats.month)
    reason = st.text_input(_("Dasar atau alasan"), max_chars=300)
    if st.form_submit_button(_("Simpan"), type="primary"):
        try:
            decisions.save(state(), chosen, round(value, 4), start, here.viewer, reason)
            st.success(
                _("Tersimpan. Rilis berikutnya memakainya mulai {month}.").format(month=formats.month(start))
            )
        except DecisionRefused as refused:
            st.error(str(refused))

waiting = decisions.current(state())
components.evidence(
    _("Perubahan yang dicatat"),
    rows=waiting,
    columns=desk_columns.decisions(),
    download_name="perubahan-aturan",
    empty=_("Belum ada perubahan."),
    shown=True,
)
components.evidence(
    _("Semua aturan dengan masa berlakunya"),
    _("Nilai, masa berlaku dan dasar hukum seperti dipakai rilis ini."),
    rows=[row | {"label": row[label]} for row in rules.all_rules(marts).to_pylist()],
    columns=desk_columns.rules(),
    download_name="aturan",
    shown=True,
)
components.footer(here.release, demo=here.demo)
