"""The page of an indicator as Markdown, for any site generator, and the index of all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from sdg_standard.catalogue import Standard
from sdg_standard.model.indicator import Indicator, SdgLink
from sdg_standard.publish.pages_markdown import (
    Link,
    Markdown,
    bullets,
    code,
    concatenated,
    document,
    heading,
    link_to,
    md,
    no_links,
    strong,
    table,
)
from sdg_standard.publish.pages_series import series_blocks, value_text, with_unit_of, worked
from sdg_standard.publish.pages_texts import Texts

__all__ = ["indicator_index", "indicator_page"]


def indicator_page(standard: Standard, name: str, *, language: str = "en", link: Link = no_links) -> str:
    """Return everything that the standard says of an indicator, in English (``en``) or bokmål (``nb``), as Markdown.

    ``name`` is an id, code or alias; ``link`` gives the addresses of other pages. A text without translation stands in
    the language of the definitions, marked so. Raises UnknownId for an indicator or language that is not there.

    >>> import sdg_standard as sdg
    >>> print(indicator_page(sdg.load(), "u4ssc.sc.eh.h.3c").splitlines()[0])
    # Physicians
    """
    texts = Texts(standard, language)
    item = standard.indicator(name)
    return document(_blocks(texts, item, link))


def _blocks(texts: Texts, item: Indicator, link: Link) -> Iterator[object]:
    say = texts.say
    yield heading(1, texts.of(item.id, "title", item.title))
    head = [code(item.id), *([md(item.code)] if item.code else [])]
    yield Markdown(" · ".join([*head, md(say("version", version=item.version, status=say(item.status)))]))
    yield Markdown(f"*{md(say('some_english'))}*") if say("some_english") else ""
    for field in ("definition", "why"):
        yield from texts.section(2, field, item.id, field, getattr(item, field))
    yield from _counting(texts, item)
    yield from _class(texts, item)
    yield from _goals(texts, item, link)
    for key in item.series:
        yield from series_blocks(texts, texts.standard.series[item.series_ids[key]], item)
    yield from _evidence(texts, item, link)
    yield from _examples(texts, item)
    yield from _disputes(texts, item)
    yield from _national(texts, item)
    yield from _sources(texts, item)
    if item.provenance:
        yield heading(2, say("provenance"))
        yield concatenated(strong(say(item.provenance.confidence)), " ", texts.own(item.provenance.note or ""))


def _counting(texts: Texts, item: Indicator) -> Iterator[object]:
    told = [(field, getattr(item, field)) for field in ("count", "do_not_count") if getattr(item, field)]
    if told:
        yield heading(2, texts.say("counting"))
    for field, text in told:
        yield concatenated(strong(f"{texts.say(field)}."), " ", texts.of(item.id, field, text))


def _class(texts: Texts, item: Indicator) -> Iterator[object]:
    if item.classification:
        yield heading(2, texts.say("class"))
        yield bullets(
            concatenated(strong(texts.level(key)), ": ", texts.class_title(item.framework, key, value))
            for key, value in item.classification.items()
        )


def _goals(texts: Texts, item: Indicator, link: Link) -> Iterator[object]:
    if not item.sdg:
        return
    say = texts.say
    yield heading(2, say("goals"))
    yield table(
        [say("code"), say("title"), say("relation"), say("source")],
        ([md(_code(each)), _goal_title(texts, each), texts.term("relations", each.relation), texts.source(each.source)]
         for each in item.sdg),
    )


def _code(link: SdgLink) -> str:
    return link.indicator or link.target or str(link.goal)


def _goal_title(texts: Texts, link: SdgLink) -> Markdown:
    """The title of what is linked: of a global indicator, which has no translation, that of its target."""
    goal, target = link.codes
    name = f"target:{target}" if target else f"goal:{goal}"
    return texts.of(name, "title", name)


def _evidence(texts: Texts, item: Indicator, link: Link) -> Iterator[object]:
    say, rules = texts.say, item.evidence
    if not rules.accepted and not rules.checks:
        return
    yield heading(2, say("evidence"))
    if rules.accepted:
        listed = [texts.term("evidence-types", word) for word in rules.accepted]
        yield concatenated(strong(f"{say('accepted')}:"), " ", Markdown("; ".join(listed)))
    if rules.checks:
        yield heading(3, say("checks"))
    lines = []
    for check in rules.checks:
        others = [check.than] if check.than else list(check.with_ or ())
        shown = Markdown(", ".join(link_to(other, _page_of(texts, other, link)) for other in others))
        share = texts.numerals.percent(check.share) if check.share is not None else ""
        rule = say(f"rule.{check.rule}") if check.rule else ""
        filled = md(rule).replace("{others}", shown).replace("{value}", md(check.value or "")).replace("{share}", md(share))
        lines.append(Markdown(" ".join(part for part in (_filled(rule, shown, check.value, share), texts.own(check.text or "")) if part)))
    yield bullets(lines)


def _page_of(texts: Texts, series: str, link: Link) -> str | None:
    known = texts.standard.find_series(series)
    return link(f"indicator:{known.indicator}") if known else None
