"""Correlations between any two levels, as SciPy has them."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from sdg_standard.errors import UnknownId
from sdg_standard.study import correlations
from twelve_towns import NO2, PM, Score, score, table

__all__ = ["score"]


@pytest.mark.parametrize(
    ("method", "theirs"), [("pearson", stats.pearsonr), ("spearman", stats.spearmanr), ("kendall", stats.kendalltau)]
)
def test_between_two_levels(score: Score, method: str, theirs: object) -> None:
    card = score()
    found = correlations(card, method=method, between=("index", "series"))  # type: ignore[arg-type]
    assert len(found) == 4 and set(found["node"]) == {"index"}
    for row in found.itertuples():
        a, b = card.number("index"), card.number(str(row._2))
        both = ~np.isnan(a) & ~np.isnan(b)
        expected = theirs(a[both], b[both])  # type: ignore[operator]
        assert (row.correlation, row.p_value) == pytest.approx((expected.statistic, expected.pvalue))
        assert row.cases == both.sum()


def test_within_a_level_each_pair_once(score: Score) -> None:
    found = correlations(score(), between=("series", "series"))
    assert len(found) == 6 and not (found["node"] == found["with"]).any()


def test_p_values_beside_the_tree(score: Score) -> None:
    card = score()
    plain, more = correlations(card), correlations(card, p_values=True)
    pd.testing.assert_frame_equal(plain, more.drop(columns="p_value"))
    frame = table().dropna(subset=[PM, NO2])
    (row,) = more[(more["node"] == PM) & (more["with"] == NO2)].itertuples()
    assert row.p_value == pytest.approx(stats.pearsonr(frame[PM], frame[NO2]).pvalue)


def test_a_column_that_does_not_vary(score: Score) -> None:
    found = correlations(score(frame=table().assign(**{PM: 1.0})), method="kendall", between=("series", "series"))
    own = found[(found["node"] == PM) | (found["with"] == PM)]
    assert own["correlation"].isna().all() and own["p_value"].isna().all()
    assert all(flag == "" for flag in own["flag"]) and math.isnan(own["correlation"].iloc[0])


def test_what_there_is_not(score: Score) -> None:
    with pytest.raises(UnknownId, match="seris"):
        correlations(score(), between=("seris", "index"))
    with pytest.raises(UnknownId, match="kendal"):
        correlations(score(), method="kendal")  # type: ignore[arg-type]
