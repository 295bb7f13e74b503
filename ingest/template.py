"""Template: the blank workbook of a dataset, for who has no application that exports; known again when filled in.

One source per dataset, made here of the dataset itself: its headings are the fields' titles and nothing else, so a
template needs no YAML of its own and follows every change of the dataset. The example stands above the headings,
where nothing is read as data.
"""

import re
from collections.abc import Sequence
from functools import cache

from ingest import handout
from ingest.dataset import Dataset, Field, dataset, datasets
from ingest.handout import Guide, Sheet
from ingest.source import Column, Dates, Match, Numbers, Source, Survey

NAMED = re.compile(r"Templat Siger \[([a-z_]+)\]")
FORMS = {
    "nip": ("18 angka, sebagai teks", "198502142010012901"),
    "text": ("teks", "Contoh"),
    "identifier": ("nomor atau kode", "7654321"),
    "date": ("tanggal", "31-05-2026"),
    "timestamp": ("tanggal dan jam", "31-05-2026 14:05"),
    "number": ("angka; desimal dengan koma, tanpa tanda ribuan", "87,5"),
    "integer": ("angka bulat", "1"),
    "answer": ("angka 1 (tidak baik) sampai 4 (sangat baik)", "3"),
}
"""Kind of value to how it is written and an example."""
CHOICES = {
    "rating": ("Di atas ekspektasi", "Sesuai ekspektasi", "Di bawah ekspektasi"),
    "predikat": ("Sangat Baik", "Baik", "Butuh Perbaikan", "Kurang", "Sangat Kurang"),
    "org_predikat": ("Istimewa", "Baik", "Butuh Perbaikan", "Kurang", "Sangat Kurang"),
    "boolean": ("Ya", "Tidak"),
    "sex": ("Laki-laki", "Perempuan"),
    "employment": ("PNS", "CPNS", "PPPK", "PPPK Paruh Waktu"),
    "position_kind": (
        "JPT", "Administrator", "Pengawas", "Pelaksana", "Fungsional keahlian", "Fungsional keterampilan",
    ),
    "complaint_class": (
        "Permintaan informasi", "Aspirasi", "Pengaduan tidak berkadar pengawasan", "Pengaduan berkadar pengawasan",
    ),
}  # fmt: skip
"""Kind of value to the words one of which is filled in."""


def template(name: str) -> bytes:
    """The workbook for the dataset of that name: a guide to each field and its words, then the sheet to fill in."""
    canonical = dataset(name)
    fields = list(_columns(canonical).values())
    title = f"Templat Siger [{name}]: {canonical.title}"
    note = "Baris 2 contoh dan tidak dibaca; isi mulai baris 4, satu baris satu data. * wajib diisi."
    rows = [
        [f"{title}. {note}"],
        [example(field) for field in fields],
        [f"{field.title} *" if field.required else field.title for field in fields],
    ]
    choices = {place: words(field) for place, field in enumerate(fields, 1) if words(field)}
    sheet = Sheet(canonical.title, rows, headings=frozenset({3}), choices=choices)
    return handout.write(_guide(canonical, fields), [sheet])


def file_name(name: str) -> str:
    """What the template of a dataset is called."""
    return f"templat-{name.replace('_', '-')}.xlsx"


@cache
def sources() -> tuple[Source, ...]:
    """One source per dataset: how a filled template is read."""
    return tuple(_source(canonical) for canonical in datasets().values())


def named(titles: Sequence[str]) -> Source | None:
    """The source of the template that the titles of a table say they are; it goes before any other."""
    found = NAMED.search(" ".join(titles))
    known = {source.dataset: source for source in sources()}
    return known.get(found[1]) if found else None


def words(field: Field) -> list[str]:
    """The words one of which a field takes; empty where it takes more than a list."""
    if field.kind == "code":
        first = {code: word.capitalize() for word, code in reversed(field.values.items())}
        return [first.get(code, code) for code in field.codes]
    return list(CHOICES.get(field.kind, ()))


def example(field: Field) -> str:
    """A value as it is written in a cell, within the field's bounds."""
    if listed := words(field):
        return listed[0]
    if field.kind in ("number", "integer") and field.min is not None:
        return f"{field.min:g}"
    return FORMS[field.kind][1]


def _source(canonical: Dataset) -> Source:
    shown = _columns(canonical)
    required = [canonical.fields[name].title for name in canonical.required]
    recognised = [canonical.fields[choice[0]].title for choice in canonical.recognised_by]
    is_survey = "scale_max" in canonical.fields
    return Source(
        source=f"templat-{canonical.dataset.replace('_', '-')}",
        title=f"Templat Siger: {canonical.title}",
        dataset=canonical.dataset,
        match=Match(titles=[f"Templat Siger [{canonical.dataset}]"], headers=[*dict.fromkeys(required + recognised)]),
        columns={
            name: Column(headings=[field.title]) if name in shown else None
            for name, field in canonical.fields.items()
        },
        dates=Dates(order="dmy"),
        numbers=Numbers(decimal=","),
        survey=Survey(u8_u9="declared") if is_survey else None,
    )  # fmt: skip


def _columns(canonical: Dataset) -> dict[str, Field]:
    """Fields that stand in files as a column; the others are said of a whole file by its source."""
    return {name: field for name, field in canonical.fields.items() if field.aliases}


def _guide(canonical: Dataset, fields: list[Field]) -> Guide:
    guide = [
        (f"Templat {canonical.title}", ""),
        ("1", "Isi lembar sesudah petunjuk ini mulai baris 4; biarkan judul di baris 1 dan judul kolom di baris 3."),
        ("2", "Kolom yang tidak wajib boleh dikosongkan atau dihapus. Sel berformat Teks, sehingga NIP tetap 18 angka."),
        ("3", "Simpan sebagai .xlsx, lalu kirim lewat halaman Unggah berkas atau kotak masuk. Data yang dikirim lagi diganti, tidak digandakan."),
        ("Kolom dan isinya", ""),
    ]  # fmt: skip
    for field in fields:
        listed = words(field)
        form = f"salah satu: {', '.join(listed)}" if listed else FORMS[field.kind][0]
        bounds = _bounds(field)
        need = "Wajib" if field.required else "Boleh kosong"
        guide.append((field.title, f"{need}; {form}{bounds}. Contoh: {example(field)}"))
    return guide


def _bounds(field: Field) -> str:
    if field.min is None and field.max is None:
        return ""
    if field.max is None:
        return f", paling kecil {field.min:g}"
    return f", {field.min or 0:g} sampai {field.max:g}"
