"""The section of one objective: the lines that a form asks for, each made of what the agenda says."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from sdg_standard.agenda.following import Standing, place_in_time
from sdg_standard.agenda.periods import period_of
from sdg_standard.agenda.reported import Reported
from sdg_standard.model.agenda import Decision, Measure
from sdg_standard.publish.council.chain import links
from sdg_standard.publish.council.parts import Section
from sdg_standard.publish.council.speaker import NOTHING, Speaker

LAST = 2
"""How many decisions stand where the last ones are asked for."""


def section(speaker: Speaker, found: Reported, lines: Sequence[str]) -> Section:
    """The section of an objective with the lines that are asked for; those that have nothing to say are left out."""
    row, say = found.row, speaker.say
    made = ((say(f"line.{name}"), tuple(LINES[name](speaker, found))) for name in lines)
    return Section(
        id=row.id,
        title=row.title,
        place=speaker.place(row),
        code=found.status,
        links=tuple(links(speaker.chain, row, say)),
        lines=tuple((label, texts) for label, texts in made if texts),
    )


def status(speaker: Speaker, found: Reported) -> str:
    """The status of an objective, or that nothing is reported on it."""
    if found.now is None and speaker.is_refused(found.row, found.document):
        return speaker.say("report_refused")
    if found.now is None:
        return speaker.say("not_in_report" if found.document else "never_reported")
    return speaker.code(found.now.status)


def _status(speaker: Speaker, found: Reported) -> Iterator[str]:
    yield status(speaker, found)
    yield from figures(speaker, found)


def _reported(speaker: Speaker, found: Reported) -> Iterator[str]:
    """Status and figures, where the prognosis has a line of its own."""
    yield status(speaker, found)
    yield from ("; ".join(_figure(speaker, each)) for each in found.figures)


def _moved(speaker: Speaker, found: Reported) -> Iterator[str]:
    """The status of the report before, and which way it moved."""
    if found.before is None:
        return
    facts = {"before": speaker.code(found.before.status), "report": speaker.document(found.before.document)}
    yield speaker.say(f"moved.{found.moved}", **facts)


def figures(speaker: Speaker, found: Reported) -> Iterator[str]:
    """The latest figure of each commitment with the one before, its target and the pace."""
    return ("; ".join([*_figure(speaker, each), *_arrival(speaker, each)]) for each in found.figures)


def _figure(speaker: Speaker, found: Sequence[Standing]) -> list[str]:
    now, before = found[-1], found[-2] if len(found) > 1 else None
    say, commitment = speaker.say, now.commitment
    value = speaker.quantity(now.value, commitment)
    parts = [say("figure", series=speaker.named(commitment.series), value=value)]
    if now.period is not None:
        parts[0] = say("figure_in", figure=parts[0], period=speaker.period(now.period))
    if before is not None:
        parts.append(say("was", value=speaker.quantity(before.value, commitment)))
    if commitment.value is not None:
        wanted = speaker.quantity(commitment.value, commitment)
        parts.append(say("target", value=wanted, period=speaker.period(commitment.period) or NOTHING))
    return [*parts, judged] if (judged := judgement(speaker, now)) else parts


def judgement(speaker: Speaker, standing: Standing) -> str:
    """The band of a figure, otherwise its pace; empty where there is neither."""
    return speaker.code(said) if (said := standing.verdict or standing.pace) else ""


def _arrival(speaker: Speaker, found: Sequence[Standing]) -> Iterator[str]:
    """When the target is reached if the figures go on so."""
    figures = [(each.period, each.value) for each in found if each.period is not None]
    then = found[-1].arrival(figures)
    if then is None:
        return
    if then.early is None or then.late is None:
        yield speaker.say("arrives", year=math.floor(then.time))
    else:
        early, late = math.floor(then.early), math.floor(then.late)
        yield speaker.say("arrives_between", year=math.floor(then.time), early=early, late=late)


def _prognosis(speaker: Speaker, found: Reported) -> Iterator[str]:
    """What the figures come to if they go on so, against the year in which the target is due."""
    for each in found.figures:
        standing = each[-1]
        name = speaker.named(standing.commitment.series)
        yield speaker.say("forecast", series=name, what=_forecast(speaker, each))
    if not found.figures:
        yield speaker.say("forecast_none")


def _forecast(speaker: Speaker, found: Sequence[Standing]) -> str:
    standing, say = found[-1], speaker.say
    commitment, due = standing.commitment, period_of(standing.commitment.period)
    if standing.pace == "reached":
        return say("forecast_reached")
    if standing.required is None or standing.observed is None or due is None:
        return say("forecast_none")
    needed, seen = (speaker.numerals.signed(each) for each in (standing.required, standing.observed))
    facts = {"needed": needed, "seen": seen, "due": speaker.period(commitment.period)}
    if standing.required * standing.observed <= 0:
        return say("forecast_away", **facts)
    arrived = standing.arrival([(each.period, each.value) for each in found if each.period is not None])
    if arrived is None:
        return say("forecast_late", **facts)
    in_time = arrived.time <= place_in_time(due.end)
    return say("forecast_in_time" if in_time else "forecast_year", year=math.floor(arrived.time), **facts)


def _cause(speaker: Speaker, found: Reported) -> Iterator[str]:
    if found.now is not None and found.now.cause:
        yield found.now.cause


def _history(speaker: Speaker, found: Reported) -> Iterator[str]:
    """Every report, oldest first: period, document, status, figure and words."""
    for each in found.reports:
        value = speaker.number(each.value) if each.value is not None else ""
        said = "; ".join(filter(None, (speaker.code(each.status), value, each.words, each.cause)))
        yield speaker.say(
            "history", period=speaker.period(each.period), document=speaker.document(each.document), said=said
        )


def _targets(speaker: Speaker, found: Reported) -> Iterator[str]:
    """Every commitment: baseline, target, bands, and the decision that adopted it."""
    for each in speaker.chain.commitments_of(found.row.id):
        base = speaker.say(
            "commitment",
            series=speaker.named(each.series),
            base=speaker.quantity(each.baseline_value, each),
            base_period=speaker.period(each.baseline_period) or NOTHING,
            value=speaker.quantity(each.value, each),
            period=speaker.period(each.period) or NOTHING,
        )
        decision = speaker.chain.decision(each.decision)
        yield "; ".join(filter(None, (base, speaker.bands(each), decision.case if decision else "")))


def _measures(speaker: Speaker, found: Reported) -> Iterator[str]:
    return (_measure(speaker, each) for each in speaker.chain.measures_of(found.row.id))


def _measure(speaker: Speaker, each: Measure) -> str:
    who = speaker.body(each.owner) if each.owner else speaker.say("no_owner")
    until = speaker.day(each.end) if each.end else speaker.say("no_end")
    return speaker.say("measure", id=each.id, title=each.title, owner=who, end=until, status=speaker.code(each.status))


def _money(speaker: Speaker, found: Reported) -> Iterator[str]:
    """Approved and used kroner of the measures, in the latest year that has approved money."""
    years = speaker.budget.years(found.row.id)
    if years:
        yield _kroner(speaker, found, max(years))
    elif any(each.within_frame for each in speaker.chain.measures_of(found.row.id)):
        yield speaker.say("within_frame")


def _budget(speaker: Speaker, found: Reported) -> Iterator[str]:
    """The kroner of every year."""
    years = speaker.budget.years(found.row.id)
    yield from (_kroner(speaker, found, year) for year in years)
    if not years and any(each.within_frame for each in speaker.chain.measures_of(found.row.id)):
        yield speaker.say("within_frame")


def _kroner(speaker: Speaker, found: Reported, year: int) -> str:
    spent = speaker.budget.of([found.row.id], year)
    used = spent.executed is not None
    approved, executed = speaker.number(spent.approved), speaker.number(spent.executed)
    said = speaker.say("money_used" if used else "money", year=str(year), approved=approved, executed=executed)
    return f"{said}; {speaker.say('money_shared')}" if spent.shared else said


def _beside(speaker: Speaker, found: Reported) -> Iterator[str]:
    yield from speaker.beside(found.row)


def _last(speaker: Speaker, found: Reported) -> Iterator[str]:
    return (decided(speaker, each) for each in speaker.decisions_on(found.row)[-LAST:])


def _decisions(speaker: Speaker, found: Reported) -> Iterator[str]:
    return (decided(speaker, each) for each in speaker.decisions_on(found.row))


def decided(speaker: Speaker, each: Decision) -> str:
    """A decision: case, title, body, day, outcome, and what became of it."""
    return speaker.say(
        "decided",
        case=each.case,
        title=each.title or NOTHING,
        body=speaker.body(each.body),
        date=speaker.day(each.date),
        outcome=speaker.code(each.outcome),
        became=speaker.became(each),
    )


def _proposed(speaker: Speaker, found: Reported) -> Iterator[str]:
    if found.now is not None and found.now.proposed_action:
        yield found.now.proposed_action


Lines = Callable[[Speaker, Reported], Iterator[str]]
LINES: Mapping[str, Lines] = MappingProxyType(
    {
        "status": _status,
        "reported": _reported,
        "moved": _moved,
        "prognosis": _prognosis,
        "history": _history,
        "cause": _cause,
        "commitments": _targets,
        "measures": _measures,
        "kroner": _money,
        "budget": _budget,
        "outcome": _beside,
        "last_decision": _last,
        "decisions": _decisions,
        "proposed": _proposed,
    }
)
"""What a section may say, by the name of its line."""
