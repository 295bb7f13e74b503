"""Order: whatever is loaded, sent again, corrected, deleted or killed, the archive and the decisions alone decide.

A model of what was delivered walks beside a living home. After each walk the same archive and the same decisions,
taken in from nothing, must give the same fingerprints of all raw tables as the home has.
"""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from ingest.archive import Note
from ingest.intake import Intake, rebuild, retry
from warehouse import fingerprint
from warehouse.access import Viewer
from warehouse.settings import PROJECT, Settings
from warehouse.state import deletions
from warehouse.state.database import engine
from warehouse.writer import writer

BKD = Viewer("bkd", "BKD", "hr_province")
DAWN = datetime(2025, 6, 1, tzinfo=UTC)
DEEP = "ORDER_WALKS" in os.environ
"""`make order`: many walks by chance, and a second release from nothing."""
WALKS, STEPS = int(os.environ.get("ORDER_WALKS", "4")), 12
HEADER = "NIP;Nama Pegawai;Jabatan;NIP Penilai;Rating Hasil Kerja;Rating Perilaku Kerja;Predikat Kinerja"
PEOPLE = [f"19850214201001{n:04d}" for n in range(2901, 2906)]


def recap(agency: str, month: str, *ratings: str) -> str:
    """A monthly recap of an agency: one person per rating."""
    words = {
        "baik": "Sesuai;Sesuai;Baik",
        "kurang": "Di Bawah;Di Bawah;Sangat Kurang",
        "salah": "Hebat;Sesuai;Baik",
    }
    rows = [
        f"{nip};Contoh;Epidemiolog;;{words[rating]}" for nip, rating in zip(PEOPLE, ratings, strict=False)
    ]
    return "\n".join(["REKAPITULASI PENILAIAN KINERJA", agency, f"PERIODE : {month}", HEADER, *rows, ""])


def respondents(service: str, *keys: int) -> str:
    lines = [f"{key},{key},Perempuan,SLTA,{service},2025-05-{key:02d}" for key in keys]
    return "\n".join(["id_skm_biodata,no_responden,jenis_kelamin,pendidikan,pelayanan,tgl_entri", *lines, ""])


def answers(mark: int, *keys: int) -> str:
    lines = [f"{key * 10 + question},{key},{question},{mark}" for key in keys for question in range(1, 10)]
    return "\n".join(["id_kuesioner,id_skm_biodata,id_pertanyaan,jawaban", *lines, ""])


QUESTIONS = "id_pertanyaan,uraian,pilihan1,pilihan2,pilihan3,pilihan4\n1,Bagaimana,a,b,c,d\n"
CONTENTS = {
    "mei.csv": recap("DINAS KESEHATAN", "MEI 2025", "baik", "baik", "salah"),
    "mei perbaikan.csv": recap("DINAS KESEHATAN", "MEI 2025", "baik", "kurang", "baik"),
    "mei dicabut.csv": recap("DINAS KESEHATAN", "MEI 2025", "baik"),
    "juni.csv": recap("DINAS KESEHATAN", "JUNI 2025", "baik", "baik"),
    "lain.csv": recap("DINAS SOSIAL", "MEI 2025", "kurang", "kurang", "baik", "baik"),
    "responden a.csv": respondents("KTP", 1, 2, 3, 4),
    "jawaban a.csv": answers(4, 1, 2, 3, 4),
    "responden b.csv": respondents("KK", 1, 2, 3),
    "jawaban b.csv": answers(2, 1, 2, 3),
    "pertanyaan.csv": QUESTIONS,
    "catatan.csv": "tanggal,cuaca\n1,cerah\n",
}
ROWS = {"mei.csv": 2, "mei perbaikan.csv": 3, "mei dicabut.csv": 1, "juni.csv": 2, "lain.csv": 4}
"""Rows each recap loads; of the first one a row is refused."""


def raw(home: Settings) -> dict[str, fingerprint.Fingerprint]:
    """Fingerprints of all raw tables; the times of the ledger come from the archive and are part of them."""
    with writer(home) as con:
        name = con.execute("select current_database()").fetchone()
        assert name
        return fingerprint.of_database(con, name[0])


def from_nothing(home: Settings, folder: Path) -> dict[str, fingerprint.Fingerprint]:
    """Fingerprints of what archive and portal state give in another folder."""
    other = Settings(home=folder).prepare()
    shutil.rmtree(other.archive, ignore_errors=True)
    if home.archive.is_dir():
        shutil.copytree(home.archive, other.archive)
    engine(home)  # the state exists, also where nobody decided anything
    with (
        sqlite3.connect(home.root / "portal.sqlite") as state,
        sqlite3.connect(other.root / "portal.sqlite") as copy,
    ):
        state.backup(copy)
    rebuild(other)
    return raw(other)


class Killed(BaseException):
    """Stands for kill -9 within this process: nobody catches it."""


