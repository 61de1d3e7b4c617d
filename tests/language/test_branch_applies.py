"""Branches that do not apply to every area, and gaps that nothing could fill."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sdg_standard.assess import Scorecard

WATER, INJURIES, PM, NO2 = "town.water", "town.injuries", "town.air.pm2_5", "town.air.no2"
Score = Callable[..., Scorecard]
Cell = Callable[..., Any]
INLAND = pd.DataFrame({"area": ["a", "b"], "sea": ["yes", "no"], "region": ["n", "n"]})


def ocean(more: str = "", rule: str = "{for: ocean, applies: {sea: true}}", index: str = "") -> str:
    """An ocean of two leaves, one of which also stands in spill; the index is made of ocean and land."""
    return f"""
leaves: [{{for: all, steps: []}}]
tree:
  - {{id: index, children: [ocean, land]{index}}}
  - {{id: ocean, children: [{PM}, {NO2}]}}
  - {{id: land, children: [{WATER}]}}
  - {{id: spill, children: [{PM}, {INJURIES}]}}
branches: [{{for: all, aggregate: arithmetic_mean}}, {rule}]
{more}"""


BOTH: dict[str, dict[str, Any]] = {name: {PM: 50, NO2: 30, WATER: 60, INJURIES: 10} for name in "ab"}


def test_a_branch_that_does_not_apply_gives_nothing_and_its_leaves_keep_their_scores(score: Score, cell: Cell) -> None:
    for text in (
        ocean(),
        ocean(rule="{for: index}")
        .replace(", {for: index}", "")
        .replace(f"[{PM}, {NO2}]", f"[{PM}, {NO2}], applies: {{sea: true}}"),
    ):  # as a rule, and on the node
        card = score(text, BOTH, areas=INLAND)
        assert (cell(card, "ocean"), cell(card, "index")) == (40, 50)
        assert cell(card, "ocean", "reason", area="b") == "not_applicable"
        numbers = {node: cell(card, node, area="b") for node in ("index", "land", PM, NO2, "spill")}
        assert numbers == {"index": 60, "land": 60, PM: 50, NO2: 30, "spill": 30}
        text = card.explain("b", "2024", "ocean").text
        assert "no number: it applies only where sea is yes" in text and "coverage" not in text
        assert "ocean: no number (it does not apply here)" in card.explain("b", "2024", "index").text


def test_its_leaves_count_in_coverage_wherever_else_they_stand(score: Score, cell: Cell) -> None:
    given = {name: {WATER: 60, INJURIES: 10} for name in "ab"}
    card = score(ocean(), given, areas=INLAND)
    assert (cell(card, "index", "coverage"), cell(card, "ocean", "coverage")) == (1 / 3, 0)
    assert cell(card, "index", "coverage", area="b") == 1 and cell(card, "spill", "coverage", area="b") == 0.5
    assert math.isnan(cell(card, "ocean", "coverage", area="b"))
    twice = ocean().replace(f"[{WATER}]}}", f"[{WATER}, {PM}]}}")  # PM stands below land as well
    assert cell(score(twice, given, areas=INLAND), "index", "coverage", area="b") == 0.5


@pytest.mark.parametrize(
    "needs", ["all", "{share: 1, of: leaves}", "{share: 1, of: children}", "{share: 1, of: weight}"]
)
def test_needs_do_not_count_it(score: Score, cell: Cell, needs: str) -> None:
    given = {name: {WATER: 60, INJURIES: 10} for name in "ab"}
    card = score(ocean(index=f", needs: {needs}"), given, areas=INLAND)
    assert cell(card, "index", "reason") == "below_coverage" and cell(card, "index", area="b") == 60


def test_it_is_filled_only_where_the_parent_says_so(score: Score, cell: Cell) -> None:
    for method, number in (("constant, value: 0", 60), ("group_mean, by: region", 60)):
        card = score(ocean(index=f", missing: {{method: {method}}}"), BOTH, areas=INLAND)
        assert cell(card, "index", area="b") == number
    filling = ", missing: {method: group_mean, by: region, not_applicable: fill}"
    card = score(ocean(index=filling), BOTH, areas=INLAND)
    assert (
        cell(card, "index", area="b") == (40 + 60) / 2 and cell(card, "ocean", "reason", area="b") == "not_applicable"
    )
    steps = ocean(rule="{for: ocean, applies: {sea: true}, steps: [{method: fill, from: constant, value: 9}]}")
    assert cell(score(steps, BOTH, areas=INLAND), "ocean", "reason", area="b") == "not_applicable"


def test_an_aggregate_over_leaves_leaves_its_leaves_out(score: Score, cell: Cell) -> None:
    over_leaves = ocean(index=", aggregate: {method: arithmetic_mean, over: leaves}")
    card = score(over_leaves, BOTH, areas=INLAND)
    assert cell(card, "index") == pytest.approx((50 + 30 + 60) / 3) and cell(card, "index", area="b") == 60


def test_a_branch_none_of_whose_children_applies_does_not_apply(score: Score, cell: Cell) -> None:
    text = ocean(rule="{for: ocean, applies: {sea: true}}, {for: land, applies: false}")
    card = score(text, BOTH, areas=INLAND)
    assert cell(card, "index") == 40 and cell(card, "index", "reason", area="b") == "not_applicable"
    assert "none of its parts applies here" in card.explain("b", "2024", "index").text
    assert "it applies nowhere" in card.explain("a", "2024", "land").text


def test_a_later_rule_replaces_it_and_true_is_everywhere(score: Score, cell: Cell) -> None:
    text = ocean(rule="{for: branches, applies: false}, {for: all, applies: true}")
    assert cell(score(text, BOTH, areas=INLAND), "index", area="b") == 50


def test_ranks_and_ratings_of_bands_leave_it_out_while_rated_leaves_below_it_count(score: Score, cell: Cell) -> None:
    more = """
