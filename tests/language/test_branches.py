"""How children become one number: aggregates, weights, what is missing, and what has to be there."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from sdg_standard.assess import Scorecard
from sdg_standard.errors import StandardError
from sdg_standard.methods import frontier, outrank, weighting

WATER, INJURIES, PM, NO2 = "town.water", "town.injuries", "town.air.pm2_5", "town.air.no2"
LEAVES = (WATER, INJURIES, PM, NO2)
Score = Callable[..., Scorecard]
Cell = Callable[..., Any]
NAN = math.nan


def index(aggregate: str, more: str = "", weights: str = "", extra: str = "") -> str:
    """One branch over four leaves whose numbers are scores already."""
    children = weights or f"[{', '.join(LEAVES)}]"
    return f"""
leaves: [{{for: all, steps: []}}]
tree: [{{id: index, children: {children}}}]
branches: [{{for: index, aggregate: {aggregate}{more and ", "}{more}}}]
{extra}"""


def four(*numbers: Any) -> dict[str, Any]:
    """A number for each leaf; one that is missing was not reported."""
    return {name: "O" if number is None else number for name, number in zip(LEAVES, numbers, strict=True)}


@pytest.fixture
def made(score: Score, cell: Cell) -> Callable[..., Any]:
    """The number of the branch for area a."""

    def number(text: str, *numbers: Any, column: str = "score", **more: Any) -> Any:
        return cell(score(text, {"a": four(*numbers), "z": {WATER: 1}}, **more), "index", column)

    return number


# aggregates


@pytest.mark.parametrize(
    ("aggregate", "expected"),
    [
        ("arithmetic_mean", 60),
        ("geometric_mean", (20 * 60 * 100) ** (1 / 3)),
        ("harmonic_mean", 3 / (1 / 20 + 1 / 60 + 1 / 100)),
        ("{method: power_mean, p: 2}", ((20**2 + 60**2 + 100**2) / 3) ** 0.5),
        ("{method: power_mean, p: 0}", (20 * 60 * 100) ** (1 / 3)),
        ("median", 60),
        ("minimum", 20),
        ("maximum", 100),
        ("sum", 180),
        ("product", 120000),
        ("{method: mean_of_worst, k: 2}", 40),
        ("first", 20),
        ("penalised_mean", 60 - statistics.pvariance([20, 60, 100]) / 60),
        ("{method: penalised_mean, sd: sample, penalty: upward}", 60 + statistics.variance([20, 60, 100]) / 60),
    ],
)
def test_aggregates_skip_what_is_missing(made: Callable[..., Any], aggregate: str, expected: float) -> None:
    assert made(index(aggregate), 20, None, 60, 100) == pytest.approx(expected, rel=1e-12)
    assert math.isnan(made(index(aggregate), None, None, None, None))
    assert made(index(aggregate), None, None, None, None, column="reason") == "missing_children"


def test_the_worked_examples(made: Callable[..., Any]) -> None:
    assert made(index("{method: penalised_mean, sd: sample}"), 85, 100, 118, None) == pytest.approx(101 - 273 / 101)
    assert made(index("penalised_mean"), 85, 100, 118, None) == pytest.approx(99.198, abs=5e-4)
    assert made(index("geometric_mean"), 20, 60, 100, None) == pytest.approx(49.324, abs=5e-4)
    assert made(index("harmonic_mean"), 20, 60, 100, None) == pytest.approx(39.130, abs=5e-4)


def test_weights(made: Callable[..., Any]) -> None:
    weights = f"{{{WATER}: 1, {INJURIES}: 3, {PM}: 0, {NO2}: 4}}"
    assert made(index("arithmetic_mean", weights=weights), 20, 60, 1, 100) == pytest.approx((20 + 180 + 400) / 8)
    assert made(index("arithmetic_mean", weights=weights), 20, 60, 1, None) == pytest.approx(50)
    assert made(index("geometric_mean", weights=weights), 20, 60, 1, 100) == pytest.approx(
        math.exp((math.log(20) + 3 * math.log(60) + 4 * math.log(100)) / 8)
    )
    assert made(index("minimum", weights=weights), 20, 60, 1, 100) == 20
    assert math.isnan(made(index("arithmetic_mean", weights=weights), None, None, 5, None))


@pytest.mark.parametrize("aggregate", ["geometric_mean", "harmonic_mean"])
def test_a_zero_gives_zero_and_a_negative_a_reason(made: Callable[..., Any], aggregate: str) -> None:
    assert made(index(aggregate), 0, 60, 100, 1) == 0
    # the values of air cannot be negative: a step makes them so
    text = index(aggregate).replace("steps: []}]", f"steps: []}}, {{for: {PM}, steps: [STEPS]}}]")
    text = text.replace("STEPS", "{method: goalposts, worst: 0, best: -1, clip: none, to: [0, 1]}")
    assert made(text, 50, 60, 7, 1, column="reason") == "outside_domain"


def test_each_leaf_once_with_its_own_weight(score: Score, cell: Cell) -> None:
    text = f"""
