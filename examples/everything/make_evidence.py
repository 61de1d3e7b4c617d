"""Invent the numbers of Eksempelvik, which does not exist: every series of two frameworks over three years.

Run it as ``python examples/everything/make_evidence.py``; it writes ``evidence.csv`` beside itself, the same bytes each
time. A number is its benchmark, or a usual value, times a factor that comes from the series' id alone, and it moves a
little from year to year. What belongs together agrees: shares of a whole add up, a part is no more than its whole.
"""

from __future__ import annotations

import hashlib
import math
from pathlib import Path

import numpy as np
import pandas as pd

import sdg_standard as sdg
from sdg_standard.exchange import write_table
from sdg_standard.model import Series

AREA = "eksempelvik"
YEARS = (2023, 2024, 2025)
FRAMEWORKS = ("u4ssc", "implementation")
SOURCE = "invented"
NOTE = "an invented number of a municipality that does not exist"
WITHOUT = {
    ("u4ssc.ec.i.t.4a.para_transport", 2023): "O",
    ("u4ssc.sc.eh.c.2a", 2025): "O",
    ("u4ssc.en.en.ws.4c.tertiary", 2025): "M",
    ("u4ssc.sc.sh.sa.7c", 2025): "Q",
}
"""Years without a number, by the status that says why."""
VERIFIED = ("verified", "verified", "partial", "reported")
QUALITIES = ("measured", "measured", "survey", "estimate")


def draw(name: str, what: str) -> float:
    """A number from 0 to 1 that depends on nothing but names."""
    return int.from_bytes(hashlib.sha256(f"{name}/{what}".encode()).digest()[:4], "big") / 2**32


def usual(series: Series) -> float:
    """What a good number of a series is: its benchmark, or something within what is plausible."""
    benchmark = series.benchmark
    if benchmark is not None and isinstance(benchmark.value, float):
        return benchmark.value
    if benchmark is not None and benchmark.between:
        return float(np.mean([float(str(end).split()[0]) for end in benchmark.between]))
    low, high = series.expected
    if series.kind == "share":
        return 80.0 if series.sign >= 0 else 15.0
    if math.isfinite(high):
        return max(low, 0.0) + (high - max(low, 0.0)) * (0.6 if series.sign >= 0 else 0.2)
    return 40.0


def number(series: Series, year: int) -> float | str:
    """The number of a year: an answer, or the usual number times a factor."""
    place = 0.42 + 0.62 * draw(series.id, "place") + (0.10 * draw(series.id, "way") - 0.03) * (year - YEARS[0])
    if series.framework == "implementation":
        place -= 0.25  # there is more to do than to measure
    if series.kind == "category":
        answers = [answer.code for answer in series.categories]
        return answers[min(max(int(place * len(answers)), 0), len(answers) - 1)]
    made = usual(series) * (place if series.sign >= 0 else 2 - place)
    low, high = series.expected
    if not low < made < high and math.isfinite(high):
        low = max(low, 0.0)
        made = low + (high - low) * min(max(place - 0.35, 0.05), 0.95)
    return rounded(min(max(made, series.limits[0]), series.limits[1]), series)


def rounded(value: float, series: Series) -> float:
    """Three figures; a count is whole, a share has one decimal."""
    if series.kind == "count" or value == 0:
        return float(round(value))
    if series.kind == "share":
        return round(value, 1)
    return round(value, 2 - math.floor(math.log10(value)))


def agreeing(numbers: dict[str, float | str], standard: sdg.Standard) -> dict[str, float | str]:
    """The numbers of a year, made to agree with what the definitions ask about them."""
    made = dict(numbers)
    for indicator in standard.indicators.values():
        for check in indicator.evidence.checks:
            if check.rule == "sums_to" and check.with_:
                made |= shares({name: float(made[name]) for name in check.with_}, standard)
    for indicator in standard.indicators.values():
        for check in indicator.evidence.checks:
            if check.rule in ("at_most", "at_least") and check.than in made:
                choose = min if check.rule == "at_most" else max
                for own in set(indicator.series_ids.values()) - {check.than}:
                    made[own] = choose(float(made[own]), float(made[check.than]))
    return made


def shares(parts: dict[str, float], standard: sdg.Standard) -> dict[str, float]:
    """Shares that add up to 100, with one decimal: what may be large takes the rest of what is plausibly small."""
    tops = {name: min(standard.series[name].expected[1], 100.0) for name in parts}
    small = {name: round(part, 1) for name, part in parts.items() if tops[name] <= 20}
    large = {name: part for name, part in parts.items() if name not in small}
    rest, whole = 100 - sum(small.values()), sum(large.values())
    made = small | {name: round(rest * part / whole, 1) for name, part in large.items()}
    first = next(iter(large))
    made[first] = round(100 - sum(part for name, part in made.items() if name != first), 1)
    return made


def table(standard: sdg.Standard) -> pd.DataFrame:
    """All rows, by series and year."""
    asked = [series for series in standard.series.values() if series.framework in FRAMEWORKS]
    years = {year: agreeing({each.id: number(each, year) for each in asked}, standard) for year in YEARS}
    rows = [row(each, year, years[year][each.id]) for each in asked for year in YEARS]
    return pd.DataFrame(rows)


def row(series: Series, year: int, value: float | str) -> dict[str, object]:
    status = WITHOUT.get((series.id, year), "")
    own = series.framework == "u4ssc"
    return {
        "area": AREA,
        "period": str(year),
        "series": series.id,
        "value": "" if status else value,
        "unit": "" if status else (series.unit or ""),
        "status": status,
        "source": SOURCE,
        "quality": QUALITIES[int(draw(series.id, "quality") * 4)] if own else "measured",
        "verification": VERIFIED[int(draw(series.id, "verified") * 4)] if own else "reported",
        "note": NOTE,
    }


if __name__ == "__main__":
    write_table(table(sdg.load()), Path(__file__).with_name("evidence.csv"))
