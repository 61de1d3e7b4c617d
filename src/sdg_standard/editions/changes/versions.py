"""The smallest honest version of each definition that has changed, and of the edition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sdg_standard.catalogue import Standard
from sdg_standard.editions.changes.change import RAISED, SEVERITIES, Change, Severity, VersionNeeded, raised


def versions_needed(changes: Iterable[Change], old: Standard, new: Standard) -> Iterator[VersionNeeded]:
    """Yield what every definition in both editions needs, and what the edition needs."""
    worst: dict[str, Severity] = {}
    for change in changes:
        if change.what == RAISED:
            continue
        for name in (new.id, change.id, *change.concerns):
            worst[name] = min(worst.get(name, "patch"), change.severity, key=SEVERITIES.index)
    for name, severity in worst.items():
        for before, after in ((old.indicators, new.indicators), (old.methodologies, new.methodologies)):
            if name in before and name in after and name != new.id:
                had, has = before[name].version, after[name].version
                yield VersionNeeded(name, severity, had, has, raised(had, severity))
    if new.id in worst:
        named = new.edition if new.edition != old.edition or old.id != new.id else ""
        yield VersionNeeded(new.id, worst[new.id], old.edition, new.edition, named)
