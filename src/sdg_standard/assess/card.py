"""A card: results that explain themselves."""

from __future__ import annotations

from functools import cached_property
from typing import Self

import pandas as pd

from sdg_standard.assess.shown import card_html
from sdg_standard.explaining import Explanation, explain
from sdg_standard.explaining.nodes import Knowledge
from sdg_standard.results.courses import Courses
from sdg_standard.results.meant import period_meant
from sdg_standard.results.needed import needed_frame
from sdg_standard.results.results import Results
from sdg_standard.results.run import Run
from sdg_standard.results.stages import stage_frames


class Card(Results):
    """Scores with everything needed to explain them: what reports, tables and figures are made from."""

    _earlier: tuple[Card, ...] = ()
    """Cards of earlier periods, the newest first, where this one is the last of a history."""

    def __init__(self, run: Run) -> None:
        self._made = run
        self.problems = run.problems

    def _after(self, earlier: tuple[Card, ...]) -> Self:
        """The same card as the last of a history."""
        found = object.__new__(type(self))
        found.__dict__.update(self.__dict__)
        found._earlier = earlier
        return found

    @property
    def _run(self) -> Run:
        return self._made

    @cached_property
    def _knowledge(self) -> Knowledge:
        """What all explanations share."""
        return Knowledge(self)

    @cached_property
    def _courses(self) -> Courses:
        """What was observed of each leaf over time."""
        return Courses(self._run)

    def _repr_html_(self) -> str:
        return card_html(self)

    def explain(self, area: str, period: str | int, node: str | int) -> Explanation:
        """Return how a number came about: input, value, points, steps, weight, contribution, or why there is none.

        Names do as well as ids: ``card.explain("Asker", 2021, "EC: ICT: ICT: 1C")``. Raises UnknownId for an area,
        period or node that was not scored.
        """
        when = period_meant(period, self.periods)
        return explain(self._knowledge, self.area_meant(area), when, self.node_meant(node))

    def stages(self) -> dict[str, pd.DataFrame]:
        """Return what each stage of scoring gave, a frame each with areas and periods in rows and nodes in columns.

        ``as_read``: the values of leaves as they were read; ``treated``: after the steps before the first that makes a
        score; ``scored``: what leaves end with; then the branches of each level, by its name, from the leaves up.

        >>> import sdg_standard as sdg
        >>> card = sdg.score(sdg.demo_evidence(), sdg.load(), "u4ssc-performance", periods=["2021"])
        >>> list(card.stages())
        ['as_read', 'treated', 'scored', 'category', 'sub_dimension', 'dimension']
        """
        return stage_frames(self)

    def needed(
        self, node: str | int, rating: str, *, area: str | None = None, period: str | int | None = None
    ) -> pd.DataFrame:
        """Return what a node needs for a rating: a row for each area and period, or for those that are named.

        ``rating`` is a label of the first rating or of a single one, or `id:label`. Columns: ``area, period, node,
        rating, of, value, score, needed, unit, answer, pace, reason``. Of a leaf ``needed`` is the value (``of``:
        `value`), in ``unit``, with which it would get that rating: found by trying its own steps, where a certain value
        is best the nearer end; for a category ``answer`` is its code. Of a leaf that reads a growth or a pace it is the
        latest observation that would have been needed, and ``pace`` the change a year, from the first observation to
        it. Of a branch it is the score that the band begins with.

        Otherwise it is NaN, with a reason: `reached` (it has this rating or a better one), `not_applicable`,
        `not_rated`, `not_scored`, `no_benchmark`, `no_point`, `not_reported` (a pace without two years),
        `compares_areas` (a place among others, which no value makes), `made_of_ratings`, `target_only` (a label for
        what has reached its target), `too_little` (too few leaves are rated), `read_otherwise` (a pace of values that
        are divided or transformed first), `out_of_reach` (no possible value has it).

        Raises UnknownId for a node, rating, area or period that there is not.

        >>> import sdg_standard as sdg
        >>> card = sdg.score(sdg.demo_evidence(), sdg.load(), "u4ssc-performance", periods=["2021"])
        >>> card.needed("EC: ICT: ICT: 2C", "from-95", area="NO-1149")[["value", "needed", "unit"]].values.tolist()
        [[84.51, 87.4, '%']]
        """
        return needed_frame(self, node, rating, area, period)
