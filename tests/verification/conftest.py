"""The standard that asks, loaded once."""

from __future__ import annotations

import pytest

from asking_rows import standard_that_asks
from sdg_standard.catalogue import Standard
from town import bundled

__all__ = ["bundled"]


@pytest.fixture(scope="session")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Standard:
    """Two shares that are compared, a rate of two inputs, and an answer that rests on a document."""
    return standard_that_asks(tmp_path_factory.mktemp("asking"))
