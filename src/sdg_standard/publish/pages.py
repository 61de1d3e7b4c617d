"""The page of an indicator as Markdown, for any site generator."""

from __future__ import annotations

from collections.abc import Iterator

from sdg_standard.catalogue import Standard
from sdg_standard.model.indicator import Check, Indicator, SdgLink
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
from sdg_standard.publish.pages_series import series_blocks, worked
from sdg_standard.publish.pages_texts import Texts


def indicator_page(standard: Standard, name: str, *, language: str = "en", link: Link = no_links) -> str:
    """Return everything that the standard says of an indicator, in English (``en``) or bokmål (``nb``), as Markdown.

    ``name`` is an id, code or alias; ``link`` gives the addresses of other pages. A text without translation stands in
    the language of the definitions, marked so. Raises UnknownId for an indicator or language that is not there.

    >>> import sdg_standard as sdg
    >>> print(indicator_page(sdg.load(), "u4ssc.sc.eh.h.3c", language="nb").splitlines()[0])
    # Leger
    """
    texts = Texts(standard, language)
    return document(_blocks(texts, standard.indicator(name), link))


def _blocks(texts: Texts, item: Indicator, link: Link) -> Iterator[object]:
    yield from _head(texts, item, link)
    for field in ("definition", "why"):
        yield from texts.section(2, field, item.id, field, getattr(item, field))
    yield from _counting(texts, item)
    yield from _class(texts, item)
    yield from _goals(texts, item)
    for name in item.series_ids.values():
        yield from series_blocks(texts, texts.standard.series[name], item)
    yield from _evidence(texts, item, link)
    yield from _examples(texts, item)
    yield from _departures(texts, item)
    yield from _disputes(texts, item)
    yield from _national(texts, item)
    yield from _sources(texts, item)


def _head(texts: Texts, item: Indicator, link: Link) -> Iterator[object]:
    say = texts.say
    yield heading(1, texts.of(item.id, "title", item.title))
    version = md(say("version", version=item.version, status=say(item.status)))
    other = link(f"translation:{item.id}")
    parts = [code(item.id), md(item.code or ""), version, link_to(say("other_language"), other) if other else ""]
    yield Markdown(" · ".join(part for part in parts if part))
    yield Markdown(f"*{md(say('some_english'))}*") if texts.lacks(item.id) else ""


def _counting(texts: Texts, item: Indicator) -> Iterator[object]:
    told = [(field, text) for field in ("count", "do_not_count") if (text := getattr(item, field))]
    if told:
        yield heading(2, texts.say("counting"))
    for field, text in told:
        yield texts.labelled(field, texts.of(item.id, field, text))


def _class(texts: Texts, item: Indicator) -> Iterator[object]:
    if item.classification:
        yield heading(2, texts.say("class"))
        yield bullets(
            concatenated(
                strong(concatenated(texts.level(key), ":")), " ", texts.class_title(item.framework, key, value)
            )
            for key, value in item.classification.items()
        )


def _goals(texts: Texts, item: Indicator) -> Iterator[object]:
    say = texts.say
    if item.sdg:
        yield heading(2, say("goals"))
    yield table(
        [say("code"), say("title"), say("relation"), say("source")],
        (
            [_code(each), _goal_title(texts, each), texts.term("relations", each.relation), texts.source(each.source)]
            for each in item.sdg
        ),
    )


def _code(link: SdgLink) -> str:
    return link.indicator or link.target or str(link.goal)


def _goal_title(texts: Texts, link: SdgLink) -> Markdown:
    """The title of what is linked; of a global indicator, whose wording is long and official, that of its target."""
    goal, target = link.codes
    name = f"target:{target}" if target else f"goal:{goal}"
    return texts.of(name, "title", name)


def _evidence(texts: Texts, item: Indicator, link: Link) -> Iterator[object]:
    say, rules = texts.say, item.evidence
    if rules.accepted or rules.checks:
        yield heading(2, say("evidence"))
    if rules.accepted:
        yield texts.labelled(
            "accepted", Markdown(", ".join(texts.term("evidence-types", word) for word in rules.accepted))
        )
    if rules.checks:
        yield heading(3, say("checks"))
        yield bullets(
            _check(texts, check, link, texts.part(item.id, f"evidence.checks.{index}.text", check.text))
            for index, check in enumerate(rules.checks)
        )


def _check(texts: Texts, check: Check, link: Link, asked: Markdown) -> Markdown:
    """A question in words, with links to the numbers that it compares with."""
    others = [check.than] if check.than else list(check.with_ or ())
    shown = Markdown(", ".join(_linked(texts, other, link) for other in others))
    share = md(texts.numerals.percent(check.share)) if check.share is not None else ""
    value = md(check.value if isinstance(check.value, str) else f"{check.value:g}") if check.value is not None else ""
    rule = texts.say(f"rule.{check.rule}", others=shown, value=value, share=share) if check.rule else ""
    return Markdown(" ".join(part for part in (rule, asked) if part))


def _linked(texts: Texts, name: str, link: Link) -> Markdown:
    known = texts.standard.find_series(name)
    if known is None:
        return code(name)
    return link_to(texts.series_title(known), link(f"indicator:{known.indicator}"))


def _examples(texts: Texts, item: Indicator) -> Iterator[object]:
    if item.examples:
        yield heading(2, texts.say("examples"))
        yield bullets(
            worked(texts, item, example, texts.part(item.id, f"examples.{index}.name", example.name))
            for index, example in enumerate(item.examples)
        )


def _disputes(texts: Texts, item: Indicator) -> Iterator[object]:
    if item.disputes:
        yield heading(2, texts.say("disputes"))
    for index, each in enumerate(item.disputes):
        question, decision = (
            texts.part(item.id, f"disputes.{index}.{field}", getattr(each, field)) for field in ("question", "decision")
        )
        yield concatenated(strong(question), " ", decision, _said_by(texts, each.source))


def _said_by(texts: Texts, source: str | None) -> object:
    return concatenated(" (", texts.source(source), ")") if source else ""


def _departures(texts: Texts, item: Indicator) -> Iterator[object]:
    """Where the definition differs from the published one: what that says, what this one does, and why."""
    if item.departs:
        yield heading(2, texts.say("departs"))
    for index, each in enumerate(item.departs):
        published, how, why = (
            texts.part(item.id, f"departs.{index}.{field.rstrip('_')}", getattr(each, field))
            for field in ("from_", "how", "why")
        )
        yield concatenated(published, " ", strong(how), " ", why, _said_by(texts, each.source))
    if item.wanted:
        yield texts.labelled("wanted", texts.part(item.id, "wanted", item.wanted))


def _national(texts: Texts, item: Indicator) -> Iterator[object]:
    say = texts.say
    if item.national_data:
        yield heading(2, say("national"))
    for country, found in item.national_data.items():
        yield heading(3, say(f"national.{country}") if country == "no" else country)
        yield texts.part(item.id, f"national_data.{country}.where", found.where)
        if found.tables:
            yield texts.labelled("tables", ", ".join(found.tables))
        if found.differs:
            yield texts.labelled("differs", texts.part(item.id, f"national_data.{country}.differs", found.differs))


def _sources(texts: Texts, item: Indicator) -> Iterator[object]:
    if item.sources:
        yield heading(2, texts.say("sources"))
        yield bullets(texts.source(key) for key in item.sources)
    if item.provenance:
        yield heading(2, texts.say("provenance"))
        note = texts.part(item.id, "provenance.note", item.provenance.note)
        yield concatenated(texts.say(item.provenance.confidence), " ", note)
