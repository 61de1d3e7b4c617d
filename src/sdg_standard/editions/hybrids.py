"""An older edition with one definition of the newer one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from sdg_standard.catalogue import Standard
from sdg_standard.catalogue.folder import Packed
from sdg_standard.editions.changes.finding import Pair
from sdg_standard.editions.changes.sides import Side
from sdg_standard.editions.loading import loaded
from sdg_standard.errors import StandardError


@dataclass(frozen=True)
class Taken:
    """The older edition, with one definition as the newer one has it."""

    id: str
    standard: Standard


def hybrid(pair: Pair, name: str) -> Taken | None:
    """Return the older edition with one definition of the newer; None where the two cannot be put together.

    Whole files are exchanged, so that everything that is checked of an edition is checked of this one as well.
    """
    before, after = pair.before.folder, pair.after.folder
    if before is None or after is None:
        return None
    files = dict(before.files)
    for old in _files(pair.before, name):
        files.pop(old, None)
    taken = {new: after.files[new] for new in _files(pair.after, name) if new in after.files}
    try:
        standard, problems = loaded(replace(Packed(before.root, {**files, **taken}), mappings={}))
    except StandardError:
        return None
    return Taken(name, standard) if standard is not None and not problems.errors else None


def _files(side: Side, name: str) -> list[str]:
    """The files that define an id."""
    kind, _, key = name.partition(":")
    if name == side.standard.id:
        return []
    fixed = {"input": ["inputs.yaml"], "source": ["sources.yaml"], "retired": ["retired.yaml"], "unit": ["units.txt"]}
    if kind in fixed and key:
        return fixed[kind]
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
