"""Other schools of decision beside an index, by way of pymcdm."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from sdg_standard.errors import UnknownId
from sdg_standard.study import multi_criteria
from twelve_towns import AREAS, NO2, PM, Score, score, table

__all__ = ["score"]
pytestmark = [pytest.mark.integration]
pytest.importorskip("pymcdm", reason="pymcdm is not installed")


def test_topsis_and_vikor_by_hand(score: Score) -> None:
    """Three towns, weights 1/4 and 3/4. TOPSIS: columns over √Σx²; distances to the best and the worst of each.

    VIKOR with v = ½: S the weighted sum, R the largest, of (best - x)/(best - worst).
    """
    frame = pd.DataFrame({PM: [3.0, 0.0, 4.0], NO2: [4.0, 3.0, 0.0]}, index=AREAS["area"][:3])
    found = multi_criteria(score(frame=frame), "air").set_index(["method", "area"])["number"]
    x = frame.to_numpy() / 5 * np.array([0.25, 0.75])  # both columns have length 5
    to_best = np.sqrt(((x - x.max(axis=0)) ** 2).sum(axis=1))
    to_worst = np.sqrt(((x - x.min(axis=0)) ** 2).sum(axis=1))
    assert found["topsis"].tolist() == pytest.approx(to_worst / (to_best + to_worst))
    lost = np.array([[1 / 4, 0.0], [1.0, 1 / 4], [0.0, 1.0]]) * np.array([0.25, 0.75])
    s, r = lost.sum(axis=1), lost.max(axis=1)
    q = (s - s.min()) / np.ptp(s) / 2 + (r - r.min()) / np.ptp(r) / 2
    assert found["vikor"].tolist() == pytest.approx(q)
    wins = np.array([[0, 1, 0.75], [0, 0, 0.75], [0.25, 0.25, 0]])  # weight of what one is better in than the other
    assert found["promethee"].tolist() == pytest.approx((wins.sum(axis=1) - wins.sum(axis=0)) / 2)


def test_ranks_beside_the_branchs_own(score: Score) -> None:
    card = score()
    found = multi_criteria(card)
    assert set(found["area"]) == set(AREAS["area"]) - {"t8", "t3"} | {"t3"}  # t8 lacks a child of the index
    assert (found["moves"] == found["own_rank"] - found["rank"]).all()
    own = found[found["method"] == "topsis"]
    assert sorted(own["own_rank"]) == list(range(1, 12))


def test_nothing_to_compare(score: Score) -> None:
    assert multi_criteria(score(frame=table().head(1))).empty
    same = multi_criteria(score(frame=table().assign(**{PM: 1.0, NO2: 2.0})), "air")
    assert same.empty
    with pytest.raises(UnknownId, match="topsi"):
        multi_criteria(score(), methods=["topsi"])  # type: ignore[list-item]
    with pytest.raises(UnknownId):
        multi_criteria(score(), PM)
    assert math.isfinite(multi_criteria(score(), methods=["vikor"])["number"].sum())
