from __future__ import annotations

import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdg_standard.formula import Formula, FormulaError
from sdg_standard.units import Units


def computed(units: Units, text: str, values: dict[str, object], inputs: dict[str, str], target: str | None) -> object:
    given = {name: units.parse(unit) for name, unit in inputs.items()}
    arrays = {name: np.asarray(value, dtype=float) for name, value in values.items()}
    wanted = None if target is None else units.parse(target)
    return Formula.parse(text).evaluate_units(units, arrays, given, wanted).tolist()


def test_check_names_offers_near_misses_where_the_name_stands() -> None:
    formula = Formula.parse("physicans / population")
    formula.check_names(["population", "physicans"])
    with pytest.raises(FormulaError) as caught:
        formula.check_names(["physicians", "population"])
    assert caught.value.message == 'there is no input "physicans"; did you mean "physicians"?'
    assert caught.value.cure.startswith("The inputs are ")
    with pytest.raises(FormulaError) as caught:
        Formula.parse("physicans").check_names([])
    assert caught.value.cure == "Declare it under inputs."
    assert (caught.value.code.number, caught.value.column) == ("SDG304", 1)
    with pytest.raises(FormulaError) as caught:
        Formula.parse("a / popluation").check_names(["a", "population"])
    assert caught.value.column == 5


@pytest.mark.parametrize(
    ("text", "values", "inputs", "target", "expected"),
    [
        (
            "a / b",
            {"a": 24, "b": 20000},
            {"a": "count", "b": "inhabitants"},
            "per 100000 inhabitants",
            24 * 100_000 / 20_000,
        ),
        ("a / b", {"a": 45, "b": 25000}, {"a": "count", "b": "inhabitants"}, "per 100000 inhabitants", 180),
        ("a / b", {"a": 48, "b": 100}, {"a": "count", "b": "count"}, "%", 48),
        ("a / b", {"a": 300000, "b": 900000}, {"a": "m³", "b": "m³"}, "%", 100 / 3),
        ("1 - a / b", {"a": 250, "b": 1}, {"a": "L", "b": "m³"}, "%", 75),
        ("a / b", {"a": 3, "b": 2}, {"a": "count", "b": "count"}, None, 1.5),
        ("a / b", {"a": 64, "b": 100}, {"a": "NOK", "b": "NOK"}, "", 0.64),
        ("a / b", {"a": 2, "b": 1000}, {"a": "GWh", "b": "inhabitants"}, "kWh per inhabitant", 2000),
        (
            "a / b / c",
            {"a": 36.525, "b": 1, "c": 1},
            {"a": "m³", "b": "inhabitants", "c": "years"},
            "L/d per inhabitant",
            100,
        ),
        ("a * p", {"a": 2, "p": 50}, {"a": "km²", "p": "%"}, "ha", 100),
        ("a + b", {"a": 3, "b": 4}, {"a": "count", "b": "count"}, "count", 7),
        ("a / b", {"a": 90, "b": 3}, {"a": "min", "b": "count"}, "h", 0.5),
        ("sqrt(a)", {"a": 100}, {"a": "ha"}, "km", 1),
        ("100 * a", {"a": 2}, {"a": "t"}, "kg", 200_000),
    ],
)
def test_values_with_units(
    units: Units, text: str, values: dict[str, object], inputs: dict[str, str], target: str | None, expected: float
) -> None:
    assert computed(units, text, values, inputs, target) == pytest.approx(expected, rel=1e-12)


def test_round_numbers_come_out_round(units: Units) -> None:
    inputs = {"a": "count", "b": "inhabitants"}
    assert computed(units, "a / b", {"a": [24, 45, 12], "b": [20000, 25000, 0]}, inputs, "per 100000 inhabitants")[
        :2
    ] == [120.0, 180.0]  # type: ignore[index]


def test_gaps_and_zero_denominators_are_nan(units: Units) -> None:
    result = computed(units, "a / b", {"a": [1, np.nan, 3], "b": [0, 2, 4]}, {"a": "count", "b": "count"}, "%")
    np.testing.assert_array_equal(result, [np.nan, np.nan, 75])  # type: ignore[arg-type]


def test_a_formula_that_does_not_fit_is_not_computed(units: Units) -> None:
    with pytest.raises(FormulaError, match="is expected"):
        computed(units, "b / a", {"a": 1, "b": 2}, {"a": "count", "b": "inhabitants"}, "per 100000 inhabitants")


def test_an_input_without_unit_or_value_is_named(units: Units) -> None:
    with pytest.raises(FormulaError, match='no input "b"'):
        computed(units, "a / b", {"a": 1, "b": 2}, {"a": "count"}, "%")
    with pytest.raises(FormulaError, match='no input "b"'):
        computed(units, "a / b", {"a": 1}, {"a": "count", "b": "count"}, "%")


def test_formulas_are_values() -> None:
    formula = Formula.parse("a / b")
    assert formula == Formula.parse("a / b") and hash(formula) == hash(Formula.parse("a / b"))
    assert pickle.loads(pickle.dumps(formula)) == formula
    with pytest.raises(AttributeError):
        formula.text = "b / a"  # type: ignore[misc]


_UNITS = st.sampled_from([("km", 1000.0), ("m", 1.0), ("mm", 0.001)])


@given(_UNITS, _UNITS, st.floats(0.001, 1e6), st.floats(0.001, 1e6))
def test_the_unit_of_an_input_does_not_change_the_result(
    units: Units, one: tuple[str, float], other: tuple[str, float], a: float, b: float
) -> None:
    """A length means the same in every unit: a metres are a / size of the unit."""
    inputs = {"a": one[0], "b": other[0]}
    values: dict[str, object] = {"a": a / one[1], "b": b / other[1]}
    assert computed(units, "a / b", values, inputs, "%") == pytest.approx(100 * a / b, rel=1e-12)
    assert computed(units, "max(a, b) + 2 * a", values, inputs, "km") == pytest.approx(
        (max(a, b) + 2 * a) / 1000, rel=1e-12
    )


@pytest.mark.parametrize(
    ("text", "divisor"),
    [
        ("a / b", "b"),
        ("1000 * a / b", "b"),
        ("a / b * 1000", "b"),
        ("-(a / b)", "b"),
        ("(a + c) / (b + 2 * c)", "b + (2 * c)"),
        ("a / max(b, 1.5)", "max(b, 1.5)"),
        ("a", None),
        ("a * b", None),
        ("a / b / c", None),  # two
        ("a / b + c / b", None),  # a sum of quotients
        ("sqrt(a / b)", None),
    ],
)
def test_what_a_formula_divides_by(text: str, divisor: str | None) -> None:
    found = Formula.parse(text).divisor
    assert (found.text if found else None) == divisor


def test_a_divisor_is_a_formula_of_its_own() -> None:
    """100 / (20 + 2 × 15) = 2, of which 20 + 30 = 50 is the divisor."""
    numbers = {"a": 100.0, "b": 20.0, "c": 15.0}
    whole = Formula.parse("a / (b + 2 * c)")
    assert whole.divisor is not None and whole.divisor.names == ("b", "c")
    assert whole.evaluate(numbers).item() == 2.0 and whole.divisor.evaluate(numbers).item() == 50.0
