"""What a reader sees first of a municipality: how much was measured, how much scored, and why the rest was not."""

from __future__ import annotations

from collections import Counter

from sdg_standard.publish.cells import label, reason, score_text
from sdg_standard.publish.counts import Counts, counts
from sdg_standard.publish.figure import figure
from sdg_standard.publish.markup import Html, el, joined
from sdg_standard.publish.report import Report
from sdg_standard.publish.tables import indicators, loose_leaves, outline, part_section, parts, summary_table
from sdg_standard.publish.wheel import Layout


def area_section(report: Report, area: str, made: Layout | None) -> Html:
    """The section of one municipality: overview, figure, results in short, and every part."""
    place = report.areas.index(area)
    say = report.say
    loose = loose_leaves(report)
    rest = [entry for entry in outline(report, loose)] if loose else []
    extra = (
        el("section", el("h4", say("rest")), indicators(report, area, rest, say("rest")), class_="part")
        if rest
        else None
    )
    return el(
        "section",
        el("h2", report.area_name(area), id=f"area-{place}"),
        el("h3", say("overview")),
        tiles(report, area),
        figure(report, area, made, f"w{place}"),
        el("h3", say("summary")),
        summary_table(report, area),
        el("h3", say("indicators")),
        *(part_section(report, area, part, "h4") for part in parts(report)),
        extra,
        class_="area several" if len(report.areas) > 1 else "area",
        aria_labelledby=f"area-{place}",
    )


def tiles(report: Report, area: str) -> Html:
    """The few numbers that say how much stands behind the scores."""
    say, found = report.say, counts(report, area)
    items = [
        _overall(report, area),
        _tile(
            say("with_number"),
            say("of", n=found.with_number, total=found.series),
            say("with_number.note", n=found.indicators) if found.indicators != found.series else None,
        ),
        _tile(say("scored"), say("of", n=found.scored, total=found.series)),
        _tile(say("coverage"), report.numerals.percent(found.coverage), _coverage_note(report, found)),
        _tile(say("verified"), say("of", n=found.verified, total=found.own), say("verified.note")),
        _gaps(report, area),
    ]
    return el("dl", joined(items), class_="tiles")


def _coverage_note(report: Report, found: Counts) -> Html:
    """What coverage is a share of, and what stands outside it and why."""
    say = report.say
    whole = say("coverage.note", n=found.own, total=found.counted)
    reasons = [f"{count} {str(reason(report, code)).lower()}" for code, count in found.outside.items()]
    outside = say("coverage.outside", n=found.series - found.counted, why=", ".join(reasons)) if reasons else None
    return joined([whole, outside], " ")


def _tile(what: str, number: object, note: object = None) -> Html:
    below = el("dd", note, class_="small") if note else None
    return el("div", el("dt", what), el("dd", number, class_="big"), below)


def _overall(report: Report, area: str) -> Html | None:
    """The score of the single root."""
    if len(report.roots) != 1 or report.is_leaf(report.roots[0]):
        return None
    cell = report.cells[area][report.roots[0]]
    rating = label(report, f"rating.{report.rating}", cell.rating, cell.node) if report.rating else None
    note = rating or (reason(report, cell.reason).html if cell.reason else None)
    return _tile(report.say("total_score"), score_text(report, cell), note)


def _gaps(report: Report, area: str) -> Html:
    """How many indicators have no score, by reason, the most frequent first."""
    reasons = [report.cells[area][name].reason for name in report.leaves]
    counts = Counter(code for code in reasons if code)
    listed = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    lines = [el("li", f"{count} ", reason(report, code).html) for code, count in listed]
    number = str(sum(counts.values()))
    return _tile(report.say("gaps"), number, el("ul", *lines) if lines else None)
