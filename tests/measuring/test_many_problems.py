"""A table with the same faults again and again: all are counted, the first are told, and memory does not grow."""

from __future__ import annotations

import pickle

import numpy as np
import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard.errors import Problems, problems

FAULTS = (
    ("area", "NO-9999", "SDG801"),
    ("area", "", "SDG702"),
    ("period", "24", "SDG703"),
    ("series", "u4ssc.ee", "SDG704"),
    ("value", "5O", "SDG706"),
    ("unit", "kgs", "SDG709"),
    ("status", "X", "SDG708"),
)
LISTED = 20


def mess(rows: int) -> pd.DataFrame:
    """Of eight rows each of the first seven has one fault."""
    number = np.arange(rows)
    every = {"series": "u4ssc.ec.i.b.2a", "value": "50", "unit": "%", "status": ""}
    frame = pd.DataFrame({"area": [f"town-{row}" for row in number], "period": "2024"}).assign(**every)
    for place, (column, cell, _) in enumerate(FAULTS):
        frame.loc[place :: len(FAULTS) + 1, column] = cell
    return frame


def found(rows: int) -> Problems:
    return sdg.measure(sdg.Evidence.from_frame(mess(rows)), sdg.load()).problems


def test_ten_times_the_faults_take_no_more_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(problems, "MOST_ALIKE", LISTED)
    few, many = found(800), found(8000)
    for told, rows in ((few, 800), (many, 8000)):
        assert sum(item.cases for item in told) == rows * 7 / 8
        assert len(told) == 7 * (LISTED + 1)  # twenty of each kind, and one that stands for all further ones
        further = {item.code: item.count for item in told if item.count is not None}
        assert further == {code: rows / 8 - LISTED for _, _, code in FAULTS}
    assert len(pickle.dumps(many)) - len(pickle.dumps(few)) < 100  # more digits in the counts
