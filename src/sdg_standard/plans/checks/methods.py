"""Whether the steps of a leaf fit its series and one another, and the children of a branch one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sdg_standard.catalogue.codes import (
    DUPLICATE_ID,
    MIXED_CHILDREN,
    NEEDS_REFERENCE,
    NO_AGGREGATE,
    NO_POINT,
    OFF_SCALE,
    SCORES_OF_ANSWERS,
    STEP_ORDER,
    UNKNOWN_POINT,
    UNKNOWN_SERIES,
)
from sdg_standard.catalogue.report import Path, Report
from sdg_standard.catalogue.standard import Standard
from sdg_standard.errors import did_you_mean, near
from sdg_standard.formula import Formula, FormulaError
from sdg_standard.formula.codes import UNKNOWN_NAME
from sdg_standard.model.codes import METHOD_PARAMETER, RANGE_ORDER, WEIGHTS
from sdg_standard.model.methodology.file import Methodology
from sdg_standard.model.methodology.points import Fitted, FromSd, FromStatistic
from sdg_standard.model.methodology.readings import Reading
from sdg_standard.model.methodology.steps import (
    BandsStep,
    CategoriesStep,
    DistanceInSd,
    Fill,
    Piecewise,
    RankStep,
    Reflect,
    Round,
    ShareOf,
    StepModel,
    ZScore,
)
from sdg_standard.plans.edges import Edges, edges_of, points_of, scores_of
from sdg_standard.plans.points import Points

if TYPE_CHECKING:
    from sdg_standard.plans.plan import Branch, Leaf, Plan

FEW = 5
"""So many leaves are named in one message."""

FREE_OF_DIRECTION = (ShareOf, Piecewise, BandsStep, CategoriesStep)
"""Scoring steps that a series with a target value may take without being reflected first."""


# leaves


def typed(leaf: Leaf, path: Path, methodology: Methodology, edges: Edges) -> Leaf:
    """Return the leaf with what its steps give: a score or a value, and in which direction."""
    report = edges.report
    leaf = replace(leaf, points=with_implied(leaf.points, leaf.steps))
    lacks = tuple(dict.fromkeys(_lacking(leaf, path, edges)))
    leaf = replace(leaf, lacks=lacks)
    check_reference(leaf, methodology, path, report)
    scored = leaf.is_score_already or any(step.role == "scoring" for step in leaf.steps)
    if not lacks:
        _check_direction(leaf, path, report)
    sign = 1 if leaf.is_score_already else after_steps(leaf.read_sign, leaf.steps, methodology)
    return replace(leaf, gives="score" if scored else "value", sign=sign)


def with_implied(points: Points, steps: Sequence[StepModel]) -> Points:
    """The points with the mean and standard deviation that `z_score` fits itself where no rule names them."""
    asked = {
        edge for step in steps if isinstance(step, ZScore) for edge in (step.mean, step.sd) if isinstance(edge, str)
    }
    known: dict[str, Fitted] = {"mean": FromStatistic(rule="mean"), "sd": FromSd(rule="sd")}
    implied = {name: rule for name, rule in known.items() if name in asked and not points.has(name)}
    return replace(points, rules={**points.rules, **implied}) if implied else points


def after_steps(sign: int, steps: Sequence[StepModel], methodology: Methodology) -> int:
    """Whether more is better of a number that has walked through steps."""
    for step in steps:
        sign = step.direction_after(sign, (methodology.scale.worst, methodology.scale.best))
    return sign


def _lacking(leaf: Leaf, path: Path, edges: Edges) -> Iterator[str]:
    """Points that a step asks for and the leaf does not have; one that nobody defines is a problem."""
    bands = leaf.points.has("benchmark_low")
    yield from lacked_by_reading(leaf)
    for index, step in enumerate(leaf.steps):
        for inside, edge in edges_of(step):
            who = f'the step "{getattr(step, "method", "")}"'
            edges.check(edge, leaf.series, leaf.points, (*path, index, *inside), who)
            for name in points_of(edge):
                as_band = name == "benchmark" and bands and isinstance(step, ShareOf | Reflect)
                if not leaf.points.has(name) and not as_band:
                    yield name


def check_lacking(leaves: Iterable[tuple[Leaf, Path]], report: Report) -> None:
    """Report the leaves that lack a point, those of one rule together; not after a point that nobody defines."""
    if any(problem.code == UNKNOWN_POINT.number for problem in report.problems):
        return
    found: dict[Path, list[str]] = {}
    for leaf, path in leaves:
        if leaf.lacks:
            listed = " and ".join(f'"{name}"' for name in leaf.lacks)
            found.setdefault(tuple(path), []).append(f"{leaf.id} lacks {listed}")
    for path, texts in found.items():
        more = f" and {len(texts) - FEW} more" if len(texts) > FEW else ""
        report.add(NO_POINT, f"points are missing: {', '.join(texts[:FEW])}{more}", path)


def check_reference(node: Leaf | Branch, methodology: Methodology, path: Path, report: Report) -> None:
    """A fitted rule needs something to be fitted to; said once for the file."""
    edges = [edge for step in node.steps for _, edge in edges_of(step)]
    edges += [] if node.read is None else node.read.asked.values()
    asked = {name for edge in edges for name in points_of(edge)}
    fitted = any(isinstance(rule, Fitted) and name in asked for name, rule in node.points.rules.items())
    ranked = any(step.reads_reference for step in node.steps)
    told = any(problem.code == NEEDS_REFERENCE.number for problem in report.problems)
    if (fitted or ranked) and methodology.reference.areas is None and not told:
        text = "the steps need numbers that are fitted to a reference set, and the file names none"
        report.add(NEEDS_REFERENCE, text, path, severity="note")


def check_scale(node: Leaf | Branch, path: Path, methodology: Methodology, report: Report) -> None:
    """The scores that a node ends with lie on the scale of the file, which is the axis of every figure.

    Rounding and filling behind the step that gives them leave them where they are.
    """
    scale = methodology.scale
    low, high = sorted((scale.worst, scale.best))
    last = max((place for place, step in enumerate(node.steps) if not isinstance(step, Round | Fill)), default=0)
    for inside, score in scores_of(node.steps[last]) if node.steps else ():
        if not low <= score <= high:
            ends = f"which goes from {scale.worst:g} to {scale.best:g}"
            text = f"the score {score:g} lies outside the scale of the file, {ends}"
            cure = "Correct the score, or say `scale: {worst: …, best: …}`."
            report.add(OFF_SCALE, text, (*path, last, *inside), cure, once=True)


def _check_direction(leaf: Leaf, path: Path, report: Report) -> None:
    """The first scoring step can tell what is better of what arrives at it; answers are scored one by one."""
    series = leaf.series
    free = series.direction == "target_value" and not leaf.read.is_path
    for index, step in enumerate(leaf.steps):
        where: Path = (*path, index)
        if isinstance(step, CategoriesStep):
            _check_answers(leaf, step, where, report)
        free = free and not isinstance(step, Reflect)
        if step.role != "scoring":
            continue
        if free and not isinstance(step, FREE_OF_DIRECTION):
            text = f'{series.id} has a target value, and "{vars(step)["method"]}" cannot score it as it is'
            cure = "Put the step `reflect` before it, or score it by share_of, piecewise or bands."
            report.add(STEP_ORDER, text, where, cure, once=True)
        if series.direction == "none" and isinstance(step, ShareOf | ZScore | RankStep | DistanceInSd):
            text = f'{series.id} has the direction "none", and "{step.method}" does not say what is better'
            cure = "Give the series a direction, or score it by goalposts, piecewise, bands or categories."
            report.add(STEP_ORDER, text, where, cure, once=True)
        return


def _check_answers(leaf: Leaf, step: CategoriesStep, path: Path, report: Report) -> None:
    """The step scores all answers of a category and no others."""
    categories = leaf.series.categories
    if not isinstance(categories, tuple):
        cure = "Let the rule be about `{kind: category}` only."
        report.add(
            STEP_ORDER, f'{leaf.series.id} is no category, so "categories" cannot score it', path, cure, once=True
        )
        return
    codes = {item.code for item in categories}
    absent, foreign = sorted(codes - set(step.scores)), sorted(set(step.scores) - codes)
    others = foreign and len(absent) == len(codes)  # the step is about other answers altogether
    if absent and not others and not any(near(code, absent) for code in foreign):
        listed = ", ".join(f'"{code}"' for code in absent)
        report.add(
            SCORES_OF_ANSWERS, f"{leaf.series.id} has answers without a score: {listed}", (*path, "scores"), once=True
        )
    if foreign:
        text = f'{leaf.series.id} has no answer "{foreign[0]}"{did_you_mean(near(foreign[0], codes))}'
        cure = f"The answers are {', '.join(item.code for item in categories)}."
        report.add(SCORES_OF_ANSWERS, text, (*path, "scores", foreign[0]), cure, key=True, once=True)


def check_reading(leaf: Leaf, path: Path, standard: Standard, edges: Edges) -> None:
    """A reading names series and points that are there; one towards a target has a target and a year."""
    read = leaf.read
    if read.series is not None and read.series not in standard.series:
        hint = did_you_mean(near(read.series, standard.series))
        edges.report.add(UNKNOWN_SERIES, f'there is no series "{read.series}"{hint}', (*path, "series"), once=True)
    check_years(read, path, edges.report)
    check_edges_of(read.before, leaf, (*path, "before"), edges)
    for name, edge in read.points_asked.items():
        edges.check(edge, leaf.series, leaf.points, (*path, name), f'the reading "{read.method}"')
    check_needed(read, path, edges.report)


def check_needed(read: Reading, path: Path, report: Report) -> None:
    """A reading towards a target has a target and a year."""
    if read.absent:
        text = f'the reading "{read.method}" needs {" and ".join(f"`{name}`" for name in read.absent)}'
        cure = f"Add {' and '.join(f'`{name}:`' for name in read.absent)} to `read`."
        report.add(METHOD_PARAMETER, text, path, cure, once=True)


def check_years(read: Reading, path: Path, report: Report) -> None:
    """A path begins before it ends, and before the year by which a target is to be reached."""
    begin = read.years.get("from")
    if not isinstance(begin, int) or begin < 0:
        return
    for name, year in read.years.items():
        if name != "from" and isinstance(year, int) and year <= begin:
            text = f"`{name}: {year}` does not lie behind `from: {begin}`"
            report.add(RANGE_ORDER, text, (*path, name), "Exchange or correct the years.", once=True)


def check_no_score_is_read(leaf: Leaf, path: Path, report: Report) -> None:
    """The score of a leaf cannot be made of itself; that is for trends."""
    if leaf.read.reads_scores:
        text = f'"{leaf.id}" would be scored by its own score; `of: score` is for trends'
        report.add(METHOD_PARAMETER, text, (*path, "of"), "Write `of: value`, or read it in a trend.", once=True)


def check_gives(said: str | None, leaf: Leaf, path: Path, report: Report) -> None:
    """What `gives` says is what the steps give; it decides where there are none."""
    if said is not None and said != leaf.gives:
        what = "scores" if leaf.gives == "score" else "values"
        text = f'`gives: {said}` does not hold: the steps of "{leaf.id}" give {what}'
        cure = "Remove `gives`; it belongs to `steps: []`, where no step says it."
        report.add(METHOD_PARAMETER, text, path, cure, once=True)


def check_edges_of(steps: Sequence[StepModel], leaf: Leaf, path: Path, edges: Edges) -> None:
    for index, step in enumerate(steps):
        for inside, edge in edges_of(step):
            who = f'the step "{getattr(step, "method", "")}"'
            edges.check(edge, leaf.series, leaf.points, (*path, index, *inside), who)


def lacked_by_reading(leaf: Leaf) -> Iterator[str]:
    """The points that a reading asks for and that the leaf does not have."""
    for edge in leaf.read.points_asked.values():
        yield from (name for name in points_of(edge) if not leaf.points.has(name))


# branches


def no_aggregate(names: Sequence[str], path: Path, report: Report) -> None:
    """Say of which branches no rule says how they are made; one rule that is missing may be all that is wrong."""
    others = [f'"{name}"' for name in names[1:FEW]] + ([f"{len(names) - FEW} more"] if len(names) > FEW else [])
    more = f"; nor is there one for {', '.join(others)}" if others else ""
    report.add(NO_AGGREGATE, f'no rule says how "{names[0]}" is made from its children{more}', path)


def check_weights(branch: Branch, weights: Mapping[str, float], path: Path, report: Report) -> None:
    """Weights are not all 0: whatever has the weight 0 is left out, also where an aggregate knows no weights."""
    if weights and not any(weights.values()) and branch.aggregate.formula is None:
        report.add(WEIGHTS, f'all children of "{branch.id}" have the weight 0', path)


def check_written_weights(branch: Branch, path: Path, report: Report) -> None:
    """Weights written with an aggregate are those of its children, or of its leaves, all of them."""
    written = branch.aggregate.weights
    names = branch.leaves if branch.aggregate.over == "leaves" else branch.children
    what = "leaf" if branch.aggregate.over == "leaves" else "child"
    for name in written if isinstance(written, Mapping) else ():
        if name not in names:
            text = f'"{branch.id}" has no {what} "{name}"{did_you_mean(near(name, names))}'
            report.add(WEIGHTS, text, (*path, "weights", name), f"Weigh {', '.join(names)}.", key=True)
    absent = [name for name in names if name not in written] if isinstance(written, Mapping) else []
    if absent:
        text = f'the weights of "{branch.id}" leave out "{absent[0]}"'
        cure = f"Add `{absent[0]}`, with 0 if it does not count."
        report.add(WEIGHTS, text, (*path, "weights"), cure)


def typed_branch(branch: Branch, direction: str | None, path: Path, plan: Plan, report: Report) -> Branch | None:
    """Return the branch with what it gives; children of a mean are of one kind and one orientation.

    A direction that is written holds for what the aggregate makes and for the number after the steps.
    """
    names = branch.leaves if branch.aggregate.over == "leaves" else branch.children
    children = [plan.leaves.get(name) or plan.branches.get(name) for name in names]
    if any(name in plan.tree.nodes and child is None for name, child in zip(names, children, strict=True)):
        return None  # a child is wrong itself, which is said there
    there = [child for child in children if child is not None]
    usable = [child for child in there if not getattr(child, "lacks", ())] or there
    if not usable:
        return None
    gives: set[str] = {child.gives for child in usable}
    signs = {child.sign for child in usable}
    if branch.aggregate.formula is not None:
        branch = _formula_branch(branch, direction, gives, path, report)
        made = branch.made_sign
        return replace(branch, sign=made if direction else after_steps(made, branch.steps, plan.methodology))
    units = {_unit(child) for child in usable}
    if len(gives) > 1:
        score, value = (next(child.id for child in usable if child.gives == kind) for kind in ("score", "value"))
        text = f'some children of "{branch.id}" are scores ("{score}") and some are values ("{value}")'
        report.add(MIXED_CHILDREN, text, path, once=True)
        return None  # what stands above would only be mixed for the same reason
    elif gives == {"value"} and len(units) > 1:
        listed = ", ".join(f'"{unit or "no unit"}"' for unit in sorted(units, key=str))
        text = f'the children of "{branch.id}" are values of several units: {listed}'
        report.add(MIXED_CHILDREN, text, path, once=True)
        return None
    elif len(signs) > 1:
        more, less = (
            next(child.id for child in usable if child.sign == kind) for kind in sorted(signs, reverse=True)[:2]
        )
        text = f'the children of "{branch.id}" do not point one way: of "{more}" more is better, of "{less}" not'
        report.add(MIXED_CHILDREN, text, path, "Score them first, or turn one of them.", once=True)
        return None
    made = -1 if direction == "lower_is_better" else 1 if direction else next(iter(signs))
    kind: Any = "score" if _scores(branch) else next(iter(gives))
    unit = next(iter(units)) if kind == "value" else None
    sign = made if direction else after_steps(made, branch.steps, plan.methodology)
    return replace(branch, gives=kind, made_sign=made, sign=sign, unit=unit)


def _scores(branch: Branch) -> bool:
    return any(step.role == "scoring" for step in branch.steps)


def _unit(child: Leaf | Branch) -> str | None:
    return getattr(child, "read_unit", None) or getattr(child, "unit", None)


def _formula_branch(branch: Branch, direction: str | None, gives: set[str], path: Path, report: Report) -> Branch:
    check_names_of_formula(branch, path, report)
    kind: Any = branch.aggregate.gives or ("score" if gives == {"score"} or _scores(branch) else "value")
    return replace(branch, gives=kind, made_sign=-1 if direction == "lower_is_better" else 1)


def check_names_of_formula(branch: Branch, path: Path, report: Report) -> None:
    """A formula can be read and names children of its branch."""
    where: Path = (*path, "formula")
    try:
        names = Formula.parse(branch.aggregate.formula or "").names
    except FormulaError as error:
        report.add(error.code, error.message, where, error.cure, once=True)
        names = ()
    for name in names:
        if name not in branch.children:
            text = f'"{branch.id}" has no child "{name}"{did_you_mean(near(name, branch.children))}'
            cure = f"The children are {', '.join(branch.children)}; a formula can name those of letters, digits and _."
            report.add(UNKNOWN_NAME, text, where, cure, once=True)


# the whole


def _check_rank_ids(plan: Plan, report: Report) -> None:
    """A file defines a ranking once; it may define one again that it has inherited, and then replaces it."""
    seen: set[tuple[str, str]] = set()
    for index, rank in enumerate(plan.methodology.ranks):
        key = (rank.id, str(report.document.place(("ranks", index, "id")).get("file")))
        if key in seen:
            text, cure = f'the ranking "{rank.id}" is defined twice', "Give one of them another id."
            report.add(DUPLICATE_ID, text, ("ranks", index, "id"), cure)
        seen.add(key)


def check_names(plan: Plan, report: Report) -> None:
    """Decimals name nodes or levels that are there, and rankings have an id each."""
    levels = {node.level for node in plan.tree.nodes.values()}
    _check_rank_ids(plan, report)
    for name in plan.methodology.decimals:
        if name not in plan.tree.nodes and name not in levels:
            hint = did_you_mean(near(name, (*plan.tree.nodes, *levels)))
            report.add(UNKNOWN_SERIES, f'there is no node or level "{name}"{hint}', ("decimals", name), key=True)
