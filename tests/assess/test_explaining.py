"""Explanations: the score follows from what they say, by somebody who has nothing else."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard.assess import Scorecard
from sdg_standard.catalogue import Standard

NAMES = ("levels", "written", "trend")


@pytest.fixture(scope="module")
def cards(town: Standard, contract: Path) -> dict[str, Scorecard]:
    values = sdg.measure(sdg.read_evidence(contract / "evidence.csv"), town)
    return {name: sdg.score(values, town, name, areas=contract / "areas.csv") for name in NAMES}


# from the explanation to the score, in plain Python


def edge(step: dict[str, Any], name: str) -> float:
    """The number of a parameter that may name a point."""
    given = step["parameters"][name]
    return float(step["points"][given] if isinstance(given, str) else given)


def goalposts(step: dict[str, Any], data: dict[str, Any]) -> float:
    low, high = step["parameters"].get("to", data["scale"])
    worst, best = edge(step, "worst"), edge(step, "best")
    score = low + (high - low) * (step["before"] - worst) / (best - worst)
    return min(max(score, low), high) if step["parameters"]["clip"] == "both" else score


def take(step: dict[str, Any], data: dict[str, Any]) -> float:
    method, before = step["method"], step["before"]
    if method == "goalposts":
        return goalposts(step, data)
    if method == "log":
        return math.log(before + step["parameters"]["offset"])
    if method == "categories":
        return float(step["parameters"]["scores"][data["answer"]])
    assert method == "round"
    scale = 10 ** step["parameters"]["decimals"]
    return math.copysign(math.floor(abs(before) * scale + 0.5 + 1e-9), before) / scale


def walk(number: float, data: dict[str, Any]) -> float:
    for step in data["steps"]:
        assert step["before"] == pytest.approx(number, rel=1e-12)
        number = take(step, data)
        assert step["after"] == pytest.approx(number, rel=1e-12, abs=1e-12)
    return number


def combined(data: dict[str, Any]) -> float:
    parts = [(part["node"], part["number"], part["weight"]) for part in data["children"]]
    known = [(number, weight) for _, number, weight in parts if number is not None]
    total = sum(weight for _, weight in known)
    if data["aggregate"] == "arithmetic_mean":
        return sum(number * weight for number, weight in known) / total
    if data["aggregate"] == "geometric_mean":
        zero = any(number == 0 for number, _ in known)
        return 0.0 if zero else math.exp(sum(weight * math.log(number) for number, weight in known) / total)
    assert data["aggregate"] == "100 - abs(people - place)"
    numbers = {node: number for node, number, _ in parts}
    return float(100 - abs(numbers["people"] - numbers["place"]))


def same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-12)


def score_from(data: dict[str, Any]) -> float | None:
    """The number of a node, from its explanation alone; None where there is none."""
    if data["kind"] == "leaf":
        return None if data["value"] is None or not data["steps"] else walk(data["value"], data)
    if data["reason"]:
        return None
    for part in data["children"]:
        inside = score_from(part["explanation"])
        if not part["filled"]:
            assert same(inside, part["number"])
    return walk(combined(data), data)


@pytest.mark.parametrize("name", NAMES)
def test_every_score_follows_from_its_explanation(name: str, cards: dict[str, Scorecard]) -> None:
    card, checked = cards[name], 0
    for row in card.scores.to_dict("records"):
        data = card.explain(row["area"], row["period"], row["node"]).to_dict()
        data = json.loads(json.dumps(data))  # plain data, and nothing but what it says
        wanted = None if math.isnan(row["score"]) else row["score"]
        assert data["number"] == wanted and data["reason"] == row["reason"]
        assert same(score_from(data), wanted)
        checked += wanted is not None
    assert checked >= {"levels": 60, "written": 30, "trend": 12}[name]


def test_contributions_add_up(cards: dict[str, Scorecard]) -> None:
    card = cards["levels"]
    for node in card._plan.branches:
        data = card.explain("alder", "2024", node).to_dict()
        assert sum(part["contribution"] for part in data["children"]) == pytest.approx(data["number"], rel=1e-12)
        assert sum(part["share"] for part in data["children"]) == pytest.approx(1)


def test_a_value_follows_from_its_evidence(cards: dict[str, Scorecard]) -> None:
    data = cards["levels"].explain("birch", "2024", "town.injuries").to_dict()
    inputs = {row["input"]: row["number"] for row in data["evidence"]}
    assert data["value"] == pytest.approx(inputs["injured"] / inputs["population"] * 100000)
    assert data["formula"] == "injured / population"
    assert [row["row"] for row in data["evidence"]] == [12, 13]


def test_the_nearest_input_is_the_one_that_is_shown(town: Standard, rows: Callable[..., sdg.Evidence]) -> None:
    people = {"input": "population", "unit": "inhabitants"}
    evidence = rows(
        {"series": "town.injuries", "input": "injured", "value": 24},
        {"series": "common", "value": 20500, **people},
        {"series": "town.injuries", "value": 20000, **people},
    )
    data = sdg.score(evidence, town, "levels", periods=["2024"]).explain("alder", "2024", "town.injuries").to_dict()
    assert {row["input"]: row["number"] for row in data["evidence"]} == {"injured": 24, "population": 20000}


def test_trends_follow_from_their_explanation(cards: dict[str, Scorecard]) -> None:
    card, checked = cards["trend"], 0
    for row in card.scores.to_dict("records"):
        found = card.explain(row["area"], row["period"], row["node"]).to_dict()["trends"]["pace-to-2030"]
        assert found["number"] == (None if math.isnan(row["trend_value"]) else row["trend_value"])
        if found["number"] is None:
            assert found["why"]
        elif "base" in found and not found["reached"]:
            pace = (found["end"] - found["base"]) / (found["end_time"] - found["base_time"])
            required = abs(found["target"] - found["base"]) / (found["year"] - found["base_time"])
            assert found["number"] == pytest.approx(pace / required, rel=1e-3)
            checked += 1
    assert checked == 4  # alder 2023 and 2024, cedar's fine particles


@pytest.mark.parametrize("name", NAMES)
def test_text_and_frame(name: str, cards: dict[str, Scorecard]) -> None:
    card = cards[name]
    for row in card.scores[card.scores["period"] == "2024"].to_dict("records"):
        explanation = card.explain(row["area"], row["period"], row["node"])
        assert str(explanation) == explanation.text
        assert card.area_name(row["area"]) in explanation.text.splitlines()[0]
        assert ("no number: " in explanation.text) == bool(row["reason"])
        frame = explanation.to_frame()
        assert list(frame.columns) == ["node", "step", "what", "value"]
        last = frame.iloc[-1]
        assert last["node"] == row["node"]
        if not row["reason"]:
            assert last["value"] == row["score"]


def test_the_text_reads_like_arithmetic(cards: dict[str, Scorecard]) -> None:
    text = cards["levels"].explain("alder", "2024", "town.air.pm2_5").text
    assert "evidence: 0.012 mg/m3 (row 17)" in text
    assert "value: 12 µg/m³" in text
    assert "100 × (12 − 50) / (10 − 50) = 95" in text
    assert "worst: 50 µg/m³, given by the methodology" in text
    assert "proposed" in text.split("best: ")[1].splitlines()[0]


def test_an_answer_is_shown_by_its_name(cards: dict[str, Scorecard]) -> None:
    text = cards["levels"].explain("alder", "2024", "town.youth-council").text
    assert "value: 1 (yes)" in text


def test_what_was_filled_is_said(cards: dict[str, Scorecard]) -> None:
    text = cards["written"].explain("cedar", "2024", "index").text
    assert text.count("(filled from its group, region south") == 2 and "partly filled" in text


def test_a_value_of_another_year_is_shown_with_it(town: Standard, tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(
        "id: own\ntitle: Own\nleaves: [{for: all, read: latest}]\n"
        "tree: [{id: index, aggregate: arithmetic_mean, children: [town.water]}]\n"
    )
    rows = [
        {"area": "alder", "period": period, "series": "town.water", "value": value, "unit": "%"}
        for period, value in (("2022", 80), ("2023", 90), ("2026", 90))
    ]
    card = sdg.score(sdg.Evidence.from_frame(pd.DataFrame(rows)), town, path, periods=["2025"])
    assert [row["period"] for row in card.explain("alder", "2025", "town.water").to_dict()["evidence"]] == ["2023"]


@pytest.mark.parametrize(
    ("place", "near"),
    [(("aldr", "2024", "index"), "alder"), (("alder", "2020", "index"), "2022"), (("alder", "2024", "indx"), "index")],
)
def test_an_unknown_place(cards: dict[str, Scorecard], place: tuple[str, str, str], near: str) -> None:
    with pytest.raises(sdg.UnknownId, match=near):
        cards["levels"].explain(*place)


def test_a_wide_table_has_no_rows_to_show(town: Standard) -> None:
    evidence = sdg.Evidence.from_wide(pd.DataFrame({"town.water": [96.0]}, index=["alder"]), period="2024")
    data = sdg.score(evidence, town, "levels", periods=["2024"]).explain("alder", "2024", "town.water").to_dict()
    assert data["evidence"] == [] and data["value"] == 96.0
