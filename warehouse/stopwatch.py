"""Stopwatch: how long each step of a build took."""

import time
from collections.abc import Generator
from contextlib import contextmanager


class Stopwatch:
    """Seconds per named step, in the order in which they ran."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._started = time.perf_counter()

    @contextmanager
    def step(self, name: str) -> Generator[None]:
        started = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = round(time.perf_counter() - started, 3)

    def total(self) -> float:
        return round(time.perf_counter() - self._started, 3)
