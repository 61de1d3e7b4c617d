"""How much a call does, counted instead of timed: the same on every machine, busy or not."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def calls_in(call: Callable[[], Any]) -> int:
    """How many functions, Python's and C's, are called while ``call`` runs.

    Seconds belong to the benchmarks. What is done in one long C call (a sort, a regular expression) counts as one.

    >>> calls_in(lambda: None)
    1
    """
    count = 0

    def seen(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        call()
    finally:
        sys.setprofile(before)
    return count - 1  # the call that takes the profile away again
