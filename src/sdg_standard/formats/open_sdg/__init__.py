"""Open SDG: a data repository from values and definitions, and one of others as evidence and drafts."""

from __future__ import annotations

from sdg_standard.formats.format import Format
from sdg_standard.formats.open_sdg.reading import is_open_sdg, read_repository
from sdg_standard.formats.open_sdg.writing import write_open_sdg

__all__ = ["OPEN_SDG"]

OPEN_SDG = Format(
    "open-sdg", "", ("values", "standard"), write_open_sdg, read_repository, is_open_sdg, ("area", "framework")
)
