"""The pages of the goals: tiles of all seventeen, and for each its targets and what is measured of them."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from sdg_standard.catalogue import Standard
from sdg_standard.model.indicator import Indicator
from sdg_standard.publish.markup import el, joined
from sdg_standard.publish.pages_markdown import (
    Link,
    Markdown,
    bullets,
    concatenated,
    document,
    heading,
    link_to,
    md,
    no_links,
    table,
)
from sdg_standard.publish.pages_texts import Texts
from sdg_standard.publish.words import voice

RELATIONS = ("direct", "partial", "contextual")


def goals_page(standard: Standard, *, language: str = "en", link: Link = no_links) -> str:
    """Return the page of all goals, each as a tile in its colour, with how many indicators speak to it.

    >>> import sdg_standard as sdg
    >>> goals_page(sdg.load(), language="nb").count("<li>")
    17
    """
    say = voice(language, "site")
    tiles = goal_tiles(standard, language=language, link=link)
    return document([heading(1, say("goals.title")), md(say("goals.lead")), tiles])


def goal_tiles(standard: Standard, *, language: str = "en", link: Link = no_links) -> Markdown:
    """Return the tiles alone, in HTML: number, name, official colour, and the count of indicators."""
    say = voice(language, "site")
    lines = []
    for number, goal in standard.goals.items():
        title = standard.text(goal.id, "title", language)
        address = link(f"goal:{number}")
        count = say("goal.count", n=len(_linked(standard, goal=number)))
        colours = f"background:{goal.colour};color:{ink_on(goal.colour)}"
        what = el("div", el("a", title, href=address) if address else title, el("span", count), class_="what")
        lines.append(el("li", el("span", number, class_="number", style=colours), what))
    return Markdown(el("ul", "\n", joined(lines, Markup("\n")), class_="goals"))


def ink_on(colour: str) -> str:
    """Return black or white, whichever is read better on a colour (WCAG's relative luminance).

    >>> ink_on("#FCC30B"), ink_on("#19486A")
    ('#000000', '#ffffff')
    """
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "#000000" if (light + 0.05) / 0.05 >= 1.05 / (light + 0.05) else "#ffffff"


def goal_page(standard: Standard, number: str, *, language: str = "en", link: Link = no_links) -> str:
    """Return the page of a goal: what municipalities measure, then its targets with the indicators of each.

    Every target and every global indicator has an anchor of its own: ``#t11.6``, ``#i11.6.2``. Raises UnknownId.

    >>> import sdg_standard as sdg
    >>> goal_page(sdg.load(), "11").splitlines()[0]
    '# 11&#46; Sustainable cities and communities'
    """
    goal = standard.goal(number)
    return document(_goal(Texts(standard, language), str(goal.number), link))


def _goal(texts: Texts, number: str, link: Link) -> Iterator[object]:
    standard, say = texts.standard, voice(texts.language, "site")
    yield heading(1, f"{number}. {standard.text(f'goal:{number}', 'title', texts.language)}")
    yield heading(2, say("goal.measured"))
    found = _linked(standard, goal=number)
    rows = [
        [_named(texts, item, link), md(item.code or item.id), texts.term("relations", relation), _codes(item, number)]
        for item, relation in sorted(found, key=lambda pair: RELATIONS.index(pair[1]))
    ]
    heads = [texts.say("indicator"), texts.say("code"), texts.say("relation"), say("goal.targets")]
    yield table(heads, rows) if rows else md(say("goal.unmeasured"))
    yield heading(2, say("goal.targets"))
    for code, target in standard.targets.items():
        if str(target.goal) == number:
            yield from _target(texts, code, link)


def _target(texts: Texts, code: str, link: Link) -> Iterator[object]:
    standard, say = texts.standard, voice(texts.language, "site")
    title = texts.of(f"target:{code}", "title", code)
    yield Markdown(f"{heading(3, concatenated(code, ' ', title))} {{: #t{code} }}")
    world = [item for item in standard.global_indicators.values() if item.target == code]
    if world:
        yield md(f"{say('goal.world')}:")
        yield bullets(
            Markdown(f"{el('span', item.code, id=f'i{item.code}')} {texts.of(item.id, 'title', item.title)}")
            for item in world
        )
    here = _linked(standard, target=code)
    if here:
        yield md(f"{say('goal.here')}:")
        yield bullets(
            concatenated(_named(texts, item, link), " (", texts.term("relations", relation), ")")
            for item, relation in here
        )


def _linked(standard: Standard, goal: str = "", target: str = "") -> list[tuple[Indicator, str]]:
    """The indicators that speak to a goal or a target, each once with its closest relation."""
    found: list[tuple[Indicator, str]] = []
    for item in standard.indicators.values():
        said = [each.relation for each in item.sdg if goal == each.codes[0] or (target and target == each.codes[1])]
        found += [(item, min(said, key=RELATIONS.index))] if said else []
    return found


def _codes(item: Indicator, goal: str) -> str:
    return ", ".join(dict.fromkeys(each.codes[1] for each in item.sdg if each.codes[0] == goal and each.codes[1]))


def _named(texts: Texts, item: Indicator, link: Link) -> Markdown:
    return link_to(texts.of(item.id, "title", item.title), link(f"indicator:{item.id}"))
