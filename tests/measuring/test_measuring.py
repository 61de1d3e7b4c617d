"""What evidence becomes: converted, computed, or refused with row, column, reason and cure; never an exception."""

from __future__ import annotations

import math
import shutil
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard import errors
from sdg_standard.catalogue import Standard
from sdg_standard.errors import Problem
from sdg_standard.exchange.csv_out import table_text
from sdg_standard.model.evidence import Evidence
from sdg_standard.model.values import VALUE_COLUMNS, Values
from sdg_standard.publish import report_html

Measure = Callable[..., Values]

INJURIES = {"series": "town.injuries"}


def row_of(values: Values, series: str = "town.water", period: str = "2024", area: str = "alder") -> dict[str, Any]:
    frame = values.frame
    found = frame[(frame["series"] == series) & (frame["period"] == period) & (frame["area"] == area)]
    assert len(found) == 1, values.problems
    return dict(found.iloc[0])


def only(values: Values) -> Problem:
    assert len(values.problems) == 1, values.problems
    return values.problems[0]


def injured(number: object, **more: object) -> dict[str, Any]:
    return {**INJURIES, "input": "injured", "value": number, **more}


def people(number: object, **more: object) -> dict[str, Any]:
    return {"series": "common", "input": "population", "value": number, "unit": "inhabitants", **more}


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


class TestSeveralRows:
    def test_equal_rows_count_once(self, measured: Measure) -> None:
        values = measured(
            {"value": 95, "unit": "%"}, {"value": "0.95", "unit": "fraction"}, {"value": 950, "unit": "‰"}
        )
        assert [(item.severity, item.row) for item in values.problems] == [("note", 3), ("note", 4)]
        assert row_of(values)["value"] == 95.0

    def test_contradicting_rows_are_all_refused(self, measured: Measure) -> None:
        values = measured({"value": 90, "unit": "%"}, {"value": 80, "unit": "%"}, {"value": 90, "unit": "%"})
        assert [(item.severity, item.row, item.field) for item in values.problems] == [
            ("error", 2, "value"),
            ("error", 3, "value"),
            ("error", 4, "value"),
        ]
        assert row_of(values)["reason"] == "contradiction"

    def test_a_number_and_a_status_of_gaps_contradict_each_other(self, measured: Measure) -> None:
        assert row_of(measured({"value": 90, "unit": "%"}, {"status": "O"}))["reason"] == "contradiction"

    def test_a_refused_row_beside_a_good_one(self, measured: Measure) -> None:
        assert row_of(measured({"value": "3,5", "unit": "%"}, {"value": 90, "unit": "%"}))["value"] == 90.0


class TestMany:
    """A table with many faults costs time and text in proportion to its rows: counted here, not timed."""

    def many(self, count: int, **columns: list[object]) -> Evidence:
        base = {"area": "alder", "period": "2024", "series": "town.water", "value": "90", "unit": "%"}
        return Evidence.from_frame(pd.DataFrame({name: [cell] * count for name, cell in base.items()} | columns))

    def text_of(self, count: int, town: Standard) -> int:
        evidence = self.many(count, value=[str(row % 90) for row in range(count)])
        values = sdg.measure(evidence, town)
        assert row_of(values)["reason"] == "contradiction"
        assert sum(item.cases for item in values.problems if item.code == "SDG714") == count
        return len(table_text(values.problems.to_frame()))

    def test_contradicting_rows_name_few_others(self, town: Standard) -> None:
        few, many = self.text_of(200, town), self.text_of(800, town)
        assert many < 4.2 * few  # four times as many rows; each naming all others would be sixteen times
        assert self.text_of(20_000, town) < 6 * many  # of which 1,000 are listed

    def test_a_contradiction_says_how_many_there_are(self, town: Standard) -> None:
        values = sdg.measure(self.many(10, value=[str(number) for number in range(10)]), town)
        said = "the rows 2, 3, 4, 5, 6, 7 and 4 more contradict each other: 0, 1, 2, 3, 4, 5 and 4 more"
        assert {item.message for item in values.problems if item.code == "SDG714"} == {said}

    def test_the_further_ones_are_refused_as_well(self, town: Standard) -> None:
        count = 1500
        values = sdg.measure(self.many(count, area=[f"a{row}" for row in range(count)], value=["3,5"] * count), town)
        assert set(values.frame["reason"]) == {"refused"} and len(values.frame) == count
        assert [(item.count, item.row) for item in values.problems][-1] == (500, None)

    def test_a_word_that_nobody_knows_is_looked_up_once(self, town: Standard, monkeypatch: pytest.MonkeyPatch) -> None:
        asked: list[str] = []
        monkeypatch.setattr(errors, "near", lambda word, known: asked.append(word) or ())
        values = sdg.measure(self.many(3000, series=["town.watr", "town.wter"] * 1500), town)
        assert sorted(asked) == ["town.watr", "town.wter"]
        assert sum(item.cases for item in values.problems) == 3000

    def test_a_unit_is_read_once(self, town: Standard, monkeypatch: pytest.MonkeyPatch) -> None:
        read: list[str] = []
        parse = type(town.units).parse
        monkeypatch.setattr(type(town.units), "parse", lambda self, *told: read.append(told[0]) or parse(self, *told))
        series = ["town.water", "town.air.pm2_5", "town.air.no2"] * 500
        values = sdg.measure(self.many(1500, series=series, unit=["parsec"] * 1500), town)
        assert read.count("parsec") == 1
        assert sum(item.cases for item in values.problems if item.code == "SDG709") == 1500

    def test_rows_that_say_the_same_are_counted(self, town: Standard) -> None:
        values = sdg.measure(self.many(5000), town)
        assert row_of(values)["value"] == 90.0
        assert values.problems.summary == "5000 rows: 4999 notes" and len(values.problems) == 1001
        assert values.problems[0].message == "the row says the same as row 2"

    def test_areas_that_are_not_listed(self, town: Standard, monkeypatch: pytest.MonkeyPatch) -> None:
        asked: list[str] = []
        monkeypatch.setattr(errors, "near", lambda word, known: asked.append(word) or ())
        evidence = self.many(4000, area=[f"town {row}" for row in range(4000)])
        card = sdg.score(evidence, town, "levels", areas=pd.DataFrame({"area": [f"town {n}" for n in range(1000)]}))
        assert sum(item.cases for item in card.problems if item.code == "SDG722") == 3000
        assert len(asked) * 1000 <= errors.MOST_COMPARED

    def test_one_secret_row_hides_the_numbers_of_all(self, town: Standard) -> None:
        evidence = self.many(
            4,
            area=["alder", "alder", "birch", "birch"],
            value=["11", "12", "13", "14"],
            confidentiality=["F", "C", "F", "F"],
        )
        said = {item.row: item.message for item in sdg.measure(evidence, town).problems}
        assert all("11" not in said[row] and "12" not in said[row] for row in (2, 3))
        assert said[4] == said[5] == "the rows 4, 5 contradict each other: 13, 14"


