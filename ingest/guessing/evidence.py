"""Evidence: what the cells of a column are, told by the readers that would load them and by a few patterns."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Literal

import duckdb

from ingest import values
from ingest.dataset import Field, Kind
from ingest.guessing.vocabulary import listed
from ingest.table import Table
from ingest.values import period
from ingest.values.style import Style

SAMPLE = 2000
FEW_WORDS = 25
"""Up to so many different words make a column a coded one."""
MEANT = 0.8
"""Share of cells from which a column is held to be of a kind; the rest are faults."""

# Read with the very readers of ingest. Codes count only as words here: what a number means is the source's to say.
READ: tuple[Kind, ...] = ("nip", "date", "number", "integer", "rating", "predikat", "org_predikat", "answer", "sex",
                          "employment", "position_kind", "complaint_class", "boolean")  # fmt: skip

MONTH_FIRST = "date, month first"


@dataclass
class Evidence:
    """A column's cells: how many are filled, which texts, and the share (0–1) that each kind of value can read."""

    position: int
    title: str
    filled: int = 0
    texts: Counter[str] = field(default_factory=Counter)
    read: dict[str, float] = field(default_factory=dict)
    asks: str | None = None
    """The element of a survey that the number in its heading stands for, where its neighbours are numbered on: u1 … u9."""

    def share(self, fits: Callable[[str], object]) -> float:
        """Share of the filled cells that fit."""
        return sum(n for text, n in self.texts.items() if fits(text)) / self.filled if self.filled else 0.0

    @cached_property
    def is_coded(self) -> bool:
        """A few short words again and again: a code, not a name."""
        few = 0 < len(self.texts) <= FEW_WORDS and (
            len(self.texts) * 2 <= self.filled or len(self.texts) <= 6
        )
        return few and all(len(text) <= 45 for text in self.texts)

    @cached_property
    def numbers(self) -> list[float]:
        """Cells that are plain numbers, comma or point."""
        plain = (text.replace(",", ".") for text in self.texts.elements())
        return [float(text) for text in plain if re.fullmatch(r"-?\d{1,12}(\.\d+)?", text)]

    @cached_property
    def is_sequence(self) -> bool:
        """1, 2, 3 …: the number of the row, which is no identifier of anything."""
        found = self.numbers
        return len(found) >= 2 and len(found) == self.filled and sorted(found) == [*range(1, len(found) + 1)]

    @cached_property
    def unique(self) -> float:
        """Different texts per filled cell."""
        return len(self.texts) / self.filled if self.filled else 0.0

    def starts(self, list_name: str) -> float:
        """Share of cells that begin with a word of the vocabulary's list."""
        pattern = opening(list_name)
        return self.share(lambda text: pattern.match(text))

    @cached_property
    def nip_inside(self) -> float:
        """Share of cells that hold a NIP beside other text, as in `Contoh Satu / 198502142010012901`."""
        return self.share(lambda text: NIP_BESIDE.search(text) and re.search("[A-Za-z]{3}", text))

    @cached_property
    def periods(self) -> float:
        """Share of cells that state a period, with a year of their own or one from elsewhere."""
        return self.share(
            lambda text: not re.fullmatch(r"(19|20)\d\d(\.0)?", text) and period.parse(text, 2025)
        )

    @cached_property
    def years(self) -> float:
        """Share of cells that are a year of recent decades."""
        return self.share(lambda text: re.fullmatch(r"(201|202|203)\d(\.0)?", text))

    @cached_property
    def rank(self) -> float:
        """Share of cells that are a civil servant's rank: III/c, Penata Tk. I (III/d), PPPK's IX."""
        return self.share(lambda text: RANK.search(text))


NIP_BESIDE = re.compile(r"(?<!\d)(?:19|20)\d{6} ?\d{6} ?[12] ?\d{3}(?!\d)")
RANK = re.compile(
    r"(?:^|[ (])(?:I|II|III|IV)\s*/\s*[a-e]\b|^(?:IX|IV|V?I{1,3}|V|X|XI)$|^(?:juru|pengatur|penata|pembina)\b",
    re.I,
)


@cache
def opening(list_name: str) -> re.Pattern[str]:
    """Pattern of texts that begin with a word of the vocabulary's list."""
    options = "|".join(re.escape(word) for word in listed(list_name))
    return re.compile(rf"(?:{options})\b", re.IGNORECASE)


def gather(con: duckdb.DuckDBPyConnection, table: Table) -> dict[int, Evidence]:
    """Evidence by position, from a sample spread over the table's data; one pass of SQL."""
    found = {column.position: Evidence(column.position, column.title) for column in table.layout.columns}
    if not found:
        return found
    cells = ", ".join(f"c{position}" for position in found)
    con.execute(
        # Counted columns and the bench's own relation.
        f"""
        create or replace temp table seen as
        with data as (select *, row_number() over (order by source_row) as nth, count(*) over () as total from {table.data}),
        sample as (select * exclude (nth, total) from data where nth <= 200 or nth % greatest(total // {SAMPLE}, 1) = 0 limit {SAMPLE}),
        cells as (unpivot (select {cells} from sample) on {cells} into name cell value text),
        clean as (select cell[2:]::integer as position, siger_text(text) as text from cells)
        select position, text, count(*)::integer as n from clean where text is not null group by all
        """  # noqa: S608
    )
    read = ", ".join(f"coalesce(({_reader(kind)}) is not null, false) as {kind}" for kind in READ)
    read += f", coalesce(({_reader('date', 'mdy')}) is not null, false)"  # month first: nobody has told the order yet
    rows = con.execute(f"select position, text, n, {read} from seen order by all").fetchall()  # noqa: S608
    for position, text, n, *kinds in rows:
        column = found[position]
        column.filled += n
        column.texts[text] += n
        for kind, fits in zip((*READ, MONTH_FIRST), kinds, strict=True):
            column.read[kind] = column.read.get(kind, 0) + n * fits
    for column in found.values():
        column.read = {kind: n / column.filled for kind, n in column.read.items()}
        if column.read:
            column.read["date"] = max(column.read["date"], column.read.pop(MONTH_FIRST))
    return found


def readable(
    con: duckdb.DuckDBPyConnection, field_: Field, texts: list[str], style: Style
) -> dict[str, bool]:
    """For each delivered text, whether the field's reader takes it in that style."""
    sql = f"coalesce(({values.reader(field_, 't', values.prepare(field_, 't'), style)}) is not null, false)"
    rows = con.execute(
        f"select t, {sql} from (select unnest($texts::varchar[]) as t)",  # noqa: S608 - our own macros
        {"texts": texts},
    ).fetchall()
    return dict(rows)


def _reader(kind: Kind, order: Literal["dmy", "mdy"] = "dmy") -> str:
    field_ = Field(kind=kind, title="", codes=[])
    style = Style(order=order, context={"reference": "current_date"}, scale_max=4, decimal=",")
    return values.reader(field_, "text", values.prepare(field_, "text"), style)
