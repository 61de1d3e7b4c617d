"""What the path of a leaf is to reach: target, year and direction, on the scale of its observations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from sdg_standard.catalogue import Standard
from sdg_standard.methodology.readings import COMMITMENT, AtPeriod, Reading
from sdg_standard.methodology.reference import Reference
from sdg_standard.methods.arrays import Floats
from sdg_standard.plans import Leaf
from sdg_standard.scoring.cases import Cases
from sdg_standard.scoring.commitments import committed
from sdg_standard.scoring.drawn import NOTHING_DRAWN, Drawn
from sdg_standard.scoring.paths import PathTarget, end_of_year
from sdg_standard.scoring.reference import ReferencePoints
from sdg_standard.scoring.reference_set import ReferenceSet
from sdg_standard.scoring.track import Points, Track, number_of
from sdg_standard.scoring.track_maker import Along, TrackMaker

ADOPTED = " adopted"
"""The name under which the target of a municipality walks along. No point can be called so."""


@dataclass(frozen=True)
class Before:
    """Observations after the transformations that stand before a reading, with points and direction alike.

    A point has one number, or one for each case that is scored.
    """

    numbers: Floats
    points: Points
    sign: float
    fitter: ReferencePoints
    """What the points were fitted to."""


def quantity(text: str, leaf: Leaf, standard: Standard) -> float:
    """A quantity in the unit of a leaf's series. Raises UnitError or NumberError; plans check that it can be read."""
    number, unit = standard.units.quantity(text)
    if unit is None:
        return number
    return float(standard.units.convert([number], unit, standard.units.parse(leaf.series.unit or ""))[0])


def converter(standard: Standard) -> Callable[[str, Leaf], float]:
    """Return what brings a quantity into the unit of a leaf."""
    return lambda text, leaf: quantity(text, leaf, standard)


@dataclass(frozen=True)
class Yard:
    """What points of a reading are fitted to: the rule for the reference set, and the values as observed there."""

    rule: Reference
    known: ReferenceSet | None = None


NO_YARD = Yard(Reference())


def before(
    leaf: Leaf,
    numbers: Floats,
    observed: Cases,
    standard: Standard,
    cases: Cases,
    commitments: pd.DataFrame | None = None,
    yard: Yard = NO_YARD,
    drawn: Drawn = NOTHING_DRAWN,
) -> Before:
    """Take observations of a leaf, and its points, through the transformations before the reading.

    ``numbers`` has a row for each period of ``observed`` and a column for each of its areas; the points are those of
    the ``cases`` that are scored.
    """
    now = made_before(leaf, cases, standard, commitments, yard, drawn)
    if leaf.read.before:
        track = made_before(leaf, observed, standard, commitments, yard, drawn).track
        numbers = track.walk(numbers.reshape(1, -1)).reshape(numbers.shape)
    return Before(numbers, now.track.points, float(now.sign[0, 0]), now.fitter)


def made_before(
    leaf: Leaf,
    of: Cases,
    standard: Standard,
    commitments: pd.DataFrame | None,
    yard: Yard = NO_YARD,
    drawn: Drawn = NOTHING_DRAWN,
) -> TrackMaker:
    """The transformations before the reading of a leaf, prepared for some cases."""
    # As observed, like the others; where they stand among the steps behind the reading says nothing here.
    frozen = replace(leaf.points, given={**leaf.points.given, **leaf.points.as_read}, staged={}, as_read={})
    own = replace(leaf, steps=leaf.read.before, read=AtPeriod(method="at_period"), points=frozen)
    track = Track((own,), np.zeros(1, dtype=np.intp))
    fitter = ReferencePoints((own,), of, yard.rule, yard.known, commitments, drawn=drawn)
    made = TrackMaker(track, (0.0, 100.0), converter(standard), fitter, along=along(leaf, of, commitments))
    made.prepare()
    return made


def along(leaf: Leaf, cases: Cases, commitments: pd.DataFrame | None) -> Along:
    """What the reading of a leaf asks for and that walks along: quantities, and the target that an area has adopted."""
    asked = leaf.read.asked
    points = {ADOPTED: committed(leaf.series.id, cases, commitments, "value")} if leaf.read.adopted else {}
    return Along(tuple(asked.values()), points)


def aim_of(read: Reading, points: Points, sign: float, horizon: Any) -> PathTarget:
    """The aim of a reading, where ``points`` are what it may name on the scale that it reads.

    A bare number stands on that scale already.
    """
    edges = {name: ADOPTED if edge == COMMITMENT else edge for name, edge in read.asked.items()}
    found = {name: number_of(edge, points, 1)[0] for name, edge in edges.items()}
    lacks = np.logical_or.reduce(np.broadcast_arrays(False, *map(np.isnan, found.values())))
    return PathTarget(found, horizon, sign, lacks)


def horizon_of(leaf: Leaf, cases: Cases, commitments: pd.DataFrame | None) -> Any:
    """The last day of the target year as a place in time; that of the commitment unless the reading says one."""
    if leaf.read.adopted and leaf.read.target_year is None:
        return committed(leaf.series.id, cases, commitments, "year") - 1.0
    return end_of_year(leaf.read.target_year or 1)
