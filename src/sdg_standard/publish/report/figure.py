"""The figure of a municipality: rings where enough is known to fill them, otherwise a bar for each part."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sdg_standard.publish.figures import PLAIN, Bar, Bars, Entry, RingNode, Rings, Sign
from sdg_standard.publish.report.cells import Cell
from sdg_standard.publish.report.facts import Report
from sdg_standard.publish.report.outline import outline, parts
from sdg_standard.publish.report.wording import mark, reason, score_text

MOST_BARS = 40
RING_LEVELS = 4


def rings(report: Report, area: str) -> Rings | None:
    """The rings of a municipality; None where they would be mostly holes, or make no sense."""
    say = report.say
    nodes = tuple(_node(report, area, name, 0) for name in report.roots)
    if sum(1 for name in report.roots if not report.is_leaf(name)) == 0:
        return None
    entries = (*legend(report), Entry(say("no_number"), shape="gap"))
    made = Rings(
        title=say("wheel.title", area=report.area_name(area), period=report.period_text),
        desc=say("wheel.desc", rings=_levels(report), scores=_scores(report, area)),
        roots=nodes,
        centre=(report.area_name(area), report.period_text),
        heads=(say("part"), say("score")),
        entries=entries,
        entries_label=say("legend"),
    )
    return made if made.worth_drawing else None


def bars(report: Report, area: str) -> Bars | None:
    """A bar for each part, at most two levels deep; of a tree without parts for each number.

    None without a score, and where the parts are the goals, of which the tiles say the same.
    """
    if all(math.isnan(cell.score) for cell in report.cells[area].values()) or are_goals(parts(report)):
        return None
    say = report.say
    entries = [entry for entry in outline(report, report.roots) if not entry.repeated]
    branches = [entry for entry in entries if not report.is_leaf(entry.node)]
    shown = [entry for entry in branches if entry.depth < 2] or entries
    made = tuple(_bar(report, report.cells[area][entry.node], entry.depth) for entry in shown[:MOST_BARS])
    title = say("bars.title", area=report.area_name(area), period=report.period_text)
    return Bars(title, made, (say("part"), say("score")), legend(report), say("legend"))


def are_goals(names: Sequence[str]) -> bool:
    """Whether parts are the goals."""
    return bool(names) and all(name.startswith("goal:") for name in names)


def legend(report: Report) -> tuple[Entry, ...]:
    """Each rating with its sign and its words, best first."""
    looks = report.looks[f"rating.{report.rating}"].values() if report.rating else ()
    titles = [(look, report.names.term("ratings", look.label).text) for look in looks]
    return tuple(Entry(words, Sign(look.symbol, look.css, words, look.rungs)) for look, words in titles)


def sign_of(report: Report, cell: Cell) -> Sign:
    """How the first rating of a node looks, and its words."""
    look = report.look(cell)
    label = mark(report, f"rating.{report.rating}", cell.rating, cell.node) if report.rating else None
    return Sign(look.symbol, look.css, label.words.text, look.rungs) if look and label else PLAIN


def text_of(report: Report, cell: Cell) -> str:
    """The number of a node, or the reason why there is none."""
    if not math.isnan(cell.number):
        return score_text(report, cell)
    return str(reason(report, cell.reason)) if cell.reason else report.say("no_number")


def _node(report: Report, area: str, name: str, depth: int) -> RingNode:
    cell = report.cells[area][name]
    below = report.children(name) if depth <= RING_LEVELS else ()
    return RingNode(
        id=name,
        name=report.names.node(name).text,
        text=text_of(report, cell),
        share=report.share(cell.score),
        sign=sign_of(report, cell),
        short=report.names.short(name),
        number="" if math.isnan(cell.score) else score_text(report, cell),
        children=tuple(_node(report, area, child, depth + 1) for child in below),
        named_outside=not name.startswith("target:"),
    )


def _bar(report: Report, cell: Cell, depth: int) -> Bar:
    share = report.share(cell.score)
    return Bar(report.names.node(cell.node).text, share, text_of(report, cell), sign_of(report, cell), depth)


def _levels(report: Report) -> str:
    """The names of the levels of the tree, from the inside."""
    tops = report.roots if len(report.roots) != 1 else report.children(report.roots[0])
    found: dict[str, None] = {}
    while tops:
        branches = [name for name in tops if not report.is_leaf(name)]
        found |= dict.fromkeys(report.names.level(report.branch(name).level).text.lower() for name in branches)
        tops = tuple(child for name in branches for child in report.children(name))
    return report.say.listed(list(found))


def _scores(report: Report, area: str) -> str:
    """The first parts with their scores, in words."""
    cells = [report.cells[area][name] for name in report.roots]
    known = [cell for cell in cells if not math.isnan(cell.score)]
    return "; ".join(f"{report.names.node(cell.node)}: {text_of(report, cell)}" for cell in known)
