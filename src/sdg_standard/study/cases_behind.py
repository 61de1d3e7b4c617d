"""How few cases stand behind a rate, and by how much one of them moves it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sdg_standard.areas.asking import inhabitants
from sdg_standard.assess.card import Card
from sdg_standard.formula import Formula
from sdg_standard.model.period import Period
from sdg_standard.model.series import Series
from sdg_standard.plans import Leaf
from sdg_standard.results.courses import Observation
from sdg_standard.study.shown import period_of
from sdg_standard.units import Unit

FEW = 5
"""A rate of fewer cases says little: a single one moves it by a fifth or more."""
PEOPLE = "inhabitants"


@dataclass(frozen=True)
class CasesBehind:
    """The cases behind a rate or share. Made by :func:`cases_behind`."""

    node: str
    period: str
    """The period of the observation."""
    value: float
    """The rate, in the unit of its series."""
    cases: float
    """How many cases it is made of: whole where the evidence has them, otherwise worked out from the rate."""
    among: float
    """What they are counted among: inhabitants, births, and so on."""
    one: float
    """By how much a single case moves the value, in the unit of its series."""
    reported: bool
    """Whether the evidence has the cases; otherwise they are the rate times the inhabitants of the register."""
    few: bool
    """Whether they are fewer than asked for."""


def cases_behind(
    card: Card, area: str, node: str | int, period: str | int | None = None, *, fewest: int = FEW
) -> CasesBehind | None:
    """Return how many cases stand behind a rate or share of an area, in the newest observation up to a period.

    They are the numerator of its formula where the evidence has its inputs and that is a count of things or people; of
    a rate of cases per inhabitants otherwise the rate times the inhabitants, by the register. None for anything else,
    and where there is no number. ``few`` is whether they are fewer than ``fewest``. Raises UnknownId.
    """
    where, name, when = card.area_meant(area), card.node_meant(node), period_of(card, period)
    leaf = card._plan.leaves.get(name)
    if leaf is None or not when or leaf.read.gap or leaf.part or leaf.read.per or leaf.read.times != 1:
        return None
    series = card.standard.series.get(leaf.observable.series, leaf.series)
    seen = card._courses.of(name, where, Period.parse(when))
    if not seen or series.kind not in ("rate", "share"):
        return None
    return _of_inputs(card, where, leaf, series, seen[-1], fewest) or _of_rate(
        card, where, leaf, series, seen[-1], fewest
    )


def _of_inputs(card: Card, area: str, leaf: Leaf, series: Series, seen: Observation, fewest: int) -> CasesBehind | None:
    """By the inputs that the evidence has; None where it has not all of them, or they are no cases."""
    formula = Formula.parse(series.formula) if series.formula else None
    divisor = formula.divisor if formula is not None else None
    if formula is None or divisor is None:
        return None
    rows = card._knowledge.sources.rows.of(area, [seen.period.text], series, (), None)
    numbers = {row["input"]: row["number"] for row in rows if row["input"] and row["number"] is not None}
    counted = [name for name in formula.names if name not in divisor.names]
    if set(formula.names) - set(numbers) or not counted:
        return None
    units = (card.standard.units.parse(series.resolved_inputs[name].unit) for name in counted)
    if not all(map(_is_counted, units)):
        return None
    among = float(divisor.evaluate(numbers))
    scale = float(card.standard.units.parse(series.unit or "").scale)
    if not np.isfinite(among) or among <= 0:
        return None
    cases = float(formula.evaluate(numbers)) * among
    return _behind(leaf, seen, cases, among, 1 / (among * scale), reported=True, fewest=fewest)


def _of_rate(card: Card, area: str, leaf: Leaf, series: Series, seen: Observation, fewest: int) -> CasesBehind | None:
    """By the inhabitants of the register; None for what is no rate of cases among inhabitants."""
    unit = card.standard.units.parse(series.unit or "")
    people = inhabitants(area, seen.period.text) if unit.base == PEOPLE and unit.text.startswith("per ") else None
    if not people:
        return None
    scale = float(unit.scale)
    cases = seen.value * scale * people
    return _behind(leaf, seen, cases, float(people), 1 / (people * scale), reported=False, fewest=fewest)


def _behind(
    leaf: Leaf, seen: Observation, cases: float, among: float, one: float, *, reported: bool, fewest: int
) -> CasesBehind:
    whole = round(cases)  # a rate is rounded, so that the cases worked out from it are nearly whole
    return CasesBehind(
        leaf.id, seen.period.text, seen.value, whole if reported else cases, among, one, reported, whole < fewest
    )


def _is_counted(unit: Unit) -> bool:
    """Whether something is counted in a unit: things or people."""
    return unit.is_count or any(name.startswith("[number_of_") for name in unit.dimensions)
