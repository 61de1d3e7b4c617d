"""Measures 1 and 2: how far the chain reaches, and what hangs on nothing."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sdg_standard.agenda.chain import Chain
from sdg_standard.agenda.checks.links import has_money
from sdg_standard.agenda.coherence.result import FEWEST, Measured, Share
from sdg_standard.agenda.counting.scope import Scope
from sdg_standard.agenda.counting.shares import ANNUAL, is_measurable
from sdg_standard.model.agenda import Measure, Objective
from sdg_standard.words import say

LINKS = ("target", "commitment", "measure", "money", "report")
SELECTIVE = 0.9
"""Below this selectivity an orphan rate says nothing, because nearly everything is tied to everything. Ours."""


def links_of(chain: Chain, row: Objective) -> frozenset[str]:
    """Which of the five links an objective has.

    A UN target; a commitment with baseline and target; a measure with owner and end; approved kroner or a place within
    the frame; a value in the latest annual report.
    """
    measures = chain.measures_of(row.id)
    latest = chain.latest(*ANNUAL)
    has = {
        "target": bool(row.un_targets),
        "commitment": is_measurable(chain, row),
        "measure": any(each.owner and each.end for each in measures),
        "money": any(each.within_frame or has_money(chain, each.id) for each in measures),
        "report": latest is not None
        and any(each.document == latest.id and each.value is not None for each in chain.reports_on(row)),
    }
    return frozenset(link for link in LINKS if has[link])


def funnel(chain: Chain) -> Measured:
    """Measure 1. The share C = |{o: all five links}| / |O| of the objectives at the lowest level, and each link's own.

    ``missing_one.<link>`` lists objectives that lack exactly that one link: the cheapest repair.
    """
    rows = chain.leaves
    if not rows:
        return Measured("funnel", False, say("agenda.no_objectives"))
    plan = chain.in_force("samfunnsdel")
    if Scope(chain).complete("objectives", plan) is None:
        return Measured("funnel", False, Scope(chain).lacking("objectives", len(rows)))
    has = {row.id: links_of(chain, row) for row in rows}
    below = tuple(has)
    shares = {link: Share.of(tuple(name for name in below if link in has[name]), below) for link in LINKS}
    shares["all"] = Share.of(tuple(name for name in below if len(has[name]) == len(LINKS)), below)
    lists = {
        f"missing_one.{link}": tuple(name for name in below if has[name] == frozenset(LINKS) - {link}) for link in LINKS
    }
    notes = (say("agenda.few", n=len(below)),) if len(below) < FEWEST else ()
    return Measured("funnel", True, shares=shares, lists=lists, notes=notes)


def planned(chain: Chain) -> list[Measure]:
    """Measures of the handlingsdel in force; where none is, all of them."""
    plan = chain.in_force("handlingsdel", "okonomiplan", "budsjett")
    own = [row for row in chain.measures.values() if plan is not None and row.document == plan.id]
    return own or list(chain.measures.values())


def orphans(chain: Chain) -> Measured:
    """Measure 2. Objectives without measure, measures without objective by number and kroner, goals without objective.

    ``selectivity`` = 1 − (mean objectives of a tied measure − 1) / (|O| − 1): near 1 where measures are tied to one
    objective, 0 where each is tied to all. What says ``none_because`` is explained and shown apart.
    """
    rows, measures = chain.leaves, planned(chain)
    if not rows and not measures:
        return Measured("orphans", False, say("agenda.no_objectives"))
    loose = [each for each in measures if not each.objectives]
    explained = tuple(each.id for each in loose if each.none_because)
    names = tuple(row.id for row in rows)
    chosen = tuple(str(row.goal) for row in chain.rows("priorities") if row.status == "prioritised")
    served = {str(goal) for row in rows for goal in chain.goals_of(row)}
    shares = {
        "objectives_without_measure": Share.of(tuple(name for name in names if not chain.measures_of(name)), names),
        "measures_without_objective": Share.of(
            tuple(each.id for each in loose if not each.none_because), tuple(each.id for each in measures)
        ),
        "kroner_without_objective": _by_kroner(chain, measures),
        "goals_without_objective": Share.of(tuple(goal for goal in chosen if goal not in served), chosen),
    }
    picky = selectivity(measures, len(rows))
    dull = picky is not None and picky < SELECTIVE
    notes = (say("agenda.uninformative", selectivity=picky),) if dull else ()
    return Measured("orphans", True, None, shares, {"selectivity": picky}, {"explained": explained}, notes)


def _by_kroner(chain: Chain, measures: Sequence[Measure]) -> Share:
    new = [each for each in measures if each.kind != "oppdrag"]
    sums = {
        each.id: math.fsum(abs(row.kroner) for row in chain.money_of(each.id) if row.phase == "approved")
        for each in new
    }
    loose = [each.id for each in new if not each.objectives and not each.none_because and sums[each.id]]
    return Share(
        tuple(loose),
        tuple(name for name, amount in sums.items() if amount),
        math.fsum(sums[name] for name in loose),
        math.fsum(sums.values()),
    )


def selectivity(measures: Sequence[Measure], objectives: int) -> float | None:
    """How picky measures are; None without a tied measure or with fewer than two objectives."""
    tied = [len(each.objectives) for each in measures if each.objectives]
    if objectives < 2 or not tied:
        return None
    return 1.0 - (math.fsum(tied) / len(tied) - 1.0) / (objectives - 1.0)
