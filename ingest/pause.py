"""Pause: how long to leave alone what failed."""

import time

FIRST_PAUSE, LONGEST_PAUSE = 5.0, 600.0
"""Seconds, doubled after each failure."""


class Pause:
    """How long to leave something alone that failed; doubles with each failure."""

    def __init__(self) -> None:
        self._until, self._length = 0.0, FIRST_PAUSE

    @property
    def over(self) -> bool:
        return time.monotonic() >= self._until

    def longer(self) -> float:
        """Begin the next pause; returns its seconds."""
        length, self._length = self._length, min(self._length * 2, LONGEST_PAUSE)
        self._until = time.monotonic() + length
        return length
