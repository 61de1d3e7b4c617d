from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from sdg_standard.plans import Plan
from sdg_standard.plans.derived_tree import natural

FRAMEWORK = """
id: t
title: T
keeper: Nobody
classification:
  pillar: {place: Place, people: People}
  theme: {water: Water, air: Air, health: Health}
"""
MEAN = "branches: [{for: all, aggregate: arithmetic_mean}]\n"
SAME = "leaves: [{for: all, steps: []}]\n"
Planned = Callable[..., Plan]
Text = Callable[..., str]


def children(plan: Plan) -> dict[str, list[str]]:
    return {name: list(node.children) for name, node in plan.tree.nodes.items() if not node.is_leaf}


@pytest.fixture
def derived(planned: Planned, indicator: Text) -> Callable[..., Plan]:
    """The plan of a derived tree over series with these classifications or links."""

    def plan(tree: str, more: Mapping[str, str], rest: str = "", **options: Any) -> Plan:
        texts = {name: indicator(f"t.{name}", "index", text) for name, text in more.items()}
        files = {"frameworks/t/framework.yaml": FRAMEWORK}
        return planned(f"tree: {tree}\n{MEAN}{SAME}{rest}", texts, files, **options)

    return plan


def by_class(pillar: str = "", theme: str = "") -> str:
    keys = ", ".join(f"{key}: {code}" for key, code in (("pillar", pillar), ("theme", theme)) if code)
    return f"classification: {{{keys}}}\n" if keys else ""


def by_links(*links: str) -> str:
    items = [link.split() for link in links]
    rows = [
        f"{{{'goal' if '.' not in code else 'target'}: {code if '.' not in code else repr(code)}, relation: {how}}}"
        for code, how in ([*item, "direct"][:2] for item in items)
    ]
    return f"sdg: [{', '.join(rows)}]\n"


# --- from the classification ----------------------------------------------------------------------------------------


def test_levels_and_ids_of_a_classification(derived: Callable[..., Plan]) -> None:
    plan = derived(
        "{levels: [pillar, theme], root: {id: index}}",
        {
            "a": by_class("people", "health"),
            "b": by_class("place", "health"),
            "c": by_class("place", "water"),
            "d": by_class("place", "water"),
        },
    )
    assert children(plan) == {
        "index": ["pillar:place", "pillar:people"],  # in the order of the scheme, not of the alphabet
        "pillar:place": ["theme:place/water", "theme:place/health"],
        "pillar:people": ["theme:people/health"],
        "theme:place/water": ["t.c", "t.d"],
        "theme:place/health": ["t.b"],
        "theme:people/health": ["t.a"],  # a theme under two pillars is two nodes
    }
    levels = {node.id: node.level for node in plan.tree.nodes.values()}
    assert (levels["index"], levels["theme:place/water"], levels["t.a"]) == ("index", "theme", "series")
    assert plan.tree.nodes["theme:place/water"].title == "Water"
    assert plan.tree.roots == ["index"]
    assert list(plan.order) == [
        *("index", "pillar:place", "theme:place/water", "t.c", "t.d", "theme:place/health", "t.b"),
        *("pillar:people", "theme:people/health", "t.a"),
    ]


def test_without_a_root_there_are_several(derived: Callable[..., Plan]) -> None:
    plan = derived("{levels: [pillar]}", {"a": by_class("people"), "b": by_class("place")})
    assert plan.tree.roots == ["pillar:place", "pillar:people"]


def test_a_series_without_a_lower_key_hangs_higher(derived: Callable[..., Plan]) -> None:
    plan = derived(
        "{levels: [pillar, theme], root: {id: index}}",
        {"a": by_class("place"), "b": by_class("place", "air"), "c": ""},
    )
    assert children(plan)["pillar:place"] == ["theme:place/air", "t.a"]  # branches first, then series
    assert children(plan)["index"] == ["pillar:place", "t.c"]


