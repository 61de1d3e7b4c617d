"""A fitted file is made from definitions; whether these are still what they were."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from sdg_standard.catalogue.codes import STALE_FIT
from sdg_standard.catalogue.report import Report
from sdg_standard.methodology.file import Methodology
from sdg_standard.model.indicator import Series
from sdg_standard.words import say

_FIELDS = {"id", "kind", "unit", "direction", "formula", "benchmarks", "goalposts"}
"""What of a series a fitted number depends on."""


def series_digest(series: Iterable[Series]) -> str:
    """SHA-256 over the definitions of the series that the leaves of a methodology read, in their order."""
    data = [item.model_dump(mode="json", include=_FIELDS) for item in series]
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def check_fitted(methodology: Methodology, series: Iterable[Series], report: Report) -> None:
    """The series that a fitted file was made from are still defined as they were then."""
    written = (methodology.fitted or {}).get("series_digest")
    if written is not None and written != series_digest(series):
        text = say("plans.was_fitted_when_definitions", id=methodology.id)
        report.add(STALE_FIT, text, ("fitted", "series_digest"))
