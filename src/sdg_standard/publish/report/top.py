"""What a reader sees first of a municipality: the result in a sentence, what is strong, weak, changed and wanted."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sdg_standard.publish.figures.rings import ENOUGH
from sdg_standard.publish.names import NOTHING, Phrase, kind_of
from sdg_standard.publish.report.changes import since_text, way_text
from sdg_standard.publish.report.counts import Counts, counts
from sdg_standard.publish.report.facts import Report
from sdg_standard.publish.report.gaps import holder
from sdg_standard.publish.report.outline import parts
from sdg_standard.publish.report.wording import Mark, enough, mark, rating, reason, score_text, shown_value, wanted
from sdg_standard.results.needed import Needed, Wanted
from sdg_standard.study import Highlights, OwnTarget
from sdg_standard.study.highlighting import SHOWN, highlights_of
from sdg_standard.study.histories import change_unit


@dataclass(frozen=True)
class Finding:
    """One line of a list: an indicator with its value, how it is rated, and what is to be said of it."""

    title: Phrase
    value: Phrase
    mark: Mark | None = None
    note: str = ""
    follow_up: tuple[str, ...] = ()
    """What the municipality does about a weak result: objective, measure, money, decision; as far as it is known."""


@dataclass(frozen=True)
class FindingList:
    """A list with its heading."""

    heading: str
    items: tuple[Finding, ...]


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


FollowUp = Callable[[str, str], tuple[str, ...]]
"""What a municipality's agenda says about a series of an area, in sentences."""


def no_agenda(area: str, series: str) -> tuple[str, ...]:
    """Nothing, of a municipality whose agenda is not known."""
    return ()


def top(report: Report, area: str, agenda: FollowUp = no_agenda) -> Top:
    """The first screen of a municipality; ``agenda`` says what it does about what is weak."""
    found = counts(report, area)
    return Top(
        area=report.area_name(area),
        place=report.areas.index(area),
        result=_result(report, area, found),
        counted=_counted(report, found),
        shares=tuple(_shares(report, area)),
        lists=tuple(item for item in _lists(report, area, agenda) if item.items),
    )


# the result


def _result(report: Report, area: str, found: Counts) -> str:
    """The finding in a sentence: the headline, where the municipality is strongest and where weakest."""
    if found.scored and found.coverage < ENOUGH:  # too little to say of the whole, and of its parts
        return report.say("result.little", area=report.area_name(area), n=found.scored, total=found.series)
    texts = [*_headline(report, area), *_ends(report, area)]
    if texts:
        return " ".join(texts)
    name = report.area_name(area)
    return (
        report.say("result.some", area=name, n=found.scored) if found.scored else report.say("result.none", area=name)
    )


def _headline(report: Report, area: str) -> Iterator[str]:
    """The score of the single root."""
    root = report.roots[0] if len(report.roots) == 1 and not report.is_leaf(report.roots[0]) else ""
    if not root or math.isnan(report.cells[area][root].score):
        return
    cell = report.cells[area][root]
    facts = {"area": report.area_name(area), "score": score_text(report, cell)}
    facts["best"] = report.numerals.value(report.card.methodology.scale.best)
    label = rating(report, cell)
    if label:
        yield report.say("result.rated", **facts, rating=str(label.words))
    else:
        yield report.say("result.score", **facts)


def _ends(report: Report, area: str) -> Iterator[str]:
    """The best and the worst of the parts."""
    scored = [cell for name in parts(report) if not math.isnan((cell := report.cells[area][name]).score)]
    ordered = sorted(scored, key=lambda cell: -report.share(cell.score))
    if len(ordered) > 1 and ordered[0].score != ordered[-1].score:
        best, worst = ordered[0], ordered[-1]
        yield report.say(
            "result.ends",
            area=report.area_name(area),
            best=str(report.names.node(best.node)),
            best_score=score_text(report, best),
            worst=str(report.names.node(worst.node)),
            worst_score=score_text(report, worst),
        )


def _counted(report: Report, found: Counts) -> str:
    """How much stands behind it."""
    say = report.say
    texts = [say("counted", n=found.scored, total=found.series)]
    if found.counted:
        share = report.numerals.percent(found.coverage)
        texts.append(say("coverage.share", share=share, n=found.own, total=found.counted))
    texts += [say("verified.share", n=found.verified, total=found.own)] if found.own else []
    return " ".join(texts)


