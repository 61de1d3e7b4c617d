"""What a rule for points is: the number it gives, when it can be known, and where it comes from in words.

A rule of one's own begins with :class:`PerCase`, :class:`Fitted` or :class:`FromPoints`, has a field
``rule: Literal["a_word"]`` and a ``stated``, a ``statistic``, or ``asked_points`` and ``made_of``; everything else has
a default. It is known at one of three times: before any case is seen
(:meth:`PointSource.known`), for each case (:meth:`PointSource.stated`), or at the step that asks for it, of the values
of a reference set or of other points, on the scale on which the step finds them.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Protocol

from pydantic import Field

from sdg_standard.methodology.reference import Reference
from sdg_standard.methodology.registry import Method, methods_of
from sdg_standard.model.indicator import Quantity, Series
from sdg_standard.model.terms import Basis
from sdg_standard.source import Code, Number, OneOf, Text, Whole
from sdg_standard.words import say

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sdg_standard.methods.arrays import Floats

KIND = "rule for points"


@dataclass(frozen=True)
class Known:
    """The number of a point before any case is seen, in the unit of the series, and where it comes from in words."""

    value: float
    origin: str
    proposed: bool = False
    stage: int | None = None
    """Of a number that `fit` wrote: before which step it stands."""
    as_read: float | None = None
    """Of such a number: the same on the scale of the values as read."""


class Defined(Protocol):
    """What a rule may ask about a point of a series before any case is seen."""

    @property
    def point(self) -> str:
        """The name of the point."""

    @property
    def series(self) -> Series:
        """The definition of the series."""

    def in_unit(self, quantity: float | str) -> float | None:
        """A quantity in the unit of the series; None where it cannot be read, which has been said then."""


class Asks(Protocol):
    """What a rule that reads no reference set may ask about a leaf: numbers for each case, or one for all."""

    def committed(self, column: str = "") -> Floats:
        """What areas have adopted themselves: a column of their commitments; without one that of the point's name."""
        ...

    def in_force(self, *, at_period: bool) -> Floats:
        """The benchmarks of areas of its kind; ``at_period``: only those in force at the end of the period."""
        ...

    def drawn(self) -> Floats | None:
        """What an analysis of uncertainty has drawn; None where it has drawn nothing."""
        ...


class Tell(Protocol):
    """Numbers as a reader wants them; whoever explains hands this in."""

    def number(self, value: float | None) -> str:
        """A number."""
        ...

    def ordinal(self, value: float) -> str:
        """A place in an order."""
        ...


class Case(Protocol):
    """What the sentence of a rule may be made of: one area in one period."""

    @property
    def tell(self) -> Tell:
        """Numbers as a reader wants them."""

    @property
    def day(self) -> date:
        """The last day of the period."""

    @property
    def alone(self) -> bool:
        """Whether the sentence says all; otherwise another one that might hold goes before."""

    @property
    def commitment(self) -> Mapping[str, Any] | None:
        """The target that the area has adopted itself: its value, unit, year, and who adopted it when and where."""

    def company(self, reference: Reference | None) -> str:
        """Who the reference set is, with keys of the rule's own."""


