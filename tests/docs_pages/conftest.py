"""The modules that write pages when the site is built; MkDocs puts their folder on the path, and so do these tests."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

HOOKS = Path(__file__).parents[2] / "docs" / "_hooks"


@pytest.fixture(scope="session")
def hook() -> Callable[[str], ModuleType]:
    """Import a module of the hooks by name."""

    def load(name: str) -> ModuleType:
        sys.path.insert(0, str(HOOKS))
        try:
            return importlib.import_module(name)
        finally:
            sys.path.remove(str(HOOKS))

    return load
