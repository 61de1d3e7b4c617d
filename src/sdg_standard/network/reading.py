"""``network.yaml`` read: head, members and benchmarks each by itself, so that one that is wrong costs no other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from sdg_standard.agenda.tables import is_yes_or_no
from sdg_standard.errors import EvidenceError, Problem, Problems
from sdg_standard.exchange.files import read_bytes
from sdg_standard.model.network import CommonBenchmark, Member, NetworkHead
from sdg_standard.network.codes import NOT_A_NETWORK
from sdg_standard.source import Document, Node, build, read_yaml
from sdg_standard.source.codes import AMBIGUOUS
from sdg_standard.words import say

M = TypeVar("M", bound=BaseModel)
NAME = "network.yaml"
LISTS = ("members", "adopted")
MAX_BYTES = 4 * 2**20


@dataclass(frozen=True)
class NetworkFile:
    """What ``network.yaml`` says, with the place of each part. Members and benchmarks go by their place in the list."""

    folder: Path
    head: NetworkHead
    members: tuple[tuple[int, Member], ...]
    benchmarks: tuple[tuple[int, CommonBenchmark], ...]
    named: frozenset[str]
    """The municipalities of all members, those included that could not be read."""
    document: Document
    problems: tuple[Problem, ...]

    def place(self, *path: str | int) -> dict[str, Any]:
        """File, line and column of a part."""
        return self.document.place(path)


def read_file(path: str | Path) -> NetworkFile:
    """Read ``network.yaml``, or the one in a folder. Raises EvidenceError for what is none at all."""
    place = Path(path)
    place = place / NAME if place.is_dir() else place
    if not place.is_file():
        raise _not_one(place.name, say("network.no_file", name=place.name))
    text = read_bytes(place, MAX_BYTES).data.decode("utf-8-sig", errors="replace")
    document, problems = read_yaml(text, place.name)
    if document is None:
        raise EvidenceError(problems)
    if not {"members", "title"} & set(document.data):
        raise _not_one(place.name, say("network.no_members_key", name=place.name))
    found = [problem for problem in problems if not (is_yes_or_no(problem) or _is_the_key_on(problem))]
    return NetworkFile(
        folder=place.parent,
        head=_head(document, found, place),
        members=tuple(_items(Member, document, "members", found)),
        benchmarks=tuple(_items(CommonBenchmark, document, "adopted", found)),
        named=frozenset(_named(document.root)),
        document=document,
        problems=tuple(Problems(found)),
    )


def _is_the_key_on(problem: Problem) -> bool:
    """Whether YAML's two versions differ in ``on``, which is a key here."""
    return problem.code == AMBIGUOUS.number and '"on"' in problem.message


def _not_one(name: str, message: str) -> EvidenceError:
    return EvidenceError([NOT_A_NETWORK.problem(message, say("network.make_one"), file=name)])


def _head(document: Document, found: list[Problem], place: Path) -> NetworkHead:
    """What the file says of the network; a key that is wrong costs no other, and a title is always there."""
    names = [name for name in document.root.entries if name not in LISTS]
    head, problems = build(NetworkHead, _only(document, names))
    found += problems
    if head is not None:
        return head
    title = _text(document.root, "title")
    known = [name for name in names if name == "title" or not _is_wrong(document, name)] if title else []
    head, _ = build(NetworkHead, _only(document, known))
    return head or NetworkHead(title=title or place.parent.name or place.name)


def _is_wrong(document: Document, name: str) -> bool:
    """Whether a key of the head is wrong by itself, beside a title that is right."""
    return bool(build(NetworkHead, _only(document, ["title", name]))[1])


def _only(document: Document, names: Sequence[str]) -> Document:
    """The document with some of its keys."""
    root = document.root
    entries = {name: root.entries[name] for name in names}
    value = {name: node.value for name, node in entries.items()}
    own = replace(root, value=value, entries=entries, keys={name: root.keys[name] for name in names})
    return Document(document.file, value, own)


def _text(node: Node, key: str) -> str:
    value = node.entries[key].value if key in node.entries else None
    return value.strip() if isinstance(value, str) else ""


def _items(cls: type[M], document: Document, key: str, found: list[Problem]) -> Iterator[tuple[int, M]]:
    """The entries of a list that can be read, each with its place in the list."""
    node = document.root.entries.get(key)
    if node is None or (node.value is None and not node.items):
        return
    if node.kind != "sequence":
        message, cure = say("network.list_expected", key=key), say("network.write_dashes", key=key)
        found.append(NOT_A_NETWORK.problem(message, cure, **document.place([key])))
        return
    for number, item in enumerate(node.items):
        if item.kind != "mapping":
            message, cure = say("network.keys_expected", key=key), say("network.write_dashes", key=key)
            found.append(NOT_A_NETWORK.problem(message, cure, **document.place([key, number])))
            continue
        model, problems = build(cls, Document(document.file, item.value, item))
        found += problems
        if model is not None:
            yield number, model


def _named(root: Node) -> Iterator[str]:
    members = root.entries.get("members")
    items: Sequence[Node] = members.items if members is not None else ()
    yield from filter(None, (_text(item, "area") for item in items if item.kind == "mapping"))
