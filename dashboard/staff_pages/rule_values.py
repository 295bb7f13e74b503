"""Rule values: how a rule's value is written for people, and how it is entered: a share as percent, the rest whole."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dashboard import formats
from dashboard.languages import _
from warehouse.state.rules import Range

SHARE = "share"


@dataclass(frozen=True)
class Entry:
    """Bounds, step and present value of a number field, in percent for a share."""

    lowest: int
    highest: int
    step: int
    present: int


def written(value: Any, unit: str | None) -> str:
    """`0.6, share → "60 %"`; `30, answers → "30 jawaban"`."""
    exact = Decimal(str(value)).normalize()
    places = max(0, -int(exact.as_tuple().exponent))
    if unit == SHARE:
        return formats.percent(exact, max(0, places - 2))
    words = {
        "persons": _("{n} orang"),
        "answers": _("{n} jawaban"),
        "rows": _("{n} baris"),
        "hours": _("{n} JP"),
        "points": _("{n} poin"),
        "deviations": _("{n} galat baku"),
        "periods": _("{n} periode"),
        "months": _("{n} bulan"),
        "years": _("{n} tahun"),
        "steps": _("{n} tingkat"),
        "day": _("tanggal {n}"),
        "units": _("{n} unit"),
        "sd": _("{n} simpangan baku"),
    }
    return words.get(unit or "", "{n}").format(n=formats.number(exact, places))


def entry(value: Any, allowed: Range, unit: str) -> Entry:
    """What the number field of a rule needs."""
    factor = 100 if unit == SHARE else 1
    return Entry(
        lowest=int(allowed.lowest * factor),
        highest=int(allowed.highest * factor),
        step=int(allowed.step * factor),
        present=int(Decimal(str(value)) * factor),
    )


def stored(entered: int, unit: str) -> Decimal:
    """The entered number as the rule keeps it."""
    return Decimal(entered) / 100 if unit == SHARE else Decimal(entered)


def field(unit: str) -> str:
    """Name of the number field, with its unit."""
    return {
        SHARE: _("Nilai baru (persen)"),
        "persons": _("Nilai baru (orang)"),
        "answers": _("Nilai baru (jawaban)"),
        "day": _("Nilai baru (tanggal)"),
    }.get(unit, _("Nilai baru"))
