"""Periods and days as planners write them."""

from __future__ import annotations

from datetime import date

import pytest

from sdg_standard.agenda.periods import day_of, period_of


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2030.0", "2030-01-01", "2030-12-31"),
        ("2020-H1", "2020-01-01", "2020-06-30"),
        ("2020H2", "2020-07-01", "2020-12-31"),
        ("2. halvår 2024", "2024-07-01", "2024-12-31"),
        ("1. halvår i 2024", "2024-01-01", "2024-06-30"),
        ("fyrste halvår 2024", "2024-01-01", "2024-06-30"),
        ("Second half of 2024", "2024-07-01", "2024-12-31"),
        ("T2 2024", "2024-05-01", "2024-08-31"),
        ("3. tertial 2024", "2024-09-01", "2024-12-31"),
        ("Q4 2019", "2019-10-01", "2019-12-31"),
        ("4. kvartal 2019", "2019-10-01", "2019-12-31"),
        ("Juni 2024", "2024-06-01", "2024-06-30"),
        ("06.2024", "2024-06-01", "2024-06-30"),
        ("2016–2019", "2016-01-01", "2019-12-31"),
        ("2016 - 2019", "2016-01-01", "2019-12-31"),
        ("2024/25", "2024-01-01", "2025-12-31"),
        ("2023-08/2024-07", "2023-08-01", "2024-07-31"),
        ("31.12.2030", "2030-12-31", "2030-12-31"),
        ("innen utgangen av 2030", "2030-01-01", "2030-12-31"),
    ],
)
def test_periods(text: str, start: str, end: str) -> None:
    found = period_of(text)
    assert found is not None
    assert (found.start.isoformat(), found.end.isoformat(), found.text) == (start, end, text)


@pytest.mark.parametrize(
    "text",
    ["", " ", "99", "H3 2024", "T4 2024", "5. kvartal 2024", "13.2024", "31.02.2024", "snart", "2030-2020", "²024"],
)
def test_what_is_no_period(text: str) -> None:
    assert period_of(text) is None


def test_days() -> None:
    assert day_of("1. juni 2024") == day_of("01.06.2024") == day_of("1 June 2024") == date(2024, 6, 1)
    assert day_of("30. februar 2024") is None and day_of("1. jumi 2024") is None
