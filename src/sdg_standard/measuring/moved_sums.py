"""Numbers of areas put together, or shared out, for other borders: counts add up, rates come from their inputs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from sdg_standard.areas import Change, Move
from sdg_standard.formula import Formula
from sdg_standard.measuring.adding import adds_up
from sdg_standard.measuring.codes import MOVE_INCOMPLETE, MOVE_RATE, MOVE_REFUSED, RATE_MADE_AGAIN
from sdg_standard.measuring.formulas import worst_of
from sdg_standard.measuring.rows import COMMON, Rows
from sdg_standard.model.indicator import Input, Series
from sdg_standard.model.terms import OBSERVATION_STATUSES, QUALITIES
from sdg_standard.words import say

Parts = Mapping[str, Move]
"""The areas that an area has its territory from, each with how much of it."""
PartsOf = Callable[[str, date, str], Parts]
"""The parts of an area on the new borders, of the areas of a day, for a series."""


@dataclass(frozen=True)
class Sum:
    """A row on the new borders: its cells, and the positions of the rows that it was made of with their shares."""

    area: str
    cells: Mapping[str, Any]
    rows: tuple[int, ...]
    shares: tuple[float, ...]


@dataclass(frozen=True)
class _Group:
    """Rows that say the same thing of several areas: what would become one number of one area."""

    area: str
    period: str
    key: str
    input: str
    part: int
    day: date

    def about(self, rows: Rows) -> Input | Series:
        return rows.inputs[self.key, self.input] if self.input else rows.standard.series[self.key]


class Sums:
    """Makes the rows of other borders from checked rows; what cannot be made is reported with its rows."""

    def __init__(self, rows: Rows, used: np.ndarray[Any, Any], days: Sequence[date], parts_of: PartsOf) -> None:
        self.rows, self.used, self.days, self.parts_of = rows, used, days, parts_of

    def made(self, targets: Sequence[Iterable[str]], to: date) -> Iterator[Sum]:
        """Yield the rows; ``targets`` has the areas that each row has a part in, ``to`` is the day of the borders."""
        groups = self._groups(targets)
        obstacles = defaultdict[int, dict[Change, str]](dict)
        told: dict[_Group, list[int]] = {}
        there: set[_Group] = set()
        for group, members in groups.items():
            parts = self.parts_of(group.area, group.day, group.key)
            unknown = {area: part for area, part in parts.items() if part.share is None}
            if unknown:
                for area, row in members.items():
                    mine = {area: unknown[area]} if area in unknown else unknown
                    obstacles[row] |= {change: name for name, part in mine.items() for change in part.unknown}
            elif not group.input and not adds_up(group.about(self.rows), self.rows.standard.units):
                told[group] = list(members.values())
            elif (one := self._one(group, members, parts)) is not None:
                there.add(group)
                yield one
        for group, lines in told.items():
            self._rate(group, lines, there)
        self._refuse(obstacles, to)

    def _groups(self, targets: Sequence[Iterable[str]]) -> dict[_Group, dict[str, int]]:
        """The row of each area in each group."""
        rows, found = self.rows, defaultdict[_Group, dict[str, int]](dict)
        for row in np.flatnonzero(self.used).tolist():
            for area in targets[row]:
                what = (rows.period[row], rows.key[row], rows.input[row], int(rows.part[row]))
                group = _Group(area, *what, self.days[row])
                found[group][rows.area[row]] = row
        return found

    def _one(self, group: _Group, members: Mapping[str, int], parts: Parts) -> Sum | None:
        """The number of one area, or a problem for each row that goes without."""
        lines = list(members.values())
        lacking = [area for area in parts if area not in members]
        if lacking:
            text = say("measuring.move_lacks", area=group.area, period=group.period, lacking=lacking)
            self.rows.report(lines, MOVE_INCOMPLETE, "area", (text, ""), refuse=True)
            return None
        shares = [float(parts[area].share or 0) for area in members]
        if not adds_up(group.about(self.rows), self.rows.standard.units):
            return self._same_for_all(group, lines)
        return Sum(group.area, self._cells(group, lines, shares), tuple(lines), tuple(shares))

    def _refuse(self, obstacles: Mapping[int, dict[Change, str]], to: date) -> None:
        """Say of each row which divided area stands in its way, its own or one it would have to be added to."""
        for row, changes in obstacles.items():
            told = [f"{change.old} → {change.new} ({change.date})" for change in changes]
            areas = [say("quoted", text=area) for area in dict.fromkeys(changes.values())]
            text = say("measuring.move_refused", areas=areas, to=to, changes=told)
            self.rows.report([row], MOVE_REFUSED, "area", (text, _cure(changes)), refuse=True)

    def _same_for_all(self, group: _Group, lines: list[int]) -> Sum | None:
        """An input that is the same for all, such as the days of a period."""
        numbers = self.rows.number[lines]
        if np.isnan(numbers).any() or len(set(numbers.tolist())) > 1:
            text = say("measuring.move_differs", area=group.area, period=group.period, input=group.input)
            self.rows.report(lines, MOVE_RATE, "value", (text, ""), refuse=True)
            return None
        return Sum(group.area, self._cells(group, lines[:1], [1.0]), tuple(lines), (1.0,) * len(lines))

    def _cells(self, group: _Group, lines: list[int], shares: list[float]) -> dict[str, Any]:
        """Value, unit and words of a row: the sum, as good as the worst of its parts; shared out it is an estimate."""
        rows, words = self.rows, dict(worst_of(self.rows, lines))
        statuses = [rows.status[row] for row in lines]
        gaps = [status for row, status in zip(lines, statuses, strict=True) if np.isnan(rows.number[row])]
        hard = [status for status in gaps if status != "M"]  # what does not exist adds nothing
        total = float(np.nansum(rows.number[lines] * np.array(shares)))
        value: Any = int(total) if total.is_integer() else total
        if hard or len(gaps) == len(lines):
            value, words["status"] = "", "Q" if "Q" in hard else (hard or gaps)[0]
        elif gaps:
            kept = [row for row in lines if not np.isnan(rows.number[row])]
            words["status"] = worst_of(rows, kept)["status"]
        if value != "" and any(share != 1 for share in shares):
            words["status"] = max(words["status"] or "A", "E", key=OBSERVATION_STATUSES.index)
            words["quality"] = max(words["quality"] or "estimate", "estimate", key=QUALITIES.index)
        item = group.about(rows)
        unit = "" if value == "" else str(item.unit or "")
        notes = dict.fromkeys(str(rows.note[row]) for row in lines if rows.note[row])
        who = {"area": group.area, "period": group.period, "series": group.key, "input": group.input}
        return {**who, "value": value, "unit": unit, **words, "note": "; ".join(notes)}

    def _rate(self, group: _Group, lines: list[int], there: Container[_Group]) -> None:
        """Say what becomes of a number that does not add up: it is made again from its inputs, or there is none."""
        rows, series = self.rows, self.rows.standard.series[group.key]
        names = Formula.parse(series.formula).names if series.formula else ()
        sources = [(owner, part) for owner in (series.id, series.indicator, COMMON) for part in {group.part, 0}]
        lacking = [
            name
            for name in names
            if not any(replace(group, key=owner, input=name, part=part) in there for owner, part in sources)
        ]
        if names and not lacking:
            text = say("measuring.rate_made_again", series=series.id, area=group.area, formula=series.formula)
            rows.report(lines, RATE_MADE_AGAIN, "value", (text, ""), refuse=True)
            return
        why = say("measuring.rate_lacks", inputs=lacking) if names else say("measuring.rate_without_formula")
        text = say("measuring.move_rate", series=series.id, area=group.area, why=why)
        rows.report(lines, MOVE_RATE, "value", (text, ""), refuse=True)


def _cure(changes: Iterable[Change]) -> str:
    """The rule that would do."""
    if all(change.kind == "boundary" for change in changes):
        return say("measuring.name_rule_boundary")
    by_people = all(change.kind == "split" and change.share is not None for change in changes)
    return say("measuring.name_rule_population" if by_people else "measuring.name_rule_own")
