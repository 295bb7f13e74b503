"""Source text: a source as the YAML a person would write: no defaults, short columns, keys in the order of reading."""

import io
import re
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from ingest.source import Column, Source, parse

RESERVED = ("null", "true", "false", "yes", "no", "on", "off", "y", "n")
SHORT = ("agency", "unit", "as_of", "period", "dates", "numbers", "survey")
"""Keys of few words, written on one line."""
WIDTH = 10_000
"""A heading or question, however long, stays on its line: as a key it could not be read back otherwise."""


def dump(source: Source) -> str:
    """The YAML text; `ingest.source.parse` reads it back to an equal source."""
    tree = source.model_dump(by_alias=True, exclude_unset=True, exclude={"columns", "match"})
    said: dict[str, Any] = {"source": source.source, "title": source.title, "dataset": source.dataset}
    said["match"] = source.match.model_dump(exclude_defaults=True)
    if source.columns:
        said["columns"] = {name: _column(column) for name, column in source.columns.items()}
    said |= {key: value for key, value in tree.items() if key not in said}
    yaml = YAML()
    yaml.width = WIDTH
    text = io.StringIO()
    yaml.dump(_tree(said), text)
    return text.getvalue()


def compose(tree: dict[str, Any]) -> tuple[Source, str]:
    """The source that a tree of keys states, and its YAML; raises SourceInvalid as for a text."""
    text, yaml = io.StringIO(), YAML(typ="safe")
    yaml.width = WIDTH
    yaml.dump(tree, text)
    source = parse(text.getvalue(), "sumber")
    return source, dump(source)


def _column(column: Column | None) -> Any:
    """One heading as a word, several as a list, anything more as keys."""
    if column is None:
        return None
    rest = column.model_dump(exclude_defaults=True, exclude={"headings"}, by_alias=True)
    heading: Any = column.headings[0] if len(column.headings) == 1 else column.headings
    if not rest:
        return heading
    return {"heading": heading, **rest} if column.headings else rest


def _tree(said: Any, key: str = "") -> Any:
    """Maps and lists of ruamel; short ones on one line, texts that look like something else in quotes."""
    if isinstance(said, dict):
        made = CommentedMap({_text(name): _tree(value, str(name)) for name, value in said.items()})
        if (
            key in SHORT
            or key in ("cells",)
            or (said and set(said) <= {"heading", "part", "format", "position", "json"})
        ):
            made.fa.set_flow_style()
        return made
    if isinstance(said, list):
        items = CommentedSeq([_tree(item) for item in said])
        items.fa.set_flow_style()
        return items
    return _text(said)


def _text(value: Any) -> Any:
    """Plain words stay bare; digits and signs that YAML might read as something else are quoted."""
    bare = isinstance(value, str) and re.fullmatch(r"[A-Za-z]([\w ()/.-]*[\w)])?", value)
    if isinstance(value, str) and (not bare or value.lower() in RESERVED):
        return DoubleQuotedScalarString(value)
    return value
