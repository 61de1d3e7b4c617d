"""The tree as a page shows it: nodes in reading order, the parts it has tables for, and what stands outside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sdg_standard.publish.report.facts import Report


@dataclass(frozen=True)
class Entry:
    """A node where it stands in a table."""

    node: str
    depth: int
    parent: str = ""
    repeated: bool = False


def outline(report: Report, tops: Sequence[str], *, below: bool = False) -> list[Entry]:
    """Nodes in reading order, each branch opened once; with ``below`` without the tops themselves."""
    entries: list[Entry] = []
    opened: set[str] = set()
    stack = [Entry(name, 0) for name in reversed(tops)]
    while stack:
        entry = stack.pop()
        again = entry.node in opened
        if not (below and entry.depth == 0):
            entries.append(Entry(entry.node, entry.depth - below, entry.parent, again))
        if not again and not report.is_leaf(entry.node):
            opened.add(entry.node)
            stack += [Entry(child, entry.depth + 1, entry.node) for child in reversed(report.children(entry.node))]
    return entries


def parts(report: Report) -> list[str]:
    """The branches that a table has a section for: the roots, or of a single root its children that are branches."""
    if len(report.roots) != 1:
        return [name for name in report.roots if not report.is_leaf(name)]
    below = [name for name in report.children(report.roots[0]) if not report.is_leaf(name)]
    return below or list(report.roots)


def loose_leaves(report: Report) -> list[str]:
    """Leaves that stand in no part: roots of their own, or directly below the single root."""
    inside = {entry.node for part in parts(report) for entry in outline(report, [part])}
    return [name for name in report.leaves if name not in inside]
