"""What every table of observations needs, whatever the format: a status for each row."""

from __future__ import annotations

from typing import Any

import pandas as pd

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
