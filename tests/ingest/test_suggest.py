"""Suggest: right on look-alikes of every dataset, never silently wrong, and what it proposes works."""

import json

import pytest
import xlsxwriter

from ingest import source_store
from ingest.archive import Note
from ingest.intake import Intake, ingest
from ingest.source import parse
from ingest.source_text import dump
from ingest.suggest import NotADataset, Suggestion, suggest, suggest_together
from tests.ingest.conftest import SPECIMENS
from tests.ingest.look_alikes import (
    CASES,
    PART_ANSWERS,
    PART_QUESTIONS,
    PART_RESPONDENTS,
    PEER_NAMES,
    PEOPLE,
    QUESTIONS,
    STRANGERS,
    Case,
)  # fmt: skip


def propose(case: Case, tmp_path) -> Suggestion:
    path = tmp_path / case.name
    case.write(path)
    [found] = suggest(path, case.name)
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_look_alike_is_read_right(case, tmp_path):
    found = propose(case, tmp_path)
    said = json.loads(found.source.model_dump_json(by_alias=True))
    assert found.source.dataset == case.dataset
    assert found.header_row == case.header_row
    guessed = {
        guess.key.removeprefix("columns."): guess.value.strip("«»")
        for guess in found.guesses
        if guess.key.startswith("columns.")
    }
    assert {name: guessed.get(name) for name in case.columns} == case.columns
    for path, value in case.says.items():
        at = said
        for step in path.split("."):
            at = at[step]
        assert at == value, path
    assert set(case.missing) <= set(found.missing)
    assert found.certain is case.certain, found.sentence
    if not case.certain:
        assert "Periksa dahulu" in found.sentence


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_proposed_source_works(case, home, tmp_path):
    """Saved as it is printed, it loads the very file: recognised, every row accounted for, most rows good."""
    found = propose(case, tmp_path)
    yaml = dump(found.source)
    assert parse(yaml, "usulan") == found.source
    source_store.save(home, yaml, "uji")
    [verdict] = ingest(home, tmp_path / case.name)
    assert verdict.source == found.source.source
    if set(found.source.canonical.required) & set(found.missing) and found.source.shape == "table":
        assert verdict.status == "refused" and not found.certain, (
            "a required column that no file has is said once"
        )
        return
    assert verdict.status == "loaded", verdict.reason
    assert verdict.rows_read == verdict.rows_loaded + verdict.rows_quarantined + verdict.rows_not_data
    assert verdict.rows_read > 5
    if case.certain:
        assert verdict.rows_quarantined == 0
        assert set(found.source.canonical.required) - set(found.missing) <= mapped(found)


@pytest.mark.parametrize("path", sorted(SPECIMENS.glob("[a-e]_*")), ids=lambda path: path.name[0])
def test_every_specimen_is_proposed_without_help(path, expected):
    [found] = suggest(path, path.name)
    said = expected[path.name]
    assert (found.source.dataset, found.header_row or 0) == (said["dataset"], said.get("header_row", 0))
    assert found.certain and not found.missing, found.sentence
    marks = {
        "appraisals": {"nip"},
        "surveys": {"u1", "u2", "u3", "u9"},
        "complaints": {"tracking_id", "received_on"},
    }
    assert marks[found.source.dataset] <= mapped(found)
    assert f"{said['loaded']} baris dimuat" in found.sentence


PARTS = {"responden.csv": ("respondents", PART_RESPONDENTS, ("answers",)),
         "jawaban.csv": ("answers", PART_ANSWERS, ("respondents",)),
         "pertanyaan.csv": ("questions", PART_QUESTIONS, ("answers", "respondents"))}  # fmt: skip


