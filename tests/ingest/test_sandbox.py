"""Sandbox: whatever a file does to its reader, the caller gets a Reading or one sentence, and lives."""

import dataclasses
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from ingest import sandbox
from ingest.errors import FileRefused, ReaderFailed
from ingest.readers.grid import Grid
from ingest.readers.limits import MB, Limits
from ingest.reading_server import CHILD, ReadingServer
from ingest.refusals import OF_THE_FILE

SPECIMENS = Path(__file__).parents[1] / "data" / "specimens"


def read(
    path: Path, work: Path, limits: Limits = sandbox.DEFAULT, server: ReadingServer | None = None
) -> sandbox.Reading:
    work.mkdir(exist_ok=True)
    return sandbox.read(path, "kiriman.xlsx", work, limits, server=server)


def ask(grid: Grid, sql: str) -> list[tuple]:
    with duckdb.connect() as con:
        grid.put(con, "grid")
        return con.execute(sql).fetchall()


@pytest.fixture
def server() -> Iterator[ReadingServer]:
    """A reading server of the test's own."""
    made = ReadingServer()
    yield made
    made.close()


@pytest.fixture
def server_whose_readers(tmp_path: Path) -> Iterator:
    """Make a server whose forks run the given line instead of reading."""
    made: list[ReadingServer] = []

    def make(line: str) -> ReadingServer:
        script = tmp_path / "other_child.py"
        script.write_text(
            f"import sys; sys.path.insert(0, {str(CHILD.parent)!r})\n"
            "import child, json, os, signal, socket, time\n"
            f"def fulfil(order):\n    {line}\n"
            "child.fulfil = fulfil\nchild.main()\n"
        )
        made.append(ReadingServer(script))
        return made[-1]

    yield make
    for server in made:
        server.close()


@pytest.mark.parametrize(
    "name, kind, encoding, delimiter, rows, columns",
    [
        ("a_rekap_kinerja_mei_2025.csv", "delimited", "utf-8-sig", ";", 11, 8),
        ("b_siasn_kinerja_periodik.json", "json", "utf-8", None, 3, 9),
        ("c_skm_dua_responden.xlsx", "xlsx", None, None, 9, 11),
        ("d_lapor_export.xlsx", "xlsx", None, None, 7, 26),
        ("e_pp46_2011.csv", "delimited", "utf-8", ",", 4, 12),
    ],
)
def test_specimens(tmp_path, name, kind, encoding, delimiter, rows, columns):
    reading = read(SPECIMENS / name, tmp_path / "work")
    [grid] = reading.grids
    assert (reading.kind, reading.encoding, reading.delimiter) == (kind, encoding, delimiter)
    assert (grid.rows, grid.columns) == (rows, columns)
    described = ask(grid, "describe grid")
    assert [(column, type_) for column, type_, *_ in described] == [
        ("source_row", "INTEGER"),
        *((f"c{n}", "VARCHAR") for n in range(1, columns + 1)),
    ]


def test_cells_that_spreadsheets_would_change_stay(tmp_path):
    [grid] = read(SPECIMENS / "d_lapor_export.xlsx", tmp_path / "work").grids
    assert ask(grid, "select c1, c8 from grid where source_row = 6") == [("1234568", "=2+3")]


def test_a_refusal_names_the_file_the_fault_and_the_remedy(tmp_path):
    path = tmp_path / "content"
    path.write_bytes((SPECIMENS / "c_skm_dua_responden.xlsx").read_bytes()[:2000])
    work = tmp_path / "work"
    work.mkdir()
    with pytest.raises(FileRefused) as caught:
        sandbox.read(path, "SKM [final].xlsx", work)
    assert caught.value.code == "damaged"
    assert str(caught.value) == (
        "Berkas “SKM [final].xlsx” rusak atau terpotong; unduh atau simpan ulang dari aplikasi asal lalu kirim lagi."
    )


