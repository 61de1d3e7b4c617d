"""The size that the page is made for."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sdg_standard.assess import score
from sdg_standard.editions import load
from sdg_standard.model.evidence import Evidence
from sdg_standard.publish import report_html


def test_three_municipalities_with_everything_reported() -> None:
    """The size that the page is made for: 3 × 112 series, under 2 MB, with a wheel for each."""
    standard = load()
    names = [name for name, item in standard.series.items() if item.framework == "u4ssc"]
    draw = np.random.default_rng(1)
    numbers = {}
    for name in names:
        item = standard.series[name]
        mark = item.benchmarks[-1].value if item.benchmarks else None
        base = mark if isinstance(mark, float | int) and mark else 1.0
        numbers[name] = np.round(base * draw.uniform(0.2, 1.0, 3), 3) if item.kind != "category" else [0.0, 1.0, 1.0]
    frame = pd.DataFrame(numbers, index=["NO-3025", "NO-1149", "NO-1103"])
    card = score(Evidence.from_wide(frame, period="2021"), standard, "u4ssc-performance")
    html = report_html(card, language="nb")
    assert len(html.encode()) < 400_000
    html = report_html(card, language="nb", detail=True)
    assert len(html.encode()) < 2_000_000
    assert html.count("<pre") > 300
