"""Writing JSON-stat 2.0 strictly: what the format asks for and nothing that it does not know."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sdg_standard._files import write_together
from sdg_standard.exchange.json_out import InOrder, json_column, json_text
from sdg_standard.exchange.statbank.dimension import ROLES, Dimension
from sdg_standard.exchange.statbank.table import StatTable

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?")
_SYMBOL_PLACES = ("start", "end")


def write_json_stat(table: StatTable, path: str | os.PathLike[str]) -> None:
    """Write a table as JSON-stat 2.0, in UTF-8. :func:`~sdg_standard.read_json_stat` reads back the same cells.

    Cells of which less than half have anything are written sparse. What other readers refuse is left out or put right:
    links without an address, units of StatBank (``base`` becomes ``label``), a date of update that is none. Raises
    :class:`~sdg_standard.errors.OutputError` where the file cannot be written.

    >>> import tempfile
    >>> from sdg_standard import read_json_stat
    >>> path = Path(tempfile.mkdtemp(), "table.json")
    >>> write_json_stat(StatTable((Dimension("Tid", ("2024",)),), np.array([96.0])), path)
    >>> read_json_stat(path).values.tolist()
    [96.0]
    """
    write_together({Path(path): json_text(InOrder(document(table)), compact=True)})


def document(table: StatTable) -> dict[str, Any]:
    """The members of a dataset in the order in which they are usually written; what is empty is left out."""
    members: dict[str, Any] = {
        "version": "2.0",
        "class": "dataset",
        "label": table.label,
        "source": table.source,
        "updated": table.updated if _DATE.fullmatch(table.updated) else "",
        "href": table.href,
        "note": list(table.note),
        "link": _with_address(table.link),
        "extension": table.extension,
        "role": {role: [one.id for one in table.of_role(role)] for role in ROLES if table.of_role(role)},
    }
    made = {name: one for name, one in members.items() if one}
    made |= {"id": [one.id for one in table.dimensions], "size": list(table.shape)}
    made |= {"dimension": {one.id: _dimension(one) for one in table.dimensions}}
    made |= {"value": _values(table)}
    return made | {"status": status} if (status := _status(table.status)) else made


def _dimension(one: Dimension) -> dict[str, Any]:
    category = {
        "index": list(one.codes),
        "label": dict(one.labels),
        "unit": {code: _unit(unit) for code, unit in one.units.items()},
        "child": {code: list(children) for code, children in one.children.items()},
        "coordinates": {code: list(place) for code, place in one.coordinates.items()},
        "note": {code: list(note) for code, note in one.notes.items()},
    }
    members = {
        "label": one.label,
        "note": list(one.note),
        "category": {name: found for name, found in category.items() if found or name == "index"},
        "extension": one.extension,
        "link": _with_address(one.link),
    }
    return {name: found for name, found in members.items() if found}


def _unit(unit: Mapping[str, Any]) -> dict[str, Any]:
    """A unit as the format has it; a symbol stands before or behind the number."""
    made = {name: found for name, found in unit.items() if name != "base" and found is not None}
    if "label" not in made and unit.get("base"):
        made["label"] = unit["base"]
    if made.get("position") not in _SYMBOL_PLACES:
        made.pop("position", None)
    return made


def _with_address(link: Mapping[str, Any]) -> dict[str, Any]:
    """Only links that lead somewhere: StatBank sends some with an extension alone."""
    kept = {
        relation: [one for one in links if isinstance(one, Mapping) and one.get("href")]
        for relation, links in link.items()
        if isinstance(links, (list, tuple))
    }
    return {relation: links for relation, links in kept.items() if links}


def _values(table: StatTable) -> Any:
    """All cells, or by position those that have something where that is less than half."""
    cells: NDArray[Any] = table.values
    filled = ~np.isnan(table.values)
    if table.texts is not None:
        cells = table.values.astype(object)
        marked = table.texts != ""
        cells[~filled] = None
        cells[marked] = table.texts[marked]
        filled = filled | marked
    if not filled.any() or 2 * filled.sum() >= len(cells):  # an object without members would be no cells at all
        return json_column(cells)
    return {str(position): cells[position] for position in np.flatnonzero(filled).tolist()}


def _status(status: NDArray[np.object_] | None) -> Any:
    """One text where all are alike, by position where few have one, else a list."""
    if status is None:
        return None
    marked = np.flatnonzero(status != "")
    if len(marked) == len(status) and len(set(status.tolist())) == 1:
        return status[0]
    if 2 * len(marked) < len(status):
        return {str(position): status[position] for position in marked.tolist()}
    return json_column(status)
