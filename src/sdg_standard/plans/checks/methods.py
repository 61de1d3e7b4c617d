"""Whether the steps of a leaf fit its series and one another, and the children of a branch one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sdg_standard.catalogue.codes import (
    DUPLICATE_ID,
    NEEDS_REFERENCE,
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
from sdg_standard.methodology.file import Methodology
from sdg_standard.methodology.points import rule_of
from sdg_standard.methodology.readings import Reading
from sdg_standard.methodology.steps import StepModel
from sdg_standard.methodology.steps.edges import points_of
from sdg_standard.model.codes import METHOD_PARAMETER, RANGE_ORDER
from sdg_standard.plans.checks.parts import check_gap
from sdg_standard.plans.edges import Edges
from sdg_standard.plans.points import Points
from sdg_standard.words import say

if TYPE_CHECKING:
    from sdg_standard.plans.plan import Branch, Leaf, Plan

FEW = 5
"""So many leaves are named in one message."""

# leaves


def typed(leaf: Leaf, path: Path, methodology: Methodology, edges: Edges) -> Leaf:
    """Return the leaf with what its steps give: a score or a value, and in which direction."""
    report = edges.report
    points = with_implied(leaf.points, leaf.steps)
    leaf = leaf if points is leaf.points else replace(leaf, points=points)
    lacks = tuple(dict.fromkeys(_lacking(leaf, path, edges)))
    check_reference(leaf, methodology, path, report)
    scored = leaf.is_score_already or any(step.role == "scoring" for step in leaf.steps)
    if not lacks:
        _check_direction(leaf, path, report)
    sign = 1 if leaf.is_score_already else after_steps(leaf.read_sign, leaf.steps, methodology)
    return replace(leaf, lacks=lacks, gives="score" if scored else "value", sign=sign)


def with_implied(points: Points, steps: Sequence[StepModel]) -> Points:
    """The points with those that steps fit themselves where no rule names them: mean and deviation of `z_score`."""
    asked = {name: rule for step in steps for name, rule in step.implied.items() if name in step.asked_points}
    implied = {name: rule_of(rule) for name, rule in asked.items() if not points.has(name)}
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
        who = say("plans.the_step", step=step.name)
        for inside, edge in step.edges():
            edges.check(edge, leaf.series, leaf.points, (*path, index, *inside), who)
            for name in points_of(edge):
                as_band = name == "benchmark" and bands and step.takes_band
                if not leaf.points.has(name) and not as_band:
                    yield name


def check_lacking(leaves: Iterable[tuple[Leaf, Path]], report: Report) -> None:
    """Report the leaves that lack a point, those of one rule together; not after a point that nobody defines."""
    if any(problem.code == UNKNOWN_POINT.number for problem in report.problems):
        return
    found: dict[Path, list[Leaf]] = {}
    for leaf, path in leaves:
        if leaf.lacks:
            found.setdefault(tuple(path), []).append(leaf)
    for path, lacking in found.items():
        report.add(NO_POINT, say("plans.points_are_missing", who=lacks_of(lacking)), path)


def lacks_of(lacking: Sequence[Leaf]) -> str:
    """Which points leaves lack, the first few of the leaves by name."""
    each = [
        say("plans.lacks", leaf=leaf.id, points=[say("quoted", text=name) for name in leaf.lacks]) for leaf in lacking
    ]
    return (
        say("plans.few_and_more", few=each[:FEW], more=len(each) - FEW)
        if len(each) > FEW
        else say("plans.few", few=each)
    )


def check_reference(node: Leaf | Branch, methodology: Methodology, path: Path, report: Report) -> None:
    """A fitted rule needs something to be fitted to; said once for the file."""
    steps = (*(node.read.before if node.read else ()), *node.steps)
    asked = {name for step in steps for name in step.asked_points}
    asked |= {name for edge in (node.read.asked.values() if node.read else ()) for name in points_of(edge)}
    fitted = any(rule.reads_reference and name in asked for name, rule in node.points.rules.items())
    ranked = any(step.reads_reference for step in steps)
    told = any(problem.code == NEEDS_REFERENCE.number for problem in report.problems)
    if (fitted or ranked) and methodology.reference.areas is None and not told:
        text = say("plans.names_no_reference")
        report.add(NEEDS_REFERENCE, text, path, severity="note")


def check_scale(node: Leaf | Branch, path: Path, methodology: Methodology, report: Report) -> None:
    """The scores that a node ends with lie on the scale of the file, which is the axis of every figure.

    Rounding and filling behind the step that gives them leave them where they are.
    """
    scale = methodology.scale
    low, high = sorted((scale.worst, scale.best))
    last = max((place for place, step in enumerate(node.steps) if not step.keeps_scores), default=0)
    for inside, score in node.steps[last].named_scores() if node.steps else ():
        if not low <= score <= high:
            text = say("plans.off_scale", score=score, worst=scale.worst, best=scale.best)
            report.add(OFF_SCALE, text, (*path, last, *inside), say("plans.correct_score_or_scale"), once=True)


def _check_direction(leaf: Leaf, path: Path, report: Report) -> None:
    """The first scoring step can tell what is better of what arrives at it; answers are scored one by one."""
    series = leaf.series
    free = series.direction == "target_value" and not leaf.read.is_path
    for index, step in enumerate(leaf.steps):
        where: Path = (*path, index)
        if step.answers is not None:
            _check_answers(leaf, step, where, report)
        free = free and not step.settles_target
        if step.role != "scoring":
            continue
        if free and not step.free_of_direction:
            text = say("plans.has_target_value", series=series.id, step=step.name)
            report.add(STEP_ORDER, text, where, say("plans.put_reflect_before"), once=True)
        if series.direction == "none" and step.needs_direction:
            text = say("plans.has_no_direction", series=series.id, step=step.name)
            report.add(STEP_ORDER, text, where, say("plans.give_direction"), once=True)
        return


def _check_answers(leaf: Leaf, step: StepModel, path: Path, report: Report) -> None:
    """The step scores all answers of a category and no others."""
    categories = leaf.series.categories
    if not isinstance(categories, tuple):
        text = say("plans.no_category", series=leaf.series.id, step=step.name)
        report.add(STEP_ORDER, text, path, say("plans.only_categories"), once=True)
        return
    codes, scored = {item.code for item in categories}, set(step.answers or ())
    absent, foreign = sorted(codes - scored), sorted(scored - codes)
    others = foreign and len(absent) == len(codes)  # the step is about other answers altogether
    if absent and not others and not any(near(code, absent) for code in foreign):
        answers = [say("quoted", text=code) for code in absent]
        text = say("plans.answers_without_score", series=leaf.series.id, answers=answers)
        report.add(SCORES_OF_ANSWERS, text, (*path, "scores"), once=True)
    if foreign:
        hint = did_you_mean(near(foreign[0], codes))
        text = say("plans.no_answer", series=leaf.series.id, answer=foreign[0], hint=hint)
        cure = say("plans.answers_are", answers=[item.code for item in categories])
        report.add(SCORES_OF_ANSWERS, text, (*path, "scores", foreign[0]), cure, key=True, once=True)


def check_reading(leaf: Leaf, path: Path, standard: Standard, edges: Edges) -> None:
    """A reading names series and points that are there; one towards a target has a target and a year."""
    read = leaf.read
    if read.series is not None and read.series not in standard.series:
        hint = did_you_mean(near(read.series, standard.series))
        text = say("plans.no_series", name=read.series, hint=hint)
        edges.report.add(UNKNOWN_SERIES, text, (*path, "series"), once=True)
    check_gap(leaf, path, standard, edges.report)
    check_years(read, path, edges.report)
    check_edges_of(read.before, leaf, (*path, "before"), edges)
    for name, edge in read.points_asked.items():
        edges.check(edge, leaf.series, leaf.points, (*path, name), say("plans.the_reading", reading=read.method))
    check_needed(read, path, edges.report)


def check_needed(read: Reading, path: Path, report: Report) -> None:
    """A reading towards a target has a target and a year."""
    if read.absent:
        text = say("plans.reading_needs", reading=read.method, keys=[f"`{name}`" for name in read.absent])
        cure = say("plans.add_to_read", keys=[f"`{name}:`" for name in read.absent])
        report.add(METHOD_PARAMETER, text, path, cure, once=True)


def check_years(read: Reading, path: Path, report: Report) -> None:
    """A path begins before it ends, and before the year by which a target is to be reached."""
    begin = read.years.get("from")
    if not isinstance(begin, int) or begin < 0:
        return
    for name, year in read.years.items():
        if name != "from" and isinstance(year, int) and year <= begin:
            text = say("plans.year_not_behind", key=name, year=year, begin=begin)
            report.add(RANGE_ORDER, text, (*path, name), say("plans.correct_years"), once=True)


def check_no_score_is_read(leaf: Leaf, path: Path, report: Report) -> None:
    """The score of a leaf cannot be made of itself; that is for trends."""
    if leaf.read.reads_scores:
        text = say("plans.scored_by_own_score", leaf=leaf.id)
        report.add(METHOD_PARAMETER, text, (*path, "of"), say("plans.write_of_value"), once=True)


def check_gives(said: str | None, leaf: Leaf, path: Path, report: Report) -> None:
    """What `gives` says is what the steps give; it decides where there are none."""
    if said is not None and said != leaf.gives:
        text = say(f"plans.steps_give_{leaf.gives}s", said=said, leaf=leaf.id)
        report.add(METHOD_PARAMETER, text, path, say("plans.remove_gives"), once=True)


def check_edges_of(steps: Sequence[StepModel], leaf: Leaf, path: Path, edges: Edges) -> None:
    for index, step in enumerate(steps):
        for inside, edge in step.edges():
            edges.check(edge, leaf.series, leaf.points, (*path, index, *inside), say("plans.the_step", step=step.name))


def lacked_by_reading(leaf: Leaf) -> Iterator[str]:
    """The points that a reading asks for and that the leaf does not have."""
    for edge in leaf.read.points_asked.values():
        yield from (name for name in points_of(edge) if not leaf.points.has(name))


# the whole


def _check_rank_ids(plan: Plan, report: Report) -> None:
    """A file defines a ranking once; it may define one again that it has inherited, and then replaces it."""
    seen: set[tuple[str, str]] = set()
    for index, rank in enumerate(plan.methodology.ranks):
        key = (rank.id, str(report.document.place(("ranks", index, "id")).get("file")))
        if key in seen:
            text = say("plans.ranking_defined_twice", id=rank.id)
            report.add(DUPLICATE_ID, text, ("ranks", index, "id"), say("plans.give_one_another_id"))
        seen.add(key)


def check_names(plan: Plan, report: Report) -> None:
    """Decimals name nodes or levels that are there, and rankings have an id each."""
    levels = {node.level for node in plan.tree.nodes.values()}
    _check_rank_ids(plan, report)
    for name in plan.methodology.decimals:
        if name not in plan.tree.nodes and name not in levels:
            hint = did_you_mean(near(name, (*plan.tree.nodes, *levels)))
            text = say("plans.no_node_or_level", name=name, hint=hint)
            report.add(UNKNOWN_SERIES, text, ("decimals", name), key=True)
