"""Standards written in the tests themselves, and examples that nothing has changed."""

from pathlib import Path

import pytest

from written import indicator, planned, read, write

__all__ = ["indicator", "planned", "read", "write"]


@pytest.fixture(scope="session")
def of_examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where examples are remembered."""
    return tmp_path_factory.mktemp("examples")


@pytest.fixture
def examples_remembered(of_examples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Examples that came out are run again when something changes that they rest on, as for whoever writes them."""
    monkeypatch.setenv("SDG_STANDARD_CACHE", str(of_examples))
