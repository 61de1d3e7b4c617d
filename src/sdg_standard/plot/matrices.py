"""Figures with a cell for each pair: municipalities by parts, and parts by parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Unpack

import numpy as np
import pandas as pd

from sdg_standard.exchange.extras import optional
from sdg_standard.plot.cards import Chosen, as_frame, as_source
from sdg_standard.plot.drawing import INK, PALE, Around, Labels, axes, finish, folded, rows, short, written
from sdg_standard.publish.words import voice
from sdg_standard.words import say
from sdg_standard.words.numbers import numerals

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LEAST = 5
"""A correlation of fewer municipalities is not drawn."""
WRITTEN = 400
"""Up to so many cells their numbers are written in."""


def heat_map(
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
    """Draw a cell for each area and node, the darker the smaller; numbers are written in where there is room.

    ``data`` is a card or a frame of numbers. ``nodes`` are ids, titles or a level. A cell without a number is pale and
    empty. Raises UnknownId.

    >>> import pandas as pd
    >>> drawn = heat_map(pd.DataFrame({"Water": [60.0, 40.0]}, index=["Asker", "Rana"]))
    >>> [text.get_text() for text in drawn.texts]
    ['60', '40']
    """
    card = as_source(data, language)
    say_of = voice(language, "plot")
    labels = Labels(say_of("frame.heat_map"))
    ends: tuple[float | None, float | None] = (None, None)
    if card is not None:
        when, chosen = card.period(period), card.nodes(nodes)
        table = card.matrix(of, chosen, card.areas(areas), when)
        table.index, table.columns = list(map(card.area_name, table.index)), card.titles(chosen)
        labels = card.labels(say_of("title.heat_map", period=when), card.unit(of, chosen[0]))
        scale = card.card.methodology.scale
        ends = (min(scale.worst, scale.best), max(scale.worst, scale.best)) if of == "score" else ends
    else:
        table = as_frame(data)
    return _cells(ax, table, labels.instead(**around), "cividis", ends, language)


def correlations(
    data: object,
    *,
    nodes: Chosen = None,
    period: str | int | None = None,
    of: str = "score",
    method: Literal["spearman", "pearson", "kendall"] = "spearman",
    ax: Axes | None = None,
    language: str = "en",
    **around: Unpack[Around],
) -> Axes:
    """Draw how far nodes go together over the municipalities, -1 to 1; pairs of fewer than five are empty.

    ``data`` is a card, or a frame with municipalities as rows. ``method`` is ``spearman`` (of ranks), ``pearson`` or
    ``kendall``, which needs SciPy (extra ``optimise``). Raises UnknownId; MissingExtra.

    >>> import pandas as pd
    >>> drawn = correlations(pd.DataFrame({"Water": [1, 2, 3, 4, 5.0], "Air": [5, 4, 3, 2, 1.0]}))
    >>> [text.get_text() for text in drawn.texts]
    ['1', '−1', '−1', '1']
    """
    card = as_source(data, language)
    say_of = voice(language, "plot")
    if method == "kendall":
        optional("scipy", say("plot.drawing"), "optimise")
    if card is not None:
        when, chosen = card.period(period), card.nodes(nodes)
        table = card.matrix(of, chosen, card.card.areas, when)
        table.columns = pd.Index(card.titles(chosen))
        labels = card.labels(say_of("title.correlations", n=len(table), period=when), "")
    else:
        table = as_frame(data)
        labels = Labels(say_of("frame.correlations", n=len(table)))
    said = Labels(labels.title, say_of(f"axis.{method}"), labels.source).instead(**around)
    return _cells(ax, table.corr(method=method, min_periods=LEAST).round(2), said, "PuOr", (-1.0, 1.0), language)


def _cells(
    ax: Axes | None, table: pd.DataFrame, labels: Labels, colours: str, ends: tuple[Any, Any], language: str
) -> Axes:
    """A coloured cell for each number, names at both sides, a bar that says what the colours are."""
    down, across = table.shape
    ax = axes(ax, (min(3.5 + 0.62 * across, 16), min(2.4 + 0.36 * down, 40)))
    numbers = table.to_numpy(float)
    colour_map = optional("matplotlib", say("plot.drawing"), "plot").colormaps[colours].with_extremes(bad=PALE)
    image = ax.imshow(np.ma.masked_invalid(numbers), cmap=colour_map, vmin=ends[0], vmax=ends[1], aspect="auto")
    if numbers.size <= WRITTEN:
        _numbers(ax, numbers, image, language)
    rows(ax, list(map(str, table.index)))
    ax.set_xticks(range(across), labels=[written(name, 28) for name in table.columns], rotation=40, ha="right")
    ax.tick_params(length=0, labelsize=9, colors=INK)
    ax.spines[:].set_visible(False)
    bar = ax.figure.colorbar(image, ax=ax, shrink=0.7, pad=0.02)
    bar.set_label(written(labels.unit, 80), fontsize=9)
    bar.ax.yaxis.set_major_formatter(lambda number, _: numerals(language).value(round(number, 9)))
    bar.outline.set_visible(False)
    finish(ax, Labels(labels.title, "", ""), axis="")
    ax.figure.supxlabel(folded(ax, labels.source), x=0.01, ha="left", fontsize=7.5, color="#4A5660", gid="source")
    return ax


def _numbers(ax: Axes, numbers: Any, image: Any, language: str) -> None:
    """The numbers in their cells, dark on light and light on dark."""
    for (row, column), number in np.ndenumerate(numbers):
        if np.isfinite(number):
            red, green, blue, _ = image.cmap(image.norm(number))
            ink = "#FFFFFF" if 0.299 * red + 0.587 * green + 0.114 * blue < 0.5 else "#000000"
            ax.text(column, row, short(number, language), ha="center", va="center", fontsize=8, color=ink)
