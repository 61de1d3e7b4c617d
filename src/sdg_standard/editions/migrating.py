"""Evidence that was gathered under one edition, and is to be used under another: what becomes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from sdg_standard.catalogue import Standard
from sdg_standard.errors import Problem
from sdg_standard.measuring import measure
from sdg_standard.model.evidence import Evidence
from sdg_standard.model.frames import handed_out
from sdg_standard.model.indicator import Series
from sdg_standard.units import UnitError, Units
from sdg_standard.words import say, told

COLUMNS = ("what", "series", "rows", "old", "new", "text")
RENAMED, GONE, UNIT, REFUSED, ASKED, WANTED = "renamed", "gone", "unit", "refused", "asked", "wanted"
"""What may become of evidence: another id; no series any more; another unit; an error or a question now; asked for."""
ACCEPTED, STILL_REFUSED = "accepted", "still_refused"
"""What the older edition refused: valid now, or refused as well."""


@dataclass(frozen=True)
class Step:
    """One thing to do, or to know, about evidence of an older edition."""

    what: str
    series: str
    rows: int
    old: str
    new: str
    text: str


@dataclass(frozen=True)
class Migration:
    """What becomes of evidence under another edition."""

    steps: tuple[Step, ...]

    def to_frame(self, language: str = "en") -> pd.DataFrame:
        """Return a row for each: ``what, series, rows, old, new, text``."""
        rows = [{**vars(step), "text": told(step.text, language)} for step in self.steps]
        return handed_out(pd.DataFrame(rows, columns=list(COLUMNS)))

    def of(self, what: str) -> tuple[Step, ...]:
        """Return the steps of one sort."""
        return tuple(step for step in self.steps if step.what == what)


def migration(evidence: Evidence, old: Standard, new: Standard) -> Migration:
    """Return what becomes of evidence gathered under ``old`` when it is read under ``new``.

    Series that have another id, or none; units that have changed; rows that were valid and are refused; values about
    which a question is asked now; rows that the older edition refused, valid now or refused as well; and series that
    the newer edition asks for beside those that the evidence has.
    """
    before, after = measure(evidence, old), measure(evidence, new)
    used = Counter(before.frame["series"].tolist())
    steps = [
        *_names(used, old, new),
        *_units(used, old, new),
        *_told(REFUSED, before.problems.errors, after.problems.errors),
        *_told(ASKED, before.problems.warnings, after.problems.warnings),
        *_refused_before(before.problems.errors, after.problems.errors),
        *_wanted(used, old, new),
    ]
    return Migration(tuple(steps))


def _names(used: Counter[str], old: Standard, new: Standard) -> Iterator[Step]:
    """Series that the newer edition does not have under their id."""
    for name, rows in used.items():
        if name in new.series:
            continue
        others = _successors(old.series[name], new)
        if others:
            text = say("editions.migration.renamed", old=name, new=others)
            yield Step(RENAMED, name, rows, name, ", ".join(others), text)
        else:
            known = new.retired.get(name) or new.retired.get(old.series[name].indicator)
            text = say(
                "editions.migration.gone", old=name, why=known.why if known else say("editions.migration.unsaid")
            )
            yield Step(GONE, name, rows, name, "", text)


def _successors(series: Series, new: Standard) -> list[str]:
    """What a series is called now: by what ``retired.yaml`` says, by its code, by an alias."""
    for name in (series.id, series.indicator):
        if name in new.retired and new.retired[name].replaced_by:
            return list(new.retired[name].replaced_by)
    found = new.find_series(series.id) or (new.find_series(series.code) if series.code else None)
    return [found.id] if found is not None else []


def _units(used: Counter[str], old: Standard, new: Standard) -> Iterator[Step]:
    """Series and inputs whose unit is another one."""
    for name, rows in used.items():
        if name not in new.series:
            continue
        one, other = old.series[name], new.series[name]
        pairs = [(name, one.unit, other.unit)]
        pairs += [
            (f"{name}: {key}", item.unit, other.resolved_inputs[key].unit)
            for key, item in one.resolved_inputs.items()
            if key in other.resolved_inputs
        ]
        for shown, was, now in pairs:
            if was != now:
                how = "converted" if _converts(was, now, new.units) else "other_unit"
                text = say(f"editions.migration.{how}", series=shown, old=was or "-", new=now or "-")
                yield Step(UNIT, name, rows, was or "", now or "", text)


def _converts(was: str | None, now: str | None, units: Units) -> bool:
    """Whether numbers in the old unit can be written in the new one."""
    try:
        units.convert([1.0], units.parse(was or ""), units.parse(now or ""))
    except UnitError:
        return False
    return True


def _told(what: str, before: Any, after: Any) -> Iterator[Step]:
    """Problems that only the newer edition has with the evidence."""
    known = {_about(item) for item in before}
    for item, rows in _of_each_kind(item for item in after if _about(item) not in known):
        yield Step(what, item.series, rows, "", item.code, item.message)


def _refused_before(before: Any, after: Any) -> Iterator[Step]:
    """Rows that the older edition refuses: where the newer one says nothing of the row, it is valid now."""
    refused = {_place(item) for item in after}
    for item, rows in _of_each_kind(item for item in before if _place(item) not in refused):
        text = say("editions.migration.accepted", series=item.series or item.field, code=item.code)
        yield Step(ACCEPTED, item.series, rows, item.code, "", text)
    for item, rows in _of_each_kind(item for item in before if _place(item) in refused):
        text = say("editions.migration.still_refused", why=item.message)
        yield Step(STILL_REFUSED, item.series, rows, item.code, item.code, text)


def _of_each_kind(problems: Iterable[Problem]) -> Iterator[tuple[Problem, int]]:
    """The first problem of each series and code, and how many there are."""
    found: dict[tuple[str, str], list[Problem]] = {}
    for item in problems:
        found.setdefault((item.series, item.code), []).append(item)
    for items in found.values():
        yield items[0], sum(item.count or 1 for item in items)


def _place(item: Problem) -> tuple[Any, ...]:
    return item.file, item.sheet, item.row, item.area, item.period, item.series if item.row is None else ""


def _about(item: Problem) -> tuple[Any, ...]:
    return item.code, item.row, item.field, item.area, item.period


def _wanted(used: Counter[str], old: Standard, new: Standard) -> Iterator[Step]:
    """Series of the same frameworks that are new, and not the successor of one that is there."""
    frameworks = {old.series[name].framework for name in used}
    known = {one for name in used if name not in new.series for one in _successors(old.series[name], new)}
    for name, series in new.series.items():
        if series.framework in frameworks and name not in old.series and name not in known:
            yield Step(WANTED, name, 0, "", name, say("editions.migration.wanted", series=name, title=series.label))
