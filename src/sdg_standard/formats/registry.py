"""The formats that the library writes and reads, by name: the only list there is."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sdg_standard.formats.coinr.form import COINR
from sdg_standard.formats.csvw import CSVW
from sdg_standard.formats.data_package import DATA_PACKAGE
from sdg_standard.formats.format import Format
from sdg_standard.formats.json_stat import JSON_STAT
from sdg_standard.formats.linked.dcat import DCAT
from sdg_standard.formats.linked.skos import SKOS
from sdg_standard.formats.ngsi_ld import NGSI_LD
from sdg_standard.formats.open_sdg import OPEN_SDG
from sdg_standard.formats.own import DRAFT, EVIDENCE
from sdg_standard.formats.sdmx import SDMX, SDMX_CSV
from sdg_standard.formats.sql import SQL
from sdg_standard.formats.vtl.rules import VTL

_ALL = (
    EVIDENCE,
    DRAFT,
    COINR,
    DCAT,
    SKOS,
    SQL,
    NGSI_LD,
    VTL,
    SDMX,
    SDMX_CSV,
    OPEN_SDG,
    JSON_STAT,
    CSVW,
    DATA_PACKAGE,
)

FORMATS: Mapping[str, Format] = MappingProxyType({one.name: one for one in _ALL})
"""Every format by name."""
