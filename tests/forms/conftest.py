"""Standards that forms are written for."""

from __future__ import annotations

from pathlib import Path

import pytest

import sdg_standard as sdg
from sdg_standard.catalogue import Standard

CONTRACT = Path(__file__).parents[1] / "contract"


@pytest.fixture(scope="session")
def town() -> Standard:
    return sdg.load(CONTRACT / "standard")


@pytest.fixture(scope="session")
def edition() -> Standard:
    return sdg.load()
