"""Nested: a value inside the JSON that a cell holds, by the path that its source states.

A path is keys joined by points (`penilaian.hasil`), `[2]` for a place in a list from 0, `[unsur=3]` for the object of
a list whose key has that value: `[unsur=3].nilai`. JSON that was written as a text once more is decoded first.
A cell of another shape than the path needs is a fault of its row: what it gives begins with STRANGE.
"""

import re

from ingest.values.style import quote

STRANGE = "chr(1)"
_STEPS = (
    r"\[(?P<place>\d{1,3})\]",
    r"\[(?P<key>\w{1,60})=(?P<value>[^\]'\"]{1,60})\]",
    r"(?P<name>[^.\[\]'\"$]{1,60})",
)
STEP = re.compile("|".join(_STEPS))
_STEP = "(" + re.sub(r"\?P<\w+>", "", "|".join(_STEPS)) + ")"
PATH = rf"^{_STEP}(\.?{_STEP})*$"

MACROS = (
    # An application may have encoded its JSON twice, three times in the worst dumps. A lambda is computed once where a
    # macro would repeat its argument.
    """siger_json(x) as list_reduce([x, '', '', ''], lambda seen, turn:
        case when json_valid(seen) and json_type(seen) = 'VARCHAR' then json_extract_string(seen, '$') else seen end)""",
    "siger_json_place(j, path) as case when json_type(j) = 'ARRAY' then json_extract(j, path) end",
    """siger_json_where(j, key, value) as case when json_type(j) = 'ARRAY' then
        list_filter(json_extract(j, '$[*]'), lambda e: json_extract_string(e, key) = value)[1] end""",
)


def sql(cell: str, path: str) -> str:
    """SQL of the text at `path` in the JSON of a cleaned cell; a shape that does not fit gives the cell after STRANGE."""
    steps = list(STEP.finditer(path))
    shape = "OBJECT" if steps[0]["name"] else "ARRAY"
    found = (
        "case when found is null or json_type(found) = 'NULL' then null"
        f" when json_type(found) in ('OBJECT', 'ARRAY') then {STRANGE} || cell"
        " else siger_text(json_extract_string(found, '$')) end"
    )
    for step in reversed(steps):
        found = _let("found", _step(step), found)
    whole = (
        "case when json_type(whole) = 'NULL' then null"
        f" when coalesce(json_type(whole), '') <> '{shape}' then {STRANGE} || cell"
        f" else {_let('found', 'whole', found)} end"
    )
    read = f"case when cell is null then null else {_let('whole', 'try_cast(siger_json(cell) as json)', whole)} end"
    return _let("cell", cell, read)


def _step(step: re.Match[str]) -> str:
    """SQL from `found` to what one step of the path finds in it."""
    if step["name"]:
        return f"json_extract(found, {_member(step['name'])})"
    if step["place"]:
        return f"siger_json_place(found, {quote('$[' + step['place'] + ']')})"
    return f"siger_json_where(found, {_member(step['key'])}, {quote(step['value'])})"


def _let(name: str, value: str, body: str) -> str:
    """SQL of `body` in which `name` is `value`, computed once."""
    return f"list_transform([{value}], lambda {name}: {body})[1]"


def _member(name: str) -> str:
    """A key as a JSON path literal."""
    return quote(f'$."{name}"')
