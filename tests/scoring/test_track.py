"""Leaves that share their steps: the part of them that stands for one leaf."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from sdg_standard.scoring.cases import Cases
from sdg_standard.scoring.track import Prepared, Surroundings, Track


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
