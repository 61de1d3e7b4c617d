from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sdg_standard.methodology.points import FromPercentile
from sdg_standard.plans import Plan

MEAN = "branches: [{for: all, aggregate: arithmetic_mean}]\n"
Planned = Callable[..., Plan]
Text = Callable[..., str]


def with_benchmark(series: str, *benchmarks: str) -> str:
    items = ", ".join(f"{{{item}, basis: expert, source: s}}" for item in benchmarks)
    return f"{{value: {{{series}, benchmarks: [{items}]}}}}"


UP = 'kind: share, unit: "%", direction: higher_is_better'
DOWN = "kind: concentration, unit: µg/m³, direction: lower_is_better"
POSTS = (
    "goalposts: {worst: {value: 10, basis: expert, source: s}, best: {value: 0.9 fraction, basis: expert, source: s}}"
)


@pytest.fixture
def plan(planned: Planned, indicator: Text) -> Callable[..., Plan]:
    """A plan over four series: a share with a benchmark, a concentration, a share without, and an answer."""
    answers = '[{code: "no", value: 0}, {code: "yes", value: 1}]'
    texts = {
        "up": indicator(
            "t.up", with_benchmark(UP, "value: 80, from: 2020-01-01", "value: 0.9 fraction, from: 2024-01-01")
        ),
        "down": indicator("t.down", with_benchmark(DOWN, "between: [10, 20], from: 2020-01-01")),
        "bare": indicator("t.bare", f"{{value: {{{UP}, {POSTS}}}}}"),
        "answer": indicator("t.answer", f"kind: category, direction: higher_is_better, categories: {answers}"),
    }

    def make(text: str, tree: str = "{id: index, children: [t.up, t.down, t.bare]}", **options: Any) -> Plan:
        files = {"sources.yaml": "s: {title: S}\n"} | options.pop("files", {})
        mean = "" if "branches:" in text else MEAN
        return planned(f"{text.strip()}\ntree: {tree}\n{mean}", texts, files, **options)

    return make


LINE = "[{method: piecewise, points: [[0, 0], [100, 100]]}]"
"""Steps that score whatever its direction, and ask for no point."""
SCORES = f"leaves: [{{for: all, steps: {LINE}}}]\n"


# --- rules ----------------------------------------------------------------------------------------------------------


def test_a_later_rule_replaces_the_keys_it_names(plan: Callable[..., Plan]) -> None:
    made = plan(f"""
leaves:
  - {{for: all, steps: {LINE}, weight: 2, applies: {{coastal: true}}}}
  - {{for: t.up, applies: true}}
  - {{for: [t.down, t.bare], weight: 3}}
  - {{for: {{direction: lower_is_better}}, weight: 4}}
""")
    leaf = made.leaves
    assert (leaf["t.up"].weight, leaf["t.down"].weight, leaf["t.bare"].weight) == (2, 4, 3)
    assert leaf["t.up"].applies is True and leaf["t.down"].applies == {"coastal": True}


def test_readings_are_put_together_key_by_key(plan: Callable[..., Plan]) -> None:
    made = plan(
        """
leaves:
  - {for: all, steps: LINE, read: {method: latest, max_age: 5}}
  - {for: t.up, read: {max_age: 2}}
  - {for: t.down, read: {accept: {status: [A]}}}
  - {for: t.bare, read: at_period}
""".replace("LINE", LINE)
    )
    up, down, bare = (made.leaves[f"t.{name}"].read for name in ("up", "down", "bare"))
    assert (up.method, up.max_age) == ("latest", 2)
    assert (down.method, down.max_age) == ("latest", 5)
    assert down.accept is not None and down.accept.status == ("A",)
    assert bare.method == "at_period"


