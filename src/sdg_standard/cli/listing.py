"""The command ``list``: tables of what a standard holds."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from sdg_standard.catalogue import Standard
from sdg_standard.cli.output import figure, heads, table
from sdg_standard.errors import UnknownId
from sdg_standard.model.indicator import Indicator
from sdg_standard.plans.titles import title_in
from sdg_standard.words import say, told

if TYPE_CHECKING:
    import pandas as pd

Row = tuple[object, ...]


def listed(standard: Standard, arguments: argparse.Namespace) -> str:
    """Return the table that was asked for, with the number of its rows."""
    if arguments.framework and arguments.framework not in standard.frameworks:
        raise UnknownId("framework", arguments.framework, standard.frameworks)
    what = "global" if arguments.framework == "un-sdg" and arguments.what == "indicators" else arguments.what
    rows = list(_ROWS[what](standard, arguments))
    language = arguments.language
    below = told(say(f"cli.listed.{arguments.what}", n=len(rows)), language)
    return f"{table(rows, heads(_HEADS[what], language))}\n{below}"


def _indicators(standard: Standard, arguments: argparse.Namespace) -> Iterator[Row]:
    for item in standard.indicators.values():
        if _wanted(item, arguments):
            confidence = item.provenance.confidence if item.provenance else ""
            goals = ", ".join(dict.fromkeys(link.codes[0] for link in item.sdg))
            title = standard.text(item.id, "title", arguments.language)
            yield item.id, item.code or "", title, len(item.series), goals, confidence


def _wanted(item: Indicator, arguments: argparse.Namespace) -> bool:
    asked = arguments
    own_dimension = item.classification.get("dimension") or item.classification.get("area")
    confidence = item.provenance.confidence if item.provenance else None
    lacks = any(not series.benchmarks for series in item.series.values())
    return (
        (not asked.framework or item.framework == asked.framework)
        and (asked.goal is None or str(asked.goal) in {link.codes[0] for link in item.sdg})
        and (not asked.dimension or own_dimension == asked.dimension)
        and (not asked.level or item.classification.get("level") == asked.level)
        and (not asked.confidence or confidence == asked.confidence)
        and (not asked.no_benchmark or lacks)
    )


def _global(standard: Standard, arguments: argparse.Namespace) -> Iterator[Row]:
    for item in standard.global_indicators.values():
        if arguments.goal is None or item.goal == arguments.goal:
            yield item.id, item.unsd_code, item.title, item.tier or "", item.direction or ""


def _series(standard: Standard, arguments: argparse.Namespace) -> Iterator[Row]:
    band = told(say("cli.band"), arguments.language)
    for item in standard.series.values():
        if _wanted(standard.indicators[item.indicator], arguments):
            newest = item.benchmark
            value = newest.value if newest else None
            shown = "" if newest is None else f"{value:g}" if isinstance(value, float) else band
            if arguments.no_benchmark and newest is not None:
                continue
            title = title_in(standard, item.id, arguments.language)
            yield item.id, title, item.kind, item.unit or "", item.direction, shown


def _goals(standard: Standard, arguments: argparse.Namespace) -> Iterator[Row]:
    for number, goal in standard.goals.items():
        targets = sum(target.goal == goal.number for target in standard.targets.values())
        yield number, standard.text(goal.id, "title", arguments.language), targets


def _targets(standard: Standard, arguments: argparse.Namespace) -> Iterator[Row]:
    for code, target in standard.targets.items():
        if arguments.goal is None or target.goal == arguments.goal:
            yield code, standard.text(f"target:{code}", "title", arguments.language)


def _methodologies(standard: Standard, arguments: argparse.Namespace) -> Iterator[Row]:
    for name, item in standard.methodologies.items():
        yield name, item.version, item.status, standard.text(name, "title", arguments.language)


def _frameworks(standard: Standard, arguments: argparse.Namespace) -> Iterator[Row]:
    for name, item in standard.frameworks.items():
        count = sum(indicator.framework == name for indicator in standard.indicators.values())
        count = count or (len(standard.global_indicators) if name == "un-sdg" else 0)
        yield name, standard.text(name, "title", arguments.language), item.keeper, count


def _sources(standard: Standard, arguments: argparse.Namespace) -> Iterator[Row]:
    for key, item in standard.sources.items():
        yield key, item.author or "", item.year or "", item.title


def _areas(standard: Standard, arguments: argparse.Namespace) -> Iterator[Row]:
    """The areas of the registers on the day of the edition; today where it has none."""
    day = standard.about.date or date.today()
    for prefix, register in standard.registers.items():
        for area in register.valid(day):
            yield area, register.name(area, day) or "", prefix


def _units(standard: Standard, arguments: argparse.Namespace) -> Iterator[Row]:
    """The units that there are, with what evidence may write for them."""
    spelled: dict[str, list[str]] = {}
    for written, unit in standard.units.spellings.items():
        spelled.setdefault(unit, []).append(written)
    for name in standard.units.tokens:
        yield name, ", ".join(spelled.pop(name, ()))
    for name, written_so in spelled.items():  # made of several
        yield name, ", ".join(written_so)


def _formats(standard: Standard, arguments: argparse.Namespace) -> Iterator[Row]:
    from sdg_standard.formats import FORMATS  # which loads what reads and writes all of them

    yes = told(say("formats.is_read"), arguments.language)
    for form in FORMATS.values():
        title, loses = told(form.title, arguments.language), told(form.loses, arguments.language)
        yield form.name, title, ", ".join(form.holds), yes if form.read else "", loses


_ROWS = {
    "indicators": _indicators,
    "global": _global,
    "series": _series,
    "goals": _goals,
    "targets": _targets,
    "methodologies": _methodologies,
    "frameworks": _frameworks,
    "sources": _sources,
    "areas": _areas,
    "units": _units,
    "formats": _formats,
}
_HEADS = {
    "indicators": ("id", "code", "title", "number_of_series", "goals", "confidence"),
    "global": ("id", "un_code", "title", "tier", "direction"),
    "series": ("id", "title", "kind", "unit", "direction", "benchmark"),
    "goals": ("goal", "title", "targets"),
    "targets": ("target", "title"),
    "methodologies": ("id", "version", "status", "title"),
    "frameworks": ("id", "title", "keeper", "indicators"),
    "sources": ("key", "author", "year", "title"),
    "areas": ("area", "name", "register"),
    "units": ("unit", "also_written"),
    "formats": ("id", "title", "takes", "read_too", "loses"),
}


def examined(found: pd.DataFrame, standard: Standard, language: str) -> str:
    """The table of ``examine``, numbers rounded for reading, with what a reader should look at below."""
    names = ("series", "title", "areas", "p10", "median", "p90", "benchmark", "reached", "scores", "most_alike")
    rows = [
        (
            each["series"],
            title_in(standard, each["series"], language),
            each["areas"],
            *(_rounded(each[name], language) for name in ("p10", "median", "p90", "benchmark")),
            _share(each["share_reached"], language),
            each["scores"],
            _share(each["share_commonest"], language),
        )
        for each in found.to_dict("records")
    ]
    alike = int((found["share_commonest"] >= 0.9).sum())
    below = told(say("cli.examined_below", n=len(rows), alike=alike), language)
    return f"{table(rows, heads(names, language), widest=40)}\n{below}"


def gaps(found: pd.DataFrame, language: str) -> str:
    """The table of gaps, numbers rounded for reading."""
    names = ("area", "period", "series", "part", "value", "total", "gap", "ratio", "worst", "theil")
    rows = [
        (
            *(each[name] for name in ("area", "period", "series")),
            f"{each['breakdown']} {each['part']}",
            *(_rounded(each[name], language) for name in ("value", "total", "gap", "ratio")),
            each["worst"] or "-",
            _rounded(each["theil"], language),
        )
        for each in found.to_dict("records")
    ]
    hidden = int((found["reason"] == "suppressed").sum())
    below = told(say("cli.gaps_below", n=len(rows), hidden=hidden), language)
    return f"{table(rows, heads(names, language), widest=40)}\n{below}"


def _rounded(number: float, language: str) -> str:
    return "-" if number != number else figure(number, ".4g", language)


def _share(share: float, language: str) -> str:
    return "-" if share != share else figure(share, ".0%", language)
