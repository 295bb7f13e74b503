"""Trace: where a figure comes from, as the portal shows it and the command line prints it."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from warehouse.leads import PERSONAL


@dataclass(frozen=True)
class File:
    """A delivered table that contributed rows, and which of its rows."""

    batch_id: str
    file_name: str
    sheet: str | None
    dataset: str | None
    source: str | None
    source_version: str | None
    sender: str | None
    received_at: datetime | None
    rows: int
    first_row: int
    last_row: int


@dataclass(frozen=True)
class Row:
    """One contributing row's place: the record's number in its file or sheet, the column in a wide table."""

    batch_id: str
    file_name: str
    sheet: str | None
    source_row: int


@dataclass(frozen=True)
class Contribution:
    """The rows of one row-level mart behind the figure; `rows` shows the first MOST_ROWS of `count`."""

    mart: str
    count: int
    files: list[File]
    rows: list[Row]


@dataclass(frozen=True)
class Trace:
    """Where the figures of one mart row (or few) come from."""

    release_id: str
    label: str
    mart: str
    key: dict[str, str]
    found: list[dict[str, Any]]
    """The mart rows of that key."""
    contributions: list[Contribution]
    path: str
    """The dbt model, as a file of dbt_project."""
    description: str
    upstream: list[str]
    rules: list[dict[str, Any]]
    """Rules the model or what it stands on reads, with the value in force: rule, value, unit, valid_from, legal_source."""
    tests: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def as_text(self) -> str:
        """The trace as lines for a terminal, without personal values."""
        lines = [f"{self.mart} {self.key} · rilis {self.label} ({self.release_id})"]
        for row in self.found:
            lines.append(
                "  " + ", ".join(f"{k}={v}" for k, v in row.items() if k not in PERSONAL and v is not None)
            )
        for part in self.contributions:
            lines.append(f"{part.mart}: {part.count} baris dari {len(part.files)} tabel berkas")
            for file in part.files:
                where = f"{file.file_name}" + (f" [{file.sheet}]" if file.sheet else "")
                lines.append(
                    f"  {where}: {file.rows} baris ({file.first_row}–{file.last_row}), "
                    f"sumber {file.source} v{file.source_version}, batch {file.batch_id}"
                )
            if part.count <= 10:
                lines += [f"    baris {row.source_row} · {row.file_name}" for row in part.rows]
        lines.append(f"model: dbt_project/{self.path}")
        lines.append(f"berdiri di atas: {', '.join(self.upstream) or '-'}")
        lines += [
            f"aturan: {r['rule']} = {r['value']} sejak {r['valid_from']} ({r['legal_source']})"
            for r in self.rules
        ]
        passed = sum(status == "pass" for status in self.tests.values())
        lines.append(f"uji: {passed} dari {len(self.tests)} lulus")
        return "\n".join(lines)
