"""How a mark in a figure is told apart: by colour, by sign and by words, so that none has to do it alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from sdg_standard.publish.markup import el


@dataclass(frozen=True)
class Sign:
    """A symbol of one or two characters, the CSS class of its colours, and the words for it.

    The class sets ``--c`` (colour), ``--k`` (writing on it) and ``--o`` (outline), as
    :func:`sdg_standard.publish.looks.look_css` writes it; ``fig-plain`` is the one for numbers without a rating.
    ``rungs`` is how far apart lines across its bars are, in pixels; 0 for none.
    """

    symbol: str = ""
    css: str = "fig-plain"
    words: str = ""
    rungs: float = 0.0


PLAIN = Sign()
"""The look of a number that has no rating."""


def badge(sign: Sign) -> Markup | None:
    """The symbol on its colour, for HTML; its words stand beside it. None where there is no symbol."""
    return el("span", sign.symbol, class_=("sym", sign.css), aria_hidden="true") if sign.symbol else None


def disc(sign: Sign, at: str, y: float, hint: str, radius: float = 8) -> Markup:
    """A dot with the symbol inside, for SVG; ``at`` is a length such as ``37%``."""
    symbol = el("text", sign.symbol, y="3.6", class_=("fig-in", sign.css)) if sign.symbol else None
    dot = el("circle", el("title", hint) if hint else None, r=f"{radius:g}", class_=("fig-disc", sign.css))
    return el("svg", dot, symbol, x=at, y=f"{y:g}", class_="fig-at")


def depth_css(depth: int) -> str:
    """The class of a row that is set in so deep, 0 to 4."""
    return f"fig-d{min(max(depth, 0), 4)}"


@dataclass(frozen=True)
class Entry:
    """A line of a legend: a sign, or one of the shapes ``range``, ``middle``, ``aim``, ``gap``; and its words."""

    words: str
    sign: Sign | None = None
    shape: str = ""


def legend(entries: Iterable[Entry], label: str) -> Markup | None:
    """A legend as a list; None where nothing needs one."""
    items = [el("li", _example(entry), el("span", entry.words)) for entry in entries]
    return el("ul", *items, class_="fig-legend", aria_label=label) if items else None


def _example(entry: Entry) -> Markup | None:
    if entry.shape:
        return el("span", class_=("fig-shape", f"fig-shape-{entry.shape}"), aria_hidden="true")
    return badge(entry.sign) if entry.sign else None