class Home(RuleBasedStateMachine):
    """A home directory, and the model: what was delivered when, and what is deleted."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="siger-order-"))
        self.home = Settings(home=self.folder / "home").prepare()
        self.hash: dict[str, str] = {}
        self.delivered: dict[str, list[datetime]] = {}
        self.deleted: set[str] = set()

    def teardown(self) -> None:
        try:
            if self.delivered:
                assert raw(self.home) == from_nothing(self.home, self.folder / "other")
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _take(self, content: str, hour: int, sender: str, name: str) -> None:
        path = self.folder / content
        path.write_text(CONTENTS[content], encoding="utf-8")
        moment = DAWN + timedelta(hours=hour)
        self.delivered.setdefault(content, []).append(moment)
        with Intake(self.home) as intake:
            verdicts = intake.take(path, Note(name=name, sender=sender, received_at=moment))
        self.hash[content] = verdicts[0].sha256
        assert (content in self.deleted) == any(v.reason_code == "deleted" for v in verdicts)

    @rule(
        content=st.sampled_from(sorted(CONTENTS)),
        hour=st.integers(0, 400),
        sender=st.sampled_from(["dinkes", "dinsos"]),
    )
    def deliver(self, content: str, hour: int, sender: str) -> None:
        """New, again, corrected, withdrawn or late: the hour is not the order of arrival."""
        self._take(content, hour, sender, content)

    @rule(content=st.sampled_from(sorted(CONTENTS)), hour=st.integers(0, 400))
    def deliver_renamed(self, content: str, hour: int) -> None:
        """The same content under another name."""
        self._take(content, hour, "dinkes", f"salinan {content}")

    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        there = sorted(set(self.hash) - self.deleted)
        if there:
            content = data.draw(st.sampled_from(there))
            deletions.remove(engine(self.home), self.hash[content], BKD, "salah kirim")
            self.deleted.add(content)
            if data.draw(st.booleans()):  # the pipeline may notice later
                retry(self.home)

    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        if self.deleted:
            content = data.draw(st.sampled_from(sorted(self.deleted)))
            deletions.restore(engine(self.home), self.hash[content], BKD)
            self.deleted.discard(content)
            retry(self.home)

    @rule(content=st.sampled_from(sorted(CONTENTS)), hour=st.integers(0, 400), late=st.booleans())
    def crash(self, content: str, hour: int, late: bool) -> None:
        """Killed after the archive has the file: before its rows are written, or before they are committed."""

        def killed(*_: object) -> None:
            raise Killed

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(
                *(("ingest.load._assert_ledger", killed) if late else ("ingest.intake.load", killed))
            )
            try:
                self._take(content, hour, "dinkes", content)
            except Killed:
                with Intake(self.home) as intake:  # the file still lies in the inbox: it comes again
                    note = Note(name=content, sender="dinkes", received_at=DAWN + timedelta(hours=hour))
                    patch.undo()
                    self.hash[content] = intake.take(self.folder / content, note)[0].sha256

    @rule()
    def lose_the_warehouse(self) -> None:
        self.home.warehouse.unlink(missing_ok=True)
        rebuild(self.home)

    @rule()
    def try_again(self) -> None:
        retry(self.home)

    @invariant()
    def every_recap_counts_once_from_its_first_delivery(self) -> None:
        if not self.delivered:
            return
        with writer(self.home) as con:
            rows = con.execute(
                "select file_sha256, status, rows_loaded, received_at, (select count(*) from raw.appraisals a"
                " where a.batch_id = b.batch_id) from raw.batches b"
            ).fetchall()
        found = {sha256: rest for sha256, *rest in rows}
        assert Counter(sha256 for sha256, *_ in rows).most_common(1)[0][1] == 1
        for content, moments in self.delivered.items():
            status, loaded, received_at, stored = found[self.hash[content]]
            assert received_at.replace(tzinfo=UTC) == min(moments)
            if content in ROWS and content not in self.deleted:
                assert (status, loaded, stored) == ("loaded", ROWS[content], ROWS[content])


CHILD = """
import json, sys
from datetime import datetime
from pathlib import Path
from ingest.archive import Note
from ingest.intake import Intake
from warehouse.settings import Settings
print("started", flush=True)
for path, hour in json.loads(sys.argv[2]):
    with Intake(Settings(home=Path(sys.argv[1]))) as intake:
        intake.take(Path(path), Note(name=Path(path).name, received_at=datetime.fromisoformat(hour)))
"""


@pytest.mark.full
def test_kill_9_at_random_moments_changes_nothing(tmp_path: Path) -> None:
    home, folder = Settings(home=tmp_path / "home").prepare(), tmp_path / "exports"
    folder.mkdir()
    order = []
    for number, (name, text) in enumerate(CONTENTS.items()):
        (folder / name).write_text(text, encoding="utf-8")
        order.append((str(folder / name), (DAWN + timedelta(hours=number)).isoformat()))
    chance = random.Random(1964)
    chance.shuffle(order)
    command = [sys.executable, "-c", CHILD, str(home.root), json.dumps(order)]
    kills = 0
    for _ in range(4):
        with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout and child.stdout.readline() == "started\n"
            time.sleep(chance.uniform(0.05, 1.0))
            child.send_signal(signal.SIGKILL)
            kills += child.wait() == -signal.SIGKILL
    assert kills
    subprocess.run(command, cwd=PROJECT, check=True, stdout=subprocess.DEVNULL)
    found = raw(home)
    assert found == from_nothing(home, tmp_path / "other")
    never_killed = Settings(home=tmp_path / "third").prepare()
    with Intake(never_killed) as intake:
        for path, moment in sorted(order, key=lambda pair: pair[1], reverse=True):
            intake.take(Path(path), Note(name=Path(path).name, received_at=datetime.fromisoformat(moment)))
    assert found == raw(never_killed)


def test_archive_and_decisions_alone_decide() -> None:
    run_state_machine_as_test(
        Home,
        settings=settings(
            max_examples=WALKS,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=not DEEP,
            phases=[Phase.generate],  # a walk costs too much to be shortened step by step
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )
