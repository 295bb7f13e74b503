"""SIASN: periodic ratings as the national interface answers (JSON, 1 is best), the staff list and the unit hierarchy."""

import uuid
import zlib
from collections.abc import Sequence
from datetime import date

from ingest.demo import months
from ingest.demo.damage import Line
from ingest.demo.exports.export import Export, Row, Table, headings, tally
from ingest.demo.province import REGIONS, Agency, Unit, agencies
from ingest.demo.roster import Posting, Roster

WORDS = {3: "DIATAS EKSPEKTASI", 2: "SESUAI EKSPEKTASI", 1: "DIBAWAH EKSPEKTASI"}
INSTANSI, INSTANSI_ID = "Pemerintah Provinsi Lampung", "A5EB03E23BCCF6A0E040640A040252AD"
KEYS = headings("""
id,tahun,nip,nama,hasilKinerja,hasilKinerjaNilai,instansiId,instansiNama,jabatan,koefisenId,
kuadranKinerjaNilai,namaPenilai,penilaiGolonganId,penilaiJabatanNama,penilaiNipNrp,penilaiUnorNm,
perilakuKerja,perilakuKerjaNilai,periodikId,periodikNama,statusPenilai,unorId,unorNama,unorIndukNama
""")
LIST = headings("""
PNS ID,NIP BARU,NIP LAMA,NAMA,GELAR DEPAN,GELAR BELAKANG,TEMPAT LAHIR ID,TEMPAT LAHIR NAMA,TANGGAL LAHIR,
JENIS KELAMIN,AGAMA ID,AGAMA NAMA,JENIS KAWIN ID,JENIS KAWIN NAMA,NIK,NOMOR HP,EMAIL,EMAIL GOV,ALAMAT,
NPWP NOMOR,BPJS,JENIS PEGAWAI ID,JENIS PEGAWAI NAMA,KEDUDUKAN HUKUM ID,KEDUDUKAN HUKUM NAMA,STATUS CPNS PNS,
KARTU ASN VIRTUAL,NOMOR SK CPNS,TANGGAL SK CPNS,TMT CPNS,NOMOR SK PNS,TANGGAL SK PNS,TMT PNS,GOL AWAL ID,
GOL AWAL NAMA,GOL AKHIR ID,GOL AKHIR NAMA,TMT GOLONGAN,MK TAHUN,MK BULAN,JENIS JABATAN ID,JENIS JABATAN NAMA,
JABATAN ID,JABATAN NAMA,TMT JABATAN,TINGKAT PENDIDIKAN ID,TINGKAT PENDIDIKAN NAMA,PENDIDIKAN ID,
PENDIDIKAN NAMA,TAHUN LULUS,KPKN ID,KPKN NAMA,LOKASI KERJA ID,LOKASI KERJA NAMA,UNOR ID,UNOR NAMA,
INSTANSI INDUK ID,INSTANSI INDUK NAMA,INSTANSI KERJA ID,INSTANSI KERJA NAMA,SATUAN KERJA INDUK ID,
SATUAN KERJA INDUK NAMA,SATUAN KERJA KERJA ID,SATUAN KERJA KERJA NAMA,IS VALID NIK,NAMA SEKOLAH,FLAG IKD,
ESELON ID,ESELON NAMA
""")
SUPERIOR = "NIP ATASAN"
"""The one column that is not SIASN's: BKD's clerk adds it to the list."""
SHEETS = {"PNS": "PNS", "CPNS": "PNS", "PPPK": "PPPK", "PPPK_PARUH_WAKTU": "PPPK Paruh Waktu"}
EMPLOYMENT = {"PNS": "PNS", "CPNS": "CPNS", "PPPK": "PPPK", "PPPK_PARUH_WAKTU": "PPPK Paruh Waktu"}
ECHELON = {"jpt": "II.a", "administrator": "III.a", "pengawas": "IV.a"}


def appraisals(agency: Agency, units: Sequence[Unit], lines: list[Line], m: int, printed: date) -> Export:
    """JSON of one agency and month."""
    body = [_periodic(line, agency, units, m) for line in lines]
    table = Table([KEYS], body, refused=tally([line.fate for line in lines]))
    name = f"siasn_kinerja_periodik_{agency.code}_{months.iso(m)}_ditarik {printed.isoformat()}.json"
    return Export(
        agency.code,
        name,
        "siasn-periodik-opd",
        "appraisals",
        "json",
        [table],
        printed.isoformat(),
        months.iso(m),
    )


def _periodic(line: Line, agency: Agency, units: Sequence[Unit], m: int) -> Row:
    a = line.appraisal
    unit = units[a.posting.unit]
    return [
        _id("rw", a.person.nip, m), m // 12, str(line.nip), a.person.full, WORDS[a.result], str(4 - a.result), INSTANSI_ID, INSTANSI,
        a.posting.position.name, "1", str(6 - a.predikat), a.rater.full if a.rater else "GUBERNUR LAMPUNG",
        a.rater_post.rank if a.rater_post else "", a.rater_post.position.name if a.rater_post else "Gubernur",
        a.rater.nip if a.rater else "", units[a.rater_post.unit].name if a.rater_post else "", WORDS[a.behaviour],
        float(4 - a.behaviour), str(m % 12 + 1), months.NAMES[m % 12], "ASN" if a.rater else "NON ASN", unit.uid, unit.name, agency.formal,
    ]  # fmt: skip


