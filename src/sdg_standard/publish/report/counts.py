"""What a page counts: of what it shows and nothing else, as plain data."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sdg_standard.publish.report.cells import Cell
from sdg_standard.publish.report.facts import Report

BENCHMARK_POINTS = frozenset({"benchmark", "benchmark_low", "benchmark_high"})


@dataclass(frozen=True)
class Counts:
    """How much stands behind the scores of one municipality."""

    series: int
    """Series that are shown; several may belong to one indicator."""
    indicators: int
    """Indicators that these series belong to."""
    with_number: int
    scored: int
    """Series with a score, also one that was filled in."""
    counted: int
    """Series that count in coverage: what applies, is scored and has the points that its steps ask for."""
    own: int
    """Of these, how many have a score of their own."""
    verified: int
    """Of those with a score of their own, how many were read from values that somebody independent has checked."""
    outside: Mapping[str, int]
    """Series that do not count, by the reason why they do not."""

    @property
    def coverage(self) -> float:
        """The share of what counts that has a score of its own; NaN where nothing counts."""
        return self.own / self.counted if self.counted else math.nan


def counts(report: Report, area: str) -> Counts:
    """Count the series of a page for one of its municipalities."""
    cells = [report.cells[area][name] for name in report.leaves]
    outside = Counter(_why_outside(report, cell) for cell in cells if math.isnan(cell.coverage))
    return Counts(
        series=len(cells),
        indicators=len({report.leaf(name).series.indicator for name in report.leaves}),
        with_number=sum(not math.isnan(cell.value) for cell in cells),
        scored=sum(not math.isnan(cell.score) for cell in cells),
        counted=sum(not math.isnan(cell.coverage) for cell in cells),
        own=sum(cell.coverage == 1 for cell in cells),
        verified=sum((area, name) in report.verified for name in report.leaves),
        outside=dict(sorted(outside.items(), key=lambda pair: (-pair[1], pair[0]))),
    )


def _why_outside(report: Report, cell: Cell) -> str:
    """Why a series does not count: it does not apply, lacks what it would be judged by, or is not scored."""
    if cell.reason in ("not_applicable", "no_benchmark", "no_point"):
        return cell.reason
    return "no_point" if report.leaf(cell.node).lacks else "not_scored"


@dataclass(frozen=True)
class Proposals:
    """The benchmarks that a page shows and how many of them are marked as proposals of the standard."""

    shown: int
    proposed: int
    frameworks: frozenset[str]
    """Frameworks of the indicators with a proposed benchmark."""
    by_points: int
    """Series whose score rests on other proposed points, the ends of a scale for instance, which no table shows."""


def proposals(report: Report) -> Proposals:
    """Count the benchmarks that stand beside a number, for one of the municipalities of the page at least."""
    shown = [name for name in report.leaves if _shows_benchmark(report, name)]
    marked = [name for name in shown if report.leaf(name).series.benchmarks[-1].status == "proposed"]
    others = [name for name in report.with_numbers if report.leaf(name).points.proposed - BENCHMARK_POINTS]
    return Proposals(
        shown=len(shown),
        proposed=len(marked),
        frameworks=frozenset(report.leaf(name).series.framework for name in marked),
        by_points=len(others),
    )


def _shows_benchmark(report: Report, name: str) -> bool:
    """Whether a table shows the benchmark of a series, and not a target that the municipality has adopted itself."""
    if name not in report.with_numbers or report.leaf(name).series.benchmark is None:
        return False
    beside = (area for area in report.areas if not math.isnan(report.cells[area][name].number))
    return any(report.target(area, name) is None for area in beside)
