"""What numbers may be: possible, plausible, and inside their intervals."""

from __future__ import annotations

import math

import pytest

from evidence_rows import Measure, only, row_of
from sdg_standard.catalogue import Standard


class TestRanges:
    def test_a_plausible_range_asks_and_keeps(self, measured: Measure, bundled: Standard) -> None:
        series = next(
            item
            for item in bundled.series.values()
            if item.expected[1] < item.limits[1] and item.kind == "share" and item.unit == "%"
        )
        value = (series.expected[1] + series.limits[1]) / 2
        values = measured({"series": series.id, "value": value, "unit": "%"}, standard=bundled)
        question = [item for item in values.problems if "plausible" in item.message]
        assert [(item.severity, item.field) for item in question] == [("warning", "value")]
        assert row_of(values, series.id)["value"] == pytest.approx(value)

    def test_low_and_high_are_converted(self, measured: Measure) -> None:
        found = row_of(measured({"value": "0.96", "unit": "fraction", "low": "0.9", "high": "0.98"}))
        assert (found["low"], found["high"]) == (pytest.approx(0.9 * 100), pytest.approx(0.98 * 100))

    @pytest.mark.parametrize(("low", "high"), [("97", "99"), ("80", "90"), ("98", "90"), ("about 90", "99")])
    def test_an_interval_that_is_none_is_left_out(self, measured: Measure, low: str, high: str) -> None:
        values = measured({"value": "96", "unit": "%", "low": low, "high": high})
        assert only(values).severity == "warning" and only(values).field in ("low", "high")
        found = row_of(values)
        assert found["value"] == 96.0 and (math.isnan(found["low"]) or math.isnan(found["high"]))
