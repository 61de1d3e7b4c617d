"""Whether the steps of a leaf fit its series and one another, and the children of a branch one another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sdg_standard.catalogue.codes import (
    BANDS_ORDER,
    FORMULA,
    MIXED_CHILDREN,
    NEEDS_REFERENCE,
    NO_AGGREGATE,
    NO_POINT,
    NOT_BUILT,
    SCORES_OF_ANSWERS,
    STEP_ORDER,
    UNKNOWN_POINT,
    UNKNOWN_SERIES,
)
from sdg_standard.catalogue.report import Path, Report
from sdg_standard.errors import did_you_mean, near
from sdg_standard.formula import Formula, FormulaError
from sdg_standard.model.methodology.file import Methodology
from sdg_standard.model.methodology.leaves import TARGET_READINGS, TREND_READINGS
from sdg_standard.model.methodology.points import Fitted, FromSd, FromStatistic
from sdg_standard.model.methodology.rules import POINT_NAME
from sdg_standard.model.methodology.steps import (
    BandsStep,
    CategoriesStep,
    DistanceInSd,
    EdgeFormula,
    Fill,
    Piecewise,
    Power,
    RankStep,
    Reflect,
    Root,
    Scale,
    ShareOf,
    StepModel,
    Winsorise,
    ZScore,
)

if TYPE_CHECKING:
    from sdg_standard.catalogue.plan import Branch, Leaf, Plan

FREE_OF_DIRECTION = (ShareOf, Piecewise, BandsStep, CategoriesStep)
"""Scoring steps that a series with a target value may take without being reflected first."""


# what the library does not have yet


def check_built(methodology: Methodology, report: Report) -> None:
    """Report every method of the language that this version of the library does not have."""
    for path, word in _not_built(methodology):
        report.add(NOT_BUILT, f"{word} is not built yet", path)


def _not_built(methodology: Methodology) -> Iterator[tuple[Path, str]]:
    for path, rule in _all_rules(methodology):
        for place, step in enumerate(getattr(rule, "steps", None) or ()):
            if isinstance(step, Fill) and step.from_ == "siblings":
                yield (*path, "steps", place, "from"), "`fill: {from: siblings}`"


def _all_rules(methodology: Methodology) -> Iterator[tuple[Path, Any]]:
    """Every rule and node of a file, with its path."""
    for path, part in [((), methodology), *((("trends", name), trend) for name, trend in methodology.trends.items())]:
        for key in ("leaves", "branches"):
            for index, rule in enumerate(getattr(part, key)):
                yield (*path, key, index), rule
    for index, item in enumerate(methodology.tree):
        yield from _nodes(item, ("tree", index))


def _nodes(node: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    yield path, node
    children = getattr(node, "children", None)
    for index, child in enumerate(children if isinstance(children, tuple) else ()):
        if not isinstance(child, str):
            yield from _nodes(child, (*path, "children", index))


# leaves


def typed(leaf: Leaf, path: Path, methodology: Methodology, report: Report) -> Leaf:
    """Return the leaf with what its steps give: a score or a value, and in which direction."""
    leaf = _with_implied_points(leaf)
    _check_reading(leaf, path, report)
    lacks = tuple(dict.fromkeys(_lacking(leaf, path, report)))
    leaf = replace(leaf, lacks=lacks)
    _check_reference(leaf, methodology, path, report)
    if lacks and methodology.lacking == "error":
        report.add(NO_POINT, f'{leaf.series.id} lacks the point "{lacks[0]}"', path)
    scored = any(step.role == "scoring" for step in leaf.steps)
    gives: Any = "score" if scored or leaf.is_score_already else "value"
    if lacks:
        return replace(leaf, gives=gives, sign=_scored_sign(leaf) if scored else leaf.read_sign)
    if leaf.is_score_already:
        return replace(leaf, gives=gives, sign=1)
    return replace(leaf, gives=gives, sign=_walk_direction(leaf, path, report))


def _with_implied_points(leaf: Leaf) -> Leaf:
    """z_score fits its mean and standard deviation itself where no rule names them."""
    implied: dict[str, Any] = {}
    for step in leaf.steps:
        if isinstance(step, ZScore):
            implied |= {"mean": FromStatistic(rule="mean"), "sd": FromSd(rule="sd")}
    implied = {name: rule for name, rule in implied.items() if not leaf.points.has(name)}
    return replace(leaf, points=replace(leaf.points, rules={**leaf.points.rules, **implied})) if implied else leaf


def asked_points(step: StepModel) -> Iterator[tuple[Path, str]]:
    """Yield every point that a step asks for, with the path inside the step."""
    for name in step.asks:
        yield from _points_of_edge(getattr(step, name), (name,))
    if isinstance(step, BandsStep):
        for index, band in enumerate(step.bands):
            yield from _points_of_edge(band.from_, ("bands", index, "from"))
    if isinstance(step, Piecewise):
        for index, pair in enumerate(step.points):
            yield from _points_of_edge(pair[0], ("points", index, 0))


def _points_of_edge(edge: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(edge, str) and POINT_NAME.fullmatch(edge):
        yield path, edge
    elif isinstance(edge, EdgeFormula):
        try:
            names = Formula.parse(edge.formula).names
        except FormulaError:
            return
        for name in names:
            yield (*path, "formula"), name


def _lacking(leaf: Leaf, path: Path, report: Report) -> Iterator[str]:
    """Points that a step asks for and the leaf does not have."""
    bands = leaf.points.has("benchmark_low")
    if _lacks_target(leaf):
        yield str(leaf.read.target)
    for index, step in enumerate(leaf.steps):
        for inside, name in asked_points(step):
            if leaf.points.has(name) or (name == "benchmark" and bands and isinstance(step, ShareOf | Reflect)):
                continue
            if name not in CONVENTIONAL and not report_knows(report, name):
                text = f'the step "{step.method}" asks for the point "{name}", which no rule defines'  # type: ignore[attr-defined]
                hint = did_you_mean(near(name, (*leaf.points.given, *leaf.points.rules, *CONVENTIONAL)))
                report.add(UNKNOWN_POINT, text + hint, (*path, index, *inside))
            yield name


CONVENTIONAL = ("worst", "best", "benchmark", "target", "green", "red", "mean", "sd", "lower", "upper")


def report_knows(report: Report, name: str) -> bool:
    """Whether some rule of the file defines a point of this name."""
    data = getattr(report.document, "data", None) or {}
    return any(name in rule for rule in data.get("points", ()) if isinstance(rule, dict))


def _check_reference(leaf: Leaf, methodology: Methodology, path: Path, report: Report) -> None:
    """A fitted rule needs something to be fitted to; said once for the file."""
    fitted = [rule for rule in leaf.points.rules.values() if isinstance(rule, Fitted)]
    fitted += [step for step in leaf.steps if _reads_reference(step)]
    named = methodology.reference.model_fields_set
    if fitted and "areas" not in named and not any(p.code == NEEDS_REFERENCE.number for p in report.problems):
        text = "this methodology has rules that are fitted; it can be scored after `fit`, or with a reference given"
        report.add(NEEDS_REFERENCE, text, path, severity="note")


def _reads_reference(step: StepModel) -> bool:
    """Whether a step reads a reference set itself."""
    return isinstance(step, RankStep) or (isinstance(step, Winsorise) and step.points is not None)


def _walk_direction(leaf: Leaf, path: Path, report: Report) -> int:
    """Follow the direction through the steps: transformations may turn it, the first scoring step ends it."""
    series = leaf.series
    sign = leaf.read_sign
    free = series.direction == "target_value" and leaf.read.method not in TREND_READINGS
    for index, step in enumerate(leaf.steps):
        where: Path = (*path, index)
        if isinstance(step, CategoriesStep):
            _check_answers(leaf, step, where, report)
        if step.role == "transformation":
            sign, free = _turned(step, sign, free)
        elif step.role == "scoring":
            if free and not isinstance(step, FREE_OF_DIRECTION):
                text = f'{series.id} has a target value and must be reflected before "{step.method}"'
                report.add(STEP_ORDER, text, where)
            if series.direction == "none" and isinstance(step, ShareOf | ZScore | RankStep | DistanceInSd):
                text = f'{series.id} has the direction "none", and "{step.method}" does not say what is better'
                report.add(STEP_ORDER, text, where)
            return _scored_sign(leaf)
    return sign


def _scored_sign(leaf: Leaf) -> int:
    """Whether more is better of a score: of a distance less is, until a later step scores the distance."""
    scoring = [step for step in leaf.steps if step.role == "scoring"]
    return -1 if isinstance(scoring[-1], DistanceInSd) else 1


def _turned(step: StepModel, sign: int, free: bool) -> tuple[int, bool]:
    if isinstance(step, Reflect):
        return -1, False
    falling = (
        (isinstance(step, Power) and step.p < 0)
        or (isinstance(step, Scale) and step.by < 0)
        or (isinstance(step, Root) and step.method == "reciprocal")
    )
    return (-sign if falling else sign), free


def _check_answers(leaf: Leaf, step: CategoriesStep, path: Path, report: Report) -> None:
    """The step scores all answers of a category and no others."""
    categories = leaf.series.categories
    if not isinstance(categories, tuple):
        report.add(STEP_ORDER, f'{leaf.series.id} is no category, so "categories" cannot score it', path)
        return
    codes = {item.code for item in categories}
    absent, foreign = sorted(codes - set(step.scores)), sorted(set(step.scores) - codes)
    if absent:
        report.add(SCORES_OF_ANSWERS, f'{leaf.series.id}: the answer "{absent[0]}" has no score', (*path, "scores"))
    if foreign:
        text = f'{leaf.series.id} has no answer "{foreign[0]}"{did_you_mean(near(foreign[0], codes))}'
        report.add(SCORES_OF_ANSWERS, text, (*path, "scores", foreign[0]), key=True)


def typed_trend(leaf: Leaf, main: Leaf | None, path: Path, report: Report) -> Leaf:
    """A leaf of a trend: its number is a pace, where more is better; it needs a target and a year."""
    read = leaf.read
    _check_reading(leaf, (*path, 0, "read"), report)
    lacks = (str(read.target),) if _lacks_target(leaf) else ()
    return replace(leaf, gives="value", sign=1, lacks=lacks)


def _check_reading(leaf: Leaf, path: Path, report: Report) -> None:
    """A reading that is about a target names it, and the year by which; said once for the file."""
    read = leaf.read
    if read.method not in TARGET_READINGS:
        return
    timeless = read.target == "commitment" or (read.method == "expected_value" and read.model == "latest")
    for name in ("target",) if timeless else ("target", "year"):
        text = f"{read.method} needs `{name}`"
        if getattr(read, name) is None and not any(problem.message == text for problem in report.problems):
            report.add(STEP_ORDER, text, path)


def _lacks_target(leaf: Leaf) -> bool:
    """Whether a reading is to reach a point that the leaf does not have."""
    target = leaf.read.target if leaf.read.method in TARGET_READINGS else None
    named = isinstance(target, str) and bool(POINT_NAME.fullmatch(target)) and target != "commitment"
    return named and not leaf.points.has(str(target))


# branches


def no_aggregate(name: str, path: Path, report: Report) -> None:
    """Say that no rule makes a branch."""
    report.add(NO_AGGREGATE, f'no rule says how "{name}" is made from its children', path)


def typed_branch(branch: Branch, direction: str | None, path: Path, plan: Plan, report: Report) -> Branch | None:
    """Return the branch with what it gives; children of a mean are of one kind and one orientation."""
    names = branch.leaves if branch.aggregate.over == "leaves" else branch.children
    children = [plan.leaves.get(name) or plan.branches.get(name) for name in names]
    there = [child for child in children if child is not None]
    usable = [child for child in there if not getattr(child, "lacks", ())] or there
    if not usable:
        return None
    gives = {child.gives for child in usable}
    signs = {child.sign for child in usable}
    if branch.aggregate.formula is not None:
        return _formula_branch(branch, direction, gives, path, report)
    units = {_unit(child) for child in usable}
    if len(gives) > 1:
        report.add(MIXED_CHILDREN, f'some children of "{branch.id}" are scores and some are values', path)
    elif gives == {"value"} and len(units) > 1:
        listed = ", ".join(f'"{unit or "no unit"}"' for unit in sorted(units, key=str))
        report.add(MIXED_CHILDREN, f'the children of "{branch.id}" are values of several units: {listed}', path)
    elif len(signs) > 1:
        report.add(MIXED_CHILDREN, f'of some children of "{branch.id}" more is better, of others less', path)
    sign = -1 if direction == "lower_is_better" else 1 if direction else next(iter(signs))
    scored = any(step.role == "scoring" for step in branch.steps)
    kind: Any = "score" if scored else next(iter(gives))
    return replace(branch, gives=kind, sign=sign, unit=next(iter(units)) if kind == "value" else None)


def _unit(child: Leaf | Branch) -> str | None:
    return getattr(child, "read_unit", None) or getattr(child, "unit", None)


def _formula_branch(branch: Branch, direction: str | None, gives: set[str], path: Path, report: Report) -> Branch:
    where: Path = (*path, "formula")
    try:
        Formula.parse(branch.aggregate.formula or "").check_names(branch.children)
    except FormulaError as error:
        report.add(FORMULA, error.message, where, error.cure)
    kind: Any = branch.aggregate.gives or ("score" if gives == {"score"} else "value")
    return replace(branch, gives=kind, sign=-1 if direction == "lower_is_better" else 1)


# the whole


def check_plan(plan: Plan, report: Report) -> None:
    """Ranks name nodes; bands of ratings and steps go from the worst to the best."""
    for index, rank in enumerate(plan.methodology.ranks):
        for name in rank.for_:
            if name not in plan.tree.nodes and not any(node.level == name for node in plan.tree.nodes.values()):
                hint = did_you_mean(near(name, plan.tree.nodes))
                report.add(UNKNOWN_SERIES, f'there is no node "{name}"{hint}', ("ranks", index, "for"))
    told: set[Path] = set()
    for leaf in plan.leaves.values():
        path = plan.rule_paths.get((leaf.id, "steps"), ("leaves",))
        sign, changed = leaf.read_sign, False
        for index, step in enumerate(leaf.steps):
            if isinstance(step, BandsStep):
                edges = [band.from_ for band in step.bands]
                # Behind a change the points are others than those that are written.
                _edges_in_order(edges, None if changed else leaf, sign or 1, (*path, index, "bands"), told, report)
            changed = changed or step.role != "treatment"
            sign = (-1 if isinstance(step, DistanceInSd) else 1) if step.role == "scoring" else _turned(step, sign, False)[0]
    for rating, rules in plan.ratings.items():
        for name, rule in rules.items():
            node = plan.leaves.get(name)
            path = plan.rule_paths.get((name, rating), ("ratings", rating))
            sign = (
                node.read_sign
                if node and rule.of == "value"
                else plan.node(name).sign
                if name in plan.branches or node
                else 1
            )
            edges = [band.from_ for band in rule.bands or () if band.when is None]
            _edges_in_order(edges, node, sign or 1, (*path, "bands"), told, report)


def _edges_in_order(
    edges: list[Any], leaf: Leaf | None, sign: int, path: Path, told: set[Path], report: Report
) -> None:
    known = [(index, value) for index, edge in enumerate(edges) if (value := _known(edge, leaf)) is not None]
    for (_, before), (index, after) in zip(known, known[1:], strict=False):
        if sign * (after - before) < 0:
            where: Path = (*path, index, "from")
            if where not in told:
                told.add(where)
                about = f" for {leaf.series.id}" if leaf is not None else ""
                report.add(BANDS_ORDER, f"the edge {after:g} lies behind {before:g}{about}", where)


def _known(edge: Any, leaf: Leaf | None) -> float | None:
    """The number of an edge, if it is one or a known point."""
    if isinstance(edge, float | int):
        return float(edge)
    if leaf is not None and isinstance(edge, str):
        return leaf.points.given.get(edge)
    return None
