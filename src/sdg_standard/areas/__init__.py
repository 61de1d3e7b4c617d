"""Areas over time: which code a place had on a date, what became of it, and whether an id is one at all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sdg_standard.areas.files import read_registers
from sdg_standard.areas.history import How, Kin
from sdg_standard.areas.records import Change, ChangeKind
from sdg_standard.areas.register import Register
from sdg_standard.areas.verdict import Status, Verdict

__all__ = ["Change", "ChangeKind", "How", "Kin", "Register", "Status", "Verdict", "check", "read_registers"]


def check(registers: Mapping[str, Register], area: str, on: date) -> Verdict:
    """Ask the register whose prefix ``area`` carries; an id that carries none is ``free`` and stands as it is.

    >>> check({}, "cedar", date(2024, 12, 31)).status
    'free'
    """
    register = registers.get(area.partition("-")[0])
    if register is not None:
        return register.check(area, on)
    free = [one.check(area, on) for one in registers.values()]
    return next((verdict for verdict in free if verdict.near), Verdict(area, on, "free"))
