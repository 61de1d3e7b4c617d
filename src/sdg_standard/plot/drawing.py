"""Axes without pyplot, and what every figure has: a title that says what is seen, a unit, a source, an edition."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypedDict, Unpack, cast

from sdg_standard.exchange.extras import optional
from sdg_standard.words import say
from sdg_standard.words.numbers import numerals

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INK, SOFT, LINE, PALE, MAIN = "#1B2733", "#4A5660", "#C3CBD1", "#EEF1F3", "#2F5F7A"
LONGEST = 46
LETTERS = 13
"""Letters of small writing to an inch."""
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True)
class Labels:
    """What is written around a figure."""

    title: str = ""
    unit: str = ""
    source: str = ""

    def instead(self, **around: Unpack[Around]) -> Labels:
        """The same with what the caller says. Raises TypeError for a text that no figure has."""
        return replace(self, **around)


class Around(TypedDict, total=False):
    """What a caller may say instead of what is written by default."""

    title: str
    unit: str
    source: str


def axes(ax: Axes | None, size: tuple[float, float], *, polar: bool = False) -> Axes:
    """The axes to draw on: those given, or the only ones of a new figure, in inches.

    Raises MissingExtra without matplotlib, and ValueError for axes that are not polar where a circle is drawn.
    """
    module = optional("matplotlib.figure", say("plot.drawing"), "plot")
    if ax is None:
        figure = module.Figure(figsize=size, layout="constrained")
        return cast("Axes", figure.add_subplot(projection="polar" if polar else None))
    if polar and ax.name != "polar":
        raise ValueError('a circle needs polar axes: figure.add_subplot(projection="polar")')
    return ax


def written(text: object, longest: int = LONGEST) -> str:
    """A text as matplotlib writes it: nothing in it is mathematics, no control characters, not too long.

    >>> written("a $x$ b"), written("a" * 60, 5)
    ('a \\\\$x\\\\$ b', 'aaaa…')
    """
    clean = " ".join(_CONTROLS.sub(" ", str(text)).split())
    short = clean if len(clean) <= longest else f"{clean[: longest - 1].rstrip()}…"
    return short.replace("$", r"\$")


def short(number: float, language: str) -> str:
    """A number of three figures at most, as the language writes it.

    >>> short(12.345, "nb"), short(-0.5, "en"), short(1234.5, "nn")
    ('12,3', '−0.5', '1\\xa0230')
    """
    return numerals(language).value(float(f"{number:.3g}"))


def folded(ax: Axes, text: str) -> str:
    """A small text in lines that are not wider than the figure."""
    figure = ax.get_figure(root=True)
    wide = figure.get_figwidth() if figure else 6.0
    return textwrap.fill(written(text, 400), max(int(wide * LETTERS), 20))


def finish(ax: Axes, labels: Labels, *, axis: str = "x") -> Axes:
    """Write title, unit and source; ``axis`` says along which axis the unit stands (``x``, ``y`` or none)."""
    if labels.title:
        ax.set_title(written(labels.title, 200), loc="left", fontsize=11, fontweight="bold", color=INK, wrap=True)
    if labels.unit and axis == "x":
        ax.set_xlabel(written(labels.unit, 120), color=SOFT, fontsize=9, loc="left")
    elif labels.unit and axis == "y":
        ax.set_ylabel(written(labels.unit, 120), color=SOFT, fontsize=9, loc="top")
    if labels.source:
        style: dict[str, Any] = {"ha": "left", "va": "top", "fontsize": 7.5, "color": SOFT, "gid": "source"}
        ax.annotate(folded(ax, labels.source), (0, 0), (0, -38), "axes fraction", "offset points", **style)
    return ax


def bare(ax: Axes, language: str, *, grid: str = "x") -> None:
    """No frame, quiet grid lines behind the marks, numbers on the axis as the language writes them."""
    axis = ax.yaxis if grid == "y" else ax.xaxis
    axis.set_major_formatter(lambda number, _: numerals(language).value(round(number, 9)))
    ax.spines[["top", "right", "left"]].set_visible(False)
    ax.spines["bottom"].set_color(LINE)
    ax.set_axisbelow(True)
    if grid in ("x", "y"):
        ax.grid(axis=cast(Any, grid), color=LINE, linewidth=0.6)
    ax.tick_params(colors=INK, length=0, labelsize=9)


def legend(ax: Axes) -> None:
    """The legend beside the axes, where it covers nothing."""
    ax.legend(loc="upper left", bbox_to_anchor=(1, 1), frameon=False, fontsize=9)


def note(ax: Axes, words: str, place: tuple[float, float]) -> None:
    """Small words just right of a place."""
    ax.annotate(words, place, (4, 0), textcoords="offset points", va="center", fontsize=8, color=SOFT)


def rows(ax: Axes, names: list[str]) -> None:
    """Names of rows along the y axis, the first on top."""
    ax.set_yticks(range(len(names)), labels=[written(name) for name in names])
    ax.set_ylim(len(names) - 0.5, -0.5)
