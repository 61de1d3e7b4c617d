"""The whole agenda: an overview, then every objective with its chain, in the order that a council needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sdg_standard.agenda.checks.links import missing_links
from sdg_standard.agenda.reported import OPEN, RED, Reported
from sdg_standard.publish.council.objective import section
from sdg_standard.publish.council.parts import Page, Part
from sdg_standard.publish.council.shared import counted_part, head_facts, named_row, reported_of
from sdg_standard.publish.council.speaker import Speaker

HARDEST = 5
ORDER = ("achieved", "on_track", "at_risk", *RED, *OPEN)
LINES = ("status", "cause", "measures", "kroner", "outcome", "last_decision", "proposed")

WITHOUT = {
    "commitment": "without_commitment",
    "measure": "without_measure",
    "money": "without_money",
    "report": "without_report",
}
"""What is said of objectives that lack a link."""


def whole(speaker: Speaker, about: str) -> Page:
    """Status and what moved, the hardest objectives, broken links, every objective, and what was counted."""
    say, found = speaker.say, reported_of(speaker, None)
    bad = sum(each.status in RED for each in found)
    silent = sum(each.status in OPEN for each in found)
    parts = (
        Part(say("overview"), items=counts(speaker, found), kind="shares"),
        Part(say("hardest"), items=_hardest(speaker, found), below=True),
        Part(say("broken"), items=broken(speaker), below=True),
        Part(say("objectives"), sections=tuple(section(speaker, each, LINES) for each in found)),
        counted_part(speaker),
    )
    lead = say("lead", n=len(found), bad=bad, open=silent)
    return Page(say("title", municipality=speaker.municipality), lead, head_facts(speaker), parts)


def counts(speaker: Speaker, found: Sequence[Reported]) -> tuple[str, ...]:
    """How many objectives have each status."""
    number = Counter(each.status for each in found)
    return tuple(f"{number[code]} {speaker.code(code)}" for code in ORDER if number[code])


def _hardest(speaker: Speaker, found: Sequence[Reported]) -> tuple[str, ...]:
    worst = [each for each in found if each.status in RED][:HARDEST]
    causes = (each.now.cause if each.now is not None else "" for each in worst)
    said = (f"{named_row(each.row)}: {speaker.code(each.status)}" for each in worst)
    return tuple(f"{text}. {cause}" if cause else text for text, cause in zip(said, causes, strict=True))


def broken(speaker: Speaker) -> tuple[str, ...]:
    """How many objectives lack each link."""
    chain = speaker.chain
    lacking = Counter(link for row in chain.leaves for link in missing_links(chain, row))
    return tuple(speaker.say(WITHOUT[link], n=count) for link, count in lacking.items())
