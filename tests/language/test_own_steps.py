"""A step of one's own, that a program registers, or that a package brings and a file requires."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any, ClassVar, Literal

import numpy as np
import pytest
import yaml

import sdg_standard as sdg
from sdg_standard.methodology import registry
from sdg_standard.methodology.steps import Edge, Scoring, StepModel, Transformation
from sdg_standard.source import Number

WATER = "town.water"
GIVEN = {"ash": {WATER: 60}, "beech": {WATER: 80}, "elm": {WATER: 100}}
"""A mean of 80 and a standard deviation of 20."""


class Sigmoid(Scoring):
    """An S-shaped curve around a middle."""

    method: Literal["sigmoid"]
    """`sigmoid`"""
    label: ClassVar[str] = "score on a curve"
    middle: Edge = "middle"
    """The point that earns one half."""
    steepness: Number | None = None
    """How fast it rises; without it 1 / standard deviation of the reference."""

    @property
    def fits(self) -> tuple[str, ...]:
        """The steepness, unless it is written."""
        return () if self.steepness is not None else ("steepness",)

    def fit(self, reference: Any, numbers: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"steepness": 1 / np.nanstd(reference, axis=1, ddof=1)}

    def frozen(self, fitted: Mapping[str, Any]) -> list[StepModel]:
        return [self.model_copy(update={"steepness": fitted["steepness"]})] if "steepness" in fitted else [self]

    def apply(self, x: Any, n: Mapping[str, Any], about: Any) -> Any:
        steepness = n["steepness"] if self.steepness is None else self.steepness
        return 100 / (1 + np.exp(-about.sign * steepness * (x - n["middle"])))

    def sentence(self, done: Mapping[str, Any]) -> str:
        return f"{done['before']:g} lies {done['before'] - done['numbers']['middle']:g} from the middle"


class Halved(Transformation):
    """Half of it."""

    method: Literal["halved"]

    def apply(self, x: Any, n: Mapping[str, Any], about: Any) -> Any:
        return x / 2


def file(step: str, requires: str = "[sigmoid]", more: str = "") -> str:
    return f"""
