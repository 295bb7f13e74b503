"""Releases: the pointer names a whole one at every moment, also when the publisher is killed at any of its steps."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from warehouse import release, retention, writer
from warehouse.errors import NoRelease
from warehouse.settings import Settings

PROJECT = Path(__file__).parents[2]


def candidate(settings, number: int) -> tuple[Path, str]:
    """A finished candidate whose two files carry its number."""
    release_id, built_at = release.next_id(settings, f"{number:08x}")
    folder = settings.releases / f".candidate-{release_id}"
    folder.mkdir()
    for name in ("internal", "public"):
        with duckdb.connect(folder / f"{name}.duckdb") as con:
            con.execute("create table pub_build as select ? as number", [number])
    label, labels = release.next_label(settings, None)
    facts = {
        "release_id": release_id,
        "label": label,
        "labels": labels,
        "built_at": built_at.isoformat(),
        "data_month": None,
    }
    (folder / "manifest.json").write_text(
        json.dumps(facts | {"number": number, "inputs": {"hash": str(number)}})
    )
    return folder, release_id


def make(settings, number: int) -> release.Release:
    return release.publish(settings, *candidate(settings, number))


def numbers(one: release.Release) -> set[int]:
    """The number in the manifest and in both files: one, or the release is mixed."""
    found = {one.facts["number"]}
    for path in (one.internal, one.public):
        with duckdb.connect(path, read_only=True) as con:
            found.add(con.sql("select number from pub_build").fetchone()[0])
    return found


def test_nothing_before_the_first(home):
    assert release.current(home) is None
    assert release.list_releases(home) == []
    with pytest.raises(NoRelease):
        release.find(home, "current")


def test_rollback_and_what_comes_after(home):
    first, second = make(home, 1), make(home, 2)
    assert (first.label, second.label) == ("kosong.1", "kosong.2")
    assert release.rollback(home) == first == release.current(home)
    release.settle(home)
    assert release.current(home) == first, "a restart of the pipeline does not undo a rollback"
    third = make(home, 3)
    assert release.current(home) == third, "without --hold the next release is shown"
    release.rollback(home, "kosong.2", hold=True)
    fourth = make(home, 4)
    assert release.current(home) == second and release.held(home) == second.release_id
    assert release.resume(home) == fourth == release.current(home)
    assert release.held(home) is None
    with pytest.raises(NoRelease, match=r"kosong\.9"):
        release.rollback(home, "kosong.9")


@pytest.mark.parametrize("text", ["", "../../etc", "20260101T000000Z-00000000", "\xff\xfe", "x" * 4096, "."])
def test_a_pointer_to_nothing_leaves_the_last_good_release(home, text):
    good = make(home, 1)
    home.pointer.write_text(text, encoding="latin-1")
    assert release.current(home) == good
    release.settle(home)
    assert home.pointer.read_text() == f"{good.release_id}\n"


def test_a_release_that_is_not_whole_is_no_release(home):
    good, bad = make(home, 1), make(home, 2)
    for damage in (
        lambda: bad.manifest.write_text("{"),
        lambda: bad.manifest.write_text(json.dumps({**bad.facts, "release_id": good.release_id})),
        lambda: bad.public.unlink(),
    ):
        damage()
        assert release.current(home) == good


def test_a_candidate_with_a_log_left_is_refused(home):
    good = make(home, 1)
    folder, release_id = candidate(home, 2)
    (folder / "internal.duckdb.wal").write_bytes(b"unflushed")
    with pytest.raises(NoRelease, match="belum ditutup"):
        release.publish(home, folder, release_id)
    assert release.current(home) == good


def test_ids_grow_where_the_clock_goes_back(home, monkeypatch):
    first = make(home, 1)

    class Yesterday(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(UTC) - timedelta(days=1)

    monkeypatch.setattr(release, "datetime", Yesterday)
    assert make(home, 2).release_id > first.release_id


def test_old_releases_go_but_never_one_in_use(home):
    settings = home.model_copy(update={"kept_releases": 2, "kept_days": 0, "kept_months": 0})
    made = [make(settings, number) for number in range(4)]
    assert retention.retire(settings) == [], "readers may still have them open"
    for one in made[:-1]:
        os.utime(one.folder / "left", (1, 1))
    release.rollback(settings, made[0].release_id, hold=True)
    os.utime(made[3].folder / "left", (1, 1))
    assert retention.retire(settings) == [made[1].release_id]
    assert release.current(settings) == made[0]
    assert release.list_releases(settings) == [made[3], made[2], made[0]]


def aged(one: release.Release, days: float) -> release.Release:
    """The same release as if it had been built so many days ago, and left then."""
    built_at = datetime.now(UTC).replace(microsecond=0, hour=3) - timedelta(days=days)
    release_id = f"{built_at:%Y%m%dT%H%M%SZ}-{one.release_id[-8:]}"
    facts = {**one.facts, "release_id": release_id, "built_at": built_at.isoformat()}
    one.manifest.write_text(json.dumps(facts))
    folder = one.folder.rename(one.folder.with_name(release_id))
    (folder / "left").touch()
    os.utime(folder / "left", (1, 1))
    return release.find(Settings(home=one.folder.parent.parent), release_id)


def test_the_last_of_each_day_and_month_stay(home):
    days = (400, 100.2, 100, 3.2, 3.1, 2, 1)
    old = {day: aged(make(home, number), day) for number, day in enumerate(days)}
    new = [make(home, 100 + number) for number in range(2)]
    settings = Settings(home=home.root, kept_releases=2, kept_days=3, kept_months=3)
    release.rollback(settings, old[100.2].release_id, hold=True)
    why = retention.retained(settings)
    assert why[old[100.2].release_id] == "held" and old[100].release_id in why
    gone = retention.retire(settings)
    assert old[3.2].release_id in gone, "not the last of its day"
    assert old[1].release_id not in gone and {one.release_id for one in new}.isdisjoint(gone)
    assert set(gone).isdisjoint(why)
    assert {one.release_id for one in release.list_releases(settings)} == set(why)
    assert release.current(settings) == old[100.2]
    none_but_the_newest = Settings(home=home.root, kept_releases=2, kept_days=0, kept_months=0)
    release.resume(settings)
    os.utime(old[100.2].folder / "left", (1, 1))
    retention.retire(none_but_the_newest)
    assert release.list_releases(settings) == new[::-1]


STEPS = ((os, "fsync"), (Path, "rename"), (Path, "replace"), (Path, "touch"), (shutil, "rmtree"))


def publish_and_die(settings, number: int, fatal: int) -> tuple[int, int]:
    """Publish in a forked process that kills itself at its `fatal`-th step: before or after a call that changes the disk.

    Returns the exit status and the number of steps it came to (0 where it was killed).
    """
    folder, release_id = candidate(settings, number)
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        step = 0

        def deadly(call):
            def run(*args, **kwargs):
                nonlocal step
                step += 1
                if step == fatal:
                    os.kill(os.getpid(), signal.SIGKILL)
                result = call(*args, **kwargs)
                step += 1
                if step == fatal:
                    os.kill(os.getpid(), signal.SIGKILL)
                return result

            return run

        try:
            with writer.lock(settings, wait=5):
                release.settle(settings)
                for owner, name in STEPS:
                    setattr(owner, name, deadly(getattr(owner, name)))
                release.publish(settings, folder, release_id)
                retention.retire(settings)
            os.write(write_end, str(step).encode())
        finally:
            os._exit(0)
    os.close(write_end)
    _, status = os.waitpid(child, 0)
    steps = os.read(read_end, 20)
    os.close(read_end)
    return status, int(steps or 0)


READER = """
import sys, time
from tests.warehouse.test_release import numbers
from warehouse import release
from warehouse.settings import Settings

