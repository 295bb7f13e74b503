"""Intake: specimens give what is expected, the ledger adds up, nothing is loaded twice or half."""

import json
import os
import signal
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from ingest import desk, intake, judge, source_store
from ingest.archive import Note
from ingest.inbox import Inbox
from ingest.intake import Intake, ingest, ingest_all
from ingest.load import LedgerBroken
from ingest.verdict import Verdict
from tests.ingest.conftest import SPECIMENS
from warehouse.access import Viewer
from warehouse.settings import PROJECT, Settings
from warehouse.state.database import engine
from warehouse.writer import writer

CLERK = Viewer("opd.dinkes", "Dinas Kesehatan", "hr_agency", "dinkes")
RECAP = SPECIMENS / "a_rekap_kinerja_mei_2025.csv"
HEADER = "NIP;Nama Pegawai;Jabatan;NIP Penilai;Rating Hasil Kerja;Rating Perilaku Kerja;Predikat Kinerja"
ROW = "198502142010012901;Contoh Satu;Epidemiolog;197203031998031902;Sesuai;Sesuai;Baik"


def query(home: Settings, sql: str) -> list[tuple]:
    with writer(home) as con:
        return con.execute(sql).fetchall()


def file(tmp_path: Path, name: str, *lines: str) -> Path:
    path = tmp_path / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def everything(home: Settings) -> list:
    """All raw rows and ledger lines without times."""
    with writer(home) as con:
        tables = [
            name
            for (name,) in con.execute(
                "select table_name from information_schema.tables where table_schema = 'raw' order by 1"
            ).fetchall()
        ]
        return [
            sorted(
                map(
                    repr,
                    con.execute(
                        f"select {'* exclude (received_at)' if name == 'batches' else '*'} from raw.{name}"
                    ).fetchall(),
                )
            )
            for name in tables
        ]


@pytest.mark.parametrize("path", sorted(SPECIMENS.glob("[a-e]_*")), ids=lambda path: path.stem)
def test_specimens_give_what_is_expected(home, expected, path):
    [verdict] = ingest(home, path)
    said = expected[path.name]
    assert verdict.status == "loaded" and verdict.dataset == said["dataset"]
    assert (verdict.rows_read, verdict.rows_loaded, verdict.rows_quarantined) == (
        said["rows_read"],
        said["loaded"],
        said["quarantined"],
    )
    [(not_data, start, end)] = query(home, "select not_data, period_start, period_end from raw.batches")
    assert json.loads(not_data) == said.get("not_data", {})
    if "period" in said:
        assert [str(start), str(end)] == said["period"]
    loaded = query(home, f"select source_row from raw.{said['dataset']} order by 1")
    assert [row for (row,) in loaded] == [
        row["source_row"] for row in said["rows"] if row.get("outcome") != "quarantined"
    ]
    codes = {
        "di atas ekspektasi": "di_atas",
        "sesuai ekspektasi": "sesuai",
        "di bawah ekspektasi": "di_bawah",
    }
    for row in said["rows"]:
        if "result" in row:
            found = query(
                home,
                f"select result_rating, behaviour_rating, predikat_delivered, rater_nip from raw.appraisals where source_row = {row['source_row']}",
            )
            predikat = row["predicate_delivered"] and row["predicate_delivered"].lower().replace(" ", "_")
            assert found == [(codes[row["result"]], codes[row["behaviour"]], predikat, row["rater_nip"])]
        if "answers" in row:
            [answers] = query(
                home,
                f"select u1, u2, u3, u4, u5, u6, u7, u8, u9 from raw.surveys where source_row = {row['source_row']}",
            )
            assert list(answers) == row["answers"]
        if "tracking_id" in row:
            found = query(
                home,
                f"select tracking_id, received_on::varchar, agency_name, status from raw.complaints where source_row = {row['source_row']}",
            )
            assert found == [(row["tracking_id"], row["received"], row["agency"], row["status"])]


