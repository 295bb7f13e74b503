"""Reasons: every fault and warning of a row in Indonesian, with what to do about it; one list, nothing elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass

from ingest.dataset import Dataset, datasets


@dataclass(frozen=True)
class Reason:
    """What is wrong with a row and what its sender can do; `{title}` is the field's title."""

    sentence: str
    remedy: str
    short: str
    """A few words for the summing sentence of a file."""
    example: str
    """A value as it is met in exports."""


# Faults of any field; the code of a row is "<field>_<fault>".
FAULTS: dict[str, Reason] = {
    "missing": Reason(
        "Kolom {title} kosong.", "Isi {title} lalu kirim ulang baris ini.", "{title} kosong", "«-»"
    ),
    "invalid": Reason(
        "Isi {title} tidak dikenali.",
        "Periksa ejaan atau bentuk isian {title}; bila isian ini sah, minta pengelola data menambahkannya ke sumber.",
        "{title} tidak dikenali",
        "predikat «Bagus»; tanggal «31/02/2025»; jawaban «5» pada skala 1–4",
    ),
    "out_of_range": Reason(
        "Nilai {title} di luar batas yang mungkin.",
        "Betulkan nilai {title} di aplikasi asal.",
        "{title} di luar batas",
        "nilai perilaku «910» pada batas 0–120",
    ),
    "ambiguous": Reason(
        "Angka {title} bermakna ganda (titik atau koma bisa ribuan, bisa desimal).",
        "Tulis {title} tanpa tanda ribuan, atau nyatakan tanda desimal pada sumbernya.",
        "{title} bermakna ganda",
        "«1.250»: seribu dua ratus lima puluh, atau satu koma dua lima",
    ),
    "order": Reason(
        "{title} lebih awal daripada awal periode.",
        "Betulkan kedua tanggal periode.",
        "periode terbalik",
        "31-05-2025 sampai 01-05-2025",
    ),
    "nested": Reason(
        "Isi {title} bukan JSON berbentuk seperti yang dinyatakan sumbernya.",
        "Minta pengelola data menyatakan bentuk ini pada sumber; isi satu kolom harus selalu berbentuk sama.",
        "bentuk JSON {title} tidak dikenal",
        "daftar «[3, 4]» di antara objek",
    ),
}
# Faults that one field or row has of its own; the code stands as it is.
OWN: dict[str, Reason] = {
    "nip_missing": Reason(
        "NIP kosong.",
        "Isi NIP 18 angka; jabatan kosong atau tenaga non-ASN tidak perlu dikirim.",
        "NIP kosong",
        "jabatan lowong; tenaga non-ASN; «0»",
    ),
    "nip_invalid": Reason(
        "NIP tidak sah: harus 18 angka dengan tanggal lahir, tahun dan bulan pengangkatan, dan jenis kelamin yang mungkin.",
        "Salin NIP dari SK atau SIASN.",
        "NIP tidak sah",
        "17 angka; bulan pengangkatan 13; lahir tahun 2015",
    ),
    "nip_scientific": Reason(
        "NIP rusak karena disimpan sebagai angka (misalnya 1,98E+17); angka belakangnya sudah hilang.",
        "Ubah format kolom NIP menjadi Teks di Excel, isi ulang dari aplikasi asal, lalu kirim lagi.",
        "NIP rusak oleh Excel",
        "«1.98502E+17»",
    ),
    "potential_missing": Reason(
        "Kategori maupun nilai potensi kosong.",
        "Isi salah satunya; pegawai yang belum dinilai potensinya tidak perlu dikirim.",
        "potensi kosong",
        "peserta yang tidak hadir: kedua kolom «-»",
    ),
    "surplus_fields": Reason(
        "Baris ini punya lebih banyak isian daripada judul kolom.",
        "Periksa pemisah kolom di dalam teks; beri tanda kutip pada teks yang memuat pemisah.",
        "isian melebihi kolom",
        "nama «CONTOH, S.Kom.» tanpa tanda kutip di CSV berpemisah koma",
    ),
    "respondent_unknown": Reason(
        "Jawaban ini milik responden yang tidak ada di berkas responden.",
        "Kirim ulang berkas responden yang lengkap.",
        "responden tidak dikenal",
        "jawaban responden 5, daftar responden mulai dari 9",
    ),
    "question_unknown": Reason(
        "Nomor pertanyaan ini tidak dikenal oleh sumber.",
        "Nyatakan unsur pertanyaan ini pada sumbernya.",
        "pertanyaan tidak dikenal",
        "pertanyaan nomor 12 pada survei sembilan unsur",
    ),
}


@dataclass(frozen=True)
class Warn:
    """What is odd about a row that is loaded all the same, as met in exports, and what its sender can do."""

    sentence: str
    example: str
    remedy: str


