"""An indicator, its series and their reference values: what a definition file of a framework says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from sdg_standard.model.codes import (
    BENCHMARK_REASON,
    CATEGORIES,
    CHECK,
    KIND_UNIT,
    ONE_VALUE,
    RANGE_ORDER,
    SERIES_KEY,
    STABLE_INCOMPLETE,
    TARGET_WITHOUT_VALUE,
)
from sdg_standard.model.conditions import Where
from sdg_standard.model.overrides import Overrides
from sdg_standard.model.terms import (
    UNITLESS,
    Basis,
    Confidence,
    Direction,
    Id,
    Kind,
    Name,
    Proposal,
    Relation,
    Status,
    Version,
)
from sdg_standard.source import EMPTY, Code, Day, Number, Seq, Strict, Table, Text, Whole, refuse
from sdg_standard.units import keyed
from sdg_standard.words import say


def _quantity_tag(value: object) -> str:
    return "text" if isinstance(value, str) else "number"


Quantity = Annotated[
    Annotated[Number, Tag("number")] | Annotated[Text, Tag("text")],
    Discriminator(_quantity_tag),
]
"""A number in the unit at hand, or a text with a unit of its own: ``5`` or ``0.06 mg/m³``."""


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


class Range(Strict):
    """A range in the unit of the series; an end that is not given is open."""

    min: Quantity | None = None
    """Lower end, included."""
    max: Quantity | None = None
    """Upper end, included."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if isinstance(self.min, float) and isinstance(self.max, float) and self.min > self.max:
            refuse(RANGE_ORDER, say("model.min_above_max_2", low=f"{self.min:g}", high=f"{self.max:g}"), at=("min",))
        return self


class Benchmark(Strict):
    """The value that counts as achieved, from a date on."""

    value: Quantity | None = None
    """A number in the unit of the series, or a text with its own unit."""
    between: Seq[Quantity] | None = None
    """Instead of `value`: the two ends of a band that counts as achieved."""
    from_: Day = Field(alias="from")
    """First day on which it is in force."""
    basis: Basis
    """Where it comes from."""
    source: Code
    """Key of the source."""
    status: Proposal = "proposed"
    """Whether somebody has adopted it, or we propose it."""
    adopted_by: Text | None = None
    """Who adopted it."""
    where: Where = EMPTY
    """For which areas, by attributes of the table of areas; the most specific holds. Without it for all."""
    why: Text | None = None
    """The reasoning in a sentence."""

    @model_validator(mode="after")
    def _value_or_band(self) -> Self:
        if (self.value is None) == (self.between is None):
            refuse(ONE_VALUE, say("model.benchmark_value_band_between"))
        if self.between is not None and len(self.between) != 2:
            text = say("model.band_two_ends_here", count=len(self.between))
            refuse(ONE_VALUE, text, say("model.write_lower_upper_end"), at=("between",))
        return self


class Goalpost(Strict):
    """One end of the scale on which a series is scored."""

    value: Quantity
    """A number in the unit of the series, or a text with its own unit."""
    basis: Basis
    """Where it comes from."""
    source: Code
    """Key of the source."""
    status: Proposal = "proposed"
    """Whether somebody has adopted it, or we propose it."""
    why: Text | None = None
    """The reasoning in a sentence."""


class Goalposts(Strict):
    """The ends of the scale that the definition offers; a methodology may use them with `rule: goalpost`."""

    worst: Goalpost | None = None
    """The value that earns nothing."""
    best: Goalpost | None = None
    """The value that earns everything; where it is absent the benchmark serves."""


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


_CHECK_KEYS = {
    "than": say("model.id_other_series"),
    "with": say("model.ids_other_series"),
    "value": say("model.what_sum"),
    "share": say("model.largest_relative_change_fifth"),
    "text": say("model.question_words"),
}


class Check(Strict):
    """A question to ask about a value: in a shape that the library can test, or as text for a person."""

    rule: Literal["at_most", "at_least", "sums_to", "same_denominator", "change_within", "document"] | None = None
    """The rule; without one the text is for people."""
    than: Id | None = None
    """The other series, of `at_most` and `at_least`."""
    with_: Seq[Id] | None = Field(default=None, alias="with")
    """The other series, of `sums_to` and `same_denominator`."""
    value: Quantity | None = None
    """What the sum has to be."""
    share: Number | None = Field(default=None, gt=0)
    """The largest relative change between two periods."""
    text: Text | None = None
    """The question in words."""

    @model_validator(mode="after")
    def _has_what_it_needs(self) -> Self:
        needs = {
            "at_most": ("than",),
            "at_least": ("than",),
            "sums_to": ("with_", "value"),
            "same_denominator": ("with_",),
            "change_within": ("share",),
            "document": (),
            None: ("text",),
        }[self.rule]
        for name in needs:
            if getattr(self, name) is None:
                what = say("model.rule", rule=self.rule) if self.rule else say("model.check_without_rule")
                key = name.rstrip("_")
                refuse(
                    CHECK, say("model.needs", what=what, key=key), say("model.add", key=key, meaning=_CHECK_KEYS[key])
                )
        return self


class EvidenceRules(Strict):
    """What counts as evidence, and what to ask about it."""

    accepted: Seq[Code] = ()
    """Kinds of source that are accepted."""
    checks: Seq[Check] = ()
    """Questions to ask about the value."""


