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


# Faults of any field; the code of a row is "<field>_<fault>".
FAULTS: dict[str, Reason] = {
    "missing": Reason("Kolom {title} kosong.", "Isi {title} lalu kirim ulang baris ini.", "{title} kosong"),
    "invalid": Reason(
        "Isi {title} tidak dikenali.",
        "Periksa ejaan atau bentuk isian {title}; bila isian ini sah, minta insinyur data menambahkannya ke sumber.",
        "{title} tidak dikenali",
    ),
    "out_of_range": Reason(
        "Nilai {title} di luar batas yang mungkin.",
        "Betulkan nilai {title} di aplikasi asal.",
        "{title} di luar batas",
    ),
    "ambiguous": Reason(
        "Angka {title} bermakna ganda (titik atau koma bisa ribuan, bisa desimal).",
        "Tulis {title} tanpa tanda ribuan, atau nyatakan tanda desimal pada sumbernya.",
        "{title} bermakna ganda",
    ),
    "order": Reason(
        "{title} lebih awal daripada awal periode.", "Betulkan kedua tanggal periode.", "periode terbalik"
    ),
}
# Faults that one field or row has of its own; the code stands as it is.
OWN: dict[str, Reason] = {
    "nip_missing": Reason(
        "NIP kosong.",
        "Isi NIP 18 angka; jabatan kosong atau tenaga non-ASN tidak perlu dikirim.",
        "NIP kosong",
    ),
    "nip_invalid": Reason(
        "NIP tidak sah: harus 18 angka dengan tanggal lahir, tahun dan bulan pengangkatan, dan jenis kelamin yang mungkin.",
        "Salin NIP dari SK atau SIASN.",
        "NIP tidak sah",
    ),
    "nip_scientific": Reason(
        "NIP rusak karena disimpan sebagai angka (misalnya 1,98E+17); angka belakangnya sudah hilang.",
        "Ubah format kolom NIP menjadi Teks di Excel, isi ulang dari aplikasi asal, lalu kirim lagi.",
        "NIP rusak oleh Excel",
    ),
    "surplus_fields": Reason(
        "Baris ini punya lebih banyak isian daripada judul kolom.",
        "Periksa pemisah kolom di dalam teks; beri tanda kutip pada teks yang memuat pemisah.",
        "isian melebihi kolom",
    ),
    "respondent_unknown": Reason(
        "Jawaban ini milik responden yang tidak ada di berkas responden.",
        "Kirim ulang berkas responden yang lengkap.",
        "responden tidak dikenal",
    ),
    "question_unknown": Reason(
        "Nomor pertanyaan ini tidak dikenal oleh sumber.",
        "Nyatakan unsur pertanyaan ini pada sumbernya.",
        "pertanyaan tidak dikenal",
    ),
}
WARNINGS: dict[str, str] = {
    "nip_truncated": "NIP berakhiran 000: tiga angka terakhir hilang di Excel, dicocokkan dengan daftar pegawai.",
    "nip_sex_mismatch": "Jenis kelamin berbeda dari angka ke-15 NIP.",
    "nip_birth_mismatch": "Tanggal lahir berbeda dari delapan angka pertama NIP.",
    "rater_missing": "Pejabat penilai tidak disebut.",
    "not_rated": "Belum ada penilaian pada baris ini.",
    "agency_unknown": "Perangkat daerah tidak disebut di berkas.",
    "agency_missing": "Belum diteruskan ke perangkat daerah mana pun.",
    "position_kind_unknown": "Jenis jabatan tidak dapat ditentukan dari jenjang atau nama jabatan.",
    "repeated": "Kunci yang sama muncul lebih dari sekali di berkas ini; baris terakhir yang dipakai.",
    "superseded": "Kunci yang sama muncul lagi di bawahnya; baris ini tidak dipakai.",
}
"""Optional NIP fields add `<field>_invalid` and `<field>_truncated` of their own."""


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
        found.sentence.format(title=title), found.remedy.format(title=title), found.short.format(title=title)
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
