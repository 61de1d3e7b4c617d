"""Scores under small methodologies that stand here in full, with expected numbers as arithmetic.

All of them score the small standard of the contract: water (%, higher is better, benchmark 100), injuries (per 100 000
inhabitants, lower is better, benchmark 50), fine particles and nitrogen dioxide (µg/m³, lower is better, benchmarks 10
and 20, of fine particles 15 until 2023), and a youth council (no 0, yes 1).
"""

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

Score = Callable[..., Scorecard]
Cell = Callable[..., Any]

WATER, INJURIES, COUNCIL = "town.water", "town.injuries", "town.youth-council"
PM, NO2 = "town.air.pm2_5", "town.air.no2"

WORST = {WATER: 50, INJURIES: 250, PM: 50, NO2: 60}


def head(*series: str) -> str:
    """Points and steps of some series: a straight line from the worst point to the benchmark."""
    rules = "".join(f"  - {{for: {name}, worst: {WORST[name]}}}\n" for name in series)
    return (
        f"points:\n  - {{for: all, best: {{rule: benchmark}}}}\n{rules}leaves:\n  - {{for: all, steps: [goalposts]}}\n"
    )


OF_AIR = head(PM, NO2)
AIR_TREE = "tree: [{id: index, children: [town.air.pm2_5, town.air.no2]}]\n"
AIR = OF_AIR + AIR_TREE
OF_THREE = head(WATER, PM, NO2)
THREE = OF_THREE + "tree: [{id: index, children: {town.water: 1, town.air.pm2_5: 2, town.air.no2: 1}}]\n"
ALL = (
    head(WATER, INJURIES, PM, NO2)
    + """
  - {for: {kind: category}, steps: [{method: categories, scores: {"no": 0, "yes": 100}}]}
"""
)
MEAN = "branches: [{for: all, aggregate: arithmetic_mean}]\n"


def values_tree(*series: str) -> str:
    """A tree whose leaves give values as they are read."""
    return f"tree: [{{id: index, children: [{', '.join(series)}]}}]\n"


def raw(aggregate: str, children: str = "town.air.pm2_5: 1, town.air.no2: 3") -> str:
    """The aggregate of values as read, which a reader can check in the head."""
    return f"tree: [{{id: index, children: {{{children}}}}}]\nbranches: [{{for: all, aggregate: {aggregate}}}]\n"


class TestAggregates:
    """Of fine particles 4 with weight 1 and nitrogen dioxide 16 with weight 3."""

    @pytest.mark.parametrize(
        ("aggregate", "wanted"),
        [
            ("arithmetic_mean", (1 * 4 + 3 * 16) / 4),
            ("geometric_mean", (4 * 16**3) ** (1 / 4)),
            ("harmonic_mean", 4 / (1 / 4 + 3 / 16)),
            ("{method: power_mean, p: 2}", math.sqrt((1 * 4**2 + 3 * 16**2) / 4)),
            ("median", (4 + 16) / 2),
            ("minimum", 4),
            ("maximum", 16),
            ("sum", 4 + 16),
            ("product", 4 * 16),
            ("{method: mean_of_worst, k: 1}", 16),  # lower is better: the worst is the highest
            ("first", 4),
        ],
    )
    def test_two_children(self, scored: Score, cell: Cell, aggregate: str, wanted: float) -> None:
        card = scored(raw(aggregate), {"alder": {"pm2_5": 4, "no2": 16}})
        assert cell(card, "index", "value") == pytest.approx(wanted, rel=1e-12)
        assert cell(card, "index", "unit") == "µg/m³"
        assert math.isnan(cell(card, "index")) and cell(card, "index", "reason") == ""

    @pytest.mark.parametrize("aggregate", ["arithmetic_mean", "geometric_mean", "median", "sum", "first"])
    def test_a_gap_is_skipped(self, scored: Score, cell: Cell, aggregate: str) -> None:
        card = scored(raw(aggregate), {"alder": {"no2": 16}})
        assert cell(card, "index", "value") == pytest.approx(16, rel=1e-12)
        assert cell(card, "index", "coverage") == 1 / 2

    def test_nothing_there(self, scored: Score, cell: Cell) -> None:
        card = scored(raw("arithmetic_mean"), {"alder": {"pm2_5": "O"}, "birch": {"pm2_5": 4}})
        assert cell(card, "index", "reason") == "missing_children"
        assert cell(card, PM, "reason") == "not_reported" and cell(card, NO2, "reason") == "not_reported"
        assert cell(card, "index", "coverage") == 0

    def test_a_formula_needs_all_its_children(self, scored: Score, cell: Cell) -> None:
        text = """
tree:
  - {id: index, aggregate: {formula: "100 * pm / (pm + no2)"}, children: [pm, no2]}
  - {id: pm, series: town.air.pm2_5}
  - {id: no2, series: town.air.no2}
"""
        card = scored(text, {"alder": {"pm2_5": 4, "no2": 16}, "birch": {"pm2_5": 4}, "cedar": {"pm2_5": 0, "no2": 0}})
        assert cell(card, "index", "value") == pytest.approx(100 * 4 / 20)
        assert cell(card, "index", "reason", "birch") == "missing_children"
        assert cell(card, "index", "reason", "cedar") == "outside_domain"  # 0 / 0

    def test_over_leaves_counts_each_leaf_once_with_its_own_weight(self, scored: Score, cell: Cell) -> None:
        """Fine particles stand under both branches. Scores: water 92, pm 75, no2 90; weights 1, 1, 3."""
        text = (
            OF_THREE
            + """
  - {for: town.air.no2, weight: 3}
tree:
  - id: index
    aggregate: {method: arithmetic_mean, over: leaves}
    children: {one: 5, two: 1}
  - {id: one, children: [town.water, town.air.pm2_5]}
  - {id: two, children: [town.air.pm2_5, town.air.no2]}
branches: [{for: all, aggregate: arithmetic_mean}]
"""
        )
        card = scored(text, {"alder": {"water": 96, "pm2_5": 20, "no2": 24}})
        assert cell(card, "index") == pytest.approx((92 + 75 + 3 * 90) / 5)
        assert cell(card, "two") == pytest.approx((75 + 3 * 90) / 4)
        assert card._plan.branches["index"].leaves == (WATER, PM, NO2)

    def test_a_negative_score_has_no_geometric_mean(self, scored: Score, cell: Cell) -> None:
        text = AIR.replace("steps: [goalposts]", "steps: [{method: goalposts, clip: none}]")
        text += "branches: [{for: all, aggregate: geometric_mean}]\n"
        card = scored(text, {"alder": {"pm2_5": 60, "no2": 40}})
        assert cell(card, PM) == pytest.approx(100 * (50 - 60) / 40)  # -25
        assert cell(card, "index", "reason") == "outside_domain"

    def test_a_zero_makes_a_geometric_mean_zero(self, scored: Score, cell: Cell) -> None:
        text = AIR + "branches: [{for: all, aggregate: geometric_mean}]\n"
        assert cell(scored(text, {"alder": {"pm2_5": 50, "no2": 40}}), "index") == 0

    def test_steps_of_a_branch(self, scored: Score, cell: Cell) -> None:
        text = AIR + "branches: [{for: all, aggregate: arithmetic_mean, steps: [{method: round, decimals: 1}]}]\n"
        card = scored(text, {"alder": {"pm2_5": 21.23, "no2": 24}})
        # 100 × (50 - 21.23) / 40 = 71.925; with 90 the mean is 80.9625
        assert cell(card, "index") == 81.0