def staff_list(roster: Roster, m: int) -> Export:
    """BKD's list of everybody on the first day of month m: three sheets, 69 columns and the clerk's own."""
    day = months.first(m)
    sheets: dict[str, list[Row]] = {"PNS": [], "PPPK": [], "PPPK Paruh Waktu": []}
    for posting in roster.active(m):
        status = roster.status(posting.person, m)
        sheets[SHEETS[status]].append(_employee(roster, posting, status))
    above: list[Row] = [
        [f"DAFTAR ASN {INSTANSI.upper()}"],
        [f"Tanggal Generate: {day:%d-%m-%Y}"],
        [*LIST, SUPERIOR],
    ]
    tables = [Table(above, rows, sheet=sheet) for sheet, rows in sheets.items()]
    return Export(
        "bkd",
        f"Data ASN SIASN per {months.long(day)}.xlsx",
        "siasn-daftar-asn",
        "employees",
        "xlsx",
        tables,
        day.isoformat(),
        months.iso(m),
    )


def _employee(roster: Roster, posting: Posting, status: str) -> list[str]:
    who = roster.persons[posting.person]
    unit = roster.units[posting.unit]
    agency = agencies()[posting.agency]
    n = who.nip
    start = f"01-{n[12:14] if not who.contract else '03'}-{n[8:12]}"
    place = REGIONS[unit.region][0].split(" ", 1)[1]
    kind = posting.position.kind
    group = (
        "Jabatan Fungsional"
        if kind.startswith("fungsional")
        else "Jabatan Pelaksana"
        if kind == "pelaksana"
        else "Jabatan Struktural"
    )
    superior = roster.persons[posting.superior].nip if posting.superior >= 0 else ""
    top = roster.tops[posting.agency]
    number = f"{posting.person:06d}"
    return [
        _id("pns", n, 0), f"'{n}", "", who.name, who.before, who.after, "", place, f"{who.born:%d-%m-%Y}", who.sex, "1", "Islam", "1", "Menikah",
        f"'99{number}{number}99", f"'0800{number}", f"asn{number}@contoh.invalid", "", f"Jalan Contoh No. {posting.person % 200 + 1}", f"'99{number}0", "",
        "", EMPLOYMENT[status], "", "Cuti Luar Tanggungan Negara (CLTN)" if posting.person in roster.inactive else "Aktif",
        "C" if status == "CPNS" else "P", "1", "", start, start, "", "", start if status == "PNS" else "", "", "", "", posting.rank,
        f"{posting.since:%d-%m-%Y}", str(max(0, 2026 - int(n[8:12]))), "0", "", group, _id("jab", posting.position.name, 0), posting.position.name,
        f"{posting.since:%d-%m-%Y}", "", who.education, "", "", str(int(n[:4]) + 23), "", "", "", place, unit.uid, unit.name, INSTANSI_ID, INSTANSI,
        INSTANSI_ID, INSTANSI, top.uid, agency.formal, top.uid, agency.formal, "1", unit.name if unit.kind == "Sekolah" else "", "0", "",
        ECHELON.get(kind, ""), superior,
    ]  # fmt: skip


def hierarchy(roster: Roster, m: int) -> Export:
    """BKD's unit tree: the three columns of SIASN and what the province needs beside them."""
    day = months.first(m)
    header = [
        "ID",
        "NAMA_UNOR",
        "ID_ATASAN",
        "PERANGKAT_DAERAH",
        "JENIS_UNIT",
        "KODE_WILAYAH",
        "POPULASI_LAYANAN",
    ]
    body: list[Row] = [
        [
            u.uid,
            u.name,
            roster.units[u.parent].uid if u.parent >= 0 else "",
            agencies()[u.agency].formal,
            _kind(u),
            u.region,
            str(u.population or ""),
        ]
        for u in roster.units
    ]
    table = Table([[f"Tanggal Generate: {day:%d-%m-%Y}"], header], body, sheet="HierarkiUnor")
    return Export(
        "bkd",
        f"HierarkiUnor {day.isoformat()}.xlsx",
        "siasn-hierarki-unor",
        "units",
        "xlsx",
        [table],
        day.isoformat(),
        months.iso(m),
    )


def _kind(unit: Unit) -> str:
    """Bidang, Bagian, Inspektur …: the first word of a division's name."""
    return unit.name.split()[0] if unit.kind == "Bidang" else unit.kind


def _id(kind: str, word: str, m: int) -> str:
    """A number in the form of SIASN's ids, the same for the same thing."""
    return uuid.UUID(
        int=(zlib.crc32(f"{kind}{word}".encode()) << 96) | (zlib.crc32(word.encode()) << 64) | m
    ).hex.upper()
