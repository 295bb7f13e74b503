"""Source YAML: a source written as the text that `parse` reads back, short where the source says little."""

from io import StringIO
from typing import Any

from ruamel.yaml import YAML

from ingest.source import Source


def write(source: Source) -> str:
    """The YAML of a source: what differs from the defaults, in the model's order."""
    said = source.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    said = {name: said[name] for name in type(source).model_fields if name in said}
    if "columns" in said:
        said["columns"] = {name: _short(column) for name, column in said["columns"].items()}
    text = StringIO()
    yaml = YAML(typ="rt")
    yaml.width = 110
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.dump(said, text)
    return text.getvalue()


def _short(column: dict[str, Any] | None) -> Any:
    """`nip: NIP` instead of `nip: {headings: [NIP]}` where nothing else is said."""
    if column is None or set(column) != {"headings"}:
        return column
    headings = column["headings"]
    return headings[0] if len(headings) == 1 else headings
