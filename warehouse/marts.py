"""Marts: a viewer's read handle over one release, and the only way a page reaches data.

One locked-down DuckDB instance in memory per release file, shared by all viewers, has the file attached
read-only. A handle is a cursor of it with temporary views, made when first asked for, that show only the granted
marts, rows and columns. A statement that is not one plain select over such views is refused before it runs.
"""

import json
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from warehouse.access import Viewer, view_sql
from warehouse.errors import NoRelease, NotGranted, NotInRelease
from warehouse.quoting import literal
from warehouse.release import Release, current
from warehouse.results import Results, key_of
from warehouse.settings import Settings

KEPT_INSTANCES = 3
ENGINE: dict[str, str | bool | int | float | list[str]] = {
    "threads": 2,
    "memory_limit": "512MB",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "python_enable_replacements": False,
}
MISSING_COLUMN = re.compile(r'(?:column|named) "([^"]+)"')
"""In DuckDB's words for a column that is not there."""
TABLE_FUNCTIONS = {"unnest", "range", "generate_series"}


class _Instance:
    """The locked engine over one file: its cursors read the file and nothing else of the machine."""

    def __init__(self, path: Path) -> None:
        self.connection = duckdb.connect(":memory:", config=ENGINE)
        self.connection.execute(f"attach {literal(path)} as release (read_only)")
        self.connection.execute("set enable_external_access = false")
        self.connection.execute("set lock_configuration = true")  # the last word: nothing above can be undone
        self.results = Results()
        self.columns: dict[str, list[str]] = {}
        for mart, column in self.connection.execute(
            "select table_name, column_name from duckdb_columns() "
            "where database_name = 'release' and schema_name = 'main' order by table_name, column_index"
        ).fetchall():
            self.columns.setdefault(mart, []).append(column)


_instances: OrderedDict[Path, _Instance] = OrderedDict()
_instances_lock = threading.Lock()


def _instance(path: Path) -> _Instance:
    with _instances_lock:
        if path not in _instances:
            if not path.is_file():
                raise NoRelease(
                    "Berkas rilis tidak ditemukan. Jalankan pembangunan data, lalu muat ulang halaman."
                )
            _instances[path] = _Instance(path)
            while len(_instances) > KEPT_INSTANCES:
                _instances.popitem(last=False)  # lives on until the last cursor over it is gone
        _instances.move_to_end(path)
        return _instances[path]


class Marts:
    """What one viewer may read of one release. For one rerun and one thread."""

    def __init__(self, path: Path, release: Release | None, view: Callable[[str, list[str]], str]) -> None:
        self.release = release
        self._instance = _instance(path)
        self._cursor = self._instance.connection.cursor()
        self._view = view
        self._opened: set[str] = set()

    def table(self, sql: str, **params: Any) -> pa.Table:
        """The rows of one select as an Arrow table; `$name` in the text takes the keyword argument `name`.

        Raises NotGranted when the text is anything but one select over granted marts.
        """

        def read(result: duckdb.DuckDBPyConnection) -> tuple[pa.Table, int]:
            table = result.to_arrow_table()
            return table, table.num_rows * table.num_columns

        return self._result(sql, params, read, "table")

    def rows(self, sql: str, **params: Any) -> list[dict[str, Any]]:
        """The same as a list of dictionaries by column name."""

        def read(result: duckdb.DuckDBPyConnection) -> tuple[tuple[list[str], list[Any]], int | None]:
            names = [column[0] for column in result.description or []]
            rows = result.fetchall()
            changeable = any(isinstance(value, (list, dict)) for row in rows for value in row)
            return (names, rows), None if changeable else len(rows) * len(names)

        names, rows = self._result(sql, params, read, "rows")
        return [dict(zip(names, row, strict=True)) for row in rows]

    def one(self, sql: str, **params: Any) -> dict[str, Any] | None:
        """The first row, or None where there is none."""
        return next(iter(self.rows(sql, **params)), None)

    def only(self, sql: str, **params: Any) -> dict[str, Any]:
        """The row of a select that always has one: an aggregate, or a key taken from the release itself."""
        (row,) = self.rows(sql, **params)
        return row

    def has(self, mart: str) -> bool:
        """Whether this viewer may read the mart in this release."""
        try:
            self._open(mart)
        except NotGranted:
            return False
        return True

    def _result(
        self,
        sql: str,
        params: dict[str, Any],
        read: Callable[[duckdb.DuckDBPyConnection], tuple[Any, int | None]],
        shape: str,
    ) -> Any:
        """What `read` takes from the select's result, or took when it was asked for before."""
        views = tuple(self._view(mart, self._instance.columns.get(mart, [])) for mart in _marts_read(sql))
        key = key_of(views, sql, params, shape)
        return self._instance.results.get(key, lambda: read(self._run(sql, params)))

    def _run(self, sql: str, params: dict[str, Any]) -> duckdb.DuckDBPyConnection:
        for mart in _marts_read(sql):
            self._open(mart)
        try:
            return self._cursor.execute(sql, params or None)
        except duckdb.BinderException as error:
            column = MISSING_COLUMN.search(str(error))
            if column is None:
                raise
            raise NotInRelease(f"kolom {column[1]}", self._label) from error

    @property
    def _label(self) -> str:
        return self.release.label if self.release else "publik ini"

    def _open(self, mart: str) -> None:
        if mart in self._opened:
            return
        select = self._view(mart, self._instance.columns.get(mart, []))
        if mart not in self._instance.columns:
            raise NotInRelease(f"data {mart}", self._label)
        try:
            self._cursor.execute(f'create temp view "{mart}" as {select}')
        except (duckdb.BinderException, duckdb.CatalogException) as error:
            raise NotInRelease(f"kolom yang membatasi data {mart}", self._label) from error
        self._opened.add(mart)


