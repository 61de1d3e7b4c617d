"""What a number is made of: its parts one behind the other on a bar, each as long as what it adds."""

from __future__ import annotations

import math
from dataclasses import dataclass

from markupsafe import Markup

from sdg_standard.publish.figures.scale import percent
from sdg_standard.publish.figures.sign import Entry, Sign, depth_css, legend
from sdg_standard.publish.figures.table import Table
from sdg_standard.publish.markup import el

WRITTEN = 0.06
"""Pieces from this share of the width on carry their letter."""
COLOURS = 8


def part_sign(place: int, words: str) -> Sign:
    """The sign of the part at a place: a letter and one of eight colours, which come again."""
    return Sign(chr(ord("A") + place % 26), f"fig-s{place % COLOURS}", words)


@dataclass(frozen=True)
class Part:
    """What one part adds, with its text; what takes away is negative. NaN adds nothing, and ``text`` says why."""

    amount: float
    text: str
    sign: Sign


@dataclass(frozen=True)
class Stack:
    """One bar: whose it is, its parts, and the text of their sum."""

    label: str
    parts: tuple[Part, ...]
    text: str
    depth: int = 0


@dataclass(frozen=True)
class Contributions:
    """Bars on one scale from the least to ``most``; ``heads`` head the table: whose, the sum."""

    title: str
    stacks: tuple[Stack, ...]
    most: float
    heads: tuple[str, str] = ("", "")
    entries_label: str = ""

    def draw(self, key: str = "") -> Markup:
        """Rows of name, bar and sum, below a legend of all parts."""
        least = min((_ends(stack)[0] for stack in self.stacks), default=0.0)
        most = max(self.most, *(_ends(stack)[1] for stack in self.stacks), least + 1e-9)
        rows = el("ul", *(_row(stack, least, most) for stack in self.stacks), class_="fig-rows", aria_label=self.title)
        signs = dict.fromkeys(part.sign for stack in self.stacks for part in stack.parts)
        key_to = legend((Entry(sign.words, sign) for sign in signs), self.entries_label)
        return el("div", key_to, rows, class_="fig-plot")

    def table(self) -> Table:
        """A row for each bar, a column for each part, the sum last."""
        signs = list(dict.fromkeys(part.sign for stack in self.stacks for part in stack.parts))
        rows = []
        for stack in self.stacks:
            texts = {part.sign: part.text for part in stack.parts}
            rows.append((stack.label, *(texts.get(sign, "") for sign in signs), stack.text))
        return Table(self.title, (self.heads[0], *(sign.words for sign in signs), self.heads[1]), tuple(rows))


def _amounts(stack: Stack) -> list[float]:
    return [part.amount if math.isfinite(part.amount) else 0.0 for part in stack.parts]


def _ends(stack: Stack) -> tuple[float, float]:
    """Where a bar begins, left of zero if something takes away, and where it ends."""
    amounts = _amounts(stack)
    return math.fsum(min(one, 0.0) for one in amounts), math.fsum(max(one, 0.0) for one in amounts)


def _row(stack: Stack, least: float, most: float) -> Markup:
    said = ", ".join(f"{part.sign.words} {part.text}" for part in stack.parts)
    shapes = _pieces(stack, least, most)
    if least < 0:
        zero = percent(-least / (most - least))
        shapes.append(el("line", x1=zero, x2=zero, y1="0", y2="100%", class_="fig-middle"))
    bar = el("svg", el("title", f"{stack.label}: {stack.text}: {said}"), *shapes, role="img", **BAR)
    parts = (el("span", stack.label, class_="fig-label"), bar, el("span", stack.text, class_="fig-number"))
    return el("li", *parts, class_=("fig-row", depth_css(stack.depth)))


BAR = {"width": "100%", "height": "22", "class_": ("fig-track", "fig-stack")}


def _pieces(stack: Stack, least: float, most: float) -> list[Markup]:
    """The pieces, those that add to the right of zero and those that take away to the left."""
    right, left, wide = 0.0, 0.0, most - least
    found = [el("rect", width="100%", height="22", class_="fig-empty-bar")]
    for part, amount in zip(stack.parts, _amounts(stack), strict=True):
        if not amount:
            continue
        start = right if amount > 0 else left + amount
        right, left = (right + amount, left) if amount > 0 else (right, left + amount)
        box = {"x": percent((start - least) / wide), "width": percent(abs(amount) / wide)}
        hint = el("title", f"{part.sign.words}: {part.text}")
        found.append(el("rect", hint, height="22", class_=("fig-piece", part.sign.css), **box))
        if abs(amount) / wide >= WRITTEN:
            middle = percent((start + abs(amount) / 2 - least) / wide)
            found.append(el("text", part.sign.symbol, x=middle, y="15", class_=("fig-in", part.sign.css)))
    return found
