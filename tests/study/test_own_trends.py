"""A branch's own trend beside that of its leaves."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard.study import branch_trends
from twelve_towns import FILE, INJURIES, NO2, PM, TOWN, WATER


def test_by_hand(tmp_path: Path) -> None:
    """pm2_5 20, 30; no2 comes in the second year with 70. Own: 20 → (30 + 3·70)/4 = 60; of leaves: pm2_5 alone, 10."""
    rows = [("a", "2023", PM, 20), ("a", "2024", PM, 30), ("a", "2024", NO2, 70)]
    rows += [("b", "2023", PM, 20), ("b", "2024", PM, 28), ("b", "2023", NO2, 40), ("b", "2024", NO2, 44)]
    frame = pd.DataFrame(rows, columns=["area", "period", "series", "value"]).assign(unit="µg/m³")
    path = tmp_path / "own.yaml"
    text = FILE.replace(f"{{air: 3, {WATER}: 1, {INJURIES}: 2}}", "{air: 1}")
    steps = "steps: [{method: piecewise, points: [[0, 0], [100, 100]]}]"
    path.write_text(text.replace("steps: []", steps), encoding="utf-8")
    card = sdg.score(sdg.Evidence.from_frame(frame), TOWN, path)
    found = branch_trends(card).set_index(["node", "area", "period"])
    assert found.loc[("air", "a", "2024"), ["own", "of_leaves", "difference"]].tolist() == pytest.approx([40, 10, 30])
    both = (8 + 3 * 4) / 4
    assert found.loc[("air", "b", "2024"), ["own", "of_leaves"]].tolist() == pytest.approx([both, both])
    assert found.loc[("air", "a", "2023")].isna().all()
    pace = branch_trends(card, {"method": "pace_to_target", "target": 100, "year": 2030}).set_index(["node", "area"])
    assert pace.loc["air"].notna().any().all()