def test_no_name_of_a_reporter_is_stored_anywhere(home):
    ingest(home, SPECIMENS / "d_lapor_export.xlsx")
    with writer(home) as con:
        stored = str(con.execute("from raw.complaints").fetchall()) + str(
            con.execute("from raw.batches").fetchall()
        )
    assert "Contoh Empat" not in stored and "Contoh judul" not in stored


def test_same_file_twice_changes_nothing(home):
    ingest(home, RECAP)
    before = everything(home)
    [again] = ingest(home, RECAP, note=Note(name="nama lain.csv"))
    assert again.status == "duplicate" and again.rows_read is None
    assert everything(home) == before


def test_file_without_source_is_kept_and_tried_again(home, tmp_path):
    path = file(
        tmp_path,
        "simpeg.csv",
        "nip_baru,nama_lengkap,jabatan,golongan,opd",
        "198609262015051901,Contoh,Guru,III/a,Dinas X",
    )
    [verdict] = ingest(home, path)
    assert (verdict.status, verdict.rows_read) == ("no-source", None) and "Daftar pegawai" in verdict.reason
    path.unlink()
    text = "source: simpeg-x\ntitle: X\ndataset: employees\nmatch: {headers: [nip_baru, golongan]}\n"
    source_store.save(home, text, "data")
    [verdict] = intake.retry(home)
    assert verdict.status == "loaded" and verdict.rows_loaded == 1
    assert query(home, "select status from raw.batches") == [("loaded",)]
    assert intake.retry(home) == []


def test_archive_gives_a_lost_warehouse_back(home):
    list(ingest_all(home, sorted(SPECIMENS.glob("[a-e]_*"))))
    before = everything(home)
    home.warehouse.unlink()
    intake.rebuild(home)
    assert everything(home) == before


def test_dry_run_and_preview_leave_no_trace(home):
    [verdict] = ingest(home, RECAP, dry_run=True)
    assert verdict.status == "loaded" and verdict.rows_loaded == 2
    hidden = desk.preview(home, RECAP.name, RECAP.read_bytes(), masked=True)
    seen = desk.preview(home, RECAP.name, RECAP.read_bytes())
    assert [row["NIP"] for row in seen.rows if row["NIP"]] and not any(
        str(row["NIP"]).isdigit() for row in hidden.rows
    )
    assert seen.verdicts[0].rows_quarantined == 1
    assert [row["Rating hasil kerja"] for row in seen.rows] == ["di_atas", "di_bawah"]
    assert seen.refused[0]["source_row"] == 7 and seen.refused[0]["column"] == "NIP"
    assert not home.root.exists()


def test_upload_waits_in_the_inbox_with_its_note(home):
    upload_id = desk.submit(home, CLERK, "../rekap mei.csv", RECAP.read_bytes(), desk.Said(agency="dinkes"))
    box = Inbox(home)
    [path] = box.waiting()
    note = box.note(path)
    assert (note.name, note.sender, note.agency, note.upload_id) == (
        "../rekap mei.csv",
        "opd.dinkes",
        "dinkes",
        upload_id,
    )
    [verdict] = ingest(home, path, note=note)
    assert verdict.file == "../rekap mei.csv" and verdict.status == "loaded"
    box.done(path)
    assert box.waiting() == []
    engine(home).dispose()


def test_inbox_takes_whole_files_only(home):
    home.prepare()
    (home.inbox / "dinkes").mkdir()
    for name in ("a.csv", "b.csv.part", ".c.csv", "~$d.xlsx", "dinkes/e.csv"):
        (home.inbox / name).write_text("x")
    box = Inbox(home)
    assert box.ready() == []
    signal.sigtimedwait([], 0.1)
    assert [path.name for path in box.ready()] == ["a.csv", "e.csv"]
    assert box.note(home.inbox / "dinkes" / "e.csv").sender == "dinkes"


