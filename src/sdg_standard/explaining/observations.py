"""What a value was read from: observations, what they were divided by, members of a made area, rows of evidence."""

from __future__ import annotations

from typing import Any

import numpy as np

from sdg_standard.explaining.steps import Walk
from sdg_standard.measuring.behind import RowsBehind
from sdg_standard.measuring.groups import Groups
from sdg_standard.methodology.readings import Accept, Reading
from sdg_standard.methods.arrays import Floats, plain
from sdg_standard.model.indicator import Series
from sdg_standard.model.period import Period
from sdg_standard.model.values import Cube
from sdg_standard.plans import Leaf
from sdg_standard.results.results import Results
from sdg_standard.scoring.cases import AreaTable, Cases, MadeArea
from sdg_standard.scoring.made_areas import composed
from sdg_standard.scoring.made_told import made_facts
from sdg_standard.scoring.observations import NOT_APPLICABLE, Seen, accepted, accepted_groups
from sdg_standard.scoring.path_targets import made_before
from sdg_standard.scoring.readings import divisor_cube, divisor_of, reading_of_divisor, yard_before

Roles = list[tuple[int, str]]
"""Places of periods of observation, each with the part it plays."""


def places_read(read: Reading, cube: Cube, scored: Period) -> Roles:
    """Which observations a reading takes of a cube of one area and series; one that plays two parts is read."""
    places = read.take(Seen(cube, [cube.series[0]], Cases(cube.areas, cube.periods, AreaTable())), scored).places
    found = [(int(place[0, 0]), role) for role, place in places.items() if place[0, 0] >= 0]
    same = len(found) > 1 and len({place for place, _ in found}) == 1
    return [(found[0][0], "read")] if same else found


def of_one(cube: Cube, area: str, series: str, values: Floats | None = None) -> Cube:
    """The observations of one area and series alone; ``values`` take the place of those observed, period by period."""
    at, column = cube.area_index[area], cube.series_index[series]
    own = cube.values[:, at : at + 1, column : column + 1]
    reasons = None if cube.reasons is None else cube.reasons[:, at : at + 1, column : column + 1]
    seen = own if values is None else values.reshape(own.shape)
    return Cube(cube.areas[at : at + 1], cube.periods, (series,), seen, reasons)


def implausible(series: Series, value: float) -> dict[str, list[float | None]]:
    """The plausible values of a series where an observation lies outside them; nothing where it lies inside."""
    low, high = series.expected
    return {} if low <= value <= high else {"plausible": [plain(low), plain(high)]}


