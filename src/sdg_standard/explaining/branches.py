"""How the numbers of children became the number of a branch: weights, contributions, gaps, needs, comparison."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sdg_standard.explaining.steps import plain
from sdg_standard.explaining.walks import Walks
from sdg_standard.explaining.words import MOST_NAMED, condition
from sdg_standard.methods import frontier
from sdg_standard.methods.arrays import Floats
from sdg_standard.plans import Branch
from sdg_standard.results.results import Results
from sdg_standard.scoring.branches import COMPARATIVE, BranchMaker
from sdg_standard.scoring.result import Result
from sdg_standard.scoring.state import BELOW

Data = dict[str, Any]


class Parts:
    """Explains the branches of a result in one case: of the scores, or of a trend."""

    def __init__(self, card: Results, result: Result, position: int, cache: dict[str, Any]) -> None:
        self.card, self.result, self.position = card, result, position
        self.cases = result.cases
        self.scale = (card.methodology.scale.worst, card.methodology.scale.best)
        self.cache = cache

    def used(self, maker: BranchMaker) -> tuple[Floats, Any, NDArray[np.bool_]]:
        """The children's numbers, their weights and what was filled, for all cases; worked out once."""
        name = maker.branch.id
        if name not in self.cache:
            self.cache[name] = maker.used(self.result.state)
        found: tuple[Floats, Any, NDArray[np.bool_]] = self.cache[name]
        return found

    def _maker(self, branch: Branch) -> BranchMaker:
        """What made a branch, from what is kept of it; set up once."""
        key = f"{branch.id} made"
        if key not in self.cache:
            self.cache[key] = BranchMaker.again(branch, self.result.index, self.cases, self.result.made[branch.id])
        found: BranchMaker = self.cache[key]
        return found

    def data(self, branch: Branch, node: Callable[[str], Data]) -> Data:
        """Everything about how a branch was made; ``node`` explains a child."""
        maker = self._maker(branch)
        children, weights, filled = self.used(maker)
        numbers = children[:, self.position]
        weighting = self._weights(weights, len(numbers))
        made = self._aggregated(maker, children, weights)
        return {
            "unit": branch.unit or "",
            "aggregate": branch.aggregate.formula or branch.aggregate.method,
            "parameters": self._parameters(branch, maker),
            "over": branch.aggregate.over,
            "sign": branch.made_sign,
            "applies": self._applies(maker),
            "missing": branch.missing.method,
            "missing_parameters": branch.missing.model_dump(mode="json", exclude_none=True, exclude={"method"}),
            "children": self._children(maker, numbers, weighting, filled, node),
            "aggregated": plain(made),
            "between": self._between(branch, numbers, weighting),
            "needs": self._needs(branch, maker),
            "compared": self._compared(branch, children, weights),
            "steps": Walks(self.card, self.result, self.position).of_branch(branch),
        }

    def _applies(self, maker: BranchMaker) -> bool:
        """Whether the branch applies by its own condition."""
        return maker.allowed is None or bool(maker.allowed[self.position])

    def _parameters(self, branch: Branch, maker: BranchMaker) -> Data:
        aggregate = branch.aggregate
        data: Data = {name: getattr(aggregate, name) for name in ("p", "k") if getattr(aggregate, name) is not None}
        if aggregate.method == "penalised_mean":
            data |= {"sd": aggregate.sd or "population", "penalty": aggregate.penalty or "downward"}
        if isinstance(aggregate.weights, str):
            data |= {"weights": aggregate.weights, "trouble": maker.trouble}
            data["areas"] = int((~self.cases.made_mask).sum()) // max(len(self.cases.periods), 1)
        elif isinstance(aggregate.weights, Mapping):
            data["weights"] = "frozen"
        return data

    def _weights(self, weights: Any, count: int) -> Floats:
        if weights is None:
            return np.ones(count)
        found: Floats = weights if weights.ndim == 1 else weights[self.position]
        return found

    def _aggregated(self, maker: BranchMaker, children: Floats, weights: Any) -> float:
        """The number before needs and steps."""
        if maker.branch.aggregate.method in COMPARATIVE:
            return float(maker.aggregated(children, weights)[self.position])
        one = slice(self.position, self.position + 1)
        own = weights if weights is None or weights.ndim == 1 else weights[one]
        return float(maker.aggregated(children[:, one], own)[0])

    @staticmethod
    def _between(branch: Branch, numbers: Floats, weighting: Floats) -> Data:
        """Mean and standard deviation of a mean that unevenness costs."""
        use = ~np.isnan(numbers) & (weighting > 0)
        if branch.aggregate.method != "penalised_mean" or not use.any():
            return {}
        values, share = numbers[use], weighting[use] / weighting[use].sum()
        mean = float((values * share).sum())
        variance = float(((values - mean) ** 2 * share).sum())
        if branch.aggregate.sd == "sample" and len(values) > 1:
            variance *= len(values) / (len(values) - 1)
        return {"mean": mean, "deviation": float(np.sqrt(variance))}

    # children

    def _children(
        self,
        maker: BranchMaker,
        numbers: Floats,
        weighting: Floats,
        filled: NDArray[np.bool_],
        node: Callable[[str], Data],
    ) -> list[Data]:
        there = ~np.isnan(numbers)
        total = float(weighting[there].sum())
        given = self._weights(maker.weights, len(numbers))
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
                "contribution": self._contribution(maker, share, float(numbers[row])),
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

    @staticmethod
    def _contribution(maker: BranchMaker, share: float, value: float) -> float | None:
        """What a child adds to a mean or a sum; other aggregates are not made of summands."""
        method = maker.branch.aggregate.method
        if np.isnan(value) or method not in ("arithmetic_mean", "sum"):
            return None
        return share * value if method == "arithmetic_mean" else value

    def _fill(self, maker: BranchMaker, row: int, value: float) -> Data:
        """What a gap was filled with, and from whom."""
        missing = maker.branch.missing
        if missing.method != "group_mean":
            return {"method": missing.method, "value": value}
        groups = self.cases.attribute(str(missing.by)).astype(str)
        own = self.result.state.numbers[maker.rows[row]]
        index = self.cases.period_index
        use = (groups == groups[self.position]) & (index == index[self.position])
        use &= ~np.isnan(own) & ~self.cases.made_mask
        use &= True if maker.allowed is None else maker.allowed
        if missing.among == "published":
            use &= ~self.result.state.set_of(BELOW, self.result.index[maker.branch.id])
        places = np.flatnonzero(use)
        data: Data = {"method": "group_mean", "by": missing.by, "group": str(groups[self.position]), "value": value}
        data |= {"among": missing.among, "count": len(places), "areas": []}
        if len(places) <= MOST_NAMED:
            data["areas"] = [self._area(place) | {"number": float(own[place])} for place in places]
        return data

    def _area(self, place: Any) -> Data:
        area = str(self.cases.areas[place % len(self.cases.areas)])
        return {"area": area, "area_name": self.card.area_name(area)}

    # needs

    def _needs(self, branch: Branch, maker: BranchMaker) -> list[Data]:
        """What has to be there, what is, and whether it suffices; only the first that fits the area counts."""
        state = self.result.state
        found: list[Data] = []
        open_ = True
        for need in branch.needs:
            fits = True
            if need.where is not None:
                fits = bool(
                    np.broadcast_to(np.asarray(self.cases.meets(need.where)), (self.cases.count,))[self.position]
                )
            share = float(maker.share_there(need, state)[self.position]) if open_ and fits else None
            data: Data = {"share": need.share, "of": need.of, "where": condition(need.where), "counts": open_ and fits}
            if share is not None:
                data |= {"there": share, "met": share >= need.share - 1e-9}
            found.append(data)
            open_ = open_ and not fits
        return found

    # comparison

    def _compared(self, branch: Branch, children: Floats, weights: Any) -> Data | None:
        """The other areas that a comparison was with, and how it ended with each."""
        method = branch.aggregate.method
        if method not in COMPARATIVE:
            return None
        count = len(self.cases.areas)
        period = self.position // count
        part = [place for place in range(period * count, (period + 1) * count) if not self.cases.made_mask[place]]
        others = [place for place in part if place != self.position and not np.isnan(children[:, place]).all()]
        if method == "benefit_of_doubt":
            return self._frontier(branch, children, others)
        own = children[:, self.position]
        found = [self._pair(own, children[:, place], place, weights, branch.made_sign) for place in others]
        wins = sum(item["for"] > item["against"] for item in found)
        losses = sum(item["for"] < item["against"] for item in found)
        data: Data = {"method": method, "count": len(found), "wins": wins, "losses": losses}
        return data | {"draws": len(found) - wins - losses, "with": found if len(found) <= MOST_NAMED else []}

    def _pair(self, own: Floats, other: Floats, place: int, weights: Any, sign: int) -> Data:
        """The weight of what speaks for an area and against it, beside another."""
        weighting = self._weights(weights, len(own))
        if weights is not None and weights.ndim == 2:
            weighting = (weights[self.position] + weights[place]) / 2
        both = ~np.isnan(own) & ~np.isnan(other) & (weighting > 0)
        ahead = (own - other) * (1 if sign >= 0 else -1)
        better = float(weighting[both & (ahead > 0)].sum())
        worse = float(weighting[both & (ahead < 0)].sum())
        total = float(weighting[both].sum())
        if abs(better - worse) <= 1e-12 * total:
            worse = better
        numbers = [plain(value) for value in other]
        return self._area(place) | {"numbers": numbers, "for": better, "against": worse}

    def _frontier(self, branch: Branch, children: Floats, others: list[int]) -> Data:
        """The weights that suit an area best, and whose numbers they were held against."""
        across = children[:, [self.position, *others]].T
        higher = branch.made_sign >= 0
        weights = frontier.best_weights(across, case=0, higher_is_better=higher)
        data: Data = {"method": "benefit_of_doubt", "count": len(others), "with": []}
        data["weights"] = [plain(weight) for weight in weights]
        if len(others) <= MOST_NAMED:
            data["with"] = [
                self._area(place) | {"numbers": [plain(item) for item in children[:, place]]} for place in others
            ]
        return data
