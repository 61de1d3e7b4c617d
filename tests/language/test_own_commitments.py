"""The shipped methodology own-commitments, and points that are numbers of a commitment."""

from __future__ import annotations

from pathlib import Path

import pytest

import sdg_standard as sdg

PM = "u4ssc.en.en.aq.1c.pm2_5"
EVIDENCE = [
    {"area": "town", "period": year, "series": PM, "value": value, "unit": "µg/m³"}
    for year, value in (("2020", 12), ("2024", 11))
]
OWN = {"area": "town", "series": PM, "value": 8, "unit": "µg/m³", "year": 2030}


def test_a_quarter_of_the_way_at_five_eighths_of_the_pace() -> None:
    commitments = [OWN | {"baseline_value": 12, "baseline_year": 2020}]
    card = sdg.score(
        sdg.Evidence.from_records(EVIDENCE), sdg.load(), "own-commitments", periods=["2024"], commitments=commitments
    )
    row = card.scores.set_index("node").loc[PM]
    assert row["score"] == pytest.approx(100 * (11 - 12) / (8 - 12))
    assert row["trend_value"] == pytest.approx(((12 - 11) / 4) / ((12 - 8) / 10))
    assert card.scores.set_index("node").loc["goal:11", "score"] == pytest.approx(25)
    told = card.explain("town", "2024", PM).text
    assert "start: 12 µg/m³, the number that the municipality's own target starts from" in told


def test_a_series_without_commitment_has_no_point() -> None:
    card = sdg.score(sdg.Evidence.from_records(EVIDENCE), sdg.load(), "own-commitments", periods=["2024"])
    assert card.scores.set_index("node").loc[PM, "reason"] == "no_point"


def test_ends_of_bands_are_points_of_their_names(tmp_path: Path) -> None:
    file = tmp_path / "bands.yaml"
    file.write_text(
        """id: bands
version: "1.0.0"
title: Own bands
status: draft
description: Two-sided bands of the municipality's own.
select: {ids: [u4ssc.en.en.aq.1c.pm2_5]}
points:
  - for: all
    low: {rule: commitment}
    high: {rule: commitment}
    accepted_high: {rule: commitment}
leaves:
  - for: all
    steps: [{method: piecewise, points: [[low, 100], [high, 50], [accepted_high, 0]]}]
tree: {levels: [goal], links: {several: each}}
branches: [{for: all, aggregate: arithmetic_mean}]
""",
        encoding="utf-8",
    )
    commitments = [OWN | {"low": 6, "high": 10, "accepted_high": 14}]
    card = sdg.score(sdg.Evidence.from_records(EVIDENCE), sdg.load(), file, commitments=commitments)
    scores = card.scores[card.scores["node"] == PM].set_index("period")["score"]
    # 11 and 12 lie between 10 (50 points) and 14 (none)
    assert scores.to_dict() == pytest.approx({"2020": 50 * (14 - 12) / (14 - 10), "2024": 50 * (14 - 11) / (14 - 10)})
