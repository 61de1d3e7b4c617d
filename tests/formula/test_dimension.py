from __future__ import annotations

import pytest

from sdg_standard.formula import Formula, FormulaError
from sdg_standard.units import Units

FITS = [
    ("physicians / population", {"physicians": "count", "population": "inhabitants"}, "per 100000 inhabitants"),
    ("roads / population", {"roads": "km", "population": "inhabitants"}, "km per 100000 inhabitants"),
    ("water / population / days", {"water": "m³", "population": "inhabitants", "days": "d"}, "L/d per inhabitant"),
    ("gas / population", {"gas": "t CO2e", "population": "inhabitants"}, "t CO2e per inhabitant"),
    ("deaths / births", {"deaths": "count", "births": "live births"}, "per 100000 live births"),
    ("lost / supplied", {"lost": "m³", "supplied": "L"}, "%"),
    ("1 - lost / supplied", {"lost": "m³", "supplied": "m³"}, "%"),
    ("(a - b) / b", {"a": "inhabitants", "b": "inhabitants"}, "%"),
    ("a / b", {"a": "count", "b": "count"}, "%"),
    ("a / b", {"a": "NOK", "b": "NOK"}, "%"),
    ("women / men", {"women": "NOK", "men": "NOK"}, None),
    ("a / b", {"a": "count", "b": "count"}, None),
    ("a / b", {"a": "count", "b": "count"}, ""),
    ("a + b", {"a": "count", "b": "count"}, "count"),
    ("max(a, 0)", {"a": "count"}, "count"),
    ("max(a, 1)", {"a": "count"}, "count"),
    ("max(0, a - b)", {"a": "kg", "b": "t"}, "kg"),
    ("minutes / interruptions", {"minutes": "min", "interruptions": "count"}, "min"),
    ("area * share", {"area": "km²", "share": "%"}, "ha"),
    ("sqrt(area)", {"area": "km²"}, "km"),
    ("log(a / b)", {"a": "kg", "b": "t"}, None),
    ("abs(-a)", {"a": "kg"}, "t"),
    ("min(a, b) / max(a, b)", {"a": "kWh", "b": "GJ"}, "fraction"),
    ("energy / area", {"energy": "kWh", "area": "m²"}, "kWh/m²"),
    ("growth / years", {"growth": "%", "years": "years"}, "%/year"),
]


@pytest.mark.parametrize(("text", "inputs", "target"), FITS)
def test_formulas_that_fit(units: Units, text: str, inputs: dict[str, str], target: str | None) -> None:
    given = {name: units.parse(unit) for name, unit in inputs.items()}
    Formula.parse(text).check_unit(units, given, None if target is None else units.parse(target))


DIFFERS = [
    (
        "population / physicians",
        {"physicians": "count", "population": "inhabitants"},
        "per 100000 inhabitants",
        'the formula "population / physicians" gives "inhabitants", but "per 100000 inhabitants" is expected',
        "swapped",
    ),
    ("a / b", {"a": "kg", "b": "min"}, "%", 'gives "kg/s", but "%"', "must cancel"),
    ("a", {"a": "count"}, "%", 'gives a count, but "%"', "divided by the whole"),
    ("a / b", {"a": "count", "b": "inhabitants"}, "%", 'gives "1/inhabitant", but "%"', "must cancel"),
    ("a / b", {"a": "count", "b": "count"}, "count", 'gives a number without unit, but "count"', ""),
    ("a", {"a": "inhabitants"}, "count", 'gives "inhabitants", but "count"', ""),
    ("a", {"a": "kg"}, None, 'gives "kg", but a number without unit', ""),
    ("a", {"a": "kg"}, "", 'gives "kg", but a number without unit', ""),
    ("a", {"a": "t"}, "t CO2e", 'gives "kg", but "t CO2e"', ""),
    ("a / b", {"a": "NOK 2015", "b": "NOK 2020"}, "%", 'gives "NOK 2015/NOK 2020", but "%"', "must cancel"),
    ("a * b", {"a": "count", "b": "count"}, "count", "is expected", ""),
]


@pytest.mark.parametrize(("text", "inputs", "target", "message", "cure"), DIFFERS)
def test_formulas_that_measure_something_else(
    units: Units, text: str, inputs: dict[str, str], target: str | None, message: str, cure: str
) -> None:
    given = {name: units.parse(unit) for name, unit in inputs.items()}
    with pytest.raises(FormulaError) as caught:
        Formula.parse(text).check_unit(units, given, None if target is None else units.parse(target))
    assert caught.value.code.number == "SDG305"
    assert message in caught.value.message and cure in caught.value.cure


@pytest.mark.parametrize(
    ("text", "code", "column", "message"),
    [
        ("kg + m", "SDG306", 4, '"kg" cannot be added to "m"'),
        ("kg - m", "SDG306", 4, '"m" cannot be subtracted from "kg"'),
        ("1 + min(kg, kg, m)", "SDG306", 5, '"kg" cannot be compared with "m"'),
        ("kg + 1", "SDG306", 4, '"kg" cannot be added to a number without unit'),
        ("n + share", "SDG306", 3, "a count cannot be added to a number without unit"),
        ("log(kg)", "SDG307", 1, 'log of "kg" depends on the unit'),
        ("2 * exp(m / kg)", "SDG307", 5, 'exp of "m/kg" depends on the unit'),
    ],
)
def test_unlike_quantities_are_not_added(units: Units, text: str, code: str, column: int, message: str) -> None:
    inputs = {"kg": units.parse("kg"), "m": units.parse("m"), "n": units.parse("count"), "share": units.parse("%")}
    with pytest.raises(FormulaError) as caught:
        Formula.parse(text).unit(units, inputs)
    assert (caught.value.code.number, caught.value.column, caught.value.message) == (code, column, message)
