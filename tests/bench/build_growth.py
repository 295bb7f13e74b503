"""Growth of a build from nothing over months: 25,000 staff, from the province's 36 months to the decade's 120.

    python -m tests.bench.build_growth [MONTHS …]

Each size is exported, taken in and built by the commands themselves in a folder of its own; the decade needs 30 GB of disk.
"""

import math
import sys
import tempfile
from pathlib import Path

from tests.bench.growth import cost, slope

MONTHS = (36, 120)


def main() -> None:
    """Print the cost of ingest and build per number of months, then the slopes of their CPU time."""
    points: dict[str, list[tuple[float, float]]] = {"ingest": [], "build": []}
    for months in [int(word) for word in sys.argv[1:]] or MONTHS:
        with tempfile.TemporaryDirectory(prefix="siger-growth-") as folder:
            exports, home = Path(folder) / "exports", Path(folder) / "home"
            cost(home, "demo-exports", str(exports), "--profile", "decade", "--months", str(months))
            for step, words in (("ingest", ("ingest", str(exports))), ("build", ("build",))):
                spent = cost(home, *words, allowed=(0, 2) if step == "ingest" else (0,))
                points[step].append((math.log(months), math.log(spent.cpu)))
                print(f"{months:>4} months {step:6} {spent}", flush=True)
    for step, found in points.items():
        print(f"slope of {step} {slope(found):.2f}")


if __name__ == "__main__":
    main()
