"""The province: Lampung's 41 real agencies, their units, the staff they get and the applications they use."""

from dataclasses import dataclass, field
from functools import cache

from ingest.demo.chance import shares, stream

SIZES = {"small": (3_000, 24), "province": (25_000, 36), "decade": (25_000, 120)}
"""Profile: staff and months."""

REGIONS = {
    "18.01": ("Kabupaten Lampung Selatan", "Kalianda,Natar,Sidomulyo,Jati Agung,Tanjung Bintang,Palas"),
    "18.02": (
        "Kabupaten Lampung Tengah",
        "Gunung Sugih,Terbanggi Besar,Kalirejo,Seputih Banyak,Punggur,Rumbia",
    ),
    "18.03": ("Kabupaten Lampung Utara", "Kotabumi,Bukit Kemuning,Abung Selatan,Sungkai Utara"),
    "18.04": ("Kabupaten Lampung Barat", "Balik Bukit,Way Tenong,Sumber Jaya,Belalau"),
    "18.05": ("Kabupaten Tulang Bawang", "Menggala,Banjar Agung,Rawajitu Selatan,Gedung Aji"),
    "18.06": ("Kabupaten Tanggamus", "Kota Agung,Talang Padang,Gisting,Air Naningan,Wonosobo"),
    "18.07": ("Kabupaten Lampung Timur", "Sukadana,Labuhan Maringgai,Way Jepara,Pekalongan,Purbolinggo"),
    "18.08": ("Kabupaten Way Kanan", "Blambangan Umpu,Baradatu,Pakuan Ratu,Kasui"),
    "18.09": ("Kabupaten Pesawaran", "Gedong Tataan,Padang Cermin,Negeri Katon,Kedondong"),
    "18.10": ("Kabupaten Pringsewu", "Pringsewu,Gading Rejo,Sukoharjo,Ambarawa"),
    "18.11": ("Kabupaten Mesuji", "Mesuji,Simpang Pematang,Way Serdang"),
    "18.12": ("Kabupaten Tulang Bawang Barat", "Tulang Bawang Tengah,Tumijajar,Pagar Dewa"),
    "18.13": ("Kabupaten Pesisir Barat", "Pesisir Tengah,Krui Selatan,Bengkunat"),
    "18.71": ("Kota Bandar Lampung", "Bandar Lampung"),
    "18.72": ("Kota Metro", "Metro"),
}
CAPITAL = "18.71"


@dataclass(frozen=True)
class Agency:
    """One agency: name as in the agency seed, weight in the staff, applications, parts and specialists."""

    code: str
    name: str
    short: str
    kind: str
    weight: float
    appraisal: str
    survey: str
    divisions: tuple[str, ...]
    outposts: tuple[str, ...]
    families: tuple[str, ...]
    """Position families of its specialists (ingest.demo.positions)."""

    @property
    def formal(self) -> str:
        """Name as its letters carry it."""
        return f"{self.name} Provinsi Lampung"


@dataclass(frozen=True)
class Unit:
    """A unit of an agency; `parent` is the index of the unit above, -1 for the agency itself."""

    index: int
    uid: str
    name: str
    kind: str
    agency: int
    parent: int
    region: str
    population: int | None
    staff: int = field(compare=False)


