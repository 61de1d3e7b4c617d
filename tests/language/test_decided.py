"""Edge cases that the page about the language decides, in its order: what is said there in a sentence is tried here.

The headings are those of that page's section of edge cases: points, needs, scored and rated, negative numbers,
ratings, made areas, scale.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard.assess import Scorecard
from sdg_standard.catalogue import Standard
from sdg_standard.errors import StandardError

Score = Callable[..., Scorecard]
Cell = Callable[..., Any]
NAN = math.nan
SERIES = {
    **dict.fromkeys(("f.a", "f.b", "f.c"), "higher_is_better"),
    "f.low": "lower_is_better",
    "f.any": "none",
}


@pytest.fixture(scope="module")
def five(tmp_path_factory: pytest.TempPathFactory) -> Standard:
    """Five invented indices, which have no unit and no limits."""
    folder = tmp_path_factory.mktemp("five")
    (folder / "standard.yaml").write_text('format: 1\nid: f\nedition: "1"\ntitle: F\nlanguages: [en]\n')
    (folder / "frameworks" / "f").mkdir(parents=True)
    (folder / "frameworks" / "f" / "framework.yaml").write_text("id: f\ntitle: F\nkeeper: nobody\n")
    for name, way in SERIES.items():
        text = f"id: {name}\ntitle: {name}\nseries: {{value: {{kind: index, direction: {way}}}}}\n"
        (folder / "frameworks" / "f" / f"{name}.yaml").write_text(text)
    return sdg.load(folder)


@pytest.fixture
def scored(score: Score, five: Standard) -> Score:
    """Score numbers of the five series in 2024."""

    def made(
        text: str, given: dict[str, dict[str, Any]], areas: list[dict[str, Any]] | None = None, **more: Any
    ) -> Any:
        table = None if areas is None else pd.DataFrame(areas)
        return score(f"select: {{framework: f}}\n{text}", given, five, areas=table, **({"periods": ["2024"]} | more))

    return made


def one(leaf: str, steps: str, more: str = "") -> str:
    """One leaf that walks the steps, under a branch that takes its number."""
    return f"""
leaves: [{{for: all, steps: {steps}}}]
tree: [{{id: top, children: [{leaf}]}}]
branches: [{{for: all, aggregate: first}}]
{more}"""


def over(children: str, branch: str, leaves: str = "", more: str = "") -> str:
    """A branch over leaves whose values are scores already."""
    return f"""
