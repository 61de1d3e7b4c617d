"""Commitments: rows of a table as typed targets, in the units of their series."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from sdg_standard.assess.named_tables import with_ids
from sdg_standard.catalogue import Standard
from sdg_standard.errors import Problem
from sdg_standard.exchange import read_commitments
from sdg_standard.measuring.codes import COMMITMENT
from sdg_standard.model.commitment import NUMBERS, WHOLE, Commitment
from sdg_standard.model.indicator import Series
from sdg_standard.model.values import Values
from sdg_standard.units import NumberError, UnitError, parse_number, working_cure
from sdg_standard.words import say

COMMITTED = ("area", "series", "value", "year")
"""What a commitment says: these numbers scores depend on."""
DECISION = ("decided_by", "decided_on", "source")
"""Who decided a commitment, which scores do not depend on."""
FURTHER = (*NUMBERS[1:], *WHOLE[1:])
"""What a commitment may say besides; columns that none fills are left out."""


def commitments_of(given: Any, values: Values, standard: Standard) -> tuple[pd.DataFrame | None, list[Problem]]:
    """Commitments with their numbers in the unit of the series; rows that cannot be used are problems."""
    if given is None:
        return None, []
    table, problems = with_ids(read_commitments(given), values, standard)
    rows = []
    for line, row in zip(table.index, table.to_dict("records"), strict=True):
        found = _row(int(line), row, standard, problems)
        if found is not None:
            rows.append(found)
    columns = [*COMMITTED, *DECISION, *(name for name in FURTHER if any(row.get(name) is not None for row in rows))]
    frame = pd.DataFrame(rows, columns=columns)
    frame = frame.astype({name: np.float64 for name in FURTHER if name in columns})
    twice = frame.duplicated(["area", "series"], keep=False)
    for area, name in dict.fromkeys(zip(frame.loc[twice, "area"], frame.loc[twice, "series"], strict=True)):
        text = say("assess.several_commitments_none_used", area=area, name=name)
        problems.append(COMMITMENT.problem(text, area=area, series=name))
    return frame[~twice], problems


def _row(line: int, row: Mapping[Any, Any], standard: Standard, problems: list[Problem]) -> dict[str, Any] | None:
    """A row with its numbers in the unit of its series; None, and a problem, where it has none."""
    place: dict[str, Any] = {"row": line, "area": str(row["area"]), "series": str(row["series"])}
    series = standard.find_series(place["series"])
    if series is None:
        problems.append(COMMITMENT.problem(say("assess.no_series", name=row["series"]), field="series", **place))
        return None
    found = _typed(row, place, problems)
    return None if found is None else _converted(found, series, standard, place, problems)


def _typed(row: Mapping[Any, Any], place: Mapping[str, Any], problems: list[Problem]) -> Commitment | None:
    """A row of texts as a commitment; None, and a problem, where one of its numbers is none."""
    cells: dict[str, Any] = {name: str(cell) for name, cell in row.items() if name in Commitment.model_fields}
    for name in (*NUMBERS, *WHOLE):
        text = cells.pop(name, "")
        if not text:
            continue
        try:
            cells[name] = parse_number(text)
        except NumberError as error:
            problems.append(COMMITMENT.problem(error.message, error.cure, field=name, **place))
            return None
    for name in WHOLE:
        if name in cells and not cells[name].is_integer():
            problems.append(COMMITMENT.problem(say("assess.no_whole_number", name=name), field=name, **place))
            return None
    return Commitment.model_validate(cells | {name: int(cells[name]) for name in WHOLE if name in cells})


def _converted(
    given: Commitment, series: Series, standard: Standard, place: Mapping[str, Any], problems: list[Problem]
) -> dict[str, Any] | None:
    units = standard.units
    target = units.parse(series.unit or "")
    found: dict[str, Any] = {"area": given.area, "series": series.id}
    try:
        source = units.parse(given.unit, series.understood)
        for name in NUMBERS:
            number = getattr(given, name)
            found[name] = None if number is None else float(units.convert(np.array([number]), source, target)[0])
    except UnitError as error:
        cure = working_cure(error, target, units, series.understood)
        problems.append(COMMITMENT.problem(error.message, cure, field="value", **place))
        return None
    whole = {name: None if getattr(given, name) is None else float(getattr(given, name)) for name in WHOLE}
    return found | whole | {name: getattr(given, name) for name in DECISION}
