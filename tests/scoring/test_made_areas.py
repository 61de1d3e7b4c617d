"""The value of an area that is made of areas, from the inputs of its members."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard.catalogue import Standard

WATER = "u4ssc.en.en.ws.2c"  # delivered / days / population, L/day per inhabitant
FILE = f"""id: own
version: "1.0.0"
title: Own
areas: {{groups: [{{by: region, weight: people}}]}}
tree: [{{id: index, children: [{WATER}]}}]
branches: [{{for: all, aggregate: first}}]
"""


def region(bundled: Standard, folder: Path, *days: int) -> float:
    """The water of a region of two: 1,000 m³ for 10 people and 9,000 m³ for 30; both weigh 1."""
    rows: list[dict[str, Any]] = []
    for area, delivered, count, people in zip("ab", (1000, 9000), days, (10, 30), strict=True):
        base = {"area": area, "period": "2024", "series": WATER}
        rows.append({**base, "input": "delivered", "value": delivered, "unit": "m3"})
        rows.append({**base, "input": "days", "value": count, "unit": "day"})
        rows.append({**base, "series": "common", "input": "population", "value": people, "unit": "inhabitants"})
    path = folder / "own.yaml"
    path.write_text(FILE, encoding="utf-8")
    areas = pd.DataFrame({"area": ["a", "b"], "region": ["n", "n"], "people": [1, 1]})
    scores = sdg.score(sdg.Evidence.from_frame(pd.DataFrame(rows)), bundled, path, areas=areas).scores
    return float(scores[(scores["area"] == "n") & (scores["node"] == WATER)]["value"].iloc[0])


def test_what_adds_up_is_summed_and_what_is_the_same_for_all_stands_once(bundled: Standard, tmp_path: Path) -> None:
    """In 200 days for both: 10,000 m³ for 40 people are 1.25 m³ a day each, and no mean of 500 and 1,500 L."""
    assert region(bundled, tmp_path, 200, 200) == pytest.approx(10_000 * 1000 / 200 / 40)


def test_where_what_should_be_the_same_is_not_it_is_the_mean_of_the_members(bundled: Standard, tmp_path: Path) -> None:
    each = (1000 * 1000 / 200 / 10, 9000 * 1000 / 100 / 30)
    assert region(bundled, tmp_path, 200, 100) == pytest.approx(sum(each) / 2)
