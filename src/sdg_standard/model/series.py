"""A series: one reported number of an indicator, as its file says it and as the library computes with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from sdg_standard._notebook import facts, panel
from sdg_standard.model.codes import BENCHMARK_REASON, CATEGORIES, KIND_UNIT, ONE_VALUE, TARGET_WITHOUT_VALUE
from sdg_standard.model.reference_values import Benchmark, Goalposts, Range
from sdg_standard.model.terms import UNITLESS, Direction, Id, Kind, Name, Relation, Status, Version
from sdg_standard.source import EMPTY, Code, Number, Seq, Strict, Table, Text, Whole, refuse
from sdg_standard.units import keyed
from sdg_standard.words import say

_FACTS = ("definition", "kind", "unit", "direction", "formula", "limits", "expected", "indicator", "status", "version")
"""What a notebook shows of a series, by the keys of the file."""


class SdgLink(Strict):
    """Where an indicator belongs among the goals: a goal, a target or a global indicator; each implies those above."""

    goal: Whole | None = Field(default=None, ge=1, le=17)
    """Number of the goal."""
    target: Code | None = None
    """Code of the target, in quotes: "11.6"."""
    indicator: Code | None = None
    """Code of the UN's indicator, in quotes: "11.6.2"."""
    relation: Relation = "direct"
    """How closely it measures what the goal says: direct, partial or contextual."""
    source: Code | None = None
    """Key of the source that says so."""

    @model_validator(mode="after")
    def _one_of_three(self) -> Self:
        if sum(item is not None for item in (self.goal, self.target, self.indicator)) != 1:
            cure = say("model.write_goal_target_indicator")
            refuse(ONE_VALUE, say("model.link_names_goal_target"), cure)
        return self

    @property
    def codes(self) -> tuple[str, str | None]:
        """Code of the goal and of the target, if it says one: ``("11", "11.6")``."""
        parts = (self.indicator or self.target or str(self.goal)).split(".")
        return parts[0], ".".join(parts[:2]) if len(parts) > 1 else None


class Input(Strict):
    """A raw quantity that a formula needs."""

    unit: Text
    """Its unit: `count`, `inhabitants`, `m³`, `NOK` …"""
    spellings: Seq[Text] = ()
    """What else evidence may write for this unit, of this input only."""
    title: Text
    """What it is, in a few words."""
    definition: Text | None = None
    """What belongs to it and what does not."""
    adds_up: bool | None = None
    """Whether the numbers of parts make that of the whole when they are added; without it as the unit says. `false`
    for what is the same for all, such as the days of a period, and for what is a mean."""

    @property
    def understood(self) -> dict[str, str]:
        """The unit by each of its spellings, as :func:`sdg_standard.units.key_of` writes them."""
        return keyed(self.spellings, self.unit)


class Category(Strict):
    """One answer of a category: its code, the number that stands for it, and what else evidence may write."""

    code: Code
    """Short code, in quotes where YAML would read it as true or false."""
    value: Number
    """The number that values carry."""
    title: Text | None = None
    """What readers see; without it the code."""
    definition: Text | None = None
    """What has to be so for this answer, and which document proves it."""
    spellings: Seq[Code] = ()
    """Other ways evidence may write it."""


class Discrimination(Strict):
    """Whether scores tell the municipalities of a country apart; written where they do not."""

    answer: Literal["no", "little"]
    """`"no"` or `little`: how far the scores differ between municipalities."""
    why: Text
    """The reason, with the figures."""
    instead: Text | None = None
    """What would tell them apart."""


class SeriesDefinition(Strict):
    """One reported number of an indicator, as its file says it."""

    title: Text | None = None
    """What the part is called; a single series has the title of its indicator."""
    definition: Text | None = None
    """What is special about this part."""
    kind: Kind
    """What sort of number it is; units alone cannot tell a share from a ratio."""
    unit: Text | None = None
    """The unit in which values are kept."""
    spellings: Seq[Text] = ()
    """What else evidence may write for this unit, of this series only: the publisher's own words."""
    direction: Direction = "none"
    """Whether higher or lower is better, a certain value is best, or neither."""
    formula: Text | None = None
    """Arithmetic on inputs; the unit says the factor 100 or 100 000."""
    benchmarks: Seq[Benchmark] = ()
    """Values that count as achieved; the newest in force wins."""
    no_benchmark: Text | None = None
    """Why there is none."""
    goalposts: Goalposts | None = None
    """The ends of the scale of scores that the definition offers."""
    possible: Range | None = None
    """Values outside are refused. Without it the range of the kind: a share 0 to 100 %, others 0 and above."""
    plausible: Range | None = None
    """Values outside are asked about."""
    categories: Seq[Category] | Code | None = None
    """The answers of a category, or the id of a vocabulary."""
    breakdowns: Seq[Code] = ()
    """The breakdowns in which parts are expected beside the total: ids of vocabularies, `sex`, `age`."""
    min_cell: Whole | None = Field(default=None, ge=2)
    """The fewest persons or things that may stand behind a part: one of fewer, and not of none, is not published."""
    discriminates: Discrimination | None = None
    """Whether its scores tell municipalities apart; without it they do, as far as is known."""

    @model_validator(mode="after")
    def _unit_fits_kind(self) -> Self:
        if self.kind in UNITLESS and self.unit is not None:
            refuse(KIND_UNIT, say("model.series_kind_no_unit", kind=self.kind), at=("unit",))
        if self.kind not in UNITLESS and self.unit is None:
            refuse(KIND_UNIT, say("model.series_kind_needs_unit", kind=self.kind))
        return self

    @model_validator(mode="after")
    def _categories_belong_to_kind(self) -> Self:
        if (self.kind == "category") != (self.categories is not None):
            missing = self.categories is None
            text = (
                say("model.kind_category_needs_categories")
                if missing
                else say("model.kind_no_categories", kind=self.kind)
            )
            refuse(CATEGORIES, text, at=() if missing else ("categories",))
        if isinstance(self.categories, tuple):
            check_distinct(self.categories, "categories")
        return self

    @model_validator(mode="after")
    def _benchmark_or_reason(self) -> Self:
        if self.benchmarks and self.no_benchmark:
            text = say("model.series_benchmarks_no_benchmark")
            refuse(BENCHMARK_REASON, text, at=("no_benchmark",), key=True)
        if self.direction == "target_value" and not self.benchmarks:
            text = say("model.direction_target_value_says")
            refuse(TARGET_WITHOUT_VALUE, text, at=("direction",))
        return self


