"""What stands in for components that are not there."""

from __future__ import annotations

import numpy as np
import pytest

from sdg_standard.methods.gaps import group_means, moved_weights

NAN = np.nan
VALUES = [[10.0, 1.0], [30.0, NAN], [NAN, 5.0], [70.0, NAN]]


def test_the_mean_of_a_group_is_that_of_those_that_have_a_number() -> None:
    found = group_means(VALUES, groups=[0, 0, 0, 1], among=[True] * 4)
    assert found.tolist()[:3] == [[(10 + 30) / 2, (1 + 5) / 2]] * 3
    assert found[3, 0] == 70 and np.isnan(found[3, 1])  # nobody of its group has the second


def test_only_some_count_and_whoever_has_no_group_gets_and_gives_nothing() -> None:
    found = group_means(VALUES, groups=[0, 0, 0, -1], among=[True, False, True, True])
    assert found.tolist()[:3] == [[10, 3]] * 3
    assert np.isnan(found[3]).all()
    assert np.isnan(group_means(VALUES, groups=[-1] * 4, among=[True] * 4)).all()


def test_groups_are_told_apart_by_number_whatever_numbers_there_are() -> None:
    assert group_means([[1.0], [2.0], [4.0]], groups=[7, 2, 7], among=[True] * 3).ravel().tolist() == [2.5, 2, 2.5]


def test_a_weight_goes_in_equal_parts_to_heirs_that_are_there() -> None:
    values = [[NAN, 1.0, 1.0, 1.0], [NAN, 1.0, NAN, 1.0], [NAN, NAN, NAN, 1.0], [1.0, 1.0, 1.0, 1.0]]
    found = moved_weights(values, gaps=np.isnan(values), heirs={0: [1, 2]}, weights=[4, 1, 2, 3])
    assert found.tolist() == [
        [0, 1 + 4 / 2, 2 + 4 / 2, 3],
        [0, 1 + 4, 2, 3],
        [4, 1, 2, 3],  # nobody to give it to
        [4, 1, 2, 3],  # nothing is missing
    ]


def test_what_is_no_gap_keeps_its_weight_though_it_has_no_number() -> None:
    found = moved_weights([[NAN, 1.0]], gaps=[[False, False]], heirs={0: [1]})
    assert found.tolist() == [[1, 1]]


@pytest.mark.parametrize("heirs", [{}, {0: []}])
def test_without_heirs_nothing_moves(heirs: dict[int, list[int]]) -> None:
    assert moved_weights([[NAN, 1.0]], gaps=[[True, False]], heirs=heirs, weights=[2, 1]).tolist() == [[2, 1]]


def test_several_may_leave_to_the_same() -> None:
    found = moved_weights([[NAN, NAN, 1.0]], gaps=[[True, True, False]], heirs={0: [2], 1: [2]}, weights=[1, 2, 3])
    assert found.tolist() == [[0, 0, 1 + 2 + 3]]
