"""Source store: the sources that may read files: those that come with Siger, and over them those saved in the portal.

A version keeps serving the files it loaded. The ledger names it by `words` (what the YAML says) and `reading` (how this
Siger reads); when only the latter changed, a content is read again by the very YAML that loaded it. A source that comes
with Siger belongs to its code: after an upgrade today's YAML takes the place of the one before.
"""

import logging
from dataclasses import dataclass
from functools import cache

from ingest.source import FOLDER, Source, SourceInvalid, parse, shipped
from ingest.source_text import dump
from warehouse import VERSION
from warehouse.settings import Settings
from warehouse.state import sources as state
from warehouse.state.database import engine, exists
from warehouse.state.sources import Draft, Version

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Saved:
    """A version that was saved, and what its YAML says."""

    version: Version
    source: Source


@dataclass(frozen=True)
class Listed:
    """A source as the list shows it; without `version` it came with this Siger. `fault` says why it cannot be used."""

    source: str
    title: str
    dataset: str
    enabled: bool
    version: Version | None
    fault: str | None = None


def current(settings: Settings) -> dict[str, Source]:
    """Id to source, switched off ones included: the newest saved version of an id wins over the shipped one."""
    found: dict[str, Source] = {source.source: source for source in shipped()}
    for version in state.newest(engine(settings)) if exists(settings) else []:
        found.pop(version.source, None)
        try:
            found[version.source] = _parsed(version.yaml, version.source)
        except SourceInvalid as fault:  # saved under another Siger; its files wait, the others go on
            log.error("Sumber tersimpan tidak dapat dipakai: %s", fault)
    return dict(sorted(found.items()))


def enabled(settings: Settings) -> list[Source]:
    """Sources that may recognise a file; reads the portal state only where there is one."""
    return [source for source in current(settings).values() if source.enabled]


def listed(settings: Settings) -> list[Listed]:
    """Every source with its newest version, also one that cannot be used, by title."""
    saved = (
        {version.source: version for version in state.newest(engine(settings))} if exists(settings) else {}
    )
    usable = current(settings)
    found = [
        Listed(source.source, source.title, source.dataset, source.enabled, saved.get(source.source))
        for source in usable.values()
    ]
    found += [
        Listed(version.source, version.title, version.dataset, False, version, _fault(version))
        for version in saved.values()
        if version.source not in usable
    ]
    return sorted(found, key=lambda one: one.title.lower())


def switch(settings: Settings, source: str, on: bool, by: str) -> Saved:
    """Keep the source as it is, switched on or off, as its newest version."""
    present = parse(export(settings, source), source)
    changed = present.model_copy(update={"enabled": on})
    return save(settings, dump(changed), by, "Diaktifkan" if on else "Dinonaktifkan")


def save(settings: Settings, yaml: str, by: str, note: str = "") -> Saved:
    """Keep a YAML as the newest version of its source; the pipeline then tries files again that wait for one.

    Raises SourceInvalid for a YAML that says no source or could recognise no file, DecisionRefused for one that is
    already in force.
    """
    source = parse(yaml, "sumber")
    if source.shape == "table" and not source.match.headers:
        raise SourceInvalid(
            "sumber: match.headers: sebutkan paling sedikit satu judul kolom, kalau tidak berkasnya tidak dikenali."
        )
    standing = current(settings).get(source.source)
    if standing and standing.words == source.words and standing in shipped():
        raise SourceInvalid(
            f"Isi sumber «{source.source}» sama dengan bawaan Siger; tidak ada yang perlu disimpan."
        )
    return Saved(state.save(engine(settings), _draft(source, yaml), by, note.strip()), source)


def history(settings: Settings, source: str) -> list[Version]:
    """Every version of a source that was saved or has read files, newest first, each with its YAML."""
    return state.history(engine(settings), source)


def named(settings: Settings, source: str, version: str) -> str | None:
    """The very YAML that a version of the ledger names; null when this home never knew it."""
    words = version.partition("-")[0]
    return next((known.yaml for known in history(settings, source) if known.words == words), None)


def export(settings: Settings, source: str) -> str:
    """The YAML of a source as it is in force, ready to be imported elsewhere."""
    saved = next((known.yaml for known in history(settings, source) if not known.shipped), None)
    if saved is not None:
        return saved
    if source in {item.source for item in shipped()}:
        return _shipped_yaml(source)
    raise SourceInvalid(f"Sumber «{source}» tidak ada; daftar sumber ada di halaman Sumber.")


class Serving:
    """By which source a loaded content is read again: the saved version that loaded it, else today's shipped one."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._shipped = {source.source: source for source in shipped()}
        self._found: dict[tuple[str, str], Source | None] = {}

    def source(self, source: str, version: str) -> Source | None:
        """Null when neither is there any more: the rows then stay as they were loaded."""
        words = version.partition("-")[0]
        if (source, words) not in self._found:
            self._found[source, words] = self._look_up(source, words)
        return self._found[source, words]

    def _look_up(self, source: str, words: str) -> Source | None:
        for known in history(self._settings, source) if exists(self._settings) else []:
            if known.words == words and not known.shipped:
                try:
                    return _parsed(known.yaml, source)
                except SourceInvalid as fault:
                    log.error("Versi %d tidak dapat dipakai lagi: %s", known.number, fault)
                    return None
        return self._shipped.get(source)


def note_shipped(settings: Settings) -> None:
    """Keep the YAML that came with this Siger among the versions, so that the ledger can always be answered."""
    state.note_shipped(engine(settings), _shipped_drafts(), f"Bawaan Siger {VERSION}")


@cache
def _shipped_drafts() -> list[Draft]:
    return [_draft(source, _shipped_yaml(source.source)) for source in shipped()]


def _fault(version: Version) -> str | None:
    try:
        _parsed(version.yaml, version.source)
    except SourceInvalid as fault:
        return str(fault)
    return None


def _draft(source: Source, yaml: str) -> Draft:
    return Draft(source.source, source.words, source.title, source.dataset, yaml)


def _shipped_yaml(source: str) -> str:
    return (FOLDER / f"{source}.yml").read_text(encoding="utf-8")


@cache
def _parsed(yaml: str, name: str) -> Source:
    return parse(yaml, name)
