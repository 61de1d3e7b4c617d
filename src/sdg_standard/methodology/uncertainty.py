"""What is uncertain, as data: errors of the evidence, and choices that might have been made otherwise.

Of a choice each other way is as likely as the next, unless it says otherwise; numbers are drawn evenly from a range.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from sdg_standard.methodology.aggregates import Aggregation
from sdg_standard.methodology.missing import MissingPolicy
from sdg_standard.methodology.rules import EVERYTHING, For, Texts
from sdg_standard.methodology.steps import Step
from sdg_standard.model.codes import METHOD_PARAMETER
from sdg_standard.model.indicator import Quantity
from sdg_standard.model.terms import Id
from sdg_standard.source import EMPTY, Code, Number, OneOf, Seq, Strict, Table, Whole, refuse
from sdg_standard.words import say

EVIDENCE = "evidence"
"""The name under which all errors of the evidence stand in a result, beside the ids of choices."""
PER_CENT = re.compile(r"^\s*([0-9]+(?:\.[0-9]+)?|\.[0-9]+)\s*%\s*$")
"""A share in per cent."""


def _share(value: object) -> object:
    """A share as a number: 0.1, or `10 %`."""
    if isinstance(value, str):
        found = PER_CENT.fullmatch(value)
        if found is None:
            refuse(METHOD_PARAMETER, say("uncertain.no_share", text=value), say("uncertain.write_share"))
        return float(found[1]) / 100
    return value


Share = Annotated[Number, Field(ge=0), BeforeValidator(_share)]
"""A share, 0.1 or `10 %`."""
ShareOfAll = Annotated[Number, Field(ge=0, le=1), BeforeValidator(_share)]
"""A share of at most all."""


class Correlated(Strict):
    """Series whose errors have something in common."""

    ids: Annotated[Texts, Field(min_length=2)]
    """The series."""
    share: ShareOfAll
    """The share of the variance of an error that is common to them, in the same area and period: their correlation."""


class Withheld(Strict):
    """What is drawn of numbers that are not known: who asks for it says that this much of them may be."""

    interval: bool = False
    """Evenly between the `low` and `high` that the evidence states of a number that it does not give."""
    cases: Annotated[Seq[Whole], Field(min_length=2, max_length=2)] | None = None
    """So many cases, at least and at most, stand behind a number that is withheld since they are few (confidentiality
    `A`, status `Q`): a whole number of them is drawn."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.cases is not None and not 0 <= self.cases[0] <= self.cases[1]:
            low, high = self.cases
            refuse(
                METHOD_PARAMETER, say("withheld.no_cases", low=low, high=high), say("withheld.write_cases"), ("cases",)
            )
        return self


class EvidenceErrors(Strict):
    """Which errors of the evidence are drawn."""

    interval: bool = True
    """`low` and `high` of the evidence, a 95 % interval; what has one has no other error."""
    rounding: bool = False
    """Half of the last digit printed, to either side."""
    small_counts: bool = False
    """Numerators of computed shares (binomial) and rates (Poisson)."""
    quality: Table[Share] = EMPTY
    """A standard deviation as a share of the value, by grade of quality."""
    correlated: Seq[Correlated] = ()
    """Series whose errors are not independent."""
    withheld: Withheld = Withheld()
    """Numbers that are not known, of which it is known between which ends they lie."""


class Choice(Strict):
    """A choice that might have been made otherwise."""

    id: Id
    """By which results name it."""
    selects: ClassVar[Literal["leaves", "branches"] | None] = None
    """What it is about, where it is about nodes."""

    @property
    @abstractmethod
    def ways(self) -> int:
        """How many other ways there are; 0 where numbers are drawn."""


class AboutNodes(Choice):
    """A choice about some nodes."""

    for_: For = Field(default=EVERYTHING, alias="for")
    """What it is about; without it all leaves, or all branches."""


class PointChoice(AboutNodes):
    """A reference point that might be another number; each series draws its own."""

    selects = "leaves"

    point: Code
    """The point."""
    spread: Share | None = None
    """Evenly around its number, this share of the distance from worst to best to either side."""
    between: Annotated[Seq[Quantity], Field(min_length=2, max_length=2)] | None = None
    """Evenly between two numbers or quantities."""
    alternatives: Annotated[Seq[Quantity] | Table[Number], Field(min_length=1)] | None = None
    """One of these, equally likely; or a mapping of numbers to how likely they are beside one another."""

    @property
    def ways(self) -> int:
        """None: it draws numbers."""
        return 0

    @model_validator(mode="after")
    def _says_how(self) -> Self:
        given = [name for name in ("spread", "between", "alternatives") if getattr(self, name) is not None]
        if len(given) != 1:
            refuse(METHOD_PARAMETER, say("uncertain.one_way_to_draw", count=len(given)), say("uncertain.write_point"))
        if isinstance(self.alternatives, Mapping):
            _check_odds(self.alternatives)
        return self


