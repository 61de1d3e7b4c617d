"""JSON out."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdg_standard.exchange import json_column, json_text, write_json


def test_bytes(tmp_path: Path) -> None:
    write_json({"b": 75.0, "a": ["Å", None, True, float("nan")], "c": {"z": 1, "y": -0.0}}, tmp_path / "x.json")
    assert (tmp_path / "x.json").read_bytes() == (
        '{\n  "a": [\n    "Å",\n    null,\n    true,\n    null\n  ],\n'
        '  "b": 75,\n  "c": {\n    "y": 0,\n    "z": 1\n  }\n}\n'
    ).encode()


def test_values_of_other_libraries() -> None:
    data = {"a": np.float64(0.5), "b": np.int32(3), "c": np.array([1.0, np.nan]), "d": pd.NA, "e": date(2024, 1, 2)}
    assert json.loads(json_text(data | {"f": (1, 2), "g": np.bool_(True), "h": pd.NaT})) == {
        "a": 0.5,
        "b": 3,
        "c": [1, None],
        "d": None,
        "e": "2024-01-02",
        "f": [1, 2],
        "g": True,
        "h": None,
    }


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_read_back(number: float) -> None:
    assert json.loads(json_text({"x": number}))["x"] == number


def test_what_json_cannot_hold_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    for data, error in (({"x": float("inf")}, ValueError), ({1: 2}, TypeError), ({"x": {1, 2}}, TypeError)):
        with pytest.raises(error):
            write_json(data, tmp_path / "x.json")  # type: ignore[arg-type]
    assert not (tmp_path / "x.json").exists()


def test_half_a_letter_ends_nothing_halfway(tmp_path: Path) -> None:
    """A file name that is no UTF-8 has such signs; JSON that other programs read can have none."""
    write_json({"file": "m\udce5ling.csv"}, tmp_path / "x.json")
    assert (tmp_path / "x.json").read_bytes() == b'{\n  "file": "m?ling.csv"\n}\n'


CELLS = {
    "numbers": np.array([75.0, np.nan, -0.0, 0.1, 1e16, 1e300, 75.0]),
    "truths": np.array([True, False, True]),
    "counts": np.array([3, -1, 3]),
    "texts": np.array(["Å", None, 'a "quote"\n', "Å", "\u2028"], dtype=object),
    "mixed": np.array(["1", 1, 1.0, True, None, np.nan, pd.NA], dtype=object),
    "none": np.array([], dtype=object),
}


@pytest.mark.parametrize("name", CELLS)
def test_a_column_is_written_as_its_cells_are(name: str) -> None:
    """Cell by cell as the module of Python writes them: whole numbers without a point, gaps as null."""
    plain = [None if pd.isna(cell) else cell for cell in CELLS[name].tolist()]
    whole = [int(cell) if type(cell) is float and cell.is_integer() and cell < 1e16 else cell for cell in plain]
    wanted = json.dumps({"x": whole}, ensure_ascii=False, separators=(",", ":")) + "\n"
    assert json_text({"x": json_column(CELLS[name])}, compact=True) == wanted
    assert json.loads(json_text({"x": json_column(CELLS[name])})) == {"x": whole}


def test_an_infinite_cell_is_refused() -> None:
    with pytest.raises(ValueError, match="infinite"):
        json_column(np.array([1.0, np.inf]))


def test_compact_text_says_the_same_however_deep() -> None:
    data = {
        "b": {"z": {"y": {"x": {"w": [1.5, {"v": {}}]}}}, "a": {}},
        "a": [],
        "Å": "\u2028",
        "c": (date(2024, 1, 2),),
    }
    plain = {**data, "c": ["2024-01-02"]}
    wanted = json.dumps(plain, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n"
    assert json_text(data, compact=True) == wanted
    with pytest.raises(TypeError, match="a key of JSON is a text"):
        json_text({"a": {1: 2}}, compact=True)
