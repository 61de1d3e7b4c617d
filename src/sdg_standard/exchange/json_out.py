"""Writing JSON that is the same, byte for byte, for the same content."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api.extensions import ExtensionArray
from pandas.api.types import infer_dtype

from sdg_standard._files import write_together
from sdg_standard.exchange.cells import Texts, is_missing, numbers_as_text, texts_of


def write_json(data: Mapping[str, Any], path: str | os.PathLike[str]) -> None:
    """Write JSON in UTF-8 with sorted keys, two blanks of indent and a newline at the end. See :func:`json_text`."""
    write_together({Path(path): json_text(data)})


def json_text(data: Mapping[str, Any], *, compact: bool = False) -> str:
    """The JSON text of nested mappings, sequences, texts, numbers, truth values and dates.

    Numbers are as short as they can be and NaN, which JSON does not have, is null; ``compact`` leaves out blanks and
    line ends. Raises ValueError for an infinite number and TypeError for anything else that JSON cannot hold.

    >>> print(json_text({"b": [75.0, float("nan")], "a": {}}), end="")
    {
      "a": {},
      "b": [
        75,
        null
      ]
    }
    """
    return "".join(chain(_pieces(data, DEEP), "\n")) if compact else _dumps(_plain(data), indent=2) + "\n"


class InOrder(dict[str, Any]):
    """A mapping whose keys, and those of all that is in it, are written in their own order, which means something."""


INFINITE = "JSON has no infinite numbers"
_SIMPLE = frozenset((str, bool, int, type(None)))
DEEP = 5
"""So many mappings that stand in one another are written key by key, so that large ones never stand there whole."""


_TEXT = json.JSONEncoder(ensure_ascii=False).encode


class JsonColumn:
    """The cells of a column, as JSON text already."""

    def __init__(self, text: str) -> None:
        self.text = text


def json_columns(frame: pd.DataFrame, *, once: bool = False) -> dict[str, JsonColumn]:
    """The columns of a frame by name. See :func:`json_column`."""
    return {str(name): json_column(_cells(column), once=once) for name, column in frame.items()}


def _cells(column: pd.Series[Any]) -> NDArray[Any] | ExtensionArray:
    """The cells of a column; texts as pandas holds them, which knows the distinct ones soonest."""
    return column.array if isinstance(column.dtype, pd.StringDtype) else column.to_numpy()


def json_column(cells: NDArray[Any] | ExtensionArray, *, once: bool = False) -> JsonColumn:
    """The cells of a column of a table for :func:`json_text`; every distinct value is turned into text once.

    With ``once`` a column that says the same in all rows is that one cell.

    >>> import numpy as np
    >>> json_column(np.array([75.0, np.nan, 0.5])).text, json_column(np.array(["å", None], dtype=object)).text
    ('[75,null,0.5]', '["å",null]')
    >>> json_column(np.array(["A", "A"], dtype=object), once=True).text
    '"A"'
    """
    texts = _texts(cells)
    if once and texts.one is not None:
        return JsonColumn(texts.one)
    return JsonColumn(f"[{','.join(texts.every())}]")


def _texts(cells: NDArray[Any] | ExtensionArray) -> Texts:
    """The JSON of each cell."""
    if not isinstance(cells, np.ndarray):
        return texts_of(cells, _TEXT, gap="null")
    if cells.dtype.kind == "f":
        if np.isinf(cells).any():
            raise ValueError(INFINITE)
        return numbers_as_text(cells, gap="null")
    if cells.dtype.kind in "iu":
        return texts_of(cells, str)
    if cells.dtype.kind == "b":
        return texts_of(cells, _dumps)
    if infer_dtype(cells, skipna=True) == "string":
        return texts_of(cells, _TEXT, gap="null")
    # mixed cells one by one: True, 1 and 1.0 are equal and would become one
    return texts_of(np.array([_dumps(_plain(cell)) for cell in cells.tolist()], dtype=object), str)


def _pieces(data: Any, deep: int, *, ordered: bool = False) -> Iterator[str]:
    """The compact text piece by piece; a mapping that works out its values is asked for one at a time."""
    if isinstance(data, JsonColumn):
        yield data.text
    elif isinstance(data, Mapping) and deep:
        ordered = ordered or isinstance(data, InOrder)
        for number, key in enumerate(_keys(data, ordered)):
            yield f"{',' if number else '{'}{_dumps(key)}:"
            yield from _pieces(data[key], deep - 1, ordered=ordered)
        yield "}" if data else "{}"
    else:
        yield _dumps(_plain(data, ordered=ordered))


def _keys(data: Mapping[Any, Any], ordered: bool) -> list[str]:
    keys = map(_key, data)
    return list(keys) if ordered else sorted(keys)


def _dumps(plain: Any, indent: int | None = None) -> str:
    separators = (",", ":") if indent is None else None
    return json.dumps(plain, ensure_ascii=False, allow_nan=False, indent=indent, separators=separators)


def _plain(value: Any, *, ordered: bool = False) -> Any:
    if type(value) in _SIMPLE:
        return value
    if type(value) is float:
        return _number(value)
    if isinstance(value, JsonColumn):
        return json.loads(value.text)
    if isinstance(value, Mapping):
        ordered = ordered or isinstance(value, InOrder)
        return {key: _plain(value[key], ordered=ordered) for key in _keys(value, ordered)}
    if isinstance(value, (list, tuple)):
        return value if _SIMPLE.issuperset(map(type, value)) else [_plain(one, ordered=ordered) for one in value]
    if type(value).__module__ == "numpy" and hasattr(value, "tolist"):  # scalars and arrays
        return _plain(value.tolist())
    if is_missing(value):
        return None
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return _number(value)
    return value


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError(f"a key of JSON is a text, not {key!r}")
    return key


def _number(value: float) -> float | int | None:
    if math.isnan(value):
        return None
    if math.isinf(value):
        raise ValueError(INFINITE)
    return int(value) if value.is_integer() and abs(value) < 1e16 else float(value)
