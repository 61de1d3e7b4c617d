"""Trends: worked examples, what counts as met, and years that allow no pace."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sdg_standard.methods import band_index, goalposts, pace_to_target, target_met

NAN, INF = math.nan, math.inf
A: dict[str, Any] = {"worst": 80.0, "best": 5.0}  # green 20
DECREASING, STAGNATING, IMPROVING, ON_TRACK = range(4)


def pace(base: Any, end: Any, **more: Any) -> Any:
    """From 2016 to 2023, with a target of 80 in 2030 unless said."""
    return pace_to_target(base, end, **{"years": 7, "years_to_target": 14, "target": 80.0, **more})


# worked examples


def test_series_a_from_44_to_35_improves_moderately() -> None:
    base, end, green = goalposts([44.0, 35.0, 20.0], clip="none", **A)
    assert (base, end, green) == (48, 60, 80)
    ratio = pace(base, end, target=green)
    assert ratio == (12 / 7) / (32 / 14) == 0.75
    assert band_index(ratio, edges=[0.0, 0.5, 1.0]) == IMPROVING


def test_values_and_scores_give_the_same_pace() -> None:
    assert pace(44.0, 35.0, target=20.0, sign=-1) == pytest.approx(0.75, rel=1e-15)


def test_why_trends_are_not_censored_below() -> None:
    base, end = goalposts([90.0, 66.0], clip="none", **A)
    assert (base, end) == (pytest.approx(-40 / 3), pytest.approx(56 / 3))
    assert pace(base, end) == pytest.approx((32 / 7) / ((80 + 40 / 3) / 14)) == pytest.approx(0.6857, abs=5e-5)
    censored = goalposts([90.0, 66.0], **A)
    assert pace(*censored) == pytest.approx((56 / 3 / 7) / (80 / 14)) == pytest.approx(0.4667, abs=5e-5)
    assert band_index([pace(base, end), pace(*censored)], edges=[0.0, 0.5, 1.0]).tolist() == [IMPROVING, STAGNATING]


def test_the_current_status_of_escap_is_ten_times_a_pace_of_equal_years() -> None:
    status = 10 * pace(44.0, 35.0, target=20.0, sign=-1, years=1, years_to_target=1)
    assert status == 10 * (44 - 35) / (44 - 20) == 3.75


@pytest.mark.parametrize(
    ("end", "verdict"),
    [
        (47.0, DECREASING),
        (48.0, STAGNATING),
        (55.9, STAGNATING),
        (56.0, IMPROVING),
        (63.9, IMPROVING),
        (64.0, ON_TRACK),
    ],
)
def test_equality_belongs_to_the_better_band(end: float, verdict: int) -> None:
    assert band_index(pace(48.0, end), edges=[0.0, 0.5, 1.0]) == verdict


# met, kept, lost


def test_what_is_met_is_tested_first() -> None:
    assert pace(95.0, 85.0, reached=1.0) == 1
    assert pace(95.0, 85.0) == pytest.approx((-10 / 7) / (15 / 14))
    # also where the target year has passed
    assert pace(48.0, 85.0, years_to_target=-1, reached=1.0) == 1
    assert np.isnan(pace(48.0, 60.0, years_to_target=-1, reached=1.0))


def test_a_target_once_met_and_lost_counts_over_the_size_of_the_way() -> None:
    assert pace(85.0, 75.0, reached=1.0) == pytest.approx(-(10 / 7) / (5 / 14))
    assert pace(15.0, 25.0, target=20.0, sign=-1) == pytest.approx(-(10 / 7) / (5 / 14))


def test_where_nothing_was_required() -> None:
    assert pace(80.0, 75.0) == -1
    assert pace(80.0, 75.0, lost=-9.0) == -9
    assert pace(80.0, 75.0, reached=4.0) == -1
    assert pace(80.0, 80.0) == pace(80.0, 85.0) == 1
    assert pace(80.0, 80.0, reached=4.0) == 4
    assert pace(0.1 + 0.2, 0.1, target=0.3) == -1  # the same target up to rounding
    assert pace(0.0, 3.0, target=0.0, sign=-1) == -1


@pytest.mark.parametrize(
    ("sign", "expected"), [(1, [False, True, True]), (-1, [True, True, False]), (0, [False, True, False])]
)
def test_met_in_each_direction(sign: int, expected: list[bool]) -> None:
    assert target_met([9.0, 10.0, 11.0], target=10.0, sign=sign).tolist() == expected


def test_near_a_target() -> None:
    assert target_met([98.9, 99.0], target=100.0, sign=1, met_within=0.01).tolist() == [False, True]
    assert target_met([0.1 + 0.2], target=0.3, sign=-1).tolist() == [True]
    assert target_met([-101.0, -102.0], target=-100.0, sign=1, met_within=0.01).tolist() == [True, False]
    assert target_met([1e-12], target=0.0, sign=-1, met_within=0.01).tolist() == [False]  # no share of nothing


def test_gaps_and_infinite_targets_are_not_met() -> None:
    for sign in (1, -1, 0):
        assert not target_met([NAN, 5.0, 5.0, 5.0], target=[5.0, NAN, INF, -INF], sign=sign).any()


# what allows no pace


@pytest.mark.parametrize(
    "case",
    [
        {"base": NAN},
        {"end": NAN},
        {"target": NAN},
        {"target": INF},
        {"base": INF},
        {"end": -INF},
        {"years": 0},
        {"years": -1},
        {"years": NAN},
        {"years_to_target": 0},
        {"years_to_target": NAN},
        {"sign": 0},
    ],
)
@pytest.mark.parametrize("reached", [None, 1.0])
def test_no_pace(case: dict[str, float], reached: float | None) -> None:
    assert np.isnan(pace(**{"base": 48.0, "end": 60.0, "reached": reached, **case}))


def test_two_years_are_the_least_even_for_what_is_met() -> None:
    assert np.isnan(pace(85.0, 85.0, years=0, reached=1.0))
    assert np.isnan(pace(NAN, 85.0, reached=1.0))


def test_all_arguments_broadcast() -> None:
    found = pace([[48.0, 44.0]], [[60.0, 35.0]], target=[[80.0, 20.0]], sign=[[1, -1]], years=[[7], [14]])
    assert found == pytest.approx(np.array([[0.75, 0.75], [0.375, 0.375]]), rel=1e-15)


# promises

values = st.floats(-1e3, 1e3)


@given(values, values, values, values, st.sampled_from([1, -1]))
def test_a_better_end_never_has_a_lower_pace(base: float, end: float, other: float, target: float, sign: int) -> None:
    assume(abs(base - target) > 1e-3)
    worse, better = sorted([end, other], key=lambda x: x * sign)
    low, high = (pace(base, x, target=target, sign=sign) for x in (worse, better))
    assert low <= high


@given(values, values, values)
def test_both_directions_are_treated_alike(base: float, end: float, target: float) -> None:
    assume(abs(base - target) > 1e-3)
    assert pace(base, end, target=target) == pace(-base, -end, target=-target, sign=-1)


@given(values, values, st.floats(0.1, 30))
def test_going_straight_to_the_target_has_a_pace_of_1(base: float, target: float, years: float) -> None:
    assume(abs(base - target) > 1e-3)
    sign = 1 if target > base else -1
    end = base + (target - base) * years / 40
    assert pace(base, end, target=target, sign=sign, years=years, years_to_target=40) == pytest.approx(1, rel=1e-6)
