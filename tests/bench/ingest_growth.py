"""Growth of ingest: seconds, CPU seconds and peak memory of survey CSVs from a hundred thousand rows on.

    python -m tests.bench.ingest_growth [ROWS …]

Peak is the largest sum of the resident memory of `siger ingest` and its children, looked at twenty times a second;
the slope is that of log(CPU seconds) over log(rows): 1 is linear.
"""

import math
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.ingest import survey_csv
from warehouse.settings import PROJECT

ROWS = (100_000, 1_000_000, 5_000_000)


def main() -> None:
    """Print one line per size, then the slope."""
    points = []
    for rows in [int(word) for word in sys.argv[1:]] or ROWS:
        with tempfile.TemporaryDirectory(prefix="siger-growth-") as folder:
            file = Path(folder) / "responden.csv"
            survey_csv(file, rows, 1)
            wall, cpu, peak = load(Path(folder) / "home", file)
        points.append((math.log(rows), math.log(cpu)))
        print(f"{rows:>10} rows {wall:8.1f} s {cpu:8.1f} CPU s {peak:8.0f} MB", flush=True)
    print(f"slope {slope(points):.2f}")


def load(home: Path, file: Path) -> tuple[float, float, float]:
    """Seconds, CPU seconds and peak MB of one `siger ingest`."""
    started, before, peak = time.perf_counter(), os.times(), 0.0
    running = subprocess.Popen(
        [sys.executable, str(PROJECT / "siger.py"), "ingest", str(file)],
        env=os.environ | {"SIGER_HOME": str(home)},
    )
    while running.poll() is None:
        peak = max(peak, sum(map(resident, family(running.pid))))
        time.sleep(0.05)
    assert running.returncode == 0
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - started, cpu, peak


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
    """Least squares through the points."""
    x0, y0 = (sum(values) / len(points) for values in zip(*points, strict=True))
    return sum((x - x0) * (y - y0) for x, y in points) / (sum((x - x0) ** 2 for x, _ in points) or 1)


if __name__ == "__main__":
    main()
