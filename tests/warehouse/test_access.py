"""GRANTS: default deny, and a mart whose columns do not fit is refused."""

import pytest

from tests.warehouse.conftest import VIEWERS
from warehouse.access import GRANTS, MASKS, ROLES, SCOPES, Viewer, view_sql
from warehouse.errors import NotGranted


def test_every_entry_names_known_roles_scopes_and_masks():
    for mart, roles in GRANTS.items():
        for role, grant in roles.items():
            assert role in ROLES, mart
            assert grant.scope in SCOPES
            assert grant.masked <= set(MASKS)


def test_an_agency_never_reads_person_rows_of_the_whole_province():
    for mart in ("dim_employee", "dim_employee_period", "fct_appraisal", "fct_achievement", "fct_training"):
        assert GRANTS[mart]["hr_agency"].scope == "agency"


def test_the_administrator_of_accounts_reads_no_person_row():
    for mart in (
        "dim_employee",
        "dim_employee_period",
        "fct_appraisal",
        "fct_person_standard",
        "fct_training",
    ):
        assert "admin" not in GRANTS[mart]


def test_what_stands_in_no_grant_is_refused():
    for viewer in VIEWERS.values():
        with pytest.raises(NotGranted, match="tidak mempunyai akses"):
            view_sql(viewer, "fct_secret", ["word"])


def test_a_renamed_personal_column_closes_the_mart():
    with pytest.raises(NotGranted, match="nip"):
        view_sql(VIEWERS["engineer"], "dim_employee", ["person_name", "superior_name", "nomor_induk"])


@pytest.mark.parametrize(
    ("role", "agency"),
    [("hr_agency", None), ("leadership", "dinkes"), ("hr_agency", "x' or true --"), ("root", None)],
)
def test_a_viewer_that_fits_no_role_cannot_exist(role: str, agency: str | None):
    with pytest.raises(ValueError):
        Viewer("a", "A", role, agency)
