"""The chain of one objective as links: goal, objective, target, measure, money, status, decision."""

from __future__ import annotations

from dataclasses import dataclass

from sdg_standard.agenda.chain import Chain
from sdg_standard.agenda.checks.links import has_money
from sdg_standard.model.agenda import Objective
from sdg_standard.words.voice import Voice

LINKS = ("goal", "objective", "commitment", "measure", "money", "report", "decision")
"""The links in the order in which they follow each other."""
FEW = 3


@dataclass(frozen=True)
class Link:
    """One link: its name, what stands there, and whether anything does."""

    name: str
    text: str
    there: bool


def links(chain: Chain, row: Objective, say: Voice) -> list[Link]:
    """The links of one objective, each with its ids or a word that it is missing."""
    measures = chain.measures_of(row.id)
    found = {
        "goal": list(row.un_targets),
        "objective": [row.id],
        "commitment": [each.id for each in chain.commitments_of(row.id)],
        "measure": [each.id for each in measures],
        "money": [each.id for each in measures if each.within_frame or has_money(chain, each.id)],
        "report": [each.id for each in chain.reports_on(row)],
        "decision": [each.case for each in chain.decisions_about(row.id, *(each.id for each in measures))],
    }
    return [Link(say(f"link.{name}"), _few(found[name]) or say("missing"), bool(found[name])) for name in LINKS]


def _few(ids: list[str]) -> str:
    return ", ".join(ids[:FEW]) + (" …" if len(ids) > FEW else "")