def test_a_file_that_is_still_being_written_waits_however_long_its_writer_pauses(home):
    home.prepare()
    box, path = Inbox(home), home.inbox / "lambat.csv"
    content = RECAP.read_bytes()
    with path.open("wb") as slow:
        for start in range(0, len(content), 200):
            slow.write(content[start : start + 200])
            slow.flush()
            os.utime(path, (1, 1))  # SFTP sets the times of the sender's file
            signal.sigtimedwait([], 0.02)
            assert box.ready() == []
        signal.sigtimedwait([], home.inbox_quiet_seconds * 3)
        assert box.ready() == [], "quiet, but its writer has not closed it"
    signal.sigtimedwait([], home.inbox_quiet_seconds * 2)
    assert box.ready() == [path]
    [verdict] = ingest(home, path)
    assert verdict.rows_read == len(content.splitlines())


def test_a_renamed_file_stands_still_first_and_one_that_grew_meanwhile_is_not_removed(home):
    home.prepare()
    box, path = Inbox(home), home.inbox / "rekap.csv"
    half = path.with_name("rekap.csv.filepart")
    half.write_bytes(RECAP.read_bytes())
    signal.sigtimedwait([], home.inbox_quiet_seconds * 2)
    half.rename(path)
    assert box.ready() == [], "renamed this moment"
    signal.sigtimedwait([], home.inbox_quiet_seconds * 2)
    assert box.ready() == [path]
    with path.open("ab") as more:
        more.write(b"lagi\n")
    box.done(path)
    assert path.exists(), "what came after the reading is not lost"
    signal.sigtimedwait([], home.inbox_quiet_seconds * 2)
    assert box.ready() == [path]
    box.done(path)
    assert not path.exists()


# Bad inputs: one sentence each, and the good file beside them loads.


def workbook(path: Path, *rows: list) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def bad_files(folder: Path) -> dict[str, tuple[Path, str, str]]:
    """Name → file, status, reason code."""
    whole = workbook(folder / "utuh.xlsx", ["a", "b"], [1, 2])
    cut = folder / "terpotong.xlsx"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    empty = folder / "kosong.csv"
    empty.touch()
    locked = folder / "sandi.xlsx"
    locked.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 504
        + "EncryptedPackage".encode("utf-16-le")
        + b"\0" * 4096
    )
    return {
        "wrong header": (
            file(folder, "judul.csv", "REKAPITULASI PENILAIAN KINERJA", "PERIODE : MEI 2025", HEADER.replace("Predikat Kinerja", "Hasilnya"), ROW),
            "no-source", "no_source",
        ),
        "no period": (file(folder, "periode.csv", HEADER, ROW), "refused", "period_missing"),
        "empty": (empty, "refused", "empty"),
        "truncated": (cut, "refused", "damaged"),
        "password": (locked, "refused", "password"),
        "not ours": (file(folder, "asing.csv", "first,last,city", "John,Doe,Anytown"), "refused", "not_a_dataset"),
    }  # fmt: skip


@pytest.mark.parametrize("name", ["wrong header", "no period", "empty", "truncated", "password", "not ours"])
def test_a_bad_file_gets_one_sentence_and_touches_nothing_else(home, tmp_path, name):
    path, status, code = bad_files(tmp_path)[name]
    verdicts = [verdict for found in ingest_all(home, [path, RECAP]) for verdict in found]
    assert [(verdict.status, verdict.reason_code) for verdict in verdicts] == [
        (status, code),
        ("loaded", None),
    ]
    assert verdicts[0].reason.endswith(".") and "\n" not in verdicts[0].reason
    assert "Traceback" not in verdicts[0].reason and str(tmp_path) not in verdicts[0].reason
    assert query(home, "select count(*) from raw.appraisals") == [(2,)]


def test_rows_at_fault_go_to_quarantine_and_the_rest_loads(home, tmp_path):
    path = file(
        tmp_path, "rekap.csv", "REKAPITULASI PENILAIAN KINERJA", "DINAS KESEHATAN", "PERIODE : MEI 2025", HEADER, ROW,
        ROW.replace("198502142010012901", "1.98E+17"), ROW.replace("Sesuai;Sesuai", "Sesuai;tidak tahu"), ROW.replace("198502142010012901", ""),
    )  # fmt: skip
    [verdict] = ingest(home, path)
    assert (verdict.rows_loaded, verdict.rows_quarantined) == (1, 3)
    assert "3 ditolak" in verdict.reason
    assert query(home, "select source_row, reason_code from raw.quarantine order by 1") == [
        (6, "nip_scientific"), (7, "behaviour_rating_invalid"), (8, "nip_missing"),
    ]  # fmt: skip


