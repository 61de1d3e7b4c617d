"""What was read, leaves × cases, and in which periods there is anything to read."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard.catalogue import Standard
from sdg_standard.model.period import Period
from sdg_standard.model.values import Cube, Values
from sdg_standard.scoring.cases import AreaTable, Cases
from sdg_standard.scoring.observations import NOT_REPORTED, Readout, has_observations, layer_of, scored_years

NAN = np.nan
TABLE = np.array([[1.0, 2.0], [3.0, NAN], [5.0, 6.0]])


def test_leaves_stand_where_they_are_said_to_and_one_without_a_row_has_no_number() -> None:
    readout = Readout(TABLE, None, rows=np.array([2, -1, 0]))
    np.testing.assert_array_equal(readout.values, [[5, 6], [NAN, NAN], [1, 2]])
    np.testing.assert_array_equal(readout.rows_of(np.array([2, 1])), [[1, 2], [NAN, NAN]])
    np.testing.assert_array_equal(readout.rows_of(np.array([0])), [[5, 6]])
    np.testing.assert_array_equal(Readout(TABLE, None).rows_of(np.array([1])), [[3, NAN]])


def test_a_number_in_one_case_is_a_number() -> None:
    readout = Readout(np.array([[NAN, 2.0], [NAN, NAN]]), None)
    assert readout.any_number(slice(None)) and not readout.any_number(slice(0, 1))
    for row, there in ((0, True), (1, False)):
        assert Readout(np.array([[1.0], [NAN]]), None, rows=np.array([row, -1])).any_number(slice(None)) is there


def test_of_a_table_without_areas_or_series_every_cell_is_a_gap() -> None:
    periods = (Period.parse("2024"),)
    cases = Cases(np.array(["alder", "birch"], dtype=object), periods, AreaTable())
    for areas, series in (([], ("water",)), (["birch"], ())):
        shape = (1, len(areas), len(series))
        cube = Cube(np.array(areas, dtype=object), periods, series, np.zeros(shape), np.ones(shape, dtype=np.uint8))
        found = layer_of(cube, 0, ["water", "air", "noise"], cases)
        assert found.values.shape == (3, 2) and np.isnan(found.values).all()
        assert found.reason_codes().tolist() == [[NOT_REPORTED] * 2] * 3


@pytest.fixture(scope="module")
def values(town: Standard) -> Values:
    """Water of alder in 2022, of nobody in 2023, of alder and not of birch in the second quarter of 2024."""
    rows = [("alder", "2022", "90"), ("birch", "2023", ""), ("alder", "2024-Q2", "91"), ("birch", "2024-Q2", "")]
    frame = pd.DataFrame(rows, columns=["area", "period", "value"]).assign(series="town.water", unit="%")
    return sdg.measure(sdg.Evidence.from_frame(frame.assign(status=["", "O", "", "O"])), town)


@pytest.mark.parametrize(
    ("period", "there"), [("2022", True), ("2023", False), ("2024", True), ("2024-Q1", False), ("2024-Q2", True)]
)
def test_a_number_of_one_area_that_ends_within_a_period_is_an_observation(
    values: Values, period: str, there: bool
) -> None:
    assert has_observations(values, {"town.water", "town.injuries"}, Period.parse(period)) is there
    assert not has_observations(values, {"town.injuries"}, Period.parse(period))


def test_the_years_in_which_an_observation_with_a_number_ends(values: Values) -> None:
    assert scored_years(values, {"town.water"}) == (Period.parse("2022"), Period.parse("2024"))
    assert scored_years(values, {"town.injuries"}) == ()