def test_empty_file(tmp_path):
    path = tmp_path / "content"
    path.touch()
    with pytest.raises(FileRefused) as caught:
        read(path, tmp_path / "work")
    assert caught.value.code == "empty"


def big_csv(path: Path, rows: int) -> Path:
    duckdb.sql(f"copy (select i as nomor, 'isi ' || i as teks from range({rows}) t(i)) to '{path}'")
    return path


def test_memory_limit_ends_the_child_only(tmp_path):
    path = tmp_path / "content"
    path.write_text("[" + ",".join(f'{{"k{n % 200}": "{n}"}}' for n in range(300_000)) + "]")
    with pytest.raises(FileRefused) as caught:
        read(path, tmp_path / "work", dataclasses.replace(Limits(), rows=10**9, memory_bytes=150 * MB))
    assert caught.value.code == "unsafe"


def test_cpu_limit_is_a_timeout(tmp_path):
    path = tmp_path / "content"
    path.write_text("a,b\n" + "1\n" * 9_000_000)  # ragged: the slow road
    with pytest.raises(FileRefused) as caught:
        read(path, tmp_path / "work", dataclasses.replace(Limits(), cpu_seconds=1))
    assert caught.value.code == "timeout"


@pytest.mark.parametrize(
    "content",
    ["<table><tr><td>x</td></tr></table>" * 500, json.dumps({f"k{n}": [{"a": 1}] for n in range(500)})],
    ids=["html", "json"],
)
def test_a_file_of_hundreds_of_tables_is_too_large(tmp_path, content):
    """Each would cost the parent a look of its own."""
    path = tmp_path / "content"
    path.write_text(content)
    with pytest.raises(FileRefused) as caught:
        read(path, tmp_path / "work")
    assert caught.value.code == "too_large" and "500 tabel" in str(caught.value)


def test_a_name_of_several_lines_makes_no_second_sentence(tmp_path):
    path = tmp_path / "content"
    path.touch()
    with pytest.raises(FileRefused) as caught:
        sandbox.read(path, "a\nb" + "c" * 500, tmp_path)
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 400


def test_wall_limit_is_a_timeout(tmp_path):
    path = big_csv(tmp_path / "content", 150_000)
    with pytest.raises(FileRefused) as caught:
        read(path, tmp_path / "work", dataclasses.replace(Limits(), wall_seconds=0.01))
    assert caught.value.code == "timeout"


@pytest.mark.parametrize(
    "code, expected", [(-11, "unsafe"), (-6, "unsafe"), (-9, "timeout"), (-24, "timeout"), (1, "damaged")]
)
def test_every_end_of_the_child_has_a_sentence(tmp_path, server_whose_readers, code, expected):
    """The reader is replaced by one that really ends this way."""
    server = server_whose_readers(f"os.kill(os.getpid(), {-code})" if code < 0 else f"os._exit({code})")
    with pytest.raises(FileRefused) as caught:
        read(SPECIMENS / "e_pp46_2011.csv", tmp_path / "work", server=server)
    assert caught.value.code == expected
    assert caught.value.code in OF_THE_FILE
    assert "kiriman.xlsx" in str(caught.value)


@pytest.mark.parametrize("fault", ["OSError(28, 'No space left on device')", "ImportError('no lxml')"])
def test_a_fault_of_ours_is_not_the_files(tmp_path, server_whose_readers, fault):
    with pytest.raises(ReaderFailed):
        read(SPECIMENS / "e_pp46_2011.csv", tmp_path / "work", server=server_whose_readers(f"raise {fault}"))