def test_steps_are_replaced_whole(plan: Callable[..., Plan]) -> None:
    rules = f"leaves:\n  - {{for: all, steps: [sqrt, {LINE[1:-1]}]}}\n  - {{for: t.bare, steps: {LINE}}}\n"
    made = plan(rules)
    assert [step.method for step in made.leaves["t.up"].steps] == ["sqrt", "piecewise"]
    assert [step.method for step in made.leaves["t.bare"].steps] == ["piecewise"]


def test_what_stands_on_a_node_is_read_last(plan: Callable[..., Plan]) -> None:
    tree = """
  - {id: index, children: [mine, t.bare], aggregate: median}
  - {id: mine, series: t.up, weight: 7, read: {max_age: 1}}
"""
    made = plan("leaves: [{for: all, read: {method: latest, max_age: 5}, steps: [], weight: 2}]\n", tree)
    mine = made.leaves["mine"]
    assert (mine.weight, mine.read.method, mine.read.max_age) == (7, "latest", 1)
    assert made.branches["index"].aggregate.method == "median"
    assert made.branches["index"].weights == (7, 2)


@pytest.mark.parametrize(
    ("rule", "meant"),
    [
        ("all", {"mine", "t.up", "t.down", "t.bare"}),
        ("leaves", {"mine", "t.up", "t.down", "t.bare"}),
        ("t.up", {"mine", "t.up"}),  # the id of a series: every leaf that reads it
        ("mine", {"mine"}),
        ("[mine, t.bare]", {"mine", "t.bare"}),
        ("{kind: share}", {"mine", "t.up", "t.bare"}),
        ("{kind: [concentration, share], direction: lower_is_better}", {"t.down"}),
        ("{framework: t}", {"mine", "t.up", "t.down", "t.bare"}),
        ("{children_of: index}", {"mine", "t.down"}),
        ("{below: index}", {"mine", "t.up", "t.down", "t.bare"}),
        ("{below: index, kind: concentration}", {"t.down"}),
        ("{point: benchmark}", {"mine", "t.up"}),
        ("{point: benchmark_low}", {"t.down"}),
        ("{level: series}", {"mine", "t.up", "t.down", "t.bare"}),
    ],
)
def test_what_a_rule_is_about(plan: Callable[..., Plan], rule: str, meant: set[str]) -> None:
    tree = "[{id: index, children: [mine, t.down, {id: inner, children: [t.up, t.bare]}]}, {id: mine, series: t.up}]"
    made = plan(f"leaves: [{{for: all, steps: {LINE}}}, {{for: {rule}, weight: 5}}]\n", tree)
    assert {name for name, leaf in made.leaves.items() if leaf.weight == 5} == meant


def test_an_id_wins_over_a_level(plan: Callable[..., Plan]) -> None:
    tree = "{id: top, level: index, children: [{id: index, level: other, children: [t.up]}, t.bare]}"
    rules = "branches: [{for: all, aggregate: arithmetic_mean}, {for: index, aggregate: median}]\n"
    made = plan(SCORES + rules, tree)
    assert {name: branch.aggregate.method for name, branch in made.branches.items()} == {
        "top": "arithmetic_mean",
        "index": "median",
    }


# --- weights --------------------------------------------------------------------------------------------------------


def test_weights_of_a_mapping_and_of_leaves(plan: Callable[..., Plan]) -> None:
    tree = (
        "{id: index, children: [{id: left, children: {t.up: 1, t.down: 3}}, {id: right, children: [t.bare, t.answer]}]}"
    )
    made = plan(f"leaves: [{{for: all, steps: {LINE}}}, {{for: t.bare, weight: 4}}]\n", tree)
    assert made.branches["left"].weights == (1, 3)
    assert made.branches["right"].weights == (4, 1)
    assert made.effective_weights() == pytest.approx(
        {"t.up": 1 / 2 * 1 / 4, "t.down": 1 / 2 * 3 / 4, "t.bare": 1 / 2 * 4 / 5, "t.answer": 1 / 2 * 1 / 5}
    )