class TestInputs:
    def test_a_rate_from_its_inputs(self, measured: Measure) -> None:
        found = row_of(measured(injured(24), people(20000)), "town.injuries")
        assert found["value"] == pytest.approx(24 / 20000 * 100000)
        assert found["origin"] == "computed"

    def test_a_missing_input(self, measured: Measure) -> None:
        values = measured(injured(24))
        assert (only(values).severity, only(values).field) == ("error", "input")
        assert '"population"' in only(values).message
        assert row_of(values, "town.injuries")["reason"] == "missing_input"

    def test_a_missing_input_does_not_matter_where_the_value_is_given(self, measured: Measure) -> None:
        given = {**INJURIES, "value": 120, "unit": "per 100000 inhabitants"}
        values = measured(injured(24), given)
        assert row_of(values, "town.injuries")["value"] == 120.0

    def test_nobody_asks_for_a_value_of_common_inputs_alone(self, measured: Measure) -> None:
        values = measured(people(20000))
        assert len(values.frame) == 0 and not values.problems

    def test_a_denominator_of_zero(self, measured: Measure) -> None:
        values = measured(injured(24), people(0))
        assert (only(values).severity, only(values).field) == ("error", "value")
        assert row_of(values, "town.injuries")["reason"] == "refused"

    def test_a_negative_count(self, measured: Measure) -> None:
        values = measured(injured(-3), people(20000))
        assert "cannot be negative" in only(values).message  # and not said again that it is missing
        assert row_of(values, "town.injuries")["reason"] == "missing_input"

    def test_the_nearest_input_wins(self, measured: Measure) -> None:
        near = {**INJURIES, "input": "population", "value": 25000, "unit": "inhabitants"}
        values = measured(injured(50), people(24999), near)
        assert row_of(values, "town.injuries")["value"] == pytest.approx(50 / 25000 * 100000)
        assert not values.problems  # they differ by less than 5 per cent

    def test_inputs_that_differ_by_more_than_five_per_cent(self, measured: Measure) -> None:
        near = {**INJURIES, "input": "population", "value": 20000, "unit": "inhabitants"}
        values = measured(injured(50), people(21100), near)
        problem = only(values)
        assert (problem.severity, problem.row, problem.field) == ("warning", 4, "value")
        assert row_of(values, "town.injuries")["value"] == pytest.approx(50 / 20000 * 100000)

    @pytest.mark.parametrize(
        ("near", "far", "asked"),
        [
            (20000, 19000, False),  # 1000 is 5 per cent of the larger number, and still allowed
            (19000, 20000, False),
            (20000, 18999, True),
            (18999, 20000, True),
            (20000, 21052, False),  # 1052 / 21052 is just below 5 per cent
            (20000, 21053, True),  # 1053 / 21053 just above
        ],
    )
    def test_five_per_cent_of_the_larger_of_two_inputs(
        self, measured: Measure, near: int, far: int, asked: bool
    ) -> None:
        nearer = {**INJURIES, "input": "population", "value": near, "unit": "inhabitants"}
        values = measured(injured(50), people(far), nearer)
        assert len(values.problems) == asked
        assert row_of(values, "town.injuries")["value"] == pytest.approx(50 / near * 100000)

    def test_value_and_inputs_that_differ(self, measured: Measure) -> None:
        given = {**INJURIES, "value": 200, "unit": "per 100000 inhabitants"}
        values = measured(given, injured(45), people(25000))
        assert (only(values).severity, only(values).row, only(values).field) == ("warning", 2, "value")
        assert row_of(values, "town.injuries")["value"] == pytest.approx(45 / 25000 * 100000)  # 180

    def test_a_difference_of_rounding_is_none(self, measured: Measure) -> None:
        given = {**INJURIES, "value": "133.3", "unit": "per 100000 inhabitants"}
        values = measured(given, injured(40), people(30000))  # 133.33…, written with one decimal
        assert not values.problems
        assert row_of(values, "town.injuries")["value"] == pytest.approx(40 / 30000 * 100000)

    def test_an_impossible_result(self, measured: Measure, bundled: Standard) -> None:
        """A numerator above its denominator: a share of more than 100 per cent."""
        series = next(
            item
            for item in bundled.series.values()
            if item.kind == "share"
            and item.formula
            and item.formula.count("/") == 1
            and len(item.resolved_inputs) == 2
            and item.limits[1] == 100.0
            and "(" not in item.formula
        )
        above, below = (name.strip() for name in str(series.formula).split("/"))
        rows = [
            {"series": series.id, "input": name, "value": value, "unit": series.resolved_inputs[name].unit}
            for name, value in ((above, 30), (below, 20))
        ]
        values = measured(*rows, standard=bundled)
        assert row_of(values, series.id)["reason"] == "refused"
        assert any("150" in item.message for item in values.problems)  # 30 / 20

    def test_a_computed_value_takes_the_worst_words(self, measured: Measure) -> None:
        values = measured(
            injured(24, status="E", quality="survey", verification="verified", source="police"),
            people(20000, status="P", quality="estimate", verification="reported", source="register"),
        )
        found = row_of(values, "town.injuries")
        assert (found["status"], found["quality"], found["verification"]) == ("E", "estimate", "reported")
        assert set(found["source"].split("; ")) == {"police", "register"}


