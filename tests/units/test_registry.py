from __future__ import annotations

from fractions import Fraction

import numpy as np
import pint
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdg_standard.units import NumberError, UnitError, Units
from work import calls_in

FACTORS = [
    ("mg/m³", "µg/m³", Fraction(1000)),
    ("fraction", "%", Fraction(100)),
    ("‰", "%", Fraction(1, 10)),
    ("%", "fraction", Fraction(1, 100)),
    ("per 1000 inhabitants", "per 100000 inhabitants", Fraction(100)),
    ("per inhabitant", "per 100000 inhabitants", Fraction(100_000)),
    ("km per inhabitant", "m per 1000 inhabitants", Fraction(1_000_000)),
    ("L/d per inhabitant", "m³/year per inhabitant", Fraction(36525, 100_000)),  # 365.25 d × 0.001 m³
    ("GJ", "kWh", Fraction(10**9, 3_600_000)),
    ("GWh", "MWh", Fraction(1000)),
    ("t CO2e", "kg CO2e", Fraction(1000)),
    ("ha", "m²", Fraction(10_000)),
    ("m³", "L", Fraction(1000)),
    ("h", "min", Fraction(60)),
    ("Gbit/s", "Mbit/s", Fraction(1000)),
    ("", "", Fraction(1)),
    ("", "count", Fraction(1)),
]


@pytest.mark.parametrize(("source", "target", "factor"), FACTORS)
def test_factors_are_exact(units: Units, source: str, target: str, factor: Fraction) -> None:
    assert units.factor(units.parse(source), units.parse(target)) == factor


PINT = [
    ("kWh", "J", "kilowatt_hour", "joule"),
    ("TWh", "GJ", "terawatt_hour", "gigajoule"),
    ("ha", "km²", "hectare", "kilometer**2"),
    ("L", "m³", "liter", "meter**3"),
    ("µg/m³", "kg/m³", "microgram/meter**3", "kilogram/meter**3"),
    ("t", "g", "metric_ton", "gram"),
    ("years", "s", "julian_year", "second"),
    ("weeks", "h", "week", "hour"),
    ("kW", "MJ/d", "kilowatt", "megajoule/day"),
    ("L/s", "m³/d", "liter/second", "meter**3/day"),
    ("kWh/m²", "MJ/ha", "kilowatt_hour/meter**2", "megajoule/hectare"),
    ("‰", "%", "permille", "percent"),
    ("Mbit/s", "kbit/s", "megabit/second", "kilobit/second"),
]


@pytest.fixture(scope="module")
def default() -> pint.UnitRegistry[float]:
    """pint with its own list: an independent source for ordinary units."""
    return pint.UnitRegistry()


@pytest.mark.parametrize(("source", "target", "theirs", "to"), PINT)
def test_ordinary_factors_are_those_of_pint(
    units: Units, default: pint.UnitRegistry[float], source: str, target: str, theirs: str, to: str
) -> None:
    expected = default.Quantity(1.0, theirs).to(to).magnitude
    assert float(units.factor(units.parse(source), units.parse(target))) == pytest.approx(expected, rel=1e-12)


REFUSED = [
    ("", "%", "a share without unit", "fraction"),
    ("kg", "min", '"kg" (mass) cannot be converted to "min" (time)', '"min"'),
    ("km", "%", '"km" is no unit of a share', "‰"),
    ("count", "%", '"count" is no unit of a share', "Divide"),
    ("%", "count", "is a share", "count"),
    ("%", "km", "is a share", "km"),
    ("%", "", "no unit", "leave it empty"),
    ("count", "", "no unit", "leave it empty"),
    ("", "kg", "there is no unit", '"kg"'),
    ("", "inhabitants", "there is no unit", '"inhabitants"'),
    ("count", "inhabitants", "a count stands", '"inhabitants"'),
    ("inhabitants", "count", "no count", '"count"'),
    ("count", "per 1000 inhabitants", "where a rate", "input"),
    ("per 1000 inhabitants", "per 1000 households", "cannot be converted", "measures the same"),
    ("t", "t CO2e", "cannot be converted", "measures the same"),
    ("NOK", "EUR", "cannot be converted", "exchange rate"),
    ("NOK", "NOK 2020", "cannot be converted", "price index"),
    ("NOK 2015 per inhabitant", "NOK 2020 per inhabitant", "cannot be converted", "price index"),
    ("FTE", "inhabitants", "cannot be converted", "measures the same"),
    ("dB", "kg", "cannot be converted", "measures the same"),
    ("NOK", "kg", "cannot be converted", "measures the same"),
    ("kg", "NOK", "cannot be converted", "measures the same"),
]


