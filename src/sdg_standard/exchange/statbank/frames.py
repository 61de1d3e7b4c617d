"""The cells of a table of statistics from a tidy frame: a row for each."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard.exchange.cells import cell_text
from sdg_standard.exchange.statbank.dimension import Dimension, Role
from sdg_standard.words import say

Cells = tuple[tuple[Dimension, ...], NDArray[np.float64], NDArray[np.object_] | None, NDArray[np.object_] | None]


def cells_of_frame(frame: pd.DataFrame, dimensions: Sequence[str], roles: Mapping[str, Role]) -> Cells:
    """Dimensions, numbers, statuses and texts of all cells. Raises ValueError for a frame that is no table."""
    lacking = [name for name in (*dimensions, "value") if name not in frame.columns]
    if lacking:
        raise ValueError(say("statbank.columns_lack", names=lacking))
    made, places = [], []
    for name in dimensions:
        along, distinct = pd.factorize(frame[name].astype(object).map(cell_text).to_numpy(dtype=object))
        made.append(_dimension(frame, name, along, tuple(distinct.tolist()), roles.get(name)))
        places.append(along)
    shape = tuple(map(len, made))
    positions = np.ravel_multi_index(places, shape) if len(frame) and made else np.zeros(len(frame), dtype=np.intp)
    twice = np.flatnonzero(pd.Series(positions).duplicated().to_numpy())
    if len(twice):
        parts = zip(made, places, strict=True)
        cell = ", ".join(f"{one.id}={one.codes[along[twice[0]]]}" for one, along in parts)
        raise ValueError(say("statbank.cell_twice", cell=cell))
    size = math.prod(shape)
    values = np.full(size, np.nan)
    values[positions] = pd.to_numeric(frame["value"]).to_numpy(dtype=np.float64, na_value=np.nan)
    status, texts = (_texts(frame, name, positions, size) for name in ("status", "text"))
    return tuple(made), values, status, texts


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
