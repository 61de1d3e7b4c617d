"""The whole tree for all cases: leaves read, walked, branches made. What the scorecard is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from sdg_standard import methods
from sdg_standard.errors import Problem
from sdg_standard.methods.arrays import Bools, Floats
from sdg_standard.plans import Branch, Leaf
from sdg_standard.plans.siblings import Making, making_order
from sdg_standard.scoring.branches import BranchMaker
from sdg_standard.scoring.counting import both, state_of, who_is_scored
from sdg_standard.scoring.material import Material
from sdg_standard.scoring.observations import NOT_APPLICABLE, Readout, ReadRows
from sdg_standard.scoring.path_targets import converter
from sdg_standard.scoring.paths import Course
from sdg_standard.scoring.readings import read_leaves
from sdg_standard.scoring.reference import ReferencePoints
from sdg_standard.scoring.reference_set import ReferenceSet, asks_coverage
from sdg_standard.scoring.request import ReferenceRequest, Request
from sdg_standard.scoring.result import Result
from sdg_standard.scoring.state import APPLIES, ASKED, FILLED, OUTSIDE, REACHED, SCORED, State
from sdg_standard.scoring.track import Track, absent_points, tracks_of
from sdg_standard.scoring.track_maker import TrackMaker
from sdg_standard.scoring.weights import branch_reference_of, makers_of

BLOCK = 8192
"""Cases that are computed together: small enough for the processor's cache, large enough to hide the cost of a call."""


@dataclass(frozen=True)
class ReadBranch:
    """A branch that is read, and not made from its children: its number in each case, and from what."""

    numbers: Floats
    reached: Bools
    applies: Bools
    course: Course


def _none_is_read(request: Request) -> Mapping[str, ReadBranch]:
    """No branch is read: all are made from their children."""
    return {}


@dataclass(frozen=True)
class Source:
    """Where a tree takes its numbers from: how leaves are read, and which branches are read themselves."""

    leaves: Callable[[Sequence[Leaf], Material], tuple[Readout, list[Problem]]] = read_leaves
    branches: Callable[[Request], Mapping[str, ReadBranch]] = _none_is_read


SCORES = Source()
"""The tree of scores: leaves read values, branches are made."""


@dataclass(frozen=True)
class _Run:
    """A result while it is computed, with what makes its branches."""

    result: Result
    makers: Mapping[str, BranchMaker]
    read: Mapping[str, ReadBranch]
    order: Sequence[Making]


def compute(request: Request, readout: Readout | None = None, source: Source = SCORES) -> Result:
    """Compute a tree. Without anything that compares areas it is done block by block, with the same bytes.

    ``readout``: what was read for the leaves, if that is known already.
    """
    leaves, branches = tuple(request.leaves.values()), tuple(request.branches.values())
    problems: list[Problem] = []
    own: Readout | None = None
    if readout is None:
        readout, problems = source.leaves(leaves, request.material)
        own = readout
    scored, applies = who_is_scored(leaves, request.cases), _applying(readout)
    tracks, fitters = _prepare(request, leaves, source, own, both(applies, scored))
    fitters = [*readout.fitters, *fitters]
    lacking, without_benchmark = _lacking_points(leaves, tracks, request.cases.count)
    lacking = lacking if readout.lacks is None or not readout.lacks.any() else lacking | readout.lacks
    index = places_of(leaves, branches)
    numbers = np.empty((len(index), request.cases.count))  # each block writes all of its own
    state = state_of(index, numbers, branches, request.cases, applies=applies, scored=scored, lacking=lacking)
    reference = branch_reference_of(
        request, partial(_coverage, request), readout, branches, lambda other: compute(other, source=source)
    )
    makers = makers_of(branches, index, request, reference)
    result = Result(
        leaves, branches, request.cases, state, replace(readout, fitters=()), tuple(tracks), lacking, without_benchmark
    )
    read = source.branches(request)
    _fill(_Run(result, makers, read, making_order(request.branches)))
    _note_reached(result, readout, read)
    fitters += [maker.fitter for maker in makers.values() if maker.fitter]
    return replace(
        result,
        made={name: maker.kept() for name, maker in makers.items()},
        paths={**readout.paths, **{name: item.course for name, item in read.items()}},
        fitted={key: value for fitter in fitters for key, value in fitter.fitted.items()},
        fitted_by_readings={key: value for fitter in readout.fitters for key, value in fitter.fitted.items()},
        fitted_behind={key: value for fitter in fitters for key, value in fitter.fitted_behind.items()},
        on_two_scales=frozenset(key for fitter in fitters for key in fitter.on_two_scales),
        treated={key: value for fitter in fitters for key, value in fitter.notes.items()},
        ranked_among={key: value for fitter in fitters for key, value in fitter.ranked_among.items()},
        needs_reference=any(fitter.lacking for fitter in fitters),
        problems=problems,
    )


