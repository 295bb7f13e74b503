"""JSON whose records lie one level deeper: the inner objects become rows, the outer fields repeated, all accounted for."""

import json

import pytest

from ingest import suggest
from ingest.archive import Note
from ingest.intake import ingest
from ingest.preview import of as preview
from ingest.readers import json as json_reader
from ingest.readers.limits import Limits
from ingest.source import parse
from warehouse.settings import Settings

NIP = "19850214201001290"
DOCUMENT = {
    "status": "ok",
    "data": [
        {
            "perangkat_daerah": "Dinas Kesehatan",
            "periode": "Mei 2025",
            "pegawai": [
                {"nip": f"{NIP}1", "nama": "Contoh Satu", "predikat_kinerja": "Baik"},
                {"nip": f"{NIP}2", "nama": "Contoh Dua", "predikat_kinerja": "Sangat Baik"},
            ],
        },
        {
            "perangkat_daerah": "Dinas Sosial",
            "periode": "Mei 2025",
            "pegawai": [{"nip": f"{NIP}3", "nama": "Contoh Tiga", "predikat_kinerja": "Baik"}],
        },
        {"perangkat_daerah": "Dinas Perhubungan", "periode": "Mei 2025", "pegawai": []},
    ],
}
YAML = """\
source: api-kinerja
title: Kinerja dari antarmuka
dataset: appraisals
match: {headers: [perangkat_daerah, nip, predikat_kinerja]}
columns: {nip: nip, agency_name: perangkat_daerah, predikat_delivered: predikat_kinerja}
period: {from: column, column: periode}
"""


def grids(folder, document):
    path = folder / "x.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return json_reader.read(path, folder, Limits())[1]


def test_inner_objects_are_records_with_the_outer_fields_repeated(tmp_path):
    outer, inner = grids(tmp_path, DOCUMENT)
    assert (outer.sheet, outer.rows, outer.is_inner) == (None, 3, False)
    assert (inner.sheet, inner.rows, inner.is_inner) == ("data.pegawai", 4, True)
    header, first, *_, last = inner.records()
    assert header[1:] == ("perangkat_daerah", "periode", "nip", "nama", "predikat_kinerja")
    assert first == (1, "Dinas Kesehatan", "Mei 2025", f"{NIP}1", "Contoh Satu", "Baik")
    assert last == (4, "Dinas Perhubungan", "Mei 2025", None, None, None), "an empty list is not lost"


def test_an_inner_key_that_the_outer_object_has_too_goes_by_both_names(tmp_path):
    _, inner = grids(tmp_path, [{"nama": "Dinas A", "pegawai": [{"nama": "Contoh Satu"}]}])
    assert inner.records()[0] == (0, "nama", "pegawai.nama")


@pytest.mark.parametrize(
    "document",
    [
        [{"a": [1, 2]}, {"a": [3]}],
        [{"a": [{"b": 1}]}, {"a": "teks"}],
        [{"a": []}, {"a": None}],
        [{"a": {"b": 1}}],
        [{"x": "y" * 1_000_000, "a": [{"b": n} for n in range(60)]}],
    ],
    ids=["numbers", "mixed", "empty", "object", "too much to repeat"],
)
def test_anything_else_stays_one_cell(document, tmp_path):
    assert len(grids(tmp_path, document)) == 1


def test_each_inner_object_is_accounted_for(home: Settings, tmp_path):
    content = json.dumps(DOCUMENT).encode()
    seen = preview(home, Note(name="kinerja.json"), content, sources=[parse(YAML, "x")])
    [verdict] = seen.verdicts
    assert (verdict.sheet, verdict.status) == ("data.pegawai", "loaded")
    assert (verdict.rows_read, verdict.rows_loaded, verdict.rows_quarantined, verdict.rows_not_data) == (
        4,
        3,
        1,
        0,
    )
    assert seen.refused[0]["source_row"] == 4 and seen.refused[0]["reason"] == "NIP kosong."
    assert seen.agencies == ["Dinas Kesehatan", "Dinas Sosial"] or "Dinas Kesehatan" in seen.agencies


def test_the_inner_table_is_the_one_that_is_proposed(tmp_path):
    path = tmp_path / "kinerja.json"
    path.write_text(json.dumps(DOCUMENT), encoding="utf-8")
    [found] = suggest.suggest(path, path.name)
    assert (found.sheet, found.source.dataset) == ("data.pegawai", "appraisals")
    assert found.source.columns["agency_name"].headings == ["perangkat_daerah"]


def test_records_that_a_source_knows_with_their_lists_in_a_cell_stay_as_they_were(home: Settings, tmp_path):
    """The list within is then no table of its own: nothing is loaded twice."""
    yaml = """\
source: api-ringkas
title: Satu perangkat daerah per baris
dataset: organisation_ratings
match: {headers: [perangkat_daerah, pegawai]}
columns: {agency_name: perangkat_daerah, organisation_predikat: predikat}
period: {from: column, column: periode}
"""
    document = {"data": [one | {"predikat": "Baik"} for one in DOCUMENT["data"]]}
    seen = preview(
        home, Note(name="x.json"), json.dumps(document).encode(), sources=[parse(yaml, "x"), parse(YAML, "y")]
    )
    assert [(one.source, one.rows_read) for one in seen.verdicts] == [("api-ringkas", 3)]


def test_unknown_inner_lists_wait_for_a_source(home: Settings, tmp_path):
    path = tmp_path / "x.json"
    path.write_text(json.dumps([{"a": 1, "b": [{"c": 2}]}]), encoding="utf-8")
    [verdict] = ingest(home, path)
    assert verdict.status in ("no-source", "refused") and verdict.rows_read is None
