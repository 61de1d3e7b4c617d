"""Rows of the tables that are given back, as models: what a program in another language may rely on."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from sdg_standard.model.observation import PERIOD_PATTERN
from sdg_standard.model.values import REASON
from sdg_standard.source import Strict

Reason = Annotated[str, Field(json_schema_extra={"enum": ["", *REASON]})]
Period = Annotated[str, Field(json_schema_extra={"pattern": PERIOD_PATTERN})]
Number = float | None


class ProblemRow(Strict):
    """A row of problems: one fault, or how many further ones of its kind there are."""

    severity: Literal["error", "warning", "note"]
    """How grave it is; an error refuses a row."""
    code: Annotated[str, Field(json_schema_extra={"pattern": r"^SDG\d{3}$"})]
    """Its number in the list of codes."""
    message: str
    """What is wrong, in words."""
    cure: str = ""
    """What to do."""
    file: str = ""
    """File, relative to the standard or as it was named."""
    line: int | None = None
    """Line of a definition, from 1."""
    column: int | None = None
    """Column of a definition, or of a cell."""
    sheet: str = ""
    """Sheet of a workbook."""
    row: int | None = None
    """Row of evidence."""
    field: str = ""
    """Column or key that it is about."""
    area: str = ""
    """Area as it is written there."""
    period: str = ""
    """Period likewise."""
    series: str = ""
    """Series likewise."""
    key: str = ""
    """What the caller calls the row."""
    count: int | None = None
    """Of a row that stands for further faults: how many."""


class ValueRow(Strict):
    """A row of values: the one number about an area, a period and a series, or why there is none."""

    area: str
    """Area id."""
    period: Period
    """Interval of time."""
    series: str
    """Series id."""
    value: Number = None
    """Number in the unit of the series; nothing where there is a reason, or where it is withheld."""
    unit: str = ""
    """Unit of the series."""
    status: str = ""
    """SDMX observation status."""
    confidentiality: str = ""
    """SDMX confidentiality status."""
    quality: str = ""
    """How the number came about."""
    verification: str = ""
    """Whether somebody has verified it."""
    source: str = ""
    """Where it was had from."""
    low: Number = None
    """Lower end of a 95 % interval."""
    high: Number = None
    """Upper end."""
    origin: Literal["", "reported", "computed"] = ""
    """Reported, or computed of inputs."""
    reason: Reason = ""
    """Why there is no number."""


class ScoreRow(Strict):
    """A row of scores: the number of an area, a period and a node. Further columns are `rating.<id>` and the like."""

    model_config = ConfigDict(extra="allow")

    area: str
    """Area id."""
    period: Period
    """Period that is scored."""
    node: str
    """Id of the node."""
    level: str
    """Its level: `series` of a leaf."""
    value: Number = None
    """Of a leaf the value as read."""
    unit: str = ""
    """Its unit."""
    score: Number = None
    """Score on the scale of the methodology."""
    coverage: Number = None
    """Share of what applies that has a score of its own, 0 to 1."""
    imputed: bool = False
    """Whether the number, or one it was made from, was filled."""
    rating: str = ""
    """Label of the first rating."""
    rank: Number = None
    """First rank."""
    trend: str = ""
    """Label of the first trend."""
    trend_value: Number = None
    """Its number."""
    reason: Reason = ""
    """Why there is no number."""