leaves: [{{for: all, steps: []}}{leaves}]
tree: [{{id: top, children: {children}}}]
branches: [{{for: all, aggregate: arithmetic_mean}}{branch}]
{more}"""


# points


@pytest.mark.parametrize("ends", ["worst: 10, best: 10", "worst: {rule: worst_observed}, best: {rule: best_observed}"])
def test_equal_points_give_no_number_and_the_leaf_stays_in_coverage(scored: Score, cell: Cell, ends: str) -> None:
    text = one("f.a", "[goalposts]", f"points: [{{for: all, {ends}}}]\nreference: {{areas: scored}}")
    card = scored(text, {"a": {"f.a": 7}, "b": {"f.a": 7}})
    assert (cell(card, "f.a", "reason"), cell(card, "f.a", "coverage")) == ("no_point", 0)
    assert math.isnan(cell(card, "f.a")) and cell(card, "top", "coverage") == 0


STEPS_IN_ORDER = [
    "[goalposts]",
    "[{method: bands, bands: [{score: 0}, {from: worst, score: 50}, {from: best, score: 100}]}]",
    "[{method: piecewise, points: [[0, 0], [worst, 50], [best, 100]]}]",
]


@pytest.mark.parametrize("steps", STEPS_IN_ORDER)
def test_points_that_an_adoption_puts_out_of_order(scored: Score, cell: Cell, steps: str) -> None:
    """What a has adopted lies below the worst, what b has lies above."""
    text = one("f.a", steps, "points: [{for: all, worst: 20, best: {rule: commitment}}]")
    adopted = pd.DataFrame(
        [
            {"area": name, "series": "f.a", "value": value, "unit": "", "year": 2030}
            for name, value in (("a", 10), ("b", 60))
        ]
    )
    card = scored(text, {"a": {"f.a": 40}, "b": {"f.a": 40}}, commitments=adopted)
    assert (cell(card, "f.a", "reason"), cell(card, "f.a", "coverage")) == ("no_point", 0)
    assert cell(card, "f.a", area="b") == {0: 50, 1: 50, 2: 75}[STEPS_IN_ORDER.index(steps)]
    assert "better" in card.explain("a", "2024", "f.a").text or "good" in card.explain("a", "2024", "f.a").text


@pytest.mark.parametrize("steps", STEPS_IN_ORDER)
def test_points_that_a_fit_puts_out_of_order(scored: Score, cell: Cell, steps: str) -> None:
    """All areas lie beyond the best that is written, 5, so that the worst of them, 30, is better than it."""
    points = "points: [{for: all, worst: {rule: worst_observed}, best: 5}]\nreference: {areas: scored}"
    card = scored(one("f.a", steps, points), {"a": {"f.a": 40}, "b": {"f.a": 30}})
    assert (cell(card, "f.a", "reason"), cell(card, "f.a", "coverage")) == ("no_point", 0)


@pytest.mark.parametrize("step", ["z_score", "{method: distance_in_sd, point: 9}"])
def test_a_standard_deviation_of_0(scored: Score, cell: Cell, step: str) -> None:
    points = "points: [{for: all, sd: {rule: sd}, mean: {rule: mean}}]\nreference: {areas: scored}"
    card = scored(one("f.a", f"[{step}]", points), {"a": {"f.a": 7}, "b": {"f.a": 7}})
    assert (cell(card, "f.a", "reason"), cell(card, "f.a", "coverage")) == ("no_point", 0)
    assert "all areas are alike" in card.explain("a", "2024", "f.a").text


def test_without_direction_the_order_of_edges_says_what_is_better(scored: Score, cell: Cell) -> None:
    """1 / 2 = 0.5 lies beyond both 1 / 1.115 = 0.897 and (1 / 1.115 + 1 / 1.55) / 2 = 0.771, which fall."""
    bands = '[{score: -5}, {from: red, score: -1}, {from: {formula: "(red + green) / 2"}, score: 2.5}]'
    text = one("f.any", f"[reciprocal, {{method: bands, bands: {bands}}}]", "scale: {worst: -5, best: 5}")
    points = "points: [{for: all, red: 1.115, green: 1.55}]"
    card = scored(f"{text}\n{points}", {"a": {"f.any": 2}, "b": {"f.any": 1.2}, "c": {"f.any": 1}})
    assert [cell(card, "f.any", area=name) for name in "abc"] == [2.5, -1, -5]
    as_it_stands = text.replace("reciprocal, ", "")
    card = scored(f"{as_it_stands}\n{points}", {"a": {"f.any": 2}, "b": {"f.any": 1.2}, "c": {"f.any": 1}})
    assert [cell(card, "f.any", area=name) for name in "abc"] == [2.5, -1, -5]


def test_without_direction_the_order_of_edges_of_a_rating_says_it_too(scored: Score, cell: Cell) -> None:
    bands = "[{label: bad}, {from: 20, label: fair}, {from: 10, label: good}]"
    text = one("f.any", "[]", f"ratings: {{r: [{{for: f.any, of: value, bands: {bands}}}]}}")
    card = scored(text, {"a": {"f.any": 25}, "b": {"f.any": 20}, "c": {"f.any": 3}})
    assert [cell(card, "f.any", "rating", area=name) for name in "abc"] == ["bad", "fair", "good"]


LACKING = "points: [{for: f.a, worst: 0, best: 100}]"


def needing(needs: str, more: str = "") -> str:
    return f"""
