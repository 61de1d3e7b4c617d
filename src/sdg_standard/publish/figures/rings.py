"""The rings of U4SSC: branches from the first level outwards, and outside a bar for each indicator."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from sdg_standard.publish.figures import ring_shapes
from sdg_standard.publish.figures.ring_layout import RINGS, Layout, RingNode, laid_out
from sdg_standard.publish.figures.sign import Entry, legend
from sdg_standard.publish.figures.table import Table

ENOUGH = 0.4
"""From this coverage on the rings are drawn: with less they are mostly holes, and a list of bars says more."""


@dataclass(frozen=True)
class Rings:
    """A wheel of numbers. ``roots`` is its tree; where it is a single one, that one stands in the centre.

    ``centre`` are the lines in the middle where there are several roots: the area and the period. ``desc`` says what
    the rings are and what the first of them shows. ``heads`` head the table: part, number.
    """

    title: str
    desc: str
    roots: tuple[RingNode, ...]
    centre: tuple[str, str] = ("", "")
    heads: tuple[str, str] = ("", "")
    entries: tuple[Entry, ...] = field(default=())
    entries_label: str = ""

    @property
    def coverage(self) -> float:
        """The share of bars that have a number; NaN where there are none."""
        leaves = [node for node, _ in _walk(self.roots) if not node.children]
        return sum(not math.isnan(node.share) for node in leaves) / len(leaves) if leaves else math.nan

    @property
    def layout(self) -> Layout | None:
        """Where each piece lies; None where a wheel makes no sense: too few or many bars, one group, repeats."""
        return laid_out(self.roots)

    @property
    def worth_drawing(self) -> bool:
        """Whether there is a layout and enough to see: a coverage of 40 % or more."""
        return self.layout is not None and self.coverage >= ENOUGH

    def draw(self, key: str) -> Markup | None:
        """The wheel with its legend; ``key`` makes its ids its own. None where it is not worth drawing."""
        layout = self.layout
        if layout is None or self.coverage < ENOUGH:
            return None
        drawing = ring_shapes.drawing(layout, key, self.title, self.desc, self.centre)
        return Markup("").join(filter(None, [drawing, legend(self.entries, self.entries_label)]))

    def table(self) -> Table:
        """Every part and indicator once, in the order of the rings."""
        seen = dict.fromkeys((node for node, _ in _walk(self.roots)))
        return Table(
            self.title, self.heads, tuple((node.name, f"{node.text} {node.sign.words}".strip()) for node in seen)
        )


def _walk(nodes: Sequence[RingNode], depth: int = 0) -> Iterator[tuple[RingNode, int]]:
    """All nodes, each before what is below it; not deeper than the rings go."""
    if depth <= len(RINGS):
        for node in nodes:
            yield node, depth
            yield from _walk(node.children, depth + 1)
