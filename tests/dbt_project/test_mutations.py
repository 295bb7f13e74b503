"""The list of mutations keeps step with the rules it breaks; `make rule-mutations` runs it."""

import shutil
from pathlib import Path

from tests.dbt_parts import DBT_PROJECT
from tests.dbt_project.mutations import mutations


def test_every_edit_finds_its_text_once(tmp_path: Path) -> None:
    project = shutil.copytree(
        DBT_PROJECT, tmp_path / "dbt_project", ignore=shutil.ignore_patterns("target", "logs")
    )
    listed = mutations()
    assert len(listed) > 150
    for mutation in listed:
        with mutation.applied(project):
            assert mutation.new in (project / mutation.file).read_text(encoding="utf-8")
