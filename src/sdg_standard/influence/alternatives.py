"""One choice made otherwise, all others as they stand: each of its ways, and the ends of what it draws from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sdg_standard.methodology.uncertainty import (
    AggregateChoice,
    Choice,
    DropChoice,
    MethodologyChoice,
    MissingChoice,
    StepsChoice,
)
from sdg_standard.methods.arrays import Floats
from sdg_standard.simulation.choices import DrawnBranchWeights, DrawnPoints, OneOf, Ready, Ways
from sdg_standard.words import say

LAST = 1 - 2.0**-53
"""The end of the unit interval, of which every distribution has a number."""
HEAVY, LIGHT = 0.975, 0.025
"""Where in its distribution a weight is large, and where small, beside others at their middle."""
MOST_ALONE = 20
"""Points of so many leaves or fewer are also moved one at a time."""


@dataclass(frozen=True)
class Alternative:
    """One way of a choice."""

    choice: str
    name: Any
    """What it is called, a sentence in every language."""
    unit: Floats
    """The point of the unit cube of this choice alone."""


def alternatives_of(choice: Choice, ready: Ready, titles: Any) -> Iterator[Alternative]:
    """Every way of a choice alone. ``titles`` gives the title of a node."""
    if isinstance(ready, Ways):
        for number in range(ready.count):
            yield Alternative(choice.id, _way(choice, number, titles), np.array([(number + 0.5) / ready.count]))
    elif isinstance(ready, DrawnPoints):
        yield from _points(choice.id, ready, titles)
    else:
        yield from _weights(choice.id, ready, titles)


def _way(choice: Choice, number: int, titles: Any) -> Any:
    """What a way is called: the words of the file, and titles of nodes."""
    if isinstance(choice, AggregateChoice):
        return choice.aggregate[number].method
    if isinstance(choice, StepsChoice):
        return ", ".join(step.name for step in choice.steps[number])
    if isinstance(choice, MissingChoice):
        return str(getattr(choice.missing[number], "method", number + 1))
    if isinstance(choice, DropChoice):
        return (
            say("influence.without", node=titles(choice.drop[number - 1])) if number else say("influence.nothing_out")
        )
    if isinstance(choice, MethodologyChoice):
        return choice.methodology[number - 1] if number else say("influence.this_file")
    return say("influence.way", n=number + 1)


def _points(name: str, ready: DrawnPoints, titles: Any) -> Iterator[Alternative]:
    """All points at an end, or at one of the numbers listed; then, of few leaves, one after the other."""
    first = ready.distributions[0]
    if isinstance(first, OneOf) and len(set(ready.distributions)) == 1:
        edges = np.concatenate([[0.0], np.cumsum(first.odds) / np.sum(first.odds)])
        for number, low, high in zip(first.numbers, edges[:-1], edges[1:], strict=True):
            if high > low:
                text = say("influence.point_at", point=ready.point, number=number)
                yield Alternative(name, text, np.full(ready.columns, (low + high) / 2))
        return
    ends = (("influence.lowest", "influence.lowest_of", 0.0), ("influence.highest", "influence.highest_of", LAST))
    for key, key_of_one, end in ends:
        yield Alternative(name, say(key, point=ready.point), np.full(ready.columns, end))
        if 1 < ready.columns <= MOST_ALONE:
            for place, leaf in enumerate(ready.leaves):
                text = say(key_of_one, point=ready.point, node=titles(leaf))
                yield Alternative(name, text, _but(ready.columns, place, end))


def _weights(name: str, ready: DrawnBranchWeights, titles: Any) -> Iterator[Alternative]:
    """Each part weighing much, then little, beside the others at their middle."""
    parts: Sequence[str] = [part for own in ready.weights.values() for part in own]
    for place, part in enumerate(parts):
        for key, end in (("influence.heavy", HEAVY), ("influence.light", LIGHT)):
            yield Alternative(name, say(key, node=titles(part)), _but(len(parts), place, end))


def _but(columns: int, place: int, number: float) -> Floats:
    """Everything at its middle, but one."""
    found = np.full(columns, 0.5)
    found[place] = number
    return found
