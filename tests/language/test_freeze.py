"""Fitted, written, read back: one area is then scored as all were."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import yaml

import sdg_standard as sdg
from sdg_standard.catalogue import Standard
from sdg_standard.errors import EvidenceError, StandardError

WATER, INJURIES, PM, NO2 = "town.water", "town.injuries", "town.air.pm2_5", "town.air.no2"
LOPSIDED = [*map(float, range(1, 21)), 500.0, 900.0]
Rows = Callable[..., Any]

HEAD = 'id: own\nversion: "1.0.0"\ntitle: Own\nreference: {areas: scored}\n'
TREE = f"""
tree: [{{id: index, children: [air, {WATER}]}}, {{id: air, children: [{PM}, {NO2}]}}]
branches: [{{for: all, aggregate: AGGREGATE}}]
"""


def towns() -> dict[str, dict[str, Any]]:
    """One lopsided series, an even one and a third with gaps."""
    random = np.random.default_rng(8)
    even, share = random.uniform(5, 60, 22).round(1), random.uniform(10, 99, 22).round(1)
    return {
        f"t{n:02}": {PM: LOPSIDED[n], NO2: float(even[n])} | ({WATER: float(share[n])} if n % 5 else {})
        for n in range(22)
    }


def file(points: str, steps: str, aggregate: str = "arithmetic_mean", more: str = "") -> str:
    points = points and f"points: {points}\n"
    return f"{HEAD}{points}leaves: [{{for: all, steps: {steps}}}]{TREE.replace('AGGREGATE', aggregate)}{more}"


OBSERVED = "[{for: all, best: {rule: best_observed}, worst: {rule: worst_observed}}]"
TENTH = "best: {rule: best_observed}, worst: {rule: percentile, p: 10, side: worst}"
MEDIAN = 'best: {rule: best_observed}, most: {rule: median}, worst: {formula: "best + 3 * (most - best)"}'
ROUNDS = "method: winsorise, points: 1, else"
LOG = "{method: log, offset: {of_range: 0.5}}"
OVER_LEAVES = "{for: index, aggregate: {method: arithmetic_mean, over: leaves, weights: critic}}"
EQUAL = "{for: air, aggregate: {method: arithmetic_mean, weights: equal_correlation}}"


def of_a_branch(keys: str) -> str:
    """A file in which the branch of the air has further keys."""
    return file(OBSERVED, "[goalposts]", f"arithmetic_mean}}, {{for: air, {keys}")


CASES = {
    "goalposts": file(
        "[{for: all, best: {rule: mean_of_best}, worst: {rule: percentile, p: 9, side: worst}}]", "[goalposts]"
    ),
    "z-scores": file("", "[z_score]"),
    "z-scores of a branch": of_a_branch("steps: [z_score]"),
    "a branch winsorised, on a logarithm, then ranked": of_a_branch(
        f"steps: [{{{ROUNDS}: {LOG}}}, {{method: log, offset: {{of_range: 0.1}}}}, percentile_rank]"
    ),
    "weights and steps of one branch": of_a_branch(
        "aggregate: {method: arithmetic_mean, weights: equal_correlation}, steps: [rank]"
    ),
    "ranks": file("", "[{method: rank, ties: mean}]"),
    "places behind a logarithm, rounded": file("", "[log, percentile_rank, {method: round, decimals: 2}]"),
    "percentile points of logarithms": file(f"[{{for: all, {TENTH}}}]", "[log, goalposts]"),
    "points asked for at several steps": file(
        f"[{{for: all, low: {{rule: percentile, p: 5}}, {TENTH}}}]",
        "[{method: cap, max: 800}, {method: winsorise, lower: low}, sqrt, goalposts]",
    ),
    "a formula": file(f"[{{for: all, {MEDIAN}}}]", "[{method: scale, by: 2}, goalposts]"),
    "winsorised in rounds": file("", "[{method: winsorise, points: 5}, z_score]"),
    "a logarithm where rounds do not help": file(
        "",
        f"[{{{ROUNDS}: {{method: log, base: 10, offset: {{of_range: 0.01}}}}}}, {{method: scale, by: 3}}, z_score]",
    ),
    "a plain step where rounds do not help": file("", f"[{{{ROUNDS}: sqrt}}, z_score]"),
    "treated and then another step": file(
        "", f"[{{{ROUNDS}: {LOG}, else_from: treated}}, {{method: scale, by: 2}}, z_score]"
    ),
    "an offset of the range": file(OBSERVED, "[{method: log, offset: {of_range: 0.1}}, goalposts]"),
    "weights by pca": file("", "[z_score]", "{method: arithmetic_mean, weights: pca}"),
    "weights by entropy": file(OBSERVED, "[goalposts]", "{method: arithmetic_mean, weights: entropy}"),
    "weights by critic over leaves": file("", "[z_score]").replace(
        "branches: [{for: all, aggregate: arithmetic_mean}]", f"branches: [{OVER_LEAVES}, {EQUAL}]"
    ),
}


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    def written(text: str, name: str = "own") -> Path:
        path = tmp_path / f"{name}.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return written


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_one_area_scores_as_all(case: str, town: Standard, rows: Rows, write: Callable[..., Path]) -> None:
    given = towns()
    path = write(case)
    free = sdg.score(rows(given), town, path)
    scorer = sdg.Scorer(town, path).fit(rows(given))
    frozen = scorer.score(rows(given))
    assert frozen.wide().to_numpy() == pytest.approx(free.wide().to_numpy(), rel=1e-12, abs=1e-12, nan_ok=True)
    assert np.isfinite(free.number("index")).all()

    again = write(scorer.to_yaml(), "frozen")
    back = sdg.Scorer(town, again)
    assert back.methodology == scorer.methodology
    assert back.to_yaml() == scorer.to_yaml()
    for area in ("t00", "t07", "t21"):
        alone = back.score(rows({area: given[area]}))
        assert not alone.problems.errors
        assert alone.wide().to_numpy().tobytes() == frozen.wide().loc[[area]].to_numpy().tobytes()


def test_a_frozen_file_says_its_numbers(town: Standard, rows: Rows, write: Callable[..., Path]) -> None:
    scorer = sdg.Scorer(town, write(CASES["percentile points of logarithms"])).fit(rows(towns()))
    data = yaml.safe_load(scorer.to_yaml())
    own = next(rule for rule in data["points"] if rule["for"] == PM)
    assert own["best"] == {"value": pytest.approx(0.0), "stage": 1}
    assert own["worst"]["value"] == pytest.approx(np.percentile(np.log(LOPSIDED), 90))
    assert data["fitted"]["standard"] == "example-town@2024.1"
    assert (data["fitted"]["areas"], data["fitted"]["periods"]) == (22, ["2024"])
    assert next(iter(data["points"][0])) == "for"


def test_a_treatment_freezes_to_its_bounds(town: Standard, rows: Rows, write: Callable[..., Path]) -> None:
    data = yaml.safe_load(sdg.Scorer(town, write(CASES["winsorised in rounds"])).fit(rows(towns())).to_yaml())
    steps = {rule["for"]: rule["steps"] for rule in data["leaves"][1:]}
    assert steps[PM][0] == {"method": "winsorise", "lower": 1.0, "upper": 20.0}
    steps = yaml.safe_load(
        sdg.Scorer(town, write(CASES["treated and then another step"])).fit(rows(towns())).to_yaml()
    )["leaves"]
    own = next(rule["steps"] for rule in steps[1:] if rule["for"] == PM)
    assert [step["method"] for step in own] == ["winsorise", "log", "scale", "z_score"]
    assert own[1]["offset"] == pytest.approx(-1 + 0.5 * (500 - 1))  # of what one round has left: 1 to 500


def test_weights_freeze_to_numbers(town: Standard, rows: Rows, write: Callable[..., Path]) -> None:
    scorer = sdg.Scorer(town, write(CASES["weights by pca"])).fit(rows(towns()))
    data = yaml.safe_load(scorer.to_yaml())
    own = next(rule for rule in data["branches"] if rule["for"] == "air")
    assert own["aggregate"]["weights"] == {PM: pytest.approx(0.5), NO2: pytest.approx(0.5)}
    weights = scorer.plan.effective_weights()
    assert sum(weights.values()) == pytest.approx(1)


def test_weights_that_cannot_be_had_are_not_frozen(town: Standard, rows: Rows, write: Callable[..., Path]) -> None:
    few = dict(list(towns().items())[:2])
    with pytest.raises(EvidenceError, match="at least 3 cases"):
        sdg.Scorer(town, write(CASES["weights by pca"])).fit(rows(few))


# what stays a rule


def test_a_commitment_stays_and_what_stands_behind_it_freezes(
    town: Standard, rows: Rows, write: Callable[..., Path]
) -> None:
    text = file("[{for: all, worst: 95, best: {rule: commitment, else: {rule: mean_of_best, k: 3}}}]", "[goalposts]")
    text = text.replace("worst: 95, best", "worst: {rule: worst_observed}, best")
    commitments = pd.DataFrame([{"area": "t05", "series": PM, "value": 3, "unit": "µg/m³", "year": 2030}])
    path = write(text)
    free = sdg.score(rows(towns()), town, path, commitments=commitments)
    scorer = sdg.Scorer(town, path).fit(rows(towns()))
    frozen = scorer.score(rows(towns()), commitments=commitments)
    assert frozen.wide().to_numpy() == pytest.approx(free.wide().to_numpy(), nan_ok=True)
    alone = scorer.score(rows({"t05": towns()["t05"]}), commitments=commitments)
    assert alone.number(PM)[0] == pytest.approx(100 * (900 - 6) / (900 - 3))


def test_behind_a_step_it_cannot_be_frozen(town: Standard, rows: Rows, write: Callable[..., Path]) -> None:
    text = file("[{for: all, worst: 999, best: {rule: commitment, else: {rule: mean_of_best}}}]", "[log, goalposts]")
    text = text.replace("worst: 999", "worst: {rule: worst_observed}")
    with pytest.raises(EvidenceError, match="cannot be frozen"):
        sdg.Scorer(town, write(text)).fit(rows(towns()))


# who is the reference


def test_the_same_areas_are_fitted_to_as_scored(town: Standard, rows: Rows, write: Callable[..., Path]) -> None:
    """Who is screened out belongs to neither."""
    path = write(CASES["z-scores"] + "areas: {min_coverage: 1, never: [t21]}\n")
    free = sdg.score(rows(towns()), town, path)
    frozen = sdg.Scorer(town, path).fit(rows(towns())).score(rows(towns()))
    assert len(free.areas) < 22
    assert frozen.wide().to_numpy() == pytest.approx(free.wide().to_numpy(), nan_ok=True)


def test_several_periods_are_pooled_where_each_has_its_own(
    town: Standard, rows: Rows, write: Callable[..., Path]
) -> None:
    given = rows({"a": {PM: {"2023": 10, "2024": 20}}, "b": {PM: {"2023": 30, "2024": 25}}})
    scorer = sdg.Scorer(town, write(CASES["z-scores"]))
    pooled = np.array([10, 30, 20, 25], dtype=float)
    card = scorer.fit(given, periods=["2023", "2024"]).score(given, periods=["2024"])
    assert card.number(PM) == pytest.approx(-(np.array([20, 25]) - pooled.mean()) / pooled.std(ddof=1))
    one = scorer.fit(given, periods=["2024"]).score(given, periods=["2023"])
    assert one.number(PM) == pytest.approx(-(np.array([10, 30]) - 22.5) / np.std([20, 25], ddof=1))


def test_pooled_periods(town: Standard, rows: Rows, write: Callable[..., Path]) -> None:
    given = {f"t{n}": {PM: {"2023": 10 + n, "2024": 20 * n}, NO2: {"2024": 9 * n}} for n in range(5)}
    text = CASES["z-scores"].replace("{areas: scored}", "{areas: scored, periods: all}")
    path = write(text)
    free = sdg.score(rows(given), town, path)
    scorer = sdg.Scorer(town, path).fit(rows(given))
    assert scorer.score(rows(given)).wide().to_numpy() == pytest.approx(free.wide().to_numpy(), nan_ok=True)
    pooled = np.array([10 + n for n in range(5)] + [20 * n for n in range(5)], dtype=float)
    card = scorer.score(rows({"t3": given["t3"]}), periods=["2024"])
    assert card.number(PM)[0] == pytest.approx(-(60 - pooled.mean()) / pooled.std(ddof=1))


def test_what_was_not_there_when_it_was_fitted_has_no_number_later(
    town: Standard, rows: Rows, write: Callable[..., Path]
) -> None:
    given = {area: {PM: row[PM]} for area, row in towns().items()}
    scorer = sdg.Scorer(town, write(CASES["goalposts"])).fit(rows(given))
    card = scorer.score(rows({"a": {PM: 5, NO2: 7}, "b": {PM: 5, NO2: 9}}))
    assert math.isfinite(card.number(PM)[0])
    assert card.scores.set_index(["area", "node"])["reason"]["a", NO2] == "no_point"


# stale


def test_a_record_that_is_stale(town: Standard, rows: Rows, write: Callable[..., Path]) -> None:
    text = sdg.Scorer(town, write(CASES["goalposts"])).fit(rows(towns())).to_yaml()
    data = yaml.safe_load(text)
    stale = text.replace(data["fitted"]["series_digest"], "0" * 64)
    with pytest.raises(StandardError, match="fitted") as caught:
        sdg.Scorer(town, write(stale, "stale"))
    assert caught.value.problems[0].code == "SDG544"


def test_definitions_that_have_changed_make_it_stale(
    town: Standard, rows: Rows, write: Callable[..., Path], tmp_path: Path
) -> None:
    import shutil

    text = sdg.Scorer(town, write(CASES["goalposts"])).fit(rows(towns())).to_yaml()
    folder = tmp_path / "standard"
    shutil.copytree(Path(__file__).parents[1] / "contract" / "standard", folder)
    air = folder / "frameworks" / "town" / "air.yaml"
    air.write_text(air.read_text(encoding="utf-8").replace("value: 20, from", "value: 21, from"), encoding="utf-8")
    with pytest.raises(StandardError, match="fitted"):
        sdg.Scorer(sdg.load(folder), write(text, "frozen"))
    air.write_text(air.read_text(encoding="utf-8").replace("value: 21, from", "value: 20, from"), encoding="utf-8")
    assert sdg.Scorer(sdg.load(folder), write(text, "frozen")).methodology.fitted


@pytest.mark.parametrize("read", ["slope", "{method: pace_to_target, target: 90, year: 2030, reached: 1}"])
def test_a_branch_that_reads_its_own_score_is_the_same_when_frozen(score: Any, read: str) -> None:
    """Fitted to all periods put together, the scores of the past are what they were."""
    text = f"""
