"""The desk for sources: what is seen of an unknown file, how a source is tried, kept, switched and exported."""

import pytest
from openpyxl import Workbook

from ingest import desk, intake
from ingest.intake import ingest
from ingest.source import SourceInvalid, parse, shipped
from ingest.source_text import dump
from tests.ingest.conftest import SPECIMENS
from tests.ingest.look_alikes import PART_ANSWERS, PART_QUESTIONS, PART_RESPONDENTS
from warehouse.access import Viewer
from warehouse.errors import DecisionRefused
from warehouse.settings import Settings
from warehouse.writer import writer

RECAP = SPECIMENS / "a_rekap_kinerja_mei_2025.csv"
ENGINEER = Viewer("data", "Data", "engineer")
HEADER = ("No", "Nomor Pegawai", "Nama Lengkap Pegawai", "Nilai Hasil", "Nilai Perilaku", "Hasil Akhir")
YAML = """\
source: rekap-x
title: Rekap X
dataset: appraisals
match: {headers: [Nomor Pegawai, Nilai Hasil, Hasil Akhir]}
columns:
  nip: Nomor Pegawai
  person_name: Nama Lengkap Pegawai
  result_rating: Nilai Hasil
  behaviour_rating: Nilai Perilaku
  predikat_delivered: Hasil Akhir
values:
  predikat_delivered: {bagus: baik}
period: {from: title}
"""


@pytest.fixture
def unknown(tmp_path) -> bytes:
    """A recap of an application nobody knows: a title, two lines, a header, four persons."""
    book = Workbook()
    sheet = book.active
    sheet.append(["Laporan Dinas Kesehatan"])
    sheet.append(["Periode Mei 2025"])
    sheet.append([])
    sheet.append(HEADER)
    for number, result in enumerate(("Sesuai", "Sesuai", "Sesuai", "bagus sekali"), 1):
        sheet.append(
            [number, f"19860926201505190{number}", f"Contoh Orang {number}", result, "Sesuai", "bagus"]
        )
    path = tmp_path / "x.xlsx"
    book.save(path)
    return path.read_bytes()


def test_headings_and_words_are_seen_and_no_person_is(home, unknown):
    [table] = desk.look(home, "x.xlsx", unknown)
    assert table.header_row == 4 and [heading.label for heading in table.headings] == list(HEADER)
    by = {heading.label: heading for heading in table.headings}
    assert by["Nilai Hasil"].words == {"Sesuai": 3, "bagus sekali": 1}
    assert by["Nama Lengkap Pegawai"].words == {} and by["Nama Lengkap Pegawai"].examples == (
        "Xxxxxx Xxxxx 9",
    )
    said = repr(table)
    assert "Contoh Orang" not in said and "1986" not in said
    assert table.head[1] == (2, ("Periode Mei 2025", "", "", "", "", ""))
    assert not home.root.exists()


def test_a_person_may_say_where_the_header_stands(home, unknown):
    [table] = desk.look(home, "x.xlsx", unknown, {"Sheet": 5})
    assert table.header_row == 5 and table.headings[1].label.startswith("1986")


def test_a_source_that_names_its_header_row_finds_it_where_nothing_else_does(home, tmp_path):
    path = tmp_path / "y.csv"
    path.write_text("a;b;c\n1;2;3\nkode;orang;dinas\n198609262015051901;Contoh;Dinas X\n", encoding="utf-8")
    text = (
        "source: y\ntitle: Y\ndataset: employees\nmatch: {headers: [kode, orang]}\nheader_row: 3\n"
        "columns: {nip: kode, person_name: orang, agency_name: dinas}\nconstants: {position_name: Guru}\n"
    )
    seen = desk.try_source(home, parse(text, "y"), path.name, path.read_bytes())
    assert [(v.status, v.rows_loaded, v.rows_not_data) for v in seen.verdicts] == [("loaded", 1, 3)]


def test_a_trial_shows_rows_and_faults_and_leaves_no_trace(home, unknown):
    seen = desk.try_source(home, parse(YAML, "x"), "x.xlsx", unknown)
    [verdict] = seen.verdicts
    assert (verdict.source, verdict.status, verdict.rows_loaded, verdict.rows_quarantined) == (
        "rekap-x",
        "loaded",
        3,
        1,
    )
    assert {row["Predikat"] for row in seen.rows} == {"baik"} and {row["NIP"] for row in seen.rows} == {"•••"}
    assert "Contoh Orang" not in repr(seen)
    assert not home.root.exists()


