"""Reference points: their numbers and whence they come."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import reduce
from typing import Any

import numpy as np

from sdg_standard.explaining import words
from sdg_standard.explaining.references import References, reference_in_words
from sdg_standard.explaining.steps import cell
from sdg_standard.methodology.points import Fitted, FromBenchmark, FromCommitment, FromFormula, Given, chain
from sdg_standard.methodology.rules import POINT_NAME
from sdg_standard.plans import Leaf
from sdg_standard.results.results import Results
from sdg_standard.scoring.track import Track
from sdg_standard.words import say

_FORMULA = re.compile(r"[a-z_0-9 ().+*/-]+")


class Origins:
    """Says where points come from."""

    def __init__(self, card: Results, references: References) -> None:
        self.card, self.references = card, references

    def points(self, leaf: Leaf, track: Track, place: int, position: int) -> list[dict[str, Any]]:
        """Every point that a step of a leaf asks for, as it is where it is asked for first."""
        found: dict[str, dict[str, Any]] = {}
        first = track.steps[0].points if track.steps else {}
        raw = True
        for step in track.steps:
            for name in self._asked(step.model, step.points):
                value = _at(step.points, name, place, position)
                if name in found or np.isnan(value):
                    continue
                start = _at(first, name, place, position)
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
        period = self.card._result.cases.periods[position // len(self.card._result.cases.areas)]
        data: dict[str, Any] = {
            "point": name,
            "value": value,
            "unit": (leaf.read_unit or "") if raw else "",
            "origin": self.origin(leaf, name, position),
            "proposed": name in leaf.points.proposed,
        }
        ways, own = self._ways(leaf, name, position), self.commitment(leaf, position)
        if ways and isinstance(ways[0], FromCommitment) and own is not None:
            data["commitment"] = own
        elif len(ways) == 1 and isinstance(ways[0], Given):
            data["proposed"] = ways[0].status == "proposed"
        rules = [rule for rule in chain(leaf.points.rules.get(name)) if isinstance(rule, Fitted)]
        if rules:
            data["reference"] = self.references.of(rules[0].reference, period)
        elif name in leaf.points.staged:
            data["reference"] = self.references.of(None, period)
        return data

    def origin(self, leaf: Leaf, name: str, position: int) -> str:
        """Where a point comes from, in words: only the way that was taken in this case."""
        period = self.card._result.cases.periods[position // len(self.card._result.cases.areas)]
        ways = self._ways(leaf, name, position)
        if ways:
            told = [self._rule(item, period, leaf, position, alone=len(ways) == 1) for item in ways]
            return reduce(lambda one, other: say("origin.otherwise", one=one, other=other), told)
        if name in leaf.points.staged:
            return say("origin.fitted_to", company=reference_in_words(self.references.of(None, period)))
        origin = leaf.points.origins.get(name)
        if origin is None:
            return say("origin.own_number" if POINT_NAME.fullmatch(name) else "origin.written_in_step")
        frozen = self.references.of(None, period) if self.card.methodology.fitted else {}
        if origin == "given by the methodology" and frozen:
            return say("origin.given_and_fitted", origin=origin, company=reference_in_words(frozen))
        return (
            say("origin.worked_out", formula=origin) if _FORMULA.fullmatch(origin) and not _is_text(origin) else origin
        )

    def _ways(self, leaf: Leaf, name: str, position: int) -> list[Any]:
        """The rule that gave a point in a case; of fitted ones that stand behind one another all that may have."""
        rules = list(chain(leaf.points.rules.get(name)))
        ways: list[Any] = []
        for rule in rules:
            found = self._finds(rule, leaf, name, position)
            if found is not False:
                ways.append(rule)
            if found:
                break
        return ways or rules[-1:]

    def _finds(self, rule: Any, leaf: Leaf, name: str, position: int) -> bool | None:
        """Whether a rule found a number in a case; None where only the reference set could say."""
        if isinstance(rule, FromCommitment):
            return self.commitment(leaf, position) is not None
        if isinstance(rule, FromBenchmark):
            end = self.card._result.cases.periods[position // len(self.card._result.cases.areas)].end
            valid = [item.value for item in leaf.series.benchmarks if item.from_ <= end]
            return bool(valid) and isinstance(valid[-1], float | int)
        if rule.at_a_step:
            _, fitted = self.card._result.fitted.get((leaf.id, name), (0, None))
            one = len(self.card._result.cases.periods) == 1  # what was fitted is remembered for the last period only
            return not np.isnan(fitted) if one and fitted is not None else None
        return True

    def commitment(self, leaf: Leaf, position: int) -> dict[str, Any] | None:
        """The target that the area of a case has adopted itself for the series of a leaf, if it has."""
        table, cases = self.card._request.commitments, self.card._result.cases
        if table is None:
            return None
        area = cases.areas[position % len(cases.areas)]
        own = table[(table["area"] == area) & (table["series"] == leaf.series.id)]
        if own.empty:
            return None
        row = own.iloc[0]
        told = {name: str(row[name]) for name in ("decided_by", "decided_on", "source")}
        return {"value": float(row["value"]), "unit": leaf.series.unit or "", "year": int(row["year"]), **told}

    def _rule(self, rule: Any, period: Any, leaf: Leaf, position: int, *, alone: bool) -> str:
        if isinstance(rule, Given):  # settled: a number by now, with its origin in words
            origin = rule.why or say("origin.given")
            return origin if alone else say("origin.number", number=float(rule.value), origin=origin)
        if isinstance(rule, FromCommitment):
            own = self.commitment(leaf, position)
            return say("origin.own_target", decision=decision(own) if own else "")
        if isinstance(rule, FromBenchmark):
            return say("origin.benchmark_on", day=period.end)
        if isinstance(rule, FromFormula):
            return say("origin.worked_out", formula=rule.formula)
        company = reference_in_words(self.references.of(rule.reference, period))
        return say("origin.taken_of", what=rule.taken(words), company=company)


def decision(own: Mapping[str, Any]) -> str:
    """When a target of a municipality's own is to be reached, who adopted it when, and where that stands.

    >>> decision({"year": 2030, "decided_by": "the council", "decided_on": "2024-05-13", "source": "case 24/131"})
    ', for 2030 (decided by the council on 2024-05-13, case 24/131)'
    """
    by = say("origin.by", who=own["decided_by"]) if own["decided_by"] else ""
    on = say("origin.on", day=own["decided_on"]) if own["decided_on"] else ""
    decided = say("origin.decided", how=[by, on]) if by or on else ""
    facts = [part for part in (decided, own["source"]) if part]
    if facts:
        return say("origin.for_year_decided", year=own["year"], facts=facts)
    return say("origin.for_year", year=own["year"])


def _at(points: Mapping[str, Any], name: str, place: int, position: int) -> float:
    """A point of a leaf in a case; NaN where there is none."""
    column = points.get(name)
    return float("nan") if column is None else cell(column, place, position)


def _is_text(origin: str) -> bool:
    return origin.startswith(("benchmark from", "given by", "goalpost of", "fitted and"))
