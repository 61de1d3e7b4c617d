"""Scorecards of the contract's small standard, made once."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from sdg_standard.assess import Scorecard, score
from sdg_standard.editions import load
from sdg_standard.exchange import read_evidence

CONTRACT = Path(__file__).parents[1] / "contract"


@lru_cache(maxsize=8)
def contract_card(methodology: str) -> Scorecard:
    """The contract's evidence of 2024 under one of its methodologies."""
    return score(
        read_evidence(CONTRACT / "evidence.csv"),
        load(CONTRACT / "standard"),
        methodology,
        areas=CONTRACT / "areas.csv",
        periods=["2024"],
    )


@pytest.fixture
def levels() -> Scorecard:
    return contract_card("levels")


@pytest.fixture
def written() -> Scorecard:
    return contract_card("written")


@pytest.fixture
def trend() -> Scorecard:
    return contract_card("trend")
