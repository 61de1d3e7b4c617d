"""What a register says of an id on a date, and the sentences for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from sdg_standard.areas.codes import LOOKS_REGISTERED, OTHER_DATE, UNKNOWN_AREA
from sdg_standard.areas.history import Kin
from sdg_standard.areas.records import Change
from sdg_standard.errors import Code, Problem, did_you_mean
from sdg_standard.words import say

Status = Literal["valid", "other_date", "unknown", "free"]
_MOST = 6  # places that a sentence names


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a register says of ``area`` on the day ``on``.

    ``valid``: in force. ``other_date``: in force at another time; ``first`` and ``last`` are the days of that time
    (``last`` None while it lasts) and ``valid_then`` the areas that held the territory on the day asked for.
    ``unknown``: it carries the prefix, but there is no such code; ``near`` has what may be meant. ``free``: it does not
    carry the prefix of a register and stands as it is; ``near`` has the areas of that day whose code or name it is.
    ``territory`` has the changes in which the code was kept and the territory was not.
    """

    area: str
    on: date
    status: Status
    name: str = ""
    first: date | None = None
    last: date | None = None
    valid_then: tuple[Kin, ...] = ()
    near: tuple[str, ...] = ()
    territory: tuple[Change, ...] = ()

    @property
    def accepted(self) -> bool:
        """Whether a row with this id is kept: anything but unknown."""
        return self.status != "unknown"

    @property
    def code(self) -> Code | None:
        """The kind of problem that it is; None when nothing is wrong."""
        if self.status == "free":
            return LOOKS_REGISTERED if self.near else None
        return {"unknown": UNKNOWN_AREA, "other_date": OTHER_DATE}.get(self.status)

    @property
    def message(self) -> str:
        """What is wrong, as a sentence without a full stop; empty when nothing is."""
        if self.status == "unknown":
            return say("areas.no_area_any_date", area=self.area[:60], hint=did_you_mean(self.near))
        if self.status == "other_date":
            return say(
                "areas.area_not_force",
                area=self.area,
                called=_called(self.name),
                on=self.on,
                time=self._time(),
                then=self._then(),
            )
        if self.status == "free" and self.near:
            return say("areas.no_id_register_stands", area=self.area[:60], hint=did_you_mean(self.near))
        return ""

    @property
    def cure(self) -> str:
        """What to do about it; empty when there is nothing to do."""
        if self.status == "unknown":
            if self.near:
                return say("areas.write_if_meant_id", near=self.near[0])
            return UNKNOWN_AREA.cure
        if self.status == "other_date":
            if len(self.valid_then) == 1 and self.valid_then[0].exact and not self.territory:
                return say("areas.write_code_same_place", area=self.valid_then[0].area)
            return say("areas.make_sure_which_territory")
        if not self.message:
            return ""
        if len(self.near) == 1:
            return say("areas.write_if_meant_so", near=self.near[0], country=self.near[0].partition("-")[0])
        return LOOKS_REGISTERED.cure

    @property
    def note(self) -> str:
        """A sentence about changes of territory under a kept code, e.g. NO-1103 in 2020; empty when none is known."""
        if not self.territory:
            return ""
        days = sorted({change.date for change in self.territory})
        return say("areas.kept_its_code", area=self.area, days=[str(day) for day in days])

    def problem(self, **place: Any) -> Problem | None:
        """The case for ``problems.csv``, or None when nothing is wrong; ``place`` has file, row and so on.

        An unknown id is an error, a code of another date a warning, and so is an id without prefix that is a code or a
        name of the register all the same (``3025``, ``no-3025``, ``Asker``).
        """
        code = self.code
        if code is None:
            return None
        return code.problem(self.message, self.cure, **{"field": "area", "area": self.area, **place})

    def _time(self) -> str:
        if self.first is not None and self.on < self.first:
            return say("areas.came_into_force", first=self.first)
        return say("areas.was_force_until", last=self.last)

    def _then(self) -> str:
        whole = [kin for kin in self.valid_then if kin.how != "boundary"] or list(self.valid_then)
        if not whole:
            return ""
        named = [_kin(kin) for kin in whole[:_MOST]]
        if len(whole) > _MOST:
            named.append(say("areas.more", count=len(whole) - _MOST))
        earlier = self.first is not None and self.on < self.first
        return say("areas.territory_was_then" if earlier else "areas.territory_is_then", areas=named)


def day_before(day: date | None) -> date | None:
    """The last day of a time whose first day after is ``day``."""
    return None if day is None else day - timedelta(days=1)


def _kin(kin: Kin) -> str:
    """An area with its name and how the territory came to it: ``"NO-3025" (Asker, renumbered)``."""
    facts = {"area": kin.area, "how": say(f"areas.how_{kin.how}")}
    return say("areas.kin", name=kin.name, **facts) if kin.name else say("areas.kin_of", **facts)


def _called(*parts: str) -> str:
    text = ", ".join(part for part in parts if part)
    return f" ({text})" if text else ""