def test_the_child_gets_no_secret_no_network_and_no_file_of_the_server(
    tmp_path, server_whose_readers, monkeypatch
):
    monkeypatch.setenv("SIGER_DATABASE_URL", "postgresql://rahasia")
    server = server_whose_readers(
        "seen = json.dumps([dict(os.environ), [name for _, name in socket.if_nameindex()],"
        " [os.readlink(f'/proc/self/fd/{fd}') for fd in (0, 1)], os.path.exists('/proc/self/fd/3'), os.getcwd()]);"
        " open('seen.json', 'w').write(seen); os._exit(3)"
    )
    with pytest.raises(ReaderFailed):
        read(SPECIMENS / "e_pp46_2011.csv", tmp_path / "work", server=server)
    environment, networks, streams, more, folder = json.loads((tmp_path / "work" / "seen.json").read_text())
    assert environment == {"LC_ALL": "C.UTF-8", "HOME": str(tmp_path / "work")}
    assert folder == str(tmp_path / "work")
    assert streams == ["/dev/null", "/dev/null"]
    assert not more
    if (
        os.geteuid() == 0
        and subprocess.run(["/usr/bin/env", "unshare", "--net", "true"], check=False).returncode == 0
    ):
        assert networks == ["lo"]  # a namespace of its own


def test_two_hundred_files_in_a_row_by_one_server(tmp_path, server):
    servers = set()
    path = tmp_path / "content"
    for turn in range(200):
        path.write_text(f"nip,nama\n{turn},x\n")
        [grid] = read(path, tmp_path / f"work-{turn}", server=server).grids
        assert grid.records() == [(1, "nip", "nama"), (2, str(turn), "x")]
        servers.add(server.pid)
    assert len(servers) == 1
    opened = list(Path(f"/proc/{server.pid}/fd").iterdir())
    assert len(opened) < 10


def test_a_server_that_died_is_replaced(tmp_path, server):
    path = SPECIMENS / "e_pp46_2011.csv"
    assert read(path, tmp_path / "work-1", server=server).grids
    dead = server.pid
    os.kill(dead, signal.SIGKILL)
    assert read(path, tmp_path / "work-2", server=server).grids
    assert server.pid != dead


def test_a_reader_that_kills_its_server_is_our_fault_twice_over(tmp_path, server_whose_readers):
    server = server_whose_readers("os.kill(os.getppid(), signal.SIGKILL); time.sleep(60)")
    with pytest.raises(ReaderFailed):
        read(SPECIMENS / "e_pp46_2011.csv", tmp_path / "work", server=server)


