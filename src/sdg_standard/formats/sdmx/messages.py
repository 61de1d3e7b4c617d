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
    """Listens to the parser: no tree is built, so that nothing nests and nothing is kept but the rows.

    What a data set or a group says holds for each of its rows that does not say it itself; a group means the rows that
    have its cells wherever they have a column of the name.
    """

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.common: Row = {}
        self.series: Row | None = None
        self.obs: Row | None = None
        self.group: Row | None = None
        self.groups: list[Row] = []
        self.component = ""
        self.text: list[str] | None = None
        self.first = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins: a series or an observation with its attributes, or one value of it."""
        kind = name.rpartition(":")[2]
        plain = {key: value for key, value in attributes.items() if ":" not in key and key != "xmlns"}
        if kind == "DataSet":
            self.common, self.groups, self.first = _concepts(plain), [], len(self.rows)
        elif kind == "Group":
            self.group = dict(plain)
        elif kind == "Series":
            self.series = dict(plain)
        elif kind == "Obs":
            self.obs = dict(plain)
        elif kind == "Comp":
            self.component = plain.get("id", "")
        elif kind == "Value" and not self.component:
            self._into()[plain.get("id") or plain.get("concept") or ""] = plain.get("value", "")
        elif kind == "ObsDimension" and self.obs is not None:
            self.obs[plain.get("id", "TIME_PERIOD")] = plain.get("value", "")
        elif kind == "ObsValue" and self.obs is not None:
            self.obs["OBS_VALUE"] = plain.get("value", "")
        elif kind in ("Time", "Value"):
            self.text = []

    def _into(self) -> Row:
        """What a value is said of: the group, observation or series that is open, else the data set."""
        if self.group is not None:
            return self.group
        if self.obs is not None:
            return self.obs
        return self.common if self.series is None else self.series

    def end(self, name: str) -> None:
        """An element ends: an observation is a row with what its series says."""
        kind = name.rpartition(":")[2]
        if kind == "Obs" and self.obs is not None:
            if len(self.rows) < MOST_ROWS:
                self.rows.append((self.series or {}) | self.obs)
            self.obs = None
        elif kind == "Series":
            self.series = None
        elif kind == "Group" and self.group is not None:
            self.groups.append(self.group)
            self.group = None
        elif kind == "DataSet":
            self.rows[self.first :] = _completed(self.rows[self.first :], self.common, self.groups)
            self.common, self.groups, self.first = {}, [], len(self.rows)
        elif kind == "Comp":
            self.component = ""
        elif kind in ("Time", "Value") and self.text is not None:
            self._texts(kind, "".join(self.text).strip())
            self.text = None

    def _texts(self, kind: str, text: str) -> None:
        """What an element holds as text: a time, or one of the values of a component of SDMX 3, which go behind each
        other with ``;`` between."""
        if kind == "Time" and self.obs is not None:
            self.obs["TIME_PERIOD"] = text
        elif kind == "Value":
            into = self._into()
            into[self.component] = f"{into[self.component]};{text}" if self.component in into else text

    def characters(self, data: str) -> None:
        """Text, of which only that of a time and of a value of a component counts."""
        if self.text is not None:
            self.text.append(data)


def _concepts(plain: Row) -> Row:
    """Attributes of an element that are concepts: of others, as `action`, SDMX writes small letters in the name."""
    return {key: value for key, value in plain.items() if key.isupper()}


def _completed(rows: list[Row], common: Row, groups: Sequence[Row]) -> list[Row]:
    """Rows with what groups and the data set say of them: the nearest counts, a row before a group before all."""
    found = rows
    by_names: dict[tuple[str, ...], dict[tuple[str, ...], Row]] = {}
    names = set(rows[0]).intersection(*rows) if rows and groups else set[str]()  # dimensions: what all rows have
    for group in groups:
        key = tuple(sorted(names & set(group)))
        by_names.setdefault(key, {})[tuple(group[name] for name in key)] = group
    for key, known in by_names.items():
        if key:
            found = [known.get(tuple(row.get(name, "") for name in key), {}) | row for row in found]
    return [common | row for row in found] if common else found


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


def _of_dataset(data: Mapping[str, Any], structure: Mapping[str, Any]) -> list[Row]:
    """Rows of a data set: positions within lists of the structure become codes.

    What is said of the whole data set, or of a group of dimensions, holds for each row that does not say it itself.
    """
    dimensions, attributes = structure.get("dimensions", {}), structure.get("attributes", {})
    fixed, inner, outer = (_of_level(dimensions, name) for name in ("dataSet", "series", "observation"))
    groups = [
        _at([*fixed, *inner, *outer], key) | _listed(attributes.get("dimensionGroup", []), places)
        for key, places in (data.get("dimensionGroupAttributes") or {}).items()
    ]
    common = _listed(_of_level(attributes, "dataSet"), data.get("attributes") or [])
    head, rows = {one["id"]: _code(one, 0) for one in fixed}, list[Row]()
    for key, series in (data.get("series") or {"": {**data, "attributes": []}}).items():
        own = head | _at(inner, key) | _listed(attributes.get("series", []), series.get("attributes") or [])
        for time, cells in (series.get("observations") or {}).items():
            number = cells[0] if isinstance(cells, list) and cells else cells
            further = _listed(attributes.get("observation", []), cells[1:] if isinstance(cells, list) else [])
            value = "" if number is None or isinstance(number, (list, dict)) else str(number)
            rows.append(own | _at(outer, time) | further | {"OBS_VALUE": value})
    return _completed(rows, common, groups)


def _of_level(components: Mapping[str, Any], name: str) -> Sequence[Mapping[str, Any]]:
    """The components of a level, whose name some write in small letters."""
    found: Sequence[Mapping[str, Any]] = components.get(name) or components.get(name.casefold()) or []
    return found


def _at(components: Sequence[Mapping[str, Any]], key: str) -> Row:
    """The codes that a key of positions names: ``0:3:1``."""
    places = key.split(":") if key else []
    return {one["id"]: _code(one, int(place)) for one, place in zip(components, places, strict=False) if place}


def _listed(components: Sequence[Mapping[str, Any]], places: Sequence[Any]) -> Row:
    found = {}
    for one, place in zip(components, places, strict=False):
        if isinstance(place, int) and not isinstance(place, bool) and one.get("values"):
            found[one["id"]] = _code(one, place)
        elif isinstance(place, (str, int, float)):
            found[one["id"]] = str(place)
    return found


def _code(component: Mapping[str, Any], place: int) -> str:
    if place < 0:
        raise LookupError(place)
    value = component["values"][place]
    return (
        str(value.get("id") or value.get("value") or value.get("name") or "") if isinstance(value, dict) else str(value)
    )
