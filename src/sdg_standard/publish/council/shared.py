"""Parts that several forms have: facts of the head, objectives that deviate, money of a year, proposed decisions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sdg_standard.agenda.chain import Chain
from sdg_standard.agenda.reported import Reported, issued, reported
from sdg_standard.agenda.spending import PHASES, Spending
from sdg_standard.errors import UnknownId
from sdg_standard.model.agenda import AgendaDocument, Objective
from sdg_standard.publish.council.parts import Part, Table
from sdg_standard.publish.council.speaker import NOTHING, Speaker
from sdg_standard.words import told
from sdg_standard.words.dates import written_span


def head_facts(speaker: Speaker) -> tuple[str, ...]:
    """Where in the council's term the agenda stands beside the calendar day, and how many problems it has."""
    agenda, chain, say = speaker.agenda, speaker.chain, speaker.say
    found = [*agenda.problems, *agenda.check()]
    errors = sum(each.severity == "error" for each in found)
    warnings = sum(each.severity == "warning" for each in found)
    return _time(speaker, chain), say("problems", errors=errors, warnings=warnings)


def _time(speaker: Speaker, chain: Chain) -> str:
    term, day = chain.term, speaker.day(chain.date)
    if term is None:
        return speaker.say("day", day=day)
    year = (chain.date - term.start).days // 365 + 1
    return speaker.say("term", day=day, term=term.id, year=max(year, 1))


def report_of(speaker: Speaker, roles: Sequence[str], about: str) -> AgendaDocument | None:
    """The document whose reports a page shows: the one that is named, otherwise the last issued with one of the roles.

    Raises UnknownId for a name that is no document.
    """
    chain = speaker.chain
    if about:
        if about not in chain.documents:
            raise UnknownId("document", about, chain.documents)
        return chain.documents[about]
    issued_then = [each for each in chain.with_role(*roles) if issued(each) <= chain.date]
    return max(issued_then, key=lambda each: (issued(each), each.id), default=None)


def shown(speaker: Speaker, document: AgendaDocument | None, lacking: str) -> str:
    """Which document is shown with its period, or that there is none of its kind."""
    if document is None:
        return speaker.say(lacking)
    period = written_span(document.period_start, document.period_end, speaker.language)
    return speaker.say("shown_in" if period else "shown", document=document.title, period=period)


def year_of(speaker: Speaker, document: AgendaDocument | None) -> int | None:
    """The year whose money belongs beside a report: that of its period, otherwise the latest with approved money."""
    end = document.period_end if document is not None else None
    return end.year if end is not None else speaker.budget.year


def reported_of(
    speaker: Speaker, document: AgendaDocument | None, rows: Iterable[Objective] | None = None
) -> list[Reported]:
    """The objectives at the lowest level with what was reported on each up to a document."""
    return [reported(speaker.chain, row, document) for row in (speaker.chain.leaves if rows is None else rows)]


def named_row(row: Objective) -> str:
    """An objective by its id and wording."""
    return f"{row.id} {row.title}"


def proposals(speaker: Speaker, found: Sequence[Reported]) -> Part:
    """What is proposed to be decided, objective by objective; a deviation about which nothing is proposed is named."""
    say = speaker.say
    items = [
        say("proposal", id=each.row.id, what=each.now.proposed_action)
        for each in found
        if each.now is not None and each.now.proposed_action
    ]
    silent = [each.row.id for each in found if each.deviates and not (each.now and each.now.proposed_action)]
    words = say("proposal_lacks", names=speaker.say.listed(silent)) if silent else ""
    return Part(say("proposals"), words or ("" if items else say("proposals_none")), tuple(items), "numbered")


def money_part(speaker: Speaker, year: int | None, rows: Sequence[Objective], *, alone: bool = False) -> Part:
    """Approved, changed and used kroner of a year by objective, those tied to none, and all, each krone once.

    ``alone``: of these objectives and nothing else.
    """
    say, budget = speaker.say, speaker.budget
    if year is None:
        return Part(say("money_part"), say("no_money"))
    found = [(row, budget.of([row.id], year)) for row in rows]
    lines = [_money_row(speaker, named_row(row), spent) for row, spent in found if spent]
    loose = budget.untied(year)
    lines += [_money_row(speaker, say("untied"), loose)] if loose and not alone else []
    total = budget.of([row.id for row in rows], year) if alone else budget.in_all(year)
    if not total:
        return Part(say("money_part"), say("no_money_in", year=str(year)))
    lines.append(_money_row(speaker, say("in_all"), total))
    heads = (say("objective"), *(speaker.code(phase).capitalize() for phase in PHASES), say("used_share"))
    shared = any(spent.shared for _, spent in found)
    table = Table(say("money_caption", year=str(year)), heads, tuple(lines), (1, 2, 3, 4))
    return Part(say("money_part"), say("money_note") if shared else "", table=table)


def _money_row(speaker: Speaker, name: str, spent: Spending) -> tuple[str, ...]:
    sums = (speaker.number(getattr(spent, phase)) for phase in PHASES)
    return f"{name} *" if spent.shared else name, *sums, speaker.percent(spent.share)


def counted_part(speaker: Speaker) -> Part:
    """The indicators of implementation that were counted, with both numbers or the reason why not."""
    say, rows = speaker.say, []
    for each in speaker.agenda.counts():
        if each.kind == "people":
            continue
        parts = _both(speaker, each.inputs)
        unit = "%" if each.value is None else each.unit  # of a numerator and a denominator the number is per cent
        shown = speaker.measured(each.number, unit) if each.assessed else NOTHING
        why = told(each.why or each.lacking or "", speaker.language)
        rows.append((speaker.named(each.indicator), f"{shown} ({parts})" if parts else shown, why))
    heads = (say("indicator"), say("number"), say("why"))
    return Part(say("counted"), table=Table(say("counted_caption"), heads, tuple(rows), (1,)))


def _both(speaker: Speaker, inputs: Sequence[tuple[str, float, str]]) -> str:
    """Numerator and denominator; a unit that they share stands once, behind both."""
    if len({unit for *_, unit in inputs}) == 1:
        numbers = "/".join(speaker.number(value) for _, value, _ in inputs)
        return speaker.with_unit(numbers, inputs[0][2])
    return "/".join(speaker.measured(value, unit) for _, value, unit in inputs)
