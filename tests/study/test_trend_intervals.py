"""How sure trends are without a draw: worked out by hand, and what draws say of the same evidence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import sdg_standard as sdg
from sdg_standard.study import trend_intervals
from town import town

__all__ = ["town"]
FILE = """id: ways
title: Ways
points: [{for: town.water, worst: 0, best: 100}]
leaves: [{for: all, steps: [goalposts]}]
tree: [{id: index, aggregate: {method: first}, children: [town.water]}]
trends:
  pace: {leaves: [{for: all, read: {method: pace_to_target, target: best, year: 2030}}]}
  growth: {leaves: [{for: all, read: growth_rate}]}
  line: {leaves: [{for: all, read: {method: slope, model: least_squares}}]}
  median: {leaves: [{for: all, read: slope}]}
  latest: {leaves: [{for: all, read: {method: expected_value, model: latest, target: best}}]}
  straight: {leaves: [{for: all, read: {method: expected_value, model: linear, target: best, year: 2030}}]}
  ratio: {leaves: [{for: all, read: {method: growth_to_target, target: best, year: 2030}}]}
  scores: {leaves: [{for: all, read: {method: slope, of: score}}]}
"""
SHARE = stats.norm.ppf(0.95) / stats.norm.ppf(0.975)
"""How much nearer the ends of 90 per cent lie than those of 95."""


@pytest.fixture(scope="module")
def ways(tmp_path_factory: Any) -> Path:
    path = Path(tmp_path_factory.mktemp("ways") / "ways.yaml")
    path.write_text(FILE, encoding="utf-8")
    return path


def water(area: str, period: str, value: float, low: Any = "", high: Any = "") -> dict[str, Any]:
    row = {"area": area, "period": period, "series": "town.water", "unit": "%"}
    return row | {"value": value, "low": low, "high": high}


ROWS = [
    *(water("alder", "2015", 40, 36, 44), water("alder", "2020", 60, 57, 63)),
    *(water("birch", "2015", 50, 40, 60), water("birch", "2020", 52, 42, 62)),
    *(water("cedar", "2015", 50), water("cedar", "2020", 60)),
]


@pytest.fixture(scope="module")
def evidence() -> Any:
    return sdg.Evidence.from_frame(pd.DataFrame(ROWS, dtype=object))


@pytest.fixture(scope="module")
def card(town: Any, ways: Path, evidence: Any) -> Any:
    return sdg.score(evidence, town, ways, periods=["2020"])


def of(card: Any, trend: str, area: str = "alder", **more: Any) -> Any:
    table = trend_intervals(card, trend, **more)
    return table.set_index("area").loc[area]


def test_a_slope_of_two_values(card: Any) -> None:
    """20 in five years, to either side √(4² + 3²) = 5 at 95 per cent."""
    for trend in ("line", "median"):
        row = of(card, trend)
        assert [row["low"], row["value"], row["high"]] == pytest.approx([4 - SHARE, 4, 4 + SHARE], rel=1e-3)
        assert not row["spans_zero"] and of(card, trend, "birch")["spans_zero"]


def test_a_pace_follows_from_the_share_of_the_way_that_is_left(card: Any) -> None:
    """40 of 60 are left; Fieller's ends r of the two, and the pace is 15 / 5 · (1 - r)."""
    a, b = 3 * SHARE, 4 * SHARE
    ends = np.roots([60**2 - b**2, -2 * 40 * 60, 40**2 - a**2])
    row = of(card, "pace")
    assert [row["low"], row["high"]] == pytest.approx([3 * (1 - ends.max()), 3 * (1 - ends.min())], rel=1e-3)
    assert row["value"] == pytest.approx(1, rel=1e-3)
    assert row["year"] == pytest.approx(2030, abs=0.01)  # 20 in five years, 40 to go
    assert [row["early"], row["late"]] == pytest.approx([2015 + 5 / (1 - end) for end in sorted(ends)], abs=0.02)
    assert of(card, "straight")[["low", "high"]].tolist() == pytest.approx(row[["low", "high"]].tolist(), rel=1e-3)
    latest = of(card, "latest")
    assert [latest["low"], latest["high"]] == pytest.approx([1 - ends.max(), 1 - ends.min()])


