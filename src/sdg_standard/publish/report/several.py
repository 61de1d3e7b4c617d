"""Several municipalities on one page: few beside each other, many as distributions and one row each, by county."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup

from sdg_standard.model.period import Period
from sdg_standard.publish.figures import (
    PLAIN,
    Distributions,
    Dot,
    DotPlot,
    DotRow,
    Entry,
    HeatCell,
    HeatColumn,
    HeatMap,
    HeatRow,
    Scale,
    Sign,
    Spread,
    Tick,
    counted,
    part_sign,
)
from sdg_standard.publish.figures import legend as drawn_legend
from sdg_standard.publish.report.cells import Cell
from sdg_standard.publish.report.facts import Report
from sdg_standard.publish.report.figure import legend, sign_of, text_of
from sdg_standard.publish.report.outline import Entry as Place
from sdg_standard.publish.report.outline import outline
from sdg_standard.publish.report.wording import bare_quantity, score_text

FEW = 5
"""So many municipalities stand beside each other with all that is said of each; more have a row."""
FOLDED = 50
"""More municipalities than these are folded by county."""
MOST_COLUMNS, MOST_ROWS = 18, 30
"""Parts that a row of a municipality has room for, and rows of parts that fit a screen."""
COUNTY = "county"


@dataclass(frozen=True)
class Group:
    """The municipalities of a county: what its line says, and the rows; ``open`` where few are on the page."""

    title: str
    heat: HeatMap
    open: bool


@dataclass(frozen=True)
class Several:
    """The section that compares. With few municipalities it has dots and one heat map; with many spreads and groups."""

    note: str
    dots: DotPlot | None = None
    heat: HeatMap | None = None
    spreads: Distributions | None = None
    groups: tuple[Group, ...] = ()
    signs: Markup | None = None
    """What the signs in the rows of groups mean."""
    left: str = ""
    """How many series none of the municipalities has, in words."""


def is_few(report: Report) -> bool:
    """Whether each municipality has sections of its own."""
    return len(report.areas) <= FEW


def several(report: Report, *, detail: bool = False) -> Several | None:
    """The comparison of a page; None for a single municipality. ``detail`` compares every indicator too."""
    if len(report.areas) < 2 or not report.period:
        return None
    left = len(report.leaves) - len(report.with_numbers)
    more = report.say("compare.gaps", n=left) if left else ""
    if is_few(report):
        rows = _rows(report, detail=detail)
        return Several(report.say("compare.note"), _dots(report), _heat(report, rows), left=more)
    signs = drawn_legend(legend(report), report.say("legend"))
    groups = tuple(_groups(report))
    return Several(report.say("compare.note"), spreads=_spreads(report), groups=groups, signs=signs, left=more)


# few


def first_parts(report: Report) -> tuple[str, ...]:
    """The root where it is one, and the first level below that has several parts."""
    roots = report.roots
    if len(roots) != 1 or report.is_leaf(roots[0]):
        return roots[:MOST_COLUMNS]
    return (roots[0], *report.children(roots[0]))[:MOST_COLUMNS]


def _dots(report: Report) -> DotPlot | None:
    """A dot for each municipality on the scale of scores, part by part."""
    scale = report.card.methodology.scale
    parts = [name for name in first_parts(report) if _scored(report, name)]
    if not parts or scale.best == scale.worst:
        return None
    signs = _signs(report)
    ends = (scale.worst, (scale.worst + scale.best) / 2, scale.best)
    rows = tuple(
        DotRow(
            report.names.node(name).text,
            tuple(_dot(report, area, name, signs[area]) for area in report.areas),
            depth=0 if name in report.roots else 1,
        )
        for name in parts
    )
    return DotPlot(
        report.say("several.dots", n=len(report.areas), period=report.period_text),
        rows,
        Scale(scale.worst, scale.best, tuple(Tick(end, report.numerals.value(end)) for end in ends)),
        (report.say("part"), "", "", ""),
        tuple(Entry(sign.words, sign) for sign in signs.values()),
        report.say("several.areas"),
    )


def _scored(report: Report, name: str) -> bool:
    return any(not math.isnan(report.cells[area][name].score) for area in report.areas)


def _signs(report: Report) -> dict[str, Sign]:
    """A letter and a colour for each municipality, and its name with the coverage: how far it can be compared."""
    found = {}
    for place, area in enumerate(report.areas):
        words = report.say("several.covered", area=report.area_name(area), share=_coverage(report, area))
        found[area] = part_sign(place, words)
    return found


def _coverage(report: Report, area: str) -> str:
    """The mean coverage of all leaves that apply, as a share."""
    own = [report.cells[area][name].coverage for name in report.leaves]
    there = [share for share in own if not math.isnan(share)]
    return report.numerals.percent(sum(there) / len(there) if there else math.nan)


def _dot(report: Report, area: str, name: str, sign: Sign) -> Dot:
    cell = report.cells[area][name]
    rating = sign_of(report, cell).words
    said = f"{text_of(report, cell)} {rating}".strip() if not math.isnan(cell.score) else text_of(report, cell)
    return Dot(report.area_name(area), cell.score, said, Sign(sign.symbol, sign.css))


def _rows(report: Report, *, detail: bool) -> list[Place]:
    """The parts of as many levels as fit a screen; in detail everything that one of the municipalities has."""
    places = [place for place in outline(report, report.roots) if not place.repeated]
    known = [place for place in places if _known(report, place.node)]
    if detail:
        return known
    branches = [place for place in known if not report.is_leaf(place.node)] or known
    deepest = max((place.depth for place in branches), default=0)
    while deepest and sum(place.depth <= deepest for place in branches) > MOST_ROWS:
        deepest -= 1
    return [place for place in branches if place.depth <= deepest][:MOST_ROWS]


def _known(report: Report, name: str) -> bool:
    return any(not math.isnan(report.cells[area][name].number) for area in report.areas)


def _heat(report: Report, places: Sequence[Place]) -> HeatMap:
    """Parts as rows, municipalities as columns, each cell with its number and the sign of its rating."""
    letters = [sign.symbol for sign in _signs(report).values()]
    names = [report.area_name(area) for area in report.areas]
    rows = tuple(
        HeatRow(
            report.names.node(place.node).text,
            tuple(_cell(report, area, place.node) for area in report.areas),
            min(place.depth + (1 if report.is_leaf(place.node) else 0), 4),
        )
        for place in places
    )
    return HeatMap(
        report.say("several.heat", n=len(names), period=report.period_text),
        tuple(HeatColumn(name, letter) for name, letter in zip(names, letters, strict=True)),
        rows,
        report.say("part"),
        legend(report),
        report.say("legend"),
    )


def _cell(report: Report, area: str, name: str) -> HeatCell:
    """The score with its rating, of a leaf its value too; the reason where there is none."""
    cell = report.cells[area][name]
    if math.isnan(cell.number):
        return HeatCell(text_of(report, cell))
    short = score_text(report, cell)
    value = report.value(area, name) if report.is_leaf(name) else math.nan
    if math.isnan(value):
        return HeatCell(short, sign_of(report, cell), short)
    shown = bare_quantity(report, report.leaf(name).series, value).text
    both = shown if math.isnan(cell.score) else f"{short} ({shown})"
    return HeatCell(both, sign_of(report, cell), both)


# many


def _spreads(report: Report) -> Distributions | None:
    """How the scores of each part are spread: columns, median, tenth to ninetieth percentile."""
    scale, say = report.card.methodology.scale, report.say
    parts = [name for name in first_parts(report) if _scored(report, name)]
    if not parts or scale.best == scale.worst:
        return None
    line = Scale(scale.worst, scale.best)
    return Distributions(
        say("several.spreads", n=len(report.areas), period=report.period_text),
        tuple(_spread(report, name, line) for name in parts),
        line,
        (say("part"), say("several.areas").lower(), say("several.median"), say("several.middle")),
    )


def _spread(report: Report, name: str, line: Scale) -> Spread:
    cells = [report.cells[area][name] for area in report.areas]
    known = [cell.score for cell in cells if not math.isnan(cell.score)]
    low, middle, high = (float(each) for each in np.percentile(known, [10, 50, 90]))
    texts = [report.numerals.fixed(each, report.decimals(name)) for each in (low, middle, high)]
    range_ = report.say("benchmark.between", low=texts[0], high=texts[2])
    return Spread(report.names.node(name).text, counted(known, line), middle, (str(len(known)), texts[1], range_))


def _groups(report: Report) -> Iterator[Group]:
    """The municipalities of each county, counties and municipalities in the order of the card."""
    parts = [name for name in first_parts(report) if _scored(report, name)]
    found: dict[str, list[str]] = {}
    cases = report.card._result.cases
    counties = dict(zip(cases.areas, cases.known_attribute(COUNTY, Period.parse(report.period)), strict=True))
    for area in report.areas:
        found.setdefault(counties.get(area, ""), []).append(area)
    for county, areas in found.items():
        name = county or report.say("several.nowhere" if len(found) > 1 else "several.areas")
        title = report.say("several.group", group=name, n=len(areas)) if len(found) > 1 else name
        yield Group(title, _area_rows(report, title, areas, parts), len(report.areas) <= FOLDED)


def _area_rows(report: Report, title: str, areas: Sequence[str], parts: Sequence[str]) -> HeatMap:
    """Municipalities as rows with their coverage, parts as columns."""
    columns = tuple(
        HeatColumn(report.names.node(name).text, _short(report, name, place)) for place, name in enumerate(parts)
    )
    rows = tuple(
        HeatRow(
            report.area_name(area),
            tuple(_part_cell(report, report.cells[area][name]) for name in parts),
            1,
            note=_coverage(report, area),
        )
        for area in areas
    )
    return HeatMap(title, columns, rows, report.say("several.area"), titled=False)


def _short(report: Report, name: str, place: int) -> str:
    """The number of a goal; a letter for anything else."""
    return name.partition(":")[2] if name.startswith("goal:") else chr(ord("A") + place % 26)


def _part_cell(report: Report, cell: Cell) -> HeatCell:
    if math.isnan(cell.score):
        return HeatCell(text_of(report, cell))
    sign = sign_of(report, cell)
    return HeatCell(score_text(report, cell), sign if sign.symbol else PLAIN, score_text(report, cell))
