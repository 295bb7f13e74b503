"""Look-alikes: exports as Indonesian agencies write them, in layouts and words of their own; all persons are invented."""

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
PEERS = csv(
    "Timestamp;"
    + ";".join(
        f"{aspect} ({who})"
        for aspect in ("Kerja Sama", "Kejujuran")
        for who in ("CONTOH SATU, S.Sos.", "CONTOH DUA, M.M.", "CONTOH TIGA, A.Md.")
    ),
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

APPRAISED = ("nip", "result_rating", "behaviour_rating", "predikat_delivered")
CASES = [
    Case("lap evaluasi maret.csv", MONTHLY, "appraisals", 5, {"nip": "N I P", "person_name": "Nama ASN", "result_rating": "Hasil Kerja", "behaviour_rating": "Prilaku Kerja", "predikat_delivered": "Kategori Kinerja", "score": "Nilai Akhir"}, says={"period.from": "title", "agency.from": "title", "numbers.decimal": ","}),
    Case("triwulan.xlsx", QUARTERLY, "appraisals", 5, {"nip": "Pegawai yang Dinilai / NIP", "rater_nip": "Pejabat Penilai Kinerja / NIP", "period_start": "Masa Penilaian / Mulai", "period_end": "Masa Penilaian / Selesai", "result_rating": "Evaluasi / Hasil Kerja", "predikat_delivered": "Evaluasi / Predikat"}, says={"values.result_rating": {"memenuhi ekspektasi": "sesuai"}, "as_of.label": "Keadaan"}),
    Case("nilai.csv", CODES_FROM_WORST, "appraisals", 1, {"nip": "nip", "result_rating": "hasil_kerja", "behaviour_rating": "perilaku_kerja", "predikat_delivered": "predikat_kinerja"}, says={"direction": "higher_is_better", "period.column": "bulan", "period.year_column": "tahun"}),
    Case("kode.csv", CODES_UNPROVEN, "appraisals", 1, {"nip": "nip", "result_rating": "hasil_kerja"}, certain=False, missing=("direction",), says={"direction": "words"}),
    Case("export.csv", ENGLISH, "appraisals", 1, {"nip": "Employee NIP", "person_name": "Employee Name", "period_start": "Period Start", "period_end": "Period End", "result_rating": "Result Rating", "behaviour_rating": "Behaviour Rating", "predikat_delivered": "Performance Rating", "rater_name": "Supervisor Name"}),
    Case("tw.csv", QUARTER_NUMBERS, "appraisals", 1, {"nip": "NIP", "predikat_delivered": "Predikat Kinerja"}, says={"period.unit": "quarter", "period.column": "Triwulan"}),
    Case("predikat bulanan.xlsx", BY_MONTH, "appraisals", 3, {"nip": "NIP", "person_name": "Nama Pegawai"}, says={"shape": "wide", "wide.value": "predikat_delivered", "agency.from": "title"}),
    Case("gabung.csv", STACKED, "appraisals", 1, {"nip": "Nama / NIP", "person_name": "Nama / NIP", "position_name": "Jabatan", "predikat_delivered": "Predikat"}),
    Case("rekan.csv", PEERS, "appraisals", 1, {}, certain=False, missing=("nip",), says={"shape": "wide", "wide.value": "predikat_delivered", "values.predikat_delivered": {"kurang baik": "butuh_perbaikan"}}),
    Case("LAP_EVAL.xls", HTML_REPORT, "appraisals", 2, {"nip": "NIP Pegawai", "result_rating": "Penilaian Hasil Kerja", "behaviour_rating": "Penilaian Perilaku Kerja", "predikat_delivered": "Predikat Kinerja Periodik"}, says={"period.from": "title"}),
    Case("nominatif.xlsx", NOMINATIF, "employees", 6, {"nip": "NIP", "person_name": "Nama Lengkap", "rank": "Pangkat / Gol. Ruang", "position_name": "Jabatan / Nama Jabatan", "unit_name": "Unit Kerja", "sex": "L/P", "birth_date": "Tempat/Tgl Lahir", "education": "Pend. Terakhir"}, says={"agency.from": "title"}),
    Case("pegawai.csv", ROSTER, "employees", 1, {"nip": "nip_pegawai", "person_name": "nama_asn", "employment_status": "status_kepegawaian", "rank": "golongan", "position_name": "jabatan", "position_kind": "jenis_jab", "agency_name": "opd", "unit_name": "unit_kerja"}),
    Case("satker.csv", UNITS, "units", 1, {"unit_id": "Kode Satuan Kerja", "unit_name": "Nama Satuan Kerja", "parent_id": "Kode Induk", "short_name": "Singkatan"}),
    Case("standar.xlsx", STANDARDS, "standards", 3, {"position_name": "Nama Jabatan", "year": "Tahun", "duty_kind": "Kategori Tugas", "indicator": "Indikator Kinerja Individu", "target": "Target", "weight": "Bobot (%)"}),
    Case("capaian iku.csv", ACHIEVEMENTS, "achievements", 3, {"unit_name": "Unit Kerja", "indicator": "Indikator Kinerja Utama", "target": "Target Kinerja", "realisation": "Realisasi Kinerja", "unit_of_measure": "Satuan"}, says={"period.from": "title", "numbers.decimal": ","}),
    Case("capaian bulanan.csv", BY_MONTH_TARGETS, "achievements", 1, {"nip": "NIP", "indicator": "Indikator Kinerja", "unit_of_measure": "Satuan"}, says={"shape": "wide", "wide.value": "realisation"}),
    Case("pelatihan.csv", COURSES, "trainings", 1, {"nip": "NIP Peserta", "course": "Judul Pelatihan", "organiser": "Lembaga Penyelenggara", "started_on": "Tanggal Awal", "ended_on": "Tanggal Akhir", "hours": "Lama (JP)"}, says={"dates.order": "dmy"}),
    Case("predikat pd.xlsx", ORGANISATION, "organisation_ratings", 3, {"agency_name": "Nama Perangkat Daerah", "organisation_predikat": "Predikat", "achievement": "Nilai Capaian (%)"}, says={"period.from": "title"}),
    Case("formulir.csv", FORM, "surveys", 1, {"u1": QUESTIONS[0], "u5": QUESTIONS[4], "u8": QUESTIONS[8], "u9": QUESTIONS[7], "responded_on": "Cap waktu", "remark": "Kritik dan saran"}, says={"survey.u8_u9": "declared", "dates.order": "dmy"}),
    Case("skm samsat.xlsx", ELEMENTS, "surveys", 2, {"respondent_id": "No Kuesioner", "responded_on": "Tgl Survei", "u1": "Persyaratan", "u4": "Biaya", "u7": "Perilaku Petugas", "u8": "Pengaduan", "u9": "Sarpras/Fasilitas"}, says={"survey.scale_max": 5, "survey.u8_u9": "declared"}),
    Case("aduan.csv", COMPLAINTS, "complaints", 1, {"tracking_id": "No Tiket", "received_on": "Tgl Aduan", "category": "Kategori Aduan", "complaint_class": "Jenis Laporan", "agency_name": "OPD Tujuan", "status": "Status Tindak Lanjut", "channel": "Kanal"}),
    Case("lapor lokal.csv", LOCAL_COMPLAINTS, "complaints", 1, {"tracking_id": "tracking_id", "received_on": "tanggal_masuk", "agency_name": "dinas_tujuan", "status": "status_final", "district_name": "kecamatan_final"}),
]  # fmt: skip

STRANGERS = {
    "sepeda.csv": csv("Tanggal;Jalur A;Jalur B;Jalur C", *(f"{i:02d}/01/2025;{i};{i * 2};{i * 3}" for i in range(1, 20))),
    "anggaran.csv": csv("Unit Kerja,Program/Kegiatan,Pagu Anggaran,Realisasi Anggaran,Persen", *(f"Bidang {i},Kegiatan {i},{i}50000000,{i}20000000,{80 + i}" for i in range(1, 9))),
    "penduduk.csv": csv("kode,nama,pria,wanita,total", *(f"18.{i:02d},Kabupaten Contoh {i},{i}000,{i}100,{i}100" for i in range(1, 12))),
    "hr luar negeri.csv": csv("EmployeeNumber,Age,Department,JobRole,MonthlyIncome,PerformanceRating", *(f"{i},{30 + i},Sales,Sales Executive,{5000 + i},{3 + i % 2}" for i in range(1, 30))),
    "absen.csv": csv("NIP,Nama,Hadir,Izin,Sakit,Alpa,Terlambat", *(f'{nip},"{name}",20,1,0,0,2' for nip, name, _ in PEOPLE)),
    "wilayah.csv": csv("kode,nama", "18.01,Lampung Selatan", "18.02,Lampung Tengah", "18.03,Lampung Utara"),
    "tanpa judul.csv": csv("1801,18,LAMPUNG BARAT", "1802,18,TANGGAMUS", "1803,18,LAMPUNG SELATAN"),
    "aset.csv": csv("Kode Barang,Nama Barang,Tahun Perolehan,Harga,Kondisi", *(f"02.06.0{i},Laptop {i},2021,{i}5000000,Baik" for i in range(1, 9))),
}  # fmt: skip