leaves: [{{for: all, steps: [goalposts]}}]
tree: [{{id: top, children: [f.a, f.b]}}]
branches: [{{for: all, aggregate: arithmetic_mean, {needs}}}]
{LACKING}
{more}"""


def test_a_child_that_lacks_its_point_is_a_child_for_needs(scored: Score, cell: Cell) -> None:
    card = scored(needing("needs: all"), {"a": {"f.a": 10, "f.b": 30}})
    assert (cell(card, "top", "reason"), cell(card, "f.b", "reason")) == ("below_coverage", "no_point")
    text = card.explain("a", "2024", "top").text
    assert "no number: 1 of 2 parts has no reference point" in text
    assert "100 % of what applies has a number; 1 of 2 indicators has no reference point" in text
    assert "a reference point is missing: worst and best" in card.explain("a", "2024", "f.b").text
    assert cell(scored(needing("needs: {share: 0.5, of: children}"), {"a": {"f.a": 10, "f.b": 30}}), "top") == 10


def test_it_may_be_filled_and_stands_outside_coverage(scored: Score, cell: Cell) -> None:
    card = scored(needing("missing: {method: constant, value: 30}"), {"a": {"f.a": 10, "f.b": 30}})
    assert cell(card, "top") == (10 + 30) / 2
    assert cell(card, "top", "coverage") == 1 and math.isnan(cell(card, "f.b", "coverage"))


@pytest.mark.parametrize("needs", ["all", "{share: 0.6, of: children}", "{share: 0.6, of: weight}"])
def test_needs_that_can_never_be_met_are_told_when_the_file_is_read(scored: Score, needs: str) -> None:
    (told,) = scored(needing(f"needs: {needs}"), {"a": {"f.a": 10}})._plan.problems
    assert (told.severity, told.code) == ("note", "SDG560")
    assert told.message.startswith('"top" can never have a number: it needs ')
    assert told.message.endswith(', and f.b lacks "worst" and "best"')
    for enough in ("{share: 0.5, of: children}", "{share: 1, of: leaves}"):
        assert not scored(needing(f"needs: {enough}"), {"a": {"f.a": 10}})._plan.problems
    filled = needing(f"needs: {needs}").replace("[goalposts]", "[goalposts, {method: fill, from: constant, value: 5}]")
    assert not scored(filled, {"a": {"f.a": 10}})._plan.problems


def test_a_point_that_no_benchmark_makes_is_no_benchmark(scored: Score, cell: Cell) -> None:
    points = (
        "points: [{for: all, best: {rule: benchmark, at: period}, lower: {rule: percentile, p: 10},"
        " upper: {rule: percentile, p: 90}}]\nreference: {areas: scored}"
    )
    card = scored(one("f.a", "[winsorise]", points), {"a": {"f.b": 1}})
    assert cell(card, "f.a", "reason") == "no_point"
    card = scored(one("f.a", "[{method: goalposts, worst: 0}]", points), {"a": {"f.a": 1}})
    assert cell(card, "f.a", "reason") == "no_benchmark"


@pytest.mark.parametrize(
    ("leaf", "side", "point"), [("f.a", "worst", 20), ("f.low", "worst", 40), ("f.low", "best", 20)]
)
def test_percentiles_are_counted_from_their_side(scored: Score, cell: Cell, leaf: str, side: str, point: float) -> None:
    """Of 10, 20 … 50 the quarter from the low end is 20, from the high end 40."""
    points = f"points: [{{for: all, mark: {{rule: percentile, p: 25, side: {side}}}}}]\nreference: {{areas: scored}}"
    text = one(leaf, "[{method: cap, min: mark, max: mark}]", points)
    card = scored(text, {f"t{number}": {leaf: number} for number in (10, 20, 30, 40, 50)})
    assert card._result.numbers[0].tolist() == [point] * 5


def test_percentile_rank_with_dense(scored: Score, cell: Cell, tmp_path: Path) -> None:
    """Of 10, 10, 20, 40 three are different: (1 - 1) / 2, (2 - 1) / 2, (3 - 1) / 2; beyond them 1."""
    text = one(
        "f.a", "[{method: percentile_rank, ties: dense}]", "reference: {areas: scored}\nscale: {worst: 0, best: 1}"
    )
    given = {name: {"f.a": value} for name, value in zip("abcd", (10, 10, 20, 40), strict=True)}
    assert [cell(scored(text, given), "f.a", area=name) for name in "abcd"] == [0, 0, 0.5, 1]
    apart = text.replace("reference: {areas: scored}\n", "")
    reference = scored(text, given).values
    assert cell(scored(apart, {"z": {"f.a": 99}}, reference=reference), "f.a", area="z") == 1


# needs


@pytest.mark.parametrize(
    "needs", ["all", "{share: 1, of: leaves}", "{share: 1, of: children}", "{share: 1, of: weight}"]
)
def test_needs_count_what_is_scored_and_applicable(scored: Score, cell: Cell, needs: str) -> None:
    branch = f", {{for: all, needs: {needs}}}"
    given = {"a": {"f.a": 10, "f.b": 30, "f.c": 50}, "b": {"f.a": 10, "f.c": 50}, "c": {"f.a": 10, "f.b": 30}}
    unscored = scored(over("[f.a, f.b, f.c]", branch, ", {for: f.b, scored: false}"), given)
    assert [cell(unscored, "top", area=name) for name in "ab"] == [30, 30]
    assert cell(unscored, "top", "reason", area="c") == "below_coverage"
    areas = [{"area": name, "sea": "no" if name == "a" else "yes"} for name in "abc"]
    inland = scored(over("[f.a, f.b, f.c]", branch, ", {for: f.b, applies: {sea: true}}"), given, areas)
    assert cell(inland, "top") == 30
    assert [cell(inland, "top", "reason", area=name) for name in "bc"] == ["below_coverage"] * 2


@pytest.mark.parametrize("needs", ["all", "{share: 1, of: children}", "{share: 1, of: weight}"])
def test_needs_do_not_count_a_branch_below_which_nothing_is_scored(scored: Score, cell: Cell, needs: str) -> None:
    text = f"""