leaves: [{{for: all, steps: []}}, {{for: {PM}, weight: 2}}]
tree:
  - {{id: index, children: {{one: 5, two: 1, {NO2}: 7}}}}
  - {{id: one, children: [{PM}, {NO2}]}}
  - {{id: two, children: [{PM}, {WATER}]}}
branches:
  - {{for: all, aggregate: arithmetic_mean}}
  - {{for: index, aggregate: {{method: arithmetic_mean, over: leaves}}}}"""
    card = score(text, {"a": {PM: 10, NO2: 40, WATER: 100}})
    assert cell(card, "index") == pytest.approx((2 * 10 + 40 + 100) / 4)
    assert card._plan.effective_weights() == pytest.approx({PM: 0.5, NO2: 0.25, WATER: 0.25})


@pytest.mark.parametrize(
    ("formula", "expected"),
    [("water + 2 * air", 90.0), ("water / (air - 20)", NAN), ("sqrt(water - 60)", NAN), ("min(water, air)", 20.0)],
)
def test_a_formula_of_children(score: Score, cell: Cell, formula: str, expected: float) -> None:
    text = f"""
leaves: [{{for: all, steps: []}}]
tree: [{{id: index, children: [water, air], aggregate: {{formula: "{formula}"}}}},
       {{id: water, series: {WATER}}}, {{id: air, series: {PM}}}]"""
    card = score(text, {"a": {WATER: 50, PM: 20}, "b": {WATER: 50}})
    assert cell(card, "index") == pytest.approx(expected, nan_ok=True)
    assert cell(card, "index", "reason") == ("outside_domain" if math.isnan(expected) else "")
    assert cell(card, "index", "reason", area="b") == "missing_children"


# areas compared

TABLE = {"a": (90, 20, 30, None), "b": (50, 60, 70, 80), "c": (None, 80, 10, 40), "d": (10, 5, 90, 20)}
NUMBERS = np.array([[NAN if x is None else float(x) for x in row] for row in TABLE.values()])
GIVEN = {area: four(*row) for area, row in TABLE.items()}


def numbers(card: Scorecard, period: str = "2024") -> list[float]:
    return [float(card.number("index")[card._result.cases.position(area, period)]) for area in TABLE]


def test_copeland(score: Score) -> None:
    assert numbers(score(index("copeland"), GIVEN)) == outrank.copeland(NUMBERS).tolist()
    weights = f"{{{WATER}: 5, {INJURIES}: 1, {PM}: 1, {NO2}: 1}}"
    weighed = outrank.copeland(NUMBERS, weights=[5, 1, 1, 1]).tolist()
    assert numbers(score(index("copeland", weights=weights), GIVEN)) == weighed


def test_benefit_of_doubt(score: Score) -> None:
    expected = frontier.benefit_of_doubt(NUMBERS)
    assert numbers(score(index("benefit_of_doubt"), GIVEN)) == pytest.approx(expected.tolist())


@pytest.mark.parametrize("aggregate", ["copeland", "benefit_of_doubt"])
def test_each_period_is_compared_on_its_own(score: Score, aggregate: str) -> None:
    both = {
        area: {name: {"2023": number, "2024": 100 - number} for name, number in row.items() if number != "O"}
        for area, row in GIVEN.items()
    }
    card = score(index(aggregate), both)
    first = score(index(aggregate), GIVEN)
    assert numbers(card, "2023") == pytest.approx(numbers(first))
    turned = NUMBERS * -1 + 100
    kernel = outrank.copeland if aggregate == "copeland" else frontier.benefit_of_doubt
    assert numbers(card) == pytest.approx(kernel(turned).tolist())


def test_where_lower_is_better(score: Score) -> None:
    up = "{method: piecewise, points: [[0, 0], [100, 100]]}"  # whatever was better before, now more is
    text = index("copeland").replace("steps: []", f"steps: [{up}, {{method: distance_in_sd, sd: 1, point: 100}}]")
    assert numbers(score(text, GIVEN)) == outrank.copeland(NUMBERS).tolist()  # the least distance to 100
    turned = index("copeland", "direction: lower_is_better")
    assert numbers(score(turned, GIVEN)) == outrank.copeland(NUMBERS, higher_is_better=False).tolist()


# weights by rule

COMPLETE = {f"t{n}": dict(zip(LEAVES, row, strict=True)) for n, row in enumerate(
    np.round(np.random.default_rng(4).uniform(5, 95, (12, 4)), 2).tolist()
)}  # fmt: skip


@pytest.mark.parametrize("rule", ["pca", "entropy", "critic", "equal_correlation"])
def test_weights_by_rule(score: Score, rule: str) -> None:
    text = index(f"{{method: arithmetic_mean, weights: {rule}}}")
    given = {**COMPLETE, "gap": four(50, None, 60, 70)}
    card = score(text, given)
    table = np.array([list(row.values()) for row in COMPLETE.values()])
    weights = getattr(weighting, f"{rule}_weights")(table)
    expected = dict(zip(COMPLETE, table @ weights, strict=True))
    expected["gap"] = np.array([50, 60, 70]) @ weights[[0, 2, 3]] / weights[[0, 2, 3]].sum()
    found = dict(zip(card.areas, card.number("index"), strict=True))
    assert found == pytest.approx(expected)


def test_weights_that_cannot_be_had_are_equal_and_said_to_be(score: Score, cell: Cell) -> None:
    card = score(index("{method: arithmetic_mean, weights: pca}"), {"a": four(20, None, 60, 100)})
    assert cell(card, "index") == 60
    assert any("weigh the same" in problem.message for problem in card.problems)


def test_frozen_weights(made: Callable[..., Any]) -> None:
    weights = f"{{{WATER}: 0.5, {INJURIES}: 0.25, {PM}: 0.25, {NO2}: 0}}"
    assert made(index(f"{{method: arithmetic_mean, weights: {weights}}}"), 20, 60, 100, 1) == 50
    over = f"{{method: arithmetic_mean, over: leaves, weights: {weights}}}"
    assert made(index(over), 20, 60, 100, 1) == 50


# what is missing


def test_a_constant(made: Callable[..., Any]) -> None:
    text = index("arithmetic_mean", "missing: {method: constant, value: 10}")
    assert made(text, 20, None, 60, None) == 25
    assert made(text, 20, None, 60, None, column="imputed") == True  # noqa: E712
    assert made(text, 20, None, 60, None, column="coverage") == 0.5
    assert made(text, None, None, None, None) == 10


AREAS = pd.DataFrame({"area": list("abcdz"), "region": ["n", "n", "n", "s", ""], "old": [1, 0, 1, 1, 1]})


def test_the_mean_of_a_group(score: Score, cell: Cell) -> None:
    text = index("arithmetic_mean", "missing: {method: group_mean, by: region, among: all}")
    card = score(text, GIVEN, areas=AREAS)
    assert cell(card, "index") == pytest.approx((90 + 20 + 30 + (80 + 40) / 2) / 4)
    assert cell(card, "index", area="c") == pytest.approx(((90 + 50) / 2 + 80 + 10 + 40) / 4)
    assert [bool(cell(card, "index", "imputed", area=area)) for area in "abcd"] == [True, False, True, False]
    assert cell(card, NO2, "reason") == "not_reported"  # the child's own row stays empty
    assert cell(card, "index", "coverage") == 0.75


def test_the_mean_of_those_that_are_published(score: Score, cell: Cell) -> None:
    given = {**GIVEN, "c": four(None, None, None, 40)}
    rule = "missing: {method: group_mean, by: region, among: AMONG}, needs: {share: 0.5, of: children}"
    for among, mean in (("published", 80), ("all", 60)):
        card = score(index("arithmetic_mean", rule.replace("AMONG", among)), given, areas=AREAS)
        assert cell(card, "index") == pytest.approx((90 + 20 + 30 + mean) / 4)
        assert cell(card, "index", "reason", area="c") == "below_coverage"


def test_what_does_not_apply_is_filled_only_where_the_file_says_so(score: Score, cell: Cell) -> None:
    given = {**GIVEN, "a": four(90, 20, 30, "M")}
    for word, expected in (("drop", 140 / 3), ("fill", 50)):
        rule = f"missing: {{method: group_mean, by: region, not_applicable: {word}}}"
        assert cell(score(index("arithmetic_mean", rule), given, areas=AREAS), "index") == pytest.approx(expected)


def siblings(to: str) -> str:
    return index(
        "arithmetic_mean",
        f"missing: {{method: siblings, to: {to}}}",
        f"{{{WATER}: 1, {INJURIES}: 2, {PM}: 3, {NO2}: 4}}",
    )


def test_the_weight_goes_to_siblings(made: Callable[..., Any]) -> None:
    text = siblings(f"{{{NO2}: [{PM}], {INJURIES}: [{WATER}, {PM}]}}")
    assert made(text, 20, 60, 100, 10) == pytest.approx((20 + 120 + 300 + 40) / 10)
    assert made(text, 20, 60, 100, None) == pytest.approx((20 + 120 + 700) / 10)
    assert made(text, 20, None, 100, 10) == pytest.approx((2 * 20 + 4 * 100 + 40) / 10)
    assert made(text, None, None, 100, 10) == pytest.approx((5 * 100 + 40) / 9)
    # heirs that are missing too leave it to all
    assert made(text, 20, 60, None, None) == pytest.approx((20 + 120) / 3)


def test_siblings_that_are_all_missing_make_no_number(made: Callable[..., Any]) -> None:
    both = f"""
