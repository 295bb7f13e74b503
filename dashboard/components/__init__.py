"""components: the parts every page is made of; each draws itself and knows no query.

A page reads: title → `answer` → `meta_line` → filters → `figures(figure_card(…), …)` → `evidence(…)` → `footer(…)`.
"""

from dashboard.components.breadcrumb import breadcrumb
from dashboard.components.evidence import evidence
from dashboard.components.figures import figure_card, figures
from dashboard.components.footer import footer
from dashboard.components.language import language_choice
from dashboard.components.lines import answer, meta_line, reading
from dashboard.components.nine_box import nine_box
from dashboard.components.states import empty_state, failure, hidden, withheld
from dashboard.components.table import Column, csv_bytes, table

__all__ = [
    "Column",
    "answer",
    "breadcrumb",
    "csv_bytes",
    "empty_state",
    "evidence",
    "failure",
    "figure_card",
    "figures",
    "footer",
    "hidden",
    "language_choice",
    "meta_line",
    "nine_box",
    "reading",
    "table",
    "withheld",
]
