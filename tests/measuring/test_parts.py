"""Parts are measured like the whole: units, ranges, duplicates, formulas and checks, each of its own part."""

from __future__ import annotations

import math
import pickle
from typing import Any

import pandas as pd
import pytest

import groups
import sdg_standard as sdg
from sdg_standard.model.values import VALUE_COLUMNS

POPULATION = {"series": "common", "input": "population"}
WORKERS = {"series": "town.work", "input": "workers"}


def test_parts_have_the_columns_of_values_and_those_of_their_breakdowns() -> None:
    values = groups.measured({"value": 30}, {"value": 20, "sex": "F"}, {"value": 10, "sex": "_T", "district": "East"})
    assert list(values.parts.columns) == [*VALUE_COLUMNS, "sex", "district"]
    assert values.breakdowns == ("sex", "district")
    assert values.parts[["sex", "district", "value"]].values.tolist() == [["_T", "East", 10.0], ["F", "_T", 20.0]]
    assert values.frame["value"].tolist() == [30.0]  # the parts are no total


def test_without_parts_there_are_no_rows() -> None:
    values = groups.measured({"value": 30, "sex": "_T"}, {"series": "town.members", "value": 3, "sex": ""})
    assert values.parts.empty and list(values.parts.columns) == list(VALUE_COLUMNS) and values.breakdowns == ()


def test_a_part_is_converted_and_refused_like_the_whole() -> None:
    values = groups.measured(
        {"series": "town.work", "value": 0.5, "unit": "fraction", "sex": "F"},
        {"series": "town.work", "value": 120, "sex": "M"},
        {"series": "town.life", "value": 30, "sex": "M"},
    )
    assert groups.part(values, "town.work", sex="F")["value"] == 50
    assert groups.part(values, "town.work", sex="M")["reason"] == "refused"
    assert {"SDG710", "SDG711"} <= set(groups.codes_of(values))


def test_a_part_is_computed_from_its_own_inputs_and_never_from_those_of_the_whole() -> None:
    values = groups.measured(
        {**POPULATION, "value": 100},
        {**POPULATION, "value": 60, "sex": "F"},
        {**WORKERS, "value": 70},
        {**WORKERS, "value": 30, "sex": "F"},
        {**WORKERS, "value": 40, "sex": "M"},
    )
    assert values.frame["value"].tolist() == [70 / 100 * 100]
    women = groups.part(values, "town.work", sex="F")
    assert (women["value"], women["origin"]) == (30 / 60 * 100, "computed")
    assert groups.part(values, "town.work", sex="M")["reason"] == "missing_input"  # nobody said how many men there are


def test_the_same_part_twice_counts_once_and_other_parts_are_no_contradiction() -> None:
    values = groups.measured(
        {"value": 20, "sex": "F"}, {"value": 20, "sex": "F"}, {"value": 9, "sex": "M"}, {"value": 8, "sex": "M"}
    )
    assert groups.part(values, "town.patients", sex="F")["value"] == 20
    assert groups.part(values, "town.patients", sex="M")["reason"] == "contradiction"
    assert groups.codes_of(values).count("SDG714") == 2 and "SDG713" in groups.codes_of(values)


@pytest.mark.parametrize("word", ["F", "f", "Female", "kvinner", "WOMEN", " F "])
def test_a_code_is_known_by_code_title_and_spelling(word: str) -> None:
    assert groups.part(groups.measured({"value": 20, "sex": word}), "town.patients", sex="F")["value"] == 20


def test_a_code_that_nobody_knows_is_asked_about_and_kept() -> None:
    values = groups.measured({"value": 20, "sex": "W"}, {"value": 10, "sex": "_U"}, {"value": 9, "district": "Ærøy"})
    assert groups.part(values, "town.patients", sex="W")["value"] == 20
    assert groups.codes_of(values) == ["SDG785"]  # _U is SDMX's word for unknown, and any district may stand there
    assert values.problems[0].field == "sex" and "F, M" in values.problems[0].cure


