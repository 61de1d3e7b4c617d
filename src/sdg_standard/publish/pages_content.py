"""What is in a standard, counted: by framework, by confidence, by what benchmarks rest on, and by language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import get_args

from sdg_standard.catalogue import Standard
from sdg_standard.catalogue.texts import TREE
from sdg_standard.model.indicator import Indicator, Series
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
from sdg_standard.words import say
from sdg_standard.words.numbers import numerals

CONFIDENCES: tuple[str, ...] = get_args(Confidence)
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
    yield heading(2, "Where it differs from what is published")
    yield md("Each departure says what the published definition says, what this one does instead, and why.")
    yield table(
        ["framework", "indicators", "with departures", "departures", "say what is missing"], by_departure(standard)
    )
    yield concatenated("What is missing, and who could give it: ", link_to("the list", link("missing:")), ".")
    yield heading(2, "Links to the goals")
    yield md(DEPTH_LEAD)
    yield table(
        ["framework", "indicators", "to a goal only", "to a target", "to a global indicator", "goals reached"],
        by_depth(standard),
    )
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


def by_departure(standard: Standard) -> list[Row]:
    """Return for each framework how many indicators it has, depart, how often, and say what they lack."""
    rows: list[Row] = []
    for framework in standard.frameworks.values():
        items = _of(standard, framework.id)
        departs = [len(item.departs) for item in items]
        counts = (len(items), sum(map(bool, departs)), sum(departs), sum(bool(item.wanted) for item in items))
        rows += [(framework.title, *counts)] if items else []
    return rows


DEPTH_LEAD = (
    "Of each indicator its deepest link: to a goal, to a target or to one of the United Nations' global indicators. "
    "Goals reached are those to which an indicator has a direct or a partial link, not only a contextual one."
)


def by_depth(standard: Standard) -> list[Row]:
    """Return for each framework how many indicators link to a goal only, to a target, to a global indicator, and how
    many goals have a direct or partial link."""
    rows: list[Row] = []
    for framework in standard.frameworks.values():
        items = _of(standard, framework.id)
        found = Counter(_depth(item) for item in items)
        links = [each for item in items for each in item.sdg if each.relation != "contextual"]
        goals = {each.codes[0] for each in links}
        rows += [(framework.title, len(items), *(found[name] for name in DEPTHS), len(goals))] if items else []
    return rows


DEPTHS = ("goal", "target", "indicator")


def _depth(item: Indicator) -> str:
    """How deep the deepest link of an indicator goes; empty without one."""
    found = {name for each in item.sdg for name in DEPTHS if getattr(each, name) is not None}
    return next((name for name in reversed(DEPTHS) if name in found), "")


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
    """Return for each sort of text how many there are, and how many and which share each further language has.

    The last row counts all of them.
    """
    found = text_places(standard)
    sorts = [*found.items(), ("all texts", [place for places in found.values() for place in places])]
    return [
        (name, len(places), *(_there(standard, places, language) for language in standard.languages[1:]))
        for name, places in sorts
    ]


def _there(standard: Standard, places: Sequence[tuple[str, str]], language: str) -> str:
    count = sum(standard.has_text(name, field, language) for name, field in places)
    return f"{count} ({numerals('en').percent(count / len(places))})"


def text_places(standard: Standard) -> dict[str, list[tuple[str, str]]]:
    """Return where texts stand, by sort: pairs of an id and the path of a field. Every text is in one sort."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name, field in standard.text_fields():
        found.setdefault(_sort(standard, name, field), []).append((name, field))
    return found


def _sort(standard: Standard, name: str, field: str) -> str:
    """What sort of text it is: of what kind of definition, and which of its fields."""
    kind, _, rest = name.partition(":")
    if name in standard.indicators:
        return f"indicators: {_field(field)}"
    if name in standard.global_indicators:
        return "global indicators: title"
    if kind in ("goal", "target"):
        return "goals and targets: title"
    if rest:
        return {"vocabulary": "vocabularies: title", "input": "common inputs: title and definition"}[kind]
    if standard.names_itself(name):
        return say("content.sort.standard")
    if field.startswith("classification.") or name not in standard.methodologies:
        return "frameworks and their classes: title"
    return say("content.sort.nodes") if field.startswith(TREE) else f"methodologies: {field}"


def _field(path: str) -> str:
    """The field of an indicator in words, by its path in the file."""
    first, *rest = path.split(".")
    if first != "series":
        return _FIELDS.get(first, first.replace("_", " "))
    inner = rest[1]
    return f"answers, {rest[-1]}" if inner == "categories" else _FIELDS.get(inner, f"parts, {inner}")


_FIELDS = {
    "inputs": "inputs",
    "evidence": "questions to ask",
    "examples": "worked examples",
    "departs": "departures",
    "wanted": "what is missing",
    "benchmarks": "reasons of benchmarks",
    "no_benchmark": "reasons for having no benchmark",
    "goalposts": "reasons of goalposts",
    "discriminates": "whether it tells municipalities apart",
}


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
