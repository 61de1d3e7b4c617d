"""The rings: every piece in its place, drawn where there is enough to see."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from itertools import pairwise

import pytest

from figure_samples import figures, ring_tree
from sdg_standard.publish.figures import RingNode, Rings
from sdg_standard.publish.figures.ring_layout import OUTER, laid_out

RINGS: Rings = figures()["Rings"]


def test_the_pieces_of_a_ring_do_not_overlap() -> None:
    made = laid_out(RINGS.roots)
    assert made is not None and made.rings == 2
    for ring in range(made.rings):
        pieces = sorted((item.start, item.end) for item in made.branches if item.ring == ring)
        assert all(one[1] <= other[0] + 1e-12 for one, other in pairwise(pieces))
    bars = sorted((item.start, item.end) for item in made.leaves)
    assert len(bars) == 12 and bars[0][0] >= 0 and bars[-1][1] <= 1
    assert all(one[1] <= other[0] + 1e-12 for one, other in pairwise(bars))


def test_a_bar_lies_inside_its_branch() -> None:
    made = laid_out(RINGS.roots)
    assert made is not None
    for branch in made.branches:
        inside = {
            item.node for item in made.leaves if branch.start - 1e-12 <= item.start and item.end <= branch.end + 1e-12
        }
        below = [leaf for child in branch.node.children for leaf in (child.children or (child,))]
        assert inside == set(below)


def test_the_length_of_a_bar_is_its_number() -> None:
    made = laid_out(RINGS.roots)
    assert made is not None
    radius = made.bars_from + (OUTER - made.bars_from) * 0.5
    bar = re.search(r'<path d="([^"]*)" class="bar r0-0"><title>Indicator 001: 75, Low</title>', str(RINGS.draw("w")))
    assert bar is not None and f"A{radius:g} {radius:g}" in bar.group(1)


def test_a_gap_is_an_empty_frame_and_each_piece_has_a_hint() -> None:
    text = str(RINGS.draw("w"))
    assert text.count('class="gap"') == 1 and text.count('class="bar r0-0"') == 11
    assert text.count("<title>") == 3 + 6 + 12


def test_from_two_fifths_on_it_is_drawn() -> None:
    # 12 bars, of which one is empty anyway: with 4 numbers it is a third, with 5 it is 5/12 = 41.7 %
    def reported(count: int) -> Rings:
        left = iter(range(count))
        return replace(RINGS, roots=tuple(_kept(node, left) for node in ring_tree()))

    assert reported(4).draw("w") is None and not reported(4).worth_drawing
    assert reported(5).draw("w") is not None and reported(5).coverage == pytest.approx(5 / 12)


def _kept(node: RingNode, left: object) -> RingNode:
    if node.children:
        return replace(node, children=tuple(_kept(child, left) for child in node.children))
    has = not math.isnan(node.share) and next(left, None) is not None  # type: ignore[call-overload]
    return node if has else replace(node, share=math.nan)


def test_few_bars_one_group_repeats_and_deep_trees_make_no_rings() -> None:
    one, *others = ring_tree()
    assert laid_out(()) is None
    assert laid_out((one,)) is None  # four bars
    assert laid_out((replace(one, children=one.children * 3),)) is None  # a part in two places
    bars = tuple(RingNode(f"b{n}", "Bar", "1", 0.1) for n in range(300))
    assert laid_out((replace(one, children=bars), *others)) is None
    deep = RingNode("d", "Deep", "1", 0.1, children=bars[:9])
    for level in range(4):
        deep = RingNode(f"d{level}", "Deep", "1", 0.1, children=(deep,))
    assert laid_out((deep, one)) is None
    assert laid_out((RingNode("all", "All", "50", 0.5, number="50", children=ring_tree()),)) is not None


def test_a_single_root_stands_in_the_centre() -> None:
    text = str(
        replace(RINGS, roots=(RingNode("all", "Whole", "62", 0.62, number="62", children=ring_tree()),)).draw("w")
    )
    assert re.search(r'class="big">62</text><text[^>]*>Whole</text>', text)
    assert "Asker" not in text
