"""Methodology files, those included that start from another one."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

from sdg_standard.catalogue.codes import DUPLICATE_ID, EXTENDS
from sdg_standard.catalogue.definitions import Definitions
from sdg_standard.catalogue.report import Path, Placed, Report
from sdg_standard.errors import Problem, did_you_mean, near
from sdg_standard.model.methodology import Methodology
from sdg_standard.model.methodology.file import APPENDED, MERGED
from sdg_standard.source import Document, Node, build


@dataclass(frozen=True)
class Layered:
    """The place of each part of a file that extends another: its own, or that of the file below."""

    own: Document
    below: Placed
    data_below: Mapping[str, Any]
    file: str

    def place(self, path: Path = (), *, key: bool = False) -> dict[str, Any]:
        """Return file, line and column of what stands at a path of the two files put together."""
        if not path:
            return self.own.place()
        head, own = path[0], self.own.data
        if head in APPENDED and len(path) > 1 and isinstance(path[1], int):
            before = len(self.data_below.get(str(head), ()))
            if path[1] < before:
                return self.below.place(path, key=key)
            return self.own.place((head, path[1] - before, *path[2:]), key=key)
        if head in MERGED and len(path) > 1:
            mine = path[1] in own.get(head, {})
            return (self.own if mine else self.below).place(path, key=key)
        return (self.own if head in own else self.below).place(path, key=key)


def put_together(below: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data of a file above that of the file it extends."""
    result = {**below, **own}
    for name in APPENDED:
        if name in below and name in own:
            result[name] = [*below[name], *own[name]]
    for name in MERGED:
        if name in below and name in own:
            result[name] = {**below[name], **own[name]}
    for name in ("examples", "overrides", "fitted"):
        if name not in own:
            result.pop(name, None)
    return result


class MethodologyReader:
    """Reads the methodologies of a folder, each after the one it extends."""

    def __init__(
        self, documents: Mapping[str, Document], below: Mapping[str, Document], problems: list[Problem]
    ) -> None:
        self.problems = problems
        self.own = {str(document.data.get("id")): document for document in documents.values()}
        self.documents = {**{str(item.data.get("id")): item for item in below.values()}, **self.own}
        self.models: dict[str, Methodology] = {}
        self.places: dict[str, Placed] = {}
        self.data: dict[str, dict[str, Any]] = {}
        for document in documents.values():
            name = str(document.data.get("id"))
            if self.own[name] is not document:
                Report(document, problems).add(DUPLICATE_ID, f'two methodologies have the id "{name}"', ("id",))

    def read(self, name: str, asking: tuple[str, ...] = ()) -> Methodology | None:
        """Return a methodology by id; None if it is broken, with its problems noted once."""
        if name in self.places or name in asking:
            return self.models.get(name)
        document = self.documents[name]
        extends = document.data.get("extends")
        layered: Document = document
        self.places[name] = document
        self.data[name] = dict(document.data)
        if isinstance(extends, str):
            if not self._extends(name, extends, document, (*asking, name)):
                return None
            layered = self._over(name, extends, document)
        model, problems = build(Methodology, layered)
        self.problems += problems
        if model is not None:
            self.models[name] = model
        return model

    def _extends(self, name: str, extends: str, document: Document, asking: tuple[str, ...]) -> bool:
        report = Report(document, self.problems)
        if extends in asking:
            report.add(EXTENDS, f'"{name}" extends itself by way of "{extends}"', ("extends",))
        elif extends not in self.documents:
            hint = did_you_mean(near(extends, self.documents))
            report.add(EXTENDS, f'there is no methodology "{extends}"{hint}', ("extends",))
        else:
            return self.read(extends, asking) is not None
        return False

    def _over(self, name: str, extends: str, document: Document) -> Document:
        """The two files put together as one document; its problems are moved to where the part stands."""
        data = put_together(self.data[extends], document.data)
        self.places[name] = Layered(document, self.places[extends], self.data[extends], document.file)
        self.data[name] = data
        return replace(document, data=data, root=_rooted(document.root, data))


def _rooted(root: Node, data: dict[str, Any]) -> Node:
    """A root node that carries the data put together; parts of the file below have the place of the whole."""
    node = copy(root)
    node.value = data
    return node


def read_methodologies(
    own: Definitions, below: Definitions | None, problems: list[Problem]
) -> tuple[dict[str, Methodology], dict[str, Placed]]:
    """Return all methodologies by id with the place of their parts."""
    reader = MethodologyReader(own.methodologies, below.methodologies if below else {}, problems)
    for name in reader.documents:
        reader.read(name)
    order = [name for name in reader.documents if name in reader.models]
    return {name: reader.models[name] for name in order}, {name: reader.places[name] for name in order}
