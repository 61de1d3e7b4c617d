"""Why one unit cannot be converted to another, in the words of the case."""

from __future__ import annotations

from collections.abc import Callable

from sdg_standard.words import say

from .codes import NOT_CONVERTIBLE
from .refusals import UnitError
from .unit import Unit

Words = Callable[[Unit, Unit], tuple[str, str] | None]


def not_convertible(source: Unit, target: Unit) -> UnitError:
    """Return the error for a unit that stands where another kind of thing belongs; the first case that fits says it.

    >>> not_convertible(Unit("kg"), Unit("min")).message
    '"kg" cannot be converted to "min"'
    """
    for words in (_nothing_given, _nothing_wanted, _share_wanted, _share_given, _money, _count_given, _count_wanted):
        said = words(source, target)
        if said is not None:
            return UnitError(NOT_CONVERTIBLE, *said)
    message = say(
        "units.cannot_converted", source=source, measures=_measures(source), target=target, measures2=_measures(target)
    )
    return UnitError(NOT_CONVERTIBLE, message, say("units.give_value_unit_measures", target=target))


def _nothing_given(source: Unit, target: Unit) -> tuple[str, str] | None:
    if not source.is_none:
        return None
    if target.is_share:
        return say("units.share_without_unit_may"), say("units.write_fraction_unit")
    return (
        say("units.no_unit_where_needed", target=target),
        say("units.write_unit_unit_number", target=target),
    )


def _nothing_wanted(source: Unit, target: Unit) -> tuple[str, str] | None:
    if not target.is_none:
        return None
    return say("units.stands_where_no_unit", source=source), say("units.index_ratio_category_have")


def _share_wanted(source: Unit, target: Unit) -> tuple[str, str] | None:
    if not target.is_share:
        return None
    divide = say("units.divide_count_whole") if source.is_count else ""
    return say("units.no_unit_share", source=source), say("units.share_written_fraction", divide=divide)


def _share_given(source: Unit, target: Unit) -> tuple[str, str] | None:
    if not source.is_share:
        return None
    return say("units.share_but_not", source=source, target=target), say("units.give_value", target=target)


def _money(source: Unit, target: Unit) -> tuple[str, str] | None:
    if not (_is_money(source) and _is_money(target)):
        return None
    cure = say("units.convert_exchange_rate_price")
    return say("units.cannot_converted_2", source=source, target=target), cure


def _count_given(source: Unit, target: Unit) -> tuple[str, str] | None:
    if not source.is_count:
        return None
    if target.base:
        cure = say("units.report_count_input_series", target=target)
        return say("units.count_stands_where_rate", target=target), cure
    return say("units.count_stands_where_needed", target=target), say("units.write_unit_if_what", target=target)


def _count_wanted(source: Unit, target: Unit) -> tuple[str, str] | None:
    if not target.is_count:
        return None
    return say("units.no_count", source=source), say("units.write_count_unit_leave")


def _measures(unit: Unit) -> str:
    """Say what a simple unit measures: `` (mass)``; nothing of one that is put together."""
    if [power for _, power in unit.dimension_powers] != [1]:
        return ""
    return f" ({unit.dimension_powers[0][0].strip('[]').replace('_', ' ')})"


def _is_money(unit: Unit) -> bool:
    return any(name.startswith("[currency_") for name, _ in unit.dimension_powers)
