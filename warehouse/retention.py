"""Retention: which releases stay, and how the others go."""

import shutil
import time

from warehouse import release
from warehouse.clock import WIB
from warehouse.settings import Settings

IN_USE_SECONDS = 3600.0
"""A release that was current so short a time ago may still be read."""


def retained(settings: Settings) -> dict[str, str]:
    """Why each release that stays does: id → `current`, `held`, `newest`, `day` (the last of its day) or `month`.

    The newest `kept_releases`; the last one of each of the newest `kept_days` days and `kept_months` months that have
    any, by the clock in Lampung; the current one, and one that a rollback names, whatever their age.
    """
    kept, now = release.list_releases(settings), release.current(settings)
    why: dict[str, str] = {}
    for count, word, spelled in (
        (settings.kept_months, "month", "%Y-%m"),
        (settings.kept_days, "day", "%Y-%m-%d"),
    ):
        last: dict[str, str] = {}
        for one in kept:  # newest first
            last.setdefault(one.built_at.astimezone(WIB).strftime(spelled), one.release_id)
        why |= dict.fromkeys([last[span] for span in sorted(last, reverse=True)[:count]], word)
    why |= dict.fromkeys([one.release_id for one in kept[: settings.kept_releases]], "newest")
    if held := release.held(settings):
        why[held] = "held"
    if now:
        why.setdefault(now.release_id, "current")
    return why


def retire(settings: Settings) -> list[str]:
    """Delete releases that nothing retains; never one that was current within the hour. Killed in between, what is
    half gone has a name that is no release's, and goes with the next build."""
    gone: list[str] = []
    staying = retained(settings)
    for one in release.list_releases(settings):
        left = one.folder / "left"
        last_use = left.stat().st_mtime if left.exists() else one.built_at.timestamp()
        if one.release_id in staying or time.time() - last_use < IN_USE_SECONDS:
            continue
        doomed = settings.releases / f".gone-{one.release_id}"
        one.folder.rename(doomed)
        shutil.rmtree(doomed, ignore_errors=True)
        gone.append(one.release_id)
    return gone
