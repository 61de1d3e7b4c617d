"""Days and spans as people write them, by hand, and read back by the reader of agendas."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sdg_standard.agenda.periods import day_of, period_of
from sdg_standard.words import LANGUAGES
from sdg_standard.words.dates import written_day, written_span
from sdg_standard.words.sentences import form


@pytest.mark.parametrize(
    ("start", "end", "english", "bokmål", "nynorsk"),
    [
        ("2024-01-01", "2024-12-31", "2024", "2024", "2024"),
        ("2024-01-01", "2027-12-31", "2024–2027", "2024–2027", "2024–2027"),
        ("2024-07-01", "2024-12-31", "second half of 2024", "andre halvår 2024", "andre halvår 2024"),
        ("2024-05-01", "2024-08-31", "second tertial of 2024", "andre tertial 2024", "andre tertial 2024"),
        ("2024-10-01", "2024-12-31", "fourth quarter of 2024", "fjerde kvartal 2024", "fjerde kvartal 2024"),
        ("2024-02-01", "2024-02-29", "February 2024", "februar 2024", "februar 2024"),
        ("2024-03-12", "2024-03-12", "12 March 2024", "12. mars 2024", "12. mars 2024"),
        # February to May is four months and no tertial; a year less a day is no year
        ("2024-02-01", "2024-05-31", "1 February 2024 – 31 May 2024", "1. februar 2024 – 31. mai 2024", None),
        ("2024-01-01", "2024-12-30", "1 January 2024 – 30 December 2024", "1. januar 2024 – 30. desember 2024", None),
        ("2023-08-01", "2024-07-31", "1 August 2023 – 31 July 2024", "1. august 2023 – 31. juli 2024", None),
        ("2024-12-01", "2024-01-31", "1 December 2024 – 31 January 2024", "1. desember 2024 – 31. januar 2024", None),
        ("2025-01-01", "2024-12-31", "1 January 2025 – 31 December 2024", "1. januar 2025 – 31. desember 2024", None),
        ("2024-03-12", "", "since 12 March 2024", "fra 12. mars 2024", "frå 12. mars 2024"),
        ("", "2024-03-12", "until 12 March 2024", "til 12. mars 2024", "til 12. mars 2024"),
        ("", "", "", "", ""),
    ],
)
def test_spans(start: str, end: str, english: str, bokmål: str, nynorsk: str | None) -> None:
    ends = [date.fromisoformat(text) if text else None for text in (start, end)]
    told = tuple(written_span(ends[0], ends[1], language) for language in ("en", "nb", "nn"))
    assert told == (english, bokmål, bokmål if nynorsk is None else nynorsk)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_day_is_read_back(language: str) -> None:
    for place in range(366):
        day = date(2024, 1, 1) + timedelta(days=place)
        assert day_of(written_day(day, language)) == day


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("months", [1, 3, 4, 6])
def test_parts_of_a_year_are_read_back(language: str, months: int) -> None:
    for first in range(1, 13, months):
        start, after = date(2023, first, 1), date(2023 + (first + months > 12), (first + months - 1) % 12 + 1, 1)
        read = period_of(written_span(start, after - timedelta(days=1), language))
        assert read is not None and (read.start, read.end) == (start, after - timedelta(days=1))


def test_an_unknown_language() -> None:
    with pytest.raises(ValueError, match="nothing is said"):
        written_day(date(2024, 1, 1), "xx")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_trend_line_is_told_in_the_same_words_everywhere(language: str) -> None:
    """A council reads the year of arrival beside a figure and as a prognosis: one number, one wording."""
    arrives = form("council.arrives", language, None)
    for key in ("arrives_between", "forecast_year", "forecast_in_time"):
        assert form(f"council.{key}", language, None).startswith(arrives)
    line = arrives.partition("{year} ")[2]
    assert line in form("council.forecast_late", language, None)
