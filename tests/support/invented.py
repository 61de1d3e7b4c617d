"""Invented municipalities that report every series of a framework over years: made by arithmetic, not by chance."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from sdg_standard.catalogue import Standard
from sdg_standard.model.evidence import Evidence
from sdg_standard.model.indicator import Series

YEARS = ("2022", "2023", "2024")
ASKER, KARMØY, STAVANGER = "NO-3203", "NO-1149", "NO-1103"


def invented(
    standard: Standard,
    areas: Sequence[str] = (ASKER,),
    years: Sequence[str] = YEARS,
    *,
    framework: str = "u4ssc",
    every: int = 1,
) -> Evidence:
    """Evidence of every series (or of every third, tenth …) of a framework, for each area and year."""
    rows = []
    chosen = [item for item in standard.series.values() if item.framework == framework][::every]
    for place, item in enumerate(chosen):
        for number, area in enumerate(areas):
            for step, year in enumerate(years):
                value = _value(item, place + 7 * number, step)
                row = {"area": area, "period": year, "series": item.id, "value": value, "unit": item.unit or ""}
                row |= {"verification": "verified" if place % 3 else "reported", "source": "ssb-statbank, table 07459"}
                rows.append(row)
    return Evidence.from_frame(pd.DataFrame(rows))


def _value(item: Series, place: int, step: int) -> str:
    """A tenth to one and a half times what is aimed at, moving by a few per cent a year; one in ten is implausible."""
    if item.categories:
        known = [answer.value for answer in item.categories]
        return f"{known[(place + step // 2) % len(known)]:g}"
    aim = item.benchmark.value if item.benchmark is not None else None
    base = float(aim) if isinstance(aim, int | float) and aim else 50.0 if item.unit == "%" else 10.0
    number = base * (0.1 + 0.1 * (place % 14)) * (1 + 0.03 * step * (1 if place % 4 else -1))
    low, high = item.expected
    number = max(number, low * (1.01 + 0.01 * step)) if low is not None and place % 10 else number
    number = min(number, high * (0.97 + 0.01 * step)) if high is not None and place % 10 else number
    number = min(number, 100.0) if item.unit == "%" else number
    return f"{round(number)}" if item.kind == "count" else f"{number:.4g}"
