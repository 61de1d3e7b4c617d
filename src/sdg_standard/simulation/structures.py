"""Structures: what draws have in common that differ in numbers and weights alone. Each is planned once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sdg_standard.assess.running import run
from sdg_standard.catalogue import Standard
from sdg_standard.catalogue.codes import ALTERNATIVE_FAILS
from sdg_standard.catalogue.report import Nowhere
from sdg_standard.errors import StandardError
from sdg_standard.measuring.codes import NEEDS_FIT
from sdg_standard.methodology import Methodology
from sdg_standard.methodology.points import DrawnPoint, Given, chain
from sdg_standard.methodology.readings import AtPeriod, Latest
from sdg_standard.methodology.uncertainty import Choice, DropChoice, MethodologyChoice
from sdg_standard.methods.arrays import Floats
from sdg_standard.model.values import Values
from sdg_standard.plans import Leaf, Plan
from sdg_standard.plans.planner import plan_with
from sdg_standard.scoring.drawn import Drawn
from sdg_standard.scoring.observations import Readout
from sdg_standard.scoring.readings import read_leaves
from sdg_standard.scoring.request import Request
from sdg_standard.scoring.result import Result
from sdg_standard.scoring.tree import compute
from sdg_standard.scoring.weights import is_fitted
from sdg_standard.simulation.alternatives import Picks, otherwise, said, starting
from sdg_standard.words import say

Numbers = Mapping[str, Mapping[str, float]]
"""By leaf and point, or by branch and part."""
Cells = tuple[NDArray[np.intp], Floats]
"""Places of values, those of the block and behind them those of parts, and the numbers that were drawn for them."""


def with_drawn(values: Values, cells: NDArray[np.intp], numbers: Floats, others: float | None = None) -> Values:
    """Values with other numbers in some cells; ``others`` stands in all other cells that have a number."""

    def put_in(known: Floats, mine: NDArray[np.bool_], first: int) -> Floats:
        found = (
            np.ascontiguousarray(known if others is None else np.where(np.isnan(known), np.nan, others)).ravel().copy()
        )
        found[cells[mine] - first] = numbers[mine]
        return found.reshape(known.shape)

    block = values.cube.values
    in_block = cells < block.size
    parts = None if values._parts is None else values._parts["value"].to_numpy(dtype=np.float64)
    drawn = None if parts is None else put_in(parts, ~in_block, block.size)
    return values.with_numbers(put_in(block, in_block, 0), drawn)


@dataclass(frozen=True)
class Asked:
    """What is scored, whatever is drawn."""

    values: Values
    standard: Standard
    further: Mapping[str, Any]
    """The tables and periods that :func:`sdg_standard.score` takes."""
    fits: bool = True
    """Whether the file as it stands has what it is fitted to, or is fitted to nothing."""


@dataclass(frozen=True)
class Structure:
    """A plan and what it is asked for, with the points that are drawn left open."""

    plan: Plan
    request: Request

    @cached_property
    def apart(self) -> bool:
        """Whether draws have to be computed one by one: something is fitted, or read otherwise than as it stands."""
        request = self.request
        leaves = request.leaves.values()
        rules = [item for leaf in leaves for rule in leaf.points.rules.values() for item in chain(rule)]
        steps = [step for leaf in leaves for step in leaf.steps]
        fitted = any(item.reads_reference for item in (*rules, *steps)) or any(
            map(is_fitted, request.branches.values())
        )
        return fitted or bool(request.cases.made) or not all(map(_as_it_stands, leaves))

    @cached_property
    def readout(self) -> Readout:
        """What is read of the values as they are."""
        return read_leaves(tuple(self.request.leaves.values()), self.request.material)[0]

    def places(self, cells: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
        """Where cells of the values are read: leaf, case, and which of the cells.

        Found by reading values that hold their numbers in place of their own.
        """
        marked = with_drawn(self.request.values, cells, np.arange(len(cells), dtype=np.float64), others=-1.0)
        own = replace(self.request.material, values=marked)
        read = read_leaves(tuple(self.request.leaves.values()), own)[0].values
        leaf, case = np.nonzero(read >= 0)
        return leaf, case, read[leaf, case].astype(np.intp)

    def together(self, draws: int, readout: Readout, drawn: Drawn) -> Result:
        """The result of several draws that stand side by side, each with cases of its own."""
        cases = replace(self.request.cases, periods=self.request.cases.periods * draws)
        return compute(replace(self.request, cases=cases, reference=None, drawn=drawn), readout)

    def alone(self, draw: Cells | None, drawn: Drawn) -> Result:
        """The result of one draw; ``draw`` has the numbers that stand in the place of others."""
        return compute(self.asked_with(draw, drawn))

    def asked_with(self, draw: Cells | None, drawn: Drawn) -> Request:
        """The request of one draw."""
        request = replace(self.request, drawn=drawn)
        if draw is None:
            return request
        values, known = with_drawn(request.values, *draw), request.reference
        if known is not None and known.values is request.values:
            known = replace(known, values=values)
        return replace(request, values=values, reference=known)


def _as_it_stands(leaf: Leaf) -> bool:
    """Whether a leaf takes a number as it stands in the values."""
    read = leaf.read
    plain = type(read) in (AtPeriod, Latest)
    return plain and not (read.per or read.before or read.gap or read.times != 1)


class Structures:
    """The structures of an analysis, each planned when a draw first asks for it."""

    def __init__(
        self, plan: Plan, choices: Sequence[Choice], points: Mapping[str, Sequence[str]], asked: Asked
    ) -> None:
        self.plan, self.choices, self.points, self.asked = plan, tuple(choices), points, asked
        self._known: dict[tuple[int, ...], Structure] = {}

    def of(self, picks: Picks) -> Structure:
        """The structure of some picks. Raises StandardError where these do not go together, or want a reference set."""
        key = tuple(picks.get(choice.id, 0) for choice in self.choices)
        if key not in self._known:
            open_points = {leaf: {name: DrawnPoint() for name in names} for leaf, names in self.points.items()}
            self._known[key] = self._structure(self._methodology(picks, open_points), picks)
        return self._known[key]

    def methodology(self, picks: Picks, points: Numbers, weights: Numbers) -> Methodology:
        """The methodology of one draw, its numbers written."""
        given = {leaf: {name: Given(value=value) for name, value in own.items()} for leaf, own in points.items()}
        return self._methodology(picks, given, weights)

    def _methodology(self, picks: Picks, points: Any, weights: Numbers | None = None) -> Methodology:
        standard = self.asked.standard
        start = starting(self.choices, picks, self.plan, standard)
        what = said(self.choices, picks, start, standard)
        for branch, own in (weights or {}).items():
            planned = self.of(picks).plan.branches.get(branch)
            if planned is not None and set(planned.parts) == set(own):
                what.of(start, branch)["aggregate"] = planned.aggregate.frozen(own)
        known = {leaf: own for leaf, own in points.items() if leaf in start.leaves}
        return otherwise(start, standard, what, known)

    def _structure(self, methodology: Methodology, picks: Picks) -> Structure:
        asked = self.asked
        plan = plan_with(methodology, asked.standard, Nowhere(), {})
        if plan.failed:
            raise StandardError(plan.problems)
        made = run(plan, asked.standard, asked.values, **asked.further)
        lacking = [problem for problem in made.problems if problem.code == NEEDS_FIT.number]
        if lacking and self.asked.fits:
            text = say("uncertain.ways_fail", ways=list(self._ways(picks)), message=lacking[0].message)
            raise StandardError([ALTERNATIVE_FAILS.problem(text, lacking[0].cure)])
        return Structure(plan, made.request)

    def _ways(self, picks: Picks) -> Iterator[str]:
        """The ways that were picked, in words; nothing is said of a choice that leaves the file as it is."""
        for choice in self.choices:
            pick, as_it_is = picks.get(choice.id, 0), isinstance(choice, DropChoice | MethodologyChoice)
            if pick or not as_it_is:
                yield say("uncertain.way", number=pick if as_it_is else pick + 1, id=choice.id)
