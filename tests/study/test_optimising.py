"""Weights that make components matter as asked."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard.errors import EvidenceError, UnknownId
from sdg_standard.study import optimise_weights
from twelve_towns import AREAS, FILE, INJURIES, NO2, PM, TOWN, WATER, Score, score

__all__ = ["score"]


def uncorrelated() -> pd.DataFrame:
    """Of eight towns two columns without correlation, standard deviations in the proportion of 1 to 3."""
    signs = np.array([1.0, 1, 1, 1, -1, -1, -1, -1]), np.array([1.0, -1, 1, -1, 1, -1, 1, -1])
    return pd.DataFrame({PM: 50 + signs[0], NO2: 50 + 3 * signs[1]}, index=AREAS["area"][:8])


def test_by_hand(score: Score) -> None:
    """Of w·x + v·y without correlation the correlations are as w·sd(x) to v·sd(y): equal at weights 3 to 1."""
    found = optimise_weights(score(frame=uncorrelated()), headline="air")
    assert found.reached and found.distance < 1e-4 < found.distance_before
    table = found.table.set_index("node")
    assert table["weight"].to_dict() == pytest.approx({PM: 3 / 4, NO2: 1 / 4}, abs=1e-3)
    assert table["weight_before"].to_dict() == pytest.approx({PM: 1 / 4, NO2: 3 / 4})
    assert table["correlation"].tolist() == pytest.approx([np.sqrt(1 / 2)] * 2, abs=1e-3)


@pytest.mark.parametrize(("to", "power"), [("correlations", 1), ("importance", 2)])
def test_stated_importance(score: Score, to: str, power: int) -> None:
    """Twice as important: correlations 2 to 1, or their squares, and the weights follow."""
    found = optimise_weights(score(frame=uncorrelated()), to=to, headline="air", asked={PM: 2, NO2: 1})  # type: ignore[arg-type]
    weights = found.table.set_index("node")["weight"]
    assert weights[PM] / weights[NO2] == pytest.approx(3 * 2 ** (1 / power), rel=0.01)


def test_the_methodology_that_comes_back_has_these_weights(score: Score) -> None:
    card = score()
    found = optimise_weights(card, level="series")
    assert set(found.table["branch"]) == {"air", "index"} and found.reached
    again = sdg.score(card.values, TOWN, found.methodology, areas=AREAS)
    for node, expected in found.table.set_index("node")["correlation"].items():
        a, b = again.number("index"), again.number(str(node))
        both = ~np.isnan(a) & ~np.isnan(b)
        assert np.corrcoef(a[both], b[both])[0, 1] == pytest.approx(expected)
    assert sdg.Scorer(TOWN, found.methodology).to_yaml().count("weights:") == 2


def test_over_leaves(score: Score) -> None:
    text = FILE.replace("aggregate: arithmetic_mean", "aggregate: {method: arithmetic_mean, over: leaves}")
    found = optimise_weights(score(text))
    assert found.reached and set(found.table["node"]) == {PM, NO2, WATER, INJURIES}


def test_what_cannot_be_had_says_how_far_it_came(score: Score) -> None:
    """Two columns that are one correlate alike whatever they weigh."""
    frame = uncorrelated()
    found = optimise_weights(score(frame=frame.assign(**{NO2: frame[PM]})), headline="air", asked={PM: 3, NO2: 1})
    assert not found.reached
    assert found.distance == pytest.approx(1 / 4)


def test_what_is_refused(score: Score) -> None:
    with pytest.raises(EvidenceError, match="do not look at weights: air, index"):
        optimise_weights(score(FILE.replace("aggregate: arithmetic_mean", "aggregate: minimum")), level="series")
    with pytest.raises(UnknownId):
        optimise_weights(score(), headline=WATER)
    with pytest.raises(UnknownId):
        optimise_weights(score(), asked={"town.watr": 1})
    with pytest.raises(ValueError, match="0 or more"):
        optimise_weights(score(), asked={WATER: -1})
    with pytest.raises(EvidenceError, match="2 areas"):
        optimise_weights(score(frame=uncorrelated().head(2)), headline="air")
