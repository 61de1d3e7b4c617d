"""How a value has changed since the time before: in its own unit, with the years, and whether that is better."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sdg_standard.publish.report.facts import Report
from sdg_standard.publish.words import unit_text, with_unit

EVEN = 1e-12


@dataclass(frozen=True)
class Since:
    """A change since the observation before."""

    text: str
    """With its unit and the year before: ``+3.2 percentage points since 2019, better``."""
    short: str
    """Without the judgement and the year."""
    relative: float
    """As a share of the former value's size."""
    better: bool | None
    """Whether it goes the right way; None where nothing says which way is right, or nothing changed."""
    values: tuple[float, ...]
    """All values so far, oldest first."""
    before: str
    """The period before."""


def change_since(report: Report, area: str, name: str) -> Since | None:
    """The change of a leaf's value since the observation before; None without one, or of an answer."""
    leaf = report.leaf(name)
    seen = report.observed(area, name)
    if seen is None or leaf.series.kind == "category":
        return None
    items = report.observations.get((area, leaf.observable.name), [])
    last = next((place for place, item in enumerate(items) if item[2].period == seen.period), 0)
    past = items[: last + 1]
    if len(past) < 2:
        return None
    value, before = past[-1][1], past[-2][1]
    number = value - before
    size = max(abs(before), abs(value))
    relative = number / size if size > EVEN else 0.0
    better = _better(leaf.series.direction, number)
    short = with_unit(report.numerals.signed(number), _unit(report, leaf.series.unit), report.language)
    year = past[-2][2].period.replace("/", "–")
    key = {True: "since.better", False: "since.worse", None: "since.same"}[better]
    text = report.say(key, change=short, year=year)
    return Since(text, short, relative, better, tuple(item[1] for item in past), year)


def _better(direction: str | None, number: float) -> bool | None:
    """Whether a change is for the better; None where the direction does not say."""
    if math.isclose(number, 0.0, abs_tol=EVEN) or direction not in ("higher_is_better", "lower_is_better"):
        return None
    return (number > 0) == (direction == "higher_is_better")


def _unit(report: Report, unit: str | None) -> str:
    """The unit of a difference: of shares percentage points."""
    return report.say("percentage_points") if unit == "%" else unit_text(unit, report.language)
