"""A new step of the library is a function, a class and its export: tried in a copy of the package."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from own_copy import add, answers, copy_of_the_package

pytestmark = pytest.mark.integration
FILE = """
points: [{for: all, middle: 79, worst: 0, best: 50}]
reference: {areas: scored}
leaves: [{for: all, steps: [gompertz]}]
tree: {id: index, aggregate: arithmetic_mean, children: [town.water]}
"""
FUNCTION = '''

def gompertz(values: ArrayLike, *, middle: ArrayLike) -> Floats:
    """Return 100 · exp(-ln 2 · exp(middle - x)): 50 at the middle.

    >>> gompertz([3.0], middle=3.0)
    array([50.])
    """
    return 100 * np.exp(-np.log(2) * np.exp(floats(middle) - floats(values)))
'''
CLASS = '''

class Gompertz(Scoring):
    """A curve that rises late and fast."""

    label: ClassVar[str] = "score on a late curve"
    method: Literal["gompertz"]
    """`gompertz`"""
    middle: Edge = "middle"
    """The point that earns one half."""

    def apply(self, x: Floats, n: Numbers, about: About) -> Floats:
        """100 × exp(-ln 2 × exp(middle - x))."""
        from sdg_standard.methods import normalise

        return normalise.gompertz(x, middle=n["middle"])
'''
PROGRAM = """
import json, sys
import pandas as pd
import sdg_standard as sdg
from sdg_standard.publish.schemas import schemas
town, own, hooks = sys.argv[1:]
standard = sdg.load(town)
rows = [{"area": "ash", "period": "2024", "series": "town.water", "value": 80, "unit": "%"}]
evidence = sdg.Evidence.from_frame(pd.DataFrame(rows))
scorer = sdg.Scorer(standard, own)
card = scorer.score(evidence)
text = card.explain("ash", "2024", "town.water").text
sys.path.insert(0, hooks)
import methodology
page = methodology.reference_page()
print(json.dumps({
    "problems": [problem.code for problem in scorer.plan.problems],
    "score": card.wide().loc["ash", "index"].item(),
    "explained": [line.strip() for line in text.splitlines() if "late curve" in line],
    "point": "middle: 79 %" in text,
    "frozen": "method: gompertz" in scorer.fit(evidence).to_yaml(),
    "schema": "Gompertz" in schemas()["methodology"]["$defs"],
    "page": "rises late and fast" in page.partition("{: #step-gompertz }")[2][:200],
}))
"""


def test_a_new_step_of_the_library_is_three_files(tmp_path: Path) -> None:
    package = copy_of_the_package(tmp_path)
    steps = package / "methodology" / "steps"
    add(package / "methods" / "normalise.py", FUNCTION)
    add(steps / "scorings.py", CLASS)
    export = (steps / "__init__.py").read_text(encoding="utf-8")
    export = export.replace("GoalpostsStep, ", "GoalpostsStep, Gompertz, ")
    assert export.count("Gompertz") == 2  # the import, and the list of what there is
    (steps / "__init__.py").write_text(export, encoding="utf-8")
    expected = 100 * math.exp(-math.log(2) * math.exp(79 - 80))
    assert answers(PROGRAM, package, FILE) == {
        "problems": [],
        "score": pytest.approx(expected),
        "explained": [f"score on a late curve: 80 becomes {expected:.4f}"],
        "point": True,
        "frozen": True,
        "schema": True,
        "page": True,
    }
