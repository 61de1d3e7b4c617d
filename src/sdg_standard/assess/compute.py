"""The whole tree for all cases: leaves read, walked, branches made. What the scorecard is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard import methods
from sdg_standard.assess.aims import converter
from sdg_standard.assess.attributes import Cases
from sdg_standard.assess.branching import BranchMaker, State
from sdg_standard.assess.fitting import Fitter, ReferenceSet
from sdg_standard.assess.making import makers_of, yardstick_of
from sdg_standard.assess.reading import NOT_APPLICABLE, Material, Readout, read_leaves
from sdg_standard.assess.walk import Group, Walker, groups_of, named_points
from sdg_standard.catalogue import Branch, Leaf, Standard
from sdg_standard.errors import Problem
from sdg_standard.methods.normalise import Clip
from sdg_standard.model.methodology.file import Methodology
from sdg_standard.model.methodology.points import FromBenchmark
from sdg_standard.model.methodology.steps import GoalpostsStep
from sdg_standard.model.period import Period
from sdg_standard.model.values import REASON, Values

Floats = NDArray[np.float64]
BLOCK = 8192
"""Cases that are computed together: small enough for the processor's cache, large enough to hide the cost of a call."""


@dataclass
class Result:
    """Numbers of nodes × cases with everything needed to explain them."""

    leaves: tuple[Leaf, ...]
    branches: tuple[Branch, ...]
    cases: Cases
    readout: Readout
    groups: list[Group]
    index: dict[str, int]
    numbers: Floats
    state: State
    makers: dict[str, BranchMaker]
    lacking_points: NDArray[np.bool_]
    scored: NDArray[np.bool_] | None
    fitted: dict[tuple[str, str], tuple[int, float]] = field(default_factory=dict)
    treated: dict[tuple[str, int], dict[str, float]] = field(default_factory=dict)
    ranked_among: dict[tuple[str, int], Floats] = field(default_factory=dict)
    needs_reference: bool = False
    problems: list[Problem] = field(default_factory=list)

    @property
    def nodes(self) -> tuple[str, ...]:
        """Ids of all nodes, leaves first."""
        return tuple(self.index)

    def reached(self) -> dict[str, NDArray[np.bool_]]:
        """Where a node has reached its target: leaves that read a path, and branches all of whose numbers have."""
        if self.readout.reached is None:
            return {}
        found = {leaf.id: self.readout.reached[row] for row, leaf in enumerate(self.leaves)}
        return found | {branch.id: all_reached(branch, found, self) for branch in self.branches}


@dataclass(frozen=True)
class Request:
    """What is to be computed."""

    methodology: Methodology
    standard: Standard
    leaves: Mapping[str, Leaf]
    branches: Mapping[str, Branch]
    values: Values
    cases: Cases
    reference: ReferenceRequest | None = None
    commitments: pd.DataFrame | None = None
    clip: Clip | None = None
    """Which ends of scores hold; None: as each step says."""

    @property
    def material(self) -> Material:
        """What the leaves are read from."""
        return Material(self.values, self.cases, self.standard, self.commitments)


@dataclass(frozen=True)
class ReferenceRequest:
    """Values and cases that rules are fitted to."""

    values: Values
    cases: Cases
    scored: bool
    pooled: tuple[Period, ...] | None = None
    """The periods that are put together where a rule pools all; None: those of the cases."""
    named: tuple[Period, ...] | None = None
    """The periods that were named when fitting, which rules without periods of their own are fitted to; None: all."""
    leaves: tuple[Leaf, ...] | None = None
    """The leaves whose coverage says who belongs to it; None: those that are computed."""


def all_reached(branch: Branch, reached: Mapping[str, NDArray[np.bool_]], result: Result) -> NDArray[np.bool_]:
    """Where every leaf of a branch that has a number has reached its target, and at least one has a number."""
    leaves = [name for name in branch.leaves if name in reached]
    has = np.stack([~np.isnan(result.numbers[result.index[name]]) for name in leaves])
    done = np.stack([reached[name] for name in leaves])
    return np.asarray((done | ~has).all(axis=0) & has.any(axis=0))


