"""Packages that are extras."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from sdg_standard.errors import MissingExtra


def optional(module: str, feature: str, extra: str) -> Any:
    """Import a module that need not be installed. Raises :class:`MissingExtra`, which names the extra."""
    try:
        with _one_writer_of_xml() if module.partition(".")[0] == "openpyxl" else nullcontext():
            return importlib.import_module(module)
    except ImportError as error:
        raise MissingExtra(feature, module.partition(".")[0], extra) from error


@contextmanager
def _one_writer_of_xml() -> Iterator[None]:
    """Let openpyxl write XML without lxml, so that a workbook has the same bytes whether or not lxml is installed.

    openpyxl looks at this once, when it is first imported: in a process that imported it before, its own choice stays.
    """
    before = os.environ.get("OPENPYXL_LXML")
    os.environ["OPENPYXL_LXML"] = "False"
    try:
        yield
    finally:
        if before is None:
            del os.environ["OPENPYXL_LXML"]
        else:
            os.environ["OPENPYXL_LXML"] = before