@pytest.mark.parametrize("name", PARTS)
def test_a_part_alone_says_what_it_is_and_what_it_waits_for(name, tmp_path):
    part, write, absent = PARTS[name]
    write(tmp_path / name)
    [found] = suggest(tmp_path / name, name)
    assert (found.source.dataset, found.part, found.parts_missing) == ("surveys", part, absent)
    assert not found.missing and not found.certain and "belum disertakan" in found.sentence
    assert "baris dimuat" not in found.sentence, "without its other parts nothing is loaded"
    keys = {guess.key: guess.value for guess in found.guesses}
    assert {"respondents": "columns.respondent_id", "answers": "delivery.key"}.get(
        part, "delivery.questions"
    ) in keys
    if part == "respondents":
        assert keys["columns.respondent_id"] == "«id_biodata»", "not the number of the form, which returns"


def test_the_parts_together_need_no_help(tmp_path):
    for name, (_, write, _) in PARTS.items():
        write(tmp_path / name)
    [found] = suggest_together([(tmp_path / name, name) for name in PARTS])
    assert found.certain and not found.parts_missing and "180 baris dimuat" in found.sentence, found.sentence


def test_names_in_headings_load_once_each_has_its_nip(home, tmp_path):
    [case] = [case for case in CASES if case.name == "rekan.csv"]
    found = propose(case, tmp_path)
    assert "peta nama" in found.sentence
    nips = dict(zip(PEER_NAMES, [nip for nip, *_ in PEOPLE], strict=False))
    tree = found.source.model_dump(mode="json", by_alias=True, exclude_unset=True)
    tree["values"]["nip"] = {name.lower(): nip for name, nip in nips.items()}
    tree["period"] = {"from": "note"}
    source_store.save(home, dump(type(found.source).model_validate(tree)), "uji")
    with Intake(home) as intake:
        [verdict] = intake.take(tmp_path / case.name, Note(name=case.name, period="Semester I 2025"))
    assert verdict.status == "loaded" and verdict.rows_quarantined == 0, verdict.reason
    assert verdict.rows_loaded == 30


def mapped(found: Suggestion) -> set[str]:
    """Fields that a source gives: columns, period, titles, constants, headings."""
    source = found.source
    if source.delivery:
        return {*source.delivery.question_field.values(), *source.delivery.people.columns}
    given = {name for name, column in source.columns.items() if column} | set(source.constants)
    given |= (
        {"period_start", "period_end"}
        if source.period or "period" in (source.wide.heading if source.wide else "")
        else set()
    )
    given |= {"agency_name"} if source.agency else set()
    return given | ({source.wide.value} if source.wide else set())


@pytest.mark.parametrize("name", STRANGERS)
def test_what_was_never_ours_is_said(name, tmp_path):
    path = tmp_path / name
    STRANGERS[name](path)
    with pytest.raises(NotADataset) as caught:
        suggest(path, name)
    assert str(caught.value).startswith("Berkas ini") and str(caught.value).endswith(".")


def test_shipped_sources_are_not_asked(tmp_path, monkeypatch):
    def nobody():
        raise AssertionError("a suggestion must not look at sources")

    monkeypatch.setattr("ingest.source.shipped", nobody)
    assert propose(CASES[0], tmp_path).certain


def test_names_in_headings_reach_neither_yaml_nor_message(tmp_path):
    [case] = [case for case in CASES if case.name == "rekan.csv"]
    found = propose(case, tmp_path)
    spoken = dump(found.source) + found.sentence + repr(found.guesses)
    assert "CONTOH" not in spoken and "person_name" in dump(found.source)


def test_a_column_named_after_somebody_is_named_by_its_place(tmp_path):
    lines = ["NIP;Nama;Hasil Kerja;Perilaku Kerja;Sutrisno Wibowo;Periode"]
    lines += [f"{nip};{name};Sesuai;Sesuai;Baik;Mei 2025" for nip, name, _ in PEOPLE]
    path = tmp_path / "x.csv"
    path.write_text("\n".join(lines))
    [found] = suggest(path, "x.csv")
    assert found.source.columns["predikat_delivered"].position == 5
    assert "Sutrisno" not in dump(found.source) + found.sentence + repr(found.guesses)


