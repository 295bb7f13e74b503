"""Checks: each row's first fault, its warnings, and what is wrong with a whole table."""

from datetime import date

import pytest

from ingest import checks, mapping
from ingest.errors import FileRefused
from ingest.facts import Facts
from ingest.values.period import months
from tests.ingest.test_mapping import NIP, located, source

MAY = Facts(period=months(2025, 5, 5))


def check(con, text, header, *rows, dataset="appraisals", facts=MAY, kind="delimited", wide=0):
    chosen = source(text, dataset)
    mapped = mapping.table(con, chosen, located(con, header, *rows, kind=kind, wide=wide), facts)
    return checks.check(con, mapped, chosen, received=date(2025, 6, 10), epoch_1904=False, kind=kind)


def refused(con) -> list[tuple]:
    return con.execute(
        "select source_row, field, column_title, reason_code, value from refused_1 order by source_row"
    ).fetchall()


def good(con, *fields: str) -> list[tuple]:
    return con.execute(
        f"select {', '.join(fields)} from checked_1 where fault is null order by source_row"
    ).fetchall()


HEADER = ["NIP", "Nama", "Rating Hasil Kerja", "Rating Perilaku Kerja", "Predikat", "NIP Penilai"]


def test_rows_are_split_with_code_and_masked_value(con):
    found = check(
        con, "", HEADER,
        [NIP, "A", "Sesuai", "Sesuai", "Baik", NIP],
        [None, "B", "Sesuai", "Sesuai", "Baik", NIP],
        ["1.98609E+17", "C", "Sesuai", "Sesuai", "Baik", NIP],
        ["19860926", "D", "Sesuai", "Sesuai", "Baik", NIP],
        [NIP, "E", "Bagus sekali", "Sesuai", "Baik", NIP],
        ["  ", None, "-", None, "", None],
    )  # fmt: skip
    assert (found.loaded, found.quarantined, found.blank) == (1, 4, 1)
    assert refused(con) == [
        (3, "nip", "NIP", "nip_missing", None),
        (4, "nip", "NIP", "nip_scientific", "1.9…E+17"),
        (5, "nip", "NIP", "nip_invalid", "1986… (8 karakter)"),
        (6, "result_rating", "Rating Hasil Kerja", "result_rating_invalid", "Bagus sekali"),
    ]
    assert found.short == {
        "NIP kosong": 1,
        "NIP rusak oleh Excel": 1,
        "NIP tidak sah": 1,
        "Rating hasil kerja tidak dikenali": 1,
    }


def test_warnings_do_not_keep_a_row_out(con):
    check(
        con, "", HEADER,
        [NIP[:15] + "000", "A", "Sesuai", "Sesuai", "Baik", "123"],
        [NIP, "B", "-", "-", "-", "-"],
    )  # fmt: skip
    assert good(con, "v_rater_nip", "warnings") == [
        (None, "nip_truncated,rater_nip_invalid,rater_missing"),
        (None, "rater_missing,not_rated"),
    ]


def test_nip_against_sex_and_birth_date(con):
    check(
        con, "", ["NIP", "Nama", "Jenis Kelamin", "Tanggal Lahir", "OPD", "Jabatan", "Jenis Jabatan"],
        [NIP, "A", "P", "26-09-1987", "Dinas X", "Tenaga Ahli", "Jabatan Struktural"],
        dataset="employees", facts=Facts(),
    )  # fmt: skip
    assert good(con, "warnings") == [("position_kind_unknown,nip_sex_mismatch,nip_birth_mismatch",)]


def test_a_key_that_returns_is_flagged_and_the_last_one_counts(con):
    found = check(
        con, "", HEADER,
        [NIP, "A", "Sesuai", "Sesuai", "Baik", NIP],
        [NIP, "A", "Di atas", "Sesuai", "Baik", NIP],
    )  # fmt: skip
    assert good(con, "v_result_rating", "warnings") == [("sesuai", "superseded"), ("di_atas", "repeated")]
    assert found.warnings == {"repeated": 1, "superseded": 1}