leaves: [{{for: all, steps: []}}]
tree: [{{id: index, children: [{PM}, {NO2}]}}, {{id: other, children: [{WATER}, {INJURIES}]}}]
branches:
  - {{for: all, aggregate: arithmetic_mean, missing: {{method: siblings, to: {{{PM}: [{NO2}], {NO2}: [{PM}]}}}}}}"""
    assert made(both, 1, 2, None, None, column="reason") == "missing_children"
    assert made(both, 1, 2, 30, None) == made(both, 1, 2, None, 30) == 30


def test_a_sibling_that_does_not_apply_inherits_nothing(made: Callable[..., Any]) -> None:
    text = siblings(f"{{{NO2}: [{PM}, {WATER}]}}")
    assert made(text, 20, 60, "M", None) == pytest.approx((5 * 20 + 2 * 60) / 7)
    # and what does not apply leaves nothing behind
    assert made(text, 20, 60, 100, "M") == pytest.approx((20 + 120 + 300) / 6)


def test_weights_that_move_are_compared_in_pairs(score: Score) -> None:
    """Copeland with moved weights: a pair takes the mean of both."""
    text = siblings(f"{{{NO2}: [{PM}]}}").replace("arithmetic_mean", "copeland")
    weights = np.tile([1.0, 2, 3, 4], (4, 1))
    weights[0] = [1, 2, 7, 0]
    assert numbers(score(text, GIVEN)) == outrank.copeland(NUMBERS, weights=weights).tolist()


# what has to be there


@pytest.mark.parametrize(
    ("needs", "enough"),
    [
        ("all", [True, False, False, False]),
        ("{share: 0.5}", [True, True, True, False]),
        ("{share: 0.51, of: leaves}", [True, True, False, False]),
        ("{share: 0.75, of: children}", [True, True, False, False]),
        ("{share: 0.6, of: weight}", [True, True, True, False]),
        ("{share: 0}", [True, True, True, True]),
    ],
)
def test_needs(made: Callable[..., Any], needs: str, enough: list[bool]) -> None:
    weights = f"{{{WATER}: 5, {INJURIES}: 1, {PM}: 1, {NO2}: 3}}"
    for there, expected in zip(
        ((1, 2, 3, 4), (1, 2, 3, None), (1, 2, None, None), (None, None, None, 4)), enough, strict=True
    ):
        reason = made(index("arithmetic_mean", f"needs: {needs}", weights), *there, column="reason")
        assert reason == ("" if expected else "below_coverage")


def test_exactly_the_share(made: Callable[..., Any]) -> None:
    """3 of 4 is three quarters, and 0.1 + 0.2 of the weight is 0.3."""
    weights = f"{{{WATER}: 0.1, {INJURIES}: 0.2, {PM}: 0.7, {NO2}: 0}}"
    for share, reason in ((0.3, ""), (0.3000001, "below_coverage")):
        text = index("arithmetic_mean", f"needs: {{share: {share}, of: weight}}", weights)
        assert made(text, 1, 2, None, None, column="reason") == reason


def test_the_first_need_that_fits_the_area(score: Score, cell: Cell) -> None:
    needs = "needs: [{where: {old: true}, share: 0.75}, {share: 1, of: leaves}]"
    card = score(index("arithmetic_mean", needs), {**GIVEN, "b": four(1, 2, 3, None)}, areas=AREAS)
    assert [cell(card, "index", "reason", area=area) for area in "abcd"] == ["", "below_coverage", "", ""]


def test_what_does_not_apply_is_not_needed(made: Callable[..., Any]) -> None:
    assert made(index("arithmetic_mean", "needs: all"), 1, 2, 3, "M") == 2
    assert made(index("arithmetic_mean", "needs: {share: 0.66}"), 1, 2, None, "M") == 1.5
    assert made(index("arithmetic_mean", "needs: all"), "M", "M", "M", "M", column="reason") == "not_applicable"


def test_filling_does_not_help_needs(made: Callable[..., Any]) -> None:
    text = index("arithmetic_mean", "missing: {method: constant, value: 5}, needs: all")
    assert made(text, 1, 2, 3, None, column="reason") == "below_coverage"


# steps, direction


def test_steps_of_a_branch_are_seen_by_all_that_use_it(score: Score, cell: Cell) -> None:
    text = f"""
