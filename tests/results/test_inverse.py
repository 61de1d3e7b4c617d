"""Where a condition holds on a line."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdg_standard.results.inverse import intervals, nearest


def test_an_end_is_exact_where_it_is_a_short_number() -> None:
    assert intervals(lambda x: x >= 0.95 * 300, [0.0, 300.0]) == ((285.0, math.inf),)


def test_an_open_end_is_the_next_number_at_which_it_holds() -> None:
    ((low, high),) = intervals(lambda x: x > 1 / 3, [0.0, 1.0])
    assert 1 / 3 < low <= 1 / 3 + 1e-9
    assert high == math.inf


def test_the_domain_bounds_what_is_tried() -> None:
    assert intervals(lambda x: x <= 13, [10.0], (0.0, math.inf)) == ((0.0, 13.0),)
    assert intervals(lambda x: x >= 105, [100.0], (0.0, 100.0)) == ()
    assert intervals(lambda x: x >= 0, [], (0.0, 100.0)) == ((0.0, 100.0),)
    assert intervals(lambda x: x >= 0, []) == ((0.0, math.inf),)


def test_several_intervals_stand_in_order() -> None:
    def holds(x: np.ndarray) -> np.ndarray:
        return (np.abs(x - 2) <= 0.5) | (x >= 8)

    assert intervals(holds, [2.0, 8.0]) == ((1.5, 2.5), (8.0, math.inf))


def test_nearest_end() -> None:
    assert nearest([(2.5, 3.5)], 0.0, 0) == 2.5
    assert nearest([(2.5, 3.5)], 9.0, 0) == 3.5
    assert nearest([(-math.inf, 13.0)], math.nan, -1) == 13.0
    assert nearest([(0.0, 13.0)], math.nan, -1) == 13.0
    assert nearest([(95.0, 100.0)], math.nan, 1) == 95.0
    assert nearest([(95.0, math.inf)], 60.0, 1) == 95.0
    assert nearest([(-math.inf, math.inf)], 1.0, 1) is None


@given(
    edge=st.floats(-1e6, 1e6).filter(lambda x: x == 0 or abs(x) > 1e-3),
    far=st.floats(0.1, 1e5),
    sign=st.sampled_from([1, -1]),
)
def test_the_end_holds_and_slightly_worse_does_not(edge: float, far: float, sign: int) -> None:
    def holds(x: np.ndarray) -> np.ndarray:
        return (x - edge) * sign >= 0

    ((low, high),) = intervals(holds, [edge - far, edge + far])
    end = low if sign > 0 else high
    assert end == pytest.approx(edge, rel=1e-8, abs=1e-8 * (abs(edge) + far))
    assert holds(np.array([end]))[0]
    assert not holds(np.array([end - sign * 1e-6 * (abs(edge) + far)]))[0]
