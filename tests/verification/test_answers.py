"""Answers are read back: from any form, only as they may be, and what is wrong is named with its row."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sdg_standard as sdg
from asking_rows import HIGH, LOW, answered, rows_of
from sdg_standard.catalogue import Standard
from sdg_standard.verification.entries import JUDGED, MOVES, QUESTION_COLUMNS, QUESTIONED, STATES

EVIDENCE = ((LOW, 60), (HIGH, 50))


@pytest.fixture
def log(asking: Standard) -> sdg.QuestionLog:
    return sdg.questions(rows_of(*EVIDENCE), asking, on="2026-03-01")


def again(asking: Standard, table: object) -> sdg.QuestionLog:
    return sdg.questions(rows_of(*EVIDENCE), asking, answers=table)  # type: ignore[arg-type]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_log_is_read_as_it_was_written(asking: Standard, log: sdg.QuestionLog, tmp_path: Path, ending: str) -> None:
    first = again(asking, answered(log, answer='=1+1; "quoted", ærlig\nnext line'))
    path = tmp_path / f"log.{ending}"
    path.write_bytes(made if isinstance(made := first.content(ending), bytes) else made.encode())  # type: ignore[arg-type]
    back = again(asking, path)
    assert back.frame.drop(columns="answer").equals(first.frame.drop(columns="answer"))
    assert back.frame.loc[1, "answer"].split() == first.frame.loc[1, "answer"].split(), "line ends become blanks"
    assert not back.problems


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_an_answer_that_begins_like_a_formula_comes_back(
    asking: Standard, log: sdg.QuestionLog, tmp_path: Path, ending: str
) -> None:
    first = again(asking, answered(log, answer="-12 was a slip"))
    path = tmp_path / f"log.{ending}"
    path.write_bytes(made if isinstance(made := first.content(ending), bytes) else made.encode())  # type: ignore[arg-type]
    assert again(asking, path).frame.equals(first.frame)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_log_in_which_nothing_is_asked(asking: Standard, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"log.{ending}"
    made = sdg.questions(rows_of(), asking).content(ending)  # type: ignore[arg-type]
    path.write_bytes(made if isinstance(made, bytes) else made.encode())
    found = again(asking, path)
    assert len(found) == 1 and not found.problems


def test_a_day_typed_as_a_date(asking: Standard, log: sdg.QuestionLog, tmp_path: Path) -> None:
    path = tmp_path / "log.xlsx"
    log.to_excel(path)
    book = openpyxl.load_workbook(path)
    said = {"answer": "Yes.", "answered_by": "verifier", "answered_on": date(2026, 3, 20), "state": "verified"}
    for name, cell in said.items():
        book["questions"].cell(2, QUESTION_COLUMNS.index(name) + 1).value = cell
    book.save(path)
    found = again(asking, path)
    assert found.frame.loc[1, ["answered_on", "state"]].tolist() == ["2026-03-20", "verified"] and not found.problems


@pytest.mark.parametrize("state", ["Verified", "verifisert", "VERIFISERT", "verified"])
def test_words_of_the_vocabulary_are_understood(asking: Standard, log: sdg.QuestionLog, state: str) -> None:
    assert again(asking, answered(log, state)).frame["state"].tolist() == ["questioned", "verified"]


@pytest.mark.parametrize(
    ("cells", "code", "field"),
    [
        ({"answered_by": "Kari Nordmann"}, "SDG782", "answered_by"),
        ({"answered_by": "K. Nordmann"}, "SDG782", "answered_by"),
        ({"answered_by": "kari@asker.no"}, "SDG782", "answered_by"),
        ({"answer": "Ask kari@asker.no"}, "SDG782", "answer"),
        ({"answer": "Kari, 159285 30059, knows"}, "SDG782", "answer"),
        ({"answer": "Call +47 66 70 00 00"}, "SDG782", "answer"),
        ({"state": "sure"}, "SDG780", "state"),
        ({"answered_on": "20.03.2026"}, "SDG780", "answered_on"),
        ({"answered_on": "2026-02-30"}, "SDG780", "answered_on"),
        ({"answered_on": "2026-02-01"}, "SDG780", "answered_on"),
        ({"answered_on": ""}, "SDG780", "answered_on"),
        ({"answered_by": ""}, "SDG780", "answered_by"),
        ({"id": "first"}, "SDG780", "id"),
    ],
)
def test_what_is_refused(asking: Standard, log: sdg.QuestionLog, cells: dict[str, str], code: str, field: str) -> None:
    found = again(asking, answered(log, cells.pop("state", "verified"), **cells))
    assert [(item.code, item.field, item.row) for item in found.problems.errors] == [(code, field, 2)]
    assert found.current["state"].tolist() == ["questioned"], "the question is not lost"
    told = str(found.problems) + found.frame.to_csv()
    assert "Kari" not in told and "Nordmann" not in told and "30059" not in told, "a person is not named again"


def test_a_role_that_nobody_knows_is_kept_and_asked_about(asking: Standard, log: sdg.QuestionLog) -> None:
    found = again(asking, answered(log, answered_by="water department"))
    assert found.frame["answered_by"].tolist() == ["", "water department"]
    assert [item.code for item in found.problems] == ["SDG783"] and not found.problems.errors


def test_columns_of_ones_own_are_not_kept(asking: Standard, log: sdg.QuestionLog) -> None:
    found = again(asking, answered(log).assign(name="Kari Nordmann"))
    assert [(item.code, item.severity) for item in found.problems] == [("SDG784", "warning")]
    assert "name" not in found.frame.columns and "Nordmann" not in found.frame.to_csv()


def test_a_table_that_is_no_log(asking: Standard) -> None:
    with pytest.raises(sdg.EvidenceError, match="id, state"):
        again(asking, pd.DataFrame({"area": ["alder"], "period": ["2024"], "series": [LOW]}))


@pytest.mark.parametrize("before", STATES)
@pytest.mark.parametrize("after", STATES)
def test_states_move_only_as_they_may(asking: Standard, log: sdg.QuestionLog, before: str, after: str) -> None:
    first = log
    if before != QUESTIONED:
        first = again(asking, answered(log, before))
        if before == "reported":  # which is asked again at once, since the numbers are what they were
            first = again(asking, first.frame[first.frame["state"] != QUESTIONED].iloc[:1])
    row = first.frame.tail(1).assign(answer="More.", answered_by="auditor", answered_on="2026-04-01", state=after)
    found = again(asking, [first, row])
    was = first.frame["state"].iloc[-1]
    moved = len(found.frame) > len(first.frame) and found.frame["answer"].eq("More.").any()
    assert moved == (after in MOVES[was])
    assert [item.code for item in found.problems.errors] == ([] if moved else ["SDG781"])


def test_an_answer_of_the_municipality_leaves_the_question_open(asking: Standard, log: sdg.QuestionLog) -> None:
    said = again(asking, answered(log, "questioned", answered_by="kommune"))
    assert said.frame["state"].tolist() == ["questioned", "questioned"] and len(said.open) == 1
    row = said.frame.tail(1).assign(answer="Agreed.", answered_by="verifier", state="verified")
    assert again(asking, [said, row]).frame["answered_by"].tolist() == ["", "municipality", "verifier"]


def test_what_a_question_says_is_not_changed_by_an_answer(asking: Standard, log: sdg.QuestionLog) -> None:
    found = again(asking, [log, answered(log, what="Nothing.", severity="note", area="birch")])
    assert found.frame["what"].nunique() == 1 and found.frame["area"].unique().tolist() == ["alder"]


@settings(max_examples=12)
@given(steps=st.lists(st.sampled_from(STATES), max_size=4))
def test_history_only_grows(asking: Standard, steps: list[str]) -> None:
    log = sdg.questions(rows_of(*EVIDENCE), asking)
    for number, state in enumerate(steps):
        row = log.current.head(1).assign(
            answer=f"{number}", answered_by="verifier", answered_on="2026-04-01", state=state
        )
        following = again(asking, [log, row])
        assert following.frame.head(len(log.frame)).equals(log.frame)
        log = following
    frame = log.frame
    moves = list(zip(frame["state"], frame["state"][1:], strict=False))
    assert all(after in MOVES[before] for before, after in moves)
    assert sdg.questions(rows_of(*EVIDENCE), asking, answers=log).frame.equals(frame)
    assert (log.current["state"].iloc[0] in JUDGED) == (not len(log.open))


def test_a_table_with_a_column_twice_is_refused(asking: Standard, log: sdg.QuestionLog) -> None:
    twice = pd.concat([log.frame, log.frame[["state"]]], axis=1)
    with pytest.raises(sdg.EvidenceError, match="there twice: state"):
        again(asking, twice)


def test_a_question_of_ones_own_is_about_a_period(asking: Standard) -> None:
    own = {"id": "", "area": "alder", "period": "soon", "series": LOW, "what": "Why?", "asked_by": "verifier"}
    found = again(asking, pd.DataFrame([own | {"state": ""}]))
    assert [(one.code, one.field, one.message) for one in found.problems] == [
        ("SDG780", "period", '"soon" is no period')
    ]
    assert "own" not in set(found.frame["rule"])


def test_a_page_names_an_area_whose_period_is_none(log: sdg.QuestionLog) -> None:
    table = log.frame.assign(period="soon", area="NO-3203", id="0123456789ab")
    assert "Asker" in str(again(sdg.load(), table).content("html"))
