"""How a value has changed since the time before, in words and as a small line; and the way from it to a target."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sdg_standard.model.period import Period
from sdg_standard.publish.figures import Moment, Spark
from sdg_standard.publish.report.facts import Report
from sdg_standard.publish.words import unit_text, with_unit
from sdg_standard.study import Moment as Observed
from sdg_standard.study import Way
from sdg_standard.study.histories import PERCENTAGE_POINTS, change_unit, unit_of


@dataclass(frozen=True)
class Since:
    """A change since the observation before."""

    text: str
    """With its unit where it is another than that of the value, and whether it is better: ``+3.2 points, better``."""
    since: str
    """The period before."""
    spark: Spark | None
    """All values so far; None where there are but two, which the words say."""


FEWEST = 3
"""Two values are no line that says more than the change in words."""


def change_since(report: Report, area: str, name: str) -> Since | None:
    """The change of a leaf's value since the observation before; None without one, or of an answer."""
    moments = report.histories.moments(area, name)
    before = period_before(report, area, name)
    last = moments[-1] if before else None
    if last is None or last.change is None:
        return None
    unit = change_unit(unit_of(report.leaf(name)))
    unit = unit if unit == PERCENTAGE_POINTS else ""
    key = {1: "change.better", -1: "change.worse", 0: "change.same"}[_goodness(report, name, last.change)]
    text = report.say(key, change=amount(report, last.change, unit))
    return Since(text, before, _spark(report, moments) if len(moments) >= FEWEST else None)


def period_before(report: Report, area: str, name: str) -> str:
    """The period that a change of a leaf's value is told since; empty where none is told."""
    moments = report.histories.moments(area, name)
    return moments[-1].since.replace("/", "–") if moments and moments[-1].change is not None else ""


def since_text(report: Report, name: str, change: float, unit: str, since: str) -> str:
    """A change with its unit, since when, and whether it is for the better."""
    key = {1: "since.better", -1: "since.worse", 0: "since.same"}[_goodness(report, name, change)]
    return report.say(key, change=amount(report, change, unit), year=since.replace("/", "–"))


def amount(report: Report, change: float, unit: str) -> str:
    """A change with its sign and its unit; of shares in percentage points."""
    words = report.say("percentage_points") if unit == PERCENTAGE_POINTS else unit_text(unit, report.language)
    return with_unit(report.numerals.signed(_rounded(change)), words, report.language)


def _rounded(change: float) -> float:
    """A change at three significant digits: more would be read into it than is there."""
    return float(f"{change:.3g}")


def _goodness(report: Report, name: str, change: float) -> int:
    """1 for the better, -1 for the worse, 0 where nothing says which way is right, or nothing has changed."""
    sign = report.leaf(name).series.sign
    return 0 if math.isclose(change, 0.0, abs_tol=1e-12) else (1 if change > 0 else -1) * sign


def _spark(report: Report, seen: Sequence[Observed]) -> Spark:
    known = [(Period.parse(item.period).end, item.period, item.value) for item in seen if item.value is not None]
    moments = tuple(
        Moment(day.year + day.timetuple().tm_yday / 366, value, period.replace("/", "–"), report.numerals.value(value))
        for day, period, value in known
    )
    return Spark("; ".join(f"{item.when}: {item.text}" for item in moments), moments)


def way_text(report: Report, name: str, way: Way, unit: str) -> str:
    """How fast a value has moved to a target, and how fast it would have to: in words, each year."""
    say = report.say
    if way.reached:
        return say("way.reached")
    if way.required is None:
        return say("way.over", year=way.year)
    needed = amount(report, way.required, unit)
    if way.observed is None:
        return say("way.needed", needed=needed, year=way.year)
    return say("way.both", needed=needed, year=way.year, observed=amount(report, way.observed, unit))
