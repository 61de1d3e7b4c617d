"""Methodologies and tables of points name series by official code, or relative to their one framework."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard.plans import plan_of

Planned = Callable[..., Any]
Read = Callable[..., Any]
Text = Callable[..., str]
Write = Callable[..., Any]

BY_ID = """
select: {framework: t}
points: [{for: t.a, worst: 0, best: 80}, {for: t.air.dust, worst: 50, best: 0}]
leaves: [{for: all, steps: [goalposts]}, {for: [t.air.dust], gives: score}]
tree: {id: index, children: [t.a, {id: air, children: {t.air.dust: 3}}]}
branches: [{for: all, aggregate: arithmetic_mean}]
ratings: {state: [{for: {below: index}, bands: [{label: low}, {from: 50, label: high}]}]}
decimals: {t.a: 2}
examples: [{name: half and half, given: {t.a: 40 %, t.air.dust: 25}, expect: {index: 50, t.a: 50}}]
"""


def in_words(text: str, water: str, dust: str) -> str:
    return text.replace("t.air.dust", dust).replace("t.a:", f"{water}:").replace("t.a,", f"{water},")


@pytest.fixture
def indicators(indicator: Text) -> dict[str, str]:
    part = "kind: index, direction: lower_is_better"
    return {
        "a": indicator("t.a", more='code: "XX: A: 1"\n'),
        "air": indicator("t.air", f"{{dust: {{{part}}}, gas: {{{part}}}}}", 'code: "XX: AIR"\n'),
    }


@pytest.mark.parametrize(
    ("water", "dust"),
    [('"XX: A: 1"', '"XX: AIR.dust"'), ('"xx:a:1"', "xx.air.dust"), ("a", "air.dust")],
)
def test_names_stand_for_ids(planned: Planned, indicators: dict[str, str], water: str, dust: str) -> None:
    by_id, named = planned(BY_ID, indicators), planned(in_words(BY_ID, water, dust), indicators)
    assert named.methodology == by_id.methodology
    assert named.order == by_id.order == ("index", "t.a", "air", "t.air.dust")
    assert not named.problems


def test_a_node_of_the_file_goes_before_a_relative_name(planned: Planned, indicators: dict[str, str]) -> None:
    """``air`` is the branch of the file, although the framework has an indicator of that name."""
    text = """
        select: {framework: t}
        leaves: [{for: all, steps: []}]
        tree: {id: index, children: [{id: air, children: [air.gas]}]}
        branches: [{for: air, aggregate: median}, {for: index, aggregate: first}]
    """
    plan = planned(text, indicators)
    assert (plan.order, plan.branches["air"].aggregate.method) == (("index", "air", "t.air.gas"), "median")


def test_a_leaf_that_is_defined_keeps_its_name(planned: Planned, indicators: dict[str, str]) -> None:
    text = """
        select: {framework: t}
        leaves: [{for: all, steps: []}]
        tree: {id: index, children: [{id: a, title: Water}, {id: soot, series: air.dust}]}
        branches: [{for: all, aggregate: first}]
    """
    plan = planned(text, indicators)
    assert {name: leaf.series.id for name, leaf in plan.leaves.items()} == {"a": "t.a", "soot": "t.air.dust"}


def test_a_relative_name_needs_its_framework(planned: Planned, indicators: dict[str, str]) -> None:
    plan = planned("tree: {id: i, children: [a]}\nbranches: [{aggregate: first}]\n", indicators, good=False)
    assert [problem.message.partition(";")[0] for problem in plan.problems] == ['there is no series or node "a"']


def test_tables_and_examples_run_with_names(write: Write, indicators: dict[str, str]) -> None:
    method = in_words(BY_ID, '"XX: A: 1"', "air.dust")
    method = method.replace("points: [", "points: [{table: p.csv}, ").replace("{for: air.dust, worst: 50, best: 0}", "")
    files = {f"frameworks/t/{name}.yaml": text for name, text in indicators.items()}
    files["methodologies/p.csv"] = "series,worst,best\nXX: AIR.dust,50,0\n"
    files["methodologies/m.yaml"] = f"id: m\ntitle: M\n{method}"
    root = write(files)
    assert not sdg.validate(root), str(sdg.validate(root))
    rows = [{"area": "x", "period": "2024", "series": "XX: AIR.dust", "value": "10"}]
    card = sdg.score(sdg.Evidence.from_frame(pd.DataFrame(rows)), sdg.load(root), "m")
    assert card.wide().loc[("x", "2024"), "t.air.dust"] == pytest.approx((50 - 10) / 50 * 100)


def test_a_plan_is_made_once(planned: Planned, indicators: dict[str, str], read: Read) -> None:
    files = {f"frameworks/t/{name}.yaml": text for name, text in indicators.items()}
    tree = "tree: {id: index, children: ['XX: A: 1']}\nbranches: [{aggregate: first}]\nleaves: [{steps: []}]\n"
    standard, problems = read({**files, "methodologies/m.yaml": f"id: m\ntitle: M\n{tree}"})
    assert not problems.errors, str(problems)
    own = standard.methodology("m")
    assert plan_of(own, standard) is plan_of(own, standard) is plan_of(plan_of(own, standard).methodology, standard)
