"""Examples that nothing has changed are not run again, as for somebody who writes definitions and validates them."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def of_examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where it is remembered which examples came out."""
    return tmp_path_factory.mktemp("examples")


@pytest.fixture
def examples_remembered(of_examples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Examples that came out are run again when something changes that they rest on."""
    monkeypatch.setenv("SDG_STANDARD_CACHE", str(of_examples))
