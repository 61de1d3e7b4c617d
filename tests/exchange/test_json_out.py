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

from sdg_standard.exchange import json_text, write_json


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
