"""Points fitted to the areas that are scored, against points that are given: time, memory, and what stays behind."""

from __future__ import annotations

import gc
import tempfile
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

import sdg_standard as sdg
from benchmarks.measure import Cost, costs_of
from benchmarks.scoring import Case, case

FITTED = (
    "reference: {areas: scored}\npoints: [{for: all, worst: {rule: worst_observed}, best: {rule: best_observed}}]\n"
)


@dataclass(frozen=True)
class Fitting:
    """The cost of scoring with fitted and with given points, and by how much the memory in use grows meanwhile."""

    areas: int
    series: int
    costs: dict[str, Cost]
    table: float
    """The size of the table that is scored, in MiB."""
    growth: float
    """By how many MiB the memory in use has grown after twenty scores without the collector of garbage."""

    @property
    def ratio(self) -> float:
        """The time of fitted points over that of given ones."""
        return self.costs["fitted"].over(self.costs["given"])

    @property
    def memory(self) -> float:
        """The most memory that a fitted score holds, over the size of the table."""
        return self.costs["fitted"].megabytes / self.table


def fitting(areas: int, series: int = 91, *, times: int = 3) -> Fitting:
    """Score a table with goalposts at the worst and the best value observed, and with goalposts that are given."""
    made = case(areas, series)
    standard, folder = sdg.load(), Path(tempfile.mkdtemp())
    fitted, given = (_scorer(text, folder, standard) for text in (_fitted(made), made.methodology))
    evidence = sdg.Evidence.from_wide(made.frame, period="2024", units="series")
    values = sdg.measure(evidence, standard)
    _agree(fitted.score(values, periods=["2024"]).wide(), made)
    calls = {name: _call(scorer, values) for name, scorer in (("given", given), ("fitted", fitted))}
    costs = costs_of(calls, times=times)
    return Fitting(areas, series, costs, made.frame.to_numpy().nbytes / 2**20, grown(calls["fitted"]))


def grown(call: Callable[[], Any], *, times: int = 20) -> float:
    """By how many MiB the memory in use grows over some calls, while the collector of garbage is off."""
    call()
    gc.collect()
    gc.disable()
    tracemalloc.start()
    try:
        call()
        before = tracemalloc.get_traced_memory()[0]
        for _ in range(times):
            call()
        return (tracemalloc.get_traced_memory()[0] - before) / 2**20
    finally:
        tracemalloc.stop()
        gc.enable()


def _scorer(text: str, folder: Path, standard: sdg.Standard) -> sdg.Scorer:
    (folder / "benchmark.yaml").write_text(text, encoding="utf-8")
    return sdg.Scorer(standard, folder / "benchmark.yaml")


def _call(scorer: sdg.Scorer, values: sdg.Values) -> Callable[[], Any]:
    return lambda: scorer.score(values, periods=["2024"])


def _fitted(made: Case) -> str:
    """The same file with the points fitted."""
    head, _, behind = made.methodology.partition("points:\n")
    return head + FITTED + "leaves:" + behind.partition("leaves:")[2]


def _agree(found: Any, made: Case) -> None:
    """Every leaf has to be the min-max of its column, otherwise speed means nothing."""
    array = made.frame.to_numpy()
    low, high = np.nanmin(array, axis=0), np.nanmax(array, axis=0)
    share = 100 * (array - low) / (high - low)
    expected = np.where(made.worst > made.best, 100 - share, share)
    np.testing.assert_allclose(found[list(made.frame.columns)].to_numpy(), expected, rtol=1e-9, atol=1e-9)
