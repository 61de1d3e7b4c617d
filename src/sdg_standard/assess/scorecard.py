"""The scorecard: results that explain themselves, and that can be saved."""

from __future__ import annotations

from functools import cached_property

from sdg_standard.assess.saved import ReadScorecard, scorecard_from_json, scorecard_json
from sdg_standard.explaining import Explanation, explain
from sdg_standard.explaining.nodes import Knowledge
from sdg_standard.results.meant import period_meant
from sdg_standard.results.results import Results


class Scorecard(Results):
    """Scores of areas under a methodology, with everything needed to explain them.

    Immutable; made by :func:`sdg_standard.score`.
    """

    @cached_property
    def _knowledge(self) -> Knowledge:
        """What all explanations share."""
        return Knowledge(self)

    def explain(self, area: str, period: str | int, node: str | int) -> Explanation:
        """Return how a number came about: input, value, points, steps, weight, contribution, or why there is none.

        Names do as well as ids: ``card.explain("Asker", 2021, "EC: ICT: ICT: 1C")``. Raises UnknownId for an area,
        period or node that was not scored.
        """
        when = period_meant(period, self.periods)
        return explain(self._knowledge, self.area_meant(area), when, self.node_meant(node))

    def to_json(self, *, explanations: bool = False) -> str:
        """Return the scorecard as JSON text; :func:`sdg_standard.read_scorecard` reads it back from a file.

        ``explanations=True`` adds how every number came about, which is many times the rest.
        """
        return scorecard_json(self, self._knowledge if explanations else None)

    @staticmethod
    def from_json(text: str) -> ReadScorecard:
        """Return the scorecard that :meth:`to_json` made this text of. Raises EvidenceError for any other text."""
        return scorecard_from_json(text)
