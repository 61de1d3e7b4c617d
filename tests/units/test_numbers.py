from __future__ import annotations

import math
import pickle
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdg_standard.units import NumberError, other_reading, parse_number, parse_numbers
from sdg_standard.units.numbers import grouping
from work import calls_in

READ = [
    ("12", 12.0),
    ("-12", -12.0),
    ("+3", 3.0),
    ("3.5", 3.5),
    (".5", 0.5),
    ("-.5", -0.5),
    ("0", 0.0),
    ("0.50", 0.5),
    ("1e-3", 0.001),
    ("1E5", 100000.0),
    ("  7 ", 7.0),
    ("95424", 95424.0),
    ("0e5", 0.0),
]

REFUSED = [
    ("3,5", "SDG202", "Write 3.5"),
    ("3,500", "SDG203", "Write 3500 or 3.500"),
    ("95 424", "SDG203", "Write 95424."),
    ("95\u00a0424", "SDG203", "Write 95424."),
    ("95\u202f424", "SDG203", "Write 95424."),
    ("95'424", "SDG203", "Write 95424."),
    ("95’424", "SDG203", "Write 95424."),
    ("1_000", "SDG203", "Write 1000."),
    ("1,234,567", "SDG203", "Write 1234567."),
    ("1,234,567.5", "SDG203", "Write 1234567.5."),
    ("1.234.567", "SDG203", "Write 1234567."),
    ("1 000 000,5", "SDG203", "Write 1000000.5."),
    ("nan", "SDG211", "finite"),
    ("-NaN", "SDG211", "finite"),
    ("inf", "SDG211", "finite"),
    ("-Infinity", "SDG211", "finite"),
    ("∞", "SDG211", "finite"),
    ("1e999", "SDG211", "finite"),
    ("1e-999", "SDG211", "finite"),
    ("..", "SDG208", "status O"),
    (".", "SDG208", "status M"),
    (":", "SDG208", "status Q"),
    ("*", "SDG208", "status Q"),
    ("-", "SDG208", "write 0"),
    ("–", "SDG208", "write 0"),
    ("n/a", "SDG208", "status O"),
    ("12*", "SDG208", "P for provisional"),
    ("<5", "SDG209", "status Q"),
    (">100", "SDG209", "status Q"),
    ("≥ 3", "SDG209", "status Q"),
    ("12 %", "SDG210", '12 in the column value and "%" in the column unit'),
    ("12%", "SDG210", '12 in the column value and "%" in the column unit'),
    ("5 kg", "SDG210", '5 in the column value and "kg" in the column unit'),
    ("about five", "SDG201", "plain number"),
    ("−5", "SDG201", "Write the minus of the keyboard: -5."),
    ("−1.5", "SDG201", "Write the minus of the keyboard: -1.5."),
    ("٣", "SDG201", "digits 0 to 9"),
    ("0x1F", "SDG201", "digits 0 to 9"),
    ("0301", "SDG201", "leading 0"),
    ("5.", "SDG201", "Write 5"),
    ("12.", "SDG201", "Write 12, or"),
    ("12:30", "SDG201", "plain number"),
    ("2020-01-01", "SDG201", "plain number"),
    ("1.2.3", "SDG201", "plain number"),
    ("--5", "SDG201", "plain number"),
    ("1e", "SDG210", "column unit"),
    ("True", "SDG201", "plain number"),
    ("9" * 65, "SDG201", "plain number"),
    ("9" * 100_000, "SDG201", "plain number"),
    ("", "SDG201", "plain number"),
]


@pytest.mark.parametrize(("text", "number"), READ)
def test_plain_numbers_are_read(text: str, number: float) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize(("text", "code", "cure"), REFUSED, ids=[case[0][:12] for case in REFUSED])
def test_everything_else_is_refused_with_its_own_cure(text: str, code: str, cure: str) -> None:
    with pytest.raises(NumberError) as caught:
        parse_number(text)
    assert caught.value.code.number == code
    assert cure in caught.value.cure
    assert " ".join(text.split())[:15] in caught.value.message or not text.strip()


def test_a_decimal_comma_is_read_where_it_is_declared() -> None:
    assert parse_number("3,5", decimal=",") == 3.5
    assert parse_number("-1250", decimal=",") == -1250.0
    assert parse_numbers(["3,5", "2", ",5"], decimal=",")[0].tolist() == [3.5, 2.0, 0.5]


