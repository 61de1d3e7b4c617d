"""What was done to values before they were scored."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from sdg_standard.study import screening, treatment
from twelve_towns import AREAS, FILE, INJURIES, LEAVES, NO2, PM, WATER, Score, score

__all__ = ["score"]
WINSORISE = "{method: winsorise, points: 1, until: {skew: 1, kurtosis: 1}, else: {method: log}}"
STEPS = f"{WINSORISE}, {{method: round, decimals: 1}}, goalposts"


POINTS = "points: [{for: all, worst: {rule: worst_observed}, best: {rule: best_observed}}]\n"


def text(more: str = "") -> str:
    return FILE.replace("steps: []", f"steps: [{STEPS}]") + "reference: {areas: scored}\n" + POINTS + more


def skewed() -> pd.DataFrame:
    """A column that needs nothing, one with one far point, one that one point does not cure, one of 12 alike."""
    base = np.arange(1.0, 13.0)
    far, wild = base.copy(), np.array([1.0, 1, 1, 1, 1, 1, 1, 2, 3, 5, 900, 90000])
    far[-1] = 500
    columns = {WATER: base, INJURIES: far, PM: wild, NO2: np.full(12, 7.25)}
    return pd.DataFrame(columns, index=AREAS["area"])


def test_each_step_of_each_leaf(score: Score) -> None:
    found = treatment(score(text(), skewed())).set_index(["leaf", "step"])
    assert len(found) == 2 * len(LEAVES)
    assert found.loc[(WATER, 1), ["method", "taken", "changed", "pulled_in"]].tolist() == ["winsorise", "none", 0, 0]
    far = found.loc[(INJURIES, 1)]
    assert far[["taken", "changed", "pulled_in", "upper"]].tolist() == ["winsorise", 1, 1, 11]
    before, after = [*range(1, 12), 500], [*range(1, 12), 11]
    for name, numbers in (("before", before), ("after", after)):
        assert far[f"skewness_{name}"] == pytest.approx(stats.skew(numbers, bias=False))
        assert far[f"kurtosis_{name}"] == pytest.approx(stats.kurtosis(numbers, bias=False))
    assert found.loc[(PM, 1), "taken"] == "log"
    assert found.loc[(NO2, 2), ["method", "taken", "changed"]].tolist() == ["round", "round", 12]
    assert math.isnan(found.loc[(NO2, 2), "pulled_in"])


def test_who_takes_part(score: Score) -> None:
    frame = skewed()
    frame.loc["t3", [WATER, INJURIES, PM]] = math.nan
    found = screening(score(text("areas: {min_coverage: 0.5}\n"), frame)).set_index("area")
    assert found["takes_part"].sum() == 11
    assert "25" in found.loc["t3", "reason"] and found.loc["t3", "coverage"] == 0.25
    assert (found.drop("t3")["reason"] == "").all()