reference: {{areas: scored, periods: all}}
points: [{{for: all, worst: {{rule: worst_observed}}, best: {{rule: best_observed}}}}]
leaves: [{{for: all, steps: [goalposts]}}, {{for: {WATER}, scored: false}}]
tree: [{{id: index, children: [{PM}, {NO2}, {WATER}]}}]
branches: [{{for: all, aggregate: arithmetic_mean}}]
trends:
  own: {{branches: [{{for: index, read: {read}}}]}}
  scores:
    leaves:
      - {{for: all, read: {{method: growth_rate, of: score, limit: best}}}}
      - {{for: {WATER}, scored: true}}"""
    given = {
        "a": {PM: {"2020": 50, "2024": 10}, NO2: {"2020": 30, "2024": 25}, WATER: {"2020": 90, "2024": 99}},
        "b": {PM: {"2020": 90, "2024": 60}, NO2: {"2020": 80, "2024": 95}, WATER: {"2020": 60, "2024": 75}},
        "c": {PM: {"2020": 5, "2024": 8}, WATER: {"2020": 50, "2024": 75}},
    }
    live = score(text, given)
    frozen = sdg.Scorer(live.standard, live.methodology).fit(live.values).score(live.values)
    pd.testing.assert_frame_equal(live.scores, frozen.scores)
    assert live.scores["trend_value"].notna().sum() == 3
    assert live.scores["trend_value.scores"].notna().sum() >= 8