class TestNeeds:
    """Scores where all is there: water 92, fine particles 75, nitrogen dioxide 90, weights 1, 2, 1."""

    def index(self, scored: Score, cell: Cell, needs: str, given: dict[str, Any], column: str = "score") -> Any:
        text = THREE + f"branches: [{{for: all, aggregate: arithmetic_mean, needs: {needs}}}]\n"
        areas = [{"area": "alder", "coastal": "true"}]
        return cell(scored(text, {"alder": given}, areas=areas), "index", column)

    GIVEN = {"water": 96, "pm2_5": 20, "no2": 24}  # noqa: RUF012

    def test_all_children(self, scored: Score, cell: Cell) -> None:
        assert self.index(scored, cell, "all", self.GIVEN) == pytest.approx((92 + 2 * 75 + 90) / 4)
        assert self.index(scored, cell, "all", {"water": 96, "pm2_5": 20}, "reason") == "below_coverage"

    @pytest.mark.parametrize(
        ("needs", "passes"),
        [
            ("{share: 0.6666666667, of: leaves}", True),  # 2 of 3, inclusive within 1e-9
            ("{share: 0.67, of: leaves}", False),
            ("{share: 0.6666666667, of: children}", True),
            ("{share: 0.75, of: weight}", True),  # 1 + 2 of 4
            ("{share: 0.76, of: weight}", False),
            ("[{where: {coastal: true}, share: 1}, {share: 0.5}]", False),  # the first that fits the area
            ("[{where: {coastal: false}, share: 1}, {share: 0.5}]", True),
            ("[{where: {coastal: false}, share: 1}]", True),  # none fits: nothing is needed
        ],
    )
    def test_two_of_three(self, scored: Score, cell: Cell, needs: str, passes: bool) -> None:
        given = {"water": 96, "pm2_5": 20}
        reason = self.index(scored, cell, needs, given, "reason")
        assert reason == ("" if passes else "below_coverage")
        if passes:
            assert self.index(scored, cell, needs, given) == pytest.approx((92 + 2 * 75) / 3)

    def test_three_of_five_reach_sixty_per_cent(self, scored: Score, cell: Cell) -> None:
        text = ALL + "tree: {levels: [pillar], root: {id: index}}\nbranches:\n"
        text += "  - {for: all, aggregate: arithmetic_mean}\n  - {for: index, needs: {share: 0.6}}\n"
        assert cell(scored(text, {"alder": self.GIVEN}), "index", "reason") == ""

    def test_what_does_not_apply_is_not_needed(self, scored: Score, cell: Cell) -> None:
        assert self.index(scored, cell, "all", {"water": 96, "pm2_5": 20, "no2": "M"}) == pytest.approx((92 + 150) / 3)


class TestMissing:
    AREAS = [  # noqa: RUF012
        {"area": "alder", "region": "north"},
        {"area": "birch", "region": "north"},
        {"area": "cedar", "region": "south"},
        {"area": "dogwood", "region": ""},
    ]
    GIVEN: dict[str, dict[str, Any]] = {  # noqa: RUF012  scores: pm 75, no2 90; pm 50; pm 100
        "alder": {"pm2_5": 20, "no2": 24},
        "birch": {"pm2_5": 30},
        "cedar": {"pm2_5": 10},
        "dogwood": {"pm2_5": 10},
    }

    def card(self, scored: Score, missing: str, tree: str = AIR, given: Any = None, needs: str = "") -> Scorecard:
        needs = f", needs: {needs}" if needs else ""
        text = f"{tree}branches: [{{for: all, aggregate: arithmetic_mean, missing: {missing}{needs}}}]\n"
        return scored(text, given or self.GIVEN, areas=self.AREAS)

    def test_a_constant(self, scored: Score, cell: Cell) -> None:
        card = self.card(scored, "{method: constant, value: 0}")
        assert cell(card, "index", area="birch") == pytest.approx((50 + 0) / 2)
        assert cell(card, "index", "imputed", "birch") and not cell(card, "index", "imputed", "alder")
        assert cell(card, "index", "coverage", "birch") == 1 / 2  # filling never changes it
        assert cell(card, NO2, "reason", "birch") == "not_reported" and not cell(card, NO2, "imputed", "birch")

    def test_a_constant_where_nothing_is_there_at_all(self, scored: Score, cell: Cell) -> None:
        card = self.card(scored, "{method: constant, value: 40}", given={"alder": {"pm2_5": "O"}})
        assert cell(card, "index") == 40 and cell(card, "index", "imputed") and cell(card, "index", "coverage") == 0

    def test_the_mean_of_the_group(self, scored: Score, cell: Cell) -> None:
        card = self.card(scored, "{method: group_mean, by: region}")
        assert cell(card, "index", area="birch") == pytest.approx((50 + 90) / 2)  # no2 of alder
        assert cell(card, "index", "imputed", "birch")
        assert cell(card, "index", area="cedar") == pytest.approx(100)  # nobody else in the south
        assert cell(card, "index", area="dogwood") == pytest.approx(100)  # of no region
        assert not cell(card, "index", "imputed", "dogwood")

    @pytest.mark.parametrize(("among", "mean"), [("published", 75), ("all", (75 + 50) / 2)])
    def test_among_published_areas_or_all(self, scored: Score, cell: Cell, among: str, mean: float) -> None:
        """Of birch all is asked and half is there: its 50 is not published."""
        given = {"alder": {"pm2_5": 20, "no2": 24}, "birch": {"pm2_5": 30}, "cedar": {"no2": 40}}
        areas = [{"area": name, "region": "north", "asked": "all" if name == "birch" else "half"} for name in given]
        text = f"""{AIR}branches:
  - for: all
    aggregate: arithmetic_mean
    missing: {{method: group_mean, by: region, among: {among}}}
    needs: [{{where: {{asked: all}}, share: 1}}, {{share: 0.5}}]
"""
        card = scored(text, given, areas=areas)
        assert cell(card, "index", "reason", "birch") == "below_coverage"
        assert cell(card, "index", area="cedar") == pytest.approx((mean + 50) / 2)

    def test_the_weight_of_a_missing_child_goes_to_siblings(self, scored: Score, cell: Cell) -> None:
        missing = f"{{method: siblings, to: {{{PM}: [{NO2}]}}}}"
        card = self.card(scored, missing, THREE, {"alder": {"water": 96, "no2": 24}})
        # weights water 1, pm 2, no2 1: without pm the weight of no2 is 1 + 2
        assert cell(card, "index") == pytest.approx((92 + 3 * 90) / 4)
        assert not cell(card, "index", "imputed")
        nothing_missing = self.card(scored, missing, THREE, {"alder": {"water": 96, "pm2_5": 20, "no2": 24}})
        assert cell(nothing_missing, "index") == pytest.approx((92 + 2 * 75 + 90) / 4)

    def test_what_does_not_apply_is_not_filled(self, scored: Score, cell: Cell) -> None:
        given = {"alder": {"pm2_5": 20, "no2": 24}, "birch": {"pm2_5": 30, "no2": "M"}}
        card = self.card(scored, "{method: group_mean, by: region}", given=given)
        assert cell(card, "index", area="birch") == pytest.approx(50)
        assert cell(card, NO2, "reason", "birch") == "not_applicable"
        filled = self.card(scored, "{method: group_mean, by: region, not_applicable: fill}", given=given)
        assert cell(filled, "index", area="birch") == pytest.approx((50 + 90) / 2)

    def test_an_unknown_attribute_is_asked_about(self, scored: Score) -> None:
        card = self.card(scored, "{method: group_mean, by: regoin}")
        found = [item for item in card.problems if item.field == "regoin"]
        assert [item.severity for item in found] == ["warning"] and 'did you mean "region"' in found[0].message