def test_nodes_whose_weight_moves_are_in_the_tree(plan: Callable[..., Plan]) -> None:
    """Not in every branch that the rule is about, but somewhere."""
    missing = "{method: siblings, to: {t.up: [t.down, t.dwon], out: [t.up]}}"
    made = plan(f"{SCORES}branches: [{{for: all, aggregate: arithmetic_mean, missing: {missing}}}]", good=False)
    assert [problem.message for problem in made.problems] == [
        'no node of the tree is called "out", so that no weight moves',
        'no node of the tree is called "t.dwon", so that no weight moves; did you mean "t.down"?',
    ]


def test_effective_weights_are_those_of_the_first_root(plan: Callable[..., Plan]) -> None:
    made = plan(SCORES, "[{id: index, children: [t.up]}, {id: aside, children: [t.down]}]")
    assert made.effective_weights() == {"t.up": 1, "t.down": 0}


def test_a_branch_stands_behind_its_children(plan: Callable[..., Plan]) -> None:
    made = plan(SCORES, "{id: index, children: [{id: inner, children: [t.up]}, t.bare]}")
    assert list(made.branches) == ["inner", "index"]
    assert made.order == ("index", "inner", "t.up", "t.bare")


# --- points ---------------------------------------------------------------------------------------------------------

STEPS = "leaves: [{for: {point: worst}, steps: [goalposts]}]\n"


def points(made: Plan, leaf: str) -> dict[str, float]:
    return dict(made.leaves[leaf].points.given)


def test_the_benchmark_is_always_there_in_the_unit_of_the_series(plan: Callable[..., Plan]) -> None:
    made = plan(SCORES)
    assert points(made, "t.up") == {"benchmark": pytest.approx(90)}  # the newest: 0.9 as per cent
    assert points(made, "t.down") == {"benchmark_low": 10, "benchmark_high": 20}
    assert points(made, "t.bare") == {}
    assert made.leaves["t.up"].points.proposed == {"benchmark"}


def test_given_points_in_any_unit(plan: Callable[..., Plan]) -> None:
    made = plan(
        """
points:
  - {for: t.up, worst: 0.5 fraction, best: {value: 100, source: s, status: adopted}}
  - {for: t.down, worst: 0.05 mg/m³, best: 5}
"""
        + STEPS,
        "{id: index, children: [t.up, t.down]}",
    )
    assert points(made, "t.up") == {"benchmark": pytest.approx(90), "worst": pytest.approx(50), "best": 100}
    assert points(made, "t.down")["worst"] == pytest.approx(50)  # 0.05 mg are 50 µg
    assert made.leaves["t.up"].points.origins["best"] == "given by the methodology (s)"


def test_rules_give_way_to_else(plan: Callable[..., Plan]) -> None:
    made = plan(
        """
points:
  - for: all
    best: {rule: benchmark, else: {rule: goalpost, else: 77}}
    worst: {rule: goalpost, else: {rule: benchmark, at: period, else: 0}}
"""
        + SCORES
    )
    assert points(made, "t.up")["best"] == pytest.approx(90)
    assert points(made, "t.bare")["best"] == pytest.approx(90)  # the goalpost of the definition: 0.9 fraction
    assert points(made, "t.down")["best"] == 77  # a band is no single number
    assert points(made, "t.bare")["worst"] == 10
    assert made.leaves["t.up"].points.rules["worst"].rule == "benchmark"


def test_a_goalpost_behind_a_rule_that_waits_is_that_of_the_point(plan: Callable[..., Plan]) -> None:
    made = plan(
        "points: [{for: all, best: {rule: commitment, else: {rule: goalpost, else: {rule: benchmark}}}}]\n" + SCORES
    )
    behind = {name: made.leaves[name].points.rules["best"].else_ for name in ("t.up", "t.bare")}
    assert (behind["t.bare"].value, behind["t.bare"].why) == (
        pytest.approx(90),
        "goalpost of the definition (expert, s)",
    )
    assert behind["t.up"].value == pytest.approx(90) and behind["t.up"].why.startswith("benchmark from ")


