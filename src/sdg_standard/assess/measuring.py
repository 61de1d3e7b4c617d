"""Evidence → values: one canonical number for each area, period and series, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard._version import __version__
from sdg_standard.assess import crosschecks
from sdg_standard.assess.codes import CONTRADICTION, DUPLICATE_ROW, IMPOSSIBLE, SERIES_OF_ROW, UNIT_OF_ROW, WITHHELD
from sdg_standard.assess.inputs import Computed, check_difference, compute, frame_of, worst_of
from sdg_standard.assess.rows import Rows
from sdg_standard.catalogue import Standard
from sdg_standard.errors import Problem, Problems, did_you_mean, near
from sdg_standard.model.evidence import Evidence, WideTable
from sdg_standard.model.values import REASON, VALUE_COLUMNS, Cube, Values
from sdg_standard.units import UnitError

REASON_OF_STATUS = {
    "O": "not_reported",
    "L": "not_reported",
    "H": "not_reported",
    "K": "not_reported",
    "M": "not_applicable",
    "Q": "suppressed",
}
SAME = 1e-12
"""Relative difference within which two rows say the same number."""


def measure(evidence: Evidence, standard: Standard) -> Values:
    """Return canonical values: evidence converted to the unit of each series, computed from inputs, checked.

    Bad rows become problems and never an exception; good rows are not lost because of them.

    >>> import pandas as pd, sdg_standard as sdg
    >>> row = {"area": "NO-3025", "period": "2020", "series": "SC: SH: SI: 4C", "value": "67.94", "unit": "%"}
    >>> values = sdg.measure(sdg.Evidence.from_frame(pd.DataFrame([row])), sdg.load())
    >>> values.frame[["series", "value", "unit"]].values.tolist()
    [['u4ssc.sc.sh.si.4c', 67.94, '%']]
    """
    if evidence.wide_table is not None:
        return _measure_wide(evidence, evidence.wide_table, standard)
    rows = Rows(evidence, standard)
    rows.check_places()
    rows.check_words()
    rows.check_numbers()
    contradicting, used = _distinct(rows)
    frame = _frame(rows, used, contradicting)
    rows.problems += crosschecks.check(frame, standard)
    return Values(
        frame=frame,
        problems=Problems(rows.problems),
        provenance=provenance_of(evidence, standard),
        rows=frame_of(rows, used),
        standard=standard,
    )


def check(evidence: Evidence, standard: Standard) -> Problems:
    """Return all problems of some evidence; the same as ``measure(evidence, standard).problems``."""
    return measure(evidence, standard).problems


def provenance_of(evidence: Evidence, standard: Standard) -> dict[str, Any]:
    """What values are made from and with. The digest of the evidence is worked out when it is asked for."""
    digest: Callable[[], str] = lambda: evidence.digest  # noqa: E731  (a frame of a million rows is hashed only on demand)
    return {
        "standard": f"{standard.id}@{standard.edition}",
        "standard_digest": standard.digest,
        "evidence": evidence.file,
        "evidence_digest": digest,
        "library": f"sdg-standard {__version__}",
        "numpy": version("numpy"),
    }


# rows that say the same


def _distinct(rows: Rows) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which rows contradict each other and which are used: of equal ones the first, of contradicting none."""
    good = np.flatnonzero(rows.good)
    contradicting = np.zeros(rows.count, dtype=bool)
    keys = pd.MultiIndex.from_arrays([column[good] for column in (rows.area, rows.period, rows.key, rows.input)])
    groups = pd.factorize(keys)[0]
    sizes = np.bincount(groups) if len(groups) else np.zeros(0, dtype=np.intp)
    repeated = good[(sizes > 1)[groups]] if len(groups) else good
    for members in pd.Series(repeated).groupby(groups[np.isin(good, repeated)]).apply(list):
        _settle(rows, [int(row) for row in members], contradicting)
    used = rows.good.copy()
    return contradicting, used


def _settle(rows: Rows, members: list[int], contradicting: NDArray[np.bool_]) -> None:
    """Rows of one area, period, series and input: keep the first of equal ones, refuse all if they differ."""
    first = members[0]
    if all(_same(rows, first, row) for row in members[1:]):
        line = int(rows.lines[first])
        rows.report(
            members[1:], DUPLICATE_ROW, "", lambda _: (f"the row says the same as row {line}", ""), refuse=False
        )
        rows.good[members[1:]] = False
        return
    said = ", ".join(dict.fromkeys(_said(rows, row) for row in members))
    lines = ", ".join(str(int(rows.lines[row])) for row in members)
    text = f"the rows {lines} contradict each other: {said}"
    rows.report(members, CONTRADICTION, "value", lambda _: (text, ""), refuse=True)
    contradicting[members] = True