class TestWhoCounts:
    def test_not_applicable_is_neither_missing_nor_zero(self, scored: Score, cell: Cell) -> None:
        given = {"alder": {"pm2_5": 20, "no2": "M"}, "birch": {"pm2_5": 20, "no2": "O"}}
        card = scored(AIR + MEAN, given)
        assert cell(card, "index") == cell(card, "index", area="birch") == pytest.approx(75)
        assert cell(card, "index", "coverage") == 1 and cell(card, "index", "coverage", "birch") == 1 / 2
        assert cell(card, NO2, "reason") == "not_applicable" and math.isnan(cell(card, NO2, "coverage"))
        assert cell(card, NO2, "coverage", "birch") == 0

    def test_a_branch_all_of_whose_children_do_not_apply(self, scored: Score, cell: Cell) -> None:
        text = (
            head(WATER, PM)
            + "tree: [{id: index, children: [town.water, air]}, {id: air, children: [town.air.pm2_5]}]\n"
            + MEAN
        )
        card = scored(text, {"alder": {"water": 96, "pm2_5": "M"}})
        assert cell(card, "air", "reason") == "not_applicable" and math.isnan(cell(card, "air", "coverage"))
        assert cell(card, "index") == pytest.approx(92) and cell(card, "index", "coverage") == 1

    def test_applies_is_not_read(self, scored: Score, cell: Cell) -> None:
        text = OF_AIR + "  - {for: town.air.no2, applies: {coastal: true}}\n" + AIR_TREE + MEAN
        areas = [
            {"area": "alder", "coastal": "no"},
            {"area": "birch", "coastal": "1"},
            {"area": "cedar", "coastal": ""},
        ]
        given = {name: {"pm2_5": 20, "no2": 24} for name in ("alder", "birch", "cedar")}
        card = scored(text, given, areas=areas)
        assert cell(card, NO2, "reason") == "not_applicable" and math.isnan(cell(card, NO2, "value"))
        assert cell(card, NO2, area="birch") == pytest.approx(90)
        assert cell(card, NO2, "reason", "cedar") == "not_applicable"  # an attribute that is not given does not hold

    def test_scored_false_keeps_value_and_rating(self, scored: Score, cell: Cell) -> None:
        text = OF_AIR + "  - {for: town.air.no2, scored: false}\n" + AIR_TREE + MEAN
        text += """ratings:
  light:
    - {for: leaves, of: value, bands: [{label: bad}, {from: 30, label: good}]}
"""
        card = scored(text, {"alder": {"pm2_5": 20, "no2": 24}})
        assert cell(card, NO2, "value") == 24 and math.isnan(cell(card, NO2))
        assert cell(card, NO2, "reason") == "not_scored" and math.isnan(cell(card, NO2, "coverage"))
        assert cell(card, NO2, "rating") == "good" and cell(card, "index") == pytest.approx(75)
        assert cell(card, "index", "coverage") == 1

    def test_scored_for_some(self, scored: Score, cell: Cell) -> None:
        text = OF_AIR + "  - {for: town.air.no2, scored: {population: {min: 20000}}}\n" + AIR_TREE + MEAN
        areas = [{"area": "alder", "population": 20000}, {"area": "birch", "population": 19999}]
        card = scored(text, {name: {"pm2_5": 20, "no2": 24} for name in ("alder", "birch")}, areas=areas)
        assert cell(card, "index") == pytest.approx((75 + 90) / 2)
        assert cell(card, "index", area="birch") == pytest.approx(75)
        assert cell(card, NO2, "reason", "birch") == "not_scored"

    def test_rated_false(self, scored: Score, cell: Cell) -> None:
        text = OF_AIR + "  - {for: town.air.no2, rated: {coastal: true}}\n" + AIR_TREE + MEAN
        text += "ratings: {light: [{for: leaves, of: value, bands: [{label: bad}, {from: 30, label: good}]}]}\n"
        areas = [{"area": "alder", "coastal": "no"}, {"area": "birch", "coastal": "yes"}]
        card = scored(text, {name: {"pm2_5": 20, "no2": 24} for name in ("alder", "birch")}, areas=areas)
        assert (cell(card, NO2, "rating"), cell(card, NO2, "rating", "birch")) == ("", "good")
        assert cell(card, NO2) == pytest.approx(90)

    def test_a_point_is_lacking(self, scored: Score, cell: Cell) -> None:
        text = AIR.replace("  - {for: town.air.no2, worst: 60}\n", "") + MEAN
        card = scored(text, {"alder": {"pm2_5": 20, "no2": 24}})
        assert cell(card, NO2, "reason") == "no_point" and cell(card, NO2, "value") == 24
        assert math.isnan(cell(card, NO2, "coverage")) and cell(card, "index", "coverage") == 1
        assert cell(card, "index") == pytest.approx(75)

    def test_a_benchmark_is_lacking(self, scored: Score, cell: Cell) -> None:
        """Nothing here is a benchmark: the youth council has none."""
        text = "leaves: [{for: all, steps: [share_of]}]\n" + values_tree(COUNCIL, PM) + MEAN
        card = scored(text, {"alder": {"council": 1, "pm2_5": 20}})
        assert cell(card, COUNCIL, "reason") == "no_benchmark"
        assert cell(card, "index") == pytest.approx(10 / 20) and cell(card, "index", "coverage") == 1

    def test_lacking_as_an_error(self, scored: Score) -> None:
        text = "lacking: error\n" + AIR.replace("  - {for: town.air.no2, worst: 60}\n", "") + MEAN
        with pytest.raises(sdg.StandardError) as caught:
            scored(text, {"alder": {"pm2_5": 20}})
        assert NO2 in caught.value.problems.errors[0].message

    def test_equal_points(self, scored: Score, cell: Cell) -> None:
        text = AIR.replace("{for: town.air.no2, worst: 60}", "{for: town.air.no2, worst: 20}") + MEAN
        card = scored(text, {"alder": {"pm2_5": 20, "no2": 24}})
        assert cell(card, NO2, "reason") == "no_point"

    def test_a_step_cannot_take_the_value(self, scored: Score, cell: Cell) -> None:
        text = AIR.replace("steps: [goalposts]", "steps: [log, goalposts]") + MEAN
        card = scored(text, {"alder": {"pm2_5": 0, "no2": 24}})
        assert cell(card, PM, "reason") == "outside_domain" and cell(card, PM, "value") == 0
        assert cell(card, NO2) == pytest.approx(100 * math.log(60 / 24) / math.log(60 / 20))

    def test_nothing_scored_is_said(self, scored: Score) -> None:
        card = scored(AIR + MEAN, {"alder": {"water": 96}})
        assert [item.severity for item in card.problems] == ["warning"] and "no number" in card.problems[0].message

    def test_areas_that_are_not_in_the_table(self, scored: Score) -> None:
        card = scored(
            AIR + MEAN, {"alder": {"pm2_5": 20}, "birhc": {"pm2_5": 20}}, areas=[{"area": "alder"}, {"area": "birch"}]
        )
        assert card.areas == ("alder", "birch")
        assert [(item.severity, item.area) for item in card.problems] == [("error", "birhc")]
        assert 'did you mean "birch"' in card.problems[0].message

    def test_always_and_never(self, scored: Score) -> None:
        head = "areas: {where: {coastal: true}, always: [cedar], never: [alder]}\n"
        areas = [
            {"area": name, "coastal": coastal}
            for name, coastal in (("alder", "yes"), ("birch", "yes"), ("cedar", "no"), ("dogwood", "no"))
        ]
        card = scored(head + AIR + MEAN, {name: {"pm2_5": 20} for name in ("alder", "birch")}, areas=areas)
        assert card.areas == ("birch", "cedar")

    def test_an_attribute_that_changes(self, scored: Score, cell: Cell) -> None:
        text = OF_AIR + "  - {for: town.air.no2, applies: {coastal: true}}\n" + AIR_TREE + MEAN
        areas = [
            {"area": "alder", "period": "", "coastal": "no"},
            {"area": "alder", "period": "2023", "coastal": "yes"},
        ]
        given = {"alder": {"no2": {"2023": 24, "2024": 24}}}
        card = scored(text, given, areas=areas[:1], periods=["2023", "2024"])
        assert cell(card, NO2, "reason", period="2023") == "not_applicable"