def _check_odds(odds: Mapping[str, float]) -> None:
    for name, weight in odds.items():
        if weight < 0:
            refuse(
                METHOD_PARAMETER, say("uncertain.negative_odds", name=name, weight=weight), at=("alternatives", name)
            )
    if not any(odds.values()):
        refuse(METHOD_PARAMETER, say("uncertain.no_odds"), say("uncertain.write_odds"), ("alternatives",))


class DrawnWeights(Strict):
    """How weights are drawn."""

    dirichlet: Annotated[Number, Field(gt=0)] | None = None
    """Around the weights written: the larger, the nearer (the sum of the parameters of a Dirichlet distribution)."""
    simplex: Literal[True] | None = None
    """Anywhere: all weights that add up to 1 are as likely."""
    spread: ShareOfAll | None = None
    """Each evenly around the weight written, this share of it to either side."""

    @model_validator(mode="after")
    def _says_how(self) -> Self:
        given = [name for name in ("dirichlet", "simplex", "spread") if getattr(self, name) is not None]
        if len(given) != 1:
            refuse(METHOD_PARAMETER, say("uncertain.one_way_to_draw", count=len(given)), say("uncertain.write_weights"))
        return self


def _weights(value: object) -> object:
    return {"simplex": True} if value == "simplex" else value


class WeightsChoice(AboutNodes):
    """Weights of the children of branches that might be others; each branch draws its own."""

    selects = "branches"

    weights: Annotated[DrawnWeights, BeforeValidator(_weights)]
    """How they are drawn: `{dirichlet: 100}`, `simplex` or `{spread: 20 %}`."""

    @property
    def ways(self) -> int:
        """None: it draws numbers."""
        return 0


class AggregateChoice(AboutNodes):
    """Branches that might be made by another aggregate."""

    selects = "branches"

    aggregate: Annotated[Seq[Aggregation], Field(min_length=1)]
    """One of these."""

    @property
    def ways(self) -> int:
        """As many as are listed."""
        return len(self.aggregate)


class StepsChoice(AboutNodes):
    """Leaves that might walk other steps."""

    selects = "leaves"

    steps: Annotated[Seq[Annotated[Seq[Step], Field(min_length=1)]], Field(min_length=1)]
    """One of these lists."""

    @property
    def ways(self) -> int:
        """As many as are listed."""
        return len(self.steps)


class MissingChoice(AboutNodes):
    """Branches that might treat what is missing otherwise."""

    selects = "branches"

    missing: Annotated[Seq[MissingPolicy], Field(min_length=1)]
    """One of these."""

    @property
    def ways(self) -> int:
        """As many as are listed."""
        return len(self.missing)


class DropChoice(Choice):
    """Leaves or branches one of which might be left out."""

    drop: Texts
    """Nothing, or one of these: it does not apply then."""

    @property
    def ways(self) -> int:
        """One more than are listed, since nothing may be left out."""
        return len(self.drop) + 1


class MethodologyChoice(Choice):
    """A whole methodology that might be another."""

    @model_validator(mode="before")
    @classmethod
    def _is_a_choice(cls, data: Any) -> Any:
        if isinstance(data, dict) and CHOICES.keys().isdisjoint(data):
            refuse(METHOD_PARAMETER, say("uncertain.no_choice"), say("uncertain.write_choice", kinds=list(CHOICES)))
        return data

    methodology: Annotated[Seq[Id], Field(min_length=1)]
    """This file, or one of these."""

    @property
    def ways(self) -> int:
        """One more than are listed, for this file."""
        return len(self.methodology) + 1


CHOICES: dict[str, type[Choice]] = {
    "point": PointChoice,
    "weights": WeightsChoice,
    "aggregate": AggregateChoice,
    "steps": StepsChoice,
    "missing": MissingChoice,
    "drop": DropChoice,
    "methodology": MethodologyChoice,
}
"""The kinds of choices, by the key that tells them."""
AnyChoice = Annotated[Choice, OneOf(dict, key="method", without=lambda: CHOICES)]


class UncertaintyDefinition(Strict):
    """What is uncertain."""

    evidence: EvidenceErrors = EvidenceErrors()
    """Errors of the evidence."""
    choices: Seq[AnyChoice] = ()
    """Choices that might have been made otherwise."""


class UncertaintyFile(Strict):
    """A file of its own that says what is uncertain."""

    uncertainty: UncertaintyDefinition
    """What is uncertain."""
