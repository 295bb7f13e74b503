"""Templates: every dataset's blank workbook, filled in, is recognised without a source and loaded whole."""

import io
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from ingest import template
from ingest.dataset import dataset, datasets
from ingest.handout_cli import template as verb
from ingest.intake import ingest
from warehouse.settings import Settings
from warehouse.writer import writer

FIRST_ROW = 4


def filled(name: str, *rows: list[str | None]) -> bytes:
    """The template with rows of our own below the headings."""
    book = openpyxl.load_workbook(io.BytesIO(template.template(name)))
    sheet = book.worksheets[1]
    for number, row in enumerate(rows, FIRST_ROW):
        for column, cell in enumerate(row, 1):
            sheet.cell(number, column).value = cell
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def shown(name: str) -> list[str]:
    return [field for field, said in dataset(name).fields.items() if said.aliases]


def send(home: Settings, tmp_path: Path, content: bytes, name: str = "isian.xlsx"):
    path = tmp_path / name
    path.write_bytes(content)
    return ingest(home, path)


@pytest.mark.parametrize("name", sorted(datasets()))
def test_a_filled_template_is_loaded_without_a_source_of_its_own(home, tmp_path, name):
    examples = [template.example(dataset(name).fields[field]) for field in shown(name)]
    [verdict] = send(home, tmp_path, filled(name, examples))
    assert (verdict.status, verdict.dataset, verdict.reason_code) == ("loaded", name, None)
    assert verdict.source == f"templat-{name.replace('_', '-')}"
    assert (verdict.rows_loaded, verdict.rows_quarantined, verdict.rows_not_data) == (1, 0, 3)
    with writer(home) as con:
        columns = ", ".join(shown(name))
        [row] = con.execute(f"select {columns} from raw.{name}").fetchall()
    empty = [field for field, value in zip(shown(name), row, strict=True) if value is None]
    assert empty == [], "every example is a value its own field reads"


@pytest.mark.parametrize("name", sorted(datasets()))
def test_a_blank_template_loads_nothing_least_of_all_its_example(home, tmp_path, name):
    [verdict] = send(home, tmp_path, template.template(name))
    assert (verdict.rows_loaded, verdict.rows_quarantined) == (0, 0)


@pytest.mark.parametrize("name", sorted(datasets()))
def test_required_columns_alone_are_enough(home, tmp_path, name):
    book = openpyxl.load_workbook(
        io.BytesIO(filled(name, [template.example(dataset(name).fields[field]) for field in shown(name)]))
    )
    sheet = book.worksheets[1]
    needed = {*dataset(name).required, *(choice[0] for choice in dataset(name).recognised_by)}
    for column in range(len(shown(name)), 0, -1):
        if shown(name)[column - 1] not in needed and column > 1:
            sheet.delete_cols(column)
    out = io.BytesIO()
    book.save(out)
    [verdict] = send(home, tmp_path, out.getvalue())
    assert (verdict.status, verdict.rows_loaded) == ("loaded", 1)


@pytest.mark.parametrize("name", sorted(datasets()))
def test_every_word_offered_is_read(home, tmp_path, name):
    for field in shown(name):
        offered = template.words(dataset(name).fields[field])
        if not offered:
            continue
        base = [template.example(dataset(name).fields[other]) for other in shown(name)]
        rows = [[*base] for _ in offered]
        for row, word in zip(rows, offered, strict=True):
            row[shown(name).index(field)] = word
        [verdict] = send(home, tmp_path, filled(name, *rows), f"{field}.xlsx")
        assert verdict.rows_loaded == len(offered), field
        with writer(home) as con:
            read = con.execute(
                f"select count(distinct {field}) from raw.{name} where batch_id in"
                " (select batch_id from raw.batches where file_name = ?)",
                [f"{field}.xlsx"],
            ).fetchone()
        assert read == (len(offered),), field


def test_a_faulty_cell_of_a_template_is_quarantined_like_any_other(home, tmp_path):
    row = [template.example(dataset("trainings").fields[field]) for field in shown("trainings")]
    bad = ["1,98E+17", *row[1:]]
    [verdict] = send(home, tmp_path, filled("trainings", row, bad))
    assert (verdict.rows_loaded, verdict.rows_quarantined) == (1, 1)


def test_the_guide_explains_every_field_and_offers_its_words():
    for name in datasets():
        book = openpyxl.load_workbook(io.BytesIO(template.template(name)))
        guide, sheet = book.worksheets
        said = {row[0].value: row[1].value for row in guide.iter_rows() if row[1].value}
        for field in shown(name):
            canonical = dataset(name).fields[field]
            assert said[canonical.title].startswith("Wajib" if canonical.required else "Boleh kosong")
            assert all(word in said[canonical.title] for word in template.words(canonical))
        headings = [str(cell.value).removesuffix(" *") for cell in sheet[FIRST_ROW - 1]]
        assert headings == [dataset(name).fields[field].title for field in shown(name)]
        assert sheet["A4"].number_format == "@" or sheet.column_dimensions["A"].width


def test_the_verb_writes_the_workbook(tmp_path):
    out = tmp_path / "templat.xlsx"
    done = CliRunner().invoke(verb, ["appraisals", "--out", str(out)])
    assert done.exit_code == 0 and done.stdout == ""
    assert openpyxl.load_workbook(out).sheetnames == ["Petunjuk Siger", "Penilaian kinerja"]