leaves: [{{for: all, steps: []}}]
tree: [{{id: index, children: [air, {WATER}]}}, {{id: air, children: [{PM}, {NO2}]}}]
branches: [{{for: all, aggregate: arithmetic_mean}}, {{for: air, steps: [round, {{method: cap, max: 15}}]}}]"""
    card = score(text, {"a": {PM: 10, NO2: 15, WATER: 20}, "b": {PM: 20, NO2: 15, WATER: 20}})
    assert [cell(card, "air"), cell(card, "index")] == [13, 16.5]
    assert cell(card, "air", area="b") == 15


def test_a_branch_has_no_points(score: Score) -> None:
    with pytest.raises(StandardError, match="has no reference points"):
        score(index("arithmetic_mean", "steps: [goalposts]"), GIVEN)


@pytest.mark.parametrize(
    "step",
    [
        "{method: cap, max: aim}",
        "{method: share_of, point: aim}",
        '{method: goalposts, worst: 0, best: {formula: "2 * aim"}}',
        "{method: piecewise, points: [[0, 0], [aim, 100]]}",
        "{method: bands, bands: [{score: 0}, {from: aim, score: 100}]}",
    ],
)
def test_no_step_of_a_branch_finds_the_points_of_its_leaves(score: Score, step: str) -> None:
    """The leaves have all of these points, so that only the branch lacks them."""
    points = "points: [{for: all, aim: 10}]\n"
    with pytest.raises(StandardError) as refused:
        score(points + index("arithmetic_mean", f"steps: [round, {step}]"), GIVEN)
    (problem,) = refused.value.problems.errors
    assert 'the branch "index" has no reference points, and a step asks for' in problem.message
    assert problem.cure == "Write a number." and problem.line


MEANS = {"a": 10.0, "b": 20.0, "c": 60.0, "d": 30.0}
FOUR_TOWNS = {town: four(mean - 6, mean + 6, mean - 2, mean + 2) for town, mean in MEANS.items()}
SCORED = "reference: {areas: scored}"


def steps_of_index(steps: str, extra: str = SCORED) -> str:
    return index("arithmetic_mean", f"steps: [{steps}]", extra=extra)


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ("rank", [1, 2, 4, 3]),
        ("percentile_rank", [0, 1 / 3, 1, 2 / 3]),
        ("z_score", [(mean - 30) / statistics.stdev(MEANS.values()) for mean in MEANS.values()]),
        ("{method: log, offset: {of_range: 0.5}}", [math.log(mean - 10 + 0.5 * 50) for mean in MEANS.values()]),
        ("{method: winsorise, points: 1, until: {skew: 0.5, kurtosis: 0.1}}", [10, 20, 30, 30]),
        ("{method: winsorise, points: 1, until: {skew: 0.5, kurtosis: 0.1}}, z_score", [-1.30558, -0.26112, 0.78335]),
    ],
)
def test_a_branch_is_compared_with_other_areas(score: Score, steps: str, expected: list[float]) -> None:
    card = score(steps_of_index(steps), FOUR_TOWNS)
    assert not card.problems.errors
    if "z_score" in steps and "winsorise" in steps:  # of 10, 20, 30, 30: mean 22.5, sd 9.57427
        expected = [(mean - 22.5) / statistics.stdev([10, 20, 30, 30]) for mean in (10, 20, 30, 30)]
    assert list(card.number("index")) == pytest.approx(expected)


def test_each_period_is_compared_with_itself(score: Score) -> None:
    given = {
        town: {name: {"2023": 100 - number, "2024": number} for name, number in numbers.items()}
        for town, numbers in FOUR_TOWNS.items()
    }
    card = score(steps_of_index("rank"), given)
    assert list(card.number("index")) == [4, 3, 1, 2, 1, 2, 4, 3]
    pooled = score(steps_of_index("rank", "reference: {areas: scored, periods: all}"), given)
    # 90, 80, 40, 70 in 2023 and 10, 20, 60, 30 in 2024
    assert list(pooled.number("index")) == [8, 7, 4, 6, 1, 2, 5, 3]


def test_a_branch_is_compared_with_a_reference_that_is_given(score: Score, rows: Callable[..., Any]) -> None:
    card = score(steps_of_index("rank", extra=""), {"x": four(25, 25, 25, 25)}, reference=rows(FOUR_TOWNS))
    assert list(card.number("index")) == [3]  # behind 10 and 20
    weights = index("{method: arithmetic_mean, weights: entropy}")
    free = score(weights, FOUR_TOWNS)
    given = score(weights, {"a": FOUR_TOWNS["a"], "d": FOUR_TOWNS["d"]}, reference=rows(FOUR_TOWNS))
    assert given.number("index") == pytest.approx(free.number("index")[[0, 3]], rel=1e-12)


def test_where_nothing_is_to_compare_with_the_file_says_so(score: Score) -> None:
    card = score(steps_of_index("z_score", extra=""), FOUR_TOWNS)
    assert np.isnan(card.number("index")).all()
    assert {"SDG723", "SDG543"} <= {problem.code for problem in [*card.problems, *card._plan.problems]}


def test_a_branch_that_is_scored_has_the_orientation_of_its_score(score: Score, cell: Cell) -> None:
    """The children are values of which less is better; after the step more is."""
    text = f"""
