"""Leaves that share their steps: the part of them that stands for one leaf."""

from __future__ import annotations

from typing import Any

import numpy as np

from sdg_standard.scoring.track import Track


def test_one_leaf_of_a_track_is_alone_in_its_row() -> None:
    leaves: Any = ("water", "air", "noise")
    track = Track(leaves, np.array([4, 7, 9]))
    for place, (leaf, row) in enumerate(zip(leaves, (4, 7, 9), strict=True)):
        own = track.in_case(place, 0)
        assert (own.leaves, own.rows.tolist()) == ((leaf,), [row])


def test_a_track_without_steps_leaves_numbers_as_they_are_and_differs_in_nothing() -> None:
    track = Track((), np.array([0]))
    values = np.array([[1.0, np.nan]])
    np.testing.assert_array_equal(track.walk(values), values)
    assert track.differs(0, 0) == () and not track.fills and not track.compares and track.as_read("best") is None
