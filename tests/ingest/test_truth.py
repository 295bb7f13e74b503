"""The whole pipeline against the truth: what the demo planted is what the published marts say."""

from collections.abc import Iterator

import duckdb
import pytest

from tests.conftest import Province
from warehouse import release


@pytest.fixture(scope="module")
def marts(province: Province) -> Iterator[duckdb.DuckDBPyConnection]:
    """The internal file of the published release."""
    published = release.current(province.settings)
    assert published
    with duckdb.connect(str(published.internal), read_only=True) as con:
        yield con


def test_due_and_rated_staff_of_every_agency_and_month(
    marts: duckdb.DuckDBPyConnection, province: Province
) -> None:
    found = {
        (f"{month:%Y-%m}", agency): {"due": due, "rated": rated}
        for month, agency, due, rated in marts.execute(
            "select month, agency_code, due_employees, rated_employees from fct_agency_month"
        ).fetchall()
    }
    for month, agencies in province.truth["coverage"].items():
        for agency, counts in agencies.items():
            assert found[month, agency] == counts, (month, agency)


def test_active_staff_of_every_agency(marts: duckdb.DuckDBPyConnection, province: Province) -> None:
    found = dict(marts.execute("select agency_code, active_employees from dim_agency").fetchall())
    assert found == {agency: counts["active"] for agency, counts in province.truth["staff"].items()}


def test_ikm_of_the_last_twelve_months_to_the_second_decimal(
    marts: duckdb.DuckDBPyConnection, province: Province
) -> None:
    found = {
        agency: (f"{ikm:.2f}", respondents)
        for agency, ikm, respondents in marts.execute(
            "select agency_code, ikm, respondents from fct_service_ikm where level = 'agency' and is_province"
            " and period_kind = 'rolling' and period_end = last_day(cast(? as date))",
            [f"{province.truth['ask']['until']}-01"],
        ).fetchall()
    }
    for agency, said in province.truth["ikm_last_12_months"].items():
        assert found[agency] == (said["ikm"], said["respondents"]), agency


def test_latest_state_of_every_complaint(marts: duckdb.DuckDBPyConnection, province: Province) -> None:
    found = marts.execute("select status, count(*) from fct_complaint where is_province group by status")
    assert dict(found.fetchall()) == province.truth["complaints"]


def test_late_and_silent_agencies(marts: duckdb.DuckDBPyConnection, province: Province) -> None:
    until = f"{province.truth['ask']['until']}-01"
    rows = marts.execute(
        "select agency_code, bool_and(is_late), bool_or(is_late), bool_or(reported) from fct_agency_month"
        " where month <= cast(? as date) group by agency_code",
        [until],
    ).fetchall()
    effects = province.truth["effects"]
    assert {agency for agency, *_, reported in rows if not reported} == {effects["never_reporting_agency"]}
    assert {agency for agency, always, _, _ in rows if always} == {effects["late_agency"]}
    assert {agency for agency, _, ever, _ in rows if ever} == {effects["late_agency"]}


def test_truncated_numbers_are_repaired_and_strangers_marked(
    marts: duckdb.DuckDBPyConnection, province: Province
) -> None:
    kinds = [damage["kind"] for damage in province.truth["damaged"]]
    row = marts.execute(
        "select count(*) filter (nip_repaired), count(*) filter (not in_roster) from fct_appraisal"
    ).fetchone()
    assert row == (kinds.count("zeros"), kinds.count("unknown"))
