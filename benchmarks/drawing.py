"""Draws of what is uncertain, against a loop of plain NumPy passes over the same table."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

import sdg_standard as sdg
from benchmarks.measure import Cost, costs_of
from benchmarks.scoring import case, plain
from sdg_standard.methodology.uncertainty import UncertaintyDefinition
from sdg_standard.simulation import Model, unit_cube

WHAT = {
    "evidence": {"rounding": True},
    "choices": [
        {"id": "weights", "for": "branches", "weights": {"dirichlet": 100}},
        {"id": "ends", "for": "all", "point": "worst", "spread": 0.1},
    ],
}
"""Every number, every weight and a point of every leaf."""


@dataclass(frozen=True)
class Drawing:
    """What draws cost, and the same number of plain passes that draw nothing."""

    draws: int
    areas: int
    series: int
    costs: dict[str, Cost]

    @property
    def ratio(self) -> float:
        """Time of the library over that of the plain passes."""
        return self.costs["library"].over(self.costs["plain passes"])


def drawing(draws: int = 1000, areas: int = 400, series: int = 91) -> Drawing:
    """Score a table in draws of its numbers, weights and points; the peer scores it as often without drawing."""
    made = case(areas, series)
    path = Path(tempfile.mkdtemp()) / "benchmark.yaml"
    path.write_text(made.methodology, encoding="utf-8")
    standard, array = sdg.load(), made.frame.to_numpy()
    values = sdg.measure(sdg.Evidence.from_wide(made.frame, period="2024", units="series"), standard)
    model = Model(values, standard, path, UncertaintyDefinition.model_validate(WHAT), periods=["2024"])
    units = unit_cube(draws, len(model.columns), seed=0)
    nodes = [f"node-{number}" for number in range(len(made.branches))]

    def passes() -> None:
        for _ in range(draws):
            plain(array, made.worst, made.best, made.branches)

    costs = {"plain passes": passes, "library": lambda: model.scores(units, nodes)}
    return Drawing(draws, areas, len(made.frame.columns), costs_of(costs, times=2))
