"""Viewer and GRANTS: who may read which mart, which of its rows and which of its columns.

The whole policy is the table at the end. A mart or role that does not stand there has no access; a mart whose
columns no longer match what its grant masks is refused rather than shown whole.
"""

import re
from dataclasses import dataclass
from typing import Literal, get_args

from warehouse.errors import NotGranted

Role = Literal["leadership", "hr_province", "hr_agency", "engineer", "admin"]
ROLES: tuple[str, ...] = get_args(Role)
ROLE_LABELS = {
    "leadership": "Pimpinan daerah",
    "hr_province": "Kepegawaian provinsi (BKD)",
    "hr_agency": "Kepegawaian perangkat daerah",
    "engineer": "Pengelola data",
    "admin": "Administrator",
}

Scope = Literal[
    "all", "agency", "agency_or_shared", "agency_or_province", "proposed", "persons", "positions", "batches"
]
AGENCY_CODE = re.compile(r"[a-z0-9]+([_.-][a-z0-9]+)*")


@dataclass(frozen=True)
class Viewer:
    """One account as it stands at this moment: what every page and query is decided by.

    `agency_code` is the agency that an `hr_agency` account is confined to, and None for every other role.
    """

    account: str
    name: str
    role: str
    agency_code: str | None = None

    def __post_init__(self) -> None:
        if self.role not in ROLES:
            raise ValueError(f"unknown role {self.role!r}")
        if (self.role == "hr_agency") != (self.agency_code is not None):
            raise ValueError("exactly the accounts of an agency's HR name an agency")
        if self.agency_code is not None and not AGENCY_CODE.fullmatch(self.agency_code):
            raise ValueError(f"{self.agency_code!r} is no agency code")


@dataclass(frozen=True)
class Grant:
    """What one role gets of one mart: which rows, and which columns only masked (MASKS)."""

    scope: Scope = "all"
    masked: frozenset[str] = frozenset()


# Condition of each scope; {agency} becomes the viewer's agency code as a literal (checked by Viewer).
SCOPES: dict[str, str] = {
    "all": "true",
    "agency": "agency_code = {agency}",
    # standards without an agency hold for every agency
    "agency_or_shared": "(agency_code = {agency} or agency_code is null)",
    # an agency compares its IKM with the province's line
    "agency_or_province": "(agency_code = {agency} or (agency_code is null and is_province))",
    "proposed": "is_proposed",
    # marts about a person that name no agency: the person works there now
    "persons": (
        "person_key in (select person_key from release.main.dim_employee where agency_code = {agency})"
    ),
    "batches": "batch_id in (select batch_id from release.main.dim_batch where agency_code = {agency})",
    "positions": (
        "position_key in (select position_key from release.main.dim_employee where agency_code = {agency} "
        "union all select position_key from release.main.fct_position_standard where agency_code = {agency})"
    ),
}

# How a masked column reads: it stays, so that the same query serves every role, but its value does not leave the
# engine. A NIP keeps its last three digits so that two rows can be told apart.
MASKS: dict[str, str] = {
    "nip": "'•••••••••••••••' || right(nip, 3)",
    "person_name": "case when person_name is not null then '•••' end",
    "superior_name": "case when superior_name is not null then '•••' end",
    "rater_name": "case when rater_name is not null then '•••' end",
    "rater_key": "cast(null as varchar)",
    "value": "case when value is not null then '•••' end",
}


def _grant(scope: Scope = "all", masked: str = "") -> Grant:
    return Grant(scope, frozenset(masked.split()))


ALL = _grant()
AGENCY = _grant("agency")
EVERYBODY = dict.fromkeys(ROLES, ALL)
"""Names, rules and figures of the province as a whole."""
PERSONS = {"leadership": ALL, "hr_province": ALL, "hr_agency": AGENCY, "engineer": ALL}
"""Rows about a person or a respondent: an agency sees its own, an administrator of accounts none."""
PERSONNEL = {"hr_province": ALL, "hr_agency": AGENCY}
"""Rows that judge a person or a rater: staff management alone."""
FIGURES = {**PERSONS, "admin": ALL}
"""Figures below the province, where no row is a person: an agency sees its own."""

