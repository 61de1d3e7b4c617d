"""The number of a branch as a line of arithmetic over its parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sdg_standard.explaining.words import bracketed, listed, number
from sdg_standard.methodology.aggregates import aggregate_named
from sdg_standard.words import say

Data = Mapping[str, Any]
MOST_TERMS = 8
"""So many parts stand in a line of arithmetic; of more it is said what was done with them."""


class BranchTold:
    """The explanation of a branch as the sentences of aggregates want it, and how numbers are written."""

    def __init__(self, data: Data) -> None:
        self.children: Sequence[Data] = data["children"]
        self.parameters: Data = data["parameters"]
        self.between: Data = data["between"]
        self.compared: Data = data["compared"] or {}
        self.higher_is_better = bool(data["sign"] >= 0)
        self.parts = [part for part in self.children if part["number"] is not None and part["weight"] > 0]
        self.alike = len({part["weight"] for part in self.parts}) <= 1
        self.result = number(data["aggregated"])

    @property
    def weighted(self) -> Sequence[tuple[float, float]]:
        """Number and weight of each part: of the children that have both."""
        return [(part["number"], part["weight"]) for part in self.parts]

    @property
    def shares(self) -> Sequence[float]:
        """The weight of each part over that of all."""
        return [part["share"] for part in self.parts]

    @property
    def titles(self) -> Sequence[str]:
        """The name of each part."""
        return [str(part["title"]) for part in self.parts]

    @property
    def terms(self) -> str:
        """The parts with plus between them, times their weights where these differ."""
        return self.plus(
            bracketed(value) if self.alike else self.times((bracketed(value), number(weight)))
            for value, weight in self.weighted
        )

    @property
    def total(self) -> str:
        """All weights together; where they are alike, how many there are."""
        return str(len(self.parts)) if self.alike else number(sum(weight for _, weight in self.weighted))

    @property
    def others(self) -> str:
        """How many other areas it was compared with."""
        return say("explain.other_areas", n=self.compared["count"])

    def number(self, value: float | None) -> str:
        """A number as it is read."""
        return number(value)

    def term(self, value: float) -> str:
        """A number between signs of arithmetic: a negative one in brackets."""
        return bracketed(value)

    def listed(self, words: Iterable[str]) -> str:
        """Words as a list."""
        return listed(words)

    def plus(self, terms: Iterable[str]) -> str:
        """Terms with plus between them."""
        return say("explain.plus", terms=list(terms))

    def times(self, factors: Iterable[str]) -> str:
        """Factors with times between them."""
        return say("explain.times", factors=list(factors))


def arithmetic(data: Data) -> Iterator[str]:
    """How the parts became one number."""
    aggregate, told = aggregate_named(data["aggregate"]), BranchTold(data)
    if aggregate.by_name:
        named = [say("explain.with_number", name=part["node"], number=part["number"]) for part in told.children]
        yield say("explain.by_formula", formula=data["aggregate"], named=named, result=told.result)
    elif data["compared"] is not None:
        yield from aggregate.comparison_lines(told)
    elif len(told.parts) > MOST_TERMS:
        heavy = aggregate.weighs and not told.alike
        weights = say("explain.weights_together", total=told.total) if heavy else ""
        yield say("explain.of_numbers", n=len(told.parts), weights=weights, result=told.result)
    elif len(told.parts) > 1:
        yield say("explain.put_together", line=aggregate.line(told), result=told.result)
