from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from sdg_standard.errors import EvidenceError
from sdg_standard.model.evidence import EVIDENCE_COLUMN_NAMES, Evidence

TIDY = pd.DataFrame(
    {"area": ["alder", "birch"], "period": "2024", "series": "town.water", "value": [96.0, np.nan], "unit": "%"}
)
WIDE = pd.DataFrame({"town.water": [96.0, np.nan], "town.injuries": [120.0, 180.0]}, index=["alder", "birch"])


def test_rows_of_a_frame_count_like_lines_of_a_file() -> None:
    evidence = Evidence.from_frame(TIDY)
    assert list(evidence.frame.index) == [2, 3]
    assert len(evidence) == 2 and not evidence.problems


def test_the_frame_of_the_caller_is_not_touched() -> None:
    frame = TIDY.set_index(pd.Index([7, 9]))
    evidence = Evidence.from_frame(frame)
    own = evidence.frame
    own.loc[2, "area"] = "changed"
    assert list(frame.index) == [7, 9] and list(evidence.frame["area"]) == ["alder", "birch"]
    assert list(frame["area"]) == ["alder", "birch"]


@pytest.mark.parametrize("column", ["area", "period", "series", "value"])
def test_a_missing_column_is_named_together_with_what_is_there(column: str) -> None:
    with pytest.raises(EvidenceError) as caught:
        Evidence.from_frame(TIDY.drop(columns=column))
    (problem,) = caught.value.problems
    assert (problem.code, problem.field, problem.row) == ("SDG416", column, 1)
    assert f'"{column}" is missing' in problem.message and '"unit"' in problem.message


@pytest.mark.parametrize("column", ["value", "series", "sex"])
def test_a_doubled_column_is_refused(column: str) -> None:
    """Which of the two is meant nobody can know; pandas hands out both where one is asked for."""
    doubled = pd.concat([TIDY.assign(sex="F"), TIDY.assign(sex="M")[[column]]], axis=1)
    with pytest.raises(EvidenceError) as caught:
        Evidence.from_frame(doubled)
    (problem,) = caught.value.problems
    assert (problem.code, problem.field, problem.row) == ("SDG416", column, 1)
    assert problem.message == f'the column "{column}" occurs 2 times'


def test_columns_that_become_the_same_text_are_doubled_as_well() -> None:
    with pytest.raises(EvidenceError, match='"1" occurs 2 times'):
        Evidence.from_frame(TIDY.assign(**{"1": "a"}).join(pd.DataFrame({1: ["b", "c"]})))


def test_an_empty_list_of_rows_is_evidence_that_says_nothing() -> None:
    evidence = Evidence.from_frame(pd.DataFrame([]))
    assert len(evidence) == 0 and not evidence.problems


def test_all_missing_columns_at_once() -> None:
    with pytest.raises(EvidenceError) as caught:
        Evidence.from_frame(pd.DataFrame(index=[0]))
    assert [problem.field for problem in caught.value.problems] == ["area", "period", "series", "value"]
    assert "the columns found are none" in caught.value.problems[0].message


def test_a_wide_frame_is_tidy_without_its_gaps() -> None:
    evidence = Evidence.from_wide(WIDE, period="2024")
    assert len(evidence) == len(evidence.frame) == 3
    assert evidence.frame.to_dict("records") == [
        {"area": "alder", "period": "2024", "series": "town.water", "value": 96.0, "unit": ""},
        {"area": "alder", "period": "2024", "series": "town.injuries", "value": 120.0, "unit": ""},
        {"area": "birch", "period": "2024", "series": "town.injuries", "value": 180.0, "unit": ""},
    ]


def test_units_of_a_wide_frame() -> None:
    evidence = Evidence.from_wide(WIDE, period="2024", units={"town.water": "fraction"})
    assert list(evidence.frame["unit"]) == ["fraction", "", ""]


def test_a_column_may_hold_the_areas() -> None:
    frame = WIDE.rename_axis("area").reset_index()
    assert Evidence.from_wide(frame, period="2024").frame.equals(Evidence.from_wide(WIDE, period="2024").frame)


def test_one_block_of_floats_is_not_copied() -> None:
    block = np.ones((3, 2))
    frame = pd.DataFrame(block, index=["a", "b", "c"], columns=["x", "y"], copy=False)
    table = Evidence.from_wide(frame, period="2024").wide_table
    assert table is not None and np.shares_memory(table.values, frame.to_numpy())


@pytest.mark.parametrize(
    ("frame", "field", "words"),
    [
        (WIDE.set_axis(["alder", "alder"]), "area", '"alder" has two rows'),
        (WIDE.set_axis(["town.water", "town.water"], axis=1), "series", '"town.water" has two columns'),
        (WIDE.assign(**{"town.water": ["96", "3,5"]}), "value", "town.water"),
    ],
)
def test_a_table_that_is_not_wide_is_refused(frame: pd.DataFrame, field: str, words: str) -> None:
    with pytest.raises(EvidenceError) as caught:
        Evidence.from_wide(frame, period="2024")
    (problem,) = caught.value.problems
    assert (problem.code, problem.field) == ("SDG417", field)
    assert words in problem.message


def test_the_period_of_a_wide_frame_is_one() -> None:
    with pytest.raises(EvidenceError) as caught:
        Evidence.from_wide(WIDE, period="last year")
    (problem,) = caught.value.problems
    assert (problem.code, problem.message) == ("SDG414", '"last year" is no period')
    assert "2020-Q1" in problem.cure


def test_a_digest_tells_numbers_apart() -> None:
    same = Evidence.from_wide(WIDE.copy(), period="2024").digest
    assert Evidence.from_wide(WIDE, period="2024").digest == same
    others = [
        Evidence.from_wide(WIDE, period="2023").digest,
        Evidence.from_wide(WIDE + 1, period="2024").digest,
        Evidence.from_wide(WIDE.set_axis(["alder", "cedar"]), period="2024").digest,
        Evidence.from_frame(TIDY).digest,
    ]
    assert len({same, *others}) == 5


def test_the_columns_are_those_of_the_contract() -> None:
    wanted = "area period series input value unit status confidentiality source quality verification low high note"
    assert tuple(wanted.split()) == EVIDENCE_COLUMN_NAMES
