"""`make bench`: prints `name value unit` and writes tests/bench/result.json.

python -m tests.bench [--profile small|province] [NAME…]      names: ingest build pages file_to_page
"""

import argparse
import json
import tempfile
from pathlib import Path

from tests.bench import build, file_to_page, ingest, pages

PARTS = {
    "ingest": ingest.measure,
    "build": build.measure,
    "pages": pages.measure,
    "file_to_page": file_to_page.measure,
}
RESULT = Path(__file__).parent / "result.json"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS])
    parser.add_argument("--profile", default="small", choices=["small", "province"])
    chosen = parser.parse_args()
    found: dict[str, tuple[float, str]] = {}
    with tempfile.TemporaryDirectory(prefix="siger-bench-") as folder:
        for name in chosen.parts or PARTS:
            for figure, (value, unit) in PARTS[name](Path(folder), chosen.profile).items():
                found[figure] = (value, unit)
                print(f"{figure} {value:.3f} {unit}", flush=True)
    RESULT.write_text(json.dumps({name: {"value": v, "unit": u} for name, (v, u) in found.items()}, indent=1))


if __name__ == "__main__":
    main()
