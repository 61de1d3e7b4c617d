"""The three flows of data and what they are made of, by the concepts of the UN's structure where these are the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Role = Literal["dimension", "time", "measure", "attribute"]
Kind = Literal["code", "number", "text"]


@dataclass(frozen=True)
class Component:
    """A column of a flow: its concept, the column of our table, its role, and its list where it has codes."""

    id: str
    column: str
    role: Role
    kind: Kind = "code"
    codes: str = ""


BREAKDOWNS = {
    "sex": "SEX",
    "age": "AGE",
    "urbanisation": "URBANISATION",
    "income": "INCOME_WEALTH_QUANTILE",
    "education": "EDUCATION_LEV",
    "occupation": "OCCUPATION",
    "disability": "DISABILITY_STATUS",
    "activity": "ACTIVITY",
}
"""Dimensions of the UN's structure by our breakdown; any other has its own name in capitals."""
TIME = Component("TIME_PERIOD", "period", "time", "text")
_BEGIN = (Component("FREQ", "period", "dimension", codes="FREQ"),)
_AREA = Component("REF_AREA", "area", "dimension", codes="AREA")
_SERIES = Component("SERIES", "series", "dimension", codes="SERIES")
_UNIT = Component("UNIT_MEASURE", "unit", "attribute", codes="UNIT_MEASURE")
_DETAIL = Component("TIME_DETAIL", "period", "attribute", "text")
_OF_OBSERVATIONS = (
    Component("OBS_VALUE", "value", "measure", "number"),
    _UNIT,
    Component("OBS_STATUS", "status", "attribute", codes="OBS_STATUS"),
    Component("CONF_STATUS", "confidentiality", "attribute", codes="CONF_STATUS"),
    Component("LOWER_BOUND", "low", "attribute", "number"),
    Component("UPPER_BOUND", "high", "attribute", "number"),
    _DETAIL,
    Component("SOURCE_DETAIL", "source", "attribute", "text"),
    Component("DATA_QUALITY", "quality", "attribute", codes="DATA_QUALITY"),
    Component("VERIFICATION", "verification", "attribute", codes="VERIFICATION"),
)
_HEADS = {
    "evidence": (*_BEGIN, _SERIES, Component("INPUT", "input", "dimension", codes="INPUT"), _AREA),
    "values": (*_BEGIN, _SERIES, _AREA),
    "scores": (*_BEGIN, Component("NODE", "node", "dimension", codes="NODE"), _AREA),
}
_TAILS = {
    "evidence": (*_OF_OBSERVATIONS, Component("COMMENT_OBS", "note", "attribute", "text")),
    "values": (
        *_OF_OBSERVATIONS,
        Component("ORIGIN", "origin", "attribute", codes="ORIGIN"),
        Component("REASON", "reason", "attribute", codes="REASON"),
    ),
    "scores": (
        Component("OBS_VALUE", "score", "measure", "number"),
        Component("INDICATOR_VALUE", "value", "attribute", "number"),
        _UNIT,
        Component("OBS_STATUS", "status", "attribute", codes="OBS_STATUS"),
        Component("LEVEL", "level", "attribute", "text"),
        Component("COVERAGE", "coverage", "attribute", "number"),
        Component("IMPUTED", "imputed", "attribute", "text"),
        Component("RATING", "rating", "attribute", "text"),
        Component("RANK", "rank", "attribute", "number"),
        Component("TREND", "trend", "attribute", "text"),
        Component("TREND_VALUE", "trend_value", "attribute", "number"),
        _DETAIL,
        Component("REASON", "reason", "attribute", codes="REASON"),
    ),
}
FLOWS = tuple(_HEADS)


def dimension_of(breakdown: str) -> str:
    """The dimension of a breakdown.

    >>> dimension_of("education"), dimension_of("district")
    ('EDUCATION_LEV', 'DISTRICT')
    """
    return BREAKDOWNS.get(breakdown, breakdown.upper())


def components(flow: str, breakdowns: Sequence[str] = ()) -> tuple[Component, ...]:
    """The columns of a flow in order: dimensions, time, the measure, attributes."""
    parts = [Component(dimension_of(name), name, "dimension", codes=dimension_of(name)) for name in breakdowns]
    return (*_HEADS[flow], *parts, TIME, *_TAILS[flow])