def test_a_title_without_agency_is_said(home, tmp_path):
    path = file(tmp_path, "rekap.csv", "REKAPITULASI PENILAIAN KINERJA", "PERIODE : MEI 2025", HEADER, ROW)
    [verdict] = ingest(home, path)
    assert verdict.rows_loaded == 1 and "perangkat daerah tidak disebut" in verdict.reason
    assert query(home, "select agency_name, warnings from raw.appraisals") == [(None, "agency_unknown")]


def test_header_alone_is_a_valid_export_of_nothing(home, tmp_path):
    path = file(tmp_path, "rekap.csv", "REKAPITULASI PENILAIAN KINERJA", "PERIODE : MEI 2025", HEADER)
    [verdict] = ingest(home, path)
    assert (verdict.status, verdict.rows_read, verdict.rows_loaded, verdict.rows_not_data) == (
        "loaded",
        3,
        0,
        3,
    )
    assert "Tidak ada baris data" in verdict.reason


def test_workbook_with_several_sheets_gives_a_verdict_per_table_and_names_the_others(home, tmp_path):
    book = Workbook()
    book.active.title = "Info"
    book.active.append(["Keterangan", "Contoh"])
    for name, unit in (("SKM 1", "RSUD"), ("SKM 2", "UPTD")):
        sheet = book.create_sheet(name)
        for row in (
            ["PENGOLAHAN DATA SURVEI KEPUASAN MASYARAKAT"],
            [f"UNIT PELAYANAN : {unit}"],
            ["PERIODE : SEMESTER I 2025"],
        ):
            sheet.append(row)
        sheet.append(["No. Res", *[f"U{n}" for n in range(1, 10)]])
        sheet.append([1, 3, 4, 3, 4, 3, 4, 3, 4, 3])
    path = tmp_path / "skm.xlsx"
    book.save(path)
    first, second = ingest(home, path)
    assert [first.sheet, second.sheet] == ["SKM 1", "SKM 2"] and "Info" in first.reason
    assert query(home, "select unit_name, count(*) from raw.surveys group by 1 order by 1") == [
        ("RSUD", 1),
        ("UPTD", 1),
    ]
    assert [again.status for again in ingest(home, path)] == ["duplicate", "duplicate"]


DELIVERY = {
    "responden.csv": ("id_skm_biodata,no_responden,NIK,jenis_kelamin,pendidikan,pelayanan,tgl_entri", "9,5,NIK-01,Perempuan,SLTA,KTP,2021-06-13"),
    "jawaban.csv": ("id_kuesioner,id_skm_biodata,id_pertanyaan,jawaban", *[f"{n},9,{n},{3 if n == 8 else 4}" for n in range(1, 10)], "10,77,1,4", "11,9,1,2"),
    "pertanyaan.csv": ("id_pertanyaan,uraian,pilihan1,pilihan2,pilihan3,pilihan4", "1,Bagaimana,a,b,c,d"),
}  # fmt: skip


def test_a_delivery_waits_for_its_last_file(home, tmp_path):
    paths = [file(tmp_path, name, *lines) for name, lines in DELIVERY.items()]
    [first] = ingest(home, paths[0])
    assert first.status == "waiting" and "jawaban, pertanyaan" in first.reason
    assert ingest(home, paths[1])[0].status == "waiting"
    by_name = {verdict.file: verdict for verdict in ingest(home, paths[2])}
    answers = by_name["jawaban.csv"]
    assert (answers.rows_read, answers.rows_loaded, answers.rows_quarantined, answers.rows_not_data) == (
        12,
        10,
        1,
        1,
    )
    assert (by_name["responden.csv"].rows_read, by_name["responden.csv"].rows_not_data) == (2, 2)
    # Question 8 asks for facilities: it is U9. The repeated answer to question 1 is the last one.
    assert query(home, "select source_row, respondent_id, u1, u8, u9, responded_on from raw.surveys") == [
        (2, "9", 2, 4, 3, date(2021, 6, 13))
    ]
    assert query(home, "select source_row, reason_code from raw.quarantine") == [(11, "respondent_unknown")]
    assert query(home, "select distinct status from raw.batches") == [("loaded",)]
    assert "NIK-01" not in str(everything(home))
    assert ingest(home, paths[1])[0].status == "duplicate"


