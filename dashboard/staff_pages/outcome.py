"""Outcome: what became of the files sent: receipt, verdict of the real load, reject file, history."""

from typing import Any

import streamlit as st

from dashboard import components, formats
from dashboard.languages import _
from dashboard.look_up import state
from dashboard.staff_pages import desk_columns, verdicts
from dashboard.visit import Visit
from ingest import desk
from warehouse.access import may_open_reject_file
from warehouse.queries import files
from warehouse.state import uploads

SENT = "sent"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_REJECTS = 8


def remember(upload_id: str) -> None:
    """A file was sent in this session: its receipt stays in sight."""
    st.session_state.setdefault(SENT, []).append(upload_id)


@st.fragment(run_every=3)
def draw(here: Visit) -> None:
    """Uploads so far; asks again every three seconds, so a verdict shows without a click."""
    rows = verdicts.history(uploads.recent(state(), here.viewer))
    contents = [verdict["sha256"] for row in rows for verdict in row["verdicts"][:1]]
    withdrew = files.withdrawals(here.marts, contents)
    rows = [row | _withdrew(row, withdrew) for row in rows]
    mine = st.session_state.get(SENT, [])
    for row in rows:
        if row["upload_id"] in mine:
            _receipt(row)
    _rejects(
        here,
        [
            row
            for row in rows
            if row["rows_quarantined"] and may_open_reject_file(here.viewer, row["account"])
        ],
    )
    components.evidence(
        _("Apa yang sudah dikirim?"),
        rows=rows,
        columns=desk_columns.uploads(),
        download_name="unggahan",
        empty=_("Belum ada berkas yang dikirim lewat portal."),
        shown=True,
    )


def _withdrew(row: dict[str, Any], found: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """What a full export withdrew, once a release has it: rows_withdrawn, and the reason with a warning where it is unusual."""
    one = next((found[verdict["sha256"]] for verdict in row["verdicts"] if verdict["sha256"] in found), None)
    return {
        "rows_withdrawn": one["rows_withdrawn"] if one else None,
        "is_unusual": bool(one and one["is_unusual"]),
        "reason": verdicts.with_withdrawal(row["reason"], one),
    }


def _receipt(row: dict[str, Any]) -> None:
    """Number, time and verdict of one file of this session."""
    words = _("Diterima dengan nomor {number}, {when}: {file}.").format(
        number=row["upload_id"], when=formats.when(row["received_at"]), file=row["file_name"]
    )
    if not row["verdicts"]:
        st.info(
            words + " " + _("Hasilnya muncul di sini dalam beberapa detik."), icon=":material/hourglass_top:"
        )
        return
    words = f"{words} **{row['verdict']}.** {row['reason']}"
    found = {verdict["status"] for verdict in row["verdicts"]}
    if found & {"refused", "no-source"}:
        st.error(words)
    elif row["rows_quarantined"] or row["is_unusual"] or "waiting" in found:
        st.warning(words)
    else:
        st.success(words)


def _rejects(here: Visit, rows: list[dict[str, Any]]) -> None:
    """Reject files of the newest uploads with refused rows; each is made when it is asked for."""
    if not rows:
        return
    st.header(_("Baris mana yang perlu dibetulkan?"), anchor=False)
    components.reading(
        _(
            "Berkas balik memuat baris yang ditolak dengan alasan dan sel yang ditandai; betulkan, lalu kirim lagi berkas itu."
        )
    )
    for row in rows[:MOST_REJECTS]:
        sha256 = next(verdict["sha256"] for verdict in row["verdicts"] if verdict["rows_quarantined"])
        st.download_button(
            _("Berkas balik {file} ({n} baris)").format(
                file=row["file_name"], n=formats.number(row["rows_quarantined"])
            ),
            data=lambda sha256=sha256: desk.give_back(here.settings, sha256),
            file_name=desk.give_back_name(row["file_name"]),
            mime=XLSX,
            icon=":material/assignment_return:",
            type="tertiary",
            on_click="ignore",
            key=f"reject-{row['upload_id']}",
        )