# code | name | short | kind | weight | appraisal application | survey application | divisions | outposts | families
AGENCIES_TEXT = """
setda|Sekretariat Daerah|Setda|sekretariat|60|ekinerja||Biro Pemerintahan dan Otonomi Daerah,Biro Hukum,Biro Kesejahteraan Rakyat,Biro Perekonomian,Biro Administrasi Pembangunan,Biro Pengadaan Barang dan Jasa,Biro Organisasi,Biro Umum,Biro Administrasi Pimpinan||kebijakan,hukum,pengadaan
setwan|Sekretariat DPRD|Setwan|sekretariat|24|ekinerja||Bagian Umum,Bagian Persidangan dan Perundang-undangan,Bagian Keuangan||hukum,kebijakan
inspektorat|Inspektorat|Inspektorat|inspektorat|26|ekinerja||Inspektur Pembantu Wilayah I,Inspektur Pembantu Wilayah II,Inspektur Pembantu Wilayah III||auditor
disdikbud|Dinas Pendidikan dan Kebudayaan|Disdikbud|dinas|2600|ekinerja|forms|Bidang Pembinaan SMA,Bidang Pembinaan SMK,Bidang Pembinaan Pendidikan Khusus,Bidang Kebudayaan||guru
dinkes|Dinas Kesehatan|Dinkes|dinas|150|rekap|eskm|Bidang Kesehatan Masyarakat,Bidang Pencegahan dan Pengendalian Penyakit,Bidang Pelayanan Kesehatan,Bidang Sumber Daya Kesehatan|UPTD Balai Laboratorium Kesehatan@18.71,UPTD Balai Pelatihan Kesehatan@18.71,UPTD Instalasi Farmasi@18.71,UPTD Balai Kesehatan Masyarakat@18.72|epidemiolog,perawat,bidan,laboratorium,apoteker
bmbk|Dinas Bina Marga dan Bina Konstruksi|BMBK|dinas|75|simpeg||Bidang Pembangunan Jalan dan Jembatan,Bidang Preservasi Jalan dan Jembatan,Bidang Bina Konstruksi|UPTD Jalan dan Jembatan Wilayah I@18.01,UPTD Jalan dan Jembatan Wilayah II@18.02,UPTD Jalan dan Jembatan Wilayah III@18.06|jalan
psda|Dinas Pengelolaan Sumber Daya Air|PSDA|dinas|50|simpeg||Bidang Sungai dan Pantai,Bidang Irigasi dan Rawa,Bidang Operasi dan Pemeliharaan|UPTD Irigasi Wilayah Sekampung@18.07,UPTD Irigasi Wilayah Seputih@18.02|pengairan
pkpck|Dinas Perumahan, Kawasan Permukiman dan Cipta Karya|PKPCK|dinas|36|simpeg||Bidang Perumahan,Bidang Kawasan Permukiman,Bidang Cipta Karya||bangunan
dinsos|Dinas Sosial|Dinsos|dinas|60|rekap|report|Bidang Rehabilitasi Sosial,Bidang Perlindungan dan Jaminan Sosial,Bidang Pemberdayaan Sosial|UPTD Pelayanan Sosial Lanjut Usia@18.01,UPTD Pelayanan Sosial Anak@18.71|peksos
disnaker|Dinas Tenaga Kerja|Disnaker|dinas|48|ekinerja|report|Bidang Penempatan Tenaga Kerja,Bidang Hubungan Industrial,Bidang Pengawasan Ketenagakerjaan|UPTD Balai Latihan Kerja Bandar Lampung@18.71,UPTD Balai Latihan Kerja Metro@18.72|instruktur,pengantar
dpppa|Dinas Pemberdayaan Perempuan dan Perlindungan Anak|DPPPA|dinas|24|ekinerja|forms|Bidang Pengarusutamaan Gender,Bidang Perlindungan Perempuan,Bidang Pemenuhan Hak Anak|UPTD Perlindungan Perempuan dan Anak@18.71|peksos
dlh|Dinas Lingkungan Hidup|DLH|dinas|38|simpeg|eskm|Bidang Tata Lingkungan,Bidang Pengelolaan Sampah dan Limbah,Bidang Pengendalian Pencemaran|UPTD Laboratorium Lingkungan@18.71|lingkungan
disdukcapil|Dinas Kependudukan dan Pencatatan Sipil|Disdukcapil|dinas|20|rekap|report|Bidang Fasilitasi Pendaftaran Penduduk,Bidang Fasilitasi Pencatatan Sipil,Bidang Informasi Kependudukan||komputer
pmdt|Dinas Pemberdayaan Masyarakat, Desa dan Transmigrasi|PMDT|dinas|30|eskp||Bidang Pemerintahan Desa,Bidang Ekonomi Desa,Bidang Transmigrasi||masyarakat
dishub|Dinas Perhubungan|Dishub|dinas|66|simpeg|report|Bidang Lalu Lintas Jalan,Bidang Angkutan,Bidang Pelayaran dan Penerbangan|UPTD Terminal Tipe B Wilayah I@18.71,UPTD Terminal Tipe B Wilayah II@18.02,UPTD Pelabuhan Penyeberangan@18.01|penguji
diskominfotik|Dinas Komunikasi, Informatika dan Statistik|Diskominfotik|dinas|44|ekinerja|eskm|Bidang Pengelolaan Informasi Publik,Bidang Tata Kelola Pemerintahan Digital,Bidang Statistik dan Persandian||komputer,humas
diskopukm|Dinas Koperasi dan UKM|Diskop UKM|dinas|30|siasn|eskm|Bidang Kelembagaan Koperasi,Bidang Pemberdayaan Koperasi,Bidang Pemberdayaan Usaha Kecil|UPTD Balai Pelatihan Koperasi@18.71|masyarakat
dpmptsp|Dinas Penanaman Modal dan PTSP|DPMPTSP|dinas|40|siasn|eskm|Bidang Perencanaan Penanaman Modal,Bidang Pengendalian Penanaman Modal,Bidang Pelayanan Perizinan A,Bidang Pelayanan Perizinan B||perizinan
dispora|Dinas Pemuda dan Olahraga|Dispora|dinas|24|rekap|forms|Bidang Pemberdayaan Pemuda,Bidang Pembudayaan Olahraga,Bidang Peningkatan Prestasi Olahraga|UPTD Pengelolaan Sarana Olahraga@18.71|masyarakat
disperpusip|Dinas Perpustakaan dan Kearsipan|Disperpusip|dinas|34|ekinerja|forms|Bidang Layanan Perpustakaan,Bidang Pembinaan Perpustakaan,Bidang Kearsipan||pustaka,arsip
dkp|Dinas Kelautan dan Perikanan|DKP|dinas|46|siasn|forms|Bidang Perikanan Tangkap,Bidang Perikanan Budidaya,Bidang Pengawasan Sumber Daya|UPTD Pelabuhan Perikanan Lempasing@18.71,UPTD Pelabuhan Perikanan Labuhan Maringgai@18.07|perikanan
disparekraf|Dinas Pariwisata dan Ekonomi Kreatif|Disparekraf|dinas|28|siasn|forms|Bidang Destinasi Pariwisata,Bidang Pemasaran,Bidang Ekonomi Kreatif||humas
dkptph|Dinas Ketahanan Pangan, Tanaman Pangan dan Hortikultura|DKPTPH|dinas|84|eskp|eskm|Bidang Ketahanan Pangan,Bidang Tanaman Pangan,Bidang Hortikultura,Bidang Penyuluhan|UPTD Balai Benih Padi@18.02,UPTD Balai Proteksi Tanaman@18.09|pertanian
disbun|Dinas Perkebunan|Disbun|dinas|36|eskp||Bidang Tanaman Semusim,Bidang Tanaman Tahunan,Bidang Pengolahan Hasil|UPTD Balai Benih Perkebunan@18.04|pertanian
disnakkeswan|Dinas Peternakan dan Kesehatan Hewan|Disnakkeswan|dinas|44|eskp|forms|Bidang Perbibitan dan Produksi,Bidang Kesehatan Hewan,Bidang Kesehatan Masyarakat Veteriner|UPTD Balai Inseminasi Buatan@18.02,UPTD Rumah Sakit Hewan@18.71|veteriner
dishut|Dinas Kehutanan|Dishut|dinas|95|eskp|eskm|Bidang Perencanaan Hutan,Bidang Perlindungan Hutan,Bidang Penyuluhan Kehutanan|UPTD KPH Kota Agung Utara@18.06,UPTD KPH Liwa@18.04,UPTD KPH Way Kanan@18.08,UPTD KPH Pesawaran@18.09,UPTD KPH Pesisir Barat@18.13|kehutanan
desdm|Dinas Energi dan Sumber Daya Mineral|ESDM|dinas|28|simpeg|eskm|Bidang Geologi dan Air Tanah,Bidang Mineral dan Batubara,Bidang Energi||tambang
disperindag|Dinas Perindustrian dan Perdagangan|Disperindag|dinas|50|siasn|eskm|Bidang Industri,Bidang Perdagangan Dalam Negeri,Bidang Perdagangan Luar Negeri|UPTD Pengujian Sertifikasi Mutu Barang@18.71|dagang
satpolpp|Satuan Polisi Pamong Praja|Satpol PP|satuan|75|eskp|eskm|Bidang Ketertiban Umum,Bidang Penegakan Perda,Bidang Perlindungan Masyarakat||polpp
bpbd|Badan Penanggulangan Bencana Daerah|BPBD|badan|30|rekap|eskm|Bidang Pencegahan dan Kesiapsiagaan,Bidang Kedaruratan dan Logistik,Bidang Rehabilitasi dan Rekonstruksi||bencana
bappeda|Badan Perencanaan Pembangunan Daerah|Bappeda|badan|36|ekinerja||Bidang Perencanaan Makro,Bidang Pemerintahan dan Pembangunan Manusia,Bidang Infrastruktur dan Kewilayahan||perencana
bpkad|Badan Pengelolaan Keuangan dan Aset Daerah|BPKAD|badan|46|siasn||Bidang Anggaran,Bidang Perbendaharaan,Bidang Akuntansi,Bidang Aset||keuangan
bapenda|Badan Pendapatan Daerah|Bapenda|badan|125|siasn|report|Bidang Pajak,Bidang Retribusi,Bidang Pengendalian|SAMSAT|pajak
bkd|Badan Kepegawaian Daerah|BKD|badan|32|ekinerja|eskm|Bidang Pengadaan dan Informasi,Bidang Mutasi dan Promosi,Bidang Penilaian Kinerja||sdm
bpsdm|Badan Pengembangan Sumber Daya Manusia|BPSDM|badan|28|ekinerja|eskm|Bidang Sertifikasi Kompetensi,Bidang Pengembangan Teknis,Bidang Pengembangan Manajerial||widyaiswara
brida|Badan Riset dan Inovasi Daerah|BRIDA|badan|18|ekinerja||Bidang Riset,Bidang Inovasi dan Teknologi||peneliti
penghubung|Badan Penghubung|Banhub|badan|12|none||Subbidang Hubungan Antarlembaga,Subbidang Pelayanan||humas
kesbangpol|Badan Kesatuan Bangsa dan Politik|Kesbangpol|badan|20|ekinerja||Bidang Ideologi dan Wawasan Kebangsaan,Bidang Politik Dalam Negeri,Bidang Kewaspadaan Nasional||masyarakat
rsudam|RSUD dr. H. Abdul Moeloek|RSUDAM|rsud|380|rsudam|report|Bidang Pelayanan,Bidang Keperawatan,Bidang Penunjang|Instalasi Gawat Darurat@18.71,Instalasi Rawat Jalan@18.71,Instalasi Rawat Inap Bedah@18.71,Instalasi Rawat Inap Penyakit Dalam@18.71,Instalasi Rawat Inap Anak@18.71,Instalasi Bedah Sentral@18.71,Instalasi Farmasi@18.71,Instalasi Laboratorium@18.71,Instalasi Radiologi@18.71,Instalasi Rekam Medis@18.71|perawat,perawat,bidan,dokter,dokter,apoteker,laboratorium,rekam_medis
rsj|Rumah Sakit Jiwa Daerah|RSJ|rsud|75|rekap|report|Bidang Pelayanan,Bidang Penunjang|Instalasi Rawat Jalan Jiwa@18.09,Instalasi Rawat Inap Jiwa@18.09,Instalasi Farmasi Jiwa@18.09|perawat,perawat,dokter,apoteker
rsudbnh|RSUD Bandar Negara Husada|RSUD BNH|rsud|70|rekap|report|Bidang Pelayanan,Bidang Penunjang|Instalasi Gawat Darurat BNH@18.01,Instalasi Rawat Jalan BNH@18.01,Instalasi Rawat Inap BNH@18.01|perawat,bidan,dokter,laboratorium
"""

