"""Growth of ingest: seconds, CPU seconds and peak memory of survey CSVs from a hundred thousand rows on.

python -m tests.bench.ingest_growth [ROWS …]
"""

import math
import sys
import tempfile
from pathlib import Path

from tests.bench.growth import cost, slope
from tests.bench.ingest import survey_csv

ROWS = (100_000, 1_000_000, 5_000_000)


def main() -> None:
    """Print one line per size, then the slope of the CPU time."""
    points = []
    for rows in [int(word) for word in sys.argv[1:]] or ROWS:
        with tempfile.TemporaryDirectory(prefix="siger-growth-") as folder:
            file = Path(folder) / "responden.csv"
            survey_csv(file, rows, 1)
            spent = cost(Path(folder) / "home", "ingest", str(file))
        points.append((math.log(rows), math.log(spent.cpu)))
        print(f"{rows:>10} rows {spent}", flush=True)
    print(f"slope {slope(points):.2f}")


if __name__ == "__main__":
    main()
