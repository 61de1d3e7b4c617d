"""Each part beside the total, and how unequal the parts are."""

from __future__ import annotations

from math import log

import numpy as np
import pandas as pd
import pytest

import groups
import sdg_standard as sdg
from sdg_standard.study.parts import GAP_COLUMNS


def life(**by_sex: float) -> list[dict[str, object]]:
    return [{"series": "town.life", "value": value, "sex": sex} for sex, value in by_sex.items()]


def test_a_rate_beside_the_total() -> None:
    found = sdg.gaps(groups.measured({"series": "town.life", "value": 80}, *life(F=84, M=76)))
    assert list(found.columns) == list(GAP_COLUMNS)
    women, men = found.to_dict("records")
    assert (women["breakdown"], women["part"], women["value"], women["total"]) == ("sex", "F", 84, 80)
    assert (women["gap"], women["relative"], women["ratio"]) == (84 - 80, (84 - 80) / 80, 84 / 80)
    assert (men["gap"], men["relative"], men["ratio"]) == (76 - 80, (76 - 80) / 80, 76 / 80)
    assert found["worst"].tolist() == ["M", "M"] and found["groups"].tolist() == [2, 2]
    assert found["unit"].tolist() == [groups.standard().series["town.life"].unit] * 2


def test_groups_count_alike_where_nobody_knows_how_large_they_are_and_by_their_size_where_it_is_known() -> None:
    alike = sdg.gaps(groups.measured(*life(F=84, M=76)))
    assert alike["theil"][0] == pytest.approx(0.5 * 84 / 80 * log(84 / 80) + 0.5 * 76 / 80 * log(76 / 80))
    assert alike["weights"].tolist() == ["", ""] and np.isnan(alike["total"]).all() and np.isnan(alike["gap"]).all()
    people = [{"series": "common", "input": "population", "sex": sex, "value": n} for sex, n in (("F", 30), ("M", 10))]
    sized = sdg.gaps(groups.measured(*life(F=84, M=76), *people))
    mean = (30 * 84 + 10 * 76) / 40
    assert sized["weights"].tolist() == ["population"] * 2
    assert sized["mean_log_deviation"][0] == pytest.approx(-0.75 * log(84 / mean) - 0.25 * log(76 / mean))


def test_of_a_count_only_the_share_of_the_total_is_said() -> None:
    found = sdg.gaps(groups.measured({"value": 40}, {"value": 10, "sex": "F"}, {"value": 30, "sex": "M"}))
    assert found["ratio"].tolist() == [10 / 40, 30 / 40] and found["worst"].tolist() == ["", ""]
    assert np.isnan(found[["gap", "relative", "theil", "mean_log_deviation"]].to_numpy()).all()


def test_of_groups_of_which_one_is_withheld_nothing_is_said_together() -> None:
    found = sdg.gaps(
        groups.measured(*life(F=84, M=76), {"series": "town.life", "sex": "_U", "status": "Q", "unit": ""})
    )
    assert found["reason"].tolist() == ["", "", "suppressed"] and found["groups"].tolist() == [2, 2, 2]
    assert found["worst"].tolist() == [""] * 3 and np.isnan(found["theil"]).all()


def test_a_part_of_two_breakdowns_is_named_by_both() -> None:
    rows = groups.table("town.life", {("F", "East"): 84, ("M", "East"): 76, ("F", "_T"): 83})
    found = sdg.gaps(groups.measured(*rows)).set_index(["breakdown", "part"])
    assert found.index.tolist() == [("sex", "F"), ("sex × district", "F × East"), ("sex × district", "M × East")]
    assert found["groups"].tolist() == [1, 2, 2]


def test_areas_and_periods_are_told_apart_and_each_has_its_own_groups() -> None:
    rows = [
        {"series": "town.life", "area": area, "period": when, "district": place, "value": value}
        for area, when, place, value in (
            ("birch", "2024", "West", 80),
            ("alder", "2024", "North", 70),
            ("alder", "2024", "South", 80),
            ("alder", "2023", "North", 60),
        )
    ]
    found = sdg.gaps(groups.measured(*rows))
    assert found[["area", "period", "part", "groups"]].values.tolist() == [
        ["alder", "2023", "North", 1],
        ["alder", "2024", "North", 2],
        ["alder", "2024", "South", 2],
        ["birch", "2024", "West", 1],
    ]
    assert found["theil"].notna().tolist() == [False, True, True, False]


def test_without_parts_there_are_no_gaps() -> None:
    assert sdg.gaps(groups.measured({"value": 3})).empty
    wide = sdg.Evidence.from_wide(pd.DataFrame({"town.life": [80.0]}, index=["alder"]), period="2024")
    assert list(sdg.gaps(sdg.measure(wide, groups.standard())).columns) == list(GAP_COLUMNS)


def test_a_group_to_which_the_series_does_not_apply_is_none() -> None:
    none = {"series": "town.life", "sex": "_U", "status": "M", "unit": ""}
    found = sdg.gaps(groups.measured(*life(F=84, M=76), none))
    assert found["reason"].tolist() == ["", "", "not_applicable"] and found["worst"].tolist() == ["M"] * 3
    assert found["theil"][0] == sdg.gaps(groups.measured(*life(F=84, M=76)))["theil"][0]