tree: [{{id: index, children: [{PM}, {NO2}]}}]
branches: [{{for: all, aggregate: arithmetic_mean, steps: [{{method: goalposts, worst: 50, best: 0}}]}}]
ranks: [{{id: rank, for: [index]}}]
ratings: {{light: [{{for: index, bands: [{{label: bad}}, {{from: 60, label: good}}]}}]}}"""
    card = score(text, {"a": {PM: 10, NO2: 20}, "b": {PM: 30, NO2: 40}})
    assert [cell(card, "index", area=area) for area in "ab"] == [70, 30]  # 100 × (50 - 15) / 50
    assert [cell(card, "index", "rank", area=area) for area in "ab"] == [1, 2]
    assert [cell(card, "index", "rating", area=area) for area in "ab"] == ["good", "bad"]


def test_a_branch_is_filled_unless_it_lacks_what_it_needs(score: Score, cell: Cell) -> None:
    fill = "steps: [{method: fill, from: constant, value: 7}]"
    given = {"a": four(None, None, None, None), "b": four(2, 2, 2, 2)}
    card = score(index("arithmetic_mean", fill), given)
    assert [cell(card, "index", area=area) for area in "ab"] == [7, 2]
    assert [bool(cell(card, "index", "imputed", area=area)) for area in "ab"] == [True, False]
    card = score(index("arithmetic_mean", f"needs: {{share: 0.5, of: leaves}}, {fill}"), given)
    assert math.isnan(cell(card, "index")) and cell(card, "index", "reason") == "below_coverage"


def test_children_of_one_mean_are_of_one_kind(score: Score) -> None:
    with pytest.raises(StandardError, match="several units"):
        score(index("arithmetic_mean").replace("steps: []", "read: at_period"), GIVEN)


def test_a_tree_that_is_used_twice(score: Score, cell: Cell) -> None:
    text = f"""
