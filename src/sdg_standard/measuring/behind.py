"""The rows of evidence behind values: whoever asks why a value is what it is finds them by area, period and series."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from sdg_standard.model.series import Series
from sdg_standard.model.values import Values

Row = dict[str, Any]


class RowsBehind:
    """Finds the rows behind the values of a table; what it looks them up in is made when somebody asks first."""

    def __init__(self, values: Values) -> None:
        self.values = values
        self._found: dict[str, dict[str, list[Row]]] = {}

    def status(self, area: str, period: str, series: str) -> dict[str, str]:
        """The status and origin of a value, where they are not the usual ones."""
        status, origin = self._status.get((area, period, series), ("", ""))
        found = {"status": status} if status not in ("", "A") else {}
        return found | ({"origin": origin} if origin == "computed" else {})

    def of(self, area: str, periods: Sequence[str], series: Series) -> list[Row]:
        """The rows behind the values of an area and series in some periods, each with its number; of a computed value
        the rows of its inputs.
        """
        found: list[Row] = []
        for period in dict.fromkeys(periods):
            mine = self._of_area(area).get(period, [])
            own = [row for row in mine if row["series"] == series.id and row["input"] == ""]
            if self.status(area, period, series.id).get("origin") == "computed":
                own = _nearest(mine, (series.id, series.indicator, "common"), series.resolved_inputs)
            found += [_told(row, series) for row in own]
        return found

    @cached_property
    def _status(self) -> dict[tuple[str, str, str], tuple[str, str]]:
        frame = self.values.frame if self.values.rows is not None else None
        columns = ("area", "period", "series", "status", "origin")
        cells = [] if frame is None else zip(*(frame[name] for name in columns), strict=True)
        return {(area, period, name): (str(status), str(origin)) for area, period, name, status, origin in cells}

    @cached_property
    def _places(self) -> Mapping[Any, Any]:
        """The places of the rows of each area."""
        rows = self.values._rows
        return {} if rows is None else rows.groupby("area", sort=False).indices

    def _of_area(self, area: str) -> dict[str, list[Row]]:
        """The rows of an area, by period."""
        if area not in self._found:
            rows, by_period = self.values._rows, self._found.setdefault(area, {})
            for row in () if rows is None else rows.iloc[self._places.get(area, [])].to_dict("records"):
                by_period.setdefault(str(row["period"]), []).append({str(key): cell for key, cell in row.items()})
        return self._found[area]


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