settings, reads, last = Settings(home=sys.argv[1]), 0, 0
print("in", flush=True)
while not (settings.root / "stop").exists():
    found = numbers(release.current(settings))
    assert len(found) == 1, f"mixed {found}"
    number = found.pop()
    assert number >= last, f"backwards {last} -> {number}"
    reads, last = reads + 1, number
print(reads)
"""


@pytest.mark.full
def test_killed_at_every_step_of_publishing_with_readers_running(home, monkeypatch):
    """kill -9 before and after each fsync, rename, replace and delete; two readers meet no half and no older release."""
    make(home, 0)
    readers = [
        subprocess.Popen(
            [sys.executable, "-c", READER, str(home.root)], cwd=PROJECT, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    for reader in readers:
        assert reader.stdout.readline() == "in\n"

    settings = home.model_copy(update={"kept_releases": 2, "kept_days": 0, "kept_months": 0})
    monkeypatch.setattr(retention, "IN_USE_SECONDS", 0.5)
    for number in (1, 2, 3):
        _, steps = publish_and_die(settings, number, 0)
    assert steps >= 16, (
        "fsync of files and folders, rename, touch, pointer, retirement: each before and after"
    )
    for fatal in range(1, steps + 1):
        before = release.current(settings).facts["number"]
        number = fatal + 3
        status, _ = publish_and_die(settings, number, fatal)
        assert os.WTERMSIG(status) == signal.SIGKILL
        (now,) = numbers(release.current(settings))
        assert before <= now <= number
        time.sleep(0.05)
    status, _ = publish_and_die(settings, steps + 4, 0)
    assert status == 0
    assert numbers(release.current(settings)) == {steps + 4}
    time.sleep(0.3)
    (home.root / "stop").touch()
    for reader in readers:
        reads, _ = reader.communicate(timeout=20)
        assert reader.returncode == 0
        assert int(reads) > 50
