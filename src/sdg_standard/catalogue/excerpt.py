"""What a few definitions need of a standard, as data and as a standard again: small, and read without the edition."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel

from sdg_standard.catalogue.report import Path, Report
from sdg_standard.catalogue.series import Surroundings, series_of
from sdg_standard.catalogue.standard import Parts, Standard
from sdg_standard.catalogue.units import units_from
from sdg_standard.methodology import Methodology
from sdg_standard.methodology.branches import Node, titles_in
from sdg_standard.model.framework import CommonInput, Edition, Framework, Goal, Source, Target, Vocabulary
from sdg_standard.model.indicator import Indicator
from sdg_standard.source import Strict

M = TypeVar("M", bound=BaseModel)
Definition = dict[str, Any]

NEEDED = (
    *("id", "code", "title", "version", "classification", "sdg", "series", "inputs"),
    *("definition", "why", "national_data"),
)
"""Keys of an indicator that numbers and pages are made of; whether it is stable says only that it has all others."""
NAMING = ("id", "version", "title", "description", "status")
"""Keys of a methodology that say what it is called."""
TITLES = "titles"
"""Key of the titles that a methodology gives to nodes of its tree, by their id."""
SPOKEN = ("bases", "levels", "quality", "ratings", "reasons", "statuses", "trends", "verification")
"""Vocabularies whose words a page says, whatever it is about."""


class Elsewhere:
    """Where a methodology stands that was judged before.

    It is no file of its own: a rule that is about nothing here is no mistake, as with one that was taken over.
    """

    file = ""

    def place(self, path: Path = (), *, key: bool = False) -> dict[str, Any]:
        """Return the path as the field, in another file than its own."""
        return {"file": "methodology", "field": ".".join(map(str, path))}


class Excerpt(Strict):
    """What some definitions need of a standard. Each definition is written as in its file, by the same keys."""

    about: Definition
    """The edition."""
    digest: str
    """SHA-256 over the whole edition."""
    units: str
    """The list of units."""
    spellings: dict[str, str]
    """What may be written for a unit of the list."""
    goals: dict[str, Definition]
    """All goals by number."""
    measured: list[str]
    """Numbers of the goals that an indicator of the edition measures."""
    targets: dict[str, Definition]
    """Targets that the indicators are linked to."""
    frameworks: dict[str, Definition]
    """All frameworks."""
    indicators: dict[str, Definition]
    """Indicators in the order of the edition, with what numbers are made of."""
    codes: dict[str, str]
    """Spellings of their codes."""
    inputs: dict[str, Definition]
    """All common inputs."""
    sources: dict[str, Definition]
    """Entries of the bibliography that are named."""
    vocabularies: dict[str, Definition]
    """Words that pages say, and answers of the indicators."""
    methodologies: dict[str, Definition]
    """What the methodologies that are named are called."""
    texts: dict[str, dict[str, dict[str, str]]]
    """Titles in further languages, by language, id and field."""


def excerpt_of(standard: Standard, named: Iterable[str]) -> Excerpt:
    """Return what the things of these names need: ids, codes and aliases of series, indicators, sources and so on.

    A name that the standard does not know is passed over.
    """
    parts, names = standard._parts, set(named)
    indicators = {item.id: item for item in _indicators(standard, names)}
    linked = {code for item in indicators.values() for link in item.sdg for code in link.codes if code}
    every = [one.categories for item in indicators.values() for one in item.series.values()]
    answers = {one for one in every if isinstance(one, str)}
    methodologies = _among(parts.methodologies, names)
    kept: dict[str, Mapping[str, BaseModel]] = {
        "goals": dict(parts.goals),
        "targets": _among(parts.targets, linked | {name.removeprefix("target:") for name in names}),
        "frameworks": dict(parts.frameworks),
        "inputs": dict(parts.inputs),
        "sources": _among(parts.sources, names | {key for item in indicators.values() for key in _sources(item)}),
        "vocabularies": _among(parts.vocabularies, {*SPOKEN, *answers, *_breakdowns(parts, names)}),
    }
    definitions, spellings, _ = standard.units.source
    shown = {parts.about.id} | _ids_of_texts(kept) | indicators.keys() | methodologies.keys()
    return Excerpt(
        about=_plain(parts.about),
        digest=parts.digest,
        units=definitions,
        spellings=dict(spellings),
        measured=sorted(standard.goals_measured),
        indicators={name: _plain(item, _needed(item)) for name, item in indicators.items()},
        codes={code: name for code, name in parts.codes.items() if name in indicators},
        methodologies={name: _naming(item) for name, item in methodologies.items()},
        texts={language: dict(_titles(texts, shown)) for language, texts in parts.texts.items()},
        **{what: {name: _plain(item) for name, item in items.items()} for what, items in kept.items()},
    )


def _breakdowns(parts: Parts, names: set[str]) -> set[str]:
    """The vocabulary of breakdowns with those of the codes of each that is named, where one is."""
    known = parts.vocabularies.get("breakdowns")
    named = {term.code for term in known.terms} & names if known is not None else set()
    return {"breakdowns", *named} if named else set()


def standard_of(excerpt: Excerpt) -> Standard:
    """Return the standard that an excerpt was taken from, as far as it goes. Raises ValueError where it is damaged."""
    units = units_from(excerpt.units, excerpt.spellings, {})
    inputs, vocabularies = _models(CommonInput, excerpt.inputs), _models(Vocabulary, excerpt.vocabularies)
    indicators = _models(Indicator, excerpt.indicators)
    around = Surroundings(units, inputs, vocabularies, {})
    series = {}
    for item in indicators.values():
        series.update(series_of(item, around, Report()) or {})
    parts = Parts(
        about=_model(Edition, excerpt.about),
        digest=excerpt.digest,
        units=units,
        goals=_models(Goal, excerpt.goals),
        targets=_models(Target, excerpt.targets),
        global_indicators={},
        frameworks=_models(Framework, excerpt.frameworks),
        indicators=indicators,
        series=series,
        methodologies={name: _called(data) for name, data in excerpt.methodologies.items()},
        places={name: Elsewhere() for name in excerpt.methodologies},
        codes=excerpt.codes,
        inputs=inputs,
        sources=_models(Source, excerpt.sources),
        vocabularies=vocabularies,
        retired={},
        texts=excerpt.texts,
        registers={},
        tables={},
        measured=frozenset(excerpt.measured),
    )
    return Standard(parts)


def _indicators(standard: Standard, names: set[str]) -> Iterator[Indicator]:
    """The indicators that are named, or that have a series that is, in the order of the standard."""
    found = {item.id for name in names if (item := standard.find_indicator(name)) is not None}
    found |= {series.indicator for name in names if (series := standard.find_series(name)) is not None}
    yield from (item for name, item in standard._parts.indicators.items() if name in found)


def _needed(indicator: Indicator) -> tuple[str, ...]:
    return (*NEEDED, "status") if indicator.status == "deprecated" else NEEDED


def _sources(indicator: Indicator) -> Iterator[str]:
    """Keys that the benchmarks and goalposts of an indicator cite."""
    for series in indicator.series.values():
        yield from (item.source for item in series.benchmarks if item.source)
        ends = (getattr(series.goalposts, end, None) for end in ("worst", "best"))
        yield from (end.source for end in ends if end is not None and end.source)


def _ids_of_texts(kept: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """The ids by which translations know goals, targets, frameworks and vocabularies."""
    kinds = {"goal:": "goals", "target:": "targets", "": "frameworks", "vocabulary:": "vocabularies"}
    return {f"{prefix}{name}" for prefix, what in kinds.items() for name in kept[what]}


def _titles(texts: Mapping[str, Mapping[str, str]], ids: set[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """The texts that name something, say what an indicator is about, or describe a methodology as a whole."""
    for name in sorted(ids & texts.keys()):
        fields = {key: text for key, text in texts[name].items() if _names(key)}
        if fields:
            yield name, fields


def _names(field: str) -> bool:
    told = field in ("description", "definition", "why")
    return told or field.endswith("title") or field.startswith(("classification.", "national_data."))


def _naming(item: Methodology) -> Definition:
    """What a methodology is called, and the titles that it gives to nodes."""
    titles = dict(titles_in(item.tree))
    return {**_plain(item, NAMING), **({TITLES: titles} if titles else {})}


def _called(data: Definition) -> Methodology:
    """A methodology that says what it is called; nothing is scored by it."""
    texts = {key: str(data[key]) for key in NAMING if data.get(key) is not None}
    tree = tuple(Node(id=name, title=title) for name, title in data.get(TITLES, {}).items())
    return Methodology.model_construct(set(texts), tree=tree, **texts)


def _among(items: Mapping[str, M], names: Iterable[str]) -> dict[str, M]:
    wanted = set(names)
    return {name: item for name, item in items.items() if name in wanted}


def _plain(item: BaseModel, keys: Iterable[str] | None = None) -> Definition:
    """A definition as its file would write it."""
    only = None if keys is None else set(keys)
    return item.model_dump(mode="json", by_alias=True, exclude_unset=True, include=only)


def _model(kind: type[M], data: Definition) -> M:
    return kind.model_validate_json(json.dumps(data), strict=False)


def _models(kind: type[M], items: Mapping[str, Definition]) -> dict[str, M]:
    return {name: _model(kind, data) for name, data in items.items()}
