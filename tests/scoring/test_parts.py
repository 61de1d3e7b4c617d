"""A leaf under an id of its own reads a part of a series, or the gap between its parts."""

from __future__ import annotations

import pickle
from math import log
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import groups
import sdg_standard as sdg
from sdg_standard.assess import Scorecard
from sdg_standard.errors import StandardError

PEOPLE = [
    {"series": "common", "input": "population", "value": n, "sex": sex} for sex, n in (("", 100), ("F", 60), ("M", 40))
]
WORK = [
    {"series": "town.work", "input": "workers", "value": n, "sex": sex} for sex, n in (("", 60), ("F", 30), ("M", 30))
]
LEAVES = {
    "women": "series: town.work, part: {sex: F}",
    "men": "series: town.work, part: {sex: men}",
    "ratio": "series: town.work, read: {gap: {by: sex, as: ratio}}",
    "difference": "series: town.work, read: {gap: {by: sex}}",
    "relative": "series: town.work, read: {gap: {by: sex, as: relative}}",
    "theil": "series: town.work, read: {gap: {by: sex, as: theil}}",
    "deviation": "series: town.work, read: {gap: {by: sex, as: mean_log_deviation}}",
    "pair": "series: town.work, read: {gap: {by: sex, as: ratio, between: [M, F]}}",
    "less": "series: town.work, read: {gap: {by: sex, between: [F, M]}}",
}


def tree(**leaves: str) -> str:
    children = "".join(f"    - {{id: {name}, {keys}}}\n" for name, keys in leaves.items())
    return f"tree:\n  id: index\n  aggregate: {{method: first}}\n  children:\n{children}"


def valued(**leaves: str) -> str:
    """A file in which each leaf stands alone, its number the value as read."""
    roots = (
        f"  - {{id: of_{name}, aggregate: {{method: first}}, children: [{{id: {name}, {keys}}}]}}\n"
        for name, keys in leaves.items()
    )
    return "leaves: [{for: all, steps: [], gives: value}]\ntree:\n" + "".join(roots)


def value(card: Scorecard, node: str, column: str = "value", area: str = "alder", period: str = "2024") -> Any:
    frame = card.scores.set_index(["area", "period", "node"])
    return frame.loc[(area, period, node), column]


@pytest.fixture(scope="module")
def card(tmp_path_factory: pytest.TempPathFactory) -> Scorecard:
    text = valued(**LEAVES)
    return groups.scored(text, *PEOPLE, *WORK, below=tmp_path_factory.mktemp("own"))


@pytest.mark.parametrize(
    ("node", "expected", "unit"),
    [
        ("women", 30 / 60 * 100, "%"),
        ("men", 30 / 40 * 100, "%"),
        ("ratio", 50 / 75, ""),
        ("difference", 75 - 50, "%"),
        ("relative", (75 - 50) / 60, ""),
        ("theil", 0.6 * 50 / 60 * log(50 / 60) + 0.4 * 75 / 60 * log(75 / 60), ""),
        ("deviation", -0.6 * log(50 / 60) - 0.4 * log(75 / 60), ""),
        ("pair", 75 / 50, ""),
        ("less", 50 - 75, "%"),
    ],
)
def test_what_is_read(card: Scorecard, node: str, expected: float, unit: str) -> None:
    assert value(card, node) == pytest.approx(expected)
    assert value(card, node, "unit") == unit
    assert value(card, f"of_{node}", "coverage") == 1


def test_explanations_name_whom_they_are_about(card: Scorecard) -> None:
    women = card.explain("alder", "2024", "women").text
    assert 'sex F, input "workers": 30' in women and "50 %, sex F alone = workers / population = 30 / 60" in women
    assert "smallest over the largest of 50 % (F) and 75 % (M)" in card.explain("alder", "2024", "ratio").text
    assert "= 75 % (M) over 50 % (F)" in card.explain("alder", "2024", "pair").text
    assert "weighted with population" in card.explain("alder", "2024", "theil").text
    assert "delt på totalen, 60 %" in card.explain("alder", "2024", "relative").told("nb")
    assert not card.explain("alder", "2024", "ratio").to_frame().empty


def test_a_saved_card_says_the_same(card: Scorecard) -> None:
    again = sdg.Scorecard.from_json(card.to_json())
    pd.testing.assert_frame_equal(again.parts, card.parts)
    for node in card.nodes:
        assert again.explain("alder", "2024", node).text == card.explain("alder", "2024", node).text
    assert pickle.loads(pickle.dumps(card)).scores.equals(card.scores)
    with_all = sdg.Scorecard.from_json(card.to_json(explanations=True))
    assert with_all.explain("alder", "2024", "ratio").text == card.explain("alder", "2024", "ratio").text


