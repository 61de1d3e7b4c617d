"""Evidence → values: one canonical number for each area, period and series, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard._version import __version__
from sdg_standard.assess import crosschecks
from sdg_standard.assess.codes import CONTRADICTION, DUPLICATE_ROW, WITHHELD
from sdg_standard.assess.inputs import Computed, check_difference, compute, frame_of, worst_of
from sdg_standard.assess.rows import Rows
from sdg_standard.assess.wide import read_wide
from sdg_standard.catalogue import Standard
from sdg_standard.errors import Problems
from sdg_standard.model.evidence import Evidence
from sdg_standard.model.terms import CONFIDENTIALITIES
from sdg_standard.model.values import VALUE_COLUMNS, Values

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
        cube, problems = read_wide(evidence.wide_table, standard)
        return Values(
            cube=cube,
            units={name: standard.series[name].unit or "" for name in cube.series},
            problems=evidence.problems + problems,
            provenance=provenance_of(evidence, standard),
            standard=standard,
        )
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
        "numpy": np.__version__,
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
        rows.report(members[1:], DUPLICATE_ROW, "", (f"the row says the same as row {line}", ""), refuse=False)
        rows.good[members[1:]] = False
        if rows.any_secret(members):
            rows.confidentiality[first] = max(rows.confidentiality[members], key=CONFIDENTIALITIES.index)
        return
    said = ", ".join(dict.fromkeys(_said(rows, row) for row in members))
    lines = ", ".join(str(int(rows.lines[row])) for row in members)
    text = f"the rows {lines} contradict each other: {said}"
    rows.report(members, CONTRADICTION, "value", (text, ""), refuse=True, about=members)
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
    for row in np.flatnonzero(rows.known() & ~rows.good & ~used & (rows.input == "")):
        reason = "contradiction" if contradicting[row] else "refused"
        key = (rows.area[row], rows.period[row], rows.key[row])
        if found.get(key, {}).get("reason") != "contradiction":
            found[key] = {"reason": reason}
    table = _given(rows, used)
    given_rows = {key: int(row) for key, row in zip(table.index, table.pop("_row"), strict=True)}
    computed = {}
    for item in compute(rows, used):
        key = (item.area, item.period, item.series)
        given = given_rows.get(key)
        if given is not None:
            if item.reason or _suppressed(rows, given):
                continue  # a number that was held back is not worked out again from its parts
            check_difference(rows, given, item)
        computed[key] = _computed_row(rows, item)
    extra = {key: row for key, row in found.items() if key not in given_rows} | computed
    kept = table.loc[[key not in computed for key in table.index]]
    return _assembled(kept, extra)


def _suppressed(rows: Rows, row: int) -> bool:
    """Whether a row says that there is a number that is not for publication."""
    return bool(rows.any_secret([row]) or REASON_OF_STATUS.get(rows.status[row]) == "suppressed")


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
    reason = np.where(np.isnan(number) | withheld, reason, "")  # K may have a number, then of several categories
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
        text = f"{item.series} is made from inputs that are not for publication and is left out"
        secret = [row for row in item.rows if rows.any_secret([row])]
        rows.report(secret[:1], WITHHELD, "confidentiality", (text, ""), refuse=False)
        return {**words, "origin": "computed", "reason": "suppressed"}
    return {"value": item.value, "unit": series.unit or "", **words, "origin": "computed"}


def _assembled(table: pd.DataFrame, extra: dict[tuple[str, str, str], dict[str, Any]]) -> pd.DataFrame:
    """The values that were given and those that were worked out or refused, sorted, as the columns of values.csv."""
    given = table.reset_index()
    more = [dict(zip(("area", "period", "series"), key, strict=True)) | row for key, row in extra.items()]
    columns = {}
    for name in VALUE_COLUMNS:
        number = name in ("value", "low", "high")
        added = np.empty(len(more), dtype=np.float64 if number else object)
        added[:] = [row.get(name, np.nan if number else "") for row in more]
        columns[name] = np.concatenate([given[name].to_numpy(dtype=added.dtype), added])
    order = np.lexsort([pd.factorize(columns[name], sort=True)[0] for name in ("series", "period", "area")])
    frame = pd.DataFrame({name: pd.Series(column[order], dtype=column.dtype) for name, column in columns.items()})
    return frame
