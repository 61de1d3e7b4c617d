"""Parts of a series, and gaps between them, are drawn like any other number."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import stats

import groups
import sdg_standard as sdg

HEAD = "id: own\ntitle: Own\nleaves: [{for: all, steps: [], gives: value}]\ntree:\n"
LEAVES = {
    "women": "series: town.life, part: {sex: F}",
    "gap": "series: town.life, read: {gap: {by: sex}}",
    "all": "series: town.life",
    "work": "series: town.work, part: {sex: F}",
}
TREE = "".join(
    f"  - {{id: of_{name}, aggregate: {{method: first}}, children: [{{id: {name}, {keys}}}]}}\n"
    for name, keys in LEAVES.items()
)


def life(area: str, sex: str, value: float, low: float = np.nan, high: float = np.nan) -> dict[str, Any]:
    return {"area": area, "series": "town.life", "sex": sex, "value": value, "low": low, "high": high}


ROWS = [
    *(life("alder", "", 82, 80, 84), life("alder", "F", 84, 83, 86), life("alder", "M", 80, 79.5, 80.5)),
    *(life("birch", "", 81), life("birch", "F", 83), life("birch", "M", 79)),
    *(
        {"area": "alder", "series": series, "input": name, "value": count, "sex": "F"}
        for series, name, count in (("town.work", "workers", 30), ("common", "population", 60))
    ),
]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> sdg.Uncertainty:
    path = tmp_path_factory.mktemp("own") / "own.yaml"
    path.write_text(HEAD + TREE, encoding="utf-8")
    what = {"evidence": {"small_counts": True}}
    return sdg.uncertainty(groups.evidence(*ROWS), groups.standard(), path, draws=60, uncertainty=what)


def of(found: sdg.Uncertainty, node: str, area: str = "alder") -> Any:
    table = found.intervals().set_index(["area", "node"])
    return table.loc[(area, node)]


def test_a_part_has_the_interval_that_its_rows_state(found: sdg.Uncertainty) -> None:
    """84 with 83 to 86 as 95 per cent: nine in ten lie 1.645 standard deviations to either side."""
    share = stats.norm.ppf(0.95) / stats.norm.ppf(0.975)
    row = of(found, "of_women")
    assert row["low"] == pytest.approx(84 - share * 1, abs=0.4)
    assert row["high"] == pytest.approx(84 + share * 2, abs=0.6)
    assert of(found, "of_all")["median"] == pytest.approx(82, abs=0.4)
    assert of(found, "of_women", "birch")[["low", "high"]].tolist() == [83, 83]


def test_a_gap_is_that_of_the_parts_that_were_drawn(found: sdg.Uncertainty) -> None:
    row = of(found, "of_gap")
    assert row["score"] == 4 and row["low"] < 3.4 and row["high"] > 5.2
    assert of(found, "of_gap", "birch")[["low", "high"]].tolist() == [4, 4]


def test_the_numerator_of_a_part_is_drawn(found: sdg.Uncertainty) -> None:
    """30 of 60 women: binomial, in steps of 100 / 60."""
    numbers = found.wide("of_work")["alder"].to_numpy() * 60 / 100
    assert np.allclose(numbers, np.round(numbers))
    assert numbers.std() == pytest.approx(stats.binom(60, 0.5).std(), rel=0.3)


def test_a_draw_scored_the_ordinary_way_gives_its_numbers(found: sdg.Uncertainty) -> None:
    for number in range(4):
        draw = found.draw(number)
        wide = draw.score().wide("number").reindex(columns=list(found.nodes))
        for node in found.nodes:
            assert np.array_equal(wide[node].to_numpy(), found.wide(node).loc[number].to_numpy(), equal_nan=True)
        parts = draw.values.parts
        assert parts["low"].isna().all() and len(parts) == len(groups.measured(*ROWS).parts)


def test_parts_alone_stand_side_by_side(tmp_path: Path) -> None:
    """A part that is taken as it stands is drawn with many draws in one run; so the numbers are those of one by one."""
    path = tmp_path / "own.yaml"
    path.write_text(HEAD + "".join(line for line in TREE.splitlines(True) if "gap" not in line), encoding="utf-8")
    drawn = sdg.uncertainty(groups.evidence(*ROWS), groups.standard(), path, draws=5)
    assert not drawn._model._structures.of({}).apart
    for number in range(5):
        wide = drawn.draw(number).score().wide("number")
        assert wide["of_women"].tolist() == drawn.wide("of_women").loc[number].tolist()