leaves: [{{for: all, steps: []}}]
tree:
  - {{id: index, children: [air, both]}}
  - {{id: air, children: [{PM}, {NO2}]}}
  - {{id: both, children: [air, {WATER}]}}
branches: [{{for: all, aggregate: arithmetic_mean}}]"""
    card = score(text, {"a": {PM: 10, NO2: 30, WATER: 60}})
    assert cell(card, "index") == pytest.approx((20 + 40) / 2)
    assert card._plan.effective_weights() == pytest.approx({PM: 0.375, NO2: 0.375, WATER: 0.25})


@pytest.mark.parametrize("aggregate", ["copeland", "benefit_of_doubt", "{method: arithmetic_mean, weights: critic}"])
def test_nobody_to_compare(score: Score, aggregate: str) -> None:
    for areas, periods in (([], ["2024"]), (["a"], [])):
        card = score(index(aggregate), GIVEN, areas=pd.DataFrame({"area": areas}), periods=periods)
        assert len(card.scores) == 0


def test_many_areas_are_compared_all_at_once(score: Score, monkeypatch: pytest.MonkeyPatch) -> None:
    from sdg_standard.scoring import tree as compute

    monkeypatch.setattr(compute, "BLOCK", 2)
    assert numbers(score(index("copeland"), GIVEN)) == outrank.copeland(NUMBERS).tolist()


# weights by equal correlation


def correlated(noise: float) -> dict[str, dict[str, float]]:
    """Three that vary together, and a fourth that is their sum: it correlates more than they do, even unweighted."""
    random = np.random.default_rng(5)
    base = random.normal(0, 1, 40)
    three = [50 + 8 * (base + noise * random.normal(0, 1, 40)) for _ in range(3)]
    columns = [*three, sum(three) / 3]
    turned = [columns[0], *(100 - column for column in columns[1:])]  # of these lower is better
    names = (WATER, INJURIES, PM, NO2)
    return {f"t{n:02}": {names[k]: float(column[n]) for k, column in enumerate(turned)} for n in range(40)}


EQUAL = f"""reference: {{areas: scored}}
leaves: [{{steps: [z_score]}}]
tree: [{{id: index, children: [{WATER}, {INJURIES}, {PM}, {NO2}]}}]
branches: [{{aggregate: {{method: arithmetic_mean, weights: equal_correlation}}}}]
"""


def test_equal_correlation_says_how_far_from_equal_it_ended(score: Score) -> None:
    card = score(EQUAL, correlated(0.8))
    told = [problem for problem in card.problems if problem.code == "SDG752"]
    assert len(told) == 1 and told[0].severity == "warning"
    frame = card.wide()
    found = frame[[WATER, INJURIES, PM, NO2]].corrwith(frame["index"])
    assert f"they end between {found.min():.3f}" in told[0].message
    assert f"and {found.max():.3f} ({NO2}); these weigh 0: {NO2}" in told[0].message
    assert found.idxmax() == NO2 and found.max() - found.min() > 0.05


def test_where_they_are_equal_nothing_is_said(score: Score) -> None:
    given = {area: {name: row[name] for name in (WATER, INJURIES, PM)} for area, row in correlated(0.8).items()}
    text = EQUAL.replace(f", {NO2}]}}]\nbranches", "]}]\nbranches")
    assert not [problem for problem in score(text, given).problems if problem.code == "SDG752"]


def test_what_is_needed_by_weight_is_counted_by_the_weights_that_a_rule_made(score: Score) -> None:
    """What is alike everywhere weighs nothing: of the weight all is there without it, and nothing with it alone."""
    text = f"""reference: {{areas: scored}}
leaves: [{{for: all, steps: []}}]
tree: {{id: index, children: [{WATER}, {PM}]}}
branches: [{{aggregate: {{method: arithmetic_mean, weights: entropy}}, needs: {{share: 0.75, of: weight}}}}]
"""
    given = {name: {WATER: 50.0, PM: value} for name, value in (("a", 10.0), ("b", 20.0), ("c", 90.0))}
    card = score(text, given | {"d": {PM: 40.0}, "e": {WATER: 50.0}})
    found = card.scores[card.scores["node"] == "index"].set_index("area")
    assert found.loc["d", "score"] == 40
    assert found.loc["e", "reason"] == "below_coverage"
    assert [need["there"] for area in "de" for need in card.explain(area, "2024", "index").to_dict()["needs"]] == [1, 0]
