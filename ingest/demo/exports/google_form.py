"""Google Forms: the SKM questionnaire as the answer sheet of a form; full questions, answers in the options' words."""

from collections.abc import Sequence
from datetime import date

from ingest.demo import months
from ingest.demo.exports.export import Export, Table, tally
from ingest.demo.province import Agency
from ingest.demo.surveys import Response

# The form asks as the annex prints it: facilities as question 8, complaint handling as question 9.
QUESTIONS = (
    ("1. Bagaimana pendapat Saudara tentang kesesuaian persyaratan pelayanan dengan jenis pelayanannya?", "Tidak sesuai|Kurang sesuai|Sesuai|Sangat sesuai", 0),
    ("2. Bagaimana pemahaman Saudara tentang kemudahan prosedur pelayanan di unit ini?", "Tidak mudah|Kurang mudah|Mudah|Sangat mudah", 1),
    ("3. Bagaimana pendapat Saudara tentang kecepatan waktu dalam memberikan pelayanan?", "Tidak cepat|Kurang cepat|Cepat|Sangat cepat", 2),
    ("4. Bagaimana pendapat Saudara tentang kewajaran biaya/tarif dalam pelayanan?", "Sangat mahal|Cukup mahal|Murah|Gratis", 3),
    ("5. Bagaimana pendapat Saudara tentang kesesuaian produk pelayanan dengan standar pelayanan?", "Tidak sesuai|Kurang sesuai|Sesuai|Sangat sesuai", 4),
    ("6. Bagaimana pendapat Saudara tentang kompetensi/kemampuan petugas dalam pelayanan?", "Tidak kompeten|Kurang kompeten|Kompeten|Sangat kompeten", 5),
    ("7. Bagaimana pendapat Saudara tentang perilaku petugas terkait kesopanan dan keramahan?", "Tidak sopan dan ramah|Kurang sopan dan ramah|Sopan dan ramah|Sangat sopan dan ramah", 6),
    ("8. Bagaimana pendapat Saudara tentang kualitas sarana dan prasarana?", "Buruk|Cukup|Baik|Sangat Baik", 8),
    ("9. Bagaimana pendapat Saudara tentang penanganan pengaduan pengguna layanan?", "Tidak ada|Ada tetapi tidak berfungsi|Berfungsi kurang maksimal|Dikelola dengan baik", 7),
)  # fmt: skip
HEADER = (
    "Stempel waktu",
    "Perangkat daerah",
    "Unit layanan yang dikunjungi",
    "Jenis layanan",
    "Jenis kelamin",
    "Pendidikan terakhir",
    *(q[0] for q in QUESTIONS),
    "Saran/masukan",
)
OPTIONS = [["", *options.split("|")] for _, options, _ in QUESTIONS]
SEX = {"L": "Laki-laki", "P": "Perempuan"}


def responses(agency: Agency, rows: Sequence[tuple[Response, str]], m: int, printed: date) -> Export:
    """CSV of one agency and quarter; the fate of a row ('' = loaded) names what a respondent mistyped."""
    body = [
        [
            f"{r.at:%d/%m/%Y %H:%M:%S}", agency.name, r.unit.name, r.service, SEX[r.sex], r.education,
            *[OPTIONS[place][r.answers[element]] for place, (_, _, element) in enumerate(QUESTIONS)], r.remark,
        ]
        for r, _ in rows
    ]  # fmt: skip
    for line, (_, fate) in zip(body, rows, strict=True):
        if fate:
            line[6 + 2] = "tidak tahu"
    table = Table([HEADER], body, refused=tally([fate for _, fate in rows]))
    quarter = f"TW {months.ROMAN[m % 12 // 3]} {m // 12}"
    name = f"Survei Kepuasan Masyarakat {agency.short} {quarter} (Jawaban) unduh {printed.isoformat()}.csv"
    return Export(
        agency.code,
        name,
        "google-form-skm",
        "surveys",
        "csv",
        [table],
        printed.isoformat(),
        months.iso(m),
        delimiter=",",
    )