def alive(process: int) -> bool:
    """True while the process runs; one that only waits to be reaped does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def gone(process: int) -> bool:
    """True once the process has ended; false after five seconds."""
    until = time.monotonic() + 5
    while alive(process) and time.monotonic() < until:
        time.sleep(0.02)
    return not alive(process)


def hanging(server: ReadingServer, work: Path, seconds: float) -> int:
    """Have a reader hang until its time is out; its process."""
    with pytest.raises(FileRefused) as caught:
        read(
            SPECIMENS / "e_pp46_2011.csv",
            work,
            dataclasses.replace(Limits(), wall_seconds=seconds),
            server=server,
        )
    assert caught.value.code == "timeout"
    return int((work / "pid").read_text())


HANG = "open('pid', 'w').write(str(os.getpid())); time.sleep(600)"


def test_a_reader_out_of_time_is_killed_and_the_server_goes_on(tmp_path, server_whose_readers):
    server = server_whose_readers(HANG)
    first = hanging(server, tmp_path / "work-1", 3)
    started = server.pid
    assert gone(first)
    assert gone(hanging(server, tmp_path / "work-2", 1))
    assert server.pid == started


def test_server_and_readers_end_with_their_asker(tmp_path):
    """An asker killed in the middle of a file leaves nothing behind."""
    script = tmp_path / "other_child.py"
    script.write_text(
        f"import sys; sys.path.insert(0, {str(CHILD.parent)!r})\n"
        f"import child, os, time\ndef fulfil(order):\n    {HANG}\nchild.fulfil = fulfil\nchild.main()\n"
    )
    asker = (
        f"import sys; sys.path.insert(0, {str(CHILD.parent.parent)!r})\n"
        "from pathlib import Path\nfrom ingest import sandbox\nfrom ingest.reading_server import ReadingServer\n"
        f"sandbox.read(Path({str(SPECIMENS / 'e_pp46_2011.csv')!r}), 'x', Path({str(tmp_path)!r}), server=ReadingServer(Path({str(script)!r})))"
    )
    with subprocess.Popen([sys.executable, "-c", asker]) as asking:
        until = time.monotonic() + 30
        while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text():
            assert time.monotonic() < until
            time.sleep(0.02)
        asking.kill()
    assert gone(int((tmp_path / "pid").read_text()))


def test_several_threads_ask_one_server(tmp_path, server):
    """A slow file keeps nobody waiting."""
    slow = tmp_path / "slow"
    slow.write_text("a,b\n" + "1\n" * 3_000_000)
    with ThreadPoolExecutor(5) as pool:
        first = pool.submit(read, slow, tmp_path / "slow-work", server=server)
        rest = [
            pool.submit(read, SPECIMENS / "e_pp46_2011.csv", tmp_path / f"work-{n}", server=server)
            for n in range(4)
        ]
        assert all(one.result().grids[0].rows == 4 for one in rest)
        assert not first.done()
        assert first.result().grids[0].rows == 3_000_001


def test_the_server_is_lean_and_has_one_thread():
    """No Arrow, no DuckDB, nothing of the portal: a fork is cheap, and safe as long as there is no thread."""
    code = (
        f"import os, sys; sys.path.insert(0, {str(CHILD.parent)!r})\n"
        "import child\nchild.prepare()\n"
        "print([m for m in ('pandas', 'duckdb', 'pyarrow', 'streamlit', 'pydantic', 'numpy') if m in sys.modules],"
        " 'ingest.readers.workbook' in sys.modules, len(os.listdir('/proc/self/task')))"
    )
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] True 1"


@pytest.mark.parametrize("rows, suffix", [(20_000, ".json"), (300_000, ".parquet")])
def test_small_and_big_texts_give_the_same_table(tmp_path, rows, suffix):
    path = big_csv(tmp_path / "content", rows)
    [grid] = read(path, tmp_path / "work").grids
    assert grid.path.suffix == suffix
    found = ask(
        grid,
        f"select count(*), min(source_row), max(source_row), arg_max(c2, source_row), typeof(any_value(c1)) from grid where source_row < {rows}",
    )
    assert found == [(rows - 1, 1, rows - 1, f"isi {rows - 3}", "VARCHAR")]


def test_a_big_json_keeps_its_row_numbers(tmp_path):
    path = tmp_path / "content"
    path.write_text("[" + ",".join(f'{{"a": {n}, "b": "{"x" * 50}"}}' for n in range(100_000)) + "]")
    [grid] = read(path, tmp_path / "work").grids
    assert ask(grid, "select count(*), max(source_row) from grid") == [(100_001, 100_000)]
    assert ask(grid, "select c1 from grid where source_row = 77777") == [("77776",)]


@pytest.mark.parametrize(
    "name", ["a_rekap_kinerja_mei_2025.csv", "b_siasn_kinerja_periodik.json", "d_lapor_export.xlsx"]
)
def test_files_damaged_on_the_way_are_read_or_refused(tmp_path, name):
    """Bytes changed, lost and added at random places: a Reading or a refusal, never anything else."""
    chance = random.Random(name)
    for turn in range(6):
        content = bytearray((SPECIMENS / name).read_bytes())
        for _ in range(chance.choice([1, 3, 20])):
            at = chance.randrange(len(content))
            content[at : at + chance.randrange(3)] = chance.randbytes(chance.randrange(3))
        path = tmp_path / f"content-{turn}"
        path.write_bytes(content)
        try:
            assert read(path, tmp_path / f"work-{turn}").grids
        except FileRefused as refusal:
            assert refusal.code in OF_THE_FILE
