"""A benchmark that depends on a fact about the area: the most specific one holds, of these the newest."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import sdg_standard as sdg

SERIES = "town.doctors"
BEDS = """id: town.doctors
title: Doctors
series:
  value:
    kind: rate
    unit: per 100000 inhabitants
    direction: higher_is_better
    benchmarks:
{benchmarks}
"""
THREE = """      - {value: 100, from: 2015-01-01, basis: expert, source: us}
      - {value: 400, from: 2015-01-01, basis: expert, source: us, where: {hospital: true}}
      - {value: 250, from: 2020-01-01, basis: expert, source: us, where: {hospital: true, population: {max: 10000}}}
      - {value: 500, from: 2022-01-01, basis: expert, source: us, where: {hospital: true}}"""
AREAS = pd.DataFrame(
    [
        ("plain", "no", 50_000),
        ("city", "yes", 50_000),
        ("village", "yes", 5_000),
        ("unsaid", "", 50_000),
    ],
    columns=["area", "hospital", "population"],
)
SHARE = "leaves: [{for: all, steps: [{method: share_of, point: benchmark}]}]"
TREE = "tree: {id: index, children: [town.doctors]}\nbranches: [{for: all, aggregate: arithmetic_mean}]"


def standard(folder: Path, benchmarks: str, methodology: str = SHARE) -> sdg.Standard:
    files = {
        "standard.yaml": 'format: 1\nid: t\nedition: "2024"\ntitle: T\nlanguages: [en]\n',
        "sources.yaml": "us: {title: Invented}\n",
        "frameworks/town/framework.yaml": "id: town\ntitle: Town\nkeeper: Nobody\nsources: [us]\n",
        "frameworks/town/doctors.yaml": BEDS.format(benchmarks=benchmarks),
        "methodologies/m.yaml": f"id: m\ntitle: M\nscale: {{worst: 0, best: 1}}\n{methodology}\n{TREE}\n",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return sdg.load(folder)


def evidence(value: float = 50.0, periods: tuple[str, ...] = ("2024",)) -> sdg.Evidence:
    rows = [
        {"area": area, "period": period, "series": SERIES, "value": value, "unit": "per 100000 inhabitants"}
        for area in AREAS["area"]
        for period in periods
    ]
    return sdg.Evidence.from_frame(pd.DataFrame(rows))


def scores(card: sdg.Scorecard, period: str = "2024") -> dict[str, Any]:
    table = card.scores
    rows = table[(table["node"] == SERIES) & (table["period"] == period)]
    return dict(zip(rows["area"], rows["score"], strict=True))


def test_the_most_specific_holds_and_of_these_the_newest(tmp_path: Path) -> None:
    """An attribute that is not given does not hold, so `unsaid` has the benchmark of all."""
    card = sdg.score(evidence(), standard(tmp_path, THREE), "m", areas=AREAS)
    assert scores(card) == {"plain": 50 / 100, "city": 50 / 500, "village": 50 / 250, "unsaid": 50 / 100}


def test_at_period_takes_what_was_in_force_then(tmp_path: Path) -> None:
    at_period = f"points: [{{for: all, benchmark: {{rule: benchmark, at: period}}}}]\n{SHARE}"
    card = sdg.score(evidence(periods=("2016", "2024")), standard(tmp_path, THREE, at_period), "m", areas=AREAS)
    assert scores(card, "2016") == {"plain": 50 / 100, "city": 50 / 400, "village": 50 / 400, "unsaid": 50 / 100}
    assert scores(card, "2024")["village"] == 50 / 250


def test_without_a_general_one_areas_of_another_kind_have_none(tmp_path: Path) -> None:
    only = "      - {value: 400, from: 2015-01-01, basis: expert, source: us, where: {hospital: true}}"
    card = sdg.score(evidence(), standard(tmp_path, only), "m", areas=AREAS)
    table = card.scores.set_index(["area", "node"])
    assert table.loc[("city", SERIES), "score"] == 50 / 400
    assert table.loc[("plain", SERIES), "reason"] == "no_benchmark"


def test_an_else_holds_where_no_benchmark_does(tmp_path: Path) -> None:
    only = "      - {value: 400, from: 2015-01-01, basis: expert, source: us, where: {hospital: true}}"
    behind = "{rule: goalpost, end: best, else: 200}"
    method = f"points: [{{for: all, benchmark: {{rule: benchmark, else: {behind}}}}}]\n{SHARE}"
    card = sdg.score(evidence(), standard(tmp_path, only, method), "m", areas=AREAS)
    assert scores(card) == {"plain": 50 / 200, "city": 50 / 400, "village": 50 / 400, "unsaid": 50 / 200}


def test_a_band_may_depend_on_the_area_too(tmp_path: Path) -> None:
    bands = """      - {between: [40, 60], from: 2015-01-01, basis: expert, source: us}
      - {between: [100, 120], from: 2015-01-01, basis: expert, source: us, where: {hospital: true}}"""
    text = BEDS.replace("higher_is_better", "target_value")
    made = standard(tmp_path, THREE)
    (tmp_path / "frameworks/town/doctors.yaml").write_text(text.format(benchmarks=bands), encoding="utf-8")
    made = sdg.load(tmp_path)
    card = sdg.score(evidence(), made, "m", areas=AREAS)
    assert scores(card) == {"plain": 1.0, "city": 50 / 100, "village": 50 / 100, "unsaid": 1.0}


def test_an_explanation_names_the_one_that_was_used(tmp_path: Path) -> None:
    card = sdg.score(evidence(), standard(tmp_path, THREE), "m", areas=AREAS)
    assert "250" in card.explain("village", "2024", SERIES).text
    assert "500" in card.explain("city", "2024", SERIES).text


def test_an_explanation_says_which_rule_gave_the_point(tmp_path: Path) -> None:
    """A day is named only where it decides; the rule behind is named only where there is no benchmark."""
    rule = "points: [{for: all, target: {rule: benchmark, AT else: {rule: percentile, p: 50}}}]"
    steps = "reference: {areas: scored}\nleaves: [{for: all, steps: [{method: share_of, point: target}]}]"
    special = "      - {value: 400, from: 2015-01-01, basis: expert, source: us, where: {hospital: true}}"
    made = standard(tmp_path, special, f"{rule.replace('AT', '')}\n{steps}")
    card = sdg.score(evidence(), made, "m", areas=AREAS)
    assert "target: 400 per 100000 inhabitants, the benchmark for areas of its kind\n" in told(card, "city")
    assert "target: 50 per 100000 inhabitants, the 50th percentile of 4 areas" in told(card, "plain")
    made = standard(tmp_path, special, f"{rule.replace('AT', 'at: period,')}\n{steps}")
    card = sdg.score(evidence(), made, "m", areas=AREAS)
    assert "target: 400 per 100000 inhabitants, the benchmark in force on 2024-12-31\n" in told(card, "city")


def told(card: sdg.Scorecard, area: str) -> str:
    return card.explain(area, "2024", SERIES).text


def test_a_single_area_scores_as_among_all(tmp_path: Path) -> None:
    made = standard(tmp_path, THREE)
    whole = scores(sdg.score(evidence(), made, "m", areas=AREAS))
    alone = scores(sdg.score(evidence(), made, "m", areas=AREAS[AREAS["area"] == "village"]))
    assert alone == {"village": whole["village"]}


def test_growth_towards_the_benchmark_of_its_kind(tmp_path: Path) -> None:
    """From 50 in 2020 to 60 in 2024; required until 2030: (target - 50) / 10 a year, observed 10 / 4."""
    reading = "{method: pace_to_target, target: benchmark, year: 2030}"
    made = standard(tmp_path, THREE, f"leaves: [{{for: all, read: {reading}, steps: []}}]")
    rows = [
        {"area": area, "period": period, "series": SERIES, "value": value, "unit": "per 100000 inhabitants"}
        for area in AREAS["area"]
        for period, value in (("2020", 50.0), ("2024", 60.0))
    ]
    card = sdg.score(sdg.Evidence.from_frame(pd.DataFrame(rows)), made, "m", areas=AREAS, periods=["2024"])
    found = scores(card)
    assert found["plain"] == pytest.approx((10 / 4) / ((100 - 50) / 10))
    assert found["village"] == pytest.approx((10 / 4) / ((250 - 50) / 10))


def test_a_condition_that_says_nothing_is_refused_with_its_place(tmp_path: Path) -> None:
    empty = "      - {value: 400, from: 2015-01-01, basis: expert, source: us, where: {hospital: []}}"
    with pytest.raises(sdg.StandardError) as caught:
        standard(tmp_path, empty)
    (problem,) = caught.value.problems
    assert (problem.file, problem.line) == ("frameworks/town/doctors.yaml", 9)


def test_a_fact_that_nobody_gives_is_asked_for_where_a_number_needs_it(tmp_path: Path) -> None:
    made = standard(tmp_path, THREE)
    nothing = sdg.Evidence.from_frame(evidence().frame.assign(value="", status="O", unit=""))
    plain = AREAS[["area"]]
    asked = {problem.field for problem in sdg.score(evidence(), made, "m", areas=plain).problems}
    assert {"hospital", "population"} <= asked
    assert not {problem.field for problem in sdg.score(nothing, made, "m", areas=plain).problems} & {"hospital"}
