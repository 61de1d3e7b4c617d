"""Colours that tell kinds apart do so for everybody; where they cannot, signs do."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from colour_vision import SEEN, distance, lab
from sdg_standard.publish.figures import style
from sdg_standard.publish.figures.palette import CATEGORIES
from sdg_standard.publish.looks import PALETTE, SYMBOLS, contrast, ink_on


def test_the_measure_knows_what_is_known() -> None:
    # L*a*b* of the red of sRGB under D65: 53.24, 80.09, 67.20; black and white are 100 apart
    assert lab("#FF0000", "all colours") == pytest.approx([53.24, 80.09, 67.20], abs=0.01)
    assert distance("#000000", "#FFFFFF", "all colours") == pytest.approx(100, abs=0.01)
    # what protanopes cannot tell apart well: a red and a green of the same lightness for them
    assert distance("#A6341B", "#4C7D2E", "protanopia") < distance("#A6341B", "#4C7D2E", "all colours") / 2


@pytest.mark.parametrize("vision", SEEN)
def test_parts_can_be_told_apart(vision: str) -> None:
    assert min(distance(one, other, vision) for one, other in combinations(CATEGORIES, 2)) > 15


@pytest.mark.parametrize("vision", SEEN)
def test_neighbouring_ratings_differ_and_signs_tell_all_of_them_apart(vision: str) -> None:
    assert min(distance(one, other, vision) for one, other in combinations(PALETTE, 2)) > 2.3 * 2
    assert all(len(set(signs)) == len(signs) for signs in SYMBOLS.values())


def test_the_style_has_these_colours_with_writing_that_can_be_read() -> None:
    written = re.findall(r"\.fig-s(\d)\{--c:(#\w{6});--k:(#\w+)\}", style())
    assert [colour for _, colour, _ in written] == list(CATEGORIES)
    inks = {"#fff": "#FFFFFF", "#000": "#000000"}
    assert [inks[ink] for *_, ink in written] == [ink_on(colour) for colour in CATEGORIES]
    assert all(contrast(colour, ink_on(colour)) >= 4.5 for colour in CATEGORIES)
