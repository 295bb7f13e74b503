"""Mutations: valid files of every shape, damaged and disguised: each is loaded or refused in a sentence, nothing else happens.

A file costs some 60 ms of CPU: `make test` tries a hundred, `make check` 2,000, `make mutations` 20,000. A number
names the same file for good, so that what fails can be looked at again.
"""

import hashlib
import os
import re
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest import reasons, sandbox
from ingest.archive import Note
from ingest.dataset import datasets
from ingest.demo.cli import demo_exports
from ingest.intake import Intake
from ingest.refusals import REFUSALS
from ingest.verdict import Verdict
from tests.ingest import mutations
from tests.ingest.conftest import SPECIMENS
from tests.ingest.mutations import Rows, Written
from tests.ingest.test_datasets import TABLES
from tests.ingest.test_intake import DELIVERY
from warehouse.settings import Settings
from warehouse.writer import writer

ORDINARY = 100
FULL = int(os.environ.get("MUTATIONS", "20000"))
KEPT_ROWS = 45
SMALL = 40_000
UNTOUCHED = "berkas yang sudah dimuat.csv"
GOOD = SPECIMENS / "a_rekap_kinerja_mei_2025.csv"
# What must never reach the person at the door.
INNER_WORDS = re.compile(
    r"Traceback|Error\b|Exception|/tmp/|\bselect\b|\bnull\b|duckdb|None|grid_\d", re.IGNORECASE
)
WIDE = [
    ["Waktu", *[f"{n}. {aspect} [PEGAWAI {person:02}, S.Sos.]" for n, aspect in enumerate(("Inisiatif", "Kerja Sama"), 1) for person in (1, 2, 3)]],
    *[[f"2025-05-0{n}", "Baik", "Sangat Baik", "", "Kurang  Baik", "baik", "BAIK "] for n in range(1, 5)],
]  # fmt: skip


@dataclass
class Seed:
    """A valid file: its bytes where they are few, its tables cut to some rows."""

    name: str
    content: bytes | None
    tables: list[Rows]


@dataclass
class Tally:
    """What became of the files, and what went wrong with any."""

    statuses: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> list[Seed]:
    """The smallest file that each application of the demo exports, the specimens, a delivery, a wide form."""
    folder = tmp_path_factory.mktemp("seeds")
    made = CliRunner().invoke(
        demo_exports, [str(folder / "exports"), "--until", "2026-06", "--months", "1", "--seed", "7"]
    )
    assert made.exit_code == 0, made.output
    by_shape: dict[str, Path] = {}
    files = sorted((folder / "exports").rglob("*.*"), key=lambda path: (path.stat().st_size, path.name))
    for path in files:
        by_shape.setdefault(
            re.sub(r"(?i)(_|\b)(20\d\d|[a-z]{3,5}\b).*", "", path.stem)[:9].lower() + path.suffix, path
        )
    paths = [*by_shape.values(), *sorted(SPECIMENS.glob("[a-e]_*"))]
    for name, lines in DELIVERY.items():
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        paths.append(folder / name)
    lists = ((name, [line.split(";") for line in table[:3]]) for name, table in TABLES.items())
    seeds = [Seed("wide.csv", None, [WIDE]), *(Seed(f"{name}.csv", None, [rows]) for name, rows in lists)]
    for number, path in enumerate(paths):
        work = folder / f"work-{number}"
        work.mkdir()
        grids = sandbox.read(path, path.name, work).grids
        tables = [
            [[cell or "" for cell in record[1:]] for record in grid.records()[:KEPT_ROWS]]
            for grid in grids
            if grid.is_small and grid.rows
        ]
        content = path.read_bytes()
        seeds.append(Seed(path.name, content if len(content) <= SMALL else None, tables))
    return seeds


def mutated(seeds: list[Seed], number: int, folder: Path) -> Written:
    """The file of that number: always the same one."""
    chance = Random(f"mutation {number}")
    seed = chance.choice(seeds)
    if seed.content and chance.random() < 0.3:
        return mutations.named(
            Written(Path(seed.name).suffix, mutations.in_bytes(seed.content, chance)),
            chance,
            Path(seed.name).stem,
        )
    rows = mutations.in_table(chance.choice(seed.tables), chance) or [[""]]
    made = mutations.written(rows, chance, folder)
    if chance.random() < 0.05:
        made = Written(made.name, mutations.in_bytes(made.content, chance))
    return mutations.named(made, chance, Path(seed.name).stem)


def judge(verdict: Verdict) -> Iterator[str]:
    """What is wrong with a verdict; nothing is."""
    if verdict.status == "loaded":
        if None in (verdict.rows_read, verdict.rows_loaded, verdict.rows_quarantined, verdict.rows_not_data):
            yield "not counted"
        elif verdict.rows_read != (verdict.rows_loaded or 0) + (verdict.rows_quarantined or 0) + (
            verdict.rows_not_data or 0
        ):
            yield "rows lost"
    elif verdict.reason_code not in REFUSALS:
        yield f"unknown code {verdict.reason_code}"
    elif verdict.status != REFUSALS[verdict.reason_code].status:
        yield f"{verdict.reason_code} is not {verdict.status}"
    said = verdict.reason or ""
    ours = said.replace(verdict.file, "")
    if not said.endswith(".") or "\n" in ours or INNER_WORDS.search(ours) or len(ours) > 1_000:
        yield f"no sentence: {said[:300]!r}"