def test_a_goalpost_by_its_end(plan: Callable[..., Plan]) -> None:
    made = plan("points: [{for: t.bare, red: {rule: goalpost, end: worst}}]\n" + SCORES)
    assert points(made, "t.bare")["red"] == 10


def test_formulas_over_points_in_any_order(plan: Callable[..., Plan]) -> None:
    made = plan(
        """
points:
  - for: t.bare
    yellow: {formula: (red + green) / 2}
    green: {formula: best - 10}
    worst: 50
    red: {formula: worst + 10}
    best: 100
"""
        + SCORES
    )
    assert points(made, "t.bare") == {
        "worst": 50,
        "best": 100,
        "red": 50 + 10,
        "green": 100 - 10,
        "yellow": (60 + 90) / 2,
    }


def test_a_formula_without_its_points_gives_way(plan: Callable[..., Plan]) -> None:
    made = plan("points: [{for: all, best: {formula: benchmark + 1, else: 60}}]\n" + SCORES)
    assert points(made, "t.up")["best"] == pytest.approx(91)
    assert points(made, "t.bare")["best"] == 60


def test_a_formula_that_leads_back_to_itself(plan: Callable[..., Plan]) -> None:
    made = plan("points: [{for: t.bare, red: {formula: green}, green: {formula: red}}]\n" + SCORES, good=False)
    assert [problem.message for problem in made.problems] == ['the formula of the point "red" leads back to itself']


def test_a_formula_behind_a_rule_that_leads_back(plan: Callable[..., Plan]) -> None:
    """It held nobody up until a rule found nothing; then each was made of the other without end."""
    text = (
        "points: [{for: t.bare, red: {rule: mean, else: {formula: green}}, green: {rule: mean, else: {formula: red}}}]"
    )
    made = plan(f"reference: {{areas: scored}}\n{text}\n{SCORES}", good=False)
    assert [problem.message for problem in made.problems] == ['the formula of the point "red" leads back to itself']


def test_fitted_rules_wait(plan: Callable[..., Plan]) -> None:
    made = plan("points: [{for: all, worst: {rule: percentile, p: 2.5, side: worst}}]\n" + SCORES)
    rule = made.leaves["t.up"].points.rules["worst"]
    assert isinstance(rule, FromPercentile) and rule.p == 2.5
    assert made.leaves["t.up"].points.has("worst") and "worst" not in points(made, "t.up")


def test_a_later_rule_replaces_a_point(plan: Callable[..., Plan]) -> None:
    made = plan(
        "points: [{for: all, worst: 10, best: 60}, {for: t.up, worst: 20}]\n" + SCORES,
        "{id: i, children: [t.up, t.bare]}",
    )
    assert (points(made, "t.up")["worst"], points(made, "t.bare")["worst"]) == (20, 10)
    assert points(made, "t.up")["best"] == 60


TABLE = "series,unit,source,basis,worst,best\nt.up,fraction,s,expert,0.1,1\nt.bare,,,,20,\n"


