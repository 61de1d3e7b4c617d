"""Areas over time: which code a place had on a date, what became of it, and whether an id is one at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sdg_standard.areas.files import read_registers
from sdg_standard.areas.history import How, Kin
from sdg_standard.areas.names import Found
from sdg_standard.areas.records import Change, ChangeKind
from sdg_standard.areas.register import Register
from sdg_standard.areas.verdict import Status, Verdict

__all__ = ["Change", "ChangeKind", "Found", "How", "Kin", "Register", "Status", "Verdict", "check", "doubtful", "read_registers"]


def check(registers: Mapping[str, Register], area: str, on: date) -> Verdict:
    """Ask the register whose prefix ``area`` carries; an id that carries none is ``free`` and stands as it is.

    >>> check({}, "cedar", date(2024, 12, 31)).status
    'free'
    """
    register = registers.get(area.partition("-")[0])
    if register is not None:
        return register.check(area, on)
    meant = next((one for one in registers.values() if one.resembles(area)), None)
    return Verdict(area, on, "free") if meant is None else meant.check(area, on)


def doubtful(registers: Mapping[str, Register], areas: Sequence[str]) -> list[int]:
    """Return the positions of ids that have to be checked: no register has anything to say of the others.

    >>> doubtful({"NO": Register("NO", (), ())}, ["cedar", "NO-0301", "birch"])
    [1]
    """
    prefixes = tuple(f"{prefix}-" for prefix in registers)
    found = {place for place, area in enumerate(areas) if area.startswith(prefixes)}
    for register in registers.values():
        found.update(register.perhaps(areas))
    return sorted(found)
