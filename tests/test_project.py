"""The project's own promises: locks, pins, names that must not stand in the tree."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).parent.parent
PYPROJECT = tomllib.loads((PROJECT / "pyproject.toml").read_text())


def tracked(*patterns: str) -> list[Path]:
    names = subprocess.run(
        ["git", "ls-files", *patterns], cwd=PROJECT, capture_output=True, text=True, check=True
    ).stdout
    return [PROJECT / name for name in names.splitlines() if (PROJECT / name).exists()]


def pins(lock: str) -> dict[str, str]:
    found = re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^ ;\\]+)", (PROJECT / lock).read_text(), re.M)
    return {canonicalize_name(name): version for name, version in found}


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_lock_fits_the_declared_dependencies(lock: str) -> None:
    project = PYPROJECT["project"]
    wanted = project["dependencies"] + (project["optional-dependencies"]["dev"] if "dev" in lock else [])
    locked = pins(lock)
    for text in wanted:
        requirement = Requirement(text)
        assert requirement.specifier.contains(locked[canonicalize_name(requirement.name)]), text


def test_both_locks_agree() -> None:
    dev = pins("requirements-dev.lock")
    assert all(dev[name] == version for name, version in pins("requirements.lock").items())


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_lock_has_hashes_and_no_address(lock: str) -> None:
    text = (PROJECT / lock).read_text()
    assert not re.search(r"https?:|file:|index-url|find-links| @ ", text)
    assert text.count("--hash=sha256:") >= len(pins(lock))


def test_every_dependency_has_its_reason() -> None:
    text = (PROJECT / "pyproject.toml").read_text()
    for line in text.splitlines():
        if re.match(r'\s+"[a-z0-9-]+.*[<>=].*",', line):
            assert "#" in line, f"no reason beside {line.strip()}"


def test_no_path_of_a_machine_in_the_tree() -> None:
    pattern = re.compile(r"(^|[^A-Za-z0-9_.])/(work|root|farm)/")
    for path in tracked("*.py", "*.md", "*.yml", "*.toml", "*.sql", "*.css", "Makefile", ".ci/*"):
        if path != Path(__file__):
            assert not pattern.search(path.read_text(encoding="utf-8")), path


def test_modules_stay_readable() -> None:
    """A module that outgrows 300 lines has taken on a second noun."""
    long = {
        str(path.relative_to(PROJECT)): lines
        for path in tracked("siger.py", "ingest/*.py", "warehouse/*.py", "dashboard/*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 300
    }
    assert not long
