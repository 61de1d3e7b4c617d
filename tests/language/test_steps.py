"""The steps that a value walks: transformations, treatments and scores, with the points that walk beside it."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from sdg_standard.assess import Scorecard
from sdg_standard.catalogue import Standard
from sdg_standard.errors import StandardError

WATER, INJURIES, PM, NO2 = "town.water", "town.injuries", "town.air.pm2_5", "town.air.no2"
Score = Callable[..., Scorecard]
Cell = Callable[..., Any]
SCORED = "reference: {areas: scored}"


def walk(steps: str, points: str = "", extra: str = "", leaf: str = PM) -> str:
    """One leaf with its steps and points."""
    rule = f"points: [{{for: all, {points}}}]" if points else ""
    return f"""
{rule}
leaves: [{{for: all, steps: {steps}}}]
tree: [{{id: index, children: [{leaf}]}}]
branches: [{{for: all, aggregate: first}}]
{extra}"""


Column = Callable[..., list[Any]]


@pytest.fixture
def column(score: Score) -> Column:
    """The numbers of one leaf, area by area."""

    def numbers(text: str, given: list[Any], leaf: str = PM, **more: Any) -> list[Any]:
        towns = {f"t{place:02}": {} if value is None else {leaf: value} for place, value in enumerate(given)}
        towns["t99"] = {NO2: 1}  # so that the period is there, and somebody without a number
        card = score(text, towns, **more)
        return list(card.number(leaf)[[card.areas.index(name) for name in towns if name != "t99" and towns[name]]])

    return numbers


# transformations


@pytest.mark.parametrize(
    ("step", "change"),
    [
        ("log", math.log),
        ("{method: log, base: 10}", math.log10),
        ("{method: log, offset: 5}", lambda x: math.log(x + 5)),
        ("{method: power, p: 2}", lambda x: x**2),
        ("{method: power, p: -0.5}", lambda x: x**-0.5),
        ("sqrt", math.sqrt),
        ("reciprocal", lambda x: 1 / x),
        ("{method: box_cox, lambda: 0.5}", lambda x: (x**0.5 - 1) / 0.5),
        ("{method: box_cox, lambda: 0}", math.log),
        ("{method: scale, by: -2, offset: 3}", lambda x: 3 - 2 * x),
        ("{method: reflect, about: 25}", lambda x: abs(x - 25)),
        ("{method: reflect, about: 25, by: ratio}", lambda x: max(x / 25, 25 / x)),
    ],
)
def test_a_transformation_changes_value_and_points_alike(
    column: Column, step: str, change: Callable[[float], float]
) -> None:
    values, worst, best = [12.0, 20.0, 39.0], 60.0, 10.0
    if "reflect" in step:
        worst, best = 100.0, 26.0
    found = column(walk(f"[{step}, {{method: goalposts, clip: none}}]", f"worst: {worst}, best: {best}"), values)
    expected = [100 * (change(x) - change(worst)) / (change(best) - change(worst)) for x in values]
    assert found == pytest.approx(expected, rel=1e-12)


def test_a_falling_transformation_turns_the_direction(column: Column) -> None:
    bands = "{method: bands, bands: [{score: 0}, {from: 0.05, score: 1}, {from: 0.1, score: 2}]}"
    assert column(walk(f"[reciprocal, {bands}]"), [40, 20, 10, 5]) == [0, 1, 2, 2]
    # -1/40 = -0.025, -1/20 = -0.05, -1/15 = -0.067, -1/5 = -0.2: turned twice, the lowest is best.
    twice = f"[{{method: scale, by: -1}}, reciprocal, {bands.replace('0.', '-0.')}]"
    assert column(walk(twice), [40, 20, 15, 5]) == [0, 1, 1, 2]


def test_where_a_transformation_takes_no_value_there_is_none(score: Score, cell: Cell) -> None:
    card = score(walk("[log, goalposts]", "worst: 50, best: 10"), {"a": {PM: 0}})
    assert cell(card, PM, "reason") == "outside_domain"
    assert cell(card, "index", "coverage") == 0


def test_a_point_that_a_transformation_cannot_take_is_none(score: Score, cell: Cell) -> None:
    card = score(walk("[log, goalposts]", "worst: 50, best: 0"), {"a": {PM: 9}})
    assert cell(card, PM, "reason") == "no_point"
    assert math.isnan(cell(card, "index", "coverage"))


def test_after_a_transformation_a_number_stays_and_a_quantity_walks(column: Column) -> None:
    text = walk("[{method: log, base: 10}, {method: goalposts, worst: WORST, best: 1}]")
    for worst in ("3", "1000 µg/m³", "1 mg/m³"):
        assert column(text.replace("WORST", worst), [100]) == pytest.approx([50])


def test_reflect_takes_a_band_or_the_benchmark(score: Score, cell: Cell, larger: Standard) -> None:
    text = walk("[reflect, {method: goalposts, worst: 1, best: 0}]", leaf="town.parity")
    card = score(text, {"a": {"town.parity": 0.8}, "b": {"town.parity": 1.2}}, larger)
    assert [cell(card, "town.parity", area=area) for area in "ab"] == pytest.approx([80, 80])


def test_what_must_be_reflected_is_not_scored_before(score: Score, larger: Standard) -> None:
    with pytest.raises(StandardError, match="has a target value, and"):
        score(walk("[goalposts]", "worst: 2, best: 1", leaf="town.parity"), {"a": {"town.parity": 0.8}}, larger)


# treatments


def test_a_treatment_changes_the_value_alone(column: Column) -> None:
    text = walk("[{method: cap, min: 20, max: worst}, {method: goalposts, clip: none}]", "worst: 50, best: 10")
    assert column(text, [5, 20, 30, 90]) == pytest.approx([75, 75, 50, 0])


def test_caps_quantities_and_formulas(column: Column) -> None:
    text = walk('[{method: cap, max: 0.03 mg/m³, min: {formula: "best * 2"}}]', "best: 10")
    assert column(text, [5, 25, 90]) == pytest.approx([20, 25, 30])
    assert column(walk('[{method: cap, min: {formula: "2 + 3"}}]'), [1, 9]) == [5, 9]


def test_replaced_and_rounded(column: Column) -> None:
    assert column(walk("[{method: replace, value: 0, by: 0.1}]"), [0, 3]) == [0.1, 3]
    assert column(walk("[{method: round, decimals: 1}]"), [0.05, 0.25, 2.65]) == pytest.approx([0.1, 0.3, 2.7])
    assert column(walk("[round]"), [0.5, 1.5, 2.4999]) == [1, 2, 2]


def test_winsorised_between_points(column: Column) -> None:
    text = walk(
        "[{method: winsorise, lower: p25, upper: p75}]",
        "p25: {rule: percentile, p: 25}, p75: {rule: percentile, p: 75}",
        SCORED,
    )
    values = [1.0, 2, 3, 4, 100]
    assert column(text, values) == np.clip(values, *np.percentile(values, [25, 75])).tolist()
    assert column(walk("[{method: winsorise, upper: 50}]"), [1, 60]) == [1, 50]


LOPSIDED = [*map(float, range(1, 21)), 500.0, 900.0]


def test_winsorised_in_rounds(column: Column) -> None:
    """Two rounds: 900 to 500, both to 20; then the shape is that of 1 to 20 with two more 20."""
    text = walk("[{method: winsorise, points: 5}]", extra=SCORED)
    held = column(text, LOPSIDED)
    assert held == [*LOPSIDED[:20], 20, 20]
    assert abs(stats.skew(held, bias=False)) < 2
    # mirrored, the other side
    least = walk("[{method: scale, by: -1}, {method: winsorise, points: 5}]", extra=SCORED)
    assert column(least, LOPSIDED) == [-value for value in held]


def test_enough_rounds_are_not_there(column: Column) -> None:
    assert max(column(walk("[{method: winsorise, points: 1}]", extra=SCORED), LOPSIDED)) == 500
    loose = "[{method: winsorise, points: 5, until: {skew: 99, kurtosis: 99}}]"
    assert max(column(walk(loose, extra=SCORED), LOPSIDED)) == 900


ELSE = "{method: winsorise, points: 1, else: {method: log, offset: {of_range: 0.01}}, else_from: FROM}"


@pytest.mark.parametrize(("start", "top"), [("original", 900.0), ("treated", 500.0)])
def test_where_rounds_do_not_help_another_step_does(column: Column, start: str, top: float) -> None:
    text = walk(
        f"[{ELSE.replace('FROM', start)}, {{method: goalposts, worst: worst, best: best, clip: none}}]",
        "worst: 900, best: 1",
        SCORED,
    )

    def change(x: float) -> float:
        return math.log(x - 1 + 0.01 * (top - 1))  # the range of what the step receives

    found = column(text, LOPSIDED)
    expected = [100 * (change(min(x, top)) - change(900)) / (change(1) - change(900)) for x in LOPSIDED]
    assert found == pytest.approx(expected, rel=1e-12)


def test_each_leaf_and_each_year_takes_what_it_needs(score: Score, cell: Cell) -> None:
    """One leaf passes and the other does not; in another year it is the other way round."""
    text = f"""
{SCORED}
points: [{{for: all, best: 1, worst: 900}}]
leaves: [{{for: all, steps: [{ELSE.replace("FROM", "original")}, {{method: goalposts, clip: none}}]}}]
tree: [{{id: index, children: [{PM}, {NO2}]}}]
branches: [{{for: all, aggregate: first}}]"""
    even = [float(value) for value in range(1, 23)]
    given = {
        f"t{place:02}": {
            PM: {"2023": LOPSIDED[place], "2024": even[place]},
            NO2: {"2023": even[place], "2024": LOPSIDED[place]},
        }
        for place in range(22)
    }
    card = score(text, given)
    for node, lopsided, plain in ((PM, "2023", "2024"), (NO2, "2024", "2023")):
        assert cell(card, node, area="t09", period=plain) == pytest.approx(100 * (900 - 10) / 899)
        low, high = math.log(0.01 * 899), math.log(899 * 1.01)
        expected = 100 * (high - math.log(9 + 0.01 * 899)) / (high - low)
        assert cell(card, node, area="t09", period=lopsided) == pytest.approx(expected)


def test_the_offset_of_a_logarithm_from_the_range(column: Column) -> None:
    text = walk(
        "[{method: log, offset: {of_range: 0.1}}, {method: goalposts, worst: worst, best: best}]",
        "worst: 30, best: 10",
        SCORED,
    )
    found = column(text, [10, 20, 30])
    change = [math.log(x - 10 + 2) for x in (10, 20, 30)]
    assert found == pytest.approx([100 * (x - change[2]) / (change[0] - change[2]) for x in change])


# filled


TOWNS = pd.DataFrame({"area": list("abcdef"), "region": ["n", "n", "n", "s", "s", ""]})
GROUP = {"a": 10, "b": 40, "d": 20}


def filled(score: Score, step: str, **more: Any) -> Scorecard:
    given = {area: {WATER: 1} | ({PM: GROUP[area]} if area in GROUP else {}) for area in "abcdef"}
    text = f"""
