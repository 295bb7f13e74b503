"""Results: what selects over one release gave, kept for whoever asks the same of the same rows.

A release never changes, so a result stands as long as it. The key holds the text of the views a select was run over:
whoever may see other rows or columns has other views, and with them other results.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

MOST_CELLS = 1_000_000
"""Cells kept of one release, some 100 MB; the result longest unused goes first."""
MOST_OF_ONE = 50_000


def key_of(views: tuple[str, ...], sql: str, params: dict[str, Any], shape: str) -> Hashable | None:
    """What determines a result; None where a parameter is a list or the like. 1, 1.0 and true are three values."""
    key = (views, sql, tuple((name, type(value), value) for name, value in sorted(params.items())), shape)
    try:
        hash(key)
    except TypeError:
        return None
    return key


class Results:
    """Results of one release by their keys; for any number of threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._cells = 0
        self._lock = threading.Lock()

    def get(self, key: Hashable | None, make: Callable[[], tuple[Any, int | None]]) -> Any:
        """The result of that key, else what `make` gives: a result and its cells, None where it is not to be kept."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key][0]
        result, cells = make()
        if key is not None and cells is not None and cells <= MOST_OF_ONE:
            self._keep(key, result, cells + 1)
        return result

    def _keep(self, key: Hashable, result: Any, cells: int) -> None:
        with self._lock:
            self._cells += cells - self._kept.pop(key, (None, 0))[1]
            self._kept[key] = (result, cells)
            while self._cells > MOST_CELLS:
                self._cells -= self._kept.popitem(last=False)[1][1]
