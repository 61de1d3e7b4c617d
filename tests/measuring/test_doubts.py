"""Values side by side, as the checks compare them: what has no number is not there."""

from __future__ import annotations

import math

import pandas as pd

from sdg_standard.measuring.doubts import Numbers

ROWS = [
    ("birch", "2022", "water", 30.0),
    ("birch", "2020", "water", 10.0),
    ("birch", "2021", "water", math.nan),
    ("alder", "2021", "water", 7.0),
    ("birch", "2022", "waste", 3.0),
    ("birch", "2020", "waste", math.nan),
    ("alder", "2021", "waste", 4.0),
]


def numbers() -> Numbers:
    return Numbers(pd.DataFrame(ROWS, columns=["area", "period", "series", "value"]))


def test_a_series_in_the_order_of_areas_and_time_without_its_gaps() -> None:
    found = numbers()
    assert found.value[found.of("water")].tolist() == [7, 10, 30]
    assert found.of("air").tolist() == [] and "air" not in found


def test_a_step_goes_from_one_number_of_an_area_to_its_next_over_the_years_that_lack() -> None:
    found = numbers()
    earlier, later = found.steps("water")
    assert (found.value[earlier].tolist(), found.value[later].tolist()) == ([10], [30])


def test_beside_each_other_stand_numbers_of_one_area_and_period() -> None:
    """birch has waste in 2022 only."""
    found = numbers()
    water, waste = found.beside("water", "waste")
    assert (found.value[water].tolist(), found.value[waste].tolist()) == ([7, 30], [4, 3])
