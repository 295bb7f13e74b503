"""Readers: every format gives its cells as delivered, at their own row and column."""

import csv
import io
import json
import zipfile
from pathlib import Path

import duckdb
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.errors import FileRefused
from ingest.readers import delimited, html, workbook
from ingest.readers import json as json_reader
from ingest.readers.encoding import survey
from ingest.readers.grid import Grid
from ingest.readers.limits import Limits
from ingest.readers.package import inspect
from ingest.readers.sniff import kind_of

SPECIMENS = Path(__file__).parents[1] / "data" / "specimens"
LIMITS = Limits()


def rows(grid: Grid) -> list[tuple]:
    """A grid's records, source_row first. A connection of its own: DuckDB remembers files by name."""
    with duckdb.connect() as con:
        grid.put(con, "grid")
        return con.sql("from grid order by source_row").fetchall()


def text_file(folder: Path, content: bytes) -> list[tuple]:
    path = folder / "file"
    path.write_bytes(content)
    return rows(delimited.read(path, folder, LIMITS)[2][0])


def refusal(call, *given) -> str:
    with pytest.raises(FileRefused) as caught:
        call(*given)
    assert caught.value.sentence.endswith(".")
    return caught.value.code


# --- delimited -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content, expected",
    [
        pytest.param(b"a,b\n1,2\n", [("a", "b"), ("1", "2")], id="plain"),
        pytest.param(b"a,b\n1,2", [("a", "b"), ("1", "2")], id="no final newline"),
        pytest.param(b"\xef\xbb\xbfa;b\r\n1;2\r\n", [("a", "b"), ("1", "2")], id="mark"),
        pytest.param("a;é\n1;2\n".encode("cp1252"), [("a", "é"), ("1", "2")], id="cp1252"),
        pytest.param("a;é\n1;2\n".encode("utf-16"), [("a", "é"), ("1", "2")], id="utf-16 with mark"),
        pytest.param("a\tb\n1\t2\n".encode("utf-16-le"), [("a", "b"), ("1", "2")], id="utf-16 without mark"),
        pytest.param(
            b"sep=;\r\na;b\r\n1,5;2\r\n", [("a", "b"), ("1,5", "2")], id="sep directive is no record"
        ),
        pytest.param(b"\xef\xbb\xbfsep=|\na|b\n1|2\n", [("a", "b"), ("1", "2")], id="mark and directive"),
        pytest.param(b'a,b\r\n"x\r\ny",2\r\n', [("a", "b"), ("x\r\ny", "2")], id="quoted line break"),
        pytest.param(
            b'a,b\n1,"{""k"": [1, 2]}"\n', [("a", "b"), ("1", '{"k": [1, 2]}')], id="json in a cell"
        ),
        pytest.param(
            b"a,b,c\n1\n1,2\n1,2,3\n",
            [("a", "b", "c"), ("1", None, None), ("1", "2", None), ("1", "2", "3")],
            id="short",
        ),
        pytest.param(b"a,b\n1,2,3\n", [("a", "b", None), ("1", "2", "3")], id="surplus kept"),
        pytest.param(
            b"a,b\n\n1,2\n\n", [("a", "b"), (None, None), ("1", "2"), (None, None)], id="empty lines count"
        ),
        pytest.param(b"\na,b\n1,2\n", [(None, None), ("a", "b"), ("1", "2")], id="first line empty"),
        pytest.param(b"a,b\r\n1,2\n3,4\r\n", [("a", "b"), ("1", "2"), ("3", "4")], id="mixed line ends"),
        pytest.param(b"a,b\r1,2\r", [("a", "b"), ("1", "2")], id="old Mac line ends"),
        pytest.param(b"nip\n198502142010012901\n", [("nip",), ("198502142010012901",)], id="one column"),
        pytest.param(
            b"a;b\n91,25;80,5\n90,00;81,5\n",
            [("a", "b"), ("91,25", "80,5"), ("90,00", "81,5")],
            id="decimal comma",
        ),
        pytest.param(
            b"JUDUL\n\na;b\n1;2\n", [("JUDUL", None), (None, None), ("a", "b"), ("1", "2")], id="bare title"
        ),
        pytest.param(b"a,b\n 1 ,BAIK \n", [("a", "b"), (" 1 ", "BAIK ")], id="blanks as delivered"),
        pytest.param(b"a,b\n1.98609E+17,007\n", [("a", "b"), ("1.98609E+17", "007")], id="nothing is typed"),
    ],
)
def test_delimited(tmp_path, content, expected):
    assert text_file(tmp_path, content) == [(n, *record) for n, record in enumerate(expected, 1)]


