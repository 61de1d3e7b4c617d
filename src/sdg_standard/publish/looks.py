"""How a rating looks: symbol, colour and lines across its bars, beside its words, so that none has to tell it alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sdg_standard.model.framework import Vocabulary

COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
PALETTE = ("#C52517", "#D7801A", "#A99042", "#63A174", "#0E7759")
"""From worst to best. Each has a contrast of 3:1 or more against a white and a dark page, and any two are told apart by
readers with any kind of colour vision (15 or more in L*a*b*, where 2.3 is what an eye just notices)."""
NAMED = {"red": "#C52517", "orange": "#D7801A", "yellow": "#A99042", "green": "#0E7759", "gray": "#5B6770"}
NEUTRAL = "#2F5F7A"
"""For numbers without a rating."""
GREY = "#5B6770"
SYMBOLS: Mapping[int, str] = {1: "●", 2: "▼▲", 3: "▼●▲", 4: "▼◆●▲", 5: "▼◆●▲★"}
ARROWS = {"decreasing": "↓", "stagnating": "→", "improving": "↗", "on-track": "↑", "reached": "★"}
UNKNOWN_SYMBOL = "?"
RUNGS = (0.0, 16.0, 9.0, 5.5, 3.5)
"""How far apart the lines across a bar are, from best (none) to worst: the denser, the worse."""


@dataclass(frozen=True)
class Look:
    """One label: symbol, colour, colour of writing on it, how far apart lines across its bars are, CSS class."""

    label: str
    symbol: str
    colour: str
    ink: str
    rungs: float
    css: str


def luminance(colour: str) -> float:
    """Relative luminance of a colour ``#rrggbb`` (WCAG 2.1): 0 black, 1 white.

    >>> round(luminance("#808080"), 4)
    0.2159
    """
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours (WCAG 2.1), 1 to 21.

    >>> contrast("#000000", "#FFFFFF")
    21.0
    """
    dark, light = sorted((luminance(one), luminance(other)))
    return round((light + 0.05) / (dark + 0.05), 4)


def ink_on(colour: str) -> str:
    """Black or white, whichever is easier to read on a colour; one of them always has 4.5:1."""
    return max("#FFFFFF", "#000000", key=lambda ink: contrast(colour, ink))


def outlined(colour: str) -> str:
    """The colour of an outline that stands out from white: the colour itself if it does, otherwise a dark grey."""
    return colour if contrast(colour, "#FFFFFF") >= 3 else "#3A444C"


def looks_of(rules: Iterable[Any], vocabulary: Vocabulary | None, prefix: str) -> dict[str, Look]:
    """Return the looks of the labels of one rating, best first, what is for too little last.

    Symbol and colour are those of the methodology, else of the vocabulary, else by position. ``prefix`` begins the CSS
    classes.
    """
    rules = list(rules)
    found: dict[str, Look] = {}
    for rule in rules:
        bands = [band for band in rule.bands if band.when is None] + [band for band in rule.bands if band.when]
        for place, band in enumerate(bands):
            look = _look(band.label, band, vocabulary, place, len(bands), f"{prefix}{len(found)}")
            found.setdefault(band.label, look)
    ordered = dict(sorted(found.items(), key=lambda item: _goodness(item[0], rules), reverse=True))
    for rule in rules:
        if rule.too_little and rule.too_little not in ordered:
            css = f"{prefix}{len(ordered)}"
            ordered[rule.too_little] = Look(rule.too_little, UNKNOWN_SYMBOL, GREY, ink_on(GREY), 0.0, css)
    return ordered


def _goodness(label: str, rules: Sequence[Any]) -> tuple[int, int]:
    """Order of labels: rules as they first name one, within a rule the bands as they stand."""
    for number, rule in enumerate(rules):
        for place, band in enumerate(rule.bands):
            if band.label == label:
                return -number, place
    return -len(rules), 0


def _look(label: str, band: Any, vocabulary: Vocabulary | None, place: int, count: int, css: str) -> Look:
    term = next((item for item in vocabulary.terms if item.code == label), None) if vocabulary else None
    colour = next(filter(_is_colour, (band.colour, getattr(term, "colour", None))), None)
    colour = colour or NAMED.get(label) or PALETTE[round(place * (len(PALETTE) - 1) / max(count - 1, 1))]
    signs = SYMBOLS.get(count)
    symbol = (
        band.symbol or getattr(term, "symbol", None) or ARROWS.get(label) or (signs[place] if signs else str(place + 1))
    )
    rungs = RUNGS[min(count - 1 - place, len(RUNGS) - 1)]
    return Look(label, str(symbol)[:2], colour.upper(), ink_on(colour), rungs, css)


def _is_colour(text: str | None) -> bool:
    return bool(text and COLOUR.fullmatch(text))


def look_css(looks: Iterable[Look]) -> str:
    """Return the CSS rules of looks: badges, bars and sectors."""
    rules = []
    for look in looks:
        rules.append(f".{look.css}{{--c:{look.colour};--k:{look.ink};--o:{outlined(look.colour)}}}")
    return "\n".join(rules)
