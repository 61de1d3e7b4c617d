"""A wide table of evidence: numbers of one period, areas in rows and series in columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard._signs import invisible, tidy, without_invisible
from sdg_standard.errors import EvidenceError, Problem
from sdg_standard.model.codes import WIDE_TABLE
from sdg_standard.model.frames import read_only
from sdg_standard.model.period import Period
from sdg_standard.words import say


@dataclass(frozen=True)
class WideTable:
    """Numbers of one period: areas in rows, series in columns, gaps NaN."""

    areas: NDArray[Any]
    period: Period
    series: tuple[str, ...]
    values: NDArray[np.float64]
    units: Literal["series"] | Mapping[str, str]

    def __post_init__(self) -> None:
        for name in ("areas", "values"):
            object.__setattr__(self, name, read_only(getattr(self, name)))


def tidy_of_wide(wide: WideTable) -> pd.DataFrame:
    """One row for each number of a wide table, area by area."""
    rows, columns = np.nonzero(~np.isnan(wide.values))
    series = np.array(wide.series, dtype=object)
    units = "" if wide.units == "series" else [wide.units.get(name, "") for name in series[columns]]
    frame = pd.DataFrame(
        {
            "area": wide.areas[rows],
            "period": wide.period.text,
            "series": series[columns],
            "value": wide.values[rows, columns],
            "unit": units,
        }
    )
    frame.index = pd.RangeIndex(2, len(frame) + 2)
    return frame


def as_floats(frame: pd.DataFrame) -> NDArray[np.float64]:
    """The numbers of a wide frame; a view where the frame is one block of floats."""
    try:
        return frame.to_numpy(dtype=np.float64)
    except (TypeError, ValueError):
        bad = [str(name) for name, kind in frame.dtypes.items() if kind.kind not in "fiub"]
        text = say("model.columns_hold_something_other", names=list(bad[:5]))
        cure = say("model.wide_table_holds_numbers")
        raise EvidenceError([WIDE_TABLE.problem(text, cure, field="value")]) from None


def tidied(index: pd.Index[Any]) -> tuple[pd.Index[Any], NDArray[np.object_]]:
    """Ids of areas, tidied, also as an array; the same index where they are plain already."""
    areas = index.to_numpy(dtype=object)
    if _plain(areas):
        return index, areas
    other = pd.Index([tidy(area) if isinstance(area, str) else area for area in areas])
    return other, other.to_numpy(dtype=object)


def _plain(areas: NDArray[np.object_]) -> bool:
    """Whether ids have nothing but ASCII letters, digits and signs in them: one look for a million of them."""
    together = "".join(map(str, areas.tolist()))
    return together.isascii() and together.isprintable() and " " not in together


def problems_of_wide(index: pd.Index[Any], areas: NDArray[np.object_], columns: pd.Index[Any]) -> list[Problem]:
    """What keeps a table from being a wide one: areas or series that it has twice, signs that nobody sees."""
    problems = []
    if not index.is_unique:
        twice = str(index[index.duplicated()][0])
        problems.append(WIDE_TABLE.problem(say("model.area_two_rows", name=twice), field="area", area=twice))
    for area, sign in ((area, invisible(area)) for area in map(str, () if _plain(areas) else areas)):
        if sign:
            text = say("model.holds_sign_nobody_sees", text=without_invisible(area), found=sign)
            problems.append(WIDE_TABLE.problem(text, say("model.type_anew"), field="area", area=area))
    if not columns.is_unique:
        twice = str(columns[columns.duplicated()][0])
        text = say("model.series_two_columns", name=twice)
        problems.append(WIDE_TABLE.problem(text, field="series", series=twice))
    return problems
