"""The one kind of rule: what it is about (``for``), and conditions on areas (``where``)."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from sdg_standard.model.terms import Direction, Kind
from sdg_standard.source import EMPTY, Code, Number, Seq, Strict, Table, Whole

POINT_NAME = re.compile(r"[a-z][a-z0-9_]*")


def _as_list(value: object) -> object:
    """One item stands for a list of one."""
    return value if isinstance(value, list | tuple) or value is None else [value]


Texts = Annotated[Seq[Code], BeforeValidator(_as_list)]
Wholes = Annotated[Seq[Whole], BeforeValidator(_as_list)]
Kinds = Annotated[Seq[Kind], BeforeValidator(_as_list)]
Directions = Annotated[Seq[Direction], BeforeValidator(_as_list)]

WORDS = ("all", "leaves", "branches")


class Selection(Strict):
    """What a rule is about: everything, leaves, branches, ids, or all that these entries hold for together."""

    ids: Texts = ()
    """Ids of nodes, or of series: then every leaf that reads it. `all`, `leaves` and `branches` are such words too."""
    kind: Kinds = ()
    """Kinds of series."""
    direction: Directions = ()
    """Directions of series."""
    framework: Texts = ()
    """Frameworks of series."""
    classification: Table[Texts] = EMPTY
    """Keys of the classification with one code or several."""
    goal: Wholes = ()
    """Goals that the series is linked to."""
    target: Texts = ()
    """Targets that the series is linked to."""
    level: Texts = ()
    """Levels of nodes."""
    children_of: Texts = ()
    """Nodes whose children are meant."""
    below: Texts = ()
    """Nodes below which all are meant."""
    point: Texts = ()
    """Series that have this point."""

    @property
    def everything(self) -> bool:
        """Whether it is the word ``all``."""
        return self.ids == ("all",)


def _selection(value: object) -> object:
    if isinstance(value, str | list):
        return {"ids": value}
    return value


For = Annotated[Selection, BeforeValidator(_selection)]
EVERYTHING = Selection(ids=("all",))


class Limits(Strict):
    """A range of an area attribute; both ends included."""

    min: Number | None = None
    """Lower end."""
    max: Number | None = None
    """Upper end."""


Where = Table[Any]
"""Conditions on area attributes: ``{region: Nordic}``, ``{region: [A, B]}``, ``{population: {min: 20000}}``."""

Condition = bool | Where
"""Always, never, or for the areas that meet conditions."""


class Rule(Strict):
    """An entry of a list of rules. A later one replaces the keys that it names."""

    for_: For = Field(default=EVERYTHING, alias="for")
    """What it is about; without it all that the list is about."""
