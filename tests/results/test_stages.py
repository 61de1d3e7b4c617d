"""What each stage of scoring gave."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import sdg_standard as sdg
from twelve_towns import FILE, INJURIES, LEAVES, NO2, PM, WATER, Score, score, table

__all__ = ["score"]


def test_read_treated_scored_and_each_level(score: Score) -> None:
    steps = "{method: cap, max: 50}, {method: piecewise, points: [[0, 0], [50, 100]]}"
    card = score(FILE.replace("steps: []", f"steps: [{steps}]"))
    stages = card.stages()
    assert list(stages) == ["as_read", "treated", "scored", "branch"]
    assert all(frame.index.equals(card.wide().index) for frame in stages.values())
    read = table().clip()
    for leaf in LEAVES:
        column = read[leaf].to_numpy()
        for stage, numbers in (
            ("as_read", column),
            ("treated", np.minimum(column, 50)),
            ("scored", 2 * np.minimum(column, 50)),
        ):
            assert stages[stage][leaf].to_numpy() == pytest.approx(numbers, nan_ok=True)
    first = stages["scored"].loc[("t0", "2024")]
    air = (first[PM] + 3 * first[NO2]) / 4
    index = (3 * air + first[WATER] + 2 * first[INJURIES]) / 6
    assert stages["branch"].loc[("t0", "2024"), "air"] == pytest.approx(air)
    assert stages["branch"].loc[("t0", "2024"), "index"] == pytest.approx(index)


def test_frames_are_the_readers_own_and_a_card_read_back_has_the_same(score: Score) -> None:
    card = score()
    spoilt = card.stages()["as_read"]
    spoilt.iloc[:, :] = -1
    again = sdg.Scorecard.from_json(card.to_json())
    for name, frame in card.stages().items():
        pd.testing.assert_frame_equal(frame, again.stages()[name])
        assert (frame.fillna(0) != -1).all().all()
