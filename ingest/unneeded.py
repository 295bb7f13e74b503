"""Unneeded: libraries that DuckDB and pyarrow look for whenever they take a Python value, and do well without.

Importing pandas takes longer than loading a small file and costs 70 MB; nothing in reading and loading uses it.
"""

import sys
from collections.abc import Generator
from contextlib import contextmanager


class Finder:
    """Stands before the other finders and says of some libraries that they are not installed."""

    def __init__(self, *names: str) -> None:
        self._names = frozenset(names)

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        """Leave every other name to the next finder."""
        if name in self._names:
            raise ModuleNotFoundError(f"{name} stays out of processes that read and load files")


@contextmanager
def hidden(*names: str) -> Generator[None]:
    """Importing them fails in here, unless they were imported before."""
    finder = Finder(*names)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
