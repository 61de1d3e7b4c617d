"""Methodology files, those included that start from another one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sdg_standard.catalogue.codes import DUPLICATE_ID, EXTENDS
from sdg_standard.catalogue.definitions import Definitions, id_of_file, named_after
from sdg_standard.catalogue.report import Path, Placed, Report
from sdg_standard.catalogue.required import has_required
from sdg_standard.catalogue.written import check_written
from sdg_standard.errors import Problem, did_you_mean, near
from sdg_standard.methodology import Methodology
from sdg_standard.methodology.file import APPENDED, MERGED
from sdg_standard.source import Document, Node, build
from sdg_standard.words import say

NOT_INHERITED = ("id", "examples", "overrides", "fitted")
"""Keys that speak of one file only."""
MOST_BELOW = 32
"""So many files may lie below one another: more than anybody could follow."""


@dataclass(frozen=True)
class Layered:
    """The place of each part of a file that extends another: in the file itself, or in the one below."""

    own: Document
    below: Placed
    data_below: Mapping[str, Any]
    data: Mapping[str, Any]

    @property
    def file(self) -> str:
        """Name of the file that extends."""
        return self.own.file

    def place(self, path: Path = (), *, key: bool = False) -> dict[str, Any]:
        """Return file, line and column of what stands at a path of the two files put together."""
        if not path:
            return self.own.place()
        head, own, below = path[0], self.own.data, self.data_below
        if head in APPENDED and len(path) > 1 and isinstance(path[1], int):
            before = len(below.get(head, ()))
            if path[1] < before:
                return self.below.place(path, key=key)
            return self.own.place((head, path[1] - before, *path[2:]), key=key)
        if head in MERGED and len(path) > 1:
            return (self.own if path[1] in own.get(head, {}) else self.below).place(path, key=key)
        return (self.own if head in own else self.below).place(path, key=key)


def put_together(below: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data of a file above that of the file it extends.

    >>> put_together({"points": [1], "title": "a"}, {"points": [2], "title": "b"})
    {'points': [1, 2], 'title': 'b'}
    """
    result = {name: value for name, value in below.items() if name not in NOT_INHERITED} | dict(own)
    for name in (*APPENDED, *MERGED):
        low, high = below.get(name), own.get(name)
        if isinstance(low, list) and isinstance(high, list):
            result[name] = [*low, *high]
        elif name in MERGED and isinstance(low, dict) and isinstance(high, dict):
            result[name] = {**low, **high}
    return result


def _nodes_together(below: Node, own: Node, data: Mapping[str, Any]) -> Node:
    """The nodes that go with the data put together, each with its place in its own file."""
    entries = {name: node for name, node in below.entries.items() if name in data} | own.entries
    for name in (*APPENDED, *MERGED):
        low, high = below.entries.get(name), own.entries.get(name)
        if low is None or high is None or low.kind != high.kind:
            continue
        parts: dict[str, Any] = {"items": [*low.items, *high.items], "entries": {**low.entries, **high.entries}}
        entries[name] = replace(high, value=data[name], keys={**low.keys, **high.keys}, **parts)
    return replace(own, value=data, entries=entries, keys={**below.keys, **own.keys})


