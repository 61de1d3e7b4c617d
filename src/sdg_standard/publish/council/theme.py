"""The report on one theme (a goal, a UN target, an objective with its parts, a plan) with the whole chain of each."""

from __future__ import annotations

from collections.abc import Iterator

from sdg_standard.agenda.reported import OPEN, RED
from sdg_standard.errors import SdgStandardError, UnknownId
from sdg_standard.model.agenda import Objective, Priority
from sdg_standard.publish.council.objective import section
from sdg_standard.publish.council.parts import Page, Part
from sdg_standard.publish.council.shared import head_facts, money_part, named_row, proposals, reported_of
from sdg_standard.publish.council.speaker import Speaker
from sdg_standard.publish.council.whole import counts
from sdg_standard.words import say as said

LINES = ("status", "history", "commitments", "cause", "measures", "budget", "outcome", "decisions", "proposed")


def theme(speaker: Speaker, about: str) -> Page:
    """Everything about one theme: its priority, every objective with all reports, targets, measures, money, decisions.

    ``about`` is the id of an objective or document, else a goal (``11``, ``goal:11``) or a UN target (``11.6``).
    Raises UnknownId for what is none of them, SdgStandardError where nothing is named.
    """
    about = about.strip()
    if not about:
        raise SdgStandardError(said("council.theme_of_what"))
    say = speaker.say
    title, rows = _theme(speaker, about)
    found = reported_of(speaker, None, rows)
    measures = {each.id for row in rows for each in speaker.chain.measures_of(row.id)}
    sections = tuple(section(speaker, each, LINES) for each in found)
    parts = (
        Part(say("priority"), items=tuple(_priorities(speaker, about, rows))),
        Part(say("overview"), items=counts(speaker, found), kind="shares"),
        Part(say("objectives"), sections=sections),
        money_part(speaker, speaker.budget.year, rows, alone=True),
        Part(say("participation"), items=tuple(_participation(speaker, rows))),
        proposals(speaker, found),
    )
    bad, silent = sum(each.status in RED for each in found), sum(each.status in OPEN for each in found)
    lead = say("theme_lead", n=len(found), measures=len(measures), bad=bad, open=silent)
    return Page(say("theme_title", theme=title, municipality=speaker.municipality), lead, head_facts(speaker), parts)


def _theme(speaker: Speaker, about: str) -> tuple[str, tuple[Objective, ...]]:
    """What a theme is called, and its objectives at the lowest level."""
    chain = speaker.chain
    if about in chain.objectives:
        return named_row(chain.objectives[about]), tuple(_leaves_below(speaker, about))
    if about in chain.documents:
        return speaker.document(about), chain.leaves_of(chain.documents[about])
    code = about.removeprefix("goal:").removeprefix("target:")
    if code in speaker.standard.goals:
        rows = tuple(row for row in chain.leaves if int(code) in chain.goals_of(row))
        return speaker.goal(code), rows
    if code in speaker.standard.targets:
        return speaker.target(code), tuple(row for row in chain.leaves if code in row.un_targets)
    raise UnknownId("theme", about, [*chain.objectives, *chain.documents, *speaker.standard.goals])


def _leaves_below(speaker: Speaker, name: str) -> Iterator[Objective]:
    """An objective, or its parts at the lowest level; an objective that is in force no longer by itself."""
    chain, waiting, seen = speaker.chain, [name], set[str]()
    while waiting:
        row = chain.objectives[waiting.pop(0)]
        if row.id in seen:
            continue
        seen.add(row.id)
        held = [each.id for each in chain.children.get(row.id, ()) if chain.is_in_force(each)]
        if not held:
            yield row
        waiting += held


def _priorities(speaker: Speaker, about: str, rows: tuple[Objective, ...]) -> Iterator[str]:
    """What was done with the goals of a theme: with that goal, or with those that its objectives serve."""
    code = about.removeprefix("goal:").removeprefix("target:").partition(".")[0]
    goals = {goal for row in rows for goal in speaker.chain.goals_of(row)}
    wanted = {int(code)} if code in speaker.standard.goals and about not in speaker.chain.objectives else goals
    for each in speaker.chain.rows("priorities"):
        if each.goal in wanted:
            yield priority(speaker, each)


def priority(speaker: Speaker, each: Priority) -> str:
    """What was done with a goal: status, reason, fact and case."""
    decision = speaker.chain.decision(each.decision)
    facts = (each.reason, each.fact, decision.case if decision is not None else "")
    return "; ".join([f"{speaker.goal(each.goal)}: {speaker.code(each.status)}", *filter(None, facts)])


def _participation(speaker: Speaker, rows: tuple[Objective, ...]) -> Iterator[str]:
    """Who took part in the making of the documents that state the objectives."""
    documents = {row.document for row in rows}
    for each in speaker.chain.rows("participation"):
        if each.document in documents:
            number = speaker.number(each.participants)
            facts = {"group": each.group, "document": speaker.document(each.document), "date": speaker.day(each.date)}
            words = "; ".join(
                filter(
                    None, (each.method, each.input, speaker.code(each.response) if each.response else "", each.reason)
                )
            )
            yield speaker.say("took_part", n=number, said=words, **facts)