def test_deprecated_definitions_take_no_part(derived: Callable[..., Plan]) -> None:
    plan = derived("{levels: [pillar]}", {"a": by_class("place"), "b": by_class("place") + "status: deprecated\n"})
    assert children(plan) == {"pillar:place": ["t.a"]}


def test_an_item_of_a_list_may_be_derived(derived: Callable[..., Plan]) -> None:
    plan = derived(
        "[{levels: [pillar], root: {id: index, title: All}}, {id: spillover, children: [t.a]}]",
        {"a": by_class("place"), "b": by_class("people")},
    )
    assert plan.tree.roots == ["index", "spillover"]  # the first is the headline
    assert plan.tree.nodes["index"].title == "All"
    assert plan.leaves.keys() == {"t.a", "t.b"}


@pytest.mark.parametrize(
    ("tree", "message"),
    [
        ("{levels: [piller]}", 'no selected series has the key "piller" in its classification; did you mean "pillar"?'),
        ("{levels: [pillar], root: {id: t.a}}", 'the root has the id "t.a" of a series'),
        (
            "[{id: index, children: [t.a]}, {levels: [pillar], root: {id: index}}]",
            'the root has the id "index" of a node',
        ),
    ],
)
def test_what_a_derived_tree_cannot_be(derived: Callable[..., Plan], tree: str, message: str) -> None:
    plan = derived(tree, {"a": by_class("place")}, good=False)
    assert [problem.message for problem in plan.problems] == [message]


# --- from links to the goals ----------------------------------------------------------------------------------------

LINKED = {
    "a": by_links("11.6", "11.2", "3.9 partial"),
    "b": by_links("11", "3.c contextual"),
    "c": by_links("2.4"),
    "d": "",
}


def test_each_goal_and_target_once(derived: Callable[..., Plan]) -> None:
    plan = derived("{levels: [goal, target], root: {id: index}}", LINKED)
    assert children(plan) == {
        "index": ["goal:2", "goal:3", "goal:11", "t.d"],  # by number; a series without links under the root
        "goal:2": ["target:2.4"],
        "goal:3": ["target:3.9", "target:3.c"],  # numbers before letters
        "goal:11": ["target:11.2", "target:11.6", "t.b"],  # linked to the goal only: directly under it
        "target:2.4": ["t.c"],
        "target:3.9": ["t.a"],
        "target:3.c": ["t.b"],
        "target:11.2": ["t.a"],
        "target:11.6": ["t.a"],
    }
    assert plan.tree.nodes["goal:11"].level == "goal"
    assert plan.tree.nodes["goal:2"].title == "Zero hunger"


def test_goals_alone(derived: Callable[..., Plan]) -> None:
    plan = derived("{levels: [goal]}", LINKED)
    assert plan.tree.roots == ["goal:2", "goal:3", "goal:11", "t.d"]
    assert children(plan)["goal:11"] == ["t.a", "t.b"]  # once, though two of its targets are linked


def test_the_first_link_only(derived: Callable[..., Plan]) -> None:
    plan = derived("{levels: [goal, target], links: {several: first}}", LINKED)
    assert children(plan) == {
        "goal:2": ["target:2.4"],
        "goal:11": ["target:11.6", "t.b"],
        "target:2.4": ["t.c"],
        "target:11.6": ["t.a"],
    }


def test_only_some_relations(derived: Callable[..., Plan]) -> None:
    plan = derived("{levels: [goal], links: {relations: [partial, contextual]}}", LINKED)
    assert children(plan) == {"goal:3": ["t.a", "t.b"]}
    assert plan.tree.roots == ["goal:3", "t.c", "t.d"]


@pytest.mark.parametrize(
    ("codes", "ordered"),
    [
        (["11.b", "2.1", "11.2", "11.10", "11"], ["2.1", "11", "11.2", "11.10", "11.b"]),
        (["10", "9", "1"], ["1", "9", "10"]),
    ],
)
def test_codes_are_ordered_by_number(codes: list[str], ordered: list[str]) -> None:
    assert sorted(codes, key=natural) == ordered