def test_a_report_draws_them(card: Scorecard, tmp_path: Path) -> None:
    sdg.write_report(card, tmp_path / "one.html", language="nn")
    sdg.write_report(sdg.Scorecard.from_json(card.to_json()), tmp_path / "two.html", language="nn")
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


SCORED = """
points:
  - {for: women, worst: 0, best: 100}
  - {for: ratio, worst: 0.5, best: 1}
  - {for: theil, worst: 0.1, best: 0}
leaves: [{for: all, steps: [goalposts]}]
"""


def test_a_gap_is_scored_in_its_own_direction_and_unit(tmp_path: Path) -> None:
    text = SCORED + tree(**{name: LEAVES[name] for name in ("women", "ratio", "theil")})
    card = groups.scored(text.replace("{method: first}", "arithmetic_mean"), *PEOPLE, *WORK, below=tmp_path)
    ratio, theil = 50 / 75, 0.6 * 50 / 60 * log(50 / 60) + 0.4 * 75 / 60 * log(75 / 60)
    assert value(card, "women", "score") == pytest.approx(50)
    assert value(card, "ratio", "score") == pytest.approx(100 * (ratio - 0.5) / 0.5)
    assert value(card, "theil", "score") == pytest.approx(100 * (0.1 - theil) / 0.1)
    assert not card.problems


def test_a_rule_may_say_it_as_well_as_the_node(tmp_path: Path) -> None:
    rules = "points: [{for: apart, worst: 0.5, best: 1}]\nleaves:\n  - {for: all, steps: [goalposts]}\n"
    rules += "  - {for: apart, read: {gap: {by: sex, as: ratio}}}\n"
    card = groups.scored(rules + tree(apart="series: town.work"), *PEOPLE, *WORK, below=tmp_path)
    assert value(card, "apart", "score") == pytest.approx(100 * (50 / 75 - 0.5) / 0.5)


def test_fitted_and_frozen_they_give_the_same(tmp_path: Path) -> None:
    towns = [
        row | {"area": area, "value": row["value"] * factor if row["sex"] == "F" and row in WORK else row["value"]}
        for area, factor in (("alder", 1), ("birch", 1.5), ("cedar", 0.5))
        for row in [*PEOPLE, *WORK]
    ]
    rules = """
reference: {areas: scored}
points: [{for: all, worst: {rule: worst_observed}, best: {rule: best_observed}}]
leaves: [{for: all, steps: [goalposts]}]
"""
    text = rules + tree(women=LEAVES["women"], ratio=LEAVES["ratio"]).replace("{method: first}", "arithmetic_mean")
    live = groups.scored(text, *towns, below=tmp_path)
    assert live.scores[live.scores["node"] == "ratio"]["score"].tolist() == pytest.approx(
        [100 * (50 / 75 - 25 / 75) / (1 - 25 / 75), 100, 0]
    )
    scorer = sdg.Scorer(groups.standard(), tmp_path / "own.yaml").fit(groups.evidence(*towns))
    (tmp_path / "frozen.yaml").write_text(scorer.to_yaml(), encoding="utf-8")
    frozen = sdg.score(groups.evidence(*towns[:6]), groups.standard(), tmp_path / "frozen.yaml")
    for node in ("women", "ratio"):
        assert value(frozen, node, "score") == pytest.approx(value(live, node, "score"))


def test_trends_are_about_what_the_leaf_is_about(tmp_path: Path) -> None:
    rows = [
        {"series": "town.life", "period": str(year), "value": value, "sex": sex}
        for year, women, men in ((2020, 84, 76), (2024, 84, 80))
        for sex, value in (("F", women), ("M", men), ("", (women + men) / 2))
    ]
    leaves = {
        "women": "series: town.life, part: {sex: F}",
        "men": "series: town.life, part: {sex: M}",
        "apart": "series: town.life, read: {gap: {by: sex}}",
    }
    text = valued(**leaves)
    text += "trends:\n  slope:\n    leaves: [{for: all, read: {method: slope}}]\n"
    card = groups.scored(text, *rows, below=tmp_path, periods=["2024"])
    assert value(card, "women", "trend_value") == pytest.approx(0)
    assert value(card, "men", "trend_value") == pytest.approx((80 - 76) / 4)
    assert value(card, "apart", "trend_value") == pytest.approx((8 - 4) / 4)  # the gap falls, which is good
    assert "8" in card.explain("alder", "2024", "apart").text


