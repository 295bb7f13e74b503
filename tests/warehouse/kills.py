"""Kills: the pipeline, its builder and its audit are killed over and over while four readers read.

    python -m tests.warehouse.kills [KILLS] [SEED]

A living pipeline takes a new file; at a step drawn by lot, or somewhere in the middle of it, one of its processes gets SIGKILL. Then
it is simply started again, and must publish that file with no hand work, before the next one comes. Readers open
what pages open, all the time: internal and public file of one release, whole, never an older one than before. In the
end the archive and the portal state alone, in another folder, must give the same release.
"""

import itertools
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from tests.warehouse.tiny_home import write_project
from warehouse import release
from warehouse.access import Viewer
from warehouse.fingerprint import of_database
from warehouse.marts import open_marts, open_public
from warehouse.settings import PROJECT, Settings

IN_THE_MIDDLE = (
    "archive",
    "load",
    "state",
    "copy",
    "model",
    "test",
    "close",
    "dbt",
    "audit",
    "manifest",
    "spare",
)
"""Steps that take time: the kill comes somewhere within them."""
INSTANTS = tuple(
    f"{step} {side}"
    for step in ("sweep", "fsync", "rename", "pointer", "retention", "clean-up")
    for side in ("before", "after")
)
"""Steps that are over at once: the process waits there for its kill."""
OF_CHILDREN = ("copy", "model", "test", "close", "dbt")
READERS = 4
PATIENCE = 90.0
HEADER = "NIP;Nama Pegawai;Jabatan;NIP Penilai;Rating Hasil Kerja;Rating Perilaku Kerja;Predikat Kinerja"
MARTS = ("dim_build", "dim_batch", "fct_appraisal", "fct_agency_month")
BKD = Viewer("bkd", "BKD", "hr_province")


@dataclass
class Result:
    """What happened: kills per step they landed in, reads, and how many later releases were seen."""

    kills: Counter[str] = field(default_factory=Counter)
    victims: Counter[str] = field(default_factory=Counter)
    drops: int = 0
    reads: int = 0
    seen: int = 0
    releases: int = 0
    equal: bool = False
    slowest_read: float = 0.0
    cpu: float = 0.0
    minutes: float = 0.0


