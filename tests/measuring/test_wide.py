"""Wide tables, measured as matrices."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

import sdg_standard as sdg
from evidence_rows import only, row_of
from sdg_standard.catalogue import Standard
from sdg_standard.exchange.csv_out import table_text
from sdg_standard.model.evidence import Evidence
from sdg_standard.model.values import Values


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

    def test_an_area_that_no_register_knows_is_told_with_its_row(self, bundled: Standard) -> None:
        values = self.wide({"u4ssc.sc.sh.si.4c": [70.0, 71.0]}, bundled, areas=["NO-0301", "NO-9999"])
        assert [(problem.row, problem.area) for problem in values.problems.errors] == [(3, "NO-9999")]
        assert values.frame[values.frame["value"].notna()]["area"].tolist() == ["NO-0301"]

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