requires: {requires}
points: [{{for: all, middle: 80, worst: 0, best: 50}}]
reference: {{areas: scored}}
leaves: [{{for: all, steps: {step}}}]
tree: {{id: index, aggregate: arithmetic_mean, children: [{WATER}]}}
{more}"""


@pytest.fixture(autouse=True)
def _registered() -> Iterator[None]:
    registry.register(Sigmoid)
    registry.register(Halved)
    yield
    registry._REGISTERED.clear()


def problems_of(text: str, tmp_path: Path, town: Any) -> list[sdg.Problem]:
    path = tmp_path / "own.yaml"
    path.write_text(f'id: own\nversion: "1.0.0"\ntitle: Own\n{text}', encoding="utf-8")
    try:
        return list(sdg.Scorer(town, path).plan.problems)
    except sdg.StandardError as error:
        return list(error.problems)


CURVE = [100 / (1 + math.e), 50, 100 / (1 + 1 / math.e)]
"""One standard deviation below the middle, the middle, and one above it."""


def test_it_scores_is_fitted_and_explained(score: Any) -> None:
    card = score(file("[sigmoid]"), GIVEN)
    assert list(card.number("index")) == pytest.approx(CURVE)
    text = card.explain("elm", "2024", WATER).text
    assert "score on a curve: 100 lies 20 from the middle; fitted to 3 areas" in text
    assert card.provenance["methods"] == {"sigmoid": {"package": Sigmoid.__module__.partition(".")[0], "version": None}}


def test_one_area_is_scored_by_the_frozen_file_as_all_were(rows: Any, score: Any, tmp_path: Path, town: Any) -> None:
    evidence = rows(GIVEN)
    score(file("[sigmoid]"), evidence)  # writes the file
    scorer = sdg.Scorer(town, tmp_path / "own.yaml").fit(evidence)
    written = yaml.safe_load(scorer.to_yaml())
    assert written["requires"] == ["sigmoid"]
    assert {"method": "sigmoid", "steepness": 0.05} in [step for rule in written["leaves"] for step in rule["steps"]]
    alone = scorer.score(rows({"elm": GIVEN["elm"]}))
    assert list(alone.number("index")) == pytest.approx(CURVE[2:])


def test_points_walk_through_a_transformation_of_ones_own(score: Any, cell: Any) -> None:
    card = score(file("[halved, goalposts]", "[halved]"), GIVEN)  # best is 50, and 25 behind the step
    assert cell(card, "index", area="ash") == 100
    card = score(file("[halved, {method: goalposts, best: 60}]", "[halved]"), GIVEN)  # a bare number is as it stands
    assert cell(card, "index", area="elm") == pytest.approx(100 * 50 / 60)
    assert "halved: 100 becomes 50" in card.explain("elm", "2024", WATER).text


def test_a_point_that_it_asks_for_is_checked(tmp_path: Path, town: Any) -> None:
    (problem,) = problems_of(file("[{method: sigmoid, middle: midle}]"), tmp_path, town)
    assert (problem.code, problem.line) == ("SDG535", 8)
    assert 'the step "sigmoid" asks; did you mean "middle"?' in problem.message


def test_what_is_wrong_with_it_is_said_as_of_any_other(tmp_path: Path, town: Any) -> None:
    for wrong, told in (
        ("{method: sigmoid, steepnes: 2}", 'unknown key "steepnes"'),
        ("{method: sigmoid, steepness: much}", 'a number belongs here, not the text "much"'),
        ("sigmoidal", '"sigmoidal" is none of the words allowed'),
    ):
        (problem,) = problems_of(file(f"[{wrong}]"), tmp_path, town)
        assert told in problem.message and problem.line == 8


def test_a_file_says_what_it_requires(tmp_path: Path, town: Any) -> None:
    text = file("[halved, sigmoid]", "[halved]")
    (problem,) = problems_of(text, tmp_path, town)
    assert (problem.severity, problem.code, problem.line, problem.column) == ("error", "SDG481", 8, 37)
    assert problem.message == (
        'the method "sigmoid" is not the library\'s own, and the file does not say that it requires it'
    )
    assert problem.cure == "Write `requires: [halved, sigmoid]` at the head of the file."
    (problem,) = problems_of(file("[sigmoid]", "[sigmoid, halved]"), tmp_path, town)
    assert (problem.severity, problem.code, problem.line) == ("warning", "SDG482", 5)
    assert problem.message == 'the file requires the method "halved", and no rule uses it'


def test_what_nobody_brings_ends_the_reading(tmp_path: Path, town: Any) -> None:
    registry._REGISTERED.clear()
    found = problems_of(file("[sigmoid, 3]", "[sigmoid, halved]"), tmp_path, town)
    assert [problem.code for problem in found] == ["SDG480", "SDG480"]
    assert "call `sdg.register` with its class" in found[0].cure


# methods of an installed package

BROUGHT = '''
from typing import Literal
from sdg_standard.methodology.steps import Transformation

class Doubled(Transformation):
    """Twice of it."""
    method: Literal["doubled"]
    def apply(self, x, n, about):
        return 2 * x

broken = 1 / 0 if __name__ == "own_broken" else None
'''


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package as pip leaves it: its modules, its name and version, and what it brings."""
    folder = tmp_path / "site"
    about = folder / "own_methods-2.1.dist-info"
    about.mkdir(parents=True)
    for name in ("own_methods", "own_broken"):
        (folder / f"{name}.py").write_text(BROUGHT, encoding="utf-8")
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: own-methods\nVersion: 2.1\n", encoding="utf-8")
    points = "[sdg_standard.methods]\ndoubled = own_methods:Doubled\nsplit = own_broken:Doubled\n"
    (about / "entry_points.txt").write_text(f"{points}twice = own_methods:Doubled\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(folder))
    for name in ("own_methods", "own_broken"):
        monkeypatch.delitem(sys.modules, name, raising=False)


@pytest.mark.usefixtures("installed")
def test_what_a_package_brings_is_loaded_when_a_file_requires_it(score: Any, cell: Any) -> None:
    assert "own_methods" not in sys.modules
    card = score(file("[doubled, {method: goalposts, best: 400}]", "[doubled]"), GIVEN)
    assert cell(card, "index", area="elm") == 100 * 200 / 400
    assert card.provenance["methods"] == {"doubled": {"package": "own-methods", "version": "2.1"}}
    assert metadata.version("own-methods") == "2.1"


@pytest.mark.usefixtures("installed")
def test_what_cannot_be_loaded_is_a_problem_of_the_file(tmp_path: Path, town: Any) -> None:
    (problem,) = problems_of(file("[split]", "[split]"), tmp_path, town)
    assert problem.code == "SDG483"
    assert problem.message.endswith("cannot be loaded: ZeroDivisionError: division by zero")
    (problem,) = problems_of(file("[twice]", "[twice]"), tmp_path, town)
    assert problem.message.endswith('own_methods:Doubled does not bring "twice" but doubled')
    (problem,) = problems_of(file("[doubeld]", "[doubeld]"), tmp_path, town)
    assert problem.message == 'this file requires the method "doubeld", and nobody brings it; did you mean "doubled"?'
