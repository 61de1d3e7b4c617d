"""The tables beside evidence: areas with their attributes, and commitments that municipalities have made."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from pydantic import BaseModel

from sdg_standard._signs import invisible, visible, without_invisible
from sdg_standard.errors import EvidenceError, Problem, did_you_mean, near
from sdg_standard.exchange.cells import cell_text, read_cell
from sdg_standard.exchange.codes import HEADER, NO_ROWS, SIDE_TABLE
from sdg_standard.exchange.columns import column_names
from sdg_standard.exchange.grid import Findings, Grid
from sdg_standard.exchange.table import RawTable, read_table
from sdg_standard.words import say

_LOG = logging.getLogger("sdg_standard")
_NEEDED = ("area", "series", "value", "year")
_ALWAYS = ("unit", "decided_by", "decided_on", "source")
Given = Any
"""A path, a frame of any library, or a list of models (``Area``, ``Commitment``) or dicts."""


def read_areas(table: Given) -> pd.DataFrame:
    """Read the areas that take part: ``area``, and if given ``name``, ``period`` and free columns such as ``region``.

    ``table`` is a path, a frame, or a list of :class:`~sdg_standard.model.area.Area` or dicts. All cells are text, ""
    where there is none; a missing name is the id; the index is the line of the file (a frame's first row counts as line
    2, that of a list as 1). Raises :class:`~sdg_standard.errors.EvidenceError` with all problems: no column
    ``area``, an empty id, an area twice in the same period, rows that do not fit the header.

    >>> read_areas(pd.DataFrame({"area": ["NO-3203"], "population": [98815.0]})).to_dict("records")
    [{'area': 'NO-3203', 'population': '98815', 'name': 'NO-3203'}]
    """
    from sdg_standard.model.area import Area

    raw = _raw(table, "areas", Area)
    frame = raw.frame
    problems = [*_errors(raw), *_missing(raw, ("area",), tuple(Area.model_fields))]
    if "area" in frame:
        problems += [
            SIDE_TABLE.problem(
                say("exchange.id_area_empty"), say("exchange.give_id"), file=raw.file, row=row, field="area"
            )
            for row in frame.index[frame["area"] == ""]
        ]
        problems += [*_duplicates(raw), *_unseen(raw, ("area",))]
    if problems:
        raise EvidenceError(problems)
    names = frame["name"].where(frame["name"] != "", frame["area"]) if "name" in frame else frame["area"]
    return frame.assign(name=names)


def read_commitments(table: Given) -> pd.DataFrame:
    """Read the targets that municipalities have adopted.

    ``table`` is a path, a frame, or a list of :class:`~sdg_standard.model.commitment.Commitment` or dicts. Returns the
    columns that :class:`~sdg_standard.model.commitment.Commitment` has, in its order, all text; ``unit``,
    ``decided_by``, ``decided_on`` and ``source`` in any case. ``area, series, value, year`` have to be filled, the
    others may be missing; a table with only a header is one of a municipality that has adopted nothing yet. What the
    numbers mean is judged later.
    Raises :class:`~sdg_standard.errors.EvidenceError` with all problems.

    >>> rows = {"area": ["NO-3203"], "series": ["town.water"], "value": [100], "unit": ["%"], "year": [2030]}
    >>> read_commitments(pd.DataFrame(rows)).loc[2, ["value", "year", "source"]].tolist()
    ['100', '2030', '']
    """
    from sdg_standard.model.commitment import Commitment

    known = tuple(Commitment.model_fields)
    raw = _raw(table, "commitments", Commitment)
    found = [problem for problem in _errors(raw) if problem.code != NO_ROWS.number]
    problems = [*found, *_missing(raw, _NEEDED, known)]
    for name in _NEEDED if not problems else ():
        for row in raw.frame.index[raw.frame[name] == ""]:
            problems.append(
                SIDE_TABLE.problem(say("exchange.cell_empty", name=name), file=raw.file, row=row, field=name)
            )
    problems += _unseen(raw, ("area", "series"))
    problems += _bad_years(raw, [name for name in ("year", "baseline_year") if name in raw.frame])
    if problems:
        raise EvidenceError(problems)
    for name in [name for name in raw.frame.columns if name not in known]:
        _LOG.warning(
            'the column "%s" of the commitments is not used%s',
            visible(name),
            did_you_mean(near(name, known)),
        )
    columns = [name for name in known if name in raw.frame or name in _ALWAYS]
    return raw.frame.reindex(columns=columns, fill_value="")


def _raw(table: Given, what: str, model: type[BaseModel]) -> RawTable:
    if isinstance(table, str | os.PathLike):
        raw = read_table(table)
    elif isinstance(table, list | tuple):
        raw = _of_records(table, what, model)
    else:
        from sdg_standard.model.frames import as_pandas

        raw = _of_frame(as_pandas(table), what, first=2)
    for problem in raw.problems:
        if problem.severity != "error":
            _LOG.warning("%s", problem)
    numeric = raw.frame.columns.intersection(["value", "low", "high"])
    return RawTable(
        raw.frame.assign(**{name: raw.frame[name].map(cell_text) for name in numeric}), raw.file, problems=raw.problems
    )


def _of_records(records: Sequence[BaseModel | Mapping[str, Any]], what: str, model: type[BaseModel]) -> RawTable:
    """Models or dicts as a table of text; the first is row 1. An empty list is a table with only a header."""
    problems = [
        SIDE_TABLE.problem(say("exchange.record_is_an_object"), file=what, row=row)
        for row, record in enumerate(records, start=1)
        if not isinstance(record, model | Mapping)
    ]
    if problems:
        raise EvidenceError(problems)
    rows = [{name: cell for name, cell in dict(record).items() if cell is not None} for record in records]
    frame = pd.DataFrame(rows, dtype=object) if rows else pd.DataFrame(columns=list(model.model_fields))
    return _of_frame(frame, what, first=1)


def _of_frame(frame: pd.DataFrame, what: str, *, first: int) -> RawTable:
    """A frame as a table of text; an index that is called area or period counts as a column."""
    if any(name in ("area", "period") for name in frame.index.names):
        frame = frame.reset_index()
    names = column_names([str(name) for name in frame.columns], file=what)
    cells = [[read_cell(cell, numeric=False) for cell in frame.iloc[:, i].tolist()] for i in range(len(names))]
    findings = Findings(what)
    lines = range(first, len(frame) + first)
    return RawTable(Grid(names, list(cells), lines, findings).to_frame(), what, problems=findings.problems)


def _errors(raw: RawTable) -> list[Problem]:
    return [problem for problem in raw.problems if problem.severity == "error"]


def _missing(raw: RawTable, needed: Sequence[str], known: Sequence[str]) -> list[Problem]:
    found = [str(name) for name in raw.frame.columns]
    return [
        HEADER.problem(
            say("exchange.column_missing", name=name),
            say("exchange.columns", known=list(known), hint=did_you_mean(near(name, set(found) - set(known)))),
            file=raw.file,
            row=1,
            field=name,
        )
        for name in needed
        if name not in found
    ]


def _unseen(raw: RawTable, names: Sequence[str]) -> list[Problem]:
    """Ids with a sign that nobody sees, which make two of one."""
    return [
        SIDE_TABLE.problem(
            say("exchange.holds_sign_nobody_sees", text=without_invisible(cell), found=sign),
            say("exchange.type_anew"),
            file=raw.file,
            row=row,
            field=name,
        )
        for name in names
        if name in raw.frame
        for row, cell in raw.frame[name].items()
        if (sign := invisible(cell))
    ]


def _duplicates(raw: RawTable) -> list[Problem]:
    keys = [name for name in ("area", "period") if name in raw.frame]
    again = raw.frame[raw.frame.duplicated(keys) & (raw.frame["area"] != "")]
    return [
        SIDE_TABLE.problem(
            say("exchange.area_has_a_second_row_for_the_period", area=cells[0], period=cells[1])
            if cells[1:] and cells[1]
            else say("exchange.area_has_a_second_row", area=cells[0]),
            say("exchange.keep_rows_tell_them"),
            file=raw.file,
            row=row,
            field="area",
            area=cells[0],
        )
        for row, *cells in again[keys].itertuples()
    ]


def _bad_years(raw: RawTable, names: Sequence[str]) -> list[Problem]:
    return [
        SIDE_TABLE.problem(
            say("exchange.no_year", year=year[:40]),
            say("exchange.write_four_digits_e"),
            file=raw.file,
            row=row,
            field=name,
        )
        for name in names
        for row, year in raw.frame[name].items()
        if year and not re.fullmatch(r"[12][0-9]{3}", year)
    ]
