"""Ranks of nodes: among whom each is ranked, in which place it stands, and why it has none."""

from __future__ import annotations

from typing import Any

import numpy as np

from sdg_standard import methods
from sdg_standard.methodology.ratings import RankSpec
from sdg_standard.methods.arrays import Bools, Floats, slack
from sdg_standard.methods.normalise import distinct
from sdg_standard.plans import Plan
from sdg_standard.scoring.result import Result
from sdg_standard.words import say

MOST_NAMED = 50
"""So many areas are named where one is compared with others; of more, only their number is said."""


class Ranking:
    """The ranks of one ranking: period by period, among the areas that take part and have a number."""

    def __init__(self, plan: Plan, spec: RankSpec, result: Result) -> None:
        self.plan, self.spec, self.result = plan, spec, result
        cases = result.cases
        taking = np.broadcast_to(np.asarray(cases.meets(spec.where) if spec.where else True), (cases.count,))
        self.taking: Bools = taking & ~cases.made_mask
        self.groups = cases.attribute(spec.within).astype(str) if spec.within else None
        self.ranks = {name: self._ranks(name) for name in plan.ranks.get(spec.id, ())}
        """The rank of each node that is ranked, for each case."""

    def _ranks(self, name: str) -> Floats:
        numbers = np.where(self.taking, self._numbers(name), np.nan)
        ranks = np.full(len(numbers), np.nan)
        for period in range(len(self.result.cases.periods)):
            part = self.result.cases.slice_of(period)
            within = None if self.groups is None else self.groups[part]
            higher = self.plan.node(name).sign >= 0
            ranks[part] = methods.ranks(numbers[part], higher_is_better=higher, ties=self.spec.ties, within=within)
        return ranks

    def _numbers(self, name: str) -> Floats:
        found: Floats = self.result.numbers[self.result.index[name]]
        return found

    def facts(self, name: str, position: int) -> dict[str, Any]:
        """The rank of a node in a case and among whom it was ranked, as data: the best first, by places of cases."""
        beside, numbers = self._beside(position), self._numbers(name)
        among = np.flatnonzero(beside & ~np.isnan(numbers))
        sign, rank = self.plan.node(name).sign or 1, float(self.ranks[name][position])
        data: dict[str, Any] = {
            "rank": None if np.isnan(rank) else rank,
            "ties": self.spec.ties,
            "of": len(among),
            "where": self.spec.where,
        }
        if self.groups is not None:
            data |= {"within": self.spec.within, "group": str(self.groups[position])}
        why = self._why_none(position, numbers, ranked=data["rank"] is not None, beside=beside)
        data |= {"why": why} if why else _standing(numbers[among] * sign, float(numbers[position]) * sign)
        if len(among) <= MOST_NAMED:
            order = np.argsort(-sign * numbers[among], kind="stable")
            data["among"] = [(int(place), float(numbers[place])) for place in among[order]]
        return data

    def _beside(self, position: int) -> Bools:
        """The cases that a case is ranked among: of its period, and of its group if there are groups."""
        part = np.zeros(self.result.cases.count, dtype=bool)
        part[self.result.cases.beside(position)] = True
        part &= self.taking
        return part if self.groups is None else part & (self.groups == self.groups[position])

    def _why_none(self, position: int, numbers: Floats, *, ranked: bool, beside: Bools) -> str:
        """Why a case has no rank; empty where it has one."""
        if self.result.cases.made_area_of(position) is not None:
            return say("explain.made_not_ranked")
        if np.isnan(numbers[position]):
            return say("explain.nothing_to_rank")
        if not beside[position]:
            return say("explain.outside_ranking")
        if ranked:
            return ""
        within = self.spec.within
        return say("explain.area_has_no", attribute=within) if within else say("explain.not_ranked")


def _standing(numbers: Floats, own: float) -> dict[str, int]:
    """How many numbers are better than one's own, of which more is better, how many different ones, how many equal."""
    near = float(slack(own))
    ahead = numbers[numbers - own > near]
    equal = int((np.abs(numbers - own) <= near).sum())
    return {"better": len(ahead), "better_numbers": len(distinct(np.sort(ahead))[0]), "equal": equal}
