"""What an editor offers beside the bare schema: the ids, units, words and sources that there are, and examples."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

from sdg_standard.editions import load

Schema = dict[str, Any]

GOOD_AND_BAD: dict[tuple[str, str], tuple[list[Any], str]] = {
    ("Indicator", "id"): (["county.street-lights", "u4ssc.en.en.aq.1c"], "Street Lights"),
    ("Indicator", "code"): (["EN: EN: AQ: 1C"], ""),
    ("Indicator", "version"): (["1.0.0"], "1.0, without quotes and the third number"),
    ("Indicator", "title"): (["Street lights that save power"], "Share of street lights in 2024"),
    ("Indicator", "definition"): (
        ["Share of the street lights on municipal roads that have light-emitting diodes."],
        "The title once more",
    ),
    ("Indicator", "count"): (["Places at schools, stations, libraries and in the streets."], ""),
    ("SeriesDefinition", "unit"): (
        ["%", "per 100000 inhabitants", "µg/m³", "t CO2e per inhabitant"],
        "percent, or per 100.000",
    ),
    ("SeriesDefinition", "formula"): (["saving / lights"], "100 * saving / lights, since the unit says it"),
    ("SeriesDefinition", "no_benchmark"): (["No value is published, and none is proposed yet."], "n/a"),
    ("SdgLink", "target"): (["11.2", "3.c"], "11.20 without quotes, which is read as the number 11.2"),
    ("Input", "title"): (["Street lights with light-emitting diodes"], "saving"),
    ("Benchmark", "value"): ([300, "3 per 1000 inhabitants"], "3,5"),
    ("Benchmark", "from"): (["2026-01-01"], "2026"),
    ("Benchmark", "why"): (["The national mean of the best fifth in 2022."], "Good value"),
    ("Category", "code"): (["no", "yes"], "no without quotes, which is read as false"),
    ("IndicatorExample", "name"): (["150 physicians in a town of 60 000"], "Example 1"),
    ("IndicatorExample", "given"): ([{"physicians": 150, "population": "60000 inhabitants"}], ""),
    ("IndicatorExample", "expect"): ([{"value": "250 per 100000 inhabitants"}], "what the program gave, copied"),
    ("Edition", "edition"): (["2026.1"], "2026.1 without quotes"),
    ("Edition", "extends"): (["sdg-standard@2026.1"], ""),
    ("Methodology", "id"): (["county-report"], "County report"),
    ("Methodology", "version"): (["1.0.0"], ""),
    ("Framework", "classification"): ([{"theme": {"mobility": "Mobility", "energy": "Energy"}}], ""),
    ("TranslatedText", "of"): (["a86d2a2a"], "a word"),
    ("Retired", "since"): (["2026.1"], ""),
}
"""By model and key: what is good to write, and what is not."""


LISTS = "known-"
"""How the names of the lists of what there is begin, among the definitions of a schema."""


def explained(schema: Schema, name: str) -> Schema:
    """The schema of a model with what there is to choose among, and with examples."""
    defs = {key: _hinted(part, key) for key, part in schema.get("$defs", {}).items()}
    whole = _hinted(schema, name)
    named = set(re.findall(rf"#/\$defs/{LISTS}([\w.]+)", json.dumps([whole, defs])))
    lists = {f"{LISTS}{key}": {"enum": list(words)} for key, words in _known().items() if key in named}
    return {**whole, "$defs": {**defs, **lists}} if defs or lists else whole


def _hinted(schema: Schema, model: str) -> Schema:
    if "properties" not in schema:
        return schema
    return {**schema, "properties": {key: _key(part, model, key) for key, part in schema["properties"].items()}}


def _key(part: Schema, model: str, key: str) -> Schema:
    for name in (f"{model}.{key}", key):
        if name in _known():
            part = _offering(part, name)
            break
    good, bad = GOOD_AND_BAD.get((model, key), ([], ""))
    if bad:
        part = {**part, "description": f"{part.get('description', '')} Not: {bad}.".strip()}
    return {**part, "examples": good} if good else part


def _offering(part: Any, known: str) -> Any:
    """A schema that offers words wherever a text may stand, and takes any other: a folder may have more of them."""
    if isinstance(part, list):
        return [_offering(item, known) for item in part]
    if not isinstance(part, dict):
        return part
    if part.get("type") == "string" and "enum" not in part:
        said = {name: part[name] for name in ("description", "default") if name in part}
        bare = {name: value for name, value in part.items() if name not in said}
        return {"anyOf": [{"$ref": f"#/$defs/{LISTS}{known}"}, bare], **said}
    inner = ("items", "anyOf", "additionalProperties")
    return {name: _offering(value, known) if name in inner else value for name, value in part.items()}


@lru_cache(maxsize=1)
def _known() -> dict[str, tuple[str, ...]]:
    """What there is to choose among, by key, or by model and key where the key means different things."""
    standard = load()
    units = {item.unit for item in standard.series.values() if item.unit}
    units |= {part.unit for item in standard.series.values() for part in item.resolved_inputs.values()}
    words = {name: tuple(term.code for term in item.terms) for name, item in standard.vocabularies.items()}
    answers = [
        name for name, item in standard.vocabularies.items() if all(term.value is not None for term in item.terms)
    ]
    sources, series = tuple(sorted(standard.sources)), tuple(sorted({*standard.series, *standard.indicators}))
    return {
        "source": sources,
        "sources": sources,
        "unit": tuple(sorted(units)),
        "SdgLink.target": tuple(standard.targets),
        "SdgLink.indicator": tuple(dict.fromkeys(item.code for item in standard.global_indicators.values())),
        "EvidenceRules.accepted": words["evidence-types"],
        "SeriesDefinition.breakdowns": words["breakdowns"],
        "SeriesDefinition.categories": tuple(sorted(answers)),
        "framework": tuple(standard.frameworks),
        "Select.ids": series,
        "Methodology.extends": tuple(standard.methodologies),
        "Node.series": tuple(standard.series),
        "Change.id": (*standard.indicators, *standard.methodologies),
    }
