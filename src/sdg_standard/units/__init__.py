"""Numbers and units: what may be written, what it means, and how one unit becomes another.

``numbers`` reads numbers strictly. ``definitions`` reads a list of units in pint's syntax and lets a private
registry, built from that list alone, work out what each unit is made of. ``lexicon`` knows the words, ``grammar`` how
they are put together, ``mismatch`` why two units do not fit. ``registry`` puts these together as :class:`Units`;
``algebra`` multiplies, divides and adds units for formulas. The layer knows no indicator and reads no file: its lists
are given to it as text.
"""

from __future__ import annotations

from .algebra import Measure
from .cures import working_cure
from .numbers import grouping, other_reading, parse_number, parse_numbers, plain
from .refusals import NumberError, Refusal, UnitError
from .registry import NO_UNIT, Units
from .spelled import key_of, keyed
from .unit import Unit

__all__ = [
    "NO_UNIT",
    "Measure",
    "NumberError",
    "Refusal",
    "Unit",
    "UnitError",
    "Units",
    "grouping",
    "key_of",
    "keyed",
    "other_reading",
    "parse_number",
    "parse_numbers",
    "plain",
    "working_cure",
]
