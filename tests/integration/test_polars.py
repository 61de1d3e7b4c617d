"""Frames of Polars as they are, not only what stands in for them elsewhere."""

from __future__ import annotations

import pytest

import sdg_standard as sdg
from sdg_standard.model import Observation

pytestmark = pytest.mark.integration
polars = pytest.importorskip("polars")
ROW = {"area": "NO-3203", "period": "2024", "series": "u4ssc.en.en.aq.1c.pm2_5", "value": 6.1, "unit": "µg/m³"}


def test_a_frame_of_polars_is_evidence() -> None:
    frame = polars.DataFrame([ROW, {**ROW, "period": "2023", "value": None, "status": "O"}])
    found = sdg.Evidence.from_frame(frame.with_columns(polars.col("unit").cast(polars.Categorical))).records()
    assert found[0] == Observation(**ROW)
    assert (found[1].period, found[1].value) == ("2023", None)


def test_areas_may_be_one_as_well() -> None:
    evidence = sdg.Evidence.from_records([ROW])
    areas = polars.DataFrame({"area": ["NO-3203"], "population": [98815]})
    assert sdg.score(evidence, sdg.load(), "u4ssc-performance", areas=areas).areas == ("NO-3203",)


def test_a_lazy_frame_says_that_it_has_to_be_collected() -> None:
    with pytest.raises(sdg.EvidenceError, match="Collect a lazy frame first"):
        sdg.Evidence.from_frame(polars.DataFrame([ROW]).lazy())