SAMSAT = tuple(
    f"UPTD Pengelolaan Pendapatan {name.split(' ', 1)[1]}@{code}" for code, (name, _) in REGIONS.items()
)


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in text.split(",") if word)


@cache
def agencies() -> tuple[Agency, ...]:
    """The 41 agencies in the order of the agency seed."""
    found = []
    for line in AGENCIES_TEXT.strip().splitlines():
        code, name, short, kind, weight, appraisal, survey, divisions, outposts, families = line.split("|")
        parts = SAMSAT if outposts == "SAMSAT" else _words(outposts)
        found.append(
            Agency(
                code,
                name,
                short,
                kind,
                float(weight),
                appraisal,
                survey,
                _words(divisions),
                parts,
                _words(families),
            )
        )
    return tuple(found)


def _schools(count: int) -> list[tuple[str, str]]:
    """Names and regions of `count` senior high, vocational and special schools, spread over all regions."""
    made: list[tuple[str, str]] = []
    codes = list(REGIONS)
    number = 1
    while len(made) < count:
        for code in codes:
            places = REGIONS[code][1].split(",")
            for place in places if number > 1 or len(places) < 3 else places[:2]:
                for kind in ("SMA", "SMK"):
                    made.append((f"{kind} Negeri {number} {place}", code))
            if number == 1 and len(made) % 3 == 0:
                made.append((f"SLB Negeri {places[0]}", code))
        number += 1
    step = len(made) / count
    chosen = sorted({int(i * step) for i in range(count)})
    return [made[i] for i in chosen]


