"""Owed: which deliveries are due, which came, and which did not."""

from typing import Any

from dashboard import choices, components, formats
from dashboard.languages import _
from dashboard.staff_pages import desk_columns, verdicts
from dashboard.staff_pages.rows import last_day, spelled, words
from warehouse.access import Viewer
from warehouse.marts import Marts
from warehouse.queries import deliveries


def sentence(counts: dict[str, Any], *, own: bool) -> str:
    """The answer: how many deliveries are overdue, else when the next one is due."""
    if counts["missing"] and own:
        text = _("{n} kiriman sudah lewat tenggat dan belum datang.")
    elif counts["missing"]:
        text = _("{n} kiriman dari {agencies} perangkat daerah sudah lewat tenggat dan belum datang.")
    elif counts["next_deadline"]:
        text = _("Tidak ada kiriman yang lewat tenggat; yang berikutnya paling lambat {day}.")
    else:
        text = _("Tidak ada kiriman yang lewat tenggat.")
    return text.format(
        n=formats.number(counts["missing"]),
        agencies=formats.number(counts["agencies_missing"]),
        day=formats.day(counts["next_deadline"]),
    )


def draw(marts: Marts, viewer: Viewer) -> None:
    """The deliveries of the last months: an agency's own; for the province by state and dataset."""
    states = words(marts, "delivery_status")
    kinds = verdicts.kinds()
    dataset = status = None
    if viewer.agency_code is None:
        status = choices.pills(_("Keadaan"), {"": _("Semua"), **states}, key="keadaan", default="missing")
        listed = {name: kinds.get(name, name) for name in deliveries.datasets(marts)}
        dataset = choices.select(_("Data wajib"), {"": _("Semua jenis"), **listed}, key="wajib")
    rows = spelled(
        deliveries.due(marts, dataset or None, status or None),
        status_label=("status", states),
        dataset_label=("dataset", kinds),
    )
    for row in rows:
        row["period"] = formats.period(row["first_month"], last_day(row["month"]))
    components.evidence(
        _("Siapa yang belum mengirim?") if viewer.agency_code is None else _("Apa yang masih harus dikirim?"),
        _(
            "Menurut irama dan tenggat yang berlaku, dua belas bulan terakhir. Sebagian = kurang dari cakupan terendah."
        ),
        rows=rows,
        columns=desk_columns.due(own=viewer.agency_code is not None),
        download_name="kiriman",
        empty=_("Tidak ada kiriman dalam keadaan ini."),
        shown=True,
    )