def test_a_table_of_points(plan: Callable[..., Plan]) -> None:
    made = plan("points: [{for: all, best: 60}, {table: p.csv}]\n" + SCORES, files={"methodologies/p.csv": TABLE})
    assert points(made, "t.up")["worst"] == pytest.approx(10)
    assert points(made, "t.up")["best"] == pytest.approx(100)
    assert (points(made, "t.bare")["worst"], points(made, "t.bare")["best"]) == (20, 60)  # an empty cell is no point
    assert {name: made.leaves[name].points.lines for name in ("t.up", "t.bare")} == {
        "t.up": {"worst": "p.csv, line 2", "best": "p.csv, line 2"},
        "t.bare": {"worst": "p.csv, line 3"},
    }


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (b"series,unit\nt.up,%\n", '"p.csv" has no column for a point'),
        (b"\xff\xfe", '"p.csv" cannot be read: it is not UTF-8'),
        (b'series,worst\nt.up,"1\n', '"p.csv" cannot be read: unexpected end of data'),
        (b"series,worst\nt.up,50 km\n", 'p.csv, line 2: "km" is no unit of a share'),
        (b"series,worst,source\nt.up,50,nobody\n", 'p.csv, line 2: there is no source "nobody"'),
        (b"", '"p.csv" has no column for a point'),
        (b"series,worst,t.up\nt.up,50,1\n", 'p.csv: "t.up" cannot be the name of a point'),
        (b"series,worst,table\nt.up,50,1\n", 'p.csv: "table" cannot be the name of a point'),
    ],
)
def test_a_table_that_cannot_be_used(write: Callable[..., Any], indicator: Text, table: bytes, message: str) -> None:
    from sdg_standard.editions import read_standard

    text = f"id: m\ntitle: M\npoints: [{{table: p.csv}}]\ntree: {{id: i, children: [t.up]}}\n{MEAN}{SCORES}"
    root = write({"frameworks/t/up.yaml": indicator("t.up"), "methodologies/m.yaml": text})
    (root / "methodologies/p.csv").write_bytes(table)
    problems = read_standard(root)[1]
    assert [problem.message for problem in problems] == [message]


# --- the order of points --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("leaf", "given", "good"),
    [
        ("t.bare", "worst: 0, red: 10, green: 20, best: 30", True),
        ("t.bare", "worst: 10, red: 10, green: 10, best: 10", True),  # equal neighbours
        ("t.bare", "worst: 0, red: 20, green: 10, best: 30", False),
        ("t.bare", "worst: 40, best: 30", False),
        ("t.down", "worst: 40, best: 30", True),  # worst above best is how lower is better looks
        ("t.down", "worst: 30, best: 40", False),
        ("t.down", "worst: 0.04 mg/m³, green: 30, best: 5", True),
    ],
)
def test_points_lie_in_the_direction_of_the_series(
    plan: Callable[..., Plan], leaf: str, given: str, good: bool
) -> None:
    made = plan(f"points: [{{for: {leaf}, {given}}}]\n{SCORES}", f"{{id: index, children: [{leaf}]}}", good=False)
    assert [problem.code for problem in made.problems] == ([] if good else ["SDG532"])


@pytest.mark.parametrize(("best", "good"), [("0.5 * benchmark", False), ("benchmark", True), ("benchmark + 5", True)])
def test_an_edge_that_is_worked_out_lies_in_the_direction_too(plan: Callable[..., Plan], best: str, good: bool) -> None:
    """The benchmark is 90: half of it is 45, which is no better than 60."""
    steps = f'[{{method: goalposts, worst: 60, best: {{formula: "{best}"}}}}]'
    made = plan(f"leaves: [{{for: all, steps: {steps}}}]\n", "{id: index, children: [t.up]}", good=False)
    assert [problem.code for problem in made.problems] == ([] if good else ["SDG532"])


def test_a_known_fault_is_let_through(plan: Callable[..., Plan]) -> None:
    fault = "points: [{for: t.bare, worst: 0, red: 20, green: 10, best: 30}]\n"
    accept = "accept: [{check: order, at: t.bare.green, why: The source has it so.}]\n"
    assert not plan(fault + accept + SCORES, "{id: index, children: [t.bare]}").problems


# --- what is worked out ---------------------------------------------------------------------------------------------