class PointSource(Method):
    """Where a point comes from: what all ways have."""

    kind: ClassVar[str] = KIND
    word_key: ClassVar[str] = "rule"
    reads_reference: ClassVar[bool] = False
    """Whether it reads a reference set."""
    of_points: ClassVar[bool] = False
    """Whether it is made of other points of the same series."""
    by_case: ClassVar[bool] = False
    """Whether it may differ from area to area and period to period without being fitted."""
    is_benchmark: ClassVar[bool] = False
    """Whether a series has no benchmark where it finds nothing."""

    @property
    def at_a_step(self) -> bool:
        """Whether it is worked out at the step that asks for it, on the scale on which the step finds it."""
        return self.reads_reference or self.of_points

    @property
    def behind(self) -> PointSource | None:
        """What holds where it finds nothing."""
        return None

    @property
    def quantity(self) -> float | str | None:
        """The number or quantity, of a point that is written."""
        return None

    @property
    def cited(self) -> str | None:
        """Key of the source that it rests on."""
        return None

    # its number

    def is_known(self, series: Series) -> bool:
        """Whether it is one number, or none, before any case is seen."""
        return False

    def known(self, about: Defined) -> Known | None:
        """The number where it is known then; None where there is none."""
        return None

    def stated(self, asks: Asks) -> Floats | None:
        """The number of each case where no reference set is needed, or one for all; None where one is."""
        return None

    @property
    def asked_points(self) -> tuple[str, ...]:
        """The points that it is made of; none where they cannot be read, which is said elsewhere."""
        return ()

    def made_of(self, points: Mapping[str, Any]) -> Any:
        """The number, of the points that it is made of."""
        raise NotImplementedError

    def check(self) -> None:
        """Raise FormulaError where it cannot be read."""

    # how it is told

    @property
    def origin(self) -> str:
        """Where its number comes from in words, whatever the case."""
        return self.name.replace("_", " ")

    def sentence(self, case: Case) -> str:
        """Return where the number of a case comes from, in words."""
        return self.origin

    def facts(self, case: Case) -> Mapping[str, Any]:
        """Return what an explanation says of the number beside its origin, as data."""
        return {}


class Given(PointSource):
    """A number, with what it rests on."""

    value: Quantity
    """A number in the unit of the series, or a text with its own unit."""
    basis: Basis | None = None
    """Where it comes from."""
    source: Code | None = None
    """Key of the source."""
    status: Literal["proposed", "adopted"] | None = None
    """Whether somebody has adopted it."""
    why: Text | None = None
    """The reasoning in a sentence."""
    stage: Whole = Field(default=0, ge=0)
    """On which scale it stands: 0, as read; n, after the n-th step. Written by `fit`."""
    as_read: Number | None = None
    """The same point on the scale of the values as read, where a rating asks for it. Written by `fit`."""

    @property
    def is_frozen(self) -> bool:
        """Whether `fit` wrote it in the place of a rule."""
        return "stage" in self.model_fields_set

    @property
    def quantity(self) -> float | str | None:
        """What is written."""
        return self.value

    @property
    def cited(self) -> str | None:
        """Its source."""
        return self.source

    def is_known(self, series: Series) -> bool:
        """It is."""
        return True

    def known(self, about: Defined) -> Known | None:
        """The number; one that `fit` wrote is judged as what data gave, and comes in at the step that asked for it."""
        value = about.in_unit(self.value)
        if value is None:
            return None
        if self.is_frozen:
            as_read = value if self.as_read is None and not self.stage else self.as_read
            return Known(value, say("origin.frozen"), stage=self.stage, as_read=as_read)
        origin = say("origin.given_by_source", source=self.source) if self.source else say("origin.given")
        return Known(value, origin, self.status == "proposed")

    def stated(self, asks: Asks) -> Floats | None:
        """The number, where it has been brought into the unit of the series."""
        import numpy as np

        return np.full(1, self.value if isinstance(self.value, float | int) else np.nan, dtype=np.float64)

    def sentence(self, case: Case) -> str:
        """Where the number is from; behind a rule that may have held, the number as well."""
        origin = self.why or say("origin.given")
        return origin if case.alone else say("origin.number", number=float(self.value), origin=origin)

    def facts(self, case: Case) -> Mapping[str, Any]:
        """Whether it is only proposed."""
        return {"proposed": self.status == "proposed"}


def _bare(value: object) -> object:
    """A bare number or text is short for ``{value: …}``."""
    return {"value": value} if isinstance(value, int | float | str) and not isinstance(value, bool) else value


Point = Annotated[
    PointSource,
    OneOf(
        partial(methods_of, KIND),
        key="rule",
        short=_bare,
        looks={"type": ["number", "string"]},
        without=lambda: {"formula": FromFormula, "value": Given},
    ),
]
"""A point as a file writes it: a number, a formula, or a rule of the library or one that was registered."""


