"""Lone part: one file of a survey that is delivered in several, named as such and with what it lacks."""

from ingest.dataset import dataset
from ingest.guessing import columns as written
from ingest.guessing import long, meanings, stated
from ingest.guessing.draft import Draft
from ingest.guessing.evidence import Evidence
from ingest.guessing.fit import SURE, Match, fit
from ingest.guessing.seen import Seen


def respondents(seen: Seen, lines: list[str]) -> Draft:
    """The list of a survey's respondents, without their answers. `lines` are the file's texts outside its table."""
    made = fit(dataset("surveys"), seen.columns)
    made.matches = {
        name: match for name, match in made.matches.items() if made.dataset.fields[name].kind != "answer"
    }
    draft = Draft(made.dataset, part="respondents", parts_missing=["answers"])
    draft.guess("dataset", "surveys", 0.75, "daftar responden survei tanpa jawaban")
    if key := long.key_of(seen.columns):
        made.matches["respondent_id"] = Match(
            "respondent_id",
            key,
            SURE,
            "nomor yang berbeda pada tiap responden; kuncinya baru pasti bersama jawaban",
            True,
        )
    written.columns(draft, made, seen.layout)
    meanings.dates(draft, made)
    stated.government(draft, made, lines, seen.name)
    draft.doubt(
        "ini daftar responden saja: jalankan lagi bersama berkas jawabannya (siger sources suggest JAWABAN RESPONDEN)"
    )
    return draft


def questions(asked: tuple[Evidence, Evidence]) -> Draft:
    """The list of a survey's questions: nothing to load, but it says what the answers answer."""
    draft = Draft(dataset("surveys"), part="questions", parts_missing=["answers", "respondents"])
    draft.guess("dataset", "surveys", 0.9, "daftar pertanyaan survei: nomor dan teksnya")
    for column, what in zip(
        asked, ("nomor pertanyaan", "teks pertanyaan, yang menyebut unsurnya"), strict=True
    ):
        draft.guess("delivery.questions", written.safe(column), 0.9, what)
    draft.said["match"] = {"headers": [column.title for column in asked]}
    draft.doubt(
        "ini daftar pertanyaan survei, bukan jawaban: jalankan lagi bersama berkas jawaban dan respondennya (siger sources suggest JAWABAN RESPONDEN PERTANYAAN)"
    )
    return draft
