"""Areas pair by pair."""

from __future__ import annotations

import numpy as np
import pytest

from sdg_standard.errors import UnknownId
from sdg_standard.study import outranking
from twelve_towns import FILE, INJURIES, NO2, PM, WATER, Score, score, table

__all__ = ["score"]


def test_shares_by_hand(score: Score) -> None:
    card = score()
    found = outranking(card)
    air = {area: card.number("air")[place] for place, area in enumerate(card.areas)}
    for one, other in [("t0", "t1"), ("t4", "t9")]:
        ahead = 3 * (air[one] > air[other])
        for name, weight in ((WATER, 1), (INJURIES, 2)):
            ahead += weight * (table().loc[one, name] > table().loc[other, name])
        assert found.loc[one, other] == pytest.approx(ahead / 6)
        assert found.loc[one, other] + found.loc[other, one] == pytest.approx(1)
    assert found.shape == (12, 12) and np.isnan(np.diag(found)).all()


def test_where_lower_is_better(score: Score) -> None:
    text = FILE.replace("steps: []}", "steps: [], gives: value}").replace(
        f"{{air: 3, {WATER}: 1, {INJURIES}: 2}}", "{air: 1}"
    )
    found, frame = outranking(score(text), "air"), table()
    for one, other in [("t0", "t1"), ("t4", "t9")]:
        cleaner = frame.loc[one] < frame.loc[other]
        assert found.loc[one, other] == pytest.approx((cleaner[PM] + 3 * cleaner[NO2]) / 4)


def test_a_branch_and_a_period(score: Score) -> None:
    card = score()
    assert outranking(card, "air", period="2024").loc["t3", "t0"] in (0, 1)  # t3 has no PM2.5: NO2 alone says it
    assert table().loc["t3", NO2] > 0
    with pytest.raises(UnknownId, match="2023"):
        outranking(card, period="2023")
    with pytest.raises(UnknownId, match=WATER):
        outranking(card, WATER)
