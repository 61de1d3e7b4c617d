"""What a value was read from: observations, what they were divided by, members of a made area, rows of evidence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from sdg_standard.explaining.parts import facts_of_groups
from sdg_standard.explaining.steps import Walk, plain
from sdg_standard.measuring.groups import Groups
from sdg_standard.methodology.readings import Accept, Reading
from sdg_standard.methods.arrays import Floats
from sdg_standard.model.indicator import Series
from sdg_standard.model.parts import TOTAL, Gap, Observable, Part
from sdg_standard.model.period import Period
from sdg_standard.model.values import Cube
from sdg_standard.plans import Leaf
from sdg_standard.results.results import Results
from sdg_standard.scoring.cases import AreaTable, Cases, MadeArea
from sdg_standard.scoring.made_areas import composed
from sdg_standard.scoring.observations import NOT_APPLICABLE, Seen, accepted, accepted_groups
from sdg_standard.scoring.parts import rows_of_part
from sdg_standard.scoring.path_targets import made_before
from sdg_standard.scoring.readings import divisor_cube, divisor_of, reading_of_divisor

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
        self._cubes: dict[Accept | None, Cube] = {}
        self._before: dict[str, tuple[Any, Any]] = {}
        self._places: dict[Part, Any] = {}
        self._rows: dict[tuple[Part, str], dict[str, list[dict[Any, Any]]]] = {}
        self._of_gap: dict[str, Groups | None] = {}
        self._status: dict[tuple[str, str, str], tuple[str, str]] | None = None

    def cube(self, accept: Accept | None) -> Cube:
        """The observations that a reading accepts."""
        if accept not in self._cubes:
            self._cubes[accept] = accepted(self.card._measured, accept)
        return self._cubes[accept]

    def made_area(self, position: int) -> MadeArea | None:
        """The area made of areas that a case is about; None for any other."""
        place = position % len(self.cases.areas) - (len(self.cases.areas) - len(self.cases.made))
        return self.cases.made[place] if place >= 0 else None

    def period(self, position: int) -> Period:
        """The period of a case."""
        return self.cases.periods[position // len(self.cases.areas)]

    def area(self, position: int) -> str:
        """The area of a case."""
        return str(self.cases.areas[position % len(self.cases.areas)])

    # a value at a time

    def read(self, leaf: Leaf, position: int) -> dict[str, Any]:
        """What the value of a leaf was read from, as data."""
        made = self.made_area(position)
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
        if self.area(position) in cube.area_index and name in cube.series_index:
            data["observations"] = self._observations(leaf, name, cube, position)
        data |= self._between(leaf, data["observations"], position)
        if leaf.read.per:
            data["per"] = self._per(leaf, position)
        if leaf.read.times != 1:
            data["times"] = leaf.read.times
        return data

    def _observations(self, leaf: Leaf, name: str, cube: Cube, position: int) -> list[dict[str, Any]]:
        area = cube.area_index[self.area(position)]
        seen = cube.values[:, area, cube.series_index[name]]
        track, numbers = self._taken(leaf, name, cube) if leaf.read.before else (None, None)
        taken = seen if numbers is None else numbers.reshape(len(cube.periods), -1)[:, area]
        found = []
        own = of_one(cube, self.area(position), name, taken)
        for place, role in places_read(leaf.read, own, self.period(position)):
            text = cube.periods[place].text
            item = {"period": text, "role": role, "value": float(seen[place]), **self.status(position, text, name)}
            if leaf.read.gap is not None:
                groups = self._groups(leaf, leaf.read.gap)
                item |= {} if groups is None else facts_of_groups(groups, leaf.read.gap, self.area(position), text)
            if track is not None:
                values = cube.values[:, :, cube.series_index[name]].reshape(1, -1)
                item["steps"] = Walk(track, 0, place * len(cube.areas) + area, self.scale).steps(values)
            found.append(item | self._implausible(leaf, float(seen[place])) | {"taken": float(taken[place])})
        return found

    def _groups(self, leaf: Leaf, gap: Gap) -> Groups | None:
        """The groups between which the gap of a leaf lies, as its reading accepts them."""
        if leaf.id not in self._of_gap:
            self._of_gap[leaf.id] = accepted_groups(self.card._measured, self._series(leaf), gap, leaf.read.accept)
        return self._of_gap[leaf.id]

    def _series(self, leaf: Leaf) -> Series:
        """The series whose observations a leaf reads."""
        return self.card.standard.series.get(leaf.observable.series, leaf.series)

    def _implausible(self, leaf: Leaf, value: float) -> dict[str, list[float | None]]:
        """What is plausible of a series is nothing that a gap is to be held against."""
        return {} if leaf.read.gap is not None else implausible(self._series(leaf), value)

    def why_nothing(self, leaf: Leaf, position: int) -> dict[str, Any]:
        """Why an observation that is there was not taken: the period of a status M that bars the way, or its age."""
        name, area = leaf.observable.name, self.area(position)
        cube, scored = self.cube(leaf.read.accept), self.period(position)
        if area not in cube.area_index or name not in cube.series_index:
            return {}
        own = of_one(cube, area, name)
        has = [bool(there) for there in ~np.isnan(own.values[:, 0, 0])]
        gone = [False] * len(has) if own.reasons is None else list(own.reasons[:, 0, 0] == NOT_APPLICABLE)
        for side in leaf.read.sides(cube.periods, scored):
            speaks = [place for place in side if gone[place] or has[place]]
            if speaks and gone[speaks[0]] and any(has[place] for place in speaks):
                return {"barred": cube.periods[speaks[0]].text}
        return dict(leaf.read.why_nothing(cube.periods, has, scored))

    def _taken(self, leaf: Leaf, name: str, cube: Cube) -> tuple[Any, Any]:
        """The steps before a reading, and every observation after them."""
        if leaf.id not in self._before:
            observed = Cases(cube.areas, cube.periods, self.cases.table)
            track = made_before(leaf, observed, self.card.standard, self.card._request.commitments).track
            seen = cube.values[:, :, cube.series_index[name]]
            self._before[leaf.id] = (track, track.walk(seen.reshape(1, -1)))
        return self._before[leaf.id]

    def _between(self, leaf: Leaf, observations: list[dict[str, Any]], position: int) -> dict[str, float]:
        """How far the scored period lies between the observations taken."""
        periods = [Period.parse(item["period"]) for item in observations]
        return dict(leaf.read.between(periods, self.period(position)))

    def _per(self, leaf: Leaf, position: int) -> dict[str, Any]:
        """What a value was divided by."""
        name, standard = str(leaf.read.per), self.card.standard
        value = np.broadcast_to(divisor_of(leaf.read, self.card._request.material, []).values[0], (self.cases.count,))
        known = standard.series.get(name) or standard.inputs.get(name)
        unit = "" if known is None else str(known.unit or "")
        title = name.replace("_", " ") if known is None else str(getattr(known, "label", None) or known.title)
        data: dict[str, Any] = {"name": name, "title": title, "value": plain(value[position]), "unit": unit}
        cube = divisor_cube(leaf.read, self.card._request.material)
        if cube is None:
            return data | {"from": "table of areas"}
        area = self.area(position)
        if area in cube.area_index and name in cube.series_index:
            own = of_one(cube, area, name)
            seen = places_read(reading_of_divisor(leaf.read), own, self.period(position))
            data["periods"] = [cube.periods[place].text for place, _ in seen]
        return data

    def status(self, position: int, period: str, series: str) -> dict[str, str]:
        """The status of an observation, where it is not the usual one."""
        if self._status is None:
            frame = self.card._measured._named if self.card._measured.rows is not None else None
            columns = ("area", "period", "series", "status", "origin")
            cells = [] if frame is None else zip(*(frame[name] for name in columns), strict=True)
            self._status = {(a, p, s): (str(status), str(origin)) for a, p, s, status, origin in cells}
        status, origin = self._status.get((self.area(position), period, series), ("", ""))
        found = {"status": status} if status not in ("", "A") else {}
        return found | ({"origin": origin} if origin == "computed" else {})

    # areas made of areas

    def members(self, leaf: Leaf, made: MadeArea, position: int) -> dict[str, Any]:
        """Who the members of a made area are, with values and weights, and how these were put together."""
        part = self.cases.slice_of(position // len(self.cases.areas))
        readout, row = self.card._result.readout, self.card._result.index[leaf.id]
        numbers, period = readout.values[row, part][made.members], self.period(position)
        out = readout.reason_codes()[row, part][made.members] == NOT_APPLICABLE
        found = composed(leaf, numbers, made, period, self.card._request.material, out)
        members = []
        for place, value, weight, counted, applies in zip(
            found.members, found.numbers, found.weights, found.counted, ~found.out, strict=True
        ):
            area = str(self.cases.areas[place])
            members.append(
                {
                    "area": area,
                    "area_name": self.card.area_name(area),
                    "value": plain(value),
                    "weight": plain(weight),
                    "counted": bool(counted),
                    "applies": bool(applies),
                }
            )
        data: dict[str, Any] = {
            "how": found.how,
            "by": made.rule.by,
            "weight": leaf.group_weight or made.rule.weight,
            "needs": None if made.rule.needs is None else made.rule.needs.share,
            "members": members,
            "value": plain(found.value),
        }
        if found.sums:
            sums = [{"input": name, "sum": total} for name, total in found.sums.items()]
            data |= {"formula": leaf.series.formula, "sums": sums}
        return data

    # rows of the evidence

    def evidence(self, leaf: Leaf, position: int, periods: list[str]) -> list[dict[str, Any]]:
        """The rows of the evidence behind the observations of some periods."""
        area, series = self.area(position), self._series(leaf)
        found: list[dict[str, Any]] = []
        for part in self._parts_read(leaf):
            item = Observable(series.id, part)
            for period in dict.fromkeys(periods):
                mine = self._of_area(part, area).get(period, [])
                own = [row for row in mine if row["series"] == series.id and row["input"] == ""]
                if self.status(position, period, item.name).get("origin") == "computed":
                    own = _nearest(mine, (series.id, series.indicator, "common"), list(series.resolved_inputs))
                found += [self._row(row, series) | ({"part": dict(part)} if part else {}) for row in own]
        return found

    def _parts_read(self, leaf: Leaf) -> list[Part]:
        """The parts whose rows stand behind what a leaf reads: the whole, the part, or the groups of the gap."""
        gap, values = leaf.read.gap, self.card._measured
        if gap is None:
            return [leaf.part]
        rows = values._parts
        there = [] if rows is None or gap.by not in rows else sorted(set(rows[gap.by]) - {TOTAL})
        return [((gap.by, code),) for code in there if gap.between is None or code in gap.between]

    def _of_area(self, part: Part, area: str) -> dict[str, list[dict[Any, Any]]]:
        """The rows of an area about the whole or a part, by period."""
        if part not in self._places:
            rows = self._rows_of(part)
            self._places[part] = (rows, {} if rows is None else rows.groupby("area", sort=False).indices)
        if (part, area) not in self._rows:
            rows, places = self._places[part]
            by_period: dict[str, list[dict[Any, Any]]] = {}
            for row in [] if rows is None else rows.iloc[places.get(area, [])].to_dict("records"):
                by_period.setdefault(str(row["period"]), []).append(row)
            self._rows[part, area] = by_period
        return self._rows[part, area]

    def _rows_of(self, part: Part) -> pd.DataFrame | None:
        values = self.card._measured
        if not part or values._part_rows is None:
            return None if part else values._rows
        return rows_of_part(values._part_rows, values.breakdowns, part).drop(columns=list(values.breakdowns))

    @staticmethod
    def _row(row: Mapping[Any, Any], series: Any) -> dict[str, Any]:
        entry = series.resolved_inputs.get(row["input"]) if row["input"] else None
        unit = str((entry.unit if entry is not None else series.unit) or "")
        more = {"row": int(row["row"]), "number": plain(row["number"]), "number_unit": unit}
        return {str(key): cell for key, cell in row.items()} | more


def _nearest(rows: list[dict[Any, Any]], owners: tuple[str, ...], inputs: list[str]) -> list[dict[Any, Any]]:
    """Of the rows of each input the nearest: of the series, else the indicator, else common."""
    mine = [row for row in rows if row["series"] in owners and row["input"] in inputs]
    mine.sort(key=lambda row: owners.index(row["series"]))
    found: dict[str, dict[Any, Any]] = {}
    for row in mine:
        found.setdefault(row["input"], row)
    return list(found.values())
