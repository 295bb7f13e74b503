"""Mapping: columns, titles, sections and constants become one relation of canonical texts."""

import duckdb
import pytest

from ingest import binding, mapping
from ingest.errors import FileRefused
from ingest.facts import Facts, gather
from ingest.layout import Column, Layout, normalise
from ingest.source import parse
from ingest.table import Table
from ingest.values.period import months

NIP = "198609262015051901"


def located(
    con: duckdb.DuckDBPyConnection,
    header: list[str],
    *rows: list[str | None],
    kind: str = "delimited",
    wide: int = 0,
    **layout,
) -> Table:
    """A grid with its header in row 1 and data from row 2."""
    width = max(wide, len(header))
    con.execute(
        f"create or replace temp table grid (source_row integer, {', '.join(f'c{n} varchar' for n in range(1, width + 1))})"
    )
    for number, cells in enumerate([header, *rows], start=1):
        con.execute(
            f"insert into grid values ({', '.join('?' * (width + 1))})",
            [number, *cells, *[None] * (width - len(cells))],
        )
    columns = [Column(n, title, normalise(title)) for n, title in enumerate(header, 1)]
    columns += [Column(n, "", "") for n in range(len(header) + 1, width + 1)]
    return Table(
        "grid", Layout([1], columns, {1: "header", **layout.pop("not_data", {})}, **layout), kind, width
    )


def source(text: str, dataset: str = "appraisals"):
    return parse(f"source: x\ntitle: X\ndataset: {dataset}\nmatch: {{headers: [a]}}\n{text}", "x.yml")


def rows(con, mapped, *fields: str) -> list[tuple]:
    return con.execute(
        f"select source_row, {', '.join(f't_{name}' for name in fields)} from ({mapped.sql}) order by 1"
    ).fetchall()


def test_aliases_constants_and_titles_fill_what_the_source_does_not_name(con):
    table = located(con, ["No", "N I P", "Nama Pegawai", "Rating Hasil Kerja"], ["1", NIP, "Contoh", "-"])
    facts = Facts(period=months(2025, 5, 5), agency_name="Dinas Kesehatan")
    mapped = mapping.table(con, source("constants: {scheme: PERMENPANRB6_2022}\n"), table, facts)
    assert rows(
        con, mapped, "nip", "person_name", "result_rating", "scheme", "agency_name", "period_start"
    ) == [(2, NIP, "Contoh", None, "PERMENPANRB6_2022", "Dinas Kesehatan", "2025-05-01")]
    assert mapped.titles["nip"] == "N I P"


def test_first_filled_heading_wins_row_by_row(con):
    table = located(con, ["nip", "kode", "kata"], [NIP, "1", "Sesuai"], [NIP, "1", "-"])
    mapped = mapping.table(con, source("columns: {result_rating: [kata, kode]}\n"), table, Facts())
    assert rows(con, mapped, "result_rating") == [(2, "Sesuai"), (3, "1")]


def test_part_value_map_and_switched_off_field(con):
    table = located(
        con,
        ["nip", "nama", "nilai", "hasil"],
        [NIP, "Contoh", "90 (baik)", "ISTIMEWA SEKALI"],
        [NIP, "Contoh", "80", "Belum"],
    )
    text = r"""columns: {score: {heading: nilai, part: '^(\d+)'}, person_name: ~, result_rating: hasil}
values: {result_rating: {"istimewa  sekali": di_atas, "belum": ~}}
"""
    mapped = mapping.table(con, source(text), table, Facts())
    assert rows(con, mapped, "score", "result_rating") == [(2, "90", "di_atas"), (3, "80", None)]
    assert "person_name" not in mapped.fields


def test_a_heading_that_stands_twice_is_not_guessed(con):
    table = located(con, ["nip", "Nilai", "Nilai"], [NIP, "1", "2"])
    with pytest.raises(FileRefused) as caught:
        mapping.table(con, source("columns: {score: Nilai}\n"), table, Facts())
    assert caught.value.code == "ambiguous_header"
    mapped = mapping.table(con, source("columns: {score: {position: 3}}\n"), table, Facts())
    assert rows(con, mapped, "score") == [(2, "2")]


def test_zero_is_empty_for_nip_and_ratings_only(con):
    table = located(con, ["nip", "rating_hasil_kerja", "nilai_akhir"], ["0", "0", "0"])
    assert rows(con, mapping.table(con, source(""), table, Facts()), "nip", "result_rating", "score") == [
        (2, None, None, "0")
    ]


def test_sections_hold_for_the_rows_below(con):
    table = located(
        con,
        ["nip", "nama"],
        ["", "IGD"],
        [NIP, "A"],
        ["", "Farmasi"],
        [NIP, "B"],
        not_data={2: "section", 4: "section"},
    )
    table.layout.section.update({2: "IGD", 4: "Farmasi"})
    mapped = mapping.table(con, source("section: unit_name\n"), table, Facts())
    assert rows(con, mapped, "person_name", "unit_name") == [(3, "A", "IGD"), (5, "B", "Farmasi")]


