"""What drafts lack, by who could give it, and which benchmarks wait for somebody to adopt them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sdg_standard.catalogue import Standard
from sdg_standard.model.framework import Term
from sdg_standard.model.indicator import Benchmark, Indicator, Series
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
from sdg_standard.publish.pages_series import benchmark_text, for_whom
from sdg_standard.publish.pages_texts import Texts

GIVERS = "givers"
"""The vocabulary of those whom the texts `wanted` name; its spellings are how they are named there."""
SPREADS_FROM = "statistics-office"
"""Who of them could give the spread of a number over municipalities."""


def missing_page(standard: Standard, *, language: str = "en", link: Link = no_links) -> str:
    """Return what is missing for U4SSC, the statistics office, others, and the councils, as Markdown.

    In English (``en``) or bokmål (``nb``). Raises UnknownId for a language that pages are not written in.

    >>> import sdg_standard as sdg
    >>> missing_page(sdg.load()).splitlines()[0]
    '# What is missing, and who could give it'
    """
    return document(_blocks(Texts(standard, language), link))


def _blocks(texts: Texts, link: Link) -> Iterator[object]:
    standard, say = texts.standard, texts.say
    drafts = [item for item in standard.indicators.values() if item.status == "draft"]
    yield heading(1, say("missing"))
    other = link("missing-translation:")
    yield link_to(say("other_language"), other) if other else ""
    wanting = sum(bool(item.wanted) for item in drafts)
    yield md(say("missing.lead", drafts=len(drafts), wanting=wanting, all=len(standard.indicators)))
    for giver, items in by_giver(standard).items():
        yield heading(2, texts.term(GIVERS, giver) if giver else say("missing.others"))
        yield _wanted(texts, items, link)
        if giver == SPREADS_FROM:
            yield from _spreads(texts, link)
    yield from _councils(texts, link)


def by_giver(standard: Standard) -> dict[str, list[Indicator]]:
    """Return what says that something is missing, by the codes of those whom it names; under "" who names nobody."""
    vocabulary = standard.vocabularies.get(GIVERS)
    terms = vocabulary.terms if vocabulary else ()
    wanting = [item for item in standard.indicators.values() if item.wanted]
    found = {term.code: [item for item in wanting if _names(item, term)] for term in terms}
    named = {item.id for items in found.values() for item in items}
    found[""] = [item for item in wanting if item.id not in named]
    return {giver: items for giver, items in found.items() if items}


def _names(item: Indicator, term: Term) -> bool:
    """Whether the text of an indicator names one of the givers, in whole words."""
    return any(re.search(rf"\b{re.escape(word)}\b", item.wanted or "") for word in term.spellings)


def _wanted(texts: Texts, items: list[Indicator], link: Link) -> Markdown:
    rows = (
        [
            link_to(texts.of(item.id, "title", item.title), link(f"indicator:{item.id}")),
            item.code or code(item.id),
            texts.part(item.id, "wanted", item.wanted),
        ]
        for item in items
    )
    return table([texts.say("indicator"), texts.say("code"), texts.say("missing.what")], rows)


def _spreads(texts: Texts, link: Link) -> Iterator[object]:
    """The numbers whose newest benchmark is our own judgement: a spread over municipalities could decide it."""
    items = [each for each in texts.standard.series.values() if each.benchmark and each.benchmark.basis == "expert"]
    if items:
        yield heading(3, texts.say("missing.spreads"))
        yield md(texts.say("missing.spreads_lead"))
    yield _benchmarks(texts, [(each, each.benchmark) for each in items if each.benchmark], link)


def _councils(texts: Texts, link: Link) -> Iterator[object]:
    every = [(series, each) for series in texts.standard.series.values() for each in series.benchmarks]
    waiting = [(series, each) for series, each in every if each.status == "proposed"]
    if every:
        yield heading(2, texts.say("missing.councils"))
        yield md(texts.say("missing.councils_lead", proposed=len(waiting), adopted=len(every) - len(waiting)))
    yield _benchmarks(texts, waiting, link)


def _benchmarks(texts: Texts, items: list[tuple[Series, Benchmark]], link: Link) -> Markdown:
    rows = (
        [
            link_to(_title(texts, series), link(f"indicator:{series.indicator}")),
            concatenated(benchmark_text(texts, each, series), for_whom(texts, each)),
            texts.term("bases", each.basis),
            texts.source(each.source),
        ]
        for series, each in items
    )
    return table([texts.say(word) for word in ("indicator", "benchmark", "basis", "source")], rows)


def _title(texts: Texts, series: Series) -> Markdown:
    """The title of a number; of a part with that of its indicator before it."""
    own, whole = texts.series_title(series), texts.of(series.indicator, "title", series.label)
    return own if own == whole else concatenated(whole, ": ", own)
