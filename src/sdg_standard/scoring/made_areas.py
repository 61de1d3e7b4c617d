"""Areas made of areas: counts add up, shares and rates come from their inputs, everything else is a weighted mean.

Never a mean of means: numerator and denominator are summed where all members have them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sdg_standard.formula import Formula
from sdg_standard.measuring.adding import ADDITIVE_KINDS, adds_up
from sdg_standard.methods.arrays import SHARE_TOLERANCE, Bools, Floats
from sdg_standard.model.indicator import Series
from sdg_standard.model.period import Period
from sdg_standard.plans import Leaf
from sdg_standard.scoring.cases import MadeArea

if TYPE_CHECKING:
    from sdg_standard.scoring.material import Material

BY_INPUTS = ("share", "rate")


def combined(leaf: Leaf, numbers: Floats, period: Period, material: Material) -> Floats:
    """Return the numbers of one leaf and period with those of made areas worked out from their members."""
    found = [item.value for item in compositions(leaf, numbers, period, material, np.zeros(len(numbers), dtype=bool))]
    return np.concatenate([numbers[: len(numbers) - len(found)], found])


def compositions(leaf: Leaf, numbers: Floats, period: Period, material: Material, out: Bools) -> list[Composition]:
    """How each made area comes by its number; ``out`` says to which areas the leaf does not apply."""
    return [
        composed(leaf, numbers[made.members], made, period, material, out[made.members]) for made in material.cases.made
    ]


@dataclass(frozen=True)
class Composition:
    """How the value of a made area came about: from which members, with what weight, and by which rule.

    ``how``: `sum`, `inputs` (the formula on summed inputs), `mean`, or why there is none: `nobody`, `too_few`,
    `not_applicable` (to no member). ``out`` says to which members the leaf does not apply.
    """

    how: str
    value: float
    members: NDArray[np.intp]
    numbers: Floats
    weights: Floats
    counted: Bools
    out: Bools
    sums: Mapping[str, float] = field(default_factory=dict)


def composed(
    leaf: Leaf, numbers: Floats, made: MadeArea, period: Period, material: Material, out: Bools
) -> Composition:
    """Put the numbers of the members of a made area together; ``out``: to which of them the leaf does not apply."""
    weights = weights_of(leaf.group_weight or made.rule.weight, made, period, material)
    counts = ~np.isnan(weights) & (weights > 0) & ~out
    there = counts & ~np.isnan(numbers)

    def found(how: str, value: float = float("nan"), sums: Mapping[str, float] | None = None) -> Composition:
        return Composition(how, value, made.members, numbers, weights, there, out, sums or {})

    if out.all():
        return found("not_applicable")
    if made.rule.needs is not None and there.sum() < (made.rule.needs.share - SHARE_TOLERANCE) * counts.sum():
        return found("too_few")
    if not there.any():
        return found("nobody")
    series = material.standard.series.get(leaf.read.series or "", leaf.series)
    if series.kind in ADDITIVE_KINDS and not (leaf.read.per or leaf.read.gap):
        return found("sum", float(numbers[there].sum()))
    summed = _by_inputs(leaf, series, made.members[there], period, material) if series.kind in BY_INPUTS else None
    if summed is not None:
        return found("inputs", *summed)
    return found("mean", float((numbers[there] * weights[there]).sum() / weights[there].sum()))


def weights_of(name: str, made: MadeArea, period: Period, material: Material) -> Floats:
    """The weight of each member: an attribute of areas, or a series in this period."""
    areas = material.cases.areas[made.members]
    cube = material.values.cube
    if name in cube.series_index:
        places = [
            index for index, item in enumerate(cube.periods) if (item.start, item.end) == (period.start, period.end)
        ]
        if not places:
            return np.full(len(areas), np.nan)
        column = cube.values[places[0], :, cube.series_index[name]]
        return np.array([column[cube.area_index[area]] if area in cube.area_index else np.nan for area in areas])
    return material.cases.table.weights(name, areas, period)


def _by_inputs(
    leaf: Leaf, series: Series, members: NDArray[np.intp], period: Period, material: Material
) -> tuple[float, dict[str, float]] | None:
    """The formula on summed inputs, with these sums; None where a member lacks one, or a leaf reads otherwise."""
    rows = material.values._rows
    if rows is None or not series.formula or not leaf.read.is_plain or leaf.part:
        return None
    formula = Formula.parse(series.formula)
    areas = [str(area) for area in material.cases.areas[members]]
    mine = rows[(rows["period"] == period.text) & rows["area"].isin(areas)]
    sums = {}
    for name in formula.names:
        found: dict[str, float] = {}
        for owner in ("common", series.indicator, series.id):
            own = mine[(mine["series"] == owner) & (mine["input"] == name)]
            found |= dict(zip(own["area"], own["number"], strict=True))
        if any(area not in found for area in areas):
            return None
        numbers = [found[area] for area in areas]
        if not adds_up(series.resolved_inputs[name], material.standard.units):
            if len(set(numbers)) > 1:
                return None
            numbers = numbers[:1]
        sums[name] = np.array([sum(numbers)])
    units = {name: material.standard.units.parse(series.resolved_inputs[name].unit) for name in formula.names}
    target = material.standard.units.parse(series.unit) if series.unit else None
    value = float(formula.evaluate_units(material.standard.units, sums, units, target)[0])
    return None if np.isnan(value) else (value, {name: float(total[0]) for name, total in sums.items()})
