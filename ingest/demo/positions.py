"""Positions: names, kinds, levels, ranks, education and the standard (indicators) of every position."""

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True)
class Indicator:
    """One line of a position's standard. `target` is per year; `better` lower means less is better."""

    text: str
    duty: str
    aspect: str
    target: float
    measure: str
    better: str
    weight: int

    def target_of(self, months: int) -> float:
        """Target of a period: counts are shared out, levels (percent, minutes) stay."""
        return self.target * months / 12 if self.aspect == "quantity" else self.target


@dataclass(frozen=True)
class Position:
    """A position of the province. Ranks: of PNS (lowest first) and of PPPK."""

    name: str
    kind: str
    level: str
    ranks: tuple[str, ...]
    contract_rank: str
    education: str
    family: str
    indicators: tuple[Indicator, ...]


EXPERT = {
    "Ahli Pertama": (("III/a", "III/b"), "IX", "S-1/Sarjana"),
    "Ahli Muda": (("III/c", "III/d"), "X", "S-1/Sarjana"),
    "Ahli Madya": (("IV/a", "IV/b", "IV/c"), "XI", "S-2"),
}
SKILLED = {
    "Terampil": (("II/b", "II/c", "II/d"), "VII", "Diploma III/Sarjana Muda"),
    "Mahir": (("III/a", "III/b"), "VII", "Diploma III/Sarjana Muda"),
    "Penyelia": (("III/c", "III/d"), "VII", "Diploma III/Sarjana Muda"),
}

