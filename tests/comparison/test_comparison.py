"""Methodologies side by side, and what a researcher asks of an index; expected by hand or by pandas and SciPy."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import sdg_standard as sdg
from sdg_standard.assess import Scorecard
from sdg_standard.comparison import correlations, cronbach_alpha, distribution, effective_weights, leave_one_out

TOWN = sdg.load(Path(__file__).parents[1] / "contract" / "standard")
WATER, PM, NO2 = "town.water", "town.air.pm2_5", "town.air.no2"
TABLE = pd.DataFrame(
    {WATER: [90.0, 60.0, 70.0, 40.0], PM: [20.0, 50.0, 10.0, 90.0], NO2: [30.0, 20.0, 60.0, 80.0]},
    index=["a", "b", "c", "d"],
)
SCORES = pd.DataFrame({WATER: TABLE[WATER], PM: 100 - TABLE[PM], NO2: 100 - TABLE[NO2]})
"""With the end points below, a share scores itself and a concentration what it lacks to 100."""

TEXT = """
id: {name}
version: "1.0.0"
title: {name}
points:
  - {{for: {water}, worst: 0, best: 100}}
  - {{for: [{pm}, {no2}], worst: 100, best: 0}}
leaves: [{{for: all, steps: [goalposts]}}]
tree:
  - {{id: index, children: {{air: {weight}, {water}: 1}}}}
  - {{id: air, children: [{pm}, {no2}]}}
