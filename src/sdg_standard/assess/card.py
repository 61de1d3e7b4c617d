"""A card: results that explain themselves."""

from __future__ import annotations

from functools import cached_property

from sdg_standard.assess.shown import card_html
from sdg_standard.explaining import Explanation, explain
from sdg_standard.explaining.nodes import Knowledge
from sdg_standard.results.meant import period_meant
from sdg_standard.results.results import Results
from sdg_standard.results.run import Run


class Card(Results):
    """Scores with everything needed to explain them: what reports, tables and figures are made from."""

    def __init__(self, run: Run) -> None:
        self._made = run
        self.problems = run.problems

    @property
    def _run(self) -> Run:
        return self._made

    @cached_property
    def _knowledge(self) -> Knowledge:
        """What all explanations share."""
        return Knowledge(self)

    def _repr_html_(self) -> str:
        return card_html(self)

    def explain(self, area: str, period: str | int, node: str | int) -> Explanation:
        """Return how a number came about: input, value, points, steps, weight, contribution, or why there is none.

        Names do as well as ids: ``card.explain("Asker", 2021, "EC: ICT: ICT: 1C")``. Raises UnknownId for an area,
        period or node that was not scored.
        """
        when = period_meant(period, self.periods)
        return explain(self._knowledge, self.area_meant(area), when, self.node_meant(node))
