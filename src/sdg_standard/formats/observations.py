"""What every table of observations needs, whatever the format: a status for each row, and the unit of an input."""

from __future__ import annotations

from typing import Any

import pandas as pd

from sdg_standard.catalogue import Standard

_WITHOUT = {"not_applicable": "M", "suppressed": "Q"}
"""The status of a number that is missing, by the reason; of any other it is `O`."""
_NUMBERLESS = frozenset("OMLHQ")


def statuses(table: pd.DataFrame, number: str = "value") -> pd.Series[Any]:
    """The SDMX status of each row: as it stands where it goes with there being a number or none, else by the reason.

    >>> table = pd.DataFrame({"value": [1.0, None, None], "status": ["", "M", "A"], "reason": ["", "", "suppressed"]})
    >>> statuses(table).tolist()
    ['A', 'M', 'Q']
    """
    given = table["status"] if "status" in table else pd.Series("", index=table.index, dtype=object)
    reasons = table["reason"] if "reason" in table else pd.Series("", index=table.index, dtype=object)
    shown = table[number].notna() | (table["value"].notna() if number == "score" else False)
    return pd.Series(list(map(_status, given, reasons, shown)), index=table.index, dtype=object)


def _status(given: str, reason: str, there: bool) -> str:
    if there:
        return given or "A"
    return given if given in _NUMBERLESS and reason != "suppressed" else _WITHOUT.get(reason, "O")


def unit_of_input(standard: Standard, owner: str, name: str) -> str:
    """The unit of an input of a series, of an indicator, or of all; empty where the standard has none of the name.

    >>> import sdg_standard as sdg
    >>> unit_of_input(sdg.load(), "common", "area"), unit_of_input(sdg.load(), "common", "boxes")
    ('km²', '')
    """
    for series in standard.series.values():
        if owner in (series.id, series.indicator) and name in series.resolved_inputs:
            return series.resolved_inputs[name].unit
    return standard.inputs[name].unit if name in standard.inputs else ""
