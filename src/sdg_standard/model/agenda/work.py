"""What is done and what became of it: measures, money, reports, decisions, participation, and how complete it is."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from sdg_standard.model.agenda.row import Date, Figure, Ref, Refs, Relation, Row, Words, Year, YesNo, in_sheets
from sdg_standard.source import Code, Day, Number, Seq, Text, Whole

Progress = Literal["", "not_started", "under_way", "done", "dropped"]
Status = Literal[
    "achieved", "on_track", "at_risk", "off_track", "not_achieved", "stopped", "not_measured", "not_reported"
]
CaseType = Literal["moete", "politisk", "delegert", "interpellasjon", "godkjenning", "orientering", "referat", "annet"]
"""The words of eInnsyn for kinds of cases (Digdir, ``moetesakstype``)."""
Act = Literal["sets_target", "changes_target", "adds_measure", "changes_money", "asks_report", "closes"]


class Measure(Row):
    """What the municipality does for its objectives."""

    sheet: ClassVar[str] = "measures"
    id: Code
    """Id of the measure."""
    title: Text
    """What is done."""
    objectives: Annotated[Refs, in_sheets("objectives")] = ()
    """The objectives that it serves or weakens."""
    none_because: Words = ""
    """Why it serves none: a statutory service, for instance."""
    kind: Literal["oppdrag", "drift", "investering", "klima", "rammekutt"]
    """What kind of measure it is."""
    owner: Annotated[Ref, in_sheets("bodies", known=False)] = ""
    """The body that answers for it."""
    start: Date = None
    """Its first day."""
    end: Date = None
    """Its last day."""
    status: Progress = ""
    """How far it has come."""
    date_met: Date = None
    """The day on which it was done."""
    document: Annotated[Code, in_sheets("documents")]
    """The document that states it."""
    page: Words = ""
    """Page of the document."""
    within_frame: YesNo = None
    """Whether it is done within the ordinary frame, without money of its own."""
    effect: Words = ""
    """The effect that is expected, in words or as a number of a series."""
    effect_none_because: Words = ""
    """Why no effect can be given."""
    relation: Relation = ""
    """Whether it serves its objectives (as without this field) or weakens them."""


class Money(Row):
    """Money of a measure in one year and phase."""

    sheet: ClassVar[str] = "money"
    key: ClassVar[str] = ""
    measure: Annotated[Code, in_sheets("measures")]
    """The measure."""
    year: Year
    """The year."""
    phase: Literal["proposed", "approved", "adjusted", "executed"]
    """Phase of the budget, in the words of the Fiscal Data Package."""
    amount: Number
    """The amount; cuts are negative."""
    unit: Literal["kr", "1000 kr", "mill. kr"] = "kr"
    """Unit of the amount."""
    price_year: Year | None = None
    """The year whose prices it is in; empty: the year itself."""
    kind: Literal["", "drift", "investering"] = ""
    """Operating or investment; empty: as the measure."""
    kostra_function: Annotated[str, Field(pattern=r"^([1-9][0-9]{2})?$")] = ""
    """Function of KOSTRA, three digits."""
    objective: Annotated[Ref, in_sheets("objectives")] = ""
    """The objective that this share belongs to, where a measure serves several."""
    share: Annotated[Number, Field(ge=0, le=100)] | None = None
    """Share of the measure's money that belongs to the objective, in per cent."""
    document: Annotated[Ref, in_sheets("documents")] = ""
    """The document that prints it."""
    page: Words = ""
    """Page of the document."""

    @property
    def kroner(self) -> float:
        """The amount in kroner."""
        return self.amount * {"kr": 1.0, "1000 kr": 1e3, "mill. kr": 1e6}[self.unit]


class AgendaReport(Row):
    """What a document reports about an objective, a commitment or a measure."""

    sheet: ClassVar[str] = "reports"
    id: Code
    """Id of the report."""
    about: Annotated[Code, in_sheets("objectives", "commitments", "measures")]
    """The objective, commitment or measure."""
    document: Annotated[Code, in_sheets("documents")]
    """The document that reports it."""
    period: Text
    """The period that is reported on."""
    status: Status
    """The status as printed. What was not measured and what was not reported are two things."""
    words: Words = ""
    """What is said about it."""
    value: Figure = None
    """The figure that is printed."""
    unit: Words = ""
    """Unit of the figure; empty: that of the commitment."""
    value_period: Words = ""
    """The period of the figure; empty: the period reported on."""
    source: Words = ""
    """Where the figure comes from."""
    cause: Words = ""
    """Why it deviates."""
    proposed_action: Words = ""
    """What is proposed to be done."""


