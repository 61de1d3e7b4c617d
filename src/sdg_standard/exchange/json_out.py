"""Writing JSON that is the same, byte for byte, for the same content."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from sdg_standard._files import write_together
from sdg_standard.exchange.cells import is_missing

_SIMPLE = (str, bool, int, type(None))


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
    looks: dict[str, Any] = {"separators": (",", ":")} if compact else {"indent": 2}
    return json.dumps(_plain(data), ensure_ascii=False, allow_nan=False, **looks) + "\n"


class InOrder(dict[str, Any]):
    """A mapping whose keys, and those of all that is in it, are written in their own order, which means something."""


class _Ready(list[Any]):
    """Cells that are JSON already and need not be looked at one by one again."""


def json_column(cells: NDArray[Any]) -> list[Any]:
    """The cells of a column of a table for :func:`json_text`, which for millions of them is many times faster.

    >>> import numpy as np
    >>> json_column(np.array([75.0, np.nan, 0.5])), json_column(np.array(["a", None, True], dtype=object))
    ([75, None, 0.5], ['a', None, True])
    """
    if cells.dtype.kind == "f":
        return _Ready(None if cell != cell else _number(cell) for cell in cells.tolist())
    return _Ready(_plain(cell) if type(cell) not in _SIMPLE else cell for cell in cells.tolist())


def _plain(value: Any, *, ordered: bool = False) -> Any:
    if isinstance(value, _Ready):
        return value
    if isinstance(value, Mapping):
        ordered = ordered or isinstance(value, InOrder)
        keys = list(map(_key, value)) if ordered else sorted(map(_key, value))
        return {key: _plain(value[key], ordered=ordered) for key in keys}
    if isinstance(value, (list, tuple)):
        return [_plain(one, ordered=ordered) for one in value]
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


def _number(value: float) -> float | int:
    if math.isinf(value):
        raise ValueError("JSON has no infinite numbers")
    return int(value) if value.is_integer() and abs(value) < 1e16 else float(value)