def test_encoding_and_delimiter_are_told(tmp_path):
    path = tmp_path / "f"
    path.write_bytes("nama;nilai\nBrébeuf;1\n".encode("cp1252"))
    encoding, delimiter, _ = delimited.read(path, tmp_path, LIMITS)
    assert (encoding, delimiter) == ("cp1252", ";")


@pytest.mark.parametrize(
    "content, code",
    [
        (b"a,b\n1,\0\n", "damaged"),
        (b'a,b\n1,"unclosed\n2,3\n', "damaged"),
        (b'a,b\n1,"x"y\n', "damaged"),
        (b"a\x81,b\n\x8d,\xff\n", "damaged"),
        (b",".join([b"x"] * 400) + b"\n", "too_large"),
    ],
    ids=["nul", "unclosed quote", "text behind a quote", "no text", "too wide"],
)
def test_delimited_refusals(tmp_path, content, code):
    assert refusal(text_file, tmp_path, content) == code


def test_damage_names_the_line(tmp_path):
    path = tmp_path / "f"
    path.write_bytes(b'a,b\n1,2\n3,"x"y\n')
    with pytest.raises(FileRefused, match="baris ke-3"):
        delimited.read(path, tmp_path, LIMITS)


cell = st.text(
    st.characters(codec="utf-8", exclude_characters="\0\x1f\ufeff", exclude_categories=["Cs"]), max_size=12
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    table=st.integers(2, 5).flatmap(
        lambda width: st.lists(st.lists(cell, min_size=width, max_size=width), min_size=1, max_size=8)
    ),
    delimiter=st.sampled_from(delimited.DELIMITERS),
    newline=st.sampled_from(["\n", "\r\n"]),
)
def test_delimited_round_trip(tmp_path, table, delimiter, newline):
    """Whatever a CSV writer writes comes back: same cells, same record numbers, on either road."""
    header = [f"kolom {n}" for n in range(len(table[0]))]
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter, lineterminator=newline, quoting=csv.QUOTE_ALL).writerows(
        [header, *table]
    )
    path = tmp_path / "round.csv"
    path.write_bytes(f"sep={delimiter}{newline}{written.getvalue()}".encode())
    found = rows(delimited.read(path, tmp_path, LIMITS)[2][0])
    assert found == [(n, *(text or None for text in record)) for n, record in enumerate([header, *table], 1)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.lists(st.sampled_from(["1", "x y", "é", "a-b"]), min_size=1, max_size=6), min_size=2, max_size=12
    )
)
def test_ragged_records_are_all_kept(tmp_path, table):
    path = tmp_path / "ragged.csv"
    path.write_text("sep=;\n" + "\n".join(";".join(record) for record in table), encoding="utf-8")
    found = rows(delimited.read(path, tmp_path, LIMITS)[2][0])
    assert [[text for text in record[1:] if text is not None] for record in found] == table


def test_survey_sees_line_ends_across_chunks(tmp_path, monkeypatch):
    path = tmp_path / "f"
    path.write_bytes("aé\r\nb\r\n\r\nc".encode())
    monkeypatch.setattr("ingest.readers.encoding.CHUNK", 1)
    seen = survey(path)
    assert (seen.encoding, seen.crlf, seen.blank_lines, seen.lines) == ("utf-8", 3, True, 4)
    path.write_bytes("aé\r\nb\r\nc".encode())
    assert survey(path).plain_lines


# --- workbook ------------------------------------------------------------------------------------


def build(path: Path, fill, **options) -> Path:
    book = xlsxwriter.Workbook(str(path), options)
    fill(book, book.add_worksheet("Data"))
    book.close()
    return path


