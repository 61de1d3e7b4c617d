"""The section of one objective: status and what moved, deviation and cause, money, last decision, proposed decision."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from sdg_standard.agenda.chain import Chain
from sdg_standard.agenda.checks.statuses import standing_of
from sdg_standard.agenda.following import Standing
from sdg_standard.agenda.names import title_of
from sdg_standard.model.agenda import AgendaReport, Decision, Measure, Objective
from sdg_standard.publish.council.chain import Link, links
from sdg_standard.publish.words import unit_text, with_unit
from sdg_standard.words.numbers import Numerals
from sdg_standard.words.voice import Voice

RED = ("off_track", "not_achieved", "stopped")
OPEN = ("not_measured", "not_reported")


ORDER = ("not_achieved", "stopped", "off_track", "at_risk", "on_track", "achieved", *OPEN)
"""Statuses, the worst first; what says nothing of how it goes comes last."""


@dataclass(frozen=True)
class Section:
    """What a council reads of one objective."""

    id: str
    title: str
    place: str
    status: str
    code: str
    """The code of the status, for its looks."""
    figures: tuple[str, ...]
    cause: str
    measures: tuple[str, ...]
    money: str
    last: tuple[str, ...]
    proposed: str
    links: tuple[Link, ...]
    beside: tuple[str, ...] = ()
    """What a scorecard says of its series."""


@dataclass(frozen=True)
class Speaker:
    """What a section is written with: the chain, the words and the numbers of a language."""

    chain: Chain
    say: Voice
    numerals: Numerals
    language: str
    named: Callable[[str], str]
    """What a series is called."""

    def section(self, row: Objective, beside: tuple[str, ...] = ()) -> Section:
        """The section of an objective."""
        chain, say = self.chain, self.say
        reports = self._dated(row)
        latest = _worst([each for each in reports if each.document == reports[-1].document])
        document = chain.documents.get(row.document)
        where = say("page", document=document.title if document else row.document, page=row.page) if row.page else ""
        return Section(
            id=row.id,
            title=row.title,
            place=where or (document.title if document else row.document),
            status=title_of(latest.status, self.language) if latest else say("never_reported"),
            code=latest.status if latest else "not_reported",
            figures=tuple(self._figures(reports)),
            cause=latest.cause if latest else "",
            measures=tuple(map(self._measure, chain.measures_of(row.id))),
            money=self._money(row),
            last=tuple(self._decision(each) for each in self._decisions(row)[-2:]),
            proposed=latest.proposed_action if latest else "",
            links=tuple(links(chain, row, say)),
            beside=beside,
        )

    def _dated(self, row: Objective) -> list[AgendaReport]:
        """Reports on an objective, oldest first."""
        first = date(1, 1, 1)

        def when(report: AgendaReport) -> tuple[date, str]:
            document = self.chain.documents.get(report.document)
            return (document.published or document.period_end or first) if document else first, report.period

        return sorted(self.chain.reports_on(row), key=when)

    def _figures(self, reports: list[AgendaReport]) -> list[str]:
        """The latest figure of each commitment with the one before, its target and the pace."""
        by_about: dict[str, list[Standing]] = {}
        for report in reports:
            standing = standing_of(self.chain, report)
            if standing is not None:
                by_about.setdefault(standing.commitment.id, []).append(standing)
        return [self._figure(found) for found in by_about.values()]

    def _figure(self, found: list[Standing]) -> str:
        now, before = found[-1], found[-2] if len(found) > 1 else None
        say, commitment = self.say, now.commitment
        parts = [say("figure", series=self.named(commitment.series), value=self._quantity(now.value, commitment.unit))]
        if now.period is not None:
            parts[0] = say("figure_in", figure=parts[0], period=now.period.text)
        if before is not None:
            parts.append(say("was", value=self._number(before.value)))
        if commitment.value is not None:
            wanted = self._quantity(commitment.value, commitment.unit)
            parts.append(say("target", value=wanted, period=commitment.period or "–"))
        if now.verdict is not None:
            parts.append(title_of(now.verdict, self.language))
        elif now.pace is not None:
            parts.append(title_of(now.pace, self.language))
        return "; ".join([*parts, *self._arrival(found)])

    def _arrival(self, found: list[Standing]) -> Iterator[str]:
        """When the target is reached if the figures go on so."""
        figures = [(each.period, each.value) for each in found if each.period is not None]
        then = found[-1].arrival(figures)
        if then is None:
            return
        if then.early is None or then.late is None:
            yield self.say("arrives", year=math.floor(then.time))
        else:
            yield self.say(
                "arrives_between", year=math.floor(then.time), early=math.floor(then.early), late=math.floor(then.late)
            )

    def _quantity(self, value: float, unit: str) -> str:
        """A value with its unit; a count alone."""
        return with_unit(self._number(value), unit_text(unit, self.language), self.language)

    def _number(self, value: float) -> str:
        return self.numerals.value(value)

    def _measure(self, each: Measure) -> str:
        owner = self.chain.bodies.get(each.owner)
        who = owner.name if owner else each.owner or self.say("no_owner")
        until = each.end.isoformat() if each.end else self.say("no_end")
        status = title_of(each.status, self.language) if each.status else "–"
        return self.say("measure", id=each.id, title=each.title, owner=who, end=until, status=status)

    def _money(self, row: Objective) -> str:
        """Approved and used kroner of the measures, in the latest year that has approved money."""
        rows = [money for each in self.chain.measures_of(row.id) for money in self.chain.money_of(each.id)]
        years = [money.year for money in rows if money.phase == "approved"]
        if not years:
            frame = any(each.within_frame for each in self.chain.measures_of(row.id))
            return self.say("within_frame") if frame else ""
        year = max(years)
        sums = {
            phase: math.fsum(money.kroner for money in rows if money.year == year and money.phase == phase)
            for phase in ("approved", "executed")
        }
        used = any(money.year == year and money.phase == "executed" for money in rows)
        approved, executed = (self._number(sums[phase]) for phase in ("approved", "executed"))
        key = "money_used" if used else "money"
        return self.say(key, year=str(year), approved=approved, executed=executed)

    def _decisions(self, row: Objective) -> list[Decision]:
        names = (row.id, *(each.id for each in self.chain.commitments_of(row.id)))
        return self.chain.decisions_about(*names, *(each.id for each in self.chain.measures_of(row.id)))

    def _decision(self, each: Decision) -> str:
        body = self.chain.bodies.get(each.body)
        facts = {"case": each.case, "body": body.name if body else each.body, "date": each.date.isoformat()}
        outcome = title_of(each.outcome, self.language)
        became = title_of(each.followup, self.language) if each.followup else self.say("no_followup")
        return self.say("decided", **facts, title=each.title or "–", outcome=outcome, became=became)


def _worst(reports: list[AgendaReport]) -> AgendaReport | None:
    """Of the reports of one document on one objective the one that says the worst."""
    return min(reports, key=lambda each: ORDER.index(each.status), default=None)