# family: name of the functional position | e expert, s skilled | main work | measure | target per year | quality line
FAMILIES_TEXT = """
guru|Guru|e|Jam tatap muka terlaksana|jam|864|Ketuntasan belajar peserta didik
perawat|Perawat|es|Asuhan keperawatan terdokumentasi|asuhan|960|Kepatuhan keselamatan pasien
bidan|Bidan|es|Asuhan kebidanan terdokumentasi|asuhan|600|Kepatuhan keselamatan pasien
dokter|Dokter|e|Pasien terlayani|pasien|1800|Kepatuhan alur klinis
apoteker|Apoteker|e|Resep terkaji|resep|2400|Kesesuaian resep dengan formularium
laboratorium|Pranata Laboratorium Kesehatan|es|Sampel diperiksa|sampel|1200|Ketepatan hasil uji mutu
rekam_medis|Perekam Medis|s|Berkas rekam medis lengkap|berkas|3600|Kelengkapan rekam medis 24 jam
epidemiolog|Epidemiolog Kesehatan|e|Laporan surveilans tersusun|laporan|48|Penyelidikan KLB kurang dari 24 jam
kebijakan|Analis Kebijakan|e|Naskah kebijakan tersusun|naskah|24|Rekomendasi yang ditindaklanjuti
hukum|Perancang Peraturan Perundang-undangan|e|Rancangan produk hukum terselesaikan|rancangan|24|Rancangan tanpa perbaikan ulang
pengadaan|Pengelola Pengadaan Barang/Jasa|e|Paket pengadaan terselesaikan|paket|36|Paket selesai sesuai jadwal
auditor|Auditor|e|Laporan hasil pengawasan|laporan|24|Rekomendasi ditindaklanjuti
jalan|Teknik Jalan dan Jembatan|e|Ruas jalan terinspeksi|ruas|48|Kondisi ruas sesuai rencana
pengairan|Teknik Pengairan|e|Daerah irigasi terpantau|lokasi|48|Keandalan jaringan irigasi
bangunan|Teknik Tata Bangunan dan Perumahan|e|Berkas teknis diperiksa|berkas|48|Berkas selesai tepat waktu
peksos|Pekerja Sosial|es|Klien tertangani|klien|72|Klien dengan rencana intervensi tuntas
instruktur|Instruktur|es|Jam pelatihan diberikan|jam|480|Kelulusan peserta pelatihan
pengantar|Pengantar Kerja|e|Pencari kerja terlayani|orang|360|Penempatan dari lowongan terdaftar
lingkungan|Pengendali Dampak Lingkungan|e|Titik pantau diperiksa|titik|96|Pengaduan lingkungan tuntas
komputer|Pranata Komputer|es|Permintaan layanan TI selesai|tiket|240|Ketersediaan layanan
humas|Pranata Hubungan Masyarakat|es|Konten informasi publik terbit|konten|144|Permintaan informasi dijawab tepat waktu
masyarakat|Penggerak Swadaya Masyarakat|es|Kelompok binaan didampingi|kelompok|48|Kelompok binaan naik kelas
penguji|Penguji Kendaraan Bermotor|s|Kendaraan diuji|kendaraan|1200|Ketepatan hasil uji
perizinan|Penata Perizinan|e|Berkas izin diproses|berkas|480|Izin terbit sesuai standar waktu
pustaka|Pustakawan|es|Pemustaka terlayani|orang|1800|Koleksi terolah sesuai standar
arsip|Arsiparis|es|Berkas arsip tertata|berkas|960|Temu kembali arsip kurang dari 10 menit
perikanan|Pengawas Perikanan|e|Kapal diperiksa|kapal|120|Kepatuhan kapal terperiksa
pertanian|Penyuluh Pertanian|es|Kunjungan kelompok tani|kunjungan|144|Kelompok tani menerapkan anjuran
veteriner|Medik Veteriner|e|Ternak terperiksa|ekor|480|Kesembuhan kasus
kehutanan|Polisi Kehutanan|es|Patroli hutan terlaksana|patroli|96|Laporan patroli lengkap
tambang|Inspektur Tambang|e|Lokasi tambang diperiksa|lokasi|36|Temuan ditindaklanjuti
dagang|Pengawas Perdagangan|e|Pelaku usaha diawasi|usaha|96|Temuan ditindaklanjuti
polpp|Polisi Pamong Praja|es|Patroli ketertiban terlaksana|patroli|144|Laporan masyarakat tertangani
bencana|Penata Penanggulangan Bencana|es|Kejadian tertangani|kejadian|48|Waktu tanggap sesuai standar
perencana|Perencana|e|Dokumen perencanaan tersusun|dokumen|24|Keselarasan dokumen perencanaan
keuangan|Analis Keuangan Pusat dan Daerah|e|Berkas pencairan diverifikasi|berkas|600|Verifikasi tepat waktu
pajak|Pemeriksa Pajak Daerah|s|Wajib pajak terlayani|orang|2400|Realisasi tagihan tunggakan
sdm|Analis SDM Aparatur|e|Usul kepegawaian diproses|usul|360|Usul selesai tepat waktu
widyaiswara|Widyaiswara|e|Jam pelajaran diampu|jam|360|Kelulusan peserta
peneliti|Peneliti|e|Naskah hasil riset|naskah|12|Naskah diterima
"""

CLERKS = (
    (
        "Pengolah Data dan Informasi",
        "Data terolah dan termutakhirkan",
        "berkas",
        480.0,
        ("II/c", "II/d", "III/a"),
        "VII",
    ),
    ("Penata Layanan Operasional", "Dokumen layanan selesai", "dokumen", 240.0, ("III/a", "III/b"), "IX"),
    (
        "Pengadministrasi Perkantoran",
        "Surat teradministrasi",
        "surat",
        960.0,
        ("II/a", "II/b", "II/c", "II/d"),
        "V",
    ),
    (
        "Operator Layanan Operasional",
        "Layanan rutin terlaksana",
        "kegiatan",
        480.0,
        ("I/c", "I/d", "II/a"),
        "V",
    ),
    (
        "Penelaah Teknis Kebijakan",
        "Bahan telaahan tersusun",
        "dokumen",
        48.0,
        ("III/a", "III/b", "III/c"),
        "IX",
    ),
)


def _line(
    text: str, duty: str, aspect: str, target: float, measure: str, weight: int, better: str = "higher"
) -> Indicator:
    return Indicator(text, duty, aspect, target, measure, better, weight)


