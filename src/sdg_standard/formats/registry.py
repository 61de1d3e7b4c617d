"""The formats that the library writes and reads, by name: the only list there is."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sdg_standard.formats.coinr.form import COINR
from sdg_standard.formats.format import Format
from sdg_standard.formats.linked.dcat import DCAT
from sdg_standard.formats.linked.skos import SKOS
from sdg_standard.formats.own import DRAFT, EVIDENCE

_ALL = (
    EVIDENCE,
    DRAFT,
    COINR,
    DCAT,
    SKOS,
)

FORMATS: Mapping[str, Format] = MappingProxyType({one.name: one for one in _ALL})
"""Every format by name."""