@pytest.mark.parametrize(("best", "way"), [("1", "lower_is_better"), ("3", "higher_is_better")])
def test_direction_follows_the_matrix_and_nothing_else(best, way, tmp_path):
    worst = {"1": "3", "3": "1"}[best]
    rows = [
        (best, best, "Sangat Baik"),
        (worst, "2", "Butuh Perbaikan"),
        ("2", "2", "Baik"),
        ("2", worst, "Kurang"),
    ] * 2
    path = tmp_path / "x.csv"
    path.write_text(
        "NIP,Hasil Kerja,Perilaku Kerja,Predikat,Periode\n"
        + "\n".join(
            f"{nip},{a},{b},{c},Mei 2025" for (nip, _, _), (a, b, c) in zip(PEOPLE, rows, strict=True)
        )
    )
    [found] = suggest(path, "x.csv")
    assert found.source.direction == way and found.certain


def test_equal_codes_prove_no_direction(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text(
        "NIP,Hasil Kerja,Perilaku Kerja,Predikat,Periode\n"
        + "\n".join(f"{nip},2,2,Baik,Mei 2025" for nip, *_ in PEOPLE)
    )
    [found] = suggest(path, "x.csv")
    assert found.source.direction == "words" and "direction" in found.missing and not found.certain
    assert "Hasil Kerja" in found.sentence


def test_an_unknown_word_is_named_and_not_mapped(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text(
        "NIP,Hasil Kerja,Perilaku Kerja,Predikat,Periode\n"
        + "\n".join(
            f"{nip},Sesuai,Sesuai,{'Kelas Z' if i % 2 else 'Baik'},Mei 2025"
            for i, (nip, *_) in enumerate(PEOPLE)
        )
    )
    [found] = suggest(path, "x.csv")
    assert not found.certain and "«Kelas Z»" in found.sentence
    assert "predikat_delivered" not in found.source.values


def test_parts_of_a_survey_become_one_delivery(tmp_path):
    with xlsxwriter.Workbook(str(tmp_path / "skm.xlsx")) as book:
        answers, people, questions = (
            book.add_worksheet(name) for name in ("jawaban", "responden", "pertanyaan")
        )
        for sheet, rows in (
            (
                answers,
                [["id_responden", "id_pertanyaan", "jawaban"]]
                + [[p, q, 1 + (p + q) % 4] for p in range(1, 21) for q in range(1, 10)],
            ),
            (
                people,
                [["id_responden", "tanggal_isi", "jenis_kelamin", "pendidikan"]]
                + [[p, f"{p:02d}-05-2025", "L", "SLTA"] for p in range(1, 21)],
            ),
            (questions, [["id_pertanyaan", "uraian"]] + [[i + 1, text] for i, text in enumerate(QUESTIONS)]),
        ):
            for r, row in enumerate(rows):
                sheet.write_row(r, 0, row)
    [found] = suggest(tmp_path / "skm.xlsx", "skm.xlsx")
    parts = found.source.delivery
    assert parts and found.certain, found.sentence
    assert parts.question_field["8"] == "u9" and parts.question_field["9"] == "u8"
    assert parts.respondents.columns["responded_on"] == "tanggal_isi"


def test_sheets_of_equal_headings_are_one_source(tmp_path):
    with xlsxwriter.Workbook(str(tmp_path / "asn.xlsx")) as book:
        for kind, people in (("PNS", PEOPLE[:4]), ("PPPK", PEOPLE[4:])):
            sheet = book.add_worksheet(kind)
            sheet.write_row(0, 0, ["NIP", "Nama", "Status Kepegawaian", "Jabatan", "Perangkat Daerah"])
            for r, (nip, name, job) in enumerate(people, 1):
                sheet.write_row(r, 0, [nip, name, kind, job, "Dinas Sosial"])
    [found] = suggest(tmp_path / "asn.xlsx", "asn.xlsx")
    assert (
        found.source.dataset == "employees"
        and "PPPK" in found.sentence
        and "8 baris dimuat" in found.sentence
    )
