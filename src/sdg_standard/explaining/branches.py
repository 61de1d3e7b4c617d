"""How the numbers of children became the number of a branch: weights, contributions, gaps, needs, comparison."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sdg_standard.explaining.steps import Walks
from sdg_standard.explaining.words import MOST_NAMED, condition
from sdg_standard.methods.arrays import NodesByCases, PerChild, plain
from sdg_standard.plans import Branch
from sdg_standard.results.results import Results
from sdg_standard.scoring.branches import BranchMaker
from sdg_standard.scoring.result import Result

Data = dict[str, Any]


class Parts:
    """Explains the branches of a result in one case: of the scores, or of a trend."""

    def __init__(self, card: Results, result: Result, position: int, makers: dict[str, BranchMaker]) -> None:
        self.card, self.result, self.position = card, result, position
        self.cases = result.cases
        self.makers = makers
        """What made the branches that were explained already."""

    def _maker(self, branch: Branch) -> BranchMaker:
        """What made a branch, from what is kept of it; set up once."""
        if branch.id not in self.makers:
            made = self.result.made[branch.id]
            self.makers[branch.id] = BranchMaker.again(branch, self.result.index, self.cases, made)
        return self.makers[branch.id]

    def data(self, branch: Branch, node: Callable[[str], Data]) -> Data:
        """Everything about how a branch was made; ``node`` explains a child."""
        maker = self._maker(branch)
        children, weights, filled = maker.entered(self.result.state)
        numbers = children[:, self.position]
        weighting = self._weights(weights, len(numbers))
        return {
            "unit": branch.unit or "",
            "aggregate": branch.aggregate.name,
            "parameters": self._parameters(branch, maker),
            "over": branch.aggregate.over,
            "sign": branch.made_sign,
            "applies": maker.allowed is None or bool(maker.allowed[self.position]),
            "missing": branch.missing.name,
            "missing_parameters": branch.missing.model_dump(mode="json", exclude={"method"}),
            "children": self._children(maker, numbers, weighting, filled, node),
            "aggregated": plain(self._aggregated(maker, children, weights)),
            "between": self._between(branch, numbers, weighting),
            "needs": self._needs(branch, maker),
            "compared": self._compared(maker, children, weights),
            "steps": Walks(self.card, self.result, self.position).of_branch(branch),
        }

    def _parameters(self, branch: Branch, maker: BranchMaker) -> Data:
        aggregate = branch.aggregate
        data: Data = {} if aggregate.by_name else dict(aggregate.parameters)
        if aggregate.rule is not None:
            data |= {"weights": aggregate.rule.name, "trouble": maker.trouble}
            data["areas"] = int((~self.cases.made_mask).sum()) // max(len(self.cases.periods), 1)
        elif aggregate.written is not None:
            data["weights"] = "frozen"
        return data

    def _weights(self, weights: Any, count: int) -> PerChild:
        if weights is None:
            return np.ones(count)
        found: PerChild = weights if weights.ndim == 1 else weights[self.position]
        return found

    def _aggregated(self, maker: BranchMaker, children: NodesByCases, weights: Any) -> float:
        """The number before needs and steps."""
        if maker.branch.aggregate.compares:
            return float(maker.aggregated(children, weights)[self.position])
        one = slice(self.position, self.position + 1)
        own = weights if weights is None or weights.ndim == 1 else weights[one]
        return float(maker.aggregated(children[:, one], own)[0])

    @staticmethod
    def _between(branch: Branch, numbers: PerChild, weighting: PerChild) -> Data:
        """What stands between the children and the number, where the aggregate says so."""
        use = ~np.isnan(numbers) & (weighting > 0)
        found = branch.aggregate.between(numbers[use], weighting[use]) if use.any() else {}
        return {name: plain(value) for name, value in found.items()}

    # children

    def _children(
        self,
        maker: BranchMaker,
        numbers: PerChild,
        weighting: PerChild,
        filled: NDArray[np.bool_],
        node: Callable[[str], Data],
    ) -> list[Data]:
        there = ~np.isnan(numbers)
        total = float(weighting[there].sum())
        given = self._weights(maker.weights, len(numbers))
        contribution = maker.branch.aggregate.contribution
        parts = []
        for row, name in enumerate(maker.names):
            own = node(name)
            share = float(weighting[row]) / total if there[row] and total else 0.0
            part: Data = {
                "node": name,
                "title": own["title"],
                "number": plain(numbers[row]),
                "weight": float(weighting[row]),
                "share": share,
                "contribution": None if np.isnan(numbers[row]) else contribution(share, float(numbers[row])),
                "filled": bool(filled[row, self.position]),
                "reason": own.get("reason", ""),
                "explanation": own,
            }
            if not maker.reaches(self.result.state, row, self.position):
                part |= {"reason": "not_applicable", "below": "not_applicable"}
            if given[row] != weighting[row]:
                part["weight_given"] = float(given[row])
            if part["filled"]:
                part["fill"] = self._fill(maker, row, float(numbers[row]))
            parts.append(part)
        return parts

    def _fill(self, maker: BranchMaker, row: int, value: float) -> Data:
        """What a gap was filled with, and from whom."""
        missing, state = maker.branch.missing, self.result.state
        data: Data = {"method": missing.name, "value": value}
        sources = maker.sources(state, row, self.position)
        if missing.group_of is None or sources is None:
            return data
        by, published = missing.group_of
        own, places = state.numbers[maker.rows[row]], np.flatnonzero(sources)
        data |= {"by": by, "group": str(self.cases.attribute(by)[self.position])}
        data |= {"among": "published" if published else "all", "count": len(places), "areas": []}
        if len(places) <= MOST_NAMED:
            data["areas"] = [self._area(place) | {"number": float(own[place])} for place in places]
        return data

    def _area(self, place: Any) -> Data:
        area = self.cases.area_of(place)
        return {"area": area, "area_name": self.card.area_name(area)}

    # needs

    def _needs(self, branch: Branch, maker: BranchMaker) -> list[Data]:
        """What has to be there, what is, and whether it suffices; only the first that fits the area counts."""
        state = self.result.state
        found: list[Data] = []
        for need, concerned in maker.needs.fitting:
            counts = bool(concerned[self.position])
            data: Data = {"share": need.share, "of": need.of, "where": condition(need.where), "counts": counts}
            if counts:
                share = float(maker.share_there(need, state)[self.position])
                data |= {"there": share, "met": bool(need.met_by(share))}
            found.append(data)
        return found

    # comparison

    def _compared(self, maker: BranchMaker, children: NodesByCases, weights: Any) -> Data | None:
        """The other areas that a comparison was with, and how it ended with each."""
        if not maker.branch.aggregate.compares:
            return None
        part = self.cases.beside(self.position)
        there = ~self.cases.made_mask & ~np.isnan(children).all(axis=0)
        others = [place for place in np.arange(part.start, part.stop)[there[part]] if place != self.position]
        chosen = [self.position, *others]
        among = weights if weights is None or weights.ndim == 1 else weights[chosen]
        facts, each = maker.branch.aggregate.comparison(children[:, chosen].T, among, maker.about)
        data: Data = {"method": maker.branch.aggregate.name, "count": len(others), **facts, "with": []}
        if len(others) <= MOST_NAMED:
            data["with"] = [
                self._area(place) | {"numbers": [plain(item) for item in children[:, place]], **said}
                for place, said in zip(others, each, strict=True)
            ]
        return data


def named_children(data: Mapping[str, Any]) -> Data:
    """An explanation whose children are named, and not explained inside."""
    if "children" not in data:
        return dict(data)
    children = [{key: item for key, item in part.items() if key != "explanation"} for part in data["children"]]
    return {**data, "children": children}
