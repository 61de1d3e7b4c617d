"""A methodology that starts from another one: what it takes over, what it adds, and where a problem then stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sdg_standard.catalogue.extends import put_together
from sdg_standard.plans import plan_of
from sdg_standard.plans.file import load_methodology

BELOW = """
id: below
version: "1.2.0"
title: Below
description: What everything starts from.
points:
  - {for: t.a, worst: 0, best: 100}
leaves:
  - {for: all, steps: [goalposts]}
tree: {id: index, children: [t.a]}
branches:
  - {for: all, aggregate: arithmetic_mean}
ranks: [{id: rank, for: index}]
ratings:
  light: [{for: index, bands: [{label: low}, {from: 50, label: high}]}]
  other: [{for: index, bands: [{label: one}]}]
decimals: {index: 1}
examples:
  - {name: half, given: {t.a: 50 %}, expect: {index: 50}}
"""

ABOVE = """
id: above
title: Above
extends: below
points:
  - {for: t.a, worst: 20}
  - {for: t.b, worst: 0, best: 10}
tree: {id: index, children: [t.a, t.b]}
branches:
  - {for: index, needs: all}
ratings:
  light: [{for: index, bands: [{label: bad}, {from: 80, label: good}]}]
  third: [{for: index, bands: [{label: any}]}]
