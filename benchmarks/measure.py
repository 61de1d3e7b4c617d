"""Time and peak memory of a call."""

from __future__ import annotations

import gc
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Cost:
    """The best time of several calls, and the most memory that one call held at once beyond what was there before."""

    seconds: float
    megabytes: float


def cost_of(call: Callable[[], Any], *, times: int = 3) -> Cost:
    """Measure a call. Memory is traced in a call of its own, because tracing costs time."""
    best = float("inf")
    for _ in range(times):
        gc.collect()
        start = time.perf_counter()
        result = call()
        best = min(best, time.perf_counter() - start)
        del result
    gc.collect()
    tracemalloc.start()
    result = call()
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    del result
    return Cost(best, peak)
