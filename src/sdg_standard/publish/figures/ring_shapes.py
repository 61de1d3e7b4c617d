"""The rings as SVG: pieces with as much of their names as there is room for, bars with lines across, names outside."""

from __future__ import annotations

import math
from collections.abc import Iterator

from markupsafe import Markup

from sdg_standard.publish.figures.geometry import arc, point, rungs, sector, text_width, wrapped
from sdg_standard.publish.figures.ring_layout import CENTRE, OUTER, RINGS, Layout, Piece, RingNode
from sdg_standard.publish.markup import el, joined

LONGEST_LABEL = 190.0
LABEL_AT = OUTER + 12
LABEL_SIZE, RING_SIZE = 14.0, 14.0


def drawing(made: Layout, key: str, title: str, desc: str, centre: tuple[str, str]) -> Markup:
    """Return the drawing with a title and a description; ``key`` makes its ids its own."""
    outside = made.labelled
    named = [piece for piece in made.branches if piece.ring == outside]
    widest = max((text_width(piece.node.name, LABEL_SIZE) for piece in named), default=0.0)
    half = math.ceil(LABEL_AT + min(widest, LONGEST_LABEL) + 12)
    shapes = [
        *(_branch(piece, outside, f"{key}-{place}") for place, piece in enumerate(made.branches)),
        *(_leaf(piece, made.bars_from) for piece in made.leaves),
        el("circle", r=f"{OUTER:g}", class_="rim"),
        *(_outside(piece) for piece in named),
        _centre(made.centre, centre),
    ]
    return el(
        "svg",
        el("title", title, id=f"{key}-t"),
        el("desc", desc, id=f"{key}-d"),
        *shapes,
        viewBox=f"-{half} -{half} {2 * half} {2 * half}",
        role="img",
        aria_labelledby=f"{key}-t",
        aria_describedby=f"{key}-d",
        class_="fig-rings",
    )


def _hint(node: RingNode) -> Markup:
    return el("title", f"{node.name}: {', '.join(filter(None, (node.text, node.sign.words)))}")


def _branch(piece: Piece, outside: int, key: str) -> Markup:
    """A piece of a ring with as much of its name and number as there is room for."""
    node = piece.node
    inner = CENTRE + sum(RINGS[: piece.ring])
    outer = inner + RINGS[piece.ring] - 2
    css = "none" if math.isnan(node.share) else node.sign.css
    shape = el("path", _hint(node), d=sector(inner, outer, piece.start, piece.end), class_=("seg", css))
    return joined([shape, _along(piece, (inner + outer) / 2, piece.ring == outside, css, key)])


def _along(piece: Piece, radius: float, named: bool, css: str, key: str) -> Markup | None:
    """Text along the piece: name and number, or the number alone, or nothing; ``named`` where it is named outside."""
    node = piece.node
    short = node.short or node.name
    both = [f"{words}  {node.number}".strip() for words in (node.name, short)]
    if named:
        choices = [node.number] if node.name == short else [both[1], node.number]
    else:
        choices = [*both, node.name, node.number, short]
    room = 2 * math.pi * radius * min(piece.end - piece.start, 0.5) - 10
    text = next((words for words in choices if words and text_width(words, RING_SIZE) * 1.06 <= room), "")
    if not text:
        return None
    below = 0.25 < piece.middle % 1 < 0.75
    line = radius + RING_SIZE * (0.36 if below else -0.36)
    path = el("path", id=key, d=arc(line, piece.start, piece.end), fill="none")
    words = el("textPath", text, href=f"#{key}", startOffset="50%", text_anchor="middle")
    return joined([path, el("text", words, class_=("on", css), font_size=f"{RING_SIZE:g}")])


def _leaf(piece: Piece, inner: float) -> Markup:
    """The bar of an indicator on its track; an empty frame where there is no number."""
    node, sign = piece.node, piece.node.sign
    margin = (piece.end - piece.start) * 0.08
    start, end = piece.start + margin, piece.end - margin
    if math.isnan(node.share):
        return el("path", _hint(node), d=sector(inner, OUTER, start, end), class_="gap")
    track = el("path", d=sector(inner, OUTER, start, end), class_="track")
    outer = inner + max((OUTER - inner) * min(max(node.share, 0.0), 1.0), 3.0)
    bar = el("path", _hint(node), d=sector(inner, outer, start, end), class_=("bar", sign.css))
    lines = rungs(inner, outer, start, end, sign.rungs)
    return joined([track, bar, el("path", d=lines, class_=("rungs", sign.css)) if lines else None])


def _outside(piece: Piece) -> Markup:
    """The name of a piece, written outwards from the rim."""
    high = 2 * math.pi * LABEL_AT * (piece.end - piece.start)
    lines = wrapped(piece.node.name, LABEL_SIZE, LONGEST_LABEL, 1 if high < 2.1 * LABEL_SIZE else 2)
    left = piece.middle % 1 > 0.5
    x, y = point(LABEL_AT, piece.middle)
    turn = piece.middle * 360 - 90 + (180 if left else 0)
    return el(
        "text",
        *_spans(lines, 0.35 - 0.55 * (len(lines) - 1)),
        transform=f"translate({x:g} {y:g}) rotate({turn:.2f})",
        text_anchor="end" if left else "start",
        class_="name",
        font_size=f"{LABEL_SIZE:g}",
    )


def _spans(lines: list[str], first: float) -> Iterator[Markup]:
    for place, line in enumerate(lines):
        yield el("tspan", line, x="0", dy=f"{first if place == 0 else 1.1:.2f}em")


def _centre(root: RingNode | None, centre: tuple[str, str]) -> Markup:
    """The number of the single root and its name, or the words that were given."""
    if root is not None:
        below = wrapped(root.name, 15, 2 * CENTRE - 36, 2)
        names = [_line(line, 22 + 18 * n, 15, "name") for n, line in enumerate(below)]
        return joined([_line(root.number, -2, 34, "big"), *names])
    lines = wrapped(centre[0], 22, 2 * CENTRE - 24, 2)
    top = -6 - 12 * (len(lines) - 1)
    names = [_line(line, top + 25 * n, 22, "big") for n, line in enumerate(lines)]
    return joined([*names, _line(centre[1], top + 25 * len(lines) + 2, 16, "name")])


def _line(text: str, y: float, size: float, css: str) -> Markup:
    return el("text", text, x="0", y=f"{y:g}", text_anchor="middle", font_size=f"{size:g}", class_=css)
