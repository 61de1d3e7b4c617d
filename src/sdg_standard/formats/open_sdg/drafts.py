"""Definitions drafted from a repository of Open SDG: what its files say, and what a person has to add."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sdg_standard.catalogue import Standard
from sdg_standard.formats.ids import apart, as_code
from sdg_standard.formats.open_sdg.units import unit_of
from sdg_standard.formats.yaml_out import yaml_text
from sdg_standard.words import say, told

SOURCE = "open-sdg"
"""The key of the source that drafts cite: the repository."""
_KINDS = {"%": "share", "‰": "share", "fraction": "share", "count": "count", "µg/m³": "concentration"}
_DEFINITIONS = ("STAT_CONC_DEF", "indicator_definition", "national_indicator_description")
_CODE = re.compile(r"\d+\.[0-9a-z]+\.[0-9]+")
_BOUNDS = {"share": (0.0, 100.0), "index": (float("-inf"), float("inf"))}


@dataclass
class DraftedSeries:
    """A series: what tells it apart in the files, its key with us, and the numbers that occur."""

    key: str
    title: str
    units: str
    unit: str | None
    numbers: list[float] = field(default_factory=list)

    def definition(self, direction: str) -> dict[str, Any]:
        """The series as its file has it. Of numbers outside the range of the kind the range is widened."""
        kind = (
            "index"
            if self.unit is None
            else _KINDS.get(self.unit, "rate" if self.unit.startswith("per ") else "amount")
        )
        made: dict[str, Any] = {"title": self.title} if self.title else {}
        if self.units and self.unit is None:
            made["definition"] = self.units
        made["kind"] = kind
        if self.unit is not None:
            made["unit"] = self.unit
        made["direction"] = direction
        low, high = _BOUNDS.get(kind, (0.0, float("inf")))
        ends = {"min": min(self.numbers), "max": max(self.numbers)} if self.numbers else {"min": low, "max": high}
        if ends["min"] < low or ends["max"] > high:
            widest = {"min": min(ends["min"], low), "max": max(ends["max"], high)}
            made["possible"] = {name: number for name, number in widest.items() if math.isfinite(number)}
        return made


@dataclass(frozen=True)
class DraftedIndicator:
    """An indicator: its number, what is written about it, and its series by what tells them apart."""

    number: str
    about: Mapping[str, Any]
    series: Mapping[tuple[str, str], DraftedSeries]

    def definition(self, framework: str, title: str, standard: Standard, language: str) -> dict[str, Any]:
        """The indicator as its file has it, always a draft."""
        world = standard.global_indicators.get(f"un-sdg.{self.number}")
        said = world.direction if world is not None else None
        direction = said if said in ("higher_is_better", "lower_is_better") else "none"
        meaning = next((text for key in _DEFINITIONS if (text := line(self.about.get(key)))), "")
        return {
            "id": f"{framework}.{self.number.casefold()}",
            "title": title,
            **({"definition": meaning} if meaning else {}),
            **({"sdg": links} if (links := _links(self.number, standard)) else {}),
            "series": {one.key: one.definition(direction) for one in self.series.values()},
            "sources": [SOURCE],
            "wanted": told(say("formats.open_sdg.wanted"), language),
        }


def keyed(found: Mapping[tuple[str, str], Sequence[float]], standard: Standard) -> dict[tuple[str, str], DraftedSeries]:
    """Series by what tells them apart: the cells ``Series`` and ``Units``. A single one has the key ``value``."""
    made: dict[tuple[str, str], DraftedSeries] = {}
    taken: set[str] = set()
    for (series, units), numbers in found.items():
        alone = series and [other for other, _ in found].count(series) == 1
        name = series if alone else " ".join(filter(None, (series, units)))
        key = apart("value" if len(found) == 1 else _key(name), taken)
        title = "" if len(found) == 1 else name
        made[series, units] = DraftedSeries(key, title, units, unit_of(units, standard.units), list(numbers))
    return made


def _key(text: str) -> str:
    return as_code(text).casefold()[:60].strip("_") or "all"


def _links(number: str, standard: Standard) -> list[dict[str, Any]]:
    """Goal, target or indicator of the UN that the number of an indicator names."""
    parts = number.split(".")
    code, target = ".".join(parts[:3]), ".".join(parts[:2])
    if _CODE.fullmatch(code) and f"un-sdg.{code}" in standard.global_indicators:
        return [{"indicator": code, "relation": "direct" if code == number else "partial", "source": SOURCE}]
    if target in standard.targets:
        return [{"target": target, "relation": "partial", "source": SOURCE}]
    return [{"goal": int(parts[0]), "relation": "partial", "source": SOURCE}] if parts[0] in standard.goals else []


def line(found: Any) -> str:
    """A text of a file in one line; empty for anything that is none."""
    return " ".join(str(found).split()) if isinstance(found, (str, int, float)) and not isinstance(found, bool) else ""


def folder(
    framework: str, title: str, definitions: Sequence[dict[str, Any]], breakdowns: Mapping[str, str], standard: Standard
) -> dict[str, str]:
    """The files of a folder that builds on an edition. ``breakdowns`` are further ones, by code, with their titles."""
    files: dict[str, dict[str, Any]] = {
        "standard.yaml": {
            "format": 1,
            "id": f"{framework}-draft",
            "edition": "1",
            "title": title,
            "languages": [standard.languages[0]],
            "extends": f"{standard.id}@{standard.edition}",
        },
        "sources.yaml": {SOURCE: {"title": title}},
        f"frameworks/{framework}/framework.yaml": {"id": framework, "title": title, "keeper": title},
    }
    for one in definitions:
        files[f"frameworks/{framework}/{one['id'].partition('.')[2]}.yaml"] = one
    if breakdowns:
        files["vocabularies/breakdowns.yaml"] = _breakdowns(breakdowns, standard)
    return {name: yaml_text(data) for name, data in files.items()}


def _breakdowns(further: Mapping[str, str], standard: Standard) -> dict[str, Any]:
    """The vocabulary of breakdown columns with those of the repository behind."""
    known = standard.vocabularies["breakdowns"]
    terms: list[dict[str, Any]] = [
        {
            "code": one.code,
            "title": one.title,
            "definition": one.definition or one.title,
            "spellings": list(one.spellings),
        }
        for one in known.terms
    ]
    terms += [{"code": code, "title": title, "definition": title, "spellings": []} for code, title in further.items()]
    return {
        "id": "breakdowns",
        "title": known.title,
        "overrides": told(say("formats.open_sdg.further"), "en"),
        "terms": terms,
    }
