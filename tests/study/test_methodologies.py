"""Methodologies side by side."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import sdg_standard as sdg
from sdg_standard.errors import EvidenceError, UnknownId
from sdg_standard.model.evidence import Evidence
from sdg_standard.study import Comparison, compare, leave_one_out
from sdg_standard.study.methodologies import spearman

WATER, PM, NO2 = "town.water", "town.air.pm2_5", "town.air.no2"
TOWN = sdg.load(Path(__file__).parents[1] / "contract" / "standard")
VALUES = pd.DataFrame(
    {WATER: [90.0, 70, 50, 80], PM: [30.0, 12, 20, 49], NO2: [20.0, 40, 55, math.nan]}, index=list("abcd")
)
FILE = f"""id: NAME
version: "1.0.0"
title: NAME
points: [{{for: all, best: {{rule: benchmark}}}}, {{for: {WATER}, worst: 40}}, {{for: [{PM}, {NO2}], worst: 60}}]
leaves: [{{for: all, steps: [STEP]}}]
tree: [{{id: index, children: {{{WATER}: WEIGHT, {PM}: 1, {NO2}: 1}}}}]
branches: [{{for: all, aggregate: MEAN}}]
ratings: {{light: [{{for: all, bands: [{{label: low}}, {{from: 50, label: high}}]}}]}}
"""
Files = Callable[..., Path]


@pytest.fixture
def file(tmp_path: Path) -> Files:
    def written(
        name: str, step: str = "goalposts", mean: str = "arithmetic_mean", weight: int = 1, more: str = ""
    ) -> Path:
        text = FILE.replace("NAME", name).replace("STEP", step).replace("MEAN", mean).replace("WEIGHT", str(weight))
        path = tmp_path / f"{name}-{len(list(tmp_path.iterdir()))}.yaml"
        path.write_text(text + more, encoding="utf-8")
        return path

    return written


def compared(*files: Any, values: pd.DataFrame = VALUES, **more: Any) -> Comparison:
    return compare(Evidence.from_wide(values, period="2024"), TOWN, list(files), **more)


def test_scores_ranks_ratings(file: Files) -> None:
    one, other = file("one"), file("other", weight=8)
    found = compared(one, other)
    for name, path in (("one", one), ("other", other)):
        card = sdg.score(Evidence.from_wide(VALUES, period="2024"), TOWN, path)
        assert found.scores[name].tolist() == card.wide()["index"].tolist()
        expected = card.wide()["index"].rank(ascending=False, method="min").tolist()
        assert found.ranks[name].tolist() == expected
        assert found.ratings[name].tolist() == card.wide("rating")["index"].tolist()
    assert found.headlines == {"one": "index", "other": "index"}


def test_correlations_as_scipy_has_them(file: Files) -> None:
    found = compared(file("one"), file("other", weight=8), file("third", mean="minimum"))
    scores = found.scores
    for first in scores:
        for second in scores:
            expected = stats.spearmanr(scores[first], scores[second]).statistic
            assert found.correlations.loc[first, second] == pytest.approx(expected)


def test_spearman_as_scipy_has_it() -> None:
    random = np.random.default_rng(3)
    for _ in range(20):
        a, b = random.integers(0, 5, (2, 8)).astype(float)
        if np.ptp(a) and np.ptp(b):
            assert spearman(a, b) == pytest.approx(stats.spearmanr(a, b).statistic)
    assert math.isnan(spearman([1.0, 1.0], [1.0, 2.0]))
    assert math.isnan(spearman([1.0], [2.0]))


def test_where_less_is_better_the_least_comes_first(file: Files) -> None:
    """A distance to the target ranks and correlates as the score does that says the same."""
    distance = file("distance", step="{method: goalposts, clip: none}, {method: distance_in_sd, point: 100, sd: 1}")
    score = file("score", step="{method: goalposts, clip: top}")
    found = compared(score, distance)
    assert found.ranks["distance"].tolist() == found.ranks["score"].tolist()
    assert found.correlations.loc["score", "distance"] == pytest.approx(1)


def test_each_period_has_its_own_ranks(file: Files) -> None:
    rows = [
        {"area": area, "period": period, "series": WATER, "value": value + shift, "unit": "%"}
        for area, value in (("a", 50), ("b", 60), ("c", 70))
        for period, shift in (("2023", 0), ("2024", 25))
    ]
    found = compare(Evidence.from_frame(pd.DataFrame(rows)), TOWN, [file("one"), file("other", weight=3)])
    assert found.ranks["one"].xs("2023", level="period").to_dict() == {"a": 3, "b": 2, "c": 1}
    assert found.ranks["one"].xs("2024", level="period").to_dict() == {"a": 3, "b": 2, "c": 1}
    assert compare(Evidence.from_frame(pd.DataFrame(rows)), TOWN, [file("third")], periods=[2024]).scores.shape == (
        3,
        1,
    )


def test_movers(file: Files) -> None:
    found = compared(file("one"), file("other", weight=8))
    movers = found.movers()
    ranks = found.ranks
    assert movers["moves"].tolist() == sorted((ranks["one"] - ranks["other"]).abs(), reverse=True)
    for row in movers.itertuples():
        assert (row.rank_from, row.rank_to) == tuple(ranks.loc[(row.area, row.period)])
    # only the weights differ: taking the tree alone from the other gives its ranks
    assert movers["tree and aggregation"].tolist() == movers["rank_to"].tolist()
    assert movers["scoring of leaves"].tolist() == movers["rank_from"].tolist()
    moved = movers[movers["moves"] > 0]
    assert len(moved)
    assert set(moved["through"]) == {"tree and aggregation"}
    assert set(movers.loc[movers["moves"] == 0, "through"]) <= {""}


def test_made_areas_are_not_ranked(file: Files) -> None:
    areas = pd.DataFrame({"area": list("abcd"), "region": list("nnss"), "people": 1})
    more = "areas: {groups: [{by: region, weight: people}]}\n"
    plain = compared(file("one"), file("other", weight=8), areas=areas)
    grouped = compared(file("one", more=more), file("other", weight=8, more=more), areas=areas)
    ranks = grouped.ranks.droplevel("period")
    assert ranks.loc[["n", "s"]].isna().all(axis=None)
    assert ranks.loc[list("abcd")].equals(plain.ranks.droplevel("period"))


def test_two_files_with_the_same_id_are_both_shown(file: Files) -> None:
    found = compared(file("one"), file("one", weight=8), file("one", mean="minimum"))
    assert list(found.cards) == ["one", "one-2", "one-3"]
    assert found.scores.shape == (4, 3)


def test_ids_of_the_standard_and_what_is_none(file: Files) -> None:
    found = compared("levels", file("one"))
    assert list(found.cards) == ["levels", "one"]
    with pytest.raises(UnknownId):
        compared("leveis")


def test_a_reference_that_is_given_is_kept_when_parts_are_exchanged(file: Files) -> None:
    more = "reference: {periods: all}\n"
    points = next(line for line in FILE.splitlines() if line.startswith("points:"))
    fitted = "points: [{for: all, best: {rule: best_observed}, worst: {rule: worst_observed}}]"
    paths = []
    for name, weight in (("one", 1), ("other", 8)):
        path = file(name, weight=weight, more=more)
        path.write_text(path.read_text(encoding="utf-8").replace(points, fitted), encoding="utf-8")
        paths.append(path)
    reference = Evidence.from_wide(VALUES.fillna(10) * 0.9, period="2020")
    found = compared(*paths, reference=reference)
    movers = found.movers()
    assert movers["tree and aggregation"].tolist() == movers["rank_to"].tolist()


def test_nobody(file: Files) -> None:
    found = compared(file("one"), file("other", weight=8), areas=pd.DataFrame({"area": []}))
    assert found.scores.shape == (0, 2)
    assert found.ranks.shape == (0, 2)
    assert found.correlations.isna().all(axis=None)
    assert len(found.movers()) == 0


# which number is compared


TWO_ROOTS = ("tree: [{id: index", "tree: [{id: economy, children: [town.air.no2]}, {id: index")


def of_two_roots(path: Path) -> Path:
    path.write_text(path.read_text(encoding="utf-8").replace(*TWO_ROOTS), encoding="utf-8")
    return path


def test_a_tree_of_several_roots_asks_for_a_headline(file: Files) -> None:
    one, other = file("one"), of_two_roots(file("other"))
    with pytest.raises(EvidenceError) as caught:
        compared(one, other)
    problem = caught.value.problems[0]
    assert problem.code == "SDG750"
    assert problem.message == '"other" has 2 roots and no single number to be known by: "economy", "index"'
    assert 'headline="economy"' in problem.cure
    with pytest.raises(EvidenceError):
        leave_one_out(sdg.score(Evidence.from_wide(VALUES, period="2024"), TOWN, other))


def test_the_headline_is_one_for_all_or_one_for_each(file: Files) -> None:
    one, other = file("one"), of_two_roots(file("other"))
    card = sdg.score(Evidence.from_wide(VALUES, period="2024"), TOWN, other)
    alike = compared(one, other, headline="index")
    assert alike.headlines == {"one": "index", "other": "index"}
    assert alike.scores["other"].tolist() == card.wide()["index"].tolist()
    each = compared(one, other, headline={"other": "economy"})
    assert each.headlines == {"one": "index", "other": "economy"}
    assert each.scores["other"].tolist() == pytest.approx(card.wide()["economy"].tolist(), nan_ok=True)
    found = leave_one_out(card, headline="index")
    assert found.columns.name == "index" and np.isfinite(found["mean_change"]).all()


def test_every_table_names_what_is_compared(file: Files) -> None:
    found = compared(file("one"), of_two_roots(file("other")), headline={"other": "economy"})
    for table in (found.scores, found.ranks, found.ratings, found.correlations):
        assert "one: index, other: economy" in table.to_string()
    movers = found.movers()
    assert set(movers["headline_from"]) == {"index"} and set(movers["headline_to"]) == {"economy"}
    assert compared(file("one")).scores.columns.name == "index"


def test_a_headline_that_is_not_there(file: Files) -> None:
    with pytest.raises(UnknownId, match='no node of "one" "indx"; did you mean "index"'):
        compared(file("one"), headline="indx")
    with pytest.raises(UnknownId, match='"two"'):
        compared(file("one"), headline={"two": "index"})
