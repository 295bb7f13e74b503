"""Chance: streams of random numbers, one per seed and key, so that any month can be made again alone."""

import zlib

import numpy as np


def stream(seed: int, *key: object) -> np.random.Generator:
    """A generator that depends on the seed and the key's words alone, never on what was drawn before."""
    words = [zlib.crc32(str(word).encode()) for word in key]
    return np.random.Generator(np.random.PCG64([seed, *words]))


def shares(total: int, weights: list[float], least: int = 0) -> list[int]:
    """Splits `total` by weights into whole numbers of at least `least` (largest remainder)."""
    free = total - least * len(weights)
    exact = [free * weight / sum(weights) for weight in weights]
    parts = [int(value) for value in exact]
    order = sorted(range(len(weights)), key=lambda i: parts[i] - exact[i])
    for i in order[: free - sum(parts)]:
        parts[i] += 1
    return [part + least for part in parts]
