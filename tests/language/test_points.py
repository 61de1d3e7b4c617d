"""Reference points: given, from a benchmark, a commitment or a formula, or fitted to a reference set."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard.assess import Scorecard
from sdg_standard.catalogue import Standard
from sdg_standard.catalogue.codes import BANDS_ORDER, POINTS_ORDER
from sdg_standard.errors import StandardError

WATER, INJURIES, PM, NO2 = "town.water", "town.injuries", "town.air.pm2_5", "town.air.no2"
Score = Callable[..., Scorecard]
Cell = Callable[..., Any]
VALUES = [12.0, 20.0, 26.0, 40.0, 60.0, 90.0]
GIVEN = {f"t{place}": {PM: value} for place, value in enumerate(VALUES)}


def posts(points: str, reference: str = "{areas: scored}", steps: str = "[goalposts]", extra: str = "") -> str:
    """Goalposts that are not held at their ends, so that the score of 0 says where the worst point lies."""
    return f"""
reference: {reference}
points: [{{for: all, {points}}}]
leaves: [{{for: all, steps: {steps.replace("goalposts", "{method: goalposts, clip: none}")}}}]
tree: [{{id: index, children: [{PM}, {NO2}]}}]
branches: [{{for: all, aggregate: first}}]
{extra}"""


@pytest.fixture
def worst(score: Score) -> Callable[..., list[float]]:
    """The worst point of fine particles for each case, worked out from the scores; the best is 10."""

    def found(rule: str, given: dict[str, dict[str, Any]] = GIVEN, **more: Any) -> list[float]:
        text = posts(
            f"best: 10, worst: {rule}", **{key: more.pop(key) for key in ("reference", "extra") if key in more}
        )
        card = score(text, given, **more)
        numbers, values = card.number(PM), card._result.readout.values[card._result.index[PM]]
        return [float(x) for x in (values - 10 * numbers / 100) / (1 - numbers / 100)]

    return found


# rules


@pytest.mark.parametrize(
    ("rule", "number"),
    [
        ("50", 50),
        ("0.05 mg/m³", 50),
        ("{value: 50, basis: expert, source: illustrative}", 50),
        ("{rule: worst_observed}", 90),
        ("{rule: mean}", np.mean(VALUES)),
        ("{rule: median}", 33),
        ("{rule: percentile, p: 75}", np.percentile(VALUES, 75)),
        ("{rule: percentile, p: 25, side: worst}", np.percentile(VALUES, 75)),
        ("{rule: percentile, p: 75, side: best}", np.percentile(VALUES, 75)),
        ("{rule: percentile, p: 75, definition: inverted_cdf}", 60),
        ("{rule: mean_of_best, k: 4}", np.mean(VALUES[:4])),
        ("{rule: mean_of_best, k: 99}", np.mean(VALUES)),
        ("{rule: mean_of_best}", np.mean(VALUES[:5])),
        ("{rule: sd}", np.std(VALUES, ddof=1)),
        ("{rule: sd, ddof: 0}", np.std(VALUES)),
        ("{rule: value_of, area: t3}", 40),
        ('{formula: "best * 3"}', 30),
    ],
)
def test_rules(worst: Callable[..., list[float]], rule: str, number: float) -> None:
    assert worst(rule) == pytest.approx([number] * len(VALUES), rel=1e-9)


def test_the_best_observed(score: Score, cell: Cell) -> None:
    card = score(posts("worst: 90, best: {rule: best_observed}"), GIVEN)
    assert cell(card, PM, area="t1") == pytest.approx(100 * 70 / 78)


# else


def test_leaves_that_share_a_rule_have_a_number_each(score: Score, cell: Cell) -> None:
    """Of each period, also where the area that they look at is not there in one of them."""
    given: dict[str, dict[str, Any]] = {
        "t1": {PM: {"2020": 20, "2021": 30}, NO2: {"2020": 40, "2021": 35}},
        "t2": {PM: {"2020": 60, "2021": 50}, NO2: {"2020": 70}},
    }
    card = score(posts("best: 10, worst: {rule: value_of, area: t2, else: 90}"), given, periods=["2020", "2021"])
    assert cell(card, PM, area="t1", period="2020") == pytest.approx(100 * (60 - 20) / (60 - 10))
    assert cell(card, PM, area="t1", period="2021") == pytest.approx(100 * (50 - 30) / (50 - 10))
    assert cell(card, NO2, area="t1", period="2020") == pytest.approx(100 * (70 - 40) / (70 - 10))
    assert cell(card, NO2, area="t1", period="2021") == pytest.approx(100 * (90 - 35) / (90 - 10))
    del given["t2"]
    alone = score(posts("best: 10, worst: {rule: value_of, area: t2, else: 90}"), given, periods=["2020", "2021"])
    assert cell(alone, PM, area="t1", period="2021") == pytest.approx(100 * (90 - 30) / (90 - 10))


@pytest.mark.parametrize("other", ["40", "0.04 mg/m³", "{value: 0.04 mg/m³}", "{rule: percentile, p: 60}"])
def test_where_a_rule_finds_nothing_another_does(worst: Callable[..., list[float]], other: str) -> None:
    assert worst(f"{{rule: value_of, area: nobody, else: {other}}}") == pytest.approx([40] * 6)
    twice = f"{{rule: value_of, area: nobody, else: {{rule: value_of, area: nowhere, else: {other}}}}}"
    assert worst(twice) == pytest.approx([40] * 6)


def test_the_benchmark_behind_a_rule(score: Score, cell: Cell) -> None:
    for rule in ("{rule: benchmark}", "{rule: goalpost, else: {rule: benchmark}}"):
        text = posts(f"worst: 90, best: {{rule: value_of, area: nobody, else: {rule}}}")
        assert cell(score(text, GIVEN), PM, area="t4") == pytest.approx(100 * 30 / 80)


def test_what_stands_behind_a_rule_walks_as_well(score: Score, cell: Cell) -> None:
    """It is in the unit of the series, whichever step asks for it."""
    text = posts("best: 10, worst: {rule: value_of, area: nobody, else: 40}", steps="[log, goalposts]")
    assert cell(score(text, GIVEN), PM, area="t1") == pytest.approx(50)


def test_a_benchmark_that_there_is_not(score: Score, cell: Cell) -> None:
    text = f"""
