"""Who counts: for whom nodes apply and are scored, and which leaves stand below branches that apply."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from sdg_standard.methods.arrays import Bools, Floats
from sdg_standard.plans import Branch, Leaf
from sdg_standard.scoring.cases import Cases
from sdg_standard.scoring.state import APPLIES, ASKED, COUNTS, SCORED, WHO, State


def who_is_scored(leaves: Sequence[Leaf], cases: Cases) -> Bools | None:
    """Which leaves are scored for which cases; None where all are."""
    if all(leaf.scored is True for leaf in leaves):
        return None
    rows = [np.broadcast_to(np.asarray(cases.meets(leaf.scored)), (cases.count,)) for leaf in leaves]
    return np.stack(rows)


def both(one: Bools | None, other: Bools | None) -> Bools | None:
    """Where both hold; None stands for everywhere."""
    return other if one is None else one if other is None else one & other


def state_of(
    index: Mapping[str, int],
    numbers: Floats,
    branches: Sequence[Branch],
    cases: Cases,
    *,
    applies: Bools | None,
    scored: Bools | None,
    lacking: Bools,
) -> State:
    """The state before any branch is made, from what is known of the leaves, leaves × cases; None: all of them.

    ``lacking`` says which lack a point, leaves × 1 or × cases. The rows of branches are filled in as these are made.
    """
    reach = reach_of(branches, cases)
    state = State(index, numbers, np.full(numbers.shape, WHO, dtype=np.uint8), reach)
    if reach:
        state.mixed |= APPLIES | ASKED
    asked = both(applies, scored)
    counts = both(asked, ~lacking) if lacking.any() else asked
    leaves = slice(0, len(lacking))
    for flag, marks in ((APPLIES, applies), (SCORED, scored), (ASKED, asked), (COUNTS, counts)):
        if marks is not None:
            state.put(flag, leaves, marks)
    return state


def reach_of(branches: Sequence[Branch], cases: Cases) -> dict[str, Bools]:
    """Of branches with a condition, and of those above them, which leaves count in them: leaves × cases.

    A leaf counts that stands below by some way on which every branch applies, this one included.
    """
    found: dict[str, Bools] = {}
    below: dict[str, tuple[str, ...]] = {}
    for branch in branches:
        below[branch.id] = branch.leaves
        if branch.applies is True and not any(child in found for child in branch.children):
            continue
        place = {leaf: row for row, leaf in enumerate(branch.leaves)}
        marks = np.zeros((len(place), cases.count), dtype=bool)
        for child in branch.children:
            marks[[place[leaf] for leaf in below.get(child, (child,))]] |= found.get(child, np.bool_(True))
        found[branch.id] = marks if branch.applies is True else marks & cases.applies_to(branch.applies)
    return found