def test_directions_through_the_steps(plan: Callable[..., Plan]) -> None:
    made = plan(
        """
points: [{for: all, worst: 50, best: 60}, {for: t.down, best: 10}]
leaves:
  - {for: t.up, steps: [goalposts]}
  - {for: t.down, steps: [goalposts]}
  - {for: mine, steps: [{method: scale, by: -1}]}
  - {for: yours, steps: [{method: reflect, about: 50}]}
""",
        "[{id: index, children: [t.up, t.down]}, {id: a, children: [mine]}, {id: b, children: [yours]},"
        " {id: mine, series: t.up}, {id: yours, series: t.up}]",
    )
    leaf = made.leaves
    assert (leaf["t.up"].gives, leaf["t.up"].sign, leaf["t.down"].sign) == ("score", 1, 1)
    assert (leaf["mine"].gives, leaf["mine"].sign, leaf["yours"].sign) == ("value", -1, -1)
    assert (made.branches["a"].sign, made.branches["a"].gives, made.branches["a"].unit) == (-1, "value", "%")


def test_a_leaf_without_its_point_is_kept(plan: Callable[..., Plan]) -> None:
    made = plan("points: [{for: [t.up, t.bare], worst: 50, best: 100}]\nleaves: [{for: all, steps: [goalposts]}]\n")
    assert made.leaves["t.down"].lacks == ("worst", "best")
    assert made.leaves["t.up"].lacks == ()
    assert not made.problems


def test_a_band_of_benchmarks_is_enough_for_share_of(plan: Callable[..., Plan]) -> None:
    made = plan("leaves: [{for: all, steps: [share_of]}]\n")
    assert made.leaves["t.down"].lacks == () and made.leaves["t.bare"].lacks == ("benchmark",)


def test_z_scores_bring_their_own_rules(plan: Callable[..., Plan]) -> None:
    made = plan("leaves: [{for: all, steps: [z_score]}]\nreference: {areas: scored}\n")
    assert set(made.leaves["t.up"].points.rules) == {"mean", "sd"} and not made.problems


def test_the_note_that_a_reference_is_needed_is_said_once(plan: Callable[..., Plan]) -> None:
    made = plan("leaves: [{for: all, steps: [z_score]}]\n")
    (problem,) = made.problems
    assert (problem.code, problem.severity) == ("SDG543", "note")
    two = "leaves: [{for: t.up, steps: [z_score]}, {for: [t.down, t.bare], steps: [z_score]}]\n"
    assert [problem.code for problem in plan(two).problems] == ["SDG543"]


def test_steps_before_a_reading_need_a_reference_as_others_do(plan: Callable[..., Plan]) -> None:
    before = "{method: latest, before: [{method: scale, offset: middle}]}"
    points = "points: [{for: all, middle: {rule: median}}]\n"
    made = plan(f"{points}leaves: [{{for: all, read: {before}, steps: {LINE}}}]\n")
    assert [problem.code for problem in made.problems] == ["SDG543"]


# --- branches -------------------------------------------------------------------------------------------------------


def messages(made: Plan) -> list[str]:
    return [problem.message for problem in made.problems]


def test_a_branch_of_one_value_has_its_unit(plan: Callable[..., Plan]) -> None:
    steps = "leaves: [{for: all, steps: [{method: scale, by: 2}]}]\n"
    branch = plan(steps, "{id: index, children: [t.down]}").branches["index"]
    assert (branch.gives, branch.unit, branch.sign) == ("value", "µg/m³", -1)


def test_weights_that_leave_one_out_name_it(plan: Callable[..., Plan]) -> None:
    weights = "branches: [{for: all, aggregate: {method: arithmetic_mean, weights: {t.up: 1, t.down: 2}}}]\n"
    made = plan(SCORES + weights, good=False)
    assert messages(made) == ['the weights of "index" leave out "t.bare"']


@pytest.mark.parametrize(("count", "others"), [(1, ""), (2, '"b1"'), (5, '"b1", "b2", "b3", "b4"')])
def test_branches_without_an_aggregate_are_named(plan: Callable[..., Plan], count: int, others: str) -> None:
    tree = ", ".join(f"{{id: b{place}, children: [t.up]}}" for place in range(count))
    made = plan(SCORES + "branches: []\n", f"[{tree}]", good=False)
    more = f"; nor is there one for {others}" if others else ""
    assert messages(made) == [f'no rule says how "b0" is made from its children{more}']


