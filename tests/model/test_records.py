"""Evidence as records: dicts and observations in, observations out, with the caller's own names of rows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from pydantic import ValidationError

import sdg_standard as sdg
from sdg_standard.model import Observation

TOWN = sdg.load(Path(__file__).parents[1] / "contract" / "standard")
ROW: dict[str, Any] = {"area": "alder", "period": "2024", "series": "town.water", "value": 96.0, "unit": "%"}


def of(*records: Any, **how: Any) -> sdg.Evidence:
    return sdg.Evidence.from_records(records, **how)


class TestFromRecords:
    def test_dicts_and_observations_give_the_same(self) -> None:
        assert of(ROW).records() == of(Observation(**ROW)).records() == [Observation(**ROW)]

    def test_problems_carry_the_caller_s_own_key_and_the_first_row_is_row_1(self) -> None:
        evidence = of({"id": 17, **ROW, "value": 150}, {"id": "B", **ROW, "area": "birch", "value": 120}, key="id")
        problems = sdg.check(evidence, TOWN)
        assert [(item.code, item.row, item.key) for item in problems] == [("SDG710", 1, "17"), ("SDG710", 2, "B")]
        assert problems[0].place == "row 1, value (17)"
        assert [row["key"] for row in problems.to_dicts()] == ["17", "B"]
        assert "id" not in evidence.frame.columns

    def test_rows_that_say_the_same_are_named_by_their_keys(self) -> None:
        problems = sdg.check(of({"id": "A", **ROW}, {"id": "B", **ROW}, key="id"), TOWN)
        assert [item.message for item in problems] == ["the row says the same as row 1 (A)"]

    def test_a_key_that_is_a_column_stays_one(self) -> None:
        evidence = of({**ROW, "note": "A-1"}, key="note")
        assert (evidence.origins.place(0)["key"], evidence.frame["note"].tolist()) == ("A-1", ["A-1"])

    def test_a_key_that_no_record_has_is_a_warning(self) -> None:
        (problem,) = of(ROW, key="idd").problems
        assert (problem.code, problem.severity) == ("SDG470", "warning")

    @pytest.mark.parametrize(
        "bad",
        [5, None, ["alder"], "alder", {**ROW, "value": [1]}, {**ROW, "note": {"a": 1}}, {**ROW, "area": object()}],
    )
    def test_a_record_that_is_none_is_told_and_the_others_are_kept(self, bad: Any) -> None:
        evidence = of(ROW, bad, {**ROW, "area": "birch"})
        assert [(item.code, item.row) for item in evidence.problems] == [("SDG470", 2)]
        assert evidence.frame["area"].tolist() == ["alder", "birch"]
        assert evidence.origins.rows.tolist() == [1, 3]

    def test_a_column_that_no_record_has_is_refused(self) -> None:
        with pytest.raises(sdg.EvidenceError, match='the column "area" is missing'):
            of({"aera": "alder", "period": "2024", "series": "town.water"})

    def test_no_records_are_evidence_that_says_nothing(self) -> None:
        assert len(of()) == 0 == len(of().records())

    def test_values_of_many_types(self) -> None:
        periods = (2019, np.int32(2020), date(2021, 3, 1), "2022", 2023.0, "2024", "2025")
        values = (np.int64(96), Decimal("96.5"), "96", np.float32(0.5), None, np.nan, pd.NA)
        rows = [{**ROW, "period": period, "value": value} for period, value in zip(periods, values, strict=True)]
        found = [(row.period, row.value) for row in of(*rows).records()]
        assert found == [
            ("2019", 96.0), ("2020", 96.5), ("2021-03-01", 96.0), ("2022", 0.5), ("2023", None), ("2024", None),
            ("2025", None),
        ]  # fmt: skip

    def test_a_decimal_is_a_number_whatever_the_marks(self) -> None:
        """Its text would be read as 96500 where the point groups."""
        frame = pd.DataFrame([{**ROW, "value": Decimal("96.500")}])
        for evidence in (
            of({**ROW, "value": Decimal("96.500")}, decimal=","),
            sdg.Evidence.from_frame(frame, decimal=","),
        ):
            assert sdg.measure(evidence, TOWN).frame["value"].tolist() == [96.5]
            assert evidence.records()[0].value == 96.5

    def test_hostile_records(self) -> None:
        rows = [{**ROW, "note": "=1+1"}, {**ROW, 1: "a"}, {**ROW, "": "b"}, {**ROW, "area": ""}, {}]
        assert len(of(*rows)) == 5
        sdg.check(of(*rows), TOWN)

    def test_a_misspelt_key_is_told_with_what_is_near(self) -> None:
        (problem,) = sdg.check(of(Observation(**ROW, statsu="A")), TOWN)
        assert problem.field == "statsu" and 'did you mean "status"' in problem.message


class TestRecords:
    def test_numbers_are_read_with_the_marks_of_the_evidence(self) -> None:
        rows = [{**ROW, "value": text} for text in ("96,5", "1.234", "-3")]
        assert [row.value for row in of(*rows, decimal=",").records()] == [96.5, 1234.0, -3.0]

    def test_a_number_in_doubt_stays_in_doubt(self) -> None:
        """``25.000`` may be 25 or 25000 as long as nobody has said what the point means."""
        assert [row.value for row in of({**ROW, "value": "25.000"}).records()] == ["25.000"]

    def test_a_refused_text_never_becomes_a_number_because_marks_are_forgotten(self) -> None:
        with pytest.raises(sdg.EvidenceError, match="SDG472") as caught:
            of(ROW, {**ROW, "value": "3.5"}, decimal=",").records()
        assert [(item.row, item.field) for item in caught.value.problems] == [(2, "value")]

    def test_what_is_no_observation_is_told_with_its_place_all_at_once(self) -> None:
        rows = [{**ROW, "status": "estimated"}, ROW, {**ROW, "period": "", "quality": "good"}]
        with pytest.raises(sdg.EvidenceError) as caught:
            of(*rows).records()
        assert [(item.row, item.field) for item in caught.value.problems] == [
            (1, "status"), (3, "quality"), (3, "period"),
        ]  # fmt: skip
        assert "Write one of A, D, B" in caught.value.problems[0].cure

    def test_a_number_that_is_not_for_publication_stands_in_no_message(self) -> None:
        secret = {**ROW, "confidentiality": "C"}
        for row in ({**secret, "value": "3.5"}, {**secret, "value": "3,5", "low": "9x"}):
            with pytest.raises(sdg.EvidenceError, match="SDG472") as caught:
                of(row, decimal=",").records()
            assert not {"3.5", "9x"} & set(caught.value.problems[0].message.replace('"', " ").split())

    def test_a_wide_table_has_to_say_its_units(self) -> None:
        """A share without a unit would be refused when it is read again."""
        frame = pd.DataFrame({"town.water": [96.0]}, index=["alder"])
        with pytest.raises(sdg.EvidenceError, match="in the units of its series"):
            sdg.Evidence.from_wide(frame, period="2024").records()
        named = sdg.Evidence.from_wide(frame, period="2024", units={"town.water": "%"})
        assert named.records() == [Observation(**ROW)]

    def test_columns_of_breakdowns_go_both_ways(self) -> None:
        (row,) = of({**ROW, "sex": "F"}).records()
        assert row.columns == {**ROW, "sex": "F"}
        assert of(row).records() == [row]

    def test_an_observation_is_typed_and_frozen(self) -> None:
        with pytest.raises(ValidationError):
            Observation(**{**ROW, "status": "estimated"})
        with pytest.raises(ValidationError):
            Observation(**{**ROW, "sex": 3})
        with pytest.raises(ValidationError):
            Observation(**ROW).area = "birch"  # type: ignore[misc]


class Shared:
    """A frame of another library: nothing but columns in the form that Arrow shares."""

    def __init__(self, table: Any) -> None:
        self._table = table

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._table.__arrow_c_stream__(requested_schema)


class TestFramesOfOtherLibraries:
    def table(self) -> Any:
        arrow = pytest.importorskip("pyarrow")
        columns = {
            "area": ["alder", "birch"],
            "period": [2024, None],
            "series": ["town.water"] * 2,
            "value": [96.5, None],
        }
        return arrow.table({**columns, "unit": arrow.array(["%", "%"]).dictionary_encode()})

    def test_a_table_of_arrow_and_whatever_shares_its_columns(self) -> None:
        expected = [Observation(area="alder", period="2024", series="town.water", value=96.5, unit="%")]
        for frame in (self.table(), Shared(self.table())):
            evidence = sdg.Evidence.from_frame(frame)
            assert len(evidence) == 2
            assert sdg.Evidence.from_frame(evidence.frame.iloc[:1]).records() == expected

    def test_the_older_interface(self) -> None:
        class Older:
            def __dataframe__(self, nan_as_null: bool = False, allow_copy: bool = True) -> object:
                return frame.__dataframe__(nan_as_null, allow_copy)

        frame = self.table().select(["area", "series", "value"])
        with pytest.raises(sdg.EvidenceError, match='"period" is missing'):
            sdg.Evidence.from_frame(Older())

    def test_a_mapping_of_columns(self) -> None:
        assert sdg.Evidence.from_frame({name: [cell] for name, cell in ROW.items()}).records() == [Observation(**ROW)]

    @pytest.mark.parametrize("bad", [5, "area,period", [ROW], {"area": ["a"], "period": ["b", "c"]}])
    def test_what_is_no_frame_says_so(self, bad: Any) -> None:
        with pytest.raises(sdg.EvidenceError, match="SDG471"):
            sdg.Evidence.from_frame(bad)
