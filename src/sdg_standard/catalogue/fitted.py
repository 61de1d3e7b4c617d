"""Fitted methodologies: whether the definitions that they were made from are still the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from sdg_standard.catalogue.codes import STALE_FIT
from sdg_standard.catalogue.report import Report
from sdg_standard.model.methodology.file import Methodology

if TYPE_CHECKING:
    from sdg_standard.catalogue.plan import Leaf

_PARTS = {"id", "kind", "unit", "direction", "formula", "benchmarks", "goalposts"}


def series_digest(leaves: Iterable[Leaf]) -> str:
    """SHA-256 over the definitions that the leaves read."""
    data = [leaf.series.model_dump(mode="json", include=_PARTS) for leaf in leaves]
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def check_fitted(methodology: Methodology, leaves: Iterable[Leaf], report: Report) -> None:
    """Report a fitted file whose numbers were made from other definitions."""
    record = methodology.fitted or {}
    known = record.get("series_digest")
    if known is not None and known != series_digest(leaves):
        made = f" of {record['standard']}" if record.get("standard") else ""
        text = f'"{methodology.id}" was fitted to definitions{made} that have changed since'
        report.add(STALE_FIT, text, ("fitted", "series_digest"))
