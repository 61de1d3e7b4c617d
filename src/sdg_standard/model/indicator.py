"""An indicator: what a definition file of a framework says, whole."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from sdg_standard._notebook import facts, panel, table
from sdg_standard.model.codes import CHECK, SERIES_KEY, STABLE_INCOMPLETE
from sdg_standard.model.overrides import Overrides
from sdg_standard.model.reference_values import Benchmark, Goalpost, Goalposts, Quantity, Range
from sdg_standard.model.series import Category, Discrimination, Input, SdgLink, Series, SeriesDefinition, check_distinct
from sdg_standard.model.terms import Confidence, Id, Status, Version
from sdg_standard.source import EMPTY, Code, Number, Seq, Strict, Table, Text, refuse
from sdg_standard.words import say

# All that a definition file is made of, wherever it is defined.
__all__ = [
    "Benchmark",
    "Category",
    "Check",
    "CommonInputRef",
    "Departure",
    "Discrimination",
    "Dispute",
    "EvidenceRules",
    "Goalpost",
    "Goalposts",
    "Indicator",
    "IndicatorExample",
    "Input",
    "InputSpec",
    "NationalData",
    "Provenance",
    "Quantity",
    "Range",
    "SdgLink",
    "Series",
    "SeriesDefinition",
    "check_distinct",
]


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

    def _repr_html_(self) -> str:
        known = {name: getattr(self, name) for name in _FACTS}
        goals = tuple(dict.fromkeys(link.codes[-1] for link in self.sdg))
        rows = (
            (name, item.title or self.title, item.kind, item.unit, item.direction, _newest(item))
            for name, item in zip(self.series_ids.values(), self.series.values(), strict=True)
        )
        series = table("", ("series", *_SERIES_FACTS), rows, of=len(self.series))
        return panel(repr(self), facts({**known, "sdg": goals, **self.classification}), series)


_FACTS = ("code", "definition", "why", "status", "version")
_SERIES_FACTS = ("title", "kind", "unit", "direction", "benchmark")
"""What a notebook shows of an indicator and of its series, by the keys of the file."""


def _newest(series: SeriesDefinition) -> Quantity | tuple[Quantity, ...] | None:
    """What its newest benchmark says, as it is written: a value, or the ends of a band."""
    found = max(series.benchmarks, key=lambda item: (not item.where, item.from_), default=None)
    return None if found is None else found.between or found.value