leaves: [{{for: all, steps: []}}, {{for: {PM}, steps: [{step}]}}, {{for: {WATER}, steps: [{{method: scale}}]}}]
tree: [{{id: index, children: [{PM}, {NO2}]}}, {{id: other, children: [{WATER}]}}]
branches: [{{for: all, aggregate: first}}]"""
    return score(text.replace("steps: []", "steps: [{method: scale}]"), given, areas=TOWNS, **more)


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("{method: fill, from: constant, value: 7}", {"c": 7, "e": 7, "f": 7}),
        ("{method: fill, from: constant, value: 0.007 mg/m³}", {"c": 7, "e": 7, "f": 7}),
        ("{method: fill, from: group_mean, by: region}", {"c": 25, "e": 20, "f": None}),
        ("{method: fill, from: group_median, by: region}", {"c": 25, "e": 20, "f": None}),
    ],
)
def test_gaps_are_filled_and_said_to_be(score: Score, cell: Cell, step: str, expected: dict[str, Any]) -> None:
    card = filled(score, step)
    for area in "abcdef":
        number = GROUP.get(area, expected.get(area))
        found = card.number(PM)[card.areas.index(area)]
        assert found == pytest.approx(math.nan if number is None else number, nan_ok=True)
        imputed = area not in GROUP and number is not None
        assert cell(card, PM, "imputed", area=area) == cell(card, "index", "imputed", area=area) == imputed
        # what is filled is no observation
        assert cell(card, "index", "coverage", area=area) == (0.5 if area in GROUP else 0)


def test_groups_are_those_of_one_period(score: Score, cell: Cell) -> None:
    given = {"a": {PM: {"2023": 10, "2024": 30}}, "b": {PM: {"2023": 20}}, "c": {PM: {"2024": 50}}}
    text = walk("[{method: fill, from: group_mean, by: region}]")
    card = score(text, given, areas=TOWNS)
    assert card.number(PM)[card._result.cases.position("b", "2024")] == 40
    assert card.number(PM)[card._result.cases.position("c", "2023")] == 15


@pytest.mark.parametrize("step", ["{method: fill, from: constant}", "{method: fill, from: group_mean}"])
def test_a_fill_that_does_not_say_what_with(score: Score, step: str) -> None:
    with pytest.raises(StandardError, match="needs"):
        score(walk(f"[{step}]"), {"a": {PM: 9}})


# scores


def test_goalposts(column: Column) -> None:
    """Series A of the worked examples: 80 is worst, 5 is best."""
    points = "worst: 80, best: 5"
    assert column(walk("[goalposts]", points), [30, 95, 2]) == pytest.approx([200 / 3, 0, 100])
    free = column(walk("[{method: goalposts, clip: none}]", points), [30, 95, 2])
    assert free == pytest.approx([200 / 3, -20, 104])
    assert column(walk("[{method: goalposts, clip: top}]", points), [95, 2]) == pytest.approx([-20, 100])
    assert column(walk("[{method: goalposts, clip: bottom}]", points), [95, 2]) == pytest.approx([0, 104])
    assert column(walk("[{method: goalposts, to: [1, 10]}]", points), [80, 5]) == [1, 10]
    assert column(walk("[goalposts]", points, "scale: {worst: -1, best: 1}"), [80, 5]) == [-1, 1]


def test_share_of(column: Column, larger: Standard) -> None:
    assert column(walk("[share_of]"), [5, 10, 20, 0]) == [1, 1, 0.5, 1]  # the benchmark is 10, lower is better
    assert column(walk("[{method: share_of, clip: none}]"), [5]) == [2]
    assert column(walk("[share_of]", leaf=WATER), [50], WATER) == [0.5]
    parity = "town.parity"
    assert column(walk("[share_of]", leaf=parity), [0.64, 1.25, 1], parity, standard=larger) == [0.64, 0.8, 1]


def test_z_scores(column: Column) -> None:
    values = [10.0, 20, 60]
    expected = -(np.array(values) - 30) / np.std(values, ddof=1)
    assert column(walk("[z_score]", extra=SCORED), values) == pytest.approx(expected)
    to = "[{method: z_score, to: {mean: 100, sd: 10}}]"
    assert column(walk(to, "mean: 30, sd: 10"), values) == pytest.approx([120, 110, 70])
    population = walk("[z_score]", "sd: {rule: sd, ddof: 0}", SCORED)
    assert column(population, values) == pytest.approx(-(np.array(values) - 30) / np.std(values))


def test_ranks(column: Column) -> None:
    values = [10.0, 20, 20, 60]
    for ties, method in (("min", "min"), ("max", "max"), ("mean", "average"), ("dense", "dense")):
        found = column(walk(f"[{{method: rank, ties: {ties}}}]", extra=SCORED), values)
        assert found == stats.rankdata([-value for value in values], method=method).tolist()
    assert column(walk("[{method: rank, start: 0}]", extra=SCORED), values) == [3, 1, 1, 0]
    assert column(walk("[percentile_rank]", extra=SCORED), values) == pytest.approx([1, 1 / 3, 1 / 3, 0])
    assert column(walk("[{method: percentile_rank, ties: dense}]", extra=SCORED), values) == [1, 0.5, 0.5, 0]


def test_ranks_are_those_of_one_period_and_points_walk_beside_them(score: Score, cell: Cell) -> None:
    text = walk("[percentile_rank, {method: goalposts, worst: 0, best: 1}]", "green: 15", SCORED)
    given = {
        "a": {PM: {"2023": 10, "2024": 30}},
        "b": {PM: {"2023": 20, "2024": 20}},
        "c": {PM: {"2023": 30, "2024": 10}},
    }
    card = score(text, given)
    assert [cell(card, PM, area=area, period="2023") for area in "abc"] == [100, 50, 0]
    assert [cell(card, PM, area=area, period="2024") for area in "abc"] == [0, 50, 100]


def test_distance_in_sd(score: Score, cell: Cell) -> None:
    text = walk("[{method: distance_in_sd, FLOOR}]", "target: 10, sd: 4", "ranks: [{id: rank, for: [index]}]")
    card = score(text.replace(", FLOOR", ""), {"a": {PM: 18}, "b": {PM: 6}})
    assert [cell(card, PM, area=area) for area in "ab"] == [2, 0]
    assert [cell(card, "index", "rank", area=area) for area in "ab"] == [2, 1]  # the least distance is the best
    lower = score(text.replace("FLOOR", "floor: -9"), {"a": {PM: 18}, "b": {PM: 6}})
    assert cell(lower, PM, area="b") == -1


def test_bands(column: Column) -> None:
    """Series A on 0 to 3: an edge belongs to the better band."""
    points = "red: 50, green: 20"
    bands = (
        '[{score: 0}, {from: red, score: 1}, {from: {formula: "(red + green) / 2"}, score: 2}, {from: green, score: 3}]'
    )
    assert column(walk(f"[{{method: bands, bands: {bands}}}]", points), [65, 50, 36, 35, 30, 20, 5]) == [
        0,
        1,
        1,
        2,
        2,
        3,
        3,
    ]
    worse = walk(f"[{{method: bands, ties: worse, bands: {bands}}}]", points)
    assert column(worse, [50, 35, 20, 19]) == [0, 1, 2, 3]


def test_a_share_that_falls_into_bands(column: Column) -> None:
    bands = "[{score: 25}, {from: 0.33, score: 50}, {from: 0.66, score: 75}, {from: 0.95, score: 100}]"
    assert column(walk(f"[share_of, {{method: bands, bands: {bands}}}]"), [100, 10 / 0.33, 15, 10]) == [25, 50, 75, 100]


def test_pieces_in_both_directions(column: Column) -> None:
    """Series A at 65, 50, 35, 30 and 20 of the worked examples."""
    falling = "{method: piecewise, points: [[80, 0], [50, 1], [20, 2], [5, 3]]}"
    assert column(walk(f"[{falling}]"), [90, 65, 50, 35, 30, 20, 1]) == pytest.approx([0, 0.5, 1, 1.5, 5 / 3, 2, 3])
    rising = "{method: piecewise, points: [[5, 3], [20, 2], [50, 1], [80, 0]]}"
    assert column(walk(f"[{rising}]"), [90, 65, 30, 1]) == pytest.approx([0, 0.5, 5 / 3, 3])
    points = walk("[{method: piecewise, points: [[worst, 0], [0.03 mg/m³, 50], [best, 100]]}]", "worst: 50, best: 20")
    assert column(points, [50, 40, 30, 25, 20]) == pytest.approx([0, 25, 50, 75, 100])


def test_pieces_whose_points_differ_from_area_to_area(score: Score, cell: Cell) -> None:
    commitments = pd.DataFrame(
        [
            {"area": area, "series": PM, "value": to, "unit": "µg/m³", "year": 2030}
            for area, to in (("a", 20), ("b", 40))
        ]
    )
    text = walk("[{method: piecewise, points: [[60, 0], [best, 100]]}]", "best: {rule: commitment}")
    card = score(text, {area: {PM: 50} for area in "abc"}, commitments=commitments)
    assert [cell(card, PM, area=area) for area in "ab"] == [25, 50]
    assert cell(card, PM, "reason", area="c") == "no_point"


def test_answers(score: Score, cell: Cell, rows: Callable[..., Any], town: Standard) -> None:
    given = rows({"a": {PM: 1}, "b": {PM: 1}})
    frame = given.frame.assign(series="town.youth-council", unit="", value=["yes", "no"])
    text = walk('[{method: categories, scores: {"no": 20, "yes": 80}}]', leaf="town.youth-council")
    card = score(text, type(given).from_frame(frame))
    assert [cell(card, "town.youth-council", area=area) for area in "ab"] == [80, 20]


def test_after_a_score_points_are_on_its_scale(column: Column) -> None:
    """What is green is worth 80, and that is where the second step begins to count."""
    text = walk("[goalposts, {method: goalposts, worst: 0, best: green}]", "worst: 80, best: 5, green: 20")
    assert column(text, [80, 50, 20, 5]) == pytest.approx([0, 50, 100, 100])


def test_no_steps_say_that_it_is_a_score_already(score: Score, cell: Cell) -> None:
    card = score(walk("[]", leaf=PM), {"a": {PM: 9}})
    assert cell(card, PM) == 9
    plain = score(walk("[{method: scale}]", leaf=PM), {"a": {PM: 9}})
    assert cell(plain, PM, "value") == 9 and math.isnan(cell(plain, PM))


def test_many_cases_are_walked_in_blocks_with_points_of_their_own(
    town: Standard, score: Score, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Commitments differ from area to area; a block takes those of its own areas."""
    from sdg_standard.scoring import tree as compute

    count = 60
    commitments = pd.DataFrame(
        {
            "area": [f"t{n}" for n in range(count)],
            "series": PM,
            "value": range(1, count + 1),
            "unit": "µg/m³",
            "year": 2030,
        }
    )
    given = {f"t{n}": {PM: {"2023": 90, "2024": 70 + n / 10}, NO2: {"2024": 30}} for n in range(count)}
    text = f"""
{SCORED}
points: [{{for: all, worst: 90, best: 10}}, {{for: {PM}, best: {{rule: commitment}}, worst: {{rule: worst_observed}}}}]
leaves: [{{for: all, steps: [sqrt, goalposts]}}]
tree: [{{id: index, children: [{PM}, {NO2}]}}]
branches: [{{for: all, aggregate: geometric_mean}}]"""
    whole = score(text, given, commitments=commitments)
    for block in (1, 7, 64):
        monkeypatch.setattr(compute, "BLOCK", block)
        assert score(text, given, commitments=commitments).wide().equals(whole.wide())
    place = whole._result.cases.position("t9", "2024")
    expected = 100 * (math.sqrt(75.9) - math.sqrt(70.9)) / (math.sqrt(75.9) - math.sqrt(10))
    assert whole.number(PM)[place] == pytest.approx(expected)


