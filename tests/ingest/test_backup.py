"""Backup: what is precious survives the machine; what is damaged is never taken for good."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

import siger
from ingest import archive, backup
from ingest.archive import Note
from ingest.backup import BackupUnusable, HomeInUse, back_up, restore
from ingest.intake import Intake
from ingest.rebuild import rebuild
from tests.ingest.test_order import DAWN, recap
from tests.warehouse.tiny_home import write_project
from warehouse import release
from warehouse.access import Viewer
from warehouse.refresh import refresh
from warehouse.settings import Settings
from warehouse.state import accounts, rules, sessions
from warehouse.state.database import engine

BKD = Viewer("bkd", "BKD", "hr_province")


def take(home: Settings, folder: Path, name: str, month: str = "MEI 2025") -> None:
    path = folder / name
    path.write_text(recap("DINAS KESEHATAN", month, "baik", "baik"), encoding="utf-8")
    with Intake(home) as intake:
        intake.take(path, Note(name=name, sender="dinkes", received_at=DAWN))


@pytest.fixture
def home(tmp_path) -> Settings:
    """Two files in the archive and a decision."""
    made = Settings(home=tmp_path / "home").prepare()
    take(made, tmp_path, "mei.csv")
    take(made, tmp_path, "juni.csv", "JUNI 2025")
    rules.save(engine(made), "judged_minimum", "12", rules.open_month(), BKD, "uji")
    return made


@pytest.mark.full
def test_the_drill_backup_restore_rebuild_gives_equal_fingerprints(home, tmp_path):
    project = write_project(tmp_path / "project")
    lived = refresh(home, project=project)
    assert lived
    done = back_up(home, tmp_path / "copy")
    shutil.rmtree(home.root)  # the machine is gone
    new = Settings(home=tmp_path / "new machine" / "home")
    back = restore(new, tmp_path / "copy")
    assert (back.contents, back.made_at, back.has_state) == (2, done.made_at, True)
    rebuilt = rebuild(new, project=project)
    assert rebuilt.release.facts["fingerprints"] == lived.facts["fingerprints"]
    assert (rebuilt.before, rebuilt.different, rebuilt.inputs_changed) == (lived.label, [], [])
    assert rebuilt.release.label == "2025-05.2" or rebuilt.release.label > lived.label, (
        "no label is given twice"
    )


def test_only_what_is_new_is_copied_and_all_of_it_is_private(home, tmp_path):
    copy = tmp_path / "copy"
    first = back_up(home, copy)
    assert first.contents == 2 and first.copied == first.files
    take(home, tmp_path, "juli.csv", "JULI 2025")
    second = back_up(home, copy)
    assert second.contents == 3
    assert second.copied == 4, "a content, its note, what served it, the portal state"
    assert backup.verify(copy) == []
    for path in [copy, *copy.rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0, path
    restored = Settings(home=tmp_path / "other")
    restore(restored, copy)
    for path in [restored.archive, *restored.archive.rglob("*"), restored.root / "portal.sqlite"]:
        assert path.stat().st_mode & 0o077 == 0, path
    assert sorted(archive.kept(restored)) == sorted(archive.kept(home))


@pytest.mark.parametrize("damage", ["changed", "missing", "note"])
def test_a_damaged_backup_is_refused_and_the_home_stays(home, tmp_path, damage):
    copy = tmp_path / "copy"
    back_up(home, copy)
    content = next(copy.glob("archive/*/content"))
    if damage == "changed":
        content.write_bytes(content.read_bytes()[:-1] + b"!")
    elif damage == "missing":
        content.unlink()
    else:
        (copy / "backup.json").write_text(json.dumps({"made_at": "x", "files": {"../../etc/passwd": "0"}}))
    if damage != "note":
        assert backup.verify(copy) == [str(content.relative_to(copy))]
    empty = Settings(home=tmp_path / "other")
    with pytest.raises(BackupUnusable):
        restore(empty, copy)
    assert not empty.archive.exists() and not (empty.root / ".restore").exists()


def test_a_content_that_rotted_in_the_archive_is_not_backed_up_as_good(home, tmp_path):
    content = next(home.archive.glob("*/content"))
    content.chmod(0o600)
    content.write_bytes(b"rotten")
    with pytest.raises(BackupUnusable, match="tidak sama dengan namanya"):
        back_up(home, tmp_path / "copy")
    with pytest.raises(BackupUnusable, match="bukan cadangan Siger yang selesai"):
        restore(Settings(home=tmp_path / "other"), tmp_path / "copy")


def test_a_home_with_something_in_it_is_only_replaced_when_asked_and_kept_aside(home, tmp_path):
    back_up(home, tmp_path / "copy")
    take(home, tmp_path, "juli.csv", "JULI 2025")
    with pytest.raises(HomeInUse, match="--replace"):
        restore(home, tmp_path / "copy")
    assert len(list(archive.kept(home))) == 3
    done = restore(home, tmp_path / "copy", replace=True)
    assert len(list(archive.kept(home))) == 2
    assert done.aside and len(list((done.aside / "archive").iterdir())) == 3
    assert not home.warehouse.exists() and release.current(home) is None


def test_a_session_ended_since_the_backup_does_not_live_again(home, tmp_path):
    state = engine(home)
    accounts.add(state, "bkd", "BKD", "hr_province", by="uji")
    ticket = sessions.issue_ticket(state, "bkd", "before")
    secret = sessions.redeem(state, ticket, "before", "browser")
    assert secret and sessions.find(state, secret)
    back_up(home, tmp_path / "copy")
    other = Settings(home=tmp_path / "other")
    restore(other, tmp_path / "copy")
    assert sessions.find(engine(other), secret) is None
    assert sessions.find(state, secret), "the living portal does not notice a backup"


def test_the_commands(home, tmp_path, monkeypatch):
    def run(root: Path, *words: str):
        monkeypatch.setenv("SIGER_HOME", str(root))
        return CliRunner().invoke(siger.main, list(words))

    copy = str(tmp_path / "copy")
    said = json.loads(run(home.root, "backup", copy, "--verify", "--json").stdout)
    assert (said["contents"], said["damaged"]) == (2, [])
    inside = run(home.root, "backup", str(home.root / "copy"))
    assert inside.exit_code == 1 and "di dalam rumah data" in inside.stderr
    taken = run(home.root, "backup", str(tmp_path))
    assert taken.exit_code == 1 and "berisi berkas lain" in taken.stderr
    done = run(tmp_path / "other", "restore", copy)
    assert done.exit_code == 0 and "siger rebuild" in done.stdout
    again = run(tmp_path / "other", "restore", copy)
    assert again.exit_code == 1 and "--replace" in again.stderr
