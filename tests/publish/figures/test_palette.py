"""Colours that tell kinds apart do so for everybody; where they cannot, signs do."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

import sdg_standard as sdg
from colour_vision import SEEN, distance, lab
from sdg_standard.publish.figures import style
from sdg_standard.publish.figures.palette import CATEGORIES
from sdg_standard.publish.looks import NAMED, PALETTE, SYMBOLS, contrast, ink_on
from sdg_standard.publish.templating import stylesheet


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
def test_any_two_ratings_can_be_told_apart(vision: str) -> None:
    assert min(distance(one, other, vision) for one, other in combinations(PALETTE, 2)) > 15


def test_ratings_stand_out_from_a_light_and_a_dark_page_and_can_be_written_on() -> None:
    grounds = re.findall(r"--ground:(#\w{6})", stylesheet())
    assert len(grounds) == 2  # light and dark
    for colour in (*PALETTE, *NAMED.values()):
        assert all(contrast(colour, ground) >= 3 for ground in grounds)
        assert contrast(colour, ink_on(colour)) >= 4.5


def test_signs_tell_ratings_apart_without_colours() -> None:
    assert all(len(set(signs)) == len(signs) for signs in SYMBOLS.values())


@pytest.mark.parametrize("name", sorted(sdg.load().methodologies))
def test_shipped_methodologies_use_these_colours(name: str) -> None:
    methodology = sdg.load().methodology(name)
    rules = [rule for group in methodology.ratings.values() for rule in group]
    rules += [rule for trend in methodology.trends.values() for rule in trend.ratings]
    said = {band.colour for rule in rules for band in rule.bands if band.colour}
    assert said <= {*PALETTE, *NAMED.values()}


def test_the_style_has_these_colours_with_writing_that_can_be_read() -> None:
    written = re.findall(r"\.fig-s(\d)\{--c:(#\w{6});--k:(#\w+)\}", style())
    assert [colour for _, colour, _ in written] == list(CATEGORIES)
    inks = {"#fff": "#FFFFFF", "#000": "#000000"}
    assert [inks[ink] for *_, ink in written] == [ink_on(colour) for colour in CATEGORIES]
    assert all(contrast(colour, ink_on(colour)) >= 4.5 for colour in CATEGORIES)