class Fire:
    """A home under fire: the pipeline's process, its marks, and what must come out."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.settings = Settings(home=folder / "home", inbox_quiet_seconds=0.05).prepare()
        self.project = write_project(folder / "project")
        self.marks = folder / "marks"
        self.chance = random.Random(seed)
        self.rows = self.files = self._read = 0
        self.last = "start"
        self.pipeline = self.start()

    def start(self) -> subprocess.Popen[bytes]:
        env = {name: value for name, value in os.environ.items() if not name.startswith("SIGER_")}
        env |= {
            "SIGER_HOME": str(self.settings.root),
            "SIGER_INBOX_QUIET_SECONDS": "0.05",
            "SIGER_KEPT_RELEASES": "3",
            "MARKS": str(self.marks),
        }
        return subprocess.Popen(
            [sys.executable, "-m", "tests.warehouse.marked", str(self.project), "ingest.pipeline"],
            cwd=PROJECT,
            env=env,
            stderr=(self.folder / "log").open("a"),
        )

    def drop(self) -> None:
        """A new recap of an agency: two to five persons that no other file has."""
        people = self.chance.randint(2, 5)
        self.files += 1
        lines = [
            f"198502142010011{self.files * 6 + number:03d};Contoh;Epidemiolog;;Sesuai;Sesuai;Baik"
            for number in range(people)
        ]
        head = ["REKAPITULASI PENILAIAN KINERJA", "DINAS KESEHATAN", "PERIODE : MEI 2025", HEADER]
        (self.settings.inbox / "dinkes").mkdir(exist_ok=True)
        half = self.settings.inbox / "dinkes" / f"rekap {self.files}.csv.part"
        half.write_text("\n".join([*head, *lines, ""]), encoding="utf-8")
        half.rename(half.with_suffix(""))
        self.rows += people

    def is_published(self) -> bool:
        now = release.current(self.settings)
        return bool(now and now.facts["counts"]["fct_appraisal"] == self.rows)

    def published(self) -> None:
        """Wait until what was dropped is published; a pipeline that ended by itself is a fault."""
        until = time.monotonic() + PATIENCE
        while not self.is_published():
            assert self.pipeline.poll() is None, f"the pipeline ended by itself: {self.log()}"
            assert time.monotonic() < until, f"not published: {self.log()}"
            time.sleep(0.02)

    def log(self) -> str:
        """The end of what the pipeline said."""
        return (self.folder / "log").read_text()[-2000:]

    def until(self, step: str) -> int:
        """Wait for a step to begin: the process that began it, 0 where all was published without it."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            for pid, begun in self.begun():
                if begun == step:
                    return pid
            if step != "start" and self.is_published():
                time.sleep(0.1)  # retention comes after the pointer
                return next((pid for pid, begun in self.begun() if begun == step), 0)
            time.sleep(0.002)
        raise AssertionError(f"{step} never began")

    def begun(self) -> list[tuple[int, str]]:
        """Steps marked since the last look."""
        try:
            text = self.marks.read_text()
        except FileNotFoundError:
            return []
        fresh = text[self._read :].rpartition("\n")[0]
        self._read += len(fresh) + 1 if fresh else 0
        found = [(int(pid), step) for _, pid, step in (line.split(" ", 2) for line in fresh.splitlines())]
        if found:
            self.last = found[-1][1]
        return found

    def typical(self, step: str) -> float:
        """Seconds from the last beginning of this step to the mark after it."""
        lines = [line.split(" ", 2) for line in self.marks.read_text().splitlines()]
        spans = [
            float(after) - float(begun)
            for (begun, _, name), (after, *_) in itertools.pairwise(lines)
            if name == step
        ]
        return spans[-1] if spans else 0.5

    def kill(self, step: str, *, child: bool) -> tuple[str, str] | None:
        """Aim at a step and kill: where it landed and who was hit; None where the step did not come."""
        aim = self.marks.with_name("aim")
        if step in INSTANTS:
            aim.write_text(step)
        pid = self.until(step)
        if not pid:
            aim.unlink(missing_ok=True)
            return None
        if step in IN_THE_MIDDLE:
            time.sleep(self.chance.uniform(0, min(self.typical(step), 10)))
        victim = pid if child else self.pipeline.pid
        aim.unlink(missing_ok=True)
        try:
            os.kill(victim, signal.SIGKILL)
        except ProcessLookupError:
            return None
        if not child:
            self.pipeline.wait()
        self.begun()
        return self.last, "builder or audit" if child else "pipeline"


def read_all(folder: Path) -> None:
    """A reader: until `stop` appears, open the current pair as pages do, and hold it to its manifest."""
    settings, last, reads, seen, slowest = Settings(home=folder / "home"), "", 0, 0, 0.0
    while folder.exists() and not (folder / "stop").exists():
        started = time.monotonic()
        now = release.current(settings)
        if now is None:
            time.sleep(0.05)
            continue
        assert now.release_id >= last, f"back from {last} to {now.release_id}"
        internal, public = open_marts(settings, BKD, now), open_public(now.public)
        counts = now.facts["counts"]
        for mart in MARTS:
            assert internal.only(f"select count(*) as n from {mart}")["n"] == counts[mart], mart
        assert (
            public.only("select coalesce(sum(rated), 0) as n from pub_agency_month")["n"]
            == counts["fct_appraisal"]
        )
        (built,), (shown,) = internal.rows("from dim_build"), public.rows("from pub_build")
        assert built == shown, f"{built} and {shown}"
        if reads % 5 == 0:
            prints = {}
            for path in (now.internal, now.public):
                with duckdb.connect(path, read_only=True) as con:
                    prints |= {table: one.hex for table, one in of_database(con, path.stem).items()}
            assert prints == now.facts["fingerprints"]
        reads, seen, last = reads + 1, seen + (now.release_id != last), now.release_id
        slowest = max(slowest, time.monotonic() - started)
        time.sleep(0.25)
    print(json.dumps([reads, seen, slowest]))


