"""SDMX: the structure as SDMX-ML 2.1, evidence, values and scores as SDMX-CSV 2.0, and such files read.

Concepts and codes are those of the UN's structure for the goals where they mean the same (``flows``, ``units``).
"""

from __future__ import annotations

from sdg_standard.exchange import table_text
from sdg_standard.formats.content import Content
from sdg_standard.formats.format import Files, Format, Options, table_meant
from sdg_standard.formats.sdmx.crosswalk import crosswalk
from sdg_standard.formats.sdmx.data import data_text
from sdg_standard.formats.sdmx.lists import Lists
from sdg_standard.formats.sdmx.reading import STRUCTURE, is_message, is_sdmx_csv, read_message, read_sdmx_csv
from sdg_standard.formats.sdmx.structure import structure_text

__all__ = ["SDMX", "SDMX_CSV"]


def _write(content: Content, options: Options) -> Files:
    """The structure and every table that there is."""
    lists = Lists(content)
    flows = tuple(lists.tables) or ("evidence", "values")
    data = {f"{name}.csv": data_text(name, lists) for name in lists.tables}
    mapping = table_text(crosswalk(content.standard))
    return {STRUCTURE: structure_text(content, lists, flows), **data, "un-series.csv": mapping}


def _write_csv(content: Content, options: Options) -> Files:
    return {"": data_text(table_meant(content, options, ("evidence", "values", "scores")), Lists(content))}


SDMX = Format("sdmx", "", ("evidence", "values", "scores", "standard"), _write, read_message, is_message, ("series",))
SDMX_CSV = Format(
    "sdmx-csv", ".csv", ("evidence", "values", "scores"), _write_csv, read_sdmx_csv, is_sdmx_csv, ("series",)
)
