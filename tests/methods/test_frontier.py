"""Benefit of the doubt: cases that can be worked out by hand, and what holds for all."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sdg_standard.methods.frontier import benefit_of_doubt, best_weights

NAN = math.nan
tables = arrays(np.float64, st.tuples(st.integers(1, 6), st.integers(1, 3)), elements=st.floats(1, 100))


def test_one_component_is_a_share_of_the_best() -> None:
    assert benefit_of_doubt([[10.0], [40.0], [25.0]]) == pytest.approx([0.25, 1, 0.625])


def test_two_components_by_hand() -> None:
    """Frontier from (0, 4) by (3, 3) to (4, 0). (2, 1) lies under the edge from (3, 3) to (4, 0): w = (1/4, 1/12)."""
    found = benefit_of_doubt([[0.0, 4.0], [3.0, 3.0], [4.0, 0.0], [2.0, 1.0]])
    assert found == pytest.approx([1, 1, 1, 2 / 4 + 1 / 12], rel=1e-9)


def test_a_gap_earns_nothing_and_does_not_hurt_the_others() -> None:
    assert benefit_of_doubt([[10.0, NAN], [5.0, 8.0], [NAN, NAN]]) == pytest.approx([1, 1, NAN], nan_ok=True)
    assert benefit_of_doubt([[5.0, NAN], [10.0, 8.0]]) == pytest.approx([0.5, 1])


def test_lower_is_better() -> None:
    assert benefit_of_doubt([[10.0], [40.0]], higher_is_better=False) == pytest.approx([1, 0.25])


def test_the_best_weights_of_a_case_where_lower_is_better() -> None:
    """The sum of weight / x is the number: 10 / 10 = 1 of the best, 10 / 40 = 0.25 of the other."""
    values = [[10.0], [40.0]]
    assert best_weights(values, case=0, higher_is_better=False) == pytest.approx([10])
    assert best_weights(values, case=1, higher_is_better=False) == pytest.approx([10])


def test_the_best_weights_of_a_case_with_a_gap() -> None:
    """10 w = 1 of the first, whose second component is not there; the third has nothing and counts for nobody."""
    values = [[10.0, NAN], [5.0, 8.0], [NAN, NAN]]
    assert best_weights(values, case=0)[0] == pytest.approx(0.1)
    assert (best_weights(values, case=1) * [5, 8]).sum() == pytest.approx(1)
    assert np.isnan(best_weights(values, case=2)).all()


def test_where_there_is_no_frontier() -> None:
    assert np.isnan(benefit_of_doubt([[1.0], [-1.0]])).all()
    assert np.isnan(benefit_of_doubt([[1.0], [0.0]], higher_is_better=False)).all()
    assert np.isnan(benefit_of_doubt([[1.0], [math.inf]])).all()
    assert np.isnan(benefit_of_doubt([[NAN, NAN]])).all()
    assert benefit_of_doubt(np.empty((0, 2))).tolist() == []
    assert benefit_of_doubt([[0.0, 0.0], [0.0, NAN]]).tolist() == [0, 0]


@settings(max_examples=40)
@given(tables)
def test_promises(values: np.ndarray) -> None:
    before = values.tobytes()
    found = benefit_of_doubt(values)
    assert values.tobytes() == before
    assert ((found > 0) & (found <= 1)).all()
    assert found.max() == 1
    # never less than the best share of the best in one component
    assert (found >= (values / values.max(axis=0)).max(axis=1) - 1e-9).all()
    # units do not matter, nor does the order
    units = 10.0 ** np.arange(-3, -3 + values.shape[1] * 3, 3)
    assert benefit_of_doubt(values * units) == pytest.approx(found, rel=1e-7)
    assert benefit_of_doubt(values[::-1])[::-1] == pytest.approx(found, rel=1e-7)


@settings(max_examples=30)
@given(tables, st.data())
def test_who_dominates_is_never_behind(values: np.ndarray, data: st.DataObject) -> None:
    assume(len(values) > 1)
    values = values.copy()
    values[0] = values[1] + data.draw(st.floats(0, 10))
    found = benefit_of_doubt(values)
    assert found[0] >= found[1] - 1e-9
