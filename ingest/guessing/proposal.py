"""Proposal: a table becomes the draft of a source, or the sentence why it is none of ours."""

import re
from typing import Any

from ingest.bench import Bench
from ingest.binding import find
from ingest.dataset import dataset
from ingest.guessing import by_place, lone_part, long, meanings, scales, stated, wide
from ingest.guessing import columns as written
from ingest.guessing.draft import Draft
from ingest.guessing.evidence import Evidence
from ingest.guessing.fit import ENOUGH, SURE, Fit, Match, fit, fits
from ingest.guessing.seen import Seen
from ingest.guessing.vocabulary import book, words
from ingest.heading import normalise

TELLING = 0.9
"""So sure must one column be for a dataset to be worth naming as the nearest."""
TRANSPOSED = ("Berkas ini tampaknya survei kepuasan yang letaknya terbalik: unsur di baris, responden di kolom; putar tabelnya "
              "(Salin, Tempel Khusus, Transpose) sehingga satu baris satu responden, lalu coba lagi.")  # fmt: skip
STRANGER = ("Berkas ini bukan data pegawai, penilaian kinerja, target, pelatihan, unit, survei kepuasan, atau pengaduan: "
            "tidak ada kolom yang dikenali sebagai salah satunya; tidak perlu dimuat.")  # fmt: skip


def propose(bench: Bench, seen: Seen, info: list[str]) -> Draft | str:
    """Draft for one table; a sentence where it is no table of ours. `info` are lines of the file's other sheets."""
    if not seen.columns:
        return STRANGER
    if seen.layout.is_headless:
        return by_place.propose(bench, seen, [*seen.lines, *info])
    if long.is_transposed(seen.columns):
        return TRANSPOSED
    if (asked := long.question_list(seen.columns)) and not long.answers(seen.columns):
        return lone_part.questions(asked)
    lines = [*seen.lines, *info]
    if unpivot := wide.find(seen.columns):
        return _wide(bench, seen, unpivot, lines)
    labels = stated.labels(seen.columns)
    plain = [column for column in seen.columns if column not in labels]
    best = fits(plain)[0]
    if not best.looks_right:
        if long.looks_like_respondents(seen.columns):
            return lone_part.respondents(seen, lines)
        return _near(plain)
    if _is_foreign(best):
        return STRANGER
    if other := _about_other(best, plain):
        return other
    return _table(bench, seen, best, plain, lines)


def _table(bench: Bench, seen: Seen, best: Fit, plain: list[Evidence], lines: list[str]) -> Draft:
    """A plain table: columns, codes, dates, numbers, period and what holds for all rows."""
    draft = Draft(best.dataset)
    draft.guess(
        "dataset",
        best.dataset.dataset,
        _sure(best),
        f"{len(best.matches)} kolom dikenali sebagai isi «{best.dataset.title}»",
    )
    _tell_respondents_apart(best, plain)
    written.columns(draft, best, seen.layout)
    scales.direction(draft, best, bench.con, seen.found.table)
    meanings.survey(draft, best, plain)
    meanings.value_maps(draft, best, bench.con)
    meanings.dates(draft, best)
    meanings.numbers(draft, best, bench.con)
    stated.period_rule(draft, best, seen.columns, lines, seen.name)
    stated.whose(draft, best, lines, seen.found.grid.sheet)
    stated.sections(draft, best, [*seen.layout.section.values()])
    stated.as_of(draft, best, lines, seen.name)
    stated.government(draft, best, lines, seen.name)
    _year(draft, best, lines)
    draft.lack(
        *(
            name
            for name in best.absent
            if name not in ("period_start", "period_end", "agency_name")
            and name not in draft.said.get("constants", {})
        )
    )
    for choice in best.lacking:
        if not set(choice) & set(draft.missing) and best.dataset.dataset != "complaints":
            draft.doubt(f"tidak ada kolom {draft.titles(choice)}")
    _money(draft, plain)
    _unused(draft, seen)
    return draft


def _tell_respondents_apart(best: Fit, plain: list[Evidence]) -> None:
    """The running number of a survey is its respondents' number: without one, answers of the same day replace each other."""
    if best.dataset.dataset != "surveys" or best.confidence("respondent_id") >= SURE:
        return
    numbers = [column for column in plain if column.title and column.is_sequence]
    if len(numbers) == 1:
        why = "nomor urut 1, 2, 3 … membedakan responden; tanpa nomor, jawaban pada hari yang sama saling menggantikan"
        best.matches["respondent_id"] = Match("respondent_id", numbers[0], 0.75, why, True)