leaves: [{{for: all, steps: []}}, {{for: f.b, scored: false}}]
tree: [{{id: top, children: [f.a, under]}}, {{id: under, children: [f.b]}}]
branches: [{{for: all, aggregate: arithmetic_mean}}, {{for: top, needs: {needs}}}]"""
    card = scored(text, {"a": {"f.a": 10, "f.b": 30}})
    assert cell(card, "top") == 10 and cell(card, "under", "reason") == "missing_children"


@pytest.mark.parametrize("of", ["leaves", "children", "weight"])
def test_a_share_of_nothing_asks_nothing(scored: Score, cell: Cell, of: str) -> None:
    text = over("[f.a, f.b]", f", {{for: all, needs: {{share: 1, of: {of}}}}}", ", {for: all, scored: false}")
    card = scored(text, {"a": {"f.a": 10}})
    assert cell(card, "top", "reason") == "missing_children"  # and not below_coverage


# scored and rated


AS_IT_IS = "{method: goalposts, worst: 0, best: 100, clip: none}"
FILLS = [
    (f"[{AS_IT_IS}, {{method: fill, from: constant, value: 7}}]", ""),
    (f"[{AS_IT_IS}, {{method: fill, from: group_mean, by: region}}]", ""),
    (f"[{AS_IT_IS}, {{method: fill, from: siblings}}]", ""),
    ("[]", "missing: {method: constant, value: 7}"),
    ("[]", "missing: {method: group_mean, by: region}"),
    ("[]", "missing: {method: group_mean, by: region, not_applicable: fill}"),
    ("[]", "missing: {method: siblings, to: {f.b: [f.a]}}"),
]
REGIONS = [{"area": name, "region": "r", "sea": "yes" if name == "b" else "no"} for name in "ab"]


@pytest.mark.parametrize(("steps", "missing"), FILLS)
@pytest.mark.parametrize("reported", [True, False])
def test_a_leaf_that_is_not_scored_is_filled_nowhere(
    scored: Score, cell: Cell, steps: str, missing: str, reported: bool
) -> None:
    branch = f", {{for: all, {missing}}}" if missing else ""
    text = over("{f.a: 1, f.b: 1, f.c: 2}", branch, f", {{for: f.b, steps: {steps}, scored: {{sea: true}}}}")
    own = {"f.a": 10, "f.c": 40} | ({"f.b": 100} if reported else {})
    card = scored(text, {"a": own, "b": {"f.a": 10, "f.b": 30, "f.c": 40}}, REGIONS)
    assert math.isnan(cell(card, "f.b"))
    assert cell(card, "f.b", "reason") == ("not_scored" if reported else "not_reported")
    assert cell(card, "top") == pytest.approx((10 + 2 * 40) / 3)
    assert not cell(card, "top", "imputed") and cell(card, "top", "coverage") == 1
    assert cell(card, "top", area="b") == pytest.approx((10 + 30 + 2 * 40) / 4)


@pytest.mark.parametrize(("steps", "missing"), [item for item in FILLS if "not_applicable" not in item[1]])
def test_a_leaf_that_does_not_apply_is_filled_nowhere(scored: Score, cell: Cell, steps: str, missing: str) -> None:
    branch = f", {{for: all, {missing}}}" if missing else ""
    text = over("{f.a: 1, f.b: 1, f.c: 2}", branch, f", {{for: f.b, steps: {steps}, applies: {{sea: true}}}}")
    given = {"a": {"f.a": 10, "f.c": 40}, "b": {"f.a": 10, "f.b": 30, "f.c": 40}}
    card = scored(text, given, REGIONS)
    assert cell(card, "f.b", "reason") == "not_applicable"
    assert cell(card, "top") == pytest.approx((10 + 2 * 40) / 3)
    said = scored(
        text.replace("applies: {sea: true}", "applies: true"), given | {"a": given["a"] | {"f.b": "M"}}, REGIONS
    )
    assert cell(said, "f.b", "reason") == "not_applicable" and cell(said, "top") == cell(card, "top")


@pytest.mark.parametrize("apart", [False, True])
def test_what_does_not_apply_is_no_part_of_a_reference_set(scored: Score, cell: Cell, apart: bool) -> None:
    """b, where nothing was reported, is filled with 80, a is not, since it lies inland.

    So of {80, 201} the 25th percentile is 80 + 0.25 × 121 = 110.25 and the 90th 188.9, and b has
    100 × (80 - 110.25) / (188.9 - 110.25).
    """
    points = "points: [{for: all, worst: {rule: percentile, p: 25}, best: {rule: percentile, p: 90}}]"
    steps = "[{method: fill, from: constant, value: 80}, {method: goalposts, clip: top}]"
    text = one("f.a", steps, points).replace("}]\ntree", ", applies: {sea: true}}]\ntree", 1)
    areas = [{"area": name, "sea": sea} for name, sea in (("a", "no"), ("b", "yes"), ("c", "yes"))]
    text += "" if apart else "\nreference: {areas: scored}"
    given = {"c": {"f.a": 201}} | ({"a": {"f.b": 1}, "b": {"f.b": 1}} if apart else {})
    reference = scored(text, given, areas).values if apart else None
    card = scored(text, given, areas, reference=reference)
    assert cell(card, "f.a", area="b") == pytest.approx(100 * (80 - 110.25) / 78.65)
    assert cell(card, "f.a", "reason", area="a") == "not_applicable"


@pytest.mark.parametrize("fill", ["from: constant, value: 40", "from: group_mean, by: region", "from: siblings"])
def test_fill_fills_whatever_else_has_no_number(scored: Score, cell: Cell, fill: str) -> None:
    """f.b of a lacks its point, that of b was not reported; what fills them stands behind the scoring step."""
    adopted = pd.DataFrame([{"area": "b", "series": "f.b", "value": 100, "unit": "", "year": 2030}])
    text = f"""
