"""Invented indices that read in ways the published ones here do not; the arithmetic stands beside them."""

from __future__ import annotations

import math
from collections.abc import Callable

import pandas as pd
import pytest

import sdg_standard as sdg

Index = Callable[..., sdg.Scorecard]
Rows = Callable[..., pd.DataFrame]


# growth towards a ceiling that is a point of the series: of some given, of one adopted, of others none

CEILINGS = """
scale: {worst: -5, best: 5}
points:
  - {for: x.school, ceiling: 100}
  - {for: x.water, ceiling: {rule: commitment, else: 100}}
leaves:
  - for: all
    read: {method: growth_rate, from: 2014, to: latest}
    steps: [{method: goalposts, worst: -0.05, best: 0.05, clip: none}]
  - {for: {point: ceiling}, read: {limit: ceiling}}
tree: [{id: index, children: [x.school, x.water, x.income]}]
branches: [{for: all, aggregate: arithmetic_mean}]
"""
SERVICES = {"school": "share % up", "water": "share % up", "income": "index - up"}


def towards(first: float, last: float, ceiling: float | None = None) -> float:
    """The score of ten years: a rate of 5 % is 5, divided by how near the ceiling the way began."""
    rate = (last / first) ** (1 / 10) - 1
    return 100 * (rate if ceiling is None else rate / (1 - (first / ceiling) ** 4.44))


def test_a_ceiling_that_is_a_point(index: Index, rows: Rows) -> None:
    given = {
        "a": {"school": {2014: 90, 2024: 95}, "water": {2014: 60, 2024: 66}, "income": {2014: 40, 2024: 44}},
        "b": {"school": {2014: 90, 2024: 95}, "water": {2014: 60, 2024: 66}, "income": {2014: 40, 2024: 44}},
    }
    adopted = pd.DataFrame([{"area": "b", "series": "x.water", "value": 80, "unit": "%", "year": 2030}])
    found = rows(index(SERVICES, CEILINGS, given, periods=["2024"], commitments=adopted))["score"]
    for area, ceiling in (("a", 100), ("b", 80)):
        parts = [towards(90, 95, 100), towards(60, 66, ceiling), towards(40, 44)]
        assert found[area, "2024"][["x.school", "x.water", "x.income"]].tolist() == pytest.approx(parts)
        assert found[area, "2024", "index"] == pytest.approx(sum(parts) / 3)


# an index of all towns with a trend of the coast, and the trend of the index itself beside that of its parts

COAST = """
points: [{for: all, worst: 0, green: 80, best: 100}]
leaves:
  - {for: all, steps: [goalposts]}
  - {for: x.fish, scored: false}
tree: [{id: index, children: [land, sea]}, {id: land, children: [x.forest]}, {id: sea, children: [x.clean, x.fish]}]
branches: [{for: all, aggregate: geometric_mean}]
trends:
  pace:
    leaves:
      - {for: all, read: {method: pace_to_target, of: score, target: green, year: 2030, from: 2020, reached: 1}}
      - {for: x.fish, scored: {coast: true}}
    branches:
      - {for: all, aggregate: arithmetic_mean, needs: {share: 0.5, of: children}}
      - {for: index, read: {method: pace_to_target, target: 80, year: 2030, from: 2020, reached: 1}}
    ratings: [{for: all, bands: [{label: behind}, {from: 1, label: on-track}, {when: reached, label: there}]}]
"""
PLACES = {"forest": "share % up", "clean": "share % up", "fish": "share % up"}


def test_a_trend_that_scores_more_than_its_file(index: Index, rows: Rows) -> None:
    own = {"forest": {2020: 40, 2024: 64}, "clean": {2020: 90, 2024: 81}, "fish": {2020: 20, 2024: 50}}
    areas = pd.DataFrame({"area": ["a", "b"], "coast": [True, False]})
    table = rows(index(PLACES, COAST, {"a": own, "b": own}, areas=areas, periods=["2024"]))
    a, b = table.loc[("a", "2024")], table.loc[("b", "2024")]
    # the file knows nothing of fish
    assert a["score"][["x.forest", "x.clean", "sea", "index"]].tolist() == pytest.approx([64, 81, 81, 72])
    assert math.isnan(a["score"]["x.fish"]) and a["reason"]["x.fish"] == "not_scored"
    # forest: 6 a year of (80 - 40) / 10 = 4; clean is there; fish: 7.5 a year of (80 - 20) / 10 = 6
    assert a["trend_value"][["x.forest", "x.clean", "x.fish"]].tolist() == pytest.approx([1.5, 1, 1.25])
    assert b["trend_value"][["x.forest", "x.clean"]].tolist() == pytest.approx([1.5, 1])
    assert math.isnan(b["trend_value"]["x.fish"])
    assert (a["trend_value"]["sea"], b["trend_value"]["sea"]) == pytest.approx(((1 + 1.25) / 2, 1))
    # the index: the root of 40 x 90 is 60, that of 64 x 81 is 72; 3 a year of (80 - 60) / 10 = 2
    assert a["trend_value"]["index"] == pytest.approx(1.5)
    assert a["trend"][["x.clean", "x.fish", "land", "index"]].tolist() == ["there", "on-track", "on-track", "on-track"]


# values taken as read: a gap between two groups, which is made of values and only then scored

GAP = """
leaves: [{for: all, steps: [], gives: value}]
tree:
  - {id: index, children: {equality: 3, health: 1}}
  - id: equality
    children: [{id: women, series: x.women}, {id: men, series: x.men}]
    aggregate: {formula: "min(women / men, men / women)"}
    direction: higher_is_better
    steps: [{method: goalposts, worst: 0, best: 1}]
  - id: health
    children: [x.deaths]
    aggregate: arithmetic_mean
    steps: [{method: goalposts, worst: 50, best: 10}]
branches: [{for: index, aggregate: arithmetic_mean}]
ranks: [{for: [index, health]}]
"""
GROUPS = {"women": "index - up", "men": "index - up", "deaths": "rate|per 100000 inhabitants|down"}


def test_values_taken_as_read(index: Index, rows: Rows) -> None:
    given = {"a": {"women": 8, "men": 10, "deaths": 20}, "b": {"women": 12, "men": 10, "deaths": 30}}
    table = rows(index(GROUPS, GAP, given))
    a, b = table.loc[("a", "2024")], table.loc[("b", "2024")]
    assert math.isnan(a["score"]["women"]) and a["value"]["women"] == 8 and a["reason"]["women"] == ""
    assert (a["score"]["equality"], b["score"]["equality"]) == pytest.approx((80, 100 * 10 / 12))
    assert (a["score"]["health"], b["score"]["health"]) == pytest.approx((100 * 30 / 40, 100 * 20 / 40))
    assert a["score"]["index"] == pytest.approx((3 * 80 + 75) / 4)
    assert b["score"]["index"] == pytest.approx((3 * 1000 / 12 + 50) / 4)
    assert a["coverage"]["index"] == 1
    assert (a["rank"]["index"], b["rank"]["index"]) == (1, 2)