points: [{{for: all, best: {{rule: benchmark, else: 15}}, worst: 50}}]
leaves: [{{for: all, steps: [goalposts]}}]
tree: [{{id: index, children: [{PM}]}}]
branches: [{{for: all, aggregate: first}}]"""
    assert cell(score(text, {"a": {PM: 30}}), PM) == pytest.approx(50)  # it has one, 10
    points = text.replace("best: {rule: benchmark, else: 15}", "best: {rule: goalpost, else: 15}")
    assert cell(score(points, {"a": {PM: 30}}), PM) == pytest.approx(100 * 20 / 35)


def test_what_an_area_has_adopted_or_else(score: Score, cell: Cell) -> None:
    commitments = pd.DataFrame([{"area": "t4", "series": PM, "value": 0.02, "unit": "mg/m³", "year": 2030}])
    for other, best in (("15", 15), ("{rule: mean_of_best, k: 2}", 16), ("{rule: value_of, area: x, else: 15}", 15)):
        text = posts(f"worst: 90, best: {{rule: commitment, else: {other}}}", steps="[log, goalposts]")
        card = score(text, GIVEN, commitments=commitments)
        log = math.log
        mean = (log(12) + log(20)) / 2 if best == 16 else log(best)
        assert cell(card, PM, area="t4") == pytest.approx(100 * (log(90) - log(60)) / (log(90) - log(20)))
        assert cell(card, PM, area="t3") == pytest.approx(100 * (log(90) - log(40)) / (log(90) - mean))


def test_some_leaves_have_a_rule_and_others_a_number(score: Score, cell: Cell) -> None:
    """The two walk together, and neither takes the point of the other."""
    text = posts("worst: 90, best: 10").replace(
        "worst: 90, best: 10}]", f"worst: 90, best: 10}}, {{for: {NO2}, best: {{rule: commitment}}}}]"
    )
    commitments = pd.DataFrame([{"area": "a", "series": NO2, "value": 50, "unit": "µg/m³", "year": 2030}])
    card = score(text, {"a": {PM: 50, NO2: 50}, "b": {PM: 50, NO2: 50}}, commitments=commitments)
    assert [cell(card, PM, area=area) for area in "ab"] == [50, 50]
    assert cell(card, NO2) == 100
    assert cell(card, NO2, "reason", area="b") == "no_point"


# formulas


def test_a_formula_over_fitted_points(worst: Callable[..., list[float]]) -> None:
    extra = 'middle: {formula: "(low + high) / 2"}, low: {rule: best_observed}, high: {rule: worst_observed}'
    assert worst(f"{{formula: middle}}, {extra}") == pytest.approx([51] * 6)
    assert worst(f'{{formula: "low + 3 * high"}}, {extra}') == pytest.approx([282] * 6)


def test_a_formula_over_points_that_differ_from_area_to_area(score: Score, cell: Cell) -> None:
    commitments = pd.DataFrame(
        [
            {"area": area, "series": PM, "value": to, "unit": "µg/m³", "year": 2030}
            for area, to in (("t0", 10), ("t4", 20))
        ]
    )
    text = posts('worst: 90, best: {formula: "goal / 2"}, goal: {rule: commitment}')
    card = score(text, GIVEN, commitments=commitments)
    assert cell(card, PM, area="t4") == pytest.approx(100 * 30 / 80)
    assert cell(card, PM, area="t0") == pytest.approx(100 * 78 / 85)
    assert cell(card, PM, "reason", area="t1") == "no_point"


def test_a_formula_of_each_period(score: Score, cell: Cell) -> None:
    text = posts('best: 0, worst: {formula: "2 * most"}, most: {rule: worst_observed}')
    given = {"a": {PM: {"2023": 10, "2024": 20}}, "b": {PM: {"2023": 30, "2024": 25}}}
    card = score(text, given)
    assert cell(card, PM, period="2023") == pytest.approx(100 * 50 / 60)
    assert cell(card, PM, period="2024") == pytest.approx(100 * 30 / 50)


# where and when it is fitted


def test_fitted_at_the_first_step_that_asks_and_never_again(score: Score, cell: Cell) -> None:
    steps = "[{method: cap, max: worst}, log, goalposts]"
    card = score(posts("best: 10, worst: {rule: percentile, p: 80}", steps=steps), GIVEN)
    assert cell(card, PM, area="t2") == pytest.approx(100 * math.log(60 / 26) / math.log(60 / 10))
    assert card._result.fitted[PM, "worst"] == (0, 60.0)


def test_fitted_to_values_as_they_arrive(score: Score, cell: Cell) -> None:
    card = score(posts("best: 10, worst: {rule: mean}", steps="[log, goalposts]"), GIVEN)
    mean = np.log(VALUES).mean()
    assert cell(card, PM, area="t1") == pytest.approx(100 * (mean - math.log(20)) / (mean - math.log(10)))


AREAS = pd.DataFrame({"area": list(GIVEN), "rich": [True, True, True, True, False, False]})


def test_a_reference_of_some_areas(worst: Callable[..., list[float]]) -> None:
    found = worst("{rule: worst_observed}", reference="{areas: scored, where: {rich: true}}", areas=AREAS)
    assert found == pytest.approx([40] * 6)


def test_a_rule_with_a_reference_of_its_own(worst: Callable[..., list[float]]) -> None:
    rule = "{rule: worst_observed, reference: {where: {rich: false}}}"
    found = worst(rule, reference="{areas: scored, where: {rich: true}}", areas=AREAS)
    assert found == pytest.approx([90] * 6)


def test_a_reference_of_those_that_report_enough(worst: Callable[..., list[float]]) -> None:
    given = {area: {**row, **({NO2: 1} if area != "t5" else {})} for area, row in GIVEN.items()}
    for share, most in ((0.5, 90), (0.51, 60)):
        found = worst("{rule: worst_observed}", given, reference=f"{{areas: scored, min_coverage: {share}}}")
        assert found == pytest.approx([most] * 6)


YEARS = {"a": {PM: {"2022": 80, "2023": 20, "2024": 30}}, "b": {PM: {"2022": 15, "2023": 40, "2024": 12}}}
EACH = {"2022": 80, "2023": 40, "2024": 30}


@pytest.mark.parametrize(
    ("periods", "most"),
    [
        ("each", EACH),
        ("all", dict.fromkeys(EACH, 80)),
        ("[2023]", dict.fromkeys(EACH, 40)),
        ("[2023, 2024]", dict.fromkeys(EACH, 40)),
        ("{from: 2010, to: 2022}", dict.fromkeys(EACH, 80)),
    ],
)
@pytest.mark.parametrize("scored", [["2022", "2023", "2024"], ["2024"], ["2023", "2024"]])
def test_periods_of_the_reference_whichever_are_scored(
    worst: Callable[..., list[float]], periods: str, most: dict[str, float], scored: list[str]
) -> None:
    """Asking for fewer periods does not change the yardstick."""
    reference = f"{{areas: scored, periods: {periods}}}"
    found = worst("{rule: worst_observed}", YEARS, reference=reference, periods=scored)
    assert found == pytest.approx([most[period] for period in scored for _ in range(2)])
    own = f"{{rule: worst_observed, reference: {{periods: {periods}}}}}"
    for whole in ("each", "all", "[2022]"):
        other = worst(own, YEARS, reference=f"{{areas: scored, periods: {whole}}}", periods=scored)
        assert other == pytest.approx(found)


def test_the_benchmark_in_force_at_the_period(score: Score, cell: Cell) -> None:
    """15 from 2010, 10 from 2024; nitrogen dioxide has none before 2024."""
    text = posts("worst: 50, best: {rule: benchmark, at: period}")
    card = score(text, {"a": {PM: {"2023": 30, "2024": 30}, NO2: {"2023": 30, "2024": 30}}})
    assert cell(card, PM, period="2023") == pytest.approx(100 * 20 / 35)
    assert cell(card, PM, period="2024") == 50
    assert cell(card, NO2, "reason", period="2023") == "no_benchmark"
    text = posts("worst: 50, best: {rule: benchmark, at: period, else: 20}")
    card = score(text, {"a": {NO2: {"2023": 30, "2024": 30}}})
    assert [cell(card, NO2, period=period) for period in ("2023", "2024")] == pytest.approx([200 / 3] * 2)


# another reference set


def test_a_reference_that_is_given(score: Score, cell: Cell, town: Standard, rows: Callable[..., Any]) -> None:
    text = posts("best: 10, worst: {rule: worst_observed}", "{periods: all}")
    card = score(text, {"a": {PM: 30}}, reference=rows(GIVEN))
    assert cell(card, PM) == pytest.approx(100 * 60 / 80)
    assert cell(score(text, {"a": {PM: 30}}), PM, "reason") == "no_point"
    assert "SDG723" in [problem.code for problem in score(text, {"a": {PM: 30}}).problems]


@pytest.mark.parametrize("best", ["{rule: commitment}", "{rule: benchmark, at: period}"])
def test_points_of_each_case_beside_a_reference_of_other_cases(
    score: Score, cell: Cell, rows: Callable[..., Any], best: str
) -> None:
    """The reference walks with the points of its own cases: two areas and years here, six and one there."""
    commitments = pd.DataFrame(
        [
            {"area": area, "series": PM, "value": to, "unit": "µg/m³", "year": 2030}
            for area, to in (("a", 10), ("b", 20), *((f"t{n}", 10) for n in range(6)))
        ]
    )
    text = f"""
