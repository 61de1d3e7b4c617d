"""A score follows from its explanation alone: every node of every shipped methodology and of the contract."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard.assess import Scorecard
from sdg_standard.catalogue import Standard
from sdg_standard.editions.examples import _attributes, _evidence, edition_year

SHIPPED = sorted(path.stem for path in (Path(__file__).parents[2] / "standard" / "methodologies").glob("*.yaml"))


def cards_of(name: str, standard: Standard) -> list[Scorecard]:
    """The scorecards of the examples of a methodology."""
    methodology = standard.methodologies[name]
    found = []
    for example in methodology.examples:
        evidence, areas = _evidence(example, standard)
        table = pd.DataFrame([{"area": area, "name": area, **_attributes(example, area)} for area in areas])
        period = example.period or edition_year(standard)
        found.append(sdg.score(evidence, standard, methodology, areas=table, periods=[period]))
    return found


def test_there_is_something_to_sweep() -> None:
    assert len(SHIPPED) >= 13


@pytest.mark.parametrize("name", SHIPPED)
def test_every_example_of_what_is_shipped(
    name: str, bundled: Standard, recomputed: Callable[[Scorecard], Counter[str]]
) -> None:
    count: Counter[str] = Counter()
    for card in cards_of(name, bundled):
        count += recomputed(card)
    assert count["nodes"] >= 10


@pytest.mark.parametrize("name", ["levels", "written", "trend"])
def test_the_contract(
    name: str, town: Standard, contract: Path, recomputed: Callable[[Scorecard], Counter[str]]
) -> None:
    card = sdg.score(
        sdg.measure(sdg.read_evidence(contract / "evidence.csv"), town), town, name, areas=contract / "areas.csv"
    )
    count = recomputed(card)
    assert count["nodes"] == len(card.scores)
