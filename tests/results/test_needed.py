"""What a node needs for a rating, by hand and by scoring it."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sdg_standard as sdg
from sdg_standard import SdgStandardError, UnknownId
from sdg_standard.assess import Scorecard
from sdg_standard.catalogue import Standard
from sdg_standard.methodology import Methodology
from sdg_standard.results.needed import NEEDED_COLUMNS, WHY_NONE
from sdg_standard.words import has
from town import rows_of

LIGHTS = """
select: {framework: town}
points:
  - {for: all, best: {rule: benchmark}}
  - {for: town.water, worst: 50, red: 70, green: 90}
  - {for: town.injuries, worst: 250, red: 150, green: 80}
  - {for: town.air.pm2_5, worst: 50}
leaves:
  - {for: all, steps: [goalposts]}
  - {for: {kind: category}, steps: [{method: categories, scores: {"no": 0, "yes": 100}}]}
  - {for: town.air.no2, scored: false}
tree: [{id: index, children: [town.water, town.injuries, town.air.pm2_5, town.youth-council, town.air.no2]}]
branches: [{for: all, aggregate: arithmetic_mean}]
ratings:
  bands: [{for: all, bands: [{label: low}, {from: 50, label: medium}, {from: 75, label: high}]}]
  traffic-light:
    - {for: {point: green}, of: value, bands: [{label: red}, {from: red, label: yellow}, {from: green, label: green}]}
    - {for: index, method: worst, bands: []}
"""


def one(card: Any, node: str, rating: str, **where: Any) -> pd.Series:
    frame = card.needed(node, rating, **where)
    assert tuple(frame.columns) == NEEDED_COLUMNS
    assert len(frame) == 1
    return frame.iloc[0]


def town_of(scored: Any, **given: Any) -> Scorecard:
    return scored(LIGHTS, {"alder": given})


def test_a_line_upwards(scored: Any) -> None:
    row = one(town_of(scored, water=60), "town.water", "high")
    assert row.needed == 50 + 0.75 * (100 - 50)
    assert (row.value, row.score, row.unit, row.of, row.reason) == (60, 20, "%", "value", "")


def test_a_line_downwards(scored: Any) -> None:
    assert one(town_of(scored, injuries=200), "town.injuries", "medium").needed == 250 - 0.5 * (250 - 50)


def test_a_benchmark_on_another_scale_and_a_node_without_value(scored: Any) -> None:
    row = one(town_of(scored, water=60), "town.air.pm2_5", "high")
    assert math.isnan(row.value)
    assert row.needed == 50 - 0.75 * (50 - 10)


def test_a_rating_of_values(scored: Any) -> None:
    card = town_of(scored, water=60, injuries=200)
    assert one(card, "town.water", "traffic-light:green").needed == 90
    assert one(card, "town.water", "traffic-light:yellow").needed == 70
    assert one(card, "town.injuries", "Traffic-Light:GREEN").needed == 80
    assert one(card, "town.injuries", "green").needed == 80  # no other rating has it
    assert one(card, "town.air.pm2_5", "traffic-light:green").reason == "not_rated"


def test_an_answer(scored: Any) -> None:
    row = one(town_of(scored, council="no"), "town.youth-council", "medium")
    assert (row.needed, row.answer, row.value, row.unit) == (1, "yes", 0, "")


def test_a_branch_needs_the_score_of_its_band(scored: Any) -> None:
    row = one(town_of(scored, water=60), "index", "medium")
    assert (row.of, row.score, row.needed, row.unit) == ("score", 20, 50, "")


def test_why_nothing_is_needed(scored: Any) -> None:
    card = town_of(scored, water=90, no2=30)
    assert one(card, "town.water", "high").reason == "reached"
    assert one(card, "town.water", "low").reason == "reached"
    assert one(card, "town.air.no2", "high").reason == "no_point"  # nobody says where it is worst
    assert one(card, "index", "traffic-light:green").reason == "reached"
    assert math.isnan(one(card, "town.water", "high").needed)


def test_what_does_not_apply_or_is_not_scored(scored: Any) -> None:
    text = LIGHTS.replace("scored: false", "scored: false, steps: [{method: goalposts, worst: 60}]")
    assert one(scored(text, {"alder": {"no2": 30}}), "town.air.no2", "high").reason == "not_scored"
    assert one(town_of(scored, water="M"), "town.water", "high").reason == "not_applicable"


def test_ratings_of_ratings_and_places_among_others_have_no_number(scored: Any) -> None:
    assert one(town_of(scored, water=60), "index", "traffic-light:green").reason == "made_of_ratings"
    ranked = """
