"""What the tables of a standard show of each thing in it."""

from __future__ import annotations

from typing import Any

from sdg_standard.methodology import Methodology
from sdg_standard.model.framework import (
    CommonInput,
    Framework,
    GlobalIndicator,
    Goal,
    Retired,
    Source,
    Target,
    Vocabulary,
)
from sdg_standard.model.indicator import Indicator, Series


def indicator_row(item: Indicator) -> dict[str, Any]:
    return {
        "code": item.code,
        "title": item.title,
        "framework": item.framework,
        "status": item.status,
        "version": item.version,
        **{key: value for key, value in item.classification.items() if key not in ("title", "code")},
        "goals": tuple(dict.fromkeys(int(link.codes[0]) for link in item.sdg)),
        "series": len(item.series),
        "confidence": item.provenance.confidence if item.provenance else None,
        "definition": item.definition,
    }


def goal_row(item: Goal) -> dict[str, Any]:
    return {"number": item.number, "title": item.title}


def target_row(item: Target) -> dict[str, Any]:
    return {"goal": item.goal, "title": item.title, "means_of_implementation": item.means_of_implementation}


def global_indicator_row(item: GlobalIndicator) -> dict[str, Any]:
    names = ("code", "title", "goal", "target", "unsd_code", "tier", "direction")
    return {name: getattr(item, name) for name in names}


def methodology_row(item: Methodology) -> dict[str, Any]:
    return {"title": item.title, "version": item.version, "status": item.status}


def series_row(item: Series) -> dict[str, Any]:
    newest = item.benchmark
    return {
        "indicator": item.indicator,
        "code": item.code,
        "title": item.label,
        "framework": item.framework,
        "kind": item.kind,
        "unit": item.unit,
        "direction": item.direction,
        "benchmark": newest.value if newest else None,
        "basis": newest.basis if newest else None,
        "goals": tuple(dict.fromkeys(int(link.codes[0]) for link in item.sdg)),
        **{key: value for key, value in item.classification.items() if key not in ("title", "code")},
    }


def framework_row(item: Framework) -> dict[str, Any]:
    return {"title": item.title, "keeper": item.keeper}


def vocabulary_row(item: Vocabulary) -> dict[str, Any]:
    return {"title": item.title, "terms": len(item.terms)}


def source_row(item: Source) -> dict[str, Any]:
    return {name: getattr(item, name) for name in ("title", "author", "year", "address", "licence")}


def input_row(item: CommonInput) -> dict[str, Any]:
    return {"title": item.title, "unit": item.unit}


def retired_row(item: Retired) -> dict[str, Any]:
    return {"since": item.since, "why": item.why, "replaced_by": item.replaced_by}
