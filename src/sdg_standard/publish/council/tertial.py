"""The report within the year: what deviates and where it is heading, what moved, money, and what is to be decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sdg_standard.agenda.reported import OPEN, Reported
from sdg_standard.publish.council.objective import section, status
from sdg_standard.publish.council.parts import Page, Part
from sdg_standard.publish.council.shared import (
    head_facts,
    money_part,
    named_row,
    proposals,
    report_of,
    reported_of,
    shown,
    year_of,
)
from sdg_standard.publish.council.speaker import Speaker

ROLES = ("tertialrapport",)
LINES = ("reported", "moved", "prognosis", "cause", "measures", "kroner", "outcome", "last_decision", "proposed")


def tertial(speaker: Speaker, about: str) -> Page:
    """Deviations with prognosis and proposed decision first; then what moved, money, what goes as planned, the silent.

    The law asks for money within the year and not for objectives, so a report that is silent about them is no breach
    and is not called one.
    """
    say, document = speaker.say, report_of(speaker, ROLES, about)
    found = reported_of(speaker, document)
    off = [each for each in found if each.deviates]
    silent = [each for each in found if each.status in OPEN and not each.deviates]
    fine = [each for each in found if not each.deviates and each.status not in OPEN]
    sections = tuple(section(speaker, each, LINES) for each in off)
    parts = (
        Part(say("deviations"), "" if off else say("deviations_none"), sections=sections),
        Part(say("moved_part"), items=tuple(_moved(speaker, found))),
        money_part(speaker, year_of(speaker, document), speaker.chain.leaves),
        Part(say("as_planned"), items=_lines(speaker, fine)),
        Part(say("silent"), say("silent_note") if silent else "", _lines(speaker, silent)),
        proposals(speaker, found),
    )
    lead = say(
        "tertial_lead",
        n=len(found),
        off=len(off),
        worse=sum(each.moved == "worse" for each in found),
        better=sum(each.moved == "better" for each in found),
        silent=len(silent),
    )
    facts = (shown(speaker, document, "no_tertial"), *head_facts(speaker))
    return Page(say("tertial_title", municipality=speaker.municipality), lead, facts, parts)


def _moved(speaker: Speaker, found: Sequence[Reported]) -> Iterator[str]:
    """Objectives that stand better or worse than in the report before, the worse first."""
    for way in ("worse", "better"):
        for each in found:
            if each.moved == way and each.before is not None:
                before, report = speaker.code(each.before.status), speaker.document(each.before.document)
                said = speaker.say(f"moved.{way}", before=before, report=report)
                yield f"{named_row(each.row)}: {speaker.code(each.status)}; {said}"


def _lines(speaker: Speaker, found: Sequence[Reported]) -> tuple[str, ...]:
    return tuple(f"{named_row(each.row)}: {status(speaker, each)}" for each in found)
