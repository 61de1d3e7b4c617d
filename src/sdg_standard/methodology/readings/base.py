"""What every reading of a leaf is: which observations it may see, what it takes of them, and how it is spoken of."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Protocol, Self

from pydantic import Field, model_validator

from sdg_standard.methodology.owners import refuse_foreign
from sdg_standard.methodology.registry import Method, methods_of
from sdg_standard.methodology.steps import Step
from sdg_standard.model.parts import Gap
from sdg_standard.source import Code, Number, Seq, Strict

if TYPE_CHECKING:
    from sdg_standard.methods.arrays import Bools, Floats
    from sdg_standard.methods.observed import Codes, Layer
    from sdg_standard.model.period import Period

COMMITMENT = "commitment"
"""What stands for the target that a municipality has adopted itself."""
Clip = Literal["both", "top", "bottom", "none"]


class Accept(Strict):
    """Which observations are read."""

    status: Annotated[Seq[Code], Field(min_length=1)] | None = None
    """Observation statuses."""
    verification: Annotated[Seq[Code], Field(min_length=1)] | None = None
    """Verification states."""


class Seen(Protocol):
    """The observations that a reading may see: of each period a layer, leaves × areas."""

    @property
    def periods(self) -> Sequence[Period]:
        """The periods of observation."""
        ...

    @property
    def shape(self) -> tuple[int, int]:
        """How many leaves and areas there are."""
        ...

    def layers(self, places: Iterable[int]) -> Iterator[Layer]:
        """The observations of some periods, one after the other."""
        ...


@dataclass(frozen=True)
class Taken:
    """What a reading took for one scored period: leaves × areas.

    ``places`` says from which of the periods of observation, by the part that each plays; -1: from none. ``several``
    says where two observations contradict each other, one array for each that came second.
    """

    numbers: Floats
    reasons: Codes
    places: Mapping[str, Any] = field(default_factory=dict)
    several: tuple[Bools, ...] = ()


class Reading(Method):
    """How one value for an area and a period is had from the observations: what all readings have."""

    kind: ClassVar[str] = "reading"

    method: str | None
    series: Code | None = None
    """Read another series."""
    gap: Gap | None = None
    """Read how far the groups of a breakdown are apart, and not the total: `{by: sex, as: ratio}`."""
    per: Code | None = None
    """Divide by a series, a common input or an area attribute."""
    times: Number = 1.0
    """Multiply by a number."""
    accept: Accept | None = None
    """Which observations are read; without it all but forecasts and withheld values."""
    before: Seq[Step] = ()
    """Transformations of each observation before it is read."""

    asks: ClassVar[tuple[str, ...]] = ()
    """Parameters that are numbers on the scale of what is read: a number, a quantity, a point or a formula."""
    line_models: ClassVar[tuple[str, ...]] = ()
    """The models by which all observations of a path count, and not only the first and the last."""
    is_path: ClassVar[bool] = False
    """Whether it reads a change between observations of different years, as trends do."""
    looks_beyond: ClassVar[bool] = True
    """Whether it looks beyond the observations of the scored period itself."""

    @model_validator(mode="before")
    @classmethod
    def _parameters_belong_to_the_method(cls, data: Any) -> Any:
        refuse_foreign(cls, data, methods_of(cls.kind), cls.kind)
        return data

    # what it asks for

    @property
    def asked(self) -> Mapping[str, Any]:
        """The numbers that the reading needs, by parameter; each a number, a quantity, a point or a formula.

        The target that a municipality has adopted itself is there as `COMMITMENT`.
        """
        named = {name: getattr(self, name) for name in self.asks}
        return {name: edge for name, edge in named.items() if edge is not None}

    @property
    def points_asked(self) -> Mapping[str, Any]:
        """What it asks for without the target that an area has adopted itself, which is no point of a methodology."""
        return {name: edge for name, edge in self.asked.items() if not (name == "target" and edge == COMMITMENT)}

    @property
    def adopted(self) -> bool:
        """Whether its target is the one that an area has adopted itself."""
        return self.asked.get("target") == COMMITMENT

    @property
    def target_year(self) -> int | None:
        """The year by which a target is to be reached; None where it says none."""
        return None

    @property
    def absent(self) -> tuple[str, ...]:
        """The parameters that it cannot do without and that no rule names."""
        return ()

    @property
    def years(self) -> Mapping[str, Any]:
        """The years that it names: `from`, and those that have to lie behind it."""
        return {}

    # what it reads, and what comes of it

    @property
    def is_plain(self) -> bool:
        """Whether it takes the observation of the period as it is, neither divided, multiplied nor transformed."""
        divided = bool(self.per) or self.times != 1
        return not (self.looks_beyond or self.is_path or divided or self.before or self.gap)

    @property
    def reads_scores(self) -> bool:
        """Whether it reads the scores of the main leaf and not its values."""
        return False

    @property
    def read_as(self) -> str | None:
        """Whether it says itself that it reads values or scores; None where it does not."""
        return None

    @property
    def clip_of_scores(self) -> Clip | None:
        """Which ends hold of the scores that it reads; None where it does not say."""
        return None

    @property
    def reached_number(self) -> float | None:
        """The number of what has reached its target; None where that counts for nothing."""
        return None

    def sign(self, of_series: int) -> int:
        """Whether more is better (1) or less (-1) of what it gives, where ``of_series`` says it of the series."""
        return of_series

    def unit(self, of_series: str | None) -> str | None:
        """The unit of what it gives before it is divided."""
        return of_series

    def only(self, periods: Sequence[Period], scored: Period) -> int | None:
        """The one period of observation that it takes as it is, so that nothing has to be copied; else None."""
        return None

    @abstractmethod
    def take(self, seen: Seen, scored: Period) -> Taken:
        """Take the numbers of a scored period. Raises TypeError where it reads a path."""

    # how it is spoken of

    def said(self) -> dict[str, Any]:
        """The keys that its rule really names, by the names of the fields."""
        return {name: getattr(self, name) for name in type(self).model_fields if name in self.model_fields_set}

    def plainly(self) -> Self:
        """The same reading of another series as it is: the whole, not divided, multiplied or transformed."""
        return self.model_copy(update={"series": None, "gap": None, "per": None, "times": 1.0, "before": ()})

    def sides(self, periods: Sequence[Period], scored: Period) -> Sequence[Sequence[int]]:
        """The periods of observation to which it looks from the scored one, the nearest first, on each side."""
        return ()

    def why_nothing(self, periods: Sequence[Period], has: Sequence[bool], scored: Period) -> Mapping[str, Any]:
        """Facts that say why an observation that is there was not taken; nothing where they are not known.

        ``has`` says which of the periods of observation have a number.
        """
        return {}

    def barred(
        self, periods: Sequence[Period], has: Sequence[bool], gone: Sequence[bool], scored: Period
    ) -> dict[str, Any]:
        """The period that bars the way to an observation, since it says that the series does not apply (``gone``)."""
        for side in self.sides(periods, scored):
            speaks = [place for place in side if gone[place] or has[place]]
            if speaks and gone[speaks[0]] and any(has[place] for place in speaks):
                return {"barred": periods[speaks[0]].text}
        return {}

    def between(self, periods: Sequence[Period], scored: Period) -> Mapping[str, float]:
        """Facts about the place of the scored period among those of the observations taken; mostly none."""
        return {}


def by_day(periods: Sequence[Period]) -> list[int]:
    """The places of periods in the order of their last days; of those that end on one day the shorter is the last.

    So what comes later counts, whoever overwrites what he has found.
    """
    return sorted(range(len(periods)), key=lambda place: (periods[place].end, -periods[place].days))