GRANTS: dict[str, dict[str, Grant]] = {
    "dim_build": EVERYBODY,
    "dim_rule": EVERYBODY,
    "dim_label": EVERYBODY,
    "dim_measure": EVERYBODY,
    "dim_predikat_matrix": EVERYBODY,
    "dim_talent_box": EVERYBODY,
    "dim_ikm_class": EVERYBODY,
    "dim_agency": EVERYBODY,
    "dim_agency_alias": EVERYBODY,
    "dim_region": EVERYBODY,
    "dim_period": {**FIGURES, "hr_agency": _grant("agency_or_shared")},
    "dim_date": EVERYBODY,
    "fct_province_month": EVERYBODY,
    "fct_agency_month": FIGURES,
    "fct_agency_move": FIGURES,
    "fct_unit_month": FIGURES,
    "fct_unit_agreement": FIGURES,
    "dim_unit": FIGURES,
    "dim_agency_history": FIGURES,
    "dim_unit_history": FIGURES,
    "dim_position_history": FIGURES,
    "dim_position": {**FIGURES, "hr_agency": _grant("positions")},
    "fct_position_standard": {**FIGURES, "hr_agency": _grant("agency_or_shared")},
    # Persons. Leadership decides about persons by name but needs no NIP, and judges no single rater;
    # an engineer repairs rows without seeing whose they are.
    "dim_employee": {
        **PERSONS,
        "leadership": _grant(masked="nip"),
        "engineer": _grant(masked="nip person_name superior_name"),
    },
    "dim_employee_period": PERSONS,
    "dim_employee_history": PERSONS,
    # Who waits for a superior is leadership's business, who rated whom is HR's.
    "fct_waiting": {**PERSONS, "engineer": _grant(masked="superior_name")},
    "fct_superior_of_record": {
        **PERSONS,
        "leadership": _grant(masked="rater_key rater_name"),
        "engineer": _grant(masked="superior_name rater_name"),
    },
    "fct_appraisal": {
        **PERSONS,
        "leadership": _grant(masked="rater_key rater_name"),
        "engineer": _grant(masked="rater_name"),
    },
    "fct_appraisal_version": PERSONS,
    "fct_roster_gap": PERSONS,
    "fct_roster_month": FIGURES,
    "fct_achievement": PERSONS,
    "fct_person_standard": PERSONS,
    # few hold a position: its row may be one person
    "fct_position_worksheet": PERSONS,
    "fct_training": PERSONS,
    "fct_award": PERSONS,
    "fct_credit": PERSONS,
    "fct_credit_year": PERSONS,
    # A punishment is the business of who manages the person, of nobody above or beside.
    "fct_discipline": PERSONNEL,
    # A box judges a person's potential, and its reason tells punishments.
    "fct_talent": PERSONNEL,
    "fct_ip_asn": PERSONNEL,
    "fct_ip_agency_year": FIGURES,
    "fct_rater_year": PERSONNEL,
    # Leadership sees whom to praise or to help, not what speaks against it: that judges raters and tells punishments.
    "fct_candidate": {**PERSONNEL, "leadership": _grant("proposed")},
    "fct_candidate_clause": PERSONNEL,
    "fct_training_year": {**PERSONS, "hr_agency": _grant("persons")},
    # What citizens say.
    "fct_survey_response": PERSONS,
    "fct_service_ikm": {**FIGURES, "hr_agency": _grant("agency_or_province")},
    "fct_complaint": FIGURES,
    # What came in, and what did not.
    "dim_batch": FIGURES,
    "fct_withdrawal": {**FIGURES, "hr_agency": _grant("batches")},
    "fct_unknown_agency": {"hr_province": ALL, "engineer": ALL, "admin": ALL},
    "fct_agency_delivery": FIGURES,
    "fct_quarantine": {
        "hr_province": ALL,
        "hr_agency": AGENCY,
        "engineer": ALL,
        "admin": _grant(masked="value"),
    },
}


Deed = Literal["edit_sources", "open_any_reject_file", "see_values_of_files"]

DEEDS: dict[Deed, tuple[Role, ...]] = {
    "edit_sources": ("engineer", "admin"),
    # a reject file and the rows of a file not yet sent show persons as they are
    "open_any_reject_file": ("hr_province", "hr_agency"),
    "see_values_of_files": ("leadership", "hr_province", "hr_agency", "admin"),
}
"""What only some roles may do with files and sources; which agency's files an agency's HR may send, `ingest.concern` says."""


def may(viewer: Viewer, deed: Deed) -> bool:
    """Whether this viewer's role may do that."""
    return viewer.role in DEEDS[deed]


def may_open_reject_file(viewer: Viewer, sender: str) -> bool:
    """The own files' for everybody; those of others for whom sees persons by name anyway."""
    return viewer.account == sender or may(viewer, "open_any_reject_file")


def grant(viewer: Viewer, mart: str) -> Grant:
    """The grant of this viewer's role for a mart; raises NotGranted where none stands in the table."""
    found = GRANTS.get(mart, {}).get(viewer.role)
    if found is None:
        raise NotGranted(
            f"Peran {ROLE_LABELS[viewer.role]} tidak mempunyai akses ke data {mart}. "
            "Minta administrator bila akses itu memang diperlukan."
        )
    return found


def view_sql(viewer: Viewer, mart: str, columns: list[str]) -> str:
    """The select over `release.main.<mart>` that shows this viewer what his grant allows.

    `columns` are the mart's columns in the release. Raises NotGranted without a grant, and also when the grant
    masks a column the mart does not have: a renamed column must not slip through.
    """
    allowed = grant(viewer, mart)
    missing = allowed.masked - set(columns)
    if missing:
        raise NotGranted(
            f"Data {mart} tidak ditampilkan: kolom yang harus dilindungi ({', '.join(sorted(missing))}) "
            "tidak ditemukan. Hubungi pengelola data."
        )
    shown = ", ".join(
        f'{MASKS[column]} as "{column}"' if column in allowed.masked else f'"{column}"' for column in columns
    )
    rows = SCOPES[allowed.scope].format(agency=f"'{viewer.agency_code}'")
    return f'select {shown} from release.main."{mart}" where {rows}'  # noqa: S608 - names from GRANTS and the catalog, agency code checked by Viewer