@pytest.mark.parametrize(("source", "target", "message", "cure"), REFUSED)
def test_unlike_units_are_refused_in_the_words_of_the_case(
    units: Units, source: str, target: str, message: str, cure: str
) -> None:
    with pytest.raises(UnitError) as caught:
        units.factor(units.parse(source), units.parse(target))
    assert caught.value.code.number == "SDG207"
    assert message in caught.value.message and cure in caught.value.cure


def test_conversion_of_round_numbers_is_round(units: Units) -> None:
    def to(value: float, source: str, target: str) -> float:
        return float(units.convert(np.array(value), units.parse(source), units.parse(target)))

    assert to(0.012, "mg/m³", "µg/m³") == 12.0
    assert to(0.96, "fraction", "%") == 96.0
    assert to(0.06, "mg/m³", "µg/m³") == 60.0
    assert to(3, "per 1000 inhabitants", "per 100000 inhabitants") == 300.0
    assert to(7, "‰", "%") == 0.7


def test_conversion_makes_a_new_array_and_keeps_gaps(units: Units) -> None:
    values = np.array([[1.0, np.nan], [3.0, 4.0]])
    percent = units.parse("%")
    same = units.convert(values, percent, percent)
    assert same is not values and not np.shares_memory(same, values)
    np.testing.assert_array_equal(units.convert(values, percent, units.parse("‰")), [[10, np.nan], [30, 40]])
    np.testing.assert_array_equal(values, [[1.0, np.nan], [3.0, 4.0]])


_pairs = st.sampled_from([(source, target) for source, target, _ in FACTORS if source])
_sizes = st.floats(min_value=1e-200, max_value=1e200) | st.just(0.0)


@given(_pairs, st.lists(_sizes | _sizes.map(lambda size: -size), min_size=1))
def test_there_and_back_again(units: Units, pair: tuple[str, str], numbers: list[float]) -> None:
    source, target = (units.parse(text) for text in pair)
    back = units.convert(units.convert(np.array(numbers), source, target), target, source)
    np.testing.assert_allclose(back, numbers, rtol=1e-12)


# Subnormal numbers have fewer digits than others: what is linear down to 1e-307 is off in the first digit at 1e-323.
_millions = st.floats(-1e6, 1e6).filter(lambda number: number == 0 or abs(number) > 1e-100)


@given(_pairs, _millions, _millions, _millions)
def test_conversion_is_linear(units: Units, pair: tuple[str, str], x: float, y: float, times: float) -> None:
    source, target = (units.parse(text) for text in pair)
    whole = units.convert([x + times * y], source, target)
    parts = units.convert([x], source, target) + times * units.convert([y], source, target)
    size = float(units.factor(source, target)) * (abs(x) + abs(times * y))
    np.testing.assert_allclose(whole, parts, rtol=1e-12, atol=1e-12 * size)


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("0.06 mg/m³", 0.06, "mg/m³"),
        ("3 per 1000 inhabitants", 3.0, "per 1000 inhabitants"),
        ("20000 inhabitants", 20000.0, "inhabitants"),
        ("3 per 100 000 inhabitants", 3.0, "per 100000 inhabitants"),
        ("33.333 %", 33.333, "%"),
        ("96%", 96.0, "%"),
        ("7‰", 7.0, "‰"),
        ("  -5\u00a0kg ", -5.0, "kg"),
        ("5 NOK 2020", 5.0, "NOK 2020"),
        ("12", 12.0, None),
    ],
)
def test_quantities(units: Units, text: str, number: float, unit: str | None) -> None:
    value, found = units.quantity(text)
    assert (value, None if found is None else found.text) == (number, unit)


