"""The one kind of rule: what it is about (``for``), and conditions on areas (``where``)."""

from __future__ import annotations

import re
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from sdg_standard.model.codes import EMPTY_RULE
from sdg_standard.model.terms import Direction, Kind
from sdg_standard.source import EMPTY, Code, Seq, Strict, Table, Whole, refuse
from sdg_standard.words import say

POINT_NAME = re.compile(r"[a-z][a-z0-9_]*")


def _as_list(value: object) -> object:
    """One item stands for a list of one."""
    return value if isinstance(value, list | tuple) or value is None else [value]


_SOME = Field(min_length=1)
"""An empty list would choose nothing, and be read as if it were not there."""
Texts = Annotated[Seq[Code], _SOME, BeforeValidator(_as_list)]
Wholes = Annotated[Seq[Whole], _SOME, BeforeValidator(_as_list)]
Kinds = Annotated[Seq[Kind], _SOME, BeforeValidator(_as_list)]
Directions = Annotated[Seq[Direction], _SOME, BeforeValidator(_as_list)]

WORDS = ("all", "leaves", "branches")


class Selection(Strict):
    """What a rule is about: everything, leaves, branches, ids, or all that these entries hold for together."""

    ids: Texts = ()
    """Ids of nodes, or of series: then every leaf that reads it. `all`, `leaves` and `branches` are such words too."""
    node: Texts = ()
    """Ids of nodes alone, where an id is that of a series as well, which several leaves read."""
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

    @model_validator(mode="after")
    def _chooses(self) -> Self:
        if not self.model_fields_set:
            refuse(EMPTY_RULE, say("model.nothing_stands_here_chooses"), say("model.write_all_id_keys"))
        return self

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


class Rule(Strict):
    """An entry of a list of rules. A later one replaces the keys that it names."""

    for_: For = Field(default=EVERYTHING, alias="for")
    """What it is about; without it all that the list is about."""


class SayingRule(Rule):
    """A rule that says something of what it is about."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.model_fields_set - {"for_"} or self.model_extra):
            refuse(EMPTY_RULE, say("model.rule_says_nothing"), say("model.write_what_holds_those"))
        return self
