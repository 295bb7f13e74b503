"""A small invented release: the pub_ tables of three years and nine agencies, some of whose cells are hidden."""

import json
from datetime import date
from pathlib import Path

import duckdb

AGENCIES = {
    "dinkes": ("Dinas Kesehatan", "dinas"),
    "disdikbud": ("Dinas Pendidikan dan Kebudayaan", "dinas"),
    "dispusip": ("Dinas Perpustakaan dan Kearsipan", "dinas"),
    "disnaker": ("Dinas Tenaga Kerja", "dinas"),
    "dishub": ("Dinas Perhubungan", "dinas"),
    "bkd": ("Badan Kepegawaian Daerah", "badan"),
    "brida": ("Badan Riset dan Inovasi Daerah", "badan"),
    "rsudam": ("RSUD dr. H. Abdul Moeloek", "rsud"),
    "inspektorat": ("Inspektorat", "inspektorat"),
}
REGIONS = [
    ("18.01", "Lampung Selatan", 4, 4),
    ("18.02", "Lampung Tengah", 3, 2),
    ("18.03", "Lampung Utara", 2, 2),
    ("18.04", "Lampung Barat", 1, 2),
    ("18.05", "Tulang Bawang", 4, 2),
    ("18.06", "Tanggamus", 1, 4),
    ("18.07", "Lampung Timur", 4, 3),
    ("18.08", "Way Kanan", 2, 1),
    ("18.09", "Pesawaran", 2, 4),
    ("18.10", "Pringsewu", 2, 3),
    ("18.11", "Mesuji", 4, 1),
    ("18.12", "Tulang Bawang Barat", 3, 1),
    ("18.13", "Pesisir Barat", 1, 3),
    ("18.71", "Kota Bandar Lampung", 3, 4),
    ("18.72", "Kota Metro", 3, 3),
]
MONTHS = [
    date(2024 + month // 12, month % 12 + 1, 1) for month in range(10, 34)
]  # November 2024 to October 2026
LAST = MONTHS[-1]


def publish(home: Path, release_id: str = "20261114T061200Z-0a1b2c3d", label: str = "2026-10.3") -> Path:
    """Write the release into a home directory and point to it; returns the public file."""
    folder = home / "releases" / release_id
    folder.mkdir(parents=True)
    duckdb.connect(str(folder / "internal.duckdb")).close()
    with duckdb.connect(str(folder / "public.duckdb")) as con:
        _fill(con)
    facts = {
        "release_id": release_id,
        "label": label,
        "built_at": "2026-11-14T06:12:00+00:00",
        "data_month": LAST.isoformat(),
        "counts": {},
    }
    (folder / "manifest.json").write_text(json.dumps(facts))
    (home / "releases" / "current").write_text(release_id + "\n")
    return folder / "public.duckdb"


def _fill(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("create table pub_build (as_of date, data_month date, next_release_on date)")
    con.execute("insert into pub_build values ('2026-11-14', ?, '2026-12-11')", [LAST])
    con.execute(
        "create table pub_agency (agency_code text, agency_name text, short_name text, agency_kind text,"
        " sort_order integer)"
    )
    con.executemany(
        "insert into pub_agency values (?, ?, ?, ?, ?)",
        [(code, name, code.title(), kind, i) for i, (code, (name, kind)) in enumerate(AGENCIES.items())],
    )
    con.execute(
        "create table pub_province_month (month date, is_current boolean, agencies_total integer,"
        " agencies_reported integer, agencies_late integer, agencies_missing integer, pattern_judged integer,"
        " pattern_complies integer, active_employees integer, coverage double, share_sangat_baik double,"
        " share_baik double, share_below_baik double, middle_group text, reason_hidden text, ikm double,"
        " ikm_low double, ikm_high double, n integer, ikm_class text, ikm_change_12m double, ikm_change_is_clear boolean,"
        " ikm_reason_hidden text, complaints_received integer, complaints_open integer,"
        " complaints_over_limit integer, complaints_over_limit_change integer)"
    )
    for i, month in enumerate(MONTHS):
        ikm = 80.4 + i * 0.08
        staff = [month, month == LAST, 9, 8, 1, 1, 7, 3, 22015, 0.85, 0.1, 0.85, 0.05, "baik", None]
        public = [ikm, ikm - 0.4, ikm + 0.4, 14820, "B", 0.8, True, None, 210, 760, 160, -30]
        con.execute(f"insert into pub_province_month values ({','.join('?' * 27)})", [*staff, *public])
    con.execute(
        "create table pub_agency_month (agency_code text, month date, reported boolean, is_late boolean,"
        " active_employees integer, coverage double, share_sangat_baik double, share_baik double,"
        " share_below_baik double, middle_group text, organisation_predikat text, pattern_status text,"
        " reason_hidden text)"
    )
    for place, code in enumerate(AGENCIES):
        for month in MONTHS:
            row = [code, month, True, False, 700 - place * 70, 0.95 - place * 0.05, 0.1, 0.85, 0.05, "baik"]
            row += ["baik", "violates", None]
            if code == "dishub" and month == LAST:
                row = [code, month, False, None, 420, None, *[None] * 6, "not_reported"]
            if code == "inspektorat":
                row = [code, month, True, False, None, None, *[None] * 6, "few_persons"]
            con.execute(f"insert into pub_agency_month values ({','.join('?' * 13)})", row)
    con.execute(
        "create table pub_agency_ikm (agency_code text, period_start date, period_end date, ikm double,"
        " ikm_low double, ikm_high double, n integer, ikm_class text, ikm_versus_province text,"
        " reason_hidden text)"
    )
    for place, code in enumerate(AGENCIES):
        for month in (month for month in MONTHS if month.month % 3 == 0):
            ikm, half = 89.1 - place * 1.6, 0.7 + place * 0.2
            against = "above" if ikm - half > 82.2 else "below" if ikm + half < 82.2 else "same"
            row = [
                ikm,
                ikm - half,
                ikm + half,
                1300 - place * 140,
                "A" if ikm >= 88.31 else "B",
                against,
                None,
            ]
            if code == "inspektorat":
                row = [None, None, None, None, None, None, "few_answers"]
            end = date(month.year + month.month // 12, month.month % 12 + 1, 1)
            con.execute(
                "insert into pub_agency_ikm values (?, ?, cast(? as date) - 1, ?, ?, ?, ?, ?, ?, ?)",
                [code, date(month.year - 1, month.month, 1), end, *row],
            )
    _fill_services_and_complaints(con)
    _fill_words(con)


def _fill_services_and_complaints(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(
        "create table pub_service_ikm (level text, agency_code text, unit_key text, unit_name text, year integer,"
        " ikm double, ikm_low double, ikm_high double, n integer, ikm_class text, reason_hidden text)"
    )
    for year in (2025, 2026):
        for unit, ikm, n in (
            ("UPTD Laboratorium Kesehatan", 86.41, 212),
            ("RSUD Bandar Negara Husada", 81.07, 640),
            ("UPTD Kecil", None, None),
        ):
            ends = [None, None] if ikm is None else [ikm - 1, ikm + 1]
            reason = "few_answers" if ikm is None else None
            con.execute(
                "insert into pub_service_ikm values ('unit', 'dinkes', ?, ?, ?, ?, ?, ?, ?, 'B', ?)",
                [unit.lower(), unit, year, ikm, *ends, n, reason],
            )
        con.execute(
            "insert into pub_service_ikm values ('agency', 'dinkes', null, null, ?, 84, 83.5, 84.5, 852, 'B', null)",
            [year],
        )
    con.execute(
        "create table pub_complaint_quarter (level text, agency_code text, quarter date, complaint_class text,"
        " received integer, closed_share double, still_open integer, share_within_limit double,"
        " reason_hidden text)"
    )
    for level, code in (("province", None), ("agency", "dinkes"), ("agency", "disdikbud")):
        for quarter in (date(2026, 4, 1), date(2026, 7, 1)):
            for name, n in (
                ("all", 65),
                ("aspirasi", None),
            ):
                rest = [n, 0.8, 15, 0.6, None] if n else [None, None, None, None, "few_answers"]
                con.execute(
                    "insert into pub_complaint_quarter values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    [level, code, quarter, name, *rest],
                )
    con.execute(
        "create table pub_complaint_class (agency_code text, complaint_class text, period_start date,"
        " period_end date, received integer, closed_share double, still_open integer, share_within_limit double,"
        " reason_hidden text)"
    )
    for code in ("dinkes", "disdikbud"):
        for name, n in (("pengaduan_berkadar", 45), ("permintaan_informasi", 20), ("aspirasi", None)):
            rest = [n, 0.8, 15, 0.6, None] if n else [None, None, None, None, "few_answers"]
            con.execute(
                "insert into pub_complaint_class values (?, ?, '2025-10-01', '2026-09-30', ?, ?, ?, ?, ?)",
                [code, name, *rest],
            )
    con.execute(
        "create table pub_region_ikm (region_code text, region_name text, short_name text, tile_column integer,"
        " tile_row integer, period_start date, period_end date, ikm double, ikm_low double, ikm_high double,"
        " n integer, ikm_class text, reason_hidden text)"
    )
    for place, (code, name, column, row) in enumerate(REGIONS):
        ikm = 76 + place * 0.9
        figures = [ikm, ikm - 1, ikm + 1, 300, "B", None]
        if code == "18.11":
            figures = [None, None, None, None, None, "few_answers"]
        con.execute(
            "insert into pub_region_ikm values (?, ?, ?, ?, ?, '2025-11-01', '2026-10-31', ?, ?, ?, ?, ?, ?)",
            [code, name, name, column, row, *figures],
        )


def _fill_words(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(
        "create table pub_rule (rule text, value double, unit text, label_id text, label_en text, valid_from date,"
        " valid_to date, legal_source text)"
    )
    for rule, value, unit, label_id, label_en in (
        ("coverage_floor", 0.6, "share", "Cakupan terendah agar angka ditampilkan", "Lowest coverage shown"),
        (
            "public_minimum",
            10,
            "persons",
            "Jumlah orang terkecil pada halaman publik",
            "Fewest persons shown",
        ),
        ("ikm_class_a", 88.31, "ikm", "IKM mutu A mulai dari", "IKM class A from"),
        ("ikm_class_b", 76.61, "ikm", "IKM mutu B mulai dari", "IKM class B from"),
        (
            "ikm_minimum",
            30,
            "answers",
            "Jumlah jawaban terkecil agar IKM ditampilkan",
            "Fewest answers for the IKM",
        ),
    ):
        con.execute(
            "insert into pub_rule values (?, ?, ?, ?, ?, '2014-01-01', null, 'Kebijakan Siger')",
            [rule, value, unit, label_id, label_en],
        )
    con.execute(
        "create table pub_measure as select 'pub_agency_ikm' as mart, 'ikm' as measure, 'IKM' as label_id, 'IKM' as label_en, "
        "'25 kali rata-rata sembilan unsur.' as definition_id, '25 times the mean of nine elements.' as definition_en, "
        "'index' as unit, 'indeks 25–100' as unit_label_id, 'index 25–100' as unit_label_en, 'Biro Organisasi' as owner"
    )
    con.execute(
        "create table pub_label (kind text, code text, label_id text, label_en text, sort_order integer)"
    )
    labels = [
        ("predikat", "sangat_baik", "Sangat Baik", "Very good", 1),
        ("predikat", "baik", "Baik", "Good", 2),
        ("predikat", "butuh_perbaikan", "Butuh Perbaikan", "Needs improvement", 3),
        ("predikat", "kurang", "Kurang", "Poor", 4),
        ("predikat", "sangat_kurang", "Sangat Kurang", "Very poor", 5),
        ("organisation_predikat", "baik", "Baik", "Good", 2),
        ("pattern_status", "violates", "Di luar pola", "Outside the pattern", 2),
        ("ikm_class", "A", "A · Sangat baik", "A · Very good", 1),
        ("ikm_class", "B", "B · Baik", "B · Good", 2),
        ("complaint_class", "permintaan_informasi", "Permintaan informasi", "Request for information", 1),
        ("complaint_class", "aspirasi", "Aspirasi", "Suggestion", 2),
        (
            "complaint_class",
            "pengaduan_berkadar",
            "Pengaduan berkadar pengawasan",
            "Complaint under oversight",
            4,
        ),
        ("agency_kind", "dinas", "Dinas", "Office", 1),
    ]
    con.executemany("insert into pub_label values (?, ?, ?, ?, ?)", labels)
