"""Elements of HTML and SVG out of plain functions: every text is escaped unless it is markup already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

VOID = frozenset({"meta", "br", "col", "hr", "input", "link"})
# Also those that turn the direction of writing, since what stands behind them would be read in another order.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def escaped(value: object) -> Markup:
    """Return any value as safe text; markup stays as it is, control characters become a replacement mark.

    >>> escaped('<b title="x">'), escaped(Markup("<br>")), escaped(3)
    (Markup('&lt;b title=&#34;x&#34;&gt;'), Markup('<br>'), Markup('3'))
    """
    if isinstance(value, Markup):
        return value
    return escape(value if hasattr(value, "__html__") else visible(value))


def visible(value: object) -> str:
    """Return any value as text whose control characters are replacement marks, those that turn its direction too.

    >>> visible("a\u202eb") == "a\ufffdb"
    True
    """
    text = str(value)
    return text if text.isprintable() else _CONTROLS.sub("\ufffd", text)


def el(tag: str, *children: object, **attributes: object) -> Markup:
    """Return an element. Attribute names lose a last ``_`` and write ``_`` as ``-``; None and False leave one
    out, a tuple is a list.

    >>> str(el("th", "a < b", scope="row", class_=("n", "", "wide"), data_x=None))
    '<th scope="row" class="n wide">a &lt; b</th>'
    """
    head = "".join(_attribute(name, value) for name, value in attributes.items())
    if tag in VOID:
        return Markup(f"<{tag}{head}>")
    return Markup(f"<{tag}{head}>{''.join(map(escaped, _present(children)))}</{tag}>")


def joined(items: Iterable[object], between: str = "") -> Markup:
    """Return items one after another, each escaped unless it is markup; None leaves one out.

    >>> str(joined(["a", None, Markup("<br>"), "<"]))
    'a<br>&lt;'
    """
    return Markup(escaped(between).join(map(escaped, _present(items))))


def _present(items: Iterable[object]) -> Iterable[object]:
    return (item for item in items if item is not None)


def _attribute(name: str, value: object) -> str:
    if value is None or value is False:
        return ""
    key = name.removesuffix("_").replace("_", "-")
    if isinstance(value, tuple):
        value = " ".join(filter(None, value))
    return f" {key}" if value is True else f' {key}="{escaped(value)}"'


Head = tuple[str, str]
"""Words of a heading and its CSS class."""


def table(caption: str, heads: Sequence[Head], rows: Iterable[Markup], class_: str = "") -> Markup:
    """A table in a box in which it scrolls by itself, reachable with the keyboard."""
    head = el("tr", *(el("th", words, scope="col", class_=css or None) for words, css in heads))
    body = el("tbody", joined(rows))
    made = el("table", el("caption", caption), el("thead", head), body, class_=class_ or None)
    return el("div", made, class_="scroll", role="region", aria_label=caption, tabindex="0")
