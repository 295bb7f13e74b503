"""Leads: how each mart of figures leads to the marts whose rows have a place in a file."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

PERSONAL = frozenset({"nip", "person_name", "rater_name", "superior_name"})


@dataclass(frozen=True)
class Lead:
    """One way from a row of figures to the rows behind it: equal columns, a span of days, a fixed condition."""

    mart: str
    on: tuple[str | tuple[str, str], ...] = ()
    """Columns equal in both, or (figure's, mart's); one that is null in the figure's row does not narrow."""
    within: str = ""
    """Day column that lies within the figure's span."""
    span: Literal["period", "rolling", "year"] = "period"
    """Its period_start … period_end, the twelve months that end with its month, or the year up to its month."""
    only: str = ""

    def condition(self, row: dict[str, Any]) -> tuple[str, dict[str, str]]:
        """The where clause for one row of figures, and its values; empty where the row has none of the columns."""
        parts: list[str] = []
        values: dict[str, str] = {}
        for column in self.on:
            ours, theirs = (column, column) if isinstance(column, str) else column
            if row.get(ours) is not None:
                parts.append(f"cast({theirs} as varchar) = ${ours}")
                values[ours] = str(row[ours])
        since, until = self._days(row) if self.within else (None, None)
        if until:
            parts.append(f"{self.within} <= cast($until as date)")
            values["until"] = str(until)
        if since:
            parts.append(f"{self.within} >= cast($since as date)")
            values["since"] = str(since)
        if not parts:
            return "", {}
        return " and ".join([*parts, *([self.only] if self.only else [])]), values

    def _days(self, row: dict[str, Any]) -> tuple[date | None, date | None]:
        """First and last day of the row's span; None where it has none."""
        if self.span == "period":
            return (row.get("period_start"), row["period_end"]) if row.get("period_end") else (None, None)
        month = row.get("month")
        if not isinstance(month, date):
            return None, None
        following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
        first = date(month.year, 1, 1) if self.span == "year" else following.replace(year=following.year - 1)
        return first, following - timedelta(days=1)


APPRAISED = "is_official"
COUNTED = "counted_agency_code is not null"
"""The rating that counts for its person in its month."""
ANSWERED = "counts_in_ikm"
OWN = "is_province"

JUDGED = (
    Lead("fct_appraisal", ("person_key",), only=APPRAISED),
    Lead("fct_training", ("person_key",)),
    Lead("fct_discipline", ("person_key",)),
)
"""What a proposal about a person stands on."""

LEADS: dict[str, tuple[Lead, ...]] = {
    "fct_agency_month": (
        Lead("fct_appraisal", (("agency_code", "counted_agency_code"), "month"), only=COUNTED),
        Lead("fct_achievement", ("agency_code", "month")),
        Lead("fct_survey_response", ("agency_code",), "survey_on", "rolling", f"{OWN} and {ANSWERED}"),
        Lead("fct_complaint", ("agency_code",), "received_on", "rolling", OWN),
        Lead("fct_training", ("agency_code",), "ended_on", "year"),
        Lead("dim_employee", ("agency_code",)),
    ),
    "fct_agency_move": (
        Lead("fct_appraisal", ("agency_code",), within="month", only=APPRAISED),
        Lead("dim_employee", ("agency_code",)),
    ),
    "fct_unit_month": (
        Lead("fct_appraisal", (("unit_key", "counted_unit_key"), "month"), only=COUNTED),
        Lead("fct_achievement", ("unit_key", "month")),
        Lead("fct_survey_response", ("unit_key",), "survey_on", "rolling", f"{OWN} and {ANSWERED}"),
        Lead("dim_employee", ("unit_key",)),
    ),
    "fct_unit_agreement": (
        Lead("fct_appraisal", ("unit_key",), within="month", only=APPRAISED),
        Lead("fct_achievement", ("unit_key",), within="month"),
        Lead("fct_survey_response", ("unit_key",), within="survey_on", only=OWN),
    ),
    "fct_province_month": (
        Lead("fct_appraisal", ("month",), only=COUNTED),
        Lead("fct_survey_response", (), "survey_on", "rolling", f"{OWN} and {ANSWERED}"),
        Lead("fct_complaint", (), "received_on", "rolling", OWN),
    ),
    "fct_service_ikm": (
        Lead(
            "fct_survey_response",
            ("government", "agency_code", "unit_key", "service_name", "region_code"),
            within="survey_on",
            only=ANSWERED,
        ),
    ),
    "int_agency_month_feedback": (
        Lead("fct_survey_response", ("agency_code", "month"), only=OWN),
        Lead("fct_complaint", ("agency_code", "month"), only=OWN),
    ),
    "fct_credit_year": (Lead("fct_credit", ("person_key", "year"), only="is_counted"),),
    "fct_ip_asn": (
        Lead("dim_employee", ("person_key",)),
        Lead("fct_appraisal", ("person_key",), within="period_end", only=APPRAISED),
        Lead("fct_training", ("person_key",)),
        Lead("fct_discipline", ("person_key",)),
    ),
    "fct_ip_agency_year": (
        Lead("dim_employee", ("agency_code",)),
        Lead("fct_training", ("agency_code",)),
        Lead("fct_discipline", ("agency_code",)),
    ),
    "fct_rater_year": (
        Lead("fct_appraisal", ("rater_key", "agency_code"), within="period_end", only=APPRAISED),
    ),
    "fct_candidate": JUDGED,
    "fct_candidate_clause": JUDGED,
    "fct_training_year": (Lead("fct_training", ("person_key", "year")),),
    "fct_roster_month": (Lead("fct_roster_gap", ("agency_code", "month")),),
    "fct_waiting": (Lead("dim_employee", ("agency_code", "superior_person_key")),),
    "fct_superior_of_record": (
        Lead("fct_appraisal", ("person_key", "rater_key"), only=APPRAISED),
        Lead("dim_employee_history", ("person_key",)),
    ),
    "fct_position_worksheet": (
        Lead("fct_position_standard", ("position_key", "year", "indicator")),
        Lead("fct_person_standard", ("agency_code", "position_key", "year", "indicator")),
        Lead("fct_achievement", ("agency_code", "position_key", "indicator"), within="month"),
    ),
    "dim_position_history": (Lead("dim_employee", ("position_key", "agency_code")),),
    "dim_agency": (Lead("dim_employee", ("agency_code",)),),
    "dim_unit": (Lead("dim_employee", ("unit_key",)),),
    "dim_position": (
        Lead("fct_position_standard", ("position_key",)),
        Lead("dim_employee", ("position_key",)),
    ),
    "dim_employee_period": (
        Lead("dim_employee", ("person_key",)),
        Lead("fct_appraisal", ("person_key", "month"), only=APPRAISED),
    ),
}

STANDS_FOR = {
    "pub_build": "dim_build",
    "pub_agency": "dim_agency",
    "pub_agency_month": "fct_agency_month",
    "pub_province_month": "fct_province_month",
    "pub_agency_ikm": "fct_service_ikm",
    "pub_service_ikm": "fct_service_ikm",
    "pub_rule": "dim_rule",
}
