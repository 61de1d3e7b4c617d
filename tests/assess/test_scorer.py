"""A scorer fits, freezes and writes a file; what that file scores is what the fitted one did."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard.catalogue import Standard
from sdg_standard.exchange.csv_out import table_text
from sdg_standard.model.evidence import Evidence

PM, NO2, WATER = "town.air.pm2_5", "town.air.no2", "town.water"
TOWNS = {"alder": (10, 20, 95), "birch": (20, 35, 80), "cedar": (30, 25, 70), "dogwood": (40, 60, None)}

FITTED = """id: own
version: "1.0.0"
title: Own
reference: {areas: scored}
points:
  - {for: all, best: {rule: benchmark}, worst: {rule: percentile, p: 10, side: worst}}
  - {for: town.air.no2, best: {rule: mean_of_best, k: 2}, worst: {rule: worst_observed, else: 0.06 mg/m³}}
leaves:
  - {for: all, steps: [goalposts]}
  - {for: town.air.pm2_5, steps: [log, {method: cap, max: worst}, goalposts]}
  - {for: town.injuries, steps: [z_score]}
tree: [{id: index, children: [town.water, air, town.injuries]}, {id: air, children: [town.air.pm2_5, town.air.no2]}]
branches: [{for: all, aggregate: arithmetic_mean}]
ratings: {light: [{for: all, bands: [{label: low}, {from: 50, label: high}]}]}
decimals: {index: 1}
"""


def evidence(towns: dict[str, tuple[float | None, ...]], period: str = "2024") -> Evidence:
    rows = [
        {"area": area, "period": period, "series": series, "value": value, "unit": unit}
        for area, numbers in towns.items()
        for series, value, unit in zip((PM, NO2, WATER), numbers, ("µg/m³", "µg/m³", "%"), strict=True)
        if value is not None
    ]
    return Evidence.from_frame(pd.DataFrame(rows))


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.yaml"
    path.write_text(FITTED, encoding="utf-8")
    return path


def scores(card: sdg.Scorecard) -> str:
    return table_text(card.scores)


def test_fit_freeze_write_and_read_back(own: Path, town: Standard, tmp_path: Path) -> None:
    reference = evidence(TOWNS)
    free = sdg.score(reference, town, own, periods=["2024"])
    scorer = sdg.Scorer(town, own).fit(reference)
    assert scores(scorer.score(reference, periods=["2024"])) == scores(free)
    again = tmp_path / "frozen.yaml"
    again.write_text(scorer.to_yaml(), encoding="utf-8")
    assert scores(sdg.score(reference, town, again, periods=["2024"])) == scores(free)
    assert sdg.Scorer(town, again).to_yaml() == scorer.to_yaml()


def test_one_area_alone_scores_as_among_all(own: Path, town: Standard) -> None:
    reference = evidence(TOWNS)
    scorer = sdg.Scorer(town, own).fit(reference)
    every = scorer.score(reference, periods=["2024"]).scores
    for area in TOWNS:
        alone = scorer.score(evidence({area: TOWNS[area]}), periods=["2024"])
        assert table_text(alone.scores) == table_text(every[every["area"] == area].reset_index(drop=True))
        assert not alone.problems.errors


def test_what_could_not_be_fitted_stays_without_a_number(own: Path, town: Standard) -> None:
    """Nobody in the reference reported injuries: not even later is the new town its own reference."""
    scorer = sdg.Scorer(town, own).fit(evidence(TOWNS))
    rows = evidence(TOWNS).frame
    more = {"area": "elm", "period": "2024", "series": "town.injuries", "value": 80, "unit": "per 100000 inhabitants"}
    card = scorer.score(
        Evidence.from_frame(pd.concat([rows, pd.DataFrame([more, {**more, "area": "fir", "value": 9}])]))
    )
    found = card.scores.set_index(["area", "node"])["reason"]
    assert found["elm", "town.injuries"] == found["fir", "town.injuries"] == "no_point"


def test_the_numbers_are_those_of_the_reference(own: Path, town: Standard) -> None:
    points = {
        rule.for_.ids: rule.points for rule in sdg.Scorer(town, own).fit(evidence(TOWNS)).methodology.points[3 - 1 :]
    }
    assert points[NO2,]["worst"].value == 60.0
    assert points[NO2,]["best"].value == (20 + 25) / 2
    # the tenth percentile from the worst side of 70, 80, 95: 70 + 0.2 × 10
    assert points[WATER,]["worst"].value == pytest.approx(72.0)


def test_fit_leaves_the_scorer_as_it_was(own: Path, town: Standard) -> None:
    scorer = sdg.Scorer(town, own)
    before = scorer.to_yaml()
    fitted = scorer.fit(evidence(TOWNS))
    assert scorer.to_yaml() == before and fitted is not scorer
    assert scorer.methodology.fitted is None and fitted.methodology.fitted is not None


def test_the_record_says_what_it_was_fitted_to(own: Path, town: Standard) -> None:
    reference = evidence(TOWNS)
    record = sdg.Scorer(town, own).fit(reference).methodology.fitted
    assert record is not None
    assert (record["areas"], record["periods"]) == (4, ("2024",))
    assert record["standard"] == "example-town@2024.1" and record["evidence_digest"] == reference.digest
    assert all(len(record[name]) == 64 for name in ("methodology_digest", "series_digest"))


def test_several_periods_are_pooled_where_each_has_its_own(own: Path, town: Standard) -> None:
    rows = pd.concat([evidence(TOWNS, period).frame for period in ("2023", "2024")])
    scorer = sdg.Scorer(town, own)
    for periods in (["2023"], ["2023", "2024"]):
        record = scorer.fit(Evidence.from_frame(rows), periods=periods).methodology.fitted
        assert record is not None and record["periods"] == tuple(periods)


def test_several_periods_are_pooled_where_the_file_says_so(own: Path, town: Standard) -> None:
    own.write_text(FITTED.replace("{areas: scored}", "{areas: scored, periods: all}"), encoding="utf-8")
    rows = pd.concat([evidence({"alder": (10, 20, 95)}, "2023").frame, evidence({"alder": (10, 80, 90)}).frame])
    scorer = sdg.Scorer(town, own).fit(Evidence.from_frame(rows))
    assert {rule.for_.ids: rule.points for rule in scorer.methodology.points}[NO2,]["worst"].value == 80.0


def test_a_file_without_fitted_rules_stays_what_it_is(town: Standard, contract: Path) -> None:
    reference = sdg.read_evidence(contract / "evidence.csv")
    scorer = sdg.Scorer(town, "levels")
    fitted = scorer.fit(reference, periods=["2024"])
    assert scores(fitted.score(reference)) == scores(scorer.score(reference))


def test_a_path_as_reference(own: Path, town: Standard, contract: Path) -> None:
    fitted = sdg.Scorer(town, own).fit(contract / "evidence.csv", periods=["2024"])
    assert fitted.methodology.fitted is not None and fitted.methodology.fitted["areas"] == 5


def test_every_shipped_methodology_reads_back(bundled: Standard, tmp_path: Path) -> None:
    for name in bundled.methodologies:
        path = tmp_path / f"{name}.yaml"
        path.write_text(sdg.Scorer(bundled, name).to_yaml(), encoding="utf-8")
        demo = sdg.demo_evidence()
        first, again = (sdg.score(demo, bundled, item, periods=["2021"]) for item in (name, path))
        assert scores(first) == scores(again)


@pytest.mark.parametrize("name", ["levels", "written", "trend"])
def test_those_of_the_contract_read_back(name: str, town: Standard, contract: Path, tmp_path: Path) -> None:
    path = tmp_path / "again.yaml"
    path.write_text(sdg.Scorer(town, name).to_yaml(), encoding="utf-8")
    (tmp_path / "trend.example.csv").write_bytes((contract / "standard/methodologies/trend.example.csv").read_bytes())
    reference, areas = sdg.read_evidence(contract / "evidence.csv"), contract / "areas.csv"
    first, again = (sdg.score(reference, town, item, areas=areas) for item in (name, path))
    assert scores(first) == scores(again)


def test_a_file_that_extends_another_reads_back(town: Standard, tmp_path: Path, contract: Path) -> None:
    """What was taken over stands in the file that is written, and is not taken over twice."""
    path = tmp_path / "more.yaml"
    path.write_text(
        "id: more\ntitle: More\nextends: levels\nleaves: [{for: town.water, weight: 3}]\nranks: [{for: [index]}]\n"
    )
    scorer = sdg.Scorer(town, path)
    again = tmp_path / "again.yaml"
    again.write_text(scorer.to_yaml(), encoding="utf-8")
    reference, areas = sdg.read_evidence(contract / "evidence.csv"), contract / "areas.csv"
    first, second = (sdg.score(reference, town, item, areas=areas) for item in (path, again))
    assert scores(first) == scores(second)
    assert len(second.methodology.leaves) == len(scorer.methodology.leaves)


def test_commitments_go_through(town: Standard, own: Path, rows: Callable[..., Evidence]) -> None:
    own.write_text(
        "id: own\ntitle: Own\npoints: [{for: all, worst: 50, best: {rule: commitment}}]\n"
        "leaves: [{for: all, steps: [goalposts]}]\n"
        "tree: [{id: index, aggregate: arithmetic_mean, children: [town.water]}]\n"
    )
    table = pd.DataFrame([{"area": "alder", "series": WATER, "value": 90, "unit": "%", "year": 2030}])
    card = sdg.Scorer(town, own).score(rows({"value": 70, "unit": "%"}), commitments=table)
    assert card.wide().iloc[0]["index"] == 100 * (70 - 50) / (90 - 50)


# a file of one's own: what is wrong with it is said with the scores


WARNED = """id: warned
title: Warned
points:
  - {for: all, worst: 60, best: 0, bets: 90}
leaves: [{for: all, steps: [goalposts]}]
tree: [{id: index, children: [town.water, town.air.no2]}]
branches: [{for: all, aggregate: arithmetic_mean}]
"""


def test_warnings_of_a_file_reach_the_scorecard(town: Standard, tmp_path: Path) -> None:
    """`bets` for `best`, in line 4."""
    path = tmp_path / "warned.yaml"
    path.write_text(WARNED.replace("town.water, ", ""), encoding="utf-8")
    scorer = sdg.Scorer(town, path)
    for card in (sdg.score(evidence(TOWNS), town, path), scorer.score(evidence(TOWNS))):
        told = [item for item in card.problems if item.file == "warned.yaml"]
        assert [(item.severity, item.line, item.column) for item in told] == [("warning", 4, 36)]
        assert told[0].message == 'nothing asks for the point "bets"; did you mean "best"?'
    own = sdg.score(evidence(TOWNS), town, "levels").problems
    assert not [item for item in own if item.file]
