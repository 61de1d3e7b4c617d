"""What a municipality's own agenda says beside a weak result: objective, measure, money, owner, decision."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from sdg_standard.agenda import Agenda
from sdg_standard.agenda.reported import reported
from sdg_standard.catalogue import Standard
from sdg_standard.publish.council.objective import section, status
from sdg_standard.publish.council.speaker import Speaker
from sdg_standard.publish.report.top import FollowUp, no_agenda

LINES = ("measures", "kroner", "last_decision", "proposed")


def follow_up(agenda: Agenda | None, standard: Standard, language: str) -> FollowUp:
    """Return what says of a series of an area what the agenda does about it; nothing of other areas and series."""
    if agenda is None:
        return no_agenda
    chain = agenda.chain
    speaker = Speaker(agenda, None, language, standard)
    objectives: dict[str, list[str]] = {}
    for row in chain.commitments.values():
        series = standard.find_series(row.series)
        if series is not None and row.objective in chain.objectives:
            objectives.setdefault(series.id, []).append(row.objective)

    @cache
    def sentences(area: str, series: str) -> tuple[str, ...]:
        names = objectives.get(series, ()) if area == agenda.about.municipality else ()
        return tuple(text for name in dict.fromkeys(names) for text in _of(speaker, name))

    return sentences


def _of(speaker: Speaker, name: str) -> Iterator[str]:
    """The sentences of one objective."""
    found = reported(speaker.chain, speaker.chain.objectives[name])
    yield f"{found.row.id} {found.row.title}: {status(speaker, found)}"
    for _, texts in section(speaker, found, LINES).lines:
        yield from texts
