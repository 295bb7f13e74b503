"""The demo home: an invented province, made, loaded and published once; the second start finds it ready."""

import json
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from warehouse import release
from warehouse.build import Builder
from warehouse.errors import NoRelease, WarehouseError
from warehouse.refresh import refresh, warm_job
from warehouse.settings import Settings

SEED = 1964
MARK = "demo.json"


class RealData(WarehouseError):
    """A demo was asked for in a home directory that holds something else."""


def is_demo(settings: Settings) -> bool:
    """Whether this home was made as a demo."""
    return (settings.root / MARK).exists()


def prepare(settings: Settings, say: Callable[[str], None]) -> None:
    """Make exports of settings.demo_profile, take them in, publish, add the demo accounts; each only once.

    Raises RealData where the home has files that no demo made.
    """
    from warehouse.state.accounts import make_demo_accounts

    mark = settings.root / MARK
    if not mark.exists():
        if settings.warehouse.exists() or any(settings.archive.iterdir()):
            raise RealData(
                f"{settings.root} berisi data yang bukan peragaan. Pakai rumah lain, misalnya: SIGER_HOME=data-demo siger up --demo."
            )
        mark.write_text(
            json.dumps({"profile": settings.demo_profile, "seed": SEED, "loaded": False}), encoding="utf-8"
        )
    note = json.loads(mark.read_text(encoding="utf-8"))
    with Builder() as builder:
        if not (note["loaded"] and release.current(settings)):
            builder.warm(warm_job(settings))
            _load(settings, note, say)
            say("membangun rilis")
            made = refresh(settings, builder=builder)
            if made is None and release.current(settings) is None:
                raise NoRelease("Peragaan tidak menghasilkan rilis; lihat: siger status.")
            mark.write_text(json.dumps({**note, "loaded": True}), encoding="utf-8")
    make_demo_accounts(settings)


def accounts_text(settings: Settings) -> str:
    """The demo accounts as lines for a terminal."""
    known = json.loads((settings.root / "demo-accounts.json").read_text(encoding="utf-8"))
    return "\n".join(f"Akun: {entry['name']:<14} {entry['password']:<18} {entry['role']}" for entry in known)


def _load(settings: Settings, note: dict[str, object], say: Callable[[str], None]) -> None:
    from ingest.demo.cli import demo_exports
    from ingest.inbox import files_of
    from ingest.intake import ingest_all

    with tempfile.TemporaryDirectory(prefix="siger-demo-") as folder:
        exports = Path(folder) / "ekspor"
        say(f"membuat ekspor provinsi peragaan ({note['profile']})")
        demo_exports.main(
            [str(exports), "--profile", str(note["profile"]), "--seed", str(note["seed"])],
            standalone_mode=False,
        )
        files = files_of(exports)
        say(f"memuat {len(files)} berkas")
        counted = Counter(verdict.status for verdicts in ingest_all(settings, files) for verdict in verdicts)
        say(", ".join(f"{status} {count}" for status, count in counted.most_common()))
