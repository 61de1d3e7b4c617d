"""Branches and trends that are filled: from siblings, from a group, from a constant; worked out by hand."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard.assess import Scorecard
from sdg_standard.errors import StandardError
from sdg_standard.scoring import tree

WATER, INJURIES, PM, NO2 = "town.water", "town.injuries", "town.air.pm2_5", "town.air.no2"
Score = Callable[..., Scorecard]
Cell = Callable[..., Any]

TREE = f"""
leaves: [{{for: all, steps: []}}]
tree:
  - {{id: index, children: {{air: 1, safety: 2, water: 1}}}}
  - {{id: air, children: [{PM}, {NO2}]}}
  - {{id: safety, children: [{INJURIES}]}}
  - {{id: water, children: [{WATER}]}}
branches:
  - {{for: all, aggregate: arithmetic_mean}}
  - {{for: {{children_of: index}}, steps: [{{method: fill, from: siblings}}, {{method: cap, max: 45}}]}}
"""
"""Values are scores. Each of the three branches below the index is filled from the other two, and held at 45."""


def test_a_branch_takes_the_mean_of_the_branches_beside_it(score: Score, cell: Cell) -> None:
    """Air is (20 + 40) / 2 = 30 and water 40, so that safety is 35 and the index (30 + 2 × 35 + 40) / 4 = 35."""
    card = score(TREE, {"a": {PM: 20, NO2: 40, WATER: 40}})
    assert [cell(card, name) for name in ("air", "safety", "water", "index")] == [30, 35, 40, 35]
    assert [cell(card, name, "imputed") for name in ("air", "safety", "water", "index")] == [False, True, False, True]
    assert cell(card, "safety", "reason") == "" and cell(card, "safety", "coverage") == 0
    assert cell(card, "index", "coverage") == 3 / 4  # of its leaves: filling changes nothing in it
    text = card.explain("a", "2024", "safety").text
    assert "the mean of what stands beside it" in text and "35" in text


def test_what_stands_behind_the_fill_is_walked_and_weights_do_not_count(score: Score, cell: Cell) -> None:
    card = score(TREE, {"a": {PM: 40, WATER: 60}})
    assert (cell(card, "air"), cell(card, "water")) == (40, 45)  # 60, held at 45
    assert cell(card, "safety") == (40 + 45) / 2  # the final numbers of both


def test_branches_are_not_filled_from_what_was_filled_itself(score: Score, cell: Cell) -> None:
    card = score(TREE, {"a": {PM: 20}, "b": {WATER: "O"}})
    assert [cell(card, name) for name in ("safety", "water", "index")] == [20, 20, 20]
    assert [cell(card, name, "reason", area="b") for name in ("safety", "index")] == ["missing_children"] * 2


@pytest.mark.parametrize(
    ("more", "reason"), [("needs: all", "below_coverage"), ("applies: {coastal: true}", "not_applicable")]
)
def test_a_branch_that_lacks_what_it_needs_or_does_not_apply_is_not_filled(
    score: Score, cell: Cell, more: str, reason: str
) -> None:
    areas = pd.DataFrame([{"area": "a", "coastal": "no"}])
    card = score(f"{TREE}  - {{for: safety, {more}}}\n", {"a": {PM: 20, WATER: 40}}, areas=areas)
    assert math.isnan(cell(card, "safety")) and cell(card, "safety", "reason") == reason
    assert cell(card, "index") == (20 + 40) / 2


def test_branches_are_filled_alike_in_blocks(score: Score, monkeypatch: pytest.MonkeyPatch) -> None:
    given = {f"t{n}": {PM: n} | ({WATER: 30} if n % 2 else {}) for n in range(7)}
    whole = score(TREE, given)
    for block in (1, 3):
        monkeypatch.setattr(tree, "BLOCK", block)
        assert score(TREE, given).scores.equals(whole.scores)


def test_a_branch_below_two_others_waits_for_the_branches_beside_it(score: Score, cell: Cell) -> None:
    """`one` stands in left beside `two` (30) and in right beside `three` (50), and is needed by both: 40."""
    text = f"""
leaves: [{{for: all, steps: []}}]
tree:
  - {{id: index, children: [left, right]}}
  - {{id: left, children: [one, two]}}
  - {{id: right, children: [one, three]}}
  - {{id: one, children: [{PM}]}}
  - {{id: two, children: [{NO2}]}}
  - {{id: three, children: [{WATER}]}}