WARNINGS: dict[str, Warn] = {
    "nip_truncated": Warn(
        "NIP berakhiran 000: tiga angka terakhir hilang di Excel, dicocokkan dengan daftar pegawai.",
        "«198502142010012000»",
        "Ubah format kolom NIP menjadi Teks sebelum menyalin dari aplikasi asal.",
    ),
    "nip_sex_mismatch": Warn(
        "Jenis kelamin berbeda dari angka ke-15 NIP.",
        "angka ke-15 «1» (laki-laki), jenis kelamin «P»",
        "Periksa data pegawai di SIASN.",
    ),
    "nip_birth_mismatch": Warn(
        "Tanggal lahir berbeda dari delapan angka pertama NIP.",
        "NIP 19850214…, tanggal lahir 14-12-1985",
        "Tidak perlu apa-apa bila tanggal lahir memang pernah diperbaiki; NIP tidak ikut berubah.",
    ),
    "rater_missing": Warn(
        "Pejabat penilai tidak disebut.",
        "kolom NIP dan nama penilai kosong",
        "Isi penilai di aplikasi asal agar pola penilaiannya dapat dilihat.",
    ),
    "not_rated": Warn(
        "Belum ada penilaian pada baris ini.",
        "rating, predikat, dan nilai kosong",
        "Kirim ulang setelah dinilai.",
    ),
    "agency_unknown": Warn(
        "Perangkat daerah tidak disebut di berkas.",
        "rekap tanpa baris nama dinas",
        "Tulis nama perangkat daerah di atas tabel, atau unggah lewat portal.",
    ),
    "agency_missing": Warn(
        "Belum diteruskan ke perangkat daerah mana pun.",
        "pengaduan dengan kolom instansi kosong",
        "Tidak perlu apa-apa; ekspor berikutnya melengkapinya.",
    ),
    "position_kind_unknown": Warn(
        "Jenis jabatan tidak dapat ditentukan dari jenjang atau nama jabatan.",
        "jabatan «Staf»",
        "Lengkapi jenis atau jenjang jabatan di aplikasi asal.",
    ),
    "date_implausible": Warn(
        "Tanggal kejadian sesudah berkas diterima atau sebelum tahun 2004.",
        "tanggal lahir pada kolom tanggal pengisian",
        "Periksa tanggalnya di aplikasi asal; Siger tidak memperbaikinya.",
    ),
    "repeated": Warn(
        "Kunci yang sama muncul lebih dari sekali di berkas ini; baris terakhir yang dipakai.",
        "responden 17 dua kali",
        "Hapus baris yang salah bila bukan yang terakhir yang benar.",
    ),
    "superseded": Warn(
        "Kunci yang sama muncul lagi di bawahnya; baris ini tidak dipakai.",
        "responden 17 dua kali",
        "Hapus baris yang salah bila bukan yang terakhir yang benar.",
    ),
}
OPTIONAL_NIP: dict[str, Warn] = {
    "invalid": Warn(
        "{title} tidak sah; baris dimuat tanpa isian itu.",
        "«1.97203E+17» pada kolom {title}",
        "Ubah format kolom {title} menjadi Teks di Excel lalu isi ulang.",
    ),
    "truncated": Warn(
        "{title} berakhiran 000: tiga angka terakhir hilang di Excel.",
        "«197203031998031000» pada kolom {title}",
        "Ubah format kolom {title} menjadi Teks di Excel lalu isi ulang.",
    ),
}
"""Warnings of any optional NIP field; the code is "<field>_<kind>"."""


def warning_codes() -> set[str]:
    """Every code that the column `warnings` of a row may carry."""
    fields = [(name, field) for one in datasets().values() for name, field in one.fields.items()]
    optional = {f"{name}_{kind}" for name, field in fields if field.kind == "nip" for kind in OPTIONAL_NIP}
    return WARNINGS.keys() | optional


def codes() -> set[str]:
    """Every code that a row of the quarantine may carry."""
    return OWN.keys() | {
        code(name, fault) for one in datasets().values() for name in one.fields for fault in FAULTS
    }


def code(field: str, fault: str) -> str:
    """The code of a row's fault, as ledger and quarantine carry it."""
    return f"{field}_{fault}" if field and fault else field or fault


def of(field: str, fault: str, dataset: Dataset) -> Reason:
    """Sentence, remedy and short words for one field's fault, with the field's title filled in."""
    found = OWN.get(code(field, fault)) or FAULTS[fault]
    title = dataset.fields[field].title if field in dataset.fields else field
    return Reason(
        *(text.format(title=title) for text in (found.sentence, found.remedy, found.short, found.example))
    )


def count(number: int) -> str:
    """A number as Indonesians write it: 25.000."""
    return f"{number:,}".replace(",", ".")


def summary(loaded: int, short: Mapping[str, int], notes: list[str]) -> str:
    """One sentence on a loaded table: how many rows stayed outside and why, then what else is worth knowing."""
    refused = sum(short.values())
    parts = []
    if refused:
        most = sorted(short.items(), key=lambda item: -item[1])
        listed = ", ".join(f"{words} ({count(number)})" for words, number in most[:3])
        rest = sum(number for _, number in most[3:])
        listed += f", lainnya ({count(rest)})" if rest else ""
        parts.append(f"{count(loaded)} baris dimuat, {count(refused)} ditolak: {listed}")
    elif loaded:
        parts.append(f"Semua {count(loaded)} baris dimuat")
    return "; ".join(parts + notes) + "."