class MethodologyReader:
    """Reads methodologies, each after the one it extends. ``broken`` are ids of files that could not be read at all.

    Files that were ``checked`` before say nothing in vain.
    """

    def __init__(
        self,
        documents: Mapping[str, Document],
        below: Mapping[str, Document],
        problems: list[Problem],
        broken: Iterable[str] = (),
        *,
        checked: bool = False,
    ) -> None:
        self.problems, self.broken, self.checked = problems, frozenset(broken), checked
        self.documents = {name_of(item): item for item in below.values()} | self._own(documents.values())
        self.models: dict[str, Methodology] = {}
        self.places: dict[str, Placed] = {}
        self.read_documents: dict[str, Document] = {}

    def _own(self, documents: Iterable[Document]) -> dict[str, Document]:
        """The documents by id; of two with the same id the one whose file has another name is the one to change."""
        found: dict[str, Document] = {}
        for document in sorted(documents, key=lambda item: not item.file.endswith(f"{name_of(item)}.yaml")):
            name = name_of(document)
            if found.setdefault(name, document) is not document:
                text = say("catalogue.id_already", name=name, file=found[name].file)
                cure = named_after(document.file) if id_of_file(document.file) not in found else ""
                Report(document, self.problems).add(DUPLICATE_ID, text, ("id",), cure)
        return found

    def read(self, name: str, asking: tuple[str, ...] = ()) -> Methodology | None:
        """Return a methodology by id; None if it is broken, with its problems noted once."""
        if name in self.places or name in asking:
            return self.models.get(name)
        document = own = self.documents[name]
        self.places[name] = document
        if self._is_too_high(name):
            return None
        extends = document.data.get("extends")
        if isinstance(extends, str):
            if not self._extends(name, extends, document, (*asking, name)):
                return None
            document = self._over(name, extends, document)
        self.read_documents[name] = document
        if not has_required(document, self.problems):
            return None
        model, problems = build(Methodology, document)
        self.problems += problems
        written = check_written(own) if model is not None and not self.checked else []
        self.problems += written
        if model is not None and not written:
            self.models[name] = model
        return self.models.get(name)

    def _is_too_high(self, name: str) -> bool:
        """Whether too many files lie below one; said once, of the lowest for which it is so."""
        chain = [name]
        below = self.documents[name].data.get("extends")
        while isinstance(below, str) and below in self.documents and below not in chain:
            chain.append(below)
            below = self.documents[below].data.get("extends")
        if len(chain) <= MOST_BELOW + 1:
            return False
        lowest = min(chain[chain.index(below) :]) if below in chain else chain[-MOST_BELOW - 2]
        text = say("catalogue.more_than_files_lie", most=MOST_BELOW, lowest=lowest)
        Report(self.documents[lowest], self.problems).add(
            EXTENDS, text, ("extends",), say("catalogue.extend_file_lies_lower")
        )
        return True

    def _extends(self, name: str, extends: str, document: Document, asking: tuple[str, ...]) -> bool:
        report = Report(document, self.problems)
        if extends in asking:
            way = "" if extends == name else say("catalogue.way", extends=extends)
            report.add(EXTENDS, say("catalogue.extends_itself", name=name, way=way), ("extends",))
        elif extends in self.documents:
            return self.read(extends, asking) is not None
        elif extends not in self.broken and not self._has_no_id(extends):
            hint = did_you_mean(near(extends, self.documents))
            report.add(EXTENDS, say("catalogue.no_methodology", extends=extends, hint=hint), ("extends",))
        return False

    def _has_no_id(self, name: str) -> bool:
        """Whether the file of that name is there and cannot be read, its id being what is wrong with it."""
        named = (item for item in self.documents.values() if item.file.endswith(f"/{name}.yaml"))
        return any(build(Methodology, item)[0] is None for item in named)

    def _over(self, name: str, extends: str, document: Document) -> Document:
        """The two files put together as one document, each part with its own place."""
        below = self.read_documents[extends]
        data = put_together(below.data, document.data)
        self.places[name] = Layered(document, self.places[extends], below.data, data)
        return replace(document, data=data, root=_nodes_together(below.root, document.root, data))


def name_of(document: Document) -> str:
    """The id of a methodology; the name of its file where it has none, so that others are not mixed up with it."""
    name = document.data.get("id")
    return name if isinstance(name, str) and name else document.file


def read_methodologies(
    own: Definitions, below: Definitions, problems: list[Problem], *, checked: bool = False
) -> tuple[dict[str, Methodology], dict[str, Placed]]:
    """Return all methodologies by id with the place of their parts."""
    reader = MethodologyReader(own.methodologies, below.methodologies, problems, own.broken, checked=checked)
    taken = {name_of(item) for item in below.methodologies.values()}
    for document in own.methodologies.values():
        if name_of(document) in taken and not document.data.get("overrides"):
            text = say("catalogue.edition_below_methodology_already", name=name_of(document))
            Report(document, problems).add(DUPLICATE_ID, text, ("id",))
    for name in reader.documents:
        reader.read(name)
    order = [name for name in reader.documents if name in reader.models]
    return {name: reader.models[name] for name in order}, {name: reader.places[name] for name in order}
