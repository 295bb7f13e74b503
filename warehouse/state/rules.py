"""Rules: the values that the province's HR sets in the portal, each from the first day of a month on."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import Engine, select

from warehouse.access import Viewer
from warehouse.clock import today
from warehouse.errors import DecisionRefused
from warehouse.state import audit, revision
from warehouse.state.database import utc_now
from warehouse.state.tables import rules

EDITORS = ("hr_province", "admin")


@dataclass(frozen=True)
class Range:
    """What a rule may be set to: from lowest to highest in steps."""

    lowest: Decimal
    highest: Decimal
    step: Decimal


def _range(lowest: str, highest: str, step: str) -> Range:
    return Range(Decimal(lowest), Decimal(highest), Decimal(step))


# The rules of dbt_project/seeds/rule_value.csv marked editable (a test holds both together). Public thresholds may
# be raised, never lowered below what disclosure control rests on.
EDITABLE: dict[str, Range] = {
    "coverage_floor": _range("0", "1", "0.01"),
    "judged_minimum": _range("5", "100", "1"),
    "ikm_minimum": _range("30", "1000", "1"),
    "public_minimum": _range("10", "100", "1"),
    "agreement_minimum_persons": _range("5", "100", "1"),
    "report_deadline_day": _range("1", "28", "1"),
    "withdrawal_share": _range("0.05", "1", "0.01"),
    "withdrawal_minimum": _range("1", "1000", "1"),
}


def open_month() -> date:
    """First day of the month that is running in WIB: the earliest month a new value may hold for."""
    return today().replace(day=1)


def save(
    engine: Engine,
    rule: str,
    value: str | float | Decimal,
    valid_from: date,
    account: Viewer,
    reason: str,
    *,
    earliest: date | None = None,
) -> None:
    """Set a rule from the first day of a month on; writes the audit trail and counts the revision up.

    `earliest` is the open month (default: the calendar's); a month that is over keeps its rule. Raises
    DecisionRefused, with the reason in a sentence, when role, rule, value, month or reason are not acceptable.
    """
    if account.role not in EDITORS:
        raise DecisionRefused("Nilai aturan hanya diubah oleh BKD atau administrator.")
    allowed = EDITABLE.get(rule)
    if allowed is None:
        raise DecisionRefused(f"{rule} bukan aturan yang dapat diubah di portal.")
    number = _number(value, allowed)
    earliest = earliest or open_month()
    if valid_from.day != 1 or valid_from < earliest:
        raise DecisionRefused(
            f"Aturan berlaku mulai tanggal 1 suatu bulan, paling awal {earliest:%d-%m-%Y}. "
            "Bulan yang sudah lewat tetap memakai aturannya."
        )
    if not reason.strip():
        raise DecisionRefused("Tuliskan dasar atau alasan perubahan aturan.")
    with engine.begin() as connection:
        connection.execute(
            rules.insert().values(
                rule=rule,
                value=number,
                valid_from=valid_from,
                reason=reason.strip(),
                decided_by=account.account,
                decided_at=utc_now(),
            )
        )
        audit.record(
            connection,
            account.account,
            "rule.save",
            rule,
            f"{number} mulai {valid_from:%Y-%m-%d}",
        )
        revision.bump(connection)


def current(engine: Engine) -> list[dict[str, Any]]:
    """All decisions, newest first: rule, value (text), valid_from, reason, decided_by, decided_at (UTC)."""
    columns = (
        rules.c.rule,
        rules.c.value,
        rules.c.valid_from,
        rules.c.reason,
        rules.c.decided_by,
        rules.c.decided_at,
    )
    with engine.connect() as connection:
        return [
            dict(row) for row in connection.execute(select(*columns).order_by(rules.c.id.desc())).mappings()
        ]


def _number(value: str | float | Decimal, allowed: Range) -> str:
    """The value as plain digits with a decimal point, checked against the range."""
    try:
        number = Decimal(str(value).strip().replace(",", "."))
    except InvalidOperation:
        number = Decimal("NaN")
    inside = number.is_finite() and allowed.lowest <= number <= allowed.highest
    if not inside or number % allowed.step != 0:
        raise DecisionRefused(
            f"Nilai harus angka antara {_plain(allowed.lowest)} dan {_plain(allowed.highest)} "
            f"dengan langkah {_plain(allowed.step)}."
        )
    return f"{number.normalize():f}"


def _plain(number: Decimal) -> str:
    return f"{number:f}".replace(".", ",")
