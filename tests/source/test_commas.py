from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdg_standard.source import read_yaml, with_point
from sdg_standard.source.commas import meant_by


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("20,5", "write 20.5, with a point"),
        ("-0,5", "write -0.5, with a point"),
        ("3,5 %", "write 3.5 %, with a point"),
        ("3,5%", "write 3.5%, with a point"),
        ("0,05 mg/m³", "write 0.05 mg/m³, with a point"),
        ("3,5 per 1000 inhabitants", "write 3.5 per 1000 inhabitants, with a point"),
        ("0,125", "write 0.125, with a point"),  # no thousands begin with 0
        ("1234,567", "write 1234.567, with a point"),  # nor do they group four digits
        ("1,234", "write 1.234, with a point, or 1234 if thousands are meant"),
        ("1,234,567", "write 1234567, without commas"),
        ("1,234.5", "write 1234.5, without commas"),
        ("12,34,567", ""),
        ("1,23.4", ""),
        ("10, 20", ""),
        ("a,5", ""),
        ("5", ""),
        ("", ""),
    ],
)
def test_how_a_number_with_commas_is_written(text: str, cure: str) -> None:
    assert with_point(text) == cure


@given(st.integers(0, 10**6), st.text("0123456789", min_size=1, max_size=2), st.sampled_from(["", " %", " mg/m³"]))
def test_one_or_two_digits_behind_a_comma_are_decimals(whole: int, decimals: str, unit: str) -> None:
    assert meant_by(with_point(f"{whole},{decimals}{unit}")) == f"{whole}.{decimals}{unit}"


@pytest.mark.parametrize(
    ("text", "column", "cure", "data"),
    [
        ("a: {worst: 20,5}\n", 12, "write 20.5, with a point", {"a": {"worst": 20.5}}),
        ("a: {worst: 20,5, best: 80}\n", 12, "write 20.5, with a point", {"a": {"worst": 20.5, "best": 80}}),
        ("a: {min: 0,5}\n", 10, "write 0.5, with a point", {"a": {"min": 0.5}}),
        ('{"min":0,5 }\n', 8, "write 0.5, with a point", {"min": 0.5}),
        ("a: [{min: -1,25}]\n", 11, "write -1.25, with a point", {"a": [{"min": -1.25}]}),
        (
            "a: {value: 3,5 %, from: x}\n",
            12,
            "write 3.5 %, with a point",
            {"a": {"value": "3.5 %", "from": "x"}},
        ),
        ("a: {value: 1,234,567}\n", 12, "write 1234567, without commas", {"a": {"value": 1234567}}),
        (
            "a: {value: 1,234}\n",
            12,
            "write 1.234, with a point, or 1234 if thousands are meant",
            {"a": {"value": 1.234}},
        ),
    ],
)
def test_a_decimal_comma_between_braces_is_one_problem(text: str, column: int, cure: str, data: object) -> None:
    document, problems = read_yaml(text, "f.yaml")
    assert [(each.code, each.line, each.column, each.cure) for each in problems] == [("SDG144", 1, column, cure)]
    assert document is not None
    assert document.data == data


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("a: {worst: 20,5: x}\n", ["SDG120"]),  # 5 is a key with a value
        ("a: {worst: 20, 5}\n", ["SDG120"]),  # a blank behind the comma divides
        ("a: {worst: '20',5}\n", ["SDG120"]),
        ("a: {8,5}\n", ["SDG120", "SDG120"]),
        ("a: [20,5]\n", []),  # a list of two numbers
        ("a: {b: x,c: 5}\n", []),
    ],
)
def test_a_comma_that_divides_is_left_alone(text: str, codes: list[str]) -> None:
    _, problems = read_yaml(text, "f.yaml")
    assert [each.code for each in problems] == codes


def test_each_number_with_a_comma_is_told() -> None:
    _, problems = read_yaml("a: {min: 0,5,\n    max: 99,5}\n", "f.yaml")
    assert [(each.line, each.cure) for each in problems] == [
        (1, "write 0.5, with a point"),
        (2, "write 99.5, with a point"),
    ]
