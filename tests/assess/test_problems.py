"""The problems of a run are all there from the start, whatever is asked for later."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard.assess import Scorecard
from sdg_standard.catalogue import Standard

Score = Callable[..., Scorecard]

WATER = "leaves: [{for: town.water, read: at_period, steps: [{method: goalposts, worst: 0, best: 100}]}]\n"
TREE = "tree: [{id: index, children: [town.water]}]\nbranches: [{for: all, aggregate: arithmetic_mean}]\n"
LABELS = "bands: [{label: low}, {from: 50, label: high}]"
NEED = "needs: [{where: {coastal: true}, share: 0.5}]"
PACE = "read: {method: pace_to_target, target: 100, year: 2030}"


def trend(leaf: str = "", more: str = "") -> str:
    return f"trends: {{pace: {{leaves: [{{for: town.water, {PACE}{leaf}}}]{more}}}}}\n"


CASES = {
    "a rank among some": "ranks: [{id: rank, for: [index], where: {coastal: true}}]\n",
    "a rank within a group": "ranks: [{id: rank, for: [index], within: coastal}]\n",
    "a rating that needs": f"ratings: {{r: [{{for: index, {LABELS}, {NEED}}}]}}\n",
    "who is rated": f"ratings: {{r: [{{for: all, {LABELS}}}]}}\n",
    "a trend that applies to some": trend(", applies: {coastal: true}"),
    "a trend that is rated for some": trend(", rated: {coastal: true}", f", ratings: [{{for: all, {LABELS}}}]"),
    "a trend divided by an attribute": trend().replace("year: 2030", "year: 2030, per: coastal"),
    "a branch of a trend that needs": trend(
        more=", branches: [{for: index, needs: [{where: {coastal: true}, share: 0.5}]}]"
    ),
    "a branch of a trend that is filled": trend(
        more=", branches: [{for: index, missing: {method: group_mean, by: coastal}}]"
    ),
}


def text_of(name: str) -> str:
    leaves = WATER.replace("steps:", "rated: {coastal: true}, steps:") if name == "who is rated" else WATER
    return leaves + TREE + CASES[name]


@pytest.mark.parametrize("name", CASES)
def test_an_attribute_that_only_comes_up_later(name: str, scored: Score) -> None:
    given = {"alder": {"water": {"2020": 60, "2024": 80}}, "birch": {"water": {"2020": 50, "2024": 60}}}
    card = scored(text_of(name), given, areas=[{"area": "alder", "region": "a"}, {"area": "birch", "region": "b"}])
    first = card.problems
    assert [(item.code, item.field) for item in first] == [("SDG726", "coastal")]
    _ask_everything(card)
    assert card.problems == first
    assert [*card._result.cases.table.unknown(), *card._result.cases.table.no_weights()] == list(first)


def test_a_weight_of_another_year(scored: Score) -> None:
    """The trend of a made area weighs its members year by year, 2020 as well, though only 2024 is scored."""
    text = "areas: {groups: [{by: region, weight: people}]}\n" + WATER + TREE + trend()
    rows: list[dict[str, Any]] = []
    for year, people in (("2020", "many"), ("2024", 10)):
        rows += [{"area": name, "period": year, "region": "north", "people": people} for name in ("alder", "birch")]
    given = {"alder": {"water": {"2020": 60, "2024": 80}}, "birch": {"water": {"2020": 50, "2024": 60}}}
    card = scored(text, given, areas=rows)
    first = card.problems
    assert [(item.code, item.area) for item in first] == [("SDG730", "alder"), ("SDG730", "birch")]
    _ask_everything(card)
    assert [*card._result.cases.table.unknown(), *card._result.cases.table.no_weights()] == list(first)


def _ask_everything(card: Scorecard) -> None:
    assert len(card.scores)
    for area in card.areas:
        for node in card.nodes:
            assert card.explain(area, card.periods[0], node).text


def test_a_period_without_data(scored: Score) -> None:
    card = scored(WATER + TREE, {"alder": {"water": 80}}, periods=[2019, 2024])
    (problem,) = card.problems
    assert (problem.code, problem.severity, problem.period) == ("SDG766", "warning", "2019")
    assert problem.message == "no series that takes part has a value for 2019"
    assert set(card.scores.loc[card.scores["period"] == "2019", "reason"]) == {"not_reported", "missing_children"}


def test_nothing_but_a_period_without_data(scored: Score) -> None:
    card = scored(WATER + TREE, {"alder": {"water": 80}}, periods=2019)
    (problem,) = card.problems
    assert problem.code == "SDG725" and problem.message.endswith("no series that takes part has a value for 2019")


def test_a_wide_table_can_be_put_together(town: Standard) -> None:
    """(96 + 88) / 2 = 92; of injuries only alder has a number."""
    frame = pd.DataFrame({"town.water": [96.0, 88.0], "town.injuries": [120.0, None]}, index=["alder", "birch"])
    values = sdg.measure(sdg.Evidence.from_wide(frame, period="2024"), town)
    found = sdg.aggregate_areas(values, {"alder": "north", "birch": "north"}, weight="none").wide()
    assert found.loc[("north", "2024")].to_dict() == {"town.water": 92.0, "town.injuries": 120.0}
    with pytest.raises(sdg.UnknownId):
        sdg.aggregate_areas(values, {"alder": "north"}, weight="populaton")