class TestSecrets:
    """A number that is not for publication stands in nothing that we write."""

    SECRET = "41.271828"

    def everything(self, values: Values, standard: Standard) -> str:
        card = sdg.score(values, standard, "levels", areas=pd.DataFrame({"area": ["alder"]}), periods=["2024"])
        parts = [
            table_text(values.frame),
            table_text(card.scores),
            table_text(card.problems.to_frame()),
            card.to_json(),
        ]
        parts += [report_html(card, language="nb")]
        parts += [card.explain("alder", "2024", node).text for node in card.nodes]
        parts += [card.explain("alder", "2024", node).to_frame().to_csv() for node in card.nodes]
        return "\n".join(parts)

    @pytest.mark.parametrize("confidentiality", ["N", "C", "D", "S", "A", "T"])
    def test_a_value(self, measured: Measure, town: Standard, confidentiality: str) -> None:
        values = measured({"value": self.SECRET, "unit": "%", "confidentiality": confidentiality})
        found = row_of(values)
        assert math.isnan(found["value"]) and found["reason"] == "suppressed"
        assert (only(values).severity, only(values).field) == ("note", "confidentiality")
        assert self.SECRET not in self.everything(values, town)

    def test_an_unknown_word_is_taken_to_mean_secret(self, measured: Measure, town: Standard) -> None:
        values = measured({"value": self.SECRET, "unit": "%", "confidentiality": "hemmelig"})
        assert row_of(values)["reason"] == "suppressed"
        assert self.SECRET not in self.everything(values, town)

    @pytest.mark.parametrize(
        "row",
        [
            {"value": f"{SECRET},0", "unit": "%"},
            {"value": f"{SECRET}5e3", "unit": "%"},
            {"value": SECRET, "unit": "%", "low": "90", "high": "95"},
            {"value": "50", "unit": "%", "low": f"{SECRET},0"},
            {"value": SECRET, "unit": "%", "status": "Q"},
            {"value": SECRET, "unit": "kg"},
        ],
    )
    def test_a_value_with_a_problem(self, measured: Measure, town: Standard, row: dict[str, Any]) -> None:
        values = measured({**row, "confidentiality": "C"})
        assert values.problems
        assert self.SECRET not in self.everything(values, town)

    def test_of_two_equal_rows_one_is_secret(self, measured: Measure, town: Standard) -> None:
        values = measured(
            {"value": self.SECRET, "unit": "%"}, {"value": self.SECRET, "unit": "%", "confidentiality": "C"}
        )
        assert row_of(values)["reason"] == "suppressed"
        assert self.SECRET not in self.everything(values, town)

    def test_of_two_contradicting_rows_one_is_secret(self, measured: Measure, town: Standard) -> None:
        values = measured({"value": "50", "unit": "%"}, {"value": self.SECRET, "unit": "%", "confidentiality": "C"})
        assert row_of(values)["reason"] == "contradiction"
        assert self.SECRET not in self.everything(values, town)

    @pytest.mark.parametrize("population", [10000, 0, 10000000])
    def test_an_input(self, measured: Measure, town: Standard, population: int) -> None:
        values = measured(injured("31", confidentiality="C"), people(population))
        text = self.everything(values, town)
        assert row_of(values, "town.injuries")["reason"] in ("suppressed", "refused")
        assert ",310," not in text and " 31 " not in text and '"31"' not in text

    def test_inputs_that_differ(self, measured: Measure, town: Standard) -> None:
        near = {**INJURIES, "input": "population", "value": 41271, "unit": "inhabitants", "confidentiality": "C"}
        values = measured(injured(50), people(20000), near)
        assert "41271" not in self.everything(values, town)

    def test_a_suppressed_value_is_not_worked_out_from_its_inputs(self, measured: Measure) -> None:
        held_back = {**INJURIES, "status": "Q"}
        values = measured(held_back, injured(24), people(20000))
        assert math.isnan(row_of(values, "town.injuries")["value"])
        assert row_of(values, "town.injuries")["reason"] == "suppressed"

    def test_free_numbers_are_shown(self, measured: Measure, town: Standard) -> None:
        """The same search finds the number where it is free, so that the tests above test something."""
        assert self.SECRET in self.everything(measured({"value": self.SECRET, "unit": "%"}), town)