COMPETENCE = _line("Pengembangan kompetensi", "development", "quantity", 24, "JP", 15)
IDEA = _line("Usulan perbaikan layanan diterapkan", "development", "quantity", 12, "usulan", 10)
TEAM = _line("Tugas tim kerja terselesaikan", "additional", "quality", 90, "persen", 10)
REPLY = _line("Waktu tanggap permintaan", "additional", "time", 60, "menit", 10, "lower")


def _standard(work: str, target: float, measure: str, quality: str) -> tuple[Indicator, ...]:
    return (
        _line(work, "main", "quantity", target, measure, 45),
        _line(quality, "main", "quality", 90, "persen", 30),
        REPLY if measure in {"pasien", "orang", "tiket", "berkas"} else TEAM,
        COMPETENCE,
    )


TEACHER = (
    _line("Jam tatap muka terlaksana", "main", "quantity", 864, "jam", 40),
    _line("Ketuntasan belajar peserta didik", "main", "quality", 80, "persen", 20),
    _line("Modul ajar dan perangkat kurikulum dikembangkan", "development", "quantity", 8, "dokumen", 20),
    _line("Inovasi pembelajaran diterapkan", "development", "quantity", 4, "inovasi", 10),
    _line("Pembinaan ekstrakurikuler", "additional", "quantity", 24, "pertemuan", 10),
)
PRINCIPAL = (
    _line("Supervisi kelas terlaksana", "main", "quantity", 48, "kelas", 30),
    _line("Capaian rapor pendidikan satuan", "main", "quality", 80, "persen", 30),
    _line("Kurikulum satuan pendidikan dikembangkan", "development", "quantity", 4, "dokumen", 20),
    _line("Inovasi sekolah diterapkan", "development", "quantity", 2, "inovasi", 10),
    _line("Kemitraan dengan dunia kerja dan masyarakat", "additional", "quantity", 8, "kegiatan", 10),
)
LEADER = (
    _line("Capaian rencana aksi unit", "main", "quality", 95, "persen", 50),
    _line("Serapan anggaran sesuai rencana", "main", "cost", 95, "persen", 20),
    _line("Dialog kinerja dengan bawahan", "additional", "quantity", 24, "dialog", 15),
    IDEA,
)


# Leading a school is an additional duty of a teacher, not a position of its own.
HEAD_TEACHER = "Guru Ahli Madya (Kepala Sekolah)"


@cache
def catalogue() -> dict[str, Position]:
    """Every position by name."""
    made: dict[str, Position] = {}

    def add(position: Position) -> None:
        made[position.name] = position

    for line in FAMILIES_TEXT.strip().splitlines():
        family, title, kinds, work, measure, target, quality = line.split("|")
        lines = TEACHER if family == "guru" else _standard(work, float(target), measure, quality)
        levels = (EXPERT.items() if "e" in kinds else ()), (SKILLED.items() if "s" in kinds else ())
        for kind, table in zip(("fungsional_keahlian", "fungsional_keterampilan"), levels, strict=True):
            for level, (ranks, contract, education) in table:
                add(Position(f"{title} {level}", kind, level, ranks, contract, education, family, lines))
    for name, work, measure, target, ranks, contract in CLERKS:
        education = (
            "SLTA" if contract == "V" else "S-1/Sarjana" if contract == "IX" else "Diploma III/Sarjana Muda"
        )
        lines = _standard(work, target, measure, "Pekerjaan selesai tepat waktu")
        add(Position(name, "pelaksana", "", ranks, contract, education, "pelaksana", lines))
    add(
        Position(
            HEAD_TEACHER,
            "fungsional_keahlian",
            "Ahli Madya",
            ("IV/a", "IV/b"),
            "XI",
            "S-2",
            "kepala",
            PRINCIPAL,
        )
    )
    return made


def structural(name: str, kind: str) -> Position:
    """A structural post such as `Kepala Bidang …`; every head has the leader's standard."""
    ranks = {"jpt": ("IV/c", "IV/d"), "administrator": ("IV/a", "IV/b"), "pengawas": ("III/d", "IV/a")}[kind]
    return Position(
        name, kind, "", ranks, "", "S-2" if kind != "pengawas" else "S-1/Sarjana", "struktural", LEADER
    )
