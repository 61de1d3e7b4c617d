"""Readings of a path: a growth, a pace or a slope between observations of different years.

The same readings serve trends and methodologies whose score *is* a trend. A path reads the observations themselves,
never what another reading carried forward.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Protocol

from pydantic import AfterValidator, Field

from sdg_standard.methodology.readings.base import COMMITMENT, Clip, Reading, Seen, Taken
from sdg_standard.methodology.readings.words import Data, Tell
from sdg_standard.methodology.steps.edges import edge_text, is_formula
from sdg_standard.model.codes import METHOD_PARAMETER
from sdg_standard.source import Number, Text, Whole, refuse
from sdg_standard.words import say

if TYPE_CHECKING:
    from sdg_standard.methods.arrays import Bools, Floats
    from sdg_standard.model.period import Period


def _year(key: str, form: str, cure: str) -> AfterValidator:
    """Refuse what is no year, and say what to write; ``cure`` is the key of that sentence."""
    pattern = re.compile(form)

    def check(year: Any) -> Any:
        if year is not None and not pattern.fullmatch(str(year)):
            shown = say("quoted", text=year) if isinstance(year, str) else year
            refuse(METHOD_PARAMETER, say("model.no_year", key=key, year=shown), say(cure))
        return year

    return AfterValidator(check)


FirstYear = Annotated[
    Whole | Text,
    _year(
        "from",
        "first|[1-9][0-9]{3}|-[1-9][0-9]{0,2}",
        "model.write_first_year",
    ),
]
LastYear = Annotated[Whole | Text, _year("to", "latest|[1-9][0-9]{3}", "model.write_last_year")]
TargetYear = Annotated[Whole | None, _year("year", "[1-9][0-9]{3}", "model.write_target_year")]


class Ends(Protocol):
    """Base and end value of each case, with their places in time in years; NaN where there are not two."""

    base: Floats
    end: Floats
    base_time: Floats
    end_time: Floats

    @property
    def two_years(self) -> Bools:
        """Where base and end lie in different years."""
        ...


class Window(Protocol):
    """The observations that a case may use, observations × areas, with their places in time."""

    @property
    def times(self) -> Floats:
        """Places in time."""
        ...

    @property
    def numbers(self) -> Floats:
        """Values; NaN outside the window."""
        ...

    @property
    def ends(self) -> Ends:
        """The two of them that it begins and ends with."""
        ...


class Aim(Protocol):
    """What a path is to reach, on the scale that it is read on: for all cases or each."""

    @property
    def numbers(self) -> Mapping[str, Floats]:
        """The numbers that the reading asks for, by parameter."""
        ...

    @property
    def target(self) -> Floats:
        """The target; NaN where the reading has none."""
        ...

    @property
    def horizon(self) -> Any:
        """The last day of the target year as a place in time."""
        ...

    @property
    def sign(self) -> Any:
        """Whether more is better (1) or less (-1); 0 where a certain value is best."""
        ...


class PathReading(Reading):
    """A change between two years."""

    of: Literal["value", "score"] | None = None
    """The value, or the score of the main leaf; without it the value."""
    clip: Clip | None = None
    """Of a score: which ends hold; without it none."""
    from_: FirstYear = Field(default="first", alias="from")
    """First year, or `-5`: that many years before the end value."""
    to: LastYear = "latest"
    """Last year, or `latest`: the latest up to the scored period."""
    base: Literal["first_in_window"] = "first_in_window"
    """Which value is the base."""
    else_: Literal["last_before"] | None = Field(default=None, alias="else")
    """An earlier base where the window has one value."""
    reached: Number | None = None
    """The number where the target is met already."""
    target_met_within: Number = Field(default=0.0, ge=0)
    """How near counts as met, a share of the target."""
    lost: Number = -1.0
    """The number where nothing was required and the target is lost."""

    is_path: ClassVar[bool] = True
    may_require_nothing: ClassVar[bool] = True
    """Whether a target that is not the base may still have required nothing."""
    towards: ClassVar[bool] = False
    """Whether it is a way towards a target."""

    @property
    def model_name(self) -> str | None:
        """The model by which it works; None where it knows only one."""
        return None

    @property
    def years(self) -> Mapping[str, Any]:
        """First and last year."""
        return {"from": self.from_, "to": self.to}

    @property
    def reads_scores(self) -> bool:
        """Where it says so."""
        return self.of == "score"

    @property
    def read_as(self) -> str | None:
        """What it says."""
        return self.of

    @property
    def clip_of_scores(self) -> Clip | None:
        """What it says."""
        return self.clip

    @property
    def reached_number(self) -> float | None:
        """What it says."""
        return self.reached

    def sign(self, of_series: int) -> int:
        """Of a growth or pace more is better."""
        return 1

    def unit(self, of_series: str | None) -> str | None:
        """A growth or pace has none."""
        return None

    def take(self, seen: Seen, scored: Period) -> Taken:
        """A path is not taken period by period."""
        raise TypeError(f"{self.method} reads a path")

    @abstractmethod
    def number(self, window: Window, aim: Aim) -> Floats:
        """The number of each case, also where there are not two years: these have none, whatever stands here."""

    def interval(self, window: Window, aim: Aim, low: Floats, high: Floats) -> tuple[Floats, Floats] | None:
        """Between which numbers that of each case lies where its observations lie between others, observations ×
        areas; None where there is no closed form for it, NaN of a case for which there is none.
        """
        return None

    def arrival(self, window: Window, aim: Aim, low: Floats, high: Floats) -> tuple[Floats, Floats, Floats] | None:
        """When the target is reached at the pace so far, and between which times; None where nothing is to be
        reached, infinite where that is never.
        """
        return None

    def put_in(self, window: Window, aim: Aim) -> dict[str, Any]:
        """The numbers that stand between the observations and the number, by name; for explanations."""
        return {}

    def facts(self, window: Window, aim: Aim) -> Data:
        """What the reading says, with its defaults; for explanations."""
        return {}

    def told(self, window: Window, aim: Aim) -> Data:
        """What all readings of a path say of themselves, and what this one does; for explanations."""
        data: Data = {"from": self.from_, "to": self.to}
        if self.reached is not None:
            data["reached_number"] = self.reached
        if "target_met_within" in self.model_fields_set:
            data["met_within"] = self.target_met_within
        return data | ({"lost": self.lost} if self.towards else {}) | self.facts(window, aim)

    @property
    def target_from(self) -> str:
        """Where the target comes from; of a point it is said by whoever knows the points."""
        target = self.asked.get("target")
        if target == COMMITMENT:
            return say("path.adopted")
        if is_formula(target):
            return say("origin.worked_out", formula=edge_text(target))
        return target if isinstance(target, str) else say("origin.given")

    def sentence(self, data: Data, tell: Tell) -> str:
        """How the number follows from the numbers put in; with a full stop where it is said in the sentence."""
        return str(self.method).replace("_", " ")

    def why_not(self, data: Data, tell: Tell) -> str:
        """Why there is no number although there are two years and whatever it asks for; empty if it is not known."""
        return ""

    @property
    def _common(self) -> dict[str, Any]:
        return {"reached": self.reached, "met_within": self.target_met_within, "lost": self.lost}


def at_ends(window: Window, numbers: Floats) -> tuple[Floats, Floats]:
    """Of numbers that stand beside observations, observations × areas, those at the base and at the end value."""
    import numpy as np

    times, ends = window.times[:, None], window.ends

    def at(time: Floats) -> Floats:
        here = (times == time) & ~np.isnan(window.numbers)
        return np.where(here.any(axis=0), np.where(here, numbers, 0.0).sum(axis=0), np.nan)

    return at(ends.base_time), at(ends.end_time)


def as_path(read: Reading | None) -> PathReading:
    """The reading where it reads a path. Raises TypeError where it does not, which plans refuse."""
    if not isinstance(read, PathReading):
        raise TypeError(f"{getattr(read, 'method', None)} reads no path")
    return read
