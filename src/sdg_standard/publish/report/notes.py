"""What a municipality adds to its report: logo, contact, date, its own assessment part by part, and what is proposed.

A small YAML file, all keys optional (or Markdown with headings, see :mod:`.notes_file`)::

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

from markupsafe import Markup

from sdg_standard._files import read_plain, reason
from sdg_standard._signs import visible
from sdg_standard.errors import Problem, StandardError, UnknownId
from sdg_standard.publish.codes import NOTES
from sdg_standard.publish.names import NOTHING, Names, Phrase
from sdg_standard.publish.prose import inline, prose
from sdg_standard.publish.report.facts import Report
from sdg_standard.publish.report.notes_file import ALL, Given, is_whole, read_notes
from sdg_standard.publish.report.outline import outline
from sdg_standard.words import LANGUAGES, say

MOST_LOGO = 100_000
KINDS = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
"""Pictures by how they begin."""


@dataclass(frozen=True)
class Assessment:
    """What a municipality says of a part, in paragraphs and lists; the title of the whole is empty."""

    title: Phrase
    text: Markup


@dataclass(frozen=True)
class Notes:
    """What a municipality adds, ready for a page."""

    logo: str = ""
    """The picture as an address that holds it."""
    logo_text: str = ""
    contact: str = ""
    date: str = ""
    assessments: tuple[Assessment, ...] = ()
    proposals: tuple[Markup, ...] = ()
    accessibility: str = ""
    is_link: bool = False


def notes(report: Report, path: str | Path | None) -> Notes:
    """Read what a municipality adds; nothing where it adds nothing. Raises StandardError with all that is wrong."""
    if path is None:
        return Notes()
    file = Path(path)
    found = read_notes(file)
    given, problems = found.keys, list[Problem]()
    logo = _logo(file, found, problems)
    assessments = tuple(_assessments(report, found, problems))
    if problems:
        raise StandardError(problems)
    address = given.accessibility or ""
    return Notes(
        logo=logo,
        logo_text=given.logo_text or "",
        contact=given.contact or "",
        date="" if given.date is None else given.date.isoformat(),
        assessments=assessments,
        proposals=tuple(map(inline, found.proposals)),
        accessibility=address,
        is_link=address.startswith(("https://", "http://")),
    )


def _logo(file: Path, found: Given, problems: list[Problem]) -> str:
    """The logo as an address that holds it; a problem where it is none."""
    given = found.keys
    if given.logo is None:
        return ""
    place = found.place("logo")

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


def _assessments(report: Report, found: Given, problems: list[Problem]) -> list[Assessment]:
    """The assessments, that of the whole first, then in the order of the tree."""
    made: dict[str, Assessment] = {}
    for said in found.said:
        try:
            node = ALL if is_whole(said.part) else _node(report, said.part)
        except UnknownId as error:
            problems.append(NOTES.problem(str(error), say("notes.name_node"), **said.place))
            continue
        if node in made:
            message = say("notes.twice", part=said.part)
            problems.append(NOTES.problem(message, say("notes.write_once"), **said.place))
        title = NOTHING if node == ALL else report.names.node(node)
        made[node] = Assessment(title, prose(said.text))
    order = {name: place for place, name in enumerate((ALL, *report.card.nodes))}
    return [made[name] for name in sorted(made, key=lambda name: order[name])]


def _node(report: Report, written: str) -> str:
    """The node that a part means: by id or code, else by its title in any of the languages. Raises UnknownId.

    Of several nodes of one title, a dimension and its part for instance, it is the only one nearest to the root.
    """
    try:
        return report.card.node_meant(written)
    except UnknownId:
        for language in LANGUAGES:
            names = Names(report.card.standard, report.card._plan, language)
            entries = outline(report, report.roots)
            found = [item for item in entries if names.node(item.node).text.casefold() == written.casefold()]
            highest = {item.node for item in found if item.depth == min(each.depth for each in found)}
            if len(highest) == 1:
                return highest.pop()
        raise
