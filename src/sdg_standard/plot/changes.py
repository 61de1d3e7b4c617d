"""Figures over time: lines with a way to a target, and slopes between two periods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Unpack

import pandas as pd

from sdg_standard.plot.cards import Chosen, Source, as_frame, as_source, at
from sdg_standard.plot.drawing import INK, LINE, SOFT, Around, Labels, axes, bare, finish, legend, short, written
from sdg_standard.plot.rows import MARKERS
from sdg_standard.publish.figures.palette import CATEGORIES
from sdg_standard.publish.figures.slope import spread
from sdg_standard.publish.words import voice

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def lines(
    data: object,
    *,
    node: str | int | None = None,
    areas: Chosen = None,
    of: str = "score",
    target: tuple[float, float] | None = None,
    ax: Axes | None = None,
    language: str = "en",
    **around: Unpack[Around],
) -> Axes:
    """Draw the numbers of a node over the periods that are scored, a line for each area; gaps break it.

    ``data`` is a card, or a frame with periods (``2021``, ``"2020-Q1"``) as its index and lines as its columns.
    ``target`` is a year and the value to reach: dashed from the latest number of each line. ``node`` may be left out
    where there is a single root. Raises UnknownId.

    >>> import pandas as pd
    >>> drawn = lines(pd.DataFrame({"Asker": [40.0, 55.0]}, index=["2019", "2021"]), target=(2030, 80))
    >>> [[float(x) for x in line.get_xdata()] for line in drawn.lines]
    [[2019.0, 2021.0], [2021.0, 2030.0]]
    """
    card = as_source(data, language)
    say_of = voice(language, "plot")
    labels = Labels(say_of("frame.lines"))
    if card is not None:
        name = card.card.node_meant(node) if node is not None else card.first_level[0]
        table = _over_time(card, name, card.areas(areas), of)
        labels = card.labels(say_of("title.lines", node=card.title(name)), card.unit(of, name))
    else:
        table = as_frame(data)
    years = pd.Series([at(period) for period in table.index], index=table.index).sort_values(kind="stable")
    table = table.loc[years.index]
    ax = axes(ax, (7.5, 4.2))
    for place, (line, column) in enumerate(table.items()):
        look: dict[str, Any] = {"color": CATEGORIES[place % len(CATEGORIES)], "marker": MARKERS[place % len(MARKERS)]}
        ax.plot(years.to_numpy(float), column.to_numpy(float), label=written(line), linewidth=2, markersize=6, **look)
    if target is not None:
        _ways(ax, table, years, target)
    bare(ax, language, grid="y")
    wanted = [*years, *([target[0]] if target else [])]
    ax.set_xticks(sorted(set(wanted)), labels=[*map(str, table.index), *([f"{target[0]:g}"] if target else [])])
    if table.shape[1] > 1:
        legend(ax)
    return finish(ax, labels.instead(**around), axis="y")


def _over_time(card: Source, node: str, areas: tuple[str, ...], of: str) -> pd.DataFrame:
    """Periods as rows, areas as columns."""
    found = {period: card.matrix(of, (node,), areas, period)[node] for period in card.card.periods}
    table = pd.DataFrame(found).T
    table.columns = pd.Index([card.area_name(area) for area in areas])
    return table


def _ways(ax: Axes, table: pd.DataFrame, years: pd.Series[float], target: tuple[float, float]) -> None:
    """From the latest number of each line to the target, dashed, and the target as a diamond."""
    year, value = target
    for column in table:
        known = table[column].dropna()
        if len(known) and years[known.index[-1]] < year:
            begin = (float(years[known.index[-1]]), float(known.iloc[-1]))
            ax.plot([begin[0], year], [begin[1], value], color=SOFT, linestyle=(0, (4, 3)), linewidth=1.5)
    ax.scatter([year], [value], marker="D", s=60, facecolor="#FFFFFF", edgecolor=INK, linewidth=1.6, zorder=4)


def slope(
    data: object,
    *,
    periods: tuple[str | int, str | int] | None = None,
    area: str | None = None,
    nodes: Chosen = None,
    of: str = "score",
    ax: Axes | None = None,
    language: str = "en",
    **around: Unpack[Around],
) -> Axes:
    """Draw two periods beside each other, with a line for each node from one to the other.

    ``data`` is a card with two periods or more, or a frame with exactly two columns. Rows that lack a number are left
    out. ``periods`` are the first and the last that are scored. Raises UnknownId; ValueError without two.

    >>> import pandas as pd
    >>> drawn = slope(pd.DataFrame({"2019": [40.0], "2021": [55.0]}, index=["Water"]))
    >>> drawn.lines[0].get_ydata()
    array([40., 55.])
    """
    card = as_source(data, language)
    say_of = voice(language, "plot")
    if card is not None:
        table, labels = _two_periods(card, periods, area, nodes, of)
    else:
        table = as_frame(data)
        labels = Labels(say_of("frame.slope"))
    if table.shape[1] != 2:
        raise ValueError(f"a slope needs two periods, not {table.shape[1]}")
    table = table.dropna()
    ax = axes(ax, (7, max(3.0, 1.6 + 0.3 * len(table))))
    for place, (_, row) in enumerate(table.iterrows()):
        ax.plot([0, 1], row.to_numpy(float), color=CATEGORIES[place % len(CATEGORIES)], marker="o", linewidth=2)
    _names(ax, table, language)
    bare(ax, language, grid="")
    ax.set_xticks([0, 1], labels=[written(name) for name in table.columns])
    ax.set_xlim(-0.25, 2.2)
    ax.spines["bottom"].set_visible(False)
    ax.set_yticks([])
    ax.vlines([0, 1], *ax.get_ylim(), color=LINE, linewidth=0.8, zorder=0)
    return finish(ax, labels.instead(**around), axis="y")


def _two_periods(
    card: Source, periods: tuple[str | int, str | int] | None, area: str | None, nodes: Chosen, of: str
) -> tuple[pd.DataFrame, Labels]:
    """Nodes as rows, the two periods as columns, and the labels."""
    ordered = sorted(card.card.periods, key=at)
    before, after = map(card.period, periods) if periods else (ordered[0], ordered[-1])
    where, chosen = card.area(area), card.nodes(nodes)
    columns = {when: card.matrix(of, chosen, (where,), when).iloc[0] for when in (before, after)}
    table = pd.DataFrame(columns).set_axis(card.titles(chosen))
    facts = {"area": card.area_name(where), "before": before, "after": after}
    return table, card.labels(voice(card.language, "plot")("title.slope", **facts), card.unit(of, chosen[0]))


def _names(ax: Axes, table: pd.DataFrame, language: str) -> None:
    """Numbers at the left, numbers and names at the right, moved apart where they would cover each other."""
    if not len(table):
        return
    heights = table.to_numpy(float)
    low, high = float(heights.min()), float(heights.max())
    room = max(high - low, 1e-9)
    apart = room / max(len(table) * 1.4, 12)
    style: dict[str, Any] = {"fontsize": 9, "color": INK, "va": "center"}
    for side, x, anchor in ((0, -0.05, "right"), (1, 1.05, "left")):
        numbers = [float(value) for value in table.iloc[:, side]]
        places = spread([(value - low) / apart for value in numbers], -1e6, 1e6, 1.0)
        for name, number, height in zip(table.index, numbers, places, strict=True):
            said = short(number, language)
            words = said if side == 0 else f"{said}  {written(name, 34)}"
            ax.text(x, low + height * apart, words, ha=anchor, **style)
