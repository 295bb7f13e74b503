"""By place: what a table without header proves of its columns by their cells alone; the rest waits for a person."""

import re

from ingest.bench import Bench
from ingest.dataset import dataset
from ingest.guessing import meanings, stated
from ingest.guessing.draft import Draft
from ingest.guessing.evidence import MEANT, Evidence
from ingest.guessing.fit import Fit, Match
from ingest.guessing.seen import Seen
from ingest.heading import letter

HOW = "petakan tiap kolom menurut letaknya (A, B, C) di «Tambah sumber», atau tulis sumbernya dengan «header_row: none»"


def propose(bench: Bench, seen: Seen, lines: list[str]) -> Draft | str:
    """Appraisals where one column can only be a NIP and one only a predikat; else the sentence what is known.

    Names, units and positions are never guessed here: any text could be any of them.
    """
    nips = [column for column in seen.columns if column.read.get("nip", 0) >= MEANT]
    predikat = [column for column in seen.columns if _only(column, "predikat")]
    if not nips:
        return "Berkas ini tidak berjudul kolom dan tidak memuat NIP, jadi tampaknya bukan data pegawai, survei, atau pengaduan; bila memang datanya, tambahkan baris judul kolom di atasnya."
    if len(predikat) != 1:
        return f"Berkas ini tidak berjudul kolom; {_known(seen.columns)}. Itu belum membuktikan jenis datanya. Pilih jenis data, lalu {HOW}."
    made = Fit(dataset("appraisals"))
    draft = Draft(made.dataset)
    draft.put(header_row="none", match={"headers": [letter(column.position) for column in seen.columns]})
    draft.guess("dataset", "appraisals", 0.9, f"tabel tanpa judul kolom; {_known(seen.columns)}")
    if len(nips) == 1:
        _take(draft, made, "nip", nips[0], 0.95, f"NIP 18 digit pada {_share(nips[0], 'nip')} sel")
    else:
        draft.lack("nip")
        draft.doubt(f"NIP ada pada {_places(nips)}; tetapkan mana yang NIP pegawai dan mana NIP penilai")
    words = f"kata predikat pada {_share(predikat[0], 'predikat')} sel"
    _take(draft, made, "predikat_delivered", predikat[0], 0.9, words)
    draft.put(
        columns={name: {"heading": letter(match.column.position)} for name, match in made.matches.items()}
    )
    meanings.value_maps(draft, made, bench.con)
    _period(draft, made, seen, lines)
    stated.whose(draft, made, lines, seen.found.grid.sheet)
    stated.as_of(draft, made, lines, seen.name)
    stated.government(draft, made, lines, seen.name)
    draft.doubt(
        "tabel ini tidak berjudul kolom, jadi kolom disebut menurut letaknya; pastikan susunan kolom aplikasinya selalu sama"
    )
    if left := [column for column in seen.columns if column.filled and not _is_taken(draft, made, column)]:
        draft.note(f"{_places(left)} tidak dipetakan, sebab isinya tidak membuktikan artinya")
    return draft


def _take(draft: Draft, made: Fit, name: str, column: Evidence, sure: float, why: str) -> None:
    made.matches[name] = Match(name, column, sure, why, False)
    draft.guess(f"columns.{name}", f"kolom {letter(column.position)}", sure, why)


def _period(draft: Draft, made: Fit, seen: Seen, lines: list[str]) -> None:
    """The one column that names periods with their year, else what titles and file name say."""
    labels = [column for column in seen.columns if _names_periods(column)]
    if len(labels) != 1:
        return stated.period_rule(draft, made, [], lines, seen.name)
    place = letter(labels[0].position)
    draft.put(period={"from": "column", "column": place})
    return draft.guess("period", f"column {place}", 0.9, f"kolom {place} berisi nama periode dengan tahunnya")


def _names_periods(column: Evidence) -> bool:
    """`Mei 2025`, `Triwulan II 2025`; a date is a day, not a period."""
    dated = column.read.get("date", 0) >= MEANT
    return (
        not dated
        and column.periods >= MEANT
        and column.share(lambda t: re.search(r"(19|20)\d\d", t)) >= MEANT
    )


def _only(column: Evidence, kind: str) -> bool:
    """Words of that kind again and again, no numbers: a number's direction is the source's to say."""
    return column.read.get(kind, 0) >= MEANT and column.read.get("number", 0) == 0 and len(column.texts) <= 12


def _is_taken(draft: Draft, made: Fit, column: Evidence) -> bool:
    at = draft.said.get("period", {}).get("column")
    return at == letter(column.position) or any(match.column is column for match in made.matches.values())


def _known(columns: list[Evidence]) -> str:
    """What the cells prove, in words: `NIP ada di kolom A, tanggal di kolom D`."""
    kinds = {
        "NIP": [one for one in columns if one.read.get("nip", 0) >= MEANT],
        "kata predikat": [one for one in columns if _only(one, "predikat")],
        "kata rating": [one for one in columns if _only(one, "rating")],
        "nama periode": [one for one in columns if _names_periods(one)],
        "tanggal": [one for one in columns if one.read.get("date", 0) >= MEANT],
    }
    said = ", ".join(f"{kind} di {_places(found)}" for kind, found in kinds.items() if found)
    return f"isinya: {said}"


def _places(columns: list[Evidence]) -> str:
    return f"kolom {', '.join(letter(column.position) for column in columns)}"


def _share(column: Evidence, kind: str) -> str:
    return f"{round(100 * column.read[kind])} %"