def test_period_of_a_row_must_be_a_period(con):
    check(
        con, "period: {from: columns}\n", ["NIP", "Nilai Akhir", "Periode Awal", "Periode Akhir"],
        [NIP, "80", "01-06-2025", "31-05-2025"],
        [NIP, "80", "entah", "31-05-2025"],
        [NIP, "180", "01-05-2025", "31-05-2025"],
        facts=Facts(),
    )  # fmt: skip
    assert [(row, code) for row, _, _, code, _ in refused(con)] == [
        (2, "period_end_order"),
        (3, "period_start_invalid"),
        (4, "score_out_of_range"),
    ]


def test_day_order_and_decimal_sign_are_proved_by_the_column(con):
    check(
        con, "", ["NIP", "Nama Diklat", "Tanggal Mulai", "Jumlah JP"],
        [NIP, "A", "2/17/2025", "1.250"],
        [NIP, "B", "3/4/2025", "10,5"],
        dataset="trainings", facts=Facts(),
    )  # fmt: skip
    assert good(con, "v_started_on::varchar", "v_hours::varchar") == [
        ("2025-02-17", "1250.0000"),
        ("2025-03-04", "10.5000"),
    ]


def test_ambiguous_number_is_asked_about(con):
    check(con, "", ["NIP", "Indikator", "Realisasi"], [NIP, "A", "1.250"], dataset="achievements")
    assert [code for _, _, _, code, _ in refused(con)] == ["realisation_ambiguous"]


def test_surplus_fields_keep_a_record_out(con):
    check(con, "", ["NIP", "Nilai Akhir"], [NIP, "80", "sisa"], [NIP, "81"], wide=3)
    assert refused(con) == [(2, None, None, "surplus_fields", None)]


def test_required_column_without_any_column_refuses_the_file(con):
    with pytest.raises(FileRefused) as caught:
        check(con, "", ["NIP", "Nama"], [NIP, "A"], dataset="employees", facts=Facts())
    assert caught.value.code == "columns_missing" and "Jabatan" in caught.value.sentence
    with pytest.raises(FileRefused) as caught:
        check(con, "", ["NIP", "Nilai Akhir"], [NIP, "80"], facts=Facts())
    assert caught.value.code == "period_missing"


CODED = ["NIP", "Rating Hasil Kerja", "Rating Perilaku Kerja", "Predikat", "NIP Penilai"]


def test_codes_read_upside_down_refuse_the_file(con):
    rows = [[NIP, "3", "3", "Sangat Baik", NIP]] * 3 + [[NIP, "2", "2", "Baik", NIP]] * 2
    with pytest.raises(FileRefused) as caught:
        check(con, "direction: lower_is_better\n", CODED, *rows)
    assert caught.value.code == "wrong_direction" and "3 dari 5" in caught.value.sentence
    assert check(con, "direction: higher_is_better\n", CODED, *rows).loaded == 5


def test_some_contradictions_are_findings_not_a_wrong_direction(con):
    rows = [[NIP, "1", "2", "Baik", NIP], [NIP, "1", "3", "Butuh Perbaikan", NIP]]
    assert check(con, "direction: lower_is_better\n", CODED, *rows).loaded == 2


def test_text_in_an_answer_keeps_only_that_respondent_out(con):
    header = ["No", *[f"U{n}" for n in range(1, 10)]]
    found = check(
        con, "survey: {u8_u9: declared}\n", header, ["1", *"344433443"], ["2", "tidak tahu", *"44433443"], ["3", "0", *"44433443"],
        ["4", "5", *"44433443"], dataset="surveys",
    )  # fmt: skip
    assert good(con, "v_respondent_id", "v_u1") == [("1", 3), ("3", None)]
    assert [code for _, _, _, code, _ in refused(con)] == ["u1_invalid", "u1_invalid"]
    assert found.quarantined == 2


def test_formula_spilled_below_the_data_is_no_data(con):
    found = check(
        con, "", HEADER,
        [NIP, "A", "Sesuai", "Sesuai", "Baik", NIP],
        [None, "0,5", "0,5", "0,5", "0,5", "0,5"],
        [None, "B", "Sesuai", "Sesuai", "Baik", NIP],
    )  # fmt: skip
    assert (found.loaded, found.quarantined, found.blank) == (1, 1, 1)
