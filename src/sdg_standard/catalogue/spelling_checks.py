"""Spellings of units that hold for one series, one input or one kind only: each has a meaning of its own."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import get_args

from sdg_standard.catalogue.report import Path, Report
from sdg_standard.errors import did_you_mean, near
from sdg_standard.model.terms import UNITLESS, Kind
from sdg_standard.units import Unit, UnitError, Units, key_of
from sdg_standard.units.codes import SPELLING
from sdg_standard.words import say

KINDS: tuple[str, ...] = get_args(Kind)


def check_spellings(
    spellings: Sequence[str], unit: Unit, of_kind: Collection[str], path: Path, units: Units, report: Report
) -> None:
    """Every spelling of a series or an input is new: no unit, no spelling of the kind, and none written before."""
    seen: set[str] = set()
    for index, text in enumerate(spellings):
        key, why = _read(text)
        if not why and key.casefold() in seen:
            why = say("catalogue.stands_twice")
        elif not why and key in of_kind:
            why = say("catalogue.understood_every_series_kind")
        why = why or _meaning(text, unit, units)
        seen.add(key.casefold())
        if why:
            report.add(SPELLING, say("catalogue.spelling", text=text, why=why), (*path, index))


def check_kinds(kinds: Mapping[str, Mapping[str, str]], units: Units, report: Report) -> None:
    """Every kind of ``spellings.yaml`` is one, its spellings are new, and their units are units of that kind."""
    for kind, spellings in kinds.items():
        if kind not in KINDS:
            text = say("catalogue.no_kind", kind=kind, hint=did_you_mean(near(kind, KINDS)))
            report.add(SPELLING, text, ("kinds", kind), say("catalogue.kinds", kinds=list(KINDS)), key=True)
            continue
        for spelling, unit in spellings.items():
            why = _read(spelling)[1] or _unfit(kind, unit, units) or _meaning(spelling, None, units)
            if why:
                report.add(SPELLING, say("catalogue.spelling", text=spelling, why=why), ("kinds", kind, spelling))


def keyed_kinds(*lists: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """Return the units by spelling and kind, as they are looked up; later lists add to earlier ones."""
    found: dict[str, dict[str, str]] = {}
    for kinds in lists:
        for kind, spellings in kinds.items():
            good = {text: unit for text, unit in spellings.items() if not _read(text)[1]}
            found.setdefault(kind, {}).update({key_of(text): unit for text, unit in good.items()})
    return found


def _read(text: str) -> tuple[str, str]:
    """The form in which a spelling is compared, and why it has none."""
    try:
        return key_of(text), "" if text.strip() else say("catalogue.empty")
    except UnitError as error:
        return "", say("catalogue.cannot_read", message=error.message)


def _meaning(text: str, unit: Unit | None, units: Units) -> str:
    """What a spelling means already, wherever it stands; empty for a new one."""
    try:
        own = units.parse(text)
    except UnitError:
        return ""
    if unit is None or own == unit:
        return say("catalogue.means_wherever_stands", own=own)
    if unit.is_none:
        return say("catalogue.means_wherever_stands_here", own=own)
    try:
        units.factor(own, unit)
    except UnitError:
        return say("catalogue.means_wherever_stands_which", own=own, unit=unit)
    return say("catalogue.means_wherever_stands_not", own=own, unit=unit)


def _unfit(kind: str, text: str, units: Units) -> str:
    """Why a unit is none of a kind of series; empty where it is."""
    try:
        unit = units.parse(text)
    except UnitError as error:
        return say("catalogue.stands_no_unit", message=error.message)
    if kind in UNITLESS:
        return "" if unit.is_none else say("catalogue.stands_but_kind_no", unit=unit, kind=kind)
    if unit.is_none:
        return say("catalogue.stands_no_unit_but", kind=kind)
    fitting = {"share": unit.is_share, "count": unit.is_count}.get(kind, True)
    return "" if fitting else say("catalogue.stands_which_no_unit", unit=unit, kind=kind)
