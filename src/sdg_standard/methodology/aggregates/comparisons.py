"""Areas compared with one another in each period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isnan
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from sdg_standard.methodology.aggregates.base import About, Aggregate, Data, Told
from sdg_standard.words import say

if TYPE_CHECKING:
    from sdg_standard.methods.arrays import CasesByChildren, PerCase


class Copeland(Aggregate):
    """Each area is compared with each other one; who wins more often comes first."""

    method: Literal["copeland"]
    """`copeland`"""
    function: ClassVar[str] = "outrank.copeland"
    label: ClassVar[str] = "aggregate.copeland.label"
    weighs: ClassVar[bool] = True
    compares: ClassVar[bool] = True

    def make(self, across: CasesByChildren, weights: Any, about: About) -> PerCase:
        """What wins depends on the direction of the children."""
        made: PerCase = self.kernel()(across, weights=weights, higher_is_better=about.higher_is_better)
        return made

    def comparison(self, across: CasesByChildren, weights: Any, about: About) -> tuple[Data, Sequence[Data]]:
        """How many the first area wins against, and beside each other one the weights for and against it."""
        from sdg_standard.methods.outrank import for_and_against

        better, worse = for_and_against(across, weights=weights, higher_is_better=about.higher_is_better)
        found = [{"for": float(ahead), "against": float(behind)} for ahead, behind in zip(better, worse, strict=True)]
        wins, losses = int((better > worse).sum()), int((better < worse).sum())
        return {"wins": wins, "losses": losses, "draws": len(found) - wins - losses}, found

    @classmethod
    def comparison_lines(cls, told: Told) -> Iterator[str]:
        """Won, lost and even, and each comparison."""
        found = told.compared
        if not found["count"]:
            yield say("aggregate.copeland.nobody")
            return
        facts = {name: found[name] for name in ("wins", "losses", "draws", "count")}
        yield say("aggregate.copeland", others=told.others, result=told.result, **facts)
        for item in found["with"]:
            word = "won" if item["for"] > item["against"] else "lost" if item["for"] < item["against"] else "even"
            weights = {"ahead": item["for"], "behind": item["against"]}
            yield say(f"aggregate.copeland.{word}", area=item["area_name"], **weights)


class BenefitOfDoubt(Aggregate):
    """Each area is weighted as suits it best, and measured against the best that anybody reaches so."""

    method: Literal["benefit_of_doubt"]
    """`benefit_of_doubt`"""
    function: ClassVar[str] = "frontier.benefit_of_doubt"
    label: ClassVar[str] = "aggregate.benefit_of_doubt.label"
    compares: ClassVar[bool] = True

    def make(self, across: CasesByChildren, weights: Any, about: About) -> PerCase:
        """It finds its own weights."""
        made: PerCase = self.kernel()(across, higher_is_better=about.higher_is_better)
        return made

    def comparison(self, across: CasesByChildren, weights: Any, about: About) -> tuple[Data, Sequence[Data]]:
        """The weights that suit the first area best."""
        from sdg_standard.methods.frontier import best_weights

        best = best_weights(across, case=0, higher_is_better=about.higher_is_better).tolist()
        return {"weights": [None if isnan(weight) else weight for weight in best]}, [{} for _ in across[1:]]

    @classmethod
    def comparison_lines(cls, told: Told) -> Iterator[str]:
        """The sum with these weights, and whose numbers they were held against."""
        found, term = told.compared, "aggregate.weighted" if told.higher_is_better else "aggregate.weighted_inverse"
        terms = [
            say(term, weight=weight, number=part["number"], title=part["title"])
            for part, weight in zip(told.children, found["weights"], strict=True)
            if weight and part["number"] is not None
        ]
        yield say("explain.put_together", line=told.plus(terms) if terms else "0", result=told.result)
        if found["with"]:
            names = [item["area_name"] for item in found["with"]]
            yield say("aggregate.nobody_above_1_named", others=told.others, names=names)
        else:
            yield say("aggregate.nobody_above_1", others=told.others)