# filled from siblings

DISTANCE = "{method: distance_in_sd, point: 9, sd: 5}"
SIBLINGS = f"""
points: [{{for: all, worst: 100, best: 0}}]
leaves:
  - {{for: all, steps: [goalposts, {{method: fill, from: siblings}}, {{method: round, decimals: 0}}]}}
tree: [{{id: air, children: [{PM}, {NO2}, {INJURIES}]}}]
branches: [{{for: all, aggregate: geometric_mean}}]
"""


def test_a_gap_takes_the_mean_of_the_leaves_beside_it(score: Score, cell: Cell) -> None:
    card = score(SIBLINGS, {"a": {PM: 10, NO2: 45}, "b": {PM: 10, NO2: 45, INJURIES: 100}, "c": {PM: 10}})
    assert cell(card, INJURIES) == 73  # (90 + 55) / 2 = 72.5, which the step behind it rounds
    assert cell(card, "air") == pytest.approx((90 * 55 * 73) ** (1 / 3))
    assert bool(cell(card, INJURIES, "imputed")) and bool(cell(card, "air", "imputed"))
    assert cell(card, "air", "coverage") == pytest.approx(2 / 3)  # what is filled is no coverage
    assert (cell(card, INJURIES, area="b"), cell(card, INJURIES, "imputed", area="b")) == (0, False)
    assert [cell(card, name, area="c") for name in (NO2, INJURIES)] == [90, 90]  # not from one another
    assert "the mean of what stands beside it" in str(card.explain("a", "2024", INJURIES))


