"""Tables of others: a mapping says how a table becomes evidence."""

from __future__ import annotations

from sdg_standard.exchange.mapping.apply import apply_mapping
from sdg_standard.exchange.mapping.draft import draft_of
from sdg_standard.exchange.mapping.file import GivenMapping, MappingFile, read_mapping, shipped_mappings
from sdg_standard.exchange.mapping.model import ColumnRule, FileShape, SeriesRule, TableMapping
from sdg_standard.exchange.mapping.reading import read_named_table
from sdg_standard.exchange.named_table import NamedTable

__all__ = [
    "ColumnRule",
    "FileShape",
    "GivenMapping",
    "MappingFile",
    "NamedTable",
    "SeriesRule",
    "TableMapping",
    "apply_mapping",
    "draft_of",
    "read_mapping",
    "read_named_table",
    "shipped_mappings",
]