def test_a_quantity_may_have_a_declared_comma(units: Units) -> None:
    assert units.quantity("3,5 kg", decimal=",") == (3.5, units.parse("kg"))


@pytest.mark.parametrize(
    ("text", "error", "code"),
    [
        ("20 000 inhabitants", NumberError, "SDG203"),
        ("95\u00a0424 kg", NumberError, "SDG203"),
        ("3,5 kg", NumberError, "SDG202"),
        ("kg", NumberError, "SDG201"),
        ("per 1000 inhabitants", NumberError, "SDG201"),
        ("", NumberError, "SDG201"),
        ("12kg", NumberError, "SDG210"),
        ("inf kg", NumberError, "SDG211"),
        ("5 kt", UnitError, "SDG205"),
        ("5 foo", UnitError, "SDG204"),
        ("5 %%", UnitError, "SDG204"),
    ],
)
def test_quantities_refused(units: Units, text: str, error: type[UnitError | NumberError], code: str) -> None:
    with pytest.raises(error) as caught:
        units.quantity(text)
    assert caught.value.code.number == code


@given(st.text() | st.lists(st.sampled_from(["5", "3,5", "kg", "per", "1000", "inhabitants", "%", "."])).map(" ".join))
def test_any_text_is_a_quantity_or_refused(units: Units, text: str) -> None:
    try:
        units.quantity(text)
    except (NumberError, UnitError) as error:
        assert error.cure


def test_a_folder_adds_units_of_its_own(units: Units) -> None:
    own = units.extended(
        "# ours\ndekar = 1000 * meter**2 = daa\npassenger = [number_of_passengers] = passengers",
        {"passasjer": "passengers"},
    )
    assert own.factor(own.parse("daa"), own.parse("ha")) == Fraction(1, 10)
    assert own.parse("min per 1 000 passasjer").text == "min per 1000 passengers"
    assert own.parse("kg") == units.parse("kg")
    with pytest.raises(UnitError):
        units.parse("daa")  # the library's own list stays as it is


@pytest.mark.parametrize(
    ("definitions", "spellings", "line"),
    [
        ("\nkilogram = [weight] = kg", {}, 2),
        ("pound = 0.45 * kilogram = lb\nkg = 2 * pound", {}, 2),
        ("tonn = [weight]", {}, 1),
        ("pound = 0.45 * kilogramme = lb", {}, 1),
        ("", {"stk": "kg"}, None),
        ("", {"stein": "stone"}, None),
        ("", {"kg": "t"}, None),
        ("", {"": "t"}, None),
    ],
)
def test_a_folder_changes_nothing_that_exists(
    units: Units, definitions: str, spellings: dict[str, str], line: int | None
) -> None:
    with pytest.raises(UnitError) as caught:
        units.extended(definitions, spellings)
    assert (caught.value.code.number, caught.value.line) == ("SDG212", line)


def test_the_registry_of_pint_that_programs_share_is_left_alone(units: Units) -> None:
    units.extended("smoot = 1.7 * meter")
    with pytest.raises(pint.UndefinedUnitError):
        pint.application_registry.get().parse_units("smoot")


def test_units_are_parsed_once(units: Units) -> None:
    units.parse("km per 100000 inhabitants")
    assert calls_in(lambda: units.parse("km per 100000 inhabitants")) < 10  # a look into a table, no parsing
    assert units.parse("kvm") is units.parse("kvm")


@pytest.mark.parametrize(
    ("roots", "text"),
    [
        ({}, ""),
        ({"inhabitant": 1}, "inhabitants"),
        ({"inhabitant": -1}, "1/inhabitant"),
        ({"kilogram": 1, "meter": -3}, "kg/m³"),
        ({"meter": Fraction(1, 2)}, "m^(1/2)"),
        ({"NOK 2020": 1}, "NOK 2020"),
    ],
)
def test_root_units_in_messages(units: Units, roots: dict[str, int | Fraction], text: str) -> None:
    assert units.written(roots) == text
