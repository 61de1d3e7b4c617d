"""From evidence to the log: what is asked, what is asked anew, and what is no longer asked."""

from __future__ import annotations

import pickle
from typing import ClassVar

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sdg_standard as sdg
from asking_rows import DOCTORS, HIGH, LOW, PLAN, answered, rows_of, words
from sdg_standard.catalogue import Standard
from sdg_standard.verification.entries import QUESTION_COLUMNS

ABOVE = ((LOW, 60), (HIGH, 50))


def states(log: sdg.QuestionLog) -> list[tuple[str, str]]:
    """Rule and state of each question as it stands."""
    return list(zip(log.current["rule"], log.current["state"], strict=True))


class TestWhatIsAsked:
    def test_the_columns_are_those_of_the_contract(self, asking: Standard) -> None:
        log = sdg.questions(rows_of(), asking)
        named = "id area period series rule what severity suggestion asked_by asked_on answer answered_by answered_on"
        assert list(log.frame.columns) == list(QUESTION_COLUMNS) == [*named.split(), "state"]
        assert len(log) == 0 and log.text() == "Nothing is asked."

    @pytest.mark.parametrize(
        ("rows", "series", "rule", "severity"),
        [
            (ABOVE, LOW, "at_most", "warning"),
            (((LOW, 3), (HIGH, 50)), LOW, "implausible-value", "warning"),
            (((HIGH, 120),), HIGH, "impossible-value", "error"),
            (((PLAN, "yes"),), PLAN, "document", "warning"),
            (((LOW, 20), (LOW, 30)), LOW, "contradiction", "error"),
            (({"series": DOCTORS, "input": "doctors", "value": 5, "unit": ""},), DOCTORS, "missing-input", "error"),
        ],
    )
    def test_each_check_has_its_rule(
        self, asking: Standard, rows: tuple[object, ...], series: str, rule: str, severity: str
    ) -> None:
        frame = sdg.questions(rows_of(*rows), asking, on="2026-03-01").frame  # type: ignore[arg-type]
        assert len(frame) == 1, "rows that contradict each other are one question"
        assert frame.loc[
            0, ["area", "period", "series", "rule", "severity", "asked_by", "asked_on", "state"]
        ].tolist() == [*("alder", "2024", series, rule, severity, "standard", "2026-03-01", "questioned")]

    def test_a_jump_and_a_fraction(self, asking: Standard) -> None:
        rows = [{"series": HIGH, "period": "2023", "value": 96}, {"series": HIGH, "value": 0.97}]
        frame = sdg.questions(rows_of(*rows), asking).frame
        assert "0.97 % looks like a fraction, since 2023 has 96 %" in frame.set_index("rule").loc["share_scale", "what"]
        rows = [{"series": LOW, "period": "2023", "value": 20}, {"series": LOW, "value": 30}]  # 10 / 20 is half
        assert sdg.questions(rows_of(*rows), asking).frame["rule"].tolist() == ["change_within"]

    def test_the_problems_of_the_file_are_no_questions(self, asking: Standard) -> None:
        log = sdg.questions(rows_of(*ABOVE, ("d.nothing", 3)), asking)
        assert len(log) == 1
        assert [item.code for item in log.problems] == ["SDG704"]

    def test_all_questions_are_there_however_many(self, asking: Standard) -> None:
        rows = [{"series": LOW, "area": f"a{number}", "value": 3} for number in range(1_200)]
        log = sdg.questions(rows_of(*rows), asking)
        assert len(log) == 1_200 and not log.problems

    def test_a_wide_table_is_asked_about_in_the_units_of_its_series(self, asking: Standard) -> None:
        wide = sdg.Evidence.from_wide(pd.DataFrame({LOW: [60.0], HIGH: [50.0]}, index=["alder"]), period="2024")
        assert sdg.questions(wide, asking).frame["rule"].tolist() == ["at_most"]

    def test_every_number_can_have_a_line(self, asking: Standard) -> None:
        log = sdg.questions(rows_of(*ABOVE), asking, every=True)
        assert states(log) == [("at_most", "questioned"), ("reported", "reported")]
        assert len(log.open) == 1

    def test_words_of_a_definition_stand_beside_a_number_that_nothing_is_asked_about(self, asking: Standard) -> None:
        frame = sdg.questions(rows_of((LOW, 20)), asking, every=True).frame
        assert frame.loc[0, "suggestion"] == "Ask the office."

    @pytest.mark.parametrize(("language", "word"), [("en", "is above"), ("nb", "er over"), ("nn", "er over")])
    def test_it_is_asked_in_a_language(self, asking: Standard, language: str, word: str) -> None:
        assert word in sdg.questions(rows_of(*ABOVE), asking, language=language).frame.loc[0, "what"]

    def test_what_there_is_not(self, asking: Standard) -> None:
        with pytest.raises(sdg.UnknownId):
            sdg.questions(rows_of(), asking, language="sv")
        with pytest.raises(ValueError, match="month"):
            sdg.questions(rows_of(), asking, on="2026-13-01")

    def test_it_travels(self, asking: Standard) -> None:
        log = sdg.questions(rows_of(*ABOVE), asking)
        assert pickle.loads(pickle.dumps(log)).frame.equals(log.frame)


