"""Paths of observations: which belong to the window of a case, and what each case is to reach."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
from pydantic import TypeAdapter

from sdg_standard.methodology.readings.periods import time_of
from sdg_standard.methodology.readings.rates import GrowthRate, Slope
from sdg_standard.methodology.readings.towards import PaceToTarget
from sdg_standard.model.period import Period
from sdg_standard.scoring.cases import AreaTable, Cases
from sdg_standard.scoring.paths import Course, PathTarget, end_of_year, ending, read_path, seen_by, year_of

NAN = np.nan
YEARS = [Period.parse(str(year)) for year in range(2018, 2023)]


def cases(areas: str, *periods: str) -> Cases:
    table = AreaTable(pd.DataFrame({"area": list(areas)}))
    return Cases(np.array(list(areas), dtype=object), tuple(map(Period.parse, periods)), table)


def nothing() -> PathTarget:
    return PathTarget({}, end_of_year(2030), 1)


def towards(*targets: float) -> PathTarget:
    return PathTarget({"target": np.array(targets)}, end_of_year(2030), 1)


def slope(**keys: Any) -> Slope:
    return TypeAdapter(Slope).validate_python({"method": "slope", "model": "least_squares", **keys})


def pace() -> PaceToTarget:
    return TypeAdapter(PaceToTarget).validate_python({"method": "pace_to_target", "year": 2030, "target": "t"})


def test_a_last_day_belongs_to_its_year_and_so_does_the_first() -> None:
    """Places in time count from the last day of the year 1, on which year 0 of them ends: 2020 is their 2019."""
    first, last = time_of(date(2020, 1, 1)), end_of_year(2020)
    assert year_of(np.array([first, last, last + 1e-12])).tolist() == [2019] * 3
    assert year_of(time_of(date(2021, 1, 1))) == 2020


def test_a_slope_is_of_what_lies_up_to_the_scored_period() -> None:
    """1, 3, 5 in 2018 to 2020 and 9 in 2022: by 2020 it grows by 2 a year; by 2019 too; in 2018 there is one year."""
    observed = np.array([[1.0], [3.0], [5.0], [NAN], [9.0]])
    found = read_path(slope(), observed, YEARS, cases("a", "2018", "2019", "2020"), nothing())
    assert np.isnan(found.numbers[0])
    assert found.numbers[1:].tolist() == pytest.approx([2, 2])
    assert (found.ends.base[2], found.ends.end[2]) == (1, 5)


def test_the_window_may_begin_some_years_before_the_end() -> None:
    observed = np.array([[100.0], [3.0], [5.0], [7.0], [9.0]])
    found = read_path(slope(**{"from": -3}), observed, YEARS, cases("a", "2022"), nothing())
    assert (found.ends.base.tolist(), found.numbers.tolist()) == ([3], pytest.approx([2]))


@pytest.mark.parametrize(("areas", "periods"), [("a", ("2021", "2022")), ("ab", ("2022",)), ("ab", ("2021", "2022"))])
def test_each_case_has_its_own_target(areas: str, periods: tuple[str, ...]) -> None:
    own = cases(areas, *periods)
    observed = np.tile(np.array([[1.0], [2.0], [3.0], [4.0], [5.0]]), len(areas))
    targets = [10.0 * (place + 1) for place in range(own.count)]
    found = read_path(pace(), observed, YEARS, own, towards(*targets))
    assert found.target.tolist() == targets
    course = Course(YEARS, observed, observed, towards(*targets))
    assert [float(seen_by(pace(), course, own, case)[1].target[0]) for case in range(own.count)] == targets


def test_one_target_may_be_that_of_all() -> None:
    observed = np.array([[1.0, 2.0], [2.0, 3.0]])
    found = read_path(pace(), observed, YEARS[:2], cases("ab", "2019"), towards(40.0))
    assert found.target.tolist() == [40, 40]


def test_other_numbers_in_the_place_of_the_last_observation() -> None:
    """4 in 2018 and 5 in 2020 and nothing since: had it been 6 or 8, it had grown by half in two years, or doubled."""
    read = TypeAdapter(GrowthRate).validate_python({"method": "growth_rate"})
    observed = np.array([[4.0], [NAN], [5.0], [NAN], [NAN]])
    course = Course(YEARS, observed, observed, nothing())
    window, aim = seen_by(read, course, cases("a", "2022"), 0)
    other = ending(window, np.array([6.0, 8.0]))
    assert other.ends.end.tolist() == [6, 8] and other.ends.base.tolist() == [4, 4]
    np.testing.assert_array_equal(other.numbers[2], [6, 8])
    assert np.asarray(read.number(other, aim)) == pytest.approx([(6 / 4) ** (1 / 2) - 1, (8 / 4) ** (1 / 2) - 1])
