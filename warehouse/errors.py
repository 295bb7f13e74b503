"""WarehouseError: what can go wrong around the databases, one class per cause, each one sentence."""

from pathlib import Path


class WarehouseError(Exception):
    """Base of this package's errors; str() is a sentence for the person at the door."""


class AccountRefused(WarehouseError):
    """An account or a password that the portal does not accept; the sentence says why."""


class StateUnavailable(WarehouseError):
    """The portal state does not answer at this moment."""

    def __init__(self) -> None:
        super().__init__("Basis data portal sedang tidak menjawab. Muat ulang beberapa saat lagi.")


class DecisionRefused(WarehouseError):
    """A rule value or another decision outside what the rules allow; the sentence says why."""


class UnknownSetting(WarehouseError):
    """A SIGER_… variable that nothing reads, most likely misspelt."""

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(f"{name} bukan pengaturan Siger. Yang dikenal: {', '.join(known)}.")


class WarehouseBusy(WarehouseError):
    """Another process holds the writer's lock."""

    def __init__(self, holder: str, waited: float) -> None:
        super().__init__(
            f"Gudang data sedang dipakai oleh {holder}; sudah ditunggu {waited:.0f} detik. "
            "Ulangi setelah proses itu selesai."
        )


class BuildFailed(WarehouseError):
    """dbt or the audit refused the candidate; the last release stays. `details` are one line per fault."""

    def __init__(self, sentence: str, details: list[str] | None = None) -> None:
        super().__init__(sentence)
        self.details = details or [sentence]


class BuildInterrupted(WarehouseError):
    """A process of the build was ended from outside (memory, a signal): no word against its inputs, so it may be repeated."""

    def __init__(self, sentence: str, details: list[str] | None = None) -> None:
        super().__init__(sentence)
        self.details = details or [sentence]


class DiskFull(WarehouseError):
    """Too little space to build safely; said before anything is written."""

    def __init__(self, folder: Path, needed: int, free: int) -> None:
        super().__init__(
            f"Ruang disk kurang {(needed - free) / 1e6:.0f} MB di {folder.name}: perlu {needed / 1e6:.0f} MB, "
            f"tersisa {free / 1e6:.0f} MB. Kosongkan ruang, lalu ulangi."
        )


class NoRelease(WarehouseError):
    """Nothing has been published yet, or the release asked for is not kept."""


class NotGranted(WarehouseError):
    """A viewer asked for a mart that GRANTS does not give his role."""


class NotInRelease(NotGranted):
    """A mart or column that the release does not have, most often an older one made before there was such a thing."""

    def __init__(self, what: str, label: str) -> None:
        super().__init__(
            f"Rilis {label} belum memuat {what}, jadi bagian ini tidak dapat ditampilkan. Pilih rilis yang lebih baru, "
            "atau bangun ulang data dengan versi Siger ini."
        )


class WarehouseOutdated(WarehouseError):
    """The warehouse was made by a version of Siger with another raw schema; it is derived, so it is made anew."""

    def __init__(self, name: str, tables: list[str]) -> None:
        super().__init__(
            f"{name} dibuat oleh versi Siger lain (tabel {', '.join(tables)} berbeda). Jalankan siger rebuild: "
            "isinya dimuat ulang dari arsip."
        )


class WarehouseEmptied(WarehouseError):
    """Releases exist but the ledger knows no file: the warehouse was lost, and an empty release would replace a full one."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} kosong, padahal sudah ada rilis; rilis itu tetap dipakai. Jalankan siger rebuild: "
            "isi gudang dimuat ulang dari arsip."
        )
