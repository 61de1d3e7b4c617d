"""Columns by their distinct cells, and rows sorted by them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdg_standard.measuring import columns
from sdg_standard.measuring.columns import Coded, Grouped, can_be_numbered, grouped, order_of

rows = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 400), st.integers(0, 1)), max_size=50)


@given(rows)
def test_rows_are_sorted_by_the_first_column_then_by_the_next(cells: list[tuple[int, int, int]]) -> None:
    sizes = (4, 401, 2)
    coded = [
        Coded(np.array([row[place] for row in cells], dtype=np.intp), np.arange(size).astype(object))
        for place, size in enumerate(sizes)
    ]
    expected = sorted(range(len(cells)), key=lambda row: (cells[row], row))
    assert order_of(*coded).tolist() == expected


def test_more_cells_than_a_small_number_can_tell_apart() -> None:
    count = 70_000  # above 65,536
    codes = np.arange(count)[::-1].copy()
    column = Coded(codes, np.arange(count).astype(object))
    assert (order_of(column) == np.arange(count)[::-1]).all()
    assert Grouped(codes, count)[0].tolist() == [count - 1]


@pytest.mark.parametrize(("largest", "can"), [(6, True), (5, False)])
def test_as_many_combinations_as_there_are_numbers_can_be_numbered(
    monkeypatch: pytest.MonkeyPatch, largest: int, can: bool
) -> None:
    """2 × 3 = 6. A column without a cell leaves the others as they are."""
    monkeypatch.setattr(columns, "LARGEST", largest)
    two, three = (Coded(np.array([0]), np.arange(size).astype(object)) for size in (2, 3))
    none = Coded(np.empty(0, dtype=np.intp), np.empty(0, dtype=object))
    assert can_be_numbered(two, three) is can
    assert can_be_numbered(two, none, three) is can


def test_more_combinations_than_there_are_numbers_still_tell_rows_apart() -> None:
    """65,536⁵ = 2⁸⁰: written as one number of 64 bits the first column would be lost."""
    cells = np.arange(2**16).astype(object)
    first, others = Coded(np.array([0, 1, 0]), cells), [Coded(np.array([7, 7, 7]), cells)] * 4
    assert not can_be_numbered(first, *others)
    assert grouped(first, *others).tolist() == [0, 1, 0]


def test_no_columns_have_no_order_and_one_cell_leaves_it() -> None:
    assert order_of().tolist() == []
    assert order_of(Coded.alike("x", 3)).tolist() == [0, 1, 2]


@pytest.mark.parametrize("count", [0, 3])
def test_a_column_of_one_text(count: int) -> None:
    one = Coded.alike("x", count)
    assert one.column.tolist() == ["x"] * count == one.take(np.arange(count)).column.tolist()
    assert one.renamed({"x": "y"}).column.tolist() == ["y"] * count
    assert one.renamed({"z": "y"}).column.tolist() == ["x"] * count
