"""Fixtures of ingest: an empty home directory, the invented specimens, a connection with the value macros."""

import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from ingest import values
from warehouse.settings import Settings

SPECIMENS = Path(__file__).parent.parent / "data" / "specimens"


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", inbox_quiet_seconds=0.05)


@pytest.fixture(scope="session")
def expected() -> dict:
    return json.loads((SPECIMENS / "expected.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = duckdb.connect(config={"threads": 1})
    values.install(connection)
    yield connection
    connection.close()
