"""Build against bare SQL: lock to pointer with a warm builder, over the same statements run as one script."""

import json
import os
import shutil
import time
from pathlib import Path

import duckdb

from tests.bench.timing import paired
from tests.conftest import siger
from warehouse.audit import examine
from warehouse.build import Builder
from warehouse.refresh import refresh, warm_job
from warehouse.settings import PROJECT, Settings


def measure(folder: Path, profile: str) -> dict[str, tuple[float, str]]:
    """build.plain_sql_ratio and build.models_ratio over the demo province of `profile`."""
    folder.mkdir()
    exports, home = folder / "exports", folder / "home"
    siger(home, "demo-exports", str(exports), "--profile", profile, timeout=3000)
    siger(home, "ingest", str(exports), timeout=6000)
    settings = Settings(home=home)
    with Builder() as builder:
        builder.warm(warm_job(settings))
        first = refresh(settings, builder=builder)
        assert first is not None
        compiled = compile_project(folder, settings)
        days = iter(range(1, 29))
        seconds: list[dict[str, float]] = []

        def ours(_: int) -> None:
            from datetime import date

            release = refresh(settings, builder=builder, as_of=date(2026, 12, next(days)))
            assert release is not None
            seconds.append(release.facts["seconds"])

        plain: list[float] = []

        def bare(number: int) -> None:
            plain.append(run_script(folder / f"plain-{number}", settings, compiled))

        built, script = paired(ours, bare)
    models = sorted(step["dbt.model"] + step.get("dbt.seed", 0) for step in seconds)[len(seconds) // 2]
    return {
        "build.plain_sql_ratio": (built / script, "x"),
        "build.models_ratio": (models / sorted(plain)[len(plain) // 2], "x"),
        "build.seconds": (built, "s"),
    }


def compile_project(folder: Path, settings: Settings) -> list[tuple[str, str, str]]:
    """(kind, relation or name, SQL) of every seed, model and test in the order dbt runs them."""
    import subprocess
    import sys

    env = os.environ | {
        "DUCKDB_WAREHOUSE": str(settings.warehouse),
        "DUCKDB_INTERNAL": str(folder / "compile" / "internal.duckdb"),
        "DUCKDB_PUBLIC": str(folder / "compile" / "public.duckdb"),
        "DBT_TARGET_PATH": str(folder / "compile" / "target"),
        "DBT_LOG_PATH": str(folder / "compile"),
    }
    (folder / "compile").mkdir()
    dbt = [str(Path(sys.executable).parent / "dbt"), "--quiet"]
    where = ["--project-dir", str(PROJECT / "dbt_project"), "--profiles-dir", str(PROJECT / "dbt_project")]
    for verb in ("seed", "run", "compile"):
        subprocess.run([*dbt, verb, *where], env=env, check=True)
    manifest = json.loads((folder / "compile" / "target" / "manifest.json").read_text())
    nodes, done, ordered = manifest["nodes"], set[str](), []

    def visit(key: str) -> None:
        if key in done or key not in nodes:
            return
        done.add(key)
        for parent in nodes[key]["depends_on"].get("nodes", []):
            visit(parent)
        ordered.append(nodes[key])

    for key, node in nodes.items():
        if node["resource_type"] in ("seed", "model"):
            visit(key)
    for key, node in nodes.items():
        if node["resource_type"] == "test":
            visit(key)
    return [
        (
            node["resource_type"],
            f"{node['database']}.{node['schema']}.{node['alias']}",
            node.get("compiled_code") or "",
        )
        for node in ordered
    ]


def run_script(folder: Path, settings: Settings, compiled: list[tuple[str, str, str]]) -> float:
    """Runs all statements on one connection, then the audit; seconds of the models alone are returned."""
    folder.mkdir()
    internal, public = folder / "internal.duckdb", folder / "public.duckdb"
    seeds = settings.root.parent / "compile" / "internal.duckdb"
    con = duckdb.connect(str(internal))
    con.execute(f"attach '{settings.warehouse}' as warehouse (read_only)")
    con.execute(f"attach '{public}' as public_file")
    con.execute(f"attach '{seeds}' as compiled (read_only)")
    for schema in ("staging", "intermediate", "seeds"):
        con.execute(f"create schema {schema}")
    started = time.perf_counter()
    for kind, name, sql in compiled:
        if kind == "seed":
            con.execute(f"create table {name} as select * from compiled.{name.split('.', 1)[1]}")
        elif kind == "model":
            con.execute(f"create table {name} as {sql}")
    models = time.perf_counter() - started
    for kind, _, sql in compiled:
        if kind == "test":
            con.execute(f"select count(*) from ({sql}) as found")
    con.close()
    examine(settings.warehouse, internal, public)
    shutil.rmtree(folder)
    return models
