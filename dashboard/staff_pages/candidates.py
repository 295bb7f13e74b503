"""Calon tindak lanjut: whom to recognise or coach next, with the reason; proposals for people who decide."""

import streamlit as st

from dashboard import choices, components, formats, visit
from dashboard.languages import _
from dashboard.staff_pages import calibration, person_columns, sentences, talent
from dashboard.staff_pages.origin import origin
from dashboard.staff_pages.rows import linked, spelled, words
from warehouse.queries import candidates

here = visit.current()
marts = here.marts
totals = candidates.counts(marts)

st.title(_("Siapa yang perlu diapresiasi atau dibina?"), anchor=False)
components.answer(sentences.candidates(totals))
components.meta_line(
    _("data sampai {month}").format(month=formats.month(here.release.speaks_for)),
    _("usul untuk penilai dan BKD, bukan keputusan"),
)

with st.container(horizontal=True, vertical_alignment="bottom"):
    own = candidates.agencies(marts)
    agency = choices.select(_("Perangkat daerah"), {"": _("Semua")} | own, key="opd") if len(own) > 1 else ""
    kind = choices.pills(_("Jenis"), {"": _("Semua")} | words(marts, "candidate_kind"), key="jenis")
    states = {"": _("Diusulkan"), "tertahan": _("Tertahan")}
    held = totals["held_back"] > 0 and choices.pills(_("Keadaan"), states, key="keadaan") == "tertahan"

rows = linked(
    spelled(
        candidates.listing(marts, agency or None, kind or None, proposed=not held),
        proposal_label=("proposal", words(marts, "proposal")),
    ),
    here.viewer,
    "pegawai",
    {"id": "person_key"},
)
clauses = words(marts, "candidate_clause")
for row in rows:
    row["reason"] = sentences.candidate(row, clauses)
chosen = {"agency_code": agency, "kind": kind}
components.evidence(
    _("Siapa, dan mengapa?"),
    _(
        "Pilih nama untuk melihat tiap syarat dengan nilainya. Yang tertahan memenuhi pembuka, tetapi satu syarat belum terpenuhi."
    ),
    rows=choices.part(rows),
    columns=person_columns.candidates(),
    download_name="calon-tindak-lanjut",
    origin=origin(here, "fct_candidate", is_current="true", **{k: v for k, v in chosen.items() if v}),
    empty=_("Tidak ada calon untuk pilihan ini."),
    shown=True,
    whole=rows,
)
if marts.has("fct_talent"):
    talent.draw(here, agency or None)
if marts.has("fct_rater_year"):
    calibration.draw(here, agency or None)
components.footer(here.release, demo=here.demo)