@lru_cache(maxsize=1024)
def _marts_read(sql: str) -> tuple[str, ...]:
    """Names of the marts a statement reads, by DuckDB's own parser. Query texts are constants, so it is cached.

    Raises NotGranted for anything but one select over unqualified names: `release.main.x` would walk past the
    viewer's view, and a table function could read more than marts.
    """
    row = _parser().cursor().execute("select json_serialize_sql(?::varchar)", [sql]).fetchone()
    tree = json.loads(row[0]) if row else {"error": True}
    if tree["error"] or len(tree["statements"]) != 1:
        raise NotGranted("Hanya satu perintah select yang dijalankan atas data rilis.")
    local, read = set[str](), list[str]()
    for node in _nodes(tree):
        local.update(entry["key"].lower() for entry in (node.get("cte_map") or {}).get("map", []))
        if node.get("type") == "BASE_TABLE":
            if node["catalog_name"] or node["schema_name"]:
                raise NotGranted("Data rilis hanya dibaca lewat nama tabel tanpa skema.")
            read.append(node["table_name"].lower())
        if node.get("type") == "TABLE_FUNCTION" and node["function"]["function_name"] not in TABLE_FUNCTIONS:
            raise NotGranted(f"Fungsi {node['function']['function_name']} tidak tersedia atas data rilis.")
        if node.get("type") == "SHOW_REF":
            raise NotGranted("Hanya satu perintah select yang dijalankan atas data rilis.")
    return tuple(dict.fromkeys(name for name in read if name not in local))


@lru_cache(maxsize=1)
def _parser() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(":memory:", config=ENGINE)


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    if isinstance(tree, dict):
        yield tree
    for child in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from _nodes(child)


def open_marts(settings: Settings, viewer: Viewer, release: Release | None = None) -> Marts:
    """The viewer's handle over the current release, or over `release`. Raises NoRelease before the first one."""
    release = release or current(settings)
    if release is None:
        raise NoRelease(
            "Belum ada rilis data. Jalankan siger build setelah memasukkan berkas, lalu muat ulang."
        )
    return Marts(release.internal, release, lambda mart, columns: view_sql(viewer, mart, columns))


def open_public(path: Path) -> Marts:
    """A handle over a public file: its `pub_` tables as they are, and nothing else. `release` is None."""

    def view(mart: str, columns: list[str]) -> str:
        if not mart.startswith("pub_"):
            raise NotGranted("Berkas publik hanya memuat tabel pub_.")
        return f'select * from release.main."{mart}"'  # noqa: S608 - _open runs it only for names in the catalog

    return Marts(path, None, view)
