"""Numbers of rows: read strictly, answers by their number, each in the unit of its series; or refused with a cure."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

import sdg_standard as sdg
from evidence_rows import Measure, only, row_of
from sdg_standard.catalogue import Standard
from sdg_standard.model.evidence import Evidence


class TestNumbers:
    @pytest.mark.parametrize(
        "text",
        [
            "3,5",
            "95 424",
            "nan",
            "NaN",
            "inf",
            "-inf",
            "..",
            ":",
            "-",
            "<5",
            "about five",
            "1.2.3",
            "0x10",
            "١٢",
            "5 %",
        ],
    )
    def test_what_is_no_plain_number_is_refused(self, measured: Measure, text: str) -> None:
        values = measured({"value": text, "unit": "%"})
        problem = only(values)
        assert (problem.severity, problem.row, problem.field) == ("error", 2, "value")
        assert f'"{text}"' in problem.message and problem.cure
        assert row_of(values)["reason"] == "refused" and math.isnan(row_of(values)["value"])

    def test_a_decimal_comma_where_it_is_declared(self, town: Standard) -> None:
        frame = pd.DataFrame(
            {"area": ["alder"], "period": ["2024"], "series": ["town.water"], "value": ["3,5"], "unit": "%"}
        )
        values = sdg.measure(Evidence.from_frame(frame, decimal=","), town)
        assert row_of(values)["value"] == 3.5 and not values.problems

    @pytest.mark.parametrize("cell", [float("inf"), -math.inf, True, np.inf, [95], {"a": 1}, object()])
    def test_cells_that_are_no_numbers(self, measured: Measure, cell: object) -> None:
        problem = only(measured({"value": cell, "unit": "%"}))
        assert (problem.severity, problem.field) == ("error", "value")

    @pytest.mark.parametrize("cell", [95, 95.0, np.int64(95), np.float32(95), "95", " 95 ", "95.0", "9.5e1"])
    def test_cells_that_are(self, measured: Measure, cell: object) -> None:
        values = measured({"value": cell, "unit": "%"})
        assert row_of(values)["value"] == 95.0 and not values.problems

    @pytest.mark.parametrize("cell", [None, float("nan"), np.nan, pd.NA, pd.NaT, "", "  "])
    def test_an_empty_cell_counts_as_not_reported(self, measured: Measure, cell: object) -> None:
        values = measured({"value": cell, "unit": "%"})
        assert (only(values).severity, only(values).field) == ("warning", "value")
        assert row_of(values)["status"] == "O" and row_of(values)["reason"] == "not_reported"

    def test_good_rows_are_not_lost_because_of_bad_ones(self, measured: Measure) -> None:
        values = measured({"value": "about five", "unit": "%"}, {"area": "birch", "value": "88", "unit": "%"})
        assert row_of(values, area="birch")["value"] == 88.0


class TestUnits:
    def test_a_share_without_unit(self, measured: Measure) -> None:
        problem = only(measured({"value": "95"}))
        assert (problem.severity, problem.field) == ("error", "unit")
        assert "fraction" in problem.cure

    def test_a_share_of_more_than_everything(self, measured: Measure) -> None:
        values = measured({"value": "150", "unit": "%"})
        problem = only(values)
        assert (problem.severity, problem.field) == ("error", "value")
        assert "150 %" in problem.message and "0 to 100 %" in problem.message
        assert row_of(values)["reason"] == "refused"

    def test_the_message_shows_what_a_number_became(self, measured: Measure) -> None:
        assert "(9600 %)" in only(measured({"value": "96", "unit": "fraction"})).message  # 96 × 100

    def test_kilograms_where_minutes_belong(self, bundled: Standard) -> None:
        series = next(item for item in bundled.series.values() if item.unit == "min" or item.kind == "duration")
        frame = pd.DataFrame([{"area": "x", "period": "2024", "series": series.id, "value": "5", "unit": "kg"}])
        problem = sdg.check(Evidence.from_frame(frame), bundled)[0]
        assert (problem.severity, problem.field) == ("error", "unit")
        assert '"kg"' in problem.message

    @pytest.mark.parametrize(("unit", "near"), [("%%", "%"), ("fractoin", "fraction")])
    def test_an_unknown_unit(self, measured: Measure, unit: str, near: str) -> None:
        problem = only(measured({"value": "95", "unit": unit}))
        assert (problem.severity, problem.field) == ("error", "unit")
        assert f'"{unit}"' in problem.message and f'"{near}"' in f"{problem.message} {problem.cure}"

    @pytest.mark.parametrize(
        ("value", "unit", "series", "wanted"),
        [
            ("0.96", "fraction", "town.water", 0.96 * 100),
            ("960", "‰", "town.water", 960 / 10),
            ("0.012", "mg/m3", "town.air.pm2_5", 0.012 * 1000),
            ("12", "ug/m3", "town.air.pm2_5", 12),
            ("1.2", "per 1000 inhabitants", "town.injuries", 1.2 * 100),
            ("120", "per 100 000 inhabitants", "town.injuries", 120),
        ],
    )
    def test_conversion(self, measured: Measure, value: str, unit: str, series: str, wanted: float) -> None:
        found = row_of(measured({"value": value, "unit": unit, "series": series}), series)
        assert found["value"] == pytest.approx(wanted, rel=1e-12)
        assert found["unit"] == {"town.water": "%", "town.injuries": "per 100000 inhabitants"}.get(series, "µg/m³")


class TestAnswers:
    @pytest.mark.parametrize("text", ["ja", "JA", "yes", "Yes", "1", 1, 1.0])
    def test_code_number_or_spelling(self, measured: Measure, text: object) -> None:
        found = row_of(measured({"series": "town.youth-council", "value": text}), "town.youth-council")
        assert (found["value"], found["unit"]) == (1.0, "")

    @pytest.mark.parametrize("text", ["yess", "2", "0.5", "maybe", "-1"])
    def test_no_answer(self, measured: Measure, text: str) -> None:
        problem = only(measured({"series": "town.youth-council", "value": text}))
        assert (problem.severity, problem.field) == ("error", "value")
        assert f'"{text}"' in problem.message and "no, yes" in problem.cure

    def test_an_answer_has_no_unit(self, measured: Measure) -> None:
        assert only(measured({"series": "town.youth-council", "value": "yes", "unit": "%"})).field == "unit"
