"""What a municipality has resolved: bodies, terms, documents, objectives, priorities and commitments."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, InstanceOf, WithJsonSchema

from sdg_standard.model.agenda.bands import Bands, bands_of
from sdg_standard.model.agenda.row import Date, Figure, Ref, Refs, Row, Words, in_sheets
from sdg_standard.source import Code, Day, Seq, Text, Whole

BodyKind = Literal[
    "council",
    "executive",
    "committee",
    "statutory_council_elderly",
    "statutory_council_disabled",
    "statutory_council_youth",
    "audit_committee",
    "unit",
    "company",
]
STATUTORY: tuple[str, ...] = ("statutory_council_elderly", "statutory_council_disabled", "statutory_council_youth")
"""The three councils that kommuneloven § 5-12 asks for."""
Role = Literal[
    "planstrategi",
    "planprogram",
    "samfunnsdel",
    "arealdel",
    "handlingsdel",
    "okonomiplan",
    "budsjett",
    "klimabudsjett",
    "temaplan",
    "tertialrapport",
    "arsberetning",
    "arsrapport",
    "barekraftsrapport",
    "merknadsoversikt",
    "delegering",
    "verifikasjon",
    "revisjon",
]


def _bands(given: Any) -> Any:
    return bands_of(given) if given not in (None, "") else None


BandsGiven = Annotated[
    InstanceOf[Bands] | None, BeforeValidator(_bands), WithJsonSchema({"type": ["string", "object"]})
]


class Body(Row):
    """An elected body, a statutory council, a unit of the administration or a company."""

    sheet: ClassVar[str] = "bodies"
    id: Code
    """Id of the body."""
    name: Text
    """Its name. Bodies and units are named, persons never."""
    kind: BodyKind
    """What kind of body it is."""
    parent: Annotated[Ref, in_sheets("bodies")] = ""
    """The body above it."""
    from_: Annotated[Date, Field(alias="from")] = None
    """First day of its existence."""
    to: Date = None
    """Last day of its existence."""
    mandate: Annotated[Ref, in_sheets("documents")] = ""
    """The document that gives it its task."""


class Term(Row):
    """A term of the council: from its constitution to the next."""

    sheet: ClassVar[str] = "terms"
    id: Code
    """Id of the term."""
    start: Day
    """The day on which the council was constituted."""
    end: Date = None
    """Its last day."""


class AgendaDocument(Row):
    """A plan, budget or report, known by its roles and not by its title."""

    sheet: ClassVar[str] = "documents"
    id: Code
    """Id of the document."""
    roles: Seq[Role]
    """What the document is in the planning system; one document may have several roles."""
    title: Text
    """Its title."""
    period_start: Date = None
    """First day that it holds for."""
    period_end: Date = None
    """Last day that it holds for."""
    published: Date = None
    """The day on which the proposal was laid open to the public."""
    decision: Annotated[Ref, in_sheets("decisions")] = ""
    """The decision by which it was adopted: its id or its case number."""
    address: Words = ""
    """Where it is published."""
    retrieved: Date = None
    """When it was fetched from there."""
    sha256: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""
    """SHA-256 of the file that was read."""
    replaces: Annotated[Refs, in_sheets("documents", known=False)] = ()
    """Documents that it replaces."""
    language: Words = ""
    """Language of the document."""


class Objective(Row):
    """An objective as a document states it, at the level at which the document states it."""

    sheet: ClassVar[str] = "objectives"
    id: Code
    """Id of the objective."""
    title: Text
    """Its wording."""
    document: Annotated[Code, in_sheets("documents")]
    """The document that states it."""
    page: Words = ""
    """Page of the document."""
    parent: Annotated[Ref, in_sheets("objectives")] = ""
    """The objective that it is a part of."""
    kind: Literal["", "outcome", "output", "organisation"] = ""
    """Whether it speaks of the state of the municipality, of a service, or of the organisation."""
    un_targets: Refs = ()
    """UN targets that it serves, by code: ``11.6``."""
    owner: Annotated[Ref, in_sheets("bodies", known=False)] = ""
    """The body that answers for it."""
    strategy: Words = ""
    """The way towards it, in the words of the document."""
    from_: Annotated[Date, Field(alias="from")] = None
    """First day on which it was in force; empty: that of its document."""
    to: Date = None
    """Last day on which it was in force."""
    replaces: Annotated[Refs, in_sheets("objectives", known=False)] = ()
    """Earlier objectives that it continues."""
    ended: Date = None
    """The day on which it was given up or closed."""
    ended_reason: Words = ""
    """Why."""
    ended_decision: Annotated[Ref, in_sheets("decisions")] = ""
    """The decision that closed it."""


class Priority(Row):
    """What the municipality has done with one of the 17 goals."""

    sheet: ClassVar[str] = "priorities"
    key: ClassVar[str] = "goal"
    goal: Annotated[Whole, Field(ge=1, le=17)]
    """Number of the goal."""
    status: Literal["prioritised", "considered", "deselected"]
    """Whether it was chosen, looked at, or put aside."""
    reason: Words = ""
    """Why, in writing."""
    fact: Words = ""
    """The local fact behind it: a series, or a sentence."""
    decision: Annotated[Ref, in_sheets("decisions")] = ""
    """The decision by which it was adopted."""


class AgendaCommitment(Row):
    """What an objective is measured by and what is to be reached: baseline, target or bands."""

    sheet: ClassVar[str] = "commitments"
    id: Code
    """Id of the commitment."""
    objective: Annotated[Code, in_sheets("objectives")]
    """The objective that it measures."""
    series: Code
    """A series of the standard, by id or official code, or one of the municipality's own."""
    area: Ref = ""
    """The area that it holds for, where that is not the whole municipality."""
    population: Words = ""
    """The people or cases that it holds for, where that is not all."""
    unit: Words = ""
    """Unit of its numbers; empty: that of the series."""
    baseline_value: Figure = None
    """The number that it starts from."""
    baseline_period: Words = ""
    """The period of the baseline."""
    value: Figure = None
    """The number to be reached."""
    period: Words = ""
    """The period in which it is to be reached."""
    bands: BandsGiven = None
    """Desired and accepted intervals: ``desired: 1.30-1.69; accepted: 1.00-1.29; accepted: 1.70-1.99``."""
    low: Figure = None
    """Lower end of the desired interval, where bands are written in columns."""
    high: Figure = None
    """Upper end of the desired interval."""
    accepted_low: Figure = None
    """Lower end of the accepted interval, which lies around the desired one."""
    accepted_high: Figure = None
    """Upper end of the accepted interval."""
    decimals: Annotated[Whole, Field(ge=0, le=12)] | None = None
    """Decimals with which the ends of bands are printed."""
    direction: Literal["", "higher_is_better", "lower_is_better", "target_value"] = ""
    """Which way is better; empty: that of the series."""
    decision: Annotated[Ref, in_sheets("decisions")] = ""
    """The decision by which it was adopted."""
    document: Annotated[Ref, in_sheets("documents")] = ""
    """The document that prints it."""
    page: Words = ""
    """Page of the document."""
    milestone_of: Annotated[Ref, in_sheets("commitments")] = ""
    """The commitment that it is a step towards."""