class TestReading:
    LATEST = AIR.replace("steps: [goalposts]", "read: {method: latest, max_age: 3}, steps: [goalposts]") + MEAN

    def test_latest_with_an_age(self, scored: Score, cell: Cell) -> None:
        given = {"alder": {"pm2_5": {"2020": 20, "2021": 30}, "no2": {"2020": 24, "2025": 20}}}
        card = scored(self.LATEST, given)
        assert cell(card, PM, "value") == 30  # 2021 is three years back, 2020 four
        assert cell(card, NO2, "reason") == "not_reported"  # and 2025 has not been yet

    def test_the_newest_that_has_a_number(self, scored: Score, cell: Cell) -> None:
        card = scored(self.LATEST, {"alder": {"pm2_5": {"2022": 30, "2023": 20, "2024": "O"}}})
        assert cell(card, PM, "value") == 20

    def test_what_does_not_apply_any_more_is_not_carried_on(self, scored: Score, cell: Cell) -> None:
        card = scored(self.LATEST, {"alder": {"pm2_5": {"2022": 30, "2024": "M"}, "no2": {"2023": "M", "2024": 24}}})
        assert cell(card, PM, "reason") == "not_applicable"
        assert cell(card, NO2, "value") == 24

    def test_of_those_that_end_on_one_day_the_shortest(self, scored: Score, cell: Cell) -> None:
        card = scored(self.LATEST, {"alder": {"pm2_5": {"2023-Q4": 30, "2023": 20, "2023-12": 40}}})
        assert cell(card, PM, "value") == 40

    def test_at_period_is_this_very_period(self, scored: Score, cell: Cell) -> None:
        card = scored(AIR + MEAN, {"alder": {"pm2_5": {"2023": 30}, "no2": {"2024": 24}}})
        assert cell(card, PM, "reason") == "not_reported" and cell(card, NO2, "value") == 24

    @pytest.mark.parametrize("period", ["2023-08/2024-07", "2018/2024", "2024-01-01/2024-12-31"])
    def test_a_period_at_least_as_long_that_ends_within_it(self, scored: Score, cell: Cell, period: str) -> None:
        assert cell(scored(AIR + MEAN, {"alder": {"pm2_5": {period: 30}}}), PM, "value") == 30

    @pytest.mark.parametrize("period", ["2024-Q4", "2024-12", "2024-02/2024-12", "2024/2025"])
    def test_a_shorter_one_is_not_read(self, scored: Score, cell: Cell, period: str) -> None:
        assert cell(scored(AIR + MEAN, {"alder": {"pm2_5": {period: 30}}}), PM, "reason") == "not_reported"

    def test_the_period_itself_goes_before_longer_ones(self, scored: Score, cell: Cell) -> None:
        card = scored(AIR + MEAN, {"alder": {"pm2_5": {"2023-08/2024-07": 30, "2024": 20}}})
        assert cell(card, PM, "value") == 20 and not card.problems

    def test_two_candidates_are_a_problem(self, scored: Score, cell: Cell) -> None:
        card = scored(AIR + MEAN, {"alder": {"pm2_5": {"2023-08/2024-07": 30, "2018/2024": 20}}})
        assert cell(card, PM, "reason") == "contradiction"
        assert [(item.severity, item.area, item.series) for item in card.problems.errors] == [("error", "alder", PM)]

    def test_forecasts_are_not_read_unless_accepted(self, scored: Score, town: Standard, tmp_path: Path) -> None:
        row = {"area": "alder", "period": "2024", "series": PM, "value": 20, "unit": "µg/m³"}
        for status, read, there in (
            ("F", "at_period", False),
            ("F", "{accept: {status: [A, F]}}", True),
            ("E", "at_period", True),
            ("E", "{accept: {status: [A]}}", False),
        ):
            path = tmp_path / "own.yaml"
            text = AIR.replace("steps: [goalposts]", f"read: {read}, steps: [goalposts]")
            path.write_text('id: own\nversion: "1.0.0"\ntitle: Own\n' + text + MEAN)
            evidence = sdg.Evidence.from_frame(pd.DataFrame([row | {"status": status}]))
            card = sdg.score(evidence, town, path, periods=["2024"])
            assert (card.wide("value").loc[("alder", "2024"), PM] == 20) == there

    def test_only_what_was_verified(self, scored: Score, town: Standard, tmp_path: Path) -> None:
        path = tmp_path / "own.yaml"
        text = AIR.replace("steps: [goalposts]", "read: {accept: {verification: [verified]}}, steps: [goalposts]")
        path.write_text('id: own\nversion: "1.0.0"\ntitle: Own\n' + text + MEAN)
        rows = [
            {"area": area, "period": "2024", "series": PM, "value": 20, "unit": "µg/m³", "verification": word}
            for area, word in (("alder", "verified"), ("birch", "reported"), ("cedar", ""))
        ]
        values = sdg.score(sdg.Evidence.from_frame(pd.DataFrame(rows)), town, path, periods=["2024"]).wide("value")[PM]
        assert values.notna().tolist() == [True, False, False]

    def test_times(self, scored: Score, cell: Cell) -> None:
        text = "leaves: [{for: all, read: {times: 2}}]\n" + values_tree(PM) + MEAN
        assert cell(scored(text, {"alder": {"pm2_5": 20}}), PM, "value") == 2 * 20

    def test_another_series(self, scored: Score, cell: Cell) -> None:
        text = "leaves: [{for: all, read: {series: town.air.no2}}]\n" + values_tree(PM) + MEAN
        card = scored(text, {"alder": {"pm2_5": 20, "no2": 24}}, periods=None)
        assert cell(card, PM, "value") == 24

    def test_by_default_every_year_in_which_a_number_ends(self, scored: Score) -> None:
        given = {
            "alder": {"pm2_5": {"2022-08/2023-07": 20, "2020": "O"}, "no2": {"2021-Q1": 20}, "water": {"2019": 90}}
        }
        assert scored(AIR + MEAN, given, periods=None).periods == ("2021", "2023")

    def test_a_period_that_is_none(self, scored: Score) -> None:
        with pytest.raises(sdg.EvidenceError):
            scored(AIR + MEAN, {"alder": {"pm2_5": 20}}, periods=["last year"])

    def test_periods_may_be_numbers_and_stand_twice(self, scored: Score) -> None:
        assert scored(AIR + MEAN, {"alder": {"pm2_5": 20}}, periods=[2024, "2024"]).periods == ("2024",)


