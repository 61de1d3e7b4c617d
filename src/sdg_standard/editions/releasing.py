"""Freezing an edition: one compact file, a manifest that can be signed, and what is different from the one before."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from sdg_standard._version import __version__
from sdg_standard.catalogue import Standard
from sdg_standard.catalogue.folder import Folder
from sdg_standard.editions.changes.change import Change, Changes
from sdg_standard.editions.changes.sides import Side
from sdg_standard.editions.changes.telling import marked, summary
from sdg_standard.editions.codes import ALREADY_RELEASED, NAME_OF_EDITION
from sdg_standard.editions.differing import changes_between
from sdg_standard.editions.guarding import problems_of_release
from sdg_standard.editions.loading import loaded
from sdg_standard.editions.released import (
    CHANGES,
    COMPILED,
    FORMAT,
    MANIFEST,
    NAME,
    compiled,
    read_release,
    released_editions,
    sha256,
)
from sdg_standard.errors import Problems, StandardError
from sdg_standard.words import say, told


def release(
    root: Path, edition: str, releases: Path, *, on: date | None = None, language: str = "en"
) -> dict[Path, bytes]:
    """Return the files of the release of a folder, by their paths below ``releases``; nothing is written.

    The folder has to say the name of the edition and its date, have no error, and keep what the edition before it
    promised. Raises StandardError with all that stands in the way.
    """
    folder = Folder.read(root)
    standard, problems = loaded(folder)
    if standard is None or problems.errors:
        raise StandardError(problems)
    _refuse(standard, edition, releases, on)
    side, before = Side(standard, folder), last_release(releases)
    found = Problems(problems_of_release(before, side))
    if found.errors:
        raise StandardError(found)
    changes = None if before is None else changes_between(before, side)
    packed = compiled(folder)
    files = {
        COMPILED: packed,
        CHANGES: changelog(standard, changes, before.standard if before else None, language).encode(),
    }
    files[MANIFEST] = manifest(standard, folder, files, changes, before).encode()
    return {releases / edition / name: content for name, content in files.items()}


def last_release(releases: Path) -> Side | None:
    """The newest released edition; None where there is none."""
    names = released_editions(releases)
    if not names:
        return None
    folder = read_release(names[-1], releases).folder
    standard, problems = loaded(folder)
    if standard is None or problems.errors:
        raise StandardError(problems)
    return Side(standard, folder)


def _refuse(standard: Standard, edition: str, releases: Path, on: date | None) -> None:
    """Refuse a name that the folder does not say, one that is given out, and an edition without a date."""
    about = standard.about
    place: dict[str, Any] = {"file": "standard.yaml", "line": 1, "column": 1}
    problems = []
    if not NAME.fullmatch(edition):
        text = say("editions.no_name_of_edition", edition=edition)
        problems.append(NAME_OF_EDITION.problem(text, say("editions.write_numbers"), **place))
    if about.edition != edition:
        text = say("editions.folder_says_other_name", edition=edition, own=about.edition)
        problems.append(NAME_OF_EDITION.problem(text, say("editions.write_name", edition=edition), **place))
    if edition in released_editions(releases):
        problems.append(ALREADY_RELEASED.problem(say("editions.already_released", edition=edition), **place))
    if about.date is None or (on is not None and about.date != on):
        text = say("editions.no_date_of_edition", edition=edition)
        problems.append(NAME_OF_EDITION.problem(text, say("editions.write_date", on=str(on or "2026-12-31")), **place))
    if problems:
        raise StandardError(Problems(problems))


def manifest(
    standard: Standard, folder: Folder, files: Mapping[str, bytes], changes: Changes | None, before: Side | None
) -> str:
    """Return what vouches for an edition, as JSON that is the same for the same edition."""
    about = standard.about
    versions = {name: item.version for name, item in standard.indicators.items()}
    versions |= {name: item.version for name, item in standard.methodologies.items()}
    facts: dict[str, Any] = {
        "format": FORMAT,
        "id": standard.id,
        "edition": standard.edition,
        "date": str(about.date),
        "licence": about.licence,
        "digest": folder.digest,
        "library": __version__,
        "compiled": {name: sha256(content) for name, content in sorted(files.items())},
        "files": {name: sha256(content.replace(b"\r\n", b"\n")) for name, content in sorted(folder.files.items())},
        "definitions": dict(sorted(versions.items())),
        "previous": None if before is None else {"edition": before.standard.edition, "digest": before.standard.digest},
        "severity": None if changes is None else changes.severity,
    }
    return json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def changelog(standard: Standard, changes: Changes | None, before: Standard | None, language: str = "en") -> str:
    """Return what is different from the edition before, a section for each definition, as Markdown."""
    facts = {"id": standard.id, "edition": standard.edition, "date": str(standard.about.date)}
    parts = [f"# {told(say('editions.changes.title', **facts), language)}"]
    if changes is None or before is None:
        counts = {"indicators": len(standard.indicators), "methodologies": len(standard.methodologies)}
        return "\n\n".join([*parts, told(say("editions.changes.first", **counts), language)]) + "\n"
    parts.append(told(say("editions.changes.since", edition=before.edition, summary=summary(changes)), language))
    by_id: dict[str, list[Change]] = {}
    for change in changes:
        by_id.setdefault(change.id, []).append(change)
    for name in sorted(by_id):
        parts.append("\n".join(_section(name, by_id[name], changes, language)))
    return "\n\n".join(parts) + "\n"


def _section(name: str, found: list[Change], changes: Changes, language: str) -> Iterator[str]:
    versions = {item.id: f" {item.old} → {item.new}" for item in changes.versions if item.old != item.new}
    yield f"## {marked(name)}{versions.get(name, '')}\n"
    for change in found:
        severity = told(say(f"changes.severity.{change.severity}"), language)
        yield f"- **{severity}**: {marked(told(change.text, language))}"
