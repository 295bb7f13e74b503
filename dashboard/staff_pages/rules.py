"""Aturan: the rules behind the figures; the province's HR sets a value from a month on, the next release uses it."""

import streamlit as st

from dashboard import components, formats, visit
from dashboard.languages import _, current
from dashboard.look_up import state
from dashboard.staff_pages import desk_columns, rule_values
from warehouse.errors import DecisionRefused
from warehouse.queries import rules
from warehouse.state import rules as decisions

here = visit.current()
marts = here.marts
label = "label_en" if current() == "en" else "label_id"
opened = decisions.open_month()
WIDTH = 544

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
st.header(_("Nilai mana yang ingin diubah?"), anchor=False)
chosen = st.selectbox(
    _("Aturan"), list(editable), format_func=lambda rule: editable[rule][label], key="rule", width=WIDTH
)
present = editable[chosen]
entry = rule_values.entry(present["value"], decisions.EDITABLE[chosen], present["unit"])
with st.form("rule-form", clear_on_submit=True, width=WIDTH):
    entered = st.number_input(
        rule_values.field(present["unit"]),
        min_value=entry.lowest,
        max_value=entry.highest,
        step=entry.step,
        value=entry.present,
        key=f"value-{chosen}",
    )
    months = [
        opened.replace(year=opened.year + (opened.month + i - 1) // 12, month=(opened.month + i - 1) % 12 + 1)
        for i in range(6)
    ]
    start = st.selectbox(_("Berlaku mulai"), months, format_func=formats.month)
    reason = st.text_input(_("Dasar atau alasan"), max_chars=300)
    if st.form_submit_button(_("Simpan"), type="primary"):
        try:
            decisions.save(
                state(), chosen, rule_values.stored(entered, present["unit"]), start, here.viewer, reason
            )
            st.success(
                _("Tersimpan. Rilis berikutnya memakainya mulai {month}.").format(month=formats.month(start))
            )
        except DecisionRefused as refused:
            st.error(str(refused))

everything = rules.all_rules(marts).to_pylist()
named = {row["rule"]: row for row in everything}
waiting = [
    row
    | {
        "label": named[row["rule"]][label],
        "value_text": rule_values.written(row["value"], named[row["rule"]]["unit"]),
    }
    for row in decisions.current(state())
    if row["rule"] in named
]
components.evidence(
    _("Apa yang sudah diubah?"),
    _("Dipakai mulai rilis berikutnya; bulan yang lewat tidak berubah."),
    rows=waiting,
    columns=desk_columns.decisions(),
    download_name="perubahan-aturan",
    empty=_("Belum ada perubahan."),
    shown=True,
)
components.evidence(
    _("Aturan mana berlaku sejak kapan?"),
    _("Nilai, masa berlaku dan dasar hukum seperti dipakai rilis ini."),
    rows=[
        row | {"label": row[label], "value_text": rule_values.written(row["value"], row["unit"])}
        for row in everything
    ],
    columns=desk_columns.rules(),
    download_name="aturan",
    shown=True,
)
components.footer(here.release, demo=here.demo)
