"""Where the rows of evidence belong: areas, periods, series and inputs; rows that belong nowhere are refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from sdg_standard._signs import invisible, without_invisible
from sdg_standard.areas import Verdict
from sdg_standard.areas import check as check_area
from sdg_standard.catalogue import Standard
from sdg_standard.errors import Code, NearMisses, did_you_mean, near
from sdg_standard.exchange.codes import DATE_CELL
from sdg_standard.measuring.codes import AREA, INPUT_OF_ROW, INVISIBLE, PERIOD_OF_ROW, SERIES_OF_ROW
from sdg_standard.measuring.columns import Grouped, Objects, together
from sdg_standard.measuring.named_areas import find_areas
from sdg_standard.measuring.rows import COMMON, Rows
from sdg_standard.methods.arrays import Bools
from sdg_standard.model.indicator import Input
from sdg_standard.model.period import Period, PeriodError
from sdg_standard.words import say


def check_places(rows: Rows) -> None:
    """Areas, periods and series."""
    _check_signs(rows)
    rows.report(rows.where(rows.area == ""), AREA, "area", lambda row: (say("measuring.area_empty"), ""), refuse=True)
    _check_periods(rows)
    find_areas(rows)
    _check_areas(rows)
    _check_series(rows)


def _check_signs(rows: Rows) -> None:
    """Signs that nobody sees make two ids of one: such a row is refused, and the sign named."""
    for name in ("area", "period", "series", "input", "unit"):
        column: Objects = getattr(rows, name)
        (coded,) = rows.coded(name)
        signs = np.array([invisible(text) for text in coded.cells], dtype=object)
        if not any(signs):
            continue
        found = signs[coded.codes]

        def words(row: int, column: Objects = column, found: Objects = found) -> tuple[str, str]:
            text = say("measuring.holds_sign_nobody_sees", text=without_invisible(column[row])[:60], found=found[row])
            return text, say("measuring.type_anew", text=without_invisible(column[row])[:60])

        rows.report(rows.where(found != ""), INVISIBLE, name, words, refuse=True)
        if name == "area":  # which is then no area at all, rather than one more
            rows.area = np.where(found != "", "", rows.area)


def _check_periods(rows: Rows) -> None:
    (coded,) = rows.coded("period")
    parsed: list[Period | None] = []
    for text in coded.cells:
        try:
            parsed.append(Period.parse(text))
        except PeriodError:
            parsed.append(None)
    rows.periods = {text: item for text, item in zip(coded.cells, parsed, strict=True) if item is not None}
    bad = np.array([item is None for item in parsed], dtype=bool)
    picked = rows.where(bad[coded.codes]) if len(bad) else ()
    rows.report(
        picked,
        PERIOD_OF_ROW,
        "period",
        lambda row: (say("measuring.no_period", period=rows.period[row]), ""),
        refuse=True,
    )
    days = _days(rows.table["period"])

    def read_as(row: int) -> tuple[str, str]:
        return say("measuring.cell_holds_date_was", period=rows.period[row]), ""

    rows.report(rows.where(days), DATE_CELL, "period", read_as, refuse=False)


def _days(column: pd.Series[Any]) -> Bools:
    """Which cells of a column of periods hold a date: only those of a frame do."""
    if pd.api.types.infer_dtype(column, skipna=False) == "string":
        return np.zeros(len(column), dtype=bool)
    return np.array([isinstance(cell, date) for cell in column], dtype=bool)


def _check_areas(rows: Rows) -> None:
    """Ids of a register are checked at the day of their borders; others that one knows are asked about."""
    codes, uniques = together(*rows.coded("area", "period"))
    members = Grouped(codes, len(uniques))
    told: set[tuple[object, ...]] = set()
    about: dict[int, Verdict] = {}
    for index, (area, text) in enumerate(uniques):
        if text not in rows.periods:
            continue
        day = rows.evidence.area_reading.on(rows.periods[text].end)
        verdict = check_area(rows.standard.registers, str(area), day)
        if verdict.code is None:
            continue
        if verdict.accepted and _cannot_exist(rows, members[index]):
            continue  # statistics give each code a row for every year, and say that there was no such area
        same = (area, verdict.near, day if verdict.status == "other_date" else None)
        if not verdict.accepted:
            about |= dict.fromkeys(rows.kept(members[index]).tolist(), verdict)
        elif same not in told:
            told.add(same)
            about |= dict.fromkeys(rows.kept(members[index])[:1].tolist(), verdict)
    _report_areas(rows, about)


def _report_areas(rows: Rows, about: Mapping[int, Verdict]) -> None:
    """Say what is doubtful or wrong about the areas of rows, a kind of problem at a time."""
    by_code: dict[Code, list[int]] = {}
    for row, verdict in about.items():
        if verdict.code is not None:
            by_code.setdefault(verdict.code, []).append(row)
    for code, found in by_code.items():
        accepted = about[found[0]].accepted
        rows.report(found, code, "area", lambda row: (about[row].message, about[row].cure), refuse=not accepted)


def _cannot_exist(rows: Rows, picked: Any) -> bool:
    """Whether rows say themselves that the number cannot exist."""
    if "status" not in rows.table.columns:
        return False
    return bool((rows.table["status"].to_numpy(dtype=object)[picked] == "M").all())


def _check_series(rows: Rows) -> None:
    """Series of values; series, indicators and ``common`` of inputs."""
    has_input = rows.input != ""
    (coded,) = rows.coded("series")
    values = [rows.standard.find_series(name) for name in coded.cells]
    owners = [owner_of(name, rows.standard) for name in coded.cells]
    value_ids = np.array([item.id if item else "" for item in values], dtype=object)
    owner_ids = np.array(owners, dtype=object)
    if has_input.any():
        rows.key = np.where(has_input, owner_ids[coded.codes], value_ids[coded.codes])
    else:
        rows.replace("key", coded.mapped(value_ids))
    known = NearMisses([*rows.standard.series, *rows.standard.indicators])
    words = partial(_unknown_series, rows, known=known)
    rows.report(rows.where(rows.key == ""), SERIES_OF_ROW, "series", words, refuse=True)
    if has_input.any():
        _check_inputs(rows)


def _unknown_series(rows: Rows, row: int, known: NearMisses) -> tuple[str, str]:
    name = str(rows.series[row])
    indicator = rows.standard.find_indicator(name)
    if name and indicator is not None:
        listed = ", ".join(list(indicator.series_ids.values())[:6])
        return say("measuring.several_series", name=name), say("measuring.name_them", series=listed)
    if name == COMMON:
        return say("measuring.common_inputs_only"), say("measuring.name_input_column_input")
    if not name:
        return say("measuring.series_empty"), ""
    return say("measuring.no_series", name=name[:80], hint=did_you_mean(known(name))), ""


def _check_inputs(rows: Rows) -> None:
    """Inputs that their owners have."""
    codes, uniques = together(*rows.coded("key", "input"))
    members = Grouped(codes, len(uniques))
    for index, (owner, name) in enumerate(uniques):
        if not name or not owner:
            continue
        known = inputs_of(owner, rows.standard)
        if name in known:
            rows.inputs[owner, name] = known[name]
            continue
        listed = list(known) or say("measuring.no_inputs")
        hint = did_you_mean(near(name, known))
        words = (
            say("measuring.no_input", owner=owner, name=name[:60], hint=hint),
            say("measuring.inputs", inputs=listed),
        )
        rows.report(rows.kept(members[index]), INPUT_OF_ROW, "input", words, refuse=True)


def owner_of(name: str, standard: Standard) -> str:
    """What an input row belongs to: ``common``, an indicator, or a series; empty if neither exists."""
    if name == COMMON:
        return COMMON
    indicator = standard.find_indicator(name)
    if indicator is not None:
        return indicator.id
    series = standard.find_series(name)
    return series.id if series is not None else ""


def inputs_of(owner: str, standard: Standard) -> dict[str, Input]:
    """The inputs that an owner has, by name."""
    if owner == COMMON:
        return {
            name: Input(unit=item.unit, title=item.title, definition=item.definition)
            for name, item in standard.inputs.items()
        }
    series = standard.series.get(owner)
    if series is not None:
        return dict(series.resolved_inputs)
    found: dict[str, Input] = {}
    for name in standard.indicators[owner].series_ids.values():
        if name in standard.series:
            found |= standard.series[name].resolved_inputs
    return found
