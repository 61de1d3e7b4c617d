"""Where rows came from: places of one table cost nothing, those of several are told apart."""

from __future__ import annotations

import numpy as np

from sdg_standard.model.origins import Origins, TableRead

A, B = TableRead("a.csv", digest="1"), TableRead("b.xlsx", "Water", "2")


def test_rows_of_one_table_are_named_by_their_number_alone() -> None:
    origins = Origins(np.array([2, 3]), (A,))
    assert origins.named(1) == "row 3"
    assert origins.alike
    assert set(origins.columns_of(np.array([0]))) == {"row"}


def test_joined_rows_keep_table_cell_and_key() -> None:
    cells = Origins(np.array([7]), (B,), columns=np.array([6]))
    keyed = Origins(np.array([1, 2]), keys=np.array(["x", ""], dtype=object))
    joined = Origins.joined([Origins(np.array([2, 3]), (A,)), cells, keyed])
    assert [joined.named(place) for place in range(5)] == [
        "row 2 of a.csv",
        "row 3 of a.csv",
        "cell F7 of b.xlsx [Water]",
        "row 1 (x)",
        "row 2",
    ]
    assert joined.place(2) == {"file": "b.xlsx", "sheet": "Water", "row": 7, "column": 6}
    assert joined.counted(np.array([0, 1, 2])) == {A: 2, B: 1}
    assert joined.take(np.array([3, 2])).place(0) == {"file": "", "sheet": "", "row": 1, "key": "x"}


def test_joining_what_was_joined_changes_nothing() -> None:
    parts = [Origins(np.array([2]), (A,)), Origins(np.array([2]), (B,)), Origins(np.array([3]), (A,))]
    one = Origins.joined(parts)
    other = Origins.joined([Origins.joined(parts[:2]), parts[2]])
    assert [one.place(place) for place in range(3)] == [other.place(place) for place in range(3)]
    assert one.tables == (A, B)


def test_the_places_of_a_million_rows_of_one_file_are_the_lines_themselves() -> None:
    lines = np.arange(2, 1_000_002)
    assert Origins(lines, (A,)).rows.base is lines