def test_workbook_cells(tmp_path):
    def fill(book, sheet):
        import datetime as dt

        date = book.add_format({"num_format": "dd/mm/yyyy"})
        time = book.add_format({"num_format": "hh:mm:ss"})
        sheet.write_number(1, 1, 198609262015052001)
        sheet.write_number(1, 2, 123456789012345)
        sheet.write_number(1, 3, 0.00001)
        sheet.write_number(1, 4, 3)
        sheet.write_datetime(2, 1, dt.datetime(2025, 5, 3), date)
        sheet.write_datetime(2, 2, dt.datetime(2025, 5, 3, 10, 22, 31), date)
        sheet.write_datetime(2, 3, dt.time(10, 22, 31), time)
        sheet.write_boolean(3, 1, True)
        sheet.write_formula(3, 2, "=1/0", None, "#DIV/0!")
        sheet.write_string(3, 3, " 0071 ")
        sheet.write_formula(5, 6, "=A1", None, "#REF!")
        sheet.set_row(3, None, None, {"hidden": True})
        sheet.merge_range(7, 1, 8, 2, "gabung")

    seen, [grid] = workbook.read(build(tmp_path / "x.xlsx", fill, date_1904=True), tmp_path, LIMITS)
    found = {number: cells for number, *cells in rows(grid)}
    assert seen.date_epoch == 1904
    assert found[1] == [None] * 7
    assert found[2] == [None, "1.98609262015052e+17", "123456789012345", "0.00001", "3", None, None]
    assert found[3][1:4] == ["2025-05-03", "2025-05-03 10:22:31", "10:22:31"]
    assert found[4][1:4] == ["TRUE", "#DIV/0!", " 0071 "]
    assert found[6][6] == "#REF!"
    assert grid.hidden_rows == 1
    assert grid.merged == [(8, 2, 9, 3)]
    assert grid.rows == 8  # the merge ends in an empty row, which no reader counts


@pytest.mark.parametrize(
    "value, text",
    [
        (1e15, "1e+15"),
        (1234567890123456.0, "1.234567890123456e+15"),
        (-2.0, "-2"),
        (0.1 + 0.2, "0.30000000000000004"),
        (88.31, "88.31"),
    ],
)
def test_numbers_as_text(value, text):
    assert workbook.text(value) == text


def test_sheets_keep_their_names_and_empty_ones(tmp_path):
    def fill(book, sheet):
        sheet.write(0, 0, "x")
        book.add_worksheet("Kosong")
        book.add_worksheet("Sandi & kode").write(2, 0, "y")

    _, grids = workbook.read(build(tmp_path / "x.xlsx", fill), tmp_path, LIMITS)
    assert [(grid.sheet, grid.rows) for grid in grids] == [("Data", 1), ("Kosong", 0), ("Sandi & kode", 3)]


def test_workbook_without_cells_is_empty(tmp_path):
    assert (
        refusal(workbook.read, build(tmp_path / "x.xlsx", lambda book, sheet: None), tmp_path, LIMITS)
        == "empty"
    )


# --- HTML ----------------------------------------------------------------------------------------


def page(folder: Path, content: str) -> list[Grid]:
    path = folder / "x.xls"
    path.write_bytes(content.encode())
    assert kind_of(path) == "html"
    return html.read(path, folder, LIMITS)[1]


def test_html_spans_breaks_and_lines_around(tmp_path):
    [grid] = page(
        tmp_path,
        """<html><head><title>nicht</title><style>td{}</style></head><body><h3>REKAP KINERJA</h3><p>PERIODE :
        <b>MEI 2025</b></p><table><tr><th rowspan=2>NIP</th><th colspan="2">Nilai</th></tr><tr><th>SKP</th><th>Perilaku</th></tr>
        <tr style="display: none"><td>'198502142010012901</td><td>88,5</td><td>NA<br>x</td></tr></table>Mengetahui,</body></html>""",
    )
    assert rows(grid) == [
        (1, "REKAP KINERJA", None, None),
        (2, "PERIODE : MEI 2025", None, None),
        (3, "NIP", "Nilai", None),
        (4, None, "SKP", "Perilaku"),
        (5, "'198502142010012901", "88,5", "NA\nx"),
        (6, "Mengetahui,", None, None),
    ]
    assert grid.merged == [(3, 1, 4, 1), (3, 2, 3, 3)]
    assert grid.hidden_rows == 1


def test_html_several_tables_and_nesting(tmp_path):
    grids = page(
        tmp_path,
        "<table><tr><td><table><tr><td>a</td></tr></table></td><td><table><tr><td>b</td></tr></table></td></tr></table>",
    )
    assert [(grid.sheet, rows(grid)) for grid in grids] == [("Tabel 1", [(1, "a")]), ("Tabel 2", [(1, "b")])]


def test_html_absurd_spans_are_refused_or_capped(tmp_path):
    path = tmp_path / "x.xls"
    path.write_text("<table><tr><td>a</td><td colspan=999999999>b</td></tr></table>")
    assert refusal(html.read, path, tmp_path, LIMITS) == "too_large"
    [grid] = page(
        tmp_path, "<table><tr><td rowspan=999999999>a</td><td>b</td></tr><tr><td>c</td></tr></table>"
    )
    assert rows(grid) == [(1, "a", "b"), (2, None, "c")]