def test_latest_carries_a_gap_forward_and_forecasts_are_no_part_of_one(tmp_path: Path) -> None:
    rows = [
        *({"series": "town.life", "period": "2022", "value": v, "sex": s} for s, v in (("F", 84), ("M", 76))),
        *(
            {"series": "town.life", "period": "2024", "value": v, "sex": s, "status": "F"}
            for s, v in (("F", 9), ("M", 8))
        ),
    ]
    leaf = "series: town.life, read: {method: latest, gap: {by: sex, as: ratio}}"
    text = valued(apart=leaf)
    card = groups.scored(text, *rows, below=tmp_path, periods=["2022", "2024"])
    assert value(card, "apart", period="2024") == value(card, "apart", period="2022") == 76 / 84
    assert "2022" in card.explain("alder", "2024", "apart").text


def test_where_there_are_no_parts_there_is_no_number(tmp_path: Path) -> None:
    leaves = {name: LEAVES[name] for name in ("women", "ratio")}
    card = groups.scored(
        valued(**leaves), *(row for row in [*PEOPLE, *WORK] if not row["sex"]), below=tmp_path, periods=["2024"]
    )
    assert [value(card, name, "reason") for name in leaves] == ["not_reported"] * 2
    frame = pd.DataFrame({"town.work": [60.0]}, index=["alder"])
    wide = sdg.Evidence.from_wide(frame, period="2024")
    card = sdg.score(wide, groups.standard(), tmp_path / "own.yaml", periods=["2024"])
    assert np.isnan(value(card, "women")) and value(card, "ratio", "reason") == "not_reported"


def test_an_area_of_which_only_parts_are_known_takes_part(tmp_path: Path) -> None:
    rows = [{"series": "town.life", "value": 84, "sex": "F", "area": "birch"}]
    card = groups.scored(valued(women="series: town.life, part: {sex: F}"), *rows, below=tmp_path)
    assert value(card, "women", area="birch") == 84 and card.periods == ("2024",)


def test_an_area_made_of_areas_is_made_of_the_parts_of_its_members(tmp_path: Path) -> None:
    rows = [
        {"series": "town.life", "area": area, "value": v, "sex": s}
        for area, women, men in (("alder", 84, 76), ("birch", 80, 78))
        for s, v in (("F", women), ("M", men))
    ]
    areas = pd.DataFrame({"area": ["alder", "birch"], "name": ["A", "B"], "region": "north", "people": [1, 3]})
    text = "areas: {groups: [{by: region, weight: people}]}\n"
    text += valued(women="series: town.life, part: {sex: F}", apart="series: town.life, read: {gap: {by: sex}}")
    card = groups.scored(text, *rows, below=tmp_path, areas=areas)
    assert value(card, "women", area="north") == (84 * 1 + 80 * 3) / 4
    assert value(card, "apart", area="north") == (8 * 1 + 2 * 3) / 4


@pytest.mark.parametrize(
    ("leaf", "where", "words"),
    [
        ("series: town.work, part: {sx: F}", "part", 'no breakdown "sx"'),
        ("series: town.work, part: {sex: W}", "part", '"W" is no code of sex'),
        ("series: town.work, part: {}", "part", "is empty"),
        ("series: town.work, read: {gap: {by: sx}}", "by", 'no breakdown "sx"'),
        ("series: town.work, read: {gap: {by: sex, as: middle}}", "as", "middle"),
        ("series: town.work, read: {gap: {by: sex, between: [F, X]}}", "between", '"X" is no code of sex'),
        ("series: town.work, read: {gap: {by: sex, between: [women, men]}}", "between", '"women" is no code of sex'),
        ("series: town.work, read: {gap: {by: sex, between: [F, F]}}", "between", "stands twice"),
        ("series: town.work, read: {gap: {by: sex, between: [F, M], as: theil}}", "between", "not between two"),
        ("series: town.work, part: {sex: F}, read: {gap: {by: age}}", "gap", "a part and a gap"),
        ("part: {sex: F}, children: [town.work]", "part", "children"),
        ("series: town.work, read: {gap: {by: district}}", "by", ""),  # a warning: not declared
    ],
)
def test_what_cannot_be_is_a_problem_with_its_place(leaf: str, where: str, words: str, tmp_path: Path) -> None:
    with_rows = [*PEOPLE, *WORK]
    try:
        found = groups.scored(valued(one=leaf), *with_rows, below=tmp_path).problems
        assert {problem.severity for problem in found} == {"warning"}
    except StandardError as error:
        found = error.problems
        assert words
    own = [problem for problem in found if words in problem.message and problem.line]
    assert own and own[0].cure, [str(problem) for problem in found]
