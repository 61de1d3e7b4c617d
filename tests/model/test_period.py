from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdg_standard.model.period import Period, PeriodError, day_before, years_between

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2020", date(2020, 1, 1), date(2020, 12, 31)),
        ("2020-Q1", date(2020, 1, 1), date(2020, 3, 31)),
        ("2020-Q4", date(2020, 10, 1), date(2020, 12, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2021-02", date(2021, 2, 1), date(2021, 2, 28)),
        ("2020-03-01", date(2020, 3, 1), date(2020, 3, 1)),
        ("2014/2020", date(2014, 1, 1), date(2020, 12, 31)),
        ("2023-08/2024-07", date(2023, 8, 1), date(2024, 7, 31)),
        ("2020/2020", date(2020, 1, 1), date(2020, 12, 31)),
    ],
)
def test_both_ends_are_included(text: str, start: date, end: date) -> None:
    period = Period.parse(text)
    assert (period.start, period.end, str(period)) == (start, end, text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " 2020",
            "2020 ",
            "20",
            "20201",
            "2020-13",
            "2020-00",
            "2020-03-00",
            "2020-Q5",
            "2020-Q0",
            "2020-02-30",
            "2020-1",
        ),
        *(
            "2020/2014",
            "2020/",
            "/2020",
            "2014/2016/2020",
            "2020-W01",
            "2020/06",
            "0000",
            "１９９９",
            "2020-q1",
            "last",
        ),
    ],
)
def test_anything_else_is_refused_by_name(text: str) -> None:
    with pytest.raises(PeriodError) as caught:
        Period.parse(text)
    assert f'"{text[:40]}"' in str(caught.value)


@given(st.text(max_size=30))
def test_any_text_is_a_period_or_refused(text: str) -> None:
    try:
        period = Period.parse(text)
    except PeriodError:
        return
    assert period.start <= period.end
    assert period.text == text


def test_a_long_text_is_cut_in_the_message() -> None:
    with pytest.raises(PeriodError) as caught:
        Period.parse("2" * 10_000)
    assert len(str(caught.value)) < 80


@given(DAYS)
def test_a_day_is_a_period_of_one_day(day: date) -> None:
    period = Period.parse(day.isoformat())
    assert (period.days, period.year) == (1, day.year)


@given(st.integers(1900, 2100))
def test_quarters_and_months_fill_the_year(year: int) -> None:
    whole = Period.parse(str(year))
    for parts in ([f"{year}-Q{n}" for n in range(1, 5)], [f"{year}-{n:02}" for n in range(1, 13)]):
        periods = [Period.parse(text) for text in parts]
        assert sum(period.days for period in periods) == whole.days
        assert periods[0].start == whole.start and periods[-1].end == whole.end
        assert all(day_before(after.start) == before.end for before, after in pairwise(periods))


@given(DAYS, DAYS, DAYS, DAYS)
def test_order_is_that_of_time(a: date, b: date, c: date, d: date) -> None:
    one, other = (Period.parse("/".join(sorted((x.isoformat(), y.isoformat())))) for x, y in ((a, b), (c, d)))
    assert (one < other) == ((one.start, one.end, one.text) < (other.start, other.end, other.text))


@pytest.mark.parametrize(
    ("inner", "outer", "holds"),
    [
        ("2024", "2024", True),
        ("2023-08/2024-07", "2024", True),  # a school year: 366 days, ends within
        ("2018/2024", "2024", True),  # a mean of seven years
        ("2024-Q4", "2024", False),  # shorter
        ("2023", "2024", False),  # ends before
        ("2024/2025", "2024", False),  # ends after
    ],
)
def test_within_ends_in_it_and_is_at_least_as_long(inner: str, outer: str, holds: bool) -> None:
    assert Period.parse(inner).within(Period.parse(outer)) is holds


@pytest.mark.parametrize(
    ("earlier", "later", "years"),
    [
        (date(2015, 12, 31), date(2018, 12, 31), 3.0),
        (date(2024, 2, 29), date(2025, 2, 28), 1.0),
        (date(2023, 6, 30), date(2023, 12, 31), 184 / 366),
        (date(2020, 12, 31), date(2020, 12, 31), 0.0),
        (date(2018, 12, 31), date(2015, 12, 31), -3.0),
    ],
)
def test_years_between(earlier: date, later: date, years: float) -> None:
    assert years_between(earlier, later) == pytest.approx(years, abs=1e-12)


@given(DAYS, st.integers(1, 20_000))
def test_more_days_are_more_years(day: date, days: int) -> None:
    later = day + timedelta(days=days)
    assert years_between(day, later) > 0
    assert years_between(day, later) == pytest.approx(days / 365.2425, abs=0.01)