decimals: {index: 0}
"""

Read = Callable[..., Any]
Text = Callable[..., str]


@pytest.fixture
def folder(read: Read, indicator: Text) -> Read:
    """A folder with two series and these methodologies."""
    series = {f"frameworks/t/{name}.yaml": indicator(f"t.{name}") for name in "ab"}
    return lambda **texts: read({**series, **{f"methodologies/{name}.yaml": text for name, text in texts.items()}})


def test_lists_are_appended_ids_merged_and_the_rest_replaced(folder: Read) -> None:
    standard, problems = folder(below=BELOW, above=ABOVE)
    assert not problems, str(problems)
    model = standard.methodology("above")
    assert [rule.for_.ids for rule in model.points] == [("t.a",), ("t.a",), ("t.b",)]
    assert len(model.leaves) == 1 and len(model.branches) == 2 and len(model.ranks) == 1
    assert list(model.ratings) == ["light", "other", "third"]
    assert [band.label for band in model.ratings["light"][0].bands or ()] == ["bad", "good"]  # replaced whole
    assert model.decimals == {"index": 0}
    assert (model.title, model.description) == ("Above", "What everything starts from.")
    assert model.examples == ()  # examples speak of their own file


def test_later_rules_of_the_file_above_win(folder: Read) -> None:
    standard, _ = folder(below=BELOW, above=ABOVE)
    plan = plan_of(standard.methodology("above"), standard)
    assert plan.leaves["t.a"].points.given == {"worst": 20, "best": 100}
    assert plan.branches["index"].aggregate.method == "arithmetic_mean"
    assert plan.branches["index"].needs[0].of == "children"
    below = plan_of(standard.methodology("below"), standard)
    assert below.leaves["t.a"].points.given == {"worst": 0, "best": 100}


def test_the_order_of_files_does_not_matter(folder: Read) -> None:
    standard, problems = folder(z=BELOW.replace("id: below", "id: z"), a=ABOVE.replace("extends: below", "extends: z"))
    assert not problems
    assert len(standard.methodology("above").points) == 3


def test_a_chain_of_three(folder: Read) -> None:
    third = "id: third\ntitle: Third\nextends: above\npoints: [{for: t.b, best: 9}]\n"
    standard, problems = folder(below=BELOW, above=ABOVE, third=third)
    assert not problems
    plan = plan_of(standard.methodology("third"), standard)
    assert plan.leaves["t.b"].points.given == {"worst": 0, "best": 9}


# --- where problems stand -------------------------------------------------------------------------------------------


def places(problems: Any) -> list[tuple[str, int | None, int | None, str]]:
    return [(each.file, each.line, each.column, each.code) for each in problems]


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "code"),
    [
        ("{for: t.b, worst: 0, best: 10}", "{for: t.b, worst: 0, best: -10}", 6, 32, "SDG532"),
        ("{for: t.b, worst: 0, best: 10}", "{for: t.b, worst: 0, best: 10 km}", 6, 32, "SDG511"),
        ("{for: t.b, worst: 0, best: 10}", "{for: t.b, worst: 0, best: {rule: bench}}", 6, 39, "SDG134"),
        ("- {for: index, needs: all}", "- {for: indx, needs: all}", 9, 11, "SDG530"),
        ("- {for: index, needs: all}", "- {for: index, need: all}", 9, 18, "SDG130"),
        ("from: 80", "from: red", 11, 53, "SDG535"),
        ("third: [{for: index", "third: [{for: indx", 12, 17, "SDG530"),
        ("[t.a, t.b]", "[t.a, t.c]", 7, 35, "SDG530"),
        ("decimals: {index: 0}", "decimals: {indx: 0}", 13, 12, "SDG530"),
    ],
)
def test_a_problem_of_the_file_above_stands_there(
    folder: Read, old: str, new: str, line: int, column: int, code: str
) -> None:
    assert old in ABOVE
    _, problems = folder(below=BELOW, above=ABOVE.replace(old, new))
    assert places(problems) == [("methodologies/above.yaml", line, column, code)], str(problems)


def test_what_only_the_two_together_do_wrong_stands_where_it_is_written(folder: Read) -> None:
    above = "id: above\ntitle: Above\nextends: below\npoints: [{for: t.a, best: -1}]\n"
    _, problems = folder(below=BELOW, above=above)
    assert places(problems) == [("methodologies/above.yaml", 4, 27, "SDG532")]


def test_a_rule_below_may_match_nothing_above(folder: Read) -> None:
    above = "id: above\ntitle: Above\nextends: below\ntree: {id: index, children: [t.b]}\nlacking: reason\n"
    _, problems = folder(below=BELOW, above=above)
    assert not [problem for problem in problems if problem.code == "SDG531"]


def test_a_broken_file_below_is_reported_once(folder: Read) -> None:
    _, problems = folder(below=BELOW.replace("- {for: all, steps", "- {fro: all, steps"), above=ABOVE)
    assert [(problem.file, problem.code) for problem in problems] == [("methodologies/below.yaml", "SDG130")]


@pytest.mark.parametrize("damage", ["title: [", "title: yes", "points: [{worst: 1, worst: 2}]"])
def test_a_file_below_that_is_no_good_yaml_is_reported_once(folder: Read, damage: str) -> None:
    _, problems = folder(below=BELOW + damage, above=ABOVE)
    assert {problem.file for problem in problems} == {"methodologies/below.yaml"}


@pytest.mark.parametrize("wrong", ["points: 5", "points: {a: 1}", "ratings: [1]", "leaves:", "trends: text"])
def test_parts_of_another_sort_are_problems_and_no_crash(folder: Read, wrong: str) -> None:
    key = wrong.partition(":")[0]
    kept = "\n".join(line for line in ABOVE.splitlines() if not line.startswith((key, "  ")))
    kept = "\n".join(line for line in kept.splitlines() if line.partition(":")[0] in ("id", "title", "extends"))
    _, problems = folder(below=BELOW, above=f"{kept}\n{wrong}\n")
    assert {problem.code for problem in problems} == {"SDG132"}
    assert {(problem.file, problem.line) for problem in problems} == {("methodologies/above.yaml", 4)}


# --- circles --------------------------------------------------------------------------------------------------------


def small(name: str, extends: str) -> str:
    return f"id: {name}\ntitle: {name}\nextends: {extends}\n"


def test_a_circle_is_said_once(folder: Read) -> None:
    _, problems = folder(one=small("one", "two"), two=small("two", "three"), three=small("three", "one"))
    (problem,) = problems
    assert (problem.code, problem.line, problem.column) == ("SDG545", 3, 10)
    assert "extends itself by way of" in problem.message


def test_what_does_not_exist(folder: Read) -> None:
    _, (problem,) = folder(below=BELOW, above=ABOVE.replace("extends: below", "extends: bellow"))
    assert problem.message == 'there is no methodology "bellow"; did you mean "below"?'
    assert (problem.file, problem.line, problem.column) == ("methodologies/above.yaml", 3, 10)


def test_what_extends_a_broken_one_is_silent(folder: Read) -> None:
    texts = {"one": small("one", "nowhere"), "two": small("two", "one")}
    _, problems = folder(**texts)
    assert [problem.file for problem in problems] == ["methodologies/one.yaml"]


# --- a file beside the standard -------------------------------------------------------------------------------------


def test_a_file_of_ones_own_extends_one_of_the_standard(folder: Read, tmp_path: Path) -> None:
    standard, _ = folder(below=BELOW, above=ABOVE)
    path = tmp_path / "mine.yaml"
    path.write_text("id: mine\ntitle: Mine\nextends: above\npoints: [{for: t.a, worst: 30}]\n", encoding="utf-8")
    plan = load_methodology(path, standard)
    assert not plan.problems
    assert plan.leaves["t.a"].points.given == {"worst": 30, "best": 100}


def test_a_file_without_id_is_a_problem_and_no_crash(folder: Read, tmp_path: Path) -> None:
    from sdg_standard.errors import StandardError

    standard, _ = folder(below=BELOW)
    path = tmp_path / "mine.yaml"
    path.write_text("title: Mine\nextends: below\n", encoding="utf-8")
    with pytest.raises(StandardError, match='the key "id" is missing'):
        load_methodology(path, standard)


def test_neither_file_is_changed() -> None:
    below, own = {"points": [1], "ratings": {"a": 1}}, {"points": [2], "ratings": {"b": 2}}
    assert put_together(below, own) == {"points": [1, 2], "ratings": {"a": 1, "b": 2}}
    assert below == {"points": [1], "ratings": {"a": 1}} and own == {"points": [2], "ratings": {"b": 2}}


def test_a_file_whose_id_is_wrong_is_not_said_to_be_missing_as_well(read: Read, indicator: Text) -> None:
    rules = (
        "leaves: [{for: all, steps: []}]\ntree: {id: index, children: [t.a]}\nbranches: [{for: all, aggregate: sum}]\n"
    )
    files = {
        "frameworks/t/a.yaml": indicator("t.a"),
        "methodologies/below.yaml": f"id: 17\ntitle: Below\n{rules}",
        "methodologies/above.yaml": "id: above\ntitle: Above\nextends: below\n",
    }
    _, problems = read(files)
    assert [(problem.file, problem.line) for problem in problems] == [("methodologies/below.yaml", 1)]
