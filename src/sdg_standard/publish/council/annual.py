"""The annual report: results against targets, money approved and used, decisions and what became of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from sdg_standard.agenda.following import Standing
from sdg_standard.agenda.reported import OPEN, Reported
from sdg_standard.model.agenda import AgendaCommitment, AgendaDocument, Decision
from sdg_standard.publish.council.objective import judgement, section
from sdg_standard.publish.council.parts import Page, Part, Table
from sdg_standard.publish.council.shared import (
    counted_part,
    head_facts,
    money_part,
    named_row,
    proposals,
    report_of,
    reported_of,
    shown,
    year_of,
)
from sdg_standard.publish.council.speaker import NOTHING, Speaker

ROLES = ("arsrapport", "arsberetning")
LINES = ("reported", "moved", "prognosis", "cause", "measures", "outcome", "proposed")
CLOSED = ("done", "dropped")
WAYS = {
    "reached": "reached",
    "desired": "on_track",
    "accepted": "on_track",
    "on_track": "on_track",
    "not_approved": "behind",
    "at_risk": "behind",
    "off_track": "behind",
    "lost": "behind",
}
"""What the figure of a commitment counts as: reached, on the way, or behind."""
Result = tuple[Reported, AgendaCommitment, Standing | None]


def annual(speaker: Speaker, about: str) -> Page:
    """Results against targets first, then money, decisions and their following up, deviations, proposals, counts."""
    say, document = speaker.say, report_of(speaker, ROLES, about)
    found = reported_of(speaker, document)
    results = [
        (each, row, each.standing(row))
        for each in found
        for row in speaker.chain.commitments_of(each.row.id)
        if not row.milestone_of
    ]
    deviations = tuple(section(speaker, each, LINES) for each in found if each.deviates)
    parts = (
        _results(speaker, found, results),
        money_part(speaker, year_of(speaker, document), speaker.chain.leaves),
        _decisions(speaker, document),
        Part(say("deviations"), "" if deviations else say("deviations_none"), sections=deviations),
        proposals(speaker, found),
        counted_part(speaker),
    )
    ways = Counter(way(standing) for *_, standing in results)
    lead = say(
        "annual_lead", n=len(results), **{name: ways[name] for name in ("reached", "on_track", "behind", "open")}
    )
    facts = (shown(speaker, document, "no_annual"), *head_facts(speaker))
    return Page(say("annual_title", municipality=speaker.municipality), lead, facts, parts)


def way(standing: Standing | None) -> str:
    """What the figure of a commitment counts as; open where there is none, or nothing to judge it by."""
    said = (standing.verdict or standing.pace) if standing is not None else None
    return WAYS[said] if said is not None else "open"


def _results(speaker: Speaker, found: Sequence[Reported], results: Sequence[Result]) -> Part:
    say = speaker.say
    rows = tuple(_result(speaker, *each) for each in results)
    bare = [each.row.id for each in found if not speaker.chain.commitments_of(each.row.id)]
    words = say("no_target", n=len(bare), names=say.listed(bare)) if bare else ""
    heads = tuple(say(name) for name in ("objective", "indicator", "base", "goal_value", "result", "judged"))
    table = Table(say("results_caption"), heads, rows) if rows else None
    return Part(say("results"), words, table=table)


def _result(speaker: Speaker, found: Reported, row: AgendaCommitment, standing: Standing | None) -> tuple[str, ...]:
    if standing is None:
        value, judged = NOTHING, _silence(speaker, found, row)
    else:
        value = speaker.dated(speaker.quantity(standing.value, row), standing.period)
        judged = judgement(speaker, standing) or speaker.say("not_judged")
    base = speaker.dated(speaker.quantity(row.baseline_value, row), row.baseline_period)
    return named_row(found.row), speaker.named(row.series), base, _wanted(speaker, row), value, judged


def _silence(speaker: Speaker, found: Reported, row: AgendaCommitment) -> str:
    """Why there is no figure: not measured, not reported, or a status without one."""
    own = [each for each in found.latest if each.about in (row.id, found.row.id)]
    if not own:
        return speaker.say("report_refused" if speaker.is_refused(found.row, found.document) else "not_in_report")
    said = own[-1].status
    return speaker.code(said) if said in OPEN else f"{speaker.code(said)}, {speaker.say('no_figure')}"


def _wanted(speaker: Speaker, row: AgendaCommitment) -> str:
    """The target, or the bands as printed."""
    if row.value is None and row.bands is not None:
        return speaker.bands(row)
    return speaker.dated(speaker.quantity(row.value, row), row.period)


def _decisions(speaker: Speaker, document: AgendaDocument | None) -> Part:
    """Decisions of the year that is reported on, and older ones that were not carried out yet."""
    say = speaker.say
    rows = tuple(_decision(speaker, each) for each in _of_the_year(speaker, document))
    if not rows:
        return Part(say("decided_part"), say("decided_none"))
    heads = tuple(say(name) for name in ("case", "body_and_day", "outcome_of_case", "concerns", "became"))
    return Part(say("decided_part"), table=Table(say("decided_caption"), heads, rows))


def _of_the_year(speaker: Speaker, document: AgendaDocument | None) -> Iterator[Decision]:
    last = (document.period_end if document is not None else None) or speaker.chain.date
    first = (document.period_start if document is not None else None) or date(last.year, 1, 1)
    for each in sorted(speaker.chain.rows("decisions"), key=lambda row: (row.date, row.id)):
        waiting = bool(each.followup) and each.followup not in CLOSED
        if first <= each.date <= last or (each.date < first and waiting):
            yield each


def _decision(speaker: Speaker, each: Decision) -> tuple[str, ...]:
    late = each.due is not None and each.due < speaker.chain.date and each.followup not in CLOSED
    became = speaker.became(each)
    if each.due is not None:
        became = speaker.say("was_due" if late else "due", became=became, day=speaker.day(each.due))
    body = f"{speaker.body(each.body)}, {speaker.day(each.date)}"
    concerns = ", ".join(each.about) or NOTHING
    return f"{each.case} {each.title}".strip(), body, speaker.code(each.outcome), concerns, became
