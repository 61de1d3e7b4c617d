"""The semantic difference of two editions, folders or git revisions."""

from __future__ import annotations

from pathlib import Path

from sdg_standard.catalogue import Standard
from sdg_standard.editions.changes.change import Changes
from sdg_standard.editions.changes.finding import Pair, found_between
from sdg_standard.editions.changes.sides import Side
from sdg_standard.editions.changes.versions import versions_needed
from sdg_standard.editions.reaching import side_of


def diff(old: Standard | str | Path, new: Standard | str | Path) -> Changes:
    """Return what differs between two editions: one change for each fact, by meaning and not by text.

    An edition is a folder, the name of a released edition (``2026.1``), a git revision (``HEAD~3:standard``, or
    ``git:HEAD~3`` for the standard of the library in it), or a :class:`Standard`. A change is *major* where a score can
    change or evidence once valid is refused, *minor* where something is added or shown otherwise, *patch* where the
    wording changes. Moving files, comments, the order of keys and defaults written out are no change. Raises
    :class:`~sdg_standard.errors.StandardError` where one of the two cannot be read.

    >>> import sdg_standard as sdg
    >>> len(diff(sdg.load(), sdg.load()))
    0
    """
    return changes_between(side_of(old), side_of(new))


def changes_between(before: Side, after: Side) -> Changes:
    """The same of two editions that have been read."""
    pair = Pair(before, after)
    found = list(found_between(pair))
    return Changes(found, versions_needed(found, pair.old, pair.new))
