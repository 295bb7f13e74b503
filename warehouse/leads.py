"""Leads: how each mart of figures leads to the marts whose rows have a place in a file."""

from dataclasses import dataclass
from datetime import date
from typing import Any

PERSONAL = frozenset({"nip", "person_name", "rater_name", "superior_name"})


@dataclass(frozen=True)
class Lead:
    """One way from a row of figures to the rows behind it: equal columns, a span of days, a fixed condition."""

    mart: str
    on: tuple[str, ...] = ()
    """Columns equal in both; one that is null in the figure's row does not narrow."""
    within: str = ""
    """Day column that lies within the figure's period_start … period_end."""
    only: str = ""

    def condition(self, row: dict[str, Any]) -> tuple[str, dict[str, str]]:
        """The where clause for one row of figures, and its values; empty where the row has none of the columns."""
        parts: list[str] = []
        values: dict[str, str] = {}
        for column in self.on:
            if row.get(column) is not None:
                parts.append(f"cast({column} as varchar) = ${column}")
                values[column] = str(row[column])
        if self.within and isinstance(row.get("period_end"), date):
            parts.append(f"{self.within} <= cast($until as date)")
            values["until"] = str(row["period_end"])
            if row.get("period_start"):
                parts.append(f"{self.within} >= cast($since as date)")
                values["since"] = str(row["period_start"])
        if not parts:
            return "", {}
        return " and ".join([*parts, *([self.only] if self.only else [])]), values


APPRAISED = "is_official"
OWN = "is_province"

JUDGED = (
    Lead("fct_appraisal", ("person_key",), only=APPRAISED),
    Lead("fct_training", ("person_key",)),
    Lead("fct_discipline", ("person_key",)),
)
"""What a proposal about a person stands on."""

LEADS: dict[str, tuple[Lead, ...]] = {
    "fct_agency_month": (
        Lead("fct_appraisal", ("agency_code", "month"), only=APPRAISED),
        Lead("fct_achievement", ("agency_code", "month")),
        Lead("fct_survey_response", ("agency_code", "month"), only=OWN),
        Lead("fct_complaint", ("agency_code", "month"), only=OWN),
        Lead("dim_employee", ("agency_code",)),
    ),
    "fct_agency_move": (
        Lead("fct_appraisal", ("agency_code", "month"), only=APPRAISED),
        Lead("dim_employee", ("agency_code",)),
    ),
    "fct_unit_month": (
        Lead("fct_appraisal", ("unit_key", "month"), only=APPRAISED),
        Lead("fct_achievement", ("unit_key", "month")),
        Lead("fct_survey_response", ("unit_key", "month"), only=OWN),
        Lead("dim_employee", ("unit_key",)),
    ),
    "fct_unit_agreement": (
        Lead("fct_appraisal", ("unit_key",), within="month", only=APPRAISED),
        Lead("fct_achievement", ("unit_key",), within="month"),
        Lead("fct_survey_response", ("unit_key",), within="survey_on", only=OWN),
    ),
    "fct_province_month": (
        Lead("fct_appraisal", ("month",), only=APPRAISED),
        Lead("fct_survey_response", ("month",), only=OWN),
        Lead("fct_complaint", ("month",), only=OWN),
    ),
    "fct_service_ikm": (
        Lead(
            "fct_survey_response",
            ("government", "agency_code", "unit_key", "service_name"),
            within="survey_on",
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