class TestIds:
    def test_they_are_the_same_in_any_order_and_language(self, asking: Standard) -> None:
        rows = [*ABOVE, (PLAN, "yes")]
        one = sdg.questions(rows_of(*rows), asking)
        two = sdg.questions(rows_of(*reversed(rows)), asking, language="nb", on="2026-05-05")
        assert set(one.frame["id"]) == set(two.frame["id"]) and len(one) == 2

    @settings(max_examples=15)
    @given(st.floats(0.5, 4.5), st.floats(0.5, 4.5))
    def test_another_number_is_another_question(self, asking: Standard, one: float, other: float) -> None:
        first, second = (sdg.questions(rows_of((LOW, value)), asking).frame.loc[0, "id"] for value in (one, other))
        assert (first == second) == (one == other)

    def test_the_same_number_written_otherwise_is_the_same_question(self, asking: Standard) -> None:
        cells = ({"series": LOW, "value": "3.0", "unit": "%"}, {"series": LOW, "value": "0.03", "unit": "fraction"})
        first, second = (sdg.questions(rows_of(row), asking).frame.loc[0, "id"] for row in cells)
        assert first.partition("-")[2] == second.partition("-")[2] != ""


class TestASecondRound:
    def test_an_answered_question_is_not_asked_again(self, asking: Standard) -> None:
        evidence = rows_of(*ABOVE)
        log = sdg.questions(evidence, asking, on="2026-03-01")
        again = sdg.questions(evidence, asking, answers=answered(log))
        assert again.frame["state"].tolist() == ["questioned", "verified"], (
            "the question stays, the answer is a new line"
        )
        assert not len(again.open) and not again.problems
        assert words(again.evidence) == {(LOW, ""): "verified", (HIGH, ""): ""}
        third = sdg.questions(again.evidence, asking, answers=again)
        assert third.frame.equals(again.frame)

    def test_until_it_is_answered_evidence_says_reported(self, asking: Standard) -> None:
        evidence = rows_of({"series": LOW, "value": 60, "verification": "verified"}, (HIGH, 50))
        assert words(sdg.questions(evidence, asking).evidence)[LOW, ""] == "reported"

    @pytest.mark.parametrize("state", ["verified", "partial", "not-verified"])
    def test_what_was_judged_stands_in_the_evidence(self, asking: Standard, state: str) -> None:
        log = sdg.questions(rows_of(*ABOVE), asking)
        found = sdg.questions(rows_of(*ABOVE), asking, answers=answered(log, state))
        assert words(found.evidence)[LOW, ""] == state
        assert sdg.measure(found.evidence, asking).frame.set_index("series").loc[LOW, "verification"] == state

    def test_of_two_questions_the_worse_answer_counts(self, asking: Standard) -> None:
        rows = (LOW, 3), (HIGH, 2)
        log = sdg.questions(rows_of(*rows), asking)
        about_low = log.frame.index[log.frame["series"] == LOW].tolist()
        frame = answered(log, "verified", about_low[0])
        half = sdg.questions(rows_of(*rows), asking, answers=frame)
        assert words(half.evidence)[LOW, ""] == "reported", "the other one is open"
        said = {"answer": "No.", "answered_by": "verifier", "answered_on": "2026-03-21", "state": "partial"}
        for name, text in said.items():
            frame.loc[about_low[1], name] = text
        assert words(sdg.questions(rows_of(*rows), asking, answers=frame).evidence)[LOW, ""] == "partial"

    def test_a_number_that_changed_after_it_was_verified_is_asked_about_anew(self, asking: Standard) -> None:
        log = sdg.questions(rows_of((LOW, 3)), asking)
        verified = sdg.questions(rows_of((LOW, 3)), asking, answers=answered(log))
        changed = {"series": LOW, "value": 20, "verification": "verified"}  # 20 % is plausible: no definition asks
        again = sdg.questions(rows_of(changed), asking, answers=verified, on="2026-06-01")
        assert states(again) == [("implausible-value", "verified"), ("changed", "questioned")]
        assert "was verified with another number; now it is 20 %" in again.open["what"].item()
        assert words(again.evidence)[LOW, ""] == "reported"
        settled = sdg.questions(rows_of(changed), asking, answers=answered(again, row=len(again.frame) - 1,
                                                                           answered_on="2026-06-09"))  # fmt: skip
        assert words(settled.evidence)[LOW, ""] == "verified" and not settled.problems
        back = sdg.questions(rows_of((LOW, 3)), asking, answers=settled)
        assert len(back.open) == 1, "the number before it was not the last one judged"

    def test_a_number_that_is_still_doubtful_is_asked_about_once(self, asking: Standard) -> None:
        log = sdg.questions(rows_of((LOW, 3)), asking)
        again = sdg.questions(rows_of((LOW, 4)), asking, answers=answered(log))
        assert states(again) == [("implausible-value", "verified"), ("implausible-value", "questioned")]

    def test_what_was_mended_is_no_longer_asked(self, asking: Standard) -> None:
        log = sdg.questions(rows_of((LOW, 3)), asking)
        again = sdg.questions(rows_of((LOW, 30)), asking, answers=log, on="2026-06-01")
        assert states(again) == [("implausible-value", "reported")]
        assert again.frame["answered_by"].tolist() == ["", "standard"]
        back = sdg.questions(rows_of((LOW, 3)), asking, answers=again)
        assert back.frame["state"].tolist() == ["questioned", "reported", "questioned"]

    def test_a_number_without_a_question_is_verified_by_its_line(self, asking: Standard) -> None:
        log = sdg.questions(rows_of((LOW, 20)), asking, every=True)
        found = sdg.questions(rows_of((LOW, 20)), asking, answers=answered(log))
        assert words(found.evidence)[LOW, ""] == "verified" and not found.problems
        assert not len(sdg.questions(rows_of((LOW, 20)), asking, answers=found, every=True).open)

    def test_a_question_of_ones_own(self, asking: Standard) -> None:
        own = {"area": "alder", "period": "2024", "series": LOW, "what": "Which year?", "asked_by": "verifikatør"}
        frame = pd.DataFrame([dict.fromkeys(QUESTION_COLUMNS, "") | own])
        log = sdg.questions(rows_of((LOW, 20)), asking, answers=frame)
        assert log.frame.loc[0, ["rule", "asked_by", "state", "severity"]].tolist() == [
            "own", "verifier", "questioned", "warning"
        ]  # fmt: skip
        assert words(log.evidence)[LOW, ""] == "reported" and len(log.open) == 1
        settled = sdg.questions(rows_of((LOW, 20)), asking, answers=answered(log))
        assert words(settled.evidence)[LOW, ""] == "verified" and not len(settled.open)