class FromRule(PointSource):
    """What all rules may carry."""

    else_: Point | None = Field(default=None, alias="else")
    """Another rule for where this one finds nothing."""

    @property
    def behind(self) -> PointSource | None:
        """What stands behind it."""
        return self.else_


class FromPoints(FromRule):
    """A rule that is made of other points of the same series."""

    of_points: ClassVar[bool] = True

    @property
    @abstractmethod
    def asked_points(self) -> tuple[str, ...]:
        """Return the names of these points."""

    @abstractmethod
    def made_of(self, points: Mapping[str, Any]) -> Any:
        """Return the number: a float, or an array as the points are."""


class FromFormula(FromPoints):
    """A point made from other points of the same series."""

    formula: Text
    """Arithmetic on names of points."""

    @property
    def name(self) -> str:
        """The formula, which no word names."""
        return self.formula

    @property
    def asked_points(self) -> tuple[str, ...]:
        """The names in the formula."""
        from sdg_standard.formula import Formula, FormulaError

        try:
            return Formula.parse(self.formula).names
        except FormulaError:
            return ()

    def check(self) -> None:
        """It can be read."""
        from sdg_standard.formula import Formula

        Formula.parse(self.formula)

    def made_of(self, points: Mapping[str, Any]) -> Any:
        """The value of the formula."""
        from sdg_standard.formula import Formula

        return Formula.parse(self.formula).evaluate(points)

    @property
    def origin(self) -> str:
        """The formula."""
        return say("origin.worked_out", formula=self.formula)


class PerCase(FromRule):
    """A rule that may differ from area to area and period to period, and reads no reference set."""

    by_case: ClassVar[bool] = True

    @abstractmethod
    def stated(self, asks: Asks) -> Floats | None:
        """Return the number of each case, or one for all; NaN where it finds nothing."""


class Fitted(FromRule):
    """A rule that reads a reference set."""

    reference: Reference | None = None
    """Its own reference set: the keys it names replace those of the file."""

    reads_reference: ClassVar[bool] = True

    @abstractmethod
    def statistic(self, numbers: Floats, sign: Floats, areas: Callable[[], NDArray[Any]]) -> Floats:
        """The number of each leaf, of leaves × cases of the reference set; ``areas`` gives whose they are.

        ``sign``: whether more is better (1) or less (-1), for each leaf.
        """

    def places(self, count: int, sign: float) -> Sequence[int] | None:
        """The places of the numbers that the statistic is made of, in ascending order from 0; None: it takes more."""
        return None

    def at_places(self, numbers: Floats, count: int, sign: float) -> float:
        """The statistic of one leaf, of ``count`` numbers those at its places."""
        raise TypeError(f"{self.name} takes more than numbers at some places")

    def of_sums(self, count: int, mean: float, squares: float) -> float | None:
        """The statistic of one leaf by the mean, and the squares around it; None: it does not follow from these."""
        return None

    def taken(self, tell: Tell) -> str:
        """What it takes from the reference set, in words."""
        return self.name.replace("_", " ")

    def sentence(self, case: Case) -> str:
        """What it takes, and of whom."""
        return say("origin.taken_of", what=self.taken(case.tell), company=case.company(self.reference))


def chain(rule: PointSource | None) -> Iterator[PointSource]:
    """A rule and what stands behind it, one ``else`` after the other."""
    while rule is not None:
        yield rule
        rule = rule.behind


def is_fitted(rule: PointSource | None) -> bool:
    """Whether a rule, or what stands behind it, is worked out at the step that asks for it."""
    return any(item.at_a_step for item in chain(rule))


def made_of_points(rule: PointSource | None) -> list[PointSource]:
    """Of a rule and what stands behind it those that are made of other points."""
    return [item for item in chain(rule) if item.of_points]
