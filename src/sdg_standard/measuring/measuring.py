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
from sdg_standard.measuring.codes import CHECK, CONTRADICTION, DUPLICATE_ROW
from sdg_standard.measuring.columns import Coded, Grouped, firsts, grouped
from sdg_standard.measuring.doubts import Doubts
from sdg_standard.measuring.formulas import (
    InputTable,
    frame_of,
)
from sdg_standard.measuring.frame import frame_of_values
from sdg_standard.measuring.marks import check_marks
from sdg_standard.measuring.named_areas import find_in_wide, provenance_of_areas
from sdg_standard.measuring.numbers import check_numbers
from sdg_standard.measuring.part_frames import of_parts, rows_of_parts
from sdg_standard.measuring.parts import by_part, check_parts, check_sums
from sdg_standard.measuring.places import check_places
from sdg_standard.measuring.question import Question
from sdg_standard.measuring.ranges import check_ranges
from sdg_standard.measuring.row_questions import check_rows
from sdg_standard.measuring.row_words import check_words
from sdg_standard.measuring.rows import Rows
from sdg_standard.measuring.suppression import guard, withheld
from sdg_standard.measuring.wide import read_wide
from sdg_standard.measuring.withheld_rows import withheld_rows
from sdg_standard.model.evidence import Evidence
from sdg_standard.model.parts import said_part
from sdg_standard.model.terms import CONFIDENTIALITIES
from sdg_standard.model.values import VALUE_COLUMNS, Values
from sdg_standard.model.wide_table import WideTable
from sdg_standard.words import say

KEY = ["area", "period", "series", "part"]
"""What a value is of: the place of the part is 0 for the whole."""
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
        return _measure_wide(evidence, evidence.wide_table, standard)
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
    frame, behind = frame_of_values(rows, used, contradicting, inputs)
    frame, secret = withheld(frame, rows, behind, inputs)
    rows.withheld = secret
    for place, own in enumerate(by_part(frame, len(rows.parts))):
        _ask(rows, used, crosschecks.check(own, standard), place)
    check_sums(frame, rows, behind)
    check_rows(frame, rows, inputs, behind)
    public = used & (rows.confidentiality == "F") & ~secret
    return Values(
        frame=_of_the_whole(frame, rows),
        parts=of_parts(frame, rows),
        problems=Problems(rows.problems, checked=counted((rows.count, "row"))),
        provenance=provenance_of(evidence, standard) | provenance_of_areas(evidence, rows.areas_found),
        rows=lambda: frame_of(rows, np.flatnonzero(public & (rows.part == 0))),
        part_rows=rows_of_parts(rows, np.flatnonzero(public & (rows.part > 0))),
        withheld=withheld_rows(rows, used),
        standard=standard,
    )


def _measure_wide(evidence: Evidence, wide: WideTable, standard: Standard) -> Values:
    named = find_in_wide(wide, evidence.area_reading, standard)
    cube, told = read_wide(named.wide, standard)
    if named.refused:
        told = Problems(one for one in told if one.area not in named.refused)
    return Values(
        cube=cube,
        units={name: standard.series[name].unit or "" for name in cube.series},
        problems=evidence.problems + named.problems + told,
        provenance=provenance_of(evidence, standard) | provenance_of_areas(evidence, named.found),
        standard=standard,
    )


def check(evidence: Evidence, standard: Standard) -> Problems:
    """Return all problems of some evidence; the same as ``measure(evidence, standard).problems``."""
    return measure(evidence, standard).problems


def provenance_of(evidence: Evidence, standard: Standard) -> dict[str, Any]:
    """What values are made from and with. The digest of the evidence is worked out when it is asked for."""
    digest: Callable[[], str] = lambda: evidence.digest  # noqa: E731  (a frame of a million rows is hashed only on demand)
    tables = evidence.tables
    told = len(tables) > 1 or any(table.how for table in tables)  # else name and digest say it all
    return {
        "standard": f"{standard.id}@{standard.edition}",
        "standard_digest": standard.digest,
        "evidence": evidence.file,
        "evidence_digest": digest,
        **({"evidence_files": [table.record for table in tables]} if told else {}),
        "library": f"sdg-standard {__version__}",
        "numpy": np.__version__,
    }


def _ask(rows: Rows, used: NDArray[np.bool_], doubts: Iterable[Doubts], part: int) -> None:
    """Note the questions about the values of a part, as many as are listed, and count the others.

    Where somebody asks for all questions, all are made.
    """
    asked: list[Question] = []
    for found in doubts:
        room = max(0, rows.problems.room(CHECK) - len(asked)) if rows.questions is None else len(found)
        asked += [found.question(at) for at in range(min(room, len(found)))]
        if len(found) > room:
            like = CHECK.problem("", file=rows.evidence.file, sheet=rows.evidence.sheet)
            rows.problems.count(like, len(found) - room)
    placed = _placed(rows, used & (rows.part == part), asked)
    about = said_part(rows.parts[part])
    told = [_of_part(question, about) if part else question for question in placed]
    rows.problems.extend(question.problem for question in told)
    if rows.questions is not None:
        rows.questions += told


def _of_part(question: Question, part: str) -> Question:
    """A question that says whom it is about, where that is not all."""
    message = say("measuring.about_part", message=question.problem.message, part=part)
    return replace(question, problem=replace(question.problem, message=message), part=part)


def _placed(rows: Rows, used: NDArray[np.bool_], questions: Sequence[Question]) -> Iterator[Question]:
    """Questions about values with the row that each value comes from; of a computed one the first of its inputs."""
    owners = {question.series: rows.standard.series[question.series].indicator for question in questions}
    area, period, key = rows.coded("area", "period", "key")
    picked = used & key.of_each({*owners, *owners.values()}.__contains__)
    picked &= area.of_each({question.area for question in questions}.__contains__)
    picked &= period.of_each({question.period for question in questions}.__contains__)
    first: dict[tuple[str, str, str], int] = {}
    for row in np.flatnonzero(picked).tolist():
        first.setdefault((rows.area[row], rows.period[row], rows.key[row]), row)
    for question in questions:
        keys = ((question.area, question.period, key) for key in (question.series, owners[question.series]))
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
        coded = [*rows.coded("area", "period", "key", "input"), Coded.of(rows.part)]
        groups = grouped(*(one.take(good) for one in coded))
        first = good[firsts(groups)]
        if len(first) == len(good):
            return contradicting, rows.good.copy()
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
    repeated = (first[groups] != good) & ~differing[groups]
    again = good[repeated]
    if not len(again):
        return
    leader = dict(zip(again.tolist(), first[groups][repeated].tolist(), strict=True))
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
    confidentiality = rows.confidentiality.copy()
    confidentiality[first[equal]] = np.array(CONFIDENTIALITIES, dtype=object)[worst[equal]]
    rows.confidentiality = confidentiality
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


# the whole and its parts


def _of_the_whole(frame: pd.DataFrame, rows: Rows) -> pd.DataFrame:
    """The values that are about no part."""
    whole: pd.DataFrame = next(by_part(frame, len(rows.parts)))
    return whole[list(VALUE_COLUMNS)].reset_index(drop=True)