def check_distinct(answers: Sequence[Category], at: str) -> None:
    """Refuse answers of which evidence could not tell which is meant: they share a code, a number or a spelling."""
    taken: dict[str, int] = {}
    for index, item in enumerate(answers):
        number = () if item.value is None else (f"{item.value:g}",)
        for text in dict.fromkeys(word.casefold() for word in (item.code, *number, *item.spellings)):
            if taken.setdefault(text, index) != index:
                first = answers[taken[text]].code
                shared = (
                    say("model.share", first=first, code=item.code, text=text)
                    if first != item.code
                    else say("model.stands_twice", first=first)
                )
                cure = say("model.evidence_may_write_code")
                refuse(CATEGORIES, shared, cure, (at, index))


class Series(SeriesDefinition):
    """One reported number with its identity, all numbers in its own unit: what the library computes with."""

    id: Id
    """The id of the series."""
    indicator: Id
    """The id of the indicator it belongs to."""
    code: Code | None = None
    """Official code of the indicator."""
    key: Code
    """Its key in the indicator's file."""
    label: Text
    """The title that readers see."""
    status: Status = "draft"
    """Status of the definition."""
    version: Version = "1.0.0"
    """Version of the definition."""
    classification: Table[Code] = EMPTY
    """Where it stands in the scheme of its framework."""
    sdg: Seq[SdgLink] = ()
    """Links to the goals."""
    resolved_inputs: Table[Input] = EMPTY
    """The inputs of its formula, common ones included."""
    common_inputs: Seq[Name] = ()
    """Names of those inputs that are common."""
    limits: tuple[float, float] = (float("-inf"), float("inf"))
    """Possible values, in its unit."""
    expected: tuple[float, float] = (float("-inf"), float("inf"))
    """Plausible values, in its unit."""
    kind_spellings: Table[str] = EMPTY
    """What evidence may write for a unit of any series of this kind, each with its unit."""

    def _repr_html_(self) -> str:
        newest = self.benchmark
        aim = None if newest is None else newest.between or newest.value
        goals = tuple(dict.fromkeys(link.codes[-1] for link in self.sdg))
        answers = self.categories if isinstance(self.categories, tuple) else ()
        told = {"benchmark": aim, "sdg": goals, "categories": tuple(answer.title or answer.code for answer in answers)}
        return panel(repr(self), facts({**{name: getattr(self, name) for name in _FACTS}, **told}))

    @property
    def understood(self) -> dict[str, str]:
        """The unit by each spelling of this series or its kind, as :func:`sdg_standard.units.key_of` writes them."""
        return {**self.kind_spellings, **keyed(self.spellings, self.unit or "")}

    @property
    def framework(self) -> str:
        """The framework's id."""
        return self.id.partition(".")[0]

    @property
    def benchmark(self) -> Benchmark | None:
        """The newest benchmark, of those for all areas if there are any; None where there is none."""
        newest_first = self.benchmarks[::-1]
        return next((item for item in newest_first if not item.where), next(iter(newest_first), None))

    def benchmark_where(self, holds: Callable[[Mapping[str, Any]], bool]) -> Benchmark | None:
        """The benchmark for an area whose conditions hold: the most specific one, of these the newest."""
        fitting = [item for item in self.benchmarks if not item.where or holds(item.where)]
        return max(fitting, key=lambda item: (len(item.where), item.from_), default=None)

    @property
    def benchmarks_differ(self) -> bool:
        """Whether benchmarks depend on facts about the area."""
        return any(item.where for item in self.benchmarks)

    @property
    def sign(self) -> int:
        """1 when higher is better, -1 when lower is better, otherwise 0."""
        return {"higher_is_better": 1, "lower_is_better": -1}.get(self.direction, 0)