def test_html_without_table(tmp_path):
    path = tmp_path / "x.xls"
    path.write_text("<html><body>Sesi berakhir, silakan masuk lagi</body></html>")
    assert refusal(html.read, path, tmp_path, LIMITS) == "not_a_table"


def test_html_that_lies_about_its_charset(tmp_path):
    [grid] = page(
        tmp_path, '<html><meta charset="iso-8859-1"><table><tr><td>Bandar – é</td></tr></table></html>'
    )
    assert rows(grid) == [(1, "Bandar – é")]


# --- JSON ----------------------------------------------------------------------------------------


def document(folder: Path, content: str) -> list[Grid]:
    path = folder / "x.json"
    path.write_text(content, encoding="utf-8")
    assert kind_of(path) == "json"
    return json_reader.read(path, folder, LIMITS)[1]


def test_json_numbers_as_written_and_keys_in_order_of_first_sight(tmp_path):
    [grid] = document(
        tmp_path, '[{"nip": 198502142010012901, "n": 2.0}, {"n": null, "t": true, "x": {"a": [1.50, "é"]}}]'
    )
    assert rows(grid) == [
        (0, "nip", "n", "t", "x"),
        (1, "198502142010012901", "2.0", None, None),
        (2, None, None, "TRUE", '{"a": [1.50, "é"]}'),
    ]
    assert grid.rows == 2


def test_json_wrapped_lines_and_several_arrays(tmp_path):
    [grid] = document(tmp_path, '{"status": "ok", "data": {"items": [{"a": 1}]}}')
    assert rows(grid) == [(0, "a"), (1, "1")]
    [grid] = document(tmp_path, '{"a": 1}\n{"a": 2}\n')
    assert [record[1] for record in rows(grid)] == ["a", "1", "2"]
    grids = document(tmp_path, '{"x": {"rows": [{"a": 1}]}, "y": {"rows": [{"b": 2}]}}')
    assert [grid.sheet for grid in grids] == ["x.rows", "y.rows"]
    grids = document(tmp_path, '{"a.b": [{"x": 1}], "a": {"b": [{"x": 2}]}}')
    assert [grid.sheet for grid in grids] == ["a.b", "a.b (2)"]  # neither list takes the other's place


@pytest.mark.parametrize(
    "content, code",
    [
        ('[{"a": 1}, {"a": ', "damaged"),
        ('{"message": "Unauthenticated."}', "not_a_table"),
        ('[{"a": 1, "a": 2}]', "damaged"),
        ("[" * 100_000, "unsafe"),
    ],
    ids=["cut", "no rows", "key twice", "deep"],
)
def test_json_refusals(tmp_path, content, code):
    path = tmp_path / "x.json"
    path.write_text(content)
    assert refusal(json_reader.read, path, tmp_path, LIMITS) == code


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["nip", "nama", "x"]), st.text(st.characters(codec="utf-8"), max_size=8)
        ),
        min_size=1,
        max_size=6,
    )
)
def test_json_round_trip(tmp_path, objects):
    if not any(objects):
        return
    path = tmp_path / "x.json"
    path.write_text(json.dumps(objects), encoding="utf-8")
    header, *found = rows(json_reader.read(path, tmp_path, LIMITS)[1][0])
    again = [
        {key: text for key, text in zip(header[1:], record[1:], strict=True) if text is not None}
        for record in found
    ]
    assert again == [{key: text for key, text in each.items() if text} for each in objects]


# --- what a file is ------------------------------------------------------------------------------

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize(
    "content, kind",
    [
        (b"nip,<a href='x'>tautan</a>\n", "text"),
        (b"<a href='x'>tautan</a>,nip\n1,2\n", "text"),
        (b"\xef\xbb\xbf  <table><tr><td>1</td></tr></table>", "html"),
        (
            b'<?xml version="1.0"?><html xmlns:x="urn:schemas-microsoft-com:office:excel"><table></table></html>',
            "html",
        ),
        (b' [ {"a": 1} ]', "json"),
        (b"[tanggal],nilai\n1,2\n", "text"),
        (b"PK\x03\x04", "zip"),
    ],
)
def test_kind_by_bytes(tmp_path, content, kind):
    path = tmp_path / "x.xls"
    path.write_bytes(content)
    assert kind_of(path) == kind


