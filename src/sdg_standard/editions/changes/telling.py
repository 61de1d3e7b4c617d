"""Changes as people read them: in a terminal, in a pull request, beside the lines of a change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from sdg_standard._signs import visible
from sdg_standard.editions.changes.change import SEVERITIES, Change, Changes, VersionNeeded
from sdg_standard.words import say, told

ANNOTATIONS = {"major": "warning", "minor": "notice", "patch": "notice"}
"""The words of GitHub for each severity."""
MOST_ALIKE = 20
"""So many changes of a kind in one definition are listed as text; other forms have all."""
_MEANS_SOMETHING = "\\`*_{}[]()#+!|~"
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}


def lines_of(changes: Changes, language: str = "en") -> Iterator[str]:
    """Yield the changes as lines of plain text, the most severe first, and what versions they need.

    Of one kind in one definition a few are listed: a register may have thousands of rows.
    """
    every = Counter((change.id, change.what) for change in changes)
    shown: Counter[tuple[str, str]] = Counter()
    for change in changes:
        kind = change.id, change.what
        shown[kind] += 1
        if shown[kind] > MOST_ALIKE:
            if shown[kind] == every[kind]:
                yield f"    {told(say('changes.more_alike', n=every[kind] - MOST_ALIKE, id=change.id), language)}"
            continue
        place = f"{change.where}: " if change.where else ""
        severity = told(say(f"changes.severity.{change.severity}"), language)
        yield f"{place}{severity}: {change.id}\n    {told(change.text, language)}"
    yield told(summary(changes), language)
    for item in _told_versions(changes):
        yield f"    {told(_needs(item), language)}"


def summary(changes: Changes) -> str:
    """Return how many changes there are of each severity, in a sentence."""
    if not changes:
        return say("changes.none")
    counts = Counter(change.severity for change in changes)
    parts = [say(f"changes.count.{name}", n=counts[name]) for name in SEVERITIES if counts[name]]
    return say("changes.summary", n=len(changes), parts=parts)


def _told_versions(changes: Changes) -> Iterable[VersionNeeded]:
    return (item for item in changes.versions if not item.enough)


def _needs(item: VersionNeeded) -> str:
    facts = {"id": item.id, "old": item.old, "severity": say(f"changes.severity.{item.severity}")}
    if item.needed:
        return say("changes.needs_version", **facts, needed=item.needed, new=item.new)
    return say("changes.needs_name", **facts)


def to_markdown(changes: Changes, language: str = "en") -> str:
    """Return the changes as Markdown for a pull request: a summary, versions, and a table for each severity."""
    parts = [told(summary(changes), language)]
    versions = [f"- {marked(told(_needs(item), language))}" for item in _told_versions(changes)]
    if versions:
        parts.append("\n".join(versions))
    for severity in SEVERITIES:
        rows = [_row(change, language) for change in changes if change.severity == severity]
        if rows:
            heads = [told(say(f"changes.head.{name}"), language) for name in ("id", "change", "where")]
            title = told(say(f"changes.title.{severity}"), language)
            table = "\n".join([f"| {' | '.join(heads)} |", "| --- | --- | --- |", *rows])
            parts.append(f"### {title}\n\n{table}")
    return "\n\n".join(parts) + "\n"


def _row(change: Change, language: str) -> str:
    return f"| {marked(change.id)} | {marked(told(change.text, language))} | {marked(change.where)} |"


def marked(text: str) -> str:
    """A text in which Markdown sees nothing but text.

    >>> print(marked("a|b <i> & c"))
    a\\|b &lt;i&gt; &amp; c
    """
    shown = visible(" ".join(text.split()))
    return "".join(_ENTITIES.get(sign) or (f"\\{sign}" if sign in _MEANS_SOMETHING else sign) for sign in shown)


def as_annotations(changes: Changes, language: str = "en", base: str = "") -> Iterator[str]:
    """Yield the changes as GitHub shows them beside the lines: ``::warning file=…,line=…,title=…::message``."""
    for change in changes:
        file = f"{base}/{change.file}" if base and change.file else change.file
        parts = [("file", file), ("line", change.line), ("title", f"{change.severity}: {change.id}")]
        place = ",".join(f"{key}={_escaped(str(value), ',:')}" for key, value in parts if value)
        yield f"::{ANNOTATIONS[change.severity]} {place}::{_escaped(told(change.text, language), '')}"


def _escaped(text: str, more: str) -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text
