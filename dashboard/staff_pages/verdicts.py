"""Verdicts: what ingest says of a file, in words a clerk can act on."""

from datetime import date
from typing import Any

import streamlit as st

from dashboard import components, formats
from dashboard.components import Column
from dashboard.languages import _
from dashboard.staff_pages import rows as page_rows
from ingest import desk
from ingest.desk import Preview
from warehouse.marts import Marts

Row = dict[str, Any]
MOST_FAULTS, MOST_ROWS = 50, 5


def words() -> dict[str, str]:
    """A verdict's status in words."""
    return {
        "loaded": _("Diterima"),
        "refused": _("Ditolak"),
        "duplicate": _("Sudah pernah dikirim"),
        "no-source": _("Belum dikenal"),
        "waiting": _("Menunggu berkas lain"),
    }


def kinds() -> dict[str, str]:
    """The datasets' titles: code → words."""
    return {
        "achievements": _("Capaian target"),
        "appraisals": _("Penilaian kinerja"),
        "awards": _("Penghargaan"),
        "complaints": _("Pengaduan"),
        "discipline": _("Hukuman disiplin"),
        "employees": _("Daftar pegawai"),
        "organisation_ratings": _("Predikat organisasi"),
        "periods": _("Periode penilaian"),
        "potentials": _("Penilaian potensi"),
        "service_units": _("Populasi unit layanan"),
        "standards": _("Standar jabatan"),
        "surveys": _("Survei kepuasan"),
        "trainings": _("Pelatihan"),
        "units": _("Unit kerja"),
    }


def draw(preview: Preview, marts: Marts) -> None:
    """The verdict of a file not yet sent: one box per table, its first rows, its quarantined rows with remedy."""
    for verdict in preview.verdicts:
        loaded = verdict.status == "loaded"
        state = _("Dapat diterima") if loaded else words().get(verdict.status, verdict.status)
        said = f"**{state}.** "
        if verdict.rows_read is not None:
            said += _(
                "{read} baris dibaca: {loaded} masuk, {quarantined} karantina, {other} bukan data."
            ).format(
                read=formats.number(verdict.rows_read),
                loaded=formats.number(verdict.rows_loaded),
                quarantined=formats.number(verdict.rows_quarantined),
                other=formats.number(verdict.rows_not_data),
            )
        if verdict.reason and not loaded:  # of a file that can be loaded the rows below say it one by one
            said += f" {verdict.reason}"
        if verdict.status in ("refused", "no-source"):
            st.error(said)
        elif verdict.rows_quarantined:
            st.warning(said)
        else:
            st.success(said)
        if (
            loaded and verdict.reason
        ):  # what no row below says: keys that repeat, hidden rows, sheets left aside
            st.markdown(f":small[:gray[{formats.plain(verdict.reason)}]]")
    if preview.refused:
        st.markdown(_("Baris yang ditahan"))
        components.table(_together(preview.refused), refused_columns(), caption=_("Baris yang ditahan"))
    if preview.rows:
        st.markdown(_("Baris pertama seperti akan dimuat"))
        sample = _in_words(preview, marts)
        shown = [name for name in sample[0] if any(row.get(name) is not None for row in sample)]
        components.table(sample, [Column(name, name) for name in shown], caption=_("Contoh baris"))


def _together(refused: list[Row]) -> list[Row]:
    """Equal faults as one line with all its rows: forty rows with the same strange word are one thing to mend."""
    found: dict[tuple[Any, ...], list[int]] = {}
    for row in refused:
        fault = tuple(row.get(name) for name in ("sheet", "column", "value", "reason", "remedy"))
        found.setdefault(fault, []).append(row["source_row"])
    lines = []
    for (_sheet, column, value, reason, remedy), numbers in list(found.items())[:MOST_FAULTS]:
        rows = ", ".join(map(str, numbers[:MOST_ROWS]))
        if len(numbers) > MOST_ROWS:
            rows = _("{rows} dan {n} lainnya").format(rows=rows, n=formats.number(len(numbers) - MOST_ROWS))
        lines.append(
            {"source_row": rows, "column": column, "value": value, "reason": reason, "remedy": remedy}
        )
    return lines


def _in_words(preview: Preview, marts: Marts) -> list[Row]:
    """The first rows as people read them: days written out, codes by their labels."""
    kinds = {
        field.title: name if field.kind == "code" else field.kind
        for verdict in preview.verdicts
        if verdict.dataset
        for name, field in desk.kinds()[verdict.dataset].fields.items()
    }
    sample = preview.rows[:5]
    labels = {title: page_rows.value_words(marts, kinds[title]) for title in sample[0] if title in kinds}
    return [
        {
            title: formats.day(value, short=True)
            if type(value) is date
            else labels.get(title, {}).get(str(value), value)
            for title, value in row.items()
        }
        for row in sample
    ]


def refused_columns() -> list[Column]:
    """Columns of the quarantined rows of a preview."""
    return [
        Column("source_row", _("Baris")),
        Column("column", _("Kolom")),
        Column("value", _("Isi")),
        Column("reason", _("Alasan")),
        Column("remedy", _("Yang perlu dilakukan")),
    ]


def with_withdrawal(reason: str | None, found: Row | None) -> str:
    """A file's reason with what it withdrew where that is more than corrections explain."""
    said = reason or ""
    if not found or not found["is_unusual"]:
        return said
    warning = _(
        "Perhatian: ekspor lengkap ini mencabut {gone} dari {before} baris yang tercatat sebelumnya; kirim ulang ekspor yang utuh bila itu tidak disengaja."
    ).format(gone=formats.number(found["rows_withdrawn"]), before=formats.number(found["rows_before"]))
    return f"{said} {warning}".strip()


def history(sent: list[Row]) -> list[Row]:
    """Uploads of the portal state as table rows: one per file, verdicts of its tables joined."""
    rows = []
    for upload in sent:
        found = upload["verdicts"]
        rows.append(
            upload
            | {
                "verdict": ", ".join(words().get(v["status"], v["status"]) for v in found)
                or _("sedang diproses"),
                "rows_loaded": sum(v["rows_loaded"] or 0 for v in found) if found else None,
                "rows_quarantined": sum(v["rows_quarantined"] or 0 for v in found) if found else None,
                "reason": " ".join(v["reason"] for v in found if v["reason"]),
            }
        )
    return rows