def compute(request: Request, readout: Readout | None = None) -> Result:
    """Compute a tree. Without anything that compares areas it is done block by block, with the same bytes."""
    leaves, branches = tuple(request.leaves.values()), tuple(request.branches.values())
    problems: list[Problem] = []
    own: Readout | None = None
    if readout is None:
        readout, problems = read_leaves(leaves, request.material)
        own = readout
    index = places_of(leaves, branches)
    numbers = np.full((len(index), request.cases.count), np.nan)
    groups, fitters = _prepare(request, leaves, own)
    lacking = _lacking_points(leaves, groups, request.cases.count)
    scored = who_is_scored(leaves, request.cases)
    applies, countable = _who_counts(leaves, branches, readout, lacking, scored, request.cases)
    result = Result(
        leaves,
        branches,
        request.cases,
        readout,
        groups,
        index,
        numbers,
        State(index, numbers, applies, countable),
        makers_of(branches, leaves, index, request, yardstick_of(request, readout.coverage, branches, compute)),
        lacking,
        scored,
        {key: value for fitter in fitters for key, value in fitter.fitted.items()},
        {key: value for fitter in fitters for key, value in fitter.notes.items()},
        {key: value for fitter in fitters for key, value in fitter.ranked_among.items()},
        any(fitter.lacking for fitter in fitters),
        problems,
    )
    _fill(result)
    result.needs_reference |= any(maker.fitter.lacking for maker in result.makers.values() if maker.fitter)
    return result


def places_of(leaves: Sequence[Leaf], branches: Sequence[Branch]) -> dict[str, int]:
    """The row of each node: leaves first, then branches, children before parents."""
    nodes: tuple[Leaf | Branch, ...] = (*leaves, *branches)
    return {node.id: place for place, node in enumerate(nodes)}


def _prepare(request: Request, leaves: tuple[Leaf, ...], own: Readout | None) -> tuple[list[Group], list[Fitter]]:
    """Prepare the steps of every group, with the reference values walking along where something is fitted.

    ``own`` is what was read for the cases that are scored: where they are the reference, nothing is read again.
    """
    groups = groups_of(leaves)
    scale = (request.methodology.scale.worst, request.methodology.scale.best)
    convert = converter(request.standard)
    fitters = []
    read: Floats | None = None
    share: Floats | None = None
    for group in groups:
        reference = None
        if request.reference is not None and _is_fitted(group):
            if read is None:
                other = Material(
                    request.reference.values, request.reference.cases, request.standard, request.commitments
                )
                itself = other.values is request.values and other.cases is request.cases
                readout = own if itself and own is not None else read_leaves(leaves, other)[0]
                every = request.reference.leaves
                whole = readout if every is None else read_leaves(every, other)[0]
                read, share = readout.values, whole.coverage()
            known = request.reference
            reference = ReferenceSet(read[group.rows], known.cases, known.scored, share, known.pooled, known.named)
        fitter = Fitter(group.leaves, request.cases, request.methodology.reference, reference, request.commitments)
        fitters.append(fitter)
        Walker(group, scale, convert, fitter, clip=request.clip).prepare()
    return groups, fitters


def _is_fitted(group: Group) -> bool:
    return any(leaf.points.rules for leaf in group.leaves) or any(
        step.reads_reference for step in group.leaves[0].steps
    )


def _lacking_points(leaves: tuple[Leaf, ...], groups: list[Group], count: int) -> NDArray[np.bool_]:
    """Which leaves lack a point that a step needs, for all cases; leaves × 1, or leaves × cases where it differs."""
    result = np.zeros((len(leaves), 1), dtype=bool)
    for group in groups:
        for place, leaf in zip(group.rows, group.leaves, strict=True):
            result[place] = bool(leaf.lacks)
    for group in groups:
        for step in group.steps:
            for name in named_points(step.model):
                column = _point(name, step.points)
                if column is None or not np.isnan(column).any():
                    continue
                if column.shape[1] > 1 and result.shape[1] == 1:
                    result = np.repeat(result, count, axis=1)
                result[group.rows] |= np.isnan(column)
    return result


