"""The file of what a municipality adds to its report, in YAML or in Markdown, as plain data with places.

In Markdown the keys stand between two lines ``---`` at the beginning. What follows is the assessment of the whole until
the first heading; a heading names a part, by its title or id, or is "Forslag til vedtak" in any of the languages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sdg_standard._files import read_plain, reason
from sdg_standard._signs import visible
from sdg_standard.errors import StandardError
from sdg_standard.publish.codes import NOTES
from sdg_standard.publish.prose import blocks
from sdg_standard.publish.words import voice
from sdg_standard.source import EMPTY, Day, Seq, Strict, Table, Text, read_model
from sdg_standard.words import LANGUAGES, say

MOST_BYTES = 1 << 20
ALL = "all"
MARKDOWN = frozenset({".md", ".markdown"})
HEADING = re.compile(r"#{1,6}\s+(?P<title>.*?)\s*#*\s*$")
FENCE = "---"
Place = dict[str, Any]


class NotesFile(Strict):
    """What a municipality adds to its report."""

    logo: Text | None = None
    """Name of a PNG or JPEG file beside this one."""
    logo_text: Text | None = None
    """What the logo shows, for those who do not see it."""
    contact: Text | None = None
    """Whom to ask."""
    date: Day | None = None
    """Day of the report."""
    assessments: Table[Text] = EMPTY
    """The municipality's own assessment by node; `all` for the whole."""
    proposals: Seq[Text] = ()
    """Proposed decisions, one by one."""
    accessibility: Text | None = None
    """Address of the municipality's accessibility statement."""


@dataclass(frozen=True)
class Said:
    """What is said of a part, named as the file names it."""

    part: str
    text: str
    place: Place


@dataclass(frozen=True)
class Given:
    """What a file gives."""

    keys: NotesFile
    said: tuple[Said, ...]
    proposals: tuple[str, ...]
    place: Callable[[str], Place]
    """Where a key stands."""


def read_notes(file: Path) -> Given:
    """Read a file of notes. Raises StandardError with what is wrong in it."""
    name = visible(file.name)
    try:
        text = read_plain(file, MOST_BYTES)
    except OSError as error:
        message = say("notes.cannot_be_read", file=visible(str(file)), why=reason(error))
        raise StandardError([NOTES.problem(message, say("notes.give_file"), file=name)]) from None
    if file.suffix.lower() not in MARKDOWN:
        return _keys(text, name)
    try:
        written = text.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return _keys(text, name)  # which tells the byte that is no text
    head, body, line = _halves(written)
    given = _keys(head, name)
    said, proposals = list(given.said), list(given.proposals)
    for part in _parts(body, line, name):
        if _is_proposals(part.part):
            proposals += [item for _, items in blocks(part.text) for item in items]
        elif part.text.strip():
            said.append(part)
    return Given(given.keys, tuple(said), tuple(proposals), given.place)


def _keys(text: str | bytes, name: str) -> Given:
    keys, document, problems = read_model(NotesFile, text, name)
    if keys is None or document is None:
        raise StandardError(problems)
    said = tuple(
        Said(part, words, document.place(("assessments", part), key=True)) for part, words in keys.assessments.items()
    )
    return Given(keys, said, tuple(keys.proposals), lambda key: document.place((key,)))


def _halves(text: str) -> tuple[str, list[str], int]:
    """The keys of a Markdown file, at the lines where they stand, the lines behind, and how many are before these."""
    lines = text.split("\n")
    end = lines.index(FENCE, 1) if lines[0].rstrip() == FENCE and FENCE in lines[1:] else -1
    if end < 0:
        return "{}\n", lines, 0
    head = "\n".join(["", *lines[1:end]])
    return head if head.strip() else "{}\n", lines[end + 1 :], end + 1


def _parts(lines: list[str], before: int, name: str) -> Iterator[Said]:
    """The text below each heading; what stands before the first is of the whole."""
    part, start, kept = ALL, before + 1, list[str]()
    for number, line in enumerate(lines, before + 1):
        if found := HEADING.match(line):
            yield Said(part, "\n".join(kept), {"file": name, "line": start, "column": 1})
            part, start, kept = found["title"], number, []
        else:
            kept.append(line)
    yield Said(part, "\n".join(kept), {"file": name, "line": start, "column": 1})


def _is_proposals(title: str) -> bool:
    return title.casefold() in {voice(language, "report")("notes.proposals").casefold() for language in LANGUAGES}


def is_whole(title: str) -> bool:
    """Whether a part is the whole: ``all``, or the heading of the assessments in any of the languages."""
    headings = {voice(language, "report")("notes.assessment").casefold() for language in LANGUAGES}
    return title == ALL or title.casefold() in headings
