"""Keys that stand beside the key they belong to: one cause, which would be told of every one of them."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence
from dataclasses import replace

from .node import Document, Step
from .unions import Fault
from .words import BELONGS

OUTSIDE = "outside"
"""In the context of a fault: the keys that were meant to stand below."""


def gathered(faults: Sequence[Fault], document: Document) -> list[Fault]:
    """Return the faults without those of keys that stand right behind a key without the keys it needs.

    In ``value:`` and, in the same column, ``kind: share`` the second line is meant to stand below the first.
    """
    wrong = {path[:depth] for path in (fault.located.path for fault in faults) for depth in range(1, len(path) + 1)}
    outside = {
        fault.located.path: _behind(fault.located.path, document, wrong)
        for fault in faults
        if fault.located.path and fault.value is None and BELONGS.get(fault.type) == "a group of keys"
    }
    drawn_in = {(*path[:-1], key) for path, keys in outside.items() for key in keys}
    kept = [fault for fault in faults if not any(fault.located.path[: len(path)] == path for path in drawn_in)]
    return [
        replace(fault, context={**fault.context, OUTSIDE: keys}) if (keys := outside.get(fault.located.path)) else fault
        for fault in kept
    ]


def _behind(path: tuple[Step, ...], document: Document, wrong: Collection[tuple[Step, ...]]) -> list[str]:
    """The keys right behind the one at a path with which something is wrong."""
    *above, key = path
    keys = list(document.node(above).keys)
    after = keys[keys.index(str(key)) + 1 :] if key in keys else []
    return list(itertools.takewhile(lambda name: (*above, name) in wrong, after))
