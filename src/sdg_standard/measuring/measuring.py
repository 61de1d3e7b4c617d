"""Evidence → values: one canonical number for each area, period and series, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard._version import __version__
from sdg_standard.catalogue import Standard
from sdg_standard.errors import Problems, counted
from sdg_standard.exchange.codes import FORM_EDITION
from sdg_standard.measuring import questions as crosschecks
from sdg_standard.measuring.codes import CHECK, CONTRADICTION, DUPLICATE_ROW, WITHHELD
from sdg_standard.measuring.columns import Grouped, together
from sdg_standard.measuring.doubts import Doubts
from sdg_standard.measuring.formulas import (
    Cell,
    Computed,
    InputTable,
    cell_of,
    check_difference,
    compute,
    frame_of,
    worst_of,
)
from sdg_standard.measuring.marks import check_marks
from sdg_standard.measuring.named_areas import names_taken
from sdg_standard.measuring.numbers import check_numbers
from sdg_standard.measuring.parts import check_parts, check_sums
from sdg_standard.measuring.places import check_places
from sdg_standard.measuring.question import Question
from sdg_standard.measuring.ranges import check_ranges
from sdg_standard.measuring.row_questions import Behind, Key, check_rows
from sdg_standard.measuring.row_words import check_words
from sdg_standard.measuring.rows import Rows
from sdg_standard.measuring.suppression import guard, withheld
from sdg_standard.measuring.wide import read_wide
from sdg_standard.model.evidence import Evidence
from sdg_standard.model.parts import TOTAL
from sdg_standard.model.terms import CONFIDENTIALITIES
from sdg_standard.model.values import VALUE_COLUMNS, Values
from sdg_standard.words import say

KEY = ["area", "period", "series", "part"]
"""What a value is of: the place of the part is 0 for the whole."""
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
MOST_NAMED = 6
"""Rows and numbers that the message of a contradiction names."""


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
    return judged(Rows(evidence, standard))


def _check_editions(rows: Rows) -> None:
    """Note the forms that ask in the words of another edition; their rows are read by their ids."""
    own = f"{rows.standard.id}@{rows.standard.edition}"
    for file, edition in dict.fromkeys((table.file, table.edition) for table in rows.evidence.tables if table.edition):
        if edition != own:
            text = say("measuring.form_of_another_edition", edition=edition, own=own)
            rows.problems.append(FORM_EDITION.problem(text, file=file))


def judged(rows: Rows) -> Values:
    """The values of the rows of a tidy table; what is to be said about them is reported to the rows."""
    evidence, standard = rows.evidence, rows.standard
    _check_editions(rows)
    check_places(rows)
    check_parts(rows)
    check_words(rows)
    guard(rows)
    check_numbers(rows)
    check_marks(rows)
    check_ranges(rows)
    contradicting, used = distinct(rows)
    inputs = InputTable(rows, used)
    frame, behind = _frame(rows, used, contradicting, inputs)
    frame, secret = withheld(frame, rows, behind, inputs)
    _ask(rows, used, crosschecks.check_parts(frame, standard, rows.parts))
    check_sums(frame, rows, behind)
    check_rows(frame, rows, inputs, behind)
    public = used & (rows.confidentiality == "F") & ~secret
    return Values(
        frame=frame.loc[frame["part"] == 0, list(VALUE_COLUMNS)].reset_index(drop=True),
        parts=_of_parts(frame, rows),
        problems=Problems(rows.problems, checked=counted((rows.count, "row"))),
        provenance=provenance_of(evidence, standard) | _of_areas(rows),
        rows=frame_of(rows, np.flatnonzero(public & (rows.part == 0))),
        part_rows=_rows_of_parts(rows, np.flatnonzero(public & (rows.part > 0))),
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
        **({"evidence_files": [table.record for table in evidence.tables]} if len(evidence.tables) > 1 else {}),
        "library": f"sdg-standard {__version__}",
        "numpy": np.__version__,
    }


def _of_areas(rows: Rows) -> dict[str, Any]:
    """How areas were read, where that is not as they stand: the names taken, and the day of the borders."""
    reading, taken = rows.evidence.area_reading, names_taken(rows.areas_found)
    found: dict[str, Any] = {"country": reading.country, "areas_taken": taken} if reading.country else {}
    if reading.borders is not None:
        found |= {"borders": reading.borders.isoformat(), "move_rule": reading.rule}
    return found


def _ask(rows: Rows, used: NDArray[np.bool_], doubts: Iterable[tuple[int, Doubts]]) -> None:
    """Note the questions about values, as many as are listed, and count the others; all where somebody asks for all."""
    asked: list[tuple[int, Question]] = []
    for part, found in doubts:
        room = max(0, rows.problems.room(CHECK) - len(asked)) if rows.questions is None else len(found)
        asked += [(part, found.question(at)) for at in range(min(room, len(found)))]
        if len(found) > room:
            like = CHECK.problem("", file=rows.evidence.file, sheet=rows.evidence.sheet)
            rows.problems.count(like, len(found) - room)
    placed = list(_placed(rows, used, asked))
    rows.problems.extend(question.problem for question in placed)
    if rows.questions is not None:
        rows.questions += placed


def _placed(rows: Rows, used: NDArray[np.bool_], asked: Sequence[tuple[int, Question]]) -> Iterator[Question]:
    """Questions about values with the row that each value comes from; of a computed one the first of its inputs."""
    owners = {question.series: rows.standard.series[question.series].indicator for _, question in asked}
    picked = used & pd.Index(rows.key).isin([*owners, *owners.values()])
    picked &= pd.Index(rows.area).isin({question.area for _, question in asked})
    picked &= pd.Index(rows.period).isin({question.period for _, question in asked})
    first: dict[tuple[Cell, str], int] = {}
    for row in np.flatnonzero(picked).tolist():
        first.setdefault((cell_of(rows, row), rows.key[row]), row)
    for part, question in asked:
        keys = (((question.area, question.period, part), key) for key in (question.series, owners[question.series]))
        taken = next((first[key] for key in keys if key in first), None)
        whole = {"file": rows.evidence.file, "sheet": rows.evidence.sheet}
        place = whole if taken is None else rows.origins.place(taken)
        yield replace(question, problem=replace(question.problem, **place))


# rows that say the same


def distinct(rows: Rows) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which rows contradict each other and which are used: of equal ones the first, of contradicting none."""
    good = np.flatnonzero(rows.good)
    contradicting = np.zeros(rows.count, dtype=bool)
    if len(good):
        groups = together(*(column[good] for column in (rows.area, rows.period, rows.part, rows.key, rows.input)))[0]
        first = good[np.unique(groups, return_index=True)[1]]
        differing = np.bincount(groups, weights=~_same(rows, first[groups], good)) > 0
        _keep_first(rows, good, groups, first, differing)
        contradicting[good[differing[groups]]] = True
        _refuse_contradicting(rows, good, groups, differing)
    used = rows.good.copy()
    return contradicting, used


