"""Areas over time: which code a place had on a date, what became of it, and whether an id is one at all.

``register`` has the areas of one country, ``names`` finds the area that a text means, ``history`` and ``moves`` follow
territory from day to day, ``klass`` brings a register up to date. :func:`at` and :func:`history` ask the registers of
the library without more ado:

>>> [(kin.area, kin.how) for kin in at("NO-0219", "2024")]
[('NO-3201', 'renumbered')]
"""

from __future__ import annotations

from sdg_standard.areas import klass
from sdg_standard.areas.asking import at, check, doubtful, find, history
from sdg_standard.areas.attributes import ATTRIBUTES
from sdg_standard.areas.files import read_registers
from sdg_standard.areas.history import How, Kin
from sdg_standard.areas.moves import Move, moves
from sdg_standard.areas.names import Found
from sdg_standard.areas.records import Change, ChangeKind
from sdg_standard.areas.register import Register
from sdg_standard.areas.verdict import Status, Verdict

__all__ = [
    "ATTRIBUTES",
    "Change",
    "ChangeKind",
    "Found",
    "How",
    "Kin",
    "Move",
    "Register",
    "Status",
    "Verdict",
    "at",
    "check",
    "doubtful",
    "find",
    "history",
    "klass",
    "moves",
    "read_registers",
]
