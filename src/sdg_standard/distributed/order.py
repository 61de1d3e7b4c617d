"""Numbers by their place in the order of all, exactly, without anybody ever sorting all of them.

A span is halved many times at once: parts count how many numbers lie in each of 4096 equal parts of it, and only the
part with the place that is asked for is looked at again, until few different numbers are left.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sdg_standard.distributed.gathering import BINS, Gatherer, Histogram, Numbers, Span, Sums

FEW = 100_000
"""So many numbers of a span are gathered as they are."""


@dataclass(frozen=True)
class Sought:
    """A span with the places in the order of all numbers of its series that lie in it."""

    span: Span
    before: int
    """How many numbers lie below it."""
    count: int
    places: tuple[int, ...]


def numbers_at(
    gatherer: Gatherer, ends: Mapping[str, Sums], places: Mapping[str, Iterable[int]]
) -> dict[tuple[str, int], float]:
    """Return the numbers of series at places, from 0, in ascending order. ``ends``: of each series."""
    found: dict[tuple[str, int], float] = {}
    open_: list[Sought] = []
    for name, wanted in places.items():
        own = ends[name]
        open_.append(Sought(Span(name, own.low, own.high), 0, own.count, tuple(sorted(set(wanted)))))
        found |= {(name, 0): own.low, (name, own.count - 1): own.high}
    while open_:
        for one in open_:
            if one.span.low == one.span.high:
                found |= {(one.span.series, place): one.span.low for place in one.places}
        open_ = [one for one in open_ if one.span.low < one.span.high]
        few = [one for one in open_ if one.count <= FEW]
        if few:
            found |= _at(gatherer.ask(Numbers(_spans(few))), few)
        open_ = [smaller for one in _counted(gatherer, [one for one in open_ if one.count > FEW]) for smaller in one]
    return found


def _spans(some: Iterable[Sought]) -> tuple[Span, ...]:
    """Different spans; a number that lies in two of one series would be counted twice."""
    return tuple(dict.fromkeys(one.span for one in some))


def _at(table: pd.DataFrame, few: list[Sought]) -> dict[tuple[str, int], float]:
    """The numbers at the places of spans whose numbers are all known."""
    found = {}
    for one in few:
        span = one.span
        mine = table[(table["series"] == span.series) & table["key"].between(span.low, span.high)]
        upto = one.before + np.cumsum(mine["count"].to_numpy())
        for place in one.places:
            found[span.series, place] = float(mine["key"].to_numpy()[int(np.searchsorted(upto, place, side="right"))])
    return found


def _counted(gatherer: Gatherer, some: list[Sought]) -> Iterable[list[Sought]]:
    """The parts of spans in which the places lie."""
    if not some:
        return
    table = gatherer.ask(Histogram(tuple(one.span for one in some)))
    for at, one in enumerate(some):
        first = at * BINS
        mine = table[(table["series"] == one.span.series) & table["key"].between(first, first + BINS - 1)]
        count = mine["count"].to_numpy()
        upto = one.before + np.cumsum(count)
        at_bin = np.searchsorted(upto, one.places, side="right")
        smaller = []
        for row in np.unique(at_bin).tolist():
            places = tuple(place for place, own in zip(one.places, at_bin.tolist(), strict=True) if own == row)
            span = Span(one.span.series, float(mine["low"].iloc[row]), float(mine["high"].iloc[row]))
            smaller.append(Sought(span, int(upto[row] - count[row]), int(count[row]), places))
        yield smaller
