"""What a municipality adds to its report: logo, contact, date, its own assessment part by part, and what is proposed.

A small YAML file, all keys optional::

    logo: logo.png                # PNG or JPEG beside the file, at most 100 kB
    logo_text: Asker kommune      # what the picture shows; needed with a logo
    contact: Stab for bærekraft, barekraft@asker.example
    date: 2025-03-04
    assessments:
      all: |                      # of the whole
        Kommunen ...
      "dimension:environment": …  # of a part, by its node
    proposals:                    # proposed decisions, one by one
      - Kommunestyret tar rapporten til etterretning.
    accessibility: https://uustatus.no/...   # the municipality's statement
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from pathlib import Path

from sdg_standard._files import read_plain, reason
from sdg_standard._signs import visible
from sdg_standard.errors import Problem, StandardError, UnknownId
from sdg_standard.publish.codes import NOTES
from sdg_standard.publish.names import NOTHING, Phrase
from sdg_standard.publish.report.facts import Report
from sdg_standard.source import EMPTY, Day, Document, Seq, Strict, Table, Text, read_model
from sdg_standard.words import say

MOST_BYTES, MOST_LOGO = 1 << 20, 100_000
KINDS = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
"""Pictures by how they begin."""
ALL = "all"


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
class Assessment:
    """What a municipality says of a part, in paragraphs; the title of the whole is empty."""

    title: Phrase
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Notes:
    """What a municipality adds, ready for a page."""

    logo: str = ""
    """The picture as an address that holds it."""
    logo_text: str = ""
    contact: str = ""
    date: str = ""
    assessments: tuple[Assessment, ...] = ()
    proposals: tuple[str, ...] = ()
    accessibility: str = ""
    is_link: bool = False


def notes(report: Report, path: str | Path | None) -> Notes:
    """Read what a municipality adds; nothing where it adds nothing. Raises StandardError with all that is wrong."""
    if path is None:
        return Notes()
    file = Path(path)
    given, document = _read(file)
    problems: list[Problem] = []
    logo = _logo(file, given, document, problems)
    assessments = tuple(_assessments(report, given, document, problems))
    if problems:
        raise StandardError(problems)
    address = given.accessibility or ""
    return Notes(
        logo=logo,
        logo_text=given.logo_text or "",
        contact=given.contact or "",
        date="" if given.date is None else given.date.isoformat(),
        assessments=assessments,
        proposals=tuple(given.proposals),
        accessibility=address,
        is_link=address.startswith(("https://", "http://")),
    )


def _read(file: Path) -> tuple[NotesFile, Document]:
    name = visible(file.name)
    try:
        text = read_plain(file, MOST_BYTES)
    except OSError as error:
        message = say("notes.cannot_be_read", file=visible(str(file)), why=reason(error))
        raise StandardError([NOTES.problem(message, say("notes.give_file"), file=name)]) from None
    given, document, problems = read_model(NotesFile, text, name)
    if given is None or document is None:
        raise StandardError(problems)
    return given, document


def _logo(file: Path, given: NotesFile, document: Document, problems: list[Problem]) -> str:
    """The logo as an address that holds it; a problem where it is none."""
    if given.logo is None:
        return ""
    place = document.place(("logo",))

    def wrong(message: str, cure: str) -> str:
        problems.append(NOTES.problem(message, cure, **place))
        return ""

    if given.logo_text is None:
        wrong(say("notes.logo_without_text"), say("notes.write_logo_text"))
    if Path(given.logo).name != given.logo:
        return wrong(say("notes.logo_elsewhere", name=given.logo), say("notes.put_logo_beside"))
    kinds = say("notes.logo_kinds", most=MOST_LOGO)
    try:
        data = read_plain(file.parent / given.logo, MOST_LOGO)
    except OSError as error:
        return wrong(say("notes.cannot_be_read", file=visible(given.logo), why=reason(error)), kinds)
    kind = next((kind for start, kind in KINDS.items() if data.startswith(start)), "")
    if not kind:
        return wrong(say("notes.no_picture", name=given.logo), kinds)
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"


def _assessments(report: Report, given: NotesFile, document: Document, problems: list[Problem]) -> list[Assessment]:
    """The assessments, that of the whole first, then in the order of the tree."""
    found: dict[str, Assessment] = {}
    for key, text in given.assessments.items():
        if key == ALL:
            found[key] = Assessment(NOTHING, _paragraphs(text))
            continue
        try:
            node = report.card.node_meant(key)
        except UnknownId as error:
            problems.append(
                NOTES.problem(str(error), say("notes.name_node"), **document.place(("assessments", key), key=True))
            )
            continue
        found[node] = Assessment(report.names.node(node), _paragraphs(text))
    order = {name: place for place, name in enumerate((ALL, *report.card.nodes))}
    return [found[name] for name in sorted(found, key=lambda name: order[name])]


def _paragraphs(text: str) -> tuple[str, ...]:
    """A text by its empty lines."""
    parts = text.replace("\r\n", "\n").split("\n\n")
    return tuple(" ".join(part.split()) for part in parts if part.strip())
