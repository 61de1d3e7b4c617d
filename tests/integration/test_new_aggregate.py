"""A new aggregate of the library is a function, a class and its export: tried in a copy of the package."""

from __future__ import annotations

from pathlib import Path

import pytest

from own_copy import add, answers, copy_of_the_package

pytestmark = pytest.mark.integration
FILE = """
leaves: [{for: all, steps: []}]
tree: {id: index, children: [town.water, town.air.pm2_5, town.air.no2], aggregate: contraharmonic_mean}
"""
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
    assert answers(PROGRAM, package, FILE) == {
        "score": pytest.approx((10**2 + 20**2 + 60**2) / (10 + 20 + 60)),
        "explained": ["made by: the contraharmonic mean", "put together: of 10, 20 and 60 = 45.5556"],
        "yaml": True,
        "schema": True,
        "page": True,
    }
