"""Leaves: how a series is read, and who is scored."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import BeforeValidator, Field, model_validator

from sdg_standard.model.codes import METHOD_PARAMETER
from sdg_standard.model.conditions import Condition
from sdg_standard.model.methodology.registry import bare_word
from sdg_standard.model.methodology.rules import SayingRule
from sdg_standard.model.methodology.steps import Edge, Step
from sdg_standard.source import Code, Number, Seq, Strict, Text, Whole, refuse

ReadMethod = Literal[
    "at_period",
    "latest",
    "interpolated",
    "growth_rate",
    "growth_to_target",
    "pace_to_target",
    "expected_value",
    "slope",
]
_YEARS = {
    "from_": (
        re.compile("first|[1-9][0-9]{3}|-[1-9][0-9]{0,2}"),
        "Write a year, some years before the end value such as -5, or `first`.",
    ),
    "to": (re.compile("latest|[1-9][0-9]{3}"), "Write a year, or `latest`."),
    "year": (re.compile("[1-9][0-9]{3}"), "Write a year of four digits."),
}
"""What may stand for a year, and what to write instead of anything else."""
READ_METHODS: tuple[str, ...] = get_args(ReadMethod)
TREND_READINGS: frozenset[str] = frozenset(READ_METHODS[3:])
TARGET_READINGS: frozenset[str] = frozenset({"growth_to_target", "pace_to_target", "expected_value"})
COMMITMENT = "commitment"
"""What stands for the target that a municipality has adopted itself."""
ASKED = ("target", "limit", "replace_zero")
"""Parameters that are numbers on the scale of what is read."""
_OF_ANY_TREND = ("of", "clip", "from_", "to", "base", "else_", "reached", "target_met_within", "lost")
_BELONGS: dict[str, frozenset[str]] = {
    "max_age": frozenset({"latest"}),
    "max_gap": frozenset({"interpolated"}),
    "outside": frozenset({"interpolated"}),
    "target": TARGET_READINGS,
    "year": TARGET_READINGS,
    "limit": frozenset({"growth_rate"}),
    "exponent": frozenset({"growth_rate"}),
    "replace_zero": frozenset({"growth_to_target"}),
    "model": frozenset({"expected_value", "slope"}),
    "decay": frozenset({"expected_value"}),
    **dict.fromkeys(_OF_ANY_TREND, TREND_READINGS),
}
"""The readings that a parameter belongs to; what is not listed belongs to all."""


class Accept(Strict):
    """Which observations are read."""

    status: Annotated[Seq[Code], Field(min_length=1)] | None = None
    """Observation statuses."""
    verification: Annotated[Seq[Code], Field(min_length=1)] | None = None
    """Verification states."""


class Reading(Strict):
    """How one value for an area and a period is had from the observations.

    A rule names only some keys; a later rule replaces those it names. So all are optional here, and the defaults stand
    with the methods.
    """

    method: ReadMethod | None = None
    """Which reading; without one `at_period`, in a trend none."""
    max_age: Number | None = Field(default=None, ge=0)
    """`latest`: years between last days."""
    max_gap: Number | None = Field(default=None, ge=0)
    """`interpolated`: years between the neighbours."""
    outside: Literal["none", "nearest"] | None = None
    """`interpolated`: what holds before the first and after the last."""
    series: Code | None = None
    """Read another series."""
    per: Code | None = None
    """Divide by a series, a common input or an area attribute."""
    times: Number | None = None
    """Multiply by a number."""
    accept: Accept | None = None
    """Which observations are read."""
    before: Seq[Step] | None = None
    """Transformations of each observation before it is read."""
    of: Literal["value", "score"] | None = None
    """Trends: the value, or the score of the main leaf."""
    clip: Literal["both", "top", "bottom", "none"] | None = None
    """Trends of a score: which ends hold; without it none."""
    target: Edge | None = None
    """Trends: the point to reach, or `commitment`."""
    year: Whole | None = None
    """Trends: the year by which."""
    from_: Whole | Text | None = Field(default=None, alias="from")
    """Trends: first year, or `-5`: that many years before the end value."""
    to: Whole | Text | None = None
    """Trends: last year, or `latest`."""
    base: Literal["first_in_window"] | None = None
    """Trends: which value is the base."""
    else_: Literal["last_before"] | None = Field(default=None, alias="else")
    """Trends: an earlier base where the window has one value."""
    reached: Number | None = None
    """Trends: the number where the target is met already."""
    target_met_within: Number | None = Field(default=None, ge=0)
    """Trends: how near counts as met, a share of the target."""
    lost: Number | None = None
    """Trends: the number where nothing was required and the target is lost."""
    limit: Edge | None = None
    """`growth_rate`: a natural limit."""
    exponent: Number | None = Field(default=None, gt=0)
    """`growth_rate`: how fast growth near the limit counts more."""
    replace_zero: Edge | None = None
    """`growth_to_target`: what takes the place of 0."""
    model: Literal["growth", "linear", "weighted_linear", "latest", "theil_sen", "least_squares"] | None = None
    """`expected_value`, `slope`: the model; `latest` expects the end value itself, so the share is that gone so far."""
    decay: Number | None = Field(default=None, gt=0, le=1)
    """`weighted_linear`: weight per year before the end."""

    @property
    def asked(self) -> Mapping[str, Any]:
        """The numbers that the reading needs, by parameter; each a number, a quantity, a point or a formula.

        The target that a municipality has adopted itself is there as `COMMITMENT`.
        """
        named = {name: getattr(self, name) for name in ASKED if self.method in _BELONGS[name]}
        return {name: edge for name, edge in named.items() if edge is not None}

    @model_validator(mode="after")
    def _zero_is_replaced_by_more(self) -> Self:
        if isinstance(self.replace_zero, float) and self.replace_zero <= 0:
            text = f"`replace_zero: {self.replace_zero:g}` is not above 0, and nothing grows from there"
            refuse(METHOD_PARAMETER, text, "Write a small number, such as 0.001.", ("replace_zero",))
        return self

    @model_validator(mode="after")
    def _window_is_years(self) -> Self:
        for name, (form, cure) in _YEARS.items():
            year = getattr(self, name)
            if year is not None and not form.fullmatch(str(year)):
                shown = f'"{year}"' if isinstance(year, str) else year
                refuse(METHOD_PARAMETER, f"`{name.rstrip('_')}: {shown}` is no year", cure, (name,))
        return self

    @model_validator(mode="after")
    def _parameters_belong_to_the_method(self) -> Self:
        for name in self.model_fields_set if self.method else ():
            methods = _BELONGS.get(name)
            if methods and self.method not in methods and getattr(self, name) is not None:
                key = name.rstrip("_")
                cure = f"`{key}` belongs to {', '.join(word for word in READ_METHODS if word in methods)}."
                refuse(METHOD_PARAMETER, f'the reading "{self.method}" has no `{key}`', cure, (name,), key=True)
        return self


Read = Annotated[Reading, BeforeValidator(bare_word)]


class LeafKeys(Strict):
    """What may be said of leaves, in a rule or on a node of the tree."""

    read: Read | None = None
    """How the value is read."""
    steps: Seq[Step] | None = None
    """The steps it walks."""
    gives: Literal["score", "value"] | None = None
    """Beside `steps: []`: whether what is read is a score already, or a value taken as read; without it a score."""
    applies: Condition | None = None
    """For whom it applies."""
    scored: Condition | None = None
    """For whom it is scored."""
    rated: Condition | None = None
    """For whom it is rated."""
    weight: Number | None = Field(default=None, ge=0)
    """Its weight."""
    group_weight: Code | None = None
    """Weight of members when areas are put together."""


class LeafRule(SayingRule, LeafKeys):
    """An entry of ``leaves``."""
