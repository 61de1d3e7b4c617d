"""Questions to all registers at once: the prefix of an id says whose it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from types import MappingProxyType

from sdg_standard._resources import bundled
from sdg_standard.areas.files import read_registers
from sdg_standard.areas.history import Kin
from sdg_standard.areas.names import Found
from sdg_standard.areas.records import Change
from sdg_standard.areas.register import Register
from sdg_standard.areas.verdict import Verdict
from sdg_standard.errors import UnknownId, did_you_mean
from sdg_standard.model.period import Period
from sdg_standard.words import say

Registers = Mapping[str, Register]
On = str | int | date
"""A day, or a period that stands for its last day: ``"2024"``, ``2024``, ``"2020-03-01"``."""


@cache
def _bundled() -> Registers:
    return MappingProxyType(read_registers(bundled("standard") / "areas"))


def at(area: str, on: On, registers: Registers | None = None) -> tuple[Kin, ...]:
    """Return the areas that hold, on a day, the territory of an area; with how it came there.

    An area in force that day is itself, ``same``. Of a code of an earlier time these are what became of it, of a later
    one where it came from. Wholes come before pieces. Without ``registers`` (``standard.registers``) those of the
    library are asked. Raises :class:`~sdg_standard.errors.UnknownId` for an area that no register has, ``PeriodError``
    for no day.

    >>> [(kin.area, kin.name, kin.how) for kin in at("NO-3025", "2019")]
    [('NO-0220', 'Asker', 'merged'), ('NO-0627', 'Røyken', 'merged'), ('NO-0628', 'Hurum', 'merged')]
    >>> at("NO-1507", date(2024, 1, 1))[0].path[0].share
    0.8621
    """
    register, day = _register(area, registers), day_of(on)
    verdict = register.check(area, day)
    return (Kin(area, verdict.name, "same", ()),) if verdict.status == "valid" else verdict.valid_then


def find(text: str, on: On, country: str = "NO", registers: Registers | None = None) -> Found:
    """Return which area of a country a name or a code in any spelling means on a day.

    Raises :class:`~sdg_standard.errors.UnknownId` for a country without a register.

    >>> find("Asker", 2015).area, find("Asker", 2024).area, find("Herøy", 2024).match
    ('NO-0220', 'NO-3203', 'several')
    """
    known = _bundled() if registers is None else registers
    if country not in known:
        raise UnknownId("country", country, list(known))
    return known[country].find(str(text), day_of(on))


def history(area: str, registers: Registers | None = None) -> tuple[Change, ...]:
    """Return all changes that the territory of an area went through, before it had this code and after, by date.

    >>> [(str(change.date), change.kind, change.old, change.new) for change in history("NO-3024")]
    [('2020-01-01', 'renumber', 'NO-0219', 'NO-3024'), ('2024-01-01', 'renumber', 'NO-3024', 'NO-3201')]
    """
    return _register(area, registers).territory_history(area)


def _register(area: str, registers: Registers | None) -> Register:
    known = _bundled() if registers is None else registers
    prefix = str(area).partition("-")[0]
    register = known.get(prefix)
    if register is None or area not in register:
        area = str(area)
        near = check(known, area, date.max).near
        raise UnknownId("area", area, why=say("areas.no_area_any_date", area=area[:60], hint=did_you_mean(near)))
    return register


def day_of(on: On) -> date:
    """Return a day as it is, of a time its day, and of a period the last day. Raises ``PeriodError`` for none of these.

    >>> day_of(2024), day_of(datetime(2024, 3, 1, 12, 30))
    (datetime.date(2024, 12, 31), datetime.date(2024, 3, 1))
    """
    if isinstance(on, datetime):
        return on.date()
    return on if isinstance(on, date) else Period.parse(str(on)).end


def check(registers: Registers, area: str, on: date) -> Verdict:
    """Ask the register whose prefix ``area`` carries; an id that carries none is ``free`` and stands as it is.

    >>> check({}, "cedar", date(2024, 12, 31)).status
    'free'
    """
    register = registers.get(area.partition("-")[0])
    if register is not None:
        return register.check(area, on)
    meant = next((one for one in registers.values() if one.resembles(area)), None)
    return Verdict(area, on, "free") if meant is None else meant.check(area, on)


def doubtful(registers: Registers, areas: Sequence[str]) -> list[int]:
    """Return the positions of ids that have to be checked: no register has anything to say of the others.

    >>> doubtful({"NO": Register("NO", (), ())}, ["cedar", "NO-0301", "birch"])
    [1]
    """
    prefixes = tuple(f"{prefix}-" for prefix in registers)
    found = {place for place, area in enumerate(areas) if area.startswith(prefixes)}
    for register in registers.values():
        found.update(register.perhaps(areas))
    return sorted(found)


def attribute(name: str, area: str, on: On) -> str:
    """What the registers of the library know of an area: its ``country``, its ``county``, its ``size`` class.

    A county is that of the day, a class by inhabitants that of its year; of a code that is not in force then, within
    the borders of the nearest day on which it is. Empty for an area of no register.

    >>> attribute("county", "NO-3025", 2021), attribute("size", "NO-3203", 2022), attribute("size", "alder", 2021)
    ('Viken', '50000 and more', '')
    """
    register = _bundled().get(area.partition("-")[0])
    if register is None or area not in register:
        return ""
    day = day_of(on)
    return register.prefix if name == "country" else register.attribute(name, area, day, _in_force(register, area, day))


def known_prefix(area: str) -> bool:
    """Whether a register of the library is asked for ids that begin like this.

    >>> known_prefix("NO-9999"), known_prefix("alder")
    (True, False)
    """
    return "-" in area and area.partition("-")[0] in _bundled()


def size_class(count: int, country: str = "NO") -> str:
    """The class by inhabitants in which a country puts a number of them; empty where it has none.

    >>> size_class(4200), size_class(60000), size_class(1, "XX")
    ('under 5000', '50000 and more', '')
    """
    register = _bundled().get(country)
    return register.size_class(count) if register is not None else ""


def inhabitants(area: str, on: On) -> int | None:
    """Inhabitants of an area on 1 January of the year of a day, by the registers of the library; None where none says.

    >>> inhabitants("NO-3025", 2021), inhabitants("alder", 2021)
    (94915, None)
    """
    register = _bundled().get(area.partition("-")[0])
    if register is None or area not in register:
        return None
    day = day_of(on)
    return register.population(area, day.year, _in_force(register, area, date(day.year, 1, 1)))


def _in_force(register: Register, area: str, day: date) -> date:
    """The day, or the nearest one on which a code is in force."""
    verdict = register.check(area, day)
    if verdict.status != "other_date" or verdict.first is None:
        return day
    return verdict.first if verdict.first > day else verdict.last or day