def _wide(bench: Bench, seen: Seen, unpivot: wide.Unpivot, lines: list[str]) -> Draft | str:
    """A column per person or month: the columns that stay tell the dataset, the cells tell the value."""
    rest = wide.plain(seen.columns, unpivot)
    names = ("achievements", "appraisals") if unpivot.value in ("realisation", "score") else ("appraisals",)
    made = max((fit(dataset(name), rest) for name in names), key=lambda one: one.strength)
    if "period" in unpivot.groups and not {"nip", "unit_name", "person_name"} & made.matches.keys():
        return _near(rest)
    value = unpivot.value
    if made.dataset.dataset == "appraisals" and value == "realisation":
        value = "score"
    if made.dataset.dataset == "achievements":
        value = "realisation"
        if "indicator" not in made.matches or "aspect" in unpivot.groups:
            return STRANGER
    draft = Draft(made.dataset)
    realised = value == "realisation"
    if realised and "target" in made.matches:
        draft.note("target setahun tidak dipakai, sebab realisasinya per periode")
    if realised:
        draft.doubt("pastikan realisasi tiap periode berdiri sendiri, bukan jumlah sejak awal tahun")
    draft.guess(
        "dataset", made.dataset.dataset, 0.8, f"{unpivot.reason}, isinya «{made.dataset.fields[value].title}»"
    )
    made.matches = {
        name: match
        for name, match in made.matches.items()
        if name not in ("aspect", value, "period_start", "period_end", *(["target"] if realised else []))
    }
    written.columns(draft, made, seen.layout)
    draft.put(shape="wide", wide={"heading": unpivot.heading, "value": value})
    draft.said["columns"] = {name: column for name, column in draft.said.get("columns", {}).items() if column}
    draft.guess("wide.heading", unpivot.heading, unpivot.sure, unpivot.reason)
    draft.guess(
        "wide.value",
        value,
        0.6 if value == "result_rating" else unpivot.sure,
        f"isi sel dibaca sebagai «{made.dataset.fields[value].title}»",
    )
    if value == "result_rating":
        draft.doubt("rating di dalam sel dapat berupa hasil kerja atau perilaku kerja; tetapkan wide.value")
    _wide_words(draft, bench, seen, unpivot, value)
    named = [column.title for column in seen.columns if column.position in unpivot.positions]
    if "period" not in unpivot.groups:
        stated.period_rule(draft, made, [], lines, seen.name)
        if "nip" in made.absent:  # every cell is quarantined anyway; a refused file would hide that
            draft.said.pop("period", None)
    elif not re.search(r"\b(19|20)\d\d\b", " ".join([*lines, *named, seen.name.replace("_", " ")])):
        draft.doubt(
            "tahun tidak tertulis di judul atau nama berkas, jadi bulan pada judul kolom tidak dapat dibaca"
        )
        draft.lack("period_start", "period_end")
    stated.whose(draft, made, lines, seen.found.grid.sheet)
    stated.as_of(draft, made, lines, seen.name)
    stated.government(draft, made, lines, seen.name)
    given = {"period_start", "period_end", *unpivot.groups, value}
    absent = [name for name in made.absent if name not in given and name != "agency_name"]
    if "nip" in absent and "person_name" in unpivot.groups:
        absent.remove("nip")
        draft.guess("columns.nip", "nama orang pada judul kolom", 0.5, unpivot.reason)
        draft.doubt(
            "orang disebut dengan nama pada judul kolom, tanpa NIP: baris baru dimuat setelah peta nama → NIP diberikan (values.nip pada sumber)"
        )
    draft.lack(*absent)
    return draft


def _wide_words(draft: Draft, bench: Bench, seen: Seen, unpivot: wide.Unpivot, value: str) -> None:
    """Value map of the unpivoted cells: all wide columns together are one coded column."""
    together = Evidence(0, "")
    for column in seen.columns:
        if column.position in unpivot.positions:
            together.filled += column.filled
            together.texts += column.texts
    meanings.value_map(draft, value, together, bench.con)


def _sure(best: Fit) -> float:
    """How sure the dataset is: as its marks are, or, where one is lacking, as all it requires."""
    marks = [max(best.confidence(name) for name in choice) for choice in best.dataset.recognised_by]
    if best.lacking:
        marks = [best.confidence(name) for name in best.dataset.required]
    return min(0.97, sum(marks) / len(marks))


