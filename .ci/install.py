"""Makes .venv and installs a hash-pinned lock into it; needs nothing but Python's standard library.

    python3 .ci/install.py .venv requirements.lock

pip brings the pinned uv, uv the rest (three to four times faster); where uv cannot reach a mirror that only
pip is set up for, pip does it all, with the same hashes.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


def refuse_other_pythons() -> None:
    """dbt-core 1.11 fails at import on 3.14, so say it before anything is installed."""
    found = sys.version_info[:2]
    if not (3, 11) <= found <= (3, 13):
        sys.exit(
            f"Siger perlu Python 3.11, 3.12 atau 3.13; yang dipakai sekarang {found[0]}.{found[1]}. "
            "Jalankan dengan versi lain, misalnya: make PYTHON=python3.12 install"
        )


def pin_of(package: str, lock: str) -> str:
    """The lines of one package in a lock, hashes included."""
    lines = lock.splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(f"{package}=="))
    end = start
    while lines[end].endswith("\\"):
        end += 1
    return "\n".join(lines[start : end + 1]) + "\n"


def run(*command: str | Path) -> bool:
    """True where the command ended well."""
    return subprocess.run([str(part) for part in command], check=False).returncode == 0


def main() -> None:
    refuse_other_pythons()
    venv, lock = Path(sys.argv[1]), PROJECT / sys.argv[2]
    python = venv / "bin" / "python"
    if not python.exists() and not run(sys.executable, "-m", "venv", venv):
        sys.exit("Python ini tidak dapat membuat venv; di Debian dan Ubuntu pasang paket python3-venv.")
    os.environ["UV_PYTHON_DOWNLOADS"] = "never"
    pip = (python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps")
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as uv_pin:
        uv_pin.write(pin_of("uv", lock.read_text()))
        uv_pin.flush()
        have_uv = run(*pip, "--require-hashes", "-r", uv_pin.name)
    uv = (venv / "bin" / "uv", "pip", "install", "--quiet", "--compile-bytecode", "--no-deps", "-p", python)
    if not (have_uv and run(*uv, "--require-hashes", "-r", lock)) and not run(
        *pip, "--require-hashes", "-r", lock
    ):
        sys.exit("Pemasangan paket gagal; periksa sambungan ke cermin paket, lalu ulangi.")
    if not run(*pip, "--no-build-isolation", "--editable", PROJECT):
        sys.exit("Perintah siger gagal dipasang.")


if __name__ == "__main__":
    main()
