from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdg_standard._resources import bundled
from sdg_standard.units import UnitError, Units
from sdg_standard.units.definitions import read_definitions, resolve
from work import calls_in

LENGTHS = "meter = [length] = m\n# a comment\nkilometer = 1000 * meter = km = kilometre\n"


def test_a_line_is_name_definition_symbol_and_other_names() -> None:
    meter, kilometer = read_definitions(LENGTHS)
    assert (meter.name, meter.expression, meter.symbol, meter.line) == ("meter", "[length]", "m", 1)
    assert (kilometer.names, kilometer.line) == (("kilometer", "km", "kilometre"), 3)


def test_a_symbol_longer_than_its_name_is_a_plural() -> None:
    child, year, kilogram = read_definitions(
        "child = [number_of_children] = children\nyear = [time] = years\nkilogram = [mass] = kg"
    )
    assert [(row.above, row.below) for row in (child, year, kilogram)] == [
        ("children", "child"),
        ("years", "year"),
        ("kg", "kg"),
    ]


def test_factors_are_exact() -> None:
    roots = resolve(
        read_definitions(LENGTHS + "third = 1 / 3 * meter\nmillimeter = 0.001 * meter\nare = 100 * meter**2")
    )
    assert roots["third"].scale == Fraction(1, 3)
    assert roots["millimeter"].scale == Fraction(1, 1000)
    assert (roots["are"].scale, roots["are"].roots, roots["are"].dimensions) == (
        Fraction(100),
        (("meter", 2),),
        (("[length]", 2),),
    )


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("meter", 1, "no definition"),
        ("@import /etc/passwd", 1, "no definition"),
        ("\n@group x\n", 2, "no definition"),
        ("meter = 9**9**9**9", 1, "does not say what"),
        ("meter = __import__('os')", 1, "does not say what"),
        ("meter = 1 * yard", 1, '"yard" is not defined above'),
        ("a = 2 * b\nb = 2 * a", 1, '"b" is not defined above'),
        ("a = 2 * a", 1, '"a" is not defined above'),
        ("meter = [length] = m\nminute = [time] = m", 2, "defined twice, first in line 1"),
        ("meter = [length] = m m", 1, "cannot be the name"),
        ("meter = [length] = m/s", 1, "cannot be the name"),
        ("meter = [length]\nnothing = 0 * meter", 2, "zero times"),
        ("meter = " + "9" * 400, 1, "longer than"),
        ("mètre = [length]", 1, "no definition"),
    ],
)
def test_a_wrong_line_is_named(text: str, line: int, words: str) -> None:
    with pytest.raises(UnitError) as caught:
        Units.from_text(text)
    assert (caught.value.code.number, caught.value.line) == ("SDG212", line)
    assert words in caught.value.message


def test_a_list_of_too_many_lines_is_refused() -> None:
    with pytest.raises(UnitError, match="2000 are allowed"):
        read_definitions("\n" * 3000)


@pytest.mark.parametrize("text", ["a = " + "(" * 100_000, "a = 2 * " * 20, "[" * 100_000, "a = 9" + "**9" * 80])
def test_hostile_lists_cost_less_than_the_list_that_is_shipped(text: str) -> None:
    def refused() -> None:
        with pytest.raises(UnitError):
            Units.from_text(text)

    shipped = (bundled("standard") / "units.txt").read_text(encoding="utf-8")
    assert calls_in(refused) < calls_in(lambda: Units.from_text(shipped))


_line = st.lists(
    st.sampled_from(["a", "b", "=", "[x]", "[]", "2", "*", "**", "/", "%", "#", "_", "@", " ", "1e3", "0.5"])
)


@given(st.one_of(st.text(), st.lists(_line.map(" ".join), max_size=4).map("\n".join)))
def test_any_text_is_a_list_of_units_or_a_unit_error(text: str) -> None:
    try:
        Units.from_text(text)
    except UnitError as error:
        assert error.message and error.cure
