"""Rejects: where reject files lie in a home directory, under which names, and how a kept file is found for one."""

import logging
import re
from collections.abc import Iterable
from pathlib import Path, PurePath

from ingest import archive
from ingest.archive import Receipt
from ingest.reject_file import NothingKept, reject_file
from ingest.verdict import Verdict
from warehouse.settings import Settings

log = logging.getLogger(__name__)
SUFFIX = "berkas-balik"


def file_name(name: str) -> str:
    """What the reject file of a file of that name is called: plain letters, never a path."""
    stem = re.sub(r"[^A-Za-z0-9._ -]+", "-", PurePath(name.replace("\\", "/")).stem).strip(" .-_")[:80]
    stem = re.sub(rf"[ -]*{SUFFIX}$", "", stem)
    return f"{stem or 'berkas'}-{SUFFIX}.xlsx"


def store(settings: Settings, verdicts: Iterable[Verdict]) -> list[Path]:
    """Write the reject file of each content with quarantined rows into `rejects/<agency>/`; paths written.

    A content without any loses the file of an earlier load. A fault here must not stop the pipeline: it is logged.
    """
    rows: dict[str, int] = {}
    for verdict in verdicts:
        if verdict.status == "loaded":
            rows[verdict.sha256] = rows.get(verdict.sha256, 0) + (verdict.rows_quarantined or 0)
    written = []
    for sha256, quarantined in rows.items():
        try:
            path = _place(settings, archive.receipts(settings, sha256)[-1])
            if not quarantined:
                path.unlink(missing_ok=True)
                continue
            content = reject_file(settings, sha256)
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft = path.with_name(f".{path.name}.part")
            draft.write_bytes(content)
            draft.chmod(0o600)
            draft.replace(path)
            written.append(path)
        except (
            Exception
        ):  # the rows are safe in quarantine; a workbook that fails must not hold up the next files
            log.exception("berkas balik untuk %s belum dibuat", sha256[:12])
    return written


def find(settings: Settings, asked: str) -> str:
    """The hash of a kept content by its hash, the beginning of it (8 characters), or its name as delivered (the latest)."""
    kept = list(archive.kept(settings))
    if re.fullmatch(r"[0-9a-f]{8,64}", asked):
        found = [sha256 for sha256 in kept if sha256.startswith(asked)]
        if len(found) == 1:
            return found[0]
    named = [
        receipt
        for sha256 in kept
        for receipt in archive.receipts(settings, sha256)
        if receipt.note.name == asked
    ]
    if not named:
        raise NothingKept(f"“{asked}”")
    return max(named, key=lambda receipt: receipt.note.received_at).sha256


def name_of(settings: Settings, sha256: str) -> str:
    """The name a kept content had when it came last."""
    return archive.receipts(settings, sha256)[-1].note.name


def _place(settings: Settings, receipt: Receipt) -> Path:
    """rejects/<agency or sender>/<name>-<hash>-berkas-balik.xlsx."""
    whose = re.sub(r"[^a-z0-9_-]+", "-", (receipt.note.agency or receipt.note.sender or "").lower()).strip(
        "-"
    )
    stem, _, _ = file_name(receipt.note.name).rpartition(f"-{SUFFIX}")
    return settings.rejects / (whose[:64] or "lainnya") / f"{stem}-{receipt.sha256[:8]}-{SUFFIX}.xlsx"
