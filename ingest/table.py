"""Table: a grid in the connection with its layout."""

from dataclasses import dataclass

from ingest.layout import Layout

FEW_ROWS = 200
"""Up to so many records that are no data are named in the SQL; more stand in a table `<relation>_outside`."""


@dataclass(frozen=True)
class Table:
    """A grid in the connection with its layout."""

    relation: str
    layout: Layout
    kind: str
    """delimited, xlsx, xls, ods, html or json."""
    columns: int
    epoch_1904: bool = False
    sheet: str | None = None

    @property
    def data(self) -> str:
        """SQL: records that are data."""
        if not self.layout.not_data:
            return f"(select * from {self.relation})"
        rows = ", ".join(str(int(row)) for row in self.layout.not_data)
        if len(self.layout.not_data) > FEW_ROWS:
            rows = f"select source_row from {self.relation}_outside"
        return f"(select * from {self.relation} where source_row not in ({rows}))"