def _coverage(request: Request, readout: Readout) -> Floats:
    """How much of each case of the reference set is there: of the leaves that say so, else of what was read."""
    known = request.reference
    if known is None or known.leaves is None:
        return readout.coverage()
    return read_leaves(known.leaves, _reference_material(request, known))[0].coverage()


def _reference_material(request: Request, known: ReferenceRequest) -> Material:
    """What the leaves of a reference set are read from."""
    return Material(
        known.values, known.cases, request.standard, request.commitments, request.material.fitted_to, request.drawn
    )


def places_of(leaves: Sequence[Leaf], branches: Sequence[Branch]) -> dict[str, int]:
    """The row of each node: leaves first, then branches, children before parents."""
    nodes: tuple[Leaf | Branch, ...] = (*leaves, *branches)
    return {node.id: place for place, node in enumerate(nodes)}


def _prepare(
    request: Request, leaves: tuple[Leaf, ...], source: Source, own: Readout | None, fillable: Bools | None
) -> tuple[list[Track], list[ReferencePoints]]:
    """Prepare the steps of every track, with the reference values walking along where something is fitted.

    ``own`` is what was read for the cases that are scored: where they are the reference, nothing is read again.
    ``fillable`` says which leaves may be filled for these cases.
    """
    tracks = tracks_of(leaves)
    scale = (request.methodology.scale.worst, request.methodology.scale.best)
    convert = converter(request.standard)
    reference_of = _reference_sets(request, leaves, source, own) if any(map(_is_fitted, tracks)) else None
    fitters = []
    for track in tracks:
        reference = reference_of(track) if reference_of and _is_fitted(track) else None
        fitter = ReferencePoints(
            track.leaves,
            request.cases,
            request.methodology.reference,
            reference,
            request.commitments,
            _of(fillable, track),
            request.drawn,
        )
        fitters.append(fitter)
        TrackMaker(track, scale, convert, fitter, clip=request.clip, along=request.along).prepare()
    return tracks, fitters


def _reference_sets(
    request: Request, leaves: tuple[Leaf, ...], source: Source, own: Readout | None
) -> Callable[[Track], ReferenceSet] | None:
    """What a track is fitted to, from values that are read once for all tracks; None without a reference."""
    known = request.reference
    if known is None:
        return None
    itself = known.values is request.values and known.cases is request.cases
    other = _reference_material(request, known)
    readout = own if itself and own is not None else source.leaves(leaves, other)[0]
    asked = known.leaves is not None or asks_coverage(leaves, request.methodology.reference)
    share = _coverage(request, readout) if asked else None
    fillable = both(_applying(readout), who_is_scored(leaves, known.cases))

    def reference_of(track: Track) -> ReferenceSet:
        return ReferenceSet(
            ReadRows(readout, track.rows),
            known.cases,
            known.scored,
            share,
            known.pooled,
            named=known.named,
            fillable=_of(fillable, track),
        )

    return reference_of


def _of(marks: NDArray[np.bool_] | None, track: Track) -> NDArray[np.bool_] | None:
    """The rows of a track."""
    return None if marks is None else marks[track.rows]


def _is_fitted(track: Track) -> bool:
    return any(leaf.points.rules for leaf in track.leaves) or any(
        step.reads_reference for step in track.leaves[0].steps
    )


