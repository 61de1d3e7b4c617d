"""Points fitted to a reference set: what is taken of it, and that nothing of it stays behind."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard.model.period import Period
from sdg_standard.scoring.cases import AreaTable, Cases
from sdg_standard.scoring.observations import Readout, ReadRows
from sdg_standard.scoring.reference import Sample
from sdg_standard.scoring.reference_set import CELLS, FEWEST, ReferenceSet, Together
from sdg_standard.scoring.track import Track

FILE = """id: own
version: "1.0.0"
title: Own
select: {ids: [town.water, town.injuries]}
tree: {id: index, children: [town.water, town.injuries]}
branches: [{for: all, aggregate: arithmetic_mean}]
reference: {areas: scored}
points: [{for: all, worst: {rule: worst_observed}, best: {rule: best_observed}}]
leaves: [{for: all, steps: [{method: cap, min: 0}, goalposts]}]
"""


def a_set(values: np.ndarray) -> ReferenceSet:
    cases = Cases(np.array([f"a{place}" for place in range(values.shape[1])], dtype=object), (), AreaTable())
    return ReferenceSet(Together(values), cases, scored=True)


def test_all_leaves_are_taken_without_a_copy() -> None:
    values = np.arange(6.0).reshape(2, 3)
    known = a_set(values)
    every = np.ones(3, dtype=bool)
    assert known.among(every, [0, 1]) is values and known.among(every) is values
    assert known.among(np.array([True, False, True]), [1]).tolist() == [[3.0, 5.0]]


def test_how_many_stand_behind_a_value_and_how_many_beside_it() -> None:
    """1, 2, 2 and 5; counting those that are equal once, 1, 2 and 5. Where lower is better the 5 lies behind."""
    sample = Sample(((None, np.array([[1.0, 5.0, 2.0, np.nan, 2.0]])),))
    assert sample.standing(0, 0, 2.0, 1.0, dense=False) == {"behind": 1, "equal": 2, "count": 4}
    assert sample.standing(0, 0, 2.0, 1.0, dense=True) == {"behind": 1, "equal": 1, "count": 3}
    assert sample.standing(0, 0, 2.0, -1.0, dense=False) == {"behind": 1, "equal": 2, "count": 4}
    assert sample.standing(0, 0, 1.0, -1.0, dense=False) == {"behind": 3, "equal": 1, "count": 4}
    assert sample.standing(0, 0, 7.0, 1.0, dense=True) == {"behind": 3, "equal": 0, "count": 3}


def test_a_value_stands_among_those_of_its_own_period() -> None:
    parts = ((0, np.array([[1.0, 2.0]])), (1, np.array([[8.0, 9.0, 3.0]])))
    sample = Sample(parts, period_index=np.array([0, 0, 1]))
    assert sample.standing(0, 1, 5.0, 1.0, dense=False) == {"behind": 2, "equal": 0, "count": 2}
    assert sample.standing(0, 2, 5.0, 1.0, dense=False) == {"behind": 1, "equal": 0, "count": 3}


def test_few_leaves_are_taken_at_a_time_where_there_are_many_cases() -> None:
    known = a_set(np.empty((20, 0)))
    assert list(known.in_parts(range(20))) == [range(20)]
    many = Cases(np.empty(CELLS, dtype=object), (Period.parse("2024"),), AreaTable())
    parts = list(ReferenceSet(Together(np.empty((20, 0))), many, scored=True).in_parts(range(20)))
    assert [len(part) for part in parts] == [FEWEST, FEWEST, 20 - 2 * FEWEST]


def test_steps_change_the_values_and_leave_those_read_as_they_were() -> None:
    values = np.array([[1.0, 2.0]])
    known = a_set(values)
    assert known.before_steps() is known
    known.advance(lambda numbers, block: numbers * 10)
    assert known.values.tolist() == [[10.0, 20.0]]
    assert known.before_steps().values is values


def test_rows_of_a_readout_are_those_of_the_leaves_and_a_series_that_is_not_there_is_a_gap() -> None:
    table = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
    readout = Readout(table, None, rows=np.array([2, -1, 0]))
    rows = ReadRows(readout, np.array([0, 1, 2]))
    np.testing.assert_array_equal(rows.of(None), [[5.0, 6.0], [np.nan, np.nan], [1.0, 2.0]])
    np.testing.assert_array_equal(rows.of([2, 0]), [[1.0, 2.0], [5.0, 6.0]])
    assert ReadRows(Readout(table, None), np.array([0, 1, 2])).of(None) is table
    assert readout.any_number(slice(0, 2)) and not Readout(np.full((2, 3), np.nan), None).any_number(slice(None))


@pytest.mark.parametrize("steps", ["[goalposts]", "[log, goalposts]", "[z_score]", "[percentile_rank]"])
def test_a_score_leaves_nothing_behind_that_only_the_collector_finds(
    tmp_path: Path, steps: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A track that leads back to what made it would stay, with the reference set, until the collector runs."""
    town = sdg.load(Path(__file__).parents[1] / "contract" / "standard")
    path = tmp_path / "own.yaml"
    path.write_text(FILE.replace("[{method: cap, min: 0}, goalposts]", steps), encoding="utf-8")
    scorer = sdg.Scorer(town, path)
    rows = [("a", "town.water", 50, "%"), ("b", "town.water", 80, "%"), ("c", "town.water", 70, "%")]
    frame = pd.DataFrame(rows, columns=["area", "series", "value", "unit"]).assign(period="2024")
    values = sdg.measure(sdg.Evidence.from_frame(frame), town)
    scorer.score(values)
    tracks, sets = (_every_one_made(cls, monkeypatch) for cls in (Track, ReferenceSet))
    gc.disable()
    try:
        for _ in range(3):
            scorer.score(values)
        assert len(tracks) >= 3 and not [one for one in (*tracks, *sets) if one() is not None]
    finally:
        gc.enable()


def _every_one_made(cls: type, monkeypatch: pytest.MonkeyPatch) -> list[weakref.ref[Any]]:
    """A list of all that is made of a class from now on, without keeping it alive."""
    made: list[weakref.ref[Any]] = []
    begin = cls.__init__

    def noted(self: Any, *given: Any, **named: Any) -> None:
        made.append(weakref.ref(self))
        begin(self, *given, **named)

    monkeypatch.setattr(cls, "__init__", noted)
    return made
