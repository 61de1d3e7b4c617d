"""A model of what is uncertain: from points of the unit cube to scores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sdg_standard.assess.methodology_yaml import methodology_yaml
from sdg_standard.assess.running import Scorable, Table, measured_of, run
from sdg_standard.assess.scorecard import Scorecard
from sdg_standard.assess.scoring import score, usable_plan
from sdg_standard.catalogue import Standard
from sdg_standard.errors import Problem
from sdg_standard.measuring.codes import NEEDS_FIT
from sdg_standard.methodology import Methodology
from sdg_standard.methodology.uncertainty import EVIDENCE, UncertaintyDefinition
from sdg_standard.methods.arrays import Floats
from sdg_standard.model.parts import Observable
from sdg_standard.model.values import Values
from sdg_standard.plans import Plan
from sdg_standard.results.run import Run
from sdg_standard.scoring.drawn import Drawn
from sdg_standard.scoring.observations import Readout
from sdg_standard.scoring.parts import observables
from sdg_standard.scoring.request import Request
from sdg_standard.scoring.result import Result
from sdg_standard.simulation.choices import DrawnBranchWeights, DrawnPoints, Ways, slices_of
from sdg_standard.simulation.reading_errors import errors_of
from sdg_standard.simulation.ready import not_drawn, ready
from sdg_standard.simulation.structures import Asked, Cells, Structure, Structures, with_drawn

Rows = NDArray[np.intp]
CASES_TOGETHER = 8192
"""So many cases of draws are computed together: enough to hide the cost of a call, few enough to be small."""
THREADS = 2


@dataclass(frozen=True)
class Block:
    """Some draws that were computed together."""

    rows: Rows
    """Which they are."""
    structure: Structure
    result: Result
    """Their result, draw by draw, each with the cases of its own."""


@dataclass(frozen=True)
class Draw:
    """One draw: the methodology and the evidence that it scored, as they could be written."""

    methodology: Methodology
    values: Values
    choices: Mapping[str, Any]
    """What was drawn for each choice: the number of a way, or numbers by node."""
    _asked: Asked

    def to_yaml(self) -> str:
        """Return the methodology as a file, with the numbers that were drawn, that reads back to the same."""
        return methodology_yaml(self.methodology)

    def score(self) -> Scorecard:
        """Score it the ordinary way."""
        return score(self.values, self._asked.standard, self.methodology, **self._asked.further)


class Model:
    """What is uncertain about scores, as a function from points of the unit cube to scores.

    ``columns`` has, for each coordinate of a point, the id of the choice that it belongs to, or ``evidence``. Choices
    that draw several numbers have several coordinates. The coordinate of the evidence stands for all its errors
    together: equal coordinates give equal errors.

    Raises as :func:`sdg_standard.score` does.
    """

    def __init__(
        self,
        values: Scorable,
        standard: Standard,
        methodology: str | Path | Methodology,
        uncertainty: UncertaintyDefinition | None = None,
        *,
        areas: Table | None = None,
        periods: Iterable[str | int] | None = None,
        reference: Scorable | str | Path | None = None,
        commitments: Table | None = None,
    ) -> None:
        self.standard, self.plan = standard, usable_plan(methodology, standard)
        self.spec = uncertainty or self.plan.methodology.uncertainty or UncertaintyDefinition()
        measured = measured_of(values, standard)
        further: dict[str, Any] = {
            "areas": areas,
            "periods": periods,
            "reference": reference,
            "commitments": commitments,
        }
        self.base: Run = run(self.plan, standard, measured, **further)
        """What is scored as it stands, without any draw."""
        when = [period.text for period in self.base.request.cases.periods]
        fits = all(problem.code != NEEDS_FIT.number for problem in self.base.problems)
        self._asked = Asked(measured, standard, {**further, "periods": when}, fits)
        self.choices = ready(self.spec.choices, self.plan, self.base.result, standard)
        self.errors, problems = errors_of(measured, self.spec.evidence, self._observables, standard)
        undrawn = not_drawn(self.spec.choices, self.plan, self.base.result, standard)
        self.problems: tuple[Problem, ...] = (*problems, *undrawn)
        points = [item for item in self.choices if isinstance(item, DrawnPoints)]
        open_points: dict[str, list[str]] = {}
        for item in points:
            for leaf in item.leaves:
                open_points.setdefault(leaf, []).append(item.point)
        structural = {item.id for item in self.choices if isinstance(item, Ways)}
        kept = [choice for choice in self.spec.choices if choice.id in structural]
        self._structures = Structures(self.plan, kept, open_points, self._asked)
        self._slices = slices_of(self.choices)

    def __getstate__(self) -> dict[str, Any]:
        """For other processes: what is worked out on demand is worked out now."""
        base = replace(self.base, provenance=Scorecard(self.base).provenance)
        return {**self.__dict__, "base": base}

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The choice that each coordinate belongs to, those of the file in their order, the evidence last."""
        found = [name for name, own in self._slices.items() for _ in range(own.stop - own.start)]
        return (*found, *(() if self.errors.is_certain else (EVIDENCE,)))

    @property
    def inputs(self) -> tuple[str, ...]:
        """What is uncertain: the ids of choices, and `evidence`."""
        return tuple(dict.fromkeys(self.columns))

    @property
    def nodes(self) -> tuple[str, ...]:
        """The nodes of the file, leaves first."""
        return self.base.result.nodes

    @property
    def cases(self) -> tuple[tuple[str, str], ...]:
        """Area and period of each case."""
        cases = self.base.request.cases
        return tuple((str(area), period.text) for period in cases.periods for area in cases.areas)

    def scores(self, units: Floats, nodes: Sequence[str] | None = None, *, threads: int = THREADS) -> Floats:
        """Return scores for points of the unit cube, draws × nodes × cases; NaN where there is none.

        ``units`` are draws × columns. A row of the result depends on its own point alone.
        """
        asked = self.nodes if nodes is None else tuple(nodes)
        found = np.full((len(units), len(asked), len(self.cases)), np.nan)

        def put(block: Block) -> None:
            found[block.rows] = self.numbers_of(block, asked)

        self.each_block(units, put, threads=threads)
        return found

    def numbers_of(self, block: Block, nodes: Sequence[str]) -> Floats:
        """The numbers of some nodes in a block, draws × nodes × cases of the file."""
        result, count = block.result, len(block.rows)
        rows = np.array([result.index.get(name, -1) for name in nodes], dtype=np.intp)
        numbers = result.numbers[rows].reshape(len(nodes), count, -1).transpose(1, 0, 2)
        numbers = np.where((rows < 0)[None, :, None], np.nan, numbers)
        return self.as_cases(numbers, block.structure, np.nan)

    def as_cases(self, array: NDArray[Any], structure: Structure, empty: Any) -> NDArray[Any]:
        """The last axis of an array, cases of a structure, as cases of the file; ``empty`` where there is none."""
        own, mine = structure.request.cases, self.base.request.cases
        if len(own.areas) == len(mine.areas) and (own.areas == mine.areas).all():
            return array
        place = {str(area): at for at, area in enumerate(own.areas)}
        at = np.array([place.get(str(area), -1) for area in mine.areas], dtype=np.intp)
        split = array.reshape(*array.shape[:-1], len(own.periods), len(own.areas))
        found = (
            np.where(at < 0, empty, split[..., at]) if len(own.areas) else np.full((*split.shape[:-1], len(at)), empty)
        )
        return found.reshape(*array.shape[:-1], -1)

    def each_block(self, units: Floats, take: Any, *, threads: int = THREADS) -> None:
        """Compute draws in blocks and hand each to ``take``; the blocks and their order change no number."""
        tasks = list(self._tasks(units))
        if threads < 2 or len(tasks) < 2:
            for rows, structure in tasks:
                take(self._block(units, rows, structure))
            return
        with ThreadPoolExecutor(threads) as pool:
            for future in [pool.submit(lambda task: take(self._block(units, *task)), task) for task in tasks]:
                future.result()

    def draw(self, unit: Floats) -> Draw:
        """Return the methodology and the evidence of one point of the unit cube."""
        row = unit[None, :]
        picks = {name: int(pick[0]) for name, pick in self._picks(row).items()}
        drawn = self._drawn(row)
        points = {leaf: {name: float(n[0]) for name, n in own.items()} for leaf, own in drawn.points.items()}
        weights = {branch: {part: float(n[0]) for part, n in own.items()} for branch, own in drawn.weights.items()}
        methodology = self._structures.methodology(picks, points, weights)
        cells = self._cells(unit)
        values = self._asked.values if cells is None else with_drawn(self._asked.values, *cells)
        return Draw(methodology, values, {**picks, **self._told(points, weights)}, self._asked)

    def weights(self, units: Floats) -> Mapping[str, Mapping[str, Floats]]:
        """The weights that are drawn for points of the unit cube: by branch and part, one for each point."""
        return self._drawn(units).weights

    def request_of(self, unit: Floats) -> tuple[Structure, Request]:
        """The structure and the request of one point of the unit cube."""
        row = unit[None, :]
        structure = self._structures.of({name: int(pick[0]) for name, pick in self._picks(row).items()})
        return structure, structure.asked_with(self._cells(unit), self._drawn(row))

    # draws

    def _tasks(self, units: Floats) -> Iterator[tuple[Rows, Structure]]:
        """Rows that share a structure, some at a time."""
        picks = self._picks(units)
        keys = np.stack([np.zeros(len(units), dtype=np.intp), *picks.values()], axis=1)
        kinds, kind = np.unique(keys, axis=0, return_inverse=True)
        for place, key in enumerate(kinds):
            structure = self._structures.of(dict(zip(picks, map(int, key[1:]), strict=True)))
            rows = np.flatnonzero(kind.ravel() == place)
            size = 1 if structure.apart else max(1, CASES_TOGETHER // max(structure.request.cases.count, 1))
            for start in range(0, len(rows), size):
                yield rows[start : start + size], structure

    def _block(self, units: Floats, rows: Rows, structure: Structure) -> Block:
        own = units[rows]
        if structure.apart:
            return Block(rows, structure, structure.alone(self._cells(own[0]), self._drawn(own)))
        readout = self._readout(own, structure)
        return Block(rows, structure, structure.together(len(rows), readout, self._spread(self._drawn(own), structure)))

    def _readout(self, units: Floats, structure: Structure) -> Readout:
        """What is read in draws that stand side by side."""
        read, count = structure.readout, len(units)
        width = structure.request.cases.count
        table = np.tile(read.values, count)
        reasons = None if read.reasons is None else np.tile(read.reasons, count)
        if not self.errors.is_certain:
            leaf, case, cell = self._places(structure)
            for place, unit in enumerate(units):
                table[leaf, place * width + case] = self.errors.draw(unit[-1])[cell]
                if reasons is not None:
                    reasons[leaf, place * width + case] = 0
        return Readout(table, reasons)

    def _places(self, structure: Structure) -> tuple[Rows, Rows, Rows]:
        return structure.places(self.errors.cells)

    def _cells(self, unit: Floats) -> Cells | None:
        """The numbers of a draw and their places; None where the evidence is certain."""
        return None if self.errors.is_certain else (self.errors.cells, self.errors.draw(float(unit[-1])))

    def _picks(self, units: Floats) -> dict[str, Rows]:
        return {item.id: item.pick(units[:, self._slices[item.id]]) for item in self.choices if isinstance(item, Ways)}

    def _drawn(self, units: Floats) -> Drawn:
        """Points and weights, a number for each draw."""
        points: dict[str, dict[str, Floats]] = {}
        weights: dict[str, Mapping[str, Floats]] = {}
        for item in self.choices:
            own = units[:, self._slices[item.id]]
            if isinstance(item, DrawnPoints):
                for leaf, named in item.points(own).items():
                    points.setdefault(leaf, {}).update(named)
            elif isinstance(item, DrawnBranchWeights):
                weights.update(item.drawn(own))
        return Drawn(points, weights)

    def _spread(self, drawn: Drawn, structure: Structure) -> Drawn:
        """The same for each case of each draw."""
        width = structure.request.cases.count

        def rows(table: Mapping[str, Mapping[str, Floats]]) -> dict[str, dict[str, Floats]]:
            return {
                node: {name: np.repeat(numbers, width) for name, numbers in own.items()} for node, own in table.items()
            }

        branches = {name: branch.parts for name, branch in structure.plan.branches.items()}
        weights = {name: own for name, own in drawn.weights.items() if set(branches.get(name, ())) == set(own)}
        return Drawn(rows(drawn.points), rows(weights))

    def _told(self, points: Any, weights: Any) -> dict[str, Any]:
        """What was drawn for the choices that draw numbers."""
        found: dict[str, Any] = {}
        for item in self.choices:
            if isinstance(item, DrawnPoints):
                found[item.id] = {leaf: points[leaf][item.point] for leaf in item.leaves}
            elif isinstance(item, DrawnBranchWeights):
                found[item.id] = {branch: weights[branch] for branch in item.weights}
        return found

    # what is read

    @cached_property
    def _observables(self) -> frozenset[Observable]:
        """What is observed, by the file or by another methodology that may be picked."""
        names = [name for choice in self.spec.choices for name in getattr(choice, "methodology", ())]
        plans: list[Plan] = [self.plan, *(usable_plan(name, self.standard) for name in names)]
        leaves = [leaf for plan in plans for leaf in plan.leaves.values()]
        leaves += [leaf for plan in plans for trend in plan.trends.values() for leaf in trend.leaves.values()]
        beside = {name for leaf in leaves for name in (leaf.series.id, leaf.read.series, leaf.read.per) if name}
        return frozenset([*(item for plan in plans for item in observables(plan)), *map(Observable, beside)])
