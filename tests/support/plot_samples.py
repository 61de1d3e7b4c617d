"""A figure of each kind for notebooks: of a frame with a hostile name and a gap, and of a card."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

import sdg_standard as sdg
from sdg_standard import plot

CONTRACT = Path(__file__).parents[1] / "contract"
EVIL = '<script>$x^2$ \u202e"æ\n'


@lru_cache(maxsize=4)
def town(methodology: str) -> Any:
    """The small standard of the contract, five towns, two years."""
    evidence, standard = sdg.read_evidence(CONTRACT / "evidence.csv"), sdg.load(CONTRACT / "standard")
    return sdg.score(evidence, standard, methodology, areas=CONTRACT / "areas.csv", periods=["2023", "2024"])


@lru_cache(maxsize=1)
def norway() -> Any:
    return sdg.score(sdg.demo_evidence(), sdg.load(), "sdg-goals-goalposts", periods=["2021"])


def ring_frame() -> pd.DataFrame:
    rows = [("north", "", 60.0), ("south", "", 40.0)]
    rows += [(f"{part}{n}", part, 10.0 * n if n else math.nan) for part in ("north", "south") for n in range(5)]
    return pd.DataFrame(rows, columns=["node", "parent", "score"])


def indices() -> pd.DataFrame:
    """Indices of a choice that matters, of one that matters little, and of one that has none."""
    found = {"choice": [EVIL, "b", "c"]}
    for name, numbers in (("first", [0.6, 0.1, math.nan]), ("total", [0.8, 0.3, math.nan])):
        found |= {
            f"{name}{end}": [n + more for n in numbers] for end, more in (("", 0), ("_low", -0.1), ("_high", 0.1))
        }
    return pd.DataFrame(found)


FRAMES: dict[str, Callable[..., Any]] = {
    "bullets": lambda **more: plot.bullets(pd.DataFrame({"value": [60.0, math.nan]}, index=[EVIL, "Air"]), **more),
    "contributions": lambda **more: plot.contributions(
        pd.DataFrame({EVIL: [20.0], "Air": [-5.0]}, index=["A"]), **more
    ),
    "correlations": lambda **more: plot.correlations(pd.DataFrame(np.eye(6), columns=[EVIL, *"bcdef"]), **more),
    "dots": lambda **more: plot.dots(pd.DataFrame({EVIL: [60.0, 40.0]}, index=["Water", "Air"]), **more),
    "heat_map": lambda **more: plot.heat_map(pd.DataFrame({EVIL: [60.0, math.nan]}, index=["A", "B"]), **more),
    "lines": lambda **more: plot.lines(pd.DataFrame({EVIL: [1.0, 2.0]}, index=["2020", "2021"]), **more),
    "rank_intervals": lambda **more: plot.rank_intervals(
        pd.DataFrame({"area": [EVIL], "low": [1], "high": [3], "median": [2]}), **more
    ),
    "rings": lambda **more: plot.rings(ring_frame(), **more),
    "scree": lambda **more: plot.scree(
        pd.DataFrame({"component": [EVIL, "PC2"], "eigenvalue": [1.6, 0.4], "by_chance": [1.2, 0.9]}), **more
    ),
    "sensitivity": lambda **more: plot.sensitivity(indices(), **more),
    "slope": lambda **more: plot.slope(
        pd.DataFrame({"2020": [1.0, 3], "2021": [2.0, math.nan]}, index=[EVIL, "b"]), **more
    ),
    "swings": lambda **more: plot.swings(
        pd.DataFrame({"choice": [EVIL, "b"], "as_it_is": [50.0] * 2, "lowest": [40.0, 49], "highest": [55.0, 50]}),
        **more,
    ),
    "wheel": lambda **more: plot.wheel(pd.Series([60.0, math.nan], index=[EVIL, "Air"]), **more),
}
CARDS: dict[str, Callable[..., Any]] = {
    "bullets": lambda **more: plot.bullets(town("levels"), area="birch", **more),
    "contributions": lambda **more: plot.contributions(town("levels"), **more),
    "correlations": lambda **more: plot.correlations(town("levels"), nodes=town("levels").nodes, **more),
    "dots": lambda **more: plot.dots(town("levels"), **more),
    "heat_map": lambda **more: plot.heat_map(town("levels"), nodes=town("levels").nodes, **more),
    "lines": lambda **more: plot.lines(town("levels"), **more),
    "rings": lambda **more: plot.rings(norway(), area="NO-1149", **more),
    "slope": lambda **more: plot.slope(town("levels"), area="alder", **more),
    "wheel": lambda **more: plot.wheel(norway(), area="Karmøy", **more),
}