class TestParts:
    def test_rows_of_a_breakdown_are_never_the_total(self, measured: Measure, bundled: Standard) -> None:
        series = {"series": "u4ssc.sc.sh.si.4c", "unit": "%"}
        values = measured(
            {**series, "value": 71, "sex": "F"},
            {**series, "value": 65, "sex": "M"},
            {**series, "value": 68, "sex": "_T"},
            standard=bundled,
        )
        assert not values.problems
        assert row_of(values, "u4ssc.sc.sh.si.4c")["value"] == 68.0

    def test_parts_alone_give_nothing(self, measured: Measure, bundled: Standard) -> None:
        values = measured({"series": "u4ssc.sc.sh.si.4c", "unit": "%", "value": 71, "sex": "F"}, standard=bundled)
        assert len(values.frame) == 0


class TestRanges:
    def test_a_plausible_range_asks_and_keeps(self, measured: Measure, bundled: Standard) -> None:
        series = next(
            item
            for item in bundled.series.values()
            if item.expected[1] < item.limits[1] and item.kind == "share" and item.unit == "%"
        )
        value = (series.expected[1] + series.limits[1]) / 2
        values = measured({"series": series.id, "value": value, "unit": "%"}, standard=bundled)
        question = [item for item in values.problems if "plausible" in item.message]
        assert [(item.severity, item.field) for item in question] == [("warning", "value")]
        assert row_of(values, series.id)["value"] == pytest.approx(value)

    def test_low_and_high_are_converted(self, measured: Measure) -> None:
        found = row_of(measured({"value": "0.96", "unit": "fraction", "low": "0.9", "high": "0.98"}))
        assert (found["low"], found["high"]) == (pytest.approx(0.9 * 100), pytest.approx(0.98 * 100))

    @pytest.mark.parametrize(("low", "high"), [("97", "99"), ("80", "90"), ("98", "90"), ("about 90", "99")])
    def test_an_interval_that_is_none_is_left_out(self, measured: Measure, low: str, high: str) -> None:
        values = measured({"value": "96", "unit": "%", "low": low, "high": high})
        assert only(values).severity == "warning" and only(values).field in ("low", "high")
        found = row_of(values)
        assert found["value"] == 96.0 and (math.isnan(found["low"]) or math.isnan(found["high"]))


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


class TestFrames:
    def test_an_empty_frame(self, town: Standard) -> None:
        frame = pd.DataFrame(columns=["area", "period", "series", "value", "unit"])
        values = sdg.measure(Evidence.from_frame(frame), town)
        assert list(values.frame.columns) == list(VALUE_COLUMNS) and len(values.frame) == 0 and not values.problems
        card = sdg.score(values, town, "levels")
        assert len(card.scores) == 0

    def test_only_the_required_columns(self, town: Standard) -> None:
        frame = pd.DataFrame({"area": ["alder"], "period": [2024], "series": ["town.youth-council"], "value": ["ja"]})
        assert row_of(sdg.measure(Evidence.from_frame(frame), town), "town.youth-council")["value"] == 1.0

    def test_a_missing_column(self) -> None:
        with pytest.raises(sdg.EvidenceError) as caught:
            Evidence.from_frame(pd.DataFrame({"area": ["alder"], "period": [2024], "value": [1]}))
        assert [item.field for item in caught.value.problems] == ["series"]

    def test_columns_of_all_types(self, town: Standard) -> None:
        frame = pd.DataFrame(
            {
                "area": pd.Series(["alder", "birch", "cedar", None], dtype="string"),
                "period": pd.Series([2024, 2024, 2024, 2024], dtype="Int64"),
                "series": pd.Series(["town.water"] * 4, dtype="category"),
                "value": pd.Series([95, 0.88, None, 91], dtype="Float64"),
                "unit": ["%", "fraction", "%", "%"],
                "note": [None, 3, True, math.nan],
            }
        )
        values = sdg.measure(Evidence.from_frame(frame), town)
        assert row_of(values)["value"] == 95.0
        assert row_of(values, area="birch")["value"] == pytest.approx(88.0)
        assert row_of(values, area="cedar")["reason"] == "not_reported"
        assert [(item.row, item.field) for item in values.problems] == [(4, "value"), (5, "area")]

    def test_one_row_for_each_thing_that_evidence_speaks_of(self, measured: Measure) -> None:
        values = measured(
            {"value": 1, "unit": "%"},
            {"area": "b", "status": "O"},
            {"area": "c", "value": "x", "unit": "%"},
            injured(3),
        )
        assert not values.frame.duplicated(["area", "period", "series"]).any()
        number, reason = values.frame["value"].notna(), values.frame["reason"] != ""
        assert (number ^ reason).all()
        assert len(values.frame) == 4

    def test_the_order_of_the_rows_does_not_matter(self, town: Standard, contract: Any) -> None:
        frame = sdg.read_evidence(contract / "evidence.csv").frame
        first = sdg.measure(Evidence.from_frame(frame), town)
        again = sdg.measure(Evidence.from_frame(frame.iloc[::-1]), town)
        assert table_text(first.frame) == table_text(again.frame)

    def test_check_is_the_problems_of_measure(self, rows: Callable[..., Evidence], town: Standard) -> None:
        evidence = rows({"value": "3,5", "unit": "%"})
        assert sdg.check(evidence, town) == sdg.measure(evidence, town).problems


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


