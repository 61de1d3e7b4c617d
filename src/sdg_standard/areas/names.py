"""Which area a text means on a day: a code in any spelling, or a name that its register has or had."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Literal

from sdg_standard.areas.codes import NO_SUCH_AREA, SEVERAL_AREAS
from sdg_standard.areas.likeness import Likeness, folded
from sdg_standard.areas.records import Spell
from sdg_standard.errors import Problem
from sdg_standard.words import say

How = Literal["id", "code", "name", "history", ""]
Match = Literal["found", "several", "none"]

_KINDS_OF_UNIT = ("kommune", "kommun", "kunta", "municipality")
"""Words for the kind of unit, which people write behind its name."""
_BRACKET = re.compile(r"\s*(?:\(([^()]*)\)|,\s*([^,()]+))\s*$")
_YEARS = re.compile(r"[-–\s0-9]*")
"""What Statistics Norway writes behind old names: ``(-2019)``, ``(2020-2023)``."""
_DASH = re.compile(r"\s+[-–—]\s+|\s*[–—/]\s*")
"""What stands between the official forms of a name."""
_MOST = 6


@dataclass(frozen=True, slots=True)
class Found:
    """What a register makes of a ``text`` on the day ``on``.

    ``found``: one ``area``, by its ``id``, by its ``code`` in another spelling, by its ``name`` on that day, or by its
    ``history``: a name of another day whose bearer has only been renumbered or renamed in between. ``several``: more
    than one has that name then. ``none``: no area. ``candidates`` are the areas that may be meant, with their names on
    that day.
    """

    text: str
    on: date
    match: Match
    area: str = ""
    how: How = ""
    candidates: tuple[tuple[str, str], ...] = ()

    def problem(self, **place: Any) -> Problem | None:
        """Why the text is refused, for ``problems.csv``; None where an area was found."""
        if self.match == "found":
            return None
        named = [
            say("areas.kin_of", area=area, how=name) if name else say("quoted", text=area)
            for area, name in self.candidates[:_MOST]
        ]
        place = {"field": "area", "area": self.text[:60], **place}
        if self.match == "several":
            text = say("areas.several_of_that_name", text=self.text[:60], on=self.on, areas=named)
            cure = say("areas.write_one_of_the_ids", ids=[one for one, _ in self.candidates])
            return SEVERAL_AREAS.problem(text, cure, **place)
        text = say(
            "areas.no_area_of_that_name",
            text=self.text[:60],
            on=self.on,
            hint=say("areas.perhaps", areas=named) if named else "",
        )
        return NO_SUCH_AREA.problem(text, "", **place)


@dataclass(frozen=True, slots=True)
class _Bearer:
    """A time in which an area had a name in one of its forms; ``spell`` is None of a name without dates."""

    area: str
    spell: Spell | None
    qualifiers: frozenset[str]
    """What may stand behind the name in brackets: the county, or what the register itself has there."""

    def bears(self, on: date) -> bool:
        return self.spell is not None and self.spell.holds(on)


class Names:
    """All names of a register, for finding the area that a text means."""

    def __init__(
        self,
        likeness: Likeness,
        spells: Iterable[Spell],
        old_names: Iterable[tuple[str, str]],
        same_place: Callable[[str, Spell | None, date], str | None],
        then: Callable[[str, date], Sequence[str]],
        name_on: Callable[[str, date | None], str | None],
    ) -> None:
        self._likeness = likeness
        self._spells, self._old_names = tuple(spells), tuple(old_names)
        self._same_place, self._then, self._name_on = same_place, then, name_on

    @cached_property
    def _bearers(self) -> dict[str, list[_Bearer]]:
        found: dict[str, list[_Bearer]] = defaultdict(list)
        counties: dict[str, set[str]] = defaultdict(set)
        for spell in self._spells:
            counties[spell.area].add(folded(spell.county))
            self._add(found, _Bearer(spell.area, spell, frozenset({folded(spell.county)})), spell.name)
        for area, name in self._old_names:
            self._add(found, _Bearer(area, None, frozenset(counties[area])), name)
        return found

    @staticmethod
    def _add(found: dict[str, list[_Bearer]], bearer: _Bearer, name: str) -> None:
        """A name in each of its official forms; what stands in brackets behind it counts as said of the area."""
        for form in name.split(" - "):
            _, behind = _parted(form)
            also = frozenset({folded(behind)}) if behind else frozenset()
            one = _Bearer(bearer.area, bearer.spell, bearer.qualifiers | also)
            for key in dict.fromkeys((_exact(form), folded(form))):
                found[key].append(one)

    def find(self, text: str, on: date) -> Found:
        """Return what a text means on a day. Never raises."""
        text = " ".join(text.split())
        written = self._likeness.code_written(text)
        if written is not None:
            return self._by_code(text, written, on)
        base, behind = _parted(text)
        by_name = self._called(_without_kind(base))
        told = [one for one in by_name if not behind or folded(behind) in one.qualifiers]
        now = list(dict.fromkeys(one.area for one in told if one.bears(on)))
        if len(now) == 1:
            return self._found(text, on, now[0], "name")
        if now:
            return Found(text, on, "several", candidates=self._named(now, on))
        return self._by_history(text, on, told, by_name)

    def _called(self, name: str) -> Sequence[_Bearer]:
        """Who has, or had, a name; several forms of it have to mean the same area. Accents count where they can."""
        forms = _DASH.split(name)
        every = [self._bearers.get(_exact(form)) or self._bearers.get(folded(form), []) for form in forms]
        shared = set.intersection(*({one.area for one in bearers} for bearers in every))
        return [one for one in every[0] if one.area in shared]

    def _by_code(self, text: str, area: str, on: date) -> Found:
        """A code, with or without its name behind it; a name of another area there is a contradiction."""
        if text == area:
            return self._found(text, on, area, "id")
        behind = re.sub(r"^[^0-9]*[0-9]+[ ,]*", "", text)
        name, _ = _parted(behind)
        if name and area not in self._likeness.named(_without_kind(name)):
            others = self._likeness.named(_without_kind(name))
            return Found(text, on, "none", candidates=self._named([area, *others], on))
        return self._found(text, on, area, "code")

    def _by_history(self, text: str, on: date, told: list[_Bearer], by_name: Sequence[_Bearer]) -> Found:
        """A name of another day: the area of that day that is the same place, where nothing but codes changed."""
        same = (self._same_place(one.area, one.spell, on) for one in told)
        places = list(dict.fromkeys(area for area in same if area is not None))
        if len(places) == 1:
            return self._found(text, on, places[0], "history")
        if places:
            return Found(text, on, "several", candidates=self._named(places, on))
        meant = list(dict.fromkeys(one.area for one in told or by_name))
        meant += [one for area in meant for one in self._then(area, on)]
        near = meant or list(self._likeness.near(text, lambda one: self._name_on(one, on) is not None))
        return Found(text, on, "none", candidates=self._named(near, on))

    @staticmethod
    def _found(text: str, on: date, area: str, how: How) -> Found:
        return Found(text, on, "found", area, how)

    def _named(self, areas: Iterable[str], on: date) -> tuple[tuple[str, str], ...]:
        def name(area: str) -> str:
            return self._name_on(area, on) or self._name_on(area, None) or ""

        return tuple((area, name(area)) for area in dict.fromkeys(areas))


def _exact(name: str) -> str:
    """A name whose accents count: ``Bø`` is not ``Bo``. It can be no folded name, which has no such sign."""
    base, _ = _parted(name)
    return f"={' '.join(base.casefold().split())}"


def _parted(name: str) -> tuple[str, str]:
    """A name and what stands behind it in brackets or after a comma; years there say nothing.

    >>> _parted("Våler (Innlandet)"), _parted("Asker (-2019)"), _parted("Nes, Buskerud")
    (('Våler', 'Innlandet'), ('Asker', ''), ('Nes', 'Buskerud'))
    """
    match = _BRACKET.search(name)
    if match is None:
        return name.strip(), ""
    behind = (match[1] or match[2] or "").strip()
    return name[: match.start()].strip(), "" if _YEARS.fullmatch(behind) else behind


def _without_kind(name: str) -> str:
    """A name without the word for the kind of unit: ``Oslo kommune`` is ``Oslo``."""
    words = name.split(" ")
    return " ".join(words[:-1]) if len(words) > 1 and words[-1].casefold() in _KINDS_OF_UNIT else name
