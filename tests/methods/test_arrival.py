"""When a line reaches a target: against SciPy, by hand, and what it promises."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdg_standard.methods.arrival import Arrival, arrival, student_quantile

stats = pytest.importorskip("scipy.stats")


def test_quantiles_of_student_are_those_of_scipy() -> None:
    for share in (0.9, 0.95, 0.975, 0.995):
        for freedom in (1, 2, 3, 4, 9, 10, 29):
            assert student_quantile(share, freedom) == pytest.approx(stats.t.ppf(share, freedom), rel=1e-9)


def test_two_figures_are_a_line_without_an_interval() -> None:
    """From 10 in 2020 to 14 in 2022, two a year: the six that are left to 20 take three years."""
    assert arrival([2020, 2022], [10, 14], target=20) == Arrival(2025.0)


def test_the_interval_by_hand() -> None:
    """At its ends the target lies on the edge of the confidence band of the line, worked out apart."""
    times, values = [2018, 2019, 2020, 2021, 2022], [40, 43, 44, 48, 49]
    found = arrival(times, values, target=60)
    assert found is not None and found.early is not None and found.late is not None
    line = stats.linregress(times, values)
    assert found.time == pytest.approx((60 - line.intercept) / line.slope)
    t, v = np.array(times), np.array(values)
    s = math.sqrt(((v - line.intercept - line.slope * t) ** 2).sum() / (5 - 2))
    for end, side in ((found.early, 1), (found.late, -1)):
        half = stats.t.ppf(0.95, 3) * s * math.sqrt(1 / 5 + (end - 2020) ** 2 / 10)
        assert line.intercept + line.slope * end + side * half == pytest.approx(60)


@pytest.mark.parametrize(
    "values", [[10, 14, 9, 15, 8], [10, 11, 12, 13, 14], [10, 12], [float("nan"), 10, 12]],
    ids=["no slope to be sure of", "no spread", "two", "a gap"],
)  # fmt: skip
def test_where_no_year_is_sure(values: list[float]) -> None:
    found = arrival(range(2020, 2020 + len(values)), values, target=30)
    assert found is not None and (found.early, found.late) == (None, None)


def test_what_never_arrives() -> None:
    assert arrival([2020, 2021], [5, 5], target=6) is None
    assert arrival([2020, 2020], [5, 6], target=7) is None
    assert arrival([2020], [5], target=6) is None and arrival([], [], target=6) is None
    with pytest.raises(ValueError, match="level"):
        arrival([1, 2], [1, 2], target=3, level=1.0)


numbers = st.integers(-50, 50).map(float)


@given(st.lists(numbers, min_size=3, max_size=8), numbers, st.floats(0.1, 10), st.integers(-3000, 3000))
def test_units_and_the_start_of_the_calendar_change_nothing(
    values: list[float], target: float, unit: float, shift: int
) -> None:
    times = np.arange(len(values), dtype=float)
    one = arrival(times, values, target=target)
    other = arrival(times + shift, [value * unit for value in values], target=target * unit)
    assert (one is None) == (other is None)
    if one is None or other is None:
        return
    assert other.time - shift == pytest.approx(one.time, rel=1e-6, abs=1e-5)
    if one.early is not None and one.late is not None:
        assert one.early <= one.time <= one.late
        wider = arrival(times, values, target=target, level=0.99)
        assert wider is not None
        assert wider.early is None or (wider.late is not None and wider.early <= one.early <= one.late <= wider.late)
