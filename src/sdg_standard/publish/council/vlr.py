"""The annex of a voluntary local review: goal by goal and target by target, with a statistical annex.

The guiding elements of UN DESA (2020) ask for progress on goals and targets and for annexes; there is no binding
template. What a library can make of an agenda is the table by goal and the statistics with source, year and quality.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sdg_standard.agenda.checks.statuses import commitment_of
from sdg_standard.agenda.reported import Reported
from sdg_standard.model.agenda import Priority
from sdg_standard.model.period import Period
from sdg_standard.publish.council.objective import figures, status
from sdg_standard.publish.council.parts import Page, Part, Table
from sdg_standard.publish.council.shared import head_facts, named_row, reported_of
from sdg_standard.publish.council.speaker import NOTHING, Speaker
from sdg_standard.publish.words import unit_text

GOALS = tuple(range(1, 18))
STATUSES = ("prioritised", "considered", "deselected")
TERMS = (("statuses", "status"), ("quality", "quality"), ("verification", "verification"))
"""The columns of evidence whose codes have titles, by the vocabulary that has them."""


def vlr(speaker: Speaker, about: str) -> Page:
    """All 17 goals and what was done with each, their objectives by UN target, and the numbers with their sources."""
    say, chain = speaker.say, speaker.chain
    found = reported_of(speaker, None)
    told = {each.goal: each for each in chain.rows("priorities")}
    loose = [each for each in found if not chain.goals_of(each.row)]
    by_goal = {goal: [each for each in found if goal in chain.goals_of(each.row)] for goal in GOALS}
    parts = (
        Part(say("goals"), table=_goals(speaker, told, by_goal)),
        *(_goal(speaker, goal, rows) for goal, rows in by_goal.items()),
        Part(say("no_un_target"), items=tuple(named_row(each.row) for each in loose)),
        Part(say("own_numbers"), table=_own_numbers(speaker, found)),
        _evidence(speaker),
    )
    number = Counter(each.status for each in told.values())
    lead = say("vlr_lead", **{name: number[name] for name in STATUSES}, silent=len(GOALS) - len(told))
    return Page(say("vlr_title", municipality=speaker.municipality), lead, head_facts(speaker), parts)


def _goals(speaker: Speaker, told: Mapping[int, Priority], by_goal: Mapping[int, Sequence[Reported]]) -> Table:
    say = speaker.say
    rows = []
    for goal, found in by_goal.items():
        each = told.get(goal)
        status = speaker.code(each.status) if each is not None else say("goal_silent")
        reason = "; ".join(filter(None, (each.reason, each.fact))) if each is not None else ""
        measures = {one.id for row in found for one in speaker.chain.measures_of(row.row.id)}
        rows.append((speaker.goal(goal), status, reason or NOTHING, str(len(found)), str(len(measures))))
    heads = tuple(say(name) for name in ("goal", "status", "reason", "objectives_n", "measures_n"))
    return Table(say("goals_caption"), heads, tuple(rows), (3, 4))


def _goal(speaker: Speaker, goal: int, found: Sequence[Reported]) -> Part:
    """The objectives of a goal by UN target; of a goal that none serves the part is empty."""
    say = speaker.say
    codes = {code for each in found for code in each.row.un_targets if code.partition(".")[0] == str(goal)}
    rows = tuple(
        (
            speaker.target(code),
            named_row(each.row),
            status(speaker, each),
            _figures(speaker, each),
            _measures(speaker, each),
        )
        for code in sorted(codes, key=_in_order)
        for each in found
        if code in each.row.un_targets
    )
    heads = tuple(say(name) for name in ("un_target", "objective", "status", "result", "measures"))
    title = speaker.goal(goal)
    return Part(title, table=Table(say("goal_caption", goal=goal), heads, rows) if rows else None, below=True)


def _in_order(code: str) -> tuple[bool, int, str]:
    """Where the code of a target stands: ``11.2`` before ``11.10``, numbers before letters."""
    part = code.partition(".")[2]
    return not part.isdecimal(), len(part), part


def _figures(speaker: Speaker, found: Reported) -> str:
    return " / ".join(figures(speaker, found)) or NOTHING


def _measures(speaker: Speaker, found: Reported) -> str:
    return ", ".join(each.id for each in speaker.chain.measures_of(found.row.id)) or NOTHING


def _own_numbers(speaker: Speaker, found: Sequence[Reported]) -> Table | None:
    """Every commitment with its latest figure, the source, and where its target is printed."""
    rows = tuple(row for each in found for row in _own_rows(speaker, each))
    heads = ("series", "unit", "base", "goal_value", "result", "source", "printed")
    return Table(speaker.say("own_numbers_note"), tuple(map(speaker.say, heads)), rows) if rows else None


def _own_rows(speaker: Speaker, found: Reported) -> Iterator[tuple[str, ...]]:

    def dated(value: float | None, period: Period | str | None) -> str:
        return speaker.dated(speaker.number(value), period)

    latest = {each[-1].commitment.id: each[-1] for each in found.figures}
    for row in speaker.chain.commitments_of(found.row.id):
        standing = latest.get(row.id)
        own = (each for each in found.reports if commitment_of(speaker.chain, each) is row)
        sources = [each.source for each in own if each.value is not None]
        document = speaker.document(row.document) if row.document else ""
        yield (
            f"{row.id} {speaker.named(row.series)}",
            unit_text(speaker.unit(row), speaker.language) or NOTHING,
            dated(row.baseline_value, row.baseline_period),
            speaker.bands(row) if row.value is None and row.bands else dated(row.value, row.period),
            dated(standing.value, standing.period) if standing is not None else NOTHING,
            (sources[-1] if sources else "") or NOTHING,
            speaker.say("page", document=document, page=row.page) if document and row.page else document or NOTHING,
        )


def _evidence(speaker: Speaker) -> Part:
    """The newest number of each series in the evidence of the scorecard, with how good it is and where it is from."""
    say, card = speaker.say, speaker.card
    if card is None:
        return Part(say("evidence"), say("evidence_none"))
    frame = card._measured.frame
    own = frame[(frame["area"] == speaker.agenda.about.municipality) & frame["value"].notna()]
    records = [dict(zip(own.columns, row, strict=True)) for row in own.itertuples(index=False, name=None)]
    newest = {row["series"]: row for row in sorted(records, key=_by_period)}
    rows = sorted((_evidence_row(speaker, row) for row in newest.values()), key=lambda pair: pair[0])
    words = say("evidence_note", edition=card.standard.edition, n=len(rows), total=len(card.standard.series))
    heads = ("goal", "series", "value", "period_head", "status", "quality", "verification", "source")
    if not rows:
        return Part(say("evidence"), words)
    return Part(say("evidence"), table=Table(words, tuple(map(say, heads)), tuple(texts for _, texts in rows), (2,)))


def _by_period(row: Mapping[str, Any]) -> tuple[date, str]:
    return Period.parse(row["period"]).end, row["period"]


def _evidence_row(speaker: Speaker, row: Mapping[str, Any]) -> tuple[tuple[Any, ...], tuple[str, ...]]:
    standard = speaker.standard
    series = standard.one_series(row["series"])
    goals = sorted({int(link.codes[0]) for link in standard.indicators[series.indicator].sdg})
    value = speaker.measured(row["value"], row["unit"])
    terms = (speaker.term(name, row[column]) for name, column in TERMS)
    texts = (
        ", ".join(map(str, goals)) or NOTHING,
        speaker.named(row["series"]),
        value,
        speaker.period(str(row["period"])),
        *terms,
    )
    return (goals or [GOALS[-1] + 1], row["series"]), (*texts, str(row["source"] or NOTHING))
