"""Scoring wide in, wide out, against a plain NumPy kernel on the same array."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

import sdg_standard as sdg
from benchmarks.measure import Cost, costs_of
from sdg_standard.model import Series

SEED = 20261123


@dataclass(frozen=True)
class Case:
    """A table of random values with gaps, and the tree that scores it."""

    frame: pd.DataFrame
    worst: np.ndarray
    best: np.ndarray
    branches: list[list[int]]
    methodology: str

    @property
    def nodes(self) -> list[str]:
        """The ids of leaves and branches, in the order of the columns of the plain kernel."""
        return [*self.frame.columns, *(f"node-{number}" for number in range(len(self.branches)))]


def case(areas: int, series: int) -> Case:
    """Make a case: four levels above the leaves (group, theme, pillar, index), five per cent gaps, some falling."""
    random = np.random.default_rng(SEED)
    names = [item.id for item in sdg.load().series.values() if _takes_any_share(item)][:series]
    if len(names) < series:
        raise ValueError(f"the standard has only {len(names)} series that take any number from 0 to 100")
    values = random.uniform(0, 100, (areas, len(names)))
    values[random.random(values.shape) < 0.05] = np.nan
    falling = np.array([sdg.load().series[name].sign < 0 for name in names])
    worst, best = np.where(falling, 90.0, 10.0), np.where(falling, 10.0, 90.0)
    groups = [list(part) for part in np.array_split(np.arange(len(names)), 17)]
    first = len(names)
    themes = [list(part) for part in np.array_split(np.arange(first, first + 17), 8)]
    first += 17
    pillars = [list(part) for part in np.array_split(np.arange(first, first + 8), 3)]
    first += 8
    branches = [*groups, *themes, *pillars, list(range(first, first + 3))]
    frame = pd.DataFrame(values, index=[f"area-{number}" for number in range(areas)], columns=names)
    return Case(frame, worst, best, branches, _methodology(names, worst, best, branches))


def _takes_any_share(series: Series) -> bool:
    """Whether a series may have any number from 0 to 100; one of categories has only its answers."""
    return series.limits[0] <= 0 and series.limits[1] >= 100 and series.kind != "category"


def _methodology(names: list[str], worst: np.ndarray, best: np.ndarray, branches: list[list[int]]) -> str:
    """The same tree as a methodology file."""
    ids = names + [f"node-{number}" for number in range(len(branches))]
    lines = ["id: benchmark", 'version: "1.0.0"', "title: Benchmark", "points:"]
    lines += [f"  - {{for: {n}, worst: {w}, best: {b}}}" for n, w, b in zip(names, worst, best, strict=True)]
    lines += ["leaves: [{for: all, steps: [goalposts]}]", "tree:"]
    for number in reversed(range(len(branches))):
        children = ", ".join(ids[child] for child in branches[number])
        lines.append(f"  - {{id: node-{number}, children: [{children}]}}")
    lines.append("branches: [{for: all, aggregate: arithmetic_mean}]")
    return "\n".join(lines) + "\n"


def plain(values: np.ndarray, worst: np.ndarray, best: np.ndarray, branches: list[list[int]]) -> np.ndarray:
    """The peer: goalposts on the whole matrix, then a mean without gaps for each branch."""
    leaves = np.clip(100.0 * (values - worst) / (best - worst), 0.0, 100.0)
    nodes = np.empty((len(values), leaves.shape[1] + len(branches)))
    nodes[:, : leaves.shape[1]] = leaves
    for number, children in enumerate(branches):
        part = nodes[:, children]
        there = ~np.isnan(part)
        total = np.where(there, part, 0.0).sum(axis=1)
        count = there.sum(axis=1)
        nodes[:, leaves.shape[1] + number] = np.divide(total, count, out=np.full(len(part), np.nan), where=count > 0)
    return nodes


@dataclass(frozen=True)
class Comparison:
    """What the plain kernel and the library cost, and what each stage of the library does."""

    areas: int
    series: int
    costs: dict[str, Cost]

    @property
    def ratio(self) -> float:
        """Time of the library over that of the kernel."""
        return self.costs["library"].over(self.costs["plain kernel"])


def compare(areas: int, series: int, *, times: int) -> Comparison:
    """Score the same table both ways, check that they agree, and measure."""
    made = case(areas, series)
    standard, scorer = sdg.load(), scorer_of(made)

    def whole() -> pd.DataFrame:
        evidence = sdg.Evidence.from_wide(made.frame, period="2024", units="series")
        return scorer.score(sdg.measure(evidence, standard), periods=["2024"]).wide()

    array = made.frame.to_numpy()
    _agree(whole(), plain(array, made.worst, made.best, made.branches), made)
    evidence = sdg.Evidence.from_wide(made.frame, period="2024", units="series")
    values = sdg.measure(evidence, standard)
    card = scorer.score(values, periods=["2024"])
    costs = costs_of(
        {
            "plain kernel": lambda: plain(array, made.worst, made.best, made.branches),
            "library": whole,
            "  Evidence.from_wide": lambda: sdg.Evidence.from_wide(made.frame, period="2024", units="series"),
            "  measure": lambda: sdg.measure(evidence, standard),
            "  score": lambda: scorer.score(values, periods=["2024"]),
            "  card.wide()": card.wide,
        },
        times=times,
    )
    return Comparison(areas, len(made.frame.columns), costs)


def scorer_of(made: Case) -> sdg.Scorer:
    """What scores a case."""
    path = Path(tempfile.mkdtemp()) / "benchmark.yaml"
    path.write_text(made.methodology, encoding="utf-8")
    return sdg.Scorer(sdg.load(), path)


def _agree(found: pd.DataFrame, expected: np.ndarray, made: Case) -> None:
    """The two must give the same numbers, otherwise comparing their speed means nothing."""
    np.testing.assert_allclose(found[made.nodes].to_numpy(), expected, rtol=1e-12, equal_nan=True)