def test_what_does_not_apply_or_is_not_scored_is_not_filled(score: Score, cell: Cell) -> None:
    card = score(SIBLINGS, {"a": {PM: 10, NO2: 45, INJURIES: "M"}})
    assert math.isnan(cell(card, INJURIES)) and cell(card, "air") == pytest.approx((90 * 55) ** 0.5)
    unscored = SIBLINGS.replace("leaves:", f"leaves:\n  - {{for: {INJURIES}, scored: false}}")
    card = score(unscored, {"a": {PM: 10}})
    assert math.isnan(cell(card, INJURIES)) and cell(card, NO2) == 90


def test_siblings_are_filled_alike_in_any_number_of_areas(score: Score) -> None:
    """Nothing is compared, so that thousands of areas are scored part by part with the same result."""
    given = {f"t{n:04}": {PM: float(n % 90)} | ({NO2: float(n % 70)} if n % 3 else {}) for n in range(9000)}
    card = score(SIBLINGS, given)
    numbers = card.number(INJURIES)
    expected = [100 - n % 90 if n % 3 == 0 else (200 - n % 90 - n % 70) / 2 for n in range(9000)]
    assert numbers == pytest.approx(np.floor(np.array(expected) + 0.5))
    assert card._imputed(INJURIES).all()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (f"[{PM}, {NO2}, {INJURIES}]", f"[{PM}]", "beside no other leaf"),
        ("[goalposts, {method: fill, from: siblings}", "[{method: fill, from: siblings}, goalposts", "final numbers"),
        (
            "\ntree",
            f"\n  - {{for: {NO2}, steps: [{DISTANCE}]}}\ntree",
            "of another kind",
        ),
        ("geometric_mean", "geometric_mean, steps: [{method: fill, from: siblings}]", "beside no other branch"),
    ],
)
def test_siblings_that_cannot_stand_for_one_another(score: Score, old: str, new: str, message: str) -> None:
    with pytest.raises(StandardError, match=message):
        score(SIBLINGS.replace(old, new), {"a": {PM: 10}})
