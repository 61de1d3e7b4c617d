"""What is asked of StatBank for the table of a mapping: the body of a query in PxWebApi 2 or 1."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from sdg_standard.errors import StandardError
from sdg_standard.exchange.codes import MAPPING
from sdg_standard.exchange.mapping.file import MappingFile, read_mapping
from sdg_standard.exchange.mapping.model import StatBankQuery, TableMapping
from sdg_standard.words import say

ALL = "*"
_PART_OF_YEAR = re.compile(r"(\d{4})-(?:Q([1-4])|(\d{2}))")
_OF_CELLS = frozenset({"value", "number", "status", "unit"})
"""Columns of a table of statistics that are no dimension."""
GivenMapping = str | os.PathLike[str] | TableMapping | MappingFile


def statbank_query(
    mapping: GivenMapping,
    *,
    areas: Iterable[str] | None = None,
    periods: Iterable[str] | None = None,
    version: Literal[1, 2] = 2,
) -> dict[str, Any]:
    """The body to post for the table of a mapping, which is the name of a shipped one, a file, or one that was read.

    ``areas`` are ids such as ``NO-3203``, or the codes of the table; ``periods`` are written as evidence writes them;
    without them everything is asked for. Dimensions that the mapping does not use are not asked for: StatBank sums
    those that it can. ``version`` is that of PxWebApi. Raises :class:`~sdg_standard.errors.StandardError` for a mapping
    that does not say ``statbank``.

    >>> body = statbank_query("no/07459", areas=["NO-3203"], periods=["2024"])
    >>> [(one["variableCode"], one["valueCodes"]) for one in body["selection"]]
    [('Region', ['3203']), ('ContentsCode', ['Personer1']), ('Tid', ['2024'])]
    """
    meant, query = of_statbank(mapping)
    wanted = _wanted(meant, query)
    area = _area(meant, query)
    if areas is not None:
        prefix = meant.columns["area"].prefix or "" if "area" in meant.columns else ""
        wanted[area] = tuple(one.removeprefix(prefix) for one in areas)
    wanted[query.time] = tuple(map(code_of_period, periods)) if periods is not None else (ALL,)
    selections = [(name, codes, query.codelists.get(name)) for name, codes in wanted.items()]
    if version == 2:
        return {"selection": [_selection(*one) for one in selections]}
    return {"query": [_selection_of_version_1(*one) for one in selections], "response": {"format": "json-stat2"}}


def of_statbank(mapping: GivenMapping) -> tuple[TableMapping, StatBankQuery]:
    """A mapping and what it says of StatBank. Raises StandardError where it says nothing."""
    read = read_mapping(mapping)
    if read.mapping.statbank is None:
        place: dict[str, Any] = read.document.place([]) if read.document else {}
        raise StandardError([MAPPING.problem(say("statbank.mapping_is_none"), say("statbank.say_table"), **place)])
    return read.mapping, read.mapping.statbank


def _area(mapping: TableMapping, query: StatBankQuery) -> str:
    return query.area or (_dimension(mapping.columns["area"].from_) if "area" in mapping.columns else "Region")


def _wanted(mapping: TableMapping, query: StatBankQuery) -> dict[str, tuple[str, ...]]:
    """Dimensions with the codes that are used; all of one whose labels are read."""
    wanted: dict[str, tuple[str, ...]] = {_area(mapping, query): (ALL,)}
    for column, codes in mapping.codes_used.items():
        name = _dimension(column)
        if column in _OF_CELLS or name == query.time or name in wanted:
            continue
        whole = not codes or column != name
        wanted[name] = query.select.get(name, (ALL,)) if whole else codes
    return wanted | {name: codes for name, codes in query.select.items() if name not in wanted}


def _dimension(column: str) -> str:
    return column.removesuffix(".label").removeprefix("dimension.")


def code_of_period(text: str) -> str:
    """A period as StatBank writes it.

    >>> code_of_period("2024"), code_of_period("2024-Q1"), code_of_period("2024-03"), code_of_period("2022/2023")
    ('2024', '2024K1', '2024M03', '2022-2023')
    """
    part = _PART_OF_YEAR.fullmatch(text)
    if part is None:
        return text.replace("/", "-")
    return f"{part[1]}K{part[2]}" if part[2] else f"{part[1]}M{part[3]}"


def _selection(name: str, codes: tuple[str, ...], codelist: str | None) -> dict[str, Any]:
    return {"variableCode": name, **({"codelist": codelist} if codelist else {}), "valueCodes": list(codes)}


def _selection_of_version_1(name: str, codes: tuple[str, ...], codelist: str | None) -> Mapping[str, Any]:
    kind = "all" if any(ALL in code for code in codes) else "item"
    if codelist:
        prefix, _, rest = codelist.partition("_")
        kind = f"{prefix}:{rest}" if rest else codelist
    return {"code": name, "selection": {"filter": kind, "values": list(codes)}}
