"""Scoring parts is scoring the whole, to the last bit."""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard import distributed
from sdg_standard.distributed import PartScorer
from sdg_standard.errors import EvidenceError, UnknownId
from twelve_towns import FILE, LEAVES, NO2, PM, TOWN, WATER

pq = pytest.importorskip("pyarrow.parquet")
POINTS = "points: [{for: all, worst: {rule: percentile, p: 2.5}, best: {rule: best_observed}}]\n"
STEPS = "steps: [{method: winsorise, points: 3}, goalposts]"


@pytest.fixture(scope="module")
def scorer(tmp_path_factory: pytest.TempPathFactory) -> sdg.Scorer:
    path = tmp_path_factory.mktemp("own") / "own.yaml"
    path.write_text(FILE.replace("steps: []", STEPS) + POINTS, encoding="utf-8")
    return sdg.Scorer(TOWN, path)


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    random = np.random.default_rng(2)
    numbers = random.lognormal(2, 0.8, (500, 4)).clip(0, 90)
    numbers[random.random(numbers.shape) < 0.1] = np.nan
    table = pd.DataFrame(numbers, columns=LEAVES)
    table.insert(0, "area", [f"Bø «{n}»" if n % 7 else f"<b>{n}" for n in range(500)])
    return table


@pytest.fixture(scope="module")
def frozen(scorer: sdg.Scorer, frame: pd.DataFrame) -> sdg.Scorer:
    return scorer.fit(sdg.Evidence.from_wide(frame, period="2024"), periods=["2024"])


def local(frozen: sdg.Scorer, frame: pd.DataFrame) -> np.ndarray:
    card = frozen.score(sdg.Evidence.from_wide(frame, period="2024"), periods=["2024"])
    return card.wide()[list(frozen.plan.order)].to_numpy()


def equal(found: pd.DataFrame, frozen: sdg.Scorer, frame: pd.DataFrame) -> bool:
    order = found.set_index("area").loc[frame["area"], list(frozen.plan.order)].to_numpy(dtype=float)
    return np.array_equal(order, local(frozen, frame), equal_nan=True)


def test_parts_of_any_size(frozen: sdg.Scorer, frame: pd.DataFrame) -> None:
    part = PartScorer.of_scorer(frozen, period="2024")
    for size in (1, 83, 500):
        pieces = frame if size > 1 else frame.head(6)
        found = pd.concat([part(pieces.iloc[at : at + size]) for at in range(0, len(pieces), size)])
        assert equal(found, frozen, pieces)


def test_it_is_small_and_goes_to_other_processes(frozen: sdg.Scorer, frame: pd.DataFrame) -> None:
    part = PartScorer.of_scorer(frozen, period="2024")
    text = pickle.dumps(part)
    assert len(text) < 700_000
    assert equal(pickle.loads(text)(frame), frozen, frame)
    with pytest.raises(AttributeError):
        part.period = "2025"  # type: ignore[misc]
    of_all = pickle.dumps(PartScorer.of_scorer(sdg.Scorer(sdg.load(), "u4ssc-performance"), period="2024"))
    assert len(of_all) < 1_300_000


def test_a_column_of_periods_and_nodes_that_are_named(frozen: sdg.Scorer, frame: pd.DataFrame) -> None:
    both = pd.concat([frame.assign(period="2023"), frame.assign(period="2024")])
    found = distributed.score(both, frozen, nodes=["index"])
    assert list(found.columns) == ["area", "period", "index"] and len(found) == 1000
    assert found["period"].tolist() == ["2023"] * 500 + ["2024"] * 500
    one = found[found["period"] == "2024"]["index"].to_numpy()
    assert np.array_equal(one, distributed.score(frame, frozen, period="2024")["index"], equal_nan=True)