@pytest.mark.parametrize(
    ("text", "code", "cure"),
    [
        ("3.5", "SDG202", "Write 3,5"),
        ("0.125", "SDG202", "Write 0,125"),
        ("12.34.567", "SDG201", ""),
        ("1.2345", "SDG202", "Write 1,2345"),
        ("1 234,5", "SDG203", "Write 1234,5."),
    ],
)
def test_with_a_declared_comma_a_point_that_does_not_group_is_refused(text: str, code: str, cure: str) -> None:
    with pytest.raises(NumberError) as caught:
        parse_number(text, decimal=",")
    assert (caught.value.code.number, cure in caught.value.cure) == (code, True)


@pytest.mark.parametrize(
    ("text", "decimal", "thousands", "cure"),
    [
        ("3,500", ".", None, 'Write 3500 or 3.500, or declare the marks: decimal="," or thousands=",".'),
        ("3.500", ",", " ", 'Write 3500 or 3,500, or declare the marks: thousands="." or decimal=".".'),
    ],
)
def test_what_may_be_read_two_ways_says_how_each_is_declared(
    text: str, decimal: str, thousands: str | None, cure: str
) -> None:
    with pytest.raises(NumberError) as caught:
        parse_number(text, decimal, thousands)
    assert (caught.value.code.number, caught.value.cure) == ("SDG203", cure)


@pytest.mark.parametrize(
    ("text", "decimal", "thousands", "wanted"),
    [
        ("1.234", ",", None, 1234.0),
        ("1.234.567,8", ",", None, 1234567.8),
        ("-25.000", ",", ".", -25000.0),
        ("1,234.5", ".", ",", 1234.5),
        ("1 234 567", ".", " ", 1234567.0),
        ("1\u00a0234,5", ",", " ", 1234.5),
        ("1\u202f234", ".", " ", 1234.0),
        ("1'234.5", ".", "'", 1234.5),
        ("1234.5", ".", ",", 1234.5),  # a declared mark need not be used
    ],
)
def test_thousands_are_grouped_where_the_mark_is_declared(
    text: str, decimal: str, thousands: str | None, wanted: float
) -> None:
    assert parse_number(text, decimal, thousands) == wanted
    assert parse_numbers([text, "1"], decimal, thousands)[0].tolist() == [wanted, 1.0]


@pytest.mark.parametrize("text", ["1,23", "12,3456", "1234,567", "0,123", ",123", "1,234,56", "1,,234", "1.234,567"])
def test_a_mark_between_thousands_stands_before_every_three_digits(text: str) -> None:
    with pytest.raises(NumberError):
        parse_number(text, ".", ",")


@given(st.integers(-(10**15), 10**15), st.sampled_from([(".", ","), (",", "."), (".", " "), (",", " "), (".", "'")]))
def test_a_grouped_number_is_the_number(whole: int, marks: tuple[str, str]) -> None:
    decimal, thousands = marks
    text = f"{whole:,}".replace(",", thousands)
    assert parse_number(f"{text}{decimal}25", decimal, thousands) == float(f"{whole}.25")


@pytest.mark.parametrize(
    ("text", "decimal", "thousands", "wanted"),
    [
        ("25.000", ".", None, 25000.0),
        ("25.000", ".", ",", 25000.0),
        ("25.000", ",", None, 25.0),
        ("1.045", ",", ".", 1.045),
        ("25,000", ",", None, 25000.0),
        ("25,000", ".", ",", 25.0),
        ("-25.125", ".", None, -25125.0),
        ("25.00", ".", None, None),
        ("0.125", ".", None, None),
        ("1234.567", ".", None, None),
        ("1.045.000", ",", None, None),
        ("25.000,5", ",", None, None),
        ("25", ".", None, None),
    ],
)
def test_the_other_reading_of_a_number(text: str, decimal: str, thousands: str | None, wanted: float | None) -> None:
    assert other_reading(text, decimal, thousands) == wanted


def test_one_mark_has_one_meaning() -> None:
    for decimal, thousands in ((".", "."), (",", ","), (".", ";"), (",", "")):
        with pytest.raises(ValueError, match="thousands"):
            parse_number("1", decimal, thousands)


