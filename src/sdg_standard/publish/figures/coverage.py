"""What is there and what is missing: a small square for each indicator, part by part."""

from __future__ import annotations

from dataclasses import dataclass, replace

from markupsafe import Markup

from sdg_standard.publish.figures.sign import Entry, Sign, depth_css, legend
from sdg_standard.publish.figures.table import Table
from sdg_standard.publish.markup import el

STATES = {
    "verified": Sign("✓", "fig-state-verified"),
    "reported": Sign("●", "fig-state-reported"),
    "filled": Sign("○", "fig-state-filled"),
    "withheld": Sign("×", "fig-state-withheld"),
    "missing": Sign("", "fig-state-missing"),
    "not_applicable": Sign("–", "fig-state-none"),
}
"""How a square looks for each state of an indicator, best first."""


def state(name: str, words: str) -> Sign:
    """The sign of a state with the words for it. Raises KeyError for a state that is none."""
    return replace(STATES[name], words=words)


@dataclass(frozen=True)
class Square:
    """One indicator and the sign of its state."""

    label: str
    sign: Sign


@dataclass(frozen=True)
class CoverageRow:
    """A part with its squares; ``text`` says how many of them are there."""

    label: str
    squares: tuple[Square, ...]
    text: str
    depth: int = 0


@dataclass(frozen=True)
class CoverageMap:
    """Parts under one title; ``heads`` head the table: part, what is there, and a count for each state."""

    title: str
    rows: tuple[CoverageRow, ...]
    heads: tuple[str, str] = ("", "")
    entries_label: str = ""

    def draw(self, key: str = "") -> Markup:
        """Rows of name, squares and count; the squares fold to the width there is."""
        found = [sign for sign in self._signs if sign.words]
        rows = el("ul", *map(_row, self.rows), class_="fig-rows", aria_label=self.title)
        key_to = legend(
            (Entry(sign.words, replace(sign, symbol=sign.symbol or "\u2007")) for sign in found), self.entries_label
        )
        return el("div", key_to, rows, class_=("fig-plot", "fig-covered"))

    @property
    def _signs(self) -> list[Sign]:
        """The states there are, best first."""
        order = [sign.css for sign in STATES.values()]
        signs = dict.fromkeys(square.sign for row in self.rows for square in row.squares)
        return sorted(signs, key=lambda sign: order.index(sign.css) if sign.css in order else len(order))

    def table(self) -> Table:
        """How many squares of each state every part has."""
        signs = self._signs
        rows = ((row.label, row.text, *(_count(row, sign) for sign in signs)) for row in self.rows)
        return Table(self.title, (*self.heads, *(sign.words for sign in signs)), tuple(rows))


def _count(row: CoverageRow, sign: Sign) -> str:
    return str(sum(square.sign == sign for square in row.squares))


def _row(row: CoverageRow) -> Markup:
    squares = el("span", *map(_square, row.squares), class_="fig-squares", aria_hidden="true")
    parts = (el("span", row.label, class_="fig-label"), squares, el("span", row.text, class_="fig-number"))
    return el("li", *parts, class_=("fig-row", depth_css(row.depth)))


def _square(square: Square) -> Markup:
    hint = f"{square.label}: {square.sign.words}"
    return el("i", square.sign.symbol, class_=("fig-square", square.sign.css), title=hint)
