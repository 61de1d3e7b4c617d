"""A new aggregate is a function, a class and its export: everything else knows it from there.

So does one that a program registers, and a rule for weights or a treatment of gaps beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar, Literal

import numpy as np
import pytest
import yaml

import sdg_standard as sdg
from own_copy import add, answers, copy_of_the_package
from sdg_standard.methodology import registry
from sdg_standard.methodology.aggregates import About, Aggregate, Told
from sdg_standard.methodology.missing import Gaps, Missing
from sdg_standard.methodology.weights import WeightRule
from sdg_standard.source import Number

ROOT = Path(__file__).parents[2]
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

FUNCTION = '''

def contraharmonic_mean(values: ArrayLike, *, weights: ArrayLike | None = None) -> Floats:
    """Return Σ w·x² / Σ w·x: a mean that leans to what is large."""
    array = _present(values, weights)
    return np.nansum(array**2, axis=-1) / np.nansum(array, axis=-1)
'''
CLASS = '''

class ContraharmonicMean(Aggregate):
    """A mean that leans to what is large."""

    method: Literal["contraharmonic_mean"]
    """`contraharmonic_mean`"""
    function: ClassVar[str] = "aggregate.contraharmonic_mean"
    label: ClassVar[str] = "the contraharmonic mean"
'''
PROGRAM = """
import json, sys
from pathlib import Path
import sdg_standard as sdg
from sdg_standard.publish.schemas import schemas
town, own, hooks = sys.argv[1:]
standard = sdg.load(town)
rows = [{"area": "ash", "period": "2024", "series": name, "value": value, "unit": unit} for name, value, unit in (
    ("town.water", 10, "%"), ("town.air.pm2_5", 20, "µg/m³"), ("town.air.no2", 60, "µg/m³"))]
import pandas as pd
card = sdg.score(sdg.Evidence.from_frame(pd.DataFrame(rows)), standard, own)
text = card.explain("ash", "2024", "index").text
sys.path.insert(0, hooks)
import methodology
page = methodology.reference_page()
print(json.dumps({
    "score": card.wide().loc["ash", "index"].item(),
    "explained": [line.strip() for line in text.splitlines() if "contraharmonic" in line or "put together" in line],
    "yaml": "method: contraharmonic_mean" in sdg.Scorer(standard, own).to_yaml(),
    "schema": "ContraharmonicMean" in schemas()["methodology"]["$defs"],
    "page": "leans to what is large" in page.partition("{: #aggregate-contraharmonic_mean }")[2][:200],
}))
"""


def test_a_new_aggregate_of_the_library_is_three_files(tmp_path: Path) -> None:
    package = copy_of_the_package(tmp_path)
    aggregates = package / "methodology" / "aggregates"
    add(package / "methods" / "aggregate.py", FUNCTION)
    add(aggregates / "means.py", CLASS)
    export = (aggregates / "__init__.py").read_text(encoding="utf-8")
    export = export.replace("    ArithmeticMean,\n", "    ArithmeticMean,\n    ContraharmonicMean,\n")
    assert export.count("ContraharmonicMean") == 2  # the import, and the list of what there is
    (aggregates / "__init__.py").write_text(export, encoding="utf-8")
    text = file("contraharmonic_mean").removeprefix(REQUIRES.format(""))
    assert answers(PROGRAM, package, text) == {
        "score": pytest.approx((10**2 + 20**2 + 60**2) / (10 + 20 + 60)),
        "explained": ["made by: the contraharmonic mean", "put together: of 10, 20 and 60 = 45.5556"],
        "yaml": True,
        "schema": True,
        "page": True,
    }
