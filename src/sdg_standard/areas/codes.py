"""The codes of the areas layer: ids of areas, and the registers that they are checked against."""

from __future__ import annotations

from sdg_standard.errors import code

UNKNOWN_AREA = code(
    "SDG801",
    "unknown-area",
    cause="The id carries the prefix of a register, but the register has no such code at any date.",
    cure="Write a code of the register, with its leading zero, or an id without the prefix.",
)
OTHER_DATE = code(
    "SDG802",
    "area-at-another-date",
    cause="The code belongs to the register, but it was not in force on the last day of the period.",
    cure="Write the code that was in force then, or make sure which territory the number is about.",
    severity="warning",
)
LOOKS_REGISTERED = code(
    "SDG803",
    "looks-like-a-registered-area",
    cause="An id without the prefix of a register stands as it is, but this one looks like a code or a name of one.",
    cure="Write the prefix if the code of the register is meant, so that it can be checked and followed through time.",
    severity="warning",
)
BAD_REGISTER = code(
    "SDG804",
    "area-register",
    cause="A row of a register of areas cannot be used: a code, a date or a kind of change is missing or wrong.",
    cure="Correct the row; README.md in the folder areas/no of the library's standard says what the columns hold.",
)