branches:
  - {{for: all, aggregate: arithmetic_mean}}
  - {{for: one, steps: [{{method: fill, from: siblings}}]}}"""
    card = score(text, {"a": {NO2: 30, WATER: 50}})
    assert [cell(card, name) for name in ("one", "left", "right", "index")] == [40, 35, 45, 40]
    with pytest.raises(StandardError, match='"one" is to be filled from "left", which cannot be made before'):
        score(text.replace("[one, three]", "[one, three, left]"), {"a": {NO2: 30}})


def test_a_number_that_a_step_lost_and_another_filled_is_imputed(score: Score, cell: Cell) -> None:
    steps = "[{method: log}, {method: fill, from: constant, value: 7}]"
    text = f"""
leaves: [{{for: all, steps: [], gives: value}}]
tree: [{{id: index, children: [{WATER}], steps: {steps}}}]
branches: [{{for: all, aggregate: arithmetic_mean}}]"""
    card = score(text, {"a": {WATER: 0}, "b": {WATER: 1}})  # there is no logarithm of 0, and that of 1 is 0
    assert (cell(card, "index", "value"), cell(card, "index", "imputed")) == (7, True)
    assert (cell(card, "index", "value", area="b"), cell(card, "index", "imputed", area="b")) == (0, False)


# trends

SLOPES = f"""
leaves: [{{for: all, steps: []}}]
tree:
  - {{id: index, children: [air, water]}}
  - {{id: air, children: [{PM}, {NO2}]}}
  - {{id: water, children: [{WATER}]}}
branches: [{{for: all, aggregate: arithmetic_mean}}]
trends:
  rise:
    leaves: [{{for: all, read: {{method: slope, of: score}}}}, {{for: {{below: air}}, steps: [STEPS]}}]
    branches: [{{for: all, BRANCH}}]
