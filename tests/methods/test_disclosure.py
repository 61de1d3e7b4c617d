"""Which cells of a table follow from the others, and which have to be left out as well."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdg_standard.methods.disclosure import determined, left_out


def square(rows: int, columns: int) -> np.ndarray:
    """The lines of a table: its cells in the order of rows, then the margins of rows, of columns, and the whole."""
    cells = np.arange(rows * columns).reshape(rows, columns)
    width = rows * columns + rows + columns + 1
    lines = []
    for row in range(rows):
        lines.append([*cells[row], rows * columns + row])
    for column in range(columns):
        lines.append([*cells[:, column], rows * columns + rows + column])
    lines.append([*range(rows * columns, rows * columns + rows), width - 1])
    lines.append([*range(rows * columns + rows, width - 1), width - 1])
    table = np.zeros((len(lines), width))
    for place, line in enumerate(lines):
        table[place, line] = 1
    return table


def test_a_line_with_one_gap_gives_it_away_and_one_with_two_does_not() -> None:
    assert determined([[1, 1, 1]], unknown=[False, True, False]).tolist() == [False, True, False]
    assert not determined([[1, 1, 1]], unknown=[False, True, True]).any()
    assert not determined(np.zeros((0, 3)), unknown=[True] * 3).any()


def test_two_gaps_in_each_line_may_still_be_too_few() -> None:
    """Two squares of gaps and a gap between them: it lies in lines of three gaps each, and follows all the same."""
    table = square(4, 4)
    gaps = {(0, 0), (0, 1), (1, 0), (1, 1), (2, 2), (2, 3), (3, 2), (3, 3), (1, 2)}
    unknown = np.zeros(table.shape[1], dtype=bool)
    unknown[[4 * row + column for row, column in gaps]] = True
    assert np.flatnonzero(determined(table, unknown=unknown)).tolist() == [4 * 1 + 2]


def test_the_cheapest_neighbour_goes() -> None:
    found = left_out([[1, 1, 1, 1]], secret=[0, 1, 0, 0], unknown=[0] * 4, fixed=[1, 0, 0, 0], cost=[10, 1, 6, 3])
    assert found.tolist() == [False, True, False, True]


def test_what_has_no_remedy_stays_as_it_is() -> None:
    assert left_out([[1, 1]], secret=[0, 1], unknown=[0, 0], fixed=[1, 0], cost=[3, 3]).tolist() == [False, True]


@given(st.integers(2, 4), st.integers(2, 4), st.data())
def test_no_secret_cell_of_a_table_can_be_worked_out(rows: int, columns: int, data: st.DataObject) -> None:
    table = square(rows, columns)
    width = table.shape[1]
    secret = np.array([*data.draw(st.lists(st.booleans(), min_size=width - 1, max_size=width - 1)), False])
    cost = np.array(data.draw(st.lists(st.integers(0, 20), min_size=width, max_size=width)), dtype=float)
    fixed = np.arange(width) == width - 1
    hidden = left_out(table, secret=secret, unknown=np.zeros(width), fixed=fixed, cost=cost)
    assert (hidden >= secret).all() and not hidden[-1]
    assert not worked_out(table, hidden).any()


def worked_out(table: np.ndarray, hidden: np.ndarray) -> np.ndarray:
    """The same by other means: a cell follows if knowing it adds nothing, so that the rank stays."""
    part = table[:, hidden]
    rank = np.linalg.matrix_rank(part) if part.size else 0
    unit = np.eye(part.shape[1])
    return np.array([part.size and np.linalg.matrix_rank(np.vstack([part, row])) == rank for row in unit], dtype=bool)


@pytest.mark.parametrize("size", [200])
def test_a_long_line_is_quick(size: int) -> None:
    table = np.ones((1, size + 1))
    secret = np.arange(size + 1) == 3
    found = left_out(
        table, secret=secret, unknown=secret & False, fixed=np.arange(size + 1) == 0, cost=np.arange(size + 1)
    )
    assert np.flatnonzero(found).tolist() == [1, 3]
