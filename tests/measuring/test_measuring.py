"""What evidence becomes: converted, computed, or refused with row, column, reason and cure; never an exception."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

import sdg_standard as sdg
from evidence_rows import INJURIES, Measure, injured, only, people, row_of
from sdg_standard import errors
from sdg_standard.catalogue import Standard
from sdg_standard.exchange.csv_out import table_text
from sdg_standard.model.evidence import Evidence
from sdg_standard.model.values import VALUE_COLUMNS, Values
from sdg_standard.publish import report_html


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
        monkeypatch.setattr(errors.alike, "near", lambda word, known: asked.append(word) or ())
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
        monkeypatch.setattr(errors.alike, "near", lambda word, known: asked.append(word) or ())
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
        assert [problem.code for problem in values.problems] == ["SDG786"]  # the series declares no breakdown
        assert values.problems[0].message == "u4ssc.sc.sh.si.4c has parts by sex; it declares none"
        assert row_of(values, "u4ssc.sc.sh.si.4c")["value"] == 68.0

    def test_parts_alone_give_nothing(self, measured: Measure, bundled: Standard) -> None:
        values = measured({"series": "u4ssc.sc.sh.si.4c", "unit": "%", "value": 71, "sex": "F"}, standard=bundled)
        assert len(values.frame) == 0


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
