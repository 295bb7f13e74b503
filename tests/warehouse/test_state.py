"""The portal state: accounts, passwords, sessions, rule decisions, persons, uploads, export, migrations."""

import csv
import json
import stat
import threading
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from click.testing import CliRunner
from sqlalchemy import update

from tests.conftest import PROJECT
from tests.warehouse.conftest import VIEWERS
from warehouse.errors import AccountRefused, DecisionRefused
from warehouse.settings import Settings
from warehouse.state import (
    accounts,
    audit,
    database,
    passwords,
    persons,
    revision,
    rules,
    sessions,
    sources,
    uploads,
)
from warehouse.state.cli import accounts as command
from warehouse.state.export import export_state
from warehouse.state.tables import metadata
from warehouse.state.tables import sessions as session_table

WORD = "sebuah kalimat sandi"


def sign_in(state, name="bkd"):
    """A session as the sign-in page and the exchange make it."""
    return sessions.redeem(state, sessions.issue_ticket(state, name, "before"), "before", "Chromium")


@pytest.fixture
def bkd(state):
    """An account of the province's HR."""
    accounts.add(state, "bkd", "BKD", "hr_province", password=WORD)
    return state


# Schema


def test_migrations_make_exactly_the_tables_of_the_code(state):
    with state.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_a_migration_that_is_killed_leaves_nothing_half(settings, monkeypatch):
    """Killed after the tables are made and before they are committed, the next start makes them anew."""
    from alembic import command as alembic

    whole = alembic.upgrade

    def killed(*given: object) -> None:
        whole(*given)
        raise KeyboardInterrupt

    opened = database.create_engine(settings.state_url)
    with monkeypatch.context() as patch:
        patch.setattr(alembic, "upgrade", killed)
        with pytest.raises(KeyboardInterrupt):
            database.migrate(opened)
    assert database.inspect(opened).get_table_names() == []
    database.migrate(opened)
    assert set(database.inspect(opened).get_table_names()) == {*metadata.tables, "alembic_version"}


