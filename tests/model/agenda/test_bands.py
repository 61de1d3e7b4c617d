"""Bands as plans print them: Asker's of 2015, whose borders have gaps, and what rounding covers."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdg_standard.model.agenda import Bands, Interval, bands_of
from sdg_standard.model.agenda.bands import rounded

GROWTH = bands_of("desired: 1.30-1.69; accepted: 1.00-1.29; accepted: 1.70-1.99")
FLATS = bands_of("desired: >70; accepted: 50-69")


@pytest.mark.parametrize(
    ("bands", "value", "verdict", "gap"),
    [
        (GROWTH, 1.5, "desired", False),
        (GROWTH, 1.295, "desired", False),  # printed with two decimals it is 1.30
        (GROWTH, 1.294, "accepted", False),
        (GROWTH, 1.695, "accepted", False),  # 1.70
        (GROWTH, 0.994, "not_approved", False),
        (GROWTH, 0.995, "accepted", False),  # 1.00
        (GROWTH, 2.0, "not_approved", False),
        (FLATS, 62, "accepted", False),
        (FLATS, 69.4, "accepted", False),
        (FLATS, 70, "accepted", True),  # in neither: the worse of the two
        (FLATS, 70.1, "desired", False),
        (FLATS, 49, "not_approved", False),
    ],
)
def test_a_value_and_its_band(bands: Bands, value: float, verdict: str, gap: bool) -> None:
    judged = bands.judge(value)
    assert (judged.verdict, judged.gap) == (verdict, gap)


def test_gaps_and_overlaps() -> None:
    assert GROWTH.gaps() == [] and GROWTH.overlaps() == []
    assert FLATS.gaps() == [(69.0, 70.0)]
    assert bands_of("desired: 10-20; accepted: 5-7").gaps() == [(7.0, 10.0)]
    assert bands_of("desired: 10-20; accepted: 5-12").overlaps() == [(10.0, 12.0)]


def test_the_ways_to_write_bands() -> None:
    as_lists = bands_of({"desired": [300, 399], "accepted": [[250, 299], [400, 449]]})
    assert as_lists == bands_of("desired: 300–399; accepted: 250-299; accepted: 400 - 449")
    assert bands_of({"desired": [None, 20]}).desired == (Interval(high=20.0),)
    assert bands_of("desired: ≤ 20 %").desired == (Interval(high=20.0),)
    assert bands_of("desired: -4,5--2,5").desired == (Interval(-4.5, -2.5),)


@pytest.mark.parametrize(
    "text", ["", "desired", "desired: much", "wanted: 1-2", "desired: 3-1", "accepted: 1-2", "desired: 1-2-3"]
)
def test_what_are_no_bands(text: str) -> None:
    with pytest.raises(ValueError):
        bands_of(text)


@given(st.floats(allow_nan=False), st.integers(0, 6))
def test_every_number_gets_a_verdict(value: float, decimals: int) -> None:
    bands = Bands((Interval(10, 20),), (Interval(5, 9), Interval(21, 30)), decimals)
    judged = bands.judge(value)
    assert judged.verdict in ("desired", "accepted", "not_approved")
    if 10 <= value <= 20:
        assert judged.verdict == "desired"
    if not math.isinf(value):
        assert abs(rounded(value, decimals) - value) <= 0.5 * 10.0**-decimals * (1 + 1e-9) or abs(value) > 2**52
