"""Source table: which table of the file it is, where its header stands, and which kind of data it holds."""

from dataclasses import dataclass

import streamlit as st

from dashboard import components, formats
from dashboard.components import Column
from dashboard.languages import _
from dashboard.staff_pages import verdicts
from dashboard.staff_pages.source_draft import Draft, guess
from ingest import desk
from ingest.desk import Dataset, Guess, HeaderRow, Sight, Suggestion
from warehouse.settings import Settings

WIDTH = 544


@dataclass(frozen=True)
class Chosen:
    """A table with the header and the dataset a person settled on."""

    sight: Sight
    dataset: Dataset
    suggestion: Suggestion | None
    """What was guessed, where it still speaks of this dataset."""
    header_row: HeaderRow | None
    """Said only where a person moved the header, or where there is none."""
    mark: str
    """The files this is about."""

    @property
    def key(self) -> str:
        """What the widgets below belong to: another file, table, header or dataset starts them anew."""
        return f"{self.mark}-{self.sight.sheet}-{self.sight.header_row}-{self.dataset.dataset}"


def choose(settings: Settings, draft: Draft) -> Chosen:
    """Draw the choices and the first records; everything starts with what was guessed."""
    number = 0
    if len(draft.sights) > 1:
        numbers = [n for n, one in enumerate(draft.sights) if one.headings] or [0]
        guessed = [n for n in numbers if draft.suggestion(draft.sights[n].sheet)]
        number = st.selectbox(
            _("Tabel atau lembar"),
            numbers,
            index=numbers.index(guessed[0]) if guessed else 0,
            format_func=lambda n: draft.sights[n].sheet or _("Tabel {n}").format(n=n + 1),
            key=f"sheet-{draft.mark}",
            width=WIDTH,
        )
    found = draft.sights[number]
    suggestion = draft.suggestion(found.sheet)
    kinds = desk.kinds()
    labels = verdicts.kinds()
    names = list(kinds)
    dataset = st.selectbox(
        _("Jenis data"),
        names,
        index=names.index(suggestion.source.dataset) if suggestion else 0,
        format_func=lambda name: labels.get(name, kinds[name].title),
        key=f"dataset-{draft.mark}-{found.sheet}",
        width=WIDTH,
    )
    why(guess(suggestion, "dataset"))
    row = _header_row(draft, found, suggestion)
    seen = draft.sight(settings, number, row)
    first_records(seen)
    moved = row if row == "none" or row != found.header_row else None
    fits = suggestion if suggestion and suggestion.source.dataset == dataset else None
    return Chosen(seen, kinds[dataset], fits, moved, draft.mark)


def _header_row(draft: Draft, found: Sight, suggestion: Suggestion | None) -> HeaderRow:
    """Where the header stands, as found or as a person says; JSON names its columns itself."""
    if not found.head or found.head[0][0] == 0:
        return found.header_row or 0
    start: HeaderRow = "none" if found.is_headless else found.header_row or 1
    if suggestion:
        start = suggestion.source.header_row or suggestion.header_row or start
    row: HeaderRow = "none"
    with st.container(key="sg-header-row"):
        place = st.empty()
        if not st.checkbox(
            _("Tabel ini tidak berjudul kolom: baris pertama sudah data"),
            value=start == "none",
            key=f"headless-{draft.mark}-{found.sheet}",
        ):
            row = place.number_input(
                _("Baris judul kolom (baris terakhir bila bertingkat)"),
                min_value=1,
                max_value=max(found.rows, 1),
                value=1 if start == "none" else start,
                key=f"header-{draft.mark}-{found.sheet}",
                width=WIDTH,
            )
    if row == start:
        why(guess(suggestion, "header_row"))
    return row


def why(guessed: Guess | None) -> None:
    """Grey line under a choice: how sure the guess is, and its reason."""
    if guessed is not None:
        st.markdown(f":small[:gray[{certainty(guessed)} {guessed.reason}]]")


def certainty(guessed: Guess) -> str:
    """A guess's confidence in words and percent."""
    words = (
        _("Yakin")
        if guessed.confidence >= 0.9
        else _("Cukup yakin")
        if guessed.confidence >= 0.7
        else _("Ragu")
    )
    return f"{words} ({formats.percent(guessed.confidence)})."


def first_records(seen: Sight) -> None:
    """The first records as the file has them; what is said of persons is shown by its shape only."""
    width = max((len(cells) for _row, cells in seen.head), default=0)
    letters = [desk.letter(n + 1) for n in range(width)]
    rows = [
        {"row": f"→ {row}" if row == seen.header_row else str(row)}
        | {str(n): cell for n, cell in enumerate(cells)}
        for row, cells in seen.head
    ]
    columns = [Column("row", _("Baris")), *(Column(str(n), letters[n]) for n in range(width))]
    if seen.titles:
        st.markdown(
            _(":small[Di atas tabel tertulis: {titles}.]").format(
                titles=" · ".join(map(formats.plain, seen.titles))
            )
        )
    components.reading(
        _(
            "Tanpa judul kolom, tiap kolom disebut hurufnya (A, B, C). Isinya disamarkan bentuknya: huruf menjadi x, angka menjadi 9; hanya kata yang dikenal tampak."
        )
        if seen.is_headless
        else _(
            "Panah menandai baris judul kolom. Isi di bawahnya disamarkan bentuknya (huruf menjadi x, angka menjadi 9); kata yang berulang tampak."
        )
    )
    with st.container(key="sg-records"):
        components.table(rows, columns, caption=_("Baris pertama berkas"))