def under_fire(folder: Path, kills: int, seed: int = 1964, say: bool = False) -> Result:
    """Kill so many times, with a release after each; raises AssertionError at the first thing that must not be."""
    result, started = Result(), time.monotonic()
    fire = Fire(folder, seed)
    readers = [
        subprocess.Popen([sys.executable, "-m", "tests.warehouse.kills", "read", str(folder)], cwd=PROJECT, stdout=subprocess.PIPE)
        for _ in range(READERS)
    ]  # fmt: skip
    try:
        fire.drop()
        fire.published()
        steps: list[str] = []
        while result.kills.total() < kills:
            steps = steps or fire.chance.sample(IN_THE_MIDDLE + INSTANTS, len(IN_THE_MIDDLE + INSTANTS))
            step = steps.pop()
            if step == "dbt":
                (fire.settings.root / "dbt" / "compiled.json").unlink(missing_ok=True)
            fire.begun()
            fire.drop()
            child = step in (*OF_CHILDREN, "examine") and fire.chance.random() < 0.5
            if step == "audit" and fire.chance.random() < 0.5:
                step, child = "examine", True
            landed = fire.kill(step, child=child)
            while landed:
                result.kills[landed[0]] += 1
                result.victims[landed[1]] += 1
                if say:
                    print(
                        f"{result.kills.total():4} aimed at {step}, landed in {landed[0]}, hit the {landed[1]}"
                    )
                if fire.pipeline.poll() is not None:
                    fire.pipeline = fire.start()
                landed = None
                if fire.chance.random() < 0.1 and result.kills.total() < kills and not child:
                    # again while it gets up
                    time.sleep(fire.chance.uniform(0, 2.5))
                    fire.pipeline.kill()
                    fire.pipeline.wait()
                    fire.begun()
                    landed, step = (fire.last, "pipeline"), "whatever comes"
            fire.published()
        assert all(reader.poll() is None for reader in readers), "a reader stopped"
    finally:
        (folder / "stop").touch()
        fire.pipeline.kill()
        fire.pipeline.wait()
    for reader in readers:
        said, _ = reader.communicate(timeout=30)
        assert reader.returncode == 0, "a reader met what it must not meet"
        reads, seen, slowest = json.loads(said)
        result.reads, result.seen = result.reads + reads, result.seen + seen
        result.slowest_read = max(result.slowest_read, slowest)
    now = release.current(fire.settings)
    assert now
    result.drops = fire.files
    result.releases = sum(now.facts["labels"].values())
    result.equal = from_nothing(fire) == now.facts["fingerprints"]
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    result.cpu, result.minutes = used.ru_utime + used.ru_stime, (time.monotonic() - started) / 60
    return result


def from_nothing(fire: Fire) -> dict[str, str]:
    """Fingerprints of the release that archive and portal state give in another folder."""
    import shutil
    import sqlite3

    from ingest.intake import rebuild
    from warehouse.refresh import refresh

    other = Settings(home=fire.folder / "other").prepare()
    shutil.copytree(fire.settings.archive, other.archive, dirs_exist_ok=True)
    with (
        sqlite3.connect(fire.settings.root / "portal.sqlite") as state,
        sqlite3.connect(other.root / "portal.sqlite") as copy,
    ):
        state.backup(copy)
    rebuild(other)
    made = refresh(other, project=fire.project)
    assert made
    return dict(made.facts["fingerprints"])


def main() -> None:
    if sys.argv[1:2] == ["read"]:
        read_all(Path(sys.argv[2]))
        return
    kills, seed = (int(text) for text in [*sys.argv[1:], "100", "1964"][:2])
    with tempfile.TemporaryDirectory(prefix="siger-kills-") as folder:
        result = under_fire(Path(folder), kills, seed, say=True)
    for step, count in sorted(result.kills.items()):
        print(f"{count:4} kills landed in: {step}")
    print(
        f"{result.kills.total()} kills ({dict(result.victims)}), {result.releases} releases of {result.drops} drops, {result.reads} reads by {READERS} "
        f"readers (slowest {result.slowest_read:.2f} s), errors 0, equal to a build from nothing: {result.equal}, "
        f"{result.minutes:.1f} minutes, {result.cpu:.0f} s of CPU"
    )
    sys.exit(not result.equal)


if __name__ == "__main__":
    main()
