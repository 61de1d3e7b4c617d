"""Invented indices whose branches, groups and formulas do not hold for everybody, against arithmetic by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

import sdg_standard as sdg

Index = Callable[..., sdg.Scorecard]
Wide = Callable[..., pd.DataFrame]
Rows = Callable[[sdg.Scorecard], pd.DataFrame]


# A green index with a policy category for the sea, which landlocked countries do not have.

GREEN = {
    "pm": "concentration µg/m³ down",
    "no2": "concentration µg/m³ down",
    "reserves": "share % up",
    "stocks": "share % up",
    "forest": "share % up",
}
GREEN_INDEX = """
points:
  - {for: [x.pm, x.no2], worst: 50, best: 10}
  - {for: {kind: share}, worst: 0, best: 100}
leaves:
  - {for: all, read: {method: latest, max_age: 4}, steps: [goalposts]}
tree:
  - id: index
    level: index
    children: {health: 40, vitality: 60}
  - {id: health, level: objective, children: {x.pm: 3, x.no2: 1}}
  - {id: vitality, level: objective, children: {sea: 25, land: 75}}
  - {id: sea, level: category, children: [x.reserves, x.stocks], applies: {landlocked: false}, needs: all}
  - {id: land, level: category, children: [x.forest, x.reserves]}
branches:
  - {for: all, aggregate: arithmetic_mean}
  - {for: index, needs: {share: 0.8, of: leaves}, steps: [{method: round, decimals: 1}]}
ratings:
  class: [{for: [index, sea], bands: [{label: behind}, {from: 50, label: ahead}]}]
ranks: [{for: [index, sea]}]
trends:
  change:
    leaves: [{for: all, read: {method: slope, of: score, from: 2020}}]