ranks: [{for: [ocean]}]
ratings:
  bands: [{for: ocean, bands: [{label: low}, {from: 10, label: high}]}]
  means:
    - {for: leaves, bands: [{label: low}, {from: 40, label: high}]}
    - {for: ocean, method: mean_of_ratings, positions: {low: 0, high: 1}}"""
    card = score(ocean(more), BOTH, areas=INLAND)
    assert cell(card, "ocean", "rank") == 1 and math.isnan(cell(card, "ocean", "rank", area="b"))
    assert [cell(card, "ocean", "rating", area=name) for name in "ab"] == ["high", ""]
    assert [cell(card, "ocean", "rating.means", area=name) for name in "ab"] == ["low", "low"]


def test_it_does_not_apply_in_a_trend_either_unless_the_trend_says_so(score: Score, cell: Cell) -> None:
    """PM falls by 10 in four years and NO2 by 20: of the slope, which is signed, 2.5 and 5 a year."""
    given = {
        name: {PM: {"2020": 60, "2024": 50}, NO2: {"2020": 50, "2024": 30}, WATER: {"2020": 60, "2024": 60}}
        for name in "ab"
    }
    trends = """
trends:
  own: {leaves: [{for: all, read: slope}]}
  other: {leaves: [{for: all, read: slope}], branches: [{for: ocean, applies: {sea: false}}]}"""
    card = score(ocean(trends), given, areas=INLAND, periods=["2024"])
    column = "trend_value"
    assert cell(card, "ocean", column) == pytest.approx(3.75, rel=1e-3)
    assert cell(card, "index", column) == pytest.approx(3.75 / 2, rel=1e-3)
    assert math.isnan(cell(card, "ocean", column, area="b")) and cell(card, "index", column, area="b") == 0
    assert cell(card, PM, column, area="b") == pytest.approx(2.5, rel=1e-3)
    assert "own: none, since it applies only where sea is yes" in card.explain("b", "2024", "ocean").text
    column = "trend_value.other"
    assert math.isnan(cell(card, "ocean", column)) and cell(card, "ocean", column, area="b") == pytest.approx(
        3.75, rel=1e-3
    )


def test_it_has_reached_its_target_where_those_below_that_count_have(score: Score, cell: Cell) -> None:
    """Land has reached 60, PM of the ocean has not reached 10: that keeps a back, and not b."""
    given = {name: {PM: {"2020": 60, "2024": 50}, WATER: {"2020": 50, "2024": 70}} for name in "ab"}
    trend = """
