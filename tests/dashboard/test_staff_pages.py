"""Staff pages: every page for every role over the real small province, and nothing beyond a viewer's scope."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import look_up, navigation
from tests.conftest import PROJECT
from tests.dbt_project.test_exposures import exposures
from warehouse.access import Viewer
from warehouse.marts import Marts
from warehouse.release import current
from warehouse.settings import Settings
from warehouse.state import accounts, audit, sessions
from warehouse.state.database import engine

ENTRY = PROJECT / "dashboard" / "portal.py"
AGENCY = "dinkes"
ROLES = {
    "leadership": None,
    "hr_province": None,
    "hr_agency": AGENCY,
    "engineer": None,
    "admin": None,
}
CASES = [(role, page.path) for role in ROLES for page in navigation.PAGES if role in page.roles]
REFUSED = [(role, page.path) for role in ROLES for page in navigation.PAGES if role not in page.roles]
WORD = "sebuah kalimat sandi yang cukup panjang untuk uji"

Open = Callable[..., AppTest]


@pytest.fixture(scope="session")
def settings(staff_home: Path) -> Settings:
    """The copied home with one account per role."""
    settings = Settings(home=staff_home, demo=True).prepare()
    for role, agency in ROLES.items():
        accounts.add(engine(settings), f"uji.{role}", f"Uji {role}", role, agency_code=agency, password=WORD)
    return settings


@pytest.fixture(scope="session")
def internal(settings: Settings) -> duckdb.DuckDBPyConnection:
    """The release as it is, without a viewer."""
    release = current(settings)
    assert release is not None
    return duckdb.connect(str(release.internal), read_only=True)


@pytest.fixture
def portal(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens a page as a role: the entry script with a real session; only the browser's cookie is put in its place."""

    def opened(role: str, path: str | None = None, **query: str) -> AppTest:
        state = engine(settings)
        ticket = sessions.issue_ticket(state, f"uji.{role}", "before")
        secret = sessions.redeem(state, ticket, "before", "AppTest")
        monkeypatch.setattr(look_up, "settings", lambda: settings)
        monkeypatch.setattr(look_up, "_cookie", lambda name: secret)
        app = AppTest.from_file(str(ENTRY), default_timeout=60).run()
        if path is None:
            return app
        for name, value in query.items():
            app.query_params[name] = value
        script = next(page.script for page in navigation.PAGES if page.path == path)
        return app.switch_page(script).run()

    return opened


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The marts that pages open while a test runs."""
    names = set[str]()
    real = Marts._open

    def noted(self: Marts, mart: str) -> None:
        names.add(mart)
        real(self, mart)

    monkeypatch.setattr(Marts, "_open", noted)
    return names


@pytest.fixture(scope="session")
def places(internal: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """An agency, unit and person to look at: those of the agency with an appraisal and a standard."""
    found = internal.execute(
        """
        select e.unit_key, e.person_key, e.position_key
        from dim_employee as e
        where e.agency_code = ? and e.is_active and e.unit_key is not null
            and exists (from fct_appraisal as f where f.person_key = e.person_key)
            and exists (
                from fct_person_standard as s
                where s.person_key = e.person_key and s.position_key = e.position_key
            )
        order by e.person_key limit 1
        """,
        [AGENCY],
    ).fetchone()
    assert found, "the province has nobody of this agency with an appraisal and a standard"
    return {
        "opd": {"opd": AGENCY},
        "unit": {"unit": found[0]},
        "pegawai": {"id": found[1]},
        "jabatan": {"opd": AGENCY, "jabatan": found[2]},
    }


def everything(app: AppTest) -> str:
    """All a run sent to the browser: texts, tables, charts with their data, links."""
    return "\n".join(
        node.proto.SerializeToString().decode("utf-8", "replace")
        for node in app._tree
        if getattr(node, "proto", None) is not None
    )


def opened_panels(app: AppTest) -> AppTest:
    """The same page with every *Asal angka* and *Tabel* open."""
    for key in [key for key in app.session_state if key.startswith(("origin-", "table-"))]:
        app.session_state[key] = True
    return app.run()


@pytest.mark.parametrize(("role", "path"), CASES, ids=[f"{role}-{path}" for role, path in CASES])
def test_a_granted_page_asks_answers_and_fails_nowhere(
    portal: Open, places: dict[str, dict[str, str]], opened: set[str], role: str, path: str
) -> None:
    app = portal(role, path, **places.get(path, {}))
    assert not app.exception
    home = navigation.HOME.get(role, "ringkasan")  # is opened first
    exposed = {page.exposure for page in navigation.PAGES if page.path in (path, home)}
    assert opened and opened <= set().union(*(exposures()[name] for name in exposed))
    assert [error.value for error in app.error] == []
    assert len(app.title) == 1 and app.title[0].value.endswith("?")
    answer = next(m.value for m in app.main.markdown if m.value.startswith("**"))
    assert not answer.rstrip("*").endswith("..") and "None" not in answer and "nan" not in answer.split()
    assert "Rilis 20" in everything(app)


def test_a_figure_says_what_it_is_on_its_card_and_in_its_panel(
    portal: Open, internal: duckdb.DuckDBPyConnection
) -> None:
    said = internal.execute(
        "select definition_id from dim_measure where mart = 'fct_province_month' and measure = 'coverage'"
    ).fetchone()
    assert said
    page = portal("hr_province", "ringkasan")
    assert everything(page).count(f'title="{said[0]}') == 1
    assert everything(opened_panels(page)).count(said[0]) > 1


def test_an_engineer_is_told_how_the_models_are_built(portal: Open) -> None:
    heading = "Bagaimana model data tersusun?"
    assert heading in [node.value for node in portal("engineer", "data", bagian="rilis").header]
    assert heading not in [node.value for node in portal("hr_province", "data", bagian="rilis").header]


@pytest.mark.parametrize(("role", "path"), REFUSED, ids=[f"{role}-{path}" for role, path in REFUSED])
def test_a_page_not_granted_is_not_registered(portal: Open, role: str, path: str) -> None:
    app = portal(role)
    script = next(page.script for page in navigation.PAGES if page.path == path)
    with pytest.raises(ValueError, match="page"):
        app.switch_page(script)


@pytest.mark.parametrize("page", navigation.PAGES, ids=lambda page: page.path)
def test_a_page_file_without_the_entry_script_draws_nothing(page: navigation.Page) -> None:
    app = AppTest.from_file(str(PROJECT / "dashboard" / page.script), default_timeout=30).run()
    assert not app.exception
    assert [*app.title, *app.markdown, *app.get("html"), *app.get("vega_lite_chart")] == []


@pytest.fixture(scope="session")
def canaries(internal: duckdb.DuckDBPyConnection) -> list[str]:
    """Names and keys of other agencies, their units and people, as far as none of the own reads the same."""
    own = " ".join(
        str(value)
        for (value,) in internal.execute(
            """
            select agency_name from dim_agency where agency_code = $agency
            union all select unit_name from dim_unit where agency_code = $agency
            union all select person_name from dim_employee where agency_code = $agency
            union all select superior_name from dim_employee where agency_code = $agency
            union all select rater_name from fct_appraisal where agency_code = $agency
            union all select distinct owner from dim_measure  -- who answers for a measure is no secret
            """,
            {"agency": AGENCY},
        ).fetchall()
    )
    others = internal.execute(
        """
        select agency_name as word from dim_agency where agency_code <> $agency
        union select unit_key from dim_unit where agency_code <> $agency
        union select unit_name from dim_unit where agency_code <> $agency and length(unit_name) > 14
        union select person_key from dim_employee where agency_code <> $agency
        union select person_name from dim_employee where agency_code <> $agency and length(person_name) > 9
        """,
        {"agency": AGENCY},
    ).fetchall()
    words = [word for (word,) in others if word and word not in own]
    assert len(words) > 1000
    return words


def test_other_agencies_never_reach_a_page_of_agency_hr(
    portal: Open, places: dict[str, dict[str, str]], canaries: list[str]
) -> None:
    for path in [page.path for page in navigation.PAGES if "hr_agency" in page.roles]:
        app = opened_panels(portal("hr_agency", path, **places.get(path, {})))
        said = everything(app)
        assert path in ("unggah", "akun", "data") or "Berkas di balik angka ini" in said
        assert [word for word in canaries if word in said] == [], path


def test_the_canaries_are_seen_where_they_may_be(portal: Open, canaries: list[str]) -> None:
    said = everything(portal("hr_province", "perangkat-daerah"))
    assert sum(word in said for word in canaries) > 30


def test_another_agency_s_unit_and_person_are_as_if_they_did_not_exist(
    portal: Open, internal: duckdb.DuckDBPyConnection
) -> None:
    unit, person, name = internal.execute(
        "select unit_key, person_key, person_name from dim_employee where agency_code <> ? and unit_key is not null limit 1",
        [AGENCY],
    ).fetchone()
    for path, query in (("unit", {"unit": unit}), ("pegawai", {"id": person})):
        there = portal("hr_agency", path, **query)
        nowhere = portal("hr_agency", path, **dict.fromkeys(query, "tidak-ada"))
        assert [i.value for i in there.info] == [i.value for i in nowhere.info] != []
        assert name not in everything(there)
    own = portal("hr_agency", "opd", opd="setda")
    assert own.title[0].value == "Bagaimana kinerja Dinas Kesehatan?"


def test_candidates_have_a_reason_and_open_the_person(portal: Open) -> None:
    said = everything(portal("hr_province", "calon", jenis="recognition"))
    assert "/pegawai?id=" in said and "Sangat Baik berturut-turut sampai" in said
    assert "kalibrasi" in said and "longgar" in said
    held = everything(portal("hr_province", "calon", keadaan="tertahan"))
    assert "Tertahan: penilai bertanda longgar." in held


def test_leadership_sees_proposals_and_neither_raters_nor_what_speaks_against(portal: Open) -> None:
    app = portal("leadership", "calon", keadaan="tertahan")
    said = everything(app)
    assert "/pegawai?id=" in said and "usul untuk penilai dan BKD" in said
    assert "Tertahan:" not in said and "kalibrasi" not in said and "disiplin" not in said


def test_talent_boxes_are_for_who_manages_staff_alone(
    portal: Open, internal: duckdb.DuckDBPyConnection
) -> None:
    assessed = internal.execute(
        "select person_key from fct_talent where is_counted and box = 9 order by person_key limit 1"
    ).fetchone()
    assert assessed
    said = everything(portal("hr_province", "calon", kotak="9"))
    assert "mempunyai asesmen potensi yang berlaku" in said and f"/pegawai?id={assessed[0]}" in said
    assert "Siapa di kotak 9?" in said and "masuk kelompok suksesi; beri penghargaan" in said
    held = everything(portal("hr_province", "calon", kotak="tertahan"))
    assert "Siapa yang tertahan, dan mengapa?" in held
    person = {
        role: everything(portal(role, "pegawai", id=assessed[0])) for role in ("hr_province", "leadership")
    }
    assert "Di kotak talenta mana pegawai ini?" in person["hr_province"]
    assert "di perangkat daerahnya bernilai sama atau lebih tinggi" in person["hr_province"]
    assert "talenta" not in person["leadership"]
    assert "talenta" not in everything(portal("leadership", "calon"))


def test_a_candidate_s_page_shows_every_clause_to_hr_alone(
    portal: Open, internal: duckdb.DuckDBPyConnection
) -> None:
    found = internal.execute(
        "select person_key from fct_candidate where is_current and blocking_clause = 'rater_lenient'"
        " order by person_key limit 1"
    ).fetchone()
    assert found
    said = everything(portal("hr_province", "pegawai", id=found[0]))
    for text in (
        "Penilai bertanda longgar",
        "Kelas IKM unit",
        "Indeks Profesionalitas",
        "Apakah ada hukuman disiplin?",
    ):
        assert text in said
    hidden = everything(portal("leadership", "pegawai", id=found[0]))
    assert "bertanda longgar" not in hidden and "hukuman disiplin" not in hidden
    assert "Penghargaan apa yang diterima?" in hidden


def test_agency_hr_gets_no_link_out_of_its_scope(portal: Open, places: dict[str, dict[str, str]]) -> None:
    for path in ("opd", "unit", "jabatan", "pegawai", "umpan-balik"):
        said = everything(portal("hr_agency", path, **places.get(path, {})))
        assert "/perangkat-daerah" not in said and "Ringkasan" not in said


def test_a_view_of_a_person_is_recorded_once(
    portal: Open, settings: Settings, places: dict[str, dict[str, str]]
) -> None:
    from warehouse.state.tables import audit

    def views() -> int:
        with engine(settings).connect() as connection:
            return sum(row.action == "person.view" for row in connection.execute(audit.select()))

    before = views()
    app = portal("leadership", "pegawai", **places["pegawai"])
    app.run()
    assert views() == before + 1


def test_english_is_one_choice_away(portal: Open) -> None:
    app = portal("leadership")
    assert app.title[0].value == "Bagaimana kinerja provinsi bulan ini?"
    app.segmented_control[0].set_value("EN").run()
    assert app.title[0].value == "How is the province doing this month?"
    assert not app.exception and not app.error


def test_the_rule_form_records_a_decision_and_refuses_one_without_a_reason(
    portal: Open, settings: Settings
) -> None:
    from warehouse.state import rules

    app = portal("hr_province", "aturan")
    app.selectbox[0].set_value("coverage_floor").run()
    assert app.number_input[0].value == 60
    app.number_input[0].set_value(55)
    app.button[0].click().run()
    assert "alasan" in app.error[0].value
    app.number_input[0].set_value(55)
    app.text_input[0].set_value("Keputusan Kepala BKD")
    app.button[0].click().run()
    assert "Tersimpan" in app.success[0].value
    newest = rules.current(engine(settings))[0]
    assert (newest["rule"], newest["value"], newest["decided_by"]) == (
        "coverage_floor",
        "0.55",
        "uji.hr_province",
    )
    assert "55" in everything(app) and "Keputusan Kepala BKD" in everything(app)


def test_a_file_is_deleted_with_a_reason_and_restored_on_the_data_page(
    portal: Open, settings: Settings, internal: duckdb.DuckDBPyConnection
) -> None:
    from warehouse.state import deletions

    latest = internal.execute(
        "select file_sha256 from dim_batch order by received_at desc, file_name limit 1"
    ).fetchone()
    assert latest
    assert not [box for box in portal("engineer", "data").selectbox if box.label == "Berkas yang dihapus"]

    def fill(app: AppTest, label: str, reason: str, sure: bool) -> AppTest:
        box = next(box for box in app.selectbox if box.label == label)
        box.set_value(next(option for option in [latest[0]]))
        app.text_input[0].set_value(reason)
        if app.checkbox:
            app.checkbox[0].set_value(sure)
        return app

    app = fill(portal("hr_province", "data"), "Berkas yang dihapus", "salah kirim", sure=False)
    next(button for button in app.button if button.label == "Hapus berkas").click().run()
    assert "yakin" in app.error[0].value and deletions.standing(engine(settings)) == {}
    fill(app, "Berkas yang dihapus", "salah kirim", sure=True)
    next(button for button in app.button if button.label == "Hapus berkas").click().run()
    assert "Dihapus" in app.success[0].value
    assert list(deletions.standing(engine(settings))) == [latest[0]]
    app = portal("admin", "data")
    next(box for box in app.selectbox if box.label == "Berkas yang dipulihkan").set_value(latest[0])
    next(button for button in app.button if button.label == "Pulihkan berkas").click().run()
    assert deletions.standing(engine(settings)) == {}


@pytest.mark.parametrize("part", ["pencocokan", "ejaan"])
@pytest.mark.parametrize("role", ["hr_province", "hr_agency", "engineer", "admin"])
def test_every_part_of_the_data_page_opens(portal: Open, role: str, part: str) -> None:
    app = portal(role, "data", bagian=part)
    assert not app.exception and not app.error


def test_pages_offered_are_the_roles_own() -> None:
    """The home of agency HR is its agency; everyone has an account page, nobody a page twice."""
    for role, agency in ROLES.items():
        pages = navigation.granted(Viewer(f"uji.{role}", role, role, agency))
        assert pages[0].path == ("opd" if role == "hr_agency" else "ringkasan")
        assert len({page.path for page in pages}) == len(pages)
        assert "akun" in {page.path for page in pages}


def test_who_may_only_look_at_sources_gets_no_button_that_changes_one(portal: Open) -> None:
    labels = {"Nonaktifkan", "Aktifkan", "Simpan sebagai versi baru"}
    looking, making = portal("hr_province", "sumber"), portal("engineer", "sumber")
    assert not labels & {button.label for button in looking.button}
    assert "tambah-sumber" not in everything(looking)
    assert "Nonaktifkan" in {button.label for button in making.button}
    assert "Rekap penilaian kinerja bulanan" in everything(looking)


def test_a_source_is_switched_off_and_on_as_versions_with_entries_in_the_trail(
    portal: Open, settings: Settings
) -> None:
    app = portal("admin", "sumber", sumber="lapor-samarinda")
    next(button for button in app.button if button.label == "Nonaktifkan").click().run()
    assert not app.exception and "dinonaktifkan" in app.success[0].value
    next(button for button in app.button if button.label == "Aktifkan").click().run()
    assert "diaktifkan" in app.success[0].value
    trail = [entry for entry in audit.recent(engine(settings)) if entry["subject"] == "lapor-samarinda"]
    assert [(entry["action"], entry["account"]) for entry in trail] == [("source.save", "uji.admin")] * 2


def test_the_wizard_asks_for_a_file_first(portal: Open) -> None:
    app = portal("engineer", "tambah-sumber", dari="unggah")
    assert [header.value for header in app.header] == ["1 · Berkas mana?"]