# --- written out ----------------------------------------------------------------------------------------------------


@pytest.fixture
def written(planned: Planned, indicator: Text) -> Callable[..., Plan]:
    def plan(tree: str, rest: str = "", **options: Any) -> Plan:
        texts = {name: indicator(f"t.{name}", "index") for name in "abc"}
        return planned(f"{tree.strip()}\n{MEAN}{SAME}{rest}", texts, **options)

    return plan


def test_a_node_that_is_used_twice_is_one_node(written: Callable[..., Plan]) -> None:
    plan = written("""
tree:
  - {id: index, children: [left, right]}
  - {id: left, children: [shared, t.a]}
  - {id: right, children: [shared, t.b]}
  - {id: shared, children: [t.c]}
""")
    assert plan.tree.roots == ["index"]
    assert plan.tree.leaves_of("index") == ("t.c", "t.a", "t.b")  # each once
    assert plan.effective_weights() == {"t.a": 0.25, "t.b": 0.25, "t.c": 0.25 + 0.25}
    order = plan.tree.bottom_up()
    assert all(
        order.index(child) < order.index(node.id) for node in plan.tree.nodes.values() for child in node.children
    )


def test_one_series_may_walk_twice(written: Callable[..., Plan]) -> None:
    plan = written("tree: {id: index, children: [t.a, {id: again, series: t.a, title: Once more, hidden: true}]}")
    assert plan.leaves["again"].series.id == plan.leaves["t.a"].series.id == "t.a"
    assert (plan.leaves["again"].title, plan.leaves["again"].hidden) == ("Once more", True)


def test_depth_may_differ_and_levels_be_named(written: Callable[..., Plan]) -> None:
    plan = written("""
tree:
  id: index
  level: top
  children:
    - t.a
    - {id: one, children: [{id: two, level: deep, children: [t.b]}]}
""")
    levels = {name: node.level for name, node in plan.tree.nodes.items()}
    assert levels == {"index": "top", "one": "branch", "two": "deep", "t.a": "series", "t.b": "series"}


def test_a_thousand_levels_are_no_recursion_too_deep(written: Callable[..., Plan]) -> None:
    nodes = [f"  - {{id: n{depth}, children: [n{depth + 1}]}}" for depth in range(1500)]
    plan = written("\n".join(["tree:", *nodes, "  - {id: n1500, children: [t.a]}"]))
    assert plan.tree.leaves_of("n0") == ("t.a",)
    assert plan.effective_weights() == {"t.a": 1.0}


@pytest.mark.parametrize(
    ("tree", "message"),
    [
        ("[{id: index, children: [index]}]", '"index" stands below itself: index → index'),
        ("[{id: a, children: [b]}, {id: b, children: [a]}]", '"a" stands below itself: a → b → a'),
        (
            "{id: index, children: [t.a, t.x]}",
            'there is no series or node "t.x"; did you mean "t.c" or "t.b" or "t.a"?',
        ),
        ("{id: index, children: {t.x: 1}}", 'there is no series or node "t.x"; did you mean "t.c" or "t.b" or "t.a"?'),
    ],
)
def test_what_a_written_tree_cannot_be(written: Callable[..., Plan], tree: str, message: str) -> None:
    plan = written(f"tree: {tree}", good=False)
    assert [problem.message for problem in plan.problems] == [message]


def test_a_child_with_a_weight_that_is_not_there_is_told_where_it_stands(written: Callable[..., Plan]) -> None:
    text = """tree:
  id: index
  children:
    t.a: 1
    t.x: 2
"""
    (problem,) = written(text, good=False).problems
    (other,) = written(text.replace("t.x: 2", "t.y: 2").replace("t.a: 1\n", "t.a: 1\n\n"), good=False).problems
    first = 2 + text[: text.index("t.x")].count("\n") + 1  # two lines stand above
    assert (problem.line, other.line) == (first, first + 1)
