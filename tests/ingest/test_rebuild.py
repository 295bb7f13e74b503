"""Rebuild: archive and portal state alone give the release again, in any folder, whatever happened to the rest."""

import json
import os
import random
import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from ingest import rebuild as rebuilding
from ingest.archive import Note
from ingest.intake import Intake, retry
from ingest.rebuild import NothingKept, RebuildRuns, rebuild
from tests.conftest import siger
from tests.ingest.test_order import CONTENTS, DAWN, raw
from tests.warehouse.tiny_home import PROJECT, write_project
from warehouse import release
from warehouse.access import Viewer
from warehouse.errors import BuildFailed
from warehouse.refresh import refresh
from warehouse.settings import Settings
from warehouse.state import deletions, rules
from warehouse.state.database import engine

BKD = Viewer("bkd", "BKD", "hr_province")
SOURCES = PROJECT["models/sources.yml"].replace("[baik, sangat_baik]", "[baik, sangat_kurang]")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_project(tmp_path_factory.mktemp("tiny"), sources=SOURCES)


def delivered(home: Settings, folder: Path, seed: int) -> None:
    """All contents taken in, in an order by chance, each at its own hour; one of them is deleted, one rule decided."""
    folder.mkdir(exist_ok=True)
    names = random.Random(seed).sample(sorted(CONTENTS), len(CONTENTS))
    with Intake(home) as intake:
        for name in names:
            (folder / name).write_text(CONTENTS[name], encoding="utf-8")
            hour = timedelta(hours=sorted(CONTENTS).index(name))
            verdicts = intake.take(folder / name, Note(name=name, sender="dinkes", received_at=DAWN + hour))
            if name == "lain.csv":
                deletions.remove(engine(home), verdicts[0].sha256, BKD, "salah kirim")
    retry(home)  # as the pipeline does when something was decided
    rules.save(engine(home), "judged_minimum", "12", rules.open_month(), BKD, "uji")


def copied(home: Settings, folder: Path) -> Settings:
    """Archive and portal state in another folder, and nothing else."""
    other = Settings(home=folder).prepare()
    shutil.copytree(home.archive, other.archive, dirs_exist_ok=True)
    with (
        sqlite3.connect(home.root / "portal.sqlite") as state,
        sqlite3.connect(other.root / "portal.sqlite") as copy,
    ):
        state.backup(copy)
    return other


def rows(home: Settings) -> dict[str, object]:
    """Fingerprints of what came from files; a build exports the rest."""
    return {name: one for name, one in raw(home).items() if not name.startswith("raw.state_")}


@pytest.fixture(scope="module")
def template(tmp_path_factory, project) -> Settings:
    """A home that lived: delivered, deleted, decided, published."""
    folder = tmp_path_factory.mktemp("lived")
    home = Settings(home=folder / "home").prepare()
    delivered(home, folder / "exports", 1)
    assert refresh(home, project=project)
    engine(home).dispose()
    return home


@pytest.fixture
def lived(template, tmp_path) -> Settings:
    shutil.copytree(template.root, tmp_path / "home")
    return Settings(home=tmp_path / "home")


@pytest.mark.full
def test_another_folder_and_another_order_give_the_same_release(template, tmp_path, project):
    """Fingerprints of every table of internal and public, of three homes: lived, lived in another order, rebuilt."""
    lived = release.current(template)
    other = Settings(home=tmp_path / "elsewhere" / "deep").prepare()
    delivered(other, tmp_path / "exports", 2)
    otherwise = refresh(other, project=project)
    moved = copied(template, tmp_path / "moved")
    done = rebuild(moved, project=project)
    assert lived and otherwise
    assert lived.facts["counts"]["fct_appraisal"] > 0 and lived.facts["counts"]["pub_agency_month"] > 0
    assert otherwise.facts["fingerprints"] == lived.facts["fingerprints"]
    assert done.release.facts["fingerprints"] == lived.facts["fingerprints"]
    assert done.before is None and done.contents == len(CONTENTS)
    assert raw(moved) == raw(template)


def test_a_lost_or_damaged_warehouse_comes_back_equal(lived, project):
    before = raw(lived)
    lived.warehouse.write_bytes(b"not a database")
    lived.warehouse.with_name("warehouse.duckdb.wal").write_bytes(b"a log of the old one")
    first = release.current(lived)
    done = rebuild(lived, project=project)
    assert first and (done.before, done.different, done.inputs_changed) == (first.label, [], [])
    assert not done.is_fault
    assert raw(lived) == before
    assert release.current(lived) == done.release != first
    assert done.release.facts["nodes"].get("model.kept", 0) == 0, "nothing is taken over"
    assert not (lived.root / "rebuild").exists()


@pytest.mark.full
def test_a_build_that_fails_leaves_all_as_it_was(lived, tmp_path):
    before, shown = raw(lived), release.current(lived)
    broken = write_project(tmp_path / "broken", fct_agency_month="select * from nowhere")
    with pytest.raises(BuildFailed):
        rebuild(lived, project=broken)
    assert raw(lived) == before
    assert release.current(lived) == shown


@pytest.mark.full
def test_changed_inputs_are_told_from_a_fault_of_ours(lived, tmp_path, project):
    changed = write_project(
        tmp_path / "changed", sources=SOURCES, pub_agency_month="select agency_code, month, rated + 1 as rated from {{ ref('fct_agency_month') }}"
    )  # fmt: skip
    done = rebuild(lived, project=changed)
    assert (done.different, done.inputs_changed, done.is_fault) == (["pub_agency_month"], ["project"], False)
    facts = json.loads(done.release.manifest.read_text())
    facts["fingerprints"]["dim_build"] = "0" * 16
    done.release.manifest.write_text(json.dumps(facts))
    again = rebuild(lived, project=changed)
    assert (again.different, again.is_fault) == (["dim_build"], True)


@pytest.mark.full
@pytest.mark.parametrize("deadly", ["_filled", "_take_place", "refresh"])
def test_killed_in_the_middle_the_next_one_ends_it(lived, project, monkeypatch, deadly):
    """The process dies at the end of the step, without a chance to clear up."""
    before = rows(lived)
    if not (child := os.fork()):
        step = getattr(rebuilding, deadly)

        def dies(*args: object, **kwargs: object) -> None:
            if deadly != "refresh":
                step(*args, **kwargs)
            os._exit(9)

        monkeypatch.setattr(rebuilding, deadly, dies)
        try:
            rebuild(lived, project=project)
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert rows(lived) == before
    assert (lived.root / "rebuild").exists()
    assert rebuild(lived, project=project).different == []
    assert not (lived.root / "rebuild").exists()


def test_an_empty_archive_takes_nothing_away_and_two_rebuilds_do_not_meet(lived, tmp_path, project):
    empty = Settings(home=tmp_path / "empty").prepare()
    with pytest.raises(NothingKept, match="Arsip kosong"):
        rebuild(empty, project=project)
    with rebuilding._alone(lived), pytest.raises(RebuildRuns, match="proses lain"):
        rebuild(lived, project=project)


@pytest.mark.full
@pytest.mark.timeout(900)
def test_the_province_is_the_same_in_another_folder(province, tmp_path):
    """All tables of the real project, by the command."""
    other = copied(province.settings, tmp_path / "moved")
    done = siger(other.root, "rebuild", "--json")
    assert done.returncode == 0, done.stderr[-2000:]
    said = json.loads(done.stdout)
    made, before = release.find(other, said["label"]), release.current(province.settings)
    assert before and made.facts["inputs"] == before.facts["inputs"]
    assert made.facts["fingerprints"] == before.facts["fingerprints"]
