"""No pandas: DuckDB and pyarrow look for it whenever they take a Python value, and do well without it.

Importing it takes longer than loading a small file and costs 70 MB; nothing in reading and loading uses it.
"""

import sys
from collections.abc import Generator
from contextlib import contextmanager


class Finder:
    """Stands before the other finders and says that pandas is not installed."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        """Leave every name but pandas to the next finder."""
        if name == "pandas":
            raise ModuleNotFoundError("pandas stays out of processes that read and load files")


@contextmanager
def hidden() -> Generator[None]:
    """`import pandas` fails in here, unless it was imported before."""
    finder = Finder()
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
