"""Compound growth, expected values and slopes: worked examples, edge cases, and SciPy as an independent source."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from sdg_standard.methods import band_index, pace_to_target, piecewise
from sdg_standard.methods.growth import (
    compound_rate,
    expected_value,
    grown,
    growth_rate,
    growth_to_target,
    limit_held,
    line,
    nearness_to_limit,
    slope,
)

NAN, INF = math.nan, math.inf
SCORE_WITH_TARGET = {"at": [-0.6, 0.6, 1.3], "scores": [-5.0, 0.0, 5.0]}
DETERIORATION, LIMITED, PROGRESS, ON_TRACK = range(4)


def share(base: Any = 44.0, end: Any = 35.0, **more: Any) -> Any:
    """Series A, lower is better, from 2016 to 2023, target 20 by 2030 unless said."""
    return growth_to_target(base, end, **{"years": 7, "target": 20.0, "years_to_target": 14, "sign": -1, **more})


# one series, three verdicts


def test_open_sdg_with_a_target() -> None:
    observed, required = compound_rate(44.0, 35.0, years=7), compound_rate(44.0, 20.0, years=14)
    assert observed == pytest.approx((35 / 44) ** (1 / 7) - 1, rel=1e-12) == pytest.approx(-0.032163, abs=5e-7)
    assert required == pytest.approx((20 / 44) ** (1 / 14) - 1, rel=1e-12) == pytest.approx(-0.054762, abs=5e-7)
    assert share() == pytest.approx(float(observed / required), rel=1e-12) == pytest.approx(0.5873, abs=5e-5)
    assert piecewise(share(), **SCORE_WITH_TARGET) == pytest.approx(-0.053, abs=5e-4)
    assert band_index(share(), edges=[0.0, 0.6, 0.95]) == LIMITED


def test_unsd_expects_a_value_in_2030() -> None:
    expected = grown(35.0, rate=compound_rate(44.0, 35.0, years=7), years=7)
    assert expected == pytest.approx(35 * 35 / 44, rel=1e-12) == pytest.approx(27.841, abs=5e-4)
    found = expected_value(44.0, 35.0, expected=expected, target=20.0, years=7, sign=-1)
    assert found == pytest.approx((44 - 35 * 35 / 44) / 24, rel=1e-12) == pytest.approx(0.673, abs=5e-4)
    assert 0.10 <= found < 0.95  # fair, needs acceleration


def test_sdsn_has_the_same_pace_on_values_as_on_scores() -> None:
    assert pace_to_target(44.0, 35.0, years=7, target=20.0, years_to_target=14, sign=-1) == pytest.approx(0.75)


def test_a_share_near_its_limit() -> None:
    """92 % (2015) → 94 % (2022), limit 100 %, no target: progress, which would be limited without the limit."""
    plain = growth_rate(92.0, 94.0, years=7)
    near = nearness_to_limit(92.0, limit=100.0)
    assert plain == pytest.approx((94 / 92) ** (1 / 7) - 1, rel=1e-12) == pytest.approx(0.003077, abs=5e-7)
    assert near == pytest.approx(1 - 0.92**4.44, rel=1e-12) == pytest.approx(0.3094, abs=5e-5)
    assert 0.015 * near == pytest.approx(0.00464, abs=5e-6)
    assert 0.005 * near == pytest.approx(0.00155, abs=5e-6)
    found = growth_rate(92.0, 94.0, years=7, limit=100.0)
    assert found == pytest.approx(float(plain / near), rel=1e-12)
    thresholds = {"at": [-0.02, 0.0, 0.005, 0.015, 0.02], "scores": [-5.0, -2.5, 0.0, 2.5, 5.0]}
    assert piecewise(found, **thresholds) == pytest.approx(1.236, abs=5e-4)
    assert band_index([found, plain], edges=[0.0, 0.005, 0.015]).tolist() == [PROGRESS, LIMITED]


# limits


def test_nearness_is_the_same_at_equal_relative_distance_from_either_side() -> None:
    assert nearness_to_limit(80.0, limit=100.0) == pytest.approx(float(nearness_to_limit(125.0, limit=100.0)))
    assert nearness_to_limit([100.0, 0.0, 50.0], limit=[100.0, 0.0, 0.0]).tolist() == [0, 0, 1]
    assert nearness_to_limit(50.0, limit=100.0, exponent=1) == pytest.approx(0.5)


def test_a_limit_on_the_undesired_side_is_ignored() -> None:
    for sign, limit in ((1, 10.0), (-1, 100.0)):
        plain = growth_rate(50.0, 60.0, years=5, sign=sign)
        assert growth_rate(50.0, 60.0, years=5, sign=sign, limit=limit) == plain


def test_going_away_from_the_limit_counts_as_it_is() -> None:
    assert growth_rate(94.0, 92.0, years=7, limit=100.0) == growth_rate(94.0, 92.0, years=7) < 0


def test_at_the_limit() -> None:
    at = {"years": 5, "limit": 100.0, "reached": 9.0}
    assert growth_rate([100.0, 100.0], [100.0, 99.0], **at) == pytest.approx([9, 0.99**0.2 - 1], rel=1e-9)
    assert growth_rate(100.0, 100.0, years=5, limit=100.0) == 0  # without a number for it, growth is what it is
    assert np.isnan(growth_rate(100.0, 100.0, **{**at, "years": 0}))
    assert growth_rate(0.0, 0.0, years=5, sign=-1, limit=0.0, reached=9.0) == 9
    held = limit_held([100.0, 100.0, 100.0, 99.0], [100.0, 101.0, 99.0, 100.0], years=5, limit=100.0, sign=1)
    assert held.tolist() == [True, True, False, False]


# what allows no rate, and what does


@pytest.mark.parametrize(
    ("base", "end", "years"),
    [(44.0, 35.0, 0), (44.0, 35.0, -1), (44.0, 35.0, NAN), (0.0, 3.0, 5), (-2.0, 2.0, 5), (2.0, -2.0, 5), (NAN, 2.0, 5),
     (2.0, NAN, 5), (INF, 2.0, 5), (2.0, INF, 5), (1e-300, -1e-300, 5)],
)  # fmt: skip
def test_no_rate(base: float, end: float, years: float) -> None:
    assert np.isnan(compound_rate(base, end, years=years))
    assert np.isnan(growth_rate(base, end, years=years))


def test_a_fall_to_zero_is_the_whole() -> None:
    assert compound_rate(5.0, 0.0, years=3) == -1
    assert growth_rate(5.0, 0.0, years=3, sign=-1) == 1
    assert grown(5.0, rate=-1.0, years=[3, 0]).tolist() == [0, 5]


def test_negative_values_turn_the_direction() -> None:
    """A deficit of 4 that becomes 2 is better where more is better."""
    assert compound_rate(-4.0, -2.0, years=1) == pytest.approx(-0.5)
    assert growth_rate(-4.0, -2.0, years=1, sign=1) == pytest.approx(0.5)
    assert growth_rate(-4.0, -2.0, years=1, sign=-1) == pytest.approx(-0.5)
    assert growth_to_target(-4.0, -2.0, years=1, target=-1.0, years_to_target=2, sign=1) == pytest.approx(1, rel=1e-12)


def test_where_a_certain_value_is_best_growth_is_neither_good_nor_bad() -> None:
    assert np.isnan(growth_rate(44.0, 35.0, years=7, sign=0))
    assert np.isnan(share(sign=0))
    assert np.isnan(expected_value(44.0, 35.0, expected=27.0, target=20.0, years=7, sign=0))


def test_a_zero_of_base_or_target_is_replaced() -> None:
    assert share(target=0.0, years_to_target=14) == pytest.approx(
        (1 - (35 / 44) ** (1 / 7)) / (1 - (0.001 / 44) ** (1 / 14)), rel=1e-12
    )
    more = {"years": 2, "target": 4.0, "years_to_target": 4, "sign": 1}
    assert growth_to_target(0.0, 1.0, **more) == pytest.approx((1000**0.5 - 1) / (4000**0.25 - 1), rel=1e-12)
    assert growth_to_target(0.0, 1.0, **more, replace_zero=0.25) == pytest.approx((2 - 1) / (2 - 1), rel=1e-12)


@pytest.mark.parametrize(
    "case",
    [{"base": NAN}, {"end": NAN}, {"target": NAN}, {"target": INF}, {"base": INF}, {"end": -44.0}, {"target": -20.0},
     {"years": 0}, {"years": -3}, {"years_to_target": 0}, {"years_to_target": -2}, {"years_to_target": NAN}],
)  # fmt: skip
def test_no_share_of_a_target(case: dict[str, float]) -> None:
    assert np.isnan(share(**case))


def test_what_is_met_is_tested_first() -> None:
    assert share(end=20.0, reached=5.0) == share(end=3.0, reached=5.0) == 5
    assert share(end=20.5, reached=5.0) < 5
    assert share(end=20.5, reached=5.0, met_within=0.03) == 5
    assert share(end=20.0, years_to_target=-1, reached=5.0) == 5
    assert np.isnan(share(end=20.0, years=0, reached=5.0))
    assert np.isnan(share(base=NAN, end=20.0, reached=5.0))


def test_a_target_met_once_and_lost() -> None:
    """The required rate points the wrong way; its size counts."""
    observed, required = (25 / 15) ** (1 / 7) - 1, (20 / 15) ** (1 / 14) - 1
    assert share(15.0, 25.0, reached=5.0) == pytest.approx(-observed / required, rel=1e-12)
    assert expected_value(15.0, 25.0, expected=30.0, target=20.0, years=7, sign=-1) == -15 / 5


def test_where_nothing_was_required() -> None:
    assert share(20.0, 25.0) == -1
    assert share(20.0, 25.0, lost=-5.0) == -5
    assert share(20.0, 18.0) == share(20.0, 20.0) == 1
    assert share(0.1 + 0.2, 0.4, target=0.3) == -1  # the same target up to rounding
    assert share(0.0, 3.0, target=0.0) == -1
    for found in (expected_value(20.0, 25.0, expected=30.0, target=20.0, years=7, sign=-1), share(20.0, 25.0)):
        assert found == -1
    assert expected_value(20.0, 20.0, expected=20.0, target=20.0, years=7, sign=-1) == 1
    assert np.isnan(share(20.0, 25.0, sign=0))


def test_an_expected_value_that_is_missing() -> None:
    assert np.isnan(expected_value(44.0, 35.0, expected=NAN, target=20.0, years=7, sign=-1))
    assert expected_value(44.0, 20.0, expected=NAN, target=20.0, years=7, sign=-1, reached=1.0) == 1
    assert np.isnan(expected_value(44.0, 35.0, expected=27.0, target=20.0, years=0, sign=-1))


# slopes


series = st.lists(st.tuples(st.integers(2000, 2030), st.floats(-100, 100)), min_size=2, max_size=12)


@given(series)
def test_theil_and_sen_as_scipy_has_it(observed: list[tuple[int, float]]) -> None:
    years, numbers = (np.array(part, dtype=float) for part in zip(*observed, strict=True))
    assume(len(set(years)) > 1)
    with np.errstate(invalid="ignore"):  # of its confidence interval, which is not asked for
        expected = stats.theilslopes(numbers, years).slope
    assert slope(numbers[:, None], times=years)[0] == pytest.approx(expected, rel=1e-12, abs=1e-12)


@given(series)
def test_least_squares_as_scipy_has_it(observed: list[tuple[int, float]]) -> None:
    years, numbers = (np.array(part, dtype=float) for part in zip(*observed, strict=True))
    assume(len(set(years)) > 1)
    expected = stats.linregress(years, numbers)
    found, value = line(numbers[:, None], times=years, at=2030.0)
    assert found[0] == slope(numbers[:, None], times=years, model="least_squares")[0]
    assert found[0] == pytest.approx(expected.slope, rel=1e-9, abs=1e-9)
    assert value[0] == pytest.approx(expected.intercept + 2030 * expected.slope, rel=1e-7, abs=1e-7)


@given(series, st.floats(0.3, 1))
def test_weighted_least_squares_as_numpy_has_it(observed: list[tuple[int, float]], decay: float) -> None:
    years, numbers = (np.array(part, dtype=float) for part in zip(*observed, strict=True))
    assume(len(set(years)) > 2)
    away = years - years.max()
    assume(np.ptp(away[decay**-away < 1e6]) > 0)
    expected = np.polyfit(away, numbers, 1, w=np.sqrt(decay**-away))
    found, value = line(numbers[:, None], times=years, decay=decay)
    assert [found[0], value[0]] == pytest.approx(expected, rel=1e-6, abs=1e-6)


def test_weights_fall_by_the_year() -> None:
    """Weights ¼, ½ and 1 of the years before the last, the last but one and the last."""
    weight, x, y = np.array([0.25, 0.5, 1.0]), np.array([0.0, 1.0, 2.0]), np.array([0.0, 0.0, 1.0])
    centre, mean = (weight * x).sum() / 1.75, (weight * y).sum() / 1.75
    by_hand = (weight * (x - centre) * (y - mean)).sum() / (weight * (x - centre) ** 2).sum()
    assert line(y[:, None], times=x, decay=0.5)[0][0] == pytest.approx(by_hand, rel=1e-12)


@pytest.mark.parametrize("model", ["theil_sen", "least_squares"])
def test_slopes_of_little(model: Any) -> None:
    assert slope(np.empty((0, 2)), times=[], model=model).tolist() == pytest.approx([NAN, NAN], nan_ok=True)
    assert np.isnan(slope([[5.0]], times=[2020.0], model=model)).all()
    assert np.isnan(slope([[5.0], [6.0]], times=[2020.0, 2020.0], model=model)).all()
    assert np.isnan(slope([[5.0], [NAN]], times=[2020.0, 2021.0], model=model)).all()
    assert slope([[5.0], [NAN], [9.0]], times=[2020.0, 2021.0, 2022.0], model=model) == pytest.approx([2])
    assert slope([5.0, 7.0], times=[2020.0, 2021.0], model=model) == pytest.approx(2)
    # the order in which observations stand does not matter
    assert slope([[9.0], [5.0]], times=[2022.0, 2020.0], model=model) == pytest.approx([2])


def test_no_line_through_nothing() -> None:
    found, value = line(np.empty((0, 3)), times=[])
    assert np.isnan(found).all() and np.isnan(value).all() and found.shape == value.shape == (3,)


# promises

KERNELS: dict[str, Callable[[Any, Any], Any]] = {
    "compound_rate": lambda a, b: compound_rate(a, b, years=7),
    "growth_rate": lambda a, b: growth_rate(a, b, years=3.5, sign=-1, limit=0.0, reached=1.0),
    "growth_rate up": lambda a, b: growth_rate(a, b, years=2, limit=100.0),
    "nearness": lambda a, b: nearness_to_limit(a, limit=b),
    "growth_to_target": lambda a, b: growth_to_target(a, b, years=7, target=20.0, years_to_target=14, reached=2.0),
    "growth_to_zero": lambda a, b: growth_to_target(a, b, years=7, target=0.0, years_to_target=14, sign=-1),
    "expected_value": lambda a, b: expected_value(a, b, expected=b, target=7.0, years=3, sign=-1),
    "grown": lambda a, b: grown(a, rate=b, years=5),
    "line": lambda a, b: np.stack(line(np.stack([a, b, a]), times=[0.0, 1.0, 3.0], decay=0.9, at=5.0)),
    "theil_sen": lambda a, b: slope(np.stack([a, b, b, a]), times=[0.0, 1.0, 1.5, 4.0]),
    "least_squares": lambda a, b: slope(np.stack([a, b, b]), times=[0.0, 1.0, 2.0], model="least_squares"),
}
nasty = st.sampled_from([NAN, INF, -INF, 0.0, -0.0, 1.0, -1.0, 5e-324, 1.7e308, -1.7e308, 20.0, 7.0, 100.0])
cases = st.integers(1, 40).flatmap(
    lambda n: st.tuples(*[arrays(np.float64, n, elements=st.one_of(nasty, st.floats(-200, 200)))] * 2)
)


def canonical(result: Any) -> bytes:
    array = np.ascontiguousarray(result)
    return np.where(np.isnan(array), NAN, array).tobytes()


@pytest.mark.parametrize("kernel", KERNELS.values(), ids=KERNELS)
@settings(max_examples=40)
@given(pairs=cases)
def test_the_same_bytes_alone_and_among_others(kernel: Callable[..., Any], pairs: Any) -> None:
    base, end = pairs
    before = base.tobytes(), end.tobytes()
    together = np.asarray(kernel(base, end))  # a warning would be an error
    assert (base.tobytes(), end.tobytes()) == before
    assert not np.isinf(together).any()
    assert not (np.signbit(together) & (together == 0)).any()
    for row in range(0, len(base), 7):
        part = slice(row, row + 1)
        assert canonical(kernel(base[part], end[part])) == canonical(together[..., part])
    wide = np.repeat(base, 3)[::3], np.repeat(end, 2)[::2]
    assert canonical(kernel(*wide)) == canonical(together)


def test_many_observations_give_the_bytes_of_one_area() -> None:
    """Sums over more than eight numbers are where groupings would differ."""
    random = np.random.default_rng(0)
    numbers, times = random.uniform(0, 100, (60, 50)), np.arange(60.0)
    numbers[random.random(numbers.shape) < 0.2] = NAN
    slopes, values = line(numbers, times=times, decay=0.9)
    for area in range(50):
        alone = line(numbers[:, area : area + 1], times=times, decay=0.9)
        among = [part[area : area + 1].tobytes() for part in (slopes, values)]
        assert [part.tobytes() for part in alone] == among
        assert line(numbers[:, area], times=times, decay=0.9)[0] == slopes[area]


@given(st.floats(1, 100), st.floats(1, 100), st.floats(0.5, 30))
def test_growth_undoes_itself(base: float, end: float, years: float) -> None:
    assert grown(base, rate=compound_rate(base, end, years=years), years=years) == pytest.approx(end, rel=1e-9)


@given(st.floats(1, 100), st.floats(1, 100), st.floats(1, 29))
def test_growing_straight_to_the_target_is_1(base: float, target: float, years: float) -> None:
    assume(abs(base - target) > 0.01)
    end = base * (target / base) ** (years / 30)
    sign = 1 if target > base else -1
    found = growth_to_target(base, end, years=years, target=target, years_to_target=30, sign=sign)
    assert found == pytest.approx(1, rel=1e-6)


@given(st.floats(1, 100), st.floats(1, 100), st.floats(1, 100), st.sampled_from([1, -1]))
def test_a_better_end_is_never_worse(base: float, end: float, other: float, sign: int) -> None:
    worse, better = sorted([end, other], key=lambda x: x * sign)
    assert growth_rate(base, worse, years=5, sign=sign) <= growth_rate(base, better, years=5, sign=sign) + 1e-15
