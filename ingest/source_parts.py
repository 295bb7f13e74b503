"""Source parts: the keys of a source that are maps themselves: what it matches, where columns and facts stand, its shapes."""

from typing import Literal

from pydantic import Field as Setting

from ingest.dataset import Strict
from ingest.values.nested import PATH


class Match(Strict):
    """By what a table is recognised. All `headers` must be there; titles raise the score, files decide ties.

    `cells`: heading → patterns that most filled cells of that column fit; tells whose data an export of one
    application is, which the headings of a national application never do.
    """

    files: list[str] = Setting(default_factory=list)
    titles: list[str] = Setting(default_factory=list)
    headers: list[str] = Setting(default_factory=list)
    files_required: bool = False
    titles_required: bool = False
    cells: dict[str, list[str]] = Setting(default_factory=dict)


class Column(Strict):
    """Where one field's text stands: headings in order of preference, or a position from 1."""

    headings: list[str] = Setting(default_factory=list)
    position: int | None = Setting(None, ge=1)
    format: str | None = None
    part: str | None = None
    nested: str | None = Setting(None, alias="json", pattern=PATH)


class Period(Strict):
    """Where the period of the rows is stated."""

    from_: Literal["title", "file_name", "column", "year_column", "columns", "note"] = Setting(alias="from")
    column: str | None = None
    year_column: str | None = None
    unit: Literal["month", "quarter", "semester"] | None = None


class Fact(Strict):
    """A single fact of the whole table (agency, unit, date of the data) and where it is printed."""

    from_: Literal["title", "sheet", "file_name", "column"] = Setting(alias="from")
    label: str | None = None
    column: str | None = None


class Dates(Strict):
    """Order of day and month in numeric dates; without it the column's own values decide, else day first."""

    order: Literal["dmy", "mdy", "ymd"] | None = None
    formats: list[str] = Setting(default_factory=list)


class Numbers(Strict):
    """Decimal sign of numbers as text; without it the column's own values decide."""

    decimal: Literal[",", "."] | None = None


class Survey(Strict):
    """Scale, number of elements and the order of U8 and U9 of a survey."""

    scale_max: int = Setting(4, ge=2, le=10)
    element_count: int = Setting(9, ge=1, le=14)
    u8_u9: Literal["declared", "swapped", "undeclared"] = "undeclared"


class Wide(Strict):
    """A column per person, aspect or question: each non-empty cell becomes a row."""

    heading: str
    """Regex over headings as printed (blanks collapsed); its named groups are canonical fields, or `period`: a label."""
    value: str
    """The field that takes the cell."""


class Part(Strict):
    """One file or sheet of a delivery, recognised by its headers."""

    headers: list[str]
    columns: dict[str, str] = Setting(default_factory=dict)
    """Canonical field to heading, for what this part adds to a row."""


class Delivery(Strict):
    """Answers in long form, with respondents (and questions) in files or sheets of their own.

    Without `respondents` the answers themselves say who answers: `answers.columns`, of which a respondent's last record counts.
    """

    answers: Part
    respondents: Part | None = None
    questions: Part | None = None
    key: str
    """Heading by which answers and respondents are joined."""
    question: str
    """Heading of the question's number in the answers."""
    answer: str
    """Heading of the answer itself."""
    question_field: dict[str, str]
    """Question number to canonical field."""

    @property
    def people(self) -> Part:
        """The part that says of each respondent what is known."""
        return self.respondents or self.answers
