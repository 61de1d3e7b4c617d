"""Targets that areas have adopted: typed, in the unit of their series, kept with what else their table says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard.assess.commitments import commitments_of
from sdg_standard.model import Commitment

CONTRACT = Path(__file__).parents[1] / "contract"
TOWN = sdg.load(CONTRACT / "standard")
VALUES = sdg.measure(sdg.read_evidence(CONTRACT / "evidence.csv"), TOWN)
OWN: dict[str, Any] = {"area": "alder", "series": "town.water", "value": 0.9, "unit": "fraction", "year": 2030}


def test_numbers_come_in_the_unit_of_the_series() -> None:
    given = Commitment(**OWN, low=0.85, high=0.95, accepted_low=0.8, baseline_value=0.5, baseline_year=2020, decimals=1)
    frame, problems = commitments_of([given], VALUES, TOWN)
    assert frame is not None and not problems
    assert frame.iloc[0].drop(["area", "series", "decided_by", "decided_on", "source"]).to_dict() == pytest.approx(
        {"value": 90.0, "year": 2030.0, "low": 85.0, "high": 95.0, "accepted_low": 80.0, "baseline_value": 50.0}
        | {"baseline_year": 2020.0, "decimals": 1.0}
    )


def test_columns_that_nobody_fills_are_left_out() -> None:
    frame, _ = commitments_of([OWN], VALUES, TOWN)
    assert frame is not None
    assert frame.columns.tolist() == ["area", "series", "value", "year", "decided_by", "decided_on", "source"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"value": "3,5"}, "value"),
        ({"accepted_high": "much"}, "accepted_high"),
        ({"decimals": "1.5"}, "decimals"),
        ({"unit": "kg"}, "value"),
        ({"series": "town.watr"}, "series"),
    ],
)
def test_a_row_that_cannot_be_used_is_told_and_the_others_are_kept(wrong: dict[str, Any], field: str) -> None:
    frame, problems = commitments_of([{**OWN, **wrong}, {**OWN, "area": "birch"}], VALUES, TOWN)
    assert frame is not None and frame["area"].tolist() == ["birch"]
    assert [(item.code, item.row, item.field) for item in problems] == [("SDG727", 1, field)]


def test_what_is_said_besides_is_kept_with_the_card() -> None:
    card = sdg.score(VALUES, TOWN, "levels", periods=["2024"], commitments=[Commitment(**OWN, accepted_low=0.8)])
    text = card.to_json()
    assert '"accepted_low":80' in text.replace(" ", "")
    again = sdg.Scorecard.from_json(text)
    pd.testing.assert_frame_equal(again.scores, card.scores, check_dtype=False)
    assert again.to_json() == text
