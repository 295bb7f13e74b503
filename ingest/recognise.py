"""Recognition: which source a located table is; exactly one must fit best, and a near miss is named."""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import PurePath

from ingest import headless
from ingest.binding import find, has
from ingest.dataset import datasets
from ingest.layout import HeadingBook, Layout, normalise
from ingest.source import Source
from ingest.verdict import Status

# So many known headings make a table worth a source; fewer, and it is no business of ours.
PLAUSIBLE_HEADINGS = 2
NIP = re.compile(r"\D?(19|20)\d{6} ?(19|20)\d{4} ?[12] ?\d{3}\D?")


@dataclass(frozen=True)
class Recognised:
    """A source and, for a delivery, which part of it the table is."""

    source: Source
    part: str | None = None


@dataclass(frozen=True)
class Unknown:
    """Why no source was chosen."""

    code: str
    """not_a_dataset, no_header, no_source or ambiguous_source."""
    sentence: str

    @property
    def status(self) -> Status:
        """A table that is none of ours is refused; a plausible one waits for a source."""
        return "refused" if self.code == "not_a_dataset" else "no-source"


def book(sources: list[Source]) -> HeadingBook:
    """The headings by which a header record is found: each dataset's aliases, and each source's own words."""
    known: dict[str, set[tuple[str, str]]] = defaultdict(set)
    books = {
        dataset.dataset: {alias: name for name, field in dataset.fields.items() for alias in field.aliases}
        for dataset in datasets().values()
    }
    # letters are the headings of a headless source, and answers of many a survey
    books |= {f"source {source.source}": _own(source) for source in sources if not source.is_headless}
    for where, headings in books.items():
        for key, name in headings.items():
            known[key].add((where, name))
    return dict(known)


def _own(source: Source) -> dict[str, str]:
    """The normalised headings of a source: those it is matched by, and those that it names for a field."""
    own = {heading: heading for headers in _headers(source).values() for heading in map(normalise, headers)}
    for name, column in source.columns.items():
        own |= {normalise(heading): name for heading in (column.headings if column else [])}
    return own


def recognise(
    sources: list[Source],
    layout: Layout,
    cells: Callable[[int], list[str]],
    *,
    file_name: str,
    sheet: str | None,
    reads: Callable[[Source], bool],
) -> Recognised | Unknown:
    """The one best source for the table, else a sentence that says what is missing.

    `cells` gives the first filled cells of the column at a position; it is asked only where a source looks at them.
    `reads` says whether the cells of a table without header are what such a source maps them to.
    """
    fits: list[tuple[tuple[int, int], Recognised]] = []
    for source in sources:
        for part, headers in _headers(source).items():
            score = _score(source, headers, layout, file_name=file_name, sheet=sheet)
            if score and _fits_cells(source, layout, cells) and (not source.is_headless or reads(source)):
                fits.append((score, Recognised(source, part or None)))
    if not fits:
        return _unknown(sources, layout) if layout.header_rows else _headless(layout, cells)
    best = max(score for score, _ in fits)
    chosen = [fit for score, fit in fits if score == best]
    if len(chosen) > 1:
        names = " dan ".join(sorted(fit.source.source for fit in chosen))
        return Unknown(
            "ambiguous_source", f"Berkas ini cocok dengan {names} sekaligus; perjelas «match» salah satunya."
        )
    return chosen[0]


def wide_header(sources: list[Source], head: list[tuple[int, list[str]]]) -> int | None:
    """Row of the first record with headings of a wide source: columns named after persons are no known words."""
    patterns = [re.compile(source.wide.heading) for source in sources if source.wide]
    for row, cells in head:
        if any(_under(pattern, cells) >= 2 for pattern in patterns):
            return row
    return None


def _under(pattern: re.Pattern[str], headings: list[str]) -> int:
    """How many headings fit the pattern, blanks collapsed."""
    return sum(bool(pattern.search(re.sub(r"\s+", " ", heading).strip())) for heading in headings)


def _headers(source: Source) -> dict[str, list[str]]:
    """Headings that must be there, per part of a delivery ('' = the one table)."""
    if source.delivery is None:
        return {"": source.match.headers}
    parts = {
        "answers": source.delivery.answers,
        "respondents": source.delivery.respondents,
        "questions": source.delivery.questions,
    }
    return {name: part.headers for name, part in parts.items() if part}


