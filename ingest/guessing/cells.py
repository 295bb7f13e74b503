"""Cells: what a column's contents say for or against one field."""

from dataclasses import dataclass

from ingest.dataset import Dataset, Field
from ingest.guessing import codes
from ingest.guessing.evidence import MEANT, Evidence, opening

# Field → list of the vocabulary with which cells of that field begin, and the share that settles it.
OPENINGS = {
    "agency_name": ("agency_words", 0.5),
    "unit_name": ("unit_words", 0.4),
    "position_name": ("position_words", 0.4),
    "status": ("status_words", 0.5),
    "course": ("course_words", 0.4),
    "education": ("education_words", 0.5),
}
PLAIN_TEXT = ("text", "code")


@dataclass(frozen=True)
class Said:
    """Support from -1 (cannot be) over 0 (says nothing) to 1 (nothing else), with words for the reader."""

    support: float
    words: str = ""
    is_checkable: bool = False
    """Cells of this field would show themselves; that these do not is worth a look."""


SILENT = Said(0)


def say(dataset: Dataset, name: str, column: Evidence) -> Said:
    """What the cells say of the field; an empty column says nothing."""
    field = dataset.fields[name]
    if not column.filled:
        return SILENT
    if field.kind == "nip":
        return _nip(column)
    if field.kind in codes.CODED and (field.kind != "code" or field.codes):
        return _coded(dataset.dataset, name, field, column)
    if field.kind in ("date", "timestamp"):
        return _date(name, column)
    if field.kind in ("number", "integer"):
        return _number(name, field, column)
    if (
        field.kind == "identifier"
        or name == "respondent_id"
        or (name == "unit_id" and dataset.dataset == "units")
    ):
        return _identifier(name, column)
    return _text(dataset.dataset, name, column)


def _percent(share: float) -> str:
    return f"{round(share * 100)} %"


def _nip(column: Evidence) -> Said:
    share = column.read["nip"]
    if share >= MEANT:
        return Said(1, f"NIP 18 digit pada {_percent(share)} sel")
    if column.nip_inside >= MEANT:
        return Said(0.9, f"NIP 18 digit di antara teks lain pada {_percent(column.nip_inside)} sel")
    long_digits = column.share(lambda t: sum(map(str.isdigit, t)) >= 17 or "e+" in t.lower())
    if share + long_digits >= 0.5:
        return Said(0.4, f"angka sepanjang NIP pada {_percent(max(share, long_digits))} sel, sebagian rusak")
    return Said(-0.9, f"hanya {_percent(share)} sel berisi NIP")


def _coded(dataset: str, name: str, field: Field, column: Evidence) -> Said:
    """Words of the code list, words near them, or bare numbers that stand for them."""
    top = {"rating": 3, "predikat": 5, "org_predikat": 5, "answer": 10}.get(field.kind)
    if field.kind in ("code", "position_kind"):
        read = column.share(lambda t: codes.plain(t) in _known(field))
    else:
        read = column.read[field.kind]
    if top and codes.numbered(column, top):
        if field.kind == "answer":
            return Said(0.8, f"jawaban 1–{round(max(column.numbers))} pada hampir semua sel")
        return Said(0.5, f"kode angka 1–{round(max(column.numbers))}")
    if read >= MEANT and not (column.is_sequence and field.kind in ("sex", "boolean")):
        return Said(1, f"{_percent(read)} sel berisi kata yang dikenal")
    if not column.is_coded:
        return Said(-0.8, "isinya bukan kode yang berulang") if read < 0.3 else SILENT
    known = read + column.share(lambda t: read < 1 and codes.meaning(dataset, name, field, t))
    if known >= 0.5:
        return Said(0.6, f"{_percent(min(known, 1))} sel berisi kata yang dikenal atau mirip")
    wordy = not column.share(lambda t: any(map(str.isdigit, t)))
    if field.kind in ("rating", "predikat", "answer") and wordy:
        return Said(-0.25, "kata di dalamnya belum dikenal")  # a telling heading stays worth a look
    return Said(-0.7, "kata di dalamnya tidak dikenal")


def _known(field: Field) -> set[str]:
    """Words ingest reads for a coded field, in the form they are compared."""
    own = [*field.codes, *field.values]
    return {codes.plain(word) for word in [*own, *codes.KNOWN.get(field.kind, {})]}


