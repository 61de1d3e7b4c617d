"""The tables of some content as CSV with a description of every column: what packages of tables are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from sdg_standard.exchange import table_text
from sdg_standard.formats.content import Content
from sdg_standard.formats.texts import spoken
from sdg_standard.model.evidence import EVIDENCE_COLUMN_NAMES
from sdg_standard.model.values import VALUE_COLUMNS
from sdg_standard.results.results import SCORE_COLUMNS

Kind = Literal["text", "number", "flag"]
_NUMBERS = ("value", "low", "high", "score", "coverage", "rank", "trend_value")
_FLAGS = ("imputed",)
_KEYS = {
    "evidence": ("area", "period", "series", "input"),
    "values": ("area", "period", "series"),
    "scores": ("area", "period", "node"),
    "series": ("series",),
    "areas": ("area",),
    "nodes": ("node",),
}
_POINTS_TO = {"series": "series", "area": "areas", "node": "nodes"}
"""The table that lists what stands in a column."""


@dataclass(frozen=True)
class Column:
    """A column: its name, what sort of cells it has, and what it is called in every language."""

    name: str
    kind: Kind
    titles: Mapping[str, str]


@dataclass(frozen=True)
class Described:
    """A table as CSV text, with its columns, the columns that tell its rows apart, and what others it points to."""

    name: str
    text: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    points_to: Mapping[str, str]
    titles: Mapping[str, str]


def tables_of(content: Content) -> tuple[Described, ...]:
    """Evidence, values and scores as far as they are there, and the lists of what stands in them with their titles.

    Of a standard alone there is the list of series.
    """
    main = {name: content.table(name) for name in ("evidence", "values", "scores") if _has(content, name)}
    lists = {"series": _series(content, main)}
    if areas := _used(main, "area"):
        names = [content.area_name(area) for area in areas]
        lists["areas"] = pd.DataFrame({"area": areas, "name": names}, dtype=object)
    if nodes := _used(main, "node"):
        lists["nodes"] = _nodes(content, nodes)
    return tuple(_described(content, name, table) for name, table in (main | lists).items())


def _has(content: Content, name: str) -> bool:
    return content.kind != "standard" and content.has(name)


def _used(tables: Mapping[str, pd.DataFrame], column: str) -> list[str]:
    found = {str(cell) for table in tables.values() if column in table for cell in table[column]}
    return sorted(found)


def _series(content: Content, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The series that occur, of a standard alone all, with what their definitions say of them."""
    standard = content.standard
    names = _used(tables, "series") if tables else sorted(standard.series)
    names += [one for one in _used(tables, "node") if one in standard.series and one not in names]
    rows = [_series_row(content, name) for name in sorted(names)]
    columns = ["series", "indicator", "code", "unit", "kind", "direction", "sdg"]
    return pd.DataFrame(rows, columns=[*columns, *(f"title_{language}" for language in standard.languages)])


def _series_row(content: Content, name: str) -> dict[str, str]:
    standard = content.standard
    titles = {f"title_{language}": content.series_title(name, language) for language in standard.languages}
    series = standard.series.get(name)
    if series is None:  # an indicator or common inputs, which inputs are about
        return {"series": name, "indicator": name if name in standard.indicators else "", **titles}
    links = dict.fromkeys(link.indicator or link.target or str(link.goal) for link in series.sdg)
    return {
        "series": name,
        "indicator": series.indicator,
        "code": series.code or "",
        "unit": series.unit or "",
        "kind": series.kind,
        "direction": series.direction,
        "sdg": " ".join(links),
        **titles,
    }


def _nodes(content: Content, nodes: list[str]) -> pd.DataFrame:
    titles = {
        f"title_{language}": [content.node_title(node, language) for node in nodes]
        for language in content.standard.languages
    }
    return pd.DataFrame({"node": nodes, **titles}, dtype=object)


def _described(content: Content, name: str, table: pd.DataFrame) -> Described:
    known = (*EVIDENCE_COLUMN_NAMES, *VALUE_COLUMNS, *SCORE_COLUMNS)
    breakdowns = tuple(one for one in content.breakdowns if one in table and one not in known)
    columns = tuple(_column(content, str(one), breakdowns) for one in table.columns)
    points = {one: _POINTS_TO[one] for one in map(str, table.columns) if one in _POINTS_TO and _POINTS_TO[one] != name}
    return Described(
        name, table_text(table), columns, (*_KEYS[name], *breakdowns), points, spoken(f"formats.table.{name}")
    )


def _column(content: Content, name: str, breakdowns: tuple[str, ...]) -> Column:
    kind: Kind = "number" if name in _NUMBERS or name.startswith(("rank.", "trend_value.")) else "text"
    kind = "flag" if name in _FLAGS else kind
    if name in breakdowns:
        return Column(name, kind, content.breakdown_titles(name))
    plain, _, further = name.partition("." if "." in name else "_" if name.startswith("title_") else ".")
    titles = spoken(f"formats.column.{plain}")
    return Column(name, kind, {one: f"{text} ({further})" for one, text in titles.items()} if further else titles)
