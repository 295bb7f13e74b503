"""charts: one module per form of chart.

Each has `spec(rows, *, mode, …) -> dict`: a complete Vega-Lite specification whose template is built in Altair
once per form, mode and language; the rows are put in by name. `description` is the sentence read aloud.
Colours and numbers come from `dashboard.theme` and `dashboard.formats`; figures come from marts as they are.
"""