def test_a_folder_of_parquet(frozen: sdg.Scorer, frame: pd.DataFrame, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    frame.iloc[:300].assign(note="x").to_parquet(folder / "a.parquet", index=False)
    frame.iloc[300:].to_parquet(folder / "deep" / "b.parquet", index=False)
    written = distributed.score(folder, frozen, period="2024", out=tmp_path / "out", rows=64)
    assert (written.files, written.rows) == (2, 500)
    files = sorted((tmp_path / "out").rglob("*.parquet"))
    found = pd.concat([pd.read_parquet(file) for file in files])
    assert equal(found, frozen, frame)
    before = [file.read_bytes() for file in files]
    distributed.score(folder, frozen, period="2024", out=tmp_path / "out", rows=64)
    assert before == [file.read_bytes() for file in files]
    assert equal(pd.concat(distributed.score(folder, frozen, period="2024", rows=100)), frozen, frame)


def test_nothing_to_score(frozen: sdg.Scorer, frame: pd.DataFrame) -> None:
    found = distributed.score(frame.head(0), frozen, period="2024")
    assert list(found.columns) == ["area", *frozen.plan.order] and found.empty
    assert distributed.score(frame.head(0).assign(period=[]), frozen).empty


@pytest.mark.parametrize("columns", [1, 3, 8])
def test_fitted_a_few_series_at_a_time(
    scorer: sdg.Scorer, frozen: sdg.Scorer, frame: pd.DataFrame, columns: int
) -> None:
    found = distributed.fit(frame, scorer, period="2024", columns=columns)
    assert found.methodology.points == frozen.methodology.points or columns < 8
    assert np.array_equal(local(found, frame), local(frozen, frame), equal_nan=True)
    assert "fitted" in found.to_yaml()


def test_fitted_to_a_folder(scorer: sdg.Scorer, frozen: sdg.Scorer, frame: pd.DataFrame, tmp_path: Path) -> None:
    frame.iloc[:123].to_parquet(tmp_path / "a.parquet", index=False)
    frame.iloc[123:].to_parquet(tmp_path / "b.parquet", index=False)
    found = distributed.fit(tmp_path, scorer, period="2024", columns=2)
    assert np.array_equal(local(found, frame), local(frozen, frame), equal_nan=True)


def test_what_compares_areas_is_refused(scorer: sdg.Scorer, frame: pd.DataFrame, tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match="compares areas at") as caught:
        PartScorer.of_scorer(scorer, period="2024")
    assert caught.value.problems[0].code == "SDG799"
    ranks = tmp_path / "ranks.yaml"
    ranks.write_text(FILE.replace("aggregate: arithmetic_mean", "aggregate: copeland"), encoding="utf-8")
    with pytest.raises(EvidenceError, match="at air, index"):
        distributed.score(frame, sdg.Scorer(TOWN, ranks), period="2024")
    weights = tmp_path / "weights.yaml"
    aggregate = "aggregate: {method: arithmetic_mean, weights: pca}"
    weights.write_text(FILE.replace("aggregate: arithmetic_mean", aggregate), encoding="utf-8")
    with pytest.raises(EvidenceError, match="several series at once at air, index"):
        distributed.fit(frame, sdg.Scorer(TOWN, weights), period="2024")
    with pytest.raises(EvidenceError, match="several years"):
        PartScorer.of_scorer(sdg.Scorer(sdg.load(), "eurostat-trend"))


def test_what_is_no_dataset(frozen: sdg.Scorer, frame: pd.DataFrame, tmp_path: Path) -> None:
    for dataset, more in (
        (frame.drop(columns="area"), {"period": "2024"}),
        (frame, {}),
        ({"area": ["a"]}, {"period": "2024"}),
        (tmp_path, {"period": "2024"}),
        (tmp_path / "nowhere.parquet", {"period": "2024"}),
    ):
        with pytest.raises(EvidenceError) as caught:
            distributed.score(dataset, frozen, **more)
        assert caught.value.problems[0].code == "SDG798"
    frame.to_parquet(tmp_path / "a.parquet", index=False)
    with pytest.raises(EvidenceError, match="written over"):
        distributed.score(tmp_path, frozen, period="2024", out=tmp_path)
    for wrong in ({"nodes": ["indx"]}, {"of": "scor"}):
        with pytest.raises(UnknownId):
            distributed.score(frame, frozen, period="2024", **wrong)


def test_spellings_of_codes_and_columns_nobody_reads(frozen: sdg.Scorer, frame: pd.DataFrame) -> None:
    found = distributed.score(frame.assign(other=1.0, **{"town.unknown": "text"}), frozen, period="2024")
    assert equal(found, frozen, frame)
    assert {PM, NO2, WATER} <= set(found.columns)
