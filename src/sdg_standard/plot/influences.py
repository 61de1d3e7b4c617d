"""Figures of a sensitivity analysis, and of the dimensions that an index has: frames only, each with its intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Unpack

import numpy as np
import pandas as pd

from sdg_standard.errors import UnknownId
from sdg_standard.plot.cards import as_frame, as_source
from sdg_standard.plot.drawing import INK, MAIN, SOFT, Around, Labels, axes, bare, finish, legend, note, rows, written
from sdg_standard.publish.words import voice

if TYPE_CHECKING:
    from matplotlib.axes import Axes

APART = 0.17
"""How far the two marks of a choice lie from the middle of its row."""
STRONG = "#B4480A"


def sensitivity(
    data: pd.DataFrame,
    *,
    area: str | None = None,
    ax: Axes | None = None,
    language: str = "en",
    **around: Unpack[Around],
) -> Axes:
    """Draw the first-order and the total index of each choice with their intervals; the largest total on top.

    ``data`` is what :func:`sdg_standard.sensitivity` returns. ``area``: of a frame that has several, whose rows are
    meant. A choice without an index (`constant`, `few`) has words in place of marks. Raises UnknownId for a column, or
    an area, that is not there.

    >>> import pandas as pd
    >>> first = {"first": [0.2, 0.7], "first_low": [0.1, 0.6], "first_high": [0.3, 0.8]}
    >>> total = {"total": [0.3, 0.8], "total_low": [0.2, 0.7], "total_high": [0.4, 0.9]}
    >>> frame = pd.DataFrame({"choice": ["ends", "weights"], **first, **total})
    >>> [text.get_text() for text in sensitivity(frame).get_yticklabels()]
    ['weights', 'ends']
    """
    as_source(data, language)
    columns = [f"{index}{end}" for index in ("first", "total") for end in ("", "_low", "_high")]
    frame = _of_area(as_frame(data, ("choice", *columns)), area)
    frame = frame.sort_values(["total", "choice"], ascending=[False, True], kind="stable", na_position="last")
    say_of = voice(language, "plot")
    ax = axes(ax, (7.5, 1.8 + 0.42 * len(frame)))
    places = np.arange(len(frame), dtype=float)
    looks = (("first", -APART, "o", MAIN), ("total", APART, "s", INK))
    for name, apart, marker, colour in looks:
        low, high = (frame[f"{name}_{end}"].to_numpy(float) for end in ("low", "high"))
        ax.hlines(places + apart, low, high, color=colour, linewidth=5, alpha=0.3, zorder=2)
        mark: dict[str, Any] = {"color": colour, "marker": marker, "s": 34, "zorder": 3, "label": say_of(f"key.{name}")}
        ax.scatter(frame[name].to_numpy(float), places + apart, **mark)
    for place, number in enumerate(frame["total"].to_numpy(float)):
        if np.isnan(number):
            note(ax, say_of("no_index"), (0, place))
    rows(ax, list(map(str, frame["choice"])))
    bare(ax, language)
    ax.set_xlim(0, 1.02)
    legend(ax)
    return finish(ax, Labels(say_of("frame.sensitivity"), say_of("axis.share")).instead(**around))


def swings(
    data: pd.DataFrame,
    *,
    area: str | None = None,
    ax: Axes | None = None,
    language: str = "en",
    **around: Unpack[Around],
) -> Axes:
    """Draw how far each choice alone moves the score of one area (a tornado); the widest on top, a line as it stands.

    ``data`` is what ``SensitivityAnalysis.one_at_a_time`` returns: ``choice, area, as_it_is, lowest, highest``.
    ``area``: of a frame that has several, whose rows are meant. Raises UnknownId.

    >>> import pandas as pd
    >>> frame = pd.DataFrame({"choice": ["mean", "ends"], "as_it_is": [60.0, 60.0], "lowest": [58.0, 40.0],
    ...                       "highest": [60.0, 70.0]})
    >>> [float(patch.get_width()) for patch in swings(frame).patches]
    [30.0, 2.0]
    """
    as_source(data, language)
    frame = _of_area(as_frame(data, ("choice", "as_it_is", "lowest", "highest")), area)
    frame = frame.assign(_width=frame["highest"] - frame["lowest"])
    frame = frame.sort_values(["_width", "choice"], ascending=[False, True], kind="stable", na_position="last")
    say_of = voice(language, "plot")
    ax = axes(ax, (7.5, 1.8 + 0.36 * len(frame)))
    lowest, width = (frame[name].to_numpy(float) for name in ("lowest", "_width"))
    ax.barh(range(len(frame)), width, left=lowest, height=0.5, color=MAIN, alpha=0.75, zorder=2)
    for own in frame["as_it_is"].dropna().unique():
        ax.axvline(own, color=INK, linewidth=1.4, zorder=3)
    rows(ax, list(map(str, frame["choice"])))
    bare(ax, language)
    return finish(ax, Labels(say_of("frame.swings"), say_of("axis.score_alone")).instead(**around))


def scree(
    data: pd.DataFrame,
    *,
    ax: Axes | None = None,
    language: str = "en",
    **around: Unpack[Around],
) -> Axes:
    """Draw the eigenvalues of principal components in their order, beside what they would be by chance.

    ``data`` is the ``table`` of :func:`sdg_standard.study.principal_components`, or a frame with ``eigenvalue`` and, if
    it has them, ``component`` and ``by_chance``. Components above chance are filled. Raises UnknownId.

    >>> import pandas as pd
    >>> drawn = scree(pd.DataFrame({"eigenvalue": [2.1, 0.9], "by_chance": [1.3, 0.8]}))
    >>> [line.get_ydata().tolist() for line in drawn.lines]
    [[2.1, 0.9], [1.3, 0.8]]
    """
    as_source(data, language)
    frame = as_frame(data, ("eigenvalue",))
    say_of = voice(language, "plot")
    ax = axes(ax, (7.0, 4.0))
    places = np.arange(1, len(frame) + 1, dtype=float)
    eigenvalues = frame["eigenvalue"].to_numpy(float)
    line: dict[str, Any] = {"color": MAIN, "linewidth": 1.8, "zorder": 2}
    ax.plot(places, eigenvalues, label=say_of("key.eigenvalue"), **line)
    above = np.ones(len(frame), dtype=bool)
    if "by_chance" in frame:
        chance = frame["by_chance"].to_numpy(float)
        ax.plot(places, chance, color=STRONG, linestyle=(0, (4, 3)), linewidth=1.5, label=say_of("key.by_chance"))
        above = np.logical_and.accumulate(eigenvalues > chance)
    for kept, face in ((True, MAIN), (False, "#FFFFFF")):
        mine = above == kept
        ax.scatter(places[mine], eigenvalues[mine], s=44, facecolor=face, edgecolor=MAIN, zorder=3)
    names = frame["component"] if "component" in frame else [f"{place:g}" for place in places]
    bare(ax, language, grid="y")
    ax.set_xticks(places, labels=[written(name, 12) for name in names])
    ax.set_ylim(bottom=0)
    ax.tick_params(axis="x", colors=SOFT)
    if "by_chance" in frame:
        legend(ax)
    return finish(ax, Labels(say_of("frame.scree"), say_of("axis.eigenvalue")).instead(**around), axis="y")


def _of_area(frame: pd.DataFrame, area: str | None) -> pd.DataFrame:
    """The rows of one area; a frame without areas, or of a single one, needs none."""
    if "area" not in frame:
        return frame
    known = list(map(str, frame["area"].unique()))
    if area is None and len(known) > 1:
        raise UnknownId("area", "", known)
    return frame if area is None else _named(frame, area, known)


def _named(frame: pd.DataFrame, area: str, known: list[str]) -> pd.DataFrame:
    if area not in known:
        raise UnknownId("area", area, known)
    return frame[frame["area"].astype(str) == area]
