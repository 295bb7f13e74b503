"""Look-alikes: exports as Indonesian agencies write them, in layouts and words of their own; all persons are invented."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import xlsxwriter

PEOPLE = [
    ("198502142010012901", "Contoh Satu, S.K.M.", "Epidemiolog Kesehatan Ahli Muda"),
    ("197203031998031902", "dr. Contoh Dua, Sp.A.", "Kepala Bidang Pelayanan Kesehatan"),
    ("199009132025212903", "Contoh Tiga", "Pranata Komputer Ahli Pertama"),
    ("198609262015051904", "Contoh Empat, S.E., M.M.", "Analis Kebijakan Ahli Muda"),
    ("199208172019032905", "Contoh Lima, A.Md.", "Pengadministrasi Perkantoran"),
    ("198011302006041906", "Contoh Enam, S.Pd.", "Guru Ahli Madya"),
    ("197512242003122907", "Contoh Tujuh, M.Pd.", "Kepala Subbagian Umum"),
    ("199405052022031908", "Contoh Delapan", "Perawat Terampil"),
]
BOSS = "196803031994031909"


@dataclass(frozen=True)
class Case:
    """A file, and what a suggestion must say of it: dataset, header row, field → heading (as written in the file)."""

    name: str
    write: Callable[[Path], None]
    dataset: str
    header_row: int
    columns: dict[str, str]
    certain: bool = True
    missing: tuple[str, ...] = ()
    says: dict[str, object] = field(default_factory=dict)
    """Other keys of the source."""


def csv(*lines: str, encoding: str = "utf-8") -> Callable[[Path], None]:
    """A text file of these lines."""
    return lambda path: path.write_bytes(("\r\n".join(lines) + "\r\n").encode(encoding))


def xlsx(
    rows: list[list[object]], merges: tuple[str, ...] = (), sheet: str = "Sheet1"
) -> Callable[[Path], None]:
    """A workbook of one sheet; a merge keeps what stands in its first cell."""

    def write(path: Path) -> None:
        with xlsxwriter.Workbook(str(path)) as book:
            page = book.add_worksheet(sheet)
            for r, row in enumerate(rows):
                for c, cell in enumerate(row):
                    if cell is not None:
                        page.write(r, c, cell)
            for area in merges:
                first = page.table
                top, left = _corner(area)
                cell = rows[top][left]
                assert first is not None and cell is not None
                page.merge_range(area, cell)

    return write


def _corner(area: str) -> tuple[int, int]:
    start = area.split(":")[0]
    letters, digits = start.rstrip("0123456789"), start.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return int(digits) - 1, ord(letters) - ord("A")


def html(title: str, heads: list[str], rows: list[list[str]]) -> Callable[[Path], None]:
    """An HTML table under the name of an old workbook."""
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    head = "<tr>" + "".join(f"<th>{cell}</th>" for cell in heads) + "</tr>"
    return lambda path: (
        path.write_text(
            f"<table><tr><td colspan={len(heads)}>{title}</td></tr>{head}{body}</table>", encoding="utf-8"
        )
        and None
    )


RATINGS = ["Sesuai Ekspektasi", "Di Atas Ekspektasi", "Sesuai Ekspektasi", "Di Bawah Ekspektasi", "Sesuai Ekspektasi", "Di Atas Ekspektasi", "Sesuai Ekspektasi", "Sesuai Ekspektasi"]  # fmt: skip
BEHAVIOUR = ["Sesuai Ekspektasi", "Di Atas Ekspektasi", "Sesuai Ekspektasi", "Sesuai Ekspektasi", "Di Atas Ekspektasi", "Sesuai Ekspektasi", "Sesuai Ekspektasi", "Di Bawah Ekspektasi"]  # fmt: skip
PREDIKAT = ["Baik", "Sangat Baik", "Baik", "Butuh Perbaikan", "Baik", "Baik", "Baik", "Kurang"]
FROM_BEST = {"Di Atas Ekspektasi": "1", "Sesuai Ekspektasi": "2", "Di Bawah Ekspektasi": "3"}
FROM_WORST = {"Di Atas Ekspektasi": "3", "Sesuai Ekspektasi": "2", "Di Bawah Ekspektasi": "1"}

# Short heads, title rows with agency and month, decimal comma, column numbers, total and signature.
MONTHLY = csv(
    "LAPORAN HASIL EVALUASI KINERJA PEGAWAI;;;;;;",
    "BADAN PENDAPATAN DAERAH PROVINSI LAMPUNG;;;;;;",
    "BULAN MARET 2025;;;;;;",
    ";;;;;;",
    "No.;N I P;Nama ASN;Nilai Akhir;Hasil Kerja;Prilaku Kerja;Kategori Kinerja",
    "1;2;3;4;5;6;7",
    *(
        f"{i};'{nip};{name};{88 + i},5{i};{RATINGS[i]};{BEHAVIOUR[i]};{PREDIKAT[i]}"
        for i, (nip, name, _) in enumerate(PEOPLE)
    ),
    ";;;;;Jumlah;8",
    ";;;;;Bandar Lampung, 5 April 2025;",
    f";;;;;NIP. {BOSS};",
)

# Two header levels with merges, dates of the period in columns, words of another spelling.
QUARTERLY = xlsx(
    [
        ["DAFTAR PENILAIAN KINERJA"],
        ["Keadaan : 31 Maret 2025"],
        [],
        ["No", "Pegawai yang Dinilai", None, "Pejabat Penilai Kinerja", None, "Masa Penilaian", None, "Evaluasi", None, None],
        [None, "NIP", "Nama", "NIP", "Nama", "Mulai", "Selesai", "Hasil Kerja", "Perilaku Kerja", "Predikat"],
        *(
            [i + 1, nip, name, BOSS, "Contoh Atasan", "01/01/2025", "31/03/2025", {"Sesuai Ekspektasi": "Memenuhi Ekspektasi"}.get(RATINGS[i], RATINGS[i]), BEHAVIOUR[i], PREDIKAT[i]]
            for i, (nip, name, _) in enumerate(PEOPLE)
        ),
    ],
    ("A4:A5", "B4:C4", "D4:E4", "F4:G4", "H4:J4"),
)  # fmt: skip

CODES_FROM_WORST = csv(
    "nip,pegawai_nama,bulan,tahun,hasil_kerja,perilaku_kerja,predikat_kinerja",
    *(
        f"{nip},{name.split(',')[0]},{i % 3 + 1},2025,{FROM_WORST[RATINGS[i]]},{FROM_WORST[BEHAVIOUR[i]]},{PREDIKAT[i]}"
        for i, (nip, name, _) in enumerate(PEOPLE)
    ),
)
CODES_UNPROVEN = csv(
    "nip,nama,bulan,tahun,hasil_kerja,perilaku_kerja",
    *(
        f"{nip},{name.split(',')[0]},5,2025,{FROM_WORST[RATINGS[i]]},{FROM_WORST[BEHAVIOUR[i]]}"
        for i, (nip, name, _) in enumerate(PEOPLE)
    ),
)
ENGLISH = csv(
    "Employee NIP,Employee Name,Period Start,Period End,Result Rating,Behaviour Rating,Performance Rating,Supervisor Name",
    *(
        f"{nip},\"{name}\",2025-01-01,2025-06-30,{ {'Di Atas Ekspektasi': 'Exceeds', 'Sesuai Ekspektasi': 'Meets', 'Di Bawah Ekspektasi': 'Below'}[RATINGS[i]]},"
        f"{ {'Di Atas Ekspektasi': 'Exceeds', 'Sesuai Ekspektasi': 'Meets', 'Di Bawah Ekspektasi': 'Below'}[BEHAVIOUR[i]]},{ {'Sangat Baik': 'Excellent', 'Baik': 'Good', 'Butuh Perbaikan': 'Needs Improvement', 'Kurang': 'Poor'}[PREDIKAT[i]]},Contoh Atasan"
        for i, (nip, name, _) in enumerate(PEOPLE)
    ),
)  # fmt: skip
QUARTER_NUMBERS = csv(
    "NIP;Nama Pegawai;Triwulan;Tahun;Rating Hasil Kerja;Rating Perilaku Kerja;Predikat Kinerja",
    *(
        f"{nip};{name};{i % 4 + 1};2025;{RATINGS[i]};{BEHAVIOUR[i]};{PREDIKAT[i]}"
        for i, (nip, name, _) in enumerate(PEOPLE)
    ),
)
BY_MONTH = xlsx(
    [
        ["REKAPITULASI PREDIKAT KINERJA PEGAWAI TAHUN 2025"],
        ["DINAS PERHUBUNGAN PROVINSI LAMPUNG"],
        ["No", "NIP", "Nama Pegawai", "Januari", "Februari", "Maret", "April"],
        *(
            [i + 1, nip, name, PREDIKAT[i], "Baik", "Baik", PREDIKAT[-i]]
            for i, (nip, name, _) in enumerate(PEOPLE)
        ),
    ]
)
STACKED = csv(
    "Nama / NIP;Jabatan;Periode;Hasil Kerja;Perilaku;Predikat",
    *(
        f"{name} / {nip};{job};Mei 2025;{RATINGS[i]};{BEHAVIOUR[i]};{PREDIKAT[i]}"
        for i, (nip, name, job) in enumerate(PEOPLE)
    ),
)
PEER_NAMES = ("CONTOH SATU, S.Sos.", "CONTOH DUA, M.M.", "CONTOH TIGA, A.Md.")
PEERS = csv(
    "Timestamp;"
    + ";".join(f"{aspect} ({who})" for aspect in ("Kerja Sama", "Kejujuran") for who in PEER_NAMES),
    *(f"0{i}/02/2025 10.00.00;Baik;Sangat Baik;Baik;Baik;Kurang Baik;Baik" for i in range(1, 6)),
)

RANKS = [
    "Penata Muda Tk. I (III/b)",
    "Pembina (IV/a)",
    "IX",
    "Penata (III/c)",
    "Pengatur (II/c)",
    "Pembina Tk. I (IV/b)",
    "Penata Tk. I (III/d)",
    "Pengatur Muda (II/a)",
]
NOMINATIF = xlsx(
    [
        ["DAFTAR NOMINATIF PEGAWAI NEGERI SIPIL"],
        ["DINAS SOSIAL PROVINSI LAMPUNG"],
        ["Keadaan Tanggal 1 Mei 2025"],
        [],
        ["No", "Nama Lengkap", "NIP", "Tempat/Tgl Lahir", "L/P", "Pangkat", None, "Jabatan", None, "Unit Kerja", "Pend. Terakhir"],
        [None, None, None, None, None, "Gol. Ruang", "TMT", "Nama Jabatan", "TMT", None, None],
        *(
            [i + 1, name, nip, f"Metro, {nip[6:8]}-{nip[4:6]}-{nip[:4]}", "L" if nip[14] == "1" else "P", RANKS[i], "01-04-2020", job, "01-04-2021", "Bidang Rehabilitasi Sosial", "S-1"]
            for i, (nip, name, job) in enumerate(PEOPLE)
        ),
    ],
    ("A5:A6", "B5:B6", "C5:C6", "D5:D6", "E5:E6", "F5:G5", "H5:I5", "J5:J6", "K5:K6"),
)  # fmt: skip
ROSTER = csv(
    "nip_pegawai,nama_asn,status_kepegawaian,golongan,jabatan,jenis_jab,opd,unit_kerja",
    *(f"{nip},\"{name}\",{'PPPK' if nip[12:14] == '21' else 'PNS'},{['III/b', 'IV/a', 'IX'][i % 3]},{job},{['Fungsional', 'Struktural', 'Pelaksana'][i % 3]},Dinas Kesehatan,Bidang P2P" for i, (nip, name, job) in enumerate(PEOPLE)),
)  # fmt: skip

UNITS = csv(
    "Kode Satuan Kerja;Nama Satuan Kerja;Kode Induk;Singkatan",
    "01;Dinas Kesehatan;;Dinkes", "0101;Sekretariat;01;", "0102;Bidang Pelayanan Kesehatan;01;", "0103;UPTD Laboratorium Kesehatan;01;Labkes",
    "02;Dinas Sosial;;Dinsos", "0201;Bidang Rehabilitasi Sosial;02;", "03;Badan Pendapatan Daerah;;Bapenda",
)  # fmt: skip
STANDARDS = xlsx(
    [
        ["STANDAR KINERJA JABATAN TAHUN 2025"],
        [],
        ["Nama Jabatan", "Tahun", "Kategori Tugas", "Indikator Kinerja Individu", "Aspek", "Target", "Satuan", "Bobot (%)"],
        *(
            [job, 2025, ["Utama", "Tambahan"][i % 2], f"Jumlah dokumen ke-{i + 1} yang diselesaikan tepat waktu", ["Kuantitas", "Kualitas", "Waktu"][i % 3], 12 + i, "dokumen", 12.5]
            for i, (_, _, job) in enumerate(PEOPLE)
        ),
    ]
)  # fmt: skip
ACHIEVEMENTS = csv(
    "CAPAIAN INDIKATOR KINERJA;;;;;",
    "Periode : Triwulan I Tahun 2025;;;;;",
    "Unit Kerja;Indikator Kinerja Utama;Satuan;Target Kinerja;Realisasi Kinerja;Ket",
    *(f"Bidang {word};Persentase {word.lower()} yang terlayani;persen;{90 + i},5;{87 + i},25;" for i, word in enumerate(("Kesehatan", "Gizi", "Promosi", "Sanitasi", "Imunisasi"))),
)  # fmt: skip
BY_MONTH_TARGETS = csv(
    "NIP,Nama,Indikator Kinerja,Satuan,Jan 2025,Feb 2025,Mar 2025",
    *(
        f'{nip},"{name}",Jumlah laporan ke-{i},laporan,{i + 1},{i + 2},{i + 3}'
        for i, (nip, name, _) in enumerate(PEOPLE)
    ),
)
COURSES = csv(
    "No|NIP Peserta|Nama Peserta|Judul Pelatihan|Lembaga Penyelenggara|Tanggal Awal|Tanggal Akhir|Lama (JP)",
    *(f"{i + 1}|{nip}|{name}|Pelatihan Manajemen Aset Angkatan {i}|BPSDM Provinsi Lampung|{i + 10}/03/2025|{i + 13}/03/2025|{20 + i} JP (3 hari)" for i, (nip, name, _) in enumerate(PEOPLE)),
)  # fmt: skip
ORGANISATION = xlsx(
    [
        ["PREDIKAT KINERJA PERANGKAT DAERAH"],
        ["TRIWULAN II TAHUN 2025"],
        ["No", "Nama Perangkat Daerah", "Nilai Capaian (%)", "Predikat"],
        [1, "Dinas Kesehatan", 97.5, "Istimewa"], [2, "Dinas Sosial", 91.25, "Baik"], [3, "Badan Pendapatan Daerah", 88.4, "Baik"], [4, "Inspektorat", 71.5, "Butuh Perbaikan"],
    ]
)  # fmt: skip

QUESTIONS = [
    "1. Bagaimana pendapat Saudara tentang kesesuaian persyaratan pelayanan dengan jenis pelayanannya?",
    "2. Bagaimana pemahaman Saudara tentang kemudahan prosedur pelayanan di unit ini?",
    "3. Bagaimana pendapat Saudara tentang kecepatan waktu dalam memberikan pelayanan?",
    "4. Bagaimana pendapat Saudara tentang kewajaran biaya/tarif dalam pelayanan?",
    "5. Bagaimana pendapat Saudara tentang kesesuaian produk pelayanan antara yang tercantum dalam standar dengan hasil yang diberikan?",
    "6. Bagaimana pendapat Saudara tentang kompetensi/kemampuan petugas dalam pelayanan?",
    "7. Bagaimana pendapat saudara perilaku petugas dalam pelayanan terkait kesopanan dan keramahan?",
    "8. Bagaimana pendapat Saudara tentang kualitas sarana dan prasarana?",
    "9. Bagaimana pendapat Saudara tentang penanganan pengaduan pengguna layanan?",
]
FORM = csv(
    ",".join(f'"{head}"' for head in ("Cap waktu", "Jenis Kelamin", "Pendidikan", "Jenis layanan yang diterima", *QUESTIONS, "Kritik dan saran")),
    *(f"{i}/1{i % 3}/2025 10:05:22,{'Laki-laki' if i % 2 else 'Perempuan'},SLTA,Rawat Jalan,Sesuai,Mudah,Cepat,Gratis,Sesuai,Kompeten,Sopan dan ramah,Baik,Sangat Baik,Antre lama" for i in range(13, 29)),
)  # fmt: skip
ELEMENTS = xlsx(
    [
        ["REKAP JAWABAN SKM UPTD SAMSAT SEMESTER I 2025"],
        ["No Kuesioner", "Tgl Survei", "Umur", "Persyaratan", "Prosedur", "Waktu", "Biaya", "Produk Layanan", "Kompetensi Petugas", "Perilaku Petugas", "Pengaduan", "Sarpras/Fasilitas"],
        *([i, f"{i:02d}-05-2025", 30 + i, *([3, 4, 3, 4, 3, 4, 5, 3, 4])] for i in range(1, 21)),
    ]
)  # fmt: skip

COMPLAINTS = csv(
    "No Tiket;Tgl Aduan;Kategori Aduan;Jenis Laporan;OPD Tujuan;Status Tindak Lanjut;Kanal",
    *(f"TKT-{1000 + i};{i + 10} {['Mei', 'Agu', 'Okt'][i % 3]} 2025;Infrastruktur;{['Pengaduan', 'Aspirasi', 'Permintaan Informasi'][i % 3]};Dinas Perhubungan;{['Selesai', 'Proses', 'Belum Ditindaklanjuti'][i % 3]};Website" for i in range(12)),
)  # fmt: skip
LOCAL_COMPLAINTS = csv(
    "tracking_id,tanggal_masuk,kategori,dinas_tujuan,isi_laporan_awal,status_final,kecamatan_final",
    *(
        f'{7000000 + i}.0,{i + 1} Jan 2026,Jalan Rusak,Dinas Bina Marga,"=isi, laporan {i}",{["Ditutup oleh Admin", "Terverifikasi"][i % 2]},Kedaton'
        for i in range(15)
    ),
)
HTML_REPORT = html(
    "LAPORAN EVALUASI KINERJA BULAN JUNI 2025",
    [
        "No",
        "NIP Pegawai",
        "Nama Pegawai",
        "Penilaian Hasil Kerja",
        "Penilaian Perilaku Kerja",
        "Predikat Kinerja Periodik",
    ],
    [[str(i), nip, name, RATINGS[i], BEHAVIOUR[i], PREDIKAT[i]] for i, (nip, name, _) in enumerate(PEOPLE)],
)

BY_QUARTER = xlsx(
    [
        ["REKAP PREDIKAT KINERJA PERIODIK TAHUN 2025"],
        ["DINAS PARIWISATA DAN EKONOMI KREATIF"],
        ["No", "Nama Pegawai", "NIP", "Unit Kerja", "Triwulan I", "Triwulan II", "Triwulan III"],
        *(
            [i + 1, name, nip, "Bidang Destinasi", PREDIKAT[i], "Baik", PREDIKAT[-i]]
            for i, (nip, name, _) in enumerate(PEOPLE)
        ),
    ]
)
YEARLY = csv(
    "NIP;NAMA;JABATAN;UNOR;HASIL KERJA (RATING);PERILAKU (RATING);PREDIKAT KINERJA TAHUNAN;TAHUN",
    *(
        f"{nip};{name};{job};Bidang A;{RATINGS[i].upper()};{BEHAVIOUR[i].upper()};{PREDIKAT[i].upper()};2025"
        for i, (nip, name, job) in enumerate(PEOPLE)
    ),
)
OLD_NUMBER = csv(
    "Nip lama;Nama;Bulan;Tahun;Jabatan;Rata-rata hasil kerja;Rata-rata perilaku;Nilai rata-rata;Predikat kinerja;Status",
    *(
        f"3400{i}5678;{name};Mei;2025;{job};9{i % 5},40;9{i % 3},10;9{i % 4},75;{PREDIKAT[i]};Final"
        for i, (_, name, job) in enumerate(PEOPLE)
    ),
)
DUK = xlsx(
    [
        ["DAFTAR URUT KEPANGKATAN PEGAWAI NEGERI SIPIL"],
        ["DINAS PERKEBUNAN PROVINSI LAMPUNG"],
        ["KEADAAN 31 DESEMBER 2025"],
        [],
        ["NO", "NAMA", "NIP", "PANGKAT TERAKHIR", None, "JABATAN", None, "ESL", "MASA KERJA GOL", None, "PENDIDIKAN AKHIR", None],
        [None, None, None, "GOL", "TMT", "NAMA", "TMT", None, "THN", "BLN", "NAMA", "LULUS"],
        [*range(1, 13)],
        *([i + 1, name, nip, ["III/b", "IV/a", "III/c", "II/d"][i % 4], "01-04-2020", job, "01-04-2021", ["-", "III.b"][i % 2], 10 + i, 3, "S-1 Hukum", 2010] for i, (nip, name, job) in enumerate(PEOPLE)),
    ],
    ("A5:A6", "B5:B6", "C5:C6", "D5:E5", "F5:G5", "H5:H6", "I5:J5", "K5:L5"),
)  # fmt: skip


def two_sheets(path: Path) -> None:
    """A survey workbook: what it is about on one sheet, the answers on another."""
    with xlsxwriter.Workbook(str(path)) as book:
        about, data = book.add_worksheet("Info_Umum"), book.add_worksheet("Data_Survei_Mentah")
        for r, row in enumerate(
            [
                ["Parameter", "Isi Data"],
                ["Nama Dinas/Badan", "Dinas Kesehatan"],
                ["Nama UPTD/Kelurahan", "UPTD Labkes"],
                ["Periode Survei", "Semester I 2025"],
                ["NIP", BOSS],
            ]
        ):
            about.write_row(r, 0, row)
        data.write_row(
            0,
            0,
            [
                "No",
                "Jenis Kelamin (L/P)",
                "Pendidikan Terakhir",
                "Pekerjaan",
                "Jenis Layanan",
                "U1 (Persyaratan)",
                "U2 (Prosedur)",
                "U3 (Waktu)",
                "U4 (Biaya)",
                "U5 (Produk)",
                "U6 (Kompetensi)",
                "U7 (Perilaku)",
                "U8 (Sarana & Prasarana)",
                "U9 (Pengaduan)",
                "Saran / Masukan (Teks)",
            ],
        )
        for i in range(1, 25):
            data.write_row(
                i, 0, [i, "LP"[i % 2], "SLTA", "Petani ", "Uji sampel", 3, 4, 3, 4, 3, 4, 3, 4, 3, "bagus"]
            )


HTML_TWO_LEVELS = "<html><body><table border=1><tr><td colspan=7>REKAP EVALUASI KINERJA PERIODE APRIL 2025</td></tr><tr><th rowspan=2>No</th><th colspan=3>ASN</th><th colspan=3>EVALUASI</th></tr><tr><th>Nama</th><th>NIP</th><th>Jabatan</th><th>Hasil Kerja</th><th>Perilaku Kerja</th><th>Predikat</th></tr>" + "".join(
    f"<tr><td>{i + 1}</td><td>{name}</td><td>{nip}</td><td>{job}</td><td>{RATINGS[i]}</td><td>{BEHAVIOUR[i]}</td><td>{PREDIKAT[i]}</td></tr>" for i, (nip, name, job) in enumerate(PEOPLE)
) + "</table></body></html>"  # fmt: skip
TICKETS = csv(
    "Ticket ID,Created At,Category,Agency,State,Channel",
    *(
        f"A{i},2025-05-{i:02d}T10:00:00,Road,Dinas Bina Marga,{['Open', 'Closed'][i % 2]},Web"
        for i in range(1, 25)
    ),
)
UTF_16 = csv(
    "NIP\tNama Pegawai\tBulan Penilaian\tRating Hasil\tRating Perilaku\tPredikat",
    *(
        f"{nip}\t{name}\tJanuari 2026\t{RATINGS[i]}\t{BEHAVIOUR[i]}\t{PREDIKAT[i]}"
        for i, (nip, name, _) in enumerate(PEOPLE)
    ),
    encoding="utf-16",
)
SEP_LINE = csv(
    "sep=;",
    "NIP;Nama;Periode Penilaian;Ekspektasi Hasil Kerja;Ekspektasi Perilaku;Predikat Kinerja",
    *(
        f"{nip};{name};Triwulan I 2026;{RATINGS[i]};{BEHAVIOUR[i]};{PREDIKAT[i]}"
        for i, (nip, name, _) in enumerate(PEOPLE)
    ),
)
COURSE_HISTORY = csv(
    "NIP,NAMA,JENIS DIKLAT,NAMA DIKLAT,TAHUN,JAM,TGL SERTIFIKAT",
    *(
        f'{nip},"{name}",Teknis,Diklat Arsip,2024,{20 + i},0{i + 1}/11/2024'
        for i, (nip, name, _) in enumerate(PEOPLE)
    ),
)
OPTIONS = csv(
    "Timestamp,Jenis Layanan,Persyaratan pelayanan,Prosedur pelayanan,Kecepatan pelayanan,Tarif,Hasil produk layanan,Kemampuan petugas,Keramahan petugas,Fasilitas kantor,Penanganan keluhan,Saran",
    *(f"5/{i}/2025 9:15:01,KIR,4 - Sangat Baik,3 - Baik,3 - Baik,4 - Sangat Baik,3 - Baik,3 - Baik,2 - Kurang Baik,3 - Baik,3 - Baik,ok" for i in range(1, 25)),
)  # fmt: skip
OLD_SCHEME = csv(
    "NIP;Nama;Nilai SKP;Nilai Perilaku Kerja;Sebutan;Tahun Penilaian",
    *(
        f"{nip};{name};9{i},20;8{i},10;{['Baik', 'Sangat Baik'][i % 2]};2025"
        for i, (nip, name, _) in enumerate(PEOPLE)
    ),
)
TWICE = csv(
    "NIP;Nama;NIP;Nama;Predikat Kinerja;Periode",
    *(f"{nip};{name};{BOSS};Contoh Atasan;{PREDIKAT[i]};Mei 2025" for i, (nip, name, _) in enumerate(PEOPLE)),
)
PREDIKAT_CODE = {"Sangat Baik": 5, "Baik": 4, "Butuh Perbaikan": 3, "Kurang": 2}
CODED_PREDIKAT = csv(
    "nip,nama,periode,hasil_kerja,perilaku_kerja,kode_predikat",
    *(
        f'{nip},"{name}",Mei 2025,{RATINGS[i]},{BEHAVIOUR[i]},{PREDIKAT_CODE[PREDIKAT[i]]}'
        for i, (nip, name, _) in enumerate(PEOPLE)
    ),
)
SECTIONS = xlsx(
    [
        ["LAPORAN KINERJA PEGAWAI"],
        ["PERIODE JULI 2025"],
        ["No", "NIP", "Nama", "Hasil Kerja", "Perilaku", "Predikat"],
        ["BIDANG KESEHATAN"],
        *(
            [i + 1, nip, name, RATINGS[i], BEHAVIOUR[i], PREDIKAT[i]]
            for i, (nip, name, _) in enumerate(PEOPLE[:4])
        ),
        ["BIDANG SOSIAL"],
        *(
            [i + 1, nip, name, RATINGS[i + 4], BEHAVIOUR[i + 4], PREDIKAT[i + 4]]
            for i, (nip, name, _) in enumerate(PEOPLE[4:])
        ),
    ]
)

AWARDS = csv(
    "No;NIP Penerima;Nama Penerima;Tanda Kehormatan;Tanggal Piagam;Diberikan Oleh",
    *(
        f"{i + 1};{nip};{name};Satyalancana Karya Satya X;{i + 10} Agustus 2025;Presiden RI"
        for i, (nip, name, _) in enumerate(PEOPLE)
    ),
)
ASSESSED = csv(
    "No,Nama Peserta,NIP,Skor Potensi,Tingkat Potensi,Tanggal Assessment,Alat Ukur",
    *(
        f'{i + 1},"{name}",{nip},{58 + 4 * i}.5,{("Low", "Medium", "High")[i % 3]},2025-0{i % 9 + 1}-1{i % 9},Assessment center'
        for i, (nip, name, _) in enumerate(PEOPLE)
    ),
)
DISCIPLINE = csv(
    "NIP,Nama,Tingkat Hukuman,Jenis Hukuman,Tanggal Keputusan,TMT Hukuman",
    *(
        f'{nip},"{name}",{["Ringan", "Hukdis Sedang"][i % 2]},Teguran lisan,1{i}-03-2025,01-04-2025'
        for i, (nip, name, _) in enumerate(PEOPLE)
    ),
)
POPULATION = xlsx(
    [
        ["DATA PENGGUNA LAYANAN"],
        ["Nama Unit Layanan", "Jenis Layanan", "Tahun", "Jumlah Pengguna Layanan"],
        *([f"UPTD Samsat {i}", "Pajak kendaraan", 2025, 1200 + i] for i in range(1, 9)),
    ]
)
DEADLINES = csv(
    "Nama Periode,Jenis Periode,Tanggal Awal,Tanggal Akhir,Batas Waktu Pengisian",
    *(
        f"Triwulan {i},Triwulan,{3 * i - 2:02d}/01/2025,{3 * i:02d}/30/2025,{3 * i:02d}/30/2025"
        for i in range(1, 5)
    ),
    "Tahunan,Tahunan,01/01/2025,12/31/2025,12/31/2025",
)


ANSWERS = [[3, 3, 4, 4, 3, 2, 4, 3, 4], [4, 3, 3, 4, 3, 3, 4, 4, 3]]
BARE_MERGED = xlsx(
    [
        ["PENGOLAHAN INDEKS KEPUASAN MASYARAKAT PER RESPONDEN"],
        ["UNIT PELAYANAN : UPTD SAMSAT"],
        ["PERIODE : SEMESTER I TAHUN 2025"],
        ["NO. RESP", "NILAI UNSUR PELAYANAN", *[None] * 8, "KET"],
        [None, *range(1, 10)],
        *([i + 1, *ANSWERS[i % 2]] for i in range(12)),
        ["Jumlah", *[40] * 9],
    ],
    ("A4:A5", "B4:J4", "K4:K5"),
)
BARE_CSV = csv(
    "REKAP SKM SEMESTER I 2025",
    "No;Nilai Unsur Pelayanan" + ";" * 8,
    ";1;2;3;4;5;6;7;8;9",
    *(f"{i + 1};" + ";".join(map(str, ANSWERS[i % 2])) for i in range(12)),
)
BARE_HEADER = csv(
    "Nomor Responden;1;2;3;4;5;6;7;8;9",
    *(f"{i + 1};" + ";".join(map(str, ANSWERS[i % 2])) for i in range(12)),
)
LONG = csv(
    "id_responden,tanggal,layanan,jenis_kelamin,unsur,nilai",
    *(
        f"{r},2025-05-{r:02d},KIR,{'LP'[r % 2]},U{u},{ANSWERS[r % 2][u - 1]}"
        for r in range(1, 13)
        for u in range(1, 10)
    ),
)
LONG_QUESTIONS = csv(
    "No Responden;Tanggal Survei;Jenis Layanan;Pertanyaan;Jawaban",
    *(f"{r};{r:02d}/05/2025;KIR;{QUESTIONS[u]};{ANSWERS[r % 2][u]}" for r in range(1, 25) for u in range(9)),
)
LYING = csv(
    "REKAP SKM DINAS SOSIAL TAHUN 2025",
    "No;Unsur Pelayanan;" + ";".join(f"R{i}" for i in range(1, 13)),
    *(f"{u + 1};{QUESTIONS[u]};" + ";".join(str(ANSWERS[i % 2][u]) for i in range(12)) for u in range(9)),
)
PART_RESPONDENTS = csv(
    "id_biodata,semester,no_responden,umur,jenis_kelamin,pendidikan,pelayanan,tgl_entri",
    *(f"{r + 8},1,{r % 9},3{r % 10},Laki-laki,SLTA,Izin Usaha,2025-06-{r:02d}" for r in range(1, 21)),
)
PART_ANSWERS = csv(
    "id_jawaban,id_biodata,id_pertanyaan,jawaban",
    *(f"{9 * r + q},{r + 8},{q},{ANSWERS[r % 2][q - 1]}" for r in range(1, 21) for q in range(1, 10)),
)
PART_QUESTIONS = csv("id_pertanyaan;uraian", *(f"{i + 1};{text}" for i, text in enumerate(QUESTIONS)))


def nested_json(path: Path) -> None:
    """An answer of an interface: rows below a key, names in camel case."""
    rows = [
        {
            "pegawaiNip": nip,
            "pegawaiNama": name,
            "tahun": 2025,
            "bulan": "05",
            "ratingHasilKerja": RATINGS[i],
            "ratingPerilakuKerja": BEHAVIOUR[i],
            "predikatKinerja": PREDIKAT[i],
        }
        for i, (nip, name, _) in enumerate(PEOPLE)
    ]
    path.write_text(json.dumps({"status": "ok", "data": rows}), encoding="utf-8")


CASES = [
    Case("lap evaluasi maret.csv", MONTHLY, "appraisals", 5, {"nip": "N I P", "person_name": "Nama ASN", "result_rating": "Hasil Kerja", "behaviour_rating": "Prilaku Kerja", "predikat_delivered": "Kategori Kinerja", "score": "Nilai Akhir"}, says={"period.from": "title", "agency.from": "title", "numbers.decimal": ","}),
    Case("triwulan.xlsx", QUARTERLY, "appraisals", 5, {"nip": "Pegawai yang Dinilai / NIP", "rater_nip": "Pejabat Penilai Kinerja / NIP", "period_start": "Masa Penilaian / Mulai", "period_end": "Masa Penilaian / Selesai", "result_rating": "Evaluasi / Hasil Kerja", "predikat_delivered": "Evaluasi / Predikat"}, says={"values.result_rating": {"memenuhi ekspektasi": "sesuai"}, "as_of.label": "Keadaan"}),
    Case("nilai.csv", CODES_FROM_WORST, "appraisals", 1, {"nip": "nip", "result_rating": "hasil_kerja", "behaviour_rating": "perilaku_kerja", "predikat_delivered": "predikat_kinerja"}, says={"direction": "higher_is_better", "period.column": "bulan", "period.year_column": "tahun"}),
    Case("kode.csv", CODES_UNPROVEN, "appraisals", 1, {"nip": "nip", "result_rating": "hasil_kerja"}, certain=False, missing=("direction",), says={"direction": "words"}),
    Case("export.csv", ENGLISH, "appraisals", 1, {"nip": "Employee NIP", "person_name": "Employee Name", "period_start": "Period Start", "period_end": "Period End", "result_rating": "Result Rating", "behaviour_rating": "Behaviour Rating", "predikat_delivered": "Performance Rating", "rater_name": "Supervisor Name"}),
    Case("tw.csv", QUARTER_NUMBERS, "appraisals", 1, {"nip": "NIP", "predikat_delivered": "Predikat Kinerja"}, says={"period.unit": "quarter", "period.column": "Triwulan"}),
    Case("predikat bulanan.xlsx", BY_MONTH, "appraisals", 3, {"nip": "NIP", "person_name": "Nama Pegawai"}, says={"shape": "wide", "wide.value": "predikat_delivered", "agency.from": "title"}),
    Case("gabung.csv", STACKED, "appraisals", 1, {"nip": "Nama / NIP", "person_name": "Nama / NIP", "position_name": "Jabatan", "predikat_delivered": "Predikat"}),
    Case("rekan.csv", PEERS, "appraisals", 1, {"nip": "nama orang pada judul kolom"}, certain=False, missing=("period_start", "period_end"), says={"shape": "wide", "wide.value": "predikat_delivered", "values.predikat_delivered": {"kurang baik": "butuh_perbaikan"}}),
    Case("LAP_EVAL.xls", HTML_REPORT, "appraisals", 2, {"nip": "NIP Pegawai", "result_rating": "Penilaian Hasil Kerja", "behaviour_rating": "Penilaian Perilaku Kerja", "predikat_delivered": "Predikat Kinerja Periodik"}, says={"period.from": "title"}),
    Case("nominatif.xlsx", NOMINATIF, "employees", 6, {"nip": "NIP", "person_name": "Nama Lengkap", "rank": "Pangkat / Gol. Ruang", "position_name": "Jabatan / Nama Jabatan", "unit_name": "Unit Kerja", "sex": "L/P", "birth_date": "Tempat/Tgl Lahir", "education": "Pend. Terakhir"}, says={"agency.from": "title"}),
    Case("pegawai.csv", ROSTER, "employees", 1, {"nip": "nip_pegawai", "person_name": "nama_asn", "employment_status": "status_kepegawaian", "rank": "golongan", "position_name": "jabatan", "position_kind": "jenis_jab", "agency_name": "opd", "unit_name": "unit_kerja"}),
    Case("satker.csv", UNITS, "units", 1, {"unit_id": "Kode Satuan Kerja", "unit_name": "Nama Satuan Kerja", "parent_id": "Kode Induk", "short_name": "Singkatan"}),
    Case("standar.xlsx", STANDARDS, "standards", 3, {"position_name": "Nama Jabatan", "year": "Tahun", "duty_kind": "Kategori Tugas", "indicator": "Indikator Kinerja Individu", "target": "Target", "weight": "Bobot (%)"}),
    Case("capaian iku.csv", ACHIEVEMENTS, "achievements", 3, {"unit_name": "Unit Kerja", "indicator": "Indikator Kinerja Utama", "target": "Target Kinerja", "realisation": "Realisasi Kinerja", "unit_of_measure": "Satuan"}, says={"period.from": "title", "numbers.decimal": ","}),
    Case("capaian bulanan.csv", BY_MONTH_TARGETS, "achievements", 1, {"nip": "NIP", "indicator": "Indikator Kinerja", "unit_of_measure": "Satuan"}, certain=False, says={"shape": "wide", "wide.value": "realisation"}),
    Case("pelatihan.csv", COURSES, "trainings", 1, {"nip": "NIP Peserta", "course": "Judul Pelatihan", "organiser": "Lembaga Penyelenggara", "started_on": "Tanggal Awal", "ended_on": "Tanggal Akhir", "hours": "Lama (JP)"}, says={"dates.order": "dmy"}),
    Case("predikat pd.xlsx", ORGANISATION, "organisation_ratings", 3, {"agency_name": "Nama Perangkat Daerah", "organisation_predikat": "Predikat", "achievement": "Nilai Capaian (%)"}, says={"period.from": "title"}),
    Case("formulir.csv", FORM, "surveys", 1, {"u1": QUESTIONS[0], "u5": QUESTIONS[4], "u8": QUESTIONS[8], "u9": QUESTIONS[7], "responded_on": "Cap waktu", "remark": "Kritik dan saran"}, says={"survey.u8_u9": "declared", "dates.order": "dmy"}),
    Case("skm samsat.xlsx", ELEMENTS, "surveys", 2, {"respondent_id": "No Kuesioner", "responded_on": "Tgl Survei", "u1": "Persyaratan", "u4": "Biaya", "u7": "Perilaku Petugas", "u8": "Pengaduan", "u9": "Sarpras/Fasilitas"}, says={"survey.scale_max": 5, "survey.u8_u9": "declared"}),
    Case("aduan.csv", COMPLAINTS, "complaints", 1, {"tracking_id": "No Tiket", "received_on": "Tgl Aduan", "category": "Kategori Aduan", "complaint_class": "Jenis Laporan", "agency_name": "OPD Tujuan", "status": "Status Tindak Lanjut", "channel": "Kanal"}),
    Case("lapor lokal.csv", LOCAL_COMPLAINTS, "complaints", 1, {"tracking_id": "tracking_id", "received_on": "tanggal_masuk", "agency_name": "dinas_tujuan", "status": "status_final", "district_name": "kecamatan_final"}),
    Case("predikat triwulan.xlsx", BY_QUARTER, "appraisals", 3, {"nip": "NIP", "person_name": "Nama Pegawai", "unit_name": "Unit Kerja"}, says={"shape": "wide", "wide.value": "predikat_delivered"}),
    Case("LAPORAN_KINERJA_TAHUNAN.csv", YEARLY, "appraisals", 1, {"nip": "NIP", "result_rating": "HASIL KERJA (RATING)", "behaviour_rating": "PERILAKU (RATING)", "predikat_delivered": "PREDIKAT KINERJA TAHUNAN"}, says={"period.from": "year_column", "period.column": "TAHUN"}),
    Case("kipapp.csv", OLD_NUMBER, "appraisals", 1, {"person_name": "Nama", "predikat_delivered": "Predikat kinerja"}, certain=False, missing=("nip",)),
    Case("duk.xlsx", DUK, "employees", 6, {"nip": "NIP", "person_name": "NAMA", "rank": "PANGKAT TERAKHIR / GOL", "position_name": "JABATAN / NAMA", "position_level": "ESL"}, says={"agency.from": "title"}),
    Case("skm labkes.xlsx", two_sheets, "surveys", 1, {"u1": "U1 (Persyaratan)", "u9": "U8 (Sarana & Prasarana)", "u8": "U9 (Pengaduan)", "remark": "Saran / Masukan (Teks)", "service_name": "Jenis Layanan"}, says={"survey.u8_u9": "declared", "period.from": "title", "agency.from": "title"}),
    Case("simpeg.xls", lambda path: path.write_text(HTML_TWO_LEVELS, encoding="utf-8") and None, "appraisals", 3, {"nip": "ASN / NIP", "person_name": "ASN / Nama", "result_rating": "EVALUASI / Hasil Kerja", "predikat_delivered": "EVALUASI / Predikat"}),
    Case("tickets.csv", TICKETS, "complaints", 1, {"tracking_id": "Ticket ID", "received_on": "Created At", "status": "State", "agency_name": "Agency"}, says={"dates.order": "ymd"}),
    Case("eskp.txt", UTF_16, "appraisals", 1, {"nip": "NIP", "result_rating": "Rating Hasil", "behaviour_rating": "Rating Perilaku"}),
    Case("sep.csv", SEP_LINE, "appraisals", 1, {"nip": "NIP", "result_rating": "Ekspektasi Hasil Kerja", "behaviour_rating": "Ekspektasi Perilaku"}),
    Case("riwayat diklat.csv", COURSE_HISTORY, "trainings", 1, {"nip": "NIP", "course": "NAMA DIKLAT", "hours": "JAM"}, certain=False, missing=("started_on",)),
    Case("form opsi.csv", OPTIONS, "surveys", 1, {"u1": "Persyaratan pelayanan", "u9": "Fasilitas kantor", "u8": "Penanganan keluhan"}, says={"dates.order": "mdy"}),
    Case("pp46.csv", OLD_SCHEME, "appraisals", 1, {"nip": "NIP", "score_skp": "Nilai SKP", "score_behaviour": "Nilai Perilaku Kerja", "predikat_delivered": "Sebutan"}),
    Case("ganda.csv", TWICE, "appraisals", 1, {"predikat_delivered": "Predikat Kinerja"}, certain=False),
    Case("kode predikat.csv", CODED_PREDIKAT, "appraisals", 1, {"predikat_delivered": "kode_predikat"}, says={"values.predikat_delivered": {"5": "sangat_baik", "4": "baik", "3": "butuh_perbaikan", "2": "kurang", "1": "sangat_kurang"}}),
    Case("bagian.xlsx", SECTIONS, "appraisals", 3, {"nip": "NIP"}, says={"section": "unit_name"}),
    Case("api.json", nested_json, "appraisals", 0, {"nip": "pegawaiNip", "result_rating": "ratingHasilKerja", "predikat_delivered": "predikatKinerja"}, says={"period.column": "bulan", "period.year_column": "tahun"}),
    Case("tanda kehormatan.csv", AWARDS, "awards", 1, {"nip": "NIP Penerima", "award": "Tanda Kehormatan", "awarded_on": "Tanggal Piagam", "granted_by": "Diberikan Oleh"}),
    Case("hukdis.csv", DISCIPLINE, "discipline", 1, {"nip": "NIP", "level": "Tingkat Hukuman", "sanction": "Jenis Hukuman", "decided_on": "Tanggal Keputusan"}, says={"values.level": {"hukdis sedang": "medium"}}),
    Case("hasil tes.csv", ASSESSED, "potentials", 1, {"nip": "NIP", "potential": "Tingkat Potensi", "potential_score": "Skor Potensi", "assessed_on": "Tanggal Assessment", "method": "Alat Ukur"}, says={"values.potential": {"low": "rendah", "medium": "menengah", "high": "tinggi"}}),
    Case("populasi.xlsx", POPULATION, "service_units", 2, {"unit_name": "Nama Unit Layanan", "year": "Tahun", "population": "Jumlah Pengguna Layanan"}),
    Case("pengolahan.xlsx", BARE_MERGED, "surveys", 5, {"respondent_id": "NO. RESP", "u1": "NILAI UNSUR PELAYANAN / 1", "u9": "NILAI UNSUR PELAYANAN / 9"}, says={"survey.u8_u9": "undeclared", "survey.element_count": 9, "unit.label": "Unit Pelayanan"}),
    Case("rekap skm.csv", BARE_CSV, "surveys", 3, {"respondent_id": "No", "u1": "Nilai Unsur Pelayanan / 1", "u9": "Nilai Unsur Pelayanan / 9"}, says={"period.from": "title"}),
    Case("kuesioner.csv", BARE_HEADER, "surveys", 1, {"respondent_id": "Nomor Responden", "u1": "1", "u9": "9"}, certain=False),
    Case("satu tabel.csv", LONG, "surveys", 1, {}, certain=False, says={"shape": "delivery", "delivery.key": "id_responden", "delivery.question_field.U8": "u8", "delivery.answers.columns.responded_on": "tanggal"}),
    Case("jawaban panjang.csv", LONG_QUESTIONS, "surveys", 1, {}, says={"shape": "delivery", "survey.u8_u9": "declared", "delivery.answers.columns.service_name": "Jenis Layanan"}),
    Case("jadwal.csv", DEADLINES, "periods", 1, {"period_kind": "Jenis Periode", "period_start": "Tanggal Awal", "period_end": "Tanggal Akhir", "deadline": "Batas Waktu Pengisian"}, says={"dates.order": "mdy"}),
]  # fmt: skip

STRANGERS = {
    "berbaring.csv": LYING,
    "sepeda.csv": csv("Tanggal;Jalur A;Jalur B;Jalur C", *(f"{i:02d}/01/2025;{i};{i * 2};{i * 3}" for i in range(1, 20))),
    "anggaran.csv": csv("Unit Kerja,Program/Kegiatan,Pagu Anggaran,Realisasi Anggaran,Persen", *(f"Bidang {i},Kegiatan {i},{i}50000000,{i}20000000,{80 + i}" for i in range(1, 9))),
    "penduduk.csv": csv("kode,nama,pria,wanita,total", *(f"18.{i:02d},Kabupaten Contoh {i},{i}000,{i}100,{i}100" for i in range(1, 12))),
    "hr luar negeri.csv": csv("EmployeeNumber,Age,Department,JobRole,MonthlyIncome,PerformanceRating", *(f"{i},{30 + i},Sales,Sales Executive,{5000 + i},{3 + i % 2}" for i in range(1, 30))),
    "absen.csv": csv("NIP,Nama,Hadir,Izin,Sakit,Alpa,Terlambat", *(f'{nip},"{name}",20,1,0,0,2' for nip, name, _ in PEOPLE)),
    "wilayah.csv": csv("kode,nama", "18.01,Lampung Selatan", "18.02,Lampung Tengah", "18.03,Lampung Utara"),
    "tanpa judul.csv": csv("1801,18,LAMPUNG BARAT", "1802,18,TANGGAMUS", "1803,18,LAMPUNG SELATAN"),
    "rekap ikm.csv": csv("Unit Layanan;Jumlah Responden;U1;U2;U3;U4;U5;U6;U7;U8;U9;IKM;Mutu", *(f"UPTD {i};{30 + i};3,2{i};3,1{i};3,3{i};3,9{i};3,2{i};3,3{i};3,4{i};3,5{i};3,2{i};8{i},5;B" for i in range(1, 8))),
    "jumlah aduan.csv": csv("OPD,Jumlah Aduan,Selesai,Proses,Persentase", *(f"Dinas {name},{10 + i},{8 + i},2,8{i}" for i, name in enumerate(("Sosial", "Kesehatan", "Perhubungan", "Kehutanan")))),
    "jumlah pegawai.csv": csv("Unit Kerja,PNS,PPPK,Jumlah", *(f"Dinas {name},{10 + i},{8 + i},{18 + 2 * i}" for i, name in enumerate(("Sosial", "Kesehatan", "Perhubungan", "Kehutanan")))),
    "talenta.csv": csv("NO,NAMA,NIP_BARU,NAMA_JAB_STRUKTURAL,PSIKOLOGI_JPM,KOMPETEN_JPM,JPM_TOTAL,KODE_KUADRAN_TALENTA", *(f'{i + 1},"{name}",{nip},{job},7{i}.2,8{i}.1,7{i},{i % 9 + 1}' for i, (nip, name, job) in enumerate(PEOPLE))),
    "aset.csv": csv("Kode Barang,Nama Barang,Tahun Perolehan,Harga,Kondisi", *(f"02.06.0{i},Laptop {i},2021,{i}5000000,Baik" for i in range(1, 9))),
}  # fmt: skip
