"""Values: the domain's vectors, and properties that hold for any text."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest import values
from ingest.dataset import Field
from ingest.values import period
from ingest.values.date import MONTHS
from ingest.values.style import Style
from tests.conftest import PROJECT

REFERENCE = {
    "reference": "date '2026-06-30'",
    "position_level": "null::varchar",
    "position_name": "null::varchar",
}
QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def read_all(
    con: duckdb.DuckDBPyConnection, kind: str, texts: list[str], maximum: float | None = None, **style
) -> list:
    field = Field(kind=kind, title="x", max=maximum, codes=["main", "additional"], values={"utama": "main"})
    how = Style(**{"context": REFERENCE, **style})
    prepared = values.prepare(field, "t")
    sql = f"select {values.reader(field, 't', 'p', how)} from (select *, {prepared} as p from (select i, siger_text(t) as t from cells)) order by i"
    con.execute("create or replace temp table cells (i integer, t varchar)")
    con.executemany("insert into cells values (?, ?)", list(enumerate(texts)))
    return [row[0] for row in con.execute(sql).fetchall()]


def read(
    con: duckdb.DuckDBPyConnection, kind: str, text: str, maximum: float | None = None, **style
) -> object:
    return read_all(con, kind, [text], maximum, **style)[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3 Mei 2025", date(2025, 5, 3)),
        ("3 May 2025", date(2025, 5, 3)),
        ("45688", date(2025, 1, 31)),
        ("31-01-2025", date(2025, 1, 31)),
        ("31/01/2025", date(2025, 1, 31)),
        ("2025-01-31", date(2025, 1, 31)),
        ("2025-01-31 08:29:00", date(2025, 1, 31)),
        ("3 Jan 2026", date(2026, 1, 3)),
        ("31-Jan-25", date(2025, 1, 31)),
        ("1-Mar-58", date(1958, 3, 1)),
        ("31 Agt 2025", date(2025, 8, 31)),
        ("31 Agu 2025", date(2025, 8, 31)),
        ("5 Okt 2025", date(2025, 10, 5)),
        ("1 Nopember 2025", date(2025, 11, 1)),
        ("1 Pebruari 2025", date(2025, 2, 1)),
        ("Senin, 3 Maret 2025", date(2025, 3, 3)),
        ("Feb 3, 2025", date(2025, 2, 3)),
        ("30 Februari 2025", None),
        ("31 Nopember 2025", None),
        ("2025-13-01", None),
        ("13/13/2025", None),
        ("kemarin", None),
        ("12", None),
    ],
)
def test_date(con, text, expected):
    assert read(con, "date", text) == expected


def test_date_serial_of_the_1904_epoch(con):
    assert read(con, "date", "44226", epoch_1904=True) == date(2025, 1, 31)


def test_month_first_only_where_the_column_proves_it(con):
    assert read(con, "date", "1/31/2025 10:05:22") is None
    assert read(con, "date", "1/31/2025 10:05:22", order="mdy") == date(2025, 1, 31)


@QUICK
@given(day=st.dates(date(1950, 1, 1), date(2049, 12, 31)), spelling=st.integers(0, 2), form=st.integers(0, 5))
def test_any_date_is_read_in_any_notation(con, day, spelling, form):
    name = MONTHS[day.month][spelling % len(MONTHS[day.month])]
    text = [
        f"{day:%d-%m-%Y}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day} {name.title()} {day.year}",
        f"{day.day}-{name[:3].upper() if name[:3] in MONTHS[day.month] else name}-{day.year}",
        f"{day:%Y-%m-%d} 23:59:59",
        str((day - date(1899, 12, 30)).days) if day > date(1954, 10, 3) else f"{day:%Y%m%d}",
    ][form]
    assert read(con, "date", text) == day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025/02/17 3:37:05 PM GMT+8", datetime(2025, 2, 17, 7, 37, 5)),
        ("31/01/2025 10.05.22", datetime(2025, 1, 31, 3, 5, 22)),
        ("2025-01-31T08:29:00Z", datetime(2025, 1, 31, 8, 29)),
        ("2025-01-31T08:29:00+07:00", datetime(2025, 1, 31, 1, 29)),
        ("2025-01-31", datetime(2025, 1, 30, 17, 0)),
        ("45688.5", datetime(2025, 1, 31, 5, 0)),
        ("12:00", None),
    ],
)
def test_timestamp_is_utc_and_wib_without_zone(con, text, expected):
    assert read(con, "timestamp", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("94,40", "94.40"),
        ("1.250.000", "1250000"),
        ("88,31%", "88.31"),
        ("12.345,67", "12345.67"),
        ("12,345.67", "12345.67"),
        ("88.5", "88.5"),
        ("40 JP", "40"),
        ("-5", "-5"),
        ("1.250", None),
        ("1,250", None),
        ("1.2.3", None),
        ("sembilan", None),
        ("12 34x", None),
    ],
)
def test_number_without_proof_of_its_sign(con, text, expected):
    assert read(con, "number", text, decimal="?") == (expected and Decimal(expected))


def test_lone_group_of_three_follows_the_column_or_the_field(con):
    assert read(con, "number", "1.250", decimal=",") == Decimal("1250")
    assert read(con, "number", "1.250", decimal=".") == Decimal("1.25")
    assert read(con, "number", "1.250", 100, decimal="?") == Decimal("1.25")


@QUICK
@given(number=st.decimals(0, 10**9, places=2))
def test_indonesian_notation_comes_back(con, number):
    text = f"{number:,.2f}".replace(",", "x").replace(".", ",").replace("x", ".")
    assert read(con, "number", text, decimal="?") == number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("198609262015051901", "198609262015051901"),
        ("'198609262015051901", "198609262015051901"),
        ("19850214 201001 2 901", "198502142010012901"),
        ("NIP. 198609262015051901", "198609262015051901"),
        ("1986\u00a00926 2015051901", "198609262015051901"),
        ("198609262015051901.0", "198609262015051901"),
        ("199009132025242914", "199009132025242914"),
        ("198609262015051000", "198609262015051000"),
        ("1.98609E+17", None),
        ("1,98609E+17", None),
        ("19860926201505190", None),
        ("198613262015051901", None),
        ("198609262015131901", None),
        ("198609262015053901", None),
        ("201509262015051901", None),
        ("jabatan kosong", None),
    ],
)
def test_nip(con, text, expected):
    assert read(con, "nip", text) == expected


@QUICK
@given(
    born=st.dates(date(1952, 1, 1), date(2003, 1, 1)), years=st.integers(18, 23), month=st.sampled_from(["01", "12", "21", "24"]),
    sex=st.sampled_from("12"), sequence=st.integers(1, 999), dress=st.integers(0, 3),
)  # fmt: skip
def test_a_possible_nip_survives_any_dress(con, born, years, month, sex, sequence, dress):
    nip = f"{born:%Y%m%d}{born.year + years}{month}{sex}{sequence:03d}"
    text = [nip, f"'{nip}", f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}", f"NIP {nip[:8]}.{nip[8:]}"][dress]
    assert read(con, "nip", text) == nip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DIATAS EKSPEKTASI", "di_atas"),
        ("Di atas ekspektasi", "di_atas"),
        ("diatas espektasi", "di_atas"),
        ("DI_ATAS", "di_atas"),
        ("Dibawah Ekspektasi", "di_bawah"),
        ("di bawah  ekspektasi", "di_bawah"),
        ("SESUAI EKSPEKTASI", "sesuai"),
        ("Sesuai", "sesuai"),
        ("1", None),
        ("bagus", None),
    ],
)
def test_rating_words(con, text, expected):
    assert read(con, "rating", text) == expected


def test_rating_codes_follow_the_source_direction(con):
    assert read_all(con, "rating", ["1", "2.0", "3", "4"], direction="lower_is_better") == [
        "di_atas",
        "sesuai",
        "di_bawah",
        None,
    ]
    assert read_all(con, "rating", ["1", "2", "3"], direction="higher_is_better") == [
        "di_bawah",
        "sesuai",
        "di_atas",
    ]


def test_siasn_codes_count_from_the_best(con):
    """Result 1 with behaviour 3 is quadrant 4, as the matrix has it, and not 3."""
    assert read_all(con, "rating", ["1", "3"], direction="lower_is_better") == ["di_atas", "di_bawah"]
    assert read_all(con, "rating", ["2.0", "2"], direction="lower_is_better") == ["sesuai", "sesuai"]
    matrix = (PROJECT / "dbt_project/seeds/predikat_matrix.csv").read_text(encoding="utf-8")
    assert "di_atas,di_bawah,kurang," in matrix and "sesuai,sesuai,baik," in matrix
    quadrants = read_all(con, "predikat", ["4", "2"], direction="lower_is_better")
    assert quadrants == ["kurang", "baik"]


def test_a_number_through_a_float_is_another_number(con):
    """What a spreadsheet keeps of a NIP typed as a number: its last digits are gone, so no reader may trust one."""
    assert str(int(float("198609262015051901"))) == "198609262015051904"
    assert read(con, "nip", f"{float('198609262015051901'):.5E}") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kurang / Misonduct", "kurang"),
        ("KURANG (MISCONDUCT)", "kurang"),
        ("Kurang/misconduct", "kurang"),
        ("BUTUH PERBAIKAN ", "butuh_perbaikan"),
        ("Cukup", "butuh_perbaikan"),
        ("Butuh Perbaikan/Cukup", "butuh_perbaikan"),
        ("SANGAT  BAIK", "sangat_baik"),
        ("Kurang baik", None),
        ("3", None),
    ],
)
def test_predikat_words(con, text, expected):
    assert read(con, "predikat", text) == expected


def test_predikat_depends_on_scheme_and_direction(con):
    assert read(con, "predikat", "Cukup", scheme_sql="'PP46_2011'") == "cukup"
    assert read(con, "predikat", "4", direction="lower_is_better") == "kurang"


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("answer", "4", 4),
        ("answer", "4.0", 4),
        ("answer", "5", None),
        ("answer", "3.5", None),
        ("answer", "Sangat Baik", 4),
        ("answer", "berfungsi kurang maksimal", 3),
        ("answer", "tidak tahu", None),
        ("identifier", "1234567.0", "1234567"),
        ("identifier", "'0007", "0007"),
        ("identifier", "1.2E+10", None),
        ("integer", "4.0", 4),
        ("integer", "4,5", None),
        ("boolean", "TIDAK", False),
        ("sex", "Laki-laki", "male"),
        ("sex", "P", "female"),
        ("employment", "PPPK Paruh Waktu", "PPPK_PARUH_WAKTU"),
        ("complaint_class", "Pengaduan Tidak Berkadar Pengawasan", "pengaduan_tidak_berkadar"),
        ("code", "UTAMA", "main"),
        ("code", "additional", "additional"),
        ("org_predikat", "Istimewa", "istimewa"),
        ("org_predikat", "Sangat baik", None),
    ],
)
def test_other_kinds(con, kind, text, expected):
    assert read(con, kind, text) == expected


@pytest.mark.parametrize(
    ("word", "level", "name", "expected"),
    [
        ("Jabatan Struktural", "II.a", "Kepala Dinas Kesehatan", "jpt"),
        ("Jabatan Struktural", None, "Kepala Bidang Mutasi", "administrator"),
        ("Jabatan Struktural", "IV.a", "Kepala Seksi Promosi", "pengawas"),
        ("Jabatan Fungsional", None, "Guru Ahli Muda", "fungsional_keahlian"),
        ("Jabatan Fungsional", None, "Perawat Terampil", "fungsional_keterampilan"),
        ("Jabatan Pelaksana", None, "Pengadministrasi", "pelaksana"),
        ("Jabatan Struktural", None, "Tenaga Ahli", "tidak_diketahui"),
        ("Honorer", None, "Supir", None),
    ],
)
def test_position_kind(con, word, level, name, expected):
    context = {"position_level": f"'{level}'" if level else "null::varchar", "position_name": f"'{name}'"}
    assert read(con, "position_kind", word, context=context) == expected


@pytest.mark.parametrize("marker", ["", "-", "--", "–", "null", "NULL", "n/a", "#N/A", "#REF!", " \u00a0 "])
def test_empty_markers_are_null(con, marker):
    assert con.execute("select siger_text(?)", [marker]).fetchone() == (None,)


@QUICK
@given(
    texts=st.lists(
        st.text(max_size=30) | st.from_regex(r"[0-9.,/\-: eE+]{1,20}", fullmatch=True),
        min_size=1,
        max_size=20,
    )
)
def test_no_text_breaks_any_reader_and_cleaning_is_stable(con, texts):
    for kind in values.READERS:
        assert len(read_all(con, kind, texts, direction="lower_is_better", decimal="?")) == len(texts)
    for text in texts:
        once = con.execute("select siger_text(?)", [text]).fetchone()[0]
        assert con.execute("select siger_text(?)", [once]).fetchone()[0] == once
        assert once is None or once == " ".join(once.split())


@pytest.mark.parametrize(
    ("label", "year", "start", "end", "kind"),
    [
        ("PERIODE : MEI 2025", None, date(2025, 5, 1), date(2025, 5, 31), "month"),
        ("05/2025", None, date(2025, 5, 1), date(2025, 5, 31), "month"),
        ("202501", None, date(2025, 1, 1), date(2025, 1, 31), "month"),
        ("05", "2024", date(2024, 5, 1), date(2024, 5, 31), "month"),
        ("Triwulan II", "2025", date(2025, 4, 1), date(2025, 6, 30), "quarter"),
        ("TW 1 2025", None, date(2025, 1, 1), date(2025, 3, 31), "quarter"),
        ("TRIWULAN IV-AKHIR", "2024.0", date(2024, 10, 1), date(2024, 12, 31), "quarter"),
        ("Semester 1/2025", None, date(2025, 1, 1), date(2025, 6, 30), "semester"),
        ("Januari s.d. Juni 2025", None, date(2025, 1, 1), date(2025, 6, 30), "semester"),
        ("1 Mei 2025 s.d. 31 Mei 2025", None, date(2025, 5, 1), date(2025, 5, 31), "month"),
        ("01-05-2025 - 15-05-2025", None, date(2025, 5, 1), date(2025, 5, 15), "other"),
        ("TAHUN 2019", None, date(2019, 1, 1), date(2019, 12, 31), "year"),
        ("Tahunan", "2024", date(2024, 1, 1), date(2024, 12, 31), "year"),
    ],
)
def test_period_labels(label, year, start, end, kind):
    assert period.parse(label, year) == period.Period(start, end, kind)


@pytest.mark.parametrize("label", ["", "Mei", "Triwulan V 2025", "13", "RSUD Abdul Moeloek", "99/2025"])
def test_labels_without_period(label):
    assert period.parse(label) is None


def test_printing_date_is_no_period():
    lines = ["REKAP PENILAIAN", "Dicetak: 3 Juni 2025", "Bulan : Mei 2025"]
    assert period.in_titles(lines) == period.months(2025, 5, 5)
    assert period.in_titles(["Dicetak: 3 Juni 2025"]) is None


@QUICK
@given(year=st.integers(2000, 2049), first=st.integers(1, 12), length=st.sampled_from([1, 3, 6, 12]))
def test_whole_months_name_their_kind(year, first, length):
    last = min(first + length - 1, 12)
    found = period.months(year, first, last)
    assert found.start.day == 1 and (found.end + timedelta(days=1)).day == 1
    assert (found.kind == "month") == (first == last)
