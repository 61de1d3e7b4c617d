"""Evidence with everything that is hard to hand on, and its scores."""

from __future__ import annotations

import pytest

import sdg_standard as sdg
from hard_evidence import hard_evidence


@pytest.fixture(scope="session")
def hard() -> sdg.Evidence:
    """Rows of three municipalities and of one that is in no register."""
    return hard_evidence()


@pytest.fixture(scope="session")
def card(hard: sdg.Evidence) -> sdg.Scorecard:
    """The scores of the same evidence."""
    return sdg.score(hard, sdg.load(), "u4ssc-performance", periods=["2024"])
