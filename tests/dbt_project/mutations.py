"""Mutations of the rules: each rule broken once, by an exact edit, and the test that notices.

python -m tests.dbt_project.mutations [WORD…]      only the mutations whose rule or file has one of the words

dbt stays loaded and parses what an edit touched; of its tests only those run that read the edited file: unit tests of the
edited model, of the models that call the edited macro or read the edited seed, and the data tests of that seed. An edit
whose text does not stand in its file exactly once, and an edit that no test notices, end the run with 1.
"""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.dbt_parts import DBT_PROJECT, environment


@dataclass(frozen=True)
class Mutation:
    """One rule broken: `old` stands once in `file` of dbt_project, `new` takes its place."""

    rule: str
    file: str
    old: str
    new: str

    @contextmanager
    def applied(self, project: Path) -> Iterator[None]:
        """The project with the edit, for a while; raises ValueError where the text is not there exactly once."""
        path = project / self.file
        text = path.read_text(encoding="utf-8")
        if text.count(self.old) != 1:
            raise ValueError(f"{self.file}: {self.old!r} stands there {text.count(self.old)} times")
        path.write_text(text.replace(self.old, self.new), encoding="utf-8")
        try:
            yield
        finally:
            path.write_text(text, encoding="utf-8")


def mutations(*words: str) -> list[Mutation]:
    """The list beside this file, or those of it with one of the words."""
    listed = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
    found = [Mutation(**fields) for fields in listed]
    return [one for one in found if not words or any(word in f"{one.rule} {one.file}" for word in words)]


class Project:
    """A copy of dbt_project over an empty warehouse, with dbt loaded in this process."""

    def __init__(self, scratch: Path) -> None:
        self.folder = scratch / "dbt_project"
        shutil.copytree(DBT_PROJECT, self.folder, ignore=shutil.ignore_patterns("target", "logs"))
        os.environ.update(environment(scratch))
        self.manifest = self.dbt("parse").result
        for verb in ("seed", "run"):
            done = self.dbt(verb)
            if not done.success:
                raise RuntimeError(f"dbt {verb}: {done.exception}")

    def dbt(self, *words: str) -> Any:
        """One dbt command in this process, silently."""
        from dbt.cli.main import dbtRunner

        folders = ["--project-dir", str(self.folder), "--profiles-dir", str(self.folder)]
        return dbtRunner().invoke([*words, *folders, "--quiet", "--log-level", "none", "--no-write-json"])

    def failing(self, mutation: Mutation) -> list[str]:
        """Names of the tests that fail with the edit; raises RuntimeError where none ran through."""
        seed = Path(mutation.file).stem if mutation.file.startswith("seeds/") else ""
        with mutation.applied(self.folder):
            if seed:
                self.dbt("seed", "--select", seed)
            done = self.dbt("test", "--select", *self._tests_of(mutation))
        if seed:
            self.dbt("seed", "--select", seed)
        results = getattr(done.result, "results", None)
        if not results:
            raise RuntimeError(f"no test ran: {done.exception}")
        said = {result.node.name: str(result.status) for result in results}
        failing = [name for name, status in said.items() if status == "fail"]
        if not failing and "error" in said.values():
            raise RuntimeError("the edit does not run")
        return failing

    def _tests_of(self, mutation: Mutation) -> list[str]:
        path = Path(mutation.file)
        if path.parts[0] == "seeds":
            return [path.stem, f"{path.stem}+,test_type:unit"]
        names = {path.stem} if path.parts[0] == "models" else self._callers(mutation.file)
        return [f"{name}+1,test_type:unit" for name in names]

    def _callers(self, file: str) -> set[str]:
        """Models that call a macro of the file, directly or through other macros."""
        macros = self.manifest.macros
        called = {key for key, macro in macros.items() if macro.original_file_path == file}
        while (
            more := {key for key, macro in macros.items() if called & set(macro.depends_on.macros)} - called
        ):
            called |= more
        return {
            node.name
            for node in self.manifest.nodes.values()
            if str(node.resource_type) == "model" and called & set(node.depends_on.macros)
        }


def main(*words: str) -> int:
    """Print rule → failing tests, one line each; 1 where a mutant survives or cannot be made."""
    survivors = 0
    chosen = mutations(*words)
    with tempfile.TemporaryDirectory() as scratch:
        project = Project(Path(scratch))
        for mutation in chosen:
            try:
                failing = project.failing(mutation)
                said = ", ".join(failing) or "SURVIVES"
            except (ValueError, RuntimeError) as error:
                failing, said = [], f"NOT TRIED: {error}"
            survivors += not failing
            print(f"{mutation.rule} ({mutation.file}) → {said}", flush=True)
    print(f"{len(chosen) - survivors} of {len(chosen)} noticed, {time.process_time():.0f} s of CPU")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
