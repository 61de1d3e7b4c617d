"""The whole tree for all cases: leaves read, walked, branches made. What the scorecard is made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from sdg_standard import methods
from sdg_standard.errors import Problem
from sdg_standard.methods.arrays import Floats
from sdg_standard.model.methodology.points import FromBenchmark
from sdg_standard.model.methodology.steps import BandsStep, DistanceInSd, GoalpostsStep, Piecewise, ZScore
from sdg_standard.model.values import REASON
from sdg_standard.plans import Branch, Leaf
from sdg_standard.scoring.branches import State
from sdg_standard.scoring.counting import both, state_of, who_is_scored
from sdg_standard.scoring.material import Material
from sdg_standard.scoring.observations import NOT_APPLICABLE, Readout, ReadRows
from sdg_standard.scoring.path_targets import converter
from sdg_standard.scoring.readings import read_leaves
from sdg_standard.scoring.reference import ReferencePoints
from sdg_standard.scoring.reference_set import ReferenceSet, asks_coverage
from sdg_standard.scoring.request import Request
from sdg_standard.scoring.result import Result
from sdg_standard.scoring.track import Track, absent_points, tracks_of
from sdg_standard.scoring.track_maker import TrackMaker
from sdg_standard.scoring.weights import branch_reference_of, makers_of

PLACING = (GoalpostsStep, ZScore, DistanceInSd, BandsStep, Piecewise)
"""Steps that take every number: where they give none, their points are equal, out of order or without a spread."""
BLOCK = 8192
"""Cases that are computed together: small enough for the processor's cache, large enough to hide the cost of a call."""


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
    scored, applies = who_is_scored(leaves, request.cases), _applying(readout)
    groups, fitters = _prepare(request, leaves, own, both(applies, scored))
    fitters += readout.fitters
    lacking, without_benchmark = _lacking_points(leaves, groups, request.cases.count)
    lacking = lacking if readout.lacks is None or not readout.lacks.any() else lacking | readout.lacks
    state = state_of(index, numbers, branches, request.cases, applies=applies, scored=scored, lacking=lacking)
    result = Result(
        leaves,
        branches,
        request.cases,
        readout,
        groups,
        index,
        numbers,
        state,
        makers_of(branches, leaves, index, request, branch_reference_of(request, readout.coverage, branches, compute)),
        lacking,
        without_benchmark,
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


def _prepare(
    request: Request, leaves: tuple[Leaf, ...], own: Readout | None, fillable: NDArray[np.bool_] | None
) -> tuple[list[Track], list[ReferencePoints]]:
    """Prepare the steps of every group, with the reference values walking along where something is fitted.

    ``own`` is what was read for the cases that are scored: where they are the reference, nothing is read again.
    ``fillable`` says which leaves may be filled for these cases.
    """
    groups = tracks_of(leaves)
    scale = (request.methodology.scale.worst, request.methodology.scale.best)
    convert = converter(request.standard)
    reference_of = _reference_sets(request, leaves, own) if any(map(_is_fitted, groups)) else None
    fitters = []
    for group in groups:
        reference = reference_of(group) if reference_of and _is_fitted(group) else None
        fitter = ReferencePoints(
            group.leaves,
            request.cases,
            request.methodology.reference,
            reference,
            request.commitments,
            _of(fillable, group),
        )
        fitters.append(fitter)
        TrackMaker(group, scale, convert, fitter, clip=request.clip, along=request.along).prepare()
    return groups, fitters


def _reference_sets(
    request: Request, leaves: tuple[Leaf, ...], own: Readout | None
) -> Callable[[Track], ReferenceSet] | None:
    """What a group is fitted to, from values that are read once for all groups; None without a reference."""
    known = request.reference
    if known is None:
        return None
    other = Material(known.values, known.cases, request.standard, request.commitments)
    itself = other.values is request.values and other.cases is request.cases
    readout = own if itself and own is not None else read_leaves(leaves, other)[0]
    whole = readout if known.leaves is None else read_leaves(known.leaves, other)[0]
    asked = known.leaves is not None or asks_coverage(leaves, request.methodology.reference)
    share = whole.coverage() if asked else None
    fillable = both(_applying(readout), who_is_scored(leaves, known.cases))

    def reference_of(group: Track) -> ReferenceSet:
        return ReferenceSet(
            ReadRows(readout, group.rows),
            known.cases,
            known.scored,
            share,
            known.pooled,
            named=known.named,
            fillable=_of(fillable, group),
        )

    return reference_of


def _of(marks: NDArray[np.bool_] | None, group: Track) -> NDArray[np.bool_] | None:
    """The rows of a group."""
    return None if marks is None else marks[group.rows]


def _is_fitted(group: Track) -> bool:
    return any(leaf.points.rules for leaf in group.leaves) or any(
        step.reads_reference for step in group.leaves[0].steps
    )


def _lacking_points(
    leaves: tuple[Leaf, ...], groups: list[Track], count: int
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which leaves lack a point that a step needs, and which of them a benchmark.

    Leaves × 1, or leaves × cases where it differs.
    """
    found = np.zeros((2, len(leaves), 1), dtype=bool)
    for group in groups:
        rows = group.rows
        found[0, rows, 0] = [bool(leaf.lacks) for leaf in group.leaves]
        found[1, rows, 0] = [any(_from_benchmark(leaf, name) for name in leaf.lacks) for leaf in group.leaves]
        for step in group.steps:
            for name, gone in absent_points(step.model, step.points, len(rows)):
                if gone.shape[1] > 1 and found.shape[2] == 1:
                    found = np.repeat(found, count, axis=2)
                benchmark = np.array([[_from_benchmark(leaf, name)] for leaf in group.leaves])
                found[:, rows] |= np.stack(np.broadcast_arrays(gone, gone & benchmark))
    return found[0], found[1]


def _from_benchmark(leaf: Leaf, name: str) -> bool:
    """Whether a point is the benchmark, or comes from it."""
    by_rule = isinstance(leaf.points.rules.get(name), FromBenchmark)
    return by_rule or name == "benchmark" or name in leaf.points.without_benchmark


def _applying(readout: Readout) -> NDArray[np.bool_] | None:
    """Which leaves apply to which cases; None where all do."""
    if readout.reasons is None:
        return None
    out = (readout.reasons == NOT_APPLICABLE) & np.isnan(readout.values)
    return ~out if out.any() else None


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
    if result.scored is not None:
        numbers[: len(result.leaves)][~result.scored[:, block]] = np.nan
    local = result.state.of_block(numbers, block)
    if local.applies is not None:
        numbers[: len(result.leaves)][~local.applies[: len(result.leaves)]] = np.nan
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
        for place, leaf in enumerate(group.leaves):
            beside = methods.arithmetic_mean(own[[result.index[name] for name in leaf.siblings]].T)
            group.from_siblings[place, block] = beside
        walked = group.walk(read[group.rows], block)
        if local.asked is not None:
            walked = np.where(local.asked[group.rows], walked, np.nan)
        numbers[group.rows] = np.where(np.isnan(numbers[group.rows]), walked, numbers[group.rows])


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
    """Why a leaf has no number: leaves × cases; 0 where it has one, filled or not."""
    codes = result.readout.reason_codes()
    lacking = np.broadcast_to(result.lacking_points, codes.shape) & (codes != NOT_APPLICABLE)
    words = np.where(result.without_benchmark, REASON["no_benchmark"], REASON["no_point"])
    codes = np.where(lacking, words, codes)
    if result.scored is not None:
        codes = np.where(~result.scored & (codes == 0), REASON["not_scored"], codes)
    gone = np.isnan(result.numbers[: len(result.leaves)])
    codes = np.where(gone, codes, 0)
    lost = gone & (codes == 0)
    return np.where(lost, _lost_reason(result, lost), codes).astype(np.uint8)


def _lost_reason(result: Result, lost: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """A number that a step lost: points between which nothing can be placed, or a value that it cannot take."""
    reasons = np.full(lost.shape, REASON["outside_domain"], dtype=np.uint8)
    for group in result.groups:
        if not lost[group.rows].any():
            continue
        before = result.readout.values[group.rows]
        for step, after in zip(group.steps, group.stages(before), strict=True):
            if isinstance(step.model, PLACING):
                gone = np.isnan(after) & ~np.isnan(before)
                reasons[group.rows] = np.where(gone, REASON["no_point"], reasons[group.rows])
            before = after
    return reasons
