"""The real small province: made, ingested, built and published once per run by the commands themselves."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock

from warehouse.settings import Settings

PROJECT = Path(__file__).parent.parent
SEED = 1964  # the year Lampung became a province; any number would do


@dataclass(frozen=True)
class Province:
    """A published home directory, the exports it was loaded from, and the truth planted in them."""

    settings: Settings
    exports: Path
    truth: dict

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Runs a siger verb on this home."""
        return siger(self.settings.root, *words)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What asks for the province first, so that one worker makes it while the other begins with what needs none.

    Each worker is dealt one half of the list, and takes over tests of the other when its own are done.
    """
    items.sort(key=lambda item: "province" not in getattr(item, "fixturenames", ()))


def siger(home: Path, *words: str, timeout: float = 600) -> subprocess.CompletedProcess[str]:
    """Runs `siger words…` on a home directory and captures what it prints."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("SIGER_")}
    return subprocess.run(
        [sys.executable, str(PROJECT / "siger.py"), *words],
        env=env | {"SIGER_HOME": str(home)},
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=timeout,
    )


@pytest.fixture(scope="session")
def province(tmp_path_factory: pytest.TempPathFactory) -> Province:
    """The small province, shared by all workers of a run; tests read it, whoever writes takes a copy."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    home, exports = shared / "home", shared / "exports"
    with FileLock(shared / "province.lock"):
        done = shared / "province.done"
        if not done.exists():
            for words in (
                ("demo-exports", str(exports), "--profile", "small", "--seed", str(SEED)),
                ("ingest", str(exports)),
                ("build",),
            ):
                result = siger(home, *words)
                assert result.returncode in (0, 2 if words[0] == "ingest" else 0), result.stderr[-4000:]
            done.touch()
    truth = json.loads(Path(f"{exports}.truth.json").read_text())
    return Province(Settings(home=home), exports, truth)