points: [{for: all, goal: 60}, {for: [town.air.pm2_5, town.air.no2], goal: 10}]
trends:
  pace:
    leaves: [{for: all, read: {method: pace_to_target, target: goal, year: 2030, reached: 1}}]
    ratings: [{for: all, bands: [{label: away}, {from: 0.9, label: near}, {when: reached, label: there}]}]"""
    card = score(ocean(trend), given, areas=INLAND, periods=["2024"])
    assert [cell(card, "index", "trend", area=name) for name in "ab"] == ["away", "there"]


@pytest.mark.parametrize("aggregate", ["copeland", "benefit_of_doubt"])
def test_areas_to_which_it_does_not_apply_are_not_compared_with(score: Score, cell: Cell, aggregate: str) -> None:
    """b has more of everything, and no sea: a is as it would be without it."""
    rule = f"{{for: ocean, applies: {{sea: true}}, aggregate: {aggregate}}}"
    given: dict[str, dict[str, Any]] = {
        name: {PM: pm, NO2: no2, WATER: 1} for name, pm, no2 in (("a", 10, 20), ("b", 90, 90), ("c", 5, 30))
    }
    areas = pd.DataFrame({"area": list("abc"), "sea": ["yes", "no", "yes"]})
    card = score(ocean(rule=rule), given, areas=areas)
    assert cell(card, "ocean", "reason", area="b") == "not_applicable"
    alone = score(ocean(rule=rule), {name: given[name] for name in "ac"}, areas=areas[areas["area"] != "b"])
    assert [cell(card, "ocean", area=name) for name in "ac"] == [cell(alone, "ocean", area=name) for name in "ac"]


def test_areas_to_which_it_does_not_apply_fill_no_gap(score: Score, cell: Cell) -> None:
    rule = "{for: ocean, applies: {sea: true}, missing: {method: group_mean, by: region}}"
    given: dict[str, dict[str, Any]] = {"a": {PM: 10, WATER: 1}, "b": {PM: 9, NO2: 99, WATER: 1}, "c": {PM: 5, NO2: 30}}
    areas = pd.DataFrame({"area": list("abc"), "sea": ["yes", "no", "yes"], "region": "n"})
    card = score(ocean(rule=rule), given, areas=areas)
    assert cell(card, "ocean") == (10 + 30) / 2
    assert "mean of 1 area" in card.explain("a", "2024", "ocean").text


def test_an_area_made_of_areas_has_it_where_a_member_has(score: Score, cell: Cell) -> None:
    more = "areas: {groups: [{by: region, weight: people}]}"
    areas = pd.DataFrame({"area": list("abc"), "sea": ["yes", "no", "no"], "region": ["n", "n", "s"], "people": 1})
    card = score(ocean(more), BOTH | {"c": BOTH["a"]}, areas=areas)
    assert cell(card, "ocean", area="n") == 40 and cell(card, "ocean", "reason", area="s") == "not_applicable"


def test_one_area_scores_as_it_does_among_many(score: Score, cell: Cell) -> None:
    many = {f"t{number:05}": BOTH["a"] for number in range(9000)}  # more than one block of cases
    areas = pd.DataFrame({"area": list(many), "sea": ["yes", "no"] * 4500})
    card = score(ocean(), many, areas=areas)
    assert card.wide()["ocean"].isna().tolist() == [False, True] * 4500
    assert card.wide()["index"].tolist() == [50, 60] * 4500
    assert card.wide("coverage")["index"].eq(1).all()


# gaps that cannot be filled


@pytest.mark.parametrize("fill", ["from: group_mean, by: region", "from: group_median, by: region", "from: siblings"])
def test_a_gap_that_could_not_be_filled_is_explained(score: Score, fill: str) -> None:
    text = f"""
points: [{{for: all, worst: 0, best: 100}}]
leaves: [{{for: all, steps: [goalposts, {{method: fill, {fill}}}]}}]
tree:
  - {{id: index, children: [middle]}}
  - {{id: middle, children: [{{id: pm, series: {WATER}}}, {{id: deep, series: {WATER}}}]}}
branches: [{{for: all, aggregate: arithmetic_mean}}]"""
    areas = pd.DataFrame({"area": ["a", "b"], "region": ["n", ""]})
    card = score(text, {"a": {INJURIES: 1}, "b": {INJURIES: 1}}, areas=areas, periods=["2024"])
    for area, words in (("a", "no area with region n has a number"), ("b", "the area has no region to be filled from")):
        text = card.explain(area, "2024", "pm").text
        assert (words if "by:" in fill else "nothing that stands beside it has a number") in text
        assert "no number: nothing was reported" in text
        assert card.explain(area, "2024", "index").to_dict()["reason"] == "missing_children"


# where it does not apply, it is as if it were not there


NUMBERS = st.dictionaries(st.sampled_from([WATER, INJURIES, PM, NO2]), st.floats(0, 100, width=16), min_size=1)
MEANS = [
    "arithmetic_mean",
    "geometric_mean",
    "median",
    "minimum",
    "sum",
    "{method: mean_of_worst, k: 1}",
    "penalised_mean",
]
NEEDS = ["[]", "all", "{share: 0.5, of: leaves}", "{share: 0.5, of: children}", "{share: 0.6, of: weight}"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(numbers=NUMBERS, mean=st.sampled_from(MEANS), needs=st.sampled_from(NEEDS), over=st.booleans())
def test_it_is_as_if_it_were_not_there(
    score: Score, numbers: dict[str, float], mean: str, needs: str, over: bool
) -> None:
    """The index of an area without a sea is that of a tree without the ocean; the leaves' scores are the same."""
    aggregate = f"{{method: {mean}, over: leaves}}" if over and not mean.startswith("{") else mean

    def tree(children: str) -> str:
        return f"""
leaves: [{{for: all, steps: []}}]
tree:
  - {{id: index, children: {children}, aggregate: {aggregate}, needs: {needs}}}
  - {{id: ocean, children: [{PM}, {NO2}], applies: {{sea: true}}}}
  - {{id: land, children: [{WATER}, {PM}, low]}}
  - {{id: low, children: [{INJURIES}]}}
branches: [{{for: all, aggregate: arithmetic_mean}}]"""

    inland = pd.DataFrame({"area": ["b"], "sea": ["no"]})
    evidence: dict[str, dict[str, Any]] = {"b": dict(numbers)}
    found = score(tree("{ocean: 2, land: 3}"), evidence, areas=inland, periods=["2024"]).scores.set_index("node")
    wanted = score(tree("{land: 3}"), evidence, areas=inland, periods=["2024"]).scores.set_index("node")
    columns = ["score", "coverage", "imputed", "reason"]
    pd.testing.assert_frame_equal(found.loc[wanted.index, columns], wanted[columns])
    assert found.loc["ocean", "reason"] == "not_applicable"
