"""What shipped methodologies need is scored: that value has the rating, and slightly worse has not."""

from __future__ import annotations

import math
from typing import Any

import pytest

import sdg_standard as sdg
from sdg_standard.catalogue import Standard
from sdg_standard.model.series import Series

AT_LEAST = 50
"""So many leaves have to need something, or the sweep looked at nothing."""


def inside(series: Series) -> float:
    """A number that a series may have: a tenth of the way from the lower plausible, or possible, end."""
    if series.kind == "category":
        return float(series.categories[0].value)  # type: ignore[index,union-attr]
    low, high = (
        end if math.isfinite(end) else limit for end, limit in zip(series.expected, series.limits, strict=True)
    )
    low = low if math.isfinite(low) else 0.0
    high = high if math.isfinite(high) else 2 * low + 10
    return low + 0.1 * (high - low)


def rows(standard: Standard, values: dict[str, float], period: str = "2024") -> list[dict[str, Any]]:
    own = {name: standard.series[name] for name in values}
    return [
        {"area": "town", "period": period, "series": name, "value": values[name], "unit": series.unit or ""}
        for name, series in own.items()
    ]


@pytest.mark.parametrize(
    ("methodology", "label"), [("u4ssc-performance", "from-95"), ("open-sdg-progress", "on-track")]
)
def test_what_is_needed_is_enough_and_less_is_not(bundled: Standard, methodology: str, label: str) -> None:
    now = {name: inside(series) for name, series in bundled.series.items() if series.framework == "u4ssc"}
    past = rows(bundled, {name: 0.9 * value for name, value in now.items() if value}, "2018")
    past = [row for row in past if bundled.series[row["series"]].kind not in ("category", "count")]

    def scored(values: dict[str, float]) -> Any:
        evidence = sdg.Evidence.from_records([*past, *rows(bundled, values)])
        return sdg.score(evidence, bundled, methodology, periods=["2024"])

    card = scored(now)
    leaves = {name: leaf.observable.series for name, leaf in card._plan.leaves.items()}
    found = {name: card.needed(name, label).iloc[0] for name in leaves}
    needed = {name: row.needed for name, row in found.items() if not row.reason}
    assert len(needed) >= AT_LEAST
    worse = {
        leaves[name]: number + 1e-4 * (now[leaves[name]] - number)
        for name, number in needed.items()
        if bundled.series[leaves[name]].kind not in ("category", "count")
    }
    enough = scored(now | {leaves[name]: number for name, number in needed.items()})
    less = scored(now | worse)
    for name in needed:
        assert enough.needed(name, label).iloc[0].reason == "reached", name
        if leaves[name] in worse:
            assert less.needed(name, label).iloc[0].reason != "reached", name
