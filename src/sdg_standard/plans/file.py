"""A methodology from a file that is not part of the standard."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

from sdg_standard._files import NotPlain, read_plain, reason
from sdg_standard._signs import visible
from sdg_standard.catalogue.codes import UNREADABLE_FILE
from sdg_standard.catalogue.extends import Layered, MethodologyReader, name_of
from sdg_standard.catalogue.standard import Standard
from sdg_standard.errors import Problem, StandardError
from sdg_standard.plans.plan import Plan
from sdg_standard.plans.planner import plan_with
from sdg_standard.source import Document, read_yaml
from sdg_standard.words import say

MOST_BYTES = 1 << 20
MOST_NAMES = 1000
"""So many names of tables beside a file are looked at for near misses."""


class TablesBeside(Mapping[str, bytes]):
    """The CSV files in the folder of a methodology by name, and those beside the methodologies of the standard.

    A file is read, once, when it is asked for, and no other. Asking for one that cannot be read raises OSError; one
    that is not there, or whose name leads elsewhere, is no key.
    """

    def __init__(self, folder: Path, below: Mapping[str, bytes]) -> None:
        self.folder, self.below = folder, below
        self._read: dict[str, bytes] = {}

    def __getitem__(self, name: str) -> bytes:
        if name not in self._read:
            path = self.folder / name
            if _leads_out(name) or not os.path.lexists(path):
                return self.below[name]
            if not path.resolve().is_relative_to(self.folder.resolve()):
                raise NotPlain(errno.EINVAL, say("plans.link_leads_out_folder"))
            self._read[name] = read_plain(path, MOST_BYTES)
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        with os.scandir(self.folder) as found:
            names = [item.name for item in islice(found, MOST_NAMES) if item.name.endswith(".csv")]
        return iter(sorted({*names, *self.below}))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def names_a_file(methodology: str) -> bool:
    """Whether a methodology is given by the path of its file, and not by its id."""
    return "/" in methodology or methodology.endswith((".yaml", ".yml"))


def load_methodology(path: Path, standard: Standard) -> Plan:
    """Return the plan of a methodology file, which may extend one of the standard and have tables beside it.

    Raises :class:`~sdg_standard.errors.StandardError` if it cannot be read; other problems stand in the plan.
    """
    problems: list[Problem] = []
    file = visible(path.name)
    document, found = read_yaml(_content(path, file), file)
    problems += found
    if document is None or any(problem.severity == "error" for problem in problems):
        raise StandardError(problems)
    below = _documents(standard)
    reader = MethodologyReader({file: document}, below, problems)
    model = reader.read(name_of(document))
    if model is None:
        raise StandardError(problems)
    tables = TablesBeside(path.parent, standard.tables_beside_methodologies())
    plan = plan_with(model, standard, reader.places[model.id], tables)
    plan.problems[:0], plan.is_own_file = problems, True
    return plan


def _leads_out(name: str) -> bool:
    """Whether a name is no path below the folder, on any system: absolute, with a drive or a stream, or upwards."""
    return name.startswith("/") or not {":", "\\", "\0"}.isdisjoint(name) or ".." in name.split("/")


def _content(path: Path, file: str) -> bytes:
    try:
        return read_plain(path, MOST_BYTES)
    except OSError as error:
        text = say("plans.methodology", path=path, reason=reason(error))
        cure = say("plans.give_id_methodology_path")
        raise StandardError([UNREADABLE_FILE.problem(text, cure, file=file)]) from None


def _documents(standard: Standard) -> dict[str, Document]:
    """The files of the methodologies of a standard, which a file may extend."""
    places = {name: standard.place_of(name) for name in standard.methodologies}
    own = {name: place.own if isinstance(place, Layered) else place for name, place in places.items()}
    return {name: place for name, place in own.items() if isinstance(place, Document)}