def _near(plain: list[Evidence]) -> str:
    """Why it is none of ours: what the nearest dataset lacks, where one is near."""
    for subject, kind in (("money", "uang (anggaran, gaji, tunjangan)"), ("attendance", "kehadiran")):
        if sum(bool(set(words(column.title)) & set(book()[subject])) for column in plain) >= 2:
            return f"Berkas ini tabel {kind}, bukan data pegawai, penilaian, survei, atau pengaduan; tidak perlu dimuat."
    near = max(
        (one for one in fits(plain) if 2 * len(one.lacking) <= len(one.dataset.recognised_by)),
        key=lambda one: one.known,
        default=None,
    )
    if near is None or max(match.confidence for match in near.matches.values()) < TELLING:
        return STRANGER
    named = [
        " atau ".join(f"«{near.dataset.fields[name].title}»" for name in choice) for choice in near.lacking
    ]
    return f"Berkas ini sebagian mirip «{near.dataset.title}», tetapi tidak ada kolom {', '.join(named)}; jadi belum dapat dimuat Siger."


def _is_foreign(best: Fit) -> bool:
    """Names and marks of persons without a NIP and without a word of our ratings: somebody else's staff."""
    if best.dataset.dataset != "appraisals" or "nip" in best.matches:
        return False
    rated = [
        best.matches[n].column
        for n in ("result_rating", "behaviour_rating", "predikat_delivered")
        if n in best.matches
    ]
    return not any(
        max(column.read["rating"], column.read["predikat"]) >= ENOUGH for column in rated if column.filled
    )


def _about_other(best: Fit, plain: list[Evidence]) -> str | None:
    """Targets and realisations of money are a budget, whatever else stands there."""
    if best.dataset.dataset not in ("achievements", "standards"):
        return None
    said = {word for column in plain for word in words(column.title)}
    amounts = [match.column for name, match in best.matches.items() if name in ("target", "realisation")]
    large = any(
        column.numbers and sorted(column.numbers)[len(column.numbers) // 2] >= 1e6 for column in amounts
    )
    if said & set(book()["money"]) and (large or "indikator" not in said):
        return (
            "Berkas ini tabel anggaran (pagu dan realisasi uang), bukan capaian kinerja; tidak perlu dimuat."
        )
    return None


def _money(draft: Draft, plain: list[Evidence]) -> None:
    """A roster with allowances or attendance is somebody's payroll: a person should say whether it is meant."""
    if draft.dataset.dataset == "employees":
        for subject, kind in (("money", "uang (gaji, TPP, tunjangan)"), ("attendance", "kehadiran")):
            if any(set(words(column.title)) & set(book()[subject]) for column in plain):
                draft.doubt(f"tabel ini juga memuat {kind}; pastikan memang daftar pegawai yang dimaksud")


def _unused(draft: Draft, seen: Seen) -> None:
    """Headed columns that the source leaves aside, so that nobody takes them for loaded."""
    headings = [
        item["heading"] for item in draft.said.get("columns", {}).values() if item and "heading" in item
    ]
    taken = {place for heading in headings for place in find(seen.layout, heading)}
    taken |= {
        item["position"] for item in draft.said.get("columns", {}).values() if item and "position" in item
    }
    rule = draft.said.get("period", {})
    taken |= {
        place for key in ("column", "year_column") if key in rule for place in find(seen.layout, rule[key])
    }
    left = [
        column
        for column in seen.columns
        if column.title
        and column.filled
        and column.position not in taken
        and not column.is_sequence
        and normalise(column.title) not in draft.dataset.dropped
    ]
    if left:
        named = ", ".join(written.safe(column) for column in left[:6])
        more = f" dan {len(left) - 6} lainnya" if len(left) > 6 else ""
        draft.note(f"kolom yang tidak dipakai: {named}{more}")


def _year(draft: Draft, best: Fit, lines: list[str]) -> None:
    """The year of standards where only the title says it: a constant, to be renewed every year."""
    if "year" not in draft.dataset.fields or best.confidence("year") >= ENOUGH:
        return
    found = next(
        (hit[1] for line in lines if (hit := re.search(r"(?i)\btahun\D{0,12}((?:19|20)\d\d)\b", line))), None
    )
    if found:
        constants: dict[str, Any] = {"year": int(found)}
        draft.put(constants=constants)
        draft.guess("constants.year", found, 0.6, f"judul menyebut tahun {found}")
        draft.doubt("tahun hanya ada di judul dan ditulis tetap pada sumber; ubah untuk tahun lain")
