"""A home of its own over the small province's release, for portals that write into their state."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import Province


@pytest.fixture(scope="session")
def staff_home(province: Province, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the published province: tests of the portal sign in, decide and upload there."""
    home = tmp_path_factory.mktemp("staff") / "home"
    shutil.copytree(province.settings.root, home, symlinks=True)
    return home
