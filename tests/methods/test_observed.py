"""What is taken of observations in time, layer by layer, by hand."""

from __future__ import annotations

import math

import numpy as np

from sdg_standard.methods.observed import Layer, nearest, on_a_line, only_one

NAN = math.nan
NOT_REPORTED, GONE, OTHER, CONTRADICTION = 1, 2, 3, 4


def layer(place: int, numbers: list[float], reasons: list[int] | None = None) -> Layer:
    """The observations of one series, an area after the other."""
    return place, np.array([numbers]), None if reasons is None else np.array([reasons], dtype=np.uint8)


def test_the_nearest_number_and_why_there_is_none() -> None:
    """Area by area: a number near and one far; one far only; a gap and nothing; a gap of which nobody says why."""
    near = layer(7, [5.0, NAN, NAN, NAN], [0, NOT_REPORTED, OTHER, 0])
    far = layer(3, [6.0, 9.0, NAN, NAN], [0, 0, NOT_REPORTED, NOT_REPORTED])
    numbers, codes, places = nearest([near, far], (1, 4), gone=GONE)
    np.testing.assert_array_equal(numbers, [[5, 9, NAN, NAN]])
    assert places.tolist() == [[7, 3, -1, -1]]
    assert codes[0, 2:].tolist() == [OTHER, NOT_REPORTED]  # the first that was found


def test_what_is_gone_stops_the_search_where_it_is_nearer_only() -> None:
    gone = layer(7, [NAN, 5.0], [GONE, GONE])
    numbers, codes, places = nearest([gone, layer(3, [6.0, 6.0])], (1, 2), gone=GONE)
    np.testing.assert_array_equal(numbers, [[NAN, 5]])
    assert (codes[0, 0], places.tolist()) == (GONE, [[-1, 7]])


def test_the_only_number_is_that_of_the_first_group_that_says_anything() -> None:
    """A number, a reason and a contradiction are words of the first group; only silence leaves it to the second."""
    first = [layer(5, [1.0, NAN, 2.0, NAN], [0, NOT_REPORTED, 0, 0]), layer(6, [1.0, NAN, 3.0, NAN])]
    second = [layer(8, [9.0, 9.0, 9.0, 9.0])]
    numbers, codes, places, several = only_one([first, second], (1, 4), contradiction=CONTRADICTION)
    np.testing.assert_array_equal(numbers, [[1, NAN, NAN, 9]])
    assert codes.tolist() == [[0, NOT_REPORTED, CONTRADICTION, 0]]
    assert places.tolist() == [[5, -1, -1, 8]]
    assert [where.tolist() for where in several] == [[[False, False, True, False]]]


def test_a_number_behind_a_gap_of_its_own_group_counts() -> None:
    layers = [layer(5, [NAN], [NOT_REPORTED]), layer(6, [4.0])]
    numbers, _, places, several = only_one([layers], (1, 1), contradiction=CONTRADICTION)
    assert (numbers.tolist(), places.tolist(), several) == ([[4]], [[6]], [])


def test_a_later_group_contradicts_nobody_who_has_spoken() -> None:
    groups = [[layer(1, [5.0])], [layer(2, [6.0]), layer(3, [7.0])]]
    numbers, codes, places, several = only_one(groups, (1, 1), contradiction=CONTRADICTION)
    assert (numbers.tolist(), codes.tolist(), places.tolist(), several) == ([[5]], [[0]], [[1]], [])


def test_a_point_on_a_line_and_how_far_apart_its_ends_may_lie() -> None:
    """From 10 in 2010 to 20 in 2014: a quarter of the way is 12.5, half of it 15; a gap of 4 years is not above 4."""
    ends = {"before_time": [2010.0], "after_time": [2014.0]}
    assert on_a_line([10.0], [20.0], at=2011.0, **ends).tolist() == [12.5]
    assert on_a_line([10.0], [20.0], at=2012.0, max_gap=4, **ends).tolist() == [15]
    assert on_a_line([10.0], [20.0], at=2012.0, max_gap=4 - 1e-10, **ends).tolist() == [
        15
    ]  # years are no whole numbers
    assert np.isnan(on_a_line([10.0], [20.0], at=2012.0, max_gap=3.99, **ends)).all()


def test_an_observation_at_the_time_itself_is_both_ends_of_the_line() -> None:
    at = {"before_time": [2012.0], "after_time": [2012.0]}
    assert on_a_line([7.0], [7.0], at=2012.0, max_gap=0, **at).tolist() == [7]


def test_outside_of_what_is_known_there_is_nothing_or_the_nearest() -> None:
    before, after = [10.0, NAN, NAN], [NAN, 20.0, NAN]
    times = {"before_time": [2010.0, NAN, NAN], "after_time": [NAN, 2014.0, NAN]}
    assert np.isnan(on_a_line(before, after, at=2012.0, **times)).all()
    found = on_a_line(before, after, at=2012.0, outside="nearest", max_gap=1, **times)
    np.testing.assert_array_equal(found, [10, 20, NAN])