reference: {{periods: all}}
points: [{{for: all, best: {best}, mean: {{rule: mean}}, sd: {{rule: sd}}}}]
leaves: [{{for: all, steps: [{{method: reflect, about: best, by: ratio}}, z_score]}}]
tree: [{{id: index, children: [{PM}]}}]
branches: [{{for: all, aggregate: first}}]"""
    card = score(
        text,
        {"a": {PM: {"2023": 30, "2024": 30}}, "b": {PM: {"2024": 30}}},
        reference=rows(GIVEN),
        commitments=commitments,
    )
    walked = np.array(VALUES) / 10
    mean, sd = walked.mean(), walked.std(ddof=1)
    own = {("a", "2023"): 10, ("a", "2024"): 10, ("b", "2024"): 20}
    if "benchmark" in best:
        own = {("a", "2023"): 15, ("a", "2024"): 10, ("b", "2024"): 10}
    for (area, period), point in own.items():
        assert cell(card, PM, area=area, period=period) == pytest.approx(-(30 / point - mean) / sd)


def test_given_points_that_lie_in_no_order(score: Score) -> None:
    with pytest.raises(StandardError, match="lies before"):
        score(posts("worst: 10, best: 50"), GIVEN)


def test_a_point_of_another_kind(score: Score) -> None:
    with pytest.raises(StandardError):
        score(posts("worst: 10 km, best: 5"), GIVEN)


def test_a_table_of_points(score: Score, cell: Cell, tmp_path: Any) -> None:
    table = f"series,unit,source,basis,worst,best\n{PM},mg/m³,illustrative,expert,0.05,0.01\n{NO2},,,,60,\n"
    (tmp_path / "points.csv").write_text(table, encoding="utf-8")
    text = posts("best: 20").replace("best: 20}]", "best: 20}, {table: points.csv}]")
    card = score(text, {"a": {PM: 30, NO2: 30}})
    assert [cell(card, PM), cell(card, NO2)] == [50, 75]


def test_later_rules_replace_what_they_name(score: Score, cell: Cell) -> None:
    text = posts("worst: 90, best: 10").replace("best: 10}]", f"best: 10}}, {{for: [{PM}], worst: 50}}]")
    card = score(text, {"a": {PM: 30, NO2: 30}})
    assert [cell(card, PM), cell(card, NO2)] == [50, 75]


def test_where_a_point_is_lacking_the_leaf_stands_outside(score: Score, cell: Cell, town: Standard) -> None:
    text = posts("best: 10").replace("best: 10}]", f"best: 10}}, {{for: {PM}, worst: 50}}]")
    card = score(text, {"a": {PM: 30, NO2: 30}})
    assert cell(card, NO2, "reason") == "no_point"
    assert cell(card, "index", "coverage") == 1
    with pytest.raises(StandardError, match='lacks "worst"'):
        score(f"lacking: error\n{text}", {"a": {PM: 30}})


def test_nobody_to_be_fitted_to(score: Score) -> None:
    text = posts("best: 10, worst: {rule: worst_observed}")
    for periods in ([], ["2024"]):
        card = score(text, GIVEN, areas=pd.DataFrame({"area": []}), periods=periods)
        assert len(card.scores) == 0
    empty = score(text, {"a": {NO2: 9}}, periods=["2020"])
    assert empty.wide().isna().all(axis=None)


def test_the_same_points_in_any_order_of_areas(score: Score, rows: Callable[..., Any], town: Standard) -> None:
    text = posts("best: {rule: mean_of_best, k: 3}, worst: {rule: percentile, p: 97.5}")
    first = score(text, GIVEN)
    turned = score(text, dict(reversed(GIVEN.items())))
    assert turned.scores.sort_values("area").to_csv(index=False) == first.scores.sort_values("area").to_csv(index=False)
    assert isinstance(first, sdg.assess.Scorecard)


# known faults of a source


FAULT = f"""
points: [{{for: {PM}, worst: 100, red: 40, green: 45, best: 5}}]
leaves:
  - for: all
    steps: [{{method: bands, bands: [{{score: 0}}, {{from: red, score: 1}}, {{from: green, score: 2}}]}}]
