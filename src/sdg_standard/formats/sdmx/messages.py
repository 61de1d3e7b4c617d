"""Data messages of SDMX-ML and SDMX-JSON of any version as the rows that CSV would have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.parsers import expat

import numpy as np
import pandas as pd

from sdg_standard.errors import EvidenceError
from sdg_standard.exchange.files import Content
from sdg_standard.exchange.json_data import parsed
from sdg_standard.exchange.named_table import NamedTable
from sdg_standard.formats.codes import NOT_ITS_FORMAT
from sdg_standard.model.origins import Origins, TableRead
from sdg_standard.words import say

MOST_ROWS = 2_000_000
Row = dict[str, str]


def table_of_message(content: Content) -> NamedTable:
    """The observations of a message, one row each. Raises EvidenceError for what is no data message."""
    rows = list(_of_json(content) if content.data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" else _of_xml(content))
    if not rows:
        raise _refused(content, "formats.sdmx.no_observations")
    names = dict.fromkeys(name for row in rows for name in row)
    frame = pd.DataFrame([[row.get(name, "") for name in names] for row in rows], columns=list(names), dtype=object)
    table = TableRead(content.name, digest=content.digest)
    return NamedTable(frame, Origins(np.arange(1, len(rows) + 1), (table,)))


def _refused(content: Content, key: str, **facts: Any) -> EvidenceError:
    return EvidenceError([NOT_ITS_FORMAT.problem(say(key, **facts), file=content.name)])


# XML


class _Message:
    """Listens to the parser: no tree is built, so that nothing nests and nothing is kept but the rows."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.series: Row = {}
        self.obs: Row | None = None
        self.in_group = False
        self.text: list[str] | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins: a series or an observation with its attributes, or one value of it."""
        kind = name.rpartition(":")[2]
        plain = {key: value for key, value in attributes.items() if ":" not in key and key != "xmlns"}
        if kind == "Group":
            self.in_group = True
        elif kind == "Series":
            self.series = dict(plain)
        elif kind == "Obs":
            self.obs = dict(plain)
        elif kind == "Value" and not self.in_group:
            into = self.series if self.obs is None else self.obs
            into[plain.get("id") or plain.get("concept") or ""] = plain.get("value", "")
        elif kind == "ObsDimension" and self.obs is not None:
            self.obs[plain.get("id", "TIME_PERIOD")] = plain.get("value", "")
        elif kind == "ObsValue" and self.obs is not None:
            self.obs["OBS_VALUE"] = plain.get("value", "")
        elif kind == "Time":
            self.text = []

    def end(self, name: str) -> None:
        """An element ends: an observation is a row with what its series says."""
        kind = name.rpartition(":")[2]
        if kind == "Obs" and self.obs is not None:
            if len(self.rows) < MOST_ROWS:
                self.rows.append(self.series | self.obs)
            self.obs = None
        elif kind == "Series":
            self.series = {}
        elif kind == "Group":
            self.in_group = False
        elif kind == "Time" and self.text is not None and self.obs is not None:
            self.obs["TIME_PERIOD"] = "".join(self.text).strip()
            self.text = None

    def characters(self, data: str) -> None:
        """Text, of which only that of a time counts."""
        if self.text is not None:
            self.text.append(data)


def _of_xml(content: Content) -> list[Row]:
    if b"<!DOCTYPE" in content.data or b"<!ENTITY" in content.data:  # entities grow without end
        raise _refused(content, "formats.sdmx.doctype")
    message, parser = _Message(), expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = message.start, message.end
    parser.CharacterDataHandler = message.characters
    try:
        parser.Parse(content.data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:  # LookupError: an encoding that nobody knows
        raise _refused(content, "formats.sdmx.breaks_off", why=str(error)) from None
    return message.rows


# JSON


def _of_json(content: Content) -> Iterator[Row]:
    document = parsed(content)
    whole = document.get("data") if isinstance(document.get("data"), dict) else document
    structures = whole.get("structures") or [whole.get("structure")]
    try:
        for place, one in enumerate(whole.get("dataSets") or []):
            structure = structures[min(int(one.get("structure", place)), len(structures) - 1)]
            yield from _of_dataset(one, structure)
    except (TypeError, ValueError, LookupError, AttributeError) as error:
        raise _refused(content, "formats.sdmx.breaks_off", why=type(error).__name__) from None


def _of_dataset(data: Mapping[str, Any], structure: Mapping[str, Any]) -> Iterator[Row]:
    """Rows of a data set: positions within lists of the structure become codes."""
    dimensions, attributes = structure.get("dimensions", {}), structure.get("attributes", {})
    head = {one["id"]: _code(one, 0) for one in dimensions.get("dataSet", dimensions.get("dataset", []))}
    for key, series in (data.get("series") or {"": data}).items():
        own = _at(dimensions.get("series", []), key) | _listed(
            attributes.get("series", []), series.get("attributes", [])
        )
        for time, cells in (series.get("observations") or {}).items():
            number = cells[0] if isinstance(cells, list) and cells else cells
            further = _listed(attributes.get("observation", []), cells[1:] if isinstance(cells, list) else [])
            value = "" if number is None or isinstance(number, (list, dict)) else str(number)
            yield head | own | _at(dimensions.get("observation", []), time) | further | {"OBS_VALUE": value}


def _at(components: Sequence[Mapping[str, Any]], key: str) -> Row:
    """The codes that a key of positions names: ``0:3:1``."""
    places = key.split(":") if key else []
    return {one["id"]: _code(one, int(place)) for one, place in zip(components, places, strict=False) if place}


def _listed(components: Sequence[Mapping[str, Any]], places: Sequence[Any]) -> Row:
    found = {}
    for one, place in zip(components, places, strict=False):
        if isinstance(place, int) and not isinstance(place, bool) and one.get("values"):
            found[one["id"]] = _code(one, place)
        elif isinstance(place, (str, float)):
            found[one["id"]] = str(place)
    return found


def _code(component: Mapping[str, Any], place: int) -> str:
    if place < 0:
        raise LookupError(place)
    value = component["values"][place]
    return (
        str(value.get("id") or value.get("value") or value.get("name") or "") if isinstance(value, dict) else str(value)
    )
