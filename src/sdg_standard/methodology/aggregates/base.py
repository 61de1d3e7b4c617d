"""What every aggregate is: parameters, arithmetic, and the sentence in which it is explained."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Protocol, Self

from pydantic import model_validator

from sdg_standard.errors import Code
from sdg_standard.methodology.method import Computed
from sdg_standard.methodology.registry import spoken
from sdg_standard.methodology.weights import WeightRule, Weights, check_weights
from sdg_standard.words import say

if TYPE_CHECKING:
    from sdg_standard.methods.arrays import CasesByChildren, PerCase, PerChild

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class About:
    """What an aggregate may want to know of the branch that it makes."""

    names: tuple[str, ...]
    """The children, or leaves, in the order of the columns."""
    higher_is_better: bool = True
    """Which way the numbers of the children point."""
    outside: tuple[str, ...] = ()
    """Children that never have a number: those that stand outside a trend."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an aggregate for the children of a branch, and which of its keys is meant."""

    code: Code
    message: str
    cure: str
    key: str


class Told(Protocol):
    """The explanation of a branch in one case, and how its numbers are written: what sentences are made of."""

    children: Sequence[Data]
    """All children: `node`, `title`, `number`, `weight`."""
    parameters: Data
    """Those of the aggregate."""
    between: Data
    """What :meth:`Aggregate.between` gave."""
    compared: Data
    """Of an aggregate that compares: what :meth:`Aggregate.comparison` gave, `count` and `with`."""
    higher_is_better: bool
    alike: bool
    """Whether all parts weigh the same."""

    @property
    def weighted(self) -> Sequence[tuple[float, float]]:
        """Number and weight of each part: of the children that have both."""

    @property
    def shares(self) -> Sequence[float]:
        """The weight of each part over that of all."""

    @property
    def titles(self) -> Sequence[str]:
        """The name of each part."""

    @property
    def terms(self) -> str:
        """The parts with plus between them, times their weights where these differ."""

    @property
    def total(self) -> str:
        """All weights together; where they are alike, how many there are."""

    @property
    def others(self) -> str:
        """How many other areas it was compared with."""

    @property
    def result(self) -> str:
        """The number that was made."""

    def number(self, value: float | None) -> str:
        """A number as it is read."""

    def term(self, value: float) -> str:
        """A number between signs of arithmetic: a negative one in brackets."""

    def listed(self, words: Iterable[str]) -> str:
        """Words as a list."""

    def plus(self, terms: Iterable[str]) -> str:
        """Terms with plus between them."""

    def times(self, factors: Iterable[str]) -> str:
        """Factors with times between them."""


class Tell(Protocol):
    """Numbers as a reader wants them; whoever explains hands this in."""

    def number(self, value: float | None) -> str:
        """A number."""
        ...


class Aggregate(Computed):
    """How children's numbers become one. One that compares areas is handed those of one period together."""

    kind: ClassVar[str] = "aggregate"
    key: ClassVar[str] = "aggregate"
    shared: ClassVar[tuple[str, ...]] = ("over", "weights")
    label: ClassVar[str] = "aggregate.own.label"
    """What it is called in explanations, with its parameters in braces: a text, or the key of a sentence."""
    weighs: ClassVar[bool] = False
    """Whether it looks at weights; if not, it only leaves out what weighs nothing."""
    compares: ClassVar[bool] = False
    """Whether it compares the areas of a period."""
    by_name: ClassVar[bool] = False
    """Whether it calls its children by name: then each has to have a number, and they may be of any kind."""
    keeps_inside: ClassVar[bool] = False
    """Whether its number lies between the lowest and the highest of the children."""
    takes_negatives: ClassVar[bool] = True
    """Whether numbers below 0 have a result."""

    method: str
    over: Literal["children", "leaves"] = "children"
    """Children, or each distinct leaf below once, with its own weight."""
    weights: Weights | None = None
    """A weight each, or a rule that makes them (`pca`: squared loadings of the first component); `fit` freezes it."""

    @property
    def rule(self) -> WeightRule | None:
        """The rule that makes the weights, if one does."""
        return self.weights if isinstance(self.weights, WeightRule) else None

    @property
    def written(self) -> Mapping[str, float] | None:
        """The weight of each child, if they are written with the aggregate."""
        return None if isinstance(self.weights, WeightRule) else self.weights

    @property
    def looks_at_others(self) -> bool:
        """Whether the number of an area, or a weight, is made from the children of other areas too."""
        return self.compares or self.rule is not None

    @property
    def says_kind(self) -> Literal["score", "value"] | None:
        """What its number is, where the aggregate itself says so; None: what its children are."""
        return None

    @classmethod
    def made_by(cls, word: str, parameters: Data, tell: Tell) -> str:
        """How a branch is made, in a few words: by the aggregate of a word, with its parameters and whose weights."""
        shown = {key: tell.number(value) if isinstance(value, float) else value for key, value in parameters.items()}
        name = say("explain.the_formula", formula=word) if cls.by_name else spoken(cls.label, **shown)
        over = say("explain.over_leaves") if parameters.get("over") == "leaves" else ""
        return say("explain.joined", parts=[name, over, cls._weighed_by(parameters)])

    @staticmethod
    def _weighed_by(parameters: Data) -> str:
        if "weights" not in parameters:
            return ""
        if "areas" not in parameters:
            return say("explain.weights_kept")
        trouble, count = parameters.get("trouble"), say("explain.areas", n=parameters["areas"])
        alike = say("explain.all_weigh_the_same", trouble=trouble) if trouble else ""
        return say("explain.weights_by", label=WeightRule.made_by(parameters["weights"]), areas=count, alike=alike)

    def make(self, across: CasesByChildren, weights: PerChild | CasesByChildren | None, about: About) -> PerCase:
        """Return a number for each case; NaN where there is none. Gaps are NaN; no weights: all are alike."""
        made: PerCase = self.kernel()(across, weights=weights, **self.parameters)
        return made

    def frozen(self, weights: Mapping[str, float]) -> Self:
        """The same with the weights that its rule made."""
        return self.model_copy(update={"weights": dict(weights)})

    def faults(self, branch: str, parts: Sequence[str]) -> Iterator[Fault]:
        """What is wrong with it for the children, or leaves, of a branch."""
        yield from ()

    def contribution(self, share: float, number: float) -> float | None:
        """What a child of this share of the weights adds; None where the result is not made of summands."""
        return None

    def between(self, numbers: PerChild, weights: PerChild) -> dict[str, float]:
        """Numbers on the way to that of one case, for its sentence."""
        return {}

    def comparison(
        self, across: CasesByChildren, weights: PerChild | CasesByChildren | None, about: About
    ) -> tuple[Data, Sequence[Data]]:
        """Of one that compares: how the first case stands, and what there is to say of each of the others."""
        return {}, [{} for _ in across[1:]]

    @classmethod
    def line(cls, told: Told) -> str:
        """The arithmetic of one case in a line, up to the sign of equality."""
        return say("aggregate.of", numbers=[told.number(number) for number, _ in told.weighted])

    @classmethod
    def comparison_lines(cls, told: Told) -> Iterator[str]:
        """Of one that compares: how the number came about."""
        yield say("aggregate.compared", others=told.others, result=told.result)

    @model_validator(mode="after")
    def _weights_weigh(self) -> Self:
        if self.written is not None:
            check_weights(self.written, say("model.all_weights_nothing"), "weights")
        return self
