"""Statistics from where they are kept: JSON-stat in and out, and the tables of statistical offices."""

from __future__ import annotations

from sdg_standard.exchange.statbank.frames import table_of_frame
from sdg_standard.exchange.statbank.reading import read_json_stat
from sdg_standard.exchange.statbank.table import Dimension, StatTable
from sdg_standard.exchange.statbank.writing import write_json_stat

__all__ = ["Dimension", "StatTable", "read_json_stat", "table_of_frame", "write_json_stat"]
