"""A register of areas over time. A code alone is no identity: a code on a date is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property

from sdg_standard.areas.history import History, Kin, State, how
from sdg_standard.areas.likeness import Likeness
from sdg_standard.areas.population import Population
from sdg_standard.areas.records import KINDS, Change, Lines, RowReader, Spell
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
        self, prefix: str, spells: Iterable[Spell], changes: Iterable[Change], old_names: Iterable[tuple[str, str]] = ()
    ) -> None:
        self.prefix = prefix
        self._spells: dict[str, list[Spell]] = defaultdict(list)
        for spell in sorted(spells, key=lambda one: one.start):
            self._spells[spell.area].append(spell)
        self.changes = tuple(changes)
        self._old_names = tuple(old_names)
        self.people = Population(prefix)
        """The table of inhabitants beside the register; its reader puts it here."""

    @classmethod
    def from_rows(cls, prefix: str, units: Rows, changes: Rows = (), renames: Rows = ()) -> Register:
        """Make a register from rows as in ``municipalities.csv``, ``changes.csv`` and ``renames.csv``.

        Raises :class:`StandardError` with every row that cannot be used; its ``line`` counts the header as line 1.
        """
        register, problems = cls.from_lines(prefix, *(enumerate(rows, start=2) for rows in (units, changes, renames)))
        if problems:
            raise StandardError(problems)
        return register

    @classmethod
    def from_lines(
        cls, prefix: str, units: Lines, changes: Lines = (), renames: Lines = (), *, folder: str = ""
    ) -> tuple[Register, list[Problem]]:
        """The same from rows with their lines; returns the problems beside what could be read."""
        unit_rows = RowReader(prefix, f"{folder}municipalities.csv")
        change_rows = RowReader(prefix, f"{folder}changes.csv")
        spells = unit_rows.spells(units)
        known = frozenset(spell.area for spell in spells)
        # a change that names a unit which itself could not be read would be blamed for somebody else's fault
        checked = change_rows.changes(changes, known) if not unit_rows.problems else []
        old_names = [(f"{prefix}-{row.get('code')}", row.get("old_name") or "") for _, row in renames]
        usable = [(area, name) for area, name in old_names if area in known and name]
        return cls(prefix, spells, checked, usable), unit_rows.problems + change_rows.problems

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
        before = [spell for spell in spells if spell.start <= on]
        nearest = before[-1] if before else spells[0]
        kin = self.successors(area, on) if before else self.predecessors(area, on)
        first, last = nearest.start, day_before(nearest.until)
        return Verdict(area, on, "other_date", nearest.name, first, last, kin, territory=self._kept.get(area, ()))

    def name(self, area: str, on: date | None = None) -> str | None:
        """The official name on that day, or the latest one; None where the register has none."""
        spells = self._spells.get(area, [])
        fitting = spells if on is None else [spell for spell in spells if spell.holds(on)]
        return fitting[-1].name if fitting else None

    def population(self, area: str, year: int) -> int | None:
        """Inhabitants on 1 January of a year; None where the table has none, or the code was not in force that day.

        >>> Register("NO", [Spell(date(2024, 1, 1), None, "NO-3203", "Asker")], ()).population("NO-3203", 2025) is None
        True
        """
        in_force = date.min.year <= year <= date.max.year and self.name(area, date(year, 1, 1)) is not None
        return self.people.of(area, year) if in_force else None

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
