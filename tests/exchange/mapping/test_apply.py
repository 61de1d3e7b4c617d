"""A mapping applied to a table of named columns, wherever that came from."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from sdg_standard.errors import EvidenceError
from sdg_standard.exchange.mapping import NamedTable, TableMapping, apply_mapping
from sdg_standard.model.evidence import Evidence
from sdg_standard.model.origins import Origins, TableRead
from sdg_standard.source import read_model

TIDY: dict[str, Any] = {"columns": {"area": "Region", "period": "Tid", "value": "Verdi"}}
ONE: list[dict[str, Any]] = [{"series": "town.water", "unit": "%"}]


def table(rows: dict[str, list[Any]], **more: Any) -> NamedTable:
    frame = pd.DataFrame(rows, dtype=object)
    places = {name: place for place, name in enumerate(frame.columns, start=1)}
    origins = Origins(np.arange(2, len(frame) + 2), (TableRead("t.csv"),))
    return NamedTable(frame, origins, places, **more)


def applied(rows: dict[str, list[Any]], mapping: dict[str, Any], **more: Any) -> Evidence:
    return apply_mapping(TableMapping.model_validate(mapping), table(rows, **more))


def problems(evidence: Evidence) -> list[tuple[str, int | None, str]]:
    return [(problem.code, problem.row, problem.message) for problem in evidence.problems]


def test_codes_are_ours_and_those_not_known_are_told_together_with_their_number() -> None:
    rows = {
        "Region": ["a", "b", "c", "c", "", "a"],
        "Tid": ["2024"] * 6,
        "Verdi": ["1", "2", "3", "4", "5", "6"],
    }
    columns = TIDY["columns"] | {"area": {"from": "Region", "codes": {"a": "NO-0301", "b": "NO-3203"}}}
    evidence = applied(rows, {"columns": columns, "series": ONE})
    assert evidence.frame["area"].tolist() == ["NO-0301", "NO-3203", "", "NO-0301"]
    assert problems(evidence) == [("SDG642", 4, 'the mapping does not know "c" of "Region": 2 rows were left out')]
    kept = applied(rows, {"columns": columns | {"area": columns["area"] | {"others": "keep"}}, "series": ONE})
    assert kept.frame["area"].tolist() == ["NO-0301", "NO-3203", "c", "c", "", "NO-0301"] and not kept.problems


def test_rows_that_serve_no_series_are_told_together_and_one_row_may_serve_several() -> None:
    rows = {
        "Region": ["a"] * 5,
        "Tid": ["2024"] * 5,
        "What": ["x", "y", "z", "z", "x"],
        "Sex": ["0", "0", "1", "1", "1"],
        "Verdi": list("12345"),
    }
    series = [
        {"where": {"What": ["x", "y"], "Sex": "0"}, "series": "town.water"},
        {"where": {"What": "x"}, "series": "town.fire"},
    ]
    evidence = applied(rows, {**TIDY, "series": series})
    assert list(zip(evidence.frame["series"], evidence.frame["value"], strict=True)) == [
        ("town.water", "1"),
        ("town.fire", "1"),
        ("town.water", "2"),
        ("town.fire", "5"),
    ]
    told = 'no entry of `series` is about "What" = "z" and "Sex" = "1": 2 rows were left out'
    assert problems(evidence) == [("SDG642", 4, told)]


def test_a_column_that_is_missing_is_told_with_near_misses_and_costs_only_what_needs_it() -> None:
    rows = {"Region": ["a"], "Tid": ["2024"], "Vann": ["1"], "Brann": ["2"]}
    text = (
        "columns: {area: Region, period: Tid, source: Kilde}\n"
        "series:\n  - {value: Vann, series: town.water}\n  - {value: Bran, series: town.fire}\n"
    )
    mapping, document, _ = read_model(TableMapping, text, "m.yaml")
    assert mapping is not None
    evidence = apply_mapping(mapping, table(rows), document)
    assert evidence.frame["series"].tolist() == ["town.water"]
    found = [(one.place, one.message) for one in evidence.problems]
    assert found == [
        ("m.yaml:1:46", 't.csv has no column "Kilde"'),
        ("m.yaml:4:13", 't.csv has no column "Bran"; did you mean "Brann"?'),
    ]
    with pytest.raises(EvidenceError, match='no column "Region"'):
        apply_mapping(mapping, table({"Kommune": ["a"], "Tid": ["2024"], "Vann": ["1"]}), document)


def test_where_no_column_becomes_rows_the_columns_are_listed() -> None:
    mapping = {"wide": "{period}", "columns": {"area": "Region"}, "series": ONE}
    with pytest.raises(EvidenceError) as caught:
        applied({"Region": ["a"], "Verdi": ["1"]}, mapping)
    assert 'no column of t.csv has a name that fits "{period}"' in caught.value.problems[0].message
    assert caught.value.problems[0].cure == 'Its columns: "Region" and "Verdi".'


def test_nothing_read_is_an_error_that_says_why() -> None:
    rows = {"Region": ["a", "b", "Sum", "c"], "Tid": ["2024"] * 4, "What": ["x", "x", "x", "y"], "Verdi": list("1234")}
    mapping = {
        "columns": TIDY["columns"] | {"area": {"from": "Region", "codes": {"q": "NO-0301"}}},
        "leave_out": [{"Region": "Sum*"}],
        "series": [{"where": {"What": "x"}, "series": "town.water"}],
    }
    with pytest.raises(EvidenceError) as caught:
        applied(rows, mapping)
    first = caught.value.problems[0]
    assert (first.code, first.file) == ("SDG643", "t.csv")
    assert "of 4, 1 were left out" in first.message and "1 are what no entry" in first.message
    assert "2 have a cell that the mapping does not know" in first.message
    assert len(caught.value.problems) == 4  # that, two unknown codes, and what "y" is


def test_leaving_out_what_is_not_there_is_told() -> None:
    rows = {"Region": ["a"], "Tid": ["2024"], "Verdi": ["1"]}
    evidence = applied(rows, {**TIDY, "leave_out": [{"Region": "Sum*"}, {"Region": ""}], "series": ONE})
    assert [code for code, *_ in problems(evidence)] == ["SDG644", "SDG644"]


def test_rows_of_one_cell_are_left_out_and_told_unless_a_rule_knows_them() -> None:
    rows = {"Region": ["Akershus", "a", "Kilde: X"], "Tid": ["", "2024", ""], "Verdi": ["", "1", ""]}
    alone = np.array([True, False, True])
    evidence = applied(rows, {**TIDY, "series": ONE}, alone=alone)
    assert len(evidence) == 1
    told = '2 rows have one filled cell and were not read; the first: "Akershus"'
    assert problems(evidence) == [("SDG645", 2, told)]
    known = {**TIDY, "leave_out": [{"Region": "Kilde*"}, {"Region": "Akershus"}], "series": ONE}
    assert problems(applied(rows, known, alone=alone)) == []


def test_scale_multiplies_as_decimals_do_and_leaves_what_is_no_number() -> None:
    rows = {"Region": ["a"] * 5, "Tid": ["2024"] * 5, "Verdi": ["0,07", 0.07, "1.234,5", "..", "x"]}
    mapping = {**TIDY, "file": {"decimal": ","}, "marks": "ssb", "series": [{**ONE[0], "scale": 1000}]}
    evidence = applied(rows, mapping)
    assert evidence.frame["value"].tolist() == [
        70.0,
        70.0,
        1234500.0,
        "",
        "x",
    ]  # in floats 0.07 × 1000 is 70.00000000000001
    assert evidence.frame["status"].tolist() == ["", "", "", "O", ""]


def test_what_an_entry_says_goes_before_columns_and_these_before_constants() -> None:
    rows = {"Region": ["a", "b"], "Tid": ["2024"] * 2, "Unit": ["prosent", ""], "Verdi": ["1", "2"]}
    columns = TIDY["columns"] | {"unit": {"from": "Unit", "codes": {"prosent": "%"}}}
    mapping = {"columns": columns, "constants": {"unit": "‰", "note": "n"}, "series": [{"series": "town.water"}]}
    assert applied(rows, mapping).frame["unit"].tolist() == ["%", "‰"]
    said = mapping | {"series": [{"series": "town.water", "unit": "fraction", "constants": {"note": "mine"}}]}
    assert applied(rows, said).frame[["unit", "note"]].to_numpy().tolist() == [["fraction", "mine"]] * 2


def test_numbers_that_excel_shows_as_per_cent_are_told_unless_they_are_fractions() -> None:
    rows = {"Region": ["a", "b"], "Tid": ["2024"] * 2, "Verdi": [0.96, 0.5]}
    told = applied(rows, {**TIDY, "series": ONE}, percent=frozenset({"Verdi"}))
    assert [(code, row) for code, row, _ in problems(told)] == [("SDG610", 2)]
    fraction = [{"series": "town.water", "unit": "fraction"}]
    assert not applied(rows, {**TIDY, "series": fraction}, percent=frozenset({"Verdi"})).problems


def test_years_in_columns_and_what_their_names_say() -> None:
    rows = {"Region": ["a", "b"], "Vann 2023": ["1", "2"], "Vann 2024K1": ["3", ""], "Note": ["x", "y"]}
    mapping = {
        "wide": "{what} {period}",
        "columns": {"area": "Region", "note": "Note"},
        "series": [{"where": {"what": "Vann"}, "series": "town.water", "unit": "%"}],
    }
    evidence = applied(rows, mapping)
    assert evidence.frame[["area", "period", "value", "note"]].to_numpy().tolist() == [
        ["a", "2023", "1", "x"],
        ["a", "2024-Q1", "3", "x"],
        ["b", "2023", "2", "y"],
        ["b", "2024-Q1", "", "y"],
    ]
    assert [evidence.origins.place(n)["column"] for n in range(4)] == [2, 3, 2, 3]


def test_cells_from_above_fill_empty_ones() -> None:
    rows = {"Region": ["", "a", "", "b"], "Tid": ["2024"] * 4, "Verdi": list("1234")}
    evidence = applied(rows, {**TIDY, "fill_down": ["Region"], "series": ONE})
    assert evidence.frame["area"].tolist() == ["", "a", "a", "b"]


def test_codes_that_lost_their_leading_zeros_and_prefixes_that_are_there_already() -> None:
    rows = {"Region": ["301", 301.0, "0301", "NO-0301", ""], "Tid": ["2024"] * 5, "Verdi": list("12345")}
    columns = TIDY["columns"] | {"area": {"from": "Region", "digits": 4, "prefix": "NO-"}}
    assert applied(rows, {"columns": columns, "series": ONE}).frame["area"].tolist() == ["NO-0301"] * 4 + [""]


def test_series_may_stand_in_a_column_of_the_table() -> None:
    rows = {"Region": ["a", "a"], "Tid": ["2024"] * 2, "KPI": ["N1", "N2"], "Verdi": ["1", "2"]}
    columns = TIDY["columns"] | {"series": {"from": "KPI", "codes": {"N1": "town.water", "N2": "town.fire"}}}
    assert applied(rows, {"columns": columns}).frame["series"].tolist() == ["town.water", "town.fire"]


def test_a_table_without_columns_of_a_file_has_keys_for_places() -> None:
    keys = np.array(["Region=a, Tid=2024"], dtype=object)
    made = NamedTable(
        pd.DataFrame({"Region": ["a"], "Tid": ["2024"], "Verdi": [1.5], "status": [""]}),
        Origins(np.array([1]), (TableRead("t.json"),), keys=keys),
    )
    evidence = apply_mapping(TableMapping.model_validate({**TIDY, "series": ONE}), made)
    assert evidence.origins.place(0) == {"file": "t.json", "sheet": "", "row": 1, "key": "Region=a, Tid=2024"}


def test_an_empty_table_is_nothing_read() -> None:
    with pytest.raises(EvidenceError, match="no number was read: of 0"):
        applied({"Region": [], "Tid": [], "Verdi": []}, {**TIDY, "series": ONE})


def test_a_name_in_braces_that_the_table_has_already_is_refused() -> None:
    rows = {"Region": ["a"], "what": ["x"], "Vann 2023": ["1"], "Vann 2024": ["2"]}
    mapping = {"wide": "{what} {period}", "columns": {"area": "Region"}, "series": ONE}
    with pytest.raises(EvidenceError, match='has a column "what" already'):
        applied(rows, mapping)


def test_very_many_codes_that_are_not_known_are_counted() -> None:
    rows = {"Region": [f"r{n}" for n in range(3000)] + ["a"], "Tid": ["2024"] * 3001, "Verdi": ["1"] * 3001}
    columns = TIDY["columns"] | {"area": {"from": "Region", "codes": {"a": "NO-0301"}}}
    found = applied(rows, {"columns": columns, "series": ONE}).problems
    assert len(found) == 1001 and found[-1].count == 2000
