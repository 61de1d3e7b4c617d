"""A standard as SKOS: each framework and vocabulary a scheme, goals, targets, indicators, series and terms concepts.

Concepts have the addresses of the register. What the United Nations and data.norge.no call the same thing is said by
``skos:exactMatch``, with their identifiers; how closely an indicator measures a target as its definition says it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from sdg_standard.catalogue import Standard
from sdg_standard.formats.content import Content
from sdg_standard.formats.format import Files, Format, Options
from sdg_standard.formats.linked.rdf import Iri, Literal, Object, Resource, both, texts
from sdg_standard.site.addresses import address_of, address_of_edition
from sdg_standard.site.register import by_language

Facts = Iterator[tuple[str, Object]]
CLOSENESS = {"direct": "skos:closeMatch", "partial": "skos:relatedMatch", "contextual": "skos:relatedMatch"}
"""What is said of an indicator of ours and one of the UN's that it speaks to."""
_DATA_NORGE = Path(__file__).with_name("data_norge_no.csv")


@cache
def data_norge() -> Mapping[str, str]:
    """The identifiers that data.norge.no has for indicators and series, by our id.

    They are those of KS's vocabulary of indicators for U4SSC, in the state of 10 December 2024.
    """
    with _DATA_NORGE.open(encoding="utf-8", newline="") as stream:
        return {row["id"]: row["iri"] for row in csv.DictReader(stream)}


def concepts(standard: Standard) -> Iterator[Resource]:
    """Yield every scheme and concept of a standard, in its order."""
    yield from (_scheme(standard, "framework", name) for name in standard.frameworks)
    yield from (_goal(standard, code) for code in standard.goals)
    yield from (_target(standard, code) for code in standard.targets)
    yield from (_global_indicator(standard, name) for name in standard.global_indicators)
    yield from (_indicator(standard, name) for name in standard.indicators)
    yield from (_series(standard, name) for name in standard.series)
    for name in standard.vocabularies:
        yield from _vocabulary(standard, name)


def _iri(standard: Standard, kind: str, name: str) -> Iri:
    return Iri(address_of(standard, kind, name))


def _labels(standard: Standard, kind: str, name: str) -> Facts:
    yield from texts("skos:prefLabel", by_language(standard, kind, str(name), "title"))
    yield from texts("skos:definition", by_language(standard, kind, str(name), "definition"))


def _concept(standard: Standard, kind: str, name: str, facts: Facts, *types: str) -> Resource:
    said = (*_labels(standard, kind, name), *facts)
    return Resource(("skos:Concept", *types), said, _iri(standard, kind, name))


def _scheme(standard: Standard, kind: str, name: str) -> Resource:
    said = (*_labels(standard, kind, name), ("dct:isPartOf", Iri(address_of_edition(standard))))
    return Resource(("skos:ConceptScheme",), said, _iri(standard, kind, name))


def _of_the_un(standard: Standard, code: str, iri: str | None) -> Facts:
    """Its code, the scheme of the UN's framework, and what the UN calls it."""
    yield "skos:notation", Literal(code)
    if "un-sdg" in standard.frameworks:
        yield "skos:inScheme", _iri(standard, "framework", "un-sdg")
    if iri:
        yield "skos:exactMatch", Iri(iri)


def _goal(standard: Standard, code: int | str) -> Resource:
    return _concept(standard, "goal", str(code), _of_the_un(standard, str(code), standard.goal(code).iri), "sdgo:Goal")


def _target(standard: Standard, code: str) -> Resource:
    def facts() -> Facts:
        target = standard.targets[code]
        yield from _of_the_un(standard, code, target.iri)
        yield "skos:broader", _iri(standard, "goal", str(target.goal))

    return _concept(standard, "target", code, facts(), "sdgo:Target")


def _global_indicator(standard: Standard, name: str) -> Resource:
    def facts() -> Facts:
        found = standard.global_indicators[name]
        yield from _of_the_un(standard, found.code, getattr(found, "iri", None))
        yield "skos:broader", _iri(standard, "target", found.target)

    return _concept(standard, "global-indicator", name, facts(), "sdgo:Indicator")


def _indicator(standard: Standard, name: str) -> Resource:
    def facts() -> Facts:
        item = standard.indicators[name]
        yield "skos:notation", Literal(item.code or name)
        yield from (("skos:altLabel", Literal(alias)) for alias in item.aliases)
        if item.framework in standard.frameworks:
            yield "skos:inScheme", _iri(standard, "framework", item.framework)
        for link in item.sdg:
            goal, target = link.codes
            world = f"un-sdg.{link.indicator}" if link.indicator else ""
            if world in standard.global_indicators:
                yield CLOSENESS[link.relation], _iri(standard, "global-indicator", world)
            elif target and target in standard.targets:
                broader = link.relation == "direct"
                yield "sdgo:isIndicatorOf" if broader else "skos:relatedMatch", _iri(standard, "target", target)
            else:
                yield "dct:subject", _iri(standard, "goal", goal)
        yield from _norwegian(name)

    return _concept(standard, "indicator", name, facts())


def _series(standard: Standard, name: str) -> Resource:
    def facts() -> Facts:
        series = standard.series[name]
        yield "skos:notation", Literal(name)
        yield "skos:broader", _iri(standard, "indicator", series.indicator)
        if series.unit:
            yield "schema:unitText", Literal(series.unit)
        if name != series.indicator:
            yield from _norwegian(name)

    return _concept(standard, "series", name, facts())


def _norwegian(name: str) -> Facts:
    if name in data_norge():
        yield "skos:exactMatch", Iri(data_norge()[name])


def _vocabulary(standard: Standard, name: str) -> Iterator[Resource]:
    """A vocabulary, and its terms in its order."""
    scheme = _scheme(standard, "vocabulary", name)
    yield scheme
    assert scheme.iri is not None
    for term in standard.vocabularies[name].terms:
        key = f"terms.{term.code}.title"
        titles = {
            language: standard.text(f"vocabulary:{name}", key, language)
            for language in standard.languages
            if standard.has_text(f"vocabulary:{name}", key, language)
        }
        facts = (
            *texts("skos:prefLabel", titles),
            ("skos:notation", Literal(term.code)),
            ("skos:inScheme", scheme.iri),
        )
        yield Resource(("skos:Concept",), facts, Iri(f"{scheme.iri.text}#{term.code}"))


def write(content: Content, options: Options) -> Files:
    """The standard behind any content."""
    return both("concepts", tuple(concepts(content.standard)))


SKOS = Format("skos", "", ("standard", "scores", "values", "evidence"), write)
