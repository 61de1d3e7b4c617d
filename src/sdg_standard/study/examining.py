"""Do benchmarks tell anything? Each series over many areas: how many reach its benchmark, how far scores differ."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard.assess import Scorecard, score
from sdg_standard.catalogue import Standard
from sdg_standard.measuring import measure
from sdg_standard.methodology import Methodology
from sdg_standard.model.evidence import Evidence
from sdg_standard.model.values import Values
from sdg_standard.plans import Leaf

COLUMNS = (
    "series",
    "title",
    "unit",
    "areas",
    "p10",
    "median",
    "p90",
    "benchmark",
    "basis",
    "reached",
    "share_reached",
    "scores",
    "commonest_score",
    "share_commonest",
    "top",
    "share_top",
)
EQUAL = 1e-9
"""Numbers within this much of each other, relative to their size, are one."""


def examine(
    values: Values | Evidence,
    standard: Standard,
    methodology: str | Path | Methodology = "u4ssc-performance",
    *,
    areas: pd.DataFrame | str | Path | None = None,
) -> pd.DataFrame:
    """Return for each series with a number what its benchmark and its scores say about the areas.

    Every area counts once, with its latest number. Columns: ``series, title, unit``; ``areas`` with a number; ``p10,
    median, p90`` of their values (linear between order statistics); ``benchmark`` and its ``basis``; ``reached``, how
    many are at the benchmark or better, and ``share_reached``; ``scores``, how many different ones come out;
    ``commonest_score``, and ``share_commonest``, the share of areas that have it; ``top``, how many have the best score
    of the scale, and ``share_top``. A series whose ``scores`` is 1, or whose ``share_commonest`` is near 1, does not
    tell areas apart. Raises what :func:`sdg_standard.score` raises.

    >>> import pandas as pd, sdg_standard as sdg
    >>> wide = pd.DataFrame({"u4ssc.sc.sh.si.4c": [58.0, 61.0, 85.0]}, index=["a", "b", "c"])
    >>> found = examine(sdg.Evidence.from_wide(wide, period="2023"), sdg.load())
    >>> found[["series", "areas", "median", "scores"]].values.tolist()
    [['u4ssc.sc.sh.si.4c', 3, 61.0, 2]]
    """
    card = score(values, standard, methodology, areas=areas)
    rows = [_row(card, leaf) for leaf in card._plan.leaves.values() if leaf.gives == "score"]
    return pd.DataFrame([row for row in rows if row is not None], columns=list(COLUMNS))


def side_by_side(
    values: Values | Evidence,
    standard: Standard,
    methodologies: Sequence[str],
    *,
    areas: pd.DataFrame | str | Path | None = None,
) -> pd.DataFrame:
    """Return for each series that all of several methodologies score how far each of them tells the areas apart.

    Columns: ``series, title, areas``, then for each methodology ``scores.<id>``, how many different scores come out,
    and ``share_top.<id>``, the share of areas with the best score of its scale. Raises what
    :func:`sdg_standard.score` raises.

    >>> import pandas as pd, sdg_standard as sdg
    >>> wide = pd.DataFrame({"u4ssc.sc.sh.si.4c": [58.0, 61.0, 85.0]}, index=["a", "b", "c"])
    >>> evidence = sdg.Evidence.from_wide(wide, period="2023")
    >>> found = side_by_side(evidence, sdg.load(), ["u4ssc-performance", "norway-goalposts"])
    >>> found[["scores.u4ssc-performance", "scores.norway-goalposts"]].values.tolist()
    [[2, 3]]
    """
    values = values if isinstance(values, Values) else measure(values, standard)
    found = pd.DataFrame()
    for name in methodologies:
        one = examine(values, standard, name, areas=areas)
        own = one[["series", "scores", "share_top"]].set_index("series").add_suffix(f".{name}")
        head = one.set_index("series")[["title", "areas"]]
        found = head.join(own) if found.empty else found.join(own, how="inner")
    return found.rename_axis("series").reset_index()


def _row(card: Scorecard, leaf: Leaf) -> tuple[object, ...] | None:
    row = card._result.index[leaf.id]
    values = _latest(card, card._result.readout.values[row])
    there = ~np.isnan(values)
    if not there.any():
        return None
    values = values[there]
    scores = _latest(card, card._result.numbers[row], card._result.readout.values[row])[there]
    different, commonest, most = _groups(scores[~np.isnan(scores)])
    top = _how_many(scores, card.methodology.scale.best)
    low, middle, high = np.percentile(values, [10, 50, 90])
    benchmark = leaf.series.benchmark
    mark = np.nan if benchmark is None or benchmark.value is None else float(benchmark.value)
    reached = _reached(values, mark, leaf.series.sign)
    return (
        leaf.series.id,
        leaf.title,
        leaf.series.unit or "",
        len(values),
        *(float(number) for number in (low, middle, high)),
        mark,
        benchmark.basis if benchmark else "",
        reached,
        np.nan if reached is None else reached / len(values),
        different,
        commonest,
        most / len(values),
        top,
        top / len(values),
    )


def _latest(
    card: Scorecard, numbers: NDArray[np.float64], by: NDArray[np.float64] | None = None
) -> NDArray[np.float64]:
    """The number of each area in the last period in which it has one, or in which ``by`` has one."""
    table = numbers.reshape(len(card.periods), len(card.areas))
    if not len(table):
        return np.full(len(card.areas), np.nan)
    there = ~np.isnan(table if by is None else by.reshape(table.shape))
    last = len(table) - 1 - np.argmax(there[::-1], axis=0)
    return np.where(there.any(axis=0), table[last, np.arange(table.shape[1])], np.nan)


def _reached(values: NDArray[np.float64], mark: float, sign: int) -> int | None:
    """How many are at the mark or better; None without a mark, or where neither end is better."""
    if np.isnan(mark) or sign == 0:
        return None
    return int((sign * (values - mark) >= -EQUAL * abs(mark)).sum())


def _how_many(scores: NDArray[np.float64], score: float) -> int:
    """How many have this score."""
    return int((np.abs(scores - score) <= EQUAL * max(1.0, abs(score))).sum())


def _groups(scores: NDArray[np.float64]) -> tuple[int, float, int]:
    """How many different scores there are, the commonest one, and how many have it."""
    if not len(scores):
        return 0, float("nan"), 0
    ordered = np.sort(scores)
    new = np.diff(ordered) > EQUAL * np.maximum(1.0, np.abs(ordered[:-1]))
    sizes = np.diff(np.flatnonzero(np.concatenate([[True], new, [True]])))
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    return len(sizes), float(ordered[starts[np.argmax(sizes)]]), int(sizes.max())
