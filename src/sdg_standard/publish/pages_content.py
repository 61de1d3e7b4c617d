"""What is in a standard, counted: by framework, by confidence, by what benchmarks rest on, and by language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import get_args

from sdg_standard.catalogue import Standard
from sdg_standard.model.indicator import Category, Indicator, Series
from sdg_standard.model.terms import Confidence
from sdg_standard.publish.pages_markdown import (
    Link,
    Markdown,
    code,
    concatenated,
    document,
    heading,
    link_to,
    md,
    no_links,
    table,
)
from sdg_standard.publish.pages_texts import Texts
from sdg_standard.words.numbers import numerals

CONFIDENCES: tuple[str, ...] = get_args(Confidence)
INDICATOR_TEXTS = ("title", "definition", "why", "count", "do_not_count")
Row = tuple[object, ...]


def content_page(standard: Standard, *, link: Link = no_links) -> str:
    """Return an overview of what a standard holds, as Markdown; every number on it is counted, none is written.

    >>> import sdg_standard as sdg
    >>> content_page(sdg.load()).splitlines()[0]
    '# What is in the standard'
    """
    return document(_blocks(standard, link))


def _blocks(standard: Standard, link: Link) -> Iterator[object]:
    about = standard.about
    yield heading(1, "What is in the standard")
    yield concatenated(about.title, f", edition {about.edition}. ", about.description or "")
    yield concatenated("All indicators, with a page for each: ", link_to("Indicators", link("indicators")), ".")
    yield heading(2, "Frameworks")
    yield table(
        ["framework", "kept by", "indicators", "numbers", "with benchmark", "stable", "draft"], by_framework(standard)
    )
    if standard.global_indicators:
        counts = (len(standard.goals), len(standard.targets), len(standard.global_indicators))
        yield md(
            "It also has the United Nations' {} goals, {} targets and {} global indicators, to link to.".format(*counts)
        )
    yield heading(2, "How sure we are of the published definitions")
    yield md(CONFIDENCE_LEAD)
    yield table(["framework", *CONFIDENCES, "not said"], by_confidence(standard))
    yield heading(2, "What benchmarks rest on")
    yield md("Of each number its newest benchmark. None of those marked proposed binds anybody.")
    yield table(["basis", "proposed", "adopted"], by_basis(standard))
    yield from _without(standard, link)
    yield heading(2, "Languages")
    yield md(f"The definitions are in {standard.languages[0]}. Of their texts, these are translated:")
    yield table(["texts", "all", *standard.languages[1:]], by_language(standard))
    yield from _methodologies(standard, link)


CONFIDENCE_LEAD = (
    "Seen: the published definition was read. Partly seen: a part of it was read, the rest comes from other sources. "
    "Reconstructed: it was not available to us. Own: a proposal of this standard, and nobody else has published one."
)


def by_framework(standard: Standard) -> list[Row]:
    """Return for each framework with indicators: title, keeper, indicators, series, with benchmark, stable, draft."""
    rows: list[Row] = []
    for framework in standard.frameworks.values():
        items = _of(standard, framework.id)
        series = [each for each in standard.series.values() if each.framework == framework.id]
        status = Counter(item.status for item in items)
        having = sum(bool(each.benchmarks) for each in series)
        counts = (len(items), len(series), having, status["stable"], status["draft"])
        rows += [(framework.title, framework.keeper, *counts)] if items else []
    return rows


def _of(standard: Standard, framework: str) -> list[Indicator]:
    return [item for item in standard.indicators.values() if item.framework == framework]


def by_confidence(standard: Standard) -> list[Row]:
    """Return for each framework with indicators how many are seen, partly seen, reconstructed, and not said."""
    rows: list[Row] = []
    for framework in standard.frameworks.values():
        items = _of(standard, framework.id)
        found = Counter(item.provenance.confidence if item.provenance else "" for item in items)
        rows += [(framework.title, *(found[name] for name in CONFIDENCES), found[""])] if items else []
    return rows


def by_basis(standard: Standard) -> list[Row]:
    """Return for each basis how many series have a newest benchmark on it that is proposed, and adopted."""
    texts = Texts(standard, "en")
    newest = [each.benchmark for each in standard.series.values() if each.benchmark]
    found = Counter((item.basis, item.status) for item in newest)
    bases = sorted(
        {item.basis for item in newest}, key=lambda basis: (-found[basis, "proposed"] - found[basis, "adopted"], basis)
    )
    return [(texts.term("bases", basis), found[basis, "proposed"], found[basis, "adopted"]) for basis in bases]


def without_benchmark(standard: Standard) -> list[Series]:
    """Return the series without a benchmark."""
    return [each for each in standard.series.values() if not each.benchmarks]


def _without(standard: Standard, link: Link) -> Iterator[object]:
    missing = without_benchmark(standard)
    if missing:
        yield heading(2, "Numbers without a benchmark")
        yield md(f"{len(missing)} of {len(standard.series)}, each with the reason:")
    yield table(
        ["number", "why it has none"],
        (
            [link_to(each.label, link(f"indicator:{each.indicator}")), each.no_benchmark or "not said"]
            for each in missing
        ),
    )


# languages


def by_language(standard: Standard) -> list[Row]:
    """Return for each sort of text how many there are, and how many and which share each further language has."""
    return [
        (name, len(places), *(_there(standard, places, language) for language in standard.languages[1:]))
        for name, places in text_places(standard).items()
        if places
    ]


def _there(standard: Standard, places: Sequence[tuple[str, str]], language: str) -> str:
    count = sum(standard.has_text(name, field, language) for name, field in places)
    return f"{count} ({numerals('en').percent(count / len(places))})"


def text_places(standard: Standard) -> dict[str, list[tuple[str, str]]]:
    """Return where texts stand, by sort: pairs of an id and the path of a field."""
    found = {f"indicators: {field.replace('_', ' ')}": _fields(standard, field) for field in INDICATOR_TEXTS}
    found["parts of indicators: title"] = list(_parts(standard))
    found["answers: title"] = list(_answers(standard))
    found["goals and targets: title"] = _existing(
        standard, (*(f"goal:{name}" for name in standard.goals), *_targets(standard))
    )
    found["frameworks and their classes: title"] = list(_classes(standard))
    found["methodologies: title"] = _existing(standard, standard.methodologies)
    return found


def _fields(standard: Standard, field: str) -> list[tuple[str, str]]:
    return _existing(standard, standard.indicators, field)


def _existing(standard: Standard, names: Iterable[str], field: str = "title") -> list[tuple[str, str]]:
    return [(name, field) for name in names if standard.has_text(name, field, standard.languages[0])]


def _targets(standard: Standard) -> Iterator[str]:
    return (f"target:{name}" for name in standard.targets)


def _parts(standard: Standard) -> Iterator[tuple[str, str]]:
    for item in standard.indicators.values():
        yield from ((item.id, f"series.{key}.title") for key, series in item.series.items() if series.title)


def _answers(standard: Standard) -> Iterator[tuple[str, str]]:
    for item in standard.indicators.values():
        for key, series in item.series.items():
            answers = series.categories if isinstance(series.categories, tuple) else ()
            titled = (each for each in answers if isinstance(each, Category) and each.title)
            yield from ((item.id, f"series.{key}.categories.{each.code}.title") for each in titled)


def _classes(standard: Standard) -> Iterator[tuple[str, str]]:
    for framework in standard.frameworks.values():
        yield framework.id, "title"
        for key, codes in framework.classification.items():
            yield from ((framework.id, f"classification.{key}.{name}") for name in codes)


# methodologies


def _methodologies(standard: Standard, link: Link) -> Iterator[object]:
    texts = Texts(standard, "en")
    if standard.methodologies:
        yield heading(2, "Methodologies")
        yield md("Each has a page with its reasoning, its rules in words and its examples.")
    yield table(
        ["methodology", "id", "version", "status", "sources"],
        (
            [link_to(item.title, link(f"methodology:{item.id}")), code(item.id), item.version, item.status,
             Markdown("; ".join(texts.source(key) for key in item.sources))]
            for item in standard.methodologies.values()
        ),
    )  # fmt: skip
