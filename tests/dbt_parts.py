"""dbt as a data engineer runs it, over an empty warehouse in a scratch folder: SQL style and the static docs.

python -m tests.dbt_parts sqlfluff | docs
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from warehouse.documentation import environment, write
from warehouse.settings import PROJECT, Settings

__all__ = ["DBT_PROJECT", "environment"]

DBT_PROJECT = PROJECT / "dbt_project"
BIN = Path(sys.executable).parent


def call(env: dict[str, str], *command: str) -> None:
    """Runs a tool of the venv in dbt_project; its failure ends this process with the same code."""
    done = subprocess.run([str(BIN / command[0]), *command[1:]], cwd=DBT_PROJECT, env=env, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def main(part: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        if part == "sqlfluff":
            call(environment(Path(folder)), "sqlfluff", "lint", "models", "tests")
        else:
            page = write(Settings(home=Path(folder)))
            print(f"dbt docs: one file of {page.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main(sys.argv[1])
