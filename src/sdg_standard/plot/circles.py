"""Figures in a circle: the wheel of goals or parts, and the rings of U4SSC."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Unpack

import pandas as pd

from sdg_standard.errors import SdgStandardError
from sdg_standard.exchange.extras import optional
from sdg_standard.plot.cards import Chosen, Source, as_frame, as_source
from sdg_standard.plot.drawing import INK, LINE, MAIN, PALE, Around, Labels, axes, finish, written
from sdg_standard.publish.figures.palette import CATEGORIES
from sdg_standard.publish.figures.ring_layout import Layout, Piece, RingNode, laid_out
from sdg_standard.publish.words import voice
from sdg_standard.words import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

TURN = 2 * math.pi


def wheel(
    data: object,
    *,
    area: str | None = None,
    nodes: Chosen = None,
    period: str | int | None = None,
    ax: Axes | None = None,
    language: str = "en",
    **around: Unpack[Around],
) -> Axes:
    """Draw a wheel for one area: a sector for each part, as long as its score; goals in their official colours.

    ``data`` is a card, or a frame or series of scores from 0 to 100 with parts as its index. ``nodes`` are ids, titles
    or a level; without any the goals where the methodology has them, else the first level. A part without a number is
    an empty sector. ``ax`` has to be polar. Raises UnknownId.

    >>> import pandas as pd
    >>> drawn = wheel(pd.Series([50.0, 100.0], index=["Water", "Air"]))
    >>> [float(patch.get_height()) for patch in drawn.patches[2:]]
    [50.0, 100.0]
    """
    card = as_source(data, language)
    say_of = voice(language, "plot")
    labels, ends = Labels(say_of("frame.wheel")), (0.0, 100.0)
    if card is not None:
        where, when, chosen = card.area(area), card.period(period), card.nodes(nodes or _usual(card))
        numbers = [float(number) for number in card.matrix("score", chosen, (where,), when).iloc[0]]
        names, colours = _short(card, chosen), _colours(card, chosen)
        scale = card.card.methodology.scale
        ends = (scale.worst, scale.best)
        labels = card.labels(say_of("title.wheel", area=card.area_name(where), period=when), card.unit("score"))
    else:
        frame = as_frame(data)
        numbers, names = [float(number) for number in frame.iloc[:, 0]], list(map(str, frame.index))
        colours = [CATEGORIES[place % len(CATEGORIES)] for place in range(len(names))]
    ax = axes(ax, (6.5, 6.5), polar=True)
    _sectors(ax, numbers, names, colours, ends)
    return _finished(ax, labels.instead(**around))


def _usual(card: Source) -> tuple[str, ...]:
    """The goals where there are any, otherwise the first level."""
    goals = tuple(name for name in card.card.nodes if name.startswith("goal:"))
    return card.shown(goals) or card.first_level


def _short(card: Source, nodes: tuple[str, ...]) -> list[str]:
    """Numbers of goals and targets, titles of anything else."""
    short = {name: card.names.short(name) for name in nodes if name.startswith(("goal:", "target:"))}
    return [short.get(name, title) for name, title in zip(nodes, card.titles(nodes), strict=True)]


def _colours(card: Source, nodes: tuple[str, ...]) -> list[str]:
    """Official colours of goals; eight others in turn for anything else."""
    goals = {f"goal:{number}": goal.colour for number, goal in card.card.standard.goals.items()}
    return [goals.get(name) or CATEGORIES[place % len(CATEGORIES)] for place, name in enumerate(nodes)]


def _sectors(ax: Axes, numbers: list[float], names: list[str], colours: list[str], ends: tuple[float, float]) -> None:
    """Pale sectors of the whole scale, coloured ones as far as the numbers go, names and numbers around."""
    worst, best = ends
    whole = abs(best - worst)
    starts, wide = [TURN * (place + 0.5) / len(numbers) for place in range(len(numbers))], TURN / max(len(numbers), 1)
    heights = [0.0 if math.isnan(number) else min(max(abs(number - worst), 0.0), whole) for number in numbers]
    _from_the_top(ax)
    ax.bar(
        starts,
        [whole] * len(numbers),
        width=wide * 0.94,
        color=PALE,
        edgecolor=LINE,
        linewidth=0.6,
        bottom=whole * 0.25,
    )
    ax.bar(starts, heights, width=wide * 0.94, color=colours, bottom=whole * 0.25)
    ax.set_ylim(0, whole * 1.25)
    ax.set_axis_off()
    for start, name, number in zip(starts, names, numbers, strict=True):
        side = "center" if abs(math.sin(start)) < 0.25 else "left" if math.sin(start) > 0 else "right"
        words = f"{written(name, 22)}\n{'–' if math.isnan(number) else f'{number:.0f}'}"
        ax.text(start, whole * 1.32, words, ha=side, va="center", fontsize=9, color=INK)


def _from_the_top(ax: Axes) -> None:
    """Angles begin at the top and run clockwise."""
    polar: Any = ax
    polar.set_theta_zero_location("N")
    polar.set_theta_direction(-1)


def rings(
    data: object,
    *,
    area: str | None = None,
    period: str | int | None = None,
    ax: Axes | None = None,
    language: str = "en",
    **around: Unpack[Around],
) -> Axes:
    """Draw the rings of U4SSC for one area: parts inside, and outside a bar for each indicator, as long as its score.

    ``data`` is a card, or a frame with the columns ``node, parent, score`` (0 to 100; the parent of a root is empty). A
    missing score is an empty frame. ``ax`` has to be polar. Raises UnknownId, and SdgStandardError where rings make no
    sense: fewer than 8 or more than 240 indicators, more than four levels, one part alone, a part in two places.
    """
    card = as_source(data, language)
    say_of = voice(language, "plot")
    labels = Labels(say_of("frame.rings"))
    if card is not None:
        where, when = card.area(area), card.period(period)
        made = laid_out(_tree(card, where, when))
        labels = card.labels(say_of("title.rings", area=card.area_name(where), period=when), card.unit("score"))
    else:
        made = laid_out(_tree_of(as_frame(data, ("node", "parent", "score"))))
    if made is None:
        raise SdgStandardError(say("plot.no_rings"))
    ax = axes(ax, (7.5, 7.5), polar=True)
    _ringed(ax, made)
    return _finished(ax, labels.instead(**around))


def _tree(card: Source, area: str, period: str) -> tuple[RingNode, ...]:
    """The tree of a card with the scores of one area."""
    scores = card.card.scores
    rows = scores[(scores["area"] == area) & (scores["period"] == period)].set_index("node")
    numbers = rows["score"].astype(float).to_dict()
    scale = card.card.methodology.scale

    def node(name: str, deep: int = 0) -> RingNode:
        share = (numbers[name] - scale.worst) / (scale.best - scale.worst)
        below = tuple(node(child, deep + 1) for child in card.children(name)) if deep < 6 else ()
        css = card.colour(str(rows.at[name, "rating"])) or MAIN
        return RingNode(name, card.title(name), "", share, short=css, children=below)

    return tuple(node(name) for name in card.shown(card.card._plan.tree.roots))


def _tree_of(frame: pd.DataFrame) -> tuple[RingNode, ...]:
    """The tree of a frame; what leads back to itself is not below any root."""
    below: dict[str, list[tuple[str, float]]] = {}
    for name, parent, score in frame[["node", "parent", "score"]].itertuples(index=False, name=None):
        below.setdefault("" if pd.isna(parent) else str(parent), []).append((str(name), float(score)))

    def node(name: str, score: float, deep: int) -> RingNode:
        children = below.get(name, []) if deep < 6 else []
        inside = tuple(node(child, number, deep + 1) for child, number in children)
        return RingNode(name, name, "", score / 100, short=MAIN, children=inside)

    return tuple(node(name, score, 0) for name, score in below.get("", []))


def _ringed(ax: Axes, made: Layout) -> None:
    """Pieces of the rings, tracks and bars; the names of the first ring inside it."""
    _from_the_top(ax)
    ring = 0.5 / max(made.rings, 1)
    for piece in made.branches:
        colour = PALE if math.isnan(piece.node.share) else piece.node.short
        _piece(ax, piece, 0.3 + ring * piece.ring, ring * 0.92, colour)
        if piece.ring == 0:
            ax.text(*_middle(piece, 0.3 + ring * 0.46), written(piece.node.name, 20), **_halo())
    for piece in made.leaves:
        gap = math.isnan(piece.node.share)
        _piece(ax, piece, 0.85, 1.0, "none" if gap else PALE, LINE)
        if not gap:
            _piece(ax, piece, 0.85, max(min(piece.node.share, 1.0), 0.01), piece.node.short)
    ax.set_ylim(0, 1.9)
    ax.set_axis_off()


def _piece(ax: Axes, piece: Piece, inner: float, high: float, colour: str, edge: str = "#FFFFFF") -> None:
    wide = (piece.end - piece.start) * TURN
    ax.bar(piece.middle * TURN, high, width=wide * 0.97, bottom=inner, color=colour, edgecolor=edge, linewidth=0.6)


def _middle(piece: Piece, radius: float) -> tuple[float, float]:
    return piece.middle * TURN, radius


def _halo() -> dict[str, Any]:
    """Writing with a pale edge, to be read on any colour."""
    edge = optional("matplotlib.patheffects", say("plot.drawing"), "plot").withStroke(linewidth=3, foreground="#FFFFFF")
    return {"ha": "center", "va": "center", "fontsize": 8, "color": INK, "path_effects": [edge]}


def _finished(ax: Axes, labels: Labels) -> Axes:
    """Title, and unit and source in one line below: a circle has no axis to write a unit along."""
    below = ". ".join(filter(None, (labels.unit, labels.source)))
    return finish(ax, Labels(labels.title, "", below), axis="")
