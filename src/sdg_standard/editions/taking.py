"""Changes taken over alone: the older edition with one definition, or with some facts of one, as the newer has them.

A cause is what is taken over together. A definition is one cause where one fact of it has changed; where several have,
each is one for itself, and those that the older edition refuses alone (a unit without its benchmarks) are one together.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sdg_standard.catalogue import Standard
from sdg_standard.catalogue.folder import Packed
from sdg_standard.editions.changes.change import RAISED, Change
from sdg_standard.editions.changes.comparing import Difference, differences, in_file
from sdg_standard.editions.changes.finding import Pair
from sdg_standard.editions.changes.parts import PARTS, Part
from sdg_standard.editions.changes.sides import Side
from sdg_standard.editions.loading import of_folder
from sdg_standard.editions.patching import with_facts, with_line, with_rows
from sdg_standard.errors import StandardError

MOST_FACTS = 40
"""Of a definition with more facts that have changed, such as a register, all are taken over together."""
_BESIDE = ("input", "source", "retired")
"""Parts whose definitions stand side by side in one file, by their names."""

TOGETHER = " + "
"""What stands between places that are taken over together."""

Files = dict[str, bytes]


@dataclass(frozen=True)
class Cause:
    """What is taken over together: facts of one definition."""

    id: str
    paths: tuple[str, ...] = ()
    """The places of the facts, as their changes name them; of a whole definition none."""

    @property
    def path(self) -> str:
        """The places in one text."""
        return TOGETHER.join(self.paths)


@dataclass(frozen=True)
class Taken:
    """A cause, and the older edition with it; None where that is no valid edition."""

    cause: Cause
    standard: Standard | None


def definitions_taken(pair: Pair, changes: Iterable[Change]) -> Iterator[tuple[Taken, tuple[str, ...]]]:
    """Yield each definition with a major change, taken over as a whole, and the places of these changes."""
    facts: dict[str, list[str]] = {}
    for item in changes:
        if item.severity == "major" and item.what != RAISED:
            facts.setdefault(item.id, []).append(item.path)
    for name, paths in facts.items():
        cause = Cause(name, tuple(paths) if len(paths) == 1 and paths[0] else ())
        yield Taken(cause, _whole(pair, name)), tuple(paths)


def facts_taken(pair: Pair, name: str, paths: tuple[str, ...]) -> list[Taken]:
    """Return the facts of a definition, each taken over alone; those that cannot be, together.

    With the latter go the facts that no score can notice, such as a new input that a formula reads now. An empty list
    where the facts are too many, or stand in no file that they could be taken from.
    """
    if not 1 < len(paths) <= MOST_FACTS:
        return []
    found = _facts(pair, name)
    if found is None:
        return []
    part, facts = found
    refused: list[str] = []
    groups: dict[tuple[tuple[str, bytes], ...], list[str]] = {}
    for path in paths:
        files = _with_facts(pair, part, name, [facts[path]]) if path in facts else None
        if files is None:
            refused.append(path)
        elif files:
            groups.setdefault(tuple(sorted(files.items())), []).append(path)
    good = []
    for key, same in groups.items():
        standard = _loaded(pair, dict(key))
        if standard is None:
            refused += same
        else:
            good.append(Taken(Cause(name, tuple(same)), standard))
    if not refused:
        return good
    alone = {path for one in good for path in one.cause.paths}
    together = _with_facts(pair, part, name, [fact for path, fact in facts.items() if path not in alone])
    left = Cause(name, tuple(path for path in paths if path in refused))
    return [*good, Taken(left, _loaded(pair, together) if together else None)]


def _facts(pair: Pair, name: str) -> tuple[Part, dict[str, Difference]] | None:
    """What a definition says otherwise, by the paths of the changes that are made of it."""
    before, after = pair.alike
    for part in PARTS:
        old, new = part.items(before), part.items(after)
        if name in old or name in new:
            was = part.facts(before, name, old[name]) if name in old else None
            now = part.facts(after, name, new[name]) if name in new else None
            return part, {".".join(map(str, one.path)): one for one in differences(was, now)}
    return None


def _with_facts(pair: Pair, part: Part, name: str, facts: list[Difference]) -> Files | None:
    """The files that change when facts are taken over, none for what only follows from others; None: they cannot be."""
    old, new = pair.before, pair.after
    if part.name in ("areas", "table"):
        return _with_rows(old, new, part, name, facts)
    if part.name == "unit":
        was, now = (part.place(side, name, ()) for side in (old, new))
        return {was[0]: with_line(old.files[was[0]], new.files[now[0]], was[1], now[1])}
    here, there = (_data_of(side, part, name) for side in (old, new))
    if here is None or there is None:
        return None
    (file, data, steps), (_, other, their_steps) = here, there
    moved = [replace(one, was=(*steps, *in_file(one.was)), path=(*their_steps, *one.path)) for one in facts]
    found = with_facts(data, other, moved)
    if found is None or found == data:
        return None if found is None else {}
    return {file: json.dumps(found, ensure_ascii=False).encode()}


def _data_of(side: Side, part: Part, name: str) -> tuple[str, object, tuple[str | int, ...]] | None:
    """The file of a definition, its plain data, and where in them the definition stands."""
    file = part.place(side, name, ())[0]
    document = side.document(file) if file else None
    if document is None:
        return None
    if part.name in _BESIDE:
        return file, document.data, (name.partition(":")[2],)
    several = document.data.get("indicators")
    if part.versioned and isinstance(several, list):
        place = next((place for place, one in enumerate(several) if one.get("id") == name), None)
        return None if place is None else (file, document.data, ("indicators", place))
    return file, document.data, ()


def _with_rows(old: Side, new: Side, part: Part, name: str, facts: list[Difference]) -> Files | None:
    """Tables with rows of the newer edition; None where a table has come or is gone."""
    found: Files = {}
    for fact in facts:
        file = part.place(old, name, in_file(fact.was))[0]
        if file not in old.files or file not in new.files:
            return None
        mine = [one for one in facts if part.place(old, name, in_file(one.was))[0] == file]
        found[file] = with_rows(old.files[file], new.files[file], mine)
    return found


def _whole(pair: Pair, name: str) -> Standard | None:
    """The older edition with one definition of the newer; None where the two cannot be put together.

    Whole files are exchanged where it has some of its own, so that everything that is checked of an edition is checked
    of this one as well.
    """
    before, after = pair.before.folder, pair.after.folder
    if before is None or after is None:
        return None
    found = _facts(pair, name) if name.partition(":")[0] in (*_BESIDE, "unit") else None
    if found is not None:  # others stand in the same file
        changed = _with_facts(pair, found[0], name, list(found[1].values()))
        return _loaded(pair, changed) if changed else None
    files: dict[str, bytes | None] = dict.fromkeys(_files(pair.before, name))
    files |= {new: after.files[new] for new in _files(pair.after, name) if new in after.files}
    return _loaded(pair, files)


def _loaded(pair: Pair, changed: dict[str, bytes | None] | Files) -> Standard | None:
    """The older edition with some files exchanged; None where that is not valid. It is kept in no cache."""
    before = pair.before.folder
    if before is None:
        return None
    files = {**before.files, **changed}
    kept = {name: content for name, content in files.items() if content is not None}
    try:
        standard, problems = of_folder(replace(Packed(before.root, kept), mappings={}))
    except StandardError:
        return None
    return standard if standard is not None and not problems.errors else None


def _files(side: Side, name: str) -> list[str]:
    """The files that define an id."""
    kind, _, key = name.partition(":")
    if name == side.standard.id:
        return []
    if name == "spellings":
        return ["spellings.yaml"]
    if kind == "framework" and key:
        return [f"frameworks/{key}/framework.yaml"]
    if kind == "vocabulary" and key:
        return [side.named("vocabularies", key)]
    if kind == "table" and key:
        return [f"methodologies/{key}"]
    if kind == "areas" and key:
        return [one for one in side.files if Path(one).parts[:2] == ("areas", key.lower())]
    file = side.of_definition(name, ())[0]
    return [file] if file else []
