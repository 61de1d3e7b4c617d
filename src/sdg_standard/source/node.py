"""What was read: plain values, and beside each its place in the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["mapping", "sequence", "scalar"]
Step = str | int
Position = tuple[int, int]
"""Line and column, both from 1; columns count characters, not bytes."""


class PlainDate(str):
    """A date written without quotes, ``2026-01-01``. It stays text until a model asks for a day."""

    __slots__ = ()


@dataclass(slots=True)
class Node:
    """One value of a file with its place, and below it the nodes of its parts.

    ``value`` is the plain Python value; ``text`` is a scalar as written (``16.10``, where ``value`` is 16.1).
    ``damaged`` says that a problem with this very value is already reported, so that nothing further is said about it.
    """

    kind: Kind
    line: int
    column: int
    value: Any
    text: str = ""
    damaged: bool = False
    entries: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Position] = field(default_factory=dict)
    items: list[Node] = field(default_factory=list)
    damaged_keys: set[str] = field(default_factory=set)

    def child(self, step: Step) -> Node | None:
        """Return the part named by a key or counted by an index from 0; None if there is none."""
        if isinstance(step, str):
            return self.entries.get(step)
        return self.items[step] if 0 <= step < len(self.items) else None


@dataclass(frozen=True, slots=True)
class Document:
    """One file that was read: its name as shown in problems, its plain data, and the place of each value."""

    file: str
    data: Any
    root: Node = field(repr=False, compare=False)

    def place(self, path: Sequence[Step] = (), *, key: bool = False) -> dict[str, Any]:
        """Return ``file``, ``line`` and ``column`` of the value at ``path``, or of its key with ``key=True``.

        Where the path does not exist, the place of its nearest existing ancestor.

        >>> from sdg_standard.source import read_yaml
        >>> document, _ = read_yaml("series:\\n  unit: km\\n", "a.yaml")
        >>> document.place(["series", "unit"])
        {'file': 'a.yaml', 'line': 2, 'column': 9}
        >>> document.place(["series", "unit"], key=True)
        {'file': 'a.yaml', 'line': 2, 'column': 3}
        """
        nodes = list(self.along(path))
        line, column = nodes[-1].line, nodes[-1].column
        if key and path and len(nodes) == len(path) + 1:
            line, column = nodes[-2].keys.get(str(path[-1]), (line, column))
        return {"file": self.file, "line": line, "column": column}

    def along(self, path: Sequence[Step]) -> Iterator[Node]:
        """Yield the nodes from the root along ``path``, as far as they exist."""
        node: Node | None = self.root
        yield self.root
        for step in path:
            node = node.child(step) if node else None
            if node is None:
                return
            yield node

    def node(self, path: Sequence[Step]) -> Node:
        """Return the node at ``path``, or its nearest existing ancestor."""
        return list(self.along(path))[-1]
