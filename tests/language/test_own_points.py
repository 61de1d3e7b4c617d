"""A rule for points of one's own is one class: once it is registered, everything that reads a methodology knows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pytest
import yaml

import sdg_standard as sdg
from sdg_standard.methodology import registry
from sdg_standard.methodology.points import Asks, Case, Fitted, FromPoints, PerCase
from sdg_standard.publish.schemas import schemas
from sdg_standard.source import Number

WATER = "town.water"
GIVEN = {"ash": {WATER: 20}, "beech": {WATER: 40}, "elm": {WATER: 60}}
EVERY = ("midrange", "beyond_benchmark", "between")
FILE = """
{requires}
reference: {{areas: scored}}
points: [{{for: all, worst: 0, best: {best}}}]
leaves: [{{for: all, steps: [goalposts]}}]
tree: {{id: index, children: [town.water], aggregate: arithmetic_mean}}
"""


class Midrange(Fitted):
    """The middle between the lowest and the highest value."""

    rule: Literal["midrange"]
    plus: Number = 0.0
    """What is added to it."""

    def statistic(self, numbers: Any, sign: Any, areas: Any) -> Any:
        return (np.nanmin(numbers, axis=1) + np.nanmax(numbers, axis=1)) / 2 + self.plus

    def taken(self, tell: Any) -> str:
        return f"the middle plus {tell.number(self.plus)}"


class BeyondBenchmark(PerCase):
    """The benchmark, and a share more."""

    rule: Literal["beyond_benchmark"]
    share: Number

    def stated(self, asks: Asks) -> Any:
        return asks.in_force(at_period=True) * (1 + self.share)

    def sentence(self, case: Case) -> str:
        return f"{case.tell.number(self.share)} beyond the benchmark of {case.day.year}"


class Between(FromPoints):
    """The middle of two points."""

    rule: Literal["between"]
    low: str
    high: str

    @property
    def asked_points(self) -> tuple[str, ...]:
        return (self.low, self.high)

    def made_of(self, points: Mapping[str, Any]) -> Any:
        return (points[self.low] + points[self.high]) / 2


def file(best: str, *words: str) -> str:
    return FILE.format(best=best, requires=f"requires: [{', '.join(words)}]" if words else "")


@pytest.fixture(autouse=True)
def _registered() -> Iterator[None]:
    for cls in (Midrange, BeyondBenchmark, Between):
        registry.register(cls)
    yield
    registry._REGISTERED.clear()


def problems_of(text: str, tmp_path: Path, town: Any) -> list[sdg.Problem]:
    path = tmp_path / "own.yaml"
    path.write_text(f'id: own\nversion: "1.0.0"\ntitle: Own\n{text}', encoding="utf-8")
    try:
        return list(sdg.Scorer(town, path).plan.problems)
    except sdg.StandardError as error:
        return list(error.problems)


def test_it_is_fitted_scored_and_explained(score: Any, cell: Any) -> None:
    card = score(file("{rule: midrange, plus: 10}", "midrange"), GIVEN)  # (20 + 60) / 2 + 10 = 50
    assert cell(card, "index", area="ash") == pytest.approx(100 * 20 / 50)
    text = card.explain("ash", "2024", WATER).text
    assert "best: 50 %, the middle plus 10 of 3 areas (ash, beech and elm; 2024)" in text
    package = {"package": Midrange.__module__.partition(".")[0], "version": None}
    assert card.provenance["methods"] == {"midrange": package}


def test_one_area_is_scored_by_the_frozen_file_as_all_were(rows: Any, score: Any, tmp_path: Path, town: Any) -> None:
    score(file("{rule: midrange}", "midrange"), GIVEN)  # writes the file
    scorer = sdg.Scorer(town, tmp_path / "own.yaml").fit(rows(GIVEN))
    written = yaml.safe_load(scorer.to_yaml())
    assert {"for": WATER, "best": {"value": 40, "stage": 0}} in written["points"]
    assert list(scorer.score(rows({"ash": GIVEN["ash"]})).number("index")) == [50.0]


def test_one_that_differs_by_case_is_scored_and_told(score: Any, cell: Any) -> None:
    rule = "{rule: beyond_benchmark, share: 0.25}"  # of a benchmark of 100
    card = score(file(rule, "beyond_benchmark"), GIVEN)
    assert cell(card, "index", area="elm") == pytest.approx(100 * 60 / 125)
    assert "best: 125 %, 0.25 beyond the benchmark of 2024" in card.explain("elm", "2024", WATER).text


def test_one_that_is_made_of_points_is_scored_and_told(score: Any, cell: Any) -> None:
    rule = "{rule: between, low: worst, high: benchmark}"  # of 0 and 100
    card = score(file(rule, "between"), GIVEN)
    assert cell(card, "index", area="beech") == pytest.approx(100 * 40 / 50)
    assert "best: 50 %, between" in card.explain("beech", "2024", WATER).text
    fitted = file("{rule: between, low: worst, high: middle}", "between", "midrange").replace(
        "worst: 0,", "worst: 0, middle: {rule: midrange},"
    )
    assert cell(score(fitted, GIVEN), "index", area="ash") == pytest.approx(100 * 20 / 20)


def test_it_stands_behind_another_rule(score: Any, cell: Any) -> None:
    rule = "{rule: commitment, else: {rule: midrange}}"
    card = score(file(rule, "midrange"), GIVEN)
    assert cell(card, "index", area="ash") == 50
    assert "best: 40 %, the middle plus 0 of 3 areas" in card.explain("ash", "2024", WATER).text


def test_what_is_wrong_with_it_is_said_as_of_any_other(tmp_path: Path, town: Any) -> None:
    for wrong, code, told in (
        ("{rule: midrange, pluss: 2}", "SDG130", 'unknown key "pluss"'),
        ("{rule: midrange, plus: much}", "SDG132", 'a number belongs here, not the text "much"'),
        ("{rule: midrang}", "SDG134", '"midrang" is none of the words allowed'),
        ("{rule: between, low: worst, high: bst}", "SDG535", 'no rule defines the point "bst"'),
    ):
        found = problems_of(file(wrong, *EVERY), tmp_path, town)
        problem = next(problem for problem in found if problem.severity == "error")
        assert told in problem.message and problem.line == 7, problem
        assert problem.code == code


def test_a_file_says_what_it_requires(tmp_path: Path, town: Any) -> None:
    (problem,) = problems_of(file("{rule: commitment, else: {rule: midrange}}"), tmp_path, town)
    assert (problem.severity, problem.code, problem.line) == ("error", "SDG481", 7)
    assert 'the method "midrange" is not the library\'s own' in problem.message
    assert [problem.code for problem in problems_of(file("50", "midrange"), tmp_path, town)] == ["SDG482"]


def test_the_schema_has_it() -> None:
    defs = schemas()["methodology"]["$defs"]
    assert defs["Midrange"]["properties"]["rule"] == {"const": "midrange", "type": "string"}
    assert "#/$defs/Midrange" in str(defs["PointRule"]) and "#/$defs/Midrange" in str(defs["FromCommitment"])


def test_what_lacks_its_arithmetic_is_refused() -> None:
    class Empty(Fitted):
        rule: Literal["empty"]

    with pytest.raises(TypeError, match="Empty lacks statistic, which every rule for points has"):
        registry.register(Empty)

    class Nameless(Fitted):
        def statistic(self, numbers: Any, sign: Any, areas: Any) -> Any:
            return numbers[:, 0]

    with pytest.raises(TypeError, match=r'Nameless says by which word files name it: rule: Literal\["a_word"\]'):
        registry.register(Nameless)
