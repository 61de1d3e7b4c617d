"""Who takes part, and what is known about them: the table of areas, conditions and groups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard.areas.asking import attribute as registered
from sdg_standard.errors import NearMisses, Problem, did_you_mean, near
from sdg_standard.measuring.codes import MADE_AREA, NO_WEIGHT, NOT_IN_AREAS, UNKNOWN_ATTRIBUTE
from sdg_standard.methodology.file import AreaRules, Groups
from sdg_standard.model.conditions import Condition
from sdg_standard.model.period import Period
from sdg_standard.words import say

_YES, _NO = {"true", "yes", "1"}, {"false", "no", "0"}


@dataclass(frozen=True)
class MadeArea:
    """An area made of areas: its members by position, and the rule that makes it."""

    id: str
    members: NDArray[np.intp]
    rule: Groups


@dataclass(frozen=True)
class Cases:
    """The cases that are scored: every period with every area, period by period."""

    areas: NDArray[Any]
    periods: tuple[Period, ...]
    table: AreaTable
    made: tuple[MadeArea, ...] = ()
    """Areas made of areas; they stand at the end of ``areas``."""

    @property
    def made_mask(self) -> NDArray[np.bool_]:
        """Which cases are of areas made of areas: scored and rated, never ranked, fitted to or averaged again."""
        own = np.zeros(len(self.areas), dtype=bool)
        own[len(self.areas) - len(self.made) :] = bool(self.made)
        return np.tile(own, len(self.periods))

    @classmethod
    def nobody(cls) -> Cases:
        """No cases at all: for what is the same for all."""
        return cls(np.empty(0, dtype=object), (), AreaTable())

    @property
    def count(self) -> int:
        """How many cases."""
        return len(self.areas) * len(self.periods)

    @property
    def period_index(self) -> NDArray[np.intp]:
        """Position of the period of each case."""
        return np.repeat(np.arange(len(self.periods)), len(self.areas))

    def slice_of(self, period: int) -> slice:
        """The cases of one period."""
        return slice(period * len(self.areas), (period + 1) * len(self.areas))

    def period_of(self, position: int | np.intp) -> Period:
        """The period of a case."""
        return self.periods[position // len(self.areas)]

    def area_of(self, position: int | np.intp) -> str:
        """The area of a case."""
        return str(self.areas[position % len(self.areas)])

    def beside(self, position: int) -> slice:
        """The cases of the period of a case."""
        return self.slice_of(position // len(self.areas))

    def made_area_of(self, position: int | np.intp) -> MadeArea | None:
        """The area made of areas that a case is about; None for any other."""
        place = position % len(self.areas) - (len(self.areas) - len(self.made))
        return self.made[place] if place >= 0 else None

    @cached_property
    def _places(self) -> tuple[Mapping[str, int], Mapping[str, int]]:
        """The place of each area and of each period; of those that are called the same that of the first."""
        names = ([str(area) for area in self.areas], [item.text for item in self.periods])
        areas, periods = ({name: place for place, name in reversed(list(enumerate(each)))} for each in names)
        return areas, periods

    def position(self, area: str, period: str) -> int | None:
        """The case of an area and period; None if it is not scored."""
        areas, periods = self._places
        where, when = areas.get(area), periods.get(period)
        return None if where is None or when is None else when * len(self.areas) + where

    def attribute(self, name: str, *, asked: bool = True) -> NDArray[Any]:
        """The value of an attribute for each case; an empty text where it is not given.

        What is ``asked`` for and is no column of the table of areas is warned of.
        """
        return np.concatenate(
            [self.table.column(name, self.areas, period, asked=asked) for period in self.periods]
            or [np.empty(0, object)]
        )

    def known_attribute(self, name: str, period: Period) -> NDArray[np.object_]:
        """An attribute of each area in a period, as text: of the table of areas, or where it has none of a register."""
        if self.table.has(name):
            return self.table.column(name, self.areas, period, asked=False).astype(str).astype(object)
        return np.array([registered(name, str(area), period.end) for area in self.areas], dtype=object)

    def meets(self, condition: Condition, *, asked: bool = True) -> NDArray[np.bool_] | bool:
        """For which cases a condition holds; plain True or False where it is no condition on areas."""
        if isinstance(condition, bool):
            return condition
        result = np.ones(self.count, dtype=bool)
        for name, wanted in condition.items():
            cells = self.attribute(name, asked=asked)
            result &= _holds(cells, wanted) if self.table.has(name) else False
        return result

    def applies_to(self, condition: Condition) -> NDArray[np.bool_]:
        """For which cases a leaf or branch applies; to an area made of areas where it does to one of its members."""
        return self.of_members(np.broadcast_to(np.asarray(self.meets(condition)), (self.count,)))

    def of_members(self, marks: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Marks of all cases, those of areas made of areas replaced: set where they are for one of the members."""
        if not self.made:
            return marks
        result = marks.reshape(len(self.periods), len(self.areas)).copy()
        first = len(self.areas) - len(self.made)
        for place, made in enumerate(self.made):
            result[:, first + place] = result[:, made.members].any(axis=1)
        return result.ravel()


