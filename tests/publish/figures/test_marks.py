"""Marks stand where their numbers say."""

from __future__ import annotations

import math
import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sdg_standard as sdg
from figure_samples import figures
from sdg_standard.publish.figures import (
    Dot,
    DotPlot,
    DotRow,
    GoalTile,
    HeatColumn,
    HeatMap,
    HeatRow,
    Moment,
    Scale,
    Spark,
)
from sdg_standard.publish.figures.dots import CLOSE, lanes, track
from sdg_standard.publish.figures.scale import around
from sdg_standard.publish.looks import contrast, ink_on

SAMPLES = figures()
numbers = st.floats(allow_nan=False, allow_infinity=False)


# scales


@given(numbers, numbers, numbers)
def test_a_position_lies_on_the_scale(left: float, right: float, value: float) -> None:
    if left == right:
        with pytest.raises(ValueError, match="two different"):
            Scale(left, right)
    elif left / 2 != right / 2:  # else nearer than floats tell apart
        assert 0 <= Scale(left, right).share(value) <= 1


def test_a_scale_may_run_backwards_and_what_lies_outside_stands_at_the_end() -> None:
    down = Scale(200, 100)
    assert [down.share(value) for value in (200, 175, 100, 0, 900)] == [0, 0.25, 1, 1, 0]
    assert [down.share(value) for value in (math.inf, -math.inf)] == [0, 1]
    assert math.isnan(down.share(math.nan))
    with pytest.raises(ValueError, match="finite"):
        Scale(0, math.inf)


@given(st.lists(numbers.filter(lambda value: abs(value) < 1e300), min_size=1))
def test_the_ends_around_numbers_are_apart_and_hold_them(values: list[float]) -> None:
    low, high = around(values)
    assert low <= min(values) and max(values) <= high
    assert low < high


# dots


@given(st.lists(st.one_of(st.floats(0, 1), st.just(math.nan)), max_size=20))
def test_no_dot_covers_another(shares: list[float]) -> None:
    found = lanes(shares)
    for (one, here), (other, there) in combinations(zip(shares, found, strict=True), 2):
        assert here != there or math.isnan(one) or math.isnan(other) or abs(one - other) >= CLOSE


def test_dots_range_middle_and_benchmark_stand_in_their_places() -> None:
    plot = SAMPLES["DotPlot"]
    text = str(track(plot.rows[0], plot.scale))
    assert 'x="25%" y="13" class="fig-at"><circle' in text.replace(' class="fig-at"', ' class="fig-at"')
    assert re.search(r'<rect [^>]*class="fig-range" x="10%" width="80%"', text)
    assert re.search(r'<line x1="60%" x2="60%"[^>]*class="fig-middle"', text)
    assert re.search(r'<svg x="75%"[^>]*class="fig-at"', text)


def test_a_row_without_a_number_has_no_dot_but_its_reason() -> None:
    plot = SAMPLES["DotPlot"]
    assert "<circle" not in str(track(plot.rows[1], plot.scale))
    assert "Not reported" in str(plot.draw())


def test_less_is_better_to_the_right_where_the_scale_says_so() -> None:
    row = DotRow("Injuries", (Dot("Asker", 20.0, "20"),), scale=Scale(100, 0))
    assert 'x="80%"' in str(DotPlot("t", (row,), Scale(0, 1)).draw())


def test_a_table_has_a_column_for_each_municipality() -> None:
    table = SAMPLES["DotPlot of several"].table()
    assert table.heads == ("Part", "Asker", "Rana") and table.rows == (("Both", "25", "26"),)


# small lines


def test_a_line_rises_with_its_numbers_and_breaks_at_a_gap() -> None:
    # 64, 66, nothing, 71, 69: lowest at the bottom (17), highest at the top (3)
    text = str(SAMPLES["Spark"].draw())
    path = re.search(r'<path d="([^"]*)"', text)
    assert path is not None
    points = re.findall(r"([ML])([\d.]+) ([\d.]+)", path.group(1))
    assert [kind for kind, *_ in points] == ["M", "L", "M", "L"]
    assert [float(x) for _, x, _ in points] == [3, 19.5, 52.5, 69]  # 3 + 66 × (year - 2018) / 4
    assert [float(y) for *_, y in points] == [17, 13, 3, 7]  # 17 - 14 × (value - 64) / 7


@pytest.mark.parametrize("values", [[], [1.0], [1.0, math.nan], [math.nan] * 3])
def test_one_number_is_no_line(values: list[float]) -> None:
    assert Spark("t", tuple(Moment(n, value, "", "") for n, value in enumerate(values))).draw() is None


def test_numbers_that_stay_the_same_make_a_level_line() -> None:
    text = str(Spark("t", tuple(Moment(n, 5.0, "", "5") for n in range(3))).draw())
    assert re.search(r'd="M3 10L36 10L69 10"', text)


# tiles


def test_all_goals_can_be_read_on_their_official_colours() -> None:
    colours = [goal.colour for goal in sdg.load().goals.values()]
    assert len(colours) == 17
    assert all(colour and contrast(colour, ink_on(colour)) >= 4.5 for colour in colours)


def test_a_colour_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="#rrggbb"):
        GoalTile(1, "No poverty", "red;background:url(x)")


# heat maps


def test_a_row_has_a_cell_for_each_column() -> None:
    with pytest.raises(ValueError, match="1 columns, but not as many cells in: Water"):
        HeatMap("t", (HeatColumn("A"),), (HeatRow("Water", ()),))


def test_many_columns_show_signs_and_say_their_names_below() -> None:
    text = str(SAMPLES["HeatMap of many"].draw())
    assert (
        '<span class="fig-cell r0-1" aria-hidden="true">▲</span> <span class="fig-heard">75.5 points High</span>'
        in text
    )
    assert "<li><b>3</b> Column 3</li>" in text
    few = str(SAMPLES["HeatMap"].draw())
    assert '<span class="fig-cell r0-1" aria-hidden="true">▲ 75</span>' in few
