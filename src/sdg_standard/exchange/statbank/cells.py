"""Reading the cells of a dataset: numbers, what stands in their place, and the status of each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sdg_standard.exchange.cells import fits_float
from sdg_standard.exchange.codes import JSON_STAT_CELL
from sdg_standard.exchange.grid import Findings
from sdg_standard.exchange.statbank.rules import broken, refused
from sdg_standard.words import say

Texts = NDArray[np.object_]
_PLAIN = {int, float, type(None)}
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,300})(\.[0-9]{1,300})?([eE][+-]?[0-9]{1,3})?")


def read_values(
    given: Any, size: int, findings: Findings, *, has_status: bool = False
) -> tuple[NDArray[np.float64], Texts | None]:
    """The numbers of all cells, and the texts that stand where numbers belong, None if there are none.

    A list that is empty, or none at all, belongs to a table that only describes itself, unless it ``has_status``: then
    no cell has a number. Raises EvidenceError for a list that does not have an item for each cell.
    """
    if given is None or (isinstance(given, (list, Mapping)) and not given):
        return (np.full(size, np.nan) if has_status else np.empty(0)), None
    if isinstance(given, Mapping):
        positions, items = _placed(given, size, "SPARSE_KEY_OUT_OF_RANGE", "value", findings)
        some, texts = _numbers(items, positions, findings)
        values = np.full(size, np.nan)
        values[positions] = some
        return values, None if texts is None else _spread(texts, positions, size)
    if not isinstance(given, list) or len(given) != size:
        found = len(given) if isinstance(given, list) else 1
        raise refused(findings, "VALUE_LEN_MISMATCH", "value", found=found, size=size)
    return _numbers(given, None, findings)


def read_status(given: Any, size: int, findings: Findings) -> Texts | None:
    """The status of all cells as texts, None if none has one: a list, an object by position, or one text for all."""
    if not given:
        return None
    if isinstance(given, str):
        return _texts([given] * size)
    if isinstance(given, Mapping):
        positions, items = _placed(given, size, "STATUS_KEY_OUT_OF_RANGE", "status", findings)
        return _or_none(_spread(_texts(items), positions, size))
    if not isinstance(given, list):
        return None
    if len(given) == 1 != size:
        broken(findings, "STATUS_LEN_MISMATCH", "warning", "status", found=1, size=size)
        return _or_none(_texts(given * size))
    if len(given) != size:
        broken(findings, "STATUS_LEN_MISMATCH", "error", "status", found=len(given), size=size)
        return None
    return _or_none(_texts(given))


def _placed(given: Mapping[str, Any], size: int, rule: Any, place: str, findings: Findings) -> tuple[Any, list[Any]]:
    """Items by position; those of positions that there are not are told and left out."""
    keys, items = list(given), list(given.values())
    together = "".join(map(str, keys))  # one look for all of them
    if together.isdigit() and together.isascii() and max(map(len, map(str, keys)), default=0) < 19:
        positions = np.fromiter(map(int, keys), dtype=np.int64, count=len(keys))
        inside = positions < size
    else:
        numbers = [int(key) if str(key).isascii() and str(key).isdigit() else -1 for key in keys]
        inside = np.array([0 <= one < size for one in numbers], dtype=bool)
        positions = np.array([one if fits else 0 for one, fits in zip(numbers, inside, strict=True)], dtype=np.int64)
    if not inside.all():
        wrong = [str(key)[:40] for key, fits in zip(keys, inside, strict=True) if not fits]
        broken(findings, rule, "error", place, keys=wrong[:5], n=len(wrong), last=size - 1)
        items = [item for item, fits in zip(items, inside, strict=True) if fits]
    return positions[inside], items


def _numbers(
    items: list[Any], positions: Sequence[int] | None, findings: Findings
) -> tuple[NDArray[np.float64], Texts | None]:
    """Items as floats; the texts among them beside."""
    if set(map(type, items)) <= _PLAIN:
        try:
            values = np.array(items, dtype=np.float64)
            if not np.isinf(values).any():
                return values, None
        except OverflowError:  # a whole number beyond all floats
            pass
    values, texts = np.full(len(items), np.nan), np.full(len(items), "", dtype=object)
    as_text, strange = 0, []
    for place, item in enumerate(items):
        if fits_float(item):
            values[place] = item
        elif isinstance(item, str):
            text = item.strip()
            if _NUMBER.fullmatch(text) and fits_float(float(text)):
                values[place], as_text = float(text), as_text + 1
            else:
                texts[place] = text
        elif item is not None:
            strange.append(place if positions is None else int(positions[place]))
    _tell(as_text, strange, findings)
    return values, _or_none(texts)


def _tell(as_text: int, strange: list[int], findings: Findings) -> None:
    if as_text:
        findings.add(JSON_STAT_CELL, say("statbank.numbers_as_text", n=as_text), severity="note", field="value")
    if strange:
        message = say("statbank.no_number_in_cells", n=len(strange), positions=strange[:5])
        findings.add(JSON_STAT_CELL, message, field="value")


def _texts(items: Sequence[Any]) -> Texts:
    array = np.empty(len(items), dtype=object)
    whole = set(map(type, items)) == {str}
    array[:] = items if whole else ["" if item is None else str(item) for item in items]
    return array


def _spread(texts: Texts, positions: Any, size: int) -> Texts:
    array = np.full(size, "", dtype=object)
    array[positions] = texts
    return array


def _or_none(texts: Texts) -> Texts | None:
    return texts if (texts != "").any() else None
