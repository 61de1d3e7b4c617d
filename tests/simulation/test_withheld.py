"""Numbers that are not given are drawn only where somebody asks, and never from what is withheld."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import groups
import sdg_standard as sdg
from sdg_standard.methodology.uncertainty import UncertaintyDefinition

FILE = """id: plain
title: Plain
leaves: [{for: all, steps: [], gives: value}]
tree:
  - {id: water, aggregate: {method: first}, children: [town.water]}
  - {id: injuries, aggregate: {method: first}, children: [town.injuries]}
"""
INTERVAL, CASES = {"interval": True}, {"cases": [1, 4]}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: Any) -> Path:
    path = Path(tmp_path_factory.mktemp("plain") / "plain.yaml")
    path.write_text(FILE, encoding="utf-8")
    return path


def water(area: str, **cells: Any) -> dict[str, Any]:
    return {"area": area, "period": "2024", "series": "town.water", "unit": "%"} | cells


def injured(area: str, value: Any = "", **cells: Any) -> list[dict[str, Any]]:
    row = {"area": area, "period": "2024"}
    hurt = row | {"series": "town.injuries", "input": "injured", "value": value} | cells
    return [hurt, row | {"series": "common", "input": "population", "value": 20000, "unit": "inhabitants"}]


def drawn(town: Any, plain: Path, rows: list[dict[str, Any]], withheld: Any = None, draws: int = 200) -> Any:
    what = None if withheld is None else {"evidence": {"withheld": withheld}}
    given = sdg.Evidence.from_frame(pd.DataFrame(rows, dtype=object).fillna(""))
    return sdg.uncertainty(given, town, plain, draws=draws, uncertainty=what)


def codes(found: Any) -> list[tuple[str, str]]:
    return [(one.code, one.severity) for one in found.problems if one.code in ("SDG795", "SDG792")]


KNOWN = water("b", value=50)


def test_nothing_is_drawn_unless_somebody_asks_and_that_is_said(town: Any, plain: Path) -> None:
    found = drawn(town, plain, [water("a", status="Q", low=60, high=70), KNOWN])
    assert "a" not in found.intervals()["area"].tolist()
    assert codes(found) == [("SDG792", "note")]
    assert "60" not in found.problems.to_frame().to_csv() and "70" not in found.problems.to_frame().to_csv()


def test_an_interval_that_is_stated_is_drawn_evenly(town: Any, plain: Path) -> None:
    """0.6 to 0.7 of all: in the unit of the series 60 to 70 %, nine in ten between 60.5 and 69.5."""
    rows = [water("a", status="Q", low=0.6, high=0.7, unit="fraction"), KNOWN]
    found = drawn(town, plain, rows, INTERVAL, draws=1000)
    row = found.intervals().set_index(["area", "node"]).loc[("a", "water")]
    assert np.isnan(row["score"]) and row["drawn"] == 1
    assert [row["low"], row["median"], row["high"]] == pytest.approx([60.5, 65, 69.5], abs=0.4)
    assert codes(found) == [("SDG795", "note")]
    assert found.sentences()[0].startswith("a: water has a number in 100 of 100 draws, mostly between 60.")


def test_so_few_cases_are_drawn_as_whole_numbers(town: Any, plain: Path) -> None:
    """1 to 4 of 20 000 are 5, 10, 15 or 20 per 100 000, each as likely."""
    found = drawn(town, plain, [*injured("a", status="Q"), *injured("b", 24)], CASES, draws=800)
    numbers = found.wide("injuries")["a"].to_numpy().ravel()
    assert {round(float(number), 6) for number in numbers} == {5, 10, 15, 20}
    assert all(abs((np.round(numbers) == number).mean() - 0.25) < 0.06 for number in (5, 10, 15, 20))
    stated = drawn(town, plain, [*injured("a", status="Q", low=2, high=3), *injured("b", 24)], INTERVAL)
    assert {round(float(number), 6) for number in stated.wide("injuries")["a"].to_numpy().ravel()} == {10, 15}


def test_a_draw_with_such_numbers_scored_the_ordinary_way_gives_its_numbers(town: Any, plain: Path) -> None:
    rows = [*injured("a", status="Q"), *injured("b", 24), water("a", status="Q", low=60, high=70), KNOWN]
    found = drawn(town, plain, rows, INTERVAL | CASES, draws=6)
    for number in range(6):
        draw = found.draw(number)
        wide = draw.score().wide("number")
        for node in found.nodes:
            assert wide[node].tolist() == found.wide(node).loc[number].tolist()
        row = draw.values.frame.set_index(["area", "series"]).loc[("a", "town.water")]
        assert 60 <= row["value"] <= 70 and (row["unit"], row["reason"]) == ("%", "")


@pytest.mark.parametrize(
    "cells",
    [
        {"value": 61, "confidentiality": "C", "low": 60, "high": 70},
        {"confidentiality": "C", "low": 60, "high": 70},
        {"value": 61, "confidentiality": "N", "status": "A", "low": 60, "high": 70},
        {"status": "Q"},
        {"status": "Q", "low": 60},
        {"status": "Q", "low": 70, "high": 60},
        {"status": "Q", "low": 60, "high": 70, "unit": "kg"},
        {"status": "M", "low": 60, "high": 70},
    ],
)
def test_what_may_not_be_known_or_is_not_known_is_not_drawn(town: Any, plain: Path, cells: dict[str, Any]) -> None:
    found = drawn(town, plain, [water("a", **cells), KNOWN], INTERVAL | CASES)
    assert "a" not in found.intervals()["area"].tolist()
    assert all("60" not in str(one) and "61" not in str(one) for one in found.problems)


def test_the_number_that_is_withheld_moves_no_draw(town: Any, plain: Path) -> None:
    """A numerator that is confidential since it is small: whatever it is, every byte is the same."""
    said = []
    for count in (2, 3):
        rows = [*injured("a", count, confidentiality="A"), *injured("b", 24), water("c", value=50)]
        found = drawn(town, plain, rows, CASES, draws=40)
        provenance = {"provenance": None}
        said.append(str(found.to_dict() | provenance) + found.wide("injuries").to_csv() + str(found.problems))
    assert said[0] == said[1] and "5.0" in said[0]


def test_a_share_has_no_more_cases_than_there_are(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(
        "id: own\ntitle: Own\nleaves: [{for: all, steps: [], gives: value}]\n"
        "tree: {id: index, aggregate: {method: first}, children: [town.work]}\n",
        encoding="utf-8",
    )
    rows = [
        {"series": "town.work", "input": "workers", "status": "Q"},
        {"series": "common", "input": "population", "value": 3},
    ]
    what = {"evidence": {"withheld": CASES}}
    found = sdg.uncertainty(
        groups.evidence(*rows), groups.standard(), path, draws=60, periods=["2024"], uncertainty=what
    )
    assert {round(float(number)) for number in found.wide("index").to_numpy().ravel()} == {33, 67, 100}


def test_parts_that_are_withheld_for_being_small_are_drawn_by_the_rule_alone(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(
        "id: own\ntitle: Own\nleaves: [{for: all, steps: [], gives: value}]\n"
        "tree:\n  id: index\n  aggregate: {method: first}\n"
        "  children: [{id: women, series: town.patients, part: {sex: F}}]\n",
        encoding="utf-8",
    )
    what = {"evidence": {"withheld": CASES}}
    said = []
    for women in (2, 3):
        rows = [{"sex": sex, "value": count} for sex, count in (("", 40), ("F", women), ("M", 40 - women))]
        found = sdg.uncertainty(
            groups.evidence(*rows), groups.standard(), path, draws=60, periods=["2024"], uncertainty=what
        )
        said.append(found.wide("index").to_csv())
        assert {int(number) for number in found.wide("index").to_numpy().ravel()} == {1, 2, 3, 4}
    assert said[0] == said[1]


@pytest.mark.parametrize("cases", [[4, 1], [-1, 3], [1], [1.5, 2]])
def test_cases_that_are_none(cases: Any) -> None:
    with pytest.raises(ValueError):
        UncertaintyDefinition.model_validate({"evidence": {"withheld": {"cases": cases}}})
