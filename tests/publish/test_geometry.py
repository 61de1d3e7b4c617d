"""Sectors, arcs and lines of text."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdg_standard.publish.geometry import arc, point, sector, text_width, wrapped


@given(st.floats(1, 500), st.floats(0, 2))
def test_points_lie_on_their_circle(radius: float, turn: float) -> None:
    assert math.hypot(*point(radius, turn)) == pytest.approx(radius, abs=0.02)


def test_quarters() -> None:
    assert [point(10, turn) for turn in (0, 0.25, 0.5, 0.75)] == [(0, -10), (10, 0), (0, 10), (-10, 0)]


def test_a_large_piece_takes_the_long_way() -> None:
    assert "A10 10 0 1 1" in sector(5, 10, 0, 0.75)
    assert "A10 10 0 0 1" in sector(5, 10, 0, 0.25)


def test_a_whole_ring_is_two_halves() -> None:
    assert sector(5, 10, 0, 1).count("M") == 2


def test_text_in_the_lower_half_runs_the_other_way() -> None:
    assert arc(10, 0.9, 1.1).endswith(f"0 0 1 {' '.join(f'{v:g}' for v in point(10, 1.1))}")
    assert "0 0 0" in arc(10, 0.4, 0.6)


@given(st.text(alphabet="abc dæøå", max_size=80), st.integers(1, 3))
def test_wrapped_lines_fit(text: str, lines: int) -> None:
    found = wrapped(text, 10, 60, lines)
    assert 1 <= len(found) <= lines
    assert all(text_width(line, 10) <= 60 for line in found)


def test_what_does_not_fit_is_said_to_go_on() -> None:
    assert wrapped("one two three four", 10, 45, 1) == ["one two…"] or wrapped("one two three four", 10, 45, 1)[
        0
    ].endswith("…")
    assert re.fullmatch(r"Verylongword.*…", wrapped("Verylongwordwithoutanyblank", 10, 80, 2)[0])
