"""What it costs to begin: importing, loading, validating."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass

_IMPORT = (
    "import sys, time; t = time.perf_counter(); import {0}; "
    "print(time.perf_counter() - t, *sorted(set(sys.modules) & {1}))"
)
_CALL = (
    "import time, sdg_standard as sdg, numpy, pandas, pint; "
    "t = time.perf_counter(); {0}; print(time.perf_counter() - t)"
)
HEAVY = {"numpy", "pandas", "pint", "pydantic", "yaml"}


@dataclass(frozen=True)
class Start:
    """Seconds in a fresh interpreter, and which heavy packages it loaded."""

    seconds: float
    loaded: tuple[str, ...] = ()


def _fresh(code: str, times: int = 3, cache: str = "off") -> Start:
    best: Start | None = None
    environment = {**os.environ, "SDG_STANDARD_CACHE": cache}
    for _ in range(times):
        run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, env=environment)
        words = run.stdout.split()
        start = Start(float(words[0]), tuple(words[1:]))
        best = start if best is None or start.seconds < best.seconds else best
    assert best is not None
    return best


def importing(module: str) -> Start:
    """Import a module in a fresh interpreter."""
    return _fresh(_IMPORT.format(module, HEAVY))


def calling(code: str, *, cache: str = "off") -> Start:
    """Run code in a fresh interpreter that has imported the package; with a cache folder the best is warm."""
    return _fresh(_CALL.format(code), cache=cache)