class TestPoints:
    def test_the_benchmark_in_force_at_the_period(self, scored: Score, cell: Cell) -> None:
        """Fine particles: 15 from 2010 and 10 from 2024. Nitrogen dioxide: 20 from 2024, nothing before."""
        text = AIR.replace("best: {rule: benchmark}", "best: {rule: benchmark, at: period}") + MEAN
        given = {"alder": {"pm2_5": {"2023": 20, "2024": 20}, "no2": {"2023": 24, "2024": 24}}}
        card = scored(text, given, periods=["2023", "2024"])
        assert cell(card, PM, period="2023") == pytest.approx(100 * (50 - 20) / (50 - 15))
        assert cell(card, PM, period="2024") == pytest.approx(100 * (50 - 20) / (50 - 10))
        assert cell(card, NO2, "reason", period="2023") == "no_benchmark"
        assert cell(card, "index", "coverage", period="2023") == 1 and cell(card, NO2) == pytest.approx(90)
        alone = scored(text, given, periods=["2023"])
        assert cell(alone, NO2, "reason", period="2023") == "no_benchmark"

    def test_an_older_edition_is_the_default_for_all_periods(self, scored: Score, cell: Cell) -> None:
        card = scored(AIR + MEAN, {"alder": {"pm2_5": {"2020": 20}}}, periods=["2020"])
        assert cell(card, PM, period="2020") == pytest.approx(100 * (50 - 20) / (50 - 10))

    COMMITTED = AIR.replace("best: {rule: benchmark}", "best: {rule: commitment}") + MEAN
    COMMITMENTS = [  # noqa: RUF012
        {"area": "alder", "series": PM, "value": 0.01, "unit": "mg/m³", "year": 2030},
        {"area": "birch", "series": PM, "value": 30, "unit": "µg/m³", "year": 2030},
    ]

    def test_what_an_area_has_adopted_itself(self, scored: Score, cell: Cell) -> None:
        given = {name: {"pm2_5": 40} for name in ("alder", "birch", "cedar")}
        card = scored(self.COMMITTED, given, commitments=self.COMMITMENTS)
        assert cell(card, PM) == pytest.approx(100 * (50 - 40) / (50 - 10))
        assert cell(card, PM, area="birch") == pytest.approx(100 * (50 - 40) / (50 - 30))
        assert cell(card, PM, "reason", "cedar") == "no_point" and math.isnan(cell(card, PM, "coverage", "cedar"))
        for name in given:
            alone = scored(self.COMMITTED, {name: given[name]}, commitments=self.COMMITMENTS)
            for column in ("score", "coverage", "reason"):
                one, among = cell(alone, PM, column, name), cell(card, PM, column, name)
                assert one == among or (one != one and among != among)

    def test_without_commitments_nobody_has_one(self, scored: Score, cell: Cell) -> None:
        assert cell(scored(self.COMMITTED, {"alder": {"pm2_5": 40}}), PM, "reason") == "no_point"

    def test_something_else_where_nothing_was_adopted(self, scored: Score, cell: Cell) -> None:
        text = self.COMMITTED.replace("{rule: commitment}", "{rule: commitment, else: {rule: benchmark}}")
        given = {name: {"pm2_5": 40} for name in ("alder", "birch", "cedar")}
        card = scored(text, given, commitments=self.COMMITMENTS)
        assert cell(card, PM, area="birch") == pytest.approx(100 * (50 - 40) / (50 - 30))
        assert cell(card, PM, area="cedar") == pytest.approx(100 * (50 - 40) / (50 - 10))

    def test_a_formula_over_what_areas_have_adopted(self, scored: Score, cell: Cell) -> None:
        text = AIR.replace("best: {rule: benchmark}", 'goal: {rule: commitment}, best: {formula: "goal / 2"}') + MEAN
        card = scored(text, {name: {"pm2_5": 40} for name in ("alder", "birch")}, commitments=self.COMMITMENTS)
        assert cell(card, PM) == pytest.approx(100 * (50 - 40) / (50 - 10 / 2))
        assert cell(card, PM, area="birch") == pytest.approx(100 * (50 - 40) / (50 - 30 / 2))

    def test_one_series_has_a_number_and_another_a_commitment(self, scored: Score, cell: Cell) -> None:
        text = AIR.replace("best: {rule: benchmark}", "best: {rule: commitment}")
        text = text.replace("{for: town.air.no2, worst: 60}", "{for: town.air.no2, worst: 60, best: 20}") + MEAN
        card = scored(text, {"alder": {"pm2_5": 40, "no2": 24}}, commitments=self.COMMITMENTS)
        assert cell(card, NO2) == pytest.approx(90) and cell(card, PM) == pytest.approx(25)

    @pytest.mark.parametrize(
        ("row", "field"),
        [
            ({"series": "town.watr"}, "series"),
            ({"value": "about five"}, "value"),
            ({"value": "3,5"}, "value"),
            ({"unit": "kg"}, "value"),
            ({"unit": "", "series": WATER}, "value"),
        ],
    )
    def test_commitments_that_cannot_be_used(self, scored: Score, row: dict[str, Any], field: str) -> None:
        table = [{**self.COMMITMENTS[0], **row}]
        problems = scored(self.COMMITTED, {"alder": {"pm2_5": 40}}, commitments=table).problems.errors
        assert [(item.row, item.field, item.area) for item in problems] == [(2, field, "alder")]
        assert problems[0].cure

    def test_two_commitments_on_one_series(self, scored: Score, cell: Cell) -> None:
        table = [self.COMMITMENTS[0], {**self.COMMITMENTS[0], "value": 0.02}]
        card = scored(self.COMMITTED, {"alder": {"pm2_5": 40}}, commitments=table)
        assert cell(card, PM, "reason") == "no_point" and len(card.problems.errors) == 1

    def test_a_table_of_points_beside_the_file(self, scored: Score, cell: Cell) -> None:
        text = "points: [{table: points.csv}]\nleaves: [{for: all, steps: [goalposts]}]\n" + values_tree(PM, NO2) + MEAN
        table = f"series,unit,worst,best\n{PM},mg/m³,0.05,0.01\n{NO2},,60,\n"
        card = scored(text, {"alder": {"pm2_5": 20, "no2": 24}}, tables={"points.csv": table})
        assert cell(card, PM) == pytest.approx(75) and cell(card, NO2, "reason") == "no_point"


def fitted(rules: str, reference: str = "{areas: scored}", steps: str = "[goalposts]") -> str:
    return f"reference: {reference}\npoints: [{{for: all, {rules}}}]\nleaves: [{{for: all, steps: {steps}}}]\n" + (
        values_tree(PM) + MEAN
    )