def _same(rows: Rows, one: NDArray[np.intp], other: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Which rows have the status and the number of other ones."""
    a, b = rows.number[one], rows.number[other]
    with np.errstate(invalid="ignore"):
        equal = (np.isnan(a) & np.isnan(b)) | (np.abs(a - b) <= SAME * np.maximum(np.abs(a), np.abs(b)))
    return np.asarray((rows.status[one] == rows.status[other]) & equal, dtype=bool)


def _keep_first(
    rows: Rows,
    good: NDArray[np.intp],
    groups: NDArray[np.intp],
    first: NDArray[np.intp],
    differing: NDArray[np.bool_],
) -> None:
    """Of rows that say the same keep the first, as confidential as the most confidential of them."""
    leader = dict(zip(good.tolist(), first[groups].tolist(), strict=True))
    again = good[(first[groups] != good) & ~differing[groups]]
    rows.report(
        again,
        DUPLICATE_ROW,
        "",
        lambda row: (say("measuring.row_says_same_row", row=rows.origins.named(leader[row])), ""),
        refuse=False,
    )
    order = {word: rank for rank, word in enumerate(CONFIDENTIALITIES)}
    worst = np.zeros(len(first), dtype=np.intp)
    np.maximum.at(worst, groups, [order[word] for word in rows.confidentiality[good]])
    equal = np.bincount(groups) > 1
    equal &= ~differing
    rows.confidentiality[first[equal]] = np.array(CONFIDENTIALITIES, dtype=object)[worst[equal]]
    rows.good[again] = False


def _refuse_contradicting(
    rows: Rows, good: NDArray[np.intp], groups: NDArray[np.intp], differing: NDArray[np.bool_]
) -> None:
    """Refuse all rows of an area, period, part, series and input that say different things, each naming the others."""
    picked = np.flatnonzero(differing[groups])
    members = Grouped(groups, len(differing))
    group_of = dict(zip(good[picked].tolist(), groups[picked].tolist(), strict=True))
    secret = np.bincount(groups, weights=rows.confidentiality[good] != "F") > 0

    @cache
    def words(group: int) -> tuple[str, str]:
        return _contradiction(rows, good[members[group]].tolist()), ""

    for hidden in (False, True):
        told = good[picked[secret[groups[picked]] == hidden]]
        about = told[rows.confidentiality[told] != "F"][:1].tolist()
        rows.report(told, CONTRADICTION, "value", lambda row: words(group_of[row]), refuse=True, about=about)


def _contradiction(rows: Rows, members: list[int]) -> str:
    """What some rows say, each number once; of many rows only the first are named."""
    said = list(dict.fromkeys(_said(rows, row) for row in members))
    if rows.origins.alike:
        lines = [str(int(rows.lines[row])) for row in members]
        return say("measuring.rows_contradict_each_other", rows=_some(lines), said=_some(said))
    places = [rows.origins.named(row) for row in members]
    return say("measuring.places_contradict_each_other", places=_some(places), said=_some(said))


def _some(words: Sequence[str]) -> str:
    """The first few of some words, and how many more there are."""
    more = len(words) - MOST_NAMED
    some = list(words[:MOST_NAMED])
    return say("measuring.some_and_more", words=some, more=more) if more > 0 else say("measuring.some", words=some)


def _said(rows: Rows, row: int) -> str:
    number = rows.number[row]
    return say("measuring.status", status=rows.status[row]) if np.isnan(number) else f"{number:.12g}"


# the frame of values


def _frame(
    rows: Rows, used: NDArray[np.bool_], contradicting: NDArray[np.bool_], inputs: InputTable
) -> tuple[pd.DataFrame, Behind]:
    """One row for each area, period, part and series that the evidence speaks of, and what stands behind it."""
    found: dict[Key, dict[str, Any]] = {}
    for row in np.flatnonzero(rows.known() & ~rows.good & ~used & (rows.input == "")):
        reason = "contradiction" if contradicting[row] else "refused"
        key = (rows.area[row], rows.period[row], rows.key[row], int(rows.part[row]))
        if found.get(key, {}).get("reason") != "contradiction":
            found[key] = {"reason": reason}
    table = _given(rows, used)
    given_rows = {key: int(row) for key, row in zip(table.index, table.pop("_row"), strict=True)}
    computed, behind = {}, Behind(given_rows)
    for item in compute(rows, inputs):
        area, period, part = item.cell
        key = (area, period, item.series, part)
        given = given_rows.get(key)
        if given is not None:
            if item.reason or _suppressed(rows, given):
                continue  # a number that was held back is not worked out again from its parts
            check_difference(rows, given, item)
        computed[key] = _computed_row(rows, item)
        behind.computed[key] = item
    extra = {key: row for key, row in found.items() if key not in given_rows} | computed
    kept = table.loc[[key not in computed for key in table.index]]
    return _assembled(kept, extra), behind


def _suppressed(rows: Rows, row: int) -> bool:
    """Whether a row says that there is a number that is not for publication."""
    return bool(rows.any_secret([row]) or REASON_OF_STATUS.get(rows.status[row]) == "suppressed")


def _given(rows: Rows, used: NDArray[np.bool_]) -> pd.DataFrame:
    """The values that are given as such, indexed by area, period, series and part."""
    picked = np.flatnonzero(used & (rows.input == ""))
    number = rows.number[picked]
    status, confidentiality = rows.status[picked], rows.confidentiality[picked]
    withheld = (confidentiality != "F") & ~np.isnan(number)
    rows.report(
        picked[withheld],
        WITHHELD,
        "confidentiality",
        lambda row: (
            say("measuring.value_not_publication_confidentiality", confidentiality=rows.confidentiality[row]),
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
        [rows.area[picked], rows.period[picked], rows.key[picked], rows.part[picked]], names=KEY
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
        text = say("measuring.made_inputs_not_publication", series=item.series)
        secret = [row for row in item.rows if rows.any_secret([row])]
        rows.report(secret[:1], WITHHELD, "confidentiality", (text, ""), refuse=False)
        return {**words, "origin": "computed", "reason": "suppressed"}
    return {"value": item.value, "unit": series.unit or "", **words, "origin": "computed"}


def _assembled(table: pd.DataFrame, extra: dict[Key, dict[str, Any]]) -> pd.DataFrame:
    """The values that were given and those that were worked out or refused, sorted, as the columns of values.csv.

    ``part`` has the place of the part that each is about.
    """
    given = table.reset_index()
    more = [dict(zip(KEY, key, strict=True)) | row for key, row in extra.items()]
    columns = {}
    for name in (*VALUE_COLUMNS, "part"):
        number = name in ("value", "low", "high", "part")
        added = np.empty(len(more), dtype=np.float64 if number else object)
        added[:] = [row.get(name, np.nan if number else "") for row in more]
        columns[name] = np.concatenate([given[name].to_numpy(dtype=added.dtype), added])
    order = np.lexsort([pd.factorize(columns[name], sort=True)[0] for name in ("part", "series", "period", "area")])
    columns["part"] = columns["part"].astype(np.intp)
    return pd.DataFrame({name: pd.Series(column[order], dtype=column.dtype) for name, column in columns.items()})


# parts


def _of_parts(frame: pd.DataFrame, rows: Rows) -> pd.DataFrame | None:
    """The values of parts with their breakdown columns; None where the evidence has no parts."""
    if len(rows.parts) == 1:
        return None
    mine = frame[frame["part"] > 0].reset_index(drop=True)
    return _with_parts(mine[list(VALUE_COLUMNS)], mine["part"].to_numpy(), rows)


def _rows_of_parts(rows: Rows, picked: NDArray[np.intp]) -> pd.DataFrame | None:
    """The rows of evidence about parts that may be shown; None where the evidence has no parts."""
    return None if len(rows.parts) == 1 else _with_parts(frame_of(rows, picked), rows.part[picked], rows)


def _with_parts(frame: pd.DataFrame, parts: NDArray[np.intp], rows: Rows) -> pd.DataFrame:
    """A frame with a column for each breakdown of the evidence."""
    used = {name for part in rows.parts for name, _ in part}
    for name in (name for name in rows.breakdowns.codes if name in used):
        cells = np.array([dict(part).get(name, TOTAL) for part in rows.parts], dtype=object)
        frame = frame.assign(**{name: cells[parts]})
    return frame