def run(home: Settings, seeds: list[Seed], numbers: range, folder: Path) -> Tally:
    """Take the files of these numbers in, as the pipeline does; a good file stays what it was."""
    tally = Tally()
    files: dict[str, tuple[int, Written]] = {}

    def deliveries() -> Iterator[tuple[Path, Note]]:
        for number in numbers:
            made = mutated(seeds, number, folder)
            path = folder / str(number)
            path.write_bytes(made.content)
            files[hashlib.sha256(made.content).hexdigest()] = number, made
            period = "Mei 2025" if number % 2 else None
            yield path, Note(name=made.name, sender="dinkes", agency="Dinas Kesehatan", period=period)

    def failed(path: Path, fault: Exception) -> None:
        said = "".join(traceback.format_exception(fault))[-900:]
        tally.faults.append(f"{path.name}: {type(fault).__name__}: {said}")

    with Intake(home) as intake:
        intake.take(GOOD, Note(name=UNTOUCHED))
        before = rows_of(home, UNTOUCHED)
        for _, verdicts in intake.take_all(deliveries(), failed):
            number, made = files[verdicts[0].sha256]
            (folder / str(number)).unlink(missing_ok=True)
            for verdict in verdicts:
                tally.statuses[verdict.status] += 1
                tally.codes[verdict.reason_code or ""] += 1
                tally.faults += [f"{number} {made.name[:60]}: {fault}" for fault in judge(verdict)]
            loaded = [verdict for verdict in verdicts if verdict.status == "loaded"]
            if (
                made.records
                and len(loaded) == 1
                and loaded[0].source != "penilaian-perilaku-verbal"
                and loaded[0].rows_read != made.records
            ):
                tally.faults.append(f"{number}: {made.records} records, {loaded[0].rows_read} read")
        assert before and rows_of(home, UNTOUCHED) == before
    return tally


def rows_of(home: Settings, name: str) -> list[tuple]:
    """All rows that the warehouse has of a file."""
    with writer(home) as con:
        return con.execute(
            "select a.* from raw.appraisals a join raw.batches b using (batch_id) where file_name = ? order by all",
            [name],
        ).fetchall()


def check(home: Settings, tally: Tally) -> None:
    """Nothing went wrong; every code that the warehouse holds is one of the list."""
    assert not tally.faults, "\n".join(tally.faults[:20])
    with writer(home) as con:
        codes = {
            code for (code,) in con.execute("select distinct reason_code from raw.quarantine").fetchall()
        }
        lost = con.execute(
            "select count(*) from raw.batches where rows_read <> rows_loaded + rows_quarantined + rows_not_data"
        ).fetchone()
        tables = [f"select warnings from raw.{name}" for name in datasets()]
        asked = (
            f"select distinct unnest(string_split(warnings, ',')) from ({' union all by name '.join(tables)})"
        )
        warned = {code for (code,) in con.execute(asked).fetchall() if code}
    assert codes <= reasons.codes() and warned <= reasons.warning_codes() and lost == (0,)
    assert {"loaded", "refused", "no-source"} <= tally.statuses.keys()


HEADINGS = sorted(
    {alias for one in datasets().values() for field in one.fields.values() for alias in field.aliases}
)
CELLS = st.one_of(
    st.sampled_from(mutations.WORDS), st.text(max_size=20), st.just("198502142010012901"), st.just("Baik")
)


@st.composite
def tables(draw: st.DrawFn) -> Rows:
    """A table as no application makes it: known headings over anything."""
    width = draw(st.integers(1, 9))
    titles = [[draw(CELLS)] for _ in range(draw(st.integers(0, 3)))]
    header = [draw(st.one_of(st.sampled_from(HEADINGS), CELLS)) for _ in range(width)]
    return [*titles, header, *draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=12))]


@pytest.fixture(scope="module")
def onlooker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Intake]:
    """One intake that keeps and loads nothing."""
    with Intake(Settings(home=tmp_path_factory.mktemp("onlooker")), dry_run=True, look_up=False) as intake:
        yield intake


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(rows=tables(), number=st.integers(0, 10**6))
def test_any_table_in_any_format_is_judged(onlooker, tmp_path, rows, number):
    """Whatever stands under whatever heading, in every format that is read."""
    made = mutations.written(
        [[cell.encode("utf-8", "replace").decode() for cell in row] for row in rows], Random(number), tmp_path
    )
    path = tmp_path / "content"
    path.write_bytes(made.content)
    for verdict in onlooker.take(path, Note(name=f"tabel{made.name}", period="Mei 2025")):
        assert list(judge(verdict)) == [], (verdict, made.content[:500])


def test_any_file_is_loaded_or_refused_in_a_sentence(home, seeds, tmp_path):
    tally = run(home, seeds, range(ORDINARY), tmp_path)
    check(home, tally)


@pytest.mark.full
@pytest.mark.timeout(6 * 3600)
def test_thousands_of_files(home, seeds, tmp_path, capsys):
    tally = run(home, seeds, range(FULL), tmp_path)
    with capsys.disabled():
        print(f"\n{FULL} files: {dict(tally.statuses)}; {dict(tally.codes)}; {len(tally.faults)} faults")
    check(home, tally)
