"""The rows of evidence behind values: whoever asks why a value is what it is finds them by area, period and series."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from sdg_standard.measuring.groups import rows_of_part
from sdg_standard.model.parts import TOTAL, Gap, Observable, Part, part_of
from sdg_standard.model.series import Series
from sdg_standard.model.values import Values

Row = dict[str, Any]


class RowsBehind:
    """Finds the rows behind the values of a table; what it looks them up in is made when somebody asks first."""

    def __init__(self, values: Values) -> None:
        self.values = values
        self._tables: dict[Part, tuple[pd.DataFrame | None, Mapping[Any, Any]]] = {}
        self._found: dict[tuple[Part, str], dict[str, list[Row]]] = {}

    def status(self, area: str, period: str, name: str) -> dict[str, str]:
        """The status and origin of a value where they are not the usual ones; ``name`` is that of its column."""
        status, origin = self._status.get((area, period, name), ("", ""))
        found = {"status": status} if status not in ("", "A") else {}
        return found | ({"origin": origin} if origin == "computed" else {})

    def interval(self, area: str, period: str, name: str) -> tuple[float, float] | None:
        """The ends that the evidence states around a value; ``name`` is that of its column."""
        return self._intervals.get((area, period, name))

    def of(self, area: str, periods: Sequence[str], series: Series, part: Part, gap: Gap | None) -> list[Row]:
        """The rows behind the values of an area and series in some periods, each with its number; of a computed value
        the rows of its inputs, of a gap those of the groups that it lies between.
        """
        found: list[Row] = []
        for each in [part] if gap is None else self._groups(gap):
            name = Observable(series.id, each).name
            for period in dict.fromkeys(periods):
                mine = self._of_area(each, area).get(period, [])
                own = [row for row in mine if row["series"] == series.id and row["input"] == ""]
                if self.status(area, period, name).get("origin") == "computed":
                    own = _nearest(mine, (series.id, series.indicator, "common"), series.resolved_inputs)
                found += [_told(row, series) | ({"part": dict(each)} if each else {}) for row in own]
        return found

    def _groups(self, gap: Gap) -> list[Part]:
        """The parts between which a gap lies."""
        rows = self.values._parts
        there = [] if rows is None or gap.by not in rows else sorted(set(rows[gap.by]) - {TOTAL})
        return [((gap.by, code),) for code in there if gap.between is None or code in gap.between]

    @cached_property
    def _status(self) -> dict[tuple[str, str, str], tuple[str, str]]:
        values = self.values
        frame = values.frame if values.rows is not None else None
        found = {} if frame is None else dict(_statuses(frame, frame["series"]))
        if values._asked and values._parts is not None:
            rows = values._parts.to_dict("records")
            names = [Observable(row["series"], part_of(row, values.breakdowns)).name for row in rows]
            found |= dict(_statuses(values._parts, names))
        return found

    @cached_property
    def _intervals(self) -> dict[tuple[str, str, str], tuple[float, float]]:
        if self.values.rows is None:  # a wide table has none
            return {}
        frame = self.values._named.dropna(subset=["value", "low", "high"])
        cells = zip(*(frame[name] for name in ("area", "period", "series", "low", "high")), strict=True)
        return {(area, period, name): (float(low), float(high)) for area, period, name, low, high in cells}

    def _of_area(self, part: Part, area: str) -> dict[str, list[Row]]:
        """The rows of an area about the whole or a part, by period."""
        if part not in self._tables:
            rows = self._rows_of(part)
            self._tables[part] = rows, {} if rows is None else rows.groupby("area", sort=False).indices
        if (part, area) not in self._found:
            (rows, places), by_period = self._tables[part], self._found.setdefault((part, area), {})
            for row in () if rows is None else rows.iloc[places.get(area, [])].to_dict("records"):
                by_period.setdefault(str(row["period"]), []).append({str(key): cell for key, cell in row.items()})
        return self._found[part, area]

    def _rows_of(self, part: Part) -> pd.DataFrame | None:
        values = self.values
        if not part or values._part_rows is None:
            return None if part else values._rows
        return rows_of_part(values._part_rows, values.breakdowns, part).drop(columns=list(values.breakdowns))


def _statuses(frame: pd.DataFrame, names: Iterable[str]) -> Iterator[tuple[tuple[str, str, str], tuple[str, str]]]:
    """Status and origin by area, period and name."""
    cells = zip(frame["area"], frame["period"], names, frame["status"], frame["origin"], strict=True)
    yield from (((area, period, name), (str(status), str(origin))) for area, period, name, status, origin in cells)


def _told(row: Row, series: Series) -> Row:
    entry = series.resolved_inputs.get(row["input"]) if row["input"] else None
    unit = str((entry.unit if entry is not None else series.unit) or "")
    number = float(row["number"]) if np.isfinite(row["number"]) else None
    return row | {"row": int(row["row"]), "number": number, "number_unit": unit}


def _nearest(rows: Sequence[Row], owners: Sequence[str], inputs: Mapping[str, Any]) -> list[Row]:
    """Of the rows of each input the nearest: of the series, else the indicator, else common."""
    mine = [row for row in rows if row["series"] in owners and row["input"] in inputs]
    found: dict[str, Row] = {}
    for row in sorted(mine, key=lambda row: owners.index(row["series"])):
        found.setdefault(row["input"], row)
    return list(found.values())
