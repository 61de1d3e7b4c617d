"""Statistics from where they are kept: JSON-stat in and out, and the tables of statistical offices."""

from __future__ import annotations

from sdg_standard.exchange.statbank.dimension import Dimension
from sdg_standard.exchange.statbank.reading import read_json_stat
from sdg_standard.exchange.statbank.table import StatTable
from sdg_standard.exchange.statbank.writing import write_json_stat

__all__ = ["Dimension", "StatTable", "read_json_stat", "write_json_stat"]
