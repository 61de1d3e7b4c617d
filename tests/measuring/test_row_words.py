"""The words of rows: status, confidentiality, quality and verification."""

from __future__ import annotations

import pytest

from evidence_rows import Measure, only, row_of


class TestStatus:
    def test_an_unknown_status_with_near_misses(self, measured: Measure) -> None:
        values = measured(
            {"value": 95, "unit": "%", "status": "not reportd"}, {"value": 9, "unit": "%", "status": "AA"}
        )
        assert [item.field for item in values.problems] == ["status", "status"]
        assert 'did you mean "A"' in values.problems[1].message

    @pytest.mark.parametrize("status", ["O", "M", "L", "H", "Q"])
    def test_a_number_beside_a_status_of_gaps(self, measured: Measure, status: str) -> None:
        values = measured({"value": 41.25, "unit": "%", "status": status})
        assert (only(values).severity, only(values).field) == ("error", "value")
        assert "41.25" not in only(values).message
        assert row_of(values)["reason"] == "refused"

    @pytest.mark.parametrize(
        ("status", "reason"),
        [
            ("O", "not_reported"),
            ("L", "not_reported"),
            ("H", "not_reported"),
            ("K", "not_reported"),
            ("M", "not_applicable"),
            ("Q", "suppressed"),
        ],
    )
    def test_why_there_is_no_number(self, measured: Measure, status: str, reason: str) -> None:
        values = measured({"status": status})
        assert not values.problems
        assert (row_of(values)["status"], row_of(values)["reason"]) == (status, reason)

    def test_a_number_of_several_categories(self, measured: Measure) -> None:
        """K may stand beside a number; a row has a number or a reason, never both."""
        found = row_of(measured({"value": 95, "unit": "%", "status": "K"}))
        assert (found["value"], found["status"], found["reason"]) == (95.0, "K", "")

    def test_a_status_of_numbers_beside_nothing(self, measured: Measure) -> None:
        assert (only(measured({"status": "A"})).severity, only(measured({"status": "E"})).field) == ("error", "value")

    def test_an_unknown_word_for_quality_is_left_out_with_near_misses(self, measured: Measure) -> None:
        values = measured({"value": 95, "unit": "%", "quality": "mesured"})
        assert (only(values).severity, only(values).field) == ("warning", "quality")
        assert 'did you mean "measured"' in only(values).message
        assert row_of(values)["value"] == 95.0 and row_of(values)["quality"] == ""
