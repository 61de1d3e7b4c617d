"""An explanation, and how to ask for one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from sdg_standard._notebook import one_line, panel, paragraph
from sdg_standard._signs import visible
from sdg_standard.explaining.branches import named_children
from sdg_standard.explaining.frame import rows
from sdg_standard.explaining.nodes import Knowledge
from sdg_standard.explaining.text import lines
from sdg_standard.words import told


@dataclass(frozen=True)
class Explanation:
    """How a number came about: ``text`` for people, :meth:`to_frame` for notebooks, :meth:`to_dict` for programs."""

    _data: Mapping[str, Any]

    @property
    def text(self) -> str:
        """Plain sentences with the numbers put in; a line end within a name is written out, and begins no line."""
        return self.told("en")

    def told(self, language: str) -> str:
        """The text in a language, with the titles that the standard has in it.

        Names of areas, titles that a methodology gives, and what an explanation that was saved says in English stay
        as they are.

        Raises ValueError for a language that nothing is said in.
        """
        return "\n".join(visible(told(line, language)) for line in lines(self._data))

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return one_line("Explanation", ", ".join(self._named()))

    def _repr_html_(self) -> str:
        return panel(", ".join(self._named()), paragraph(*self.text.splitlines()))

    def _named(self) -> tuple[str, ...]:
        return str(self._data["node"]), str(self._data["area"]), str(self._data["period"])

    def to_dict(self) -> dict[str, Any]:
        """The same as nested plain data with exact numbers; children of a branch are explained inside."""
        return dict(_copied(self._data))

    def to_frame(self) -> pd.DataFrame:
        """One row for each step of each node: ``node, step, what, value``, depth first."""
        return pd.DataFrame(list(rows(self._data)), columns=["node", "step", "what", "value"])


def _copied(data: Any) -> Any:
    """A copy of plain data; words, numbers and sentences cannot be changed and are the same ones."""
    if isinstance(data, Mapping):
        return {name: _copied(item) for name, item in data.items()}
    return [_copied(item) for item in data] if isinstance(data, list) else data


def explain(knowledge: Knowledge, area: str, period: str, node: str) -> Explanation:
    """Explain the number of a node, or why there is none."""
    return Explanation(knowledge.of(area, period).node(node))


def explain_all(knowledge: Knowledge, area: str, period: str) -> dict[str, dict[str, Any]]:
    """Explain every node of an area and period; children of a branch are named only (:func:`put_inside`)."""
    explainer = knowledge.of(area, period)
    return {name: named_children(explainer.node(name)) for name in knowledge.card.nodes}


def put_inside(name: str, every: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The explanation of a node with those of its children inside, from what :func:`explain_all` gave."""
    data = every[name]
    if "children" not in data:
        return dict(data)
    children = [{**part, "explanation": put_inside(part["node"], every)} for part in data["children"]]
    return {**data, "children": children}
