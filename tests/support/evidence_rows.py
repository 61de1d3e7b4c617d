"""Rows of evidence for the small town, and what became of one of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sdg_standard.errors import Problem
from sdg_standard.model.values import Values

Measure = Callable[..., Values]

INJURIES = {"series": "town.injuries"}


def row_of(values: Values, series: str = "town.water", period: str = "2024", area: str = "alder") -> dict[str, Any]:
    frame = values.frame
    found = frame[(frame["series"] == series) & (frame["period"] == period) & (frame["area"] == area)]
    assert len(found) == 1, values.problems
    return dict(found.iloc[0])


def only(values: Values) -> Problem:
    assert len(values.problems) == 1, values.problems
    return values.problems[0]


def injured(number: object, **more: object) -> dict[str, Any]:
    return {**INJURIES, "input": "injured", "value": number, **more}


def people(number: object, **more: object) -> dict[str, Any]:
    return {"series": "common", "input": "population", "value": number, "unit": "inhabitants", **more}