def _point(name: str, points: Mapping[str, Floats]) -> Floats | None:
    """A point as a step finds it; the end of the band where the benchmark has one."""
    column, band = points.get(name), points.get("benchmark_low")
    if name != "benchmark" or band is None:
        return column
    return band if column is None else np.where(np.isnan(column), band, column)


def who_is_scored(leaves: Sequence[Leaf], cases: Cases) -> NDArray[np.bool_] | None:
    """Which leaves are scored for which cases; None where all are."""
    if all(leaf.scored is True for leaf in leaves):
        return None
    rows = [np.broadcast_to(np.asarray(cases.meets(leaf.scored)), (cases.count,)) for leaf in leaves]
    return np.stack(rows)


def _who_counts(
    leaves: tuple[Leaf, ...],
    branches: tuple[Branch, ...],
    readout: Readout,
    lacking: NDArray[np.bool_],
    scored: NDArray[np.bool_] | None,
    cases: Cases,
) -> tuple[NDArray[np.bool_] | None, NDArray[np.bool_] | None]:
    """For every node whether it applies, for every leaf whether it counts for coverage; None where all do."""
    out = None if readout.reasons is None else (readout.reasons == NOT_APPLICABLE) & np.isnan(readout.values)
    if out is None or not out.any():
        if not lacking.any() and scored is None:
            return None, None
        countable = np.broadcast_to(~lacking, (len(leaves), cases.count)).copy()
        return None, countable if scored is None else countable & scored
    countable = ~out & ~lacking
    if scored is not None:
        countable &= scored
    place = {leaf.id: row for row, leaf in enumerate(leaves)}
    rows = list(~out)
    for branch in branches:
        place[branch.id] = len(rows)
        rows.append(np.logical_or.reduce([rows[place[name]] for name in branch.children]))
    return np.stack(rows), countable


def _fill(result: Result) -> None:
    """Compute leaves, then branches, block by block where areas are not compared."""
    comparative = any(maker.comparative for maker in result.makers.values()) or any(g.compares for g in result.groups)
    count = result.cases.count
    size = count if comparative else BLOCK
    parts = (
        [_fill_block(result, slice(start, min(start + size, count))) for start in range(0, count, size)]
        if count
        else []
    )
    for name in ("filled", "below", "outside"):
        setattr(result.state, name, _joined([getattr(part, name) for part in parts], parts))


def _fill_block(result: Result, block: slice) -> State:
    numbers = np.empty((len(result.index), block.stop - block.start))
    read = result.readout.block(block)
    for group in result.groups:
        whole = len(group.rows) == len(result.leaves)
        numbers[group.rows] = group.walk(read if whole else read[group.rows], block)
    if result.lacking_points.any():
        lacking = result.lacking_points if result.lacking_points.shape[1] == 1 else result.lacking_points[:, block]
        numbers[: len(result.leaves)][np.broadcast_to(lacking, read.shape)] = np.nan
    if result.scored is not None:
        numbers[: len(result.leaves)][~result.scored[:, block]] = np.nan
    state = result.state
    if state.applies is not None:
        numbers[: len(result.leaves)][~state.applies[: len(result.leaves), block]] = np.nan
    local = State(
        result.index,
        numbers,
        None if state.applies is None else state.applies[:, block],
        None if state.countable is None else state.countable[:, block],
    )
    _fill_from_siblings(result, local, read, block)
    _mark_fills(result, local, read, block)
    for branch in result.branches:
        numbers[result.index[branch.id]] = result.makers[branch.id].make(local, block)
    result.numbers[:, block] = numbers
    return replace(local, numbers=np.empty((0, numbers.shape[1])))


def _mark_fills(result: Result, local: State, read: Floats, block: slice) -> None:
    """Leaves whose number was filled are imputed, and have no number of their own for coverage."""
    for group in result.groups:
        if not group.fills:
            continue
        own = group.walk(read[group.rows], block, fill=False)
        if result.state.borrowed is None:
            result.state.borrowed = np.zeros((len(result.leaves), result.cases.count), dtype=bool)
        local.borrowed = result.state.borrowed[:, block]
        for place, row in enumerate(group.rows):
            filled = np.isnan(own[place]) & ~np.isnan(local.numbers[row])
            local.borrowed[row] = filled
            local.filled[result.leaves[row].id] = filled


