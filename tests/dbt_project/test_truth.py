"""The small province's marts against the truth planted in its exports: coverage, reporting, damaged numbers, moves."""

from collections.abc import Iterator
from datetime import date

import duckdb
import pytest

from tests.conftest import Province
from warehouse.queries.deliveries import spelling
from warehouse.release import current


@pytest.fixture(scope="module")
def marts(province: Province) -> Iterator[duckdb.DuckDBPyConnection]:
    release = current(province.settings)
    assert release is not None
    with duckdb.connect(str(release.internal), read_only=True) as connection:
        yield connection


def first(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def test_due_and_rated_staff(province: Province, marts: duckdb.DuckDBPyConnection) -> None:
    expected = {
        (first(month), agency): (counts["due"], counts["rated"])
        for month, agencies in province.truth["coverage"].items()
        for agency, counts in agencies.items()
    }
    found = {
        (month, agency): (due, rated)
        for month, agency, due, rated in marts.execute(
            "select month, agency_code, due_employees, rated_employees from fct_agency_month"
        ).fetchall()
    }
    assert {key: found[key] for key in expected} == expected


def test_who_never_reports_and_who_is_late(province: Province, marts: duckdb.DuckDBPyConnection) -> None:
    effects = province.truth["effects"]
    silent = marts.execute(
        "select count(*), sum(reported::int), sum(coverage) from fct_agency_month where agency_code = $agency",
        {"agency": effects["never_reporting_agency"]},
    ).fetchone()
    assert silent is not None
    assert silent[0] >= province.truth["ask"]["span"]
    assert silent[1:] == (0, 0)
    late = dict(
        marts.execute(
            "select agency_code, count(*) filter (where is_late) from fct_agency_month group by agency_code"
        ).fetchall()
    )
    assert late[effects["late_agency"]] == max(late.values())
    assert late[effects["late_agency"]] >= province.truth["ask"]["span"] // 2


def test_some_agencies_keep_to_their_pattern(province: Province, marts: duckdb.DuckDBPyConnection) -> None:
    planted = province.truth["effects"]["pattern_agencies"]
    rows = marts.execute(
        "select agency_code, count(*), count(*) filter (where pattern_status = 'complies') from fct_agency_month"
        " where month > cast($until as date) - to_months($months) and month <= cast($until as date) group by agency_code",
        {"until": first(province.truth["ask"]["until"]), "months": planted["months"]},
    ).fetchall()
    always = {agency for agency, count, complying in rows if complying == count}
    assert always == set(planted["agency_codes"])


def test_damaged_numbers_find_their_people(province: Province, marts: duckdb.DuckDBPyConnection) -> None:
    damaged = [row for row in province.truth["damaged"] if row["kind"] == "zeros"]
    assert damaged
    for row in damaged:
        found = marts.execute(
            "select nip_repaired, in_roster from fct_appraisal join dim_employee using (person_key)"
            " where nip = $nip and month = $month and nip_repaired",
            {"nip": row["nip"], "month": first(row["month"])},
        ).fetchall()
        assert found == [(True, True)], row


def test_people_who_moved_are_counted_where_they_work(
    province: Province, marts: duckdb.DuckDBPyConnection
) -> None:
    for move in province.truth["effects"]["transferred"]:
        agency = marts.execute(
            "select p.agency_code from dim_employee_period as p join dim_employee using (person_key)"
            " where nip = $nip order by month desc limit 1",
            {"nip": move["nip"]},
        ).fetchone()
        assert agency == (move["to"],), move


def _raters(marts: duckdb.DuckDBPyConnection, flag: str, year: int) -> set[str]:
    """NIP of the raters of a year with a flag."""
    return {
        nip
        for (nip,) in marts.execute(
            f"select e.nip from fct_rater_year as r join dim_employee as e on e.person_key = r.rater_key"
            f" where {flag} and year = {year}"
        ).fetchall()
    }


def test_planted_raters_are_found_and_few_others(
    province: Province, marts: duckdb.DuckDBPyConnection
) -> None:
    effects = province.truth["effects"]
    year = int(province.truth["ask"]["until"][:4])
    for planted, units, flag in (
        ("lenient_raters", "inflated_units", "is_lenient"),
        ("severe_raters", "modest_units", "is_severe"),
        ("copying_raters", None, "is_copying"),
    ):
        wanted = {person["nip"] for person in effects[planted]["people"]}
        found = _raters(marts, flag, year)
        assert wanted <= found, flag
        # who leads a unit planted with inflated or modest ratings rates that way too
        leads = {unit["unit"] for unit in effects[units]} if units else set()
        others = marts.execute(
            "select nip, unit_name from dim_employee join dim_unit using (unit_key) where list_contains($nips, nip)",
            {"nips": sorted(found - wanted)},
        ).fetchall()
        strangers = [nip for nip, unit in others if unit not in leads]
        assert len(strangers) <= 2, (flag, strangers)


def test_nobody_is_proposed_for_praise_by_a_planted_lenient_rater(
    province: Province, marts: duckdb.DuckDBPyConnection
) -> None:
    lenient = sorted(person["nip"] for person in province.truth["effects"]["lenient_raters"]["people"])
    rows = marts.execute(
        "select c.is_proposed, count(*) from fct_candidate as c join fct_appraisal as a using (appraisal_key)"
        " join dim_employee as r on r.person_key = a.rater_key"
        " where c.kind = 'recognition' and list_contains($lenient, r.nip) group by 1",
        {"lenient": lenient},
    ).fetchall()
    assert [proposed for proposed, _ in rows] == [False]
    proposed = marts.execute(
        "select count(*) filter (kind = 'recognition'), count(*) filter (kind = 'coaching') from fct_candidate"
        " where is_current and is_proposed"
    ).fetchone()
    assert proposed is not None and min(proposed) > 0


def test_awards_and_punishments_find_their_people(
    province: Province, marts: duckdb.DuckDBPyConnection
) -> None:
    awards = marts.execute(
        "select nip, award, cast(awarded_on as varchar) from fct_award join dim_employee using (person_key)"
    ).fetchall()
    assert sorted(awards) == sorted((row["nip"], row["award"], row["on"]) for row in province.truth["awards"])
    punished = marts.execute(
        "select nip, level, cast(decided_on as varchar) from fct_discipline join dim_employee using (person_key)"
    ).fetchall()
    levels = {"Ringan": "light", "Sedang": "medium", "Berat": "heavy"}
    assert sorted(punished) == sorted(
        (row["nip"], levels[row["level"]], row["decided"]) for row in province.truth["discipline"]
    )


def test_an_agencys_own_deadline_stands_before_the_rule(
    province: Province, marts: duckdb.DuckDBPyConnection
) -> None:
    own = province.truth["effects"]["own_deadline"]
    days = marts.execute(
        "select agency_code = $agency, list(distinct day(deadline)) from fct_agency_month where month >= $since group by all",
        {"agency": own["agency_code"], "since": first(province.truth["ask"]["until"][:4] + "-01")},
    ).fetchall()
    assert dict(days) == {True: [own["day"]], False: [10]}


def test_months_are_whole(marts: duckdb.DuckDBPyConnection) -> None:
    uneven = marts.execute(
        "select month from fct_agency_month group by month having count(*) <> 41"
    ).fetchall()
    assert uneven == []
    current_months = marts.execute("select month from fct_province_month where is_current").fetchall()
    assert current_months == marts.execute("select data_month from dim_build").fetchall()


def test_names_of_no_release_yet_are_spelt_as_the_models_spell_them(marts: duckdb.DuckDBPyConnection) -> None:
    delivered = marts.execute(
        """
        select agency_name, agency_alias from staging.stg_employees where agency_name is not null
        union
        select agency_name, agency_alias from staging.stg_batches where agency_name is not null
        """
    ).fetchall()
    assert len(delivered) > 40
    assert [(name, spelling(name)) for name, _ in delivered] == delivered
