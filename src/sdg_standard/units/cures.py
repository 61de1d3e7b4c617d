"""A cure that works: what to write where a certain unit is wanted, and nothing that would be refused in its turn."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sdg_standard.words import say

from ..errors import is_it
from .codes import UNKNOWN_UNIT
from .refusals import Refusal, UnitError
from .registry import Units
from .unit import Unit

_QUOTED = re.compile(r'"([^"]+)"')
_NO_UNITS = frozenset({"per", "/", "·"})
"""What cures quote that is no unit."""


def working_cure(refused: Refusal, wanted: Unit, units: Units, also: Mapping[str, str] | None = None) -> str:
    """Return the cure of a refused unit if every unit that it names can stand where ``wanted`` is needed.

    Otherwise what can: the near misses that fit, or ``wanted`` itself. A cure names units in double quotes.

    >>> units = Units.from_text("meter = [length] = m\\nsecond = [time] = s", wrong={"mi": 'Write "m".'})
    >>> for wanted in ("m", "s"):
    ...     try:
    ...         units.parse("mi")
    ...     except UnitError as refused:
    ...         print(working_cure(refused, units.parse(wanted), units))
    Write "m".
    Write "s", or a unit that can be converted to it.
    """
    named = [text for text in _QUOTED.findall(refused.cure) if text not in _NO_UNITS]
    fitting = [text for text in named if fits(text, wanted, units, also)]
    if named and len(fitting) == len(named):
        return refused.cure
    if fitting and refused.code is UNKNOWN_UNIT:
        return say("units.cure_and_more", first=is_it(fitting), second=to_write(wanted))
    return to_write(wanted) if named else say("units.cure_and_more", first=refused.cure, second=to_write(wanted))


def fits(text: str, wanted: Unit, units: Units, also: Mapping[str, str] | None = None) -> bool:
    """Whether a text is a unit that can be converted to the one that is wanted."""
    try:
        units.factor(units.parse(text, also), wanted)
    except UnitError:
        return False
    return True


def to_write(wanted: Unit) -> str:
    """Return what to write as a unit, in a sentence."""
    if wanted.is_none:
        return say("units.leave_unit_empty")
    if wanted.is_count:
        return say("units.write_leave_unit_empty", wanted=wanted)
    if wanted.is_share:
        return say("units.write_fraction_whichever_number")
    return say("units.write_unit_can_converted", wanted=wanted)