points: [{{for: all, worst: 0, best: 100}}, {{for: f.b, best: {{rule: commitment}}}}]
leaves: [{{for: all, steps: [goalposts]}}, {{for: f.b, steps: [goalposts, {{method: fill, {fill}}}]}}]
tree: [{{id: top, children: [f.a, f.b]}}]
branches: [{{for: all, aggregate: arithmetic_mean}}]"""
    card = scored(text, {"a": {"f.a": 40, "f.b": 90}, "b": {"f.a": 40, "f.b": 40}}, REGIONS, commitments=adopted)
    assert cell(card, "f.b") == 40 and cell(card, "f.b", "imputed") and cell(card, "f.b", "reason") == ""
    assert cell(card, "f.b", area="b") == 40 and not cell(card, "f.b", "imputed", area="b")
    assert cell(card, "top", "coverage") == 1  # of f.a alone: what lacks its point stands outside
    assert "cannot be placed" in card.explain("a", "2024", "f.b").text


def test_winsorising_without_its_points_leaves_nothing_for_the_steps_behind(scored: Score, cell: Cell) -> None:
    steps = "[{method: winsorise}, {method: fill, from: constant, value: 5}]"
    points = "points: [{for: f.b, lower: 0, upper: 1}]"
    card = scored(one("f.a", steps, points).replace("[f.a]", "[f.a, f.b]"), {"a": {"f.a": 90, "f.b": 90}})
    assert card._result.numbers[:2, 0].tolist() == [5, 1]


def test_siblings_are_the_other_leaves_right_below_the_same_parents(scored: Score, cell: Cell) -> None:
    """f.b stands in one and in two, beside f.a and f.c; their weights do not count, nor what was filled itself."""
    text = """
points: [{for: [f.a, f.c], worst: 0, best: 200}]
leaves:
  - {for: all, steps: [goalposts]}
  - for: f.b
    steps: [{method: goalposts, worst: 0, best: 100}, {method: fill, from: siblings}, {method: cap, max: 20}]
  - {for: f.low, steps: [{method: goalposts, worst: 100, best: 0}, {method: fill, from: siblings}]}
tree:
  - {id: top, children: [one, two]}
  - {id: one, children: {f.a: 5, f.b: 1, f.low: 1}}
  - {id: two, children: {f.b: 1, f.c: 3}}
branches: [{for: all, aggregate: arithmetic_mean}]"""
    card = scored(text, {"a": {"f.a": 20, "f.c": 60}})
    assert cell(card, "f.b") == (10 + 30) / 2
    assert cell(scored(text, {"a": {"f.a": 20, "f.c": 100}}), "f.b") == 20  # a treatment behind it: (10 + 50) / 2 held
    assert cell(card, "f.low") == 10  # f.b was filled itself


def test_only_treatments_may_follow_a_fill_from_siblings(scored: Score) -> None:
    with pytest.raises(StandardError, match="takes their final numbers"):
        scored(
            one("f.a", "[{method: fill, from: siblings}, goalposts]", LACKING).replace("[f.a]", "[f.a, f.b]"),
            {"a": {"f.a": 1}},
        )


def test_a_child_that_does_not_apply_may_be_filled_and_the_branch_applies(scored: Score, cell: Cell) -> None:
    missing = "missing: {method: group_mean, by: region, not_applicable: fill}"
    text = f"""
leaves: [{{for: all, steps: []}}, {{for: f.b, applies: {{sea: true}}}}]
tree: [{{id: top, children: [f.a, under], needs: all}}, {{id: under, children: [f.b]}}]
branches: [{{for: all, aggregate: arithmetic_mean}}, {{for: under, {missing}}}]"""
    card = scored(text, {"a": {"f.a": 10}, "b": {"f.a": 10, "f.b": 30}}, REGIONS)
    assert (cell(card, "under"), cell(card, "under", "reason"), cell(card, "under", "imputed")) == (30, "", True)
    assert cell(card, "f.b", "reason") == "not_applicable" and math.isnan(cell(card, "f.b"))
    assert cell(card, "top") == (10 + 30) / 2 and cell(card, "top", "coverage") == 1
    alone = scored(text, {"a": {"f.a": 10}, "b": {"f.a": 10}}, REGIONS)
    assert cell(alone, "under", "reason") == "not_applicable"  # nobody has a number to fill it with


RATED = """
leaves: [{for: all, steps: []}, {for: f.a, rated: RATED}]
tree: [{id: top, children: [f.a, f.b]}]
branches: [{for: all, aggregate: arithmetic_mean}]
ratings:
  number: [{for: all, bands: [{label: low}, {from: 15, label: high}]}]
  value: [{for: leaves, of: value, bands: [{label: low}, {from: 15, label: high}]}]
  worst:
    - {for: leaves, bands: [{label: low}, {from: 15, label: high}]}
    - {for: top, method: worst, bands: [{label: low}, {from: 15, label: high}]}
  needing: [{for: leaves, needs: {share: 1}, too_little: gray, bands: [{label: low}, {from: 15, label: high}]}]
