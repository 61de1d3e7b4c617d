"""The tree of a methodology: nodes by id, and the orders in which they are read and computed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sdg_standard.catalogue.report import Path
from sdg_standard.methodology.branches import Node
from sdg_standard.model.indicator import Series
from sdg_standard.model.parts import WHOLE, Part


@dataclass
class TreeNode:
    """A node as the tree has it: a leaf that reads a series, or a branch with weighted children."""

    id: str
    level: str
    title: str
    path: Path
    series: Series | None = None
    part: Part = WHOLE
    children: dict[str, float] = field(default_factory=dict)
    weighted: bool = False
    model: Node | None = None
    hidden: bool = False

    @property
    def is_leaf(self) -> bool:
        """Whether it reads a series."""
        return self.series is not None


@dataclass
class Tree:
    """All nodes by id, children before their parents in ``order``."""

    nodes: dict[str, TreeNode] = field(default_factory=dict)
    roots: list[str] = field(default_factory=list)
    derived: bool = False
    """Whether series stand in it for what they are, so that a definition that is broken may be missing unnoticed."""

    def bottom_up(self) -> list[str]:
        """Ids with every child before its parents."""
        done: dict[str, None] = {}
        for root in self.roots:
            self._visit(root, done)
        for name in self.nodes:
            self._visit(name, done)
        return list(done)

    def _visit(self, name: str, done: dict[str, None]) -> None:
        stack: list[tuple[str, Iterator[str]]] = [(name, iter(self.nodes[name].children))]
        while stack:
            current, rest = stack[-1]
            child = next((item for item in rest if item not in done), None)
            if child is None:
                done[current] = None
                stack.pop()
            else:
                stack.append((child, iter(self.nodes[child].children)))

    def below(self, name: str) -> tuple[str, ...]:
        """Every node below one, each once, depth first."""
        found: dict[str, None] = {}
        stack = list(reversed(self.nodes[name].children))
        while stack:
            current = stack.pop()
            if current not in found:
                found[current] = None
                stack += reversed(self.nodes[current].children)
        return tuple(found)

    def leaves_of(self, name: str) -> tuple[str, ...]:
        """Every leaf below a node, each once; of a leaf itself."""
        if self.nodes[name].is_leaf:
            return (name,)
        return tuple(item for item in self.below(name) if self.nodes[item].is_leaf)

    def top_down(self) -> list[str]:
        """Ids in reading order: each root, then what stands below it."""
        found: dict[str, None] = {}
        for root in self.roots:
            for name in (root, *self.below(root)):
                found.setdefault(name)
        for name in self.nodes:
            found.setdefault(name)
        return list(found)