def test_a_delivery_in_one_run_says_loaded_once(home, tmp_path):
    paths = [file(tmp_path, name, *lines) for name, lines in DELIVERY.items()]
    verdicts = [verdict for found in ingest_all(home, paths) for verdict in found]
    assert sorted((verdict.file, verdict.status) for verdict in verdicts) == [
        (name, "loaded") for name in sorted(DELIVERY)
    ]
    waiting = [
        verdict for found in ingest_all(Settings(home=home.root / "zwei"), paths[:2]) for verdict in found
    ]
    assert [verdict.status for verdict in waiting] == ["waiting", "waiting"]


def test_two_deliveries_that_wait_at_once_are_not_mixed(home, tmp_path):
    """Both number their respondents from 1; the later one's answers come first, then the other's respondents."""
    moments = {"dinkes": datetime(2025, 6, 1, tzinfo=UTC), "disdukcapil": datetime(2025, 6, 1, 1, tzinfo=UTC)}
    parts = {}
    for sender, service in (("dinkes", "KTP"), ("disdukcapil", "KK")):
        parts["responden", sender] = (
            DELIVERY["responden.csv"][0],
            f"1,1,N,Perempuan,SLTA,{service},2025-05-01",
        )
        mark = 4 if sender == "dinkes" else 2
        parts["jawaban", sender] = (DELIVERY["jawaban.csv"][0], *[f"{n},1,{n},{mark}" for n in range(1, 10)])
        parts["pertanyaan", sender] = (*DELIVERY["pertanyaan.csv"], f"2,{service},a,b,c,d")

    def send(*names: tuple[str, str], to: Settings = home) -> list[Verdict]:
        with Intake(to) as intake:
            return [
                verdict
                for part, sender in names
                for verdict in intake.take(
                    file(tmp_path, f"{part} {sender}.csv", *parts[part, sender]),
                    Note(name=f"{part}.csv", sender=sender, received_at=moments[sender]),
                )
            ]

    waiting = send(
        ("jawaban", "disdukcapil"), ("pertanyaan", "dinkes"), ("responden", "dinkes"), ("jawaban", "dinkes")
    )
    assert "loaded" in {verdict.status for verdict in waiting}
    rows = "select service_name, u1 from raw.surveys order by 1"
    send(("responden", "disdukcapil"), ("pertanyaan", "disdukcapil"))
    assert query(home, rows) == [("KK", 2), ("KTP", 4)]
    assert query(home, "select distinct status from raw.batches") == [("loaded",)]
    other = Settings(home=tmp_path / "other")
    send(*reversed(parts), to=other)
    assert query(other, rows) == [("KK", 2), ("KTP", 4)] and everything(other) == everything(home)


def test_a_stranger_s_respondents_are_not_taken_because_they_are_the_only_ones(home, tmp_path):
    respondents = (
        DELIVERY["responden.csv"][0],
        *[f"{n},{n},N,Perempuan,SLTA,KTP,2025-05-01" for n in range(1, 9)],
    )
    with Intake(home) as intake:
        intake.take(file(tmp_path, "r.csv", *respondents), Note(name="r.csv", sender="dinkes"))
        intake.take(file(tmp_path, "q.csv", *DELIVERY["pertanyaan.csv"]), Note(name="q.csv", sender="lain"))
        few = (DELIVERY["jawaban.csv"][0], *[f"{n},1,{n},4" for n in range(1, 10)])
        [verdict] = intake.take(file(tmp_path, "a.csv", *few), Note(name="a.csv", sender="lain"))
    assert verdict.status == "waiting" and "responden" in (verdict.reason or "")


