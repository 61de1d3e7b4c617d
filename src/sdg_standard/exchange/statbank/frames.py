"""A table of statistics from a tidy frame: a row for each cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard.exchange.cells import cell_text
from sdg_standard.exchange.statbank.table import Dimension, Role, StatTable
from sdg_standard.words import say


def table_of_frame(
    frame: pd.DataFrame, dimensions: Sequence[str], *, roles: Mapping[str, Role] | None = None, **about: Any
) -> StatTable:
    """Make a table of a tidy frame: ``dimensions`` names the columns with codes, ``value`` holds the numbers.

    Columns ``status``, ``text``, ``unit``, ``decimals`` and ``<dimension>.label`` are taken where they are there; units
    belong to the dimension whose role is ``metric``. Codes stand in the order of their first row, cells without a row
    have no number. ``about`` are ``label``, ``source``, ``updated``, ``note`` and other fields of a table. Raises
    ValueError for a cell with two rows, for more than one unit of a metric, and for a column that lacks.

    >>> rows = pd.DataFrame({"area": ["a", "b"], "period": ["2024", "2024"], "value": [96.0, 88.0]})
    >>> table_of_frame(rows, ["area", "period"], roles={"period": "time"}).values.tolist()
    [96.0, 88.0]
    """
    lacking = [name for name in (*dimensions, "value") if name not in frame.columns]
    if lacking:
        raise ValueError(say("statbank.columns_lack", names=lacking))
    roles = roles or {}
    made, places = [], []
    for name in dimensions:
        codes = frame[name].astype(object).map(cell_text).to_numpy(dtype=object)
        along, distinct = pd.factorize(codes)
        made.append(_dimension(frame, name, along, tuple(distinct.tolist()), roles.get(name)))
        places.append(along)
    shape = tuple(map(len, made))
    positions = np.ravel_multi_index(places, shape) if len(frame) and made else np.zeros(len(frame), dtype=np.intp)
    size = int(np.prod(shape))
    values = np.full(size, np.nan)
    values[positions] = pd.to_numeric(frame["value"]).to_numpy(dtype=np.float64, na_value=np.nan)
    status, texts = (_texts(frame, name, positions, size) for name in ("status", "text"))
    table = StatTable(tuple(made), values, status, texts, **about)
    twice = positions[pd.Series(positions).duplicated().to_numpy()]
    if len(twice):
        raise ValueError(say("statbank.cell_twice", cell=table.key(int(twice[0]))))
    return table


def _dimension(
    frame: pd.DataFrame, name: str, along: NDArray[Any], codes: tuple[str, ...], role: Role | None
) -> Dimension:
    first = np.unique(along, return_index=True)[1]
    labels: dict[str, str] = {}
    if f"{name}.label" in frame.columns:
        found = map(cell_text, frame[f"{name}.label"].astype(object).iloc[first])
        labels = {code: label for code, label in zip(codes, found, strict=True) if label and label != code}
        labels = {code: labels.get(code, code) for code in codes} if labels else {}
    units = _units(frame, along, codes) if role == "metric" else {}
    return Dimension(name, codes, role=role, labels=labels, units=units)


def _units(frame: pd.DataFrame, along: NDArray[Any], codes: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    """Unit and decimals of each metric, which has one."""
    units: dict[str, dict[str, Any]] = {code: {} for code in codes}
    for column, member in (("unit", "label"), ("decimals", "decimals")):
        if column not in frame.columns:
            continue
        said = frame[column].astype(object).map(cell_text).to_numpy(dtype=object)
        for code, one in set(zip(along.tolist(), said.tolist(), strict=True)):
            if one and member in units[codes[code]]:
                raise ValueError(say("statbank.two_units", code=codes[code]))
            if one:
                units[codes[code]][member] = int(float(one)) if member == "decimals" else one
    return {code: unit for code, unit in units.items() if unit}


def _texts(frame: pd.DataFrame, name: str, positions: NDArray[Any], size: int) -> NDArray[np.object_] | None:
    if name not in frame.columns:
        return None
    cells = np.full(size, "", dtype=object)
    cells[positions] = frame[name].astype(object).map(cell_text).to_numpy(dtype=object)
    return cells if (cells != "").any() else None