def test_period_labels_of_a_column_take_their_year_from_another(con):
    table = located(
        con,
        ["nip", "periode", "tahun"],
        [NIP, "Triwulan II", "2025"],
        [NIP, "Triwulan IX", "2025"],
        [NIP, None, "2025"],
    )
    mapped = mapping.table(
        con, source("period: {from: column, column: periode, year_column: tahun}\n"), table, Facts()
    )
    assert rows(con, mapped, "period_start", "period_end", "period_kind") == [
        (2, "2025-04-01", "2025-06-30", "quarter"),
        (3, "Triwulan IX", "Triwulan IX", None),
        (4, None, None, None),
    ]


def test_swapped_order_of_u8_and_u9(con):
    table = located(
        con, ["No", *[f"U{n}" for n in range(1, 10)]], [str(n) for n in (1, 1, 1, 1, 1, 1, 1, 1, 3, 4)]
    )
    swapped = mapping.table(con, source("survey: {u8_u9: swapped}\n", "surveys"), table, Facts())
    assert rows(con, swapped, "u8", "u9", "u8_u9_declared", "scale_max") == [(2, "4", "3", "True", "4")]
    unstated = mapping.table(con, source("survey: {}\n", "surveys"), table, Facts())
    assert rows(con, unstated, "u8", "u9", "u8_u9_declared") == [(2, "3", "4", "False")]


def test_more_fields_than_headings_are_seen_in_text_files_only(con):
    header, row = ["nip", "nama"], [NIP, "A", "sisa"]
    for kind, surplus in (("delimited", True), ("xlsx", False)):
        mapped = mapping.table(con, source(""), located(con, header, row, kind=kind, wide=3), Facts())
        assert con.execute(f"select surplus from ({mapped.sql})").fetchone() == (surplus,)


def test_wide_table_gives_a_row_per_filled_cell_and_no_name_in_headings(con):
    table = located(
        con,
        ["1. Inisiatif [ORANG A, S.Sos.]", "2 Kerja  Sama [ORANG B]"],
        ["Baik", None],
        ["Kurang  Baik", "Baik"],
    )
    text = """shape: wide
wide: {heading: '^\\d+\\.? *(?P<aspect>[^\\[]+?) *\\[(?P<person_name>.+)\\]$', value: predikat_delivered}
"""
    mapped = mapping.wide(con, source(text), table, Facts())
    found = con.execute(
        f"select source_row, source_column, t_aspect, t_person_name, t_predikat_delivered from ({mapped.sql}) order by 1, 2"
    ).fetchall()
    assert found == [
        (2, "A", "Inisiatif", "ORANG A, S.Sos.", "Baik"),
        (3, "A", "Inisiatif", "ORANG A, S.Sos.", "Kurang Baik"),
        (3, "B", "Kerja Sama", "ORANG B", "Baik"),
    ]
    assert mapped.titles == {}


@pytest.mark.parametrize(("position", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (151, "EU"), (703, "AAA")])
def test_column_letters(position, name):
    assert binding.letter(position) == name


def test_facts_of_info_rows():
    lapor = source("as_of: {from: title, label: Tanggal Generate}\n", "complaints")
    lines = [
        "Judul Laporan : Daftar Laporan",
        "Nama Instansi : Pemerintah Provinsi Lampung",
        "Tanggal Generate : 1 Nov 2025",
    ]
    assert str(gather(lapor, lines, file_name="x.xlsx", sheet=None, note={}).as_of) == "2025-11-01"
    skm = source(
        "period: {from: title}\nagency: {from: title}\nunit: {from: title, label: UNIT PELAYANAN}\n",
        "surveys",
    )
    known = gather(skm, ["UNIT PELAYANAN CONTOH - SEMESTER I 2025"], file_name="x.xlsx", sheet=None, note={})
    assert (
        known.unit_name == "UNIT PELAYANAN CONTOH"
        and known.period == months(2025, 1, 6)
        and known.agency_name is None
    )
    known = gather(
        skm,
        ["UNIT PELAYANAN : RSUD X", "PERANGKAT DAERAH : Dinas Y", "PERIODE : TW I 2025"],
        file_name="x",
        sheet=None,
        note={},
    )
    assert (known.unit_name, known.agency_name) == ("RSUD X", "Dinas Y")


def test_period_asked_at_upload_fills_what_the_file_does_not_say():
    rekap = source("period: {from: title}\n")
    with pytest.raises(FileRefused) as caught:
        gather(rekap, ["REKAP"], file_name="rekap.csv", sheet=None, note={})
    assert caught.value.code == "period_missing"
    assert gather(
        rekap, ["REKAP"], file_name="rekap.csv", sheet=None, note={"period": "Mei 2025"}
    ).period == months(2025, 5, 5)
