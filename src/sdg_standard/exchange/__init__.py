"""Tables in and out: evidence, areas and commitments in CSV, Excel, Parquet and JSON; results as CSV and JSON."""

from __future__ import annotations

from sdg_standard.exchange.csv_out import table_text, write_table
from sdg_standard.exchange.demo import DEMO, EVERYTHING, MUNICIPALITIES, demo_evidence
from sdg_standard.exchange.evidence import read_evidence
from sdg_standard.exchange.evidence_out import Written, sure_rows, write_evidence
from sdg_standard.exchange.files import is_text
from sdg_standard.exchange.json_out import InOrder, JsonColumn, json_column, json_columns, json_text, write_json
from sdg_standard.exchange.side_tables import read_areas, read_commitments
from sdg_standard.exchange.table import RawTable, read_table

__all__ = [
    "DEMO",
    "EVERYTHING",
    "MUNICIPALITIES",
    "InOrder",
    "JsonColumn",
    "RawTable",
    "Written",
    "demo_evidence",
    "is_text",
    "json_column",
    "json_columns",
    "json_text",
    "read_areas",
    "read_commitments",
    "read_evidence",
    "read_table",
    "sure_rows",
    "table_text",
    "write_evidence",
    "write_json",
    "write_table",
]
