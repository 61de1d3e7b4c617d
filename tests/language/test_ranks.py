"""Rankings: rules about nodes like all others, and ties that the last bit does not break."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sdg_standard as sdg
from sdg_standard.catalogue import Standard
from sdg_standard.errors import StandardError

WATER, INJURIES, PM, NO2 = "town.water", "town.injuries", "town.air.pm2_5", "town.air.no2"
Score = Callable[..., sdg.Scorecard]
FILE = f"""leaves: [{{steps: []}}, {{for: [{PM}, {NO2}], steps: [{{method: goalposts, worst: 100, best: 0}}]}}]
tree:
  - {{id: index, level: top, children: [{WATER}, air]}}
  - {{id: air, children: [{PM}, {NO2}]}}
branches: [{{aggregate: arithmetic_mean}}]
"""
GIVEN = {"a": {WATER: 50, PM: 40, NO2: 10}, "b": {WATER: 70, PM: 30, NO2: 60}}
#     water   pm 100 - x   no2 100 - x   air     index
# a    50        60            90         75     (50 + 75) / 2 = 62.5
# b    70        70            40         55     (70 + 55) / 2 = 62.5
RANKS = {
    WATER: {"a": 2, "b": 1},
    PM: {"a": 2, "b": 1},
    NO2: {"a": 1, "b": 2},
    "air": {"a": 1, "b": 2},
    "index": {"a": 1, "b": 1},
}


@pytest.mark.parametrize(
    ("rule", "nodes"),
    [
        ("{for: all}", set(RANKS)),
        ("{}", set(RANKS)),
        ("{ties: min}", set(RANKS)),
        ("{for: leaves}", {WATER, PM, NO2}),
        ("{for: branches}", {"index", "air"}),
        ("{for: {level: top}}", {"index"}),
        ("{for: {level: [top, branch]}}", {"index", "air"}),
        ("{for: index}", {"index"}),
        (f"{{for: [index, {PM}]}}", {"index", PM}),
        ("{for: {children_of: index}}", {WATER, "air"}),
        ("{for: {below: air}}", {PM, NO2}),
        ("{for: {kind: share}}", {WATER}),
        ("{for: {direction: lower_is_better, level: series}}", {PM, NO2}),
    ],
)
def test_for_means_what_it_means_elsewhere(rule: str, nodes: set[str], score: Score) -> None:
    card = score(FILE + f"ranks: [{rule}]\n", GIVEN)
    table = card.scores.dropna(subset="rank")
    assert set(table["node"]) == nodes
    found = {node: part.set_index("area")["rank"].to_dict() for node, part in table.groupby("node")}
    assert found == {node: RANKS[node] for node in nodes}


@pytest.mark.parametrize(
    ("rule", "message", "cure"),
    [
        ("{for: indx}", 'there is no node or series "indx"; did you mean "index"?', ""),
        ("{for: top}", 'there is no node or series "top"', "{level: top}"),
        (
            "{for: {level: tip}}",
            'the rule matches no node of the tree: there is no level "tip"; did you mean "top"?',
            "",
        ),
        ("{for: {kind: rate}}", "the rule matches no node of the tree", ""),
    ],
)
def test_a_ranking_of_nothing_is_a_problem(rule: str, message: str, cure: str, score: Score) -> None:
    with pytest.raises(StandardError) as caught:
        score(FILE + f"ranks: [{rule}]\n", GIVEN)
    problem = caught.value.problems.errors[0]
    assert problem.message == message and cure in problem.cure and problem.line is not None


def test_a_file_that_extends_keeps_rankings_about_what_it_has(town: Standard, tmp_path: Path, rows: Any) -> None:
    """Written out on its own, a rule that is about nothing here is left out and is no mistake."""
    base = tmp_path / "base.yaml"
    base.write_text('id: base\nversion: "1.0.0"\ntitle: Base\n' + FILE + "ranks: [{for: index}]\n", encoding="utf-8")
    text = sdg.Scorer(town, base).to_yaml()
    again = tmp_path / "again.yaml"
    again.write_text(text, encoding="utf-8")
    assert sdg.Scorer(town, again).plan.ranks == {"rank": ("index",)}


# numbers that differ in the last bit

CLOSE = {"a": {WATER: 18.7, NO2: 100 - 17.4}, "b": {WATER: 36.1, NO2: 100}}
TWO = f"""leaves: [{{steps: []}}, {{for: {NO2}, steps: [{{method: goalposts, worst: 100, best: 0}}]}}]
tree: [{{id: index, children: [{WATER}, {NO2}]}}]
branches: [{{aggregate: AGGREGATE}}]
ranks: [{{for: index, ties: TIES}}]
"""


def test_a_rank_is_shared_by_numbers_equal_within_a_billionth(score: Score) -> None:
    """(18.7 + 17.4) / 2 and (36.1 + 0) / 2."""
    for ties, expected in (("min", 1), ("max", 2), ("mean", 1.5), ("dense", 1)):
        text = TWO.replace("AGGREGATE", "arithmetic_mean").replace("TIES", ties)
        card = score(text, CLOSE)
        numbers = card.number("index")
        assert numbers[0] != numbers[1]
        assert card.wide("rank")["index"].tolist() == [expected, expected]
        assert "shared with 1 other" in card.explain("a", "2024", "index").text


def test_places_and_pairs_are_shared_alike(score: Score) -> None:
    """As a step of the branch, and where areas are compared pair by pair."""
    steps = "arithmetic_mean, steps: [{method: rank, ties: mean}]"
    card = score("reference: {areas: scored}\n" + TWO.replace("AGGREGATE", steps).replace("TIES", "min"), CLOSE)
    assert card.number("index").tolist() == [1.5, 1.5]
    above = f"""leaves: [{{steps: []}}, {{for: {NO2}, steps: [{{method: goalposts, worst: 100, best: 0}}]}}]
tree: [{{id: top, children: [mean]}}, {{id: mean, children: [{WATER}, {NO2}]}}]
branches: [{{aggregate: arithmetic_mean}}, {{for: top, aggregate: copeland}}]
"""
    assert score(above, CLOSE).number("top").tolist() == [0, 0]