def test_the_words_a_field_reads_and_those_it_does_not(home):
    source = parse(YAML, "x")
    fields = desk.kinds()["appraisals"].fields
    assert desk.codes(fields["result_rating"], source) == ["di_atas", "sesuai", "di_bawah"]
    assert desk.codes(fields["nip"], source) == []
    assert desk.understood(fields["predikat_delivered"], ["BAIK", "bagus", "Cukup"], source) == {
        "BAIK": "baik",
        "bagus": None,
        "Cukup": "butuh_perbaikan",
    }


@pytest.mark.parametrize("source", shipped(), ids=lambda source: source.source)
def test_a_written_source_reads_back_the_same(source):
    assert parse(dump(source), source.source) == source


def test_only_engineers_and_administrators_change_sources(home):
    for role in ("leadership", "hr_province"):
        with pytest.raises(DecisionRefused, match="pengelola data"):
            desk.save_source(home, Viewer("x", "X", role), YAML)
    saved = desk.save_source(home, ENGINEER, YAML, "baru")
    assert (saved.version.number, saved.version.saved_by, saved.version.note) == (1, "data", "baru")
    with pytest.raises(DecisionRefused):
        desk.switch(home, Viewer("x", "X", "hr_province"), "rekap-x", on=False)
    with pytest.raises(DecisionRefused):
        desk.apply_source(home, Viewer("x", "X", "hr_province"), "rekap-x")


def test_switching_off_and_on_are_versions(home, unknown):
    desk.save_source(home, ENGINEER, YAML)
    desk.switch(home, ENGINEER, "rekap-x", on=False)
    by = {one.source: one for one in desk.listed(home)}
    assert not by["rekap-x"].enabled and by["rekap-x"].version.number == 2
    assert by["lapor-samarinda"].enabled and by["lapor-samarinda"].version is None
    assert desk.preview(home, "x.xlsx", unknown).verdicts[0].status != "loaded"
    desk.switch(home, ENGINEER, "rekap-x", on=True)
    assert desk.preview(home, "x.xlsx", unknown).verdicts[0].status == "loaded"
    desk.switch(home, ENGINEER, "lapor-samarinda", on=False)
    assert not {one.source: one for one in desk.listed(home)}["lapor-samarinda"].enabled


def test_an_export_is_imported_elsewhere_as_the_same_source(home, tmp_path):
    desk.save_source(home, ENGINEER, YAML)
    other = Settings(home=tmp_path / "other")
    saved = desk.save_source(other, ENGINEER, desk.export(home, "rekap-x"))
    assert saved.version.words == desk.history(home, "rekap-x")[0].words
    with pytest.raises(SourceInvalid, match="tidak ada"):
        desk.export(home, "tak-ada")


def test_past_files_are_tried_as_they_would_be_read_now_and_before(home, unknown, tmp_path):
    path = tmp_path / "lama.xlsx"
    path.write_bytes(unknown)
    [waiting] = intake.ingest(home, path)
    [loaded] = intake.ingest(home, RECAP)
    assert waiting.status != "loaded" and loaded.status == "loaded"
    files = [
        desk.Past(waiting.sha256, waiting.file, waiting.status, None, None),
        desk.Past(loaded.sha256, loaded.file, "loaded", loaded.rows_loaded, loaded.rows_quarantined),
        desk.Past("0" * 64, "hilang.csv", "loaded", 1, 0),
    ]
    with writer(home) as con:
        before = con.execute("from raw.batches order by all").fetchall()
    first, second = desk.try_past(home, parse(YAML, "x"), files)
    assert (first.status, first.rows_loaded, first.rows_quarantined) == ("loaded", 3, 1)
    assert second.is_other and second.past.rows_loaded == 2
    with writer(home) as con:
        assert con.execute("from raw.batches order by all").fetchall() == before


def test_three_files_of_one_survey_are_tried_together(home, tmp_path):
    """Suggested from all, previewed with all, saved as one source, and loaded by it when they come one by one."""
    files = []
    for name, write in (("r.csv", PART_RESPONDENTS), ("j.csv", PART_ANSWERS), ("p.csv", PART_QUESTIONS)):
        write(tmp_path / name)
        files.append((name, (tmp_path / name).read_bytes()))
    [found] = desk.suggest(files)
    assert found.part == "answers" and not found.parts_missing
    (name, content), others = files[1], [files[0], files[2]]
    seen = desk.try_source(home, found.source, name, content, others=others)
    assert [(one.status, one.rows_loaded) for one in seen.verdicts] == [("loaded", 180)]
    alone = desk.try_source(home, found.source, name, content)
    assert [one.status for one in alone.verdicts] == ["waiting"]
    desk.save_source(home, ENGINEER, desk.compose(desk.said(found.source))[1])
    verdicts = [verdict for name, _ in files for verdict in ingest(home, tmp_path / name)]
    assert ("loaded", 180) in [(one.status, one.rows_loaded) for one in verdicts]