reference: {areas: scored}
leaves: [{for: all, steps: [percentile_rank]}]
tree: [{id: index, children: [town.water]}]
branches: [{for: all, aggregate: arithmetic_mean}]
ratings: {bands: [{for: all, bands: [{label: low}, {from: 50, label: high}]}]}
"""
    card = scored(ranked, {"alder": {"water": 60}, "birk": {"water": 80}})
    assert card.needed("town.water", "high", area="alder").iloc[0].reason == "compares_areas"


def test_what_no_possible_value_reaches(scored: Any) -> None:
    text = LIGHTS.replace("steps: [goalposts]", "steps: [{method: goalposts, to: [0, 60]}]")
    assert one(scored(text, {"alder": {"water": 60}}), "town.water", "high").reason == "out_of_reach"


def test_a_certain_value_is_best(bundled: Standard) -> None:
    """Income of women over that of men: equal is best, and from either side the nearer end is needed."""
    rows = [
        {"area": area, "period": "2021", "series": "u4ssc.sc.sh.si.1c", "value": value}
        for area, value in {"low": 0.6, "high": 1.7}.items()
    ]
    card = sdg.score(rows_of(*rows), bundled, "u4ssc-performance", periods=["2021"])
    found = card.needed("u4ssc.sc.sh.si.1c", "from-95").set_index("area")["needed"]
    assert found["low"] == pytest.approx(0.95, abs=1e-9)
    assert found["high"] > 1
    for area, needed in found.items():
        worse = needed + (-1e-4 if area == "low" else 1e-4)
        again = [{**rows[0], "area": "exact", "value": needed}, {**rows[0], "area": "worse", "value": worse}]
        ratings = sdg.score(rows_of(*again), bundled, "u4ssc-performance", periods=["2021"]).wide("rating")
        column = ratings["u4ssc.sc.sh.si.1c"].droplevel("period")
        assert column.to_dict() == {"exact": "from-95", "worse": "from-66"}


def test_a_count_is_whole(bundled: Standard) -> None:
    """Of 0 to 3 reports a year 1.5 would be level 2; there are none but whole reports."""
    row = {"area": "alder", "period": "2024", "series": "implementation.report.3", "value": 1, "unit": "count"}
    card = sdg.score(rows_of(row), bundled, "implementation-profile", periods=["2024"])
    assert one(card, "implementation.report.3", "level-2").needed == 2


PACE = """
leaves:
  - for: all
    read: {method: pace_to_target, target: benchmark, year: 2030, from: 2020, to: latest}
    steps: [{method: piecewise, points: [[0, 0], [1, 100]]}]
tree: [{id: index, children: [town.water]}]
branches: [{for: all, aggregate: arithmetic_mean}]
ratings: {bands: [{for: all, bands: [{label: low}, {from: 50, label: half}, {from: 95, label: nearly}]}]}
"""


def test_a_pace(scored: Any) -> None:
    """From 60 in 2020 the way to 100 in 2030 is 4 a year; half of it is 2 a year, 68 in 2024."""
    card = scored(PACE, {"alder": {"water": {"2020": 60, "2024": 62}}})
    row = one(card, "town.water", "half")
    assert (row.value, row.needed, row.unit, row.pace) == (62, 68, "%", 2)
    again = scored(PACE, {"alder": {"water": {"2020": 60, "2024": 68}}, "birk": {"water": {"2020": 60, "2024": 67.99}}})
    assert list(again.wide("rating")["town.water"]) == ["half", "low"]
    single = scored(PACE, {"alder": {"water": {"2024": 62}}})
    assert one(single, "town.water", "half").reason == "not_reported"


def test_what_is_named_wrongly(scored: Any) -> None:
    card = town_of(scored, water=60)
    with pytest.raises(UnknownId, match=r"hgih.*high"):
        card.needed("town.water", "hgih")
    for wrong in ({"node": "town.watr"}, {"area": "aldr"}, {"period": "1999"}):
        arguments = {"node": "town.water", "rating": "high", **wrong}
        with pytest.raises(SdgStandardError):
            card.needed(**arguments)


def test_every_reason_has_a_sentence() -> None:
    assert all(has(f"needed.why.{reason}") for reason in WHY_NONE)


def test_a_card_that_was_read_back_says_the_same(scored: Any) -> None:
    card = town_of(scored, water=60, injuries=200)
    again = sdg.Scorecard.from_json(card.to_json())
    for node in card.nodes:
        pd.testing.assert_frame_equal(card.needed(node, "high"), again.needed(node, "high"))


@settings(max_examples=12)
@given(worst=st.floats(0, 60), value=st.floats(0, 100), edge=st.sampled_from([1.0, 33.3, 50.0, 66.6, 100.0]))
def test_the_needed_value_gives_the_rating_and_slightly_worse_does_not(
    town: Standard, worst: float, value: float, edge: float
) -> None:
    methodology = Methodology.model_validate(
        {
            "id": "own",
            "version": "1.0.0",
            "title": "Own",
            "leaves": [{"for": "all", "steps": [{"method": "goalposts", "worst": worst, "best": "benchmark"}]}],
            "tree": [{"id": "index", "children": ["town.water"]}],
            "branches": [{"for": "all", "aggregate": "arithmetic_mean"}],
            "ratings": {"bands": [{"for": "all", "bands": [{"label": "low"}, {"from": edge, "label": "high"}]}]},
        }
    )
    card = sdg.score(rows_of({"value": value, "unit": "%"}), town, methodology, periods=["2024"])
    row = card.needed("town.water", "high").iloc[0]
    if row.reason == "reached":
        return
    worse = max(row.needed - 1e-5, 0.0)
    again = rows_of({"value": row.needed, "unit": "%"}, {"value": worse, "unit": "%", "area": "birk"})
    ratings = sdg.score(again, town, methodology, periods=["2024"]).wide("rating")["town.water"]
    assert list(ratings) == ["high", "low"]
