"""Arithmetic on the children by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from sdg_standard.errors import did_you_mean, near
from sdg_standard.methodology.aggregates.base import About, Aggregate, Fault
from sdg_standard.source import Text
from sdg_standard.words import say

if TYPE_CHECKING:
    from sdg_standard.formula import Formula
    from sdg_standard.methods.arrays import CasesByChildren, PerCase


class FormulaOfChildren(Aggregate):
    """Arithmetic on the ids of the children; no number unless every child has one."""

    by_name: ClassVar[bool] = True
    method: ClassVar[str] = "formula"  # type: ignore[misc]  # no key of a file here: `formula` is what tells it
    formula: Text
    """Arithmetic on the ids of the children."""
    gives: Literal["score", "value"] | None = None
    """Whether its number is a score; without it, if the children are scores."""

    @property
    def name(self) -> str:
        """The formula itself."""
        return self.formula

    @property
    def says_kind(self) -> Literal["score", "value"] | None:
        """What `gives` says."""
        return self.gives

    def make(self, across: CasesByChildren, weights: Any, about: About) -> PerCase:
        """It has no number where a child lacks one, whether the formula looks at that child or not."""
        import numpy as np

        if about.outside:
            return np.full(len(across), np.nan)
        result = _parsed(self.formula).evaluate(dict(zip(about.names, across.T, strict=True)))
        return np.where(np.isnan(across).any(axis=1), np.nan, result)

    def faults(self, branch: str, parts: Sequence[str]) -> Iterator[Fault]:
        """It can be read, and names children that are there."""
        from sdg_standard.formula import FormulaError
        from sdg_standard.formula.codes import UNKNOWN_NAME

        try:
            names = _parsed(self.formula).names
        except FormulaError as error:
            yield Fault(error.code, error.message, error.cure, "formula")
            return
        cure = say("model.children_are", children=parts)
        for name in names:
            if name not in parts:
                text = say("plans.no_child_to_weigh", branch=branch, name=name, hint=did_you_mean(near(name, parts)))
                yield Fault(UNKNOWN_NAME, text, cure, "formula")


@lru_cache(maxsize=256)
def _parsed(text: str) -> Formula:
    from sdg_standard.formula import Formula

    return Formula.parse(text)
