"""Source and Dataset: what a YAML must say, how its faults are named, what its version means."""

from pathlib import Path

import duckdb
import pytest
from ruamel.yaml import YAML

from ingest import source as sources
from ingest import yaml_file
from ingest.dataset import datasets
from ingest.layout import normalise
from ingest.source import SourceInvalid, parse
from warehouse.settings import PROJECT

HEAD = "source: contoh\ntitle: Contoh\ndataset: appraisals\nmatch: {headers: [nip]}\n"


def test_shipped_sources_are_valid_and_named_as_their_files():
    shipped = sources.shipped()
    assert {source.source for source in shipped} == {path.stem for path in sources.FOLDER.glob("*.yml")}


def test_no_source_maps_a_heading_that_is_never_stored():
    for source in sources.shipped():
        mapped = {
            normalise(heading) for column in source.columns.values() if column for heading in column.headings
        }
        assert not mapped & set(source.canonical.dropped), source.source


def test_raw_schema_has_the_fields_and_types_of_every_dataset():
    con = duckdb.connect()
    con.execute((PROJECT / "warehouse" / "schema.sql").read_text(encoding="utf-8"))
    for dataset in datasets().values():
        stored = dict(
            con.execute(
                "select column_name, lower(data_type) from information_schema.columns where table_schema = 'raw' and table_name = ?",
                [dataset.dataset],
            ).fetchall()
        )
        expected = {name: field.column_type for name, field in dataset.fields.items()}
        assert stored == {
            "batch_id": "varchar",
            "source_row": "integer",
            "source_column": "varchar",
            **expected,
            "warnings": "varchar",
        }


def test_columns_may_be_short():
    source = parse(
        HEAD
        + "columns:\n  nip: N I P\n  result_rating: [Hasil, Kode]\n  note: ~\n  score: {heading: Nilai, part: '(\\d+)'}\n",
        "x.yml",
    )
    assert source.columns["nip"].headings == ["N I P"]
    assert source.columns["result_rating"].headings == ["Hasil", "Kode"]
    assert source.columns["note"] is None
    assert source.columns["score"].part == r"(\d+)"


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("source: [", 1, "YAML"),
        ("source: a\nsource: b\n", 2, "YAML"),
        ("- a\n", 1, "daftar kunci"),
        ("title: x\ndataset: appraisals\nmatch: {}\n", 1, "wajib"),
        (HEAD + "\narah: naik\n", 6, "tidak dikenal"),
        (HEAD + "direction: up\n", 5, "salah satu"),
        (HEAD + "columns:\n  nipp: NIP\n", 1, "nipp"),
        (HEAD.replace("contoh", "007"), 1, "tanda kutip"),
        (HEAD.replace("appraisals", "penilaian"), 1, "penilaian"),
        (HEAD + "shape: wide\n", 1, "wide"),
        ("source: x\ntitle: X\ndataset: surveys\nmatch: {}\ncolumns: {respondent_id: NIK}\n", 1, "nik"),
        (HEAD + "dates:\n  order: ydm\n", 6, "salah satu"),
    ],
)
def test_a_fault_names_file_line_and_remedy(text, line, word):
    with pytest.raises(SourceInvalid) as caught:
        parse(text, "contoh.yml")
    assert str(caught.value).startswith(f"contoh.yml baris {line}:")
    assert word in str(caught.value)


def test_version_changes_with_what_decides_the_rows():
    first = parse(HEAD, "x.yml")
    assert parse(HEAD, "x.yml").version == first.version
    assert parse(HEAD + "direction: lower_is_better\n", "x.yml").version != first.version
    assert parse(HEAD + "values: {result_rating: {'1': sesuai}}\n", "x.yml").version != first.version


@pytest.mark.parametrize("folder", ["sources", "datasets"])
def test_the_fast_parser_reads_what_the_careful_one_reads(folder: str):
    for path in sorted((PROJECT / "ingest" / folder).glob("*.yml")):
        assert yaml_file.content(path) == YAML(typ="safe").load(path), path.name


def test_words_of_yaml_1_1_stay_texts(tmp_path: Path):
    (tmp_path / "a.yml").write_text("[no, on, Yes, y, true, FALSE, 08]")
    assert yaml_file.content(tmp_path / "a.yml")[:6] == ["no", "on", "Yes", "y", True, False]


def test_a_fault_of_a_shipped_source_still_names_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "contoh.yml").write_text(HEAD + "shapes: table\n")
    monkeypatch.setattr(sources, "FOLDER", tmp_path)
    with pytest.raises(SourceInvalid, match=r"contoh.yml baris 5: shapes: kunci ini tidak dikenal"):
        sources.shipped.__wrapped__()
