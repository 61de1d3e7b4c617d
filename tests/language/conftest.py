"""A small town standard with series of every kind, methodologies from a text, and evidence from a few numbers."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import sdg_standard as sdg
from readings import values
from sdg_standard.assess import Scorecard
from sdg_standard.catalogue import Standard
from sdg_standard.model.evidence import Evidence

TOWN = Path(__file__).parents[1] / "contract" / "standard"

WATER, INJURIES, PM, NO2 = "town.water", "town.injuries", "town.air.pm2_5", "town.air.no2"
UNITS = {
    WATER: "%",
    INJURIES: "per 100000 inhabitants",
    PM: "µg/m³",
    NO2: "µg/m³",
    "town.shops": "count",
    "town.waste": "t",
    "town.parity": "",
    "population": "inhabitants",
}

MORE = """
id: {name}
version: "1.0.0"
title: {name}
definition: Invented for the tests of the language of methodologies.
classification: {{pillar: place, theme: health}}
sdg: [{{target: "11.6", relation: direct, source: illustrative}}]
series:
  value:
    kind: {kind}
    {unit}
    direction: {direction}
    {benchmark}
examples: [{{name: any, given: {{value: {example}}}, expect: {{value: {example}}}}}]
sources: [illustrative]
"""
NEITHER = "no_benchmark: Nobody has set one."
ONE = "benchmarks: [{value: 1, from: 2015-01-01, basis: expert, source: illustrative, status: proposed}]"


@pytest.fixture(scope="session")
def town() -> Standard:
    """The small standard of the contract."""
    return sdg.load(TOWN)


@pytest.fixture(scope="session")
def larger(tmp_path_factory: pytest.TempPathFactory) -> Standard:
    """The same with a count, an amount, and a series of which a certain value is best."""
    folder = tmp_path_factory.mktemp("larger") / "standard"
    shutil.copytree(TOWN, folder)
    for name, kind, unit, direction, benchmark, example in (
        ("town.shops", "count", "unit: count", "higher_is_better", NEITHER, "3 count"),
        ("town.waste", "amount", "unit: t", "lower_is_better", NEITHER, "3 t"),
        ("town.parity", "index", "", "target_value", ONE, "1.2"),
    ):
        text = MORE.format(name=name, kind=kind, unit=unit, direction=direction, benchmark=benchmark, example=example)
        path = folder / "frameworks" / "town" / f"{name.removeprefix('town.')}.yaml"
        path.write_text(text, encoding="utf-8")
    return sdg.load(folder)


def evidence(given: dict[str, dict[str, Any]]) -> Evidence:
    """Rows from ``{area: {series: number}}``; a dict in the place of a number has one for each period.

    A letter is a status; ``indicator/input`` names an input.
    """
    rows = []
    for area, numbers in given.items():
        for name, written in numbers.items():
            series, _, entry = name.partition("/")
            for period, value in (written if isinstance(written, dict) else {"2024": written}).items():
                status = value if isinstance(value, str) else ""
                unit = "" if status else UNITS.get(entry or series, "")
                rows.append(
                    {"area": area, "period": period, "series": series, "input": entry, "unit": unit, "status": status}
                    | {"value": "" if status else value}
                )
    return Evidence.from_frame(pd.DataFrame(rows))


Score = Callable[..., Scorecard]


@pytest.fixture
def score(town: Standard, tmp_path: Path) -> Score:
    """Score numbers under a methodology of which only the interesting keys are given."""

    def made(
        text: str, given: dict[str, dict[str, Any]] | Evidence, standard: Standard = town, **more: Any
    ) -> Scorecard:
        path = tmp_path / "own.yaml"
        path.write_text(f'id: own\nversion: "1.0.0"\ntitle: Own\n{text}\n', encoding="utf-8")
        rows = given if isinstance(given, Evidence) else evidence(given)
        return sdg.score(rows, standard, path, **more)

    return made


def cell(card: Scorecard, node: str, column: str = "score", *, area: str = "a", period: str = "2024") -> Any:
    """One cell of the table of scores."""
    table = card.scores.set_index(["area", "period", "node"])
    return table.loc[(area, period, node), column]


@pytest.fixture(scope="session", name="cell")
def cell_of() -> Callable[..., Any]:
    """One cell of the table of scores."""
    return cell


@pytest.fixture(scope="session")
def rows() -> Callable[..., Evidence]:
    """Evidence from a few numbers."""
    return evidence


@pytest.fixture
def read(score: Score) -> Callable[..., Any]:
    """The value that a reading gives for fine particles of area a."""

    def value(read: str, observed: dict[str, Any], period: str = "2024", column: str = "value", **more: Any) -> Any:
        card = score(values(read), {"a": {PM: observed}}, periods=[period], **more)
        return cell(card, PM, column, period=period)

    return value
