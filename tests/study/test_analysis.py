"""What a researcher asks of an index, against SciPy, pandas and sums by hand."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import sdg_standard as sdg
from sdg_standard.errors import UnknownId
from sdg_standard.model.evidence import Evidence
from sdg_standard.study import (
    alpha_without,
    correlations,
    cronbach_alpha,
    distribution,
    effective_weights,
    leave_one_out,
)
from twelve_towns import AREAS, FILE, INJURIES, LEAVES, NO2, PM, TOWN, WATER, Score, score, table

__all__ = ["score"]

# Cronbach's alpha


def test_alpha_by_hand(score: Score) -> None:
    """Three towns, two children: variances 1 and 7/3, of the sums 31/3 - 4·... 3, 5 and 8: 19/3."""
    text = FILE.replace(f"{{air: 3, {WATER}: 1, {INJURIES}: 2}}", f"{{air: 1, {WATER}: 1}}")
    frame = pd.DataFrame({PM: [1.0, 2, 3], NO2: [2.0, 3, 5]}, index=["t0", "t1", "t2"])
    found = cronbach_alpha(score(text, frame)).set_index("node")
    assert found.loc["air", "alpha"] == pytest.approx(2 * (1 - (1 + 7 / 3) / (19 / 3)))
    assert found.loc["air", ["children", "cases"]].tolist() == [2, 3]
    assert math.isnan(found.loc["index", "alpha"])


def test_alpha_with_its_interval(score: Score) -> None:
    found = cronbach_alpha(score(), level=0.95).set_index("node").loc["index"]
    assert found["low"] < found["alpha"] < found["high"] < 1
    with pytest.raises(ValueError, match="between 0 and 1"):
        cronbach_alpha(score(), level=95)


def test_alpha_as_pandas_has_it(score: Score) -> None:
    card = score()
    children = pd.DataFrame({name: card.number(name) for name in ("air", WATER, INJURIES)}).dropna()
    expected = 3 / 2 * (1 - children.var().sum() / children.sum(axis=1).var())
    found = cronbach_alpha(card).set_index("node")
    assert found.loc["index", "alpha"] == pytest.approx(expected)
    assert found.loc["index", "cases"] == len(children) == 11


def test_alpha_of_children_with_the_same_variance(score: Score) -> None:
    """Then it is k·r / (1 + (k - 1)·r), r being the mean correlation of the children."""
    card = score()
    children = pd.DataFrame({name: card.number(name) for name in ("air", WATER, INJURIES)}).dropna()
    mean = (children.corr().to_numpy().sum() - 3) / 6
    found = cronbach_alpha(card, standardise=True).set_index("node")
    assert found.loc["index", "alpha"] == pytest.approx(3 * mean / (1 + 2 * mean))


def test_alpha_without_each_child(score: Score) -> None:
    card = score()
    children = pd.DataFrame({name: card.number(name) for name in ("air", WATER, INJURIES)}).dropna()
    found = alpha_without(card).set_index("child")
    others = children[["air", INJURIES]]
    assert found.loc[WATER, "with_others"] == pytest.approx(children[WATER].corr(others.sum(axis=1)))
    assert found.loc[WATER, "alpha"] == pytest.approx(2 * (1 - others.var().sum() / others.sum(axis=1).var()))
    between = children.corr().loc["air", INJURIES]
    equal = alpha_without(card, standardise=True).set_index("child")
    assert equal.loc[WATER, "alpha"] == pytest.approx(2 * between / (1 + between))
    assert alpha_without(card, "air")["alpha"].isna().all()  # of one child left there is no alpha
    with pytest.raises(UnknownId, match=WATER):
        alpha_without(card, WATER)


@pytest.mark.parametrize("numbers", [[1.0, 2.0], [0.1] * 5])
def test_too_few_or_all_the_same(score: Score, numbers: list[float]) -> None:
    frame = pd.DataFrame({PM: numbers, NO2: numbers}, index=AREAS["area"][: len(numbers)])
    text = FILE.replace(f"{{air: 3, {WATER}: 1, {INJURIES}: 2}}", "{air: 1}")
    assert cronbach_alpha(score(text, frame))["alpha"].isna().all()


# correlations


@pytest.mark.parametrize("method", ["pearson", "spearman"])
def test_correlations_as_pandas_and_scipy_have_them(score: Score, method: Any) -> None:
    card = score()
    found = correlations(card, method=method).set_index(["node", "with"])
    numbers = pd.DataFrame({name: card.number(name) for name in card.nodes})
    expected = numbers.corr(method=method)
    for first, second in found.index:
        own = found.loc[(first, second)]
        assert own["correlation"] == pytest.approx(expected.loc[first, second], rel=1e-9)
        both = numbers[[first, second]].dropna()
        scipy = stats.pearsonr(*both.T.to_numpy()) if method == "pearson" else stats.spearmanr(both)
        assert own["correlation"] == pytest.approx(scipy.statistic, rel=1e-9)
        assert own["cases"] == len(both)
    assert found.loc[(PM, "air"), "relation"] == "parent"
    assert found.loc[(PM, "index"), "relation"] == "ancestor"
    assert found.loc[(PM, NO2), "relation"] == "sibling"
    assert len(found) == 2 + 1 + 5 + 3


def test_flags(score: Score) -> None:
    numbers = np.arange(12.0)
    frame = pd.DataFrame(
        {PM: numbers, NO2: numbers + 0.01 * (-1) ** numbers, WATER: 50 - numbers, INJURIES: 0.1}, index=AREAS["area"]
    )
    found = correlations(score(frame=frame)).set_index(["node", "with"])["flag"]
    assert found[PM, NO2] == "strong"
    assert found[WATER, "index"] == "negative"
    assert found[INJURIES, "index"] == ""  # it does not vary, whatever rounding says
    weak = pd.DataFrame({PM: [1.0, 2, 3, 4], NO2: [50.0, 10, 10, 51]}, index=AREAS["area"][:4])
    assert correlations(score(frame=weak)).set_index(["node", "with"])["flag"][PM, NO2] == "weak"


def test_made_areas_are_no_cases(score: Score) -> None:
    groups = FILE + "areas: {groups: [{by: region, weight: people}]}\n"
    plain, grouped = score(), score(groups)
    assert len(grouped.areas) == len(plain.areas) + 2
    for question in (correlations, cronbach_alpha, distribution, leave_one_out, effective_weights):
        pd.testing.assert_frame_equal(question(grouped), question(plain))


# weights


def test_effective_weights_are_shares(score: Score) -> None:
    found = effective_weights(score()).set_index("leaf")
    assert found["weight"].to_dict() == pytest.approx({WATER: 1 / 6, INJURIES: 2 / 6, PM: 3 / 24, NO2: 9 / 24})
    assert found["weight"].sum() == pytest.approx(1)
    assert found.loc[NO2, "over_equal"] == pytest.approx(1.5)


@pytest.mark.parametrize("rule", ["pca", "critic", "entropy", "equal_correlation"])
def test_weights_that_a_rule_has_made(score: Score, rule: str) -> None:
    card = score(FILE.replace("aggregate: arithmetic_mean", f"aggregate: {{method: arithmetic_mean, weights: {rule}}}"))
    found = effective_weights(card).set_index("leaf")["weight"]
    assert found.sum() == pytest.approx(1)
    row = card.wide().loc[("t0", "2024")]
    assert (row[LEAVES] * found).sum() == pytest.approx(row["index"])


def test_over_leaves(score: Score) -> None:
    text = FILE + "  \n"
    text = text.replace(
        "branches: [", "branches: [{for: index, aggregate: {method: arithmetic_mean, over: leaves}}, "
    ).replace("{for: all, aggregate", "{for: air, aggregate")
    found = effective_weights(score(text)).set_index("leaf")["weight"]
    assert found.tolist() == pytest.approx([0.25] * 4)


# distribution


def test_distribution_as_pandas_and_scipy_have_it(score: Score) -> None:
    found = distribution(score()).set_index("leaf")
    frame = table()
    for leaf in LEAVES:
        column = frame[leaf].dropna()
        own = found.loc[leaf]
        assert own["cases"] == len(column)
        assert own["share"] == pytest.approx(len(column) / 12)
        figures = [
            column.min(),
            *column.quantile([0.25, 0.5]),
            column.mean(),
            column.quantile(0.75),
            column.max(),
            column.std(),
        ]
        assert own[["min", "q25", "median", "mean", "q75", "max", "sd"]].tolist() == pytest.approx(figures)
        assert own["skewness"] == pytest.approx(stats.skew(column, bias=False))
        assert own["kurtosis"] == pytest.approx(stats.kurtosis(column, bias=False))
    assert found["unit"].tolist() == ["%", "per 100000 inhabitants", "µg/m³", "µg/m³"]


def test_what_deserves_a_look(score: Score) -> None:
    frame = table()
    frame[PM] = [*range(11), 1000]
    frame[NO2] = 0.1
    frame[INJURIES] = [1.0, 2, *[math.nan] * 10]
    frame[WATER] = math.nan
    found = distribution(score(frame=frame)).set_index("leaf")["flag"]
    assert found.to_dict() == {PM: "outliers", NO2: "constant", INJURIES: "few", WATER: "few"}


# leave one out


def test_leave_one_out_by_hand(score: Score) -> None:
    card = score()
    base = card.wide()["index"]
    found = leave_one_out(card).set_index("left_out")
    frame = table()
    without = frame.copy()
    without[INJURIES] = math.nan
    left = score(frame=without).wide()["index"]
    change = (left - base).abs()
    assert found.loc[INJURIES, "mean_change"] == pytest.approx(change.mean())
    assert found.loc[INJURIES, "largest_change"] == pytest.approx(change.max())
    moved = (left.rank(ascending=False) - base.rank(ascending=False)).abs()
    assert found.loc[INJURIES, "largest_rank_change"] == moved.max()
    assert found.loc[INJURIES, "mean_rank_change"] == pytest.approx(moved.mean())
    assert found.loc[INJURIES, "correlation"] == pytest.approx(stats.spearmanr(left, base).statistic)
    assert found.index.tolist() == list(card._plan.leaves)


def test_leave_one_out_of_each_area(score: Score) -> None:
    card = score()
    found = leave_one_out(card, nodes=[INJURIES], each=True).set_index("area")
    summary = leave_one_out(card, nodes=[INJURIES]).iloc[0]
    assert found["number"].tolist() == pytest.approx(card.wide()["index"].tolist(), nan_ok=True)
    assert found["change"].abs().mean() == pytest.approx(summary["mean_change"])
    assert found["rank_change"].abs().mean() == pytest.approx(summary["mean_rank_change"])
    best = found["number"].idxmax()
    assert found.loc[best, "rank"] == 1 and found.loc[best, "rank_change"] == 1 - found.loc[best, "rank_without"]


def test_leave_a_branch_out(score: Score) -> None:
    found = leave_one_out(score(), nodes=["air", "index"]).set_index("left_out")
    without = table()
    without[[PM, NO2]] = math.nan
    left, base = score(frame=without).wide()["index"], score().wide()["index"]
    assert found.loc["air", "mean_change"] == pytest.approx((left - base).abs().mean())
    assert found.loc["index"].isna().all()  # nothing is left


def test_ranks_are_those_of_one_period(score: Score, tmp_path: Path) -> None:
    """In both years the order of the two towns turns: a rank moves by one, and not by the towns of all years."""
    rows = [
        {"area": area, "period": period, "series": series, "value": value, "unit": "µg/m³"}
        for period, shift in (("2023", 0), ("2024", 50))
        for area, (first, second) in {"a": (10, 40), "b": (30, 30)}.items()
        for series, value in ((PM, first + shift), (NO2, second + shift))
    ]
    path = tmp_path / "two.yaml"
    path.write_text(FILE.replace(f"{{air: 3, {WATER}: 1, {INJURIES}: 2}}", "{air: 1}"), encoding="utf-8")
    card = sdg.score(Evidence.from_frame(pd.DataFrame(rows)), TOWN, path)
    found = leave_one_out(card, nodes=[NO2]).set_index("left_out")
    assert found.loc[NO2, "largest_rank_change"] == 1


def test_the_reference_and_the_commitments_stay(score: Score) -> None:
    """What is left is scored as before: fitted to the same set, under the same commitments."""
    text = FILE.replace(
        "leaves: [{for: all, steps: []}]",
        f"""points: [{{for: all, worst: {{rule: worst_observed}}, best: {{rule: best_observed}}}},
         {{for: {PM}, best: {{rule: commitment}}}}]
reference: {{periods: all}}
leaves: [{{for: all, steps: [goalposts]}}]""",
    )
    commitments = pd.DataFrame({"area": AREAS["area"], "series": PM, "value": 0.001, "unit": "mg/m³", "year": 2030})
    reference = Evidence.from_wide(table() * 0.9, period="2020")
    card = score(text, reference=reference, commitments=commitments)
    found = leave_one_out(card, nodes=[WATER]).set_index("left_out")
    without = table()
    without[WATER] = math.nan
    left = score(text, without, reference=reference, commitments=commitments).wide()["index"]
    assert found.loc[WATER, "mean_change"] == pytest.approx((left - card.wide()["index"]).abs().mean())


def test_leave_one_out_names_what_it_does_not_know(score: Score) -> None:
    with pytest.raises(UnknownId, match=r"town\.watr"):
        leave_one_out(score(), nodes=["town.watr"])
