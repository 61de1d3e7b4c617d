"""What is uncertain fits the methodology that it is about: names, units, order of points, and that it can matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from sdg_standard.catalogue.codes import (
    CHOICE_TWICE,
    CORRELATED,
    DISTRIBUTION,
    MAY_CROSS,
    NOT_DRAWABLE,
    UNKNOWN_METHODOLOGY,
    UNKNOWN_POINT,
    UNKNOWN_QUALITY,
    UNKNOWN_SERIES,
    WITHOUT_EFFECT,
)
from sdg_standard.catalogue.quantities import in_unit, refused_quantity
from sdg_standard.catalogue.report import Path, Report
from sdg_standard.catalogue.standard import Standard
from sdg_standard.errors import did_you_mean, near
from sdg_standard.methodology.rules import Rule
from sdg_standard.methodology.steps.edges import points_of
from sdg_standard.methodology.uncertainty import (
    EVIDENCE,
    AboutNodes,
    AggregateChoice,
    Choice,
    DropChoice,
    EvidenceErrors,
    MethodologyChoice,
    MissingChoice,
    PointChoice,
    StepsChoice,
    UncertaintyDefinition,
    WeightsChoice,
)
from sdg_standard.model.terms import QUALITIES
from sdg_standard.plans.plan import Leaf, Plan
from sdg_standard.plans.points import ORDER, unit_of
from sdg_standard.plans.selection import Matcher
from sdg_standard.units import NumberError, UnitError
from sdg_standard.words import say

Ends = tuple[float, float]


def check_uncertainty(spec: UncertaintyDefinition, plan: Plan, standard: Standard, report: Report, path: Path) -> None:
    """Report everything that is wrong with what is uncertain about a methodology that has been worked out."""
    _Checker(plan, standard, report).check(spec, path)


class _Checker:
    def __init__(self, plan: Plan, standard: Standard, report: Report) -> None:
        self.plan, self.standard, self.report = plan, standard, report
        self.matcher = Matcher(plan.tree, report, frozenset(), standard.series, self._has)
        self.taken: dict[tuple[str, str], str] = {}
        """Which choice draws what of which node."""
        self.ends: dict[tuple[str, str], tuple[Ends, Path]] = {}
        """Between which numbers the points of leaves are drawn, and where that stands."""

    def _has(self, leaf: str, point: str) -> bool:
        return leaf in self.plan.leaves and self.plan.leaves[leaf].points.has(point)

    def check(self, spec: UncertaintyDefinition, path: Path) -> None:
        """The evidence, then the choices."""
        self._evidence(spec.evidence, (*path, "evidence"))
        ids: set[str] = {EVIDENCE}
        for index, choice in enumerate(spec.choices):
            where: Path = (*path, "choices", index)
            if choice.id in ids:
                key = "uncertain.id_taken" if choice.id == EVIDENCE else "uncertain.id_twice"
                self.report.add(CHOICE_TWICE, say(key, id=choice.id), (*where, "id"))
            ids.add(choice.id)
            self._choice(choice, where)
        self._order()

    def _evidence(self, errors: EvidenceErrors, path: Path) -> None:
        for grade in errors.quality:
            if grade not in QUALITIES:
                text = say("uncertain.no_grade", grade=grade, hint=did_you_mean(near(grade, QUALITIES)))
                self.report.add(UNKNOWN_QUALITY, text, (*path, "quality", grade), key=True)
        read = {leaf.series.id for leaf in self.plan.leaves.values()}
        seen: set[str] = set()
        for index, group in enumerate(errors.correlated):
            for place, name in enumerate(group.ids):
                where: Path = (*path, "correlated", index, "ids", place)
                if name not in read:
                    text = say("uncertain.not_read", series=name, hint=did_you_mean(near(name, sorted(read))))
                    self.report.add(CORRELATED, text, where)
                elif name in seen:
                    self.report.add(CORRELATED, say("uncertain.correlated_twice", series=name), where)
                seen.add(name)

    def _choice(self, choice: Choice, path: Path) -> None:
        nodes = self._nodes(choice, path)
        if isinstance(choice, PointChoice):
            self._point(choice, [self.plan.leaves[name] for name in nodes if name in self.plan.leaves], path)
        elif isinstance(choice, WeightsChoice):
            self._weights(choice, nodes, path)
        elif isinstance(choice, DropChoice):
            self._drop(choice, path)
        elif isinstance(choice, MethodologyChoice):
            self._methodology(choice, path)
        elif nodes:
            self._ways(choice, nodes, path)

    def _nodes(self, choice: Choice, path: Path) -> list[str]:
        """The nodes that a choice is about; none of them is drawn by another choice as well."""
        if not isinstance(choice, AboutNodes):
            return []
        found = self.matcher.nodes(Rule.model_construct(for_=choice.for_), choice.selects or "all", path)
        what = choice.point if isinstance(choice, PointChoice) else _key_of(choice)
        for node in found:
            first = self.taken.setdefault((node, what), choice.id)
            if first != choice.id:
                text = say("uncertain.drawn_twice", first=first, second=choice.id, what=what, node=node)
                self.report.add(CHOICE_TWICE, text, path, once=True)
        return found

    def _in_vain(self, choice: Choice, path: Path, why: str) -> None:
        self.report.add(WITHOUT_EFFECT, say("uncertain.no_effect", id=choice.id, why=why), path)

    # points

    def _point(self, choice: PointChoice, leaves: Sequence[Leaf], path: Path) -> None:
        if not leaves:
            return
        known = sorted({name for leaf in self.plan.leaves.values() for name in _names(leaf)})
        if choice.point not in known:
            text = say("plans.no_such_point", point=choice.point, hint=did_you_mean(near(choice.point, known)))
            self.report.add(UNKNOWN_POINT, text, (*path, "point"))
            return
        if choice.spread == 0:
            self._in_vain(choice, (*path, "spread"), say("uncertain.spread_of_nothing"))
        if choice.point not in self._asked(leaves):
            self._in_vain(choice, path, say("uncertain.nobody_asks", point=choice.point))
        for leaf in leaves:
            ends = self._spread(choice, leaf, path) if choice.spread is not None else self._range(choice, leaf, path)
            if ends is not None:
                self.ends[leaf.id, choice.point] = ends, path

    def _asked(self, leaves: Iterable[Leaf]) -> set[str]:
        """The points that steps, readings, ratings or formulas ask for."""
        asked = {name for leaf in leaves for step in leaf.steps for name in step.asked_points}
        readings = [leaf.read for leaf in leaves]
        readings += [leaf.read for trend in self.plan.trends.values() for leaf in trend.leaves.values()]
        asked |= {name for read in readings for edge in read.asked.values() for name in points_of(edge)}
        rules = [rule for rating in self.plan.ratings.values() for rule in rating.values()]
        asked |= {name for rule in rules for band in rule.bands for name in points_of(band.from_)}
        asked |= {name for rule in rules for name in rule.scale}
        points = [point for rule in self.plan.methodology.points for point in rule.points.values()]
        return asked | {name for point in points for name in point.asked_points}

    def _spread(self, choice: PointChoice, leaf: Leaf, path: Path) -> Ends | None:
        """The ends of what is drawn around a number; None where that is not known yet, or there is none."""
        rule = leaf.points.rules.get(choice.point)
        if rule is not None and (rule.by_case or rule.of_points):
            text = say("uncertain.differs_by_area", point=choice.point, leaf=leaf.id)
            self.report.add(NOT_DRAWABLE, text, (*path, "spread"), once=True)
        given = [leaf.points.given.get(name) for name in (choice.point, "worst", "best")]
        if choice.spread is None or None in given:
            return None
        centre, worst, best = (float(number) for number in given if number is not None)
        half = choice.spread * abs(best - worst)
        return centre - half, centre + half

    def _range(self, choice: PointChoice, leaf: Leaf, path: Path) -> Ends | None:
        """The ends of what is drawn from a range or a list; None where something of it cannot be read."""
        key = "between" if choice.between is not None else "alternatives"
        written: Sequence[Any] = choice.between or tuple(choice.alternatives or ())
        unit, units = unit_of(leaf.series, self.standard.units), self.standard.units
        numbers = []
        for place, quantity in enumerate(written):
            at = quantity if isinstance(choice.alternatives, Mapping) else place
            try:
                numbers.append(in_unit(_number(quantity), unit, units))
            except (UnitError, NumberError) as error:
                refused_quantity(error, quantity, (*path, key, at), self.report, leaf.series)
        if len(numbers) < len(written):
            return None
        if choice.between is not None and numbers[0] > numbers[1]:
            text = say("uncertain.begins_above", low=written[0], high=written[1], series=leaf.series.id)
            self.report.add(DISTRIBUTION, text, (*path, key), once=True)
            return None
        return min(numbers), max(numbers)

    def _order(self) -> None:
        """Points that are drawn stay in order, whatever is drawn of them."""
        drawn = dict.fromkeys(leaf for leaf, _ in self.ends)
        for leaf in (self.plan.leaves[name] for name in drawn):
            known = [(name, *self._ends_of(leaf, name)) for name in ORDER if leaf.points.has(name)]
            for (first, ends, at), (second, others, other_at) in pairwise(known) if not leaf.points.accepted else ():
                if ends is None or others is None or (at is None and other_at is None) or not leaf.read_sign:
                    continue
                one, other = (ends[1], others[0]) if leaf.read_sign > 0 else (ends[0], others[1])
                if (one - other) * leaf.read_sign > 0:
                    facts = {"first": first, "second": second, "one": one, "other": other, "leaf": leaf.id}
                    self.report.add(MAY_CROSS, say("uncertain.may_cross", **facts), at or other_at or (), once=True)

    def _ends_of(self, leaf: Leaf, name: str) -> tuple[Ends | None, Path | None]:
        """Between which numbers a point lies, and where that is drawn; None: it is not known, or not drawn."""
        if (leaf.id, name) in self.ends:
            return self.ends[leaf.id, name]
        number = leaf.points.given.get(name)
        return (None if number is None else (number, number)), None

    # branches, and ways

    def _weights(self, choice: WeightsChoice, nodes: Sequence[str], path: Path) -> None:
        branches = [self.plan.branches[name] for name in nodes]
        if choice.weights.spread == 0:
            self._in_vain(choice, (*path, "weights"), say("uncertain.spread_of_nothing"))
        elif branches and not any(
            item.aggregate.weighs and item.aggregate.rule is None and len(item.parts) > 1 for item in branches
        ):
            self._in_vain(choice, path, say("uncertain.no_weights"))

    def _ways(self, choice: Choice, nodes: Sequence[str], path: Path) -> None:
        """A way that differs from what the methodology does is among those listed."""
        key = _key_of(choice)
        listed = getattr(choice, key)
        own = [getattr(self.plan.node(name), key) for name in nodes]
        if all(way == mine for way in listed for mine in own):
            self._in_vain(choice, (*path, key), say("uncertain.all_alike"))

    def _drop(self, choice: DropChoice, path: Path) -> None:
        nodes = [*self.plan.leaves, *self.plan.branches]
        for place, name in enumerate(choice.drop):
            if name not in nodes:
                text = say("plans.no_node_series", name=name, hint=did_you_mean(near(name, nodes)))
                self.report.add(UNKNOWN_SERIES, text, (*path, "drop", place))

    def _methodology(self, choice: MethodologyChoice, path: Path) -> None:
        known = list(self.standard.methodologies)
        for place, name in enumerate(choice.methodology):
            where: Path = (*path, "methodology", place)
            if name == self.plan.methodology.id:
                self._in_vain(choice, where, say("uncertain.same_file"))
            elif name not in known:
                text = say("uncertain.no_methodology", id=name, hint=did_you_mean(near(name, known)))
                self.report.add(UNKNOWN_METHODOLOGY, text, where)


def _key_of(choice: Choice) -> str:
    """The key that says what a choice is about."""
    kinds = {WeightsChoice: "weights", AggregateChoice: "aggregate", StepsChoice: "steps", MissingChoice: "missing"}
    return kinds[type(choice)]


def _names(leaf: Leaf) -> Iterator[str]:
    for table in (leaf.points.given, leaf.points.staged, leaf.points.as_read, leaf.points.rules):
        yield from table


def _number(quantity: float | str) -> float | str:
    """The number of a key that is one."""
    try:
        return float(quantity)
    except ValueError:
        return quantity
