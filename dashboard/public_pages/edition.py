"""Edition: the public release one rerun reads, and its tables, kept in memory while it is current."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from dashboard.languages import current as language
from warehouse import release as releases
from warehouse.marts import Marts, open_public
from warehouse.queries import public
from warehouse.release import Release
from warehouse.settings import Settings

Query = Callable[..., pa.Table]
Row = dict[str, Any]


@dataclass(frozen=True)
class Edition:
    """One release as the public sees it. Two editions differ by the release's id."""

    release: Release
    demo: bool

    def table(self, query: Query, **given: Any) -> pa.Table:
        """The result of a query of `warehouse.queries.public`; shared between visitors, so never changed."""
        return _read(self.release.public, query, tuple(sorted(given.items())))

    def rows(self, query: Query, **given: Any) -> list[Row]:
        """The same as dictionaries."""
        return self.table(query, **given).to_pylist()

    @cached_property
    def words(self) -> dict[tuple[str, str], str]:
        """(kind, code) → label in the reader's language."""
        return {(r["kind"], r["code"]): r[f"label_{language()}"] for r in self.rows(public.labels)}

    def word(self, kind: str, code: str | None) -> str | None:
        """A code's label, the code itself where none is known."""
        return None if code is None else self.words.get((kind, code), code)

    @cached_property
    def limits(self) -> dict[str, float]:
        """rule → value in force in the data month."""
        now = self.release.data_month
        return {
            rule["rule"]: rule["value"]
            for rule in self.rows(public.rules)
            if now is None
            or (rule["valid_from"] <= now and (rule["valid_to"] is None or rule["valid_to"] >= now))
        }

    @cached_property
    def next_release(self) -> date | None:
        """The day from which the month after has to be shown."""
        return next((row["next_release_on"] for row in self.rows(public.build)), None)

    def minimum(self, rule: str) -> int | None:
        """A threshold as a whole number, if the release tells it."""
        value = self.limits.get(rule)
        return None if value is None else round(value)


def current() -> Edition | None:
    """The edition published now; None before the first release or where it has no public data yet."""
    settings = Settings.load()
    release = releases.current(settings)
    return Edition(release, settings.demo) if release and release.data_month else None


@lru_cache(maxsize=512)
def _read(path: Path, query: Query, given: tuple[tuple[str, Any], ...]) -> pa.Table:
    return query(_handle(path), **dict(given))


def _handle(path: Path) -> Marts:
    return open_public(path)