branches: [{{for: all, aggregate: {aggregate}}}]
"""


def methodology(folder: Path, name: str, *, weight: float = 1, aggregate: str = "arithmetic_mean") -> Path:
    path = folder / f"{name}.yaml"
    path.write_text(
        TEXT.format(name=name, water=WATER, pm=PM, no2=NO2, weight=weight, aggregate=aggregate), encoding="utf-8"
    )
    return path


def evidence(table: pd.DataFrame = TABLE) -> sdg.Evidence:
    return sdg.Evidence.from_wide(table, period="2024", units="series")


@pytest.fixture
def card(tmp_path: Path) -> Scorecard:
    return sdg.score(evidence(), TOWN, methodology(tmp_path, "plain", weight=3))


AIR = (SCORES[PM] + SCORES[NO2]) / 2
INDEX = (3 * AIR + SCORES[WATER]) / 4


class TestAnalysis:
    def test_correlations_are_those_of_pandas(self, card: Scorecard) -> None:
        found = correlations(card).set_index(["node", "with"])
        assert found.loc[(PM, "air"), "correlation"] == pytest.approx(SCORES[PM].corr(AIR))
        assert found.loc[(NO2, "index"), "correlation"] == pytest.approx(SCORES[NO2].corr(INDEX))
        assert found.loc[(PM, NO2), "correlation"] == pytest.approx(SCORES[PM].corr(SCORES[NO2]))
        assert list(found.loc[[(PM, "air"), (PM, "index"), (PM, NO2)], "relation"]) == ["parent", "ancestor", "sibling"]
        assert set(found["cases"]) == {4}

    def test_correlations_of_ranks_are_those_of_scipy(self, card: Scorecard) -> None:
        found = correlations(card, method="spearman").set_index(["node", "with"])
        expected = stats.spearmanr(SCORES[PM], SCORES[NO2]).statistic
        assert found.loc[(PM, NO2), "correlation"] == pytest.approx(expected)

    def test_flags(self, tmp_path: Path) -> None:
        table = pd.DataFrame({WATER: [10.0, 20, 30], PM: [10.0, 20, 30], NO2: [10.0, 20, 31]}, index=["a", "b", "c"])
        found = correlations(sdg.score(evidence(table), TOWN, methodology(tmp_path, "flags"))).set_index(
            ["node", "with"]
        )
        assert found.loc[(PM, NO2), "flag"] == "strong"
        assert found.loc[("air", WATER), "flag"] == "negative"

    def test_two_cases_have_no_correlation(self, tmp_path: Path) -> None:
        two = correlations(sdg.score(evidence(TABLE.head(2)), TOWN, methodology(tmp_path, "two")))
        assert two["correlation"].isna().all() and set(two["flag"]) == {""}

    def test_cronbachs_alpha_by_hand(self, card: Scorecard) -> None:
        found = cronbach_alpha(card).set_index("node")["alpha"]
        total = (SCORES[PM] + SCORES[NO2]).var()
        assert found["air"] == pytest.approx(2 / 1 * (1 - (SCORES[PM].var() + SCORES[NO2].var()) / total))

    def test_effective_weights_are_products_down_the_tree(self, card: Scorecard) -> None:
        found = effective_weights(card).set_index("leaf")
        assert found["weight"].to_dict() == pytest.approx({PM: 3 / 4 / 2, NO2: 3 / 4 / 2, WATER: 1 / 4})
        assert found.loc[WATER, "over_equal"] == pytest.approx((1 / 4) / (1 / 3))

    def test_effective_weights_of_a_rule_are_those_that_it_made(self, tmp_path: Path) -> None:
        rule = "{method: arithmetic_mean, weights: entropy}"
        card = sdg.score(evidence(), TOWN, methodology(tmp_path, "entropy", aggregate=rule))
        found = effective_weights(card).set_index("leaf")["weight"]
        assert found.sum() == pytest.approx(1)
        index = card.wide()
        expected = sum(found[name] * SCORES[name] for name in found.index)
        assert index["index"].to_numpy() == pytest.approx(expected.to_numpy())

    def test_distribution(self, card: Scorecard) -> None:
        found = distribution(card).set_index("leaf")
        assert found.loc[PM, ["min", "median", "max"]].to_list() == [10, 35, 90]
        assert found.loc[PM, "sd"] == pytest.approx(TABLE[PM].std())
        assert found.loc[WATER, "skewness"] == pytest.approx(TABLE[WATER].skew())
        assert found.loc[WATER, "kurtosis"] == pytest.approx(TABLE[WATER].kurt())

    def test_distribution_of_a_column_that_is_nearly_empty(self, tmp_path: Path) -> None:
        table = TABLE.assign(**{NO2: np.nan})
        found = distribution(sdg.score(evidence(table), TOWN, methodology(tmp_path, "gaps"))).set_index("leaf")
        assert found.loc[NO2, "cases"] == 0 and found.loc[NO2, "flag"] == "few"

    def test_without_water_the_index_is_air(self, card: Scorecard) -> None:
        found = leave_one_out(card, nodes=[WATER]).set_index("left_out")
        assert found.loc[WATER, "mean_change"] == pytest.approx((AIR - INDEX).abs().mean())
        assert found.loc[WATER, "largest_change"] == pytest.approx((AIR - INDEX).abs().max())
        assert found.loc[WATER, "correlation"] == pytest.approx(stats.spearmanr(INDEX, AIR).statistic)

    def test_every_leaf_is_left_out_by_default(self, card: Scorecard) -> None:
        assert set(leave_one_out(card)["left_out"]) == {WATER, PM, NO2}


class TestCompare:
    @pytest.fixture
    def found(self, tmp_path: Path) -> sdg.Comparison:
        two = [
            methodology(tmp_path, "mean"),
            methodology(tmp_path, "heavy", weight=9),
            methodology(tmp_path, "lowest", aggregate="minimum"),
        ]
        return sdg.compare(evidence(), TOWN, two)

    def test_scores_side_by_side(self, found: sdg.Comparison) -> None:
        assert list(found.scores.columns) == ["mean", "heavy", "lowest"]
        assert found.scores["mean"].to_numpy() == pytest.approx(((AIR + SCORES[WATER]) / 2).to_numpy())
        assert found.scores["heavy"].to_numpy() == pytest.approx(((9 * AIR + SCORES[WATER]) / 10).to_numpy())
        assert found.scores["lowest"].to_numpy() == pytest.approx(SCORES.min(axis=1).to_numpy())

    def test_ranks_begin_with_the_best(self, found: sdg.Comparison) -> None:
        expected = found.scores.rank(ascending=False, method="min")
        pd.testing.assert_frame_equal(found.ranks.astype(float), expected, check_names=False)

    def test_rank_correlation_is_that_of_scipy(self, found: sdg.Comparison) -> None:
        expected = stats.spearmanr(found.scores["mean"], found.scores["lowest"]).statistic
        assert found.correlations.loc["mean", "lowest"] == pytest.approx(expected)

    def test_who_moves_and_through_which_choice(self, found: sdg.Comparison) -> None:
        moves = found.movers()
        assert list(moves["moves"]) == sorted(moves["moves"], reverse=True)
        lowest = moves[(moves["from"] == "mean") & (moves["to"] == "lowest") & (moves["moves"] > 0)]
        assert len(lowest) and set(lowest["through"]) == {"tree and aggregation"}

    def test_one_methodology_alone_has_nobody_to_move_against(self, tmp_path: Path) -> None:
        assert sdg.compare(evidence(), TOWN, [methodology(tmp_path, "alone")]).movers().empty
