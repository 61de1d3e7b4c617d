"""What a format is: its name, what it takes and holds, and the functions that write and read it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from sdg_standard.catalogue import Standard
from sdg_standard.errors import Problems, UnknownId
from sdg_standard.formats.content import Content
from sdg_standard.model.evidence import Evidence
from sdg_standard.source import EMPTY
from sdg_standard.words import Said, say

What = Literal["evidence", "values", "scores", "standard"]
"""What can be converted: tables, and the definitions behind them."""
Files = Mapping[str, str | bytes]
"""Contents by the path below the output; a format that is one file has it under the empty path."""


@dataclass(frozen=True)
class Options:
    """How something is converted: the language of titles, which table, and settings that one format knows.

    ``of`` is a table (``evidence``, ``values``, ``scores``) where a format holds one; empty: what the input is.
    """

    language: str = "en"
    of: str = ""
    settings: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    standard: Standard | None = None
    """The standard that evidence is read for: the one that was named, else the bundled one."""
    decimal: str = "."
    """The decimal mark of numbers in text, where a format leaves that to whoever writes it."""


@dataclass(frozen=True)
class Found:
    """What was read of a format: evidence, and definitions as the files of a folder of one's own, by path."""

    evidence: Evidence | None = None
    definitions: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    problems: Problems = field(default_factory=Problems)


Writer = Callable[[Content, Options], Files]
Reader = Callable[[Path, Options], Found]


@dataclass(frozen=True)
class Format:
    """One format of others.

    ``ending`` is that of its file, empty for a folder. ``holds`` says what it takes. ``fits`` says whether a path looks
    like it. What it keeps and loses stands in the words under ``formats.<name>``, hyphens as underscores. ``settings``
    are the names of options that it alone knows.
    """

    name: str
    ending: str
    holds: tuple[What, ...]
    write: Writer | None = None
    read: Reader | None = None
    fits: Callable[[Path], bool] | None = None
    settings: tuple[str, ...] = ()

    @property
    def title(self) -> Said:
        """What it is called."""
        return self._say("title")

    @property
    def keeps(self) -> Said:
        """What it keeps of what is written."""
        return self._say("keeps")

    @property
    def loses(self) -> Said:
        """What it has no place for."""
        return self._say("loses")

    def _say(self, what: str) -> Said:
        return say(f"formats.{self.name.replace('-', '_')}.{what}")


def table_meant(content: Content, options: Options, among: tuple[What, ...]) -> str:
    """Which table a format of one table is to hold: the one asked for, else what the content is of.

    Raises UnknownId for a table that the format or the content does not have.
    """
    there = [name for name in among if content.has(name)]
    if options.of:
        if options.of not in there:
            raise UnknownId("table", options.of, there)
        return options.of
    return content.kind if content.kind in there else next(iter(there))
