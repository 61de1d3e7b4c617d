"""Leaves that share their steps: the part of them that stands for one leaf."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from sdg_standard.model.period import Period
from sdg_standard.scoring.cases import AreaTable, Cases
from sdg_standard.scoring.track import Prepared, Surroundings, Track, number_of


def test_one_leaf_of_a_track_is_alone_in_its_row() -> None:
    leaves: Any = ("water", "air", "noise")
    track = Track(leaves, np.array([4, 7, 9]))
    for place, (leaf, row) in enumerate(zip(leaves, (4, 7, 9), strict=True)):
        own = track.in_case(place, 0)
        assert (own.leaves, own.rows.tolist()) == ((leaf,), [row])


def test_a_step_of_one_leaf_in_one_case_knows_that_leaf_alone() -> None:
    """The second leaf in the third case: lower is better, and its own number is 6; what is the same for all stays."""
    model: Any = SimpleNamespace(ready=lambda numbers, about: numbers)
    leaves: Any = ("water", "air", "noise")
    about = Surroundings(leaves, np.array([[1.0], [-1.0], [1.0]]), (0.0, 100.0), None, Cases.nobody())
    numbers = {"worst": np.array([[1.0, 2, 3], [4, 5, 6], [7, 8, 9]]), "best": np.array([[10.0], [20.0], [30.0]])}
    own = Prepared(model, numbers, numbers, about, {}).in_case(1, 2)
    assert (own.about.leaves, own.sign.tolist()) == (("air",), [[-1]])
    assert {name: number.tolist() for name, number in own.numbers.items()} == {"worst": [[6]], "best": [[20]]}


def test_a_track_without_steps_leaves_numbers_as_they_are_and_differs_in_nothing() -> None:
    track = Track((), np.array([0]))
    values = np.array([[1.0, np.nan]])
    np.testing.assert_array_equal(track.walk(values), values)
    assert track.differs(0, 0) == () and not track.fills and not track.compares and track.as_read("best") is None


def test_what_is_the_same_for_all_cases_stands_once_for_each() -> None:
    """In two cases; where there are none, as in an explanation, once; what differs by case stays as it is."""
    two = Cases(np.array(["a", "b"], dtype=object), (Period.parse("2024"),), AreaTable())
    column = np.array([[1.0], [2.0], [3.0]])
    for cases, width in ((two, 2), (Cases.nobody(), 1)):
        about = Surroundings((), np.array([[1.0]]), (0.0, 100.0), None, cases)
        assert about.everywhere(column).tolist() == [[number] * width for number in (1, 2, 3)]
    each = np.array([[1.0, 2.0]])
    assert Surroundings((), np.array([[1.0]]), (0.0, 100.0), None, two).everywhere(each) is each


@pytest.mark.parametrize("edge", [None, "nowhere"])
def test_an_edge_without_a_number_is_a_gap_for_each_leaf(edge: str | None) -> None:
    found = number_of(edge, {}, 3)
    assert found.shape == (3, 1) and np.isnan(found).all()
    assert number_of(7, {}, 3).tolist() == [[7], [7], [7]]