def _shares(report: Report, area: str) -> Iterable[Share]:
    """How many numbers have each rating, best first."""
    if not report.rating:
        return
    rated = [report.cells[area][name] for name in report.leaves if report.cells[area][name].rating]
    number = Counter(cell.rating for cell in rated)
    usual = _usual(report, [cell.node for cell in rated])
    for look in report.looks[f"rating.{report.rating}"].values():
        if number[look.label]:
            label = mark(report, f"rating.{report.rating}", look.label, usual)
            if label is not None:
                yield Share(label, number[look.label], round(100 * number[look.label] / len(rated), 1))


def _usual(report: Report, names: Sequence[str]) -> str:
    """A number of the kind that most are of: in its words a rating is told that counts them all."""
    kinds = {name: kind_of(report.card._plan.node(name)) for name in names}
    most = Counter(kinds.values()).most_common(1)
    return next((name for name in names if kinds[name] == most[0][0]), "")


# the lists


def _lists(report: Report, area: str, agenda: FollowUp) -> Iterator[FindingList]:
    say, found = report.say, highlights_of(report.histories, area)
    strongest, weakest = ([item.node for item in side] for side in (found.strongest, found.weakest))
    yield FindingList(say("strongest"), tuple(_finding(report, area, name) for name in strongest))
    yield FindingList(say("weakest"), tuple(_weak(report, area, name, agenda) for name in weakest))
    yield FindingList(say("changed"), tuple(_changes(report, area, found)))
    yield FindingList(say("nearest"), tuple(_targets(report, area, found.nearest)))
    yield FindingList(say("furthest"), tuple(_targets(report, area, found.furthest)))
    yield FindingList(say("missing"), tuple(_missing(report, area)))


def _missing(report: Report, area: str) -> Iterator[Finding]:
    """What is missing that matters most, and who has it."""
    for item in report.missing(area)[:SHOWN]:
        yield Finding(report.names.node(item.node), NOTHING, None, str(holder(report, item)))


def _finding(report: Report, area: str, name: str, note: str = "") -> Finding:
    cell = report.cells[area][name]
    label = rating(report, cell)
    text = note or ("" if label else str(reason(report, cell.reason)))
    return Finding(report.names.node(name), shown_value(report, area, name), label, text)


def _weak(report: Report, area: str, name: str, agenda: FollowUp) -> Finding:
    """A weak result, with what it would need and what the municipality does about it."""
    found = _finding(report, area, name, _needed(report, area, name))
    return replace(found, follow_up=agenda(area, report.leaf(name).series.id))


def _needed(report: Report, area: str, name: str) -> str:
    """The value that the next better rating needs, in words; empty where none can be said."""
    cell = report.cells[area][name]
    labels = list(report.looks[f"rating.{report.rating}"]) if report.rating else []
    place = labels.index(cell.rating) if cell.rating in labels else 0
    better = labels[:place] if report.leaf(name).series.kind == "category" else labels[max(place - 1, 0) : place]
    return next(filter(None, (_needed_for(report, area, name, label) for label in better)), "")


def _needed_for(report: Report, area: str, name: str, label: str) -> str:
    """The value that a rating needs; empty where none can be said. Of answers the best is asked for first."""
    row = Needed(report.card, name, Wanted(report.rating, label)).row(area, report.period)
    if row["reason"] or math.isnan(row["needed"]):
        return ""
    series = report.leaf(name).series
    value = wanted(report, series, enough(float(row["needed"]), series.sign))
    return report.say("needed", value=str(value), rating=str(report.names.label("ratings", label, name)))


def _changes(report: Report, area: str, found: Highlights) -> Iterator[Finding]:
    for item in found.changed:
        text = ""
        if item.change is not None:
            text = since_text(report, item.node, item.change, item.change_unit, item.since)
        yield _finding(report, area, item.node, text)


def _targets(report: Report, area: str, items: Sequence[OwnTarget]) -> Iterator[Finding]:
    """Own targets, with how far the way is."""
    for item in items:
        aim = wanted(report, report.leaf(item.node).series, item.way.target)
        way = way_text(report, item.node, item.way, change_unit(item.unit))
        note = f"{report.say('target', value=str(aim), year=item.way.year)} {way}"
        yield Finding(report.names.node(item.node), shown_value(report, area, item.node), None, note)