class IndicatorExample(Strict):
    """A sentence that runs: from these numbers follows that value."""

    name: Text
    """What the example shows."""
    given: Table[Quantity]
    """Inputs or values, with unit."""
    expect: Table[Quantity]
    """Value of each series, with unit, compared at the decimals written."""


class Provenance(Strict):
    """How sure we are that this is the published definition."""

    confidence: Confidence
    """`seen`, `partly-seen` or `reconstructed`; `own` for a proposal of which no other definition is published."""
    note: Text | None = None
    """What was seen where, and what was not."""


class Dispute(Strict):
    """A known ambiguity of the definition, and what we decided."""

    question: Text
    """What is unclear or contradictory."""
    decision: Text
    """What we decided, and why."""
    source: Code | None = None
    """Key of the source where it shows."""


class NationalData(Strict):
    """Where the municipalities of a country find the number, and what differs."""

    where: Text
    """Register, table or department."""
    tables: Seq[Code] = ()
    """Numbers of statistical tables."""
    differs: Text | None = None
    """What differs from the definition."""


class Departure(Strict):
    """A place where our rule differs from the published one, or fills what that leaves open."""

    from_: Text = Field(alias="from")
    """What the published definition says, or that it is silent."""
    how: Text
    """What this definition does instead."""
    why: Text
    """The reason."""
    source: Code | None = None
    """Key of the source that says what is published."""


def _common(value: object) -> object:
    """``population: common`` is short for an input that ``inputs.yaml`` defines."""
    return {"common": True} if value == "common" else value


class CommonInputRef(Strict):
    """An input that is defined once for all indicators."""

    common: Literal[True]
    """Written as the single word `common`."""


def _input_tag(value: object) -> str:
    shared = isinstance(value, CommonInputRef) or (isinstance(value, dict) and "common" in value)
    return "common" if shared else "own"


InputSpec = Annotated[
    Annotated[Input, Tag("own")] | Annotated[CommonInputRef, Tag("common")],
    Discriminator(_input_tag),
    BeforeValidator(_common),
]


class Indicator(Strict):
    """What is to be known about a municipality: definition, links to the goals, evidence rules and series."""

    id: Id
    """Framework and code in small letters: u4ssc.en.en.aq.1c."""
    code: Code | None = None
    """Official code."""
    aliases: Seq[Code] = ()
    """Other official spellings that name nothing else."""
    version: Version = "1.0.0"
    """Version of this definition."""
    status: Status = "draft"
    """Only a stable definition must have everything."""
    title: Text
    """Short name."""
    definition: Text | None = None
    """What is measured, in one to three sentences."""
    why: Text | None = None
    """Why it matters for the goals."""
    count: Text | None = None
    """What to count, for the person who collects the number."""
    do_not_count: Text | None = None
    """What not to count."""
    classification: Table[Code] = EMPTY
    """Where it stands in the scheme of its framework."""
    sdg: Seq[SdgLink] = ()
    """Links to the goals."""
    inputs: Table[InputSpec] = EMPTY
    """Raw quantities that formulas need."""
    series: Table[SeriesDefinition] = Field(min_length=1)
    """The numbers that are reported."""
    evidence: EvidenceRules = EvidenceRules()
    """What counts as evidence."""
    examples: Seq[IndicatorExample] = ()
    """Sentences that run."""
    disputes: Seq[Dispute] = ()
    """Known ambiguities."""
    national_data: Table[NationalData] = EMPTY
    """Where the number is found, by country."""
    departs: Seq[Departure] = ()
    """Where this definition differs from the published one, or fills it."""
    wanted: Text | None = None
    """What a draft lacks for `stable`, and who could give it."""
    sources: Seq[Code] = ()
    """Keys of sources."""
    provenance: Provenance | None = None
    """How sure we are of the published definition."""
    overrides: Overrides | None = None
    """Why this file replaces a definition of the edition that the folder extends, or which one it changes and why."""

    @model_validator(mode="after")
    def _series_keys(self) -> Self:
        for key in self.series:
            if not key.replace("_", "").isalnum() or not key.isascii() or key != key.lower():
                refuse(SERIES_KEY, say("model.no_key_series", key=key), at=("series", key), key=True)
        if len(self.series) == 1 and "value" not in self.series:
            key = next(iter(self.series))
            refuse(SERIES_KEY, say("model.single_series_key_value", key=key), at=("series", key), key=True)
        return self

    @model_validator(mode="after")
    def _stable_is_complete(self) -> Self:
        if self.status == "stable":
            wanted = ("definition", "why", "count", "classification", "sdg", "examples", "sources", "provenance")
            missing = [name for name in wanted if not getattr(self, name)]
            if missing:
                listed = ", ".join(f"`{name}`" for name in missing)
                refuse(STABLE_INCOMPLETE, say("model.stable_definition_lacks", keys=listed), at=("status",))
            if self.wanted:
                text = say("model.stable_definition_lacks_nothing")
                refuse(STABLE_INCOMPLETE, text, say("model.remove_wanted_write_status"), at=("wanted",), key=True)
        return self

    @property
    def framework(self) -> str:
        """The framework's id: the first part of the id."""
        return self.id.partition(".")[0]

    @property
    def series_ids(self) -> dict[str, str]:
        """Id of each series by its key: the indicator's own id for the key ``value`` of a single series."""
        if len(self.series) == 1:
            return {"value": self.id}
        return {key: f"{self.id}.{key}" for key in self.series}


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