def test_only_point_and_comma_are_decimal_marks() -> None:
    with pytest.raises(ValueError, match="decimal mark"):
        parse_number("1", decimal=";")
    with pytest.raises(ValueError, match="decimal mark"):
        parse_numbers(["1"], decimal="")


def test_a_column_keeps_its_good_cells() -> None:
    values, refused = parse_numbers(["1", "", "3,5", " ", "-2e3", "3,5"])
    np.testing.assert_array_equal(values, [1, np.nan, np.nan, np.nan, -2000, np.nan])
    assert sorted(refused) == [2, 5]
    assert refused[2] is refused[5]  # the same text is parsed once


def test_cells_of_a_workbook_are_numbers_already() -> None:
    cells = np.array([1, 2.5, None, math.nan, "7", True, math.inf, 10**400, np.int64(3), [1]], dtype=object)
    values, refused = parse_numbers(cells)
    np.testing.assert_array_equal(values, [1, 2.5, *[np.nan] * 2, 7, *[np.nan] * 3, 3, np.nan])
    assert {at: error.code.number for at, error in refused.items()} == {
        5: "SDG201",
        6: "SDG211",
        7: "SDG211",
        9: "SDG201",
    }


def test_an_empty_column_is_an_empty_array() -> None:
    values, refused = parse_numbers([])
    assert values.shape == (0,) and values.dtype == np.float64 and refused == {}


def test_a_cell_of_two_lines_is_no_number() -> None:
    _, refused = parse_numbers(["1\n2", "3"])
    assert list(refused) == [0]
    _, refused = parse_numbers(["1\n", "3\n4"])
    assert list(refused) == [1]


def test_a_column_of_plain_numbers_costs_a_call_for_each_and_little_more() -> None:
    texts = [f"{number}.25" for number in range(100_000)]
    values, refused = parse_numbers(texts)
    assert values[12345] == 12345.25 and not refused
    few, many = (calls_in(lambda count=count: parse_numbers(texts[:count])) for count in (10_000, 20_000))
    assert many - few < 1.1 * 10_000


def test_an_error_survives_pickling_and_becomes_a_problem() -> None:
    error = pickle.loads(pickle.dumps(NumberError(_code(), '"x" is not a number', "Write 1.")))
    problem = error.problem(row=5, field="value")
    assert (problem.code, problem.row, problem.message) == ("SDG201", 5, '"x" is not a number')


def _code():  # type: ignore[no-untyped-def]
    with pytest.raises(NumberError) as caught:
        parse_number("x")
    return caught.value.code


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_the_shortest_text_of_a_number_reads_back(number: float) -> None:
    assert parse_number(repr(number)) == number
    assert parse_number(repr(number).replace(".", ","), decimal=",") == number


@given(st.text(), st.sampled_from(".,"))
def test_any_text_is_a_finite_number_or_a_number_error(text: str, decimal: str) -> None:
    try:
        number = parse_number(text, decimal)
    except NumberError as error:
        assert error.message and error.cure
    else:
        assert math.isfinite(number)


@given(st.lists(st.one_of(st.text(alphabet="0123456789.,-+e \n"), st.sampled_from([case[0] for case in REFUSED]))))
def test_a_column_reads_as_its_cells_do(texts: list[str]) -> None:
    values, refused = parse_numbers(texts)
    for at, text in enumerate(texts):
        if not text.strip():
            assert math.isnan(values[at]) and at not in refused
        elif at in refused:
            with pytest.raises(NumberError):
                parse_number(text)
        else:
            assert values[at] == parse_number(text)


@pytest.mark.parametrize(("mark", "other"), [(".", ","), (",", ".")])
def test_one_mark_for_two_things_is_refused_with_what_to_write(mark: str, other: str) -> None:
    with pytest.raises(ValueError, match=f'write decimal="{re.escape(other)}" beside thousands="{re.escape(mark)}"'):
        grouping(mark, mark)


@pytest.mark.parametrize(("text", "unit"), [("12.5 µg/m³", "µg/m³"), ("40 m²", "m²")])
def test_a_small_figure_belongs_to_a_unit(text: str, unit: str) -> None:
    """³ is a digit to Unicode, but nobody has written a number with other digits than 0 to 9."""
    with pytest.raises(NumberError, match="is a number and a unit") as caught:
        parse_number(text)
    assert unit in caught.value.cure
