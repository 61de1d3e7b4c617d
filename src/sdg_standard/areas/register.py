"""A register of areas over time. A code alone is no identity: a code on a date is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from sdg_standard.areas.attributes import Population
from sdg_standard.areas.history import History, Kin, State, how
from sdg_standard.areas.likeness import Likeness
from sdg_standard.areas.names import Found, Names
from sdg_standard.areas.records import KINDS, Change, Inhabitants, Lines, RowReader, SizeClass, Spell
from sdg_standard.areas.verdict import Verdict, day_before
from sdg_standard.errors import Problem, StandardError, UnknownId

Rows = Sequence[Mapping[str, str]]


class Register:
    """The municipalities of one country over time; ids are ``PREFIX-CODE``, e.g. ``NO-3025``. Immutable.

    >>> from datetime import date
    >>> units = [{"code": "0219", "name": "Bærum", "valid_from": "1838-01-01", "valid_to": "2020-01-01"},
    ...          {"code": "3024", "name": "Bærum", "valid_from": "2020-01-01", "valid_to": ""}]
    >>> change = {"date": "2020-01-01", "old_code": "0219", "new_code": "3024", "kind": "renumber", "share": "1"}
    >>> register = Register.from_rows("NO", units, [change])
    >>> verdict = register.check("NO-0219", date(2024, 12, 31))
    >>> verdict.status, [(kin.area, kin.how) for kin in verdict.valid_then]
    ('other_date', [('NO-3024', 'renumbered')])
    """

    def __init__(
        self,
        prefix: str,
        spells: Iterable[Spell],
        changes: Iterable[Change],
        old_names: Iterable[tuple[str, str]] = (),
        population: Iterable[Inhabitants] = (),
        sizes: Iterable[SizeClass] = (),
    ) -> None:
        self.prefix = prefix
        self._spells: dict[str, list[Spell]] = defaultdict(list)
        for spell in sorted(spells, key=lambda one: one.start):
            self._spells[spell.area].append(spell)
        self.changes = tuple(changes)
        self._old_names = tuple(old_names)
        self._counted, self._sizes = tuple(population), tuple(sizes)

    def __getstate__(self) -> dict[str, Any]:
        """What it was made of, for other processes; what is looked up by name is worked out again there."""
        kept = ("prefix", "_spells", "changes", "_old_names", "_counted", "_sizes")
        return {name: self.__dict__[name] for name in kept}

    @classmethod
    def from_rows(
        cls, prefix: str, units: Rows, changes: Rows = (), renames: Rows = (), population: Rows = (), sizes: Rows = ()
    ) -> Register:
        """Make a register from rows as in ``municipalities.csv``, ``changes.csv`` and the other tables of a folder.

        Raises :class:`StandardError` with every row that cannot be used; its ``line`` counts the header as line 1.
        """
        tables = (units, changes, renames, population, sizes)
        register, problems = cls.from_lines(prefix, *(enumerate(rows, start=2) for rows in tables))
        if problems:
            raise StandardError(problems)
        return register

    @classmethod
    def from_lines(
        cls,
        prefix: str,
        units: Lines,
        changes: Lines = (),
        renames: Lines = (),
        population: Lines = (),
        sizes: Lines = (),
        *,
        folder: str = "",
    ) -> tuple[Register, list[Problem]]:
        """The same from rows with their lines; returns the problems beside what could be read."""
        unit_rows = RowReader(prefix, f"{folder}municipalities.csv")
        change_rows = RowReader(prefix, f"{folder}changes.csv")
        count_rows = RowReader(prefix, f"{folder}population.csv")
        size_rows = RowReader(prefix, f"{folder}sizes.csv")
        spells = unit_rows.spells(units)
        known = frozenset(spell.area for spell in spells)
        # a change that names a unit which itself could not be read would be blamed for somebody else's fault
        sound = not unit_rows.problems
        checked = change_rows.changes(changes, known) if sound else []
        counted = count_rows.population(population, known) if sound else []
        old_names = [(f"{prefix}-{row.get('code')}", row.get("old_name") or "") for _, row in renames]
        usable = [(area, name) for area, name in old_names if area in known and name]
        register = cls(prefix, spells, checked, usable, counted, size_rows.sizes(sizes))
        readers = (unit_rows, change_rows, count_rows, size_rows)
        return register, [problem for reader in readers for problem in reader.problems]

    def __repr__(self) -> str:
        return f"Register({self.prefix!r}, {len(self._spells)} codes)"

    def __contains__(self, area: object) -> bool:
        return area in self._spells

    def carries(self, area: str) -> bool:
        """Whether the id has the prefix of this register, whatever stands behind it."""
        return area.startswith(f"{self.prefix}-")

    def resembles(self, area: str) -> bool:
        """Whether an id without the prefix is, or was, a code or a name of this register."""
        return bool(self._likeness.code_written(area) or self._likeness.named(area))

    def perhaps(self, areas: Sequence[str]) -> list[int]:
        """Positions of the ids that :meth:`resembles` may be true of; a million take a fraction of a second."""
        return self._likeness.perhaps(areas)

    def check(self, area: str, on: date) -> Verdict:
        """Say whether ``area`` is in force on the day ``on``, and if not, what may be meant. Never raises."""
        spells = self._spells.get(area)
        if spells is None:
            return self._check_unknown(area, on)
        for spell in spells:
            if spell.holds(on):
                return Verdict(area, on, "valid", spell.name, territory=self._kept.get(area, ()))
        nearest = self._nearest(spells, on)
        kin = self.successors(area, on) if nearest.start <= on else self.predecessors(area, on)
        first, last = nearest.start, day_before(nearest.until)
        return Verdict(area, on, "other_date", nearest.name, first, last, kin, territory=self._kept.get(area, ()))

    def find(self, text: str, on: date) -> Found:
        """Return which area a text means on the day ``on``: a code in any spelling, or a name. Never raises.

        Names are matched in each of their official forms, with the county in brackets behind them where two areas
        share one; a name of another day finds the area that is the same place on this one.

        >>> from datetime import date
        >>> units = [{"code": "0219", "name": "Bærum", "valid_from": "1838-01-01", "valid_to": "2020-01-01"}]
        >>> register, day = Register.from_rows("NO", units), date(2019, 12, 31)
        >>> [register.find(text, day).area for text in ("219", "K-0219", "Bærum kommune", "BÆRUM")]
        ['NO-0219', 'NO-0219', 'NO-0219', 'NO-0219']
        """
        return self._names.find(text, on)

    def county(self, area: str, on: date) -> str:
        """The county that an area lay in on that day; empty where the register has none.

        On a day on which the code was not in force it is the county of the nearest day on which it was.
        """
        spells = self._spells.get(area, [])
        return self._nearest(spells, on).county if spells else ""

    def population(self, area: str, year: int, on: date | None = None) -> int | None:
        """Inhabitants on 1 January of a year, within the borders that the area has on the day ``on``, or that day.

        None where the register has no count on these borders.
        """
        return self._population.count(area, year, on or date(year, 1, 1))

    def size_class(self, count: int) -> str:
        """The size class of a number of inhabitants; empty where there are no classes."""
        return self._population.class_of(count)

    def attribute(self, name: str, area: str, on: date, borders: date | None = None) -> str:
        """The ``county`` of an area on a day, or its ``size`` class by the inhabitants of that year; else empty.

        ``borders`` is the day on which the id is in force, where that is another one.
        """
        if name == "county":
            return self.county(area, borders or on)
        return self._population.size(area, on.year, borders or on) if name == "size" else ""

    def name(self, area: str, on: date | None = None) -> str | None:
        """The official name on that day, or the latest one; None where the register has none."""
        spells = self._spells.get(area, [])
        fitting = spells if on is None else [spell for spell in spells if spell.holds(on)]
        return fitting[-1].name if fitting else None

    def valid(self, on: date) -> tuple[str, ...]:
        """The areas in force on that day, sorted."""
        return tuple(sorted(area for area, spells in self._spells.items() if any(spell.holds(on) for spell in spells)))

    def successors(self, area: str, on: date, since: date | None = None) -> tuple[Kin, ...]:
        """Return the areas that hold on the day ``on`` what ``area`` was on the day ``since``, an earlier one.

        ``since`` is the last day up to ``on`` on which the code was in force, unless it is given; give it to ask what
        became of the Stavanger of 2019, whose code is still in force. Wholes come before pieces. Empty when the code
        was not in force by then. Raises :class:`UnknownId`.
        """
        spells = self._known(area)
        if since is None:
            ends = [min(day_before(spell.until) or on, on) for spell in spells if spell.start <= on]
            since = max(ends, default=None)
        return () if since is None or since > on else self._kin(self._history.forward(area, since, on), on)

    def predecessors(self, area: str, on: date, since: date | None = None) -> tuple[Kin, ...]:
        """Return the areas that held on the day ``on`` what ``area`` was on the day ``since``, a later one.

        ``since`` is the first day from ``on`` on which the code was in force, unless it is given.
        """
        spells = self._known(area)
        if since is None:
            later = [spell for spell in spells if spell.until is None or spell.until > on]
            since = min((max(spell.start, on) for spell in later), default=None)
        return () if since is None or since < on else self._kin(self._history.backward(area, since, on), on)

    def territory_changes(self, area: str) -> tuple[Change, ...]:
        """The changes in which the code was kept and its territory was not, e.g. NO-1103 on 2020-01-01."""
        return self._kept.get(area, ())

    def territory_history(self, area: str) -> tuple[Change, ...]:
        """All changes that the territory of an area went through before it had its code and after, by date."""
        spells = self._known(area)
        back = self._history.backward(area, day_before(spells[-1].until) or date.max, date.min)
        forth = self._history.forward(area, spells[0].start, date.max)
        return _in_order({change for state in (back, forth) for branch in state.values() for change in branch.path})

    def _check_unknown(self, area: str, on: date) -> Verdict:
        def in_force(one: str) -> bool:
            return self.name(one, on) is not None

        if self.carries(area):
            near = self._likeness.near(area[len(self.prefix) + 1 :], in_force)
            return Verdict(area, on, "unknown", near=near)
        written = self._likeness.code_written(area)
        found = [self._same_place(written, on)] if written else self._likeness.named(area)
        return Verdict(area, on, "free", near=tuple([one for one in found if in_force(one)] or found)[:3])

    def _same_place(self, area: str, on: date) -> str:
        """The code of the same place on a day, where it has only been renumbered; otherwise the code itself."""
        verdict = self.check(area, on)
        kin = verdict.valid_then
        return kin[0].area if len(kin) == 1 and kin[0].exact and not verdict.territory else area

    @staticmethod
    def _nearest(spells: Sequence[Spell], on: date) -> Spell:
        """The last of the times that had begun by a day, or the first of all."""
        before = [spell for spell in spells if spell.start <= on]
        return before[-1] if before else spells[0]

    def _same_place_as(self, area: str, spell: Spell | None, on: date) -> str | None:
        """The area that is on a day the place that another one was in some time; None where it is not all the same."""
        if spell is None:
            same = self._same_place(area, on)
            return same if self.name(same, on) is not None else None
        return self._exactly(area, spell.start if on < spell.start else day_before(spell.until) or on, on)

    def _exactly(self, area: str, since: date, on: date) -> str | None:
        """The one area that has on a day exactly the territory that another one had on ``since``; None without one."""
        kin = self.successors(area, on, since) if since <= on else self.predecessors(area, on, since)
        return kin[0].area if len(kin) == 1 and kin[0].exact else None

    def _known(self, area: str) -> list[Spell]:
        if area not in self._spells:
            near = self._likeness.near(area.removeprefix(f"{self.prefix}-"), lambda one: True)
            raise UnknownId("area", area, near)
        return self._spells[area]

    def _kin(self, state: State, on: date) -> tuple[Kin, ...]:
        ordered = sorted(state.items(), key=lambda item: (item[1].rank, item[0]))
        return tuple(
            Kin(area, self.name(area, on) or "", how(branch), _in_order(branch.path)) for area, branch in ordered
        )

    @cached_property
    def _history(self) -> History:
        return History(self.changes)

    @cached_property
    def _likeness(self) -> Likeness:
        return Likeness(self.prefix, (spell for spells in self._spells.values() for spell in spells), self._old_names)

    @cached_property
    def _names(self) -> Names:
        spells = (spell for spells in self._spells.values() for spell in spells)

        def then(area: str, on: date) -> list[str]:
            return [kin.area for kin in self.check(area, on).valid_then if kin.how != "boundary"]

        return Names(self._likeness, spells, self._old_names, self._same_place_as, then, self.name)

    @cached_property
    def _population(self) -> Population:
        return Population(self._counted, self._sizes, self._same_territory)

    def _same_territory(self, area: str, since: date, on: date) -> str | None:
        """The code that a place, known by its code of one day, has on another one; None where it is another place."""
        if area not in self._spells:
            return None
        spell = self._nearest(self._spells[area], since)
        return self._exactly(area, min(max(since, spell.start), day_before(spell.until) or since), on)

    @cached_property
    def _kept(self) -> dict[str, tuple[Change, ...]]:
        found: dict[str, list[Change]] = defaultdict(list)
        for change in self.changes:
            for area in {change.old, change.new} if change.kind != "renumber" else ():
                if change.old != change.new and self._lives_through(area, change.date):
                    found[area].append(change)
        return {area: tuple(changes) for area, changes in found.items()}

    def _lives_through(self, area: str, day: date) -> bool:
        spells = self._spells.get(area, ())
        return all(any(spell.holds(one) for spell in spells) for one in (day - timedelta(days=1), day))


def _in_order(path: Iterable[Change]) -> tuple[Change, ...]:
    return tuple(sorted(path, key=lambda change: (change.date, change.old, change.new, KINDS.index(change.kind))))
