"""Reference points: their numbers and whence they come."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from typing import Any

import numpy as np

from sdg_standard.explaining import words
from sdg_standard.explaining.references import References
from sdg_standard.explaining.steps import cell
from sdg_standard.methodology.points import PointSource, chain
from sdg_standard.methodology.reference import Reference, reference_in_words
from sdg_standard.methodology.rules import POINT_NAME
from sdg_standard.methods.arrays import Floats
from sdg_standard.model.period import Period
from sdg_standard.plans import Leaf
from sdg_standard.results.results import Results
from sdg_standard.scoring.commitments import adopted
from sdg_standard.scoring.stated import Stated
from sdg_standard.scoring.track import Track
from sdg_standard.words import say


class Origins:
    """Says where points come from."""

    def __init__(self, card: Results, references: References) -> None:
        self.card, self.references = card, references
        self._stated: dict[tuple[str, str, int], Floats | None] = {}

    def points(self, leaf: Leaf, track: Track, place: int, position: int) -> list[dict[str, Any]]:
        """Every point that a step of a leaf asks for, as it is where it is asked for first."""
        found: dict[str, dict[str, Any]] = {}
        first = track.steps[0].points if track.steps else {}
        raw = True
        for step in track.steps:
            for name in self._asked(step.model, step.points):
                value = cell(step.points.get(name), place, position)
                if name in found or np.isnan(value):
                    continue
                start = cell(first.get(name), place, position)
                known = not np.isnan(start)
                found[name] = self.point(leaf, name, start if known else value, raw or known, position)
                if known and start != value:
                    found[name]["walked"] = value
            raw = raw and step.model.role == "treatment"
        return list(found.values())

    @staticmethod
    def _asked(model: Any, points: Any) -> list[str]:
        """Names of the points and quantities of a step."""
        names = list(model.asked_points)
        band = ["benchmark_low", "benchmark_high"] if "benchmark" in names and "benchmark_low" in points else []
        return [*names, *band]

    def point(self, leaf: Leaf, name: str, value: float, raw: bool, position: int) -> dict[str, Any]:
        """One point with its origin; ``raw`` says that it is still in the unit of what was read."""
        case, ways = _Case(self, leaf, position), self._ways(leaf, name, position)
        data: dict[str, Any] = {
            "point": name,
            "value": value,
            "unit": (leaf.read_unit or "") if raw else "",
            "origin": self.origin(leaf, name, position),
            "proposed": name in leaf.points.proposed,
            **(ways[0].facts(case) if ways else {}),
        }
        fitted = [rule for rule in chain(leaf.points.rules.get(name)) if rule.reads_reference]
        if fitted or name in leaf.points.staged:
            own = getattr(fitted[0], "reference", None) if fitted else None
            data["reference"] = self.references.of(own, case.period)
        return data

    def origin(self, leaf: Leaf, name: str, position: int) -> str:
        """Where a point comes from, in words: only the way that was taken in this case."""
        case, ways = _Case(self, leaf, position), self._ways(leaf, name, position)
        if not ways:
            return self._written(leaf, name, case)
        told = [rule.sentence(replace(case, alone=len(ways) == 1)) for rule in ways]
        return reduce(lambda one, other: say("origin.otherwise", one=one, other=other), told)

    def _written(self, leaf: Leaf, name: str, case: _Case) -> str:
        """Where a number comes from that no rule gave while scoring."""
        if name in leaf.points.staged:
            return say("origin.fitted_to", company=case.company(None))
        origin = leaf.points.origins.get(name)
        if origin is None:
            return say("origin.own_number" if POINT_NAME.fullmatch(name) else "origin.written_in_step")
        if origin == say("origin.given") and self.card.methodology.fitted:
            return say("origin.given_and_fitted", origin=origin, company=case.company(None))
        return origin

    def _ways(self, leaf: Leaf, name: str, position: int) -> list[PointSource]:
        """The rule that gave a point in a case; of fitted ones that stand behind one another all that may have."""
        rules = list(chain(leaf.points.rules.get(name)))
        ways: list[PointSource] = []
        for rule in rules:
            found = self._finds(rule, leaf, name, position)
            if found is not False:
                ways.append(rule)
            if found:
                break
        return ways or rules[-1:]

    def _finds(self, rule: PointSource, leaf: Leaf, name: str, position: int) -> bool | None:
        """Whether a rule found a number in a case; None where only the reference set could say."""
        result = self.card._result
        if rule.at_a_step:
            _, fitted = result.fitted.get((leaf.id, name), (0, None))
            one = len(result.cases.periods) == 1  # what was fitted is remembered for the last period only
            return not np.isnan(fitted) if one and fitted is not None else None
        key = (leaf.id, name, id(rule))
        if key not in self._stated:
            self._stated[key] = Stated(leaf, name, result.cases, self.card._request.commitments).of(rule)
        found = self._stated[key]
        return found is None or not np.isnan(found[position % len(found)])

    def commitment(self, leaf: Leaf, position: int) -> dict[str, Any] | None:
        """The target that the area of a case has adopted itself for the series of a leaf, if it has."""
        area = self.card._result.cases.area_of(position)
        return adopted(leaf.series, area, self.card._request.commitments)


@dataclass(frozen=True)
class _Case:
    """What the sentence of a rule may be made of: a leaf in one area and period."""

    origins: Origins
    leaf: Leaf
    position: int
    alone: bool = True
    tell: Any = words

    @property
    def period(self) -> Period:
        """The period."""
        return self.origins.card._result.cases.period_of(self.position)

    @property
    def day(self) -> date:
        """Its last day."""
        return self.period.end

    @property
    def commitment(self) -> dict[str, Any] | None:
        """The target that the area has adopted itself."""
        return self.origins.commitment(self.leaf, self.position)

    def company(self, reference: Reference | None) -> str:
        """Who the reference set is."""
        return reference_in_words(self.origins.references.of(reference, self.period))
