"""Figures with a row for each part or municipality: dots, bullets, ranks with intervals, contributions."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Unpack

import pandas as pd

from sdg_standard.errors import SdgStandardError
from sdg_standard.plot.cards import Chosen, Source, as_frame, as_source
from sdg_standard.plot.drawing import (
    INK,
    LINE,
    MAIN,
    Around,
    Labels,
    axes,
    bare,
    finish,
    legend,
    note,
    rows,
    written,
)
from sdg_standard.publish.figures.palette import CATEGORIES
from sdg_standard.publish.looks import ink_on
from sdg_standard.publish.words import voice
from sdg_standard.words import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MARKERS = "osD^vP*X"
MOST_PARTS = 7
"""So many parts of a contribution have a colour; the smaller ones are added up."""


def dots(
    data: object,
    *,
    nodes: Chosen = None,
    areas: Chosen = None,
    period: str | int | None = None,
    of: str = "score",
    ax: Axes | None = None,
    language: str = "en",
    **around: Unpack[Around],
) -> Axes:
    """Draw a dot for each number: a row for each node, a mark for each area. Returns the axes.

    ``data`` is a card or a frame with rows as its index and marks as its columns. ``nodes`` are ids, titles or a level
    (the first level with several), ``of`` is ``score``, ``value``, ``coverage`` or ``rank``. Raises UnknownId.

    >>> import pandas as pd
    >>> drawn = dots(pd.DataFrame({"Asker": [60.0, 80.0], "Rana": [40.0, 90.0]}, index=["Water", "Air"]))
    >>> [round(float(x)) for x in drawn.collections[0].get_offsets()[:, 0]]
    [60, 80]
    """
    card = as_source(data, language)
    labels = Labels(voice(language, "plot")("frame.dots"))
    if card is not None:
        when, chosen = card.period(period), card.nodes(nodes)
        table = card.matrix(of, chosen, card.areas(areas), when).T
        table.index, table.columns = card.titles(chosen), list(map(card.area_name, table.columns))
        labels = card.labels(voice(language, "plot")(_DOTS[of], period=when), card.unit(of, chosen[0]))
    else:
        table = as_frame(data)
    ax = axes(ax, (7.5, 1.6 + 0.34 * len(table)))
    for place, (name, column) in enumerate(table.items()):
        look: dict[str, Any] = {"color": CATEGORIES[place % len(CATEGORIES)], "marker": MARKERS[place % len(MARKERS)]}
        ax.scatter(column.to_numpy(float), range(len(table)), s=52, label=written(name), zorder=3, linewidth=0, **look)
    ax.hlines(range(len(table)), *_ends(table), color=LINE, linewidth=0.8, zorder=1)
    rows(ax, list(map(str, table.index)))
    bare(ax, language)
    if table.shape[1] > 1:
        legend(ax)
    return finish(ax, labels.instead(**around))


_DOTS = {"score": "title.dots", **{name: f"title.dots.{name}" for name in ("value", "coverage", "rank")}}


def _ends(table: pd.DataFrame) -> tuple[Any, Any]:
    """The least and the largest number of each row."""
    return table.min(axis=1).to_numpy(float), table.max(axis=1).to_numpy(float)


def bullets(
    data: object,
    *,
    area: str | None = None,
    nodes: Chosen = None,
    period: str | int | None = None,
    ax: Axes | None = None,
    language: str = "en",
    **around: Unpack[Around],
) -> Axes:
    """Draw a bar for each number of one area, over the bands of its rating, with a mark where it should reach.

    ``data`` is a card, or a frame with rows as its index, a column ``value`` and, if it has one, ``target``. The marks
    of a card stand at the best score. Raises UnknownId.

    >>> import pandas as pd
    >>> drawn = bullets(pd.DataFrame({"value": [60.0], "target": [90.0]}, index=["Water"]))
    >>> drawn.patches[0].get_width()
    np.float64(60.0)
    """
    card = as_source(data, language)
    say_of = voice(language, "plot")
    labels = Labels(say_of("frame.bullets"))
    if card is not None:
        where, when, chosen = card.area(area), card.period(period), card.nodes(nodes)
        numbers = card.matrix("score", chosen, (where,), when).iloc[0]
        table = pd.DataFrame({"value": numbers.to_numpy()}, index=card.titles(chosen))
        table["target"] = card.card.methodology.scale.best
        labels = card.labels(say_of("title.bullets", area=card.area_name(where), period=when), card.unit("score"))
    else:
        table = as_frame(data, ("value",))
    ax = axes(ax, (7.5, 1.6 + 0.36 * len(table)))
    places = range(len(table))
    ax.barh(places, table["value"].fillna(0).to_numpy(float), height=0.36, color=INK, zorder=3)
    if card is not None:
        _bands(ax, card)
    if "target" in table:
        ax.scatter(table["target"].to_numpy(float), places, marker="|", s=220, color="#B4480A", linewidth=2.5, zorder=4)
    _gaps(ax, table["value"], say_of("no_number"))
    rows(ax, list(map(str, table.index)))
    bare(ax, language, grid="" if card else "x")
    return finish(ax, labels.instead(**around))


def _bands(ax: Axes, card: Source) -> None:
    """The bands of the rating behind the bars, pale."""
    scale = card.card.methodology.scale
    starts = [*card.bands, (scale.best, "")]
    for (start, colour), (end, _) in pairwise(starts):
        ax.axvspan(start, end, color=colour, alpha=0.22, linewidth=0, zorder=0)


def _gaps(ax: Axes, numbers: pd.Series[float], words: str) -> None:
    """What is said in a row without a number."""
    for place, number in enumerate(numbers):
        if math.isnan(number):
            note(ax, words, (0, place))


def rank_intervals(
    data: pd.DataFrame,
    *,
    ax: Axes | None = None,
    language: str = "en",
    **around: Unpack[Around],
) -> Axes:
    """Draw the rank of each area with the interval that it may lie in; the best on top.

    ``data`` is a frame with the columns ``area, low, high, median``. Raises UnknownId for a column that is not there.

    >>> import pandas as pd
    >>> frame = pd.DataFrame({"area": ["Rana", "Asker"], "low": [2, 1], "high": [4, 2], "median": [3, 1]})
    >>> [text.get_text() for text in rank_intervals(frame).get_yticklabels()]
    ['Asker', 'Rana']
    """
    as_source(data, language)
    frame = as_frame(data, ("area", "low", "high", "median")).sort_values(["median", "low", "area"], kind="stable")
    say_of = voice(language, "plot")
    ax = axes(ax, (7.5, 1.6 + 0.26 * len(frame)))
    places = range(len(frame))
    ends = frame["low"].to_numpy(float), frame["high"].to_numpy(float)
    ax.hlines(places, *ends, color=MAIN, linewidth=6, alpha=0.35, zorder=2)
    ax.scatter(frame["median"].to_numpy(float), places, s=30, color=INK, zorder=3)
    rows(ax, list(map(str, frame["area"])))
    bare(ax, language)
    labels = Labels(say_of("frame.rank_intervals"), say_of("axis.rank"))
    return finish(ax, labels.instead(**around))


def contributions(
    data: object,
    *,
    node: str | int | None = None,
    areas: Chosen = None,
    period: str | int | None = None,
    ax: Axes | None = None,
    language: str = "en",
    **around: Unpack[Around],
) -> Axes:
    """Draw what the number of a node is made of: for each area its parts, each as long as what it adds.

    ``data`` is a card, or a frame with wholes as its index and parts as its columns. ``node`` is a branch (the single
    root). Raises UnknownId, and SdgStandardError where the parts of a node do not add up to it, as those of a geometric
    mean do not.

    >>> import pandas as pd
    >>> drawn = contributions(pd.DataFrame({"Water": [20.0], "Air": [15.0]}, index=["Asker"]))
    >>> [float(patch.get_x()) for patch in drawn.patches]
    [0.0, 20.0]
    """
    card = as_source(data, language)
    say_of = voice(language, "plot")
    labels = Labels(say_of("frame.contributions"))
    if card is not None:
        when = card.period(period)
        name = card.card.node_meant(node) if node is not None else _whole(card)
        table = _parts(card, name, card.areas(areas), when)
        labels = card.labels(say_of("title.contributions", node=card.title(name), period=when), card.unit("score"))
    else:
        table = as_frame(data)
    table = _largest(table, say_of("others"))
    ax = axes(ax, (8, 1.8 + 0.4 * len(table)))
    _stack(ax, table)
    rows(ax, list(map(str, table.index)))
    bare(ax, language)
    legend(ax)
    return finish(ax, labels.instead(**around))


def _whole(card: Source) -> str:
    """The branch above the first level, or the only root. Raises SdgStandardError where there are several."""
    roots = card.shown(card.card._plan.tree.roots)
    if len(roots) != 1:
        raise SdgStandardError(say("plot.which_node", n=len(roots)))
    return roots[0]


def _parts(card: Source, node: str, areas: tuple[str, ...], period: str) -> pd.DataFrame:
    """What each child adds to a node, a row for each area; nothing where the node itself has no number."""
    found = {}
    for area in areas:
        told = card.card.explain(area, period, node).to_dict()
        children = () if told["number"] is None else told.get("children", ())
        given = {part["node"]: part["contribution"] for part in children}
        found[card.area_name(area)] = {name: math.nan if add is None else add for name, add in given.items()}
    table = pd.DataFrame.from_dict(found, orient="index").astype(float)
    if not table.notna().any(axis=None):
        raise SdgStandardError(say("plot.no_contributions", node=card.title(node)))
    table = table.dropna(axis="columns", how="all")
    return table.set_axis(card.titles(table.columns), axis="columns")


def _largest(table: pd.DataFrame, others: str) -> pd.DataFrame:
    """The parts that add most, and the rest as one."""
    if table.shape[1] <= MOST_PARTS:
        return table.fillna(0.0)
    order = table.abs().sum().sort_values(ascending=False, kind="stable").index
    keep = [name for name in table.columns if name in set(order[:MOST_PARTS])]
    rest = table.drop(columns=keep).fillna(0.0).sum(axis=1)
    return table[keep].fillna(0.0).assign(**{others: rest})


def _stack(ax: Axes, table: pd.DataFrame) -> None:
    """Bars one behind the other, what takes away to the left of zero; letters in the pieces."""
    right, left = [0.0] * len(table), [0.0] * len(table)
    places = range(len(table))
    for number, name in enumerate(table.columns):
        amounts = table[name].to_numpy(float)
        starts = [right[n] if amount >= 0 else left[n] + amount for n, amount in enumerate(amounts)]
        right = [end + max(amount, 0.0) for end, amount in zip(right, amounts, strict=True)]
        left = [end + min(amount, 0.0) for end, amount in zip(left, amounts, strict=True)]
        letter, colour = chr(ord("A") + number), CATEGORIES[number % len(CATEGORIES)]
        look: dict[str, Any] = {"color": colour, "edgecolor": "#FFFFFF", "label": f"{letter}  {written(name)}"}
        bar = ax.barh(places, [abs(amount) for amount in amounts], left=starts, height=0.6, **look)
        wide = [letter if abs(amount) >= 0.04 * max(max(right), 1e-12) else "" for amount in amounts]
        ax.bar_label(bar, wide, label_type="center", color=ink_on(colour), fontsize=8)
