"""The rows of evidence behind a value, by area, period and series."""

from __future__ import annotations

from typing import Any

import groups
from sdg_standard.measuring.behind import RowsBehind
from sdg_standard.model.parts import Gap

LIFE = {"series": "town.life"}
WORKERS = {"series": "town.work", "input": "workers"}
POPULATION = {"series": "common", "input": "population"}


def behind(*rows: dict[str, Any]) -> RowsBehind:
    return RowsBehind(groups.measured(*rows))


def numbers(of: RowsBehind, series: str, *, gap: Gap | None = None, part: Any = ()) -> list[tuple[Any, ...]]:
    found = of.of("alder", ["2024"], groups.standard().series[series], part, gap)
    return [(row["row"], row["number"], row["number_unit"], row.get("part")) for row in found]


DISTRICTS = (
    {**LIFE, "value": 80},
    {**LIFE, "value": 84, "district": "East"},
    {**LIFE, "value": 76, "district": "West"},
    {**LIFE, "value": 82, "sex": "F"},
    {**LIFE, "value": 79, "district": "North"},
)


def test_the_row_of_a_value_and_not_those_of_its_parts() -> None:
    assert numbers(behind(*DISTRICTS), "town.life") == [(2, 80, "years", None)]
    assert numbers(behind(*DISTRICTS), "town.life", part=(("sex", "F"),)) == [(5, 82, "years", {"sex": "F"})]
    assert numbers(behind(*DISTRICTS), "town.life", part=(("age", "Y0T17"),)) == []  # the evidence has no ages


def test_the_rows_of_the_groups_that_a_gap_lies_between() -> None:
    every = [(3, 84, "years", {"district": "East"}), (6, 79, "years", {"district": "North"}),
             (4, 76, "years", {"district": "West"})]  # fmt: skip
    found = behind(*DISTRICTS)
    assert numbers(found, "town.life", gap=Gap(by="district")) == every
    assert numbers(found, "town.life", gap=Gap(by="district", between=["West", "East"])) == [every[0], every[2]]
    assert numbers(found, "town.life", gap=Gap(by="age")) == []  # nobody has given any


def test_behind_a_computed_value_stand_its_inputs_each_in_its_own_unit() -> None:
    found = behind({**WORKERS, "value": 30}, {**POPULATION, "value": 60})
    assert numbers(found, "town.work") == [(2, 30, "inhabitants", None), (3, 60, "inhabitants", None)]
    assert found.status("alder", "2024", "town.work") == {"origin": "computed"}


def test_a_gap_of_the_evidence_has_no_number() -> None:
    found = behind({**LIFE, "value": "", "status": "O"})
    assert numbers(found, "town.life") == [(2, None, "years", None)]
    assert found.status("alder", "2024", "town.life") == {"status": "O"}
