"""Statistics from where they are kept: JSON-stat in and out, and the tables of statistical offices."""

from __future__ import annotations

from sdg_standard.exchange.statbank.client import StatBank
from sdg_standard.exchange.statbank.dimension import Dimension
from sdg_standard.exchange.statbank.named import named_table
from sdg_standard.exchange.statbank.queries import statbank_query
from sdg_standard.exchange.statbank.reading import read_json_stat
from sdg_standard.exchange.statbank.table import StatTable
from sdg_standard.exchange.statbank.writing import write_json_stat

__all__ = ["Dimension", "StatBank", "StatTable", "named_table", "read_json_stat", "statbank_query", "write_json_stat"]
