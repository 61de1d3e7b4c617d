"""How ratings look in figures: signs with their words, the legend of all of them, and numbers or reasons as texts."""

from __future__ import annotations

import math

from sdg_standard.publish.figures import PLAIN, Entry, Sign
from sdg_standard.publish.report.facts import Cell, Report
from sdg_standard.publish.report.wording import mark, reason, score_text


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