def _same(rows: Rows, one: int, other: int) -> bool:
    if rows.status[one] != rows.status[other]:
        return False
    a, b = rows.number[one], rows.number[other]
    return bool((np.isnan(a) and np.isnan(b)) or abs(a - b) <= SAME * max(abs(a), abs(b)))


def _said(rows: Rows, row: int) -> str:
    number = rows.number[row]
    return f"status {rows.status[row]}" if np.isnan(number) else f"{number:g}"


# the frame of values


def _frame(rows: Rows, used: NDArray[np.bool_], contradicting: NDArray[np.bool_]) -> pd.DataFrame:
    """One row for each area, period and series that the evidence speaks of."""
    found: dict[tuple[str, str, str], dict[str, Any]] = {}
    for row in np.flatnonzero(_known(rows) & ~rows.good & ~used & (rows.input == "")):
        reason = "contradiction" if contradicting[row] else "refused"
        key = (rows.area[row], rows.period[row], rows.key[row])
        if found.get(key, {}).get("reason") != "contradiction":
            found[key] = {"reason": reason}
    table = _given(rows, used)
    given_rows = {key: int(row) for key, row in zip(table.index, table.pop("_row"), strict=True)}
    computed = {}
    for item in compute(rows, used):
        key = (item.area, item.period, item.series)
        if item.reason and key in given_rows:
            continue
        if not item.reason and key in given_rows:
            check_difference(rows, given_rows[key], item)
        computed[key] = _computed_row(rows, item)
    extra = {key: row for key, row in found.items() if key not in given_rows} | computed
    kept = table.loc[[key not in computed for key in table.index]]
    return _assembled(kept, extra)


def _known(rows: Rows) -> NDArray[np.bool_]:
    """Rows whose area, period and series are known, so that something can be said about them."""
    periods = np.array([text in rows.periods for text in rows.period], dtype=bool)
    return np.asarray((rows.area != "") & (rows.key != "") & periods & ~rows.part)


def _given(rows: Rows, used: NDArray[np.bool_]) -> pd.DataFrame:
    """The values that are given as such, indexed by area, period and series."""
    picked = np.flatnonzero(used & (rows.input == ""))
    number = rows.number[picked]
    status, confidentiality = rows.status[picked], rows.confidentiality[picked]
    withheld = (confidentiality != "F") & ~np.isnan(number)
    rows.report(
        picked[withheld],
        WITHHELD,
        "confidentiality",
        lambda row: (
            f'the value is not for publication (confidentiality "{rows.confidentiality[row]}") and is left out',
            "",
        ),
        refuse=False,
    )
    number = np.where(withheld, np.nan, number)
    reason = np.array([REASON_OF_STATUS.get(word, "") for word in status], dtype=object)
    reason = np.where(withheld, "suppressed", reason)
    units = np.array([rows.standard.series[key].unit or "" for key in rows.key[picked]], dtype=object)
    has = ~np.isnan(number)
    index = pd.MultiIndex.from_arrays(
        [rows.area[picked], rows.period[picked], rows.key[picked]], names=["area", "period", "series"]
    )
    columns = {
        "value": number,
        "unit": np.where(has, units, ""),
        "status": status,
        "confidentiality": confidentiality,
        "quality": rows.quality[picked],
        "verification": rows.verification[picked],
        "source": rows.source[picked],
        "low": np.where(has, rows.low[picked], np.nan),
        "high": np.where(has, rows.high[picked], np.nan),
        "origin": "reported",
        "reason": reason,
        "_row": picked,
    }
    return pd.DataFrame(columns, index=index)


def _computed_row(rows: Rows, item: Computed) -> dict[str, Any]:
    if item.reason:
        return {"reason": item.reason}
    series = rows.standard.series[item.series]
    words = worst_of(rows, item.rows)
    if words["confidentiality"] not in ("", "F"):
        return {**words, "origin": "computed", "reason": "suppressed"}
    return {"value": item.value, "unit": series.unit or "", **words, "origin": "computed"}


