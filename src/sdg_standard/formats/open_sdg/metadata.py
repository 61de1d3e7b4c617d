"""What is written about an indicator for Open SDG: how it is shown, and concepts of the UN's template of metadata."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sdg_standard.catalogue import Standard
from sdg_standard.formats.open_sdg.data import Data
from sdg_standard.formats.open_sdg.names import OWN_AREA, OWN_ID, place_of
from sdg_standard.formats.texts import one_line

TEXTS = {
    "indicator_name": "title",
    "graph_title": "title",
    "STAT_CONC_DEF": "definition",
    "RATIONALE": "why",
    "DATA_COMP": "count",
    "REC_USE_LIM": "do_not_count",
}
"""Keys that are texts of the definition, with their field; they are translated."""
_CHECKBOXES = ("data_non_statistical", "source_active_1", "standalone")
_CHOICES = {
    "graph_type": ("line", "bar"),
    "reporting_status": ("notstarted", "inprogress", "complete", "notapplicable"),
}
FIELDS = (
    *("indicator_number", "indicator_name", "graph_title", "graph_type", "indicator_sort_order", "reporting_status"),
    *("data_non_statistical", "standalone", "sdg_goal", "target_id", "target_name", "computation_units"),
    *("national_geographical_coverage", "source_active_1", "source_organisation_1"),
    *("SDG_GOAL", "SDG_TARGET", "SDG_INDICATOR", "SDG_RELATED_INDICATORS", "STAT_CONC_DEF", "UNIT_MEASURE"),
    *("RATIONALE", "DATA_COMP", "REC_USE_LIM", "DATA_SOURCE", OWN_ID, OWN_AREA),
)
"""Every key that is written, in order."""


def about(standard: Standard, name: str, file_id: str, data: Data) -> dict[str, Any]:
    """The metadata of an indicator, with every key of the schema."""
    item = standard.indicators[name]
    goal, rest = place_of(item)
    target = f"{goal}.{rest}" if f"{goal}.{rest}" in standard.targets else ""
    world = [link.indicator for link in item.sdg if link.indicator]
    units = ", ".join(dict.fromkeys(one.unit for one in item.series.values() if one.unit))
    rows = data.of(name)
    sources = data.sources(name)
    found: dict[str, Any] = {key: "" for key in FIELDS} | _texts(standard, name, standard.languages[0])
    found |= {
        "indicator_number": file_id.replace("-", "."),
        "graph_type": "line",
        "indicator_sort_order": "-".join(part.zfill(2) for part in file_id.split("-")),
        "reporting_status": "complete" if rows["value"].notna().any() else "notstarted",
        "data_non_statistical": False,
        "standalone": goal == "0",
        "sdg_goal": goal,
        "target_id": target,
        "target_name": one_line(standard.text(f"target:{target}", "title")) if target else "",
        "computation_units": units,
        "national_geographical_coverage": ", ".join(data.names.values()),
        "source_active_1": bool(sources),
        "source_organisation_1": sources[0] if sources else "",
        "SDG_GOAL": goal,
        "SDG_TARGET": target,
        "SDG_INDICATOR": world[0] if world else "",
        "SDG_RELATED_INDICATORS": ", ".join(world[1:]),
        "UNIT_MEASURE": units,
        "DATA_SOURCE": "; ".join(sources),
        OWN_ID: name,
        OWN_AREA: data.areas[0] if len(data.areas) == 1 else "",
    }
    return found


def translated(standard: Standard, name: str, language: str) -> dict[str, Any]:
    """The keys of the metadata that a language has of its own."""
    found = _texts(standard, name, language)
    goal, rest = place_of(standard.indicators[name])
    target = f"target:{goal}.{rest}"
    if standard.has_text(target, "title", language):
        found["target_name"] = one_line(standard.text(target, "title", language))
    return found


def _texts(standard: Standard, name: str, language: str) -> dict[str, Any]:
    return {
        key: one_line(standard.text(name, field, language))
        for key, field in TEXTS.items()
        if standard.has_text(name, field, language)
    }


def schema() -> Mapping[str, Any]:
    """The schema of the metadata: for each key its name and what sort of field it is."""
    return {"prose": {"metadata": {"meta": [{"name": key, "field": _field(key)} for key in FIELDS]}}}


def _field(key: str) -> dict[str, Any]:
    head: dict[str, Any] = {"element": "text"}
    if key in _CHECKBOXES:
        head = {"element": "checkbox", "value": False}
    elif key in _CHOICES:
        options = [{"name": choice, "value": choice} for choice in _CHOICES[key]]
        head = {"element": "select", "options": options}
    if key in ("indicator_number", "indicator_name", "reporting_status"):
        head["required"] = True
    return {**head, "label": key.replace("_", " "), "scope": "global" if key.isupper() else "national"}


def config(standard: Standard) -> Mapping[str, Any]:
    """What the builder of Open SDG is told of the folder."""
    return {
        "languages": list(standard.languages),
        "site_dir": "_site",
        "schema_file": "metadata_schema.yml",
        "src_dir": "",
        "inputs": [
            {"class": "InputCsvData", "path_pattern": "data/*-*.csv"},
            {"class": "InputYamlMeta", "path_pattern": "meta/*-*.yml", "git": False},
        ],
        "translations": [{"class": "TranslationInputYaml", "source": "translations"}],
    }
