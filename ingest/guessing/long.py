"""Long: a survey in long form: answers, respondents and questions as tables of their own, joined by an id."""

import re
from dataclasses import dataclass

from ingest.dataset import dataset
from ingest.guessing import questions, vocabulary
from ingest.guessing.evidence import MEANT, Evidence
from ingest.guessing.fit import SURE, fit

ANSWER = {"jawaban", "nilai", "answer", "skor", "pilihan", "hasil"}
QUESTION = {"pertanyaan", "unsur", "question", "soal", "butir"}
TELLING = {"responded_on", "service_name", "sex", "education", "unit_name"}
"""What is said of a respondent and of nothing else in a table of answers."""
LEAST_ELEMENTS = 5
RESPONDENT = {"responden", "biodata", "kuesioner", "respondent", "survei"}


@dataclass(frozen=True)
class Answers:
    """Columns of a table with one answer a record: who, which question, what."""

    key: Evidence
    question: Evidence
    answer: Evidence


def answers(columns: list[Evidence]) -> Answers | None:
    """A narrow table of answers: a respondent again and again, a few questions, an answer of a small scale."""
    if not 3 <= len([column for column in columns if column.title]) <= 8:
        return None
    given = next(
        (c for c in columns if _said(c) & ANSWER and c.read.get("answer", 0) >= MEANT and c.is_coded), None
    )
    asked = next((c for c in columns if c is not given and _said(c) & QUESTION and len(c.texts) <= 20), None)
    if given is None or asked is None:
        return None
    who = [c for c in columns if c not in (given, asked) and _said(c) & RESPONDENT and 0 < c.unique < 0.6]
    return Answers(min(who, key=lambda c: (-len(c.texts), c.position)), asked, given) if who else None


def question_list(columns: list[Evidence]) -> tuple[Evidence, Evidence] | None:
    """(number, text) columns of a list of survey questions; null for any other table."""
    text = next(
        (c for c in columns if c.filled <= 20 and len({q[0] for t in c.texts if (q := _asked(t))}) >= 5), None
    )
    number = next(
        (c for c in columns if c is not text and c.unique > 0.95 and c.read.get("integer", 0) >= MEANT), None
    )
    return (number, text) if number and text else None


def _asked(text: str) -> tuple[str, str] | None:
    """What a whole question asks for."""
    return questions.by_words(text) if len(text) > 12 else None


def question_fields(rows: list[tuple[str, str]]) -> dict[str, str]:
    """(number, text) of each question to {number: field}; a question that names no element keeps its number's."""
    found: dict[str, str] = {}
    for number, text in rows:
        asked = questions.by_words(text)
        found[number] = asked[0] if asked else f"u{number}"
    return found if len(set(found.values())) == len(found) else {number: f"u{number}" for number, _ in rows}


def elements(texts: list[str]) -> tuple[dict[str, str], bool]:
    """What answers themselves say they answer (`2`, `U2`, whole questions) to field, and whether words say it.

    What names no element of the survey stays out.
    """
    by_words = {text: asked[0] for text in texts if (asked := questions.by_words(text))}
    if len(set(by_words.values())) == len(by_words) == len(texts):
        return by_words, True
    numbered = {
        text: f"u{found[1]}"
        for text in texts
        if (found := re.fullmatch(r"(?i)(?:u|unsur|p|q)?[ .\-]*0?([1-9])(?:\.0)?", text))
    }
    return dict(sorted(numbered.items(), key=lambda pair: pair[1])), False


def own_respondents(columns: list[Evidence], answers: Answers) -> dict[str, str]:
    """Field → heading of what the answers themselves say of each respondent; empty where they say nothing."""
    rest = [c for c in columns if c not in (answers.key, answers.question, answers.answer)]
    made = fit(dataset("surveys"), rest)
    found = {
        name: match.column.title
        for name, match in made.matches.items()
        if match.confidence >= SURE and match.by_heading and dataset("surveys").fields[name].kind != "answer"
    }
    return found if found.keys() & TELLING else {}


def is_transposed(columns: list[Evidence]) -> bool:
    """Elements below each other and respondents side by side: the sheet of a survey, lying."""
    named = any(
        len(set(elements([*c.texts])[0].values())) >= LEAST_ELEMENTS and c.unique > 0.9 and not c.is_sequence
        for c in columns[:3]
    )
    given = [c for c in columns if c.read.get("answer", 0) >= MEANT and not c.is_sequence]
    return named and len(given) >= LEAST_ELEMENTS and 2 * len(given) > len(columns)


def respondents(columns: list[Evidence], key: Evidence) -> dict[str, str] | None:
    """Field → heading of a respondents' table with that key; null when it is none."""
    own = next((c for c in columns if c.title == key.title), None)
    if own is None or own.unique < 0.95 or not set(own.texts) & set(key.texts):
        return None
    made = fit(dataset("surveys"), columns)
    fields = {
        name: match.column.title
        for name, match in made.matches.items()
        if match.confidence >= SURE and match.by_heading and dataset("surveys").fields[name].kind != "answer"
    }
    return {**fields, "respondent_id": own.title}


def looks_like_respondents(columns: list[Evidence]) -> bool:
    """Who answered, without any answer: an id or number of respondents beside date, service, sex or education."""
    made = fit(dataset("surveys"), columns)
    marks = TELLING & {n for n, m in made.matches.items() if m.confidence >= SURE}
    named = any(_said(column) & RESPONDENT for column in columns)
    return len(marks) >= 2 and named


def key_of(columns: list[Evidence]) -> Evidence | None:
    """The id by which answers would name a respondent: of its own kind, different in every record; null without one."""
    ids = [
        c for c in columns if c.unique > 0.95 and c.title.lower().startswith("id") and _said(c) & RESPONDENT
    ]
    return ids[0] if ids else None


def part_headers(columns: list[Evidence], *wanted: str) -> list[str]:
    """Headings by which a part is recognised: the wanted ones and those that vocabulary knows, six at most."""
    known = [
        c.title
        for c in columns
        if c.title and c.title not in wanted and not vocabulary.may_name_somebody(c.title)
    ]
    never = set(dataset("surveys").dropped)
    return [*wanted, *(title for title in known if title.lower() not in never)][:6]


def _said(column: Evidence) -> set[str]:
    return set(vocabulary.words(column.title)) | set(re.split(r"[^a-z]+", column.title.lower()))