class Decision(Row):
    """What a body decided, and what it changed."""

    sheet: ClassVar[str] = "decisions"
    id: Code
    """Id of the decision."""
    case: Text
    """Number of the case: ``45/24``."""
    case_type: CaseType
    """Kind of case, in the words of eInnsyn; only ``politisk`` decides by itself, ``orientering`` only informs."""
    body: Annotated[Code, in_sheets("bodies")]
    """The body that decided."""
    date: Day
    """The day of the decision."""
    title: Words = ""
    """Title of the case."""
    outcome: Literal["adopted", "adopted_changed", "noted", "postponed", "sent_back", "rejected"]
    """What the body made of the proposal."""
    acts: Seq[Act] = ()
    """What the decision does."""
    about: Annotated[Refs, in_sheets("objectives", "commitments", "measures", "documents", "priorities")] = ()
    """Objectives, commitments, measures, goals or documents that it is about."""
    report: Annotated[Ref, in_sheets("reports")] = ""
    """The report that led to it."""
    heard_by: Annotated[Refs, in_sheets("bodies")] = ()
    """Councils that were heard before, each with the day: ``ER:2024-05-12``."""
    goal_assessment: Literal["", "effect", "none_with_reason", "heading_only", "none"] = ""
    """Whether the case assesses the effect on the goals."""
    due: Date = None
    """When it is to be carried out."""
    followup: Progress = ""
    """How far it was carried out."""
    followup_date: Date = None
    """When that was reported."""
    followup_document: Annotated[Ref, in_sheets("documents")] = ""
    """Where that was reported."""


class Participation(Row):
    """One occasion on which people took part in the making of a document. Numbers of people, never names."""

    sheet: ClassVar[str] = "participation"
    id: Code
    """Id of the occasion."""
    document: Annotated[Code, in_sheets("documents")]
    """The document that it was about."""
    group: Text
    """Who took part: children, residents of a district, businesses."""
    method: Words = ""
    """How."""
    date: Day
    """When."""
    place: Words = ""
    """Where."""
    participants: Annotated[Whole, Field(ge=0)] | None = None
    """How many took part."""
    input: Words = ""
    """What was said."""
    response: Literal["", "followed", "partly", "no"] = ""
    """Whether it was followed."""
    reason: Words = ""
    """Why not."""


class Coverage(Row):
    """What one sheet is complete for, with control totals."""

    sheet: ClassVar[str] = "coverage"
    key: ClassVar[str] = ""
    about: Annotated[Code, Field(alias="sheet")]
    """The sheet that is spoken of."""
    scope: Text
    """What it is complete for: a document, a year, ``all``."""
    complete: bool
    """Whether every row of that scope was entered."""
    count: Annotated[Whole, Field(ge=0)] | None = None
    """How many rows there are in that scope; with ``complete: yes`` and 0 a declared absence."""
    sum: Figure = None
    """The printed sum of the amounts, for money."""
    year: Year | None = None
    """The year that is spoken of."""
    document: Annotated[Ref, in_sheets("documents")] = ""
    """The document that is spoken of."""
    page: Words = ""
    """Page with the printed total."""


class Confirmation(Row):
    """A level of an indicator that a person confirms, because it asks what a document says."""

    sheet: ClassVar[str] = "confirmations"
    key: ClassVar[str] = "indicator"
    indicator: Code
    """The indicator: ``implementation.plan.2``, or ``plan.2``."""
    level: Annotated[Whole, Field(ge=0, le=4)]
    """The level that is confirmed."""
    confirmed_by: Text
    """Who confirms it: a role, never the name of a person."""
    confirmed_on: Day
    """When."""
    document: Annotated[Ref, in_sheets("documents")] = ""
    """The document that proves it."""
    page: Words = ""
    """Page of the document."""
    note: Words = ""
    """What it rests on."""
