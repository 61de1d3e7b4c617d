"""County, inhabitants and size class of the register."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sdg_standard.areas import Register, read_registers
from sdg_standard.errors import StandardError

FOLDER = Path(__file__).parents[2] / "standard" / "areas"
NORWAY = read_registers(FOLDER)["NO"]
UNITS = [{"code": "01", "name": "Alder", "valid_from": "2000-01-01", "valid_to": ""}]


@pytest.mark.parametrize(
    ("area", "day", "county"),
    [
        ("NO-0219", date(2019, 12, 31), "Akershus"),
        ("NO-3024", date(2020, 1, 1), "Viken"),
        ("NO-3201", date(2024, 1, 1), "Akershus"),
        ("NO-1601", date(2017, 12, 31), "Sør-Trøndelag"),
        ("NO-5001", date(2018, 1, 1), "Trøndelag"),
        ("NO-0219", date(2024, 1, 1), "Akershus"),  # not in force: of the nearest day
        ("NO-9999", date(2024, 1, 1), ""),
    ],
)
def test_a_county_is_one_of_its_time(area: str, day: date, county: str) -> None:
    assert NORWAY.county(area, day) == county


@pytest.mark.parametrize(
    ("area", "year", "on", "count"),
    [
        ("NO-3203", 2024, None, 98815),
        ("NO-3025", 2015, date(2020, 1, 1), 89974),
        ("NO-3203", 2015, date(2024, 1, 1), 89974),  # the same place under its code of 2020
        ("NO-0219", 2015, None, 120685),  # of 3024, which is the same place
        ("NO-0220", 2015, None, None),  # the old Asker alone: only the sum of three is known
        ("NO-1601", 2015, None, None),  # Trondheim without Klæbu
        ("NO-1508", 2021, date(2024, 1, 1), None),  # before Haram left
    ],
)
def test_inhabitants_are_those_of_the_same_territory(area: str, year: int, on: date | None, count: int | None) -> None:
    assert NORWAY.population(area, year, on) == count


def test_a_size_class_goes_by_the_newest_count() -> None:
    assert NORWAY.attribute("size", "NO-3203", date(2024, 12, 31)) == "50000 and more"
    assert NORWAY.attribute("size", "NO-3203", date(2039, 12, 31)) == "50000 and more"
    assert NORWAY.attribute("size", "NO-1580", date(2024, 12, 31)) == "5000 to 19999"  # 9 357
    assert NORWAY.attribute("size", "NO-0220", date(2015, 12, 31)) == ""


def test_classes_begin_where_they_say() -> None:
    sizes = [{"size": "large", "least": "5000"}, {"size": "small", "least": "0"}]
    for count, size in (("0", "small"), ("4999", "small"), ("5000", "large")):
        counts = [{"code": "01", "year": "2024", "population": count}]
        register = Register.from_rows("XX", UNITS, population=counts, sizes=sizes)
        assert register.attribute("size", "XX-01", date(2024, 12, 31)) == size


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"code": "02", "year": "2024", "population": "5"}, "code"),
        ({"code": "01", "year": "24x", "population": "5"}, "year"),
        ({"code": "01", "year": "0", "population": "5"}, "year"),
        ({"code": "01", "year": "2024", "population": "1 000"}, "population"),
        ({"code": "01", "year": "2024", "population": "-1"}, "population"),
        ({"code": "01", "year": "2024", "population": "1", "borders": "now"}, "borders"),
    ],
)
def test_counts_that_cannot_be(row: dict[str, str], field: str) -> None:
    with pytest.raises(StandardError) as caught:
        Register.from_rows("XX", UNITS, population=[row])
    assert [(problem.file, problem.line, problem.field) for problem in caught.value.problems] == [
        ("population.csv", 2, field)
    ]
