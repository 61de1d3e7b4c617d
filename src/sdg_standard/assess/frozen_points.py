"""Fitted points as numbers of a file, for steps, for readings and for ratings of values.

A step asks for a point on the scale on which it finds it, a rating of values and a reading on that of the values as
read. A frozen file has both, where the two differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np

from sdg_standard.errors import EvidenceError
from sdg_standard.measuring.codes import NEEDS_FIT
from sdg_standard.methodology import Methodology
from sdg_standard.methodology.points import Given, PointSource, chain, is_fitted
from sdg_standard.methodology.steps.edges import points_of
from sdg_standard.methods.arrays import slack
from sdg_standard.plans import Leaf
from sdg_standard.scoring.reference import differs
from sdg_standard.scoring.result import Result
from sdg_standard.scoring.track import Track
from sdg_standard.words import say

NONE = float("nan")


def asked_by_ratings(methodology: Methodology) -> set[str]:
    """Names of points that ratings ask for, as edges or by their positions."""
    rules = [rule for rating in methodology.ratings.values() for rule in rating]
    edges = {name for rule in rules for band in rule.bands for name in points_of(band.from_)}
    return edges | {name for rule in rules for name in rule.scale}


def noted(result: Result, node: str, number: int) -> dict[str, Any]:
    """What a step was fitted to: bounds, an offset, the numbers it ranks among."""
    among = result.ranked_among.get((node, number))
    return result.treated.get((node, number), {}) | ({} if among is None else {"among": among.tolist()})


def frozen_points(result: Result, asked: Iterable[str]) -> dict[str, dict[str, Any]]:
    """For each leaf its fitted points as numbers; ``asked`` are those that ratings of values name."""
    of_steps = [key for key in sorted({*result.fitted, *result.fitted_behind}) if key[0] in result.place_of]
    of_rules = [(leaf.id, point) for leaf in _by_track(result) for point in leaf.points.rules]
    found: dict[str, dict[str, Any]] = {}
    for name, point in dict.fromkeys([*of_steps, *of_rules]):
        track, place = result.place_of[name]
        if is_fitted(track.leaves[place].points.rules.get(point)):
            frozen = _Fitted(track, place, point, result, _parts(asked, track.leaves[place])).frozen()
            if frozen is not None:
                found.setdefault(name, {})[point] = frozen
    return found


def _by_track(result: Result) -> Iterator[Leaf]:
    for track in result.tracks:
        yield from track.leaves


def _parts(asked: Iterable[str], leaf: Leaf) -> set[str]:
    """Names of points with those that their formulas name."""
    found, waiting = set(), list(asked)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [part for item in chain(leaf.points.rules.get(name)) for part in item.asked_points]
    return found


@dataclass(frozen=True)
class _Fitted:
    """A fitted point of a leaf: what each of those who ask for it has found."""

    track: Track
    place: int
    point: str
    result: Result
    asked: set[str]
    """The points that ratings ask for."""

    def __post_init__(self) -> None:
        if self.key in self.result.on_two_scales:
            raise self._no_number("assess.fitted_point_on_two_scales")

    @property
    def leaf(self) -> Leaf:
        """The leaf."""
        return self.track.leaves[self.place]

    @property
    def key(self) -> tuple[str, str]:
        """The leaf and the point."""
        return self.leaf.id, self.point

    @property
    def rule(self) -> PointSource:
        """Its rule."""
        return self.leaf.points.rules[self.point]

    @property
    def at_a_step(self) -> bool:
        """Whether a step asks for it."""
        return self.key in self.result.fitted or self.key in self.result.fitted_behind

    def frozen(self) -> PointSource | None:
        """The number in the place of the rule; None where nothing was found, so that what stands behind it holds."""
        where, as_read = (0, NONE) if self.track.read is None else self.track.read.for_all(self.point, self.place)
        if self.key in self.result.fitted_behind:
            stage, where, number = self.result.fitted_behind[self.key]
        else:
            stage, number = self.result.fitted.get(self.key, (len(self.leaf.steps), NONE))
        as_read = self._as_observed(number, as_read)
        if np.isnan(number) and np.isnan(as_read):
            return None
        if not self.rule.at_a_step or self._differs_before(where):
            return self._behind_rules(where, stage, number, as_read)
        if np.isnan(number):
            stage, number = self._where_no_step_found_it(as_read)
        before = self._frozen_stage(stage)
        told = {"value": number, "stage": before}
        same = np.isnan(as_read) or (not before and number == as_read)
        return Given.model_validate(told if same else {**told, "as_read": as_read})

    def _differs_before(self, where: int) -> bool:
        """Whether a formula that differs by area goes before a rule of the chain."""
        return differs(islice(chain(self.rule), where), self.leaf)

    def _as_observed(self, number: float, as_read: float) -> float:
        """What ratings of values and readings find; none where neither asks for it."""
        stage, read = self.result.fitted_by_readings.get(self.key, (0, NONE))
        rated = as_read if self.point in self.asked or not self.at_a_step else NONE
        if np.isnan(rated) and not np.isnan(number) and self.point in self.asked:
            rated = self._instead()  # what holds as read where only a step found something
        if stage or abs(read - rated) > slack(read):
            raise self._no_number("assess.fitted_point_on_two_scales")
        return rated if np.isnan(read) else read

    def _instead(self) -> float:
        """The number that stands behind the rule; none where there is none, or another one for each area."""
        instead = next((rule for rule in chain(self.rule) if not rule.at_a_step), None)
        return NONE if instead is None or instead.quantity is None else float(instead.quantity)

    def _where_no_step_found_it(self, as_read: float) -> tuple[int, float]:
        """Where a point stands that no step found: behind all of them, or as the number that holds for them instead."""
        if not self.at_a_step or all(rule.at_a_step for rule in chain(self.rule)):
            return len(self.leaf.steps), as_read
        instead = self._instead()
        if np.isnan(instead):
            raise self._no_number("assess.fitted_point_on_two_scales")
        return 0, instead

    def _behind_rules(self, where: int, stage: int, number: float, as_read: float) -> PointSource:
        """The rules that are never frozen with the number behind them, which has to be the same for whoever asks."""
        if self.at_a_step:
            if np.isnan(number) or self._frozen_stage(stage):
                raise self._no_number("assess.fitted_point_behind_after")
            as_read = number
        return _with(self.rule, where, Given(value=as_read))

    def _frozen_stage(self, stage: int) -> int:
        """The place of a step among the steps of the frozen file, where one may have become none, or two."""
        steps = enumerate(self.leaf.steps[:stage])
        return sum(len(step.frozen(noted(self.result, self.leaf.id, number))) for number, step in steps)

    def _no_number(self, key: str) -> EvidenceError:
        """One number cannot stand for what was found."""
        text = say(key, id=self.leaf.id, point=self.point, rule=self.rule.name)
        return EvidenceError([NEEDS_FIT.problem(text, say("assess.score_reference_given_instead"))])


def _with(rule: PointSource, where: int, number: Given) -> PointSource:
    """A rule with a number in a place of the chain that it begins."""
    if not where or rule.behind is None:
        return number if not where else rule.model_copy(update={"else_": number})
    return rule.model_copy(update={"else_": _with(rule.behind, where - 1, number)})
