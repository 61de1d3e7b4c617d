"""Why one unit cannot be converted to another, in the words of the case."""

from __future__ import annotations

from collections.abc import Callable

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
    message = f'"{source}"{_measures(source)} cannot be converted to "{target}"{_measures(target)}'
    return UnitError(NOT_CONVERTIBLE, message, f'Give the value in "{target}", or in a unit that measures the same.')


def _nothing_given(source: Unit, target: Unit) -> tuple[str, str] | None:
    if not source.is_none:
        return None
    if target.is_share:
        return "a share without unit may be a fraction or per cent", 'Write "%", "‰" or "fraction" as its unit.'
    return (
        f'there is no unit where "{target}" is needed',
        f'Write "{target}" as the unit, or the unit that the number has.',
    )


def _nothing_wanted(source: Unit, target: Unit) -> tuple[str, str] | None:
    if not target.is_none:
        return None
    return f'"{source}" stands where there is no unit', "An index, a ratio and a category have no unit: leave it empty."


def _share_wanted(source: Unit, target: Unit) -> tuple[str, str] | None:
    if not target.is_share:
        return None
    divide = " Divide the count by the whole." if source.is_count else ""
    return f'"{source}" is no unit of a share', f'A share is written in "%", "‰" or "fraction".{divide}'


def _share_given(source: Unit, target: Unit) -> tuple[str, str] | None:
    if not source.is_share:
        return None
    return f'"{source}" is a share, but "{target}" is not', f'Give the value in "{target}".'


def _money(source: Unit, target: Unit) -> tuple[str, str] | None:
    if not (_is_money(source) and _is_money(target)):
        return None
    cure = "Convert it by an exchange rate or a price index before you report it, and say so in the note."
    return f'"{source}" cannot be converted to "{target}"', cure


def _count_given(source: Unit, target: Unit) -> tuple[str, str] | None:
    if not source.is_count:
        return None
    if target.base:
        cure = f'Report the count as an input of the series, or the value in "{target}".'
        return f'a count stands where a rate, "{target}", is needed', cure
    return f'a count stands where "{target}" is needed', f'Write "{target}" as the unit if that is what was counted.'


def _count_wanted(source: Unit, target: Unit) -> tuple[str, str] | None:
    if not target.is_count:
        return None
    return f'"{source}" is no count', 'Write "count" as the unit, or leave it empty, if the number counts things.'


def _measures(unit: Unit) -> str:
    """Say what a simple unit measures: `` (mass)``; nothing of one that is put together."""
    if [power for _, power in unit.dimension_powers] != [1]:
        return ""
    return f" ({unit.dimension_powers[0][0].strip('[]').replace('_', ' ')})"


def _is_money(unit: Unit) -> bool:
    return any(name.startswith("[currency_") for name, _ in unit.dimension_powers)
