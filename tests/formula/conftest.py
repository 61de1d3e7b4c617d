"""The units of the standard, read once."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from sdg_standard.units import Units

STANDARD = Path(__file__).parents[2] / "standard"


@pytest.fixture(scope="session")
def units() -> Units:
    lists = yaml.safe_load((STANDARD / "spellings.yaml").read_text("utf-8"))
    return Units.from_text((STANDARD / "units.txt").read_text("utf-8"), lists["spellings"], lists["wrong"])