@pytest.mark.parametrize(
    "content, code, name",
    [
        (b" \r\n\r\n", "empty", "kosong"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password", "kata sandi"),
        (OLE + "WordDocument".encode("utf-16-le"), "unsupported", "Word lama"),
        (
            b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "unsupported",
            "Excel 2003 XML",
        ),
        (
            b'<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>',
            "unsupported",
            "OpenDocument datar",
        ),
        (b"ID;PWXL;N;E\r\nC;Y1", "unsupported", "SYLK"),
        (b"\x09\x04\x06\x00\x00\x00\x10\x00", "unsupported", "Excel 4"),
        (b"%PDF-1.7", "unsupported", "PDF"),
        (b"\x89PNG\r\n", "unsupported", "PNG"),
    ],
)
def test_true_names_of_what_is_not_read(tmp_path, content, code, name):
    path = tmp_path / "laporan.xlsx"
    path.write_bytes(content)
    with pytest.raises(FileRefused) as caught:
        kind_of(path)
    assert caught.value.code == code
    assert name in caught.value.sentence


# --- the zip before anyone opens it ---------------------------------------------------------------


def package(
    path: Path, sheet: str = "<worksheet/>", extra: dict[str, bytes] | None = None, drop: str = ""
) -> Path:
    """A minimal workbook whose one sheet is `sheet`."""
    parts = {
        "[Content_Types].xml": b"<Types/>",
        "xl/workbook.xml": b'<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": b'<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": sheet.encode(),
        **(extra or {}),
    }
    parts.pop(drop, None)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return path


def cells(*refs: str) -> str:
    return (
        "<worksheet><sheetData>"
        + "".join(f'<row><c r="{ref}"><v>1</v></c></row>' for ref in refs)
        + "</sheetData></worksheet>"
    )


@pytest.mark.parametrize(
    "given, code",
    [
        ({"sheet": cells("A1", "XFD1048576")}, "too_large"),
        ({"sheet": cells("A1", "A99999999999")}, "too_large"),
        ({"sheet": cells("A1", "ZZZZZZZ1")}, "too_large"),
        ({"sheet": "<worksheet>" + " " * 40_000_000 + "</worksheet>"}, "unsafe"),
        ({"sheet": '<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'}, "unsafe"),
        ({"extra": {"xl/vbaProject.bin": b"x"}}, "unsafe"),
        ({"extra": {"xl/externalLinks/externalLink1.xml": b"<x/>"}}, "unsafe"),
        ({"extra": {"xl/embeddings/oleObject1.bin": b"x"}}, "unsafe"),
        ({"extra": {"xl/activeX/activeX1.xml": b"x"}}, "unsafe"),
        ({"extra": {"../../etc/x": b"x"}}, "unsafe"),
        ({"extra": {"/etc/x": b"x"}}, "unsafe"),
        ({"extra": {"..\\x": b"x"}}, "unsafe"),
        ({"extra": {"C:x": b"x"}}, "unsafe"),
        ({"extra": {"XL/WORKBOOK.XML": b"x"}}, "unsafe"),
        ({"extra": {f"xl/media/{n}.png": b"x" for n in range(300)}}, "unsafe"),
        ({"extra": {"mimetype": b"application/vnd.oasis.opendocument.text"}}, "unsupported"),
        ({"extra": {"xl/workbook.bin": b"x"}}, "unsupported"),
        ({"drop": "xl/workbook.xml"}, "damaged"),
        ({"drop": "xl/_rels/workbook.xml.rels"}, "damaged"),
        ({"extra": {"xl/workbook.xml": b"<workbook"}}, "damaged"),
    ],
    ids=[
        "far",
        "absurd-row",
        "absurd-column",
        "bomb",
        "entity",
        "macro",
        "external",
        "embedded",
        "control",
        "escape",
        "absolute",
        "backslash",
        "drive",
        "twice",
        "many",
        "odt",
        "xlsb",
        "no-book",
        "no-rels",
        "cut-xml",
    ],
)
def test_hostile_packages(tmp_path, given, code):
    assert refusal(workbook.read, package(tmp_path / "x.xlsx", **given), tmp_path, LIMITS) == code


def test_a_link_in_a_zip_is_unsafe(tmp_path):
    path = package(tmp_path / "x.xlsx")
    link = zipfile.ZipInfo("xl/media/image1.png")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "a") as made:
        made.writestr(link, "/etc/passwd")
    assert refusal(workbook.read, path, tmp_path, LIMITS) == "unsafe"


