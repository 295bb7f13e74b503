"""YAML file: datasets and sources that ship with Siger, read by the C parser: start-up must not wait for line numbers.

Words mean what they mean to the careful parser (YAML 1.2): `no` and `on` are texts; a test holds the two together.
"""

import re
from pathlib import Path
from typing import Any

import yaml

BOOLEAN = "tag:yaml.org,2002:bool"
Faulty = yaml.YAMLError


class Loader(yaml.CSafeLoader):
    """The safe loader, with true and false as the only words that are no texts."""


Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag != BOOLEAN]
    for letter, resolvers in Loader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver(BOOLEAN, re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF"))


def content(path: Path) -> Any:
    """The file's content; raises Faulty where it is no YAML."""
    return yaml.load(path.read_bytes(), Loader=Loader)  # noqa: S506 - made of the safe loader
