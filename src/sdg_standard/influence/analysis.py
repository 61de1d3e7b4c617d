"""Which choices and errors a score hangs on: the model of what is uncertain, asked at points chosen for that."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd

from sdg_standard._notebook import facts, one_line, panel
from sdg_standard.assess.running import Scorable, Table, measured_of
from sdg_standard.assess.scoring import usable_plan
from sdg_standard.catalogue import Standard
from sdg_standard.errors import EvidenceError, UnknownId
from sdg_standard.influence.changes import Alone, changes_frame, each_alone, ranges_frame
from sdg_standard.influence.designs import SobolDesign
from sdg_standard.influence.morris import morris_effects, screening_design
from sdg_standard.influence.shapley import shapley_effects
from sdg_standard.influence.sobol import Estimate, SobolIndices, sobol_indices
from sdg_standard.influence.targets import OF, Of, Target, in_parts
from sdg_standard.influence.telling import sentences
from sdg_standard.measuring.codes import HEADLINE
from sdg_standard.methodology import Methodology
from sdg_standard.methods.arrays import Floats
from sdg_standard.model.frames import handed_out
from sdg_standard.simulation.codes import DRAWS_ASKED
from sdg_standard.simulation.model import Model
from sdg_standard.simulation.verb import MOST_DRAWS, definition_of
from sdg_standard.words import say

COLUMNS = ("choice", "first", "first_low", "first_high", "total", "total_low", "total_high", "flag")
TOGETHER = 4_000_000
"""So many scores are kept at a time."""
WIDE = 0.25
"""An interval wider than this share is flagged."""
BEYOND = 0.05
"""An estimate further outside 0 and 1 than this is flagged; nearer it is held within them, as all are."""
LAST = 1 - 2.0**-53


class SensitivityAnalysis:
    """A sensitivity analysis of one node in one period. Immutable; nothing is computed before it is asked for.

    Takes what :func:`sdg_standard.score` takes. ``uncertainty``: what is uncertain, a path or the content of such a
    file; without it what the methodology says. ``node``: by default the root. ``period``: by default the latest that is
    scored. ``of``: `ranks`, the mean absolute change of all ranks (of a single area its score), `score` or `rank` of
    each area.
    """

    def __init__(
        self,
        values: Scorable,
        standard: Standard,
        methodology: str | Path | Methodology,
        *,
        uncertainty: Any = None,
        node: str | None = None,
        period: str | int | None = None,
        of: Of | None = None,
        draws: int = 1024,
        seed: int = 0,
        areas: Table | None = None,
        periods: Iterable[str | int] | None = None,
        reference: Scorable | str | Path | None = None,
        commitments: Table | None = None,
    ) -> None:
        measured = measured_of(values, standard)
        plan = usable_plan(methodology, standard)
        _check_whole(draws=(draws, 2), seed=(seed, 0))
        draws, seed = int(draws), int(seed)
        uncertainty, told = definition_of(uncertainty, plan, standard)
        further: dict[str, Any] = {
            "areas": areas,
            "periods": periods,
            "reference": reference,
            "commitments": commitments,
        }
        self._model = Model(measured, standard, methodology, uncertainty, **further)
        said = [*told, *self._model.problems]
        self.problems = self._model.base.problems + said
        """What there is to say about the evidence, the scoring and what is uncertain."""
        self._asked: tuple[Any, ...] = (measured, standard, methodology, further)
        self.draws, self.seed = draws, seed
        self.node = self._node_meant(node)
        self.period = self._period_meant(period)
        if of is not None and of not in OF:
            raise UnknownId("result of a sensitivity analysis", of, OF)
        self.of: Of = of or ("ranks" if len(self.areas) > 1 else "score")

    def _node_meant(self, node: str | None) -> str:
        plan = self._model.plan
        if node is not None:
            if node not in self._model.nodes:
                raise UnknownId(f'node of "{plan.methodology.id}"', node, self._model.nodes)
            return node
        roots = plan.tree.roots
        if len(roots) != 1:
            text = say("influence.several_roots", methodology=plan.methodology.id, n=len(roots))
            raise EvidenceError([HEADLINE.problem(text, say("influence.say_which_node", root=roots[0]), field="node")])
        return roots[0]

    def _period_meant(self, period: str | int | None) -> str:
        known = [item.text for item in self._model.base.request.cases.periods]
        if period is not None and str(period) not in known:
            raise UnknownId("scored period", str(period), known)
        return str(period) if period is not None else known[-1] if known else ""

    @property
    def areas(self) -> tuple[str, ...]:
        """The areas that take part."""
        return tuple(map(str, self._model.base.request.cases.areas))

    @property
    def choices(self) -> tuple[str, ...]:
        """What is uncertain: the ids of choices, and `evidence` for all errors of the evidence together."""
        return self._model.inputs

    @cached_property
    def _columns(self) -> list[tuple[int, ...]]:
        """The coordinates of each choice."""
        named = self._model.columns
        return [tuple(i for i, own in enumerate(named) if own == name) for name in self.choices]

    @cached_property
    def _target(self) -> Target:
        plan, result = self._model.plan, self._model.base.result
        numbers = result.numbers[result.index[self.node]][self._cases]
        return Target(self.of, numbers, plan.node(self.node).sign >= 0)

    @cached_property
    def _cases(self) -> Any:
        return np.array([period == self.period for _, period in self._model.cases], dtype=bool)

    def _results(self, rows: Floats) -> Floats:
        """What is looked at, for points of the unit cube: points × results."""

        def some(part: Floats) -> Floats:
            inside = np.clip(part, 0.0, LAST)
            return self._target.results(self._model.scores(inside, [self.node])[:, 0, :][:, self._cases])

        return in_parts(some, rows, max(TOGETHER // max(len(self._model.cases), 1), 1))

    @property
    def _who(self) -> list[str]:
        """The areas that results are of; empty for one of all areas."""
        return [] if self.of == "ranks" else list(self.areas)

    # shares of a variance

    @cached_property
    def _indices(self) -> SobolIndices:
        design = SobolDesign(self.draws, self._columns, second=True, seed=self.seed)
        return sobol_indices(design, self._results(design.rows), seed=self.seed)

    @cached_property
    def _table(self) -> pd.DataFrame:
        if not self.choices:
            return pd.DataFrame(columns=[*(["area"] if self._who else []), *COLUMNS])
        design = SobolDesign(self.draws, self._columns, seed=self.seed)
        return self._told(sobol_indices(design, self._results(design.rows), seed=self.seed))

    def indices(self) -> pd.DataFrame:
        """Return Sobol's indices: ``choice, first, first_low, first_high, total, total_low, total_high, flag``.

        ``first``: the share of the variance that would go if this choice were settled; ``total``: the share that would
        remain if it were the only one left open. Both lie within 0 and 1, and so do their 95 % intervals. ``flag``:
        `constant` (nothing changes the result), `few` (it is there in fewer than 8 draws), `beyond` (the estimate was
        no share before it was held within 0 and 1: more draws), `wide` (an interval wider than a quarter). Of `score`
        and `rank` there is a row for each ``area``.
        """
        return handed_out(self._table)

    def _told(self, found: SobolIndices) -> pd.DataFrame:
        first, total = found.first.bounded(), found.total.bounded()
        rows = []
        for result in range(found.variance.size):
            for place, name in enumerate(self.choices):
                at = (place, result)
                numbers = [float(part[at]) for one in (first, total) for part in (one.value, one.low, one.high)]
                own = [self._who[result]] if self._who else []
                rows.append((*own, name, *numbers, _flag(found, at)))
        return pd.DataFrame(rows, columns=[*(["area"] if self._who else []), *COLUMNS])

    def interactions(self) -> pd.DataFrame:
        """Return the share of the variance that two choices make together beyond each alone.

        Columns: ``first, second, share, low, high``, of `score` and `rank` ``area`` before them.
        """
        head = ["area"] if self._who else []
        if len(self.choices) < 2:
            return pd.DataFrame(columns=[*head, "first", "second", "share", "low", "high"])
        found = self._indices.second
        assert found is not None
        held = found.bounded()
        rows = [
            (
                *([self._who[result]] if self._who else []),
                self.choices[one],
                self.choices[other],
                *(float(part[one, other, result]) for part in (held.value, held.low, held.high)),
            )
            for result in range(held.value.shape[2])
            for one in range(len(self.choices))
            for other in range(one + 1, len(self.choices))
        ]
        return pd.DataFrame(rows, columns=[*head, "first", "second", "share", "low", "high"])

    def screening(self, *, trajectories: int = 20, levels: int = 4, radial: bool = False) -> pd.DataFrame:
        """Return Morris's screening, for many choices: ``choice, mu, mu_star, mu_star_low, mu_star_high, sigma``.

        ``radial``: by stars around points of a Sobol sequence instead of trajectories on a grid of ``levels``. Effects
        are in the unit of the result (places, points of score) over the whole range of a choice. Of a choice
        between named ways the sign of ``mu`` says nothing, and ``mu_star`` how much it matters.
        """
        columns = ["choice", "mu", "mu_star", "mu_star_low", "mu_star_high", "sigma"]
        head = ["area"] if self._who else []
        if not self.choices:
            return pd.DataFrame(columns=[*head, *columns])
        design = screening_design(trajectories, self._columns, levels=levels, radial=radial, seed=self.seed)
        found = morris_effects(design, self._results(design.rows), seed=self.seed)
        parts = (found.mu, found.mu_star, found.mu_star_low, found.mu_star_high, found.sigma)
        rows = [
            (*([self._who[result]] if self._who else []), name, *(float(part[place, result]) for part in parts))
            for result in range(found.mu.shape[1])
            for place, name in enumerate(self.choices)
        ]
        return pd.DataFrame(rows, columns=[*head, *columns])

    def shapley(self, *, draws: int | None = None) -> pd.DataFrame:
        """Return the Shapley effects of the choices, which add up to 1: ``choice, share``.

        Up to 8 choices every set of them is asked, which is 2^choices · draws runs (``draws``: a quarter of those of
        the analysis).
        """
        head = ["area"] if self._who else []
        if not self.choices:
            return pd.DataFrame(columns=[*head, "choice", "share"])
        found = shapley_effects(self._results, self._columns, draws=draws or max(self.draws // 4, 16), seed=self.seed)
        rows = [
            (*([self._who[result]] if self._who else []), name, float(found.share[place, result]))
            for result in range(found.share.shape[1])
            for place, name in enumerate(self.choices)
        ]
        return pd.DataFrame(rows, columns=[*head, "choice", "share"])

    # one at a time

    @cached_property
    def _alone(self) -> Alone:
        measured, standard, methodology, further = self._asked
        return each_alone(self._model, measured, standard, methodology, further, self.node, self.period)

    def changes(self, *, every: bool = False) -> pd.DataFrame:
        """Return which single choice would change a rating, or who is first, all others being as they stand.

        A row for each alternative of a choice (and each end of what is drawn) and each area whose rating changes, or
        who becomes or is no longer first; ``every=True``: for all areas. Columns: ``choice, alternative, area, period,
        node, score_before, score, rating_before, rating, rank_before, rank, first_before, first``.
        """
        return handed_out(changes_frame(self._alone, every=every))

    def one_at_a_time(self) -> pd.DataFrame:
        """Return how far each choice alone moves the score of each area: ``choice, area, as_it_is, lowest, highest,
        swing``.
        """
        return handed_out(ranges_frame(self._alone))

    def sentences(self, language: Literal["en", "nb", "nn"] = "en") -> list[str]:
        """Return in words what matters most, and which single choice would change a rating or who is first."""
        return sentences(self, self._alone, language)

    def area_name(self, area: str) -> str:
        """The name of an area, or its id."""
        return self._alone.names.get(area, area)

    def to_json(self) -> str:
        """Return what was found as JSON text: the indices, the changes, and what they are about."""
        data = {
            "node": self.node,
            "period": self.period,
            "of": self.of,
            "draws": self.draws,
            "seed": self.seed,
            "choices": list(self.choices),
            "indices": _records(self.indices()),
            "one_at_a_time": _records(self.one_at_a_time()),
            "changes": _records(self.changes()),
        }
        return json.dumps(data, ensure_ascii=False, indent=1)

    def __repr__(self) -> str:
        return one_line("SensitivityAnalysis", f"{self.node}, {self.period}, {len(self.choices)} choices")

    def _repr_html_(self) -> str:
        return panel(repr(self), facts({"node": self.node, "period": self.period, "choices": list(self.choices)}))


def _check_whole(**numbers: tuple[object, int]) -> None:
    """Draws and seed are whole numbers within their limits."""
    for name, (number, least) in numbers.items():
        whole = isinstance(number, int | np.integer) and not isinstance(number, bool)
        if not whole or not least <= int(number) <= (MOST_DRAWS if name == "draws" else 2**63):  # type: ignore[call-overload]
            text = say("influence.no_draws", name=name, number=repr(number), least=least)
            raise EvidenceError([DRAWS_ASKED.problem(text, field=name)])


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows of a frame as JSON can hold them: a gap is null."""
    rows = frame.astype(object).where(frame.notna(), None)
    return [{str(key): value for key, value in row.items()} for row in rows.to_dict("records")]