class TestFitted:
    """Fine particles of five towns: 10, 20, 30, 40, 60; lower is better."""

    GIVEN = {  # noqa: RUF012
        name: {"pm2_5": value}
        for name, value in zip(("alder", "birch", "cedar", "dogwood", "elm"), (10, 20, 30, 40, 60), strict=True)
    }

    @pytest.mark.parametrize(
        ("rule", "wanted"),
        [
            ("{rule: worst_observed}", 60),
            ("{rule: mean}", (10 + 20 + 30 + 40 + 60) / 5),
            ("{rule: median}", 30),
            ("{rule: percentile, p: 25}", 20),
            ("{rule: percentile, p: 25, side: worst}", 40),
            ("{rule: percentile, p: 25, side: best}", 20),
            ("{rule: percentile, p: 90, definition: lower}", 40),
            ("{rule: value_of, area: dogwood}", 40),
            ("{rule: worst_observed, reference: {where: {region: south}}}", 40),
            ("{rule: value_of, area: nobody, else: {rule: worst_observed}}", 60),
            ("{rule: value_of, area: nobody, else: 44}", 44),
            ("{rule: value_of, area: nobody, else: 0.044 mg/m³}", 44),
        ],
    )
    def test_the_worst_end(self, scored: Score, cell: Cell, rule: str, wanted: float) -> None:
        areas = [{"area": name, "region": "south" if name in ("cedar", "dogwood") else "north"} for name in self.GIVEN]
        text = fitted(f"best: 10, worst: {rule}").replace(
            "steps: [goalposts]", "steps: [{method: goalposts, clip: none}]"
        )
        card = scored(text, self.GIVEN, areas=areas)
        assert cell(card, PM, area="birch") == pytest.approx(100 * (wanted - 20) / (wanted - 10))

    @pytest.mark.parametrize(
        ("rule", "wanted"),
        [
            ("{rule: best_observed}", 10),
            ("{rule: mean_of_best, k: 2}", (10 + 20) / 2),
            ("{rule: mean_of_best, k: 9}", 32),
            ('{formula: "worst / 4"}', 60 / 4),
            ("{rule: value_of, area: nobody, else: {rule: benchmark}}", 10),
        ],
    )
    def test_the_best_end(self, scored: Score, cell: Cell, rule: str, wanted: float) -> None:
        text = fitted(f"best: {rule}, worst: {{rule: worst_observed}}")
        assert cell(scored(text, self.GIVEN), PM, area="dogwood") == pytest.approx(100 * (60 - 40) / (60 - wanted))

    def test_points_fitted_on_a_logarithmic_scale(self, scored: Score, cell: Cell) -> None:
        """The mean of the logarithms, not the logarithm of the mean; what is given walks."""
        text = fitted("best: 10, worst: {rule: mean}", steps="[log, {method: goalposts, clip: none}]")
        card = scored(text, self.GIVEN)
        mean = sum(map(math.log, (10, 20, 30, 40, 60))) / 5
        assert cell(card, PM, area="birch") == pytest.approx(100 * (mean - math.log(20)) / (mean - math.log(10)))

    def test_what_stands_behind_a_rule_walks_as_well(self, scored: Score, cell: Cell) -> None:
        text = fitted("best: 10, worst: {rule: value_of, area: nobody, else: 40}", steps="[log, goalposts]")
        card = scored(text, self.GIVEN)
        assert cell(card, PM, area="birch") == pytest.approx(100 * math.log(40 / 20) / math.log(40 / 10))

    def test_a_point_is_fitted_once(self, scored: Score, cell: Cell) -> None:
        """It is fitted where the first step asks for it; held values do not move it."""
        steps = "[{method: cap, max: worst}, goalposts]"
        text = fitted("best: 10, worst: {rule: percentile, p: 75}", steps=steps)
        card = scored(text, self.GIVEN)
        assert cell(card, PM, area="birch") == pytest.approx(100 * (40 - 20) / (40 - 10))
        assert card._result.fitted[PM, "worst"] == (0, 40.0)

    TWO_YEARS: dict[str, Any] = {  # noqa: RUF012
        "alder": {"pm2_5": {"2023": 10, "2024": 12}},
        "birch": {"pm2_5": {"2023": 20, "2024": 30}},
        "cedar": {"pm2_5": {"2023": 40, "2024": 32}},
    }

    @pytest.mark.parametrize(
        ("periods", "worst"),
        [
            ("each", {"2023": 40, "2024": 32}),
            ("all", {"2023": 40, "2024": 40}),
            ("[2024]", {"2023": 32, "2024": 32}),
            ("{from: 2024, to: 2025}", {"2023": 32, "2024": 32}),
        ],
    )
    def test_periods_of_the_reference(self, scored: Score, cell: Cell, periods: str, worst: dict[str, float]) -> None:
        text = fitted("best: 10, worst: {rule: worst_observed}", f"{{areas: scored, periods: {periods}}}")
        card = scored(text, self.TWO_YEARS, periods=["2023", "2024"])
        for period, value in (("2023", 20), ("2024", 30)):
            wanted = 100 * (worst[period] - value) / (worst[period] - 10)
            assert cell(card, PM, area="birch", period=period) == pytest.approx(wanted)

    def test_a_reference_that_is_given(self, scored: Score, cell: Cell, rows: Callable[..., Any]) -> None:
        text = fitted("best: 10, worst: {rule: worst_observed}", "{}")
        reference = rows(
            *({"area": name, "series": PM, "value": value, "unit": "µg/m³"} for name, value in (("x", 50), ("y", 80)))
        )
        card = scored(text, self.GIVEN, reference=reference)
        assert cell(card, PM, area="elm") == pytest.approx(100 * (80 - 60) / (80 - 10))
        assert card.provenance["reference"] == "given"

    def test_without_a_reference(self, scored: Score, cell: Cell) -> None:
        card = scored(fitted("best: 10, worst: {rule: worst_observed}", "{}"), self.GIVEN)
        assert cell(card, PM, "reason") == "no_point"
        assert any("fitted" in item.message and item.severity == "error" for item in card.problems)

    def test_z_scores(self, scored: Score, cell: Cell) -> None:
        card = scored(fitted("best: 10", steps="[z_score]"), self.GIVEN)
        mean = 32
        sd = math.sqrt(sum((value - mean) ** 2 for value in (10, 20, 30, 40, 60)) / 4)
        assert cell(card, PM) == pytest.approx((mean - 10) / sd)  # lower is better, so below the mean is above 0
        assert cell(card, PM, area="elm") == pytest.approx((mean - 60) / sd)
        scaled = scored(fitted("best: 10", steps="[{method: z_score, to: {mean: 100, sd: 10}}]"), self.GIVEN)
        assert cell(scaled, PM) == pytest.approx(100 + 10 * (mean - 10) / sd)

    def test_z_scores_of_one_area(self, scored: Score, cell: Cell) -> None:
        assert cell(scored(fitted("best: 10", steps="[z_score]"), {"alder": {"pm2_5": 10}}), PM, "reason") == "no_point"

    def test_ranks_as_scores(self, scored: Score, cell: Cell) -> None:
        card = scored(fitted("best: 10", steps="[rank]"), self.GIVEN)
        assert [cell(card, PM, area=name) for name in self.GIVEN] == [5, 4, 3, 2, 1]  # the best has the highest
        card = scored(fitted("best: 10", steps="[percentile_rank]"), self.GIVEN)
        assert [cell(card, PM, area=name) for name in self.GIVEN] == [1, 0.75, 0.5, 0.25, 0]

    def test_distance_in_sd(self, scored: Score, cell: Cell) -> None:
        steps = "[{method: distance_in_sd, point: benchmark}]"
        card = scored(fitted("sd: {rule: sd, ddof: 0}", steps=steps), self.GIVEN)
        sd = math.sqrt(sum((value - 32) ** 2 for value in (10, 20, 30, 40, 60)) / 5)
        assert cell(card, PM, area="elm") == pytest.approx((60 - 10) / sd) and cell(card, PM) == 0