tree: [{{id: index, children: [{PM}]}}]
branches: [{{for: all, aggregate: first}}]
ratings:
  light:
    - {{for: leaves, of: value, bands: [{{label: red}}, {{from: red, label: yellow}}, {{from: green, label: green}}]}}
    - for: index
      method: worst_two
      positions: {{worst: 0, red: 1, green: 2, best: 3}}
"""
ACCEPT = f"accept: [{{check: order, at: {PM}.green, why: The source has the two exchanged.}}]"


def test_points_out_of_order_are_refused_wherever_they_are_edges(score: Score) -> None:
    with pytest.raises(StandardError) as refused:
        score(FAULT, {"a": {PM: 42}})
    assert [problem.code for problem in refused.value.problems] == [POINTS_ORDER.number]
    with pytest.raises(StandardError) as edges:
        score(
            FAULT.replace("green", "fine").replace("red:", "poor:").replace("from: red", "from: poor"), {"a": {PM: 42}}
        )
    told = [problem for problem in edges.value.problems if problem.code == BANDS_ORDER.number]
    assert len(told) == 2 and all(problem.line for problem in told)  # the step and the rating


def test_edges_out_of_order_are_named_with_the_way_to_let_them_through(score: Score) -> None:
    text = FAULT.replace("green", "fine").replace("red:", "poor:").replace("from: red", "from: poor")
    with pytest.raises(StandardError) as refused:
        score(text, {"a": {PM: 42}})
    problem = refused.value.problems[0]
    assert problem.message == f'the edge "fine" (45) stands behind the edge "poor" (40) for {PM}'
    accept = f"accept: [{{check: order, at: {PM}.fine, why: …}}]"
    assert accept in problem.cure
    card = score(text + accept.replace("…", "So printed."), {"a": {PM: 42}})
    assert not card.problems.errors  # the cure, followed


TABLES = {
    "points out of order": ("worst,best", "200,5\n{pm},100,150", '{pm}: "best" 150 lies before "worst" 100'),
    "edges out of order": ("worst,poor,fine", "50,20,10\n{pm},100,40,45", 'the edge "fine" (45, points.csv, line 3)'),
}


@pytest.mark.parametrize("fault", TABLES)
def test_an_order_fault_of_a_table_names_its_line(score: Score, tmp_path: Path, fault: str) -> None:
    names, rows, message = TABLES[fault]
    (tmp_path / "points.csv").write_text(f"series,{names}\n{NO2},{rows.format(pm=PM)}\n", encoding="utf-8")
    edges = "{from: poor, score: 1}, {from: fine, score: 2}" if "fine" in names else "{from: best, score: 1}"
    with pytest.raises(StandardError) as refused:
        score(
            f"points: [{{table: points.csv}}]\n"
            f"leaves: [{{for: all, steps: [{{method: bands, bands: [{{score: 0}}, {edges}]}}]}}]\n"
            f"tree: [{{id: index, children: [{PM}, {NO2}]}}]\nbranches: [{{for: all, aggregate: arithmetic_mean}}]\n",
            {"a": {PM: 42, NO2: 3}},
        )
    (problem,) = refused.value.problems.errors
    assert message.format(pm=PM) in problem.message and "points.csv, line 3" in problem.message
    assert f"at: {PM}." in problem.cure


def test_every_line_of_a_table_with_points_out_of_order_is_told(score: Score, tmp_path: Path) -> None:
    (tmp_path / "points.csv").write_text(f"series,worst,best\n{NO2},20,50\n{PM},100,150\n", encoding="utf-8")
    with pytest.raises(StandardError) as refused:
        score(
            f"points: [{{table: points.csv}}]\nleaves: [{{for: all, steps: [goalposts]}}]\n"
            f"tree: [{{id: index, children: [{PM}, {NO2}]}}]\nbranches: [{{for: all, aggregate: arithmetic_mean}}]\n",
            {"a": {PM: 42, NO2: 3}},
        )
    told = [problem.message.partition(":")[0] for problem in refused.value.problems.errors]
    assert told == ["points.csv, line 2", "points.csv, line 3"]


def test_a_known_fault_is_let_through_and_the_best_edge_reached_counts(score: Score, cell: Cell) -> None:
    card = score(FAULT + ACCEPT, {"a": {PM: 50}, "b": {PM: 42}, "c": {PM: 38}})
    assert [cell(card, PM, area=area) for area in "abc"] == [0, 2, 2]  # 42 is no worse than green, 45
    assert [cell(card, PM, "rating", area=area) for area in "abc"] == ["red", "green", "green"]


def test_other_edges_beside_a_known_fault_are_still_in_order(score: Score) -> None:
    with pytest.raises(StandardError, match="before"):
        score(FAULT.replace("best: 5", "best: 41") + ACCEPT, {"a": {PM: 42}})


def test_a_goal_places_a_known_fault_as_its_bands_do(score: Score, cell: Cell) -> None:
    """Who reaches green, 45, has reached red, 40, too: on the common scale both stand at 45."""
    card = score(FAULT + ACCEPT, {"a": {PM: 72.5}, "b": {PM: 42}})
    assert cell(card, "index", "rating", area="a") == "red"  # (100 - 72.5) / (100 - 45) = 0.5
    assert cell(card, "index", "rating", area="b") == "green"


def test_the_edge_of_a_formula_has_its_place_too(score: Score) -> None:
    middle = '{from: {formula: "(red + worst) / 2"}, score: 2}'
    text = FAULT.replace("red: 40, green: 45", "red: 45, green: 40").replace("{from: green, score: 2}", middle)
    with pytest.raises(StandardError, match=r"stands behind the edge \"red\" \(45\)"):
        score(text, {"a": {PM: 42}})


@pytest.mark.parametrize(
    ("points", "steps", "expected"),
    [  # one of two leaves that share their steps is fitted; one of two steps is
        (f"{{for: {PM}, best: {{rule: best_observed}}}}, {{for: {NO2}, best: 0}}", "goalposts", [100, 50]),
        ("{for: all, best: 0}", "{method: scale, by: 2}, z_score", [0.5**0.5, -(0.5**0.5)]),
    ],
)
def test_one_that_is_fitted_is_enough(score: Score, cell: Cell, points: str, steps: str, expected: list[float]) -> None:
    """Area a has 20 of PM and 50 of NO2, b has 40 and 25; the less the better, and 100 is worst."""
    text = f"""reference: {{areas: scored}}
points: [{{for: all, worst: 100}}, {points}]
leaves: [{{for: all, steps: [{steps}]}}]
tree: {{id: index, children: [{PM}, {NO2}], aggregate: arithmetic_mean}}
"""
    card = score(text, {"a": {PM: 20, NO2: 50}, "b": {PM: 40, NO2: 25}})
    assert [cell(card, name) for name in (PM, NO2)] == pytest.approx(expected)