@dataclass
class AreaTable:
    """The table of areas: one row for each area, or for each area and period."""

    frame: pd.DataFrame | None = None
    asked: set[str] = field(default_factory=set)
    unusable: dict[tuple[str, str], object] = field(default_factory=dict)
    """Cells that were asked for as weights and are none, by attribute and area."""

    def __post_init__(self) -> None:
        self._columns: dict[tuple[str, str], dict[str, Any]] = {}

    def has(self, name: str) -> bool:
        """Whether there is an attribute at all; a condition on one that there is not holds for nobody."""
        return self.frame is not None and name in self.frame.columns

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Name of each area that has one."""
        if self.frame is None or "name" not in self.frame.columns:
            return {}
        pairs = zip(self.frame["area"].astype(str), self.frame["name"].astype(str), strict=True)
        return {area: name for area, name in pairs if name}

    def column(self, name: str, areas: NDArray[Any], period: Period, *, asked: bool = True) -> NDArray[Any]:
        """An attribute of areas in a period: of the row for that period, else of the row without a period."""
        if asked:
            self.asked.add(name)
        general, special = self._lookup(name, ""), self._lookup(name, period.text)
        if not general and not special:
            return np.full(len(areas), "", dtype=object)
        return np.array([special.get(area, general.get(area, "")) for area in areas], dtype=object)

    def every(self, name: str) -> list[str]:
        """The values of an attribute that some area has in some period, in order."""
        if self.frame is None or name not in self.frame.columns:
            return []
        return [str(cell) for cell in dict.fromkeys(self.frame[name].dropna()) if cell != ""]

    def weights(self, name: str, areas: NDArray[Any], period: Period) -> NDArray[np.float64]:
        """An attribute as weights; NaN where it is not given, or is no finite number of 0 or more."""
        cells = self.column(name, areas, period)
        numbers = pd.to_numeric(pd.Series(cells, dtype=object), errors="coerce").to_numpy(dtype=np.float64)
        usable = np.isfinite(numbers) & (numbers >= 0)
        wrong = ~usable & (cells != "")
        self.unusable |= {(name, str(area)): cell for area, cell in zip(areas[wrong], cells[wrong], strict=True)}
        return np.where(usable, numbers, np.nan)

    def no_weights(self) -> Iterable[Problem]:
        """A warning for each cell that was asked for as a weight and is none."""
        for (name, area), cell in sorted(self.unusable.items()):
            text = say("scoring.weight_is_none", name=name, area=area, cell=f"{cell!s:.40}")
            yield NO_WEIGHT.problem(text, field=name, area=area)

    def _lookup(self, name: str, period: str) -> dict[str, Any]:
        key = (name, period)
        if key not in self._columns:
            self._columns[key] = self._read(name, period)
        return self._columns[key]

    def _read(self, name: str, period: str) -> dict[str, Any]:
        frame = self.frame
        if frame is None or name not in frame.columns:
            return {}
        when = frame["period"].fillna("").astype(str) if "period" in frame.columns else pd.Series("", index=frame.index)
        picked = frame[when == period]
        cells = picked[name].astype(object).where(picked[name].notna(), "")
        return {str(area): cell for area, cell in zip(picked["area"], cells, strict=True)}

    def unknown(self) -> Iterable[Problem]:
        """A warning for each attribute that was asked for and that the table does not have."""
        known = [] if self.frame is None else list(map(str, self.frame.columns))
        for name in sorted(self.asked - set(known)):
            text = say("scoring.no_attribute", name=name, hint=did_you_mean(near(name, known)))
            yield UNKNOWN_ATTRIBUTE.problem(text, field=name)


def _holds(cells: NDArray[Any], wanted: object) -> NDArray[np.bool_]:
    """Where an attribute meets a condition. One that is not given does not hold."""
    if isinstance(wanted, Mapping):
        numbers = pd.to_numeric(pd.Series(cells, dtype=object), errors="coerce").to_numpy(dtype=np.float64)
        low, high = wanted.get("min", -np.inf), wanted.get("max", np.inf)
        with np.errstate(invalid="ignore"):
            return np.asarray((numbers >= low) & (numbers <= high))
    options = wanted if isinstance(wanted, list | tuple) else [wanted]
    spelled = {_plain(item) for item in options}
    return np.array([cell != "" and _plain(cell) in spelled for cell in cells], dtype=bool)


def _plain(value: object) -> str:
    """Texts compare exactly; true, yes and 1 are equal, and so are false, no and 0."""
    text = str(value).lower() if isinstance(value, bool | np.bool_) else str(value)
    if isinstance(value, float) and value.is_integer():
        text = str(int(value))
    return "true" if text in _YES else "false" if text in _NO else text


def areas_of(spoken: NDArray[Any], table: pd.DataFrame | None) -> NDArray[Any]:
    """All areas: those of the table, or without one those of the evidence."""
    if table is None:
        return spoken
    return np.array(list(dict.fromkeys(table["area"].astype(str))), dtype=object)


def cases_of(
    spoken: NDArray[Any], table: pd.DataFrame | None, periods: Sequence[Period], rules: AreaRules
) -> tuple[Cases, list[Problem]]:
    """Return the cases that are scored. Areas are those of the table, or without one those of the evidence.

    The row of an area that is made of areas gives its name and attributes; it is no area of its own.
    """
    problems: list[Problem] = []
    areas, area_table = areas_of(spoken, table), AreaTable(table)
    if table is not None:
        made, problems = _made_by(area_table, rules)
        listed = dict.fromkeys(map(str, areas))
        alike = NearMisses(listed)
        areas = np.array([area for area in listed if area not in made], dtype=object)
        for area in map(str, spoken):
            if area in made:
                text = say("scoring.area_is_made", area=area, by=made[area])
                problems.append(MADE_AREA.problem(text, field="area", area=area))
            elif area not in listed:
                text = say("scoring.not_in_areas", area=area, hint=did_you_mean(alike(area)))
                problems.append(NOT_IN_AREAS.problem(text, field="area", area=area))
    cases = Cases(areas, tuple(periods), area_table)
    kept = _taking_part(cases, rules)
    return (cases if kept is None else Cases(areas[kept], tuple(periods), area_table)), problems


def _made_by(table: AreaTable, rules: AreaRules) -> tuple[dict[str, str], list[Problem]]:
    """The ids of areas that are made of areas, each with the attribute that makes it; an id is made once."""
    made: dict[str, str] = {}
    problems = []
    for rule in rules.groups:
        for name in table.every(rule.by):
            first = made.setdefault(name, rule.by)
            if first != rule.by:
                text = say("scoring.made_twice", area=name, first=first, second=rule.by)
                problems.append(MADE_AREA.problem(text, field=rule.by, area=name))
    return made, problems


def made_ids(table: AreaTable, rules: AreaRules) -> set[str]:
    """The ids of areas that are made of areas."""
    return set(_made_by(table, rules)[0])


def with_made_areas(cases: Cases, rules: AreaRules) -> Cases:
    """The cases with the areas that rules make of them behind the others; membership is that of the last period."""
    made: list[MadeArea] = []
    for rule in rules.groups if cases.periods else ():
        cells = cases.table.column(rule.by, cases.areas, cases.periods[-1])
        taken = {area.id for area in made}
        for name in dict.fromkeys(str(cell) for cell in cells if cell != ""):
            if name not in taken:
                made.append(MadeArea(name, np.flatnonzero(cells.astype(str) == name), rule))
    ids = np.array([item.id for item in made], dtype=object)
    return Cases(np.concatenate([cases.areas, ids]), cases.periods, cases.table, tuple(made)) if made else cases


def _taking_part(cases: Cases, rules: AreaRules) -> NDArray[np.bool_] | None:
    """Which areas take part: those that meet the condition in some period; `always` and `never` have the last word."""
    if not (rules.where or rules.always or rules.never):
        return None
    count = len(cases.areas)
    kept = np.ones(count, dtype=bool)
    if rules.where:
        held = np.asarray(cases.meets(rules.where), dtype=bool).reshape(len(cases.periods), count)
        kept = np.asarray(held.any(axis=0)) if len(cases.periods) else np.ones(count, dtype=bool)
    kept |= np.isin(cases.areas, list(rules.always))
    kept &= ~np.isin(cases.areas, list(rules.never))
    return kept
