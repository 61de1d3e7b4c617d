"""Figures beside tables: what is reported of each part, and the ways to the municipality's own targets."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sdg_standard.model.period import Period
from sdg_standard.publish.figures import CoverageMap, CoverageRow, Line, Moment, Square, state
from sdg_standard.publish.report.cells import Cell
from sdg_standard.publish.report.changes import way_text
from sdg_standard.publish.report.facts import Report
from sdg_standard.publish.report.outline import loose_leaves, outline, parts
from sdg_standard.publish.report.wording import bare_quantity, wanted
from sdg_standard.publish.words import unit_text
from sdg_standard.study.histories import change_unit

FEWEST = 8
"""A map of fewer indicators says no more than their list."""
MOST_LINES = 6


def coverage_map(report: Report, area: str) -> CoverageMap | None:
    """A square for each indicator, part by part; None with few of them, or where all are there."""
    cells = report.cells[area]
    if len(report.leaves) < FEWEST or all(_is_there(cells[name]) for name in report.leaves):
        return None
    sections = [(report.names.node(part).text, _below(report, part)) for part in parts(report)]
    loose = tuple(loose_leaves(report))
    sections += [(report.say("covered.rest"), loose)] if loose else []
    rows = tuple(_row(report, area, title, leaves) for title, leaves in sections)
    title = report.say("covered.title", area=report.area_name(area), period=report.period_text)
    return CoverageMap(title, rows, (report.say("part"), report.say("covered")), report.say("legend"))


def _below(report: Report, part: str) -> tuple[str, ...]:
    """The leaves of a part, each once, in reading order."""
    found = (entry.node for entry in outline(report, [part]) if report.is_leaf(entry.node))
    return tuple(dict.fromkeys(found))


def _row(report: Report, area: str, title: str, leaves: tuple[str, ...]) -> CoverageRow:
    squares = tuple(Square(report.names.node(name).text, state(*_state(report, area, name))) for name in leaves)
    there = sum(_is_there(report.cells[area][name]) for name in leaves)
    counted = [name for name in leaves if report.cells[area][name].reason != "not_applicable"]
    return CoverageRow(title, squares, report.say("of", n=there, total=len(counted)))


def _is_there(cell: Cell) -> bool:
    """Whether a number was reported, also one that cannot be read as the methodology asks."""
    return not math.isnan(cell.value) or cell.reason == "outside_domain"


def _state(report: Report, area: str, name: str) -> tuple[str, str]:
    """The state of an indicator and the words for it."""
    cell = report.cells[area][name]
    if not _is_there(cell):
        known = {"suppressed": "withheld", "not_applicable": "not_applicable"}.get(cell.reason, "missing")
    elif cell.imputed:
        known = "filled"
    else:
        known = "verified" if (area, name) in report.verified else "reported"
    return known, report.say(f"covered.{known}")


def target_lines(report: Report, area: str) -> tuple[Line, ...]:
    """A line for each own target of which a number is known, with the way from there; the first few of them."""
    found = (line for name in report.leaves for line in _line(report, area, name))
    return tuple(line for _, line in zip(range(MOST_LINES), found, strict=False))


def _line(report: Report, area: str, name: str) -> Iterator[Line]:
    if report.card._request.commitments is None:
        return
    known, series = report.histories.of(area, name), report.leaf(name).series
    way = known.way
    values = [(item.period, item.value) for item in known.moments if item.value is not None]
    if way is None or way.decision is None or not values or series.kind == "category":
        return
    moments = tuple(_moment(report, name, period, value) for period, value in values)
    aim = Moment(float(way.year), way.target, str(way.year), wanted(report, series, way.target).text)
    title, say = report.names.node(name).text, report.say
    yield Line(
        title,
        say("way.desc", first=moments[0].text, begin=moments[0].when, last=moments[-1].text, end=moments[-1].when),
        moments,
        aim,
        unit_text(report.unit(name), report.language),
        way_text(report, name, way, change_unit(known.unit)),
        heads=(say("own_targets.year"), say("value"), say("what")),
        kinds=(say("covered.reported"), say("own_targets.target")),
        reached=way.reached,
    )


def _moment(report: Report, name: str, period: str, value: float) -> Moment:
    span = Period.parse(period)
    at = span.end.year + (span.end.timetuple().tm_yday / 366 - 1)
    text = bare_quantity(report, report.leaf(name).series, value).text
    return Moment(at, value, period.replace("/", "–"), text)
