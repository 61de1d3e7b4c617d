"""What somebody wrote, as paragraphs and lists: the few marks of Markdown that a short text needs, and no HTML.

Paragraphs end with an empty line; lines that begin with ``- `` or ``1. `` are a list; ``**bold**`` and
``[text](https://…)`` stand inside them. Everything else is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import Markup

from sdg_standard.publish.markup import el, joined

BULLET, NUMBER = re.compile(r"[-*]\s+(?=\S)"), re.compile(r"\d{1,3}[.)]\s+(?=\S)")
INSIDE = re.compile(r"\*\*(?P<bold>[^*]+)\*\*|\[(?P<text>[^\]\[]+)\]\((?P<to>(?:https?://|mailto:)[^\s()<>]+)\)")


def prose(text: str) -> Markup:
    """A text as paragraphs and lists.

    >>> print(prose("Well **done**.\\n\\n- one\\n- <two>"))
    <p>Well <strong>done</strong>.</p><ul><li>one</li><li>&lt;two&gt;</li></ul>
    """
    return joined(_block(tag, items) for tag, items in blocks(text))


def inline(text: str) -> Markup:
    """One line of it: bold and links.

    >>> print(inline("See [the case](https://example.org/45) and [this](javascript:x)."))
    See <a href="https://example.org/45" rel="noreferrer">the case</a> and [this](javascript:x).
    """
    return joined(_pieces(" ".join(text.split())))


def blocks(text: str) -> Iterator[tuple[str, list[str]]]:
    """Paragraphs (``p``) and lists (``ul``, ``ol``) with their texts, in order."""
    for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")):
        now = ""
        items: list[str] = []
        for line in filter(str.strip, part.split("\n")):
            tag, words = _line(line.strip())
            if tag in ("ul", "ol") or not items:
                if tag != now and items:
                    yield now, items
                    items = []
                now = tag
                items.append(words)
            else:  # it goes on with the line before
                items[-1] += " " + words
        if items:
            yield now, items


def _line(line: str) -> tuple[str, str]:
    for tag, sign in (("ul", BULLET), ("ol", NUMBER)):
        if found := sign.match(line):
            return tag, line[found.end() :]
    return "p", line


def _block(tag: str, items: list[str]) -> Markup:
    if tag == "p":
        return el("p", inline(items[0]))
    return el(tag, *(el("li", inline(item)) for item in items))


def _pieces(text: str) -> Iterator[str | Markup]:
    end = 0
    for found in INSIDE.finditer(text):
        yield text[end : found.start()]
        if found["bold"]:
            yield el("strong", found["bold"])
        else:
            yield el("a", found["text"], href=found["to"], rel="noreferrer")
        end = found.end()
    yield text[end:]
