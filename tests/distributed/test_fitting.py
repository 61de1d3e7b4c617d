"""What parts say of a reference set, added up, is what the whole says."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard import distributed
from sdg_standard.distributed import gathering, order
from sdg_standard.distributed.gathering import Ends, Gatherer, Histogram, Span
from sdg_standard.distributed.order import numbers_at
from sdg_standard.distributed.statistics import is_gatherable
from twelve_towns import FILE, LEAVES, TOWN

pytest.importorskip("pyarrow.parquet")
RULES = {
    "percentile": ("{rule: percentile, p: 2.5}", "{rule: percentile, p: 7.3, side: best}"),
    "worst side": ("{rule: percentile, p: 5, side: worst}", "{rule: percentile, p: 97.5}"),
    "extremes": ("{rule: worst_observed}", "{rule: best_observed}"),
    "best": ("{rule: median}", "{rule: mean_of_best, k: 7}"),
}


def scorer_of(tmp_path: Path, points: str, steps: str = "[goalposts]") -> sdg.Scorer:
    path = tmp_path / "own.yaml"
    path.write_text(FILE.replace("steps: []", f"steps: {steps}") + f"points: [{points}]\n", encoding="utf-8")
    return sdg.Scorer(TOWN, path)


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    random = np.random.default_rng(5)
    numbers = random.lognormal(2, 0.9, (700, 4)).clip(0, 90)
    numbers[:, 3] = np.round(numbers[:, 3])  # many are the same
    numbers[random.random(numbers.shape) < 0.1] = np.nan
    table = pd.DataFrame(numbers, columns=LEAVES)
    table.insert(0, "area", [f"a{n}" for n in range(700)])
    return table


def halves(frame: pd.DataFrame, folder: Path) -> Path:
    frame.iloc[:301].to_parquet(folder / "a.parquet", index=False)
    frame.iloc[301:].to_parquet(folder / "b.parquet", index=False)
    return folder


def scores(scorer: sdg.Scorer, frame: pd.DataFrame) -> np.ndarray:
    card = scorer.score(sdg.Evidence.from_wide(frame, period="2024"), periods=["2024"])
    return card.wide()[list(scorer.plan.order)].to_numpy()


@pytest.mark.parametrize("name", RULES)
def test_percentiles_and_extremes_are_exact(
    frame: pd.DataFrame, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(order, "FEW", 5)  # so that spans are divided again and again
    worst, best = RULES[name]
    scorer = scorer_of(tmp_path, f"{{for: all, worst: {worst}, best: {best}}}")
    assert all(map(is_gatherable, scorer.plan.leaves.values()))
    local = scorer.fit(sdg.Evidence.from_wide(frame, period="2024"), periods=["2024"])
    found = distributed.fit(halves(frame, tmp_path), scorer, period="2024")
    assert found.methodology.points == local.methodology.points
    assert np.array_equal(scores(found, frame), scores(local, frame), equal_nan=True)
    assert (found.methodology.fitted or {})["areas"] == 700


def test_means_and_standard_deviations_are_sums_of_sums(frame: pd.DataFrame, tmp_path: Path) -> None:
    scorer = scorer_of(
        tmp_path, "{for: all, mean: {rule: mean}, sd: {rule: sd}}", "[{method: z_score, to: {mean: 50, sd: 15}}]"
    )
    assert all(map(is_gatherable, scorer.plan.leaves.values()))
    local = scorer.fit(sdg.Evidence.from_wide(frame, period="2024"), periods=["2024"])
    found = distributed.fit(halves(frame, tmp_path), scorer, period="2024")
    np.testing.assert_allclose(scores(found, frame), scores(local, frame), rtol=1e-12)


def test_what_stands_behind_a_step_is_fitted_to_the_whole_column(frame: pd.DataFrame, tmp_path: Path) -> None:
    points = "{for: all, worst: {rule: percentile, p: 2.5}, best: {rule: best_observed}}"
    scorer = scorer_of(tmp_path, points, "[sqrt, goalposts]")
    assert not any(map(is_gatherable, scorer.plan.leaves.values()))
    local = scorer.fit(sdg.Evidence.from_wide(frame, period="2024"), periods=["2024"])
    found = distributed.fit(frame, scorer, period="2024")
    assert np.array_equal(scores(found, frame), scores(local, frame), equal_nan=True)


@pytest.mark.parametrize("few", [1, 20, 10_000])
def test_a_number_by_its_place(frame: pd.DataFrame, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(order, "FEW", few)
    gatherer = Gatherer(frame, TOWN, tuple(LEAVES), "2024")
    ends = gatherer.ends()
    wanted: dict[str, Any] = {name: range(0, ends[name].count, 37) for name in LEAVES}
    found = numbers_at(gatherer, ends, wanted)
    for name in LEAVES:
        ordered = np.sort(frame[name].dropna().to_numpy())
        assert all(found[name, place] == ordered[place] for place in wanted[name])


def test_parts_are_added_on_the_way(frame: pd.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However few rows of sums are let wait, they add up to the same."""
    gatherer = Gatherer(halves(frame, tmp_path), TOWN, tuple(LEAVES), "2024")
    asked = Histogram(tuple(Span(name, 0.0, 90.0) for name in LEAVES))
    at_once = gatherer.ask(asked)
    monkeypatch.setattr(gathering, "MOST_ROWS", 10)
    pd.testing.assert_frame_equal(gatherer.ask(asked), at_once)


def test_series_without_numbers_or_with_one(frame: pd.DataFrame, tmp_path: Path) -> None:
    scorer = scorer_of(tmp_path, "{for: all, worst: {rule: percentile, p: 2.5}, best: {rule: best_observed}}")
    table = frame.head(3).assign(**{LEAVES[0]: np.nan, LEAVES[1]: [np.nan, 4.0, np.nan]})
    local = scorer.fit(sdg.Evidence.from_wide(table, period="2024"), periods=["2024"])
    found = distributed.fit(table, scorer, period="2024")
    assert np.array_equal(scores(found, table), scores(local, table), equal_nan=True)


def test_what_is_handed_to_a_machine_is_small(frame: pd.DataFrame) -> None:
    sums = Gatherer(frame, TOWN, tuple(LEAVES), "2024")._sums(Ends(), frame.columns)
    assert len(pickle.dumps(sums)) < 2_000_000
    assert pickle.loads(pickle.dumps(sums))(frame).equals(sums(frame))
