"""``python -m benchmarks``: all of it; ``--quick`` without the million areas."""

from __future__ import annotations

import argparse
import sys

from benchmarks.drawing import drawing
from benchmarks.fitting import fitting
from benchmarks.measure import HEADING, Cost
from benchmarks.parts import parts
from benchmarks.refits import refits
from benchmarks.scoring import compare
from benchmarks.starting import heavy, starts


def main() -> int:
    """Print the comparison; 1 if a ratio is over its limit."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--quick", action="store_true", help="400 areas only, and smaller tables")
    quick = parser.parse_args().quick
    missed = [] if quick else _scoring(1_000_000, 91, limit=3.0, times=3)
    missed += _scoring(400, 112, limit=8.0, times=50)
    missed += _fitting(100_000 if quick else 1_000_000, limit=1.5)
    missed += _refits(limit=0.05)
    missed += _drawing(100 if quick else 1000, limit=10.0)
    for part in parts(quick=quick):
        made, held = part.measured, part.costs["library"].megabytes
        missed += _told(made.name, part.costs, part.ratio, made.peer, made.limit)
        missed += [f"{made.name}: {held:.0f} MiB instead of {made.most:g}"] if held > made.most else []
    missed += _starting()
    for line in missed:
        print(f"OVER ITS LIMIT: {line}")
    return 1 if missed else 0


def _scoring(areas: int, series: int, *, limit: float, times: int) -> list[str]:
    found = compare(areas, series, times=times)
    name = f"scoring {found.areas:,} × {found.series}, wide in, wide out"
    return _told(name, found.costs, found.ratio, "a plain NumPy kernel", limit)


def _fitting(areas: int, *, limit: float) -> list[str]:
    found = fitting(areas)
    name = f"goalposts fitted to the {found.areas:,} × {found.series} that are scored"
    missed = _told(name, found.costs, found.ratio, "given points", limit)
    print(
        f"  memory {found.memory:.3g}× the table, limit 2.5×; {found.growth:.3g} MiB more after 20 scores, limit 1 MiB"
    )
    missed += [f"{name}: memory {found.memory:.3g}× the table"] if found.memory > 2.5 else []
    return missed + ([f"{name}: {found.growth:.3g} MiB stay behind"] if found.growth > 1 else [])


def _refits(*, limit: float) -> list[str]:
    found = refits()
    name = f"refitting 400 × 91, winsorised and normalised; {found.count:,} times took {found.seconds:.1f} s"
    costs = {"script with SciPy": found.script, "library": found.library}
    return _told(name, costs, found.library.over(found.script), "a plain script with SciPy", limit)


def _drawing(draws: int, *, limit: float) -> list[str]:
    found = drawing(draws)
    name = f"{found.draws:,} draws of every number, weight and point of {found.areas} × {found.series}"
    return _told(name, found.costs, found.ratio, "as many plain NumPy passes that draw nothing", limit)


def _told(name: str, costs: dict[str, Cost], ratio: float, peer: str, limit: float) -> list[str]:
    """Print what was measured, memory being what a call took beyond the table; return what is over its limit."""
    print(f"{name}\n  {ratio:.3g}× the time of {peer}; limit {limit:g}×\n  {'':22} {HEADING}")
    for label, cost in costs.items():
        print(f"  {label:22} {cost}")
    return [f"{name}: {ratio:.3g}× instead of {limit:g}×"] if ratio > limit else []


def _starting() -> list[str]:
    missed = []
    for start in starts():
        limit = "" if start.limit is None else f"; limit {start.limit:g}×"
        print(f"{start.name}: {start.ratio:.3g}× {start.peer} ({start.seconds:.3f} s of the processor){limit}")
        if start.limit is not None and start.ratio > start.limit:
            missed.append(f"{start.name}: {start.ratio:.3g}× {start.peer} instead of {start.limit:g}×")
    forbidden = {"numpy", "pandas", "pint"} & set(heavy())
    return [*missed, *([f"import sdg_standard loads {', '.join(sorted(forbidden))}"] if forbidden else [])]


if __name__ == "__main__":
    sys.exit(main())
