"""What a methodology asks of areas and their table lacks, from the registers: county and size class."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pandas as pd

from sdg_standard.areas import ATTRIBUTES, Register
from sdg_standard.catalogue import Standard
from sdg_standard.model.period import Period
from sdg_standard.model.values import Values
from sdg_standard.plans import Plan


def with_register_columns(
    table: pd.DataFrame | None, values: Values, plan: Plan, standard: Standard, periods: Iterable[Period]
) -> pd.DataFrame | None:
    """Return the table of areas with the columns that the methodology asks for and a register has.

    Areas then have a row for each period, since a county is one of its time. A column of the table's own is left as it
    is, and so is a table that nobody asks for more, or that has no area of a register.
    """
    absent = (name for name in ATTRIBUTES if table is None or name not in table.columns)
    wanted = [name for name in absent if name in plan.words]
    if not wanted:
        return table
    areas = values.cube.areas if table is None else table["area"].tolist()
    if not any(_register(str(area), standard) for area in areas):
        return table
    base = pd.DataFrame({"area": areas}) if table is None else table
    every = sorted({*values.cube.periods, *periods}, key=lambda one: (one.end, one.start, one.text))
    return _filled(base, wanted, every, values.borders, standard)


def _filled(
    base: pd.DataFrame, wanted: list[str], periods: list[Period], borders: date | None, standard: Standard
) -> pd.DataFrame:
    """A row for each area and period, and one without period, of the last, for whatever else is asked."""
    known = {period.text: period for period in periods}
    own = base["period"].fillna("").astype(str) if "period" in base.columns else pd.Series("", index=base.index)
    special = set(zip(base["area"], own, strict=True))
    rows: list[dict[Any, Any]] = []
    for cells, text in zip(base.to_dict("records"), own, strict=True):
        area = str(cells["area"])
        register = _register(area, standard)
        days = {text: known.get(text, periods[-1] if periods else None)}
        if not text and register is not None:
            days |= {one: period for one, period in known.items() if (cells["area"], one) not in special}
        for period, when in days.items():
            found = {
                name: register.attribute(name, area, when.end, borders) if register and when else "" for name in wanted
            }
            rows.append({**cells, "period": period, **found})
    return pd.DataFrame(rows, columns=list(dict.fromkeys([*base.columns, "period", *wanted])))


def _register(area: str, standard: Standard) -> Register | None:
    register = standard.registers.get(area.partition("-")[0])
    return register if register is not None and area in register else None
