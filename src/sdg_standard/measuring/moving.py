"""Evidence of one time's areas → the same evidence on the borders of one day."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard.areas import Change, Move, Register, moves
from sdg_standard.areas.codes import AREAS_FOUND, NO_SUCH_AREA, OTHER_DATE, SEVERAL_AREAS
from sdg_standard.catalogue import Standard
from sdg_standard.errors import Problem, Problems
from sdg_standard.measuring.codes import UNKNOWN_COLUMN
from sdg_standard.measuring.columns import together
from sdg_standard.measuring.marks import check_marks
from sdg_standard.measuring.measuring import distinct
from sdg_standard.measuring.move_rules import MoveRule, Shares, shares_of
from sdg_standard.measuring.moved_sums import Parts, Sum, Sums
from sdg_standard.measuring.numbers import check_numbers
from sdg_standard.measuring.places import check_places
from sdg_standard.measuring.ranges import check_ranges
from sdg_standard.measuring.row_words import check_words
from sdg_standard.measuring.rows import Rows
from sdg_standard.measuring.suppression import guard
from sdg_standard.measuring.wide import as_tidy
from sdg_standard.model.area_reading import MOVED_COLUMNS, AreaReading
from sdg_standard.model.evidence import Evidence

Positions = NDArray[np.intp]
NO_PARTS: Parts = {}
CANNOT_EXIST = "M"
TOLD_HERE = (SEVERAL_AREAS.number, NO_SUCH_AREA.number, AREAS_FOUND.number, OTHER_DATE.number)
"""What is said of areas as they were written, which nobody can see any more once they are moved."""

TOLD_ELSEWHERE = (*TOLD_HERE, UNKNOWN_COLUMN.number)
"""What the rows that are put together need not say: the whole has said it, or will when it is measured."""


def moved(evidence: Evidence, to: date, standard: Standard, rule: MoveRule = None) -> Evidence:
    """Return evidence on the borders of the day ``to``; what cannot be brought there is a problem of the result."""
    rows = Rows(_tidy(evidence, standard), standard)
    for check in (check_places, check_words, guard):
        check(rows)
    return _Moving(rows, to, shares_of(rule), evidence.problems).evidence()


def _tidy(evidence: Evidence, standard: Standard) -> Evidence:
    """Tidy evidence without its problems, which are told once."""
    tidy = copy(as_tidy(evidence, standard))
    tidy.problems = Problems()
    return tidy


@dataclass(frozen=True)
class _Made:
    """What was put together: sums of checked ``rows``, which are the rows ``picked`` of all."""

    sums: list[Sum]
    picked: Positions
    rows: Rows


@dataclass(frozen=True)
class _Place:
    """An area of a register on a day on which its id is in force, and whether that is the day of the row itself."""

    register: str
    area: str
    day: date
    own_day: bool = False


class _Moving:
    """One run: where each row belongs, which rows only change their id, and which have to be put together."""

    def __init__(self, rows: Rows, to: date, shares: Shares, before: Problems) -> None:
        self.rows, self.to, self.shares, self.before = rows, to, shares, before
        self.registers: Mapping[str, Register] = rows.standard.registers
        self.parts = cache(self._parts)
        self.moves = cache(self._moves)

    # where areas go

    def _moves(self, prefix: str, day: date, series: str) -> Mapping[str, Mapping[str, Move]]:
        register = self.registers[prefix]

        def share(origin: str, to: str, change: Change) -> float | None:
            return self.shares.of(origin, to, change, series)[0]

        return moves(register.valid(day), register.changes, day, self.to, share)

    def _parts(self, prefix: str, day: date, series: str) -> Mapping[str, Parts]:
        """For each area on the new borders the areas of a day that it has territory of."""
        found: dict[str, dict[str, Move]] = {}
        for origin, parts in self.moves(prefix, day, series).items():
            for area, part in parts.items():
                found.setdefault(area, {})[origin] = part
        return found

    def parts_of(self, area: str, day: date, key: str) -> Parts:
        """The parts of one area, as a series divides."""
        return self.parts(area.partition("-")[0], day, self.shares.special(key)).get(area, NO_PARTS)

    @cached_property
    def places(self) -> list[_Place | None]:
        """Where each row belongs; None: no register knows its area, which stands as it is."""
        codes, uniques = together(*self.rows.coded("area", "period"))
        found = [self._place(str(area), str(period)) for area, period in uniques]
        return [found[code] for code in codes.tolist()]

    def _place(self, area: str, period: str) -> _Place | None:
        register = self.registers.get(area.partition("-")[0])
        if register is None or area not in register or period not in self.rows.periods:
            return None
        day = self.rows.evidence.area_reading.on(self.rows.periods[period].end)
        verdict = register.check(area, day)
        if verdict.status == "valid":
            return _Place(register.prefix, area, day, own_day=True)
        kin = verdict.valid_then
        if len(kin) == 1 and kin[0].exact:
            return _Place(register.prefix, kin[0].area, day)
        early = verdict.first is not None and day < verdict.first
        return _Place(register.prefix, area, (verdict.first if early else verdict.last) or day)

    @cached_property
    def idle(self) -> NDArray[np.bool_]:
        """Rows that say no more than that their code is not in force; the place has a number under another one.

        A table that is asked for all codes of a place has such a row for each that was not in force.
        """
        elsewhere = np.array([place is not None and not place.own_day for place in self.places], dtype=bool)
        empty = np.array([_is_empty(cell) for cell in self.rows.written[:].tolist()], dtype=bool)
        return np.asarray(elsewhere & (self.rows.status == CANNOT_EXIST) & empty, dtype=bool)

    @cached_property
    def targets(self) -> list[tuple[str, ...]]:
        """The areas that each row has a part in; empty: the row stands as it is."""

        @cache
        def of(place: _Place, special: str) -> tuple[str, ...]:
            return tuple(self.moves(place.register, place.day, special).get(place.area, ()))

        special = self.shares.special
        pairs = zip(self.places, self.rows.key, self.rows.good, strict=True)
        return [of(place, special(key)) if place is not None and good else () for place, key, good in pairs]

    @cached_property
    def whole(self) -> list[str]:
        """The new id of each row that is all there is of one area; empty: it stands as it is, or is put together."""

        @cache
        def of(place: _Place, targets: tuple[str, ...], key: str) -> str:
            parts = self.parts_of(targets[0], place.day, key) if len(targets) == 1 else NO_PARTS
            return targets[0] if list(parts) == [place.area] and parts[place.area].share == 1 else ""

        triples = zip(self.places, self.targets, self.rows.key, strict=True)
        return [
            of(place, targets, self.shares.special(key)) if place is not None and targets else ""
            for place, targets, key in triples
        ]

    # the rows

    def evidence(self) -> Evidence:
        """The rows that keep their numbers, under new ids, and those that were put together."""
        rows = self.rows
        split = np.array([bool(one) and not whole for one, whole in zip(self.targets, self.whole, strict=True)], bool)
        split &= ~self.idle
        kept = np.flatnonzero(~split & ~rows.nameless & ~self.idle)
        problems = [*self.before, *(one for one in rows.problems if one.code in TOLD_HERE)]
        picked = np.flatnonzero(split)
        sub = self._checked(picked)
        days = [self._sure(row).day for row in picked.tolist()]
        sums = Sums(sub, distinct(sub)[1], days, self.parts_of)
        made = list(sums.made([self.targets[row] for row in picked.tolist()], self.to))
        problems += (one for one in sub.problems if one.code not in TOLD_ELSEWHERE)
        return self._assembled(kept, _Made(made, picked, sub), problems)

    def _sure(self, row: int) -> _Place:
        place = self.places[row]
        assert place is not None
        return place

    def _checked(self, picked: Positions) -> Rows:
        """Some rows with their numbers in the unit of the definition."""
        areas = [self._sure(row).area for row in picked.tolist()]
        table = self.rows.table.iloc[picked].assign(area=areas)
        evidence = self.rows.evidence
        some = evidence._with_table(table, origins=evidence.origins.take(picked), problems=())
        sub = Rows(some.with_areas(AreaReading(borders=evidence.area_reading.borders)), self.rows.standard)
        for check in (check_places, check_words, guard, check_numbers, check_marks, check_ranges):
            check(sub)
        return sub

    # the result

    def _assembled(self, kept: Positions, made: _Made, problems: list[Problem]) -> Evidence:
        rows, breakdowns = self.rows, self.rows.breakdowns.columns(map(str, self.rows.table.columns))
        table, told, record = self._kept(kept)
        first = list(kept.tolist())
        cells: list[dict[str, Any]] = []
        for one in made.sums:
            first.append(int(made.picked[one.rows[0]]))
            told.append(_made_of(one, made.rows))
            note = "; ".join(part for part in (one.cells["note"], f"{told[-1]} → {one.area}") if part)
            part = {name: rows.table[name].iloc[first[-1]] for name in breakdowns}
            cells.append({**one.cells, "note": note, **part})
            for row, share in zip(one.rows, one.shares, strict=True):
                place = self._sure(int(made.picked[row]))
                record.append(self._step(one.area, made.rows, row, share, place))
        names = list(dict.fromkeys([*table.columns, *(name for one in cells for name in one)]))
        added = pd.DataFrame(cells, columns=names, dtype=object)
        whole = pd.concat([table.reindex(columns=names), added], ignore_index=True) if cells else table
        whole = whole.astype(object).where(whole.notna(), "")
        order = np.argsort(np.array(first, dtype=np.intp), kind="stable")
        origins = rows.evidence.origins.take(np.array(first, dtype=np.intp)[order])
        whole = whole.iloc[order].set_axis(origins.rows, axis=0)
        moved = pd.DataFrame(record, columns=list(MOVED_COLUMNS))
        reading = replace(
            rows.evidence.area_reading,
            country="",
            borders=self.to,
            made_of=np.array(told, dtype=object)[order],
            moved=moved,
            rule=self.shares.text,
        )
        return rows.evidence._with_table(whole, origins=origins, problems=problems).with_areas(reading)

    def _kept(self, kept: Positions) -> tuple[pd.DataFrame, list[str], list[dict[str, Any]]]:
        """Rows that keep their numbers, what each was, and the record of those that have another id."""
        rows, told, record = self.rows, list[str](), list[dict[str, Any]]()
        areas, notes = rows.area[kept], rows.note[kept]
        for place, row in enumerate(kept.tolist()):
            new, old = self.whole[row], str(rows.area[row])
            told.append(old if new and new != old else "")
            if told[-1]:
                areas[place] = new
                notes[place] = "; ".join(part for part in (notes[place], f"{old} → {new}") if part)
                record.append(self._step(new, rows, row, 1.0, self._sure(row)))
        table = rows.table.iloc[kept].assign(area=areas)
        return (table.assign(note=notes) if record else table), told, record

    def _step(self, area: str, rows: Rows, row: int, share: float, place: _Place) -> dict[str, Any]:
        """A line of the record: what went where, by which changes and rule. A secret number does not stand there."""
        move = self.moves(place.register, place.day, self.shares.special(rows.key[row])).get(place.area, {}).get(area)
        at = rows.origins.place(row)
        return {
            "area": area,
            "period": rows.period[row],
            "series": rows.key[row],
            "input": rows.input[row],
            "from": rows.area[row],
            "file": at["file"],
            "row": at["row"],
            "value": "" if rows.any_untold([row]) else rows.written[row],
            "share": share,
            "changes": "" if move is None else _changes(move),
            "rule": "" if move is None else _rules(move, self.shares, rows.key[row]),
        }


def _is_empty(cell: Any) -> bool:
    """Whether a cell has neither a number nor a text in it."""
    return cell is None or cell != cell or cell == ""


def _made_of(one: Sum, rows: Rows) -> str:
    """A sum as arithmetic, in no language: ``NO-0220 60000 + NO-0627 22000``."""
    return " + ".join(_term(row, share, rows) for row, share in zip(one.rows, one.shares, strict=True))


def _term(row: int, share: float, rows: Rows) -> str:
    number = rows.status[row] if np.isnan(rows.number[row]) else f"{rows.number[row]:.12g}"
    shown = [] if rows.any_untold([row]) else [number]
    return " ".join([rows.area[row], *shown, *([] if share == 1 else [f"× {share:.6g}"])])


def _changes(move: Move) -> str:
    return "; ".join(f"{change.date} {change.kind} {change.old} → {change.new}" for change in move.changes)


def _rules(move: Move, shares: Shares, series: str) -> str:
    found = []
    for change in move.by_rule:
        pairs = ((change.old, change.new), (change.new, change.old))
        found += [name for origin, to in pairs if (name := shares.of(origin, to, change, series)[1])][:1]
    return "; ".join(dict.fromkeys(found))
