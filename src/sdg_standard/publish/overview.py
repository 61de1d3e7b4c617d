"""What a reader sees first of a municipality: how much was measured, how much scored, and why the rest was not."""

from __future__ import annotations

import math
from collections import Counter

from sdg_standard.publish.cells import label, reason, score_text
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
    say, cells = report.say, [report.cells[area][name] for name in report.leaves]
    total = len(cells)
    numbers = sum(not math.isnan(cell.value) for cell in cells)
    scored = sum(not math.isnan(cell.score) for cell in cells)
    own = [cell.coverage for cell in cells if not math.isnan(cell.coverage)]
    share = sum(own) / len(own) if own else math.nan
    items = [
        _overall(report, area),
        _tile(say("with_number"), say("of", n=numbers, total=total)),
        _tile(say("scored"), say("of", n=scored, total=total)),
        _tile(say("coverage"), report.numerals.percent(share), say("coverage.note")),
        _gaps(report, area),
    ]
    return el("dl", joined(items), class_="tiles")


def _tile(what: str, number: object, note: object = None) -> Html:
    below = el("dd", note, class_="small") if note else None
    return el("div", el("dt", what), el("dd", number, class_="big"), below)


def _overall(report: Report, area: str) -> Html | None:
    """The score of the single root."""
    if len(report.roots) != 1 or report.is_leaf(report.roots[0]):
        return None
    cell = report.cells[area][report.roots[0]]
    rating = label(report, f"rating.{report.rating}", cell.rating) if report.rating else None
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
