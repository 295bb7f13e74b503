"""Verify: whether a kept release is still what its manifest says, by reading all of it.

    python -m warehouse.verify INTERNAL PUBLIC      one JSON object on standard output: fingerprint by table

An audit counts what was taken over from the release before and reads the rest. Here everything is read, in a process
that has nothing of it in memory yet.
"""

import json
import subprocess
import sys
from pathlib import Path

import duckdb

from warehouse.fingerprint import of_database, of_file
from warehouse.release import Release
from warehouse.settings import PROJECT


def differences(release: Release) -> list[str]:
    """One sentence per file or table that is not what the manifest says; empty for a whole release."""
    found: list[str] = []
    for path in (release.internal, release.public):
        if of_file(path) != release.facts["files"][path.name]["sha256"]:
            found.append(f"{path.name}: isi berkas berubah sejak diterbitkan.")
    command = [sys.executable, "-m", "warehouse.verify", str(release.internal), str(release.public)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    if done.returncode:
        return [
            *found,
            "Berkas rilis tidak dapat dibaca utuh; pakai rilis sebelumnya: siger release rollback.",
        ]
    prints, said = json.loads(done.stdout), release.facts["fingerprints"]
    for table in sorted(prints.keys() | said.keys()):
        if prints.get(table) != said.get(table):
            found.append(f"{table}: isi tabel tidak sama dengan manifes.")
    return found


def main() -> None:
    prints: dict[str, str] = {}
    for name in sys.argv[1:3]:
        with duckdb.connect(name, read_only=True) as con:
            prints |= {table: one.hex for table, one in of_database(con, Path(name).stem).items()}
    print(json.dumps(prints))


if __name__ == "__main__":
    main()
