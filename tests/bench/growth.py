"""Growth: time, CPU and peak memory of one siger command, and the slope of a cost over a size."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from warehouse.settings import PROJECT


@dataclass(frozen=True)
class Cost:
    """What one command took; peak is the largest sum of the resident memory of it and its children, seen 20 times a second."""

    seconds: float
    cpu: float
    peak_mb: float

    def __str__(self) -> str:
        return f"{self.seconds:8.1f} s {self.cpu:8.1f} CPU s {self.peak_mb:8.0f} MB"


def cost(home: Path, *words: str, allowed: tuple[int, ...] = (0,)) -> Cost:
    """Run `siger words…` on a home and watch it."""
    started, before, peak = time.perf_counter(), os.times(), 0.0
    running = subprocess.Popen(
        [sys.executable, str(PROJECT / "siger.py"), *words], env=os.environ | {"SIGER_HOME": str(home)}
    )
    while running.poll() is None:
        peak = max(peak, sum(map(resident, family(running.pid))))
        time.sleep(0.05)
    assert running.returncode in allowed
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(time.perf_counter() - started, used, peak)


def family(pid: int) -> list[int]:
    """A process and all that came from it."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(one for child in children for one in family(int(child)))]


def resident(pid: int) -> float:
    """Resident memory in MB; 0 for a process that is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


def slope(points: list[tuple[float, float]]) -> float:
    """Least squares through the points (log size, log cost): 1 is linear."""
    x0, y0 = (sum(values) / len(points) for values in zip(*points, strict=True))
    return sum((x - x0) * (y - y0) for x, y in points) / (sum((x - x0) ** 2 for x, _ in points) or 1)