trends:
  rise:
    leaves: [{for: all, read: slope}]
    ratings: [{for: all, bands: [{label: falling}, {from: 0, label: rising}]}]
"""


@pytest.mark.parametrize("rated", ["false", "{sea: true}"])
def test_what_is_not_rated_has_no_label_whatever_it_is_made_from(scored: Score, cell: Cell, rated: str) -> None:
    given = {name: {"f.a": {"2020": 1, "2024": 10}, "f.b": {"2020": 1, "2024": 30}} for name in "ab"}
    card = scored(RATED.replace("RATED", rated), given, REGIONS)
    columns = ("rating", "rating.value", "rating.worst", "rating.needing", "trend")
    assert [cell(card, "f.a", column) for column in columns] == [""] * 5
    assert [cell(card, "f.b", column) for column in columns] == ["high"] * 4 + ["rising"]
    assert [cell(card, "top", column) for column in ("rating", "rating.worst", "trend")] == ["high", "high", "rising"]
    assert cell(card, "f.a") == 10 and cell(card, "f.a", "trend_value") == pytest.approx(9 / 4, rel=1e-2)
    labels = [cell(card, "f.a", column, area="b") for column in columns]
    assert labels == ([""] * 5 if rated == "false" else ["low"] * 4 + ["rising"])


def test_a_number_that_is_there_has_no_reason(scored: Score, cell: Cell) -> None:
    fill = "{method: fill, from: constant, value: 7}"
    card = scored(one("f.a", f"[{fill}, {{method: goalposts, worst: 0, best: 10}}]"), {"a": {"f.b": 1}})
    assert (cell(card, "f.a"), cell(card, "f.a", "reason")) == (70, "")
    value = scored(one("f.a", f"[{fill}]"), {"a": {"f.b": 1}})  # no score, and nothing was read
    assert (cell(value, "top", "value"), cell(value, "f.a", "reason"), cell(value, "top", "reason")) == (7, "", "")


# negative numbers


@pytest.mark.parametrize(
    ("leaf", "clip", "number"),
    [("f.a", "top", -0.5), ("f.a", "both", 0), ("f.a", "none", -0.5), ("f.low", "top", 1), ("f.low", "none", 1)],
)
def test_share_of_a_negative_value(scored: Score, cell: Cell, leaf: str, clip: str, number: float) -> None:
    text = one(leaf, f"[{{method: share_of, point: 10, clip: {clip}}}]", "scale: {worst: 0, best: 1}")
    assert cell(scored(text, {"a": {leaf: -5}}), leaf) == number


@pytest.mark.parametrize("leaf", ["f.a", "f.low"])
def test_share_of_a_negative_point(scored: Score, cell: Cell, leaf: str) -> None:
    card = scored(one(leaf, "[{method: share_of, point: -10}]"), {"a": {leaf: 5}, "b": {leaf: -5}})
    assert all(math.isnan(cell(card, leaf, area=name)) for name in "ab")
    assert cell(card, leaf, "reason") == "outside_domain"


@pytest.mark.parametrize(
    "aggregate",
    ["geometric_mean", "harmonic_mean", "penalised_mean", "{method: penalised_mean, penalty: upward}"]
    + [f"{{method: power_mean, p: {p}}}" for p in (-1, 0.5, 1, 2)],
)
def test_a_negative_is_a_reason(scored: Score, cell: Cell, aggregate: str) -> None:
    text = over("[f.a, f.b]", f", {{for: all, aggregate: {aggregate}}}", more="scale: {worst: -100, best: 100}")
    card = scored(text, {"a": {"f.a": -1, "f.b": 90}, "b": {"f.a": -3, "f.b": -3}, "c": {"f.a": 50, "f.b": 50}})
    assert [cell(card, "top", "reason", area=name) for name in "ab"] == ["outside_domain"] * 2
    assert cell(card, "top", area="c") == pytest.approx(50)
    assert "f.a is below 0" in card.explain("a", "2024", "top").text


# ratings


COLOURS = """
points: [{for: [f.a, f.b], red: 10, green: 20}]
leaves: [{for: all, steps: []}]
tree: [{id: top, children: [one, two]}, {id: one, children: [f.a, f.b, f.c]}, {id: two, children: [f.c]}]
branches: [{for: all, aggregate: arithmetic_mean}]
ratings:
  light:
    - {for: {point: green}, of: value, bands: [{label: red}, {from: red, label: orange}, {from: green, label: green}]}
    - {for: [top, one, two], method: mean_of_ratings, positions: {red: 0, orange: 1, green: 2}MORE}
