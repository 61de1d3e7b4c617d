"""Readings: one value for each leaf and case from the observations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from sdg_standard.errors import Problem
from sdg_standard.measuring.codes import SEVERAL_PERIODS
from sdg_standard.methodology.points import is_fitted
from sdg_standard.methodology.readings import AtPeriod, Reading
from sdg_standard.methodology.steps.edges import points_of
from sdg_standard.methods.arrays import Bools, Floats
from sdg_standard.model.period import Period
from sdg_standard.model.values import REASON, Cube, Values
from sdg_standard.plans import Leaf
from sdg_standard.scoring.cases import Cases
from sdg_standard.scoring.grouping import grouped
from sdg_standard.scoring.made_areas import compositions
from sdg_standard.scoring.material import Material
from sdg_standard.scoring.observations import (
    NOT_APPLICABLE,
    NOT_REPORTED,
    Readout,
    Seen,
    accepted,
    layer_of,
    observations,
)
from sdg_standard.scoring.path_targets import NO_YARD, Yard, aim_of, before, horizon_of
from sdg_standard.scoring.paths import Course, read_path
from sdg_standard.scoring.reference import ReferencePoints
from sdg_standard.scoring.reference_set import ReferenceSet, Together
from sdg_standard.words import say

OUTSIDE_DOMAIN = REASON["outside_domain"]
BELOW_COVERAGE = REASON["below_coverage"]
_NOT_MADE = {"too_few": BELOW_COVERAGE, "not_applicable": NOT_APPLICABLE}
"""Why an area made of areas has no number, by what was found when it was put together."""
AT_PERIOD = AtPeriod(method="at_period")


def read_leaves(leaves: Sequence[Leaf], material: Material) -> tuple[Readout, list[Problem]]:
    """Read every leaf for every case, leaves that share a reading together."""
    cases = material.cases
    problems: list[Problem] = []
    groups = grouped(leaf.same_read for leaf in leaves)
    if len(groups) == 1:
        reading = next(iter(groups), AT_PERIOD)
        readout = _read(reading, leaves, material, problems)
    else:
        readout = Readout(
            np.full((len(leaves), cases.count), np.nan), np.zeros((len(leaves), cases.count), dtype=np.uint8)
        )
        for reading, places in groups.items():
            part = _read(reading, [leaves[index] for index in places], material, problems)
            readout.values[places] = part.values
            assert readout.reasons is not None
            readout.reasons[places] = part.reason_codes()
            readout = _with_marks(readout, part, places)
    readout = _where_it_applies(leaves, readout, cases)
    if cases.made:
        readout = put_together(leaves, readout, material)
    return readout, problems


def _with_marks(readout: Readout, part: Readout, places: list[int]) -> Readout:
    """What a part says beside numbers and reasons, in the rows of its leaves."""

    def put(marks: Bools | None, whole: Bools | None) -> Bools | None:
        if marks is not None:
            whole = np.zeros(readout.values.shape, dtype=bool) if whole is None else whole
            whole[places] = marks
        return whole

    reached, lacks = put(part.reached, readout.reached), put(part.lacks, readout.lacks)
    fitters, paths = (*readout.fitters, *part.fitters), {**readout.paths, **part.paths}
    return replace(readout, reached=reached, lacks=lacks, fitters=fitters, paths=paths)


def _where_it_applies(leaves: Sequence[Leaf], readout: Readout, cases: Cases) -> Readout:
    """A leaf that does not apply is not read."""
    conditional = [(index, leaf) for index, leaf in enumerate(leaves) if leaf.applies is not True]
    if not conditional:
        return readout
    values, reasons = readout.values.copy(), readout.reason_codes()
    for index, leaf in conditional:
        out = ~cases.applies_to(leaf.applies)
        values[index, out], reasons[index, out] = np.nan, NOT_APPLICABLE
    reached = None if readout.reached is None else readout.reached & ~np.isnan(values)
    return replace(readout, table=values, reasons=reasons, reached=reached, rows=None)


def _read(reading: Reading, leaves: Sequence[Leaf], material: Material, problems: list[Problem]) -> Readout:
    cases = material.cases
    cube = accepted(material.values, reading.accept)
    series = [leaf.observable.name for leaf in leaves]
    fitters: tuple[ReferencePoints, ...] = ()
    if reading.is_path:
        result = _paths(leaves, series, cube, material)
    else:
        if reading.before:
            cube, fitters = _transformed(leaves, series, cube, material)
            series = [leaf.id for leaf in leaves]
        parts = [_one_period(reading, cube, series, cases, period, problems) for period in cases.periods]
        result = _side_by_side(parts, len(leaves))
        if reading.per:
            result = _divided(result, divisor_of(reading, material, problems))
        result = result if reading.times == 1 else replace(result, table=result.values * reading.times, rows=None)
        result = replace(result, fitters=fitters)
    return result


def _side_by_side(parts: list[Readout], count: int) -> Readout:
    """The readouts of all periods behind one another."""
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return Readout(np.full((count, 0), np.nan), None)
    numbers = np.concatenate([part.values for part in parts], axis=1)
    return Readout(numbers, np.concatenate([part.reason_codes() for part in parts], axis=1))


def path_observations(leaf: Leaf, cube: Cube, series: str, material: Material) -> Floats:
    """Every observation of a leaf: periods × areas, divided and multiplied as its reading says.

    Areas made of areas are put together period by period.
    """
    return _path_observed(leaf, cube, series, material)[0]


def _path_observed(leaf: Leaf, cube: Cube, series: str, material: Material) -> tuple[Floats, Bools]:
    """The observations of a path, and for which areas too few of the members had a number in some period."""
    numbers = observations(cube, series, material.cases)
    if leaf.read.per:
        when = replace(material, cases=replace(material.cases, periods=cube.periods))
        divisor = np.broadcast_to(divisor_of(leaf.read, when, []).values[0], (numbers.size,)).reshape(numbers.shape)
        numbers = numbers / np.where(divisor == 0, np.nan, divisor)
    if leaf.read.times != 1:
        numbers = numbers * leaf.read.times
    short = np.zeros(len(material.cases.areas), dtype=bool)
    if not material.cases.made:
        return numbers, short
    observed = replace(leaf, read=one_by_one(leaf.read))
    then = replace(material.cases, periods=cube.periods)
    out = ~applying(leaf, cube, series, then).reshape(numbers.shape)
    own = len(short) - len(material.cases.made)
    for place, period in enumerate(cube.periods):
        found = compositions(observed, numbers[place], period, material, out[place])
        numbers[place, own:] = [item.value for item in found]
        short[own:] |= [item.how == "too_few" for item in found]
    return numbers, short


def applying(leaf: Leaf, cube: Cube, series: str, cases: Cases) -> Bools:
    """For which cases a leaf applies: by its condition, and where no observation of the period says that it does
    not; to an area made of areas where it does to one of its members.
    """
    return cases.of_members(np.asarray(cases.meets(leaf.applies)) & ~does_not_apply(cube, series, cases))


def put_together(leaves: Sequence[Leaf], readout: Readout, material: Material) -> Readout:
    """Values of areas made of areas, from those of their members after reading and before any step."""
    values, reasons = readout.values.copy(), readout.reason_codes()
    for index, period in enumerate(material.cases.periods):
        part = material.cases.slice_of(index)
        first = part.stop - len(material.cases.made)
        for row, leaf in enumerate(leaves):
            if leaf.read.is_path:
                continue
            out = (reasons[row, part] == NOT_APPLICABLE) & np.isnan(values[row, part])
            found = compositions(leaf, values[row, part], period, material, out)
            values[row, first : part.stop] = [item.value for item in found]
            reasons[row, first : part.stop] = [_NOT_MADE.get(item.how, NOT_REPORTED) for item in found]
    reasons = np.where(np.isnan(values), reasons, 0).astype(np.uint8)
    return replace(readout, table=values, reasons=reasons, rows=None)


def _paths(leaves: Sequence[Leaf], series: list[str], cube: Cube, material: Material) -> Readout:
    """Leaves whose value is itself a growth, a pace or a slope."""
    named = list(zip(leaves, series, strict=True))
    courses = [course_of(leaf, cube, name, material) for leaf, name in named]
    applies = [applying(leaf, cube, name, material.cases) for leaf, name in named]
    return read_paths(leaves, courses, applies, material.cases)


def read_paths(leaves: Sequence[Leaf], courses: Sequence[Course], applies: Sequence[Bools], cases: Cases) -> Readout:
    """What the paths of leaves give, from what each is read from and for which cases it applies."""
    numbers = np.full((len(leaves), cases.count), np.nan)
    reasons = np.zeros(numbers.shape, dtype=np.uint8)
    reached, lacks = np.zeros((2, *numbers.shape), dtype=bool)
    for row, (leaf, course) in enumerate(zip(leaves, courses, strict=True)):
        found = read_path(leaf.read, course.numbers, course.periods, cases, course.aim)
        lacks[row] = course.aim.lacks
        numbers[row] = np.where(lacks[row], np.nan, found.numbers)
        reached[row] = found.reached & ~lacks[row]
        gap = np.isnan(numbers[row])
        short = np.tile(np.broadcast_to(course.short, (len(cases.areas),)), len(cases.periods))
        little = np.where(short, BELOW_COVERAGE, NOT_REPORTED)
        reasons[row] = np.where(gap & found.ends.two_years, OUTSIDE_DOMAIN, np.where(gap, little, 0))
        out = ~applies[row]
        numbers[row, out], reasons[row, out], reached[row, out] = np.nan, NOT_APPLICABLE, False
    fitters = tuple(course.fitter for course in courses if course.fitter is not None)
    paths = {leaf.id: replace(course, fitter=None) for leaf, course in zip(leaves, courses, strict=True)}
    return Readout(numbers, reasons, reached, lacks=lacks, fitters=fitters, paths=paths)


def course_of(leaf: Leaf, cube: Cube, name: str, material: Material, as_read: Leaf | None = None) -> Course:
    """What the path of a leaf is read from, values as observed and after the steps before the reading.

    ``as_read`` reads the values that points are fitted to; without it they are those of the periods themselves.
    """
    cases = material.cases
    seen, short = _path_observed(leaf, cube, name, material)
    observed = replace(cases, periods=cube.periods)
    yard = _yard(leaf, as_read, material)
    made = before(leaf, seen, observed, material.standard, cases, material.commitments, yard, material.drawn)
    aim = aim_of(leaf.read, made.points, made.sign, horizon_of(leaf, cases, material.commitments))
    return Course(cube.periods, seen, made.numbers, aim, made.fitter, short)


def _yard(leaf: Leaf, as_read: Leaf | None, material: Material) -> Yard:
    """What points that a reading asks for are fitted to; nothing where all of them are known."""
    own = yard_before(leaf, material)
    if own is not NO_YARD:
        return own
    named = {name for edge in leaf.read.asked.values() for name in points_of(edge)}
    if not _any_fitted(leaf, named):
        return NO_YARD
    if as_read is None or as_read.read.is_path:
        as_read = replace(leaf, read=one_by_one(leaf.read if as_read is None else as_read.read))
    return _yard_of(as_read, material)


def yard_before(leaf: Leaf, material: Material) -> Yard:
    """What points are fitted to that the steps before a reading ask for; nothing where all of them are known.

    They are fitted to the observations of the reference set, all its periods together: what a reading compares
    stands on one scale.
    """
    if not _any_fitted(leaf, {name for step in leaf.read.before for name in step.asked_points}):
        return NO_YARD
    each = one_by_one(leaf.read)
    if not leaf.read.is_path:  # which is divided and multiplied behind these steps
        each = each.model_copy(update={"per": None, "times": 1.0})
    yard = _yard_of(replace(leaf, read=each), material)
    return yard if yard.known is None else replace(yard, known=replace(yard.known, scored=False))


def _any_fitted(leaf: Leaf, names: Iterable[str]) -> bool:
    return any(is_fitted(leaf.points.rules.get(name)) for name in names)


def _yard_of(leaf: Leaf, material: Material) -> Yard:
    """The values of a leaf in the reference set; nothing where there is none."""
    known = material.fitted_to
    if known is None:
        return NO_YARD
    other = Material(known.values, known.cases, material.standard, material.commitments, drawn=material.drawn)
    values = read_leaves((leaf,), other)[0].values
    return Yard(known.rule, ReferenceSet(Together(values), known.cases, known.scored, None, known.pooled, known.named))


def _transformed(
    leaves: Sequence[Leaf], series: list[str], cube: Cube, material: Material
) -> tuple[Cube, tuple[ReferencePoints, ...]]:
    """The cube with a column for each leaf, its observations taken through the steps before the reading; and what
    these were fitted to.
    """
    columns = [cube.series_index.get(name, -1) for name in series]
    empty = np.full(cube.values.shape[:2], np.nan)
    observed = Cases(cube.areas, cube.periods, material.cases.table)
    seen = [cube.values[:, :, at] if at >= 0 else empty for at in columns]
    made = [
        before(
            *(leaf, own, observed, material.standard, observed, material.commitments),
            *(yard_before(leaf, material), material.drawn),
        )
        for leaf, own in zip(leaves, seen, strict=True)
    ]
    nothing = np.zeros(empty.shape, dtype=np.uint8)
    said = [nothing if at < 0 or cube.reasons is None else cube.reasons[:, :, at] for at in columns]
    values = np.stack([item.numbers for item in made], axis=2)
    reasons = np.stack(said, axis=2)
    lost = np.isnan(values) & ~np.isnan(np.stack(seen, axis=2))
    reasons = np.where(lost, OUTSIDE_DOMAIN, reasons).astype(np.uint8)
    fitters = tuple(item.fitter for item in made)
    return Cube(cube.areas, cube.periods, tuple(leaf.id for leaf in leaves), values, reasons), fitters


def one_by_one(reading: Reading) -> AtPeriod:
    """What gives each observation by itself, divided and multiplied as a reading says."""
    same = {name: getattr(reading, name) for name in ("series", "gap", "per", "times", "accept")}
    return AtPeriod(method="at_period", **same)


def reading_of_divisor(reading: Reading) -> Reading:
    """How a divisor is read: as what is divided; in a path each observation is divided by that of its own period."""
    return one_by_one(reading).plainly() if reading.is_path else reading.plainly()


def divisor_of(reading: Reading, material: Material, problems: list[Problem]) -> Readout:
    """What a reading divides by: a series, a common input, or an area attribute."""
    name = str(reading.per)
    cases = material.cases
    plain = reading_of_divisor(reading)
    cube = divisor_cube(reading, material)
    if cube is None:
        numbers = pd.to_numeric(pd.Series(cases.attribute(name), dtype=object), errors="coerce").to_numpy(
            dtype=np.float64
        )
        return Readout(numbers[None], None)
    parts = [_one_period(plain, cube, [name], cases, period, problems) for period in cases.periods]
    return _side_by_side(parts, 1)


def divisor_cube(reading: Reading, material: Material) -> Cube | None:
    """What a divisor is read from: a series or a common input; None where it is an attribute of areas."""
    name = str(reading.per)
    if name in material.standard.series:
        return accepted(material.values, reading.accept)
    return _common_cube(name, material.values) if name in material.standard.inputs else None


def _common_cube(name: str, values: Values) -> Cube:
    """A common input as a cube of one series."""
    rows = values.rows
    areas = values.cube.areas
    mine = None if rows is None else rows[(rows["series"] == "common") & (rows["input"] == name)]
    if mine is None or not len(mine):
        return Cube(areas, (), (name,), np.empty((0, len(areas), 1)))
    table = mine.pivot_table(index="period", columns="area", values="number", aggfunc="first")
    numbers = table.reindex(columns=list(areas)).to_numpy(dtype=np.float64)[:, :, None]
    return Cube(areas, tuple(Period.parse(str(text)) for text in table.index), (name,), numbers)


def _divided(result: Readout, by: Readout) -> Readout:
    """Values over a divisor; without one there is no number, and a divisor of 0 cannot be taken."""
    divisor = np.broadcast_to(by.values, result.values.shape)
    numbers = result.values / np.where(divisor == 0, np.nan, divisor)
    reasons = result.reason_codes()
    lost = np.isnan(numbers) & (reasons == 0)
    word = np.where(np.isnan(divisor), NOT_REPORTED, OUTSIDE_DOMAIN)
    return Readout(numbers, np.where(lost, word, reasons).astype(np.uint8), result.reached)


def _one_period(
    reading: Reading, cube: Cube, series: list[str], cases: Cases, period: Period, problems: list[Problem]
) -> Readout:
    """What a reading takes for one scored period."""
    only = reading.only(cube.periods, period)
    if only is not None:
        return layer_of(cube, only, series, cases)
    taken = reading.take(Seen(cube, series, cases), period)
    for twice in taken.several:
        _report_several(twice, series, cases, period, problems)
    if not reading.looks_beyond:
        return Readout(taken.numbers, taken.reasons)
    out = _marked(cube, series, cases, period)
    numbers = np.where(out, np.nan, taken.numbers)
    said = np.where(taken.reasons == NOT_APPLICABLE, NOT_REPORTED, taken.reasons)
    return Readout(numbers, np.where(out, NOT_APPLICABLE, np.where(np.isnan(numbers), said, 0)).astype(np.uint8))


def _report_several(twice: Bools, series: list[str], cases: Cases, period: Period, problems: list[Problem]) -> None:
    for leaf, area in zip(*np.nonzero(twice), strict=True):
        name, place = series[leaf], str(cases.areas[area])
        text = say("scoring.two_observations", area=place, series=name, period=period)
        problems.append(SEVERAL_PERIODS.problem(text, field="period", area=place, period=period.text, series=name))


def does_not_apply(cube: Cube, series: str, cases: Cases) -> Bools:
    """For which cases the observation of the period says that the series does not apply."""
    parts = [_marked(cube, [series], cases, period)[0] for period in cases.periods]
    return np.concatenate(parts) if parts else np.zeros(0, dtype=bool)


def _marked(cube: Cube, series: list[str], cases: Cases, period: Period) -> Bools:
    """Where the observation of a period has the status M, series × areas; one of another period says nothing of it."""
    columns = [cube.series_index[name] for name in series if name in cube.series_index]
    if cube.reasons is None or not (cube.reasons[:, :, columns] == NOT_APPLICABLE).any():
        return np.zeros((len(series), len(cases.areas)), dtype=bool)
    own = _one_period(AT_PERIOD, cube, series, cases, period, [])
    return np.asarray(own.reason_codes() == NOT_APPLICABLE)
