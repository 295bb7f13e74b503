"""dbt as a data engineer runs it, over an empty warehouse in a scratch folder: SQL style and the static docs.

python -m tests.dbt_parts sqlfluff | docs
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb

PROJECT = Path(__file__).resolve().parent.parent
DBT_PROJECT = PROJECT / "dbt_project"
BIN = Path(sys.executable).parent


def environment(scratch: Path) -> dict[str, str]:
    """The documented environment of dbt_project, pointing at an empty warehouse in `scratch`."""
    warehouse = scratch / "warehouse.duckdb"
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute((PROJECT / "warehouse" / "schema.sql").read_text())
    return os.environ | {
        "DUCKDB_WAREHOUSE": str(warehouse),
        "DUCKDB_INTERNAL": str(scratch / "internal.duckdb"),
        "DUCKDB_PUBLIC": str(scratch / "public.duckdb"),
        "DBT_TARGET_PATH": str(scratch / "target"),
        "DBT_LOG_PATH": str(scratch / "logs"),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    }


def call(env: dict[str, str], *command: str) -> None:
    """Runs a tool of the venv in dbt_project; its failure ends this process with the same code."""
    done = subprocess.run([str(BIN / command[0]), *command[1:]], cwd=DBT_PROJECT, env=env, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def main(part: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        env = environment(Path(folder))
        if part == "sqlfluff":
            call(env, "sqlfluff", "lint", "models", "tests")
        else:
            call(env, "dbt", "--quiet", "seed", "--profiles-dir", ".")
            call(env, "dbt", "--quiet", "run", "--profiles-dir", ".")
            call(env, "dbt", "--quiet", "docs", "generate", "--static", "--profiles-dir", ".")
            page = Path(folder) / "target" / "static_index.html"
            print(f"dbt docs: one file of {page.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main(sys.argv[1])
