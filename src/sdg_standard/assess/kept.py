"""What a scorecard is made of, kept beside its tables: enough to have all of it again, without the edition."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from sdg_standard.assess.commitments import COMMITTED, DECISION, FURTHER
from sdg_standard.assess.running import run
from sdg_standard.catalogue.excerpt import Elsewhere, Excerpt, excerpt_of, standard_of
from sdg_standard.errors import Problem, Problems, StandardError
from sdg_standard.exchange import json_columns
from sdg_standard.methodology import Methodology
from sdg_standard.model.period import Period
from sdg_standard.model.values import Cube, Values, block_of
from sdg_standard.plans.planner import plan_with
from sdg_standard.results.results import Results
from sdg_standard.results.run import Run
from sdg_standard.source import Strict
from sdg_standard.words import again, as_data

Cell = str | float | bool | None

ROW_NUMBERS = {"row": np.int64, "number": np.float64}
COMMITTED_NUMBERS = dict.fromkeys(("value", "year", *FURTHER), np.float64)
VALUE_NUMBERS = {"value": np.float64, "low": np.float64, "high": np.float64}
"""Columns of numbers; all others are texts."""


class KeptTable(Strict):
    """A table as columns; a column that says the same in all rows is that one cell."""

    rows: int
    """How many rows."""
    columns: dict[str, list[Any] | Cell]
    """Cells by column."""


class Axes(Strict):
    """What the numbers of a wide table stand for, those included of which nothing is known."""

    areas: list[str]
    """Areas, in order."""
    periods: list[str]
    """Periods, in order."""
    series: list[str]
    """Series, in order."""


class KeptValues(Strict):
    """Values as they were scored."""

    table: KeptTable | None = None
    """The columns of values.csv; None: those of the scorecard."""
    axes: Axes | None = None
    """Those of a wide table; None where values were measured row by row."""
    rows: KeptTable | None = None
    """The rows of evidence that were used, as they were written."""
    parts: KeptTable | None = None
    """The columns of parts.csv; None: those of the scorecard, if it has any."""
    part_rows: KeptTable | None = None
    """The rows of evidence about parts that may be shown; None where the evidence has no parts."""


class OwnTables(NamedTuple):
    """The tables of values that a scorecard has itself."""

    values: pd.DataFrame
    """The columns of values.csv."""
    parts: pd.DataFrame | None
    """The columns of parts.csv."""


class Kept(Strict):
    """What went into a scorecard, beside the methodology, the periods and the values."""

    definitions: Excerpt
    """What its nodes are defined by, in all languages."""
    values: KeptValues
    """What is known of the values beside their table."""
    reference: KeptValues | None = None
    """The values that rules were fitted to, where others than those that were scored."""
    areas: KeptTable | None = None
    """The table of areas."""
    commitments: KeptTable | None = None
    """Targets that areas have adopted, in the units of the series."""
    tables: dict[str, str]
    """Tables of points beside the methodology."""
    names: dict[str, str]
    """Names of areas that are spoken of and not scored."""
    sentences: list[Any]
    """Messages and cures of the problems as key and facts, so that they can be told in any language: each text once."""


def keep(card: Results) -> dict[str, Any]:
    """Return what a scorecard is made of: a :class:`Kept` as JSON has it, whose tables are never held as cells."""
    request = card._request
    given = request.reference if request.reference is not None and not request.reference.scored else None
    tables = {name: content.decode("utf-8") for name, content in card._plan.tables.items()}
    areas, commitments = request.cases.table.frame, request.commitments
    return {
        "definitions": excerpt_of(card.standard, _named(card, tables)).model_dump(),
        "values": _values(request.values, own=True),
        "reference": None if given is None else _values(given.values, own=given.values is request.values),
        "areas": _table(areas),
        "commitments": _table(commitments),
        "tables": tables,
        "names": dict(_further_names(card)),
        "sentences": list(map(as_data, _texts_of(card.problems))),
    }


def problems_again(kept: Kept | None, saved: Sequence[Mapping[str, Any]]) -> Problems:
    """The problems of a scorecard, in sentences where they were kept as such."""
    found = [Problem(**item) for item in saved]
    texts = _texts_of(found)
    if kept is None or len(kept.sentences) != len(texts):
        return Problems(found)
    said = {text: again(text, data) for text, data in zip(texts, kept.sentences, strict=True)}
    return Problems(replace(item, message=said[item.message], cure=said[item.cure]) for item in found)


def _texts_of(problems: Iterable[Problem]) -> list[str]:
    """Messages and cures, each once, in the order in which they first stand there."""
    return list(dict.fromkeys(text for item in problems for text in (item.message, item.cure)))


def run_again(kept: Kept, methodology: Methodology, periods: list[str], own: OwnTables) -> Run:
    """Compute a scorecard again from what was kept of it and its own tables.

    Raises StandardError where the methodology cannot be worked out, and ValueError and its like where what was kept
    was damaged.
    """
    standard = standard_of(kept.definitions)
    tables = {name: text.encode() for name, text in kept.tables.items()}
    plan = plan_with(methodology, standard, Elsewhere(), tables)
    if plan.failed:
        raise StandardError(plan.problems)
    committed = None
    if kept.commitments is not None:
        units = {name: series.unit or "" for name, series in standard.series.items()}
        committed = _frame(kept.commitments, COMMITTED_NUMBERS)
        committed = committed.reindex(columns=[*COMMITTED, *DECISION, *(set(FURTHER) & set(committed))])
        committed = committed.assign(unit=committed["series"].map(units))
    return run(
        plan,
        standard,
        _values_again(kept.values, own, standard),
        areas=None if kept.areas is None else _frame(kept.areas, {}),
        periods=periods,
        reference=None if kept.reference is None else _values_again(kept.reference, own, standard),
        commitments=committed,
    )


# names


def _named(card: Results, tables: Mapping[str, str]) -> set[str]:
    """Everything that a scorecard calls by name, definitions and other words alike."""
    plan = card._plan
    found = set(_texts(plan.methodology.model_dump(mode="json", by_alias=True, exclude_unset=True)))
    found |= {cell for text in tables.values() for row in csv.reader(io.StringIO(text)) for cell in row}
    for leaf in plan.leaves.values():
        found |= {
            leaf.series.id,
            str(leaf.read.series or ""),
            str(leaf.read.per or ""),
            *(name for name, _ in leaf.part),
        }
    if card._request.commitments is not None:
        found |= set(card._request.commitments["series"])
    sources = card._measured.frame["source"].dropna().unique()
    return found | {str(text).partition(",")[0].strip() for text in sources}


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for key, item in data.items():
            yield str(key)
            yield from _texts(item)
    elif isinstance(data, list):
        for item in data:
            yield from _texts(item)


def _further_names(card: Results) -> Iterator[tuple[str, str]]:
    """The names of areas that explanations may speak of, beside those that are scored."""
    request = card._request
    spoken = [request.values.cube.areas] + ([request.reference.values.cube.areas] if request.reference else [])
    for area in sorted({str(area) for areas in spoken for area in areas} - set(card.areas)):
        name = card.area_name(area)
        if name != area:
            yield area, name


# tables


def _values(values: Values, *, own: bool) -> dict[str, Any]:
    """A :class:`KeptValues`; ``own``: the scorecard has their tables itself."""
    cube, axes = values.cube, None
    if values._cube is not None:
        periods = [period.text for period in cube.periods]
        axes = {"areas": [str(area) for area in cube.areas], "periods": periods, "series": list(cube.series)}
    return {
        "table": None if own else _table(values.frame),
        "axes": axes,
        "rows": _table(values.rows),
        "parts": None if own else _table(values._parts),
        "part_rows": _table(values._part_rows),
    }


def _values_again(kept: KeptValues, own: OwnTables, standard: Any) -> Values:
    frame = own.values if kept.table is None else _frame(kept.table, VALUE_NUMBERS)
    parts = own.parts if kept.table is None else None
    return Values(
        problems=Problems(),
        provenance={},
        frame=frame,
        cube=None if kept.axes is None else _cube(frame, kept.axes),
        rows=None if kept.rows is None else _frame(kept.rows, ROW_NUMBERS),
        parts=parts if kept.parts is None else _frame(kept.parts, VALUE_NUMBERS),
        part_rows=None if kept.part_rows is None else _frame(kept.part_rows, ROW_NUMBERS),
        standard=standard,
    )


def _cube(frame: pd.DataFrame, axes: Axes) -> Cube:
    periods = tuple(map(Period.parse, axes.periods))
    return block_of(frame, np.array(axes.areas, dtype=object), periods, tuple(axes.series))


def _table(frame: pd.DataFrame | None) -> dict[str, Any] | None:
    """A :class:`KeptTable`; None of no table."""
    if frame is None:
        return None
    return {"rows": len(frame), "columns": json_columns(frame, once=True)}


def _frame(table: KeptTable, numbers: Mapping[str, Any]) -> pd.DataFrame:
    columns = {}
    longest = max((len(cells) for cells in table.columns.values() if isinstance(cells, list)), default=1)
    if table.rows > longest:  # rows that differ in nothing are none of ours, and there may be any number of them
        raise ValueError("a table has fewer rows than it says")
    for name, cells in table.columns.items():
        every = cells if isinstance(cells, list) else [cells] * table.rows
        if len(every) != table.rows:
            raise ValueError("the columns of a table differ in length")
        columns[name] = pd.Series(every, dtype=object)
    frame = pd.DataFrame(columns, index=pd.RangeIndex(table.rows))
    return frame.astype({name: kind for name, kind in numbers.items() if name in frame})


# whether it is the same


def difference(card: Results, saved: pd.DataFrame) -> str:
    """Say where scores do not come out as they were saved; nothing where they do."""
    made = card.scores
    if list(made.columns) != list(saved.columns) or len(made) != len(saved):
        return "scores"
    for name in made.columns:
        one, other = made[name].to_numpy(), saved[name].to_numpy()
        if one.dtype.kind == "f":
            same = np.isclose(one, other.astype(np.float64), rtol=EQUAL, atol=EQUAL, equal_nan=True)
        else:
            same = np.asarray(one == other, dtype=bool)
        if not same.all():
            row = saved.iloc[int(np.argmin(same))]
            return ", ".join((str(row["node"]), str(row["area"]), str(row["period"]), str(name)))
    return ""


EQUAL = 1e-9
"""Numbers that differ by no more are the same: computers differ in the last digits."""