def _fill_from_siblings(result: Result, local: State, read: Floats, block: slice) -> None:
    """Put into leaves without a number the mean of what their siblings have of their own, and walk on from there."""
    if not any(leaf.siblings for leaf in result.leaves):
        return
    numbers = local.numbers[: len(result.leaves)]
    own = numbers.copy()
    for group in result.groups:
        if group.fills:
            own[group.rows] = np.where(
                np.isnan(own[group.rows]), np.nan, group.walk(read[group.rows], block, fill=False)
            )
    for group in result.groups:
        if not any(leaf.siblings for leaf in group.leaves):
            continue
        if group.from_siblings is None:
            group.from_siblings = np.full((len(group.rows), result.cases.count), np.nan)
        for place, (row, leaf) in enumerate(zip(group.rows, group.leaves, strict=True)):
            beside = methods.arithmetic_mean(own[[result.index[name] for name in leaf.siblings]].T)
            group.from_siblings[place, block] = np.where(_may_have(result, local, row, block), beside, np.nan)
        walked = group.walk(read[group.rows], block)
        numbers[group.rows] = np.where(np.isnan(numbers[group.rows]), walked, numbers[group.rows])


def _may_have(result: Result, local: State, row: int, block: slice) -> NDArray[np.bool_]:
    """For which cases a leaf may have a number: it applies, is scored, and lacks no point."""
    lacking = result.lacking_points[row]
    found = ~np.broadcast_to(lacking if len(lacking) == 1 else lacking[block], local.numbers.shape[1:])
    for allowed in (local.applies, None if result.scored is None else result.scored[:, block]):
        found = found if allowed is None else found & allowed[row]
    return np.asarray(found)


def _joined(found: list[dict[str, NDArray[np.bool_]]], parts: list[State]) -> dict[str, NDArray[np.bool_]]:
    """Marks of all blocks behind one another; a block without a mark has none set."""
    names = dict.fromkeys(name for part in found for name in part)
    return {
        name: np.concatenate(
            [
                part.get(name, np.zeros(state.numbers.shape[1], dtype=bool))
                for part, state in zip(found, parts, strict=True)
            ]
        )
        for name in names
    }


def leaf_reasons(result: Result) -> NDArray[np.uint8]:
    """Why a leaf has no number of its own: leaves × cases."""
    codes = result.readout.reason_codes()
    lacking = np.broadcast_to(result.lacking_points, codes.shape)
    words = np.array(
        [REASON["no_benchmark" if _asks_benchmark(leaf) else "no_point"] for leaf in result.leaves],
        dtype=np.uint8,
    )
    codes = np.where(lacking & (codes != NOT_APPLICABLE), words[:, None] if len(words) else codes, codes)
    if result.scored is not None:
        codes = np.where(~result.scored & (codes == 0), REASON["not_scored"], codes)
    lost = np.isnan(result.numbers[: len(result.leaves)]) & (codes == 0)
    return np.where(lost, _lost_reason(result, lost), codes).astype(np.uint8)


def _asks_benchmark(leaf: Leaf) -> bool:
    """Whether a point that is lacking is the benchmark, or would have come from it."""
    if not leaf.lacks:
        return any(isinstance(rule, FromBenchmark) for rule in leaf.points.rules.values())
    return any(name == "benchmark" or name in leaf.points.without_benchmark for name in leaf.lacks)


def _lost_reason(result: Result, lost: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """A number that a step lost: a line that has no two different ends, or a value that the step cannot take."""
    reasons = np.full(lost.shape, REASON["outside_domain"], dtype=np.uint8)
    for group in result.groups:
        if not lost[group.rows].any():
            continue
        before = result.readout.values[group.rows]
        for step, after in zip(group.steps, group.stages(before), strict=True):
            if isinstance(step.model, GoalpostsStep):
                gone = np.isnan(after) & ~np.isnan(before)
                reasons[group.rows] = np.where(gone, REASON["no_point"], reasons[group.rows])
            before = after
    return reasons
