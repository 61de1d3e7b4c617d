"""Files that change a definition of the edition below, and name only the keys that they change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sdg_standard.catalogue.codes import OVERRIDES, OVERRIDES_OLDER
from sdg_standard.catalogue.report import Report
from sdg_standard.errors import Problem, did_you_mean, near
from sdg_standard.model.overrides import Change
from sdg_standard.source import Document, Node, build
from sdg_standard.words import say

FIRST_VERSION = "1.0.0"
"""The version of a definition that says none."""


def is_change(document: Document) -> bool:
    """Whether a file names only the keys that it changes."""
    return isinstance(document.data.get("overrides"), dict)


def changed(own: Document, below: Mapping[str, Document], problems: list[Problem]) -> Document | None:
    """Return the definition below with the keys of a file laid over it; None and a problem where there is none.

    A part that the file does not write stands where the file writes the group of keys it belongs to, so that a problem
    that comes of putting both together has a place in the file that somebody can mend.
    """
    change = _change(own, problems)
    if change is None:
        return None
    report = Report(own)
    if change.id not in below:
        hint = did_you_mean(near(change.id, below)) if below else say("catalogue.folder_extends_no_edition")
        report.add(OVERRIDES, say("catalogue.no_below_change", id=change.id, hint=hint), ("overrides", "id"))
    elif own.data.get("id", change.id) != change.id:
        text = say("catalogue.file_changes_id", id=change.id, own=own.data["id"])
        report.add(OVERRIDES, text, ("id",), say("catalogue.delete_id_change_about"))
    if report.failed:
        problems += report.problems
        return None
    kept = _without(below[change.id].data, change.without, report)
    _check_version(change, str(kept.get("version", FIRST_VERSION)), report)
    problems += report.problems
    place = own.root.keys.get("overrides", (1, 1))
    root = _laid_over(kept, own.root, place)
    return None if report.failed else Document(own.file, root.value, root)


def _change(own: Document, problems: list[Problem]) -> Change | None:
    head = Document(own.file, own.data["overrides"], own.node(("overrides",)))
    change, faults = build(Change, head)
    problems += faults
    return change


def _check_version(change: Change, version: str, report: Report) -> None:
    if change.of != version:
        text = say("catalogue.changes_version_which_version", of=change.of, id=change.id, version=version)
        cure = say("catalogue.read_what_changed_below", version=version)
        report.add(OVERRIDES_OLDER, text, ("overrides", "of"), cure)


def _without(data: Mapping[str, Any], paths: Sequence[str], report: Report) -> dict[str, Any]:
    """The data below without some keys; the groups on the way to them are copied, since others read them too."""
    result = dict(data)
    for index, path in enumerate(paths):
        *above, last = path.split(".")
        group: Any = result
        for name in above:
            inner = group.get(name) if isinstance(group, dict) else None
            if isinstance(inner, dict):
                group[name] = dict(inner)
                inner = group[name]
            group = inner
        if not isinstance(group, dict) or last not in group:
            known = ", ".join(group) if isinstance(group, dict) else ""
            cure = say("catalogue.keys", known=known) if known else ""
            report.add(
                OVERRIDES, say("catalogue.definition_below_no_key", path=path), ("overrides", "without", index), cure
            )
        else:
            del group[last]
    return result


def _laid_over(below: Mapping[str, Any], own: Node, place: tuple[int, int]) -> Node:
    """The nodes of a group of keys: those of the file, and around them those below, which stand at ``place``."""
    entries = {name: placed(value, place) for name, value in below.items()}
    for name, node in own.entries.items():
        low = below.get(name)
        if isinstance(low, dict) and node.kind == "mapping" and name != "overrides":
            node = _laid_over(low, node, own.keys.get(name, place))
        entries[name] = node
    keys = dict.fromkeys(below, place) | own.keys
    value = {name: node.value for name, node in entries.items()}
    return replace(own, value=value, entries=entries, keys=keys)


def placed(value: Any, place: tuple[int, int] = (1, 1)) -> Node:
    """The nodes of plain data, all in one place."""
    line, column = place
    if isinstance(value, dict):
        entries = {name: placed(item, place) for name, item in value.items()}
        return Node("mapping", line, column, value, entries=entries, keys=dict.fromkeys(value, place))
    if isinstance(value, list):
        return Node("sequence", line, column, value, items=[placed(item, place) for item in value])
    return Node("scalar", line, column, value, str(value))
