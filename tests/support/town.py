"""The small standard of the contract, the bundled one, and evidence from a few words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard.assess import Scorecard
from sdg_standard.catalogue import Standard
from sdg_standard.model.evidence import Evidence
from sdg_standard.model.values import Values

CONTRACT = Path(__file__).parents[1] / "contract"

Measure = Callable[..., Values]
Score = Callable[..., Scorecard]

SHORT = {
    "water": "town.water",
    "injuries": "town.injuries",
    "pm2_5": "town.air.pm2_5",
    "no2": "town.air.no2",
    "council": "town.youth-council",
}
UNITS = {"water": "%", "injuries": "per 100000 inhabitants", "pm2_5": "µg/m³", "no2": "µg/m³", "council": ""}


@pytest.fixture(scope="session")
def contract() -> Path:
    """The folder of the contract."""
    return CONTRACT


@pytest.fixture(scope="session")
def town() -> Standard:
    """The small standard of the contract."""
    return sdg.load(CONTRACT / "standard")


@pytest.fixture(scope="session")
def bundled() -> Standard:
    """The bundled edition."""
    return sdg.load()


def rows_of(*rows: dict[str, Any]) -> Evidence:
    """Evidence from rows of which only the interesting cells are given."""
    base: dict[str, Any] = {"area": "alder", "period": "2024", "series": "town.water", "value": "", "unit": ""}
    return Evidence.from_frame(pd.DataFrame([base | row for row in rows]))


@pytest.fixture(scope="session")
def measured(town: Standard) -> Measure:
    """Measure a few rows; without saying so they are about the water of alder in 2024."""

    def measure(*rows: dict[str, Any], standard: Standard = town) -> Values:
        return sdg.measure(rows_of(*rows), standard)

    return measure


def observations(by_area: dict[str, dict[str, Any]], period: str = "2024") -> list[dict[str, Any]]:
    """Rows from ``{area: {water: 96, pm2_5: 12}}`` in the units of the series; a dict has a number for each period."""
    rows = []
    for area, given in by_area.items():
        for name, value in given.items():
            for when, number in (value if isinstance(value, dict) else {period: value}).items():
                status = {"status": number} if isinstance(number, str) and number in ("M", "O", "Q") else {}
                cells = {"value": "" if status else number, "unit": "" if status else UNITS[name], **status}
                rows.append({"area": area, "period": when, "series": SHORT[name], **cells})
    return rows


@pytest.fixture
def scored(town: Standard, tmp_path: Path) -> Score:
    """Score observations of towns under a methodology that is written out here, without its head."""

    def score(
        text: str, by_area: dict[str, dict[str, Any]], *, tables: dict[str, str] | None = None, **more: Any
    ) -> Scorecard:
        path = tmp_path / "own.yaml"
        path.write_text('id: own\nversion: "1.0.0"\ntitle: Own\n' + text, encoding="utf-8")
        for name, content in (tables or {}).items():
            (tmp_path / name).write_text(content, encoding="utf-8")
        evidence = rows_of(*observations(by_area))
        more.setdefault("periods", ["2024"])
        for name in ("areas", "commitments"):
            if isinstance(more.get(name), list):
                more[name] = pd.DataFrame(more[name])
        return sdg.score(evidence, town, path, **more)

    return score


@pytest.fixture(scope="session")
def rows() -> Callable[..., Evidence]:
    """Make evidence of rows of which only the interesting cells are given."""
    return rows_of


@pytest.fixture(scope="session")
def cell() -> Callable[..., Any]:
    """One cell of the scores: of alder in 2024 unless said."""
    return _cell


def _cell(card: Scorecard, node: str, column: str = "score", area: str = "alder", period: str = "2024") -> Any:
    """One cell of the scores."""
    frame = card.scores
    found = frame[(frame["area"] == area) & (frame["period"] == period) & (frame["node"] == node)]
    assert len(found) == 1, f"{len(found)} rows for {area}, {period}, {node}"
    return found[column].iloc[0]
