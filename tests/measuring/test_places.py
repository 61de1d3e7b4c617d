"""Areas, periods and series of rows: known, or refused with near misses."""

from __future__ import annotations

from datetime import date, datetime

import pandas as pd
import pytest

import sdg_standard as sdg
from evidence_rows import INJURIES, Measure, only, row_of
from sdg_standard.catalogue import Standard
from sdg_standard.model.evidence import Evidence


class TestPlaces:
    @pytest.mark.parametrize("period", ["20204", "last year", "2024-13", "2024-02-30", "2024/2020", ""])
    def test_a_period_that_is_none(self, measured: Measure, period: str) -> None:
        problem = only(measured({"period": period, "value": 95, "unit": "%"}))
        assert (problem.severity, problem.field) == ("error", "period")

    @pytest.mark.parametrize("period", [2024, 2024.0, "2024", " 2024 "])
    def test_a_year_as_number_or_text(self, measured: Measure, period: object) -> None:
        values = measured({"period": period, "value": 95, "unit": "%"})
        assert row_of(values)["value"] == 95.0 and not values.problems

    def test_an_empty_area(self, measured: Measure) -> None:
        problem = only(measured({"area": "", "value": 95, "unit": "%"}))
        assert (problem.severity, problem.field) == ("error", "area")

    def test_an_unknown_series_with_near_misses(self, measured: Measure) -> None:
        problem = only(measured({"series": "town.watr", "value": 95, "unit": "%"}))
        assert (problem.severity, problem.field) == ("error", "series")
        assert 'did you mean "town.water"' in problem.message

    def test_an_indicator_with_several_series(self, measured: Measure) -> None:
        problem = only(measured({"series": "town.air", "value": 12, "unit": "µg/m³"}))
        assert problem.field == "series" and "town.air.pm2_5" in problem.cure

    def test_common_has_inputs_only(self, measured: Measure) -> None:
        assert only(measured({"series": "common", "value": 12})).field == "series"

    def test_an_unknown_input_with_near_misses(self, measured: Measure) -> None:
        problem = only(measured({**INJURIES, "input": "injurd", "value": 5}))
        assert (problem.severity, problem.field) == ("error", "input")
        assert 'did you mean "injured"' in problem.message

    def test_an_area_of_another_date_is_kept_with_the_code_valid_then(
        self, measured: Measure, bundled: Standard
    ) -> None:
        """Bærum was 0219 until 2019, 3024 until 2023 and 3201 from 2024 on."""
        row = {"area": "NO-0219", "series": "SC: SH: SI: 4C", "value": 70, "unit": "%"}
        values = measured(row, standard=bundled)
        problem = only(values)
        assert (problem.severity, problem.field, problem.area) == ("warning", "area", "NO-0219")
        assert "NO-3201" in problem.message and "NO-3201" in problem.cure
        assert row_of(values, "u4ssc.sc.sh.si.4c", area="NO-0219")["value"] == 70.0

    @pytest.mark.parametrize("other", ["A\u030as town", "\u00c5s\u00a0town", " \u00c5s\u202ftown "])
    def test_two_spellings_of_one_area_are_one(self, measured: Measure, other: str) -> None:
        rows = [{"area": area, "value": 95, "unit": "%"} for area in ("\u00c5s town", other)]
        values = measured(*rows)
        assert values.frame["area"].tolist() == ["\u00c5s town"]
        assert only(values).severity == "note"  # the same row twice

    @pytest.mark.parametrize(
        ("field", "cells"),
        [
            ("area", {"area": "al\u200bder"}),
            ("series", {"series": "town.\u00adwater"}),
            ("unit", {"unit": "%\u2060"}),
            ("period", {"period": "20\ufeff24"}),
            ("input", {"series": "common", "input": "popu\u200blation", "unit": "inhabitants"}),
        ],
    )
    def test_a_sign_that_nobody_sees_is_named(self, measured: Measure, field: str, cells: dict[str, str]) -> None:
        good, bad = {"area": "birch", "value": 95, "unit": "%"}, {"value": 95, "unit": "%", **cells}
        values = measured(good, bad)
        problem = only(values)
        assert (problem.severity, problem.code, problem.row, problem.field) == ("error", "SDG755", 3, field)
        assert "(U+" in problem.message and problem.cure.isprintable() and problem.message.isprintable()
        assert set(values.frame["area"]) <= {"alder", "birch"}
        assert row_of(values, area="birch")["value"] == 95

    def test_ids_without_prefix_that_a_register_knows_are_asked_about(
        self, measured: Measure, bundled: Standard
    ) -> None:
        """Each is Oslo, and all but the last stand as areas of their own."""
        written = ("0301", "301", "K-0301", "Oslo", "NO-0301")
        rows = [
            {"area": area, "period": period, "series": "SC: SH: SI: 4C", "value": 70, "unit": "%"}
            for area in written
            for period in ("2022", "2023")
        ]
        values = measured(*rows, standard=bundled)
        asked = [(item.severity, item.field, item.area, '"NO-0301"' in item.cure) for item in values.problems]
        assert asked == [("warning", "area", area, True) for area in written[:-1]]  # once, not once for each period
        assert set(values.frame["area"]) == set(written) and values.frame["value"].notna().all()

    def test_an_unknown_area_of_a_register_with_near_misses(self, measured: Measure, bundled: Standard) -> None:
        problem = only(
            measured({"area": "NO-032O", "series": "SC: SH: SI: 4C", "value": 70, "unit": "%"}, standard=bundled)
        )
        assert (problem.severity, problem.field) == ("error", "area")

    def test_unknown_columns_are_ignored_with_near_misses(self, measured: Measure) -> None:
        values = measured({"value": 95, "unit": "%", "verified": "yes", "qualty": "measured"})
        assert {(item.severity, item.row, item.field) for item in values.problems} == {
            ("warning", 1, "verified"),
            ("warning", 1, "qualty"),
        }
        assert 'did you mean "quality"' in next(item.message for item in values.problems if item.field == "qualty")


class TestDates:
    """A day in a frame is asked about where a period belongs, as it is in a workbook and in a Parquet file."""

    @pytest.mark.parametrize(
        "day", [date(2024, 1, 1), datetime(2024, 1, 1), pd.Timestamp("2024-01-01")], ids=["date", "datetime", "pandas"]
    )
    def test_it_is_the_day_with_a_warning(self, measured: Measure, day: object) -> None:
        values = measured({"value": 90, "unit": "%", "period": day}, {"value": 90, "unit": "%", "area": "birch"})
        problem = only(values)
        assert (problem.code, problem.severity, problem.row, problem.field) == ("SDG611", "warning", 2, "period")
        assert row_of(values, period="2024-01-01")["value"] == 90.0

    def test_a_column_of_dates_with_a_gap(self, town: Standard) -> None:
        frame = pd.DataFrame({"area": ["alder", "birch"], "series": "town.water", "value": 90, "unit": "%"})
        frame["period"] = pd.to_datetime(pd.Series(["2024-01-01", None]))
        values = sdg.measure(Evidence.from_frame(frame), town)
        assert [(item.code, item.row) for item in values.problems] == [("SDG611", 2), ("SDG703", 3)]

    def test_a_period_of_pandas_is_none(self, measured: Measure) -> None:
        assert not measured({"value": 90, "unit": "%", "period": pd.Period("2024-03", "M")}).problems
