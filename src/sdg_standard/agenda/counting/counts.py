"""All 28 indicators of ``implementation``: counted, suggested, or left to people."""

from __future__ import annotations

from sdg_standard.agenda.chain import Chain
from sdg_standard.agenda.counting.levels import LEVELS, level_of
from sdg_standard.agenda.counting.outcomes import OutcomeSet
from sdg_standard.agenda.counting.result import PREFIX, Counted
from sdg_standard.agenda.counting.scope import Scope
from sdg_standard.agenda.counting.shares import COUNTS
from sdg_standard.words import say

PEOPLE: tuple[str, ...] = ("anchor.3", "org.3", "budget.4", "part.4", "plan.5", "org.1", "part.3")
"""What lies outside the chain: training, procurement, agreements, land use, the line of management, arrangements."""


def counts_of(chain: Chain, outcomes: OutcomeSet | None = None) -> list[Counted]:
    """Count everything that can be counted, in the order of the names of the indicators."""
    scope = Scope(chain, outcomes)
    found = [count(chain, scope) for count in COUNTS]
    found += [level_of(chain, name) for name in LEVELS]
    found += [Counted(PREFIX + name, "people", status="O", why=say("agenda.for_people")) for name in PEOPLE]
    return sorted(found, key=lambda each: each.indicator)