class TestWide:
    def wide(self, columns: dict[str, list[float]], town: Standard, units: Any = "series", **more: Any) -> Values:
        areas = more.get("areas", ["alder", "birch"])
        return sdg.measure(Evidence.from_wide(pd.DataFrame(columns, index=areas), period="2024", units=units), town)

    def test_numbers_in_the_units_of_their_series(self, town: Standard) -> None:
        values = self.wide({"town.water": [96.0, math.nan], "town.air.pm2_5": [12.0, 8.0]}, town)
        assert row_of(values)["value"] == 96.0 and row_of(values)["unit"] == "%"
        assert len(values.frame) == 3 and not values.problems

    def test_a_mapping_of_units(self, town: Standard) -> None:
        columns = {"unknown": [1.0, 2.0], "town.water": [0.96, 0.88], "town.air.pm2_5": [0.012, 0.008]}
        units = {"town.water": "fraction", "town.air.pm2_5": "mg/m³"}
        values = self.wide(columns, town, units)
        assert row_of(values)["value"] == pytest.approx(96.0)
        assert row_of(values, "town.air.pm2_5", area="birch")["value"] == pytest.approx(8.0)
        assert [item.series for item in values.problems] == ["unknown"]

    @pytest.mark.parametrize("column", ["u4ssc.sc.sh.si.4c", "SC: SH: SI: 4C", "sc.sh.si.4c"])
    @pytest.mark.parametrize(
        "units",
        [
            {"COLUMN": "fraction"},
            {"u4ssc.sc.sh.si.4c": "fraction"},
            {"SC: SH: SI: 4C": "fraction"},
            {"u4ssc.sc.sh.si.4c": "fraction", "SC: SH: SI: 4C": "fraction", "another": "kg"},
        ],
    )
    def test_the_unit_of_a_column_is_found_by_its_name_its_id_or_its_code(
        self, bundled: Standard, column: str, units: dict[str, str]
    ) -> None:
        named = {column if name == "COLUMN" else name: unit for name, unit in units.items()}
        values = self.wide({column: [0.7, 0.71]}, bundled, named)
        assert not values.problems
        assert row_of(values, "u4ssc.sc.sh.si.4c")["value"] == pytest.approx(70.0)

    def test_of_several_units_that_of_the_name_goes_before_the_id_and_the_id_before_the_code(
        self, bundled: Standard
    ) -> None:
        name, code = "u4ssc.sc.sh.si.4c", "SC: SH: SI: 4C"
        for column, units in (
            (code, {code: "fraction", name: "%"}),
            ("sc.sh.si.4c", {"sc.sh.si.4c": "fraction", name: "%", code: "%"}),
            ("sc.sh.si.4c", {name: "fraction", code: "%"}),
        ):
            assert row_of(self.wide({column: [0.7, 0.71]}, bundled, units), name)["value"] == pytest.approx(70.0)

    def test_a_unit_that_does_not_fit_loses_the_column_with_a_reason(self, town: Standard) -> None:
        values = self.wide({"town.water": [96.0, math.nan]}, town, {"town.water": "kg"})
        assert only(values).field == "town.water"
        assert row_of(values)["reason"] == "refused" and len(values.frame) == 1

    def test_no_unit_is_no_unit(self, town: Standard) -> None:
        assert only(self.wide({"town.water": [96.0, 88.0]}, town, {})).severity == "error"

    @pytest.mark.parametrize("number", [150.0, -1.0, math.inf, -math.inf])
    def test_impossible_numbers(self, town: Standard, number: float) -> None:
        values = self.wide({"town.water": [number, 88.0]}, town)
        assert (only(values).severity, only(values).row, only(values).area) == ("error", 2, "alder")
        assert row_of(values)["reason"] == "refused"
        assert row_of(values, area="birch")["value"] == 88.0

    def test_a_number_of_no_answer(self, town: Standard) -> None:
        values = self.wide({"town.youth-council": [1.0, 7.0]}, town)
        assert (only(values).severity, only(values).area) == ("error", "birch")
        assert row_of(values, "town.youth-council", area="birch")["reason"] == "refused"

    def test_an_unknown_column_with_near_misses(self, town: Standard) -> None:
        problem = only(self.wide({"town.watr": [1.0, 2.0]}, town))
        assert 'did you mean "town.water"' in problem.message

    def test_two_columns_of_one_series(self, bundled: Standard) -> None:
        values = self.wide({"u4ssc.sc.sh.si.4c": [70.0, 71.0], "SC: SH: SI: 4C": [60.0, 61.0]}, bundled)
        assert only(values).severity == "error"
        assert row_of(values, "u4ssc.sc.sh.si.4c")["reason"] == "refused"

    def test_areas_are_checked(self, bundled: Standard) -> None:
        values = self.wide({"u4ssc.sc.sh.si.4c": [70.0, 71.0]}, bundled, areas=["NO-0219", "NO-9999"])
        assert [(item.severity, item.area) for item in values.problems] == [
            ("warning", "NO-0219"),
            ("error", "NO-9999"),
        ]
        assert row_of(values, "u4ssc.sc.sh.si.4c", area="NO-0219")["value"] == 70.0
        assert row_of(values, "u4ssc.sc.sh.si.4c", area="NO-9999")["reason"] == "refused"

    def test_areas_without_prefix_are_asked_about(self, bundled: Standard) -> None:
        problem = only(self.wide({"u4ssc.sc.sh.si.4c": [70.0, 71.0]}, bundled, areas=["alder", "0301"]))
        assert (problem.severity, problem.area) == ("warning", "0301") and "NO-0301" in problem.cure

    def test_implausible_numbers_are_asked_about_once_for_each_column(self, bundled: Standard) -> None:
        values = self.wide({"u4ssc.ec.p.in.2c": [333.72, 400.0]}, bundled)
        assert only(values).severity == "warning" and "333.72 and 1 more" in only(values).message
        assert row_of(values, "u4ssc.ec.p.in.2c")["value"] == 333.72

    def test_the_same_as_a_tidy_table(self, town: Standard, rows: Callable[..., Evidence]) -> None:
        columns = {"town.water": [96.0, 88.0], "town.air.pm2_5": [12.0, math.nan]}
        wide = self.wide(columns, town)
        tidy = rows(
            {"area": "alder", "value": 96, "unit": "%"},
            {"area": "birch", "value": 88, "unit": "%"},
            {"area": "alder", "series": "town.air.pm2_5", "value": 12, "unit": "µg/m³"},
        )
        assert table_text(wide.frame) == table_text(sdg.measure(tidy, town).frame)

    def test_text_in_a_wide_table(self) -> None:
        with pytest.raises(sdg.EvidenceError):
            Evidence.from_wide(pd.DataFrame({"town.water": ["3,5"]}, index=["alder"]), period="2024")

    def test_one_area_in_two_spellings_and_with_a_sign_that_nobody_sees(self) -> None:
        for areas, said in ((["\u00c5s", "A\u030as"], "two rows"), (["alder", "bi\u200brch"], "ZERO WIDTH SPACE")):
            with pytest.raises(sdg.EvidenceError, match=said):
                Evidence.from_wide(pd.DataFrame({"town.water": [1.0, 2.0]}, index=areas), period="2024")

    def test_an_area_twice(self) -> None:
        with pytest.raises(sdg.EvidenceError):
            Evidence.from_wide(pd.DataFrame({"town.water": [1.0, 2.0]}, index=["alder", "alder"]), period="2024")

    def test_an_empty_wide_table(self, town: Standard) -> None:
        assert len(self.wide({}, town, areas=[]).frame) == 0


