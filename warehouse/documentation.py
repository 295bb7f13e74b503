"""Documentation: dbt's own page of the models, one HTML file per version of the project: descriptions, columns, tests, lineage.

It needs no rows and no network: dbt builds the project over an empty warehouse and writes the page.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import click
import duckdb

from warehouse.cli import Verb
from warehouse.errors import BuildFailed
from warehouse.inputs import project_hash
from warehouse.job import DBT_PROJECT
from warehouse.release import Release
from warehouse.settings import PROJECT, Settings

SCHEMA = PROJECT / "warehouse" / "schema.sql"
DBT = "from dbt.cli.main import cli; cli()"


def page_of(settings: Settings, release: Release) -> Path | None:
    """The page of the project version that made a release; None where it was not written."""
    page = _page(settings, str(release.facts["inputs"]["project"]))
    return page if page.is_file() else None


def write(settings: Settings) -> Path:
    """Write the page of today's project, unless it is there; raises BuildFailed with dbt's words."""
    page = _page(settings, project_hash(DBT_PROJECT))
    if not page.is_file():
        page.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as scratch:
            shutil.move(_generated(Path(scratch)), page)
    return page


def environment(scratch: Path) -> dict[str, str]:
    """What dbt_project/profiles.yml reads, pointing at an empty warehouse in `scratch`."""
    warehouse = scratch / "warehouse.duckdb"
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute(SCHEMA.read_text(encoding="utf-8"))
    return os.environ | {
        "DUCKDB_WAREHOUSE": str(warehouse),
        "DUCKDB_INTERNAL": str(scratch / "internal.duckdb"),
        "DUCKDB_PUBLIC": str(scratch / "public.duckdb"),
        "DBT_TARGET_PATH": str(scratch / "target"),
        "DBT_LOG_PATH": str(scratch / "logs"),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    }


def _page(settings: Settings, version: str) -> Path:
    return settings.root / "docs" / f"{version}.html"


def _generated(scratch: Path) -> Path:
    env = environment(scratch)
    for verb in (("seed",), ("run",), ("docs", "generate", "--static")):
        command = [sys.executable, "-c", DBT, "--quiet", *verb, "--project-dir", ".", "--profiles-dir", "."]
        done = subprocess.run(command, cwd=DBT_PROJECT, env=env, check=False, capture_output=True, text=True)
        if done.returncode:
            said = " ".join((done.stdout + done.stderr).split())[-400:]
            raise BuildFailed(f"Dokumentasi model tidak dapat dibuat: {said}")
    return scratch / "target" / "static_index.html"


@click.command(cls=Verb)
def docs() -> None:
    """Write the page of the models (columns, tests, lineage) as one HTML file; the portal's page Data hands it out.

    Example: siger docs
    """
    page = write(Settings.load().prepare())
    click.echo(f"{page} ({page.stat().st_size / 1e6:.1f} MB)")
