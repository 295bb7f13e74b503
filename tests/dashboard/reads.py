"""Reads: which marts a page can ask for, found by following its calls down to the query functions.

A page is code: it calls query functions by their modules' names (`agencies.listing`). Followed are functions and classes of
`dashboard` and `warehouse.queries`; a mart is a name of the dbt project in a text of one of them. What the panel *Asal
angka* reads besides (`warehouse.provenance`) is the same everywhere and no page's own.
"""

import ast
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.conftest import PROJECT

FOLLOWED = ("dashboard", "warehouse.queries")
NOT_A_READ = ("origin",)
"""Its text names the mart to trace."""
MART = re.compile(r"\b(?:fct|dim|pub)_[a-z_0-9]+\b")


@dataclass
class Module:
    """What one module binds: its own definitions as trees, and what its imports are called."""

    name: str
    definitions: dict[str, list[ast.AST]] = field(default_factory=dict)
    imports: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Local name → (module, name in it, or nothing for the module itself)."""


def marts(page: str, function: str = "") -> set[str]:
    """The marts of a module's page: all that runs when it is imported, or what one function of it leads to."""
    seen: set[tuple[str, str]] = set()
    found: set[str] = set()
    front = [(page, function)]
    while front:
        at = front.pop()
        if at in seen or not at[0].startswith(FOLLOWED):
            continue
        seen.add(at)
        module = _module(at[0])
        if module is None:
            continue
        if at[1] in module.imports:  # a package passes a name on
            front.append(module.imports[at[1]])
        for tree in module.definitions.get(at[1], []):
            found |= _marts_of(tree)
            front += _calls(module, tree)
    return found


@cache
def _module(name: str) -> Module | None:
    path = PROJECT / Path(*name.split("."))
    path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    if not path.is_file():
        return None
    module = Module(name)
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        match node:
            case ast.FunctionDef() | ast.ClassDef():
                module.definitions.setdefault(node.name, []).append(node)
            case ast.ImportFrom(module=str(source)):
                for alias in node.names:
                    inner = f"{source}.{alias.name}"
                    leads = (inner, "") if _is_module(inner) else (source, alias.name)
                    module.imports[alias.asname or alias.name] = leads
            case ast.Import():
                pass
            case ast.Assign(targets=[ast.Name(id=target)]) | ast.AnnAssign(target=ast.Name(id=target)):
                module.definitions.setdefault(target, []).append(node)
                module.definitions.setdefault("", []).append(node)
            case _:
                module.definitions.setdefault("", []).append(node)
    return module


def _is_module(name: str) -> bool:
    path = PROJECT / Path(*name.split("."))
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def _marts_of(tree: ast.AST) -> set[str]:
    skipped = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in NOT_A_READ
        for part in ast.walk(node)
    }
    documented = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return {
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if id(node) not in skipped | documented
        for name in MART.findall(node.value)
    }


def _calls(module: Module, tree: ast.AST) -> list[tuple[str, str]]:
    """What a tree names: `module.function`, imported names, the module's own definitions."""
    found: list[tuple[str, str]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            source, name = module.imports.get(node.value.id, ("", ""))
            if source and not name:
                found.append((source, node.attr))
        elif isinstance(node, ast.Name):
            if node.id in module.imports:
                source, name = module.imports[node.id]
                if name:
                    found.append((source, name))
            elif node.id in module.definitions:
                found.append((module.name, node.id))
    return found
