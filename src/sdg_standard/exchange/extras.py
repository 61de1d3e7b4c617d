"""Packages that are extras."""

from __future__ import annotations

import importlib
from typing import Any

from sdg_standard.errors import MissingExtra


def optional(module: str, feature: str, extra: str) -> Any:
    """Import a module that need not be installed. Raises :class:`MissingExtra`, which names the extra."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise MissingExtra(feature, module.partition(".")[0], extra) from error
