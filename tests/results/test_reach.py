"""Which scores a methodology can give at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sdg_standard as sdg
from sdg_standard.assess import Scorecard
from sdg_standard.results.reach import reachable

Score = Callable[..., Scorecard]
TREE = "tree: [{id: index, children: [town.water, town.youth-council]}]\n"
MEAN = "branches: [{for: all, aggregate: arithmetic_mean}]\n"
BANDS = "steps: [{method: bands, bands: [{score: 25}, {from: 33, score: 50}, {from: 95, score: 90}]}]"
ANSWERS = '{for: town.youth-council, steps: [{method: categories, scores: {"no": 30, "yes": 100}}]}'
OF_BANDS = f"leaves: [{{for: town.water, {BANDS}}}, {ANSWERS}]\n"


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        (OF_BANDS + TREE + MEAN, (25, 100)),
        (OF_BANDS.replace(BANDS, "steps: [{method: goalposts, worst: 0, best: 100}]") + TREE + MEAN, (0, 100)),
        (
            OF_BANDS.replace(BANDS, "steps: [{method: goalposts, worst: 0, best: 100, to: [40, 80]}]") + TREE + MEAN,
            (30, 100),
        ),
        (
            OF_BANDS.replace(BANDS, "steps: [{method: piecewise, points: [[0, 20], [100, 60]]}]") + TREE + MEAN,
            (20, 100),
        ),
        (OF_BANDS.replace(BANDS, "steps: [{method: z_score, mean: 50, sd: 10}]") + TREE + MEAN, (0, 100)),
        (OF_BANDS + TREE + MEAN.replace("arithmetic_mean", "sum"), (0, 100)),
        (OF_BANDS + TREE + "branches: [{for: all, aggregate: minimum}]\n", (25, 100)),
        (OF_BANDS + TREE + MEAN.replace("}]", ", missing: {method: constant, value: 0}}]"), (0, 100)),
    ],
)
def test_the_ends(text: str, ends: tuple[float, float], scored: Score) -> None:
    card = scored(text, {"alder": {"water": 50}})
    assert reachable(card._plan) == ends


@settings(max_examples=25)
@given(water=st.floats(0, 100), council=st.sampled_from(["yes", "no"]))
def test_nothing_lies_outside(water: float, council: str, town: Any) -> None:
    import pandas as pd

    from sdg_standard.model.evidence import Evidence

    rows = [
        {"area": "alder", "period": "2024", "series": "town.water", "value": water, "unit": "%"},
        {"area": "alder", "period": "2024", "series": "town.youth-council", "value": council, "unit": ""},
    ]
    card = sdg.score(Evidence.from_frame(pd.DataFrame(rows)), town, "levels", periods=["2024"])
    low, high = reachable(card._plan)
    numbers = card.scores["score"].dropna()
    assert ((numbers >= low) & (numbers <= high)).all()
