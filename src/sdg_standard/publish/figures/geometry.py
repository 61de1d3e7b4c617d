"""Arcs and sectors of a wheel. Angles in turns, 0 at the top, clockwise; lengths in units of the drawing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache


def point(radius: float, turn: float) -> tuple[float, float]:
    """Return a point on a circle around the origin; y points down.

    >>> point(10, 0.25)
    (10.0, 0.0)
    """
    sin, cos = _direction(turn)
    return round(radius * sin, 2) + 0.0, round(-radius * cos, 2) + 0.0


@lru_cache(maxsize=1000)
def _direction(turn: float) -> tuple[float, float]:
    """Sine and cosine of an angle, which many points of a ring share."""
    return math.sin(2 * math.pi * turn), math.cos(2 * math.pi * turn)


def xy(radius: float, turn: float) -> str:
    """A point as text of a path.

    >>> xy(10, 0)
    '0 -10'
    """
    x, y = point(radius, turn)
    return f"{x:g} {y:g}"


def sector(inner: float, outer: float, start: float, end: float) -> str:
    """Return the path of a ring's piece between two radii and two turns; a whole ring for a whole turn.

    >>> sector(5, 10, 0, 0.25)
    'M0 -10A10 10 0 0 1 10 0L5 0A5 5 0 0 0 0 -5Z'
    """
    if end - start > 0.9999:
        middle = (start + end) / 2
        return sector(inner, outer, start, middle) + sector(inner, outer, middle, start + 1)
    large = int(end - start > 0.5)
    there = f"M{xy(outer, start)}A{outer:g} {outer:g} 0 {large} 1 {xy(outer, end)}"
    return f"{there}L{xy(inner, end)}A{inner:g} {inner:g} 0 {large} 0 {xy(inner, start)}Z"


def rungs(inner: float, outer: float, start: float, end: float, apart: float) -> str:
    """Return the path of lines across a ring's piece, so far apart; empty for none.

    >>> rungs(5, 10, 0, 0.25, 4)
    'M0 -9A9 9 0 0 1 9 0'
    """
    large = int(end - start > 0.5)
    count = int((outer - inner - 0.5) / apart) if apart > 0 else 0
    radii = [round(inner + apart * (place + 1), 1) for place in range(count)]
    return "".join(f"M{xy(r, start)}A{r:g} {r:g} 0 {large} 1 {xy(r, end)}" for r in radii)


def arc(radius: float, start: float, end: float) -> str:
    """Return the path that text runs along; in the lower half it runs the other way, so that the text stands upright.

    >>> arc(10, 0.375, 0.625)
    'M-7.07 7.07A10 10 0 0 0 7.07 7.07'
    """
    large = int(end - start > 0.5)
    if 0.25 < (start + end) / 2 % 1 < 0.75:
        return f"M{xy(radius, end)}A{radius:g} {radius:g} 0 {large} 0 {xy(radius, start)}"
    return f"M{xy(radius, start)}A{radius:g} {radius:g} 0 {large} 1 {xy(radius, end)}"


def text_width(text: str, size: float) -> float:
    """About how wide a text is; letters of the usual sans-serif fonts are a little over half as wide as high."""
    return sum(0.3 if sign in "iljtfrI.,:;'! " else 0.85 if sign in "mwMW%" else 0.56 for sign in text) * size


def wrapped(text: str, size: float, width: float, lines: int) -> list[str]:
    """Return a text in at most so many lines of a width; what does not fit ends in ``…``.

    >>> wrapped("Education, Health and Culture", 10, 100, 2)
    ['Education, Health and', 'Culture']
    """
    found: list[str] = [""]
    for word in text.split():
        longer = f"{found[-1]} {word}".strip()
        if not found[-1] or text_width(longer, size) <= width:
            found[-1] = longer
        else:
            found.append(word)
    kept = [*found[: lines - 1], " ".join(found[lines - 1 :])]
    return [_cut(line, size, width) for line in kept if line] or [""]


def shortened(text: str, size: float, width: float) -> str:
    """Return as many whole words of a text as fit a width; where some do not, an ``…`` says so.

    >>> shortened("Education, Health and Culture", 10, 130), shortened("Energy", 10, 130)
    ('Education, Health and …', 'Energy')
    """
    words = text.split()
    kept = len(words)
    while kept > 1 and text_width(_left(words, kept), size) > width:
        kept -= 1
    return _left(words, kept)


def _left(words: Sequence[str], kept: int) -> str:
    """The first words of a text, and a mark where these are not all."""
    return " ".join([*words[:kept], "…"]) if kept < len(words) else " ".join(words)


def _cut(line: str, size: float, width: float) -> str:
    if text_width(line, size) <= width:
        return line
    while line and text_width(line + "…", size) > width:
        line = line[:-1]
    return f"{line.rstrip()}…"