"""


def test_mean_of_ratings_counts_the_leaves_that_have_a_rule(scored: Score, cell: Cell) -> None:
    """Of a: orange (1) and green (2), so 1.5, which reaches orange; of b twice green. f.c has no rule."""
    given = {"a": {"f.a": 15, "f.b": 25, "f.c": 1}, "b": {"f.a": 20, "f.b": 25, "f.c": 1}}
    card = scored(COLOURS.replace("MORE", ""), given)
    for node in ("top", "one"):
        assert [cell(card, node, "rating", area=name) for name in "ab"] == ["orange", "green"]
    strict = scored(COLOURS.replace("MORE", ", worst_if_more_than: 0.4"), {"a": {"f.a": 1, "f.b": 25, "f.c": 90}})
    assert cell(strict, "one", "rating") == "red"  # 1 of 2 that have a rule, and not 1 of 3


def test_a_branch_without_a_rated_leaf_has_no_label(scored: Score, cell: Cell) -> None:
    card = scored(COLOURS.replace("MORE", ""), {"a": {"f.a": 15, "f.c": 1}, "b": {"f.c": 2}})
    assert cell(card, "two", "rating") == ""
    assert cell(card, "one", "rating", area="b") == ""
    assert "light" not in card.explain("a", "2024", "two").text


def test_positions_belong_to_labels_whatever_bands_a_leaf_has(scored: Score, cell: Cell) -> None:
    """f.b has two bands only: its second label is green (2), and with orange (1) of f.a the mean is 1.5."""
    text = COLOURS.replace("MORE", "").replace(
        "    - {for: [top", "    - {for: f.b, bands: [{label: red}, {from: 20, label: green}]}\n    - {for: [top"
    )
    card = scored(text, {"a": {"f.a": 15, "f.b": 25, "f.c": 1}, "b": {"f.a": 25, "f.b": 25, "f.c": 1}})
    assert [cell(card, "one", "rating", area=name) for name in "ab"] == ["orange", "green"]


def test_the_coverage_of_areas_is_judged_on_the_last_period_scored(scored: Score) -> None:
    text = over("[f.a, f.b]", "", more="areas: {min_coverage: 1}")
    given = {
        "a": {"f.a": {"2023": 1, "2024": 1}, "f.b": {"2024": 1}},
        "b": {"f.a": {"2023": 1, "2024": 1}, "f.b": {"2023": 1}},
    }
    assert scored(text, given, periods=["2023", "2024"]).areas == ("a",)
    assert scored(text, given, periods=["2024", "2023"]).areas == ("b",)


# made areas


MADE = "areas: {groups: [{by: region, weight: people, needs: {share: 0.6, of: areas}}]}"


def people(**more: Any) -> list[dict[str, Any]]:
    """Three areas of the region r and one of s; ``more`` has columns for a to d."""
    columns = {"region": "rrrs", "people": (100, 300, 600, 50)} | more
    return [{"area": name} | {key: cells[at] for key, cells in columns.items()} for at, name in enumerate("abcd")]


def test_a_made_area_exists_where_a_member_takes_part(scored: Score) -> None:
    text = over("[f.a]", "", more=MADE.replace("{groups", "{where: {kind: town}, groups"))
    card = scored(text, {"a": {"f.a": 1}}, people(kind=["town", "town", "village", "village"]))
    assert card.areas == ("a", "b", "r")


def test_a_made_area_to_no_member_of_which_a_leaf_applies(scored: Score, cell: Cell) -> None:
    text = over("[f.a, f.b]", "", ", {for: f.b, applies: {sea: true}}", MADE)
    card = scored(text, {name: {"f.a": 10, "f.b": 30} for name in "abcd"}, people(sea=["no", "no", "no", "yes"]))
    assert (cell(card, "f.b", "reason", area="r"), cell(card, "top", area="r")) == ("not_applicable", 10)
    assert (cell(card, "f.b", area="s"), cell(card, "top", area="s")) == (30, 20)
    said = scored(over("[f.a, f.b]", "", more=MADE), {"d": {"f.a": 10, "f.b": "M"}}, people())
    assert cell(said, "f.b", "reason", area="s") == "not_applicable" and cell(said, "top", area="s") == 10


def test_a_member_to_which_a_leaf_does_not_apply_leaves_the_denominator(scored: Score, cell: Cell) -> None:
    """Of three members one reports: 1 / 3. With status M of the two others 1 / 1, of one of them 1 / 2."""
    text = over("[f.a]", "", more=MADE)
    for others, value in ((("O", "O"), NAN), (("M", "M"), 29.5), (("M", "O"), NAN)):
        given = {"a": {"f.a": 29.5}, "b": {"f.a": others[0]}, "c": {"f.a": others[1]}}
        card = scored(text, given, people())
        assert cell(card, "f.a", area="r") == pytest.approx(value, nan_ok=True)
        reasons = [cell(card, node, "reason", area="r") for node in ("f.a", "top")]
        assert reasons == (["below_coverage"] * 2 if math.isnan(value) else ["", ""])
    conditional = over("[f.a]", "", ", {for: f.a, applies: {sea: true}}", MADE)
    card = scored(conditional, {name: {"f.a": 10} for name in "abc"}, people(sea=["yes", "no", "no", "no"]))
    assert cell(card, "f.a", area="r") == 10
    assert "to which it does not apply" in card.explain("r", "2024", "f.a").text


def test_in_a_path_as_well(scored: Score, cell: Cell) -> None:
    """b does not apply in 2020: then a alone makes the region, 10 of 1 of 1; in 2024 both, (20 + 3 × 30) / 4 = 27.5."""
    trend = "trends: {rise: {leaves: [{for: all, read: slope}]}}"
    given = {"a": {"f.a": {"2020": 10, "2024": 20}}, "b": {"f.a": {"2020": "M", "2024": 30}}}
    areas = [{"area": name, "region": "r", "people": size} for name, size in (("a", 100), ("b", 300))]
    card = scored(over("[f.a]", "", more=f"{MADE}\n{trend}"), given, areas)
    assert cell(card, "f.a", "trend_value", area="r") == pytest.approx(17.5 / 4, rel=1e-3)
    main = one("f.a", "[]", MADE).replace("steps: []", "read: slope")
    little = {"a": {"f.a": {"2020": 10, "2024": 20}}, "b": {"f.b": 1}}
    assert cell(scored(main, little, areas), "f.a", "reason", area="r") == "below_coverage"


def test_a_row_of_the_table_of_areas_names_a_made_area(scored: Score, cell: Cell) -> None:
    """One row, (10 × 50 + 30 × 60) / 40 = 57.5, and its own attributes for whoever asks: it is scored by `sea`."""
    areas = [
        {"area": "a", "name": "A", "region": "north", "people": 10, "sea": "no"},
        {"area": "b", "name": "B", "region": "north", "people": 30, "sea": "no"},
        {"area": "north", "name": "The North", "region": "", "people": "", "sea": "yes"},
    ]
    text = over("[f.a, f.b]", "", ", {for: f.b, scored: {sea: true}}", MADE)
    card = scored(text, {"a": {"f.a": 50, "f.b": 1}, "b": {"f.a": 60, "f.b": 1}}, areas)
    assert card.areas == ("a", "b", "north") and card.area_name("north") == "The North"
    assert not card.wide().index.has_duplicates
    assert cell(card, "f.a", area="north") == 57.5
    assert cell(card, "f.b", area="north") == 1 and cell(card, "f.b", "reason", area="a") == "not_scored"
    assert "The North" in card.explain("north", "2024", "top").text


def test_evidence_for_a_made_area_is_a_problem(scored: Score, cell: Cell) -> None:
    text = over("[f.a]", "", more=MADE)
    given = {"a": {"f.a": 50}, "b": {"f.a": 50}, "c": {"f.a": 50}, "r": {"f.a": 99}}
    for areas in (people(), [*people(), {"area": "r", "region": "", "people": ""}]):
        card = scored(text, given, areas)
        assert [problem.area for problem in card.problems.errors if problem.code == "SDG740"] == ["r"]
        assert cell(card, "f.a", area="r") == 50
    twice = text.replace("groups: [", "groups: [{by: county, weight: people}, ")
    card = scored(twice, {"a": {"f.a": 50}}, people(county=["r", "", "", ""]))
    assert [problem.area for problem in card.problems.errors if problem.code == "SDG740"] == ["r"]
    assert not card.wide().index.has_duplicates


# scale


@pytest.mark.parametrize(
    "steps",
    [
        "[{method: goalposts, worst: 0, best: 1, to: [0, 200]}]",
        "[{method: bands, bands: [{score: -5}, {from: 1, score: 100}]}]",
        "[{method: bands, bands: [{score: -5}, {from: 1, score: 100}]}, round]",
        "[{method: piecewise, points: [[0, 0], [1, 101]]}, {method: fill, from: constant, value: 5}]",
        "[{method: z_score, to: {mean: 500, sd: 10}}]",
    ],
)
def test_scores_outside_the_scale_are_a_problem(scored: Score, steps: str) -> None:
    more = "points: [{for: all, mean: 1, sd: 1}]"
    card = scored(one("f.a", steps, more if "z_score" in steps else ""), {"a": {"f.a": 1}})
    assert [problem.code for problem in card._plan.problems] == ["SDG551"]
    if "z_score" not in steps:
        branch = over("[f.a, f.b]", f", {{for: top, steps: {steps}}}")
        assert [problem.code for problem in scored(branch, {"a": {"f.a": 1}})._plan.problems] == ["SDG551"]
    wider = scored(
        one("f.a", steps, "scale: {worst: -1000, best: 1000}\n" + (more if "z_score" in steps else "")),
        {"a": {"f.a": 1}},
    )
    assert not wider._plan.problems


def test_the_mean_of_the_unevenness_of_three(scored: Score, cell: Cell) -> None:
    """Nothing negative, so the penalty is as ever: 60 less the variance over the mean."""
    card = scored(
        over("[f.a, f.b, f.c]", ", {for: all, aggregate: penalised_mean}"), {"a": {"f.a": 20, "f.b": 60, "f.c": 100}}
    )
    assert cell(card, "top") == pytest.approx(60 - statistics.pvariance([20, 60, 100]) / 60)
