"""Quoting: a name or a text of ours as SQL, where a statement takes no parameter."""


def quoted(name: str) -> str:
    """An identifier as SQL text."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: object) -> str:
    """A text as SQL: what `attach` needs for a path."""
    return "'" + str(text).replace("'", "''") + "'"