def _score(
    source: Source, headers: list[str], layout: Layout, *, file_name: str, sheet: str | None
) -> tuple[int, int] | None:
    """(headings and titles that speak for the source, file name as tie-break); null when it cannot be it."""
    match = source.match
    if source.shape == "wide":
        assert source.wide
        if _under(re.compile(source.wide.heading), [column.title for column in layout.columns]) < 2:
            return None
    elif not headers:
        return None
    if not all(has(layout, heading) for heading in headers):
        return None
    if source.is_headless and not headless.has_shape(source, layout):
        return None
    if source.sheet and sheet is not None and not fnmatch(sheet.lower(), source.sheet.lower()):
        return None
    said = normalise(" ".join(layout.titles))
    titles = any(normalise(title) in said for title in match.titles)
    base = PurePath(file_name).name.lower()
    files = any(fnmatch(base, pattern.lower()) for pattern in match.files)
    if (match.titles_required and not titles) or (match.files_required and not files):
        return None
    return len(headers) + 3 * titles + (source.sheet is not None), int(files)


def _fits_cells(source: Source, layout: Layout, cells: Callable[[int], list[str]]) -> bool:
    """Most filled cells of the named columns are as the source says; a column without any says nothing."""
    for heading, patterns in source.match.cells.items():
        filled = [cell for position in find(layout, heading) for cell in cells(position)]
        fitting = sum(any(fnmatch(cell.lower(), pattern.lower()) for pattern in patterns) for cell in filled)
        if fitting * 2 < len(filled):
            return False
    return True


def _unknown(sources: list[Source], layout: Layout) -> Unknown:
    """Nothing fits: name the nearest source and what it misses, or say that this is no staff or feedback data."""
    nearest: tuple[float, Source, list[str]] | None = None
    for source in sources:
        for headers in _headers(source).values():
            missing = [heading for heading in headers if not has(layout, heading)]
            share = 1 - len(missing) / len(headers) if headers else 0
            if missing and share >= 0.5 and (nearest is None or share > nearest[0]):
                nearest = share, source, missing
    if nearest:
        _, source, missing = nearest
        listed = ", ".join(f"«{heading}»" for heading in missing)
        return Unknown(
            "no_source",
            f"Judul kolom tidak cocok dengan sumber mana pun; paling dekat «{source.title}», yang memerlukan kolom {listed}.",
        )
    keys = {column.key for column in layout.columns if column.key}
    for dataset in datasets().values():
        known = {
            name
            for name, field in dataset.fields.items()
            if any(has(layout, alias) for alias in field.aliases)
        }
        looks = all(known & set(choice) for choice in dataset.recognised_by)
        if looks:
            return Unknown(
                "no_source",
                f"Isi berkas mirip data «{dataset.title}», tetapi belum ada sumber yang memetakan kolomnya; buat sumbernya terlebih dahulu.",
            )
    aliases = {
        alias
        for dataset in datasets().values()
        for field in dataset.fields.values()
        for alias in field.aliases
    }
    if len(keys & aliases) >= PLAUSIBLE_HEADINGS:
        return Unknown(
            "no_source",
            "Sebagian judul kolom dikenal, tetapi belum ada sumber untuk bentuk berkas ini; buat sumbernya terlebih dahulu.",
        )
    return Unknown(
        "not_a_dataset",
        "Berkas ini tampaknya bukan data pegawai, kinerja, survei, atau pengaduan: judul kolomnya tidak ada yang dikenal. Bila memang datanya, pengelola data membuat sumbernya di «Tambah sumber».",
    )


def _headless(layout: Layout, cells: Callable[[int], list[str]]) -> Unknown:
    """No record names the columns: the first one is not taken for a header only because it is first."""
    if any(NIP.fullmatch(cell.strip()) for column in layout.columns for cell in cells(column.position)):
        return Unknown(
            "no_header",
            "Berkas ini memuat NIP tetapi tidak berjudul kolom, sehingga isi kolomnya tidak boleh diduga; tambahkan baris judul kolom di atas data lalu kirim lagi, atau pengelola data memetakan kolomnya menurut letak di «Tambah sumber».",
        )
    return Unknown(
        "not_a_dataset",
        "Berkas ini tidak berjudul kolom dan tidak memuat data pegawai, kinerja, survei, atau pengaduan yang dikenal Siger; bila memang data demikian, tambahkan baris judul kolom di atas data lalu kirim lagi.",
    )
