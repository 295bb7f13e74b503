"""Container: the streams of an OLE2 file (old Office, protected new Office) by name, walked within its own bounds."""

import struct
from dataclasses import dataclass

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEADER = 512
LAST_SECTOR = 0xFFFFFFFA
"""Numbers above it end a chain or mark a sector that holds no data."""
STREAM, ROOT = 2, 5


class ContainerBroken(ValueError):
    """A chain of sectors that leads nowhere or runs in a circle."""


@dataclass(frozen=True)
class Entry:
    """One line of the directory."""

    name: str
    kind: int
    first: int
    size: int


class Container:
    """An OLE2 file held in memory. Raises ContainerBroken for what cannot be followed."""

    def __init__(self, content: bytes) -> None:
        try:
            (shift, mini_shift) = struct.unpack_from("<HH", content, 30)
            fat_count, directory, _, self._cutoff, mini_fat, _, more = struct.unpack_from("<7I", content, 44)
            places = list(struct.unpack_from("<109I", content, 76))
        except struct.error as fault:
            raise ContainerBroken("header") from fault
        if not (content.startswith(MAGIC) and shift in (9, 12) and mini_shift == 6):
            raise ContainerBroken("header")
        self._content, self._size, self._mini_size = content, 1 << shift, 1 << mini_shift
        self._count = max(-(-len(content) // self._size) - 1, 0)
        self._fat: list[int] = []
        self._fat = self._numbers(self._fat_places(places, more, fat_count))
        self._mini_fat = self._numbers(self._chain(mini_fat))
        self.entries = self._directory(b"".join(map(self._sector, self._chain(directory))))
        root = next((entry for entry in self.entries if entry.kind == ROOT), None)
        self._mini = b"".join(map(self._sector, self._chain(root.first))) if root and root.size else b""

    @property
    def names(self) -> set[str]:
        """Names of streams and storages, whatever storage they lie in."""
        return {entry.name for entry in self.entries}

    def stream(self, name: str) -> bytes:
        """Content of the stream of that name; KeyError where there is none."""
        entry = next((entry for entry in self.entries if entry.name == name and entry.kind == STREAM), None)
        if entry is None:
            raise KeyError(name)
        if entry.size >= self._cutoff:
            content = b"".join(map(self._sector, self._chain(entry.first)))
        else:
            size = self._mini_size
            chain = self._follow(entry.first, self._mini_fat, len(self._mini) // size + 1)
            content = b"".join(self._mini[n * size : (n + 1) * size] for n in chain)
        if len(content) < entry.size:
            raise ContainerBroken("a stream that is cut off")
        return content[: entry.size]

    def _sector(self, number: int) -> bytes:
        at = self._size * (number + 1)
        return self._content[at : at + self._size]

    def _numbers(self, sectors: list[int]) -> list[int]:
        content = b"".join(map(self._sector, sectors))
        return list(struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4]))

    def _fat_places(self, places: list[int], more: int, wanted: int) -> list[int]:
        """Sectors of the allocation table: 109 in the header, the rest in a chain of its own."""
        seen = 0
        while more <= LAST_SECTOR and len(places) < wanted + 128:
            numbers = self._numbers([more])
            seen += 1
            if not numbers or seen > self._count:
                raise ContainerBroken("allocation table")
            places += numbers[:-1]
            more = numbers[-1]
        return [place for place in places if place <= LAST_SECTOR][: min(wanted, self._count)]

    def _chain(self, first: int) -> list[int]:
        return self._follow(first, self._fat, self._count)

    def _follow(self, first: int, table: list[int], longest: int) -> list[int]:
        chain: list[int] = []
        while first <= LAST_SECTOR:
            if first >= len(table) or len(chain) > longest:
                raise ContainerBroken("chain of sectors")
            chain.append(first)
            first = table[first]
        return chain

    def _directory(self, content: bytes) -> list[Entry]:
        entries = []
        for at in range(0, len(content) - 127, 128):
            length, kind = struct.unpack_from("<HB", content, at + 64)
            first, size = struct.unpack_from("<II", content, at + 116)
            if kind and 2 <= length <= 64:
                name = content[at : at + length - 2].decode("utf-16-le", "replace")
                entries.append(Entry(name, kind, first, size))
        return entries