class Sources:
    """Finds what the values of a scorecard were read from."""

    def __init__(self, card: Results) -> None:
        self.card = card
        self.cases = card._result.cases
        self.scale = (card.methodology.scale.worst, card.methodology.scale.best)
        self._before: dict[str, tuple[Any, Any]] = {}
        self._of_gap: dict[str, Groups | None] = {}
        self.rows = RowsBehind(card._measured)

    def cube(self, accept: Accept | None) -> Cube:
        """The observations that a reading accepts."""
        return accepted(self.card._measured, accept)

    # a value at a time

    def read(self, leaf: Leaf, position: int) -> dict[str, Any]:
        """What the value of a leaf was read from, as data."""
        made = self.cases.made_area_of(position)
        name = leaf.observable.name
        data: dict[str, Any] = {
            "method": leaf.read.method,
            "series": leaf.observable.series,
            "unit": (leaf.series if leaf.read.gap else self._series(leaf)).unit or "",
            "observations": [],
        }
        if leaf.part:
            data["part"] = dict(leaf.part)
        if leaf.read.gap is not None:
            data["gap"] = leaf.read.gap.model_dump(mode="json", by_alias=True, exclude_none=True)
            data["group_unit"] = self._series(leaf).unit or ""
        if made is not None:
            return data | {"members": self.members(leaf, made, position)}
        cube = self.cube(leaf.read.accept)
        if self.cases.area_of(position) in cube.area_index and name in cube.series_index:
            data["observations"] = self._observations(leaf, name, cube, position)
        data |= self._between(leaf, data["observations"], position)
        if leaf.read.per:
            data["per"] = self._per(leaf, position)
        if leaf.read.times != 1:
            data["times"] = leaf.read.times
        return data

    def _observations(self, leaf: Leaf, name: str, cube: Cube, position: int) -> list[dict[str, Any]]:
        area = cube.area_index[self.cases.area_of(position)]
        seen = cube.values[:, area, cube.series_index[name]]
        track, numbers = self._taken(leaf, name, cube) if leaf.read.before else (None, None)
        taken = seen if numbers is None else numbers.reshape(len(cube.periods), -1)[:, area]
        found = []
        own = of_one(cube, self.cases.area_of(position), name, taken)
        for place, role in places_read(leaf.read, own, self.cases.period_of(position)):
            text = cube.periods[place].text
            item: dict[str, Any] = {"period": text, "role": role, "value": float(seen[place])}
            item |= self.rows.status(own.areas[0], text, name) | self._groups(leaf, str(own.areas[0]), text)
            if track is not None:
                values = cube.values[:, :, cube.series_index[name]].reshape(1, -1)
                item["steps"] = Walk(track, 0, place * len(cube.areas) + area, self.scale).steps(values)
            doubt = {} if leaf.read.gap is not None else implausible(self._series(leaf), float(seen[place]))
            found.append(item | doubt | {"taken": float(taken[place])})
        return found

    def _groups(self, leaf: Leaf, area: str, period: str) -> dict[str, Any]:
        """The groups between which the gap of a leaf lies, as its reading accepts them."""
        gap = leaf.read.gap
        if gap is not None and leaf.id not in self._of_gap:
            self._of_gap[leaf.id] = accepted_groups(self.card._measured, self._series(leaf), gap, leaf.read.accept)
        groups = self._of_gap.get(leaf.id)
        return {} if gap is None or groups is None else groups.facts(gap, area, period)

    def _series(self, leaf: Leaf) -> Series:
        """The series whose observations a leaf reads."""
        return self.card.standard.series.get(leaf.observable.series, leaf.series)

    def why_nothing(self, leaf: Leaf, position: int) -> dict[str, Any]:
        """Why an observation that is there was not taken: the period of a status M that bars the way, or its age."""
        name, area = leaf.observable.name, self.cases.area_of(position)
        cube, scored = self.cube(leaf.read.accept), self.cases.period_of(position)
        if area not in cube.area_index or name not in cube.series_index:
            return {}
        own = of_one(cube, area, name)
        has = [bool(there) for there in ~np.isnan(own.values[:, 0, 0])]
        gone = [False] * len(has) if own.reasons is None else list(own.reasons[:, 0, 0] == NOT_APPLICABLE)
        barred = leaf.read.barred(cube.periods, has, gone, scored)
        return barred or dict(leaf.read.why_nothing(cube.periods, has, scored))

    def _taken(self, leaf: Leaf, name: str, cube: Cube) -> tuple[Any, Any]:
        """The steps before a reading, and every observation after them."""
        if leaf.id not in self._before:
            observed = Cases(cube.areas, cube.periods, self.cases.table)
            asked, standard = self.card._request, self.card.standard
            track = made_before(leaf, observed, standard, asked.commitments, yard_before(leaf, asked.material)).track
            seen = cube.values[:, :, cube.series_index[name]]
            self._before[leaf.id] = (track, track.walk(seen.reshape(1, -1)))
        return self._before[leaf.id]

    def _between(self, leaf: Leaf, observations: list[dict[str, Any]], position: int) -> dict[str, float]:
        """How far the scored period lies between the observations taken."""
        periods = [Period.parse(item["period"]) for item in observations]
        return dict(leaf.read.between(periods, self.cases.period_of(position)))

    def _per(self, leaf: Leaf, position: int) -> dict[str, Any]:
        """What a value was divided by."""
        name, standard = str(leaf.read.per), self.card.standard
        value = np.broadcast_to(divisor_of(leaf.read, self.card._request.material, []).values[0], (self.cases.count,))
        known = standard.series.get(name) or standard.inputs.get(name)
        unit = "" if known is None else str(known.unit or "")
        title = self.card._run.titles.of_quantity(name)
        data: dict[str, Any] = {"name": name, "title": title, "value": plain(value[position]), "unit": unit}
        cube = divisor_cube(leaf.read, self.card._request.material)
        if cube is None:
            return data | {"from": "table of areas"}
        area = self.cases.area_of(position)
        if area in cube.area_index and name in cube.series_index:
            own = of_one(cube, area, name)
            seen = places_read(reading_of_divisor(leaf.read), own, self.cases.period_of(position))
            data["periods"] = [cube.periods[place].text for place, _ in seen]
        return data

    # areas made of areas

    def members(self, leaf: Leaf, made: MadeArea, position: int) -> dict[str, Any]:
        """Who the members of a made area are, with values and weights, and how these were put together."""
        part = self.cases.beside(position)
        readout, row = self.card._result.readout, self.card._result.index[leaf.id]
        numbers, period = readout.values[row, part][made.members], self.cases.period_of(position)
        out = readout.reason_codes()[row, part][made.members] == NOT_APPLICABLE
        found = composed(leaf, numbers, made, period, self.card._request.material, out)
        areas = [self.cases.area_of(place) for place in found.members]
        names = [{"area": area, "area_name": self.card.area_name(area)} for area in areas]
        return made_facts(found, leaf, made, names)

    # rows of the evidence

    def evidence(self, leaf: Leaf, position: int, periods: list[str]) -> list[dict[str, Any]]:
        """The rows of the evidence behind the observations of some periods."""
        return self.rows.of(self.cases.area_of(position), periods, self._series(leaf), leaf.part, leaf.read.gap)
