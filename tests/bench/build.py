"""Build against bare SQL: lock to pointer with a warm builder and nothing taken over, by the same statements as one script."""

import shutil
import time
from pathlib import Path

import duckdb

from tests.bench.home import published
from tests.bench.timing import paired
from warehouse.audit import examine
from warehouse.build import Builder
from warehouse.compiled import Compiled, Statement
from warehouse.refresh import refresh, warm_job
from warehouse.release import list_releases
from warehouse.settings import Settings


def measure(folder: Path, profile: str) -> dict[str, tuple[float, str]]:
    """build.plain_sql_ratio and build.models_ratio over the demo province of `profile`."""
    settings = published(folder, profile)
    with Builder() as builder:
        builder.warm(warm_job(settings))
        first = list_releases(settings)[0]
        compiled = Compiled.load(str(settings.root / "dbt"), first.facts["inputs"]["project"])
        assert compiled is not None
        seconds: list[dict[str, float]] = []

        def ours(_: int) -> None:
            release = refresh(settings, builder=builder, afresh=True)
            assert release is not None
            seconds.append(release.facts["seconds"])

        plain: list[float] = []

        def bare(number: int) -> None:
            plain.append(run_script(folder / f"plain-{number}", settings, compiled.statements))

        built, script = paired(ours, bare)
    models = sorted(step["build.model"] for step in seconds)[len(seconds) // 2]
    return {
        "build.plain_sql_ratio": (built / script, "x"),
        "build.models_ratio": (models / sorted(plain)[len(plain) // 2], "x"),
        "build.seconds": (built, "s"),
    }


def run_script(folder: Path, settings: Settings, statements: list[Statement]) -> float:
    """Runs all statements on one connection, then the audit; seconds of the models alone are returned."""
    folder.mkdir()
    internal, public = folder / "internal.duckdb", folder / "public.duckdb"
    lender = list_releases(settings)[0].internal
    con = duckdb.connect(str(internal), config={"storage_compatibility_version": "latest"})
    con.execute(f"attach '{settings.warehouse}' as warehouse (read_only)")
    con.execute(f"attach '{public}' as public_file")
    con.execute(f"attach '{lender}' as lender (read_only)")
    for schema in ("staging", "intermediate", "seeds"):
        con.execute(f"create schema {schema}")
    started = time.perf_counter()
    for statement in statements:
        if statement.kind == "seed":
            con.execute(
                f"create table {statement.relation} as from lender.{statement.relation.split('.', 1)[1]}"
            )
        elif statement.kind == "model":
            con.execute(f"create table {statement.relation} as {statement.sql}")
    models = time.perf_counter() - started
    for statement in statements:
        if statement.kind == "test":
            con.execute(f"select count(*) from ({statement.sql}) as found").fetchall()
    con.close()
    examine(settings.warehouse, internal, public)
    shutil.rmtree(folder)
    return models
