"""Figures for pages: plain frozen marks in, markup out, the same bytes each time.

A figure is a frozen dataclass of marks whose texts are worded already; it knows no card, no standard and no language.
Each has ``title``, ``draw(key) -> Markup`` (``key`` makes the ids of the drawing its own; no id is made where none is
needed) and ``table() -> Table``, which says the same in rows (``Table.html``, or :func:`folded` behind a line to open).
:func:`style` is the style sheet of all of them; it uses the page's tokens ``--text --soft --line --pale --paper
--accent --plain --range`` and the classes of ratings (``--c --k --o``, see :mod:`sdg_standard.publish.looks`).

==================  =====================================================================================
``GoalTiles``       ``(title, tiles: (GoalTile(goal, name, colour, text, sign, note, href, known), …), heads)``
``Spark``           ``(title, moments: (Moment(at, value, when, text), …), heads)``; None with fewer than two
``DotPlot``         ``(title, rows: (DotRow(label, dots: (Dot(label, value, text, sign), …), peers: Span(low, high,
                    middle, text), aim: Tick(value, text), scale, depth, href), …), scale: Scale(left, right, ticks),
                    heads, entries, entries_label)``
``Bars``            ``(title, bars: (Bar(label, share, text, sign, depth, aim), …), heads, entries, entries_label)``
``HeatMap``         ``(title, columns: (HeatColumn(name, short), …), rows: (HeatRow(label, cells: (HeatCell(text, sign,
                    short), …), depth, href), …), corner, entries, entries_label)``
``Rings``           ``(title, desc, roots: (RingNode(id, name, text, share, sign, short, number, children), …), centre,
                    heads, entries, entries_label)``; None below 40 % coverage and where it makes no sense: use ``Bars``
``Line``            ``(title, desc, moments, target: Moment, unit, needed, ticks, heads, kinds)``; None without a number
``Slope``           ``(title, desc, rows: (SlopeRow(label, before, after, before_text, after_text, sign), …), scale,
                    heads)``
``Contributions``   ``(title, stacks: (Stack(label, parts: (Part(amount, text, sign), …), text, depth), …), most, heads,
                    entries_label)``; signs from ``part_sign(place, words)``
``CoverageMap``     ``(title, rows: (CoverageRow(label, squares: (Square(label, sign), …), text, depth), …), heads,
                    entries_label)``; signs from ``state("missing", words)``
``Distributions``   ``(title, spreads: (Spread(label, counts, middle, texts, depth, href), …), scale, heads, entries,
                    entries_label)``; counts from ``counted(values, scale)``
==================  =====================================================================================

``Sign(symbol, css, words, rungs)`` is how a mark looks and what is said for it: make it from a ``Look`` and the
title of its label. ``Entry(words, sign | shape)`` is a line of a legend. NaN is no number: its text says why.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sdg_standard.publish.figures.bars import Bar, Bars
from sdg_standard.publish.figures.contributions import Contributions, Part, Stack, part_sign
from sdg_standard.publish.figures.coverage import CoverageMap, CoverageRow, Square, state
from sdg_standard.publish.figures.distributions import Distributions, Spread, counted
from sdg_standard.publish.figures.dots import Dot, DotPlot, DotRow, Span
from sdg_standard.publish.figures.heat import HeatCell, HeatColumn, HeatMap, HeatRow
from sdg_standard.publish.figures.line import Line
from sdg_standard.publish.figures.ring_layout import RingNode
from sdg_standard.publish.figures.rings import Rings
from sdg_standard.publish.figures.scale import Scale, Tick, around
from sdg_standard.publish.figures.sign import PLAIN, Entry, Sign, badge, legend
from sdg_standard.publish.figures.slope import Slope, SlopeRow
from sdg_standard.publish.figures.spark import Moment, Spark
from sdg_standard.publish.figures.table import Table, folded
from sdg_standard.publish.figures.tiles import GoalTile, GoalTiles

__all__ = [
    "PLAIN",
    "Bar",
    "Bars",
    "Contributions",
    "CoverageMap",
    "CoverageRow",
    "Distributions",
    "Dot",
    "DotPlot",
    "DotRow",
    "Entry",
    "GoalTile",
    "GoalTiles",
    "HeatCell",
    "HeatColumn",
    "HeatMap",
    "HeatRow",
    "Line",
    "Moment",
    "Part",
    "RingNode",
    "Rings",
    "Scale",
    "Sign",
    "Slope",
    "SlopeRow",
    "Span",
    "Spark",
    "Spread",
    "Square",
    "Stack",
    "Table",
    "Tick",
    "around",
    "badge",
    "counted",
    "folded",
    "legend",
    "part_sign",
    "state",
    "style",
]


@cache
def style() -> str:
    """The style sheet of all figures, for a page's ``<style>``."""
    return Path(__file__).with_name("figures.css").read_text(encoding="utf-8").strip()