def test_of_many_branches_without_an_aggregate_the_first_are_named(plan: Callable[..., Plan]) -> None:
    tree = ", ".join(f"{{id: b{place}, children: [t.up]}}" for place in range(7))
    (message,) = messages(plan(SCORES + "branches: []\n", f"[{tree}]", good=False))
    assert message.endswith('nor is there one for "b1", "b2", "b3", "b4", 2 more')


@pytest.mark.parametrize(("of", "enough"), [("weight", True), ("children", False)])
def test_a_branch_that_never_has_enough_is_noted(plan: Callable[..., Plan], of: str, enough: bool) -> None:
    """One of two children lacks its points: half of the children, and a quarter of the weight."""
    made = plan(
        f"""
points: [{{for: t.up, worst: 50, best: 100}}]
leaves: [{{for: all, steps: [goalposts]}}]
branches: [{{for: all, aggregate: arithmetic_mean, needs: {{share: 0.6, of: {of}}}}}]
""",
        "{id: index, children: {t.up: 3, t.down: 1}}",
    )
    assert [problem.code for problem in made.problems] == ([] if enough else ["SDG560"])


@pytest.mark.parametrize(
    ("scores", "told"),
    [
        ("{no: 0, yes: 100}", []),
        ("{yes: 100}", ['t.answer has answers without a score: "no"']),
        ("{yes: 100, maybe: 50}", ['t.answer has answers without a score: "no"', 't.answer has no answer "maybe"']),
        ("{red: 0, green: 100}", ['t.answer has no answer "green"']),  # about other answers altogether
    ],
)
def test_all_answers_are_scored_and_no_others(plan: Callable[..., Plan], scores: str, told: list[str]) -> None:
    scores = scores.replace("no:", '"no":').replace("yes:", '"yes":')
    steps = f"[{{method: categories, scores: {scores}}}]"
    made = plan(f"leaves: [{{for: all, steps: {steps}}}]\n", "{id: index, children: [t.answer]}", good=False)
    assert sorted(messages(made)) == told


def test_what_is_wrong_with_a_rule_is_said_once_and_not_of_each_series(plan: Callable[..., Plan]) -> None:
    steps = "leaves: [{for: all, steps: [{method: categories, scores: {a: 1}}]}]\n"
    made = plan(steps, "{id: index, children: [t.up, t.bare]}", good=False)
    assert [problem.code for problem in made.problems] == ["SDG537"]


def test_of_two_groups_that_are_none_the_first_is_told(planned: Planned, indicator: Text) -> None:
    read = "{method: at_period, gap: {by: sex, between: [A, B]}}"
    text = f"leaves: [{{for: all, read: {read}, steps: []}}]\ntree: {{id: index, children: [t.a]}}\n{MEAN}"
    made = planned(text, {"a": indicator("t.a", f"{{value: {{{UP}, breakdowns: [sex]}}}}")}, good=False)
    (message,) = messages(made)
    assert '"A"' in message


@pytest.mark.parametrize(("edges", "good"), [((20, 50), True), ((50, 20), False)])
def test_bands_go_from_the_worst_to_the_best(plan: Callable[..., Plan], edges: tuple[int, int], good: bool) -> None:
    bands = "[{label: bad}, " + ", ".join(f"{{from: {edge}, label: l{edge}}}" for edge in edges) + "]"
    made = plan(f"{SCORES}ratings: {{own: [{{for: all, bands: {bands}}}]}}\n", good=False)
    assert bool(made.problems) is not good


def test_a_level_that_is_not_there_is_told_once_alone_or_among_others(plan: Callable[..., Plan]) -> None:
    """Of several the one that is wrong is pointed at; of a single one the rule as a whole says it."""
    alone, among = (
        plan(f"leaves: [{{for: all, steps: {LINE}}}, {{for: {{level: {level}}}, weight: 2}}]\n", good=False)
        for level in ("seris", "[series, indx]")
    )
    for made, name in ((alone, "seris"), (among, "indx")):
        (message,) = messages(made)
        assert f'"{name}"' in message


