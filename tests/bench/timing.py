"""Timing: medians of interleaved rounds, so that both sides of a ratio meet the same machine."""

import statistics
import time
from collections.abc import Callable


def seconds(work: Callable[[], object]) -> float:
    """Wall seconds of one call."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def paired(
    ours: Callable[[int], object], bare: Callable[[int], object], rounds: int = 3
) -> tuple[float, float]:
    """Median seconds of both, run in turn; each call is given its round's number."""
    first, second = [], []
    for number in range(rounds):
        first.append(seconds(lambda number=number: ours(number)))
        second.append(seconds(lambda number=number: bare(number)))
    return statistics.median(first), statistics.median(second)


def percentile(values: list[float], share: float) -> float:
    """The smallest value that at least `share` of all do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-int(share * 100) * len(ordered) // 100) - 1)]
