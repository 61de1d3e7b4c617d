"""An invented municipality that reports every series, three years running."""

from __future__ import annotations

import math

import sdg_standard as sdg
from sdg_standard.catalogue import Standard
from sdg_standard.model.evidence import Evidence
from sdg_standard.model.indicator import Series

AREA = "invented"
YEARS = (2022, 2023, 2024)
FACTORS = (0.5, 0.7, 0.85, 1.0, 1.15, 1.6)


def everything_reported(standard: Standard, framework: str = "u4ssc") -> Evidence:
    """Numbers below, at and above the benchmark in turn, so that a report shows each of its words."""
    series = [each for each in standard.series.values() if each.framework == framework]
    rows = [
        {"area": AREA, "period": str(year), "series": each.id, "value": _value(each, place + step), "unit": each.unit}
        for place, each in enumerate(series)
        for step, year in enumerate(YEARS)
    ]
    return sdg.Evidence.from_records(rows)


def _value(series: Series, place: int) -> float | str:
    if series.categories:
        return series.categories[place % len(series.categories)].code
    low, high = series.limits
    usual = [end for end in series.expected if math.isfinite(end)]
    middle = series.benchmark.value if series.benchmark and series.benchmark.value is not None else None
    wanted = float(middle if middle is not None else sum(usual) / len(usual) if usual else 40)
    found = min(max(wanted * FACTORS[place % len(FACTORS)], low), high)
    return round(found) if series.kind == "count" else round(found, 2)
