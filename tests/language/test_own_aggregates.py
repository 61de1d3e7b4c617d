"""An aggregate of one's own that a program registers, and a rule for weights or a treatment of gaps beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar, Literal

import numpy as np
import pytest
import yaml

import sdg_standard as sdg
from sdg_standard.methodology import registry
from sdg_standard.methodology.aggregates import About, Aggregate, Told
from sdg_standard.methodology.missing import Gaps, Missing
from sdg_standard.methodology.weights import WeightRule
from sdg_standard.source import Number

REQUIRES = "requires: [{}]\n"
FILE = """{requires}reference: {{areas: scored}}
leaves: [{{for: all, steps: []}}]
tree: {{id: index, children: [town.water, town.air.pm2_5, town.air.no2], aggregate: {aggregate}{more}}}
"""
GIVEN = {
    "ash": {"town.water": 10, "town.air.pm2_5": 20, "town.air.no2": 60},
    "beech": {"town.water": 30, "town.air.pm2_5": 90, "town.air.no2": 40},
    "elm": {"town.water": 80, "town.air.no2": 50},
}


def file(aggregate: str, *words: str, more: str = "") -> str:
    return FILE.format(requires=REQUIRES.format(", ".join(words)), aggregate=aggregate, more=more)


class Midrange(Aggregate):
    """The middle between the lowest and the highest child."""

    method: Literal["midrange"]
    """`midrange`"""
    plus: Number = 0.0
    """What is added to it."""
    label: ClassVar[str] = "the middle between both ends, plus {plus}"

    def make(self, across: Any, weights: Any, about: About) -> Any:
        return (np.nanmin(across, axis=1) + np.nanmax(across, axis=1)) / 2 + self.plus

    @classmethod
    def line(cls, told: Told) -> str:
        numbers = [number for number, _ in told.weighted]
        return f"({told.term(min(numbers))} + {told.term(max(numbers))}) / 2 + {told.number(told.parameters['plus'])}"


class Ahead(Aggregate):
    """How many areas have a smaller sum."""

    method: Literal["ahead"]
    """`ahead`"""
    compares: ClassVar[bool] = True

    def make(self, across: Any, weights: Any, about: About) -> Any:
        total = np.nansum(across, axis=1)
        return (total[:, None] > total[None, :]).sum(axis=1).astype(float)


class LastOnly(WeightRule):
    """The last child weighs everything."""

    method: Literal["last_only"]
    """`last_only`"""
    label: ClassVar[str] = "that are the last child's"

    def make(self, across: Any) -> Any:
        return np.arange(across.shape[1]) == across.shape[1] - 1.0


class Double(Missing):
    """A gap counts as twice the largest of the others."""

    method: Literal["double"]
    """`double`"""
    label: ClassVar[str] = "twice the largest of the others"

    def fill(self, gaps: Gaps) -> Any:
        return 2 * np.nanmax(gaps.across, axis=1)[:, None] * np.ones(gaps.across.shape)


@pytest.fixture(autouse=True)
def _registered() -> Iterator[None]:
    for cls in (Midrange, Ahead, LastOnly, Double):
        registry.register(cls)
    yield
    registry._REGISTERED.clear()


def test_it_scores_and_is_explained(score: Any) -> None:
    card = score(file("{method: midrange, plus: 5}", "midrange"), GIVEN)
    assert card.wide().loc["ash", "index"].item() == (10 + 60) / 2 + 5
    text = card.explain("ash", "2024", "index").text
    assert "made by: the middle between both ends, plus 5" in text
    assert "put together: (10 + 60) / 2 + 5 = 40" in text


def test_one_that_compares_is_handed_the_areas_of_a_period_together(score: Any) -> None:
    card = score(file("ahead", "ahead"), GIVEN)  # the sums are 90, 160 and 130
    assert [card.wide().loc[area, "index"].item() for area in GIVEN] == [0, 2, 1]
    assert "compared with 2 other areas = 2" in card.explain("beech", "2024", "index").text


def test_it_is_frozen_with_the_weights_that_a_rule_of_ones_own_made(
    score: Any, rows: Any, tmp_path: Path, town: Any
) -> None:
    card = score(file("{method: arithmetic_mean, weights: last_only}", "last_only"), GIVEN)
    assert card.wide().loc["beech", "index"].item() == 40
    assert "the mean, weights that are the last child's of 3 areas" in card.explain("ash", "2024", "index").text
    evidence = rows(GIVEN)
    score(file("{method: midrange, plus: 5, weights: last_only}", "midrange", "last_only"), evidence)
    written = sdg.Scorer(town, tmp_path / "own.yaml").fit(evidence).to_yaml()
    made = yaml.safe_load(written)["tree"][0]["aggregate"]
    weights = {"town.water": 0, "town.air.pm2_5": 0, "town.air.no2": 1}
    assert made == {"method": "midrange", "plus": 5, "weights": weights}


def test_a_treatment_of_gaps_of_ones_own(score: Any) -> None:
    card = score(file("arithmetic_mean", "double", more=", missing: double"), GIVEN)
    assert card.wide().loc["elm", "index"].item() == (80 + 160 + 50) / 3
    assert "160 (nothing was there; twice the largest of the others)" in card.explain("elm", "2024", "index").text
    assert card.scores.set_index(["area", "node"]).loc[("elm", "index"), "imputed"]


def test_what_is_wrong_with_it_is_said_as_of_any_other(score: Any) -> None:
    for wrong, told in (
        ("{method: midrange, k: 2}", 'the aggregate "midrange" has no `k`'),
        ("{method: median, plus: 2}", "`plus` belongs to midrange."),
        ("midrnge", 'did you mean "midrange"'),
    ):
        with pytest.raises(sdg.StandardError) as caught:
            score(file(wrong, "midrange"), GIVEN)
        assert told in str(caught.value)


# a method of the library's own, in a copy of it