class TestComputedValues:
    ROWS = (
        {"series": DOCTORS, "input": "doctors", "value": 150, "unit": "", "verification": "reported"},
        {"series": "common", "input": "population", "value": 10_000, "unit": "inhabitants", "verification": "reported"},
    )  # 150 / 10 000 is 15 per 1000, more than 10

    def test_inputs_take_the_word_of_the_value(self, asking: Standard) -> None:
        log = sdg.questions(rows_of(*self.ROWS), asking)
        assert log.frame[["series", "rule"]].values.tolist() == [[DOCTORS, "implausible-value"]]
        found = sdg.questions(rows_of(*self.ROWS), asking, answers=answered(log)).evidence
        assert words(found) == {(DOCTORS, "doctors"): "verified", ("common", "population"): ""}
        assert sdg.measure(found, asking).frame["verification"].tolist() == ["verified"]


class TestParts:
    PART: ClassVar = {"series": LOW, "value": 3, "sex": "F"}

    def test_a_question_about_a_part_names_it_and_leaves_the_whole_alone(self, asking: Standard) -> None:
        rows = [{"series": LOW, "value": 20, "sex": "", "verification": "verified"}, self.PART]
        log = sdg.questions(rows_of(*rows), asking)
        assert log.frame[["series", "rule", "state"]].values.tolist() == [[LOW, "implausible-value", "questioned"]]
        assert "sex F" in log.frame.loc[0, "what"]
        assert log.evidence.frame["verification"].tolist() == ["verified", ""]
        settled = sdg.questions(rows_of(*rows), asking, answers=answered(log, "not-verified"))
        assert settled.evidence.frame["verification"].tolist() == ["verified", ""] and not len(settled.open)

    def test_two_parts_are_two_questions(self, asking: Standard) -> None:
        log = sdg.questions(rows_of(self.PART, self.PART | {"sex": "M"}), asking)
        assert log.frame["id"].nunique() == 2
        changed = sdg.questions(rows_of(self.PART | {"value": 4}, self.PART | {"sex": "M"}), asking, answers=log)
        assert len(changed.open) == 2 and len(changed.current) == 3, "the other part is as it was"


