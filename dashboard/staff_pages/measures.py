"""Measures: what a figure means, in which unit and whose it is, beside the figure; the words are those of the mart."""

from collections.abc import Iterable

from dashboard import components
from dashboard.components import Column
from dashboard.languages import _, current
from warehouse.marts import Marts
from warehouse.queries import measures


def meanings(marts: Marts, mart: str) -> dict[str, str]:
    """Measure → "definition · unit · owner", for the label of a card."""
    return {
        row["measure"]: f"{row['definition']} · {row['unit']} · {row['owner']}" for row in _told(marts, mart)
    }


def explain(marts: Marts, mart: str, shown: Iterable[str]) -> None:
    """A table of the mart's measures among the columns shown; nothing where none of them is one."""
    names = set(shown)
    rows = [row for row in _told(marts, mart) if row["measure"] in names]
    if rows:
        components.table(
            rows,
            [
                Column("label", _("Ukuran")),
                Column("definition", _("Artinya")),
                Column("unit", _("Satuan")),
                Column("owner", _("Penanggung jawab")),
            ],
            caption=_("Arti ukuran yang ditampilkan"),
        )


def _told(marts: Marts, mart: str) -> list[dict[str, str]]:
    """The mart's measures in the reader's language."""
    language = current()
    return [
        {
            "measure": row["measure"],
            "label": row[f"label_{language}"],
            "definition": row[f"definition_{language}"],
            "unit": row[f"unit_label_{language}"],
            "owner": row["owner"],
        }
        for row in measures.of_mart(marts, mart)
    ]
