"""Move: the block *Mengapa berubah?*: one agency's change since the month before, in parts that add up."""

from datetime import date
from typing import Any

from dashboard import choices, components, formats, theme
from dashboard.charts import waterfall
from dashboard.languages import _
from dashboard.staff_pages import columns
from dashboard.staff_pages.origin import origin
from dashboard.staff_pages.rows import spelled, words
from dashboard.visit import Visit
from warehouse.queries import moves

Row = dict[str, Any]
PARTS = ("late_reporters", "staff_mix", "rater_change", "real_change")


def draw(here: Visit, agency_code: str, month: date) -> None:
    """The block of one agency and month; the reader chooses the measure, whose code stands in the address."""
    marts = here.marts
    measures, parts = words(marts, "move_measure"), words(marts, "move_part")
    rows = spelled(moves.listing(marts, agency_code, month), measure_label=("measure", measures))
    for row in rows:
        row |= _written(row)
    measure = choices.pills(_("Ukuran"), measures, key="ukuran")
    move = next((row for row in rows if row["measure"] == measure), None)
    explained = move is not None and move["move_status"] == "explained"
    status = words(marts, "move_status").get(move["move_status"] if move else "no_ratings_before", "")
    names = parts | {"before": _("Bulan lalu"), "now": _("Bulan ini")}
    steps = moves.steps(marts, agency_code, month, measure)
    components.evidence(
        _("Mengapa berubah?"),
        sentence(move, parts) + " " + _("Batang kelabu tidak mulai dari nol.")
        if move and explained
        else None,
        lambda: waterfall.spec(steps, mode=theme.mode(), names=names, share=measure != "mean_class"),
        rows if explained else [],
        columns.moves(),
        f"mengapa-berubah-{agency_code}-{month:%Y-%m}",
        origin(here, "fct_agency_move", agency_code=agency_code, month=month, measure=measure),
        empty=status,
    )


def sentence(move: Row, parts: dict[str, str]) -> str:
    """`Bagian Baik atau lebih turun 4,8 poin menjadi 92,9 %: perubahan nyata −4,8 poin, …`, the greatest part first."""
    if move["change"] == 0 and move["main_part"] == "none":
        return _("{measure} tetap {value}.").format(
            measure=move["measure_label"], value=move["value_now_text"]
        )
    said = {
        1: _("{measure} naik {change} menjadi {value}"),
        0: _("{measure} tetap {value}"),
        -1: _("{measure} turun {change} menjadi {value}"),
    }[(move["change"] > 0) - (move["change"] < 0)]
    first = move["main_part"]  # a part that is written as nought says nothing
    moved = [
        first,
        *(
            part
            for part in PARTS
            if part != first and any(digit in "123456789" for digit in move[f"{part}_text"])
        ),
    ]
    return (
        said.format(
            measure=move["measure_label"],
            change=move["change_text"].lstrip("+−"),
            value=move["value_now_text"],
        )
        + ": "
        + ", ".join(f"{parts[part].lower()} {move[f'{part}_text']}" for part in moved)
        + "."
    )


def _written(row: Row) -> Row:
    """The numbers of a move in the measure's own unit: percent and points, or places of the class."""
    if row["measure"] == "mean_class":
        value = {name: formats.number(row[name], 2) for name in ("value_before", "value_now")}
        step = {name: formats.signed(row[name], 2) for name in ("change", *PARTS)}
    else:
        value = {name: formats.percent(row[name], 1) for name in ("value_before", "value_now")}
        step = {name: formats.points(row[name], 1) for name in ("change", *PARTS)}
    if row["measure"] == "coverage":
        step |= dict.fromkeys(("rater_change", "real_change"), formats.NOTHING)
    return {f"{name}_text": text for name, text in (value | step).items()}
