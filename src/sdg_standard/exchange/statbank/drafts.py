"""The draft of a mapping for a table of statistics: its roles say most of what is to be known."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence

from sdg_standard.exchange.statbank.dimension import Dimension, Role
from sdg_standard.exchange.statbank.table import StatTable
from sdg_standard.words.voice import Voice

TODO = "todo"
"""What a draft says where a person has to say it."""
Suggest = Callable[[str], Sequence[str]]
"""Ids of series that a text may be about, best first."""
MOST_ENTRIES = 60
"""So many entries of ``series`` are written out; whoever needs more copies one."""
_MOST_LISTED = 6
_PERIODS = {"tid", "time", "year", "år", "aar", "time_period"}
_PLACES = {"region", "geo", "area", "kokkommuneregion0000"}
_METRICS = {"contentscode", "measure_type"}
_NAMES: dict[Role, set[str]] = {"time": _PERIODS, "geo": _PLACES, "metric": _METRICS}
_MARKS = {
    "Statistisk sentralbyrå": "ssb",
    "Statistics Norway": "ssb",
    "ESTAT": "eurostat",
    "Folkehelseinstituttet": "fhi",
}


def likely(table: StatTable, role: Role) -> Dimension | None:
    """The dimension of a role; where the source does not say one, that with a name which is usual for it.

    >>> region, year = Dimension("Region", ("0301",)), Dimension("Tid", ("2024",), role="time")
    >>> table = StatTable((region, year), [1.0])
    >>> likely(table, "geo").id, likely(table, "time").id, likely(table, "metric")
    ('Region', 'Tid', None)
    """
    said = table.of_role(role)
    if said:
        return said[0]
    free = [one for one in table.dimensions if one.role is None]
    return next((one for one in free if one.id.casefold() in _NAMES[role]), None)


def draft_of_statistics(table: StatTable, suggest: Suggest, note: Voice) -> str:
    """The text of a mapping for a table, valid as it is; ``suggest`` gives series that a text may be about."""
    area, time, metric = (likely(table, role) for role in ("geo", "time", "metric"))
    used = [one for one in (area, time, metric) if one is not None]
    return "\n".join(
        (
            f"# {note('statistics', name=_quoted(table.cited))}",
            f"title: {_quoted(table.label or table.cited)}",
            *_office(table, note),
            *_columns(table, area, time, note),
            *_left_over([one for one in table.dimensions if one not in used and len(one) > 1], note),
            "series:",
            *_series(table, metric, suggest, note),
            "",
        )
    )


def _office(table: StatTable, note: Voice) -> Iterator[str]:
    marks = _MARKS.get(table.source)
    yield f"marks: {marks}" if marks else f"# marks: {note('whose_marks')}"
    if isinstance(table.extension.get("px"), dict) and table.table_id:
        yield f"statbank: {{table: {_quoted(table.table_id)}}}  # {note('total')}"


def _columns(table: StatTable, area: Dimension | None, time: Dimension | None, note: Voice) -> Iterator[str]:
    yield "columns:"
    if area is not None:
        norwegian = _MARKS.get(table.source) in ("ssb", "fhi")
        more = ", form: ssb-region, prefix: NO-" if norwegian else ""
        yield f"  area: {{from: {_quoted(table.columns[area.id])}{more}}}"
    if time is not None:
        yield f"  period: {_quoted(table.columns[time.id])}"
    yield "  value: value"
    lacking = [name for name, one in (("area", area), ("period", time)) if one is None]
    if lacking:
        yield f"constants:  # {note('no_dimension')}"
        yield from (f"  {name}: {TODO}" for name in lacking)


def _left_over(dimensions: Sequence[Dimension], note: Voice) -> Iterator[str]:
    for one in dimensions:
        codes = ", ".join(f"{_quoted(code)} ({one.label_of(code)})" for code in one.codes[:_MOST_LISTED])
        more = f" {note('more', n=len(one) - _MOST_LISTED)}" if len(one) > _MOST_LISTED else ""
        yield f"# {note('holds_or_sum', name=_quoted(one.id), listed=f'{codes}{more}')}"
        yield f"# {note('or_parts')}"


def _series(table: StatTable, metric: Dimension | None, suggest: Suggest, note: Voice) -> Iterator[str]:
    """An entry for each metric, with its unit and what it is about."""
    if metric is None:
        yield f"  - {{series: {TODO}}}  # {note('series')}"
        return
    for code in metric.codes[:MOST_ENTRIES]:
        kind = metric.said("measuringType", code)
        unit = metric.unit_of(code)
        about = [metric.label_of(code), *([unit] if unit else []), *([kind] if kind else [])]
        found = list(suggest(metric.label_of(code)))
        hint = f"; {note('perhaps', ids=', '.join(found[:3]))}" if found else ""
        where = f"{_quoted(table.columns[metric.id])}: {_quoted(code)}"
        yield f"  - {{where: {{{where}}}, series: {TODO}}}  # {_one_line(', '.join(about))}{hint}"


def _quoted(text: str) -> str:
    return json.dumps(_one_line(text), ensure_ascii=False)


def _one_line(text: str) -> str:
    return " ".join(text.split())
