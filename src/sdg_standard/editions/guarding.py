"""What an edition has to keep of the last released one, before it may be released itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sdg_standard.catalogue.codes import STALE_TRANSLATION
from sdg_standard.editions.changes.change import Changes
from sdg_standard.editions.changes.sides import Side
from sdg_standard.editions.codes import (
    CHANGED_UNDER_ITS_NAME,
    NOT_REPRODUCIBLE,
    UNDATED_BENCHMARK,
    VANISHED_ID,
    VERSION_TOO_LOW,
)
from sdg_standard.editions.differing import changes_between
from sdg_standard.editions.released import compiled, unpacked
from sdg_standard.errors import Problem
from sdg_standard.words import say

VANISH = ("indicator-removed", "series-removed", "methodology-removed")
"""Kinds of change by which an id is gone that was published."""
UNDATED = ("benchmark-value-changed",)
"""Kinds of change by which a benchmark says something else of the same day on."""


def problems_of_release(before: Side | None, after: Side) -> Iterator[Problem]:
    """Yield what stands in the way of releasing an edition after another one.

    A definition that changed more than its version says; an id that vanished without ``retired.yaml``; a benchmark that
    changed and keeps its date; a stale translation; an edition that changed and keeps its name, or that does not come
    out of its own compiled file.
    """
    if before is not None:
        changes = changes_between(before, after)
        yield from _versions(changes, after)
        yield from _vanished(changes, after)
        yield from _benchmarks(changes)
        yield from _name(before, after)
    yield from _stale(after)
    yield from _reproducible(after)


def _versions(changes: Changes, after: Side) -> Iterator[Problem]:
    """Every definition says by its version how much it has changed."""
    for item in changes.versions:
        if item.enough or item.id == after.standard.id:
            continue
        reasons = [change for change in changes if item.id in (change.id, *change.concerns)]
        file, line = after.of_definition(item.id, ("version",))
        text = say("editions.version_too_low", id=item.id, version=item.new, old=item.old, change=reasons[0].text)
        yield VERSION_TOO_LOW.problem(text, say("editions.raise_version", needed=item.needed), **_at(file, line))


def _vanished(changes: Changes, after: Side) -> Iterator[Problem]:
    """What was published once stays known."""
    for change in changes:
        if change.what not in VANISH:
            continue
        name = f"{change.id}.{change.path.partition('.')[2]}" if change.what == "series-removed" else change.id
        if name not in after.standard.retired:
            text = say("editions.vanished", id=name)
            yield VANISHED_ID.problem(text, say("editions.retire", id=name), file="retired.yaml", line=1, column=1)


def _benchmarks(changes: Changes) -> Iterator[Problem]:
    """A benchmark that says something else does so from a day on; the one before stays."""
    for change in changes:
        if change.what in UNDATED:
            text = say("editions.benchmark_keeps_its_date", id=change.id, change=change.text)
            yield UNDATED_BENCHMARK.problem(text, **_at(change.file, change.line))


def _name(before: Side, after: Side) -> Iterator[Problem]:
    """One name, one digest."""
    old, new = before.standard, after.standard
    if old.edition == new.edition and old.id == new.id and old.digest != new.digest:
        text = say("editions.changed_under_its_name", edition=new.edition)
        yield CHANGED_UNDER_ITS_NAME.problem(text, file="standard.yaml", line=1, column=1)


def _stale(after: Side) -> Iterator[Problem]:
    """Translations of what a text said before."""
    for problem in after.standard.problems:
        if problem.code == STALE_TRANSLATION.number:
            yield STALE_TRANSLATION.problem(problem.message, problem.cure, severity="error", **_place(problem))


def _place(problem: Problem) -> dict[str, Any]:
    return {"file": problem.file, "line": problem.line, "column": problem.column}


def _reproducible(after: Side) -> Iterator[Problem]:
    """What is packed comes out as it was, with the same digest."""
    if after.folder is None:
        return
    try:
        same = unpacked(compiled(after.folder), after.folder.root).digest == after.folder.digest
    except (ValueError, UnicodeError):
        same = False
    if not same:
        yield NOT_REPRODUCIBLE.problem(say("editions.not_reproducible"), file="standard.yaml", line=1, column=1)


def _at(file: str, line: int | None) -> dict[str, Any]:
    return {"file": file, "line": line or 1, "column": 1}