def _date(name: str, column: Evidence) -> Said:
    share = column.read["date"]
    if name == "birth_date" and share < 0.3 and column.share(lambda t: "," in t) >= MEANT:
        return Said(0.2, "tempat dan tanggal lahir dalam satu kolom")
    if share >= MEANT:
        return Said(0.8, f"tanggal pada {_percent(share)} sel")
    return Said(-0.8, f"hanya {_percent(share)} sel berisi tanggal") if share < 0.4 else SILENT


def _number(name: str, field: Field, column: Evidence) -> Said:
    if name == "year":
        return (
            Said(0.8, "tahun pada hampir semua sel") if column.years >= MEANT else Said(-0.8, "bukan tahun")
        )
    share = column.read["number"]
    if share < 0.4:
        leading = column.share(lambda t: t[:1].isdigit() and not column.read["date"] > 0.3)
        return (
            Said(0.1, "angka di awal sel")
            if leading >= MEANT
            else Said(-0.8, f"hanya {_percent(share)} sel berisi angka")
        )
    if name.startswith("score") and codes.numbered(column, 5):
        return Said(-0.8, "kode 1–5, bukan nilai")
    found = column.numbers
    low, high = field.min if field.min is not None else -1e18, field.max if field.max is not None else 1e18
    if found and sum(low <= number <= high for number in found) < 0.7 * len(found):
        return Said(-0.7, "angkanya di luar batas yang masuk akal")
    if column.is_sequence and name not in ("target", "realisation"):
        return Said(-0.4, "hanya nomor urut")
    return Said(0.4, f"angka pada {_percent(share)} sel")


def _identifier(name: str, column: Evidence) -> Said:
    if name == "respondent_id":
        return Said(0.3, "nomor yang berbeda pada tiap baris") if column.unique >= 0.9 else Said(-0.3)
    if column.share(lambda t: len(t) > 40) > 0.2 or (
        column.read["date"] >= MEANT and not column.read["number"] >= MEANT
    ):
        return Said(-0.8, "isinya bukan nomor pengenal")
    if column.unique >= MEANT:
        return Said(0.5, f"berbeda pada {_percent(column.unique)} sel")
    return Said(-0.4, "nilainya banyak yang berulang")


def _text(dataset: str, name: str, column: Evidence) -> Said:
    """Names and free text: what they begin with, and that they are no figures."""
    if name == "rank":
        return (
            Said(0.9, f"pangkat/golongan pada {_percent(column.rank)} sel")
            if column.rank >= 0.6
            else Said(-0.3)
        )
    if name == "status" and column.is_coded and column.read["number"] >= 0.9:
        return Said(-0.35, "kode angka, artinya hanya diketahui aplikasi asal")
    if dataset == "units" and name == "unit_name" and column.unique < 0.5:
        return Said(-0.6, "namanya berulang-ulang")
    figures = max(column.read["number"], column.read["date"], column.read["nip"])
    if figures >= 0.9 and name not in (
        "nip_old",
        "pns_id",
        "region_code",
        "parent_id",
        "unit_id",
        "certificate",
        "received_time",
    ):
        return Said(-0.75, "isinya angka atau tanggal")
    if name == "nip_old":
        return SILENT
    if name in OPENINGS and not (name == "status" and dataset != "complaints"):
        words, enough = OPENINGS[name]
        share = column.starts(words)
        if name in ("unit_name", "agency_name"):
            share = max(share, column.starts("agency_words"), 0.9 * column.starts("unit_words"))
        if share >= enough:
            return Said(0.6 + 0.4 * min(share, 1), f"{_percent(share)} sel diawali kata yang lazim")
        return Said(0, "", is_checkable=name in ("status", "agency_name") or dataset == "units")
    if name in ("person_name", "rater_name"):
        named = column.share(lambda t: 3 <= len(t) <= 70 and any(map(str.isalpha, t)) and not _other_name(t))
        if named < 0.6 or (name == "person_name" and column.is_coded and column.filled > 40):
            return Said(-0.4, "isinya bukan nama orang")
        return Said(0.3, "teks berupa nama")
    return SILENT


def _other_name(text: str) -> bool:
    """A name, but of an agency or a position."""
    return any(opening(words).match(text) for words in ("agency_words", "unit_words", "position_words"))