def _assembled(table: pd.DataFrame, extra: dict[tuple[str, str, str], dict[str, Any]]) -> pd.DataFrame:
    frame = table.reset_index()
    if extra:
        rows = [dict(zip(("area", "period", "series"), key, strict=True)) | row for key, row in extra.items()]
        more = pd.DataFrame(rows)
        frame = pd.concat([frame, more], ignore_index=True) if len(frame) else more
    frame = frame.reindex(columns=list(VALUE_COLUMNS))
    for name in ("value", "low", "high"):
        frame[name] = frame[name].astype(np.float64)
    texts = [name for name in VALUE_COLUMNS if name not in ("value", "low", "high")]
    frame[texts] = frame[texts].astype(object).where(frame[texts].notna(), "")
    return frame.sort_values(["area", "period", "series"], kind="stable", ignore_index=True)


# wide tables


def _measure_wide(evidence: Evidence, wide: WideTable, standard: Standard) -> Values:
    """The same for a wide table of numbers: whole columns at once, nothing copied that need not be."""
    problems: list[Problem] = list(evidence.problems)
    columns = [(index, standard.find_series(name)) for index, name in enumerate(wide.series)]
    for index, series in columns:
        if series is None:
            name = wide.series[index]
            text = f'there is no series "{name}"{did_you_mean(near(name, standard.series))}'
            problems.append(SERIES_OF_ROW.problem(text, field=name, series=name))
    known = [(index, series) for index, series in columns if series is not None]
    values = wide.values if len(known) == len(columns) else wide.values[:, [index for index, _ in known]]
    values, lost = _converted(values, [series for _, series in known], wide, standard, problems)
    values, reasons = _within_limits(values, [series for _, series in known], wide, problems)
    kept = [index for index in range(len(known)) if index not in lost]
    if lost:
        values = values[:, kept]
        reasons = None if reasons is None else reasons[:, kept]
    cube = Cube(
        wide.areas,
        (wide.period,),
        tuple(known[index][1].id for index in kept),
        values[None],
        None if reasons is None else reasons[None],
    )
    units = {series.id: series.unit or "" for _, series in known}
    return Values(
        cube=cube,
        units=units,
        problems=Problems(problems),
        provenance=provenance_of(evidence, standard),
        standard=standard,
    )


def _converted(
    values: NDArray[np.float64], series: list[Any], wide: WideTable, standard: Standard, problems: list[Problem]
) -> tuple[NDArray[np.float64], set[int]]:
    """Columns in the unit of their series; a column whose unit does not fit is left out."""
    lost: set[int] = set()
    if wide.units == "series":
        return values, lost
    result = values.copy()
    for index, item in enumerate(series):
        text = next((wide.units[name] for name in (item.id, item.code, wide.series[index]) if name in wide.units), "")
        try:
            source, target = standard.units.parse(text), standard.units.parse(item.unit or "")
            result[:, index] = standard.units.convert(values[:, index], source, target)
        except UnitError as error:
            problems.append(
                UNIT_OF_ROW.problem(f"{error.message} ({item.id})", error.cure, field=item.id, series=item.id)
            )
            lost.add(index)
    return result, lost


def _within_limits(
    values: NDArray[np.float64], series: list[Any], wide: WideTable, problems: list[Problem]
) -> tuple[NDArray[np.float64], NDArray[np.uint8] | None]:
    """Refuse cells outside the possible values of their series, infinities included; NaN stays NaN."""
    if not values.size:
        return values, None
    low = np.array([item.limits[0] for item in series])
    high = np.array([item.limits[1] for item in series])
    low_seen, high_seen = np.fmin.reduce(values, axis=0), np.fmax.reduce(values, axis=0)
    suspect = np.flatnonzero((low_seen < low) | (high_seen > high) | np.isinf(low_seen) | np.isinf(high_seen))
    if not len(suspect):
        return values, None
    result, reasons = values.copy(), np.zeros(values.shape, dtype=np.uint8)
    for index in suspect:
        column = values[:, index]
        bad = np.flatnonzero((column < low[index]) | (column > high[index]) | np.isinf(column))
        result[bad, index], reasons[bad, index] = np.nan, REASON["refused"]
        for row in bad:
            ends = f"{low[index]:g} to {high[index]:g}"
            text = f"{column[row]:g} lies outside the possible values of {series[index].id}, {ends}"
            area = str(wide.areas[row])
            problems.append(
                IMPOSSIBLE.problem(
                    text,
                    row=int(row) + 2,
                    field=series[index].id,
                    area=area,
                    period=wide.period.text,
                    series=series[index].id,
                )
            )
    return result, reasons
