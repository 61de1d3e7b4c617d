"""The semantic difference of two editions, folders or git revisions."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sdg_standard.catalogue import Standard
from sdg_standard.editions.changes.change import Changes
from sdg_standard.editions.changes.finding import Pair, found_between
from sdg_standard.editions.changes.sides import Side
from sdg_standard.editions.changes.versions import versions_needed
from sdg_standard.editions.effects import effects_of
from sdg_standard.editions.reaching import side_of
from sdg_standard.exchange import read_evidence
from sdg_standard.model.evidence import Evidence


def diff(
    old: Standard | str | Path,
    new: Standard | str | Path,
    evidence: Evidence | str | Path | None = None,
    *,
    areas: Any = None,
    periods: Iterable[str | int] | None = None,
) -> Changes:
    """Return what differs between two editions: one change for each fact, by meaning and not by text.

    An edition is a folder, the name of a released edition (``2026.1``, of a folder of one's own ``county@2026.1``), a
    git revision (``HEAD~3:standard``, or ``git:HEAD~3`` for the standard of the library in it), or a
    :class:`Standard`. A change is *major* where a score can
    change or evidence once valid is refused, *minor* where something is added or shown otherwise, *patch* where the
    wording changes. Moving files, comments, the order of keys and defaults written out are no change.

    With ``evidence``, both score it under every methodology that they share: ``.effects.moves`` has the scores, ratings
    and ranks that move, ``.effects.causes`` how far each changed fact moves them alone. ``areas`` and ``periods``
    are those of :func:`sdg_standard.score`. Raises :class:`~sdg_standard.errors.StandardError` where one of the two
    cannot be read.

    >>> import sdg_standard as sdg
    >>> len(diff(sdg.load(), sdg.load()))
    0
    """
    before, after = side_of(old), side_of(new)
    changes = changes_between(before, after)
    if evidence is None:
        return changes
    read = evidence if isinstance(evidence, Evidence) else read_evidence(evidence)
    effects = effects_of(Pair(before, after), changes, read, areas=areas, periods=periods)
    return Changes(changes, changes.versions, effects)


def changes_between(before: Side, after: Side) -> Changes:
    """The same of two editions that have been read."""
    pair = Pair(before, after)
    found = list(found_between(pair))
    return Changes(found, versions_needed(found, pair.old, pair.new))
