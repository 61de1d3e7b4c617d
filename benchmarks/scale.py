"""``python -m benchmarks.scale``: many areas × 91 series, written in parts and scored by Arrow batches under a limit.

Not part of CI: 20 million areas want 2 GB of disk and a quarter of an hour. ``--areas``, ``--folder`` and ``--limit``
(GiB of memory for the process that scores) say otherwise.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

import sdg_standard as sdg
from sdg_standard import distributed
from sdg_standard.plans import Leaf

SERIES, PART = 91, 500_000
NODES = ("dimension:economy", "dimension:environment", "dimension:society-and-culture")


def scorer() -> sdg.Scorer:
    """The methodology that is scored by; it compares nobody."""
    return sdg.Scorer(sdg.load(), "u4ssc-performance")


def leaves() -> list[Leaf]:
    """The series that the table has."""
    return list(scorer().plan.leaves.values())[:SERIES]


def write(folder: Path, areas: int) -> None:
    """Write the table in files of half a million areas; what is there already stays."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder.mkdir(parents=True, exist_ok=True)
    known = leaves()
    for start in range(0, areas, PART):
        file, count = folder / f"part-{start // PART:04d}.parquet", min(PART, areas - start)
        if file.exists():
            continue
        random = np.random.default_rng(start)
        columns = {"area": pa.array([f"area-{place}" for place in range(start, start + count)])}
        columns |= {leaf.series.id: pa.array(_numbers(leaf, count, random)) for leaf in known}
        pq.write_table(pa.table(columns), file, row_group_size=65_536, compression="zstd")


def _numbers(leaf: Leaf, count: int, random: np.random.Generator) -> np.ndarray:
    """Possible values of a series with two significant digits and some gaps, so that they take little room."""
    low, high = np.where(np.isfinite(leaf.series.limits), leaf.series.limits, (0, 100))
    numbers = np.round(random.uniform(low, high, count), 0 if high > 10 else 2)
    if leaf.series.kind == "category":
        numbers = random.choice([answer.value for answer in leaf.series.categories or ()], count).astype(float)
    return np.where(random.random(count) < 0.05, np.nan, numbers)


def score(folder: Path, out: Path, limit: float) -> None:
    """Score the folder in this process, which may have no more than so many GiB of address space."""
    most = int(limit * 2**30)
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    started, used = time.perf_counter(), time.process_time()
    found = distributed.score(folder, scorer(), period="2024", nodes=NODES, out=out, rows=65_536)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    wall, cpu = time.perf_counter() - started, time.process_time() - used
    print(
        f"{found.rows:,} areas, {found.files} files: {wall:,.0f} s ({cpu:,.0f} s CPU), peak {peak:.2f} GiB of {limit:g}"
    )
    print(f"{found.rows / wall:,.0f} areas a second, {found.rows * SERIES / wall / 1e6:,.1f} million numbers a second")


def same(folder: Path, out: Path) -> None:
    """The first file scored at once gives the same bytes as its batches did."""
    import pandas as pd

    first = sorted(folder.glob("*.parquet"))[0]
    frame = pd.read_parquet(first)
    card = scorer().score(sdg.Evidence.from_wide(frame, period="2024"), periods=["2024"])
    whole = card.wide()[list(NODES)].to_numpy()
    parts = pd.read_parquet(out / first.name)[list(NODES)].to_numpy()
    print(f"{first.name}: equal to the bit" if np.array_equal(whole, parts, equal_nan=True) else "NOT EQUAL")


def main() -> None:
    """Write, score under the limit in a process of its own, compare."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--areas", type=int, default=20_000_000)
    asked.add_argument("--folder", type=Path, default=Path("build/scale"))
    asked.add_argument("--limit", type=float, default=2.0)
    asked.add_argument("--only", choices=("score",))
    given = asked.parse_args()
    table, out = given.folder / f"{given.areas}", given.folder / f"{given.areas}-scores"
    if given.only:
        return score(table, out, given.limit)
    started = time.perf_counter()
    write(table, given.areas)
    size = sum(file.stat().st_size for file in table.glob("*.parquet")) / 2**30
    print(f"{given.areas:,} areas × {SERIES} series: {size:.1f} GiB of Parquet, {time.perf_counter() - started:,.0f} s")
    command = [sys.executable, "-m", "benchmarks.scale", "--only", "score", "--areas", str(given.areas)]
    subprocess.run([*command, "--folder", str(given.folder), "--limit", str(given.limit)], check=True)
    same(table, out)


if __name__ == "__main__":
    main()