def test_declared_sizes_that_lie(tmp_path):
    """A bomb that calls itself small is stopped by what really comes out of it."""
    path = package(tmp_path / "x.xlsx", "<worksheet>" + " " * 40_000_000 + "</worksheet>")
    content = bytearray(path.read_bytes())
    true, small = (40_000_023).to_bytes(4, "little"), (2_000).to_bytes(4, "little")
    assert content.count(true) == 2
    path.write_bytes(bytes(content).replace(true, small))
    assert refusal(workbook.read, path, tmp_path, LIMITS) in ("damaged", "unsafe")


def renamed(path: Path, name: str, *sheets: str) -> Path:
    """A workbook of Data and Lain whose sheets are called otherwise, as no program would."""
    made = build(
        path, lambda book, sheet: [sheet.write(0, 0, "x"), book.add_worksheet("Lain").write(0, 0, "y")]
    )
    with zipfile.ZipFile(made) as package:
        parts = {part: package.read(part) for part in package.namelist()}
    for old, new in zip(("Data", "Lain"), (name, *sheets), strict=True):
        parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
            f'name="{old}"'.encode(), f'name="{new}"'.encode()
        )
    with zipfile.ZipFile(made, "w") as package:
        for part, content in parts.items():
            package.writestr(part, content)
    return made


def test_two_sheets_of_one_name(tmp_path):
    with pytest.raises(FileRefused, match="dua lembar bernama sama"):
        workbook.read(renamed(tmp_path / "x.xlsx", "S", "S"), tmp_path, LIMITS)


def test_a_name_of_a_sheet_is_one_short_line(tmp_path):
    grids = workbook.read(renamed(tmp_path / "x.xlsx", "a&#10;" + "b" * 5_000, "c"), tmp_path, LIMITS)[1]
    assert [(grid.sheet, grid.rows) for grid in grids] == [("a " + "b" * 60, 1), ("c", 1)]


def test_a_workbook_beyond_its_size(tmp_path):
    path = tmp_path / "x.xlsx"
    path.write_bytes((SPECIMENS / "c_skm_dua_responden.xlsx").read_bytes())
    assert refusal(workbook.read, path, tmp_path, Limits(workbook_bytes=1_000)) == "too_large"
    page = tmp_path / "x.xls"
    page.write_text("<table><tr><td>x</td></tr></table>" + " " * 2_000)
    assert refusal(html.read, page, tmp_path, Limits(workbook_bytes=1_000)) == "too_large"


def test_formatted_empty_cells_far_away_do_no_harm(tmp_path):
    def fill(book, sheet):
        sheet.write(0, 0, "x")
        sheet.write_blank(900_000, 500, None, book.add_format({"bold": True}))

    _, [grid] = workbook.read(build(tmp_path / "x.xlsx", fill), tmp_path, LIMITS)
    assert (grid.rows, grid.columns) == (1, 1)


def test_cut_and_lying_zips_are_damaged(tmp_path):
    whole = (SPECIMENS / "c_skm_dua_responden.xlsx").read_bytes()
    path = tmp_path / "x.xlsx"
    for content in (whole[: len(whole) // 2], whole[:40], whole[:300] + bytes(200) + whole[500:]):
        path.write_bytes(content)
        assert refusal(workbook.read, path, tmp_path, LIMITS) == "damaged"


def test_encrypted_member_is_a_password(tmp_path):
    path = package(tmp_path / "x.xlsx")
    content = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(signature)
        content[at + offset] |= 1
    path.write_bytes(content)
    assert refusal(workbook.read, path, tmp_path, LIMITS) == "password"


def test_large_sheets_are_looked_at_without_counting_twice(tmp_path, monkeypatch):
    """Pieces of any size: hidden rows once each, an error value cut in two still whole."""
    rows_xml = "".join(
        f'<row r="{n}"{" hidden=" + chr(34) + "1" + chr(34) if n % 3 == 0 else ""}><c r="A{n}" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        f'<c r="B{n}" t="e"/><c r="C{n}"><v>{n}</v></c></row>'
        for n in range(1, 61)
    )
    path = package(tmp_path / "x.xlsx", f"<worksheet><sheetData>{rows_xml}</sheetData></worksheet>")
    for size in (37, 256, 1 << 20):
        monkeypatch.setattr("ingest.readers.package.CHUNK", size)
        notes = inspect(path, LIMITS).sheets["S"]
        assert notes.hidden_rows == 20
        assert notes.errors == {(n, 1): "#DIV/0!" for n in range(1, 61)}