def test_levels_that_only_the_file_below_has_are_none_of_its_own(read: Callable[..., Any], indicator: Text) -> None:
    """What a rule of the file that is extended is about may be absent; a rule of one's own says what it lacks."""
    steps = f"{{for: all, steps: {LINE}}}"
    rule = "{for: {level: [series, top]}, weight: 2}"
    below = f"id: b\ntitle: B\nleaves: [{steps}, {rule}]\ntree: {{id: i, level: top, children: [t.a]}}\n{MEAN}"
    above = "id: m\ntitle: M\nextends: b\ntree: {id: i, children: [t.a]}\n"
    files = {"frameworks/t/a.yaml": indicator("t.a"), "methodologies/b.yaml": below}
    assert not read({**files, "methodologies/m.yaml": above}, "inherited")[1]
    own = read({**files, "methodologies/m.yaml": f"{above}leaves: [{rule}]\n"}, "own")[1]
    assert [(problem.file, '"top"' in problem.message) for problem in own] == [("methodologies/m.yaml", True)]


def test_a_reading_that_asks_for_a_point_which_a_leaf_lacks(plan: Callable[..., Plan]) -> None:
    read = "{method: pace_to_target, target: aim, year: 2030}"
    text = f"points: [{{for: t.up, aim: 90}}]\nleaves: [{{for: all, read: {read}, steps: {LINE}}}]\n"
    made = plan(text, "{id: index, children: [t.up, t.bare]}", good=False)
    assert (made.leaves["t.up"].lacks, made.leaves["t.bare"].lacks) == ((), ("aim",))


# --- selections -----------------------------------------------------------------------------------------------------


def test_what_is_selected_and_is_not_there(plan: Callable[..., Plan]) -> None:
    made = plan(SCORES + "select: {ids: [t.up, t.bear]}\n", "{id: index, children: [t.up]}", good=False)
    assert messages(made) == ['there is no series "t.bear"; did you mean "t.bare"?']


def test_a_trend_reads_the_same_tree(plan: Callable[..., Plan]) -> None:
    made = plan("""
points: [{for: all, worst: 50, best: 60}, {for: t.down, best: 10}]
leaves: [{for: all, steps: [goalposts], weight: 2, scored: {big: true}}]
trends:
  pace:
    leaves:
      - {for: t.up, read: {method: pace_to_target, of: score, target: best, year: 2030}}
      - {for: t.down, read: {method: pace_to_target, target: commitment}}
    ratings: [{for: all, bands: [{label: back}, {from: 0, label: ahead}]}]
""")
    trend = made.trends["pace"]
    assert set(trend.leaves) == {"t.up", "t.down"}  # a leaf without a reading stands outside
    assert trend.branches["index"].children == ("t.up", "t.down")
    assert trend.branches["index"].weights == (2, 2)
    assert trend.leaves["t.up"].scored == {"big": True} and trend.leaves["t.up"].steps == ()
    assert set(trend.ratings) == {"index", "t.up", "t.down", "t.bare"}


def test_plans_are_made_once(read: Callable[..., Any], indicator: Text) -> None:
    from sdg_standard.plans import plan_of

    text = f"id: m\ntitle: M\ntree: {{id: i, children: [t.a]}}\n{MEAN}{SCORES}"
    standard, _ = read({"frameworks/t/a.yaml": indicator("t.a"), "methodologies/m.yaml": text})
    methodology = standard.methodology("m")
    assert plan_of(methodology, standard) is plan_of(methodology, standard)
    other = methodology.model_copy(update={"title": "Other"})  # of the same id
    assert plan_of(other, standard).methodology.title == "Other"
    assert plan_of(methodology, standard).methodology.title == "M"
    other = methodology.model_copy(update={"title": "N"})
    assert plan_of(other, standard).methodology.title == "N"
