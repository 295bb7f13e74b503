"""Identifier: numbers that name something, kept as text; Excel's apostrophe and `.0` go, E-notation is lost."""

from ingest.dataset import Field
from ingest.values.style import Style

MACROS = (
    r"""siger_identifier(x) as case
        when regexp_matches(x, '(?i)^\d([.,]\d+)?e\+?\d+$') then null
        else nullif(regexp_replace(regexp_replace(x, '^[''’`]', ''), '^(\d+)\.0+$', '\1'), '') end""",
)


def sql(text: str, prepared: str, style: Style, field: Field) -> str:
    """Identifier without the traces of a spreadsheet; null where digits are lost."""
    return f"siger_identifier({text})"
