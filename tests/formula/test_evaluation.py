from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdg_standard.formula import Formula, FormulaError


def value(text: str, **values: Any) -> Any:
    return Formula.parse(text).evaluate(values).tolist()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3", 1 + 2 * 3),
        ("(1 + 2) * 3", (1 + 2) * 3),
        ("10 - 4 - 3", 10 - 4 - 3),
        ("24 / 4 / 3", 24 / 4 / 3),
        ("24 / 4 * 3", 24 / 4 * 3),
        ("-2 * -3", 6),
        ("2 - -3", 5),
        ("--2", 2),
        ("min(3, 1, 2)", 1),
        ("max(3, 1, 2)", 3),
        ("sqrt(16)", 4),
        ("abs(1 - 5)", 4),
        ("log(exp(2))", 2),
        ("exp(0)", 1),
        ("1e-3 * .5", 0.0005),
        ("100 - abs(80.622577 - 90.212070)", 90.410507),
    ],
)
def test_arithmetic(text: str, expected: float) -> None:
    assert value(text) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    "text", ["1 / x", "log(x)", "log(x - 1)", "sqrt(x - 1)", "exp(x + 1000)", "x / x", "1e300 * 1e300"]
)
def test_what_has_no_finite_result_is_nan(text: str) -> None:
    assert math.isnan(value(text, x=0.0))


@pytest.mark.parametrize(
    "text", ["min(5, 1 / x)", "max(0, log(x))", "1 / (1 / x)", "exp(-1 / x)", "min(5, y)", "max(y, 5)", "0 * y"]
)
def test_nan_never_hides(text: str) -> None:
    assert math.isnan(value(text, x=0.0, y=math.nan))


def test_an_infinite_input_is_nan() -> None:
    assert math.isnan(value("1 / x", x=math.inf))


def test_arrays_are_broadcast_and_left_alone() -> None:
    a, b = np.array([[1.0], [2.0]]), np.array([10.0, 0.0, np.nan])
    result = Formula.parse("a / b").evaluate({"a": a, "b": b})
    np.testing.assert_array_equal(result, [[0.1, np.nan, np.nan], [0.2, np.nan, np.nan]])
    np.testing.assert_array_equal(b, [10.0, 0.0, np.nan])
    assert result.dtype == np.float64


def test_whole_numbers_are_computed_as_floats() -> None:
    assert Formula.parse("a / 2 * 1e18 * 100").evaluate({"a": np.array([7])}).tolist() == [3.5e20]


def test_a_name_without_value_is_a_formula_error() -> None:
    with pytest.raises(FormulaError, match=r'no input "b"; did you mean "b1"'):
        Formula.parse("a / b").evaluate({"a": 1.0, "b1": 2.0})


Tree = tuple[str, Any]  # the text of a formula, and the same computed by Python
_LEAVES = st.floats(0.001, 1000).map(lambda number: (repr(number), number)) | st.sampled_from(
    [("x", 3.0), ("y", -2.5), ("z", 0.125)]
)


def _joined(children: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    two = st.tuples(children, children)
    return st.one_of(
        two.map(lambda pair: (f"({pair[0][0]} + {pair[1][0]})", pair[0][1] + pair[1][1])),
        two.map(lambda pair: (f"({pair[0][0]} - {pair[1][0]})", pair[0][1] - pair[1][1])),
        two.map(lambda pair: (f"{pair[0][0]} * {pair[1][0]}", pair[0][1] * pair[1][1])),
        two.map(lambda pair: (f"min({pair[0][0]}, {pair[1][0]})", min(pair[0][1], pair[1][1]))),
        two.map(lambda pair: (f"max({pair[0][0]}, {pair[1][0]})", max(pair[0][1], pair[1][1]))),
        children.map(lambda one: (f"abs({one[0]})", abs(one[1]))),
        children.map(lambda one: (f"(-{one[0]})", -one[1])),
    )


@given(st.recursive(_LEAVES, _joined, max_leaves=8))
def test_a_formula_computes_what_python_computes(tree: Tree) -> None:
    text, expected = tree
    assert value(text, x=3.0, y=-2.5, z=0.125) == pytest.approx(expected, rel=1e-9, abs=1e-9)


@given(st.recursive(_LEAVES, _joined, max_leaves=8))
def test_brackets_and_order_are_those_of_python(tree: Tree) -> None:
    text = tree[0]
    expected = eval(text, {"__builtins__": {}}, {"x": 3.0, "y": -2.5, "z": 0.125, "min": min, "max": max, "abs": abs})
    assert value(text, x=3.0, y=-2.5, z=0.125) == expected
