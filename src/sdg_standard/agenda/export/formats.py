"""The formats by name, and what each of them loses."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sdg_standard.agenda.chain import Chain
from sdg_standard.agenda.entered import Entered
from sdg_standard.agenda.export.iati import iati
from sdg_standard.agenda.export.stratml import stratml
from sdg_standard.agenda.names import named
from sdg_standard.errors import SdgStandardError, UnknownId
from sdg_standard.model.agenda import SHEETS, Bands, Row
from sdg_standard.words import Said, say


def as_json(chain: Chain) -> str:
    """Return every sheet as a list of objects with the English names, as the JSON Schema of an agenda has them."""
    about = chain.agenda.about
    data: dict[str, Any] = {"format": 1, "municipality": about.municipality, "term": about.term}
    data |= {"language": about.language, "date": about.date.isoformat() if about.date else ""}
    for name in SHEETS:
        data[name] = [_filled(row.model_dump(mode="json", by_alias=True) | _printed(row)) for row in chain.rows(name)]
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _printed(row: Row) -> dict[str, str]:
    """Bands as they are read, where a row has some."""
    bands = getattr(row, "bands", None)
    return {"bands": bands.printed()} if isinstance(bands, Bands) else {}


def _filled(row: dict[str, Any]) -> dict[str, Any]:
    """The fields of a row that say something."""
    return {key: value for key, value in row.items() if value not in (None, "", [])}


FORMATS: MappingProxyType[str, Callable[[Chain], str]] = MappingProxyType(
    {"stratml": stratml, "iati": iati, "json": as_json}
)
"""What writes each format."""
LOST: MappingProxyType[str, tuple[str, ...]] = MappingProxyType(
    {
        "stratml": ("money", "decisions", "priorities", "participation", "terms", "coverage", "confirmations"),
        "iati": ("decisions", "priorities", "participation", "terms", "bodies", "coverage", "confirmations"),
        "json": (),
    }
)
"""Sheets that a format has no place for."""


@dataclass(frozen=True)
class Exported:
    """A document in the format of others, and what it does not hold."""

    text: str
    lost: tuple[Said, ...]
    """What was in the agenda and is not in the document."""


def export_agenda(agenda: Entered, chain: Chain, to: str) -> Exported:
    """Write the rows of an agenda that no error refuses. Raises UnknownId; SdgStandardError for nothing to write."""
    if to not in FORMATS:
        raise UnknownId("format", to, FORMATS)
    if to == "stratml" and not chain.objectives:
        raise SdgStandardError(say("agenda.nothing_to_export"))
    if to == "iati" and not chain.measures:  # a file of activities has at least one
        raise SdgStandardError(say("agenda.no_measure_to_export"))
    lost = [
        say("agenda.lost_sheet", sheet=named("sheet", name), n=len(agenda.sheet(name)))
        for name in LOST[to]
        if len(agenda.sheet(name))
    ]
    refused = sum(len(at) for at in chain.refused.values()) + sum(sheet.refused for sheet in agenda.sheets.values())
    lost += [say("agenda.lost_rows", n=refused)] if refused else []
    lost += [say("agenda.lost_bands")] if to == "iati" and any(row.bands for row in chain.commitments.values()) else []
    return Exported(FORMATS[to](chain), tuple(lost))
