"""The read handle: every role sees its rows and columns, and nothing gets past the views."""

import time

import duckdb
import pytest

from tests.warehouse.conftest import CANARY, VIEWERS
from warehouse import marts as module
from warehouse.access import GRANTS
from warehouse.errors import NoRelease, NotGranted
from warehouse.marts import open_marts, open_public


@pytest.mark.parametrize("mart", [mart for mart, roles in GRANTS.items() if "hr_agency" in roles])
def test_an_agency_never_meets_the_canary_of_another(settings, release, mart):
    marts = open_marts(settings, VIEWERS["hr_agency"], release)
    scope = GRANTS[mart]["hr_agency"].scope
    seen = {row["word"] for row in marts.rows(f"select * from {mart}")}
    # dim_position is scoped by the positions of the agency's own staff; every row here is another position
    expected = {
        "all": {"dinkes", CANARY, "tanpa"},
        "agency": {"dinkes"},
        "agency_or_shared": {"dinkes", "tanpa"},
        "agency_or_province": {"dinkes"},
        "persons": {"dinkes"},
        "positions": {"dinkes"},
        "batches": {"dinkes"},
    }
    assert seen == expected[scope]
    if mart.startswith("fct_") and mart != "fct_province_month":
        assert CANARY not in str(marts.rows(f"select * from {mart}"))


@pytest.mark.parametrize("role", VIEWERS)
def test_a_role_reads_the_marts_of_its_grants_and_no_other(settings, release, role):
    marts = open_marts(settings, VIEWERS[role], release)
    for mart, roles in GRANTS.items():
        assert marts.has(mart) == (role in roles)
        if role not in roles:
            with pytest.raises(NotGranted):
                marts.table(f"select * from {mart}")


def test_an_engineer_sees_persons_masked_and_can_still_tell_them_apart(settings, release):
    rows = open_marts(settings, VIEWERS["engineer"], release).rows("from dim_employee order by person_key")
    assert [row["nip"][-3:] for row in rows] == ["001", "002", "003"]
    assert all(row["nip"].startswith("•••") and row["person_name"] == "•••" for row in rows)
    assert CANARY not in {row["superior_name"] for row in rows}


def test_leadership_sees_persons_without_nip_and_appraisals_without_raters(settings, release):
    marts = open_marts(settings, VIEWERS["leadership"], release)
    assert {row["person_name"] for row in marts.rows("from dim_employee")} == {"Sari", CANARY, "Tanpa"}
    assert all(row["nip"].startswith("•") for row in marts.rows("from dim_employee"))
    raters = marts.rows(
        "select distinct rater_key, rater_name from fct_appraisal where rater_name is not null"
    )
    assert raters == [{"rater_key": None, "rater_name": "•••"}]


def test_a_masked_value_cannot_be_searched_for(settings, release):
    marts = open_marts(settings, VIEWERS["engineer"], release)
    assert marts.rows("from dim_employee where nip = $nip", nip="198609262015052001") == []


@pytest.mark.parametrize(
    "sql",
    [
        "from release.main.dim_employee",
        "from release.main.fct_secret",
        "from staging.stg_secret",
        "from release.staging.stg_secret",
        "from fct_secret",
        "from stg_secret",
        "with safe as (from dim_agency) select * from safe, release.main.dim_employee",
        "select (select max(nip) from release.main.dim_employee)",
        "from read_csv('/etc/passwd')",
        "from read_text('/etc/passwd')",
        "from '/etc/passwd'",
        "from query('from release.main.dim_employee')",
        "from duckdb_settings()",
        "select 1; select 2",
        "create table mine as select 1",
        "copy (select 1) to '/tmp/out.csv'",
        "attach '/tmp/other.duckdb'",
        "set lock_configuration = false",
        "show all tables",
        "no sql at all",
    ],
)
def test_nothing_walks_past_the_views(settings, release, sql):
    for viewer in VIEWERS.values():
        with pytest.raises(NotGranted):
            open_marts(settings, viewer, release).rows(sql)


def test_the_engine_itself_is_locked(release):
    """The second wall: what a statement could do if the first one had a hole."""
    cursor = module._instance(release.internal).connection.cursor()
    for sql in (
        "from read_text('/etc/passwd')",
        "copy (select 1) to '/tmp/siger-out.csv'",
        "attach '/tmp/siger-other.duckdb' as other",
        "set enable_external_access = true",
        "set lock_configuration = false",
        "install httpfs",
        "insert into release.main.dim_agency (word) values ('x')",
    ):
        with pytest.raises(duckdb.Error):
            cursor.execute(sql)


def test_a_cte_may_carry_any_name_and_parameters_are_values(settings, release):
    marts = open_marts(settings, VIEWERS["hr_province"], release)
    sql = "with picked as (select * from dim_agency where agency_code = $agency) select word from picked"
    assert marts.one(sql, agency="dinkes") == {"word": "dinkes"}
    assert marts.one(sql, agency="' or true --") is None
    assert marts.table(sql, agency="dinkes").column_names == ["word"]


def test_two_viewers_on_one_engine_do_not_share_views(settings, release):
    agency = open_marts(settings, VIEWERS["hr_agency"], release)
    province = open_marts(settings, VIEWERS["hr_province"], release)
    assert len(agency.rows("from dim_employee")) == 1
    assert len(province.rows("from dim_employee")) == 3
    assert len(agency.rows("from dim_employee")) == 1


def test_opening_a_handle_costs_next_to_nothing(settings, release):
    open_marts(settings, VIEWERS["hr_agency"], release).rows("from dim_employee")
    best = min(_seconds(settings, release) for _ in range(20))
    assert best < 0.01


def _seconds(settings, release) -> float:
    begin = time.perf_counter()
    open_marts(settings, VIEWERS["hr_agency"], release).rows("from dim_employee")
    return time.perf_counter() - begin


def test_without_a_release_the_sentence_says_what_to_do(settings):
    with pytest.raises(NoRelease, match="siger build"):
        open_marts(settings, VIEWERS["hr_province"])


def test_the_public_handle_reads_pub_tables_only(release):
    marts = open_public(release.public)
    assert marts.rows("from pub_build") == [{"word": 1}]
    with pytest.raises(NotGranted):
        marts.rows("from hidden")


def test_every_granted_mart_of_a_real_release_opens_for_its_roles(province):
    for role, viewer in VIEWERS.items():
        marts = open_marts(province.settings, viewer)
        for mart, roles in GRANTS.items():
            if role in roles:
                assert marts.table(f"select * from {mart} limit 1").num_columns > 0


def test_an_agency_sees_its_own_people_of_a_real_release_and_only_those(province):
    marts = open_marts(province.settings, VIEWERS["hr_agency"])
    for mart in ("dim_employee", "fct_appraisal", "fct_achievement", "fct_unit_month", "fct_complaint"):
        assert {row["agency_code"] for row in marts.rows(f"select distinct agency_code from {mart}")} == {
            "dinkes"
        }