@pytest.fixture(scope="module")
def checking(tmp_path_factory: pytest.TempPathFactory) -> Standard:
    """A standard of four series whose definitions ask each kind of question."""
    root = tmp_path_factory.mktemp("checking")
    (root / "frameworks" / "c").mkdir(parents=True)
    (root / "standard.yaml").write_text(
        'format: 1\nid: checking\nedition: "2024.1"\ntitle: Checking\nlanguages: [en]\n', encoding="utf-8"
    )
    (root / "frameworks" / "c" / "framework.yaml").write_text("id: c\ntitle: C\nkeeper: Nobody\n", encoding="utf-8")
    share = 'series: {value: {kind: share, unit: "%", direction: none, no_benchmark: A test.}}'
    checks = {
        "all": "",
        "part": "[{rule: at_most, than: c.all, text: A part is no more than all.}]",
        "rest": "[{rule: sums_to, with: [c.part, c.rest], value: 100 %, text: Part and rest are all.}]",
        "level": "[{rule: change_within, share: 0.2}]",
        "least": "[{rule: at_least, than: c.part}]",
    }
    for name, check in checks.items():
        evidence = f"evidence: {{checks: {check}}}\n" if check else ""
        text = f"id: c.{name}\ntitle: {name}\n{share}\n{evidence}"
        (root / "frameworks" / "c" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return sdg.load(root)


@pytest.mark.parametrize(
    "cells",
    [
        {"value": "x", "unit": "%"},
        {"value": 150, "unit": "%"},
        {"value": 5, "unit": "kg"},
        {"value": 5, "unit": "%", "status": "O"},
        {"value": "", "unit": "%"},
        {"value": 5, "unit": "%", "low": 6, "high": 7},
        {"value": 5, "unit": "%", "quality": "great"},
        {"series": "town.injuries", "input": "injurd", "value": 5},
        {"series": "town.injuries", "input": "injured", "value": 5},
        {"series": "town.watr", "value": 5},
    ],
)
def test_every_problem_of_a_row_says_what_it_is_about(measured: Measure, cells: dict[str, Any]) -> None:
    problem = only(measured({"area": "birch", "period": "2023", **cells}))
    assert problem.row == 2
    said = str(problem)
    assert all(part in said for part in ("row 2", "birch", "2023", cells.get("series", "town.water"))), said


class TestChecks:
    """Checks of definitions are questions: a warning each, and the value stays."""

    def asked(self, measured: Measure, checking: Standard, *rows: tuple[str, str, float]) -> list[Problem]:
        cells = [{"series": name, "period": period, "value": value, "unit": "%"} for name, period, value in rows]
        values = measured(*cells, standard=checking)
        assert values.frame["value"].notna().all()
        assert all(item.severity == "warning" for item in values.problems)
        return list(values.problems)

    def test_at_most(self, measured: Measure, checking: Standard) -> None:
        assert not self.asked(measured, checking, ("c.part", "2024", 50), ("c.all", "2024", 50))
        found = self.asked(measured, checking, ("c.part", "2024", 51), ("c.all", "2024", 50))
        assert [item.series for item in found] == ["c.part"]
        assert found[0].message == "c.part of alder, 2024: 51 % is above 50 % of c.all"
        assert found[0].cure == "A part is no more than all."

    def test_at_least(self, measured: Measure, checking: Standard) -> None:
        found = self.asked(measured, checking, ("c.part", "2024", 51), ("c.least", "2024", 50))
        assert [item.series for item in found] == ["c.least"]

    def test_only_of_the_same_period(self, measured: Measure, checking: Standard) -> None:
        assert not self.asked(measured, checking, ("c.part", "2024", 51), ("c.all", "2023", 50))

    def test_sums(self, measured: Measure, checking: Standard) -> None:
        assert not self.asked(measured, checking, ("c.part", "2024", 60), ("c.rest", "2024", 40.5))
        assert not self.asked(measured, checking, ("c.rest", "2024", 10))
        found = self.asked(measured, checking, ("c.part", "2024", 60), ("c.rest", "2024", 30))
        assert [item.message for item in found] == ["c.part of alder, 2024: c.part, c.rest add up to 90 %, not 100 %"]

    def test_changes(self, measured: Measure, checking: Standard) -> None:
        assert not self.asked(measured, checking, ("c.level", "2023", 50), ("c.level", "2024", 60))  # exactly a fifth
        found = self.asked(
            measured, checking, ("c.level", "2024", 61), ("c.level", "2022", 50), ("c.level", "2023", 50)
        )
        assert [(item.period, item.series, item.row) for item in found] == [("2024", "c.level", 2)]

    def test_numbers_are_rounded_for_reading_and_stay_apart(self, measured: Measure, checking: Standard) -> None:
        found = self.asked(measured, checking, ("c.level", "2031", 4.243012), ("c.level", "2032", 0.00549713))
        assert [item.message for item in found] == [
            "c.level of alder, 2032: 0.0055 % after 4.24 % in 2031 is a change of more than 20 %"
        ]
        found = self.asked(measured, checking, ("c.part", "2024", 51.0004), ("c.all", "2024", 51.0001))
        assert "51.0004 % is above 51.0001 % of c.all" in found[0].message

    def test_a_question_has_the_row_that_it_is_about(self, checking: Standard, tmp_path: Path) -> None:
        path = tmp_path / "town.csv"
        rows = "birch,2024,c.all,50,%\nalder,2024,c.all,50,%\nalder,2024,c.part,51,%\n"
        path.write_text(f"area,period,series,value,unit\n{rows}", encoding="utf-8")
        problem = only(sdg.measure(sdg.read_evidence(path), checking))
        assert (problem.file, problem.row, problem.field) == ("town.csv", 4, "value")
        assert str(problem).startswith("town.csv: row 4, value: SDG720 warning: c.part of alder, 2024: 51 % is above")

    def test_of_a_computed_value_the_row_is_that_of_its_first_input(self, tmp_path: Path, contract: Path) -> None:
        root = tmp_path / "standard"
        shutil.copytree(contract / "standard", root)
        file = root / "frameworks" / "town" / "injuries.yaml"
        check = "evidence: {checks: [{rule: change_within, share: 0.2}]}\n"
        file.write_text(file.read_text(encoding="utf-8") + check, encoding="utf-8")
        cells = {"area": "alder", "unit": ""}
        rows = [
            cells | {"period": period, **row}
            for period, number in (("2023", 20), ("2024", 40))
            for row in (people(20000), injured(number))
        ]
        problem = only(sdg.measure(Evidence.from_frame(pd.DataFrame(rows)), sdg.load(root)))
        # 20 and 40 of 20 000 are 100 and 200 per 100 000; rows count from 2: people, injured, people, injured
        assert problem.row == 5 and "200 per 100000 inhabitants after 100 per 100000" in problem.message


RATES = """
id: d.{name}
title: {name}
inputs: {{{own}: {{unit: count, title: Some}}, {divisor}: {{unit: {unit}, title: All}}}}
series: {{value: {{kind: {kind}, unit: "{per}", direction: none, no_benchmark: A test., formula: {own} / {formula}}}}}
"""


@pytest.fixture(scope="module")
def dividing(tmp_path_factory: pytest.TempPathFactory) -> Standard:
    """Series of which some are said to divide by the same number, and answers that rest on a document."""
    root = tmp_path_factory.mktemp("dividing")
    folder = root / "frameworks" / "d"
    folder.mkdir(parents=True)
    (root / "standard.yaml").write_text('format: 1\nid: d\nedition: "1"\ntitle: D\nlanguages: [en]\n', encoding="utf-8")
    (folder / "framework.yaml").write_text("id: d\ntitle: D\nkeeper: Nobody\n", encoding="utf-8")
    rate = {"divisor": "people", "unit": "inhabitants", "kind": "rate", "per": "per 1000 inhabitants"}
    share = {"divisor": "homes", "unit": "count", "kind": "share", "per": "%", "formula": "homes"}
    same = "evidence: {checks: [{rule: same_denominator, with: [d.beds, d.docs, d.solar], text: One population.}]}\n"
    texts = {
        "docs": RATES.format(name="docs", own="doctors", formula="people", **rate) + same,
        "beds": RATES.format(name="beds", own="beds", formula="(people / 1)", **rate).replace(" / 1)", ")")
        + same.replace("d.beds, ", ""),
        "solar": RATES.format(name="solar", own="roofs", **share),
        "yes": "id: d.yes\ntitle: Plan\nseries: {value: {kind: category, direction: higher_is_better, "
        'no_benchmark: A test., categories: [{code: "no", value: 0}, {code: "yes", value: 1}]}}\n'
        "evidence: {checks: [{rule: document, text: The plan with its date.}]}\n",
        "list": "id: d.list\ntitle: List\n"
        + RATES.format(name="list", own="listed", **share).split("\n", 3)[3]
        + "evidence: {checks: [{rule: document, text: The list.}]}\n",
    }
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return sdg.load(root)


def divided(series: str, own: str, divisor: str, number: object, **more: object) -> list[dict[str, Any]]:
    """The rows of a series that is worked out: one of something, of so many."""
    unit = "inhabitants" if divisor == "people" else ""
    base = {"series": series, **more}
    return [{**base, "input": own, "value": 1}, {**base, "input": divisor, "value": number, "unit": unit}]


class TestDenominators:
    """What definitions say is divided by the same number is compared, area by area and period by period."""

    def asked(self, dividing: Standard, measured: Measure, docs: object, beds: object, **more: object) -> list[Problem]:
        rows = [*divided("d.docs", "doctors", "people", docs, **more), *divided("d.beds", "beds", "people", beds)]
        values = measured(*rows, standard=dividing)
        assert values.frame["value"].notna().sum() == 2
        return [item for item in values.problems if item.code == "SDG720"]

    def test_both_numbers_are_named_once(self, measured: Measure, dividing: Standard) -> None:
        """1,000 and 900 are 100 / 1000 = 10 % apart; each definition asks, one question is enough."""
        (found,) = self.asked(dividing, measured, 1000, 900)
        assert found.message == (
            "d.beds is divided by 900 inhabitants (people), but d.docs by 1000 inhabitants (people): 10 % apart"
        )
        assert (found.severity, found.cure, found.row, found.field) == ("warning", "One population.", 5, "value")
        assert (found.area, found.period, found.series) == ("alder", "2024", "d.beds")

    @pytest.mark.parametrize(("one", "other", "asks"), [(1000, 950, False), (1000, 949, True), (949, 1000, True)])
    def test_up_to_five_per_cent_of_the_larger_is_not_asked_about(
        self, measured: Measure, dividing: Standard, one: int, other: int, asks: bool
    ) -> None:
        assert bool(self.asked(dividing, measured, one, other)) == asks

    def test_other_periods_and_areas_are_their_own(self, measured: Measure, dividing: Standard) -> None:
        assert not self.asked(dividing, measured, 1000, 500, period="2023")
        assert not self.asked(dividing, measured, 1000, 500, area="birch")

    def test_a_series_that_divides_by_something_else_is_not_compared(
        self, measured: Measure, dividing: Standard
    ) -> None:
        rows = [*divided("d.docs", "doctors", "people", 1000), *divided("d.solar", "roofs", "homes", 10)]
        assert not measured(*rows, standard=dividing).problems

    def test_a_value_that_is_given_has_no_denominator(self, measured: Measure, dividing: Standard) -> None:
        given = {"series": "d.beds", "value": 2, "unit": "per 1000 inhabitants"}
        assert not measured(*divided("d.docs", "doctors", "people", 1000), given, standard=dividing).problems

    def test_a_secret_denominator_is_not_shown(self, measured: Measure, dividing: Standard) -> None:
        rows = [*divided("d.docs", "doctors", "people", 1234), *divided("d.beds", "beds", "people", 4321)]
        rows[3]["confidentiality"] = "C"
        assert all("4321" not in item.message for item in measured(*rows, standard=dividing).problems)


class TestDocuments:
    """An answer that rests on a document names it in its source or note."""

    def asked(self, measured: Measure, dividing: Standard, *rows: dict[str, Any]) -> list[Problem]:
        return [item for item in measured(*rows, standard=dividing).problems if item.code == "SDG720"]

    def test_an_answer_without_one_is_asked_about(self, measured: Measure, dividing: Standard) -> None:
        (found,) = self.asked(measured, dividing, {"series": "d.yes", "value": "yes"})
        assert found.message == "no source and no note says on which document d.yes rests"
        assert found.cure == "Name it in `source` or `note`. The plan with its date."
        assert (found.severity, found.row, found.field, found.series) == ("warning", 2, "source", "d.yes")

    @pytest.mark.parametrize("column", ["source", "note"])
    def test_a_source_or_a_note_will_do(self, measured: Measure, dividing: Standard, column: str) -> None:
        assert not self.asked(measured, dividing, {"series": "d.yes", "value": "yes", column: "Plan 2024, page 3"})

    def test_where_there_is_nothing_there_is_nothing_to_show(self, measured: Measure, dividing: Standard) -> None:
        assert not self.asked(measured, dividing, {"series": "d.yes", "value": "no"})
        assert not self.asked(measured, dividing, {"series": "d.yes", "value": "", "status": "O"})

    def test_of_a_computed_value_one_of_its_rows_names_it(self, measured: Measure, dividing: Standard) -> None:
        rows = divided("d.list", "listed", "homes", 4)
        assert len(self.asked(measured, dividing, *rows)) == 1
        rows[1]["note"] = "list of homes, 2024"
        assert not self.asked(measured, dividing, *rows)
