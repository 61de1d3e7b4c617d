"""How sure the path of a leaf is, from the intervals that the evidence states around its observations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from sdg_standard.measuring.behind import RowsBehind
from sdg_standard.methodology.readings import PathReading, as_path
from sdg_standard.methods.arrays import Floats, plain
from sdg_standard.plans import Leaf
from sdg_standard.scoring.cases import Cases
from sdg_standard.scoring.path_intervals import PathInterval, path_interval
from sdg_standard.scoring.paths import Course, seen_by, windows
from sdg_standard.words import say

LEVEL = 0.9
FARTHEST = 3000.0
"""A year of arrival from here on says only that the target is far away."""


def intervals_of(leaf: Leaf, course: Course, cases: Cases, rows: RowsBehind, level: float) -> PathInterval | None:
    """The interval of the path of a leaf in every case; None where there is none for want of stated intervals."""
    read, (low, high) = as_path(leaf.read), _stated(leaf, course, cases, rows, range(len(cases.areas)))
    if not _reads_values(read) or np.isnan(low).all():
        return None
    parts = [path_interval(read, window, aim, low, high, level) for window, aim in windows(read, course, cases)]
    nothing = np.full(len(cases.areas), np.nan)
    columns = ("low", "high", "year", "early", "late")
    found = [[nothing if part is None else getattr(part, name) for part in parts] for name in columns]
    return PathInterval(*(np.concatenate(column) for column in found))


def interval_facts(leaf: Leaf, course: Course, cases: Cases, position: int, rows: RowsBehind) -> dict[str, Any]:
    """The interval of the path of a leaf in one case, as data; nothing where there is none."""
    read = as_path(leaf.read)
    low, high = _stated(leaf, course, cases, rows, [position % len(cases.areas)])
    if not _reads_values(read) or np.isnan(low).all():
        return {}
    window, aim = seen_by(read, course, cases, position)
    found = path_interval(read, window, aim, low, high, LEVEL)
    if found is None or np.isnan([found.low[0], found.year[0]]).all():
        return {}
    numbers = {name: plain(getattr(found, name)[0]) for name in ("low", "high", "year", "early", "late")}
    never = bool(np.isposinf(found.year[0]))
    return {"interval": {"level": LEVEL, **numbers, "never": never, "spans_zero": bool(found.spans_zero[0])}}


def interval_lines(read: Mapping[str, Any]) -> Iterator[str]:
    """What there is to say of the interval of a path: between which numbers it lies, and when the target is reached."""
    found = read.get("interval")
    if found and found["low"] is not None:
        key = "path.spans_zero" if found["spans_zero"] else "path.lies_between"
        yield say(key, **{end: float(f"{found[end]:.3g}") for end in ("low", "high")})
    if not found or found["early"] is None or found["early"] > FARTHEST:
        return
    years = {name: None if found[name] is None else f"{found[name]:.0f}" for name in ("year", "early", "late")}
    if found["never"]:
        yield say("path.never_or_from", early=years["early"])
    elif found["year"] is not None:
        sure = found["late"] is not None and found["late"] <= FARTHEST
        yield say("path.reached_between" if sure else "path.reached_from", **years)


def _reads_values(read: PathReading) -> bool:
    """Whether a path is read from values as they were observed: nothing is known of what steps make of an interval."""
    return not (read.reads_scores or read.before or read.per or read.gap)


def _stated(leaf: Leaf, course: Course, cases: Cases, rows: RowsBehind, areas: Any) -> tuple[Floats, Floats]:
    """The ends that the evidence states around each observation, periods × areas."""
    name = leaf.observable.name
    ends = np.full((2, len(course.periods), len(areas)), np.nan)
    for row, period in enumerate(course.periods):
        for column, place in enumerate(areas):
            known = rows.interval(str(cases.areas[place]), period.text, name)
            if known is not None:
                ends[:, row, column] = known
    low, high = np.sort(ends * leaf.read.times, axis=0)
    return low, high
