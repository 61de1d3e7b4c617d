"""Conditions on facts about an area, as benchmarks, rules and ratings write them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator

from sdg_standard.errors import did_you_mean, near
from sdg_standard.model.codes import CONDITION, RANGE_ORDER
from sdg_standard.source import Table, refuse
from sdg_standard.words import say

LIMITS = ("min", "max")


def _conditions(where: Mapping[str, Any]) -> Mapping[str, Any]:
    """Refuse what is no condition: anything but a text, a number, a truth value, a list of those, or limits."""
    if not where:
        refuse(CONDITION, say("model.no_condition_here"), say("model.write_such_region_nordic"))
    for name, wanted in where.items():
        if isinstance(wanted, Mapping):
            _limits(name, wanted)
        elif wanted is None or any(isinstance(item, list | tuple | Mapping) for item in _items(wanted)):
            cure = say("model.write_word_number_list")
            refuse(CONDITION, say("model.no_condition_attribute", name=name), cure, (name,))
        elif not _items(wanted):
            refuse(CONDITION, say("model.empty_list_lets_no", name=name), at=(name,))
    return where


def _items(wanted: Any) -> list[Any]:
    return list(wanted) if isinstance(wanted, list | tuple) else [wanted]


def _limits(name: str, limits: Mapping[str, Any]) -> None:
    for key, value in limits.items():
        if key not in LIMITS:
            hint = did_you_mean(near(key, LIMITS))
            refuse(
                CONDITION,
                say("model.limits_have_no_key", key=key, hint=hint),
                say("model.write_min_max_both"),
                (name, key),
                key=True,
            )
        if isinstance(value, bool) or not isinstance(value, int | float):
            refuse(CONDITION, say("model.limit_no_number", key=key, name=name), say("model.write_number"), (name, key))
    if not limits:
        refuse(CONDITION, say("model.limits_empty", name=name), say("model.write_min_max_both"), (name,))
    low, high = limits.get("min"), limits.get("max")
    if low is not None and high is not None and low > high:
        refuse(RANGE_ORDER, say("model.min_above_max", low=f"{low:g}", name=name, high=f"{high:g}"), at=(name, "min"))


Where = Annotated[Table[Any], AfterValidator(_conditions)]
"""Conditions on area attributes: ``{region: Nordic}``, ``{region: [A, B]}``, ``{population: {min: 20000}}``."""

Condition = bool | Where
"""Always, never, or for the areas that meet conditions."""


def condition_text(wanted: Any) -> str:
    """What an attribute has to be, in a few words.

    >>> condition_text({"min": 20000}), condition_text([1, "b"]), condition_text(True)
    ('20000 and above', '1 or b', 'yes')
    """
    if isinstance(wanted, Mapping):
        low, high = wanted.get("min"), wanted.get("max")
        if low is not None and high is not None:
            return say("condition.between", low=f"{low:g}", high=f"{high:g}")
        if high is None:
            return say("condition.above", low=f"{low:g}")
        return say("condition.below", high=f"{high:g}")
    words = {True: say("condition.yes"), False: say("condition.no")}
    return say("condition.any", items=[words[item] if isinstance(item, bool) else str(item) for item in _items(wanted)])
