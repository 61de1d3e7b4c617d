"""Time and peak memory of calls."""

from __future__ import annotations

import gc
import math
import time
import tracemalloc
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Call = Callable[[], Any]


@dataclass(frozen=True)
class Cost:
    """The best of several calls, by the clock and by the processor, and the most memory that one call held at once.

    Memory is what the call took beyond what was there before: the table that is scored is not counted.
    """

    seconds: float
    processor: float
    megabytes: float

    def over(self, other: Cost) -> float:
        """How many times the other's processor time it took: what else runs on a machine disturbs that least."""
        return self.processor / other.processor

    def __str__(self) -> str:
        return f"{self.seconds * 1000:10.2f} {self.processor * 1000:10.2f} {self.megabytes:10.1f}"


@dataclass(frozen=True)
class Measured:
    """A part of the library and something plain that does the same or less, as calls."""

    name: str
    peer: str
    limit: float
    """How many times the processor time of the peer it may take."""
    library: Call
    plain: Call
    most: float = math.inf
    """How many MiB it may hold at once."""


HEADING = f"{'ms':>10} {'ms of CPU':>10} {'MiB':>10}"
"""What stands above costs that are printed below one another."""


def costs_of(calls: Mapping[str, Call], *, times: int = 3) -> dict[str, Cost]:
    """Measure calls in turns, so that a slow minute of the machine meets all of them.

    Memory is traced in a call of its own, because tracing costs time.
    """
    seconds = dict.fromkeys(calls, float("inf"))
    processor = dict.fromkeys(calls, float("inf"))
    for _ in range(times):
        for name, call in calls.items():
            gc.collect()
            start, busy = time.perf_counter(), time.process_time()
            result = call()
            seconds[name] = min(seconds[name], time.perf_counter() - start)
            processor[name] = min(processor[name], time.process_time() - busy)
            del result
    return {name: Cost(seconds[name], processor[name], _peak(call)) for name, call in calls.items()}


def _peak(call: Call) -> float:
    gc.collect()
    tracemalloc.start()
    result = call()
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    del result
    return peak
