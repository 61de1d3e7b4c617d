"""Dask and Spark give what one machine gives, to the last bit. SDG_STANDARD_AREAS=1000000 tries a million areas.

So do they where points are fitted, to what their parts say.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard import distributed
from twelve_towns import FILE, LEAVES, TOWN

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


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    """A session of Spark on this machine."""
    spark_sql = pytest.importorskip("pyspark.sql", reason="Spark is not installed")
    if shutil.which("java") is None:
        pytest.skip("no Java on this machine")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    build = spark_sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    made = build.config("spark.sql.execution.arrow.pyspark.enabled", "true").getOrCreate()
    yield made
    made.stop()


@pytest.mark.filterwarnings("default")
def test_dask(scorer: sdg.Scorer, frame: pd.DataFrame, expected: pd.DataFrame) -> None:
    dask = pytest.importorskip("dask.dataframe", reason="Dask is not installed")
    lazy = distributed.score(dask.from_pandas(frame, npartitions=7), scorer, period="2024")
    assert same(lazy.compute(scheduler="threads"), expected)


@pytest.mark.filterwarnings("default")
def test_spark(scorer: sdg.Scorer, frame: pd.DataFrame, expected: pd.DataFrame, tmp_path: Path, session: Any) -> None:
    given, written = str(tmp_path / "in.parquet"), str(tmp_path / "out.parquet")
    frame.to_parquet(given, index=False, row_group_size=max(COUNT // 5, 1))
    # Written and not collected: a million areas are more than the heap of Java holds by default.
    distributed.score(session.read.parquet(given), scorer, period="2024").write.parquet(written)
    assert same(pd.read_parquet(written), expected)


# fitted to what parts say

POINTS = "points: [{for: all, worst: {rule: percentile, p: 2.5}, best: {rule: mean_of_best, k: 5}}]\n"


@pytest.fixture(scope="module")
def towns() -> pd.DataFrame:
    random = np.random.default_rng(6)
    numbers = random.lognormal(2, 0.9, (3000, 4)).clip(0, 90)
    numbers[random.random(numbers.shape) < 0.1] = np.nan
    table = pd.DataFrame(numbers, columns=LEAVES)
    table.insert(0, "area", [f"a{n}" for n in range(3000)])
    return table


@pytest.fixture(scope="module")
def unfitted(tmp_path_factory: pytest.TempPathFactory) -> sdg.Scorer:
    path = tmp_path_factory.mktemp("own") / "own.yaml"
    path.write_text(FILE.replace("steps: []", "steps: [goalposts]") + POINTS, encoding="utf-8")
    return sdg.Scorer(TOWN, path)


@pytest.mark.filterwarnings("default")
def test_dask_fits(unfitted: sdg.Scorer, towns: pd.DataFrame) -> None:
    dask = pytest.importorskip("dask.dataframe", reason="Dask is not installed")
    local = unfitted.fit(sdg.Evidence.from_wide(towns, period="2024"), periods=["2024"])
    found = distributed.fit(dask.from_pandas(towns, npartitions=5), unfitted, period="2024")
    assert found.methodology.points == local.methodology.points


@pytest.mark.filterwarnings("default")
def test_spark_fits(unfitted: sdg.Scorer, towns: pd.DataFrame, tmp_path: Path, session: Any) -> None:
    local = unfitted.fit(sdg.Evidence.from_wide(towns, period="2024"), periods=["2024"])
    path = str(tmp_path / "in.parquet")
    towns.to_parquet(path, index=False, row_group_size=700)
    found = distributed.fit(session.read.parquet(path), unfitted, period="2024")
    assert found.methodology.points == local.methodology.points