"""
COUNTRIES = pd.DataFrame(
    [
        {"area": "shore", "landlocked": "no"},
        {"area": "alps", "landlocked": "yes"},
        {"area": "steppe", "landlocked": "yes"},
        {"area": "isle", "landlocked": "no"},
    ]
)
MEASURED = {
    "shore": {
        "pm": {"2020": 40, "2024": 20},
        "no2": 30,
        "reserves": {"2020": 20, "2024": 40},
        "stocks": 60,
        "forest": 30,
    },
    "alps": {"pm": 10, "no2": 10, "reserves": {"2020": 40, "2024": 80}, "stocks": 90, "forest": 60},
    "steppe": {"pm": 50, "forest": 4},
    "isle": {"pm": 10, "no2": 10, "reserves": 100, "forest": 100},
}


@pytest.fixture
def green(index: Index) -> sdg.Scorecard:
    return index(GREEN, GREEN_INDEX, MEASURED, areas=COUNTRIES, periods=["2024"])


def test_the_sea_of_a_country_without_one(green: sdg.Scorecard, wide: Wide) -> None:
    """Health: (3 pm + no2) / 4, scores (50 - x) / 40. Vitality: (25 sea + 75 land) / 100, or land alone.

    shore: health (3 × 75 + 50) / 4 = 68.75, sea 50, land 35, vitality 38.75, index 0.4 × 68.75 + 0.6 × 38.75 = 50.75
    alps: health 100, land (60 + 80) / 2 = 70 and vitality too, index 0.4 × 100 + 0.6 × 70 = 82
    """
    table = wide(green)
    assert table.loc["shore", ["health", "sea", "land", "vitality", "index"]].tolist() == pytest.approx(
        [68.75, 50, 35, 38.75, 50.8]
    )
    assert table.loc["alps", ["health", "land", "vitality", "index"]].tolist() == pytest.approx([100, 70, 70, 82])
    assert pd.isna(table.loc["alps", "sea"])
    assert table.loc["alps", ["x.reserves", "x.stocks"]].tolist() == [80, 90]


def test_why_there_is_no_sea_and_no_index(green: sdg.Scorecard, rows: Rows) -> None:
    """alps has no sea; isle has one and lacks its stocks; steppe has 2 of its 4 leaves, isle 4 of 5."""
    reason, coverage = (rows(green)[name].unstack("node").droplevel("period") for name in ("reason", "coverage"))
    assert reason.loc["alps", "sea"] == reason.loc["steppe", "sea"] == "not_applicable"
    assert reason.loc["isle", "sea"] == "below_coverage" and reason.loc["isle", "index"] == ""
    assert reason.loc["steppe", "index"] == "below_coverage"
    assert coverage["index"].to_dict() == {"shore": 1, "alps": 1, "steppe": 0.5, "isle": 0.8}
    assert coverage["sea"].isna().to_dict() == {"shore": False, "alps": True, "steppe": True, "isle": False}


def test_nobody_is_ranked_or_rated_by_a_sea_that_is_not_there(green: sdg.Scorecard, rows: Rows) -> None:
    table = rows(green).droplevel("period")
    assert table["rank"].unstack("node")["sea"].dropna().to_dict() == {"shore": 1}
    assert table["rating"].unstack("node")["sea"].to_dict() == {"shore": "ahead", "alps": "", "steppe": "", "isle": ""}
    assert table["rank"].unstack("node")["index"].dropna().to_dict() == {"isle": 1, "alps": 2, "shore": 3}


def test_the_sea_does_not_move_a_trend_either(green: sdg.Scorecard, wide: Wide) -> None:
    """From 2020 to 2024 the scores of reserves rise by 20 and 40, that of pm by 50: of four years, a little over."""
    change = wide(green, "trend_value")
    year = 1461 / 365.2425  # the last days of 2020 and 2024 lie four years apart
    assert change.loc["shore", ["x.reserves", "sea", "land"]].tolist() == pytest.approx([20 / year] * 3, rel=1e-3)
    assert change.loc["shore", "vitality"] == pytest.approx(20 / year, rel=1e-3)
    assert change.loc["alps", ["land", "vitality", "index"]].tolist() == pytest.approx([40 / year] * 3, rel=1e-3)
    assert pd.isna(change.loc["alps", "sea"])


# Regions made of municipalities, published only where enough of them report.

REGIONS = {"teachers": "share % up", "shops": "count count up", "pools": "share % up"}
REGION_INDEX = """
areas:
  groups:
    - {by: county, weight: residents, needs: {share: 0.6, of: areas}}
    - {by: coast, weight: residents}
points:
  - {for: {kind: share}, worst: 0, best: 100}
  - {for: x.shops, worst: 0, best: 50}
leaves:
  - {for: all, steps: [goalposts]}
  - {for: x.pools, applies: {size: large}}