def test_the_sheets_of_one_workbook_are_one_delivery(home, tmp_path):
    book = Workbook()
    book.remove(book.active)
    for name, lines in DELIVERY.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line.split(","))
    book.save(tmp_path / "metro.xlsx")
    verdicts = ingest(home, tmp_path / "metro.xlsx")
    assert [verdict.status for verdict in verdicts] == ["loaded"] * 3
    assert query(home, "select count(*) from raw.surveys") == [(1,)]
    assert [verdict.status for verdict in ingest(home, tmp_path / "metro.xlsx")] == ["duplicate"] * 3


def test_wide_table_names_nobody(home, tmp_path):
    path = tmp_path / "penilaian_perilaku.csv"
    path.write_text(
        '"1. Inisiatif [SITI CONTOH, S.Sos.]","2. Kerja Sama [SITI CONTOH, S.Sos.]"\nBaik,Kurang  Baik\nSangat Baik,Baik\n',
        encoding="utf-8",
    )
    [verdict] = ingest(home, path)
    assert (verdict.rows_read, verdict.rows_loaded, verdict.rows_quarantined, verdict.rows_not_data) == (
        5,
        0,
        4,
        1,
    )
    assert query(home, "select source_row, source_column, reason_code from raw.quarantine order by all")[
        0
    ] == (2, "A", "nip_missing")
    assert "SITI" not in str(everything(home)) + str(verdict)


KILLED = """
import os, signal, sys
from pathlib import Path
from ingest import load
from ingest.intake import ingest
from warehouse.settings import Settings
load._assert_ledger = lambda *_: os.kill(os.getpid(), signal.SIGKILL)  # rows are in, the commit is not
ingest(Settings(home=Path(sys.argv[1])), Path(sys.argv[2]))
"""


def test_kill_9_in_the_middle_of_a_load_leaves_nothing_half(home):
    ingest(home, SPECIMENS / "e_pp46_2011.csv")
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(home.root), str(RECAP)], cwd=PROJECT, check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert query(home, "select file_name from raw.batches") == [("e_pp46_2011.csv",)]
    assert query(home, "select count(*) from raw.appraisals") == [(3,)]
    [verdict] = ingest(home, RECAP)
    assert verdict.status == "loaded"
    assert query(home, "select count(*) from raw.appraisals") == [(5,)]


def test_a_ledger_that_does_not_add_up_loads_nothing(home, monkeypatch):
    monkeypatch.setattr(judge, "_not_data", lambda *_: {"title": 1})
    with pytest.raises(LedgerBroken):
        ingest(home, RECAP)
    assert query(home, "select count(*) from raw.appraisals") == [(0,)]
    assert query(home, "select count(*) from raw.batches") == [(0,)]


def test_every_loaded_batch_adds_up(home):
    list(ingest_all(home, sorted(SPECIMENS.iterdir())))
    sums = query(
        home,
        "select rows_read - rows_loaded - rows_quarantined - rows_not_data from raw.batches where status = 'loaded'",
    )
    assert sums == [(0,)] * 5


def test_a_reading_is_shared_by_the_files_of_a_run(home, tmp_path):
    with Intake(home) as run:
        assert run.take(RECAP, Note(name="a.csv"))[0].status == "loaded"
        assert run.take(RECAP, Note(name="b.csv"))[0].status == "duplicate"


def test_many_blank_records_are_counted(home, tmp_path):
    lines = [HEADER, *["" if n % 3 else ROW for n in range(900)]]
    path = file(tmp_path, "rekap.csv", "REKAPITULASI PENILAIAN KINERJA", "PERIODE : MEI 2025", *lines)
    [verdict] = ingest(home, path)
    assert (verdict.rows_read, verdict.rows_loaded, verdict.rows_not_data) == (903, 300, 603)
    assert "299 baris berulang" in verdict.reason
