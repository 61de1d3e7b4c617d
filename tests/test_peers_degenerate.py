"""What the best peer accepts without a word, or answers with a raw error: named errors and declared results.

Row 10 of `composite_indicator_peers.md`, section 2, part by part; the other rows are in `test_peers_defects.py`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import sdg_standard as sdg
from two_series import (
    AS_SCORES,
    BOTH,
    ONE,
    POINTS,
    RATE,
    SCORED,
    evidence,
    index,
    of_values,
    problem_of,
    scored,
    standard,
    table,
)

Rows = list[tuple[str, int, str, float]]


# infinite values


@pytest.mark.parametrize("value", ["inf", "-inf", "1e999", "Infinity", math.inf, -math.inf])
def test_an_infinite_value_is_refused_and_the_others_stay(tmp_path: Path, value: Any) -> None:
    frame = pd.DataFrame(
        {"area": "x", "period": "2024", "series": ["two.a", "two.b"], "unit": [RATE, "%"], "value": [value, 62.0]}
    )
    card = sdg.score(sdg.Evidence.from_frame(frame), standard(tmp_path, POINTS + SCORED + BOTH), "m")
    (problem,) = card.problems.errors
    assert (problem.code, problem.row, problem.field) == ("SDG708", 2, "value") and problem.cure
    assert card.wide("reason").loc[("x", "2024"), "two.a"] == "refused"
    assert card.wide().loc[("x", "2024"), "goal"] == 44


@pytest.mark.parametrize(
    "text",
    [
        "points: [{for: two.a, worst: .inf, best: 5}]\n" + SCORED + ONE,
        POINTS + SCORED + BOTH.replace("[two.a, two.b]", "{two.a: .inf, two.b: 1}"),
        POINTS + "leaves: [{for: all, steps: [goalposts], weight: .inf}]\n" + BOTH,
        POINTS + SCORED + BOTH.replace("arithmetic_mean", "{method: power_mean, p: .inf}"),
        "scale: {worst: 0, best: .inf}\n" + POINTS + SCORED + BOTH,
        "leaves: [{for: all, steps: [{method: cap, max: .nan}]}]\n" + ONE,
    ],
    ids=["point", "weight of a child", "weight of a leaf", "exponent", "scale", "limit"],
)
def test_an_infinite_number_in_a_file_is_refused(tmp_path: Path, text: str) -> None:
    assert problem_of(tmp_path, text).code == "SDG122"


def test_an_infinite_commitment_is_refused(tmp_path: Path) -> None:
    text = "points: [{for: all, worst: 80, best: {rule: commitment}}]\n" + SCORED + ONE
    adopted = pd.DataFrame([{"area": "x30", "series": "two.a", "value": "inf", "unit": RATE, "year": 2030}])
    card = sdg.score(evidence(of_values("two.a", [30])), standard(tmp_path, text), "m", commitments=adopted)
    assert [problem.code for problem in card.problems.errors] == ["SDG727"]
    assert card.wide("reason").loc[("x30", "2024"), "two.a"] == "no_point"


TOO_LARGE = ("{method: power, p: 3}", "{method: scale, by: 1.0e+200}", "reciprocal, {method: scale, by: 1.0e+200}")


@pytest.mark.parametrize("steps", TOO_LARGE)
def test_what_becomes_too_large_on_the_way_is_no_number(tmp_path: Path, steps: str) -> None:
    value = 1e-200 if "reciprocal" in steps else 1e200
    found = scored(tmp_path, f"leaves: [{{for: all, steps: [{steps}]}}]\n{ONE}", [("x", 2024, "two.a", value)])
    assert math.isnan(found["x", "goal"]["value"]) and found["x", "goal"]["reason"] == "missing_children"


# weights


WEIGHTED: dict[str, Callable[[float], str]] = {
    "child": lambda w: index("arithmetic_mean", f"{{two.a: {w}, two.b: {min(w, 0) + 1 if w else 0}}}"),
    "leaf": lambda w: index("arithmetic_mean").replace("steps: []}", f"steps: []}}, {{for: leaves, weight: {w}}}"),
    "aggregate": lambda w: index(f"{{method: arithmetic_mean, weights: {{two.a: {w}, two.b: {w}}}}}", "[two.a, two.b]"),
    "minimum": lambda w: index("minimum").replace("steps: []}", f"steps: []}}, {{for: leaves, weight: {w}}}"),
    "copeland": lambda w: index("copeland").replace("steps: []}", f"steps: []}}, {{for: leaves, weight: {w}}}"),
}
"""Every place where a file may write weights."""


@pytest.mark.parametrize("where", WEIGHTED)
def test_negative_weights_are_refused(tmp_path: Path, where: str) -> None:
    problem = problem_of(tmp_path, WEIGHTED[where](-1))
    assert problem.code in ("SDG413", "SDG137")
    assert "negative" in problem.message or "must be at least 0" in problem.message


@pytest.mark.parametrize("where", WEIGHTED)
def test_weights_that_are_all_zero_are_refused(tmp_path: Path, where: str) -> None:
    problem = problem_of(tmp_path, WEIGHTED[where](0))
    assert problem.code == "SDG413"
    assert re.search("have the weight 0|all weights are 0", problem.message)


def test_where_only_what_weighs_nothing_is_there_is_no_number(tmp_path: Path) -> None:
    text = index("arithmetic_mean", "{two.a: 0, two.b: 1}")
    found = scored(tmp_path, text, table({"x": (20, None), "y": (20, 60)}))
    assert math.isnan(found["x", "goal"]["score"]) and found["x", "goal"]["reason"] == "missing_children"
    assert found["y", "goal"]["score"] == 60


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ("{two.a: 1, two.z: 1, two.b: 1}", '"goal" has no child "two.z"; did you mean'),
        ("{two.a: 1}", 'the weights of "goal" leave out "two.b"'),
    ],
)
def test_weights_of_nobody_are_refused(tmp_path: Path, weights: str, message: str) -> None:
    text = index(f"{{method: arithmetic_mean, weights: {weights}}}", "[two.a, two.b]")
    assert problem_of(tmp_path, text).message.startswith(message)


@pytest.mark.parametrize("weight", [-5, "inf", "many"])
def test_an_area_with_such_a_weight_does_not_count_and_is_named(tmp_path: Path, weight: Any) -> None:
    text = "areas: {groups: [{by: region, weight: people}]}\n" + index("arithmetic_mean", "[two.a]")
    areas = pd.DataFrame({"area": ["x", "y", "z"], "region": "north", "people": [weight, 10, 30]})
    loaded = standard(tmp_path, text)
    card = sdg.score(evidence(table({"x": (20,), "y": (30,), "z": (50,)})), loaded, "m", areas=areas)
    assert card.wide().loc[("north", "2024"), "goal"] == (10 * 30 + 30 * 50) / 40
    (problem,) = [problem for problem in card.problems if problem.code == "SDG730"]
    assert '"people" of "x"' in problem.message and problem.severity == "warning"
    values = sdg.measure(evidence(table({"x": (20,), "y": (30,), "z": (50,)})), loaded)
    made = sdg.aggregate_areas(values, areas.rename(columns={"region": "group"}), weight="people")
    assert "SDG730" in [problem.code for problem in made.problems]


# goalposts in the wrong order


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("points: [{for: all, worst: 5, best: 80}]\n" + SCORED, '"best" 80 lies before "worst" 5'),
        ("points: [{for: all, worst: 80, red: 20, green: 50, best: 5}]\n" + SCORED, '"green" 50 lies before "red" 20'),
        ("leaves: [{for: all, steps: [{method: winsorise, lower: 50, upper: 20}]}]\n", "`lower` 50 is above `upper`"),
        ("leaves: [{for: all, steps: [{method: cap, min: 50, max: 20}]}]\n", "`min` 50 is above `max` 20"),
    ],
    ids=["points", "thresholds", "winsorise", "cap"],
)
def test_goalposts_in_the_wrong_order_are_refused(tmp_path: Path, text: str, message: str) -> None:
    assert message in problem_of(tmp_path, text + ONE).message


@pytest.mark.parametrize(
    ("points", "ends", "said"),
    [
        ("", "worst: 5, best: 80", "from 5 as the worst to 80 as the best"),
        ("far: 80, near: 5", "worst: near, best: far", 'from "near" (5) as the worst to "far" (80) as the best'),
        ("worst: 80, best: 5", "worst: best, best: worst", 'from "best" (5) as the worst to "worst" (80) as the best'),
    ],
    ids=["numbers", "own names", "exchanged"],
)
def test_a_step_that_says_so_itself_may_be_meant_and_is_asked_about(
    tmp_path: Path, points: str, ends: str, said: str
) -> None:
    rule = f"points: [{{for: all, {points}}}]\n" if points else ""
    loaded = standard(tmp_path, f"{rule}leaves: [{{for: all, steps: [{{method: goalposts, {ends}}}]}}]\n{ONE}")
    (problem,) = loaded.problems
    assert (problem.code, problem.severity) == ("SDG532", "warning") and problem.line and problem.cure
    assert f"{said}, although good falls here" in problem.message


def test_of_a_growth_more_is_better_whatever_the_series(tmp_path: Path) -> None:
    """A falls from 40 to 30 in a year: a quarter, which is half way from no change to a half."""
    text = (
        "points: [{for: all, worst: WORST, best: BEST}]\nleaves: [{for: all, read: growth_rate, steps: [goalposts]}]\n"
    )
    rows = [("x", 2023, "two.a", 40.0), ("x", 2024, "two.a", 30.0)]
    right = text.replace("WORST", "0").replace("BEST", "0.5") + ONE
    assert scored(tmp_path / "right", right, rows)["x", "goal"]["score"] == pytest.approx(100 * 0.25 / 0.5)
    wrong = text.replace("WORST", "0.5").replace("BEST", "0") + ONE
    assert "good rises here" in problem_of(tmp_path / "wrong", wrong).message


@pytest.mark.parametrize(
    ("points", "reference"),
    [
        ("worst: {rule: worst_observed}, best: 50", "{areas: scored}"),
        ("worst: 9, best: {rule: mean_of_best, k: 1}", "{areas: scored}"),
        ("worst: {rule: percentile, p: 10}, best: {rule: percentile, p: 90}", "{areas: scored}"),
        ("worst: 9, best: {rule: commitment}", "{}"),
    ],
    ids=["worst fitted", "best fitted", "both fitted", "commitment"],
)
def test_data_that_put_the_worst_end_beyond_the_best_give_no_number(
    tmp_path: Path, points: str, reference: str
) -> None:
    """Of A less is better, all areas lie beyond one end: turned round, those who have arrived would earn nothing."""
    text = f"reference: {reference}\npoints: [{{for: all, {points}}}]\n{SCORED}{ONE}"
    adopted = pd.DataFrame(
        [{"area": f"x{n}", "series": "two.a", "value": 10, "unit": RATE, "year": 2030} for n in (10, 20, 30)]
    )
    found = scored(tmp_path, text, of_values("two.a", [10, 20, 30]), commitments=adopted)
    for area in ("x10", "x20", "x30"):
        assert math.isnan(found[area, "two.a"]["score"]) and found[area, "two.a"]["reason"] == "no_point"


def test_a_scale_that_falls_is_one_where_less_is_better(tmp_path: Path) -> None:
    """Of A less is better: 20 has 20 of 100 points, 30 has a third, and 20 comes first."""
    text = POINTS + SCORED + BOTH + "scale: {worst: 100, best: 0}\nranks: [{id: rank, for: [goal]}]\n"
    found = scored(tmp_path, text, of_values("two.a", [20, 30]))
    assert [found[area, "goal"]["score"] for area in ("x20", "x30")] == pytest.approx([100 * 15 / 75, 100 * 25 / 75])
    assert [found[area, "goal"]["rank"] for area in ("x20", "x30")] == [1, 2]


# a constant column


FITTED = "reference: {areas: scored}\n"
OBSERVED = FITTED + "points: [{for: all, worst: {rule: worst_observed}, best: {rule: best_observed}}]\n"
CONSTANT: Rows = [(f"x{n}", 2024, "two.a", 7.0) for n in range(6)]


@pytest.mark.parametrize(
    "step",
    [
        "{method: winsorise, points: 5}",
        "{method: winsorise, points: 5, else: {method: log, offset: {of_range: 0.01}}}",
        "{method: winsorise, lower: low, upper: high}",
    ],
)
def test_a_constant_column_is_left_as_it_is_by_winsorising(tmp_path: Path, step: str) -> None:
    points = "points: [{for: all, low: {rule: percentile, p: 5}, high: {rule: percentile, p: 95}}]\n"
    found = scored(tmp_path, f"{FITTED}{points}leaves: [{{for: all, steps: [{step}]}}]\n{ONE}", CONSTANT)
    assert [found[f"x{n}", "goal"]["value"] for n in range(6)] == [7] * 6


@pytest.mark.parametrize(
    ("points", "step"),
    [
        (OBSERVED, "goalposts"),
        (FITTED, "z_score"),
        (FITTED + "points: [{for: all, target: 5, sd: {rule: sd}}]\n", "distance_in_sd"),
    ],
)
def test_a_constant_column_has_no_score_among_itself_and_a_reason(tmp_path: Path, points: str, step: str) -> None:
    found = scored(tmp_path, f"{points}leaves: [{{for: all, steps: [{step}]}}]\n{ONE}", CONSTANT)
    assert math.isnan(found["x0", "two.a"]["score"])
    assert (found["x0", "two.a"]["reason"], found["x0", "goal"]["reason"]) == ("no_point", "missing_children")


def test_equal_goalposts_give_no_number(tmp_path: Path) -> None:
    text = "points: [{for: all, worst: 30, best: 30}]\n" + SCORED + ONE
    found = scored(tmp_path, text, of_values("two.a", [20, 30, 40]))
    for area in ("x20", "x30", "x40"):
        assert math.isnan(found[area, "two.a"]["score"]) and found[area, "two.a"]["reason"] == "no_point"


def test_a_scale_has_two_ends(tmp_path: Path) -> None:
    step = "leaves: [{for: all, steps: [{method: goalposts, to: [5, 5]}]}]\n"
    for name, text in (("file", "scale: {worst: 5, best: 5}\n" + SCORED), ("step", step)):
        assert problem_of(tmp_path / name, text + POINTS + BOTH).message == "both ends of the scale are 5"


# two aggregates at the top


def test_of_two_roots_both_are_made_and_the_first_is_the_headline(tmp_path: Path) -> None:
    text = f"""{AS_SCORES}
tree: [{{id: one, children: [two.a]}}, {{id: other, children: [two.b]}}]
branches: [{{for: all, aggregate: arithmetic_mean}}]
ranks: [{{id: rank, for: [one, other]}}]
"""
    card = sdg.score(evidence(table({"x": (20, 70), "y": (30, 60)})), standard(tmp_path, text), "m")
    wide = card.wide().loc[("x", "2024")]
    assert (wide["one"], wide["other"]) == (20, 70)
    assert card.wide("rank").loc[("x", "2024"), ["one", "other"]].tolist() == [2, 1]
    assert card.nodes[0] == "one" and card._plan.effective_weights() == {"two.a": 1, "two.b": 0}


@pytest.mark.parametrize(
    ("aggregate", "code"),
    [
        ("{method: median, formula: two}", "SDG411"),
        ("[arithmetic_mean, minimum]", "SDG132"),
        ("arithmetic_mean, aggregate: minimum", "SDG119"),
    ],
)
def test_two_aggregates_of_one_branch_are_refused(tmp_path: Path, aggregate: str, code: str) -> None:
    assert problem_of(tmp_path, index(aggregate)).code == code