def test_head_is_the_newest_migration():
    config = Config()
    config.set_main_option("script_location", str(database.MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == database.HEAD


def test_the_file_belongs_to_its_user_alone(settings, state):
    file = settings.root / "portal.sqlite"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


# Accounts


def test_a_right_password_gives_the_account_and_a_wrong_one_nothing(bkd):
    assert accounts.check(bkd, " BKD ", f" {WORD} ").viewer.role == "hr_province"
    assert accounts.check(bkd, "bkd", "sebuah kalimat lain") is None
    assert accounts.check(bkd, "tidak.ada", WORD) is None


def test_no_password_stands_in_the_file(settings, bkd):
    assert WORD.encode() not in (settings.root / "portal.sqlite").read_bytes()


@pytest.mark.parametrize(
    ("name", "role", "agency", "password"),
    [
        ("x", "admin", None, WORD),
        ("budi", "root", None, WORD),
        ("budi", "hr_agency", None, WORD),
        ("budi", "admin", "dinkes", WORD),
        ("budi", "admin", None, "pendek"),
        ("budi", "admin", None, "budi budi budi budi"),
        ("bkd", "admin", None, WORD),
    ],
)
def test_what_an_account_cannot_be_is_refused_in_a_sentence(bkd, name, role, agency, password):
    with pytest.raises(AccountRefused, match=r"\.$"):
        accounts.add(bkd, name, "Budi", role, agency, password=password)


def test_a_reset_password_is_for_once_and_ends_all_sessions(bkd):
    secret = sign_in(bkd)
    one_time = accounts.reset(bkd, "bkd")
    assert sessions.find(bkd, secret) is None
    assert accounts.check(bkd, "bkd", WORD) is None
    assert accounts.check(bkd, "bkd", one_time).must_change


def test_changing_the_password_keeps_this_session_and_ends_the_others(bkd):
    here, elsewhere = sign_in(bkd), sign_in(bkd)
    with pytest.raises(AccountRefused):
        accounts.change_password(bkd, "bkd", "salah salah salah", "kalimat sandi yang baru")
    accounts.change_password(
        bkd, "bkd", WORD, "kalimat sandi yang baru", keep_session=sessions.find(bkd, here).digest
    )
    assert sessions.find(bkd, here) is not None
    assert sessions.find(bkd, elsewhere) is None


def test_demo_accounts_exist_in_a_demo_home_only(tmp_path: Path):
    with pytest.raises(AccountRefused):
        accounts.make_demo_accounts(Settings(home=tmp_path / "real"))
    demo = Settings(home=tmp_path / "demo", demo=True)
    made = accounts.make_demo_accounts(demo)
    assert accounts.make_demo_accounts(demo) == made
    assert {role for _, _, role in made} == set(VIEWERS)
    file = demo.root / "demo-accounts.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert {entry["name"] for entry in json.loads(file.read_text())} >= {"pimpinan", "bkd", "opd.dinkes"}
    assert all(accounts.check(database.engine(demo), name, password) for name, password, _ in made)


def test_at_most_two_passwords_are_checked_at_once(bkd):
    running, most, guard = 0, 0, threading.Lock()
    real = passwords.HASHER.verify

    class Counting:
        def verify(self, *given):
            nonlocal running, most
            with guard:
                running += 1
                most = max(most, running)
            try:
                return real(*given)
            finally:
                with guard:
                    running -= 1

    counting = pytest.MonkeyPatch()
    counting.setattr(passwords, "HASHER", Counting())
    threads = [threading.Thread(target=accounts.check, args=(bkd, "bkd", WORD)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    counting.undo()
    assert most == 2


# Sessions


def test_a_ticket_works_once_and_only_for_the_browser_that_showed_the_form(bkd):
    ticket = sessions.issue_ticket(bkd, "bkd", "before")
    assert sessions.redeem(bkd, ticket, "another", "x") is None
    assert sessions.redeem(bkd, ticket, "before", "x") is None  # used up by the attempt
    ticket = sessions.issue_ticket(bkd, "bkd", "before")
    assert sessions.redeem(bkd, ticket, "before", "x")
    assert sessions.redeem(bkd, ticket, "before", "x") is None


def test_an_old_ticket_is_refused(bkd, monkeypatch):
    ticket = sessions.issue_ticket(bkd, "bkd", "before")
    now = database.utc_now()
    monkeypatch.setattr(sessions, "utc_now", lambda: now + sessions.TICKET_LIFE + timedelta(seconds=1))
    assert sessions.redeem(bkd, ticket, "before", "x") is None


@pytest.mark.parametrize(("column", "limit"), [("seen_at", sessions.IDLE), ("created_at", sessions.ABSOLUTE)])
def test_a_session_ends_by_idleness_and_by_age(bkd, column, limit):
    secret = sign_in(bkd)
    moved = database.utc_now() - limit - timedelta(seconds=1)
    with bkd.begin() as connection:
        connection.execute(update(session_table).values({column: moved}))
    assert sessions.find(bkd, secret) is None


def test_renewing_moves_the_idle_limit_but_writes_at_most_once_a_minute(bkd):
    secret = sign_in(bkd)
    first = sessions.find(bkd, secret)
    sessions.renew(bkd, first)
    assert sessions.find(bkd, secret).seen_at == first.seen_at
    with bkd.begin() as connection:
        connection.execute(update(session_table).values(seen_at=first.seen_at - timedelta(minutes=10)))
    old = sessions.find(bkd, secret)
    sessions.renew(bkd, old)
    assert sessions.find(bkd, secret).seen_at > old.seen_at


def test_a_disabled_account_is_out_at_once_and_a_new_role_counts_at_once(bkd):
    secret = sign_in(bkd)
    with bkd.begin() as connection:
        connection.execute(update(metadata.tables["accounts"]).values(role="engineer"))
    assert sessions.find(bkd, secret).viewer.role == "engineer"
    accounts.set_disabled(bkd, "bkd", True)
    assert sessions.find(bkd, secret) is None
    assert accounts.check(bkd, "bkd", WORD) is None


def test_the_cookie_is_not_in_the_file(settings, bkd):
    secret = sign_in(bkd)
    assert secret.encode() not in (settings.root / "portal.sqlite").read_bytes()


# Decisions


def test_a_rule_decision_is_kept_audited_and_counts_the_revision_up(state):
    before = revision.current(state)
    month = rules.open_month()
    rules.save(state, "coverage_floor", "0,75", month, VIEWERS["hr_province"], "Rapat 3 November")
    assert rules.current(state)[0] | {"decided_at": None} == {
        "rule": "coverage_floor",
        "value": "0.75",
        "valid_from": month,
        "reason": "Rapat 3 November",
        "decided_by": "bkd",
        "decided_at": None,
    }
    assert revision.current(state) == before + 1
    assert audit.recent(state)[0]["action"] == "rule.save"


@pytest.mark.parametrize(
    ("role", "rule", "value", "month", "reason"),
    [
        ("leadership", "coverage_floor", "0.7", 0, "x"),
        ("hr_agency", "coverage_floor", "0.7", 0, "x"),
        ("engineer", "coverage_floor", "0.7", 0, "x"),
        ("hr_province", "training_floor_pns", "30", 0, "x"),
        ("hr_province", "drop table", "1", 0, "x"),
        ("hr_province", "coverage_floor", "1.5", 0, "x"),
        ("hr_province", "coverage_floor", "0.605", 0, "x"),
        ("hr_province", "coverage_floor", "NaN", 0, "x"),
        ("hr_province", "coverage_floor", "tujuh", 0, "x"),
        ("hr_province", "public_minimum", "3", 0, "x"),
        ("hr_province", "coverage_floor", "0.7", -1, "x"),
        ("hr_province", "coverage_floor", "0.7", 0, "  "),
    ],
)
def test_what_a_rule_cannot_be_is_refused_and_leaves_nothing(state, role, rule, value, month, reason):
    first = rules.open_month() if month == 0 else (rules.open_month() - timedelta(days=1)).replace(day=1)
    with pytest.raises(DecisionRefused, match=r"\.$"):
        rules.save(state, rule, value, first, VIEWERS[role], reason)
    assert rules.current(state) == [] and revision.current(state) == 0


def test_the_middle_of_a_month_is_no_beginning(state):
    with pytest.raises(DecisionRefused):
        rules.save(state, "coverage_floor", "0.7", date(2099, 1, 15), VIEWERS["admin"], "x")


def test_editable_rules_are_those_of_the_seed():
    with (PROJECT / "dbt_project" / "seeds" / "rule_value.csv").open() as file:
        seed = {row["rule"]: row for row in csv.DictReader(file)}
    assert {name for name, row in seed.items() if row["editable"] == "true"} == set(rules.EDITABLE)
    for name, allowed in rules.EDITABLE.items():
        assert allowed.lowest <= rules.Decimal(seed[name]["value"]) <= allowed.highest


# Persons and export


def test_a_person_keeps_the_key_once_given(state):
    persons.ensure(state, ["198609262015052001", "197001011990011002"])
    first = dict(persons.crosswalk(state))
    persons.ensure(state, ["198609262015052001", "198001012005011003"])
    assert first.items() <= dict(persons.crosswalk(state)).items()
    assert len({key for key, _ in persons.crosswalk(state)}) == 3
    assert revision.current(state) == 0


def test_export_fills_raw_state_and_its_hash_follows_the_decisions(state):
    con = duckdb.connect()
    con.execute((PROJECT / "warehouse" / "schema.sql").read_text())
    con.execute(
        "insert into raw.employees (batch_id, source_row, nip) values ('a', 1, '198609262015052001');"
        "insert into raw.appraisals (batch_id, source_row, nip) values "
        "('b', 1, '198609262015052000'), ('b', 2, '197001011990011002')"
    )
    first = export_state(state, con)
    assert export_state(state, con) == first
    known = {nip for _, nip in con.execute("select person_key, nip from raw.state_persons").fetchall()}
    assert known == {"198609262015052001", "197001011990011002"}  # the cut NIP is dbt's to repair
    month = rules.open_month()
    rules.save(state, "judged_minimum", 12, month, VIEWERS["admin"], "Uji")
    rules.save(state, "judged_minimum", 15, month, VIEWERS["admin"], "Uji lagi")
    assert export_state(state, con) != first
    exported = con.execute("select rule, value, valid_from, decided_by from raw.state_rules").fetchall()
    assert exported == [("judged_minimum", "15", month, "admin")]


# Uploads


def test_an_upload_waits_is_judged_and_is_seen_by_its_agency_and_the_province_only(state):
    uploads.receive(state, "u1", "opd.dinkes", "rekap.csv", 120, "dinkes")
    uploads.receive(state, "u2", "opd.disdikbud", "rekap.csv", 99, "disdikbud")
    assert uploads.judge(state, "u1", [{"status": "loaded", "rows_loaded": 3}])
    assert not uploads.judge(state, "unknown", [])
    mine = uploads.recent(state, VIEWERS["hr_agency"])
    assert [(row["upload_id"], row["verdicts"]) for row in mine] == [
        ("u1", [{"status": "loaded", "rows_loaded": 3}])
    ]
    assert len(uploads.recent(state, VIEWERS["hr_province"])) == 2
    assert uploads.recent(state, VIEWERS["leadership"]) == []


# Command


def test_the_command_makes_lists_resets_and_shuts_out(settings, monkeypatch):
    monkeypatch.setenv("SIGER_HOME", str(settings.root))
    run = CliRunner().invoke
    made = run(command, ["add", "budi", "--name", "Budi", "--role", "hr_agency", "--agency", "dinkes"])
    password = made.output.split(": ")[-1].strip()
    state = database.engine(settings)
    assert accounts.check(state, "budi", password).must_change
    assert "budi\thr_agency\tdinkes\tganti sandi" in run(command, ["list"]).output
    again = run(command, ["reset", "budi"]).output
    assert password not in again and accounts.check(state, "budi", password) is None
    assert run(command, ["disable", "budi"]).exit_code == 0
    assert "nonaktif" in run(command, ["list"]).output
    assert run(command, ["enable", "budi"]).exit_code == 0
    assert "engineer" in run(command, ["roles"]).output
    missing = run(command, ["reset", "siapa"])
    assert missing.exit_code == 1 and "tidak ada" in missing.output and "Traceback" not in missing.output


# Sources


def draft(words: str = "a" * 12, source: str = "simpeg-x") -> sources.Draft:
    return sources.Draft(source, words, "Simpeg", "employees", f"source: {source}\n")


def test_versions_of_a_source_are_numbered_and_the_same_twice_is_refused(state):
    first, second = sources.save(state, draft(), "data", "baru"), sources.save(state, draft("b" * 12), "data")
    assert (first.number, second.number) == (1, 2) and revision.current(state) == 2
    with pytest.raises(DecisionRefused, match="versi 2"):
        sources.save(state, draft("b" * 12), "data")
    assert sources.save(state, draft(), "data").number == 3, "an earlier one may come back"
    assert [version.number for version in sources.history(state, "simpeg-x")] == [3, 2, 1]
    assert [version.number for version in sources.newest(state)] == [3]
    assert [entry["action"] for entry in audit.recent(state)] == ["source.save"] * 3


def test_shipped_versions_are_noted_once_and_never_win(state):
    sources.save(state, draft(), "data")
    for _ in range(2):
        sources.note_shipped(state, [draft("c" * 12), draft("d" * 12, "lain")], "Bawaan Siger 0.1.0")
    assert [(version.number, version.shipped) for version in sources.history(state, "simpeg-x")] == [
        (2, True),
        (1, False),
    ]
    assert [(version.source, version.number) for version in sources.newest(state)] == [("simpeg-x", 1)]
    assert revision.current(state) == 1, "what comes with the code is no decision"


def test_reading_earlier_files_by_the_newest_version_is_asked_for_and_recorded(state):
    with pytest.raises(DecisionRefused, match="belum punya versi"):
        sources.apply(state, "simpeg-x", "data")
    sources.save(state, draft(), "data")
    assert sources.applying(state) == []
    sources.apply(state, "simpeg-x", "data")
    assert sources.applying(state) == ["simpeg-x"] and revision.current(state) == 2
    assert audit.recent(state)[0]["action"] == "source.apply"
    sources.save(state, draft("b" * 12), "data")
    assert sources.applying(state) == [], "the next version is asked for anew"


def test_export_lists_the_versions_and_its_hash_follows_them(state):
    con = duckdb.connect()
    con.execute((PROJECT / "warehouse" / "schema.sql").read_text())
    first = export_state(state, con)
    sources.save(state, draft(), "data")
    assert export_state(state, con) != first
    assert con.execute("select source, number, words, saved_by from raw.state_sources").fetchall() == [
        ("simpeg-x", 1, "a" * 12, "data")
    ]


def test_a_spelling_is_connected_by_the_province_and_the_export_follows(state):
    from warehouse.state import aliases

    bkd, clerk = VIEWERS["hr_province"], VIEWERS["hr_agency"]
    number = revision.current(state)
    with pytest.raises(DecisionRefused, match="BKD"):
        aliases.connect(state, "dinas kesehattan", "dinkes", clerk)
    with pytest.raises(DecisionRefused, match="Pilih"):
        aliases.connect(state, "dinas kesehattan", "", bkd)
    assert aliases.decided(state) == [] and revision.current(state) == number
    aliases.connect(state, "dinas kesehattan", "dinsos", bkd)
    aliases.connect(state, "dinas kesehattan", "dinkes", bkd)
    assert [(row["alias"], row["agency_code"]) for row in aliases.decided(state)] == [
        ("dinas kesehattan", "dinkes")
    ]
    assert revision.current(state) == number + 2
    aliases.disconnect(state, "dinas kesehattan", bkd)
    assert aliases.decided(state) == []
    assert [row["action"] for row in audit.recent(state)][:3] == [
        "alias.disconnect",
        "alias.connect",
        "alias.connect",
    ]


def test_no_one_time_password_spells_its_account() -> None:
    drawn = [passwords.one_time("bk") for _ in range(3000)]
    assert not [password for password in drawn if "bk" in password.lower()]
