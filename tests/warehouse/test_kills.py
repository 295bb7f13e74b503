"""Kills, the smaller tier: a few kills while readers read. `make kills` has the hundred."""

import os
from pathlib import Path

import pytest

from tests.warehouse.kills import under_fire


@pytest.mark.full
@pytest.mark.timeout(1200)
def test_killed_again_and_again_while_readers_read(tmp_path: Path) -> None:
    wanted = int(os.environ.get("KILLS", "8"))
    result = under_fire(tmp_path, wanted)
    assert result.kills.total() >= wanted
    assert result.reads > 20 * wanted
    assert result.releases == result.drops, "one release per drop, however often it was killed"
    assert result.equal
