"""The groups of a breakdown side by side, and how far they are apart, by hand."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import groups
import sdg_standard as sdg
from sdg_standard.measuring.groups import Groups, groups_of
from sdg_standard.model.parts import Gap
from sdg_standard.model.values import REASON

NAN = math.nan


def found(*rows: dict[str, Any], series: str = "town.life", by: str = "district") -> Groups:
    values = groups.measured(*({"series": series, **row} for row in rows))
    return groups_of(values, values.parts, values.frame, groups.standard().series[series], (by,))


def districts(**years: Any) -> Groups:
    """Life expectancy by district, in alder in 2024, 80 in all; a text is the status of a gap."""
    rows = [{"value": 80}]
    for name, value in years.items():
        rows.append({"district": name, "value": "", "status": value} if isinstance(value, str) else
                    {"district": name, "value": value})  # fmt: skip
    return found(*rows)


def told(of: Groups, **gap: Any) -> tuple[float, str]:
    """The gap of the only case, and the word of the reason."""
    number, reason = of.gap(Gap(by="district", **gap))
    words = {code: word for word, code in REASON.items()}
    return float(number[0]), words.get(int(reason[0]), "")


def test_the_largest_less_the_smallest_their_ratio_and_what_they_are_of_the_whole() -> None:
    three = districts(east=84, south=76, west=82)
    assert told(three) == (84 - 76, "")
    assert told(three, **{"as": "ratio"}) == (76 / 84, "")
    assert told(three, **{"as": "relative"}) == ((84 - 76) / 80, "")


def test_two_that_are_named_and_in_which_order() -> None:
    three = districts(east=84, south=76, west=82)
    assert told(three, between=["south", "west"]) == (76 - 82, "")
    assert told(three, between=["south", "west"], **{"as": "ratio"}) == (76 / 82, "")
    assert math.isnan(told(three, between=["south", "north"])[0])


@pytest.mark.parametrize(
    ("given", "named", "reason"),
    [
        ({"east": 84, "south": "Q"}, None, "suppressed"),
        ({"east": 84, "south": "O"}, None, "not_reported"),
        ({"east": 84}, None, "not_reported"),  # of one group there is no gap
        ({"east": 84, "south": "O", "west": 82}, ["east", "west"], ""),  # of whom nobody asks does not count
        ({"east": 84, "south": "Q", "west": 82}, ["east", "south"], "suppressed"),
        ({"east": 84, "south": 76}, ["east", "north"], "not_reported"),
    ],
)
def test_why_there_is_no_gap(given: dict[str, Any], named: list[str] | None, reason: str) -> None:
    number, why = told(districts(**given), **({} if named is None else {"between": named}))
    assert (math.isnan(number), why) == (reason != "", reason)


def test_groups_to_which_it_does_not_apply_are_not_compared() -> None:
    assert told(districts(east=84, south="M", west=82)) == (84 - 82, "")
    assert told(districts(east=84, south="M"))[1] == "not_reported"


def test_a_gap_that_cannot_be_worked_out_of_what_is_there() -> None:
    """The smallest over the largest: 0 over 0 is nothing, and both are known."""
    both = found({"value": 0, "sex": "F"}, {"value": 0, "sex": "M"}, series="town.members", by="sex")
    number, reason = both.gap(Gap.model_validate({"by": "sex", "as": "ratio"}))
    assert np.isnan(number).all() and reason.tolist() == [REASON["outside_domain"]]


def test_what_is_said_of_a_gap() -> None:
    three = districts(east=84, south="O", west=82)
    every = [{"part": "east", "value": 84.0}, {"part": "south", "value": None}, {"part": "west", "value": 82.0}]
    assert three.facts(Gap(by="district"), "alder", "2024") == {"groups": every, "total": 80.0, "weights": ""}
    two = three.facts(Gap(by="district", between=["east", "west"]), "alder", "2024")
    assert two["groups"] == [every[0], every[2]]
    assert three.facts(Gap(by="district"), "alder", "2023") == {"groups": []}


def test_how_large_groups_are_counts_where_it_is_known_of_every_one() -> None:
    """Theil's index of 82 and 78: of 60 and 40 people, and of one each where nobody knows how many the men are."""

    def theil(shares: tuple[float, float]) -> float:
        mean = shares[0] * 82 + shares[1] * 78
        return sum(w * x / mean * math.log(x / mean) for w, x in zip(shares, (82, 78), strict=True))

    people = {"series": "common", "input": "population", "unit": "inhabitants"}
    values = [{"value": 82, "sex": "F"}, {"value": 78, "sex": "M"}]
    women, men = {**people, "value": 60, "sex": "F"}, {**people, "value": 40, "sex": "M"}
    known, unknown = found(*values, women, men, by="sex"), found(*values, women, by="sex")
    assert known.inequality("theil") == pytest.approx([theil((0.6, 0.4))], rel=1e-12)
    assert unknown.inequality("theil") == pytest.approx([theil((0.5, 0.5))], rel=1e-12)
    assert (known.size_of, unknown.size_of) == ("population", "")
    gap = Gap.model_validate({"by": "sex", "as": "theil"})
    assert known.facts(gap, "alder", "2024")["weights"] == "population"


def test_the_size_of_a_group_is_what_the_formula_divides_by(tmp_path: Path) -> None:
    """Of the pupils half and a quarter pass: 30 girls and 10 boys, whatever number of people they are among."""
    files = {
        "standard.yaml": 'format: 1\nid: own\nedition: "1"\ntitle: Own\nlanguages: [en]\n',
        "inputs.yaml": "population: {unit: inhabitants, title: Population}\n",
        "frameworks/own/framework.yaml": "id: own\ntitle: O\nkeeper: O\nclassification: {theme: {all: All}}\n",
        "frameworks/own/school.yaml": """
id: own.school
title: School
inputs:
  passed: {unit: count, title: Passed}
  pupils: {unit: count, title: Pupils}
series:
  value: {kind: share, unit: "%", direction: higher_is_better, formula: passed / pupils, breakdowns: [sex]}
""",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    rows = [
        {"series": owner, "input": name, "value": value, "unit": unit, "sex": sex}
        for sex, passed, pupils in (("F", 15, 30), ("M", 2.5, 10))
        for owner, name, value, unit in (
            ("own.school", "passed", passed, ""),
            ("own.school", "pupils", pupils, ""),
            ("common", "population", 500, "inhabitants"),
        )
    ]
    standard = sdg.load(tmp_path)
    evidence = groups.evidence(*({**row, "status": "E"} for row in rows))
    values = sdg.measure(evidence, standard)
    of = groups_of(values, values.parts, values.frame, standard.series["own.school"], ("sex",))
    assert (of.size_of, of.codes, of.sizes.tolist()) == ("pupils", ("F", "M"), [[30, 10]])
