"""What stands around the definition of an indicator: its numbers in one table, how to cite it, its files."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from sdg_standard.catalogue import Standard
from sdg_standard.model.indicator import Indicator
from sdg_standard.plans.titles import standard_title
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
from sdg_standard.publish.pages_series import benchmark_text
from sdg_standard.publish.pages_texts import Texts
from sdg_standard.publish.words import voice
from sdg_standard.site.addresses import address_of, path_of
from sdg_standard.site.catalogue import badge
from sdg_standard.words import told


def badges(standard: Standard, name: str, *, language: str = "en") -> Markdown:
    """Return the standing of an indicator as badges: status, how sure it is of what is published, level.

    >>> import sdg_standard as sdg
    >>> badges(sdg.load(), "u4ssc.sc.eh.h.3c").count("badge")
    3
    """
    texts, item = Texts(standard, language), standard.indicator(name)
    shown: list[tuple[str, str]] = [(item.status, texts.say(item.status))]
    if item.provenance:  # the word before the colon; behind it stands what the word means
        shown.append((item.provenance.confidence, texts.say(item.provenance.confidence).partition(":")[0].rstrip(".")))
    if level := item.classification.get("level"):
        shown.append(("level", str(texts.class_title(item.framework, "level", level))))
    return Markdown(" ".join(badge(kind, text) for kind, text in shown))


def summary(standard: Standard, name: str, *, language: str = "en") -> str:
    """Return the numbers of an indicator with several, in one table; empty where it has one, which its page describes.

    >>> import sdg_standard as sdg
    >>> summary(sdg.load(), "u4ssc.en.en.aq.1c").count("<code>")
    5
    """
    item = standard.indicator(name)
    return document(_summary(Texts(standard, language), item)) if len(item.series) > 1 else ""


def _summary(texts: Texts, item: Indicator) -> Iterator[object]:
    say = texts.say
    yield heading(2, voice(texts.language, "site")("foot.summary"))
    series = [texts.standard.series[key] for key in item.series_ids.values()]
    yield table(
        [say("number"), say("code"), say("unit"), say("direction"), say("benchmark")],
        (
            [
                texts.series_title(each),
                code(each.id),
                texts.unit(each.unit) or say(each.kind),
                say(each.direction),
                benchmark_text(texts, each.benchmark, each) if each.benchmark else "",
            ]
            for each in series
        ),
    )


def foot(standard: Standard, name: str, *, language: str = "en", file: str = "", link: Link = no_links) -> str:
    """Return how to cite an indicator, and where its definition lies: ``file`` is the path of the YAML file.

    >>> import sdg_standard as sdg
    >>> "urn:sdg-standard:2026.1:u4ssc.sc.eh.h.3c" in foot(sdg.load(), "u4ssc.sc.eh.h.3c").replace("\\\\", "")
    True
    """
    return document(_foot(Texts(standard, language), standard.indicator(name), file, link))


def _foot(texts: Texts, item: Indicator, file: str, link: Link) -> Iterator[object]:
    standard, say = texts.standard, voice(texts.language, "site")
    yield heading(2, say("foot.cite"))
    yield md(
        say(
            "foot.citation",
            standard=told(standard_title(standard), texts.language),
            edition=standard.edition,
            title=standard.text(item.id, "title", texts.language),
            id=item.id,
            version=item.version,
            address=address_of(standard, "indicator", item.id),
        )
    )
    entry = link(f"register:{quote(standard.edition, safe='')}/{path_of('indicator', item.id)}")
    parts = [link_to(say("foot.entry"), entry)] if entry else []
    parts += [concatenated(say("foot.definition", path=file))] if file else []
    yield heading(2, say("foot.files")) if parts else ""
    yield from parts
