"""Lines with a way to a target, slopes, stacked parts, coverage and distributions: positions follow numbers."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figure_samples import figures
from sdg_standard.publish.figures import Contributions, Moment, Part, Scale, Stack, counted, part_sign, state
from sdg_standard.publish.figures.slope import APART, spread

SAMPLES = figures()


def test_a_line_breaks_at_the_gap_and_the_way_leads_from_the_latest_to_the_target() -> None:
    text = str(SAMPLES["Line"].draw("k"))
    seen = re.search(r'<path d="([^"]*)" class="fig-line"', text)
    way = re.search(r'<path d="M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)" class="fig-way"><title>3 a year', text)
    assert seen and way
    points = [(kind, float(x), float(y)) for kind, x, y in re.findall(r"([ML])([\d.]+) ([\d.]+)", seen.group(1))]
    assert [kind for kind, *_ in points] == ["M", "L", "M", "L"]
    # the drawing is 282 wide inside its margins of 44 and 14; 2018 to 2030 are twelve years
    assert [x for _, x, _ in points] == [44, 67.5, 114.5, 138]
    assert points[-1][1:] == (float(way[1]), float(way[2])) and float(way[3]) == 326
    values = [64, 66, 71, 69, 90]
    heights = [y for *_, y in points] + [float(way[4])]
    order = sorted(range(5), key=lambda n: values[n])
    assert all(heights[one] > heights[other] for one, other in pairwise(order))  # y points down


def test_one_number_is_a_dot_and_no_number_is_no_figure() -> None:
    line = SAMPLES["Line"]
    one = str(replace(line, moments=(Moment(2020, 5.0, "2020", "5"),), target=None).draw("k"))
    assert one.count("<circle") == 1 and "fig-way" not in one
    assert replace(line, moments=(Moment(2020, math.nan, "2020", "no"),)).draw("k") is None
    assert replace(line, moments=()).draw("k") is None


def test_a_slope_draws_what_has_both_numbers_and_lists_the_rest() -> None:
    slope = SAMPLES["Slope"]
    assert str(slope.draw("k")).count("fig-change") == 1
    assert len(slope.table().rows) == 2
    assert replace(slope, rows=slope.rows[1:]).draw("k") is None


@given(st.lists(st.floats(0, 300), max_size=30))
def test_lines_of_text_stand_apart_in_order_and_inside(places: list[float]) -> None:
    low, high = 0.0, 300.0
    found = spread(places, low, high)
    apart = min(APART, (high - low) / max(len(places) - 1, 1))
    ordered = [found[n] for n in sorted(range(len(places)), key=lambda n: (places[n], n))]
    assert all(other - one >= apart - 0.11 for one, other in pairwise(ordered))
    assert all(low - 0.1 <= place <= high + 0.1 for place in found)


def test_parts_lie_one_behind_the_other_and_what_takes_away_to_the_left() -> None:
    # from -10 to 100: 110 in all; zero at 10/110 = 9.09 %, the part of 30 is 27.27 % wide
    text = str(SAMPLES["Contributions"].draw())
    boxes = re.findall(r'<rect height="22" class="fig-piece fig-s(\d)" x="([\d.]+)%" width="([\d.]+)%"', text)
    assert boxes == [("0", "9.09", "27.27"), ("1", "0", "9.09")]


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=8))
def test_pieces_fill_what_they_add(amounts: list[float]) -> None:
    stack = Stack("A", tuple(Part(one, "", part_sign(n, f"P{n}")) for n, one in enumerate(amounts)), "")
    text = str(Contributions("t", (stack,), 100).draw())
    boxes = [(float(x), float(width)) for x, width in re.findall(r'x="([-\d.e]+)%" width="([\d.e-]+)%"', text)]
    least = sum(min(one, 0) for one in amounts)
    whole = max(100, sum(max(one, 0) for one in amounts)) - least
    assert sum(width for _, width in boxes) == pytest.approx(sum(map(abs, amounts)) / whole * 100, abs=0.1)
    assert all(x >= -0.01 and x + width <= 100.02 for x, width in boxes)


def test_the_table_of_coverage_counts() -> None:
    table = SAMPLES["CoverageMap"].table()
    assert table.heads == ("Part", "There", "Verified", "Reported", "Filled", "Withheld", "Missing")
    assert table.rows == (("Water", "1 of 5", "1", "1", "1", "1", "1"),)


def test_a_state_that_is_none_is_refused() -> None:
    with pytest.raises(KeyError):
        state("lost", "Lost")


@given(st.lists(st.one_of(st.floats(-10, 110), st.just(math.nan)), max_size=50))
def test_every_number_is_counted_once(values: list[float]) -> None:
    assert sum(counted(values, Scale(0, 100))) == sum(not math.isnan(value) for value in values)
