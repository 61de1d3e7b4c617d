"""What most numbers of a municipality have in common: said once above its table, so that a row says what differs."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sdg_standard.publish.report.changes import period_before
from sdg_standard.publish.report.facts import Report
from sdg_standard.publish.report.told import Change
from sdg_standard.publish.report.wording import DASH, benchmark_status, reason, years_of

MANY = 5
"""A reason that so few rows have is told in each."""
SAID_BY_THE_BENCHMARK = "no_benchmark"
"""A reason that the column of the benchmark gives already."""


@dataclass(frozen=True)
class Common:
    """What most numbers of a page have in common."""

    period: str
    quality: str
    verification: str
    benchmarks: str
    since: str
    rates: str
    """The years that a rate is worked out from: ``2022–2024``."""
    reason: str
    """Why most numbers without a score have none; empty where each row says it."""
    needed: bool
    """Whether rows tell the rate that the target asks for."""


def has_number(report: Report, area: str, name: str) -> bool:
    """Whether a node has a value or a score."""
    cell = report.cells[area][name]
    return not (math.isnan(cell.value) and math.isnan(cell.score))


def common(report: Report, area: str) -> Common:
    """What most numbers of a municipality have in common."""
    known = [name for name in report.leaves if has_number(report, area, name)]
    seen = [item for item in (report.observed(area, name) for name in known) if item is not None]
    marks = [benchmark_status(report, area, name) for name in known]
    rates = [rate for name in known for rate in _rates(report, area, name)]
    return Common(
        since=_most(filter(None, (period_before(report, area, name) for name in known))),
        rates=_most(map(years_of, rates)),
        period=_most(item.period for item in seen),
        quality=_most(item.quality for item in seen),
        verification=_most(item.verification for item in seen),
        benchmarks=_most(item for item in marks if item in ("proposed", "adopted")),
        reason=_reason(report, area, known),
        needed=any(item.needed is not None for name in known if (item := report.change(area, name)) is not None),
    )


def _reason(report: Report, area: str, known: Sequence[str]) -> str:
    """Why those without a score have none, where it is the same for most and holds for many."""
    cells = [report.cells[area][name] for name in known]
    found = [cell.reason for cell in cells if math.isnan(cell.score) and cell.reason]
    most = _most(iter(found))
    return most if found.count(most) > max(MANY, len(found) / 2) else ""


def _rates(report: Report, area: str, name: str) -> Iterator[Change]:
    """The rates that the row of a leaf tells: the one that it reads, and those of its trends."""
    told = [report.change(area, name)]
    told += [report.trend_change(area, name, trend) for trend in report.card.methodology.trends]
    yield from (rate for rate in told if rate is not None)


def _most(items: Iterator[str]) -> str:
    """What is there most often; the first of several."""
    found = Counter(items).most_common(1)
    return found[0][0] if found else ""


def said_once(report: Report, found: Common) -> Iterator[str]:
    """What most numbers have in common, in sentences."""
    say = report.say
    if found.period:
        yield say("once.period", period=found.period.replace("/", DASH))
    if found.since and not report.reads_changes:
        yield say("once.since", year=found.since)
    if found.rates:
        yield say("once.rates", years=found.rates)
    if found.needed:
        yield say("once.needed")
    if found.benchmarks == "proposed":
        yield say("once.proposed")
    if found.reason not in ("", SAID_BY_THE_BENCHMARK):
        yield say("once.reason", reason=str(reason(report, found.reason)).lower())
    if found.verification:
        yield say("once.verification", what=str(report.names.term("verification", found.verification)).lower())
    if found.quality:
        yield say("once.quality", what=str(report.names.term("quality", found.quality)).lower())