"""


def rises(*slopes: float | None) -> dict[str, Any]:
    """Scores of PM, NO2 and water that rise so much in a year; None: nothing was observed."""
    pairs = zip((PM, NO2, WATER), slopes, strict=True)
    return {name: {"2022": 20, "2024": 20 + 2 * slope} for name, slope in pairs if slope is not None}


def rising(score: Score, steps: str, branch: str, given: dict[str, Any], **more: Any) -> Scorecard:
    text = SLOPES.replace("STEPS", steps).replace("BRANCH", branch)
    return score(text, given, periods=["2024"], **more)


def test_a_trend_is_filled_from_the_leaves_beside_it(score: Score, cell: Cell) -> None:
    card = rising(score, "{method: fill, from: siblings}", "needs: {share: 0}", {"a": rises(6, None, 2)})
    assert cell(card, NO2, "trend_value") == 6  # that of PM, the other leaf below air
    assert cell(card, "air", "trend_value") == 6 and cell(card, "index", "trend_value") == (6 + 2) / 2
    assert math.isnan(cell(card, NO2))  # the score of the leaf itself has no such step
    trend = card.explain("a", "2024", NO2).to_dict()["trends"]["rise"]
    assert [item["number"] for item in trend["steps"][0]["numbers"]["siblings"]] == [6]


SCORED = f"""
points: [{{for: all, worst: 100, best: 0}}]
leaves: [{{for: all, steps: [goalposts, {{method: fill, from: siblings}}]}}]
tree: {{id: air, children: [{PM}, {NO2}], aggregate: arithmetic_mean}}
trends: {{rise: {{leaves: [{{for: all, read: {{method: slope, of: score}}}}OTHER]}}}}
"""
"""A trend of scores that are filled from those beside them; the second leaf may be read otherwise than the first."""


@pytest.mark.parametrize("other", ["", f", {{for: {NO2}, read: {{method: slope, of: score, from: 2023}}}}"])
def test_a_trend_of_scores_sees_what_the_past_was_filled_with(score: Score, cell: Cell, other: str) -> None:
    """Scores of PM are 80, 70 and 60; those of NO2 70, 60 and, from PM, 60."""
    card = score(
        SCORED.replace("OTHER", other),
        {"a": {PM: {"2022": 20, "2023": 30, "2024": 40}, NO2: {"2022": 30, "2023": 40}}},
        periods=["2024"],
    )
    assert cell(card, PM, "trend_value") == pytest.approx(-10)
    assert cell(card, NO2, "trend_value") == pytest.approx(0 if other else (60 - 70) / 2)


def test_what_is_filled_in_a_trend_is_no_coverage(score: Score, cell: Cell) -> None:
    """Half of what stands below air has a slope of its own."""
    for share, expected in ((0.5, 6), (0.6, math.nan)):
        needs = f"needs: {{share: {share}, of: leaves}}"
        for fill in ("from: siblings", "from: constant, value: 6"):
            card = rising(score, f"{{method: fill, {fill}}}", needs, {"a": rises(6, None, 2)})
            assert cell(card, "air", "trend_value") == pytest.approx(expected, nan_ok=True)


def test_a_trend_is_filled_from_the_areas_of_a_group_where_it_applies(score: Score, cell: Cell) -> None:
    """In b and c NO2 rises by 1 and 4 a year, so that a has 2.5; d, where it does not apply, has none."""
    areas = pd.DataFrame([{"area": name, "region": "r"} for name in "abcd"])
    given = {"a": rises(6, None, 2), "b": rises(0, 1, 0), "c": rises(0, 4, 0), "d": rises(6, None, 2)}
    given["d"][NO2] = {"2022": "M", "2024": "M"}
    card = rising(score, "{method: fill, from: group_mean, by: region}", "needs: {share: 0}", given, areas=areas)
    assert cell(card, NO2, "trend_value") == 2.5 and cell(card, "air", "trend_value") == (6 + 2.5) / 2
    assert math.isnan(cell(card, NO2, "trend_value", area="d")) and cell(card, "air", "trend_value", area="d") == 6


def test_a_branch_of_a_trend_is_filled_from_the_branches_beside_it(score: Score, cell: Cell) -> None:
    steps = "steps: [{method: fill, from: siblings}]"
    text = SLOPES.replace("STEPS", "").replace("for: all, BRANCH", f"for: {{children_of: index}}, {steps}")
    card = score(text, {"a": rises(6, 2, None)}, periods=["2024"])
    assert [cell(card, name, "trend_value") for name in ("air", "water", "index")] == [4, 4, 4]


def test_a_branch_that_is_read_itself_is_filled_as_well(score: Score, cell: Cell) -> None:
    """Water has one year only, so that its path has no number; that of air, read from its own score, rises by 3."""
    steps = "steps: [{method: fill, from: siblings}]"
    text = SLOPES.replace("STEPS", "").replace("for: all, BRANCH", f"for: {{children_of: index}}, read: slope, {steps}")
    card = score(text, {"a": {**rises(3, 3, None), WATER: 50}}, periods=["2024"])
    assert [cell(card, name, "trend_value") for name in ("air", "water", "index")] == [3, 3, 3]


# steps of trends that are fitted

AMONG = f"""
reference: {{areas: scored}}
leaves: [{{for: all, steps: []}}]
tree: [{{id: index, children: [{WATER}]}}]
branches: [{{for: all, aggregate: arithmetic_mean}}]
trends: {{rise: {{leaves: [{{for: all, read: {{method: slope, of: score}}, steps: [STEPS]}}]}}}}
"""
THREE = {name: {WATER: {"2022": 20, "2024": 20 + 2 * slope}} for name, slope in (("a", 1), ("b", 2), ("c", 3))}
"""Slopes of 1, 2 and 3: their mean is 2 and their standard deviation 1."""


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ("z_score", [-1, 0, 1]),
        ("rank", [1, 2, 3]),
        ("percentile_rank", [0, 0.5, 1]),
        ("z_score, {method: scale, by: 10, offset: 50}", [40, 50, 60]),
        ("{method: goalposts, worst: mean, best: top}", [0, 0, 100]),
    ],
)
def test_steps_of_a_trend_are_fitted_to_the_trends_of_the_areas(
    score: Score, cell: Cell, steps: str, expected: list[float]
) -> None:
    points = "points: [{for: all, mean: {rule: mean}, top: {rule: best_observed}}]\n"
    text = (points if "top" in steps else "") + AMONG.replace("STEPS", steps)
    card = score(text, THREE, periods=["2024"])
    assert [cell(card, WATER, "trend_value", area=name) for name in "abc"] == pytest.approx(expected)
    frozen = sdg.Scorer(card.standard, card.methodology).fit(card.values, periods=["2024"])
    for name, number in zip("abc", expected, strict=True):  # frozen, each is scored alone as all were together
        alone = frozen.score(sdg.measure(one_area(name), card.standard), periods=["2024"])
        assert cell(alone, WATER, "trend_value", area=name) == pytest.approx(number)


def one_area(name: str) -> sdg.Evidence:
    rows = [
        {"area": name, "period": period, "series": WATER, "value": value, "unit": "%"}
        for period, value in THREE[name][WATER].items()
    ]
    return sdg.Evidence.from_frame(pd.DataFrame(rows))


def test_steps_of_a_trend_are_fitted_to_other_areas(score: Score, cell: Cell) -> None:
    """Beside b and c, of slopes 2 and 3, whose mean is 2.5 and whose standard deviation is √0.5."""
    others = sdg.Evidence.from_frame(pd.concat([one_area("b").frame, one_area("c").frame], ignore_index=True))
    card = score(AMONG.replace("STEPS", "z_score"), {"a": THREE["a"]}, periods=["2024"], reference=others)
    assert cell(card, WATER, "trend_value") == pytest.approx((1 - 2.5) / math.sqrt(0.5))
