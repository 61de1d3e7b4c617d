"""What a reader sees first of a municipality: the result in a sentence, what is strong, weak, changed and wanted."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sdg_standard.publish.names import Phrase
from sdg_standard.publish.report.changes import change_since
from sdg_standard.publish.report.counts import Counts, counts
from sdg_standard.publish.report.facts import Cell, Report
from sdg_standard.publish.report.outline import parts
from sdg_standard.publish.report.wording import Mark, mark, rating, reason, score_text, shown_value

SHOWN = 3
"""How many stand in each list."""


@dataclass(frozen=True)
class Finding:
    """One line of a list: an indicator with its value, how it is rated, and what is to be said of it."""

    title: Phrase
    value: Phrase
    mark: Mark | None = None
    note: str = ""


@dataclass(frozen=True)
class FindingList:
    """A list with its heading and what stands there where it is empty."""

    heading: str
    items: tuple[Finding, ...]
    nothing: str = ""


@dataclass(frozen=True)
class Share:
    """How many numbers have a rating."""

    mark: Mark
    count: int
    width: float
    """Part of the whole, 0 to 100."""


@dataclass(frozen=True)
class Top:
    """The first screen of one municipality."""

    area: str
    place: int
    result: str
    counted: str
    shares: tuple[Share, ...]
    lists: tuple[FindingList, ...]


def top(report: Report, area: str) -> Top:
    """The first screen of a municipality."""
    found = counts(report, area)
    return Top(
        area=report.area_name(area),
        place=report.areas.index(area),
        result=_result(report, area, found),
        counted=_counted(report, found),
        shares=tuple(_shares(report, area)),
        lists=tuple(item for item in _lists(report, area) if item.items or item.nothing),
    )


# the result


def _result(report: Report, area: str, found: Counts) -> str:
    """The finding in a sentence: the headline, where the municipality is strongest and where weakest."""
    say, cells = report.say, report.cells[area]
    scored = [cells[name] for name in parts(report) if not math.isnan(cells[name].score)]
    ordered = sorted(scored, key=lambda cell: -report.share(cell.score))
    texts = []
    root = report.roots[0] if len(report.roots) == 1 and not report.is_leaf(report.roots[0]) else ""
    if root and not math.isnan(cells[root].score):
        label = rating(report, cells[root])
        key = "result.rated" if label else "result.score"
        said = {"rating": str(label.words)} if label else {}
        best = report.numerals.value(report.card.methodology.scale.best)
        texts.append(say(key, area=report.area_name(area), score=score_text(report, cells[root]), best=best, **said))
    if len(ordered) > 1 and ordered[0].score != ordered[-1].score:
        ends = {"best": ordered[0], "worst": ordered[-1]}
        named = {key: str(report.names.node(cell.node)) for key, cell in ends.items()}
        scores = {f"{key}_score": score_text(report, cell) for key, cell in ends.items()}
        texts.append(say("result.ends", **named, **scores))
    if not texts:
        texts.append(say("result.none", area=report.area_name(area)) if not found.scored else "")
    return " ".join(filter(None, texts)) or say("result.some", area=report.area_name(area), n=found.scored)


def _counted(report: Report, found: Counts) -> str:
    """How much stands behind it."""
    say = report.say
    texts = [say("counted", n=found.scored, total=found.series)]
    texts += [say("coverage.share", share=report.numerals.percent(found.coverage), n=found.own, total=found.counted)]
    texts += [say("verified.share", n=found.verified, total=found.own)] if found.own else []
    return " ".join(texts)


def _shares(report: Report, area: str) -> Iterable[Share]:
    """How many numbers have each rating, best first."""
    if not report.rating:
        return
    rated = [report.cells[area][name] for name in report.leaves if report.cells[area][name].rating]
    number = Counter(cell.rating for cell in rated)
    for look in report.looks[f"rating.{report.rating}"].values():
        if number[look.label]:
            first = next(cell for cell in rated if cell.rating == look.label)
            label = mark(report, f"rating.{report.rating}", look.label, first.node)
            if label is not None:
                yield Share(label, number[look.label], round(100 * number[look.label] / len(rated), 1))


# the lists


def _lists(report: Report, area: str) -> Iterable[FindingList]:
    say = report.say
    cells = [report.cells[area][name] for name in report.leaves if not math.isnan(report.cells[area][name].score)]
    ordered = sorted(cells, key=lambda cell: -report.share(cell.score))
    most = min(SHOWN, len(ordered) // 2)
    yield FindingList(say("strongest"), tuple(_finding(report, area, cell) for cell in ordered[:most]))
    weakest = ordered[::-1][:most]
    yield FindingList(say("weakest"), tuple(_finding(report, area, cell) for cell in weakest))
    yield from _changed(report, area, cells)


def _finding(report: Report, area: str, cell: Cell, note: str = "") -> Finding:
    why = rating(report, cell)
    text = note or ("" if why else str(reason(report, cell.reason)))
    return Finding(report.names.node(cell.node), shown_value(report, area, cell.node), why, text)


def _changed(report: Report, area: str, cells: Sequence[Cell]) -> Iterable[FindingList]:
    """What has changed most since the time before, measured by its former size."""
    found = [(cell, change_since(report, area, cell.node)) for cell in cells]
    moved = [(cell, change) for cell, change in found if change is not None and change.relative]
    moved.sort(key=lambda pair: -abs(pair[1].relative))
    items = tuple(_finding(report, area, cell, change.text) for cell, change in moved[:SHOWN])
    if items:
        yield FindingList(report.say("changed"), items)