def test_a_growth_follows_from_the_ratio(card: Any) -> None:
    a, b = 3 * SHARE, 4 * SHARE
    ratios = sorted(np.roots([40**2 - b**2, -2 * 60 * 40, 60**2 - a**2]))
    row = of(card, "growth")
    assert [row["low"], row["high"]] == pytest.approx([ratio ** (1 / 5) - 1 for ratio in ratios], rel=1e-3)


def test_perhaps_never(card: Any) -> None:
    row = of(card, "pace", "birch")
    assert row["year"] == pytest.approx(2015 + 5 * 50 / 2, abs=0.05) and np.isposinf(row["late"])


def test_no_interval_where_nothing_is_stated_or_there_is_no_closed_form(card: Any) -> None:
    assert "cedar" not in trend_intervals(card, "pace")["area"].tolist()
    ratio = trend_intervals(card, "ratio")
    assert ratio["low"].isna().all() and ratio["early"].notna().all()
    assert not len(trend_intervals(card, "scores"))
    with pytest.raises(sdg.UnknownId):
        trend_intervals(card, "nowhere")
    with pytest.raises(ValueError, match="level"):
        trend_intervals(card, "pace", level=1)


def test_draws_of_the_same_evidence_agree(town: Any, ways: Path, evidence: Any, card: Any) -> None:
    found = sdg.uncertainty(evidence, town, ways, draws=500, periods=["2020"], seed=1)
    for trend, near in (("pace", 0.06), ("line", 0.12), ("growth", 0.004)):
        drawn = found.trends(trend, draws=500).set_index(["area", "node"])
        for area in ("alder", "birch"):
            closed, row = of(card, trend, area), drawn.loc[(area, "town.water")]
            assert [row["low"], row["high"]] == pytest.approx([closed["low"], closed["high"]], abs=4 * near)
            assert bool(row["spans_zero"]) == bool(closed["spans_zero"])
    years = found.arrivals("pace", draws=500).set_index(["area", "node"]).loc[("alder", "town.water")]
    closed = of(card, "pace")
    assert [years["low"], years["high"]] == pytest.approx([closed["early"], closed["late"]], abs=0.8)


def test_explanation_and_report_say_that_the_way_is_not_sure(card: Any, town: Any, ways: Path, tmp_path: Path) -> None:
    unsure, sure = (card.explain(area, "2020", "town.water").text for area in ("birch", "alder"))
    assert "so that it is not sure which way it goes" in unsure and "perhaps never (90 %)" in unsure
    assert "not sure which way" not in sure and "the target is reached in 2030; between 2028 and 2033 (90 %)" in sure
    assert "interval" not in card.explain("cedar", "2020", "town.water").to_dict()["trends"]["pace"]
    for area, said in (("alder", False), ("birch", True)):
        rows = pd.DataFrame([row for row in ROWS if row["area"] == area], dtype=object)
        one = sdg.score(sdg.Evidence.from_frame(rows), town, ways, periods=["2020"])
        sdg.write_report(one, tmp_path / "page.html", language="nb")
        page = (tmp_path / "page.html").read_text(encoding="utf-8")
        assert ("retningen er ikke sikker" in page) == said


def test_a_card_that_was_read_back_says_the_same(card: Any) -> None:
    """So does one with several trends, whose columns stand in the order of the file and of no alphabet."""
    again = sdg.Scorecard.from_json(card.to_json())
    assert list(again.scores.columns) == list(card.scores.columns)
    pd.testing.assert_frame_equal(trend_intervals(again, "pace"), trend_intervals(card, "pace"))


def test_scatter_about_a_line(town: Any, ways: Path) -> None:
    """10, 12.1, 13.9, 16 in four years: b = 1.98, s² = 0.009, S = 5, Student's 2.92 with two degrees of freedom."""
    numbers = (10, 12.1, 13.9, 16)
    rows = [water("alder", str(2020 + place), number) for place, number in enumerate(numbers)]
    found = sdg.score(sdg.Evidence.from_frame(pd.DataFrame(rows, dtype=object)), town, ways, periods=["2023"])
    row = of(found, "line", scatter=True)
    exact = stats.linregress([0, 1, 2, 3], numbers)
    half = stats.t.ppf(0.95, 2) * exact.stderr
    assert [row["low"], row["high"]] == pytest.approx([exact.slope - half, exact.slope + half], rel=2e-3)
    assert not len(trend_intervals(found, "line"))
    row = of(found, "pace", scatter=True)
    assert row["early"] < row["year"] < row["late"] and np.isnan(row["low"])