def _flag(found: SobolIndices, at: tuple[int, int]) -> str:
    """Why somebody should not take an index at its word."""
    if np.isnan(found.variance[at[1]]):
        return "few"
    if found.variance[at[1]] == 0:
        return "constant"
    said: list[Estimate] = [found.first, found.total]
    if any(one.value[at] < -BEYOND or one.value[at] > 1 + BEYOND for one in said):
        return "beyond"
    held = [one.bounded() for one in said]
    return "wide" if any(one.high[at] - one.low[at] > WIDE for one in held) else ""


def sensitivity(
    values: Scorable,
    standard: Standard,
    methodology: str | Path | Methodology,
    node: str | None = None,
    *,
    draws: int = 1024,
    seed: int = 0,
    of: Of | None = None,
    period: str | int | None = None,
    uncertainty: Any = None,
    areas: Table | None = None,
    periods: Iterable[str | int] | None = None,
    reference: Scorable | str | Path | None = None,
    commitments: Table | None = None,
) -> pd.DataFrame:
    """Return how much of the variance of a result each uncertain choice, and the errors of the evidence, make up.

    Columns: ``choice, first, first_low, first_high, total, total_low, total_high, flag``, see
    :meth:`~sdg_standard.influence.SensitivityAnalysis.indices`; more is asked of a
    :class:`~sdg_standard.influence.SensitivityAnalysis`. ``of``: `ranks` (the mean absolute change of all ranks; of a
    single area its score), `score` or `rank` of each area. ``draws`` need not be a power of two; the model is run
    draws · (choices + 2) times. Needs SciPy (the extra ``uncertainty``). Raises as :func:`sdg_standard.score` does.

    >>> import sdg_standard as sdg
    >>> found = sdg.sensitivity(sdg.demo_evidence(), sdg.load(), "u4ssc-performance", "dimension:economy", draws=8)
    >>> found.columns[0]
    'choice'
    """
    return SensitivityAnalysis(
        values,
        standard,
        methodology,
        uncertainty=uncertainty,
        node=node,
        period=period,
        of=of,
        draws=draws,
        seed=seed,
        areas=areas,
        periods=periods,
        reference=reference,
        commitments=commitments,
    ).indices()