class TestStandings:
    LIGHT = (
        "ratings: {light: [{for: all, bands: [{label: low}, {from: 50, label: medium}, {from: 75, label: high}]}]}\n"
    )

    def test_an_edge_belongs_to_the_better_band(self, scored: Score, cell: Cell) -> None:
        card = scored(AIR + MEAN + self.LIGHT, {"alder": {"pm2_5": 20, "no2": 40}, "birch": {"pm2_5": 30.04}})
        assert (cell(card, PM, "rating"), cell(card, NO2, "rating")) == ("high", "medium")  # exactly 75 and 50
        assert cell(card, PM, "rating", "birch") == "low"  # 49.9
        assert cell(card, NO2, "rating", "birch") == ""
        worse = self.LIGHT.replace("bands:", "ties: worse, bands:")
        card = scored(AIR + MEAN + worse, {"alder": {"pm2_5": 20, "no2": 40}})
        assert (cell(card, PM, "rating"), cell(card, NO2, "rating")) == ("medium", "low")

    LEAVES = """
  light:
    - for: leaves
      of: value
      bands: [{label: red}, {from: red, label: yellow}, {from: green, label: green}]
"""
    COLOURED = AIR.replace(
        "{for: town.air.pm2_5, worst: 50}", "{for: town.air.pm2_5, worst: 50, red: 30, green: 20}"
    ).replace("{for: town.air.no2, worst: 60}", "{for: town.air.no2, worst: 60, red: 40, green: 30}")

    def light(self, scored: Score, cell: Cell, rule: str, given: dict[str, Any], **more: Any) -> Any:
        text = self.COLOURED + MEAN + "ratings:" + self.LEAVES + f"    - {{for: index, {rule}}}\n"
        return cell(scored(text, {"alder": given}, **more), "index", "rating")

    def test_the_worst_child(self, scored: Score, cell: Cell) -> None:
        assert self.light(scored, cell, "method: worst", {"pm2_5": 35, "no2": 10}) == "red"
        assert self.light(scored, cell, "method: worst", {"pm2_5": 15, "no2": 30}) == "green"
        assert self.light(scored, cell, "method: worst", {"pm2_5": 25}) == "yellow"

    def test_the_mean_of_the_ratings(self, scored: Score, cell: Cell) -> None:
        rule = "method: mean_of_ratings, positions: {red: 0, yellow: 1, green: 2}"
        assert self.light(scored, cell, rule, {"pm2_5": 35, "no2": 10}) == "yellow"  # (0 + 2) / 2
        assert self.light(scored, cell, rule, {"pm2_5": 25, "no2": 10}) == "yellow"  # 1.5 reaches 1 and not 2
        assert self.light(scored, cell, rule + ", worst_if_more_than: 0.4", {"pm2_5": 35, "no2": 10}) == "red"
        assert self.light(scored, cell, rule + ", worst_if_more_than: 0.5", {"pm2_5": 35, "no2": 10}) == "yellow"

    WORST_TWO = "method: worst_two, positions: {worst: 0, red: 1, green: 2, best: 3}"

    def test_the_two_worst(self, scored: Score, cell: Cell) -> None:
        # pm 25 lies half way from red 30 to green 20: 1.5; no2 25 half way from green 30 to best 20: 2.5; mean 2.0
        assert self.light(scored, cell, self.WORST_TWO, {"pm2_5": 25, "no2": 25}) == "green"
        assert self.light(scored, cell, self.WORST_TWO + ", extremes: unanimous", {"pm2_5": 25, "no2": 25}) == "yellow"
        assert self.light(scored, cell, self.WORST_TWO, {"pm2_5": 25}) == "yellow"  # one rated leaf gives its own

    def test_too_little(self, scored: Score, cell: Cell) -> None:
        rule = self.WORST_TWO + ", needs: {share: 0.6}, too_little: gray"
        assert self.light(scored, cell, rule, {"pm2_5": 25}) == "gray"
        assert self.light(scored, cell, rule, {"pm2_5": 25, "no2": "M"}) == "yellow"
        assert self.light(scored, cell, rule, {"pm2_5": "O", "no2": "O"}) == "gray"

    RANKS = "ranks: [{id: rank, for: [index], within: region}, {id: overall, for: [index], ties: mean}]\n"

    def test_ranks_within_groups(self, scored: Score, cell: Cell) -> None:
        given = {name: {"pm2_5": value} for name, value in (("alder", 20), ("birch", 30), ("cedar", 30), ("elm", "O"))}
        areas = [
            {"area": name, "region": region}
            for name, region in (("alder", "north"), ("birch", "south"), ("cedar", "north"), ("elm", "south"))
        ]
        card = scored(AIR + MEAN + self.RANKS, given, areas=areas)
        assert [cell(card, "index", "rank", name) for name in ("alder", "birch", "cedar")] == [1, 1, 2]
        assert [cell(card, "index", "rank.overall", name) for name in ("alder", "birch", "cedar")] == [1, 2.5, 2.5]
        assert math.isnan(cell(card, "index", "rank", "elm")) and math.isnan(cell(card, PM, "rank"))

    def test_only_some_are_ranked(self, scored: Score, cell: Cell) -> None:
        ranks = "ranks: [{id: rank, for: [index], where: {region: south}}]\n"
        areas = [{"area": "alder", "region": "north"}, {"area": "birch", "region": "south"}]
        card = scored(AIR + MEAN + ranks, {"alder": {"pm2_5": 20}, "birch": {"pm2_5": 30}}, areas=areas)
        assert math.isnan(cell(card, "index", "rank")) and cell(card, "index", "rank", "birch") == 1

    def test_ranks_of_what_is_better_when_lower(self, scored: Score, cell: Cell) -> None:
        card = scored(
            raw("arithmetic_mean") + "ranks: [{for: [index]}]\n", {"alder": {"pm2_5": 20}, "birch": {"pm2_5": 30}}
        )
        assert cell(card, "index", "rank") == 1

    def test_each_period_has_its_own_ranks(self, scored: Score, cell: Cell) -> None:
        given = {"alder": {"pm2_5": {"2023": 20, "2024": 40}}, "birch": {"pm2_5": {"2023": 30, "2024": 30}}}
        card = scored(AIR + MEAN + "ranks: [{for: [index]}]\n", given, periods=["2023", "2024"])
        assert [cell(card, "index", "rank", period=period) for period in ("2023", "2024")] == [1, 2]


def trend(read: str, rest: str = "") -> str:
    read = f"{{method: pace_to_target, {read}}}"
    return f"{AIR}{MEAN}trends:\n  pace:\n    leaves: [{{for: town.air.pm2_5, read: {read}}}]\n{rest}"