def units(seed: int, staff: int) -> list[Unit]:
    """All units with their planned number of staff; the first unit of an agency is the agency itself."""
    made: list[Unit] = []
    sizes = shares(staff, [agency.weight for agency in agencies()], least=0 if staff < 500 else 10)
    for number, agency in enumerate(agencies()):
        made += _agency_units(seed, number, agency, max(sizes[number], 12), len(made))
    return made


def _agency_units(seed: int, number: int, agency: Agency, staff: int, start: int) -> list[Unit]:
    chance = stream(seed, "units", agency.code)
    rows: list[tuple[str, str, str, float]] = [("Sekretariat", "Sekretariat", CAPITAL, 1.6)]
    if agency.code == "setda":
        rows = []
    office = "Biro" if agency.code == "setda" else "Bidang"
    rows += [(name, office, CAPITAL, 1.0) for name in agency.divisions]
    for outpost in agency.outposts:
        name, region = outpost.split("@")
        kind = "Instalasi" if agency.kind == "rsud" else "UPTD"
        rows.append((name, kind, region, 3.0 if kind == "Instalasi" else 0.8))
    if agency.code == "disdikbud":
        schools = _schools(max(30, round(staff / 33 if staff < 5000 else staff / 45)))
        office_staff = max(20, staff // 22)
        sizes = shares(office_staff, [row[3] for row in rows], least=2)
        sizes += shares(staff - 1 - office_staff, list(chance.uniform(0.7, 1.3, len(schools))), least=8)
        rows += [(name, "Sekolah", region, 1.0) for name, region in schools]
    else:
        sizes = shares(staff - 1, [row[3] for row in rows], least=2)
    served = bool(agency.survey)
    made = [_unit(seed, start, agency.formal, agency.kind.title(), number, -1, CAPITAL, None, 1)]
    for (name, kind, region, _), size in zip(rows, sizes, strict=True):
        public = served and (
            kind in {"UPTD", "Instalasi", "Sekolah"} or (not agency.outposts and kind == "Bidang")
        )
        population = int(chance.integers(4, 90)) * 50 if public else None
        full = f"{name} {agency.short}" if kind in {"Sekretariat", "Bidang"} else name
        made.append(_unit(seed, start + len(made), full, kind, number, start, region, population, size))
    return made


def _unit(
    seed: int,
    index: int,
    name: str,
    kind: str,
    agency: int,
    parent: int,
    region: str,
    population: int | None,
    staff: int,
) -> Unit:
    word = stream(seed, "unit id", agency, name).bytes(16).hex().upper()
    return Unit(index, f"8AE483{word[:26]}", name, kind, agency, parent, region, population, staff)
