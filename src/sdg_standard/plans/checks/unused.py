"""Points that are defined and that nothing asks for: most often a name that is misspelt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from sdg_standard.catalogue.codes import UNUSED_POINT
from sdg_standard.catalogue.report import Report
from sdg_standard.catalogue.standard import Standard
from sdg_standard.errors import did_you_mean, near
from sdg_standard.methodology.file import Methodology
from sdg_standard.methodology.steps import StepModel
from sdg_standard.plans.points import ORDER
from sdg_standard.words import say

_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")


def check_points_are_asked_for(methodology: Methodology, standard: Standard, report: Report) -> None:
    """Warn of each point that no step, reading, rating, rule or formula names; a file that others extend is a stock."""
    if any(item.extends == methodology.id for item in standard.methodologies.values()):
        return
    asked = words_of(methodology) | set(ORDER)
    named = [(index, name) for index, rule in enumerate(methodology.points) for name in rule.points]
    known = dict.fromkeys([*(name for _, name in named if name in asked), *ORDER])
    for index, name in named:
        if name not in asked:
            text = say("plans.point_unused", point=name, hint=did_you_mean(near(name, known)))
            report.add(UNUSED_POINT, text, ("points", index, name), key=True)


def words_of(methodology: Methodology) -> set[str]:
    """Every word that the rules of a methodology use, the points among them that its steps ask for by convention."""
    parts: list[Any] = [getattr(methodology, name) for name in _SPEAKING]
    for rule in methodology.points:
        parts += [rule.for_, *(point for point in rule.points.values() if point.quantity is None)]
    return {word for part in parts for text in _texts(part) for word in _WORD.findall(text)}


_SPEAKING = ("areas", "reference", "leaves", "tree", "branches", "ranks", "ratings", "trends")


def _texts(value: Any) -> Iterator[str]:
    """All texts below a part of a methodology, keys of tables included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, StepModel):
        for _, edge in value.edges():
            yield from _texts(edge)
    if isinstance(value, BaseModel):
        for name in value.model_fields_set:
            yield from _texts(getattr(value, name, None))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
