"""Scoring N areas against what others do with the same table: copying it, plain kernels, pandas, scikit-criteria.

All of them put 91 series between goalposts and take means up four levels, but the last: scikit-criteria knows neither
gaps nor trees, and has the same table without gaps and one level of weights.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

import sdg_standard as sdg
from benchmarks.measure import Call, Cost, costs_of
from benchmarks.scoring import Case, case, plain, scorer_of

MOST_LONG = 100_000
"""So many areas in the long form of pandas: of a million it takes more memory than there is."""


@dataclass(frozen=True)
class Peers:
    """What it costs to score one table in each way."""

    areas: int
    series: int
    table: float
    """The size of the table, in MiB."""
    costs: dict[str, Cost]
    left_out: tuple[str, ...]
    """What was not measured, with why."""

    @property
    def over_copying(self) -> float:
        """How many times the time of copying the table the library takes from values to scores."""
        return self.costs["library: score"].over(self.costs["copying the table"])

    @property
    def memory(self) -> float:
        """The most memory that a score holds beside the table, over the size of the table."""
        return self.costs["library: score"].megabytes / self.table


def peers(areas: int, series: int = 91, *, times: int = 3) -> Peers:
    """Measure them, on one table and in turns. Those that give the same numbers are checked to do so."""
    made = case(areas, series)
    array, left_out = made.frame.to_numpy(), []
    expected = plain(array, made.worst, made.best, made.branches)
    calls: dict[str, Call] = {
        "copying the table": array.copy,
        "NumPy kernel": lambda: plain(array, made.worst, made.best, made.branches),
        "pandas, wide": lambda: wide(made),
    }
    np.testing.assert_allclose(wide(made).to_numpy(), expected, rtol=1e-9, equal_nan=True)
    if areas <= MOST_LONG:
        np.testing.assert_allclose(long(made).to_numpy(), expected[:, series:], rtol=1e-9, equal_nan=True)
        calls["pandas, long (branches only)"] = lambda: long(made)
    else:
        left_out.append(f"pandas, long: more than {MOST_LONG:,} areas take more memory than there is")
    for name, make in (("numba kernel", numba_kernel), ("scikit-criteria", scikit_criteria)):
        try:
            calls[name] = make(made, expected)
        except ImportError as error:
            left_out.append(f"{name}: not installed ({error.name})")
    calls |= library(made, expected)
    return Peers(areas, series, array.nbytes / 2**20, costs_of(calls, times=times), tuple(left_out))


def library(made: Case, expected: np.ndarray) -> dict[str, Call]:
    """The library, from values to scores and from a frame to a frame."""
    standard, scorer = sdg.load(), scorer_of(made)

    def measured() -> sdg.Values:
        return sdg.measure(sdg.Evidence.from_wide(made.frame, period="2024", units="series"), standard)

    values = measured()
    found = scorer.score(values, periods=["2024"]).wide()[made.nodes]
    np.testing.assert_allclose(found.to_numpy(), expected, rtol=1e-12, equal_nan=True)
    return {
        "library: score": lambda: scorer.score(values, periods=["2024"]),
        "library: wide in, wide out": lambda: scorer.score(measured(), periods=["2024"]).wide(),
    }


def wide(made: Case) -> pd.DataFrame:
    """As a notebook does it: whole columns, and a mean along the rows for each branch."""
    nodes = (100.0 * (made.frame - made.worst) / (made.best - made.worst)).clip(0.0, 100.0)
    columns = {name: nodes[name] for name in nodes.columns}
    for number, children in enumerate(made.branches):
        names = [made.nodes[child] for child in children]
        columns[f"node-{number}"] = pd.concat([columns[name] for name in names], axis=1).mean(axis=1)
    return pd.DataFrame(columns)


def long(made: Case) -> pd.DataFrame:
    """As a database does it: a row for each number, joined with its points, and groups of groups; branches only."""
    count = len(made.frame.columns)
    points = pd.DataFrame({"node": made.frame.columns, "worst": made.worst, "best": made.best})
    above = {made.nodes[child]: f"node-{number}" for number, parts in enumerate(made.branches) for child in parts}
    rows = made.frame.rename_axis("area").reset_index().melt("area", var_name="node").dropna().merge(points, on="node")
    rows["value"] = (100.0 * (rows["value"] - rows["worst"]) / (rows["best"] - rows["worst"])).clip(0.0, 100.0)
    found = []
    while len(rows := rows[rows["node"].isin(above)]):
        rows = rows.assign(node=rows["node"].map(above)).groupby(["area", "node"], as_index=False)["value"].mean()
        found.append(rows)
    scores = pd.concat(found).pivot(index="area", columns="node", values="value")
    return scores.reindex(index=made.frame.index, columns=made.nodes[count:])


def numba_kernel(made: Case, expected: np.ndarray) -> Call:
    """Row by row in compiled code. Raises ImportError without numba."""
    from numba import njit

    series = len(made.frame.columns)
    starts = np.cumsum([0, *map(len, made.branches)])
    children = np.concatenate([np.asarray(part) for part in made.branches])

    @njit(nogil=True)
    def kernel(values: Any, worst: Any, best: Any, children: Any, starts: Any) -> Any:  # pragma: no cover
        nodes = np.empty((values.shape[0], series + len(starts) - 1))
        for row in range(values.shape[0]):
            for column in range(series):
                share = 100.0 * (values[row, column] - worst[column]) / (best[column] - worst[column])
                nodes[row, column] = min(max(share, 0.0), 100.0) if share == share else np.nan
            for branch in range(len(starts) - 1):
                total, count = 0.0, 0
                for place in range(starts[branch], starts[branch + 1]):
                    number = nodes[row, children[place]]
                    if number == number:
                        total += number
                        count += 1
                nodes[row, series + branch] = total / count if count else np.nan
        return nodes

    array = made.frame.to_numpy()

    def call() -> np.ndarray:
        found: np.ndarray = kernel(array, made.worst, made.best, children, starts)
        return found

    np.testing.assert_allclose(call(), expected, rtol=1e-9, equal_nan=True)  # and compiled, before it is measured
    return call


def scikit_criteria(made: Case, expected: np.ndarray) -> Callable[[], Any]:
    """Min-max and a weighted sum, with its own classes. Raises ImportError without scikit-criteria."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import skcriteria
        from skcriteria.agg.simple import WeightedSumModel
        from skcriteria.pipelines import mkpipe
        from skcriteria.preprocessing.invert_objectives import NegateMinimize
        from skcriteria.preprocessing.scalers import MinMaxScaler

    full = made.frame.fillna(50.0).to_numpy()
    objectives = np.where(made.worst > made.best, -1, 1)
    pipe = mkpipe(NegateMinimize(), MinMaxScaler(target="matrix"), WeightedSumModel())

    def call() -> Any:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return pipe.evaluate(skcriteria.mkdm(full, objectives, weights=np.ones(len(objectives))))

    call()
    return call