class TestTrends:
    """Fine particles; lower is better. Paces are counted between last days of periods, in years."""

    def pace(self, scored: Score, cell: Cell, text: str, by_year: dict[str, float], **more: Any) -> Any:
        return cell(scored(text, {"alder": {"pm2_5": by_year}}, **more), PM, "trend_value")

    @pytest.mark.parametrize(
        ("by_year", "wanted"),
        [
            ({"2020": 40, "2024": 32}, ((40 - 32) / 4) / ((40 - 10) / 10)),
            ({"2020": 40, "2022": 11, "2024": 32}, ((40 - 32) / 4) / ((40 - 10) / 10)),  # the first and the latest
            ({"2020": 40, "2024": 44}, ((40 - 44) / 4) / ((40 - 10) / 10)),
            ({"2020": 8, "2024": 12}, ((8 - 12) / 4) / (2 / 10)),  # the base had met the target: over the size
        ],
    )
    def test_the_value_over_the_linear_pace(
        self, scored: Score, cell: Cell, by_year: dict[str, float], wanted: float
    ) -> None:
        assert self.pace(scored, cell, trend("target: benchmark, year: 2030"), by_year) == pytest.approx(
            wanted, rel=1e-3
        )

    def test_exactly_at_the_target_and_lost(self, scored: Score, cell: Cell) -> None:
        by_year = {"2020": 10, "2024": 12}
        assert self.pace(scored, cell, trend("target: benchmark, year: 2030"), by_year) == -1
        assert self.pace(scored, cell, trend("target: benchmark, year: 2030, lost: -9"), by_year) == -9

    def test_one_year_is_no_trend(self, scored: Score, cell: Cell) -> None:
        card = scored(trend("target: benchmark, year: 2030, reached: 1"), {"alder": {"pm2_5": {"2024": 8}}})
        assert math.isnan(cell(card, PM, "trend_value")) and cell(card, PM, "trend") == ""
        assert "two different years" in card.explain("alder", "2024", PM).text

    def test_reached(self, scored: Score, cell: Cell) -> None:
        text = trend("target: benchmark, year: 2030, reached: 1.5")
        assert self.pace(scored, cell, text, {"2020": 40, "2024": 9}) == 1.5
        assert self.pace(scored, cell, text, {"2020": 40, "2024": 10}) == 1.5
        near = trend("target: benchmark, year: 2030, reached: 1.5, target_met_within: 0.1")
        assert self.pace(scored, cell, near, {"2020": 40, "2024": 10.9}) == 1.5
        assert self.pace(scored, cell, near, {"2020": 40, "2024": 11.1}) != 1.5

    YEARS: dict[str, float] = {"2010": 48, "2018": 40, "2024": 32}  # noqa: RUF012

    @pytest.mark.parametrize(
        ("window", "base", "first"),
        [
            ("", 48, 2010),
            (", from: 2015", 40, 2018),
            (', from: "-5", else: last_before', 40, 2018),  # no second value since 2019
            (', from: "-6"', 40, 2018),
            (", from: 2020, else: last_before", 40, 2018),
        ],
    )
    def test_windows(self, scored: Score, cell: Cell, window: str, base: float, first: int) -> None:
        text = trend(f"target: benchmark, year: 2030{window}")
        wanted = ((base - 32) / (2024 - first)) / ((base - 10) / (2030 - first))
        assert self.pace(scored, cell, text, self.YEARS) == pytest.approx(wanted, rel=1e-3)

    def test_a_window_with_one_value(self, scored: Score, cell: Cell) -> None:
        assert math.isnan(self.pace(scored, cell, trend('target: benchmark, year: 2030, from: "-5"'), self.YEARS))

    def test_up_to_a_year(self, scored: Score, cell: Cell) -> None:
        text = trend("target: benchmark, year: 2030, to: 2018")
        wanted = ((48 - 40) / 8) / ((48 - 10) / 20)
        assert self.pace(scored, cell, text, self.YEARS) == pytest.approx(wanted, rel=1e-3)

    def test_never_later_than_the_scored_period(self, scored: Score, cell: Cell) -> None:
        text = trend("target: benchmark, year: 2030")
        card = scored(text, {"alder": {"pm2_5": {**self.YEARS, "2026": 5}}}, periods=["2018"])
        wanted = ((48 - 40) / 8) / ((48 - 10) / 20)
        assert cell(card, PM, "trend_value", period="2018") == pytest.approx(wanted, rel=1e-3)

    def test_of_scores_is_not_clipped(self, scored: Score, cell: Cell) -> None:
        """100 × (50 - x) / 40: 60 is -25, 30 is 50; the target, best, is 100."""
        text = trend("of: score, target: best, year: 2030")
        by_year = {"2020": 60, "2024": 30}
        assert self.pace(scored, cell, text, by_year) == pytest.approx((75 / 4) / (125 / 10), rel=1e-3)
        clipped = trend("of: score, clip: both, target: best, year: 2030")
        assert self.pace(scored, cell, clipped, by_year) == pytest.approx((50 / 4) / (100 / 10), rel=1e-3)

    def test_a_number_and_a_quantity_as_target(self, scored: Score, cell: Cell) -> None:
        for target in ("20", "0.02 mg/m³"):
            wanted = ((40 - 32) / 4) / ((40 - 20) / 10)
            text = trend(f"target: {target}, year: 2030")
            assert self.pace(scored, cell, text, {"2020": 40, "2024": 32}) == pytest.approx(wanted, rel=1e-3)

    def test_a_target_of_zero(self, scored: Score, cell: Cell) -> None:
        wanted = ((40 - 32) / 4) / ((40 - 0) / 10)
        assert self.pace(scored, cell, trend("target: 0, year: 2030"), {"2020": 40, "2024": 32}) == pytest.approx(
            wanted, rel=1e-3
        )

    def test_commitments_with_their_own_year(self, scored: Score, cell: Cell) -> None:
        table = [{"area": "alder", "series": PM, "value": 20, "unit": "µg/m³", "year": 2028}]
        text = trend("target: commitment, year: 2028")
        wanted = ((40 - 32) / 4) / ((40 - 20) / 8)
        assert self.pace(scored, cell, text, {"2020": 40, "2024": 32}, commitments=table) == pytest.approx(
            wanted, rel=1e-3
        )

    RATED = """    branches: [{for: all, needs: {share: 0.5}}]
    ratings:
      - for: all
        bands: [{label: worse}, {from: 0, label: slow}, {from: 1, label: on-track}, {when: reached, label: there}]
"""

    def test_labels_and_branches(self, scored: Score, cell: Cell) -> None:
        text = trend("target: benchmark, year: 2030, reached: 1", self.RATED)
        given = {
            "alder": {"pm2_5": {"2020": 40, "2024": 9}},
            "birch": {"pm2_5": {"2020": 40, "2024": 20}},
            "cedar": {"pm2_5": {"2020": 40, "2024": 41}},
        }
        card = scored(text, given)
        labels = [cell(card, PM, "trend", name) for name in given]
        assert labels == ["there", "on-track", "worse"]
        assert [cell(card, "index", "trend", name) for name in given] == labels
        assert cell(card, NO2, "trend") == ""  # no rule reads it: it stands outside the trend

    def test_what_does_not_apply_has_no_trend(self, scored: Score, cell: Cell) -> None:
        text = trend("target: benchmark, year: 2030")
        card = scored(text, {"alder": {"pm2_5": {"2020": 40, "2022": 30, "2024": "M"}}})
        assert math.isnan(cell(card, PM, "trend_value"))


class TestTables:
    def test_wide(self, scored: Score, cell: Cell) -> None:
        card = scored(AIR + MEAN, {"alder": {"pm2_5": 20, "no2": 24}, "birch": {"pm2_5": 30}})
        for column in ("score", "value", "coverage", "reason", "level", "imputed"):
            wide = card.wide(column)
            for area in ("alder", "birch"):
                for node in card.nodes:
                    one, other = wide.loc[(area, "2024"), node], cell(card, node, column, area)
                    assert one == other or (one != one and other != other)

    def test_an_unknown_column(self, scored: Score) -> None:
        with pytest.raises(sdg.UnknownId, match="coverage"):
            scored(AIR + MEAN, {"alder": {"pm2_5": 20}}).wide("coverge")

    def test_every_number_has_a_row_and_every_gap_a_reason(self, scored: Score) -> None:
        card = scored(AIR + MEAN, {"alder": {"pm2_5": 20}, "birch": {"no2": "Q"}}, periods=["2023", "2024"])
        frame = card.scores
        assert len(frame) == 2 * 2 * 3
        assert ((frame["reason"] == "") == frame["score"].notna()).all()

    def test_an_unknown_methodology(self, town: Standard, rows: Callable[..., Any]) -> None:
        with pytest.raises(sdg.UnknownId, match="levels"):
            sdg.score(rows({"value": 5, "unit": "%"}), town, "level")
        with pytest.raises(sdg.StandardError):
            sdg.score(rows({"value": 5, "unit": "%"}), town, "nowhere/own.yaml")

    def test_provenance_has_no_clock_and_no_path(self, scored: Score, tmp_path: Path) -> None:
        card = scored(AIR + MEAN, {"alder": {"pm2_5": 20}})
        text = str(card.provenance)
        assert str(tmp_path) not in text and card.provenance["methodology"] == "own@1.0.0"
        assert len(card.provenance["methodology_digest"]) == len(card.provenance["evidence_digest"]) == 64
        assert card.provenance == scored(AIR + MEAN, {"alder": {"pm2_5": 20}}).provenance


def test_a_table_is_not_copied_because_the_tree_has_another_order(town: Standard, tmp_path: Path) -> None:
    table = pd.DataFrame([[30.0, 20.0], [40.0, 60.0]], index=["a", "b"], columns=[NO2, PM], copy=False)
    path = tmp_path / "own.yaml"
    path.write_text('id: own\nversion: "1.0.0"\ntitle: Own\n' + AIR + MEAN, encoding="utf-8")
    card = sdg.score(sdg.Evidence.from_wide(table, period="2024", units="series"), town, path, periods=["2024"])
    assert np.shares_memory(card._result.readout.table, table.to_numpy())
    assert card._result.readout.values.tolist() == [[20, 60], [30, 40]]  # PM before NO2, as in the tree
    scores = card.wide().to_dict()
    assert scores[PM]["a", "2024"] == pytest.approx(100 * (50 - 20) / (50 - 10))
    assert scores[NO2]["b", "2024"] == pytest.approx(100 * (60 - 40) / (60 - 20))
