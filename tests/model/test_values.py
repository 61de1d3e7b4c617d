from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from sdg_standard.errors import Problems
from sdg_standard.model.period import Period
from sdg_standard.model.values import REASON, REASONS, VALUE_COLUMNS, Cube, Values


def values_of(cube: Cube) -> Values:
    return Values(problems=Problems(), provenance={}, cube=cube, units={"town.water": "%"})


def small() -> Cube:
    areas = np.array(["birch", "alder"], dtype=object)
    numbers = np.array([[[96.0, np.nan], [np.nan, 1.0]]])
    reasons = np.array([[[0, REASON["suppressed"]], [0, 0]]], dtype=np.uint8)
    return Cube(areas, (Period.parse("2024"),), ("town.water", "town.youth-council"), numbers, reasons)


def test_a_row_for_each_number_and_for_each_reason() -> None:
    frame = values_of(small()).frame
    assert tuple(frame.columns) == VALUE_COLUMNS
    rows = frame[["area", "period", "series", "value", "unit", "status", "origin", "reason"]].astype(object).fillna("")
    assert rows.to_numpy().tolist() == [
        ["alder", "2024", "town.youth-council", 1.0, "", "A", "reported", ""],
        ["birch", "2024", "town.water", 96.0, "%", "A", "reported", ""],
        ["birch", "2024", "town.youth-council", "", "", "", "", "suppressed"],
    ]


def test_tidy_and_wide_say_the_same() -> None:
    values = values_of(small())
    wide = values.wide()
    assert list(wide.index) == [("birch", "2024"), ("alder", "2024")]
    assert wide.loc[("birch", "2024"), "town.water"] == 96.0
    assert values.wide("reason").loc[("birch", "2024"), "town.youth-council"] == "suppressed"


CELLS = st.one_of(st.none(), st.sampled_from(REASONS[1:]), st.floats(allow_nan=False, allow_infinity=False))
"""Nothing said, a reason for a gap, or a number."""


@given(hnp.arrays(object, st.tuples(*[st.integers(1, 3)] * 3), elements=CELLS))
def test_a_block_survives_the_way_through_a_frame(cells: np.ndarray) -> None:
    numbers = np.where([isinstance(cell, float) for cell in cells.flat], cells.flat, np.nan)
    numbers = numbers.astype(float).reshape(cells.shape)
    reasons = np.array([REASON[cell] if isinstance(cell, str) else 0 for cell in cells.flat], dtype=np.uint8)
    reasons = reasons.reshape(cells.shape)
    periods = tuple(Period.parse(str(2020 + place)) for place in range(cells.shape[0]))
    areas = np.array([f"area-{place}" for place in range(cells.shape[1])], dtype=object)
    series = tuple(f"town.s{place}" for place in range(cells.shape[2]))
    frame = values_of(Cube(areas, periods, series, numbers, reasons)).frame
    back = Values(problems=Problems(), provenance={}, frame=frame).cube
    for (p, a, s), cell in np.ndenumerate(cells):
        if cell is None:
            continue
        place = (back.periods.index(periods[p]), back.area_index[areas[a]], back.series_index[series[s]])
        assert np.array_equal(back.values[place], numbers[p, a, s], equal_nan=True)
        said = back.reasons[place] if back.reasons is not None else 0
        assert said == reasons[p, a, s]
    assert len(frame) == sum(cell is not None for cell in cells.flat)


def test_periods_of_a_block_stand_in_time() -> None:
    frame = values_of(small()).frame.drop(columns="period")
    twice = pd.concat([frame.assign(period="2024"), frame.assign(period="2023")], ignore_index=True)
    cube = Values(problems=Problems(), provenance={}, frame=twice).cube
    assert [period.text for period in cube.periods] == ["2023", "2024"]


def test_nothing_at_all() -> None:
    empty = values_of(small()).frame.iloc[:0]
    values = Values(problems=Problems(), provenance={}, frame=empty)
    assert len(values) == 0
    assert values.cube.values.shape == (0, 0, 0)


def test_provenance_is_worked_out_when_asked_for() -> None:
    values = Values(problems=Problems(), provenance={"edition": "2024.1", "digest": lambda: "abc"}, cube=small())
    assert values.provenance == {"edition": "2024.1", "digest": "abc"}


def test_the_reasons_are_those_of_the_contract() -> None:
    wanted = (
        "not_reported not_applicable suppressed contradiction refused missing_input no_benchmark no_point not_scored "
        "outside_domain missing_children below_coverage"
    )
    assert set(REASONS) == {"", *wanted.split()}