class TestWithheld:
    def test_what_was_asked_of_a_refused_row_is_taken_out_too(self, asking: Standard) -> None:
        log = sdg.questions(rows_of((HIGH, 123.75)), asking)
        assert "123.75" in log.frame.loc[0, "what"]
        hidden = rows_of({"series": HIGH, "value": 23.75, "confidentiality": "C"})
        assert "23.75" not in sdg.questions(hidden, asking, answers=log).frame.to_csv()

    def test_a_part_that_is_withheld_later(self, asking: Standard) -> None:
        women = {"series": LOW, "value": 3.25, "sex": "F"}
        rows = [women, women | {"sex": "M", "value": 4.5}]
        log = sdg.questions(rows_of(*rows), asking)
        again = sdg.questions(rows_of(women | {"confidentiality": "C"}, rows[1]), asking, answers=log)
        assert "3.25" not in again.frame.to_csv() and "4.5" in again.frame.to_csv()

    def test_a_question_that_is_asked_of_a_withheld_number_is_kept(self, asking: Standard) -> None:
        rows = rows_of({"series": LOW, "value": 3, "confidentiality": "C"})
        log = sdg.questions(rows, asking, on="2026-03-01")
        assert sdg.questions(rows, asking, answers=answered(log)).frame["state"].tolist() == ["questioned", "verified"]

    def test_no_number_that_is_not_for_publication_is_anywhere(self, asking: Standard) -> None:
        rows = [{"series": LOW, "value": 3.14159, "confidentiality": "C"}, {"series": HIGH, "value": 2}]
        log = sdg.questions(rows_of(*rows), asking, every=True)
        for form in ("csv", "html"):
            assert "3.14" not in str(log.content(form))  # type: ignore[arg-type]
        about = log.frame.set_index("series")
        assert "not for publication" in about.loc[LOW, "what"]
        assert "-" not in about.loc[LOW, "id"], "a number can be guessed from its hash"

    def test_a_secret_input_makes_a_secret_question(self, asking: Standard) -> None:
        rows = [TestComputedValues.ROWS[0] | {"confidentiality": "C"}, TestComputedValues.ROWS[1]]
        log = sdg.questions(rows_of(*rows), asking)
        assert "15" not in " ".join(log.frame["what"]) and "-" not in "".join(log.frame["id"])

    def test_what_is_withheld_later_is_taken_out(self, asking: Standard) -> None:
        log = sdg.questions(rows_of((LOW, 61.5), (HIGH, 50.25)), asking, on="2026-03-01")
        assert "61.5" in log.frame.loc[0, "what"] and "50.2" in log.frame.loc[0, "what"]
        old = answered(log, answer="It is 61.5 indeed.")
        for hidden in (LOW, HIGH):
            rows = [
                {"series": name, "value": value, "confidentiality": "C" if name == hidden else ""}
                for name, value in ((LOW, 61.5), (HIGH, 50.25))
            ]
            again = sdg.questions(rows_of(*rows), asking, answers=old)
            told = again.frame.to_csv()
            assert "61.5" not in told and "50.2" not in told
            assert log.frame.loc[0, "id"] not in told
            assert sdg.questions(rows_of(*rows), asking, answers=again).frame.equals(again.frame)
