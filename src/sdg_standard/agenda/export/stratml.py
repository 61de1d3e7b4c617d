"""StratML Part 2 (ANSI/AIIM 22:2017): goals, objectives, indicators with target and actual results.

An objective with parts is a Goal, its parts are Objectives; one that stands alone is both. Money, decisions, bands
beyond a description, and participation have no place there.
"""

from __future__ import annotations

from xml.etree import ElementTree

from sdg_standard.agenda.chain import Chain
from sdg_standard.agenda.checks.statuses import reports_of
from sdg_standard.agenda.export.xml import Seen, add, decimal, iso, text_of, uri, xml_id
from sdg_standard.agenda.periods import period_of
from sdg_standard.model.agenda import AgendaCommitment, Objective

NAMESPACE = "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport"
SDG = "http://metadata.un.org/sdg/"
STAGES = {"outcome": "Outcome", "output": "Output", "organisation": "Input_Processing"}


def stratml(chain: Chain) -> str:
    """Return the agenda as a Performance_Report where it has reports, otherwise a Strategic_Plan."""
    return text_of(_Writer(chain).document())


class _Writer:
    def __init__(self, chain: Chain) -> None:
        self.chain = chain
        self.ids: Seen = {}

    def document(self) -> ElementTree.Element:
        about = self.chain.agenda.about
        kind = "Performance_Report" if self.chain.reports else "Strategic_Plan"
        root = ElementTree.Element("PerformancePlanOrReport", {"xmlns": NAMESPACE, "Type": kind})
        add(root, "Name", about.title or about.municipality)
        core = add(root, "StrategicPlanCore")
        organisation = add(core, "Organization")
        add(organisation, "Name", about.municipality)
        add(organisation, "Identifier", xml_id(f"organization {about.municipality}", self.ids, "organization"))
        for row in self._tops():
            self._goal(core, row)
        self._administration(root)
        return root

    def _tops(self) -> list[Objective]:
        known = self.chain.objectives
        return [row for row in known.values() if row.parent not in known]

    def _administration(self, root: ElementTree.Element) -> None:
        plan = self.chain.in_force("samfunnsdel", "handlingsdel")
        part = add(root, "AdministrativeInformation")
        add(part, "StartDate", iso(plan.period_start if plan else None))
        add(part, "EndDate", iso(plan.period_end if plan else None))
        add(part, "PublicationDate", iso(self.chain.adopted_on(plan) if plan else None))
        if plan is not None and plan.address:
            add(part, "Source", uri(plan.address))

    def _goal(self, core: ElementTree.Element, row: Objective) -> None:
        goal = add(core, "Goal")
        self._named(goal, row)
        for each in self._below(row) or [row]:
            self._objective(goal, each, own=each is not row)

    def _below(self, row: Objective) -> list[Objective]:
        """Everything below a main objective: StratML has two levels."""
        found = []
        for each in self.chain.children.get(row.id, ()):
            found += [each, *self._below(each)]
        return found

    def _named(self, to: ElementTree.Element, row: Objective, *, own: bool = True) -> None:
        add(to, "Name", row.title)
        add(to, "Description", row.strategy)
        add(
            to,
            "Identifier",
            xml_id(row.id if own else f"{row.id} objective", self.ids, "objective" if own else "goal"),
        )
        add(to, "SequenceIndicator", row.id)
        if row.owner:
            stakeholder = add(to, "Stakeholder", StakeholderTypeType="Organization")
            body = self.chain.bodies.get(row.owner)
            add(stakeholder, "Name", body.name if body else row.owner)
            role = add(stakeholder, "Role")
            add(role, "Name", "owner")
            add(role, "RoleType", "Performer")

    def _objective(self, goal: ElementTree.Element, row: Objective, *, own: bool) -> None:
        objective = add(goal, "Objective")
        self._named(objective, row, own=own)
        measures = [f"{each.id} {each.title}" for each in self.chain.measures_of(row.id)]
        if measures:
            add(objective, "OtherInformation", "; ".join(measures))
        for each in self.chain.commitments_of(row.id):
            self._indicator(objective, row, each)

    def _indicator(self, objective: ElementTree.Element, row: Objective, each: AgendaCommitment) -> None:
        stage = {"ValueChainStage": STAGES[row.kind]} if row.kind else {}
        part = add(objective, "PerformanceIndicator", PerformanceIndicatorType="Quantitative", **stage)
        add(part, "SequenceIndicator", each.id)
        add(part, "MeasurementDimension", each.series)
        add(part, "UnitOfMeasurement", each.unit)
        add(part, "Identifier", xml_id(each.id, self.ids, "commitment"))
        for code in row.un_targets:
            relation = add(part, "Relationship", RelationshipType="Narrower_Than")
            add(relation, "ReferentIdentifier", f"{SDG}{code}")
        self._results(part, each)

    def _results(self, part: ElementTree.Element, each: AgendaCommitment) -> None:
        instance = add(part, "MeasurementInstance")
        target = add(instance, "TargetResult")
        self._times(target, each.baseline_period, each.period)
        if each.value is not None:
            add(target, "NumberOfUnits", decimal(each.value))
        if each.bands is not None:
            add(target, "Description", each.bands.printed())
        for report in reports_of(self.chain, each):
            actual = add(instance, "ActualResult")
            self._times(actual, "", report.value_period or report.period)
            if report.value is not None:
                add(actual, "NumberOfUnits", decimal(report.value))
            descriptor = add(actual, "Descriptor")
            add(descriptor, "DescriptorName", "status")
            add(descriptor, "DescriptorValue", report.status)
            if report.words or report.cause:
                add(actual, "Description", "; ".join(filter(None, (report.words, report.cause))))

    def _times(self, to: ElementTree.Element, start: str, end: str) -> None:
        first, last = period_of(start), period_of(end)
        begin = first.end if first is not None else last.start if last is not None else None
        add(to, "StartDate", iso(begin))
        add(to, "EndDate", iso(last.end if last is not None else None))
