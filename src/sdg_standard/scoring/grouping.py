"""Places in a sequence by what is equal there."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


def grouped(keys: Iterable[K]) -> dict[K, list[int]]:
    """Return the places of equal keys, in order. A key that stands in several places as one object is hashed once.

    >>> grouped(["a", "b", "a"])
    {'a': [0, 2], 'b': [1]}
    """
    known: dict[int, list[int]] = {}
    found: dict[K, list[int]] = {}
    kept = list(keys)  # so that no two have had the same address
    for place, key in enumerate(kept):
        if id(key) not in known:
            known[id(key)] = found.setdefault(key, [])
        known[id(key)].append(place)
    return found
