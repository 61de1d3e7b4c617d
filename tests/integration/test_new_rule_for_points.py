"""A new rule for points of the library is a class and its export: tried in a copy of the package."""

from __future__ import annotations

from pathlib import Path

import pytest

from own_copy import add, answers, copy_of_the_package

pytestmark = pytest.mark.integration
FILE = """
reference: {areas: scored}
points: [{for: all, worst: 0, best: {rule: range}}]
leaves: [{for: all, steps: [goalposts]}]
tree: {id: index, children: [town.water], aggregate: arithmetic_mean}
"""
CLASS = '''

class FromRange(Fitted):
    """How far the reference set reaches."""

    rule: Literal["range"]
    """`range`"""

    def statistic(self, numbers: Floats, sign: Floats, areas: Callable[[], NDArray[Any]]) -> Floats:
        """The highest value less the lowest."""
        import numpy as np

        return np.asarray(np.nanmax(numbers, axis=1) - np.nanmin(numbers, axis=1))
'''
PROGRAM = """
import json, sys
import pandas as pd
import sdg_standard as sdg
from sdg_standard.publish.schemas import schemas
town, own, hooks = sys.argv[1:]
standard = sdg.load(town)
rows = [
    {"area": area, "period": "2024", "series": "town.water", "value": value, "unit": "%"}
    for area, value in (("ash", 20), ("elm", 60))
]
evidence = sdg.Evidence.from_frame(pd.DataFrame(rows))
scorer = sdg.Scorer(standard, own)
card = scorer.score(evidence)
sys.path.insert(0, hooks)
import methodology
page = methodology.reference_page()
print(json.dumps({
    "problems": [problem.code for problem in scorer.plan.problems],
    "score": card.wide().loc["ash", "index"].item(),
    "explained": "best: 40 %, range of 2 areas" in card.explain("ash", "2024", "town.water").text,
    "frozen": "value: 40" in scorer.fit(evidence).to_yaml(),
    "schema": "FromRange" in schemas()["methodology"]["$defs"],
    "page": "How far the reference set reaches" in page.partition("{: #point-range }")[2][:200],
}))
"""


def test_a_new_rule_of_the_library_is_two_files(tmp_path: Path) -> None:
    package = copy_of_the_package(tmp_path)
    points = package / "methodology" / "points"
    add(points / "fitted.py", CLASS)
    export = (points / "__init__.py").read_text(encoding="utf-8")
    export = export.replace("    FromPercentile,\n", "    FromPercentile,\n    FromRange,\n")
    assert export.count("FromRange") == 2  # the import, and the list of what there is
    (points / "__init__.py").write_text(export, encoding="utf-8")
    assert answers(PROGRAM, package, FILE) == {
        "problems": [],
        "score": 50.0,
        "explained": True,
        "frozen": True,
        "schema": True,
        "page": True,
    }
