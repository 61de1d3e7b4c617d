"""Markdown out of plain functions: every text is escaped unless it was made here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from urllib.parse import quote

Link = Callable[[str], str | None]
"""Where a page stands, relative to the one at hand: ``indicator:…``, ``methodology:…``, ``method:…``."""

_SPECIAL = re.compile(r"([\\`*_\[\]{}#~^$])")
_AT_THE_START = re.compile(r"^(\s*)([-+:=]|\d+[.)])(?=\s)")
_BLANKS = re.compile(r"\s+")


class Markdown(str):
    """Text that is Markdown already and safe as it stands. Any other text is escaped on its way into a page."""

    __slots__ = ()


def no_links(name: str) -> str | None:
    """The links of a page that stands alone: none.

    >>> no_links("indicator:un-sdg.1.1.1") is None
    True
    """
    return None


def md(value: object) -> Markdown:
    """Return a text on one line in which nothing is markup, in a table or outside; Markdown stays as it is.

    >>> md("a*b | <i> 1 < 2"), md(Markdown("**a**")), md("- no list")
    ('a\\\\*b &#124; &lt;i&gt; 1 &lt; 2', '**a**', '&#45; no list')
    """
    if isinstance(value, Markdown):
        return value
    text = _BLANKS.sub(" ", str(value)).strip()
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = _SPECIAL.sub(r"\\\1", text).replace("|", "&#124;")
    return Markdown(_AT_THE_START.sub(_harmless, text))


def _harmless(found: re.Match[str]) -> str:
    """What would begin a list or a definition as the character that it is."""
    mark = found[2]
    return f"{found[1]}&#{ord(mark)};" if len(mark) == 1 else f"{found[1]}{mark[:-1]}&#{ord(mark[-1])};"


def code(text: object) -> Markdown:
    """Return a text as code; backticks and bars in it do no harm.

    >>> code("a | b")
    '<code>a &#124; b</code>'
    """
    escaped = str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("|", "&#124;")
    return Markdown(f"<code>{_SPECIAL.sub(_entity, _BLANKS.sub(' ', escaped))}</code>")


def _entity(found: re.Match[str]) -> str:
    """Python's Markdown reads marks inside tags too, so they are written as numbers; ``#`` is harmless there."""
    return found[1] if found[1] == "#" else f"&#{ord(found[1])};"


def strong(text: object) -> Markdown:
    """Return a text in bold.

    >>> strong("a_b")
    '**a\\\\_b**'
    """
    return Markdown(f"**{md(text)}**")


def link_to(text: object, address: str | None) -> Markdown:
    """Return a link; only the text where there is no address, or one that is neither relative nor of the web.

    >>> link_to("WHO", "https://who.int/a b"), link_to("x", "javascript:alert(1)"), link_to("y", None)
    ('[WHO](https://who.int/a%20b)', 'x', 'y')
    """
    if address is None or not re.match(r"https?://|[\w./#-]+$", address):
        return md(text)
    return Markdown(f"[{md(text)}]({quote(address, safe='/:#?&=%.,;@+~-_')})")


def heading(level: int, text: object) -> Markdown:
    """Return a heading.

    >>> heading(2, "Why #1")
    '## Why \\\\#1'
    """
    return Markdown(f"{'#' * level} {md(text)}")


def table(head: Sequence[object], rows: Iterable[Sequence[object]]) -> Markdown:
    """Return a table; empty without rows.

    >>> print(table(["a", "b"], [[1, "x|y"]]))
    | a | b |
    |---|---|
    | 1 | x&#124;y |
    """
    lines = [f"| {' | '.join(md(cell) for cell in row)} |" for row in rows]
    if not lines:
        return Markdown("")
    return Markdown("\n".join([f"| {' | '.join(map(md, head))} |", f"|{'---|' * len(head)}", *lines]))


def bullets(items: Iterable[object]) -> Markdown:
    """Return a list; empty without items.

    >>> bullets(["a", "b"])
    '- a\\n- b'
    """
    return Markdown("\n".join(f"- {md(item)}" for item in items))


def document(blocks: Iterable[object]) -> str:
    """Return a page: blocks with an empty line between them, empty ones left out.

    >>> document([heading(1, "A"), "", "b"])
    '# A\\n\\nb\\n'
    """
    return "\n\n".join(md(block) for block in blocks if block) + "\n"


def concatenated(*parts: object) -> Markdown:
    """Return texts one after another, each escaped unless it is Markdown.

    >>> concatenated("a_b ", strong("c"))
    'a\\\\_b **c**'
    """
    made = []
    for part in parts:
        text = str(part)
        before = " " if text[:1].isspace() and not isinstance(part, Markdown) else ""
        after = " " if text[-1:].isspace() and text.strip() and not isinstance(part, Markdown) else ""
        made.append(f"{before}{md(part)}{after}")
    return Markdown("".join(made))
