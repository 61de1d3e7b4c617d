"""``python -m benchmarks``: all of it; ``--quick`` without the million areas."""

from __future__ import annotations

import argparse
import sys
import tempfile

from benchmarks.refits import refits
from benchmarks.scoring import Comparison, compare
from benchmarks.starting import calling, importing


def main() -> int:
    """Print the comparison; 1 if a ratio is over its limit."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--quick", action="store_true", help="357 areas only")
    quick = parser.parse_args().quick
    missed = [] if quick else _scoring(1_000_000, 91, limit=3.0, times=2)
    missed += _scoring(357, 112, limit=10.0, times=30)
    missed += _refits()
    missed += _starting()
    for line in missed:
        print(f"OVER ITS LIMIT: {line}")
    return 1 if missed else 0


def _scoring(areas: int, series: int, *, limit: float, times: int) -> list[str]:
    found: Comparison = compare(areas, series, times=times)
    name = f"scoring {found.areas:,} × {found.series}, wide in, wide out"
    print(f"{name}: {found.ratio:.2f}× a plain NumPy kernel (limit {limit:g}×)")
    rows = {"plain kernel": found.kernel, "library": found.library, **{f"  {k}": v for k, v in found.stages.items()}}
    for label, cost in rows.items():
        print(f"  {label:22} {cost.seconds * 1000:10.2f} ms {cost.megabytes:10.1f} MiB at most")
    return [f"{name}: {found.ratio:.2f}× instead of {limit:g}×"] if found.ratio > limit else []


def _refits() -> list[str]:
    found = refits()
    ratio = found.one.seconds / found.plain.seconds
    print(f"{found.count} refits of 400 × 91, winsorised and normalised: {found.seconds:.1f} s")
    print(f"  one refit: {ratio:.2f}× the same in plain Python with SciPy, {found.one.megabytes:.1f} MiB at most")
    return [f"a refit takes {ratio:.2f}× a plain script"] if ratio > 1 else []


def _starting() -> list[str]:
    package, pandas = importing("sdg_standard"), importing("pandas")
    print(
        f"import sdg_standard: {package.seconds / pandas.seconds:.4f}× importing pandas; "
        f"loads {package.loaded or 'nothing heavy'}"
    )
    with tempfile.TemporaryDirectory() as folder:
        cold, warm = calling("sdg.load()"), calling("sdg.load()", cache=folder)
    check = calling("sdg.validate()")
    for name, start in (("load() cold", cold), ("load() warm", warm), ("validate(), everything", check)):
        ratio = start.seconds / pandas.seconds
        print(f"{name}: {ratio:.2f}× importing pandas ({start.seconds:.2f} s after numpy, pandas and pint are there)")
    heavy = set(package.loaded) & {"numpy", "pandas", "pint"}
    return [f"import sdg_standard loads {', '.join(sorted(heavy))}"] if heavy else []


if __name__ == "__main__":
    sys.exit(main())
