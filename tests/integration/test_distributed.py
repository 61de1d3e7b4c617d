"""Dask and Spark give what one machine gives, to the last bit. SDG_STANDARD_AREAS=1000000 tries a million areas."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard import distributed

pytestmark = [pytest.mark.integration]
COUNT = int(os.environ.get("SDG_STANDARD_AREAS", "20000"))


@pytest.fixture(scope="module")
def scorer() -> sdg.Scorer:
    return sdg.Scorer(sdg.load(), "u4ssc-performance")


@pytest.fixture(scope="module")
def frame(scorer: sdg.Scorer) -> pd.DataFrame:
    random = np.random.default_rng(4)
    columns: dict[str, object] = {"area": np.char.add("a", np.arange(COUNT).astype(str)).astype(object)}
    for leaf in list(scorer.plan.leaves.values())[:91]:
        low, high = (
            end if np.isfinite(end) else other for end, other in zip(leaf.series.limits, (0, 100), strict=True)
        )
        numbers = random.uniform(low, high, COUNT)
        if leaf.series.kind == "category":
            numbers = random.choice([answer.value for answer in leaf.series.categories or ()], COUNT).astype(float)
        columns[leaf.series.id] = np.where(random.random(COUNT) < 0.05, np.nan, numbers)
    return pd.DataFrame(columns)


@pytest.fixture(scope="module")
def expected(scorer: sdg.Scorer, frame: pd.DataFrame) -> pd.DataFrame:
    card = scorer.score(sdg.Evidence.from_wide(frame, period="2024"), periods=["2024"])
    return card.wide().droplevel("period")[list(scorer.plan.order)]


def same(found: pd.DataFrame, expected: pd.DataFrame) -> bool:
    own = found.set_index("area").loc[expected.index, list(expected.columns)]
    return np.array_equal(own.to_numpy(dtype=float), expected.to_numpy(), equal_nan=True)


@pytest.mark.filterwarnings("default")
def test_dask(scorer: sdg.Scorer, frame: pd.DataFrame, expected: pd.DataFrame) -> None:
    dask = pytest.importorskip("dask.dataframe", reason="Dask is not installed")
    lazy = distributed.score(dask.from_pandas(frame, npartitions=7), scorer, period="2024")
    assert same(lazy.compute(scheduler="threads"), expected)


@pytest.mark.filterwarnings("default")
def test_spark(
    scorer: sdg.Scorer,
    frame: pd.DataFrame,
    expected: pd.DataFrame,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    spark_sql = pytest.importorskip("pyspark.sql", reason="Spark is not installed")
    if shutil.which("java") is None:
        pytest.skip("no Java on this machine")
    build = spark_sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    session = build.config("spark.sql.execution.arrow.pyspark.enabled", "true").getOrCreate()
    given, written = str(tmp_path / "in.parquet"), str(tmp_path / "out.parquet")
    frame.to_parquet(given, index=False, row_group_size=max(COUNT // 5, 1))
    try:
        # Written and not collected: a million areas are more than the heap of Java holds by default.
        distributed.score(session.read.parquet(given), scorer, period="2024").write.parquet(written)
    finally:
        session.stop()
    assert same(pd.read_parquet(written), expected)
