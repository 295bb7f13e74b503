"""Page of reasons: docs/reasons.md made from the code's own lists: `python -m ingest.reasons_page > docs/reasons.md`."""

import sys
from collections.abc import Iterable, Iterator

from ingest.dataset import Dataset, Field, datasets
from ingest.reasons import FAULTS, OPTIONAL_NIP, OWN, WARNINGS, Reason, Warn
from ingest.refusals import OF_THE_FILE, OF_THE_TABLE, Refusal

HEAD = """# Reasons

Why a file stays outside, why a row goes to quarantine, what is odd about a row that is loaded: every code with what its reader is
told (in Indonesian), an example and the remedy. Made from the code by `python -m ingest.reasons_page > docs/reasons.md`; a test
fails while this page says something else.

A *refused* file changes nothing and is kept in the archive. A file *without source* is kept and tried again when a source is saved.
A quarantined row stays outside, the rest of its file loads; its sender gets it back in the reject file.
"""


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *_files(), *_rows(), *_fields(), *_warnings()]) + "\n"


def _files() -> Iterator[str]:
    yield "## Files and tables\n"
    for title, refusals in (("The file itself", OF_THE_FILE), ("Its table", OF_THE_TABLE)):
        yield f"### {title}\n"
        yield from _table(
            ("Code", "Status", "Sentence", "Example", "Remedy"), map(_refusal, refusals.items())
        )


def _refusal(item: tuple[str, Refusal]) -> tuple[str, ...]:
    code, said = item
    return f"`{code}`", said.status, said.sentence, said.example, said.remedy


def _rows() -> Iterator[str]:
    yield "## Rows in quarantine\n"
    yield "`<field>` stands for any field of the next section, {title} for its title.\n"
    any_field = ((f"<field>_{fault}", reason) for fault, reason in FAULTS.items())
    yield from _table(("Code", "Sentence", "Example", "Remedy"), map(_reason, [*OWN.items(), *any_field]))


def _reason(item: tuple[str, Reason]) -> tuple[str, ...]:
    code, reason = item
    return f"`{code}`", reason.sentence, reason.example, reason.remedy


def _fields() -> Iterator[str]:
    yield "## Codes of each dataset's fields\n"
    for dataset in datasets().values():
        yield f"### {dataset.title} (`{dataset.dataset}`)\n"
        rows = (
            (field.title, ", ".join(f"`{code}`" for code in _codes(dataset, name, field)))
            for name, field in dataset.fields.items()
        )
        yield from _table(("Field", "Codes"), (row for row in rows if row[1]))


def _codes(dataset: Dataset, name: str, field: Field) -> Iterator[str]:
    """Codes that a field of this kind can bring."""
    if field.required or name in {choice[0] for choice in dataset.one_of}:
        yield f"{name}_missing"
    if field.kind == "nip":
        yield from (f"{name}_scientific", f"{name}_invalid") if field.required else ()
        return
    if field.kind != "text":
        yield f"{name}_invalid"
    if field.kind in ("number", "integer"):
        yield f"{name}_ambiguous"
        if field.min is not None or field.max is not None:
            yield f"{name}_out_of_range"
    if name == "period_end" and "period_start" in dataset.fields:
        yield "period_end_order"


def _warnings() -> Iterator[str]:
    yield "## Warnings of rows that are loaded\n"
    optional = ((f"<field>_{kind}", warn) for kind, warn in OPTIONAL_NIP.items())
    yield from _table(("Code", "Sentence", "Example", "Remedy"), map(_warn, [*WARNINGS.items(), *optional]))


def _warn(item: tuple[str, Warn]) -> tuple[str, ...]:
    code, warn = item
    return f"`{code}`", warn.sentence, warn.example, warn.remedy


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |"
    yield ""


if __name__ == "__main__":
    sys.stdout.write(page())
