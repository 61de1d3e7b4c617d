"""Ratings of nodes, and the labels of trends."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from sdg_standard import methods
from sdg_standard.formula import Formula
from sdg_standard.methodology.points import is_fitted
from sdg_standard.methodology.ratings import RatingRule
from sdg_standard.methodology.steps import Reflect
from sdg_standard.methodology.steps.edges import is_formula
from sdg_standard.methods.arrays import Floats
from sdg_standard.methods.normalise import order_of, out_of_order
from sdg_standard.plans import Branch, Leaf
from sdg_standard.scoring.needs import Needs
from sdg_standard.scoring.result import Result
from sdg_standard.scoring.state import APPLIES, share_there

Labels = NDArray[np.object_]


class Rater:
    """Finds the labels of one rating."""

    def __init__(
        self,
        rules: Mapping[str, RatingRule],
        result: Result,
        reached: Mapping[str, NDArray[np.bool_]] | None = None,
        titles: Callable[[str], str] | None = None,
    ) -> None:
        self.rules, self.result, self.title_of = rules, result, titles
        self.reached = reached or {}
        self.leaves: dict[str, Leaf] = {leaf.id: leaf for leaf in result.leaves}
        self.rows = {leaf.id: row for row, leaf in enumerate(result.leaves)}
        self.branches: dict[str, Branch] = {branch.id: branch for branch in result.branches}
        self.points: dict[str, dict[str, Floats]] = {}
        """Points by leaf and name on the scale of the values as read; those that rules fit are added when asked for."""
        for name, (group, place) in result.place_of.items():
            leaf, first = group.leaves[place], group.steps[0].points if group.steps else group.points
            own = {point: np.array([value]) for point, value in leaf.points.given.items()}
            own |= {point: column[place] for point, column in first.items()}
            own |= {point: np.array([value]) for point, value in leaf.points.as_read.items()}
            self.points[name] = {point: column for point, column in own.items() if not self._is_fitted(name, point)}
        self._positions: dict[str, NDArray[np.intp]] = {}

    def labels(self, name: str) -> Labels:
        """The label of a node for each case; empty where there is none."""
        rule = self.rules.get(name)
        count = self.result.cases.count
        if rule is None or (name not in self.leaves and name not in self.branches):
            return np.full(count, "", dtype=object)
        position = self.position(name)
        words = self.words(name)
        found = np.array([*words, ""], dtype=object)[position]
        return self._too_little(name, rule, found)

    def label(self, name: str, position: int) -> str:
        """The label of a node in a case; empty where it has none."""
        return str(self.labels(name)[position])

    def title(self, name: str) -> str:
        """The title of a node, in every language where whoever rates knows them."""
        if self.title_of is not None:
            return self.title_of(name)
        return self.leaves[name].title if name in self.leaves else self.branches[name].title

    def below(self, name: str, what: Literal["children", "leaves"]) -> tuple[str, ...]:
        """The children or the leaves of a branch; none of a leaf."""
        branch = self.branches.get(name)
        return () if branch is None else branch.children if what == "children" else branch.leaves

    def words(self, name: str) -> list[str]:
        """Labels from the worst to the best, then those that are tested first; none where there is no rule."""
        rule = self.rules.get(name)
        if rule is None:
            return []
        bands = self.bands_of(name, rule)
        return [band.label for band in bands if band.when is None] + [band.label for band in bands if band.when]

    def bands_of(self, name: str, rule: RatingRule) -> Sequence[Any]:
        """The bands of a rule; a rule without any has those of the leaves below."""
        if rule.bands:
            return rule.bands
        branch = self.branches.get(name)
        for leaf in branch.leaves if branch else ():
            own = self.rules.get(leaf)
            if own is not None and own.bands:
                return own.bands
        return ()

    def position(self, name: str) -> NDArray[np.intp]:
        """The position of a node's label among the labels; -1 where it has none."""
        if name not in self._positions:
            rule = self.rules.get(name)
            found = np.full(self.result.cases.count, -1) if rule is None else self._position(name, rule)
            leaf = self.leaves.get(name)
            if leaf is not None and leaf.rated is not True:
                found = np.where(self.result.cases.meets(leaf.rated), found, -1)
            self._positions[name] = found.astype(np.intp)
        return self._positions[name]

    def _position(self, name: str, rule: RatingRule) -> NDArray[np.intp]:
        if rule.of_branches and not self.below(name, "leaves"):
            return np.full(self.result.cases.count, -1)
        return np.asarray(rule.place(self, name))

    def facts(self, name: str, position: int) -> dict[str, Any]:
        """The label of a node in a case and how it was found, as data; nothing where it has no label."""
        label, rule = self.label(name, position), self.rules.get(name)
        if not label or rule is None:
            return {}
        leaf = self.leaves.get(name)
        numbers, sign, of_value = self._rated(name)
        bands = self._bands_at(name, rule, position)
        if leaf is None or leaf.series.direction != "target_value":
            edges = [band["from"] for band in bands[1:] if band["from"] is not None and not band["when_reached"]]
            sign = int(order_of(edges, sign)) if edges else sign
        number = float(numbers[position])
        data: dict[str, Any] = {
            "label": label,
            "method": rule.method,
            "of": "value" if of_value else "score",
            "number": number if np.isfinite(number) else None,
            "unit": (leaf.read_unit or "") if leaf is not None and of_value else "",
            "sign": sign,
            "bands": bands,
            "reached": bool(self.reached[name][position]) if name in self.reached else False,
            "ties": rule.ties,
        }
        data |= self._needed(name, rule, position)
        return data | (rule.facts(self, name, position) if name in self.branches else {})

    def _bands_at(self, name: str, rule: RatingRule, position: int) -> list[dict[str, Any]]:
        """Label and edge of each band of a node in a case, and whether it is tested first."""
        found: list[dict[str, Any]] = []
        for band in self.bands_of(name, rule):
            edge = None if band.from_ is None or rule.of_branches else self.edge(band.from_, name)
            number = float("nan") if edge is None else float(edge[0 if len(edge) == 1 else position])
            known = None if np.isnan(number) else number
            found.append({"label": band.label, "from": known, "when_reached": band.when is not None})
        return found

    def _needed(self, name: str, rule: RatingRule, position: int) -> dict[str, Any]:
        """How much has to be rated, and how much is; nothing where nothing has to be."""
        for need, concerned in Needs(rule.needs or (), self.result.cases).fitting:
            if concerned[position]:
                there = float(self.rated_share(name)[position])
                where = {"needs_where": need.where}
                return {"needs": need.share, "there": there, "too_little": not need.met_by(there), **where}
        return {}

    def by_bands(self, name: str) -> NDArray[np.intp]:
        """The band that a node's number, or its value as read, has reached."""
        numbers, edges = self._rated(name)[0], self._edges(name)
        if edges is None:
            return np.full(self.result.cases.count, -1)
        found, bands = self._banded(name, numbers, edges), self.rules[name].bands
        if name in self.reached and any(band.when == "reached" for band in bands):
            last = sum(band.when is None for band in bands)
            found = np.where(self.reached[name] & ~np.isnan(numbers), last, found)
        return found

    def bands_at(self, name: str, numbers: Floats, case: int) -> NDArray[np.intp]:
        """The bands that numbers of a node, or values of it as read, would reach in one case; -1 where it has none."""
        edges = self._edges(name)
        if edges is None:
            return np.full(numbers.shape, -1)
        return self._banded(name, numbers, [edge if len(edge) == 1 else edge[case : case + 1] for edge in edges])

    def rates_values(self, name: str) -> bool:
        """Whether a node's value as read is rated, and not its number."""
        return self._rated(name)[2]

    def edges_at(self, name: str, case: int) -> tuple[float, ...]:
        """The edges of a node's bands in one case, on the scale of what is rated; NaN where one is not known."""
        edges = [self.edge(band.from_, name) for band in self.rules[name].bands if band.from_ is not None]
        return tuple(float(edge[0 if len(edge) == 1 else case]) for edge in edges)

    def _edges(self, name: str) -> list[Floats] | None:
        """Where the bands begin behind the first, where a certain value is best as distances; None without one."""
        leaf = self.leaves.get(name)
        bands = [band for band in self.rules[name].bands if band.when is None]
        edges = [self.edge(band.from_, name) for band in bands[1:]]
        if leaf is not None and self.rates_values(name):
            edges = [self._turned(leaf, edge) for edge in edges]
        return None if any(np.isnan(edge).all() for edge in edges) else edges

    def _banded(self, name: str, numbers: Floats, edges: Sequence[Floats]) -> NDArray[np.intp]:
        """The bands that numbers reach; -1 where edges are out of order."""
        leaf, (_, sign, of_value) = self.leaves.get(name), self._rated(name)
        if leaf is not None and leaf.series.direction == "target_value":
            sign = sign or 1
        if leaf is not None and of_value:
            numbers = self._turned(leaf, numbers)
        way = order_of(edges, sign)
        found = methods.band_index(numbers, edges=edges, sign=way, ties=self.rules[name].ties)
        if leaf is not None and not leaf.points.accepted:
            found = np.where(out_of_order(edges, way), -1, found)
        return found

    def _rated(self, name: str) -> tuple[Floats, int, bool]:
        """The numbers of a node that are rated, whether more is better of them, and whether they are values as read."""
        leaf = self.leaves.get(name)
        if leaf is not None and self.rules[name].of == "value":
            return self.result.readout.values[self.rows[name]], leaf.read_sign, True
        numbers: Floats = self.result.numbers[self.result.index[name]]
        return numbers, leaf.sign if leaf is not None else self.branches[name].sign, False

    def _turned(self, leaf: Leaf, numbers: Floats) -> Floats:
        """Values and edges of a leaf on a scale with a better end: where a certain value is best, how near they are."""
        if leaf.read_sign or leaf.series.direction != "target_value":
            return numbers
        known = leaf.points.given
        low = np.array([known.get("benchmark", known.get("benchmark_low", np.nan))])
        high = np.array([known.get("benchmark", known.get("benchmark_high", np.nan))])
        steps = (step for step in leaf.steps if step.settles_target)
        by = next(steps, Reflect(method="reflect")).by
        return -methods.reflect(numbers, about=low, upper=high, by=by)

    def edge(self, edge: Any, name: str) -> Floats:
        if is_formula(edge):
            formula = Formula.parse(edge.formula)
            points = {item: self.point(name, item) for item in formula.names}
            width = max((len(column) for column in points.values()), default=1)
            found = formula.evaluate({item: np.broadcast_to(column, (width,)) for item, column in points.items()})
            return np.atleast_1d(found)
        if isinstance(edge, str):
            return self.point(name, edge)
        return np.array([float(edge)])

    def point(self, name: str, point: str) -> Floats:
        """A point of a leaf in the unit of its values as read; NaN where there is none."""
        known = self.points.get(name, {})
        if point not in known:
            known[point] = self._fitted_point(name, point)
        return known[point]

    def _fitted_point(self, name: str, point: str) -> Floats:
        """A point that a rule fits: to the values as read, even where a step asks for it on another scale."""
        group, place = self.result.place_of.get(name, (None, 0))
        column = group.as_read(point) if group is not None and self._is_fitted(name, point) else None
        return np.array([np.nan]) if column is None else column[place]

    def _is_fitted(self, name: str, point: str) -> bool:
        leaf = self.leaves.get(name)
        return leaf is not None and is_fitted(leaf.points.rules.get(point))

    def placed(self, name: str, scale: Mapping[str, float]) -> Floats:
        """Where a leaf's value as read lies on a scale of points; NaN where the leaf is not rated."""
        leaf, values = self.leaves[name], self.result.readout.values[self.rows[name]]
        asked = {point: position for point, position in scale.items() if leaf.points.has(point)}
        pairs = sorted(
            ((position, self.point(name, point)) for point, position in asked.items()), key=lambda pair: pair[0]
        )
        if len(pairs) < 2 or any(np.isnan(known).all() for _, known in pairs):
            return np.full(values.shape, np.nan)
        at = self._turned(leaf, np.stack(np.broadcast_arrays(*[known for _, known in pairs])))
        # A point counts as reached where a better one is, as in the bands; only `accept` lets points lie so.
        easiest = np.minimum if (leaf.read_sign or 1) > 0 else np.maximum
        at = easiest.accumulate(at[::-1])[::-1]
        placed = methods.piecewise(
            self._turned(leaf, values),
            at=at[:, 0] if at.shape[1] == 1 else at,
            scores=[position for position, _ in pairs],
        )
        return np.where(self.position(name) < 0, np.nan, placed)

    def edges_on(self, name: str, scale: Mapping[str, float]) -> list[float]:
        """The edges of the leaves' bands, as places on a scale of points."""
        known = {point: np.array([position]) for point, position in scale.items()}
        edges = []
        for band in self.bands_of(name, self.rules[name]):
            if band.from_ is None:
                continue
            if is_formula(band.from_):
                formula = Formula.parse(band.from_.formula)
                edges.append(float(np.squeeze(formula.evaluate({item: known[item] for item in formula.names}))))
            else:
                edges.append(float(known[band.from_][0]) if isinstance(band.from_, str) else float(band.from_))
        return edges

    def _too_little(self, name: str, rule: RatingRule, found: Labels) -> Labels:
        """The label for too little, where not enough leaves are rated."""
        enough = Needs(rule.needs or (), self.result.cases).met(lambda need: self.rated_share(name))
        return found if enough is None else np.where(enough, found, rule.too_little or "")

    def rated_share(self, name: str) -> Floats:
        """The share of the leaves below that apply and are rated by this rating; 1 where there are none."""
        branch = self.branches.get(name)
        leaves = branch.leaves if branch else (name,)
        rated = np.stack([self.position(leaf) >= 0 for leaf in leaves])
        applies = self.result.state.set_of(APPLIES, [self.result.index[leaf] for leaf in leaves])
        return share_there(rated, applies & np.stack([self._asked(leaf) for leaf in leaves]))

    def _asked(self, name: str) -> NDArray[np.bool_]:
        """For which cases this rating means a leaf at all: it has a rule, and the leaf is rated."""
        leaf = self.leaves.get(name)
        asked = name in self.rules and (leaf is None or np.asarray(self.result.cases.meets(leaf.rated)))
        return np.broadcast_to(np.asarray(asked, dtype=bool), (self.result.cases.count,))
