"""Patterns of people who write no regular expressions, and periods as statistics write them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdg_standard.exchange.mapping.draft import escaped
from sdg_standard.exchange.mapping.patterns import Pattern, PatternError, period_of
from sdg_standard.model.period import Period


@pytest.mark.parametrize(
    ("pattern", "text", "taken"),
    [
        ("{} *", "3203 Asker", {"": "3203"}),
        ("{} *", "1577 Volda og Ørsta", {"": "1577"}),
        ("{} *", "Asker", None),
        ("K-{} *", "K-3203 Asker", {"": "3203"}),
        ("* ({})", "Våler (Innlandet)", {"": "Innlandet"}),
        ("{period}", "2024", {"period": "2024"}),
        ("{period}", "2024K1", {"period": "2024K1"}),
        ("{period}", "3203", None),
        ("{period}", "2024 ", None),
        ("{hva} {period}", "Personer i alt 2024", {"hva": "Personer i alt", "period": "2024"}),
        ("{år}", "x", {"år": "x"}),
        ("*", "", {}),
        ("", "", {}),
        (r"\*", "*", {}),
        (r"\*", "x", None),
        (r"\{x\} (a.c)", "{x} (a.c)", {}),
        ("a.c", "abc", None),
        ("{}", "a\nb", {"": "a\nb"}),
        ("*", "x" * 301, None),
    ],
)
def test_a_pattern_takes_what_stands_in_braces(pattern: str, text: str, taken: dict[str, str] | None) -> None:
    assert Pattern.parse(pattern).match(text) == taken


@pytest.mark.parametrize("text", ["**", "{}{}", "{a} *{b}", "{a} {a}", "{", "a}", "{a b}", "* * * *", "{1}"])
def test_what_can_be_read_in_two_ways_is_no_pattern(text: str) -> None:
    with pytest.raises(PatternError):
        Pattern.parse(text)


def test_a_hostile_pattern_costs_no_time() -> None:
    start = time.perf_counter()
    assert Pattern.parse("*a*a*b").match("a" * 300) is None
    assert time.perf_counter() - start < 1


@given(st.text(max_size=40))
def test_an_escaped_text_fits_itself_alone(text: str) -> None:
    pattern = Pattern.parse(escaped(text))
    assert pattern.match(text) == {}
    assert pattern.match(f"{text}x") is None


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2024", "2024"),
        ("2024K4", "2024-Q4"),
        ("2024-Q4", "2024-Q4"),
        ("2024M12", "2024-12"),
        ("2024-03", "2024-03"),
        ("2024H1", "2024-01/2024-06"),
        ("2024T3", "2024-09/2024-12"),
        ("2016_2022", "2016/2022"),
        ("2016–2022", "2016/2022"),
        ("2016-2022", "2016/2022"),
        ("2023-08/2024-07", "2023-08/2024-07"),
        ("2023/24", None),
        ("2024K5", None),
        ("2024M13", None),
        ("2022-2016", None),
        ("24", None),
    ],
)
def test_periods_of_statistics(text: str, period: str | None) -> None:
    assert period_of(text) == period
    assert period is None or Period.parse(period)


@pytest.mark.parametrize("text", ["2023-24", "2023/24", "2023-2024", "2023_2024", "2023–24"])
def test_school_years(text: str) -> None:
    assert period_of(text, school_year=True) == "2023-08/2024-07"


@pytest.mark.parametrize("text", ["2023-25", "2023", "2023-08"])
def test_what_is_no_school_year(text: str) -> None:
    assert period_of(text, school_year=True) is None