tree: {id: index, children: [x.teachers, x.shops, x.pools]}
branches: [{for: all, aggregate: arithmetic_mean, needs: {share: 0.6, of: children}}]
ranks: [{for: [index]}]
"""
TOWNS = pd.DataFrame(
    [
        {"area": "ash", "county": "north", "coast": "", "residents": 10, "size": "large"},
        {"area": "birch", "county": "north", "coast": "west coast", "residents": 30, "size": "small"},
        {"area": "cherry", "county": "south", "coast": "west coast", "residents": 20, "size": "small"},
        {"area": "date", "county": "south", "coast": "west coast", "residents": 20, "size": "small"},
        {"area": "elm", "county": "south", "coast": "", "residents": "", "size": "small"},
        {"area": "north", "name": "The North", "county": "", "coast": "", "residents": "", "size": ""},
    ]
).fillna("")


def test_counties_of_municipalities(index: Index, rows: Rows) -> None:
    """north: teachers (10 × 50 + 30 × 90) / 40 = 80, shops 10 + 5 = 15 of 50, pools 40 of ash, as birch has none.

    south: of cherry and date, which have weights, one reports teachers: 1 of 2 is below 0.6; shops 20 + 30; no pools.
    The coast needs nothing: teachers (30 × 90 + 20 × 60) / 50 = 78, shops 5 + 20 + 30 = 55, held at 50.
    """
    given: dict[str, dict[str, Any]] = {
        "ash": {"teachers": 50, "shops": 10, "pools": 40},
        "birch": {"teachers": 90, "shops": 5, "pools": 99},
        "cherry": {"teachers": 60, "shops": 20},
        "date": {"shops": 30},
        "elm": {"teachers": 10, "shops": 500},
    }
    card = index(REGIONS, REGION_INDEX, given, areas=TOWNS)
    table = rows(card).droplevel("period")
    score, reason = table["score"].unstack("node"), table["reason"].unstack("node")
    assert card.areas == ("ash", "birch", "cherry", "date", "elm", "north", "south", "west coast")
    assert card.area_name("north") == "The North"
    assert score.loc["north"].to_dict() == pytest.approx(
        {"x.teachers": 80, "x.shops": 30, "x.pools": 40, "index": (80 + 30 + 40) / 3}
    )
    assert reason.loc["south"].to_dict() == {
        **{"x.teachers": "below_coverage", "x.shops": "", "x.pools": "not_applicable", "index": "below_coverage"}
    }
    assert score.loc["west coast", ["x.teachers", "x.shops", "index"]].tolist() == pytest.approx([78, 100, 89])
    assert table["rank"].unstack("node")["index"].dropna().index.tolist() == ["ash", "birch", "cherry", "elm"]
    assert (
        "not at all, as 60 % of the members have to have a number" in card.explain("south", "2024", "x.teachers").text
    )


# A parity index whose ratio of two values is a score by decree.

PARITY = {"women": "share % none", "men": "share % none", "pay": "ratio - up"}
PARITY_INDEX = """
scale: {worst: 0, best: 1}
leaves:
  - {for: {kind: share}, read: {method: latest}}
  - {for: x.pay, steps: [{method: goalposts, worst: 0.5, best: 1}]}
tree:
  - {id: index, children: [taking_part, x.pay]}
  - id: taking_part
    children: [{id: women, series: x.women}, {id: men, series: x.men}]
    aggregate: {formula: "min(women, men) / max(women, men)", gives: score}
  - {id: gap, children: [women, men], aggregate: {formula: "men - women", gives: value}, direction: lower_is_better}
branches:
  - {for: index, aggregate: geometric_mean}
ranks: [{for: [index, gap]}]
"""


def test_a_formula_of_values_that_gives_a_score(index: Index, rows: Rows) -> None:
    """a: 40 / 50 = 0.8 and pay (0.9 - 0.5) / 0.5 = 0.8, so 0.8; b: 30 / 60 and (1 - 0.5) / 0.5, so √(0.5 × 1)."""
    given: dict[str, dict[str, Any]] = {
        "a": {"women": 50, "men": 40, "pay": 0.9},
        "b": {"women": {"2023": 30}, "men": 60, "pay": 1},
        "c": {"women": 30, "pay": 0.75},
    }
    card = index(PARITY, PARITY_INDEX, given, periods=["2024"])
    table = rows(card).droplevel("period")
    score, value = table["score"].unstack("node"), table["value"].unstack("node")
    assert score.loc["a", ["taking_part", "index"]].tolist() == pytest.approx([0.8, 0.8])
    assert score.loc["b", ["taking_part", "index"]].tolist() == pytest.approx([0.5, 0.5**0.5])
    assert value["gap"].dropna().to_dict() == {"a": -10, "b": 30} and score["gap"].isna().all()
    assert score.loc["c", "index"] == pytest.approx(0.5)  # of pay alone: the mean skips what the formula lacks
    assert table.loc[("c", "taking_part"), "reason"] == "missing_children"
    assert table["rank"].unstack("node")["gap"].dropna().to_dict() == {"a": 1, "b": 2}
    assert table["rank"].unstack("node")["index"].to_dict() == {"a": 1, "b": 2, "c": 3}
