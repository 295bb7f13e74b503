"""The demo home: an invented province, made, loaded and published once; the second start finds it ready."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from warehouse import release
from warehouse.build import Builder
from warehouse.errors import WarehouseError
from warehouse.refresh import refresh, warm_job
from warehouse.settings import PROJECT, Settings

SEED = 1964
MARK = "demo.json"
MOST_HANDS = 4


class DemoFailed(WarehouseError):
    """The invented exports did not load: a fault of ours."""


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
    if not note["loaded"] or release.current(settings) is None:
        with Builder() as builder:
            builder.warm(warm_job(settings))
            if not note["loaded"]:
                _load(settings, note, say)
                mark.write_text(json.dumps({**note, "loaded": True}), encoding="utf-8")
            say("membangun rilis")
            refresh(settings, builder=builder)
        if release.current(settings) is None:
            raise DemoFailed("Peragaan tidak menghasilkan rilis; lihat: siger status.")
    make_demo_accounts(settings)


def accounts_text(settings: Settings) -> str:
    """The demo accounts as lines for a terminal."""
    known = json.loads((settings.root / "demo-accounts.json").read_text(encoding="utf-8"))
    return "\n".join(f"Akun: {entry['name']:<14} {entry['password']:<18} {entry['role']}" for entry in known)


def _load(settings: Settings, note: dict[str, object], say: Callable[[str], None]) -> None:
    from ingest.demo.cli import demo_exports
    from ingest.inbox import files_of

    with tempfile.TemporaryDirectory(prefix="siger-demo-") as folder:
        exports = Path(folder) / "ekspor"
        say(f"membuat ekspor provinsi peragaan ({note['profile']})")
        demo_exports.main(
            [str(exports), "--profile", str(note["profile"]), "--seed", str(note["seed"])],
            standalone_mode=False,
        )
        say(f"memuat {len(files_of(exports))} berkas")
        _take_in(settings, sorted(path for path in exports.iterdir() if path.is_dir()))


def _take_in(settings: Settings, senders: list[Path]) -> None:
    """Take in the senders' folders, shared out among as many processes as there are cores.

    Loading is reading and judging, file by file; only the last step of each file needs the warehouse's lock.
    """
    hands = min(os.cpu_count() or 1, MOST_HANDS, len(senders))
    logs = [senders[0].parent.parent / f"muat-{hand}.log" for hand in range(hands)]
    running = [
        subprocess.Popen(
            [sys.executable, str(PROJECT / "siger.py"), "ingest", *map(str, senders[hand::hands])],
            env={**os.environ, "SIGER_HOME": str(settings.root)},
            stdout=subprocess.DEVNULL,
            stderr=log.open("w", encoding="utf-8"),
        )
        for hand, log in enumerate(logs)
    ]
    for one, log in zip(running, logs, strict=True):
        # the province's exports have planted faults, so 2 (some file refused) is what is expected
        if one.wait() not in (0, 2):
            said = log.read_text(encoding="utf-8").strip().splitlines()
            raise DemoFailed(f"Peragaan tidak dapat dimuat: {said[-1] if said else one.returncode}")
