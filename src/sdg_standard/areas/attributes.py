"""What a register knows of an area on a day beside its name: inhabitants, size class, county."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date

from sdg_standard.areas.records import Inhabitants, SizeClass

ATTRIBUTES = ("county", "size")
"""The columns of a table of areas that a register can give."""


class Population:
    """Inhabitants of areas by year, each count on the borders of a year."""

    def __init__(
        self,
        counts: Iterable[Inhabitants],
        classes: Iterable[SizeClass],
        same_place: Callable[[str, date, date], str | None],
    ) -> None:
        self._by_area: dict[str, list[Inhabitants]] = defaultdict(list)
        for one in sorted(counts, key=lambda one: one.year):
            self._by_area[one.area].append(one)
        self._borders = sorted({one.borders for counts in self._by_area.values() for one in counts}, reverse=True)
        self._classes = sorted(classes, key=lambda one: one.least)
        self._same_place = same_place

    def count(self, area: str, year: int, on: date) -> int | None:
        """Inhabitants on 1 January of a year of the place that an area is on the day ``on``; None where nobody says."""
        return next((one.inhabitants for one in self._of_place(area, on) if one.year == year), None)

    def size(self, area: str, year: int, on: date) -> str:
        """The size class by the newest count up to a year; empty where there is none."""
        counts = [one for one in self._of_place(area, on) if one.year <= year]
        return self.class_of(max(counts, key=lambda one: one.year).inhabitants) if counts else ""

    def class_of(self, count: int) -> str:
        """The size class of a number of inhabitants; empty where there are no classes."""
        place = bisect_right([one.least for one in self._classes], count) - 1
        return self._classes[place].name if place >= 0 else ""

    def _of_place(self, area: str, on: date) -> list[Inhabitants]:
        """All counts of a place, under whatever code it had on their borders; only where it is the same territory."""
        found = []
        for borders in self._borders:
            code = self._same_place(area, on, borders)
            found += [one for one in self._by_area.get(code or "", ()) if one.borders == borders]
        return found
