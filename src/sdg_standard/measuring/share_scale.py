"""Shares that look like fractions where per cent is asked for: 0.97 among values of 96 and 98.

A share of 0.97 % is possible, so the number is kept and asked about. Two signs speak for a fraction: hundred times the
number is near what the area reports for other periods, or all shares of an area and period lie between 0 and 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sdg_standard.catalogue import Standard
from sdg_standard.measuring.codes import CHECK
from sdg_standard.measuring.question import Question
from sdg_standard.measuring.spoken import spoken
from sdg_standard.words import Said, say

RULE = "share_scale"
NEAR = 2.0
"""Hundred times the number is near another one where neither is more than so many times the other."""
FEWEST = 3
"""So many shares of an area and period have to lie between 0 and 1 before that speaks for fractions."""

Cell = tuple[str, str]


def check_share_scale(numbers: Mapping[Cell, Mapping[str, float]], standard: Standard) -> Iterator[Question]:
    """Yield a question for each share that looks like a fraction; ``numbers`` are values by (area, period), series."""
    shares = {cell: _shares(given, standard) for cell, given in numbers.items()}
    small = {cell: {name for name, value in given.items() if 0 < value <= 1} for cell, given in shares.items()}
    for (area, period), names in small.items():
        given = shares[area, period]
        alike = len(names) >= FEWEST and len(names) == sum(value > 0 for value in given.values())
        for name in sorted(names):
            near = _near(area, name, given[name], shares)
            if near is not None:
                here, there = spoken(given[name], near[1])
                text = say("measuring.fraction_among", id=name, here=here, there=there, other=near[0])
                yield _asked(area, period, name, given[name], text, (near[0],), (repr(near[1]),))
            elif alike:
                facts = {"id": name, "n": len(names), "here": spoken(given[name])[0]}
                yield _asked(area, period, name, given[name], say("measuring.fraction_all", **facts), (), ())


def _shares(given: Mapping[str, float], standard: Standard) -> dict[str, float]:
    """The values that are in per cent, and shares."""
    known = ((name, standard.series[name]) for name in given)
    return {name: given[name] for name, series in known if series.kind == "share" and series.unit == "%"}


def _near(area: str, name: str, value: float, shares: Mapping[Cell, Mapping[str, float]]) -> tuple[str, float] | None:
    """The newest other period of an area whose value is near hundred times this one."""
    others = [(period, given[name]) for (where, period), given in shares.items() if where == area and name in given]
    near = [one for one in others if one[1] > 1 and 1 / NEAR <= 100 * value / one[1] <= NEAR]
    return max(near) if near else None


def _asked(
    area: str, period: str, name: str, value: float, text: Said, others: tuple[str, ...], numbers: tuple[str, ...]
) -> Question:
    cure = say("measuring.write_per_cent", meant=spoken(100 * value)[0])
    problem = CHECK.problem(text, cure, field="value", area=area, period=period, series=name)
    return Question(area, period, name, RULE, problem, others=others, numbers=numbers)
