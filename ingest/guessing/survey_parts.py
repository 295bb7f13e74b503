"""Survey parts: tables of answers, respondents and questions become one delivery."""

from typing import Any

from ingest.bench import Bench
from ingest.dataset import dataset
from ingest.guessing import long, stated
from ingest.guessing.draft import Draft
from ingest.guessing.fit import Fit
from ingest.guessing.seen import Seen


def propose(bench: Bench, tables: list[Seen]) -> tuple[Seen, Draft] | None:
    """The table of answers with the draft of the delivery; null where no table holds answers in long form."""
    for seen in tables:
        if found := long.answers(seen.columns):
            return seen, _delivery(bench, seen, found, [table for table in tables if table is not seen])
    return None


def _delivery(bench: Bench, seen: Seen, found: long.Answers, others: list[Seen]) -> Draft:
    draft = Draft(dataset("surveys"), part="answers")
    draft.guess("dataset", "surveys", 0.9, "satu baris satu jawaban: responden, pertanyaan, jawaban")
    key, asked, answer = found.key.title, found.question.title, found.answer.title
    people = next(
        ((table, fields) for table in others if (fields := long.respondents(table.columns, found.key))), None
    )
    told = False
    questions = next(((table, pair) for table in others if (pair := long.question_list(table.columns))), None)
    delivery: dict[str, Any] = {"answers": {"headers": long.part_headers(seen.columns, key, asked, answer)}}
    if people:
        table, fields = people
        delivery["respondents"] = {
            "headers": long.part_headers(table.columns, key, *sorted(set(fields.values()) - {key})),
            "columns": fields,
        }
        for name, heading in fields.items():
            draft.guess(
                f"delivery.respondents.columns.{name}", f"«{heading}»", 0.85, "kolom daftar responden"
            )
    elif own := long.own_respondents(seen.columns, found):
        delivery["answers"]["columns"] = own
        for name, heading in own.items():
            draft.guess(
                f"delivery.answers.columns.{name}",
                f"«{heading}»",
                0.85,
                "setiap jawaban menyebut respondennya",
            )
    else:
        delivery["respondents"] = {"headers": [key]}
        draft.parts_missing.append("respondents")
        draft.doubt(
            "daftar responden belum dilihat: jalankan lagi bersama berkasnya (siger sources suggest JAWABAN RESPONDEN PERTANYAAN)"
        )
    if questions:
        table, (number, text) = questions
        delivery["questions"] = {"headers": long.part_headers(table.columns, number.title, text.title)}
        rows = bench.con.execute(
            f"select siger_identifier(siger_text(c{number.position})), siger_text(c{text.position}) from {table.found.table.data}"  # noqa: S608
        ).fetchall()
        fields = long.question_fields([(n, t) for n, t in rows if n and t])
        draft.guess("delivery.question_field", _listed(fields), 0.9, "teks pertanyaan menyebut unsurnya")
    else:
        texts = sorted({text.removesuffix(".0") for text in found.question.texts})
        fields, told = long.elements(texts)
        draft.guess(
            "delivery.question_field",
            _listed(fields),
            0.9 if told else 0.6,
            "pertanyaannya menyebut unsurnya"
            if told
            else "nomor pertanyaan dianggap nomor unsur karena teks pertanyaannya belum dilihat",
        )
        if not told:
            draft.doubt("arti nomor pertanyaan belum terbukti; sertakan daftar pertanyaannya")
        if len(fields) < len(texts):
            draft.doubt(f"{len(texts) - len(fields)} pertanyaan tidak dikenali dan jawabannya dikarantina")
    draft.lack(*(name for name in ("u1", "u2", "u3") if name not in fields.values()))
    delivery |= {"key": key, "question": asked, "answer": answer, "question_field": fields}
    draft.put(shape="delivery", delivery=delivery)
    for name, heading in (("key", key), ("question", asked), ("answer", answer)):
        draft.guess(f"delivery.{name}", f"«{heading}»", 0.9, "isi dan judul kolom cocok")
    top = max(found.answer.numbers, default=4)
    scale = next(one for one in (4, 5, 6, 10) if top <= one or one == 10)
    draft.put(
        survey={
            "scale_max": scale,
            "element_count": max(len(fields), 1),
            "u8_u9": "declared" if questions or told else "undeclared",
        }
    )
    draft.guess("survey.scale_max", str(scale), 0.9, f"jawaban tertinggi {round(top)}")
    stated.government(
        draft, Fit(draft.dataset), [*seen.lines, *(line for one in others for line in one.lines)], seen.name
    )
    return draft


def _listed(fields: dict[str, str]) -> str:
    return ", ".join(f"{number} → {field}" for number, field in fields.items())