def _lacking_points(
    leaves: tuple[Leaf, ...], tracks: list[Track], count: int
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which leaves lack a point that a step needs, and which of them a benchmark.

    Leaves × 1, or leaves × cases where it differs.
    """
    found = np.zeros((2, len(leaves), 1), dtype=bool)
    for track in tracks:
        rows = track.rows
        found[0, rows, 0] = [bool(leaf.lacks) for leaf in track.leaves]
        found[1, rows, 0] = [any(_from_benchmark(leaf, name) for name in leaf.lacks) for leaf in track.leaves]
        for step in track.steps:
            for name, gone in absent_points(step.model, step.points, len(rows)):
                if gone.shape[1] > 1 and found.shape[2] == 1:
                    found = np.repeat(found, count, axis=2)
                benchmark = np.array([[_from_benchmark(leaf, name)] for leaf in track.leaves])
                found[:, rows] |= np.stack(np.broadcast_arrays(gone, gone & benchmark))
    return found[0], found[1]


def _from_benchmark(leaf: Leaf, name: str) -> bool:
    """Whether a point is the benchmark, or comes from it."""
    rule = leaf.points.rules.get(name)
    return (rule is not None and rule.is_benchmark) or name == "benchmark" or name in leaf.points.without_benchmark


def _applying(readout: Readout) -> NDArray[np.bool_] | None:
    """Which leaves apply to which cases; None where all do."""
    if readout.reasons is None:
        return None
    out = (readout.reasons == NOT_APPLICABLE) & np.isnan(readout.values)
    return ~out if out.any() else None


def _fill(run: _Run) -> None:
    """Compute leaves, then branches, block by block where areas are not compared."""
    result = run.result
    comparative = any(maker.comparative for maker in run.makers.values()) or any(g.compares for g in result.tracks)
    count = result.cases.count
    size = count if comparative else BLOCK
    for start in range(0, count, size or 1):
        _fill_block(run, slice(start, min(start + size, count)))


def _fill_block(run: _Run, block: slice) -> None:
    result, leaves = run.result, slice(0, len(run.result.leaves))
    numbers = np.empty((len(result.index), block.stop - block.start))
    state = result.state.of_block(numbers, block)
    read = result.readout.block(block)
    for track in result.tracks:
        numbers[track.rows] = track.walk(_rows(read, track), block)
    asked = state.marks(ASKED, leaves)
    if asked is not None:
        numbers[leaves][~asked] = np.nan
    _fill_from_siblings(result, state, read, block)
    _note_filled(result, state, read, block)
    _note_lost(result, state, read, block)
    _branches(run, state, block)
    result.numbers[:, block] = numbers
    result.state.mixed |= state.mixed


def _rows(read: Floats, track: Track) -> Floats:
    """The values of the leaves of a track, without a copy where these are all leaves."""
    return read if len(track.rows) == len(read) else read[track.rows]


def _note_filled(result: Result, state: State, read: Floats, block: slice) -> None:
    """Leaves whose number was filled are imputed, and have no number of their own for coverage."""
    for track in result.tracks:
        if track.fills:
            own = track.walk(_rows(read, track), block, fill=False)
            state.put(FILLED, track.rows, np.isnan(own) & ~np.isnan(state.numbers[track.rows]))


def _note_lost(result: Result, state: State, read: Floats, block: slice) -> None:
    """Leaves with a value that a step could not take; not those that only have no points to be placed between."""
    gone = np.isnan(state.numbers[: len(read)]) & ~np.isnan(read)
    if not gone.any():
        return
    for track in result.tracks:
        lost = gone[track.rows]
        if not lost.any() or all(step.model.places_every_number for step in track.steps):
            continue
        before = _rows(read, track)
        for step, after in zip(track.steps, track.stages(before, block), strict=True):
            if step.model.places_every_number:
                lost &= ~(np.isnan(after) & ~np.isnan(before))
            before = after
        state.put(OUTSIDE, track.rows, lost)


def _fill_from_siblings(result: Result, state: State, read: Floats, block: slice) -> None:
    """Put into leaves without a number the mean of what their siblings have of their own, and walk on from there."""
    tracks = [track for track in result.tracks if any(leaf.siblings for leaf in track.leaves)]
    if not tracks:
        return
    numbers = state.numbers[: len(read)]
    own = numbers.copy()
    for track in result.tracks:
        if track.fills:
            unfilled = track.walk(_rows(read, track), block, fill=False)
            own[track.rows] = np.where(np.isnan(own[track.rows]), np.nan, unfilled)
    for track in tracks:
        _give(track, track.leaves, own, state.index, block, result.cases.count)
        walked = track.walk(_rows(read, track), block)
        asked = state.marks(ASKED, track.rows)
        walked = walked if asked is None else np.where(asked, walked, np.nan)
        numbers[track.rows] = np.where(np.isnan(numbers[track.rows]), walked, numbers[track.rows])


def _give(
    track: Track, nodes: Sequence[Leaf | Branch], own: Floats, index: Mapping[str, int], block: slice, count: int
) -> None:
    """Put beside a track what siblings give where one of its nodes has no number: the mean of their own numbers."""
    if track.from_siblings is None:
        track.from_siblings = np.full((len(nodes), count), np.nan)
    for place, node in enumerate(nodes):
        if node.siblings:
            beside = methods.arithmetic_mean(own[[index[name] for name in node.siblings]].T)
            track.from_siblings[place, block] = beside


# branches


def _branches(run: _Run, state: State, block: slice) -> None:
    """Make every branch, children first; one that is filled from its siblings is so before it is needed."""
    numbers, branches = state.numbers, {branch.id: branch for branch in run.result.branches}
    own = numbers.copy() if any(branch.siblings for branch in run.result.branches) else numbers
    for name, again in run.order:
        maker, row = run.makers[name], run.result.index[name]
        if again:
            _give(maker.steps, (branches[name],), own, run.result.index, block, run.result.cases.count)
            filled = maker.through_steps(state, maker.arrived[0, block], block)
            numbers[row] = np.where(np.isnan(numbers[row]), filled, numbers[row])
            continue
        made = _read(run, name, state, block) if name in run.read else maker.make(state, block)
        numbers[row] = maker.walked(state, made, block) if branches[name].steps else made
        if own is not numbers:
            filled_itself = maker.steps.fills and np.isnan(maker.steps.walk(made[None], block, fill=False)[0])
            own[row] = np.where(filled_itself, np.nan, numbers[row])


def _read(run: _Run, name: str, state: State, block: slice) -> Floats:
    """The number of a branch that is read, before any step; where it does not apply it is not read."""
    found, row = run.read[name], run.result.index[name]
    applies = found.applies[block]
    for flag in (APPLIES, SCORED, ASKED):
        if state.mixed & flag or not applies.all():
            state.put(flag, row, applies)
    return np.where(applies, found.numbers[block], np.nan)


def _note_reached(result: Result, readout: Readout, read: Mapping[str, ReadBranch]) -> None:
    """Where nodes have reached their targets: those that read a path, and branches all of whose numbers have."""
    state = result.state
    reached: dict[str, Bools] = {name: item.reached for name, item in read.items()}
    if readout.reached is not None:
        reached |= {leaf.id: readout.reached[row] for row, leaf in enumerate(result.leaves)}
    if not any(marks.any() for marks in reached.values()):
        return
    for name, marks in reached.items():
        state.add(REACHED, state.index[name], marks)
    branches = {branch.id: branch for branch in result.branches}
    for branch in result.branches:
        if branch.id not in reached:
            state.add(REACHED, state.index[branch.id], _all_reached(branch, branches, state))


def _all_reached(branch: Branch, branches: Mapping[str, Branch], state: State) -> Bools:
    """Where every node below a branch that reads a path itself and has a number has reached its target, and one has."""
    names = _readers(branch, branches)
    rows = [state.index[name] for name in names]
    has = ~np.isnan(state.numbers[rows])
    reach = state.reach.get(branch.id)
    for row, name in enumerate(names):
        if reach is not None and name in branch.leaves:
            has[row] &= reach[branch.leaves.index(name)]
    done = state.set_of(REACHED, rows)
    return np.asarray((done | ~has).all(axis=0) & has.any(axis=0))


def _readers(branch: Branch, branches: Mapping[str, Branch]) -> tuple[str, ...]:
    """The nodes below a branch that read a path themselves."""
    found: dict[str, None] = {}
    for child in branch.children:
        own = branches.get(child)
        found |= dict.fromkeys((child,) if own is None or own.read is not None else _readers(own, branches))
    return tuple(found)
