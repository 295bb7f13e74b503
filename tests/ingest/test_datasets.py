"""Lists of reference, each as another application writes it: awards, discipline, potential, users, periods; what is not needed never comes in."""

import pytest

from ingest.intake import ingest
from tests.ingest.test_intake import file, query

NIP = "198502142010012901"
TABLES = {
    "awards": (
        "RIWAYAT PENGHARGAAN;;;;",
        "No;NIP;Nama Penghargaan;Tanggal Penghargaan;Nomor SK;NIK",
        f"1;{NIP};Satyalancana Karya Satya X Tahun;17 Agustus 2024;SK/1/2024;1801",
        "nip, award, awarded_on::varchar, decree",
        (NIP, "Satyalancana Karya Satya X Tahun", "2024-08-17", "SK/1/2024"),
    ),
    "discipline": (
        "RIWAYAT HUKUMAN DISIPLIN;;;;;",
        "No;NIP;Tingkat Hukuman;Jenis Hukuman;Tanggal SK;TMT Hukuman;Alasan",
        f"1;{NIP};Hukuman Disiplin Ringan;Teguran tertulis;02-03-2024;01-04-2024;tidak masuk kerja",
        "nip, level, sanction, decided_on::varchar, valid_from::varchar",
        (NIP, "light", "Teguran tertulis", "2024-03-02", "2024-04-01"),
    ),
    "potentials": (
        "HASIL ASESMEN POTENSI;;;;;",
        "No;NIP;Nilai Potensi;Kategori Potensi;Tanggal Asesmen;Berlaku Sampai;NIK",
        f"1;{NIP};72,5;Sedang;12 Mei 2025;12-05-2028;1801",
        "nip, potential, potential_score::varchar, assessed_on::varchar, valid_until::varchar",
        (NIP, "menengah", "72.5000", "2025-05-12", "2028-05-12"),
    ),
    "service_units": (
        "POPULASI UNIT LAYANAN;;;",
        "No;Perangkat Daerah;Unit Pelayanan;Jenis Layanan;Tahun;Jumlah Populasi",
        "1;Dinas Kesehatan;UPTD Labkes;Pemeriksaan air;2025;1.500",
        "unit_name, service_name, year, population",
        ("UPTD Labkes", "Pemeriksaan air", 2025, 1500),
    ),
    "periods": (
        "DAFTAR PERIODE PENILAIAN;;;;",
        "Nama;Jenis Periode;Periode Awal;Periode Akhir;Batas Pengisian;Tahun;Final",
        "Triwulan II;Triwulanan;01-04-2025;30-06-2025;15-07-2025;2025;Tidak",
        "period_kind, period_start::varchar, period_end::varchar, deadline::varchar, is_final",
        ("quarter", "2025-04-01", "2025-06-30", "2025-07-15", False),
    ),
}


@pytest.mark.parametrize("dataset", TABLES)
def test_a_list_of_each_loads(home, tmp_path, dataset):
    title, head, row, columns, expected = TABLES[dataset]
    more = (
        row.replace("1.500", "12.345.678") if dataset == "service_units" else row
    )  # proves the thousand's dot
    [verdict] = ingest(home, file(tmp_path, "daftar.csv", title, head, row, *([more] if more != row else [])))
    assert (verdict.status, verdict.dataset, verdict.rows_quarantined) == ("loaded", dataset, 0), (
        verdict.reason
    )
    assert query(home, f"select {columns} from raw.{dataset} order by source_row limit 1") == [expected]
    stored = str(query(home, f"from raw.{dataset}"))
    assert "1801" not in stored and "tidak masuk kerja" not in stored


@pytest.mark.parametrize(
    ("dataset", "old", "new", "code"),
    [
        ("discipline", "Hukuman Disiplin Ringan", "Hukuman mati", "level_invalid"),
        ("discipline", "02-03-2024", "31-02-2024", "decided_on_invalid"),
        ("potentials", "72,5;Sedang", "-;-", "potential_missing"),
        ("potentials", "72,5", "172,5", "potential_score_out_of_range"),
        ("potentials", "Sedang", "Cemerlang", "potential_invalid"),
        ("potentials", "12 Mei 2025", "-", "assessed_on_missing"),
        ("service_units", "1.500", "0", "population_out_of_range"),
        ("service_units", "1.500", "-", "population_missing"),
        ("periods", "30-06-2025", "30-06-2024", "period_end_order"),
        ("periods", "15-07-2025", "", "deadline_missing"),
        ("awards", NIP, "19850214", "nip_invalid"),
    ],
)
def test_rows_at_fault_stay_outside(home, tmp_path, dataset, old, new, code):
    title, head, row, *_ = TABLES[dataset]
    ingest(home, file(tmp_path, "daftar.csv", title, head, row.replace(old, new)))
    assert query(home, "select reason_code from raw.quarantine") == [(code,)]


@pytest.mark.parametrize(("score", "level"), [("72,5", "-"), ("-", "Tinggi")])
def test_a_score_or_a_level_is_an_assessment(home, tmp_path, score, level):
    title, head, row, *_ = TABLES["potentials"]
    ingest(home, file(tmp_path, "daftar.csv", title, head, row.replace("72,5;Sedang", f"{score};{level}")))
    assert query(home, "select potential_score is null, potential is null from raw.potentials") == [
        (score == "-", level == "-")
    ]