def test_a_breakdown_that_the_series_does_not_declare_is_noted_once_and_kept() -> None:
    values = groups.measured(*({"value": 20, "age": age} for age in ("Y0T17", "Y18T66")))
    assert [(problem.code, problem.severity) for problem in values.problems] == [("SDG786", "note")]
    assert "town.patients" in values.problems[0].message and "sex" in values.problems[0].message
    assert groups.part(values, "town.patients", age="Y18T66")["value"] == 20


def test_the_note_about_a_breakdown_points_to_the_first_row_that_has_it() -> None:
    """Row 2 is the whole, row 3 has the declared breakdown; age stands in rows 4 and 5."""
    values = groups.measured(
        {"value": 20}, {"value": 12, "sex": "F"}, {"value": 4, "age": "Y0T17"}, {"value": 16, "age": "Y18T66"}
    )
    assert [problem.row for problem in values.problems if problem.code == "SDG786"] == [4]


def test_the_column_may_have_a_listed_spelling() -> None:
    values = groups.measured({"value": 20, "kjønn": "kvinner"}, {"value": 30})
    assert groups.part(values, "town.patients", sex="F")["value"] == 20 and not values.problems


def test_a_check_is_about_the_part() -> None:
    values = groups.measured(
        {"series": "town.health.good", "value": 80, "sex": "F"},
        {"series": "town.health.bad", "value": 30, "sex": "F"},
        {**POPULATION, "value": 500, "sex": "F"},
    )
    asked = [problem for problem in values.problems if problem.code == "SDG720"]
    assert len(asked) == 1 and "(sex F)" in asked[0].message and asked[0].row == 2


@pytest.mark.parametrize(
    ("women", "men", "told"), [(12, 8, False), (12, 7, True), (12, 9, True), (12, None, False), (25, None, False)]
)
def test_parts_of_a_count_that_do_not_add_up_are_asked_about(women: int, men: int | None, told: bool) -> None:
    """12 and 7 are 19 and not 20; of women alone nobody knows how many men there are."""
    rows: list[dict[str, Any]] = [{"value": 20}, {"value": women, "sex": "F"}]
    rows += [] if men is None else [{"value": men, "sex": "M"}]
    assert ("SDG789" in groups.codes_of(groups.measured(*rows))) is told


def test_parts_of_parts_add_up_too() -> None:
    cells = {("_T", "_T"): 100, ("F", "_T"): 60, ("M", "_T"): 40}
    cells |= {("F", "East"): 30, ("F", "West"): 30, ("M", "East"): 20, ("M", "West"): 30}
    values = groups.measured(*groups.table("town.members", cells))
    messages = [problem.message for problem in values.problems if problem.code == "SDG789"]
    assert any("50" in text and "40" in text and "sex M" in text for text in messages)  # 20 + 30 are not 40


def test_rates_need_not_add_up() -> None:
    rows = ({"series": "town.life", "value": value, "sex": sex} for sex, value in (("", 80), ("F", 82), ("M", 78)))
    assert not groups.measured(*rows).problems


def test_hostile_cells_do_no_harm() -> None:
    frame = pd.DataFrame(
        {
            "area": ["alder"] * 5,
            "period": ["2024"] * 5,
            "series": ["town.life"] * 5,
            "value": ["80", "8x", None, "1e400", "81"],
            "unit": ["year"] * 5,
            "sex": ["F", "M", float("nan"), "=cmd()", 3],
            "age": [None, "0-17 år; x=y", "\u200b", "_T", ""],
        }
    )
    values = sdg.measure(sdg.Evidence.from_frame(frame), groups.standard())
    assert groups.part(values, "town.life", sex="F")["value"] == 80
    assert groups.part(values, "town.life", sex="3")["value"] == 81
    assert len(values.parts) >= 3 and pickle.loads(pickle.dumps(values)).parts.equals(values.parts)


def test_a_frame_of_parts_is_the_readers_own() -> None:
    values = groups.measured({"value": 20, "sex": "F"})
    theirs = values.parts
    theirs.loc[0, "value"] = math.nan
    assert values.parts["value"].tolist() == [20.0]
