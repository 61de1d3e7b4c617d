"""Twelve towns, four series, and an index of them: what is studied."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard.assess import Scorecard
from sdg_standard.model.evidence import Evidence

WATER, INJURIES, PM, NO2 = "town.water", "town.injuries", "town.air.pm2_5", "town.air.no2"
LEAVES = [WATER, INJURIES, PM, NO2]
TOWN = sdg.load(Path(__file__).parents[1] / "contract" / "standard")
AREAS = pd.DataFrame({"area": [f"t{n}" for n in range(12)], "region": ["n", "s"] * 6, "people": range(1, 13)})

FILE = f"""id: own
version: "1.0.0"
title: Own
leaves: [{{for: all, steps: []}}]
tree:
  - {{id: index, children: {{air: 3, {WATER}: 1, {INJURIES}: 2}}}}
  - {{id: air, children: {{{PM}: 1, {NO2}: 3}}}}
branches: [{{for: all, aggregate: arithmetic_mean}}]
"""
Score = Callable[..., Scorecard]


def table() -> pd.DataFrame:
    """Twelve towns, four series with something in common, two gaps."""
    random = np.random.default_rng(11)
    common = random.uniform(0, 100, (12, 1))
    numbers = (0.6 * common + 0.4 * random.uniform(0, 100, (12, 4))).round(2)
    frame = pd.DataFrame(numbers, columns=LEAVES, index=AREAS["area"])
    frame.loc["t3", PM] = frame.loc["t8", WATER] = math.nan
    return frame


@pytest.fixture
def score(tmp_path: Path) -> Score:
    def made(text: str = FILE, frame: pd.DataFrame | None = None, **more: Any) -> Scorecard:
        path = tmp_path / "own.yaml"
        path.write_text(text, encoding="utf-8")
        values = sdg.measure(Evidence.from_wide(table() if frame is None else frame, period="2024"), TOWN)
        return sdg.score(values, TOWN, path, **{"areas": AREAS, **more})

    return made
