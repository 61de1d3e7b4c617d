"""JSON-stat 2.0: a table of evidence, values or scores as one cube, and such cubes read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sdg_standard.catalogue import Standard
from sdg_standard.errors import EvidenceError, Problems
from sdg_standard.exchange.json_out import InOrder, json_text
from sdg_standard.exchange.statbank import StatTable, read_json_stat
from sdg_standard.exchange.statbank.dimension import Dimension, Role
from sdg_standard.exchange.statbank.writing import document
from sdg_standard.formats.codes import NOT_ITS_FORMAT
from sdg_standard.formats.content import Content
from sdg_standard.formats.format import Files, Format, Found, Options, table_meant
from sdg_standard.formats.observations import statuses, unit_of_input
from sdg_standard.formats.texts import one_line, spoken
from sdg_standard.model.evidence import Evidence
from sdg_standard.model.parts import TOTAL
from sdg_standard.plans.titles import standard_title
from sdg_standard.words import say, told

MARK = "sdg_standard"
"""The member of the extension that says whose cube it is."""
_ROLES: Mapping[str, Role] = {"period": "time", "area": "geo", "series": "metric", "node": "metric"}
_NUMBER = {"evidence": "value", "values": "value", "scores": "score"}


def write_json_stat_of(content: Content, options: Options) -> Files:
    """One table as a cube: its number and status by area, period, series or node, input and breakdowns."""
    name = table_meant(content, options, ("evidence", "values", "scores"))
    cube = _Cube(content, name, options.language)
    return {"": json_text(InOrder(document(cube.table())), compact=True)}


class _Cube:
    def __init__(self, content: Content, name: str, language: str) -> None:
        self.content, self.name, self.language = content, name, language
        self.rows = content.table(name)
        breakdowns = [one for one in content.breakdowns if one in self.rows]
        what = ["node"] if name == "scores" else ["series", "input"] if name == "evidence" else ["series"]
        self.axes = ["area", "period", *what, *breakdowns]

    def table(self) -> StatTable:
        """The cube; cells of which nothing is said are empty."""
        dimensions = tuple(map(self._dimension, self.axes))
        places = [
            pd.Index(list(one.codes), dtype=object).get_indexer(pd.Index(self.rows[axis].map(_code_of(axis))))
            for axis, one in zip(self.axes, dimensions, strict=True)
        ]
        cells = np.ravel_multi_index(places, [len(one) for one in dimensions]) if len(self.rows) else np.arange(0)
        size = int(np.prod([len(one) for one in dimensions]))
        values, status = np.full(size, np.nan), np.full(size, "", dtype=object)
        values[cells] = self.rows[_NUMBER[self.name]].to_numpy(dtype=np.float64)
        status[cells] = statuses(self.rows, _NUMBER[self.name]).to_numpy()
        standard = self.content.standard
        return StatTable(
            dimensions=dimensions,
            values=values,
            status=status,
            label=told(say(f"formats.table.{self.name}"), self.language),
            source=told(standard_title(standard), self.language),
            extension={
                MARK: {
                    "table": self.name,
                    "labels": spoken(f"formats.table.{self.name}"),
                    "provenance": dict(self.content.provenance),
                }
            },
        )

    def _dimension(self, axis: str) -> Dimension:
        codes = list(dict.fromkeys(map(_code_of(axis), self.rows[axis])))
        if axis == "period":
            codes.sort()
        languages = self.content.standard.languages
        labels = {language: {code: self._label(axis, code, language) for code in codes} for language in languages}
        shown = labels.get(self.language) or labels[languages[0]]
        others = {language: found for language, found in labels.items() if found != shown}
        titles = self._titles(axis)
        return Dimension(
            id=axis,
            codes=tuple(codes),
            label=titles.get(self.language) or axis,
            role=_ROLES.get(axis),
            labels=shown,
            units=self._units(codes) if axis == "series" else {},
            extension={"titles": titles, **({"labels": others} if others else {})},
        )

    def _titles(self, axis: str) -> dict[str, str]:
        if axis in self.content.breakdowns:
            return self.content.breakdown_titles(axis)
        return spoken(f"formats.column.{axis}")

    def _label(self, axis: str, code: str, language: str) -> str:
        standard = self.content.standard
        if axis == "area":
            return one_line(self.content.area_name(code))
        if axis == "series":
            return self.content.series_title(code, language)
        if axis == "node":
            return self.content.node_title(code, language)
        if code == TOTAL:
            key = "formats.sdmx.no_input" if axis == "input" else "formats.sdmx.all"
            return spoken(key).get(language, TOTAL)
        holder, field = f"vocabulary:{axis}", f"terms.{code}.title"
        return (
            standard.text(holder, field, language) if standard.has_text(holder, field, standard.languages[0]) else code
        )

    def _units(self, codes: list[str]) -> Mapping[str, Mapping[str, Any]]:
        series = self.content.standard.series
        return {code: {"label": series[code].unit} for code in codes if code in series and series[code].unit}


def _code_of(axis: str) -> Any:
    """What a cell is as a category: of no input that there is none."""
    return (lambda cell: str(cell) or TOTAL) if axis == "input" else str


def is_json_stat(path: Path) -> bool:
    """Whether a file is a cube with our dimensions; tables of statistical offices are read with a mapping."""
    if path.suffix.casefold() not in (".json", ".jsonstat") or not path.is_file():
        return False
    with path.open("rb") as stream:
        start = stream.read(1 << 16)
    return b'"dataset"' in start and json.dumps(MARK).encode() in start


def read_json_stat_of(path: Path, options: Options) -> Found:
    """A cube with the dimensions area, period and series as evidence.

    Raises EvidenceError for scores, and for a cube that lacks a dimension.
    """
    table = read_json_stat(path)
    ids = [one.id for one in table.dimensions]
    missing = [name for name in ("area", "period", "series") if name not in ids]
    if missing:
        message = say("formats.concepts_missing", names=missing, n=len(missing))
        raise EvidenceError([NOT_ITS_FORMAT.problem(message, file=path.name)])
    frame = table.frame
    said = frame["value"].notna() | (frame["status"] != "" if "status" in frame else False)
    frame = frame[said]
    made = {name: frame[name].astype(object) for name in ids}
    made["value"] = frame["value"].astype(object).where(frame["value"].notna(), "")
    made["unit"] = _units(frame, table, options.standard).where(frame["value"].notna(), "")
    if "status" in frame:
        made["status"] = frame["status"]
    if "input" in made:
        made["input"] = made["input"].replace(TOTAL, "")
    rows = pd.DataFrame(made)
    rows.index = pd.RangeIndex(1, len(rows) + 1)
    evidence = Evidence.from_table(rows, file=path.name, digest=table.digest, problems=table.problems)
    return Found(evidence, problems=Problems(table.problems))


def _units(frame: pd.DataFrame, table: StatTable, standard: Standard | None) -> pd.Series[Any]:
    """The unit of each row: as the cube has it; of an input, of which it has none, as the standard has it."""
    units = {code: one.unit_of(code) for one in table.dimensions if one.id == "series" for code in one.codes}
    inputs = frame["input"] if "input" in frame else pd.Series(TOTAL, index=frame.index)
    found = [
        units.get(of, "") if name in ("", TOTAL) or standard is None else unit_of_input(standard, of, name)
        for of, name in zip(frame["series"], inputs, strict=True)
    ]
    return pd.Series(found, index=frame.index, dtype=object)


JSON_STAT = Format(
    "json-stat", ".json", ("evidence", "values", "scores"), write_json_stat_of, read_json_stat_of, is_json_stat
)
