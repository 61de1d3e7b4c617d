"""The way of an area to a target: its own where it has adopted one, otherwise the benchmark by 2030."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from sdg_standard.assess.card import Card
from sdg_standard.methodology.readings import time_of
from sdg_standard.methods.arrays import plain
from sdg_standard.model.indicator import Benchmark
from sdg_standard.model.parts import WHOLE
from sdg_standard.model.period import Period
from sdg_standard.plans import Leaf
from sdg_standard.results.courses import Observation
from sdg_standard.scoring.paths import end_of_year
from sdg_standard.study.earlier import observed

AGENDA_ENDS = 2030
"""The year by which the goals are to be reached, which holds for benchmarks: A/RES/70/1."""


@dataclass(frozen=True)
class Decision:
    """A target that an area has adopted itself, and who decided it."""

    value: float
    year: int
    decided_by: str = ""
    decided_on: str = ""
    source: str = ""
    low: float | None = None
    high: float | None = None
    baseline: float | None = None
    baseline_year: int | None = None


@dataclass(frozen=True)
class Way:
    """From where an area began to a target, and how far it has come; all in the unit of the values as read."""

    target: float
    """What is to be reached; of a band its nearer end."""
    year: int
    """The year by whose end."""
    decision: Decision | None
    """The area's own target; None where it is the benchmark."""
    begin: str
    """The period, or the year, that the way is counted from; empty where only one number is known."""
    first: float | None
    """The number then."""
    latest: str
    """The period of the latest observation."""
    value: float
    """The latest observation."""
    reached: bool
    """Whether it has reached the target."""
    share: float | None
    """The share of the way from the first number to the target that has been gone: below 0 where it leads away; None
    where only one number is known, or the first was the target."""
    left: float | None
    """How far it still is, as a share of the target's size; 0 where it is reached, None for a target of 0."""
    observed: float | None
    """The change a year from the first number to the latest."""
    required: float | None
    """The change a year that the target asks for from now on; 0 where it is reached, None once its year is over."""
    expected: float | None
    """The number at the end of the target's year if the change a year stays as observed."""


def own_target(card: Card, area: str, leaf: Leaf) -> Decision | None:
    """The target that an area has adopted for the series of a leaf; None where it has none."""
    table = card._request.commitments
    if table is None or leaf.part != WHOLE or leaf.read.gap:
        return None
    rows = table[(table["area"] == area) & (table["series"] == (leaf.read.series or leaf.series.id))]
    if rows.empty:
        return None
    row: dict[Any, Any] = rows.iloc[0].to_dict()

    def number(name: str) -> float | None:
        return plain(float(row.get(name, math.nan)))

    year = number("baseline_year")
    return Decision(
        value=float(row["value"]),
        year=int(row["year"]),
        decided_by=str(row["decided_by"]),
        decided_on=str(row["decided_on"]),
        source=str(row["source"]),
        low=number("low"),
        high=number("high"),
        baseline=number("baseline_value"),
        baseline_year=None if year is None else int(year),
    )


def benchmark_of(card: Card, area: str, period: str, leaf: Leaf) -> Benchmark | None:
    """The benchmark of a leaf for an area, which may depend on facts about it; None where there is none."""
    series, cases = leaf.series, card._result.cases
    position = cases.position(area, period)
    if not series.benchmarks_differ or position is None:
        return series.benchmark
    return series.benchmark_where(
        lambda where: bool(np.broadcast_to(cases.meets(where, asked=False), cases.count)[position])
    )


def way_of(card: Card, area: str, period: str, leaf: Leaf, *, own: bool = False) -> Way | None:
    """The way of an area to the target of a leaf, as known at the end of a period; ``own``: to its own target alone.

    None where there is no target, nothing was observed, or what is read has no amounts (answers, numbers that are
    divided first).
    """
    if leaf.series.kind == "category" or leaf.read.per or leaf.read.times != 1 or leaf.series.direction == "none":
        return None
    decision = own_target(card, area, leaf)
    ends = _ends(decision, None if own else benchmark_of(card, area, period, leaf))
    seen = observed(card, leaf.id, area, Period.parse(period)) if ends is not None else ()
    if not seen or ends is None:
        return None
    year = decision.year if decision is not None else AGENDA_ENDS
    first, begin = _beginning(seen, decision)
    return _way(seen[-1], first, begin, ends, decision, year, leaf.series.sign)


def _ends(decision: Decision | None, benchmark: Benchmark | None) -> tuple[float, float] | None:
    """The ends of what is to be reached; None where nothing is."""
    if decision is not None:
        own = [decision.value if end is None else end for end in (decision.low, decision.high)]
        return own[0], own[1]
    return None if benchmark is None else band_of(benchmark)


def band_of(benchmark: Benchmark) -> tuple[float, float] | None:
    """The two ends of a benchmark, which are one unless it is a band; None where it is no number."""
    low, high = benchmark.between or (benchmark.value, benchmark.value)
    return (float(low), float(high)) if isinstance(low, float | int) and isinstance(high, float | int) else None


def _beginning(seen: Sequence[Observation], decision: Decision | None) -> tuple[tuple[float, float], str]:
    """Time and number that a way is counted from, with the name of its period.

    Of an own target the baseline of the decision, else what was known when it was decided; otherwise the oldest
    observation.
    """
    if decision is not None and decision.baseline is not None and decision.baseline_year is not None:
        return (end_of_year(decision.baseline_year), decision.baseline), str(decision.baseline_year)
    known = [item for item in seen if item.period.end <= _day(decision)] or [seen[0]]
    start = known[-1] if decision is not None else seen[0]
    return (time_of(start.period.end), start.value), start.period.text


def _day(decision: Decision | None) -> date:
    """The day of a decision; the first of all days where it is not written as one."""
    try:
        return date.min if decision is None else date.fromisoformat(decision.decided_on)
    except ValueError:
        return date.min


def _way(
    last: Observation,
    first: tuple[float, float],
    begin: str,
    ends: tuple[float, float],
    decision: Decision | None,
    year: int,
    sign: int,
) -> Way:
    value, now = last.value, time_of(last.period.end)
    target = min(ends, key=lambda end: (abs(end - value), end)) if not sign else ends[0] if sign > 0 else ends[1]
    reached = _reached(value, ends, sign)
    moved, years, to_go = value - first[1], now - first[0], end_of_year(year) - now
    pace = moved / years if years > 0 else None
    whole = target - first[1]
    return Way(
        target=target,
        year=year,
        decision=decision,
        begin=begin if years > 0 else "",
        first=first[1] if years > 0 else None,
        latest=last.period.text,
        value=value,
        reached=reached,
        share=moved / whole if years > 0 and whole else None,
        left=0.0 if reached else abs(target - value) / abs(target) if target else None,
        observed=pace,
        required=0.0 if reached else (target - value) / to_go if to_go > 0 else None,
        expected=value + pace * to_go if to_go > 0 and pace is not None else None,
    )


def _reached(value: float, ends: tuple[float, float], sign: int) -> bool:
    slack = 1e-9 * max(abs(ends[0]), abs(ends[1]))
    above, below = value >= ends[0] - slack, value <= ends[1] + slack
    return above if sign > 0 else below if sign < 0 else above and below
