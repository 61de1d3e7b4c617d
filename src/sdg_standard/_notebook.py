"""How objects show themselves: one line of text where only text can be shown, a short piece of HTML in a notebook.

The HTML has no colours of its own, so that it reads as well on a dark page as on a white one; its tables name their
columns and rows for those who listen to them. Every text is somebody's and is escaped. Knows no object of the library.
"""

from __future__ import annotations

import html
import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from numbers import Number
from typing import Any, NewType

from sdg_standard._signs import visible
from sdg_standard.words import say
from sdg_standard.words.numbers import numerals

Html = NewType("Html", str)
"""Text that is markup already."""

LINE = 100
"""So many signs has the line of an object at most."""
CELL = 160
"""So many signs of a text stand in a cell."""
LONG = 480
"""So many where the cell is what a row is for, such as a definition."""
ROWS = 10
"""So many rows of a table are shown."""

_GAPS = ("NAType", "NaTType")
"""Marks of pandas for nothing; this module loads no pandas."""
_RULE = "border-bottom:1px solid rgba(128,128,128,.45)"  # seen on white and on black
_PAD = "padding:.2em .6em;vertical-align:top"
_TEXT = f"text-align:left;white-space:normal;{_PAD}"
_NUMBER = f"text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums;{_PAD}"


def one_line(kind: str, *parts: object) -> str:
    """What ``repr`` says: the kind of an object with what tells it from others, in one line that is never long.

    >>> one_line("Goal", 11, "Sustainable cities\\nand communities")
    'Goal(11: Sustainable cities\\\\nand communities)'
    """
    said = visible(": ".join(str(part) for part in parts if part not in (None, "")))
    return f"{kind}({cut(said, LINE - len(kind) - 2)})"


def cut(text: str, most: int) -> str:
    """A text of at most so many signs.

    >>> cut("waste water", 6)
    'waste…'
    """
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def panel(title: str, *parts: Html) -> str:
    """What a notebook shows of an object: its title, and below it tables and texts.

    >>> panel("a < b")
    '<section aria-label="a &lt; b" style="overflow-x:auto"><p><strong>a &lt; b</strong></p></section>'
    """
    head = _escaped(cut(title, CELL))
    inside = "".join(parts)
    return f'<section aria-label="{head}" style="overflow-x:auto"><p><strong>{head}</strong></p>{inside}</section>'


def paragraph(*lines: str) -> Html:
    """Lines of text, one below the other."""
    return Html(f"<p>{'<br>'.join(map(_escaped, lines))}</p>" if lines else "")


def facts(pairs: Mapping[str, object]) -> Html:
    """What is known of a thing, by name; what is empty is left out.

    >>> "title" in facts({"title": "Waste"}), "unit" in facts({"unit": None})
    (True, False)
    """
    rows = [
        f'<tr><th scope="row" style="{_TEXT}">{_escaped(name)}</th><td style="{_TEXT}">{_cell(value, LONG)}</td></tr>'
        for name, value in pairs.items()
        if not _is_empty(value)
    ]
    return Html(f"<table><tbody>{''.join(rows)}</tbody></table>" if rows else "")


def table(caption: str, head: Sequence[object], rows: Iterable[Sequence[object]], of: int | None = None) -> Html:
    """The first rows of a table of ``of`` rows, numbers to the right; each row is named by its first cell.

    >>> "2 of 3 rows" in table("", ["area", "value"], [("alder", 96.0), ("birch", 88.5)], of=3)
    True
    """
    shown = list(islice(rows, ROWS))
    count = len(shown) if of is None else of
    told = [caption] if caption else []
    if count > len(shown) or not shown:
        told.append(say("notebook.rows", shown=len(shown), n=count))
    numeric = [bool(shown) and all(_is_number(row[place]) for row in shown) for place in range(len(head))]
    styles = [_NUMBER if one else _TEXT for one in numeric]
    top = "".join(
        f'<th scope="col" style="{style};{_RULE}">{_escaped(str(name))}</th>'
        for name, style in zip(head, styles, strict=True)
    )
    said = f'<caption style="text-align:left">{_escaped(". ".join(told))}</caption>' if told else ""
    body = "".join(_row(row, styles) for row in shown)
    return Html(f"<table>{said}<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>")


def frame(caption: str, given: Any, columns: Sequence[str] = (), of: int | None = None) -> Html:
    """The first rows of a frame of pandas, of these columns as far as it has them; without any of all.

    Its index is not shown. ``of`` is how many rows there are, where the frame has only the first of them.
    """
    names = [name for name in columns if name in given.columns] or list(given.columns)
    rows = given[names].head(ROWS).itertuples(index=False, name=None)
    return table(caption, names, rows, of=len(given) if of is None else of)


def _row(row: Sequence[object], styles: Sequence[str]) -> str:
    first, *others = [f'style="{style}">{_cell(value)}' for value, style in zip(row, styles, strict=True)]
    return f'<tr><th scope="row" {first}</th>{"".join(f"<td {cell}</td>" for cell in others)}</tr>'


def _cell(value: object, most: int = CELL) -> str:
    return _escaped(cut(_plainly(value), most))


def _plainly(value: object) -> str:
    if _is_empty(value):
        return ""
    if hasattr(value, "item"):  # of NumPy
        return _plainly(value.item())
    if isinstance(value, float):
        return numerals("en").value(value)
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_plainly(part)}" for key, part in value.items())
    if isinstance(value, tuple | list):
        nested = any(isinstance(part, Mapping) for part in value)
        return ("; " if nested else ", ").join(map(_plainly, value))
    return str(value)


def _is_empty(value: object) -> bool:
    if isinstance(value, str | tuple | list | Mapping):
        return not value
    return value is None or type(value).__name__ in _GAPS or (isinstance(value, float) and math.isnan(value))


def _is_number(value: object) -> bool:
    return _is_empty(value) or (isinstance(value, Number) and not isinstance(value, bool))


def _escaped(value: str) -> str:
    return html.escape(visible(value), quote=True)
