"""``python -m benchmarks``: all of it, kept in ``RESULTS.md``; ``--quick`` without the million areas, and not kept."""

from __future__ import annotations

import argparse
import sys

from benchmarks.drawing import drawing
from benchmarks.fitting import fitting
from benchmarks.parts import parts
from benchmarks.peers import peers
from benchmarks.refits import refits
from benchmarks.results import FILE, Record
from benchmarks.scoring import compare
from benchmarks.starting import heavy, starts

AREAS = {400: 50, 10_000: 10, 100_000: 3, 1_000_000: 2}
"""How many areas are scored, and how often each is measured."""
BESIDE = ("", "ms of CPU", "MiB", "×", "of", "limit")


def main() -> int:
    """Print the comparison and keep it; 1 if a ratio is over its limit."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--quick", action="store_true", help="no more than 10,000 areas, and smaller tables; not kept")
    quick = parser.parse_args().quick
    record = Record()
    for areas, times in AREAS.items():
        if areas <= 10_000 or not quick:
            record.peers(peers(areas, times=times))
    record.title("Parts of the library, each against something plain", columns=BESIDE)
    if not quick:
        _scoring(record, 1_000_000, 91, limit=3.0, times=3)
    _scoring(record, 400, 112, limit=8.0, times=50)
    _fitting(record, 100_000 if quick else 1_000_000, limit=1.5)
    _refits(record, limit=0.05)
    _drawing(record, 100 if quick else 1000, limit=10.0)
    for part in parts(quick=quick):
        made, held = part.measured, part.costs["library"].megabytes
        record.against(made.name, part.costs, part.ratio, made.peer, made.limit)
        record.missed += [f"{made.name}: {held:.0f} MiB instead of {made.most:g}"] if held > made.most else []
    _starting(record)
    if not quick:
        FILE.write_text(record.markdown(), encoding="utf-8")
    for line in record.missed:
        print(f"OVER ITS LIMIT: {line}")
    return 1 if record.missed else 0


def _scoring(record: Record, areas: int, series: int, *, limit: float, times: int) -> None:
    found = compare(areas, series, times=times)
    name = f"scoring {found.areas:,} × {found.series}, wide in, wide out"
    record.against(name, found.costs, found.ratio, "a plain NumPy kernel", limit)


def _fitting(record: Record, areas: int, *, limit: float) -> None:
    found = fitting(areas)
    name = f"goalposts fitted to the {found.areas:,} × {found.series} that are scored"
    record.against(name, found.costs, found.ratio, "given points", limit)
    record.say(
        f"  memory {found.memory:.3g}× the table, limit 2.5×; {found.growth:.3g} MiB more after 20 scores, limit 1 MiB"
    )
    record.over(f"{name}: memory, of the table", found.memory, 2.5)
    record.missed += [f"{name}: {found.growth:.3g} MiB stay behind"] if found.growth > 1 else []


def _refits(record: Record, *, limit: float) -> None:
    found = refits()
    name = f"refitting 400 × 91, winsorised and normalised; {found.count:,} times took {found.seconds:.1f} s"
    costs = {"script with SciPy": found.script, "library": found.library}
    record.against(name, costs, found.library.over(found.script), "a plain script with SciPy", limit)


def _drawing(record: Record, draws: int, *, limit: float) -> None:
    found = drawing(draws)
    name = f"{found.draws:,} draws of every number, weight and point of {found.areas} × {found.series}"
    record.against(name, found.costs, found.ratio, "as many plain NumPy passes that draw nothing", limit)


def _starting(record: Record) -> None:
    record.title("Beginning", columns=("", "ms of CPU", "×", "of", "limit"))
    for start in starts():
        record.start(start)
    forbidden = {"numpy", "pandas", "pint"} & set(heavy())
    record.missed += [f"import sdg_standard loads {', '.join(sorted(forbidden))}"] if forbidden else []


if __name__ == "__main__":
    sys.exit(main())
