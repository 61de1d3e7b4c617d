"""The schemas of what is given back: what the library gives back fits them, and nothing else does."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard.errors import PROBLEM_COLUMNS
from sdg_standard.model.values import VALUE_COLUMNS
from sdg_standard.publish.result_rows import ProblemRow, ScoreRow, ValueRow
from sdg_standard.publish.schemas import table_files
from sdg_standard.results.results import SCORE_COLUMNS


@pytest.fixture(scope="module")
def card() -> sdg.Scorecard:
    return sdg.score(sdg.demo_evidence(), sdg.load(), "u4ssc-performance", periods=["2021"])


def rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """A frame as JSON has it."""
    return list(json.loads(frame.to_json(orient="records")))


def test_the_columns_are_those_of_the_tables() -> None:
    assert tuple(ProblemRow.model_fields) == tuple(PROBLEM_COLUMNS)
    assert tuple(ValueRow.model_fields) == VALUE_COLUMNS
    assert tuple(ScoreRow.model_fields) == tuple(SCORE_COLUMNS)


def test_what_is_given_back_fits(card: sdg.Scorecard) -> None:
    known = table_files()
    tables = {"problems": card.problems.to_frame(), "values": card.values.frame, "scores": card.scores}
    for name, frame in tables.items():
        assert len(frame)
        jsonschema.validate(rows(frame), known[name], cls=jsonschema.Draft202012Validator)
    jsonschema.validate(json.loads(card.to_json()), known["scorecard"], cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("problems", {"severity": "fatal", "code": "SDG101", "message": "x"}),
        ("problems", {"severity": "error", "code": "101", "message": "x"}),
        ("values", {"area": "a", "period": "24", "series": "s"}),
        ("values", {"area": "a", "period": "2024", "series": "s", "reason": "because"}),
        ("values", {"area": "a", "period": "2024", "series": "s", "vlaue": 3}),
        ("scores", {"area": "a", "period": "2024", "node": "n", "level": "series", "score": "high"}),
    ],
)
def test_what_is_none_does_not_fit(name: str, row: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate([row], table_files()[name], cls=jsonschema.Draft202012Validator)
