"""What a page for the council is made of, as plain data: parts with lists, tables and sections on objectives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sdg_standard.publish.council.chain import Link


@dataclass(frozen=True)
class Table:
    """A table: what it is called, its heads, rows of texts, and the places of its columns of numbers."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True)
class Section:
    """What a council reads of one objective."""

    id: str
    title: str
    place: str
    """Document and page."""
    code: str
    """The code of its status."""
    links: tuple[Link, ...]
    lines: tuple[tuple[str, tuple[str, ...]], ...]
    """What is said of it: a label with its sentences, in the order of the form."""


@dataclass(frozen=True)
class Part:
    """A part of a page under a heading."""

    title: str
    words: str = ""
    """A sentence before everything else."""
    items: tuple[str, ...] = ()
    kind: Literal["list", "shares", "numbered"] = "list"
    """How items are shown: in lines, side by side, or numbered."""
    table: Table | None = None
    sections: tuple[Section, ...] = ()
    below: bool = False
    """Whether it belongs to the part before it."""

    def __bool__(self) -> bool:
        return bool(self.words or self.items or self.table or self.sections)


@dataclass(frozen=True)
class Page:
    """A whole page."""

    title: str
    lead: str
    """The sentence of result."""
    facts: tuple[str, ...]
    """What holds for all of it: the day, the document, problems."""
    parts: tuple[Part, ...]
