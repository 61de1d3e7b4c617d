"""The catalogue of indicators: one table, which a script can narrow down and which is whole without it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from sdg_standard.catalogue import Standard
from sdg_standard.model.indicator import Indicator
from sdg_standard.publish.markup import el, joined
from sdg_standard.publish.pages_markdown import Link, Markdown, document, heading, md, no_links
from sdg_standard.publish.pages_series import benchmark_text, kind_word
from sdg_standard.publish.pages_texts import Texts
from sdg_standard.publish.words import voice

FILTERS = ("framework", "goal", "level", "status", "confidence", "basis")
"""What the table can be narrowed down by; levels are those of a key ``level`` in a classification."""


def catalogue_page(standard: Standard, *, language: str = "en", link: Link = no_links) -> str:
    """Return the page of all indicators in a language, as Markdown with a table in HTML.

    Each row names what it can be found by: ``data-goal="3=Good health|11=…"``. ``link`` gives the addresses of pages
    as a browser needs them.

    >>> import sdg_standard as sdg
    >>> catalogue_page(sdg.load()).count("<tr ") == len(sdg.load().indicators)
    True
    """
    texts, say = Texts(standard, language), voice(language, "site")
    heads = [texts.say(word) for word in ("indicator", "code", "unit", "benchmark", "number_of_goals", "standing")]
    words = {name: say(f"catalogue.{name}") for name in (*FILTERS, "text", "all")}
    data = {"filters": " ".join(FILTERS), **words, "shown": say("catalogue.shown", n="{n}", all="{all}")}
    made = el(
        "table",
        el("thead", el("tr", *(el("th", word, scope="col") for word in heads))),
        el(
            "tbody", joined((_row(texts, item, link, heads[1:]) for item in standard.indicators.values()), Markup("\n"))
        ),
        class_="catalogue",
        **_data(data),
    )
    lead = say("catalogue.lead", n=len(standard.indicators))
    return document([heading(1, say("catalogue.title")), md(lead), Markdown(made)])


def _data(values: Mapping[str, str]) -> dict[str, str]:
    return {f"data_{name}": value for name, value in values.items()}


def _row(texts: Texts, item: Indicator, link: Link, heads: Sequence[str]) -> Markup:
    """The row of an indicator; each cell knows its heading, under which a narrow screen shows it."""
    standard = texts.standard
    series = [standard.series[name] for name in item.series_ids.values()]
    goals = sorted({each.codes[0] for each in item.sdg}, key=int)
    units = dict.fromkeys(texts.unit(each.unit) or kind_word(texts, each) for each in series)
    marks = [benchmark_text(texts, each.benchmark, each) for each in series if each.benchmark]
    title = standard.text(item.id, "title", texts.language)
    address = link(f"indicator:{item.id}")
    named = el("a", title, href=address) if address else title
    cells: list[str | Markup] = [item.code or item.id, *("; ".join(each) for each in (units, marks)), ", ".join(goals)]
    cells.append(badge(item.status, texts.say(item.status)))
    data = {name: _pairs(pairs) for name, pairs in properties(texts, item).items()}
    labelled = (el("td", cell, data_label=head) for head, cell in zip(heads, cells, strict=True))
    return el("tr", el("th", named, scope="row"), *labelled, **_data(data))


def badge(kind: str, text: str) -> Markup:
    """Return a word as a badge; its kind is a class of the stylesheet.

    >>> print(badge("draft", "utkast"))
    <span class="badge draft">utkast</span>
    """
    return el("span", text, class_=f"badge {kind}")


def properties(texts: Texts, item: Indicator) -> dict[str, dict[str, str]]:
    """Return what an indicator can be found by: for each filter codes with titles in the language of the texts."""
    standard = texts.standard
    level = item.classification.get("level", "")
    own = [standard.series[name].benchmark for name in item.series_ids.values()]
    bases: list[str] = [mark.basis for mark in own if mark] or [""]
    sure = item.provenance.confidence if item.provenance else ""
    goals = sorted({each.codes[0] for each in item.sdg}, key=int)
    none = voice(texts.language, "site")("catalogue.none")
    return {
        "framework": {item.framework: standard.text(item.framework, "title", texts.language)},
        "goal": {goal: f"{goal}. {standard.text(f'goal:{goal}', 'title', texts.language)}" for goal in goals},
        "level": {level: _level(standard, item, level, texts.language)} if level else {},
        "status": {item.status: texts.say(item.status)},
        "confidence": {sure: texts.say(sure)} if sure else {},
        "basis": {basis or "none": _term(standard, basis, texts.language) if basis else none for basis in bases},
    }


def _level(standard: Standard, item: Indicator, level: str, language: str) -> str:
    found = standard.text(item.framework, f"classification.level.{level}", language)
    return level if found == item.framework else found


def _term(standard: Standard, basis: str, language: str) -> str:
    return standard.text("vocabulary:bases", f"terms.{basis}.title", language)


def _pairs(pairs: Mapping[str, str]) -> str:
    """Codes with their titles; what divides them stands in neither."""
    return "|".join(f"{_whole(code)}={_whole(title)}" for code, title in pairs.items())


def _whole(text: str) -> str:
    return text.replace("=", " ").replace("|", " ")
