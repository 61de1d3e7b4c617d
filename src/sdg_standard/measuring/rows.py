"""Evidence as columns: each row checked field by field, refused rows set aside, good ones brought to canonical units.

Texts are checked once for each different text, numbers as arrays; only rows with a problem are looked at one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard.areas import check as check_area
from sdg_standard.catalogue import Standard
from sdg_standard.errors import Code, Gathering, NearMisses, Problem, did_you_mean, near
from sdg_standard.exchange.cells import date_text
from sdg_standard.exchange.codes import DATE_CELL
from sdg_standard.measuring.codes import (
    AREA,
    EMPTY_VALUE,
    IMPLAUSIBLE,
    IMPOSSIBLE,
    INPUT_OF_ROW,
    INTERVAL,
    INVISIBLE,
    PERIOD_OF_ROW,
    SERIES_OF_ROW,
    STATUS_OF_ROW,
    UNIT_OF_ROW,
    UNKNOWN_COLUMN,
    VALUE_OF_ROW,
    WORD_OF_ROW,
)
from sdg_standard.measuring.spoken import between, spoken
from sdg_standard.methods.arrays import Bools
from sdg_standard.model.evidence import EVIDENCE_COLUMN_NAMES, Evidence
from sdg_standard.model.indicator import Category, Input, Series
from sdg_standard.model.period import Period, PeriodError
from sdg_standard.model.terms import (
    CONFIDENTIALITIES,
    EMPTY_STATUSES,
    OBSERVATION_STATUSES,
    QUALITIES,
    VERIFICATIONS,
)
from sdg_standard.model.texts import invisible, tidy, without_invisible
from sdg_standard.units import NumberError, Unit, UnitError, other_reading, parse_numbers, working_cure
from sdg_standard.units.codes import UNIT_IN_NUMBER
from sdg_standard.words import say

Objects = NDArray[np.object_]
COMMON = "common"
Words = tuple[str, str] | Callable[[int], tuple[str, str]]
"""Message and cure of a problem: the same for all rows, or worked out for each."""


def together(*columns: Objects) -> tuple[NDArray[np.intp], list[tuple[Any, ...]]]:
    """The group of each row, rows with the same cells being one group, and the cells of each group.

    Groups are numbered as they come.

    >>> groups, cells = together(np.array(["a", "b", "a"], object), np.array(["x", "x", "x"], object))
    >>> groups.tolist(), cells
    ([0, 1, 0], [('a', 'x'), ('b', 'x')])
    """
    groups = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        codes, uniques = pd.factorize(column)
        groups = pd.factorize(groups * max(len(uniques), 1) + codes)[0]  # numbers stay small: no product overflows
    first = np.unique(groups, return_index=True)[1]
    return groups.astype(np.intp), list(zip(*(column[first] for column in columns), strict=True))


class Grouped:
    """The rows of each of several groups, found with one sorting for all of them.

    >>> Grouped(np.array([1, 0, 1]), 2)[1].tolist()
    [0, 2]
    """

    def __init__(self, groups: NDArray[np.intp], count: int) -> None:
        self._rows = np.argsort(groups, kind="stable")
        self._ends = np.searchsorted(groups[self._rows], np.arange(count + 1))

    def __getitem__(self, group: int) -> NDArray[np.intp]:
        """The rows of a group, in their order."""
        return self._rows[self._ends[group] : self._ends[group + 1]]


class Rows:
    """The rows of some evidence with what was found out about them."""

    def __init__(self, evidence: Evidence, standard: Standard) -> None:
        self.standard, self.evidence = standard, evidence
        self.marks = evidence.decimal, evidence.thousands
        table = evidence.frame
        self.problems = Gathering()
        self.problems.extend(evidence.problems)
        self.lines: NDArray[np.intp] = np.asarray(table.index, dtype=np.intp)
        self.count = len(table)
        self.good: Bools = np.ones(self.count, dtype=bool)
        self.part = self._columns(table)
        self.area, self.period, self.series = (self._text(table, name) for name in ("area", "period", "series"))
        self.input, self.unit = self._text(table, "input"), self._text(table, "unit")
        self.source, self.note = self._text(table, "source"), self._text(table, "note")
        self.written = _cells(table["value"])
        self.table = table
        self.confidentiality: Objects = np.full(self.count, "F", dtype=object)
        self.key: Objects = np.full(self.count, "", dtype=object)
        self.number: NDArray[np.float64] = np.full(self.count, np.nan)
        self.low: NDArray[np.float64] = np.full(self.count, np.nan)
        self.high: NDArray[np.float64] = np.full(self.count, np.nan)

    # problems

    def report(
        self, rows: Iterable[int], code: Code, field: str, words: Words, *, refuse: bool, about: Sequence[int] = ()
    ) -> None:
        """Note a problem for each row, with its message and cure; refused rows take no further part.

        ``about`` has the other rows whose numbers the words show: a number that is not for publication stands in no
        message. Words are made for so many rows only as problems of the code are listed; further rows are counted.
        """
        picked = np.fromiter(rows, dtype=np.intp)
        told = picked[: self.problems.room(code)]
        shows_numbers = field in ("value", "low", "high")
        message: str
        secret = shows_numbers and self.any_secret(about)
        for row in told.tolist():
            if secret or (shows_numbers and self.any_secret([row])):
                message, cure = say("measuring.not_for_publication", message=code.cause.rstrip(".")), code.cure
            else:
                message, cure = words if isinstance(words, tuple) else words(row)
            self.problems.append(self._problem(row, code, field, message, cure))
        if len(picked) > len(told):
            like = code.problem("", file=self.evidence.file, sheet=self.evidence.sheet)
            self.problems.count(like, len(picked) - len(told))
        if refuse:
            self.good[picked] = False

    def _problem(self, row: int, code: Code, field: str, message: str, cure: str) -> Problem:
        return code.problem(
            message,
            cure,
            file=self.evidence.file,
            sheet=self.evidence.sheet,
            row=int(self.lines[row]),
            field=field,
            area=str(self.area[row]),
            period=str(self.period[row]),
            series=str(self.series[row]),
        )

    def any_secret(self, rows: Iterable[int]) -> bool:
        """Whether one of the rows is not for publication."""
        return any(self.confidentiality[row] != "F" for row in rows)

    def known(self) -> Bools:
        """Rows whose area, period, series and input are known, so that something can be said about them."""
        periods = np.array([text in self.periods for text in self.period], dtype=bool)
        pairs = zip(self.key, self.input, strict=True)
        inputs = np.array([not name or (key, name) in self.inputs for key, name in pairs], dtype=bool)
        return np.asarray((self.area != "") & (self.key != "") & periods & inputs & ~self.part)

    def _where(self, mask: Bools) -> NDArray[np.intp]:
        return np.flatnonzero(mask & self.good)

    def _kept(self, rows: NDArray[np.intp]) -> NDArray[np.intp]:
        return rows[self.good[rows]]

    # columns

    def _columns(self, table: pd.DataFrame) -> Bools:
        """Warn of unknown columns; return which rows are parts of a breakdown."""
        breakdowns = self._breakdowns()
        part = np.zeros(self.count, dtype=bool)
        for name in map(str, table.columns):
            if name in breakdowns:
                cells = self._text(table, name)
                part |= (cells != "") & (cells != "_T")
            elif name not in EVIDENCE_COLUMN_NAMES:
                hint = did_you_mean(near(name, [*EVIDENCE_COLUMN_NAMES, *breakdowns]))
                text = say("measuring.column_unknown_ignored", name=name, hint=hint)
                self.problems.append(
                    UNKNOWN_COLUMN.problem(text, file=self.evidence.file, sheet=self.evidence.sheet, row=1, field=name)
                )
        return part

    def _breakdowns(self) -> tuple[str, ...]:
        vocabulary = self.standard.vocabularies.get("breakdowns")
        return tuple(term.code for term in vocabulary.terms) if vocabulary else ()

    def _text(self, table: pd.DataFrame, name: str) -> Objects:
        """A column as text without blanks around it; whole numbers without a point."""
        if name not in table.columns:
            return np.full(self.count, "", dtype=object)
        codes, uniques = pd.factorize(_cells(table[name]), use_na_sentinel=False)
        return np.array([_as_text(item) for item in uniques], dtype=object)[codes] if len(uniques) else _empty(0)

    # areas, periods, series

    def check_places(self) -> None:
        """Areas, periods and series."""
        self.good &= ~self.part
        self._check_signs()
        self.report(
            self._where(self.area == ""), AREA, "area", lambda row: (say("measuring.area_empty"), ""), refuse=True
        )
        self._check_periods()
        self._check_areas()
        self._check_series()

    def _check_signs(self) -> None:
        """Signs that nobody sees make two ids of one: such a row is refused, and the sign named."""
        for name in ("area", "period", "series", "input", "unit"):
            column: Objects = getattr(self, name)
            codes, uniques = pd.factorize(column)
            signs = np.array([invisible(text) for text in uniques], dtype=object)
            if not any(signs):
                continue
            found = signs[codes]

            def words(row: int, column: Objects = column, found: Objects = found) -> tuple[str, str]:
                text = say(
                    "measuring.holds_sign_nobody_sees", text=without_invisible(column[row])[:60], found=found[row]
                )
                return text, say("measuring.type_anew", text=without_invisible(column[row])[:60])

            self.report(self._where(found != ""), INVISIBLE, name, words, refuse=True)
            if name == "area":  # which is then no area at all, rather than one more
                self.area = np.where(found != "", "", self.area)

    def _check_periods(self) -> None:
        codes, uniques = pd.factorize(self.period)
        parsed: list[Period | None] = []
        for text in uniques:
            try:
                parsed.append(Period.parse(text))
            except PeriodError:
                parsed.append(None)
        self.periods = {text: item for text, item in zip(uniques, parsed, strict=True) if item is not None}
        bad = np.array([item is None for item in parsed], dtype=bool)
        rows = self._where(bad[codes]) if len(bad) else ()
        self.report(
            rows,
            PERIOD_OF_ROW,
            "period",
            lambda row: (say("measuring.no_period", period=self.period[row]), ""),
            refuse=True,
        )
        days = np.array([isinstance(cell, date) for cell in self.table["period"]], dtype=bool)  # of a frame

        def read_as(row: int) -> tuple[str, str]:
            return say("measuring.cell_holds_date_was", period=self.period[row]), ""

        self.report(self._where(days), DATE_CELL, "period", read_as, refuse=False)

    def _check_areas(self) -> None:
        """Ids of a register are checked at the last day of the period; others that one knows are asked about."""
        codes, uniques = together(self.area, self.period)
        members = Grouped(codes, len(uniques))
        told: set[str] = set()
        for index, (area, text) in enumerate(uniques):
            if text not in self.periods:
                continue
            verdict = check_area(self.standard.registers, str(area), self.periods[text].end)
            problem = verdict.problem()
            if problem is not None and not (verdict.accepted and problem.message in told):
                told.add(problem.message)
                rows = self._kept(members[index])
                rows = rows[:1] if verdict.accepted else rows
                self.report(
                    rows,
                    Code(problem.code, "", "", "", problem.severity),
                    "area",
                    (problem.message, problem.cure),
                    refuse=not verdict.accepted,
                )

    def _check_series(self) -> None:
        """Series of values; series, indicators and ``common`` of inputs."""
        has_input = self.input != ""
        codes, uniques = pd.factorize(self.series)
        values = [self.standard.find_series(name) for name in uniques]
        owners = [_owner(name, self.standard) for name in uniques]
        value_ids = np.array([item.id if item else "" for item in values], dtype=object)
        owner_ids = np.array(owners, dtype=object)
        if len(uniques):
            self.key = np.where(has_input, owner_ids[codes], value_ids[codes])
        known = NearMisses([*self.standard.series, *self.standard.indicators])
        words = partial(self._unknown_series, known=known)
        self.report(self._where(self.key == ""), SERIES_OF_ROW, "series", words, refuse=True)
        self._check_inputs(has_input)

    def _unknown_series(self, row: int, known: NearMisses) -> tuple[str, str]:
        name = str(self.series[row])
        indicator = self.standard.find_indicator(name)
        if name and indicator is not None:
            listed = ", ".join(list(indicator.series_ids.values())[:6])
            return say("measuring.several_series", name=name), say("measuring.name_them", series=listed)
        if name == COMMON:
            return say("measuring.common_inputs_only"), say("measuring.name_input_column_input")
        if not name:
            return say("measuring.series_empty"), ""
        return say("measuring.no_series", name=name[:80], hint=did_you_mean(known(name))), ""

    def _check_inputs(self, has_input: Bools) -> None:
        codes, uniques = together(self.key, self.input)
        members = Grouped(codes, len(uniques))
        self.inputs: dict[tuple[str, str], Input] = {}
        for index, (owner, name) in enumerate(uniques):
            if not name or not owner:
                continue
            known = _inputs_of(owner, self.standard)
            if name in known:
                self.inputs[owner, name] = known[name]
                continue
            listed = list(known) or say("measuring.no_inputs")
            hint = did_you_mean(near(name, known))
            words = (
                say("measuring.no_input", owner=owner, name=name[:60], hint=hint),
                say("measuring.inputs", inputs=listed),
            )
            self.report(self._kept(members[index]), INPUT_OF_ROW, "input", words, refuse=True)

    # status and words

    def check_words(self) -> None:
        """Status, confidentiality, quality and verification."""
        known = (*OBSERVATION_STATUSES, *EMPTY_STATUSES, "K")
        self.status = self._words("status", "statuses", known)
        bad = self._where(self.status == "?")
        given = self._text(self.table, "status")

        def words(row: int) -> tuple[str, str]:
            return say(
                "measuring.no_status", given=str(given[row])[:40], hint=did_you_mean(near(str(given[row]), known))
            ), ""

        self.report(bad, STATUS_OF_ROW, "status", words, refuse=True)
        # A word that nobody knows was written for a reason: better a number too few than one too many.
        self.confidentiality = self._optional("confidentiality", "confidentiality", CONFIDENTIALITIES, unknown="N")
        self.confidentiality = np.where(self.confidentiality == "", "F", self.confidentiality)
        self.quality = self._optional("quality", "quality", QUALITIES)
        self.verification = self._optional("verification", "verification", VERIFICATIONS)

    def _words(self, column: str, vocabulary: str, known: Sequence[str]) -> Objects:
        """A column in the codes of a vocabulary; ``?`` for what is none."""
        texts = self._text(self.table, column)
        spelled = {word: word for word in known}
        terms = self.standard.vocabularies.get(vocabulary)
        for term in terms.terms if terms else ():
            if term.code in known:
                spelled |= {word.casefold(): term.code for word in (*term.spellings, term.title)}
        codes, uniques = pd.factorize(texts)
        meant = [spelled.get(text, spelled.get(text.casefold(), "?")) if text else "" for text in uniques]
        return np.array(meant, dtype=object)[codes] if len(meant) else texts

    def _optional(self, column: str, vocabulary: str, known: Sequence[str], *, unknown: str = "") -> Objects:
        """The same; an unknown word is treated as empty, with a warning, since the number may still be good."""
        found = self._words(column, vocabulary, known)
        given = self._text(self.table, column)

        def words(row: int) -> tuple[str, str]:
            hint = did_you_mean(near(str(given[row]), known))
            instead = say("measuring.treated", unknown=unknown) if unknown else ""
            text = say("measuring.no_word", given=str(given[row])[:40], column=column, instead=instead, hint=hint)
            return text, say("measuring.one_of", known=list(known))

        self.report(self._where(found == "?"), WORD_OF_ROW, column, words, refuse=False)
        return np.where(found == "?", unknown, found)

    # numbers

    def check_numbers(self) -> None:
        """Values and units: every good row has its number in the unit of its series or input."""
        self.empty = np.array([cell is None or cell == "" for cell in self.written], dtype=bool)
        self._check_empty()
        self.number = self._read_numbers()
        self._convert()

    def check_ranges(self) -> None:
        """What is possible and plausible, and the intervals."""
        self._check_ranges()
        self._check_intervals()

    def expected(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The ends of what is plausible for each row; infinite where nothing is said."""
        codes, keys = pd.factorize(self.key)
        series = [self.standard.series.get(key) for key in keys]
        ends = np.array([item.expected if item else (-np.inf, np.inf) for item in series] or [(0.0, 0.0)])
        return ends[codes, 0], ends[codes, 1]

    def _check_empty(self) -> None:
        """A value goes with a status of values, an empty one with a status of gaps."""
        gap = np.isin(self.status, (*EMPTY_STATUSES, "K"))
        silent = self.empty & (self.status == "")
        self.report(
            self._where(silent),
            EMPTY_VALUE,
            "value",
            lambda row: (say("measuring.value_empty_no_status"), ""),
            refuse=False,
        )
        self.status = np.where(silent, "O", np.where(self.status == "", "A", self.status))
        clash = ~self.empty & gap & (self.status != "K")
        self.report(
            self._where(clash),
            STATUS_OF_ROW,
            "value",
            lambda row: (
                say("measuring.status_says_no_number", status=self.status[row]),
                "",
            ),
            refuse=True,
        )
        hollow = self.empty & ~gap & ~silent
        self.report(
            self._where(hollow),
            STATUS_OF_ROW,
            "value",
            lambda row: (say("measuring.status_says_number_but", status=self.status[row]), ""),
            refuse=True,
        )

    def _read_numbers(self) -> NDArray[np.float64]:
        """The values as numbers, answers of categories by their number."""
        category = np.array([self._is_category(key) for key in self.key], dtype=bool) & (self.input == "")
        result = np.full(self.count, np.nan)
        plain = self._where(~self.empty & ~category)
        numbers, errors = parse_numbers(list(self.written[plain]), *self.marks)
        result[plain] = numbers + 0.0  # which takes the sign off a zero
        wrong = {int(plain[index]): error for index, error in errors.items()}
        self.report(wrong, VALUE_OF_ROW, "value", lambda row: self._no_number(row, wrong[row]), refuse=True)
        infinite = self._where(np.isinf(result))
        self.report(infinite, VALUE_OF_ROW, "value", lambda row: (say("measuring.value_infinite"), ""), refuse=True)
        for row in self._where(~self.empty & category):
            self._answer(int(row), result)
        return result

    def _no_number(self, row: int, error: NumberError) -> tuple[str, str]:
        """What is said of a value that is no number; a unit that the cure names fits the series."""
        if error.code is not UNIT_IN_NUMBER:
            return error.message, error.cure
        item, units = self._measured(self.key[row], self.input[row]), self.standard.units
        cure = working_cure(error, units.parse(item.unit or ""), units, item.understood)
        return error.message, cure if cure == error.cure else say("measuring.write_number_alone", cure=cure)

    def _is_category(self, key: str) -> bool:
        series = self.standard.series.get(key)
        return series is not None and series.kind == "category"

    def _answer(self, row: int, into: NDArray[np.float64]) -> None:
        """Code, number or listed spelling of an answer."""
        series = self.standard.series[self.key[row]]
        text = _as_text(self.written[row])
        found = answer(text, series)
        if found is not None:
            into[row] = found.value
        else:
            self.report([row], VALUE_OF_ROW, "value", lambda _: _no_answer(text, series), refuse=True)

    def _convert(self) -> None:
        """Bring numbers to the unit of their series or input, one conversion for each combination of units."""
        there = ~self.empty & self.good
        codes, uniques = together(self.key, self.input, self.unit)
        members = Grouped(codes, len(uniques))
        self.factor = np.full(self.count, 1.0)
        parsed: dict[tuple[object, ...], Unit | UnitError] = {}
        for index, (key, name, unit) in enumerate(uniques):
            rows = members[index][there[members[index]]]
            if not len(rows):
                continue
            item, units = self._measured(key, name), self.standard.units
            wanted, also = units.parse(item.unit or ""), item.understood
            meant = (unit, *also.items())
            if meant not in parsed:
                parsed[meant] = self._parsed(unit, also)
            try:
                self._convert_rows(rows, parsed[meant], wanted)
            except UnitError as error:
                cure = working_cure(error, wanted, units, also)
                self.report(rows, UNIT_OF_ROW, "unit", (_about(error.message, key, name), cure), refuse=True)

    def _parsed(self, unit: str, also: Mapping[str, str]) -> Unit | UnitError:
        """A unit, or what is wrong with it."""
        try:
            return self.standard.units.parse(unit, also)
        except UnitError as error:
            return error

    def _measured(self, key: str, name: str) -> Input | Series:
        """What a row has the number of: a series, or one of its inputs."""
        return self.inputs[key, name] if name else self.standard.series[key]

    def _convert_rows(self, rows: NDArray[np.intp], source: Unit | UnitError, wanted: Unit) -> None:
        if isinstance(source, UnitError):
            raise source
        units = self.standard.units
        self.number[rows] = units.convert(self.number[rows], source, wanted)
        self.factor[rows] = float(units.factor(source, wanted))

    def _check_ranges(self) -> None:
        """Values outside the possible range are refused, those outside the plausible one asked about."""
        codes, keys = pd.factorize(self.key)
        series = [self.standard.series.get(key) for key in keys]
        limits = np.array([item.limits if item else (-np.inf, np.inf) for item in series] or [(0.0, 0.0)])
        usual = np.array([item.expected if item else (-np.inf, np.inf) for item in series] or [(0.0, 0.0)])
        value = (self.input == "") & ~np.isnan(self.number)
        slack = 1e-9
        for bounds, code, refuse, word in (
            (limits, IMPOSSIBLE, True, "possible"),
            (usual, IMPLAUSIBLE, False, "plausible"),
        ):
            low, high = bounds[codes, 0], bounds[codes, 1]
            outside = value & (
                (self.number < low - slack * np.abs(np.where(np.isfinite(low), low, 0)))
                | (self.number > high + slack * np.abs(np.where(np.isfinite(high), high, 0)))
            )
            self.report(
                self._where(outside),
                code,
                "value",
                partial(self._outside, codes=codes, bounds=bounds, word=word),
                refuse=refuse,
            )
        counted = (
            (self.input != "")
            & (self.number < 0)
            & np.array(
                [self._never_negative(key, name) for key, name in zip(self.key, self.input, strict=True)], dtype=bool
            )
        )
        self.report(
            self._where(counted),
            IMPOSSIBLE,
            "value",
            lambda row: (
                say("measuring.input_but_cannot_negative", input=self.input[row], number=spoken(self.number[row])[0]),
                "",
            ),
            refuse=True,
        )

    def _never_negative(self, key: str, name: str) -> bool:
        """Counts and numbers of people cannot be negative; money and differences can."""
        item = self.inputs.get((key, name))
        if item is None:
            return False
        unit = self.standard.units.parse(item.unit)
        return unit.is_count or not any(name.startswith("[currency") for name in unit.dimensions)

    def _outside(self, row: int, codes: NDArray[np.intp], bounds: NDArray[np.float64], word: str) -> tuple[str, str]:
        series = self.standard.series[self.key[row]]
        unit = f" {series.unit}" if series.unit else ""
        number, *ends = spoken(self.number[row], *bounds[codes[row]])
        shown = f'"{self.written[row]}{f" {self.unit[row]}" if self.unit[row] else ""}"'
        same = self.factor[row] == 1.0
        became = "" if same else say("measuring.became", number=number, unit=unit)
        facts = {"shown": shown, "became": became, "id": series.id, "ends": between(*ends), "unit": unit}
        text = say(f"measuring.outside_{word}", **facts)
        return text, self._other_mark(row, *bounds[codes[row]])

    def _other_mark(self, row: int, low: float, high: float) -> str:
        """A cure where the number would lie inside if its point or comma meant the other thing."""
        cell = self.written[row]
        other = other_reading(cell, *self.marks) if isinstance(cell, str) else None
        if other is None or not low <= other * self.factor[row] <= high:
            return ""
        decimal, whole = self.marks[0], other.is_integer()
        meant = f"{other:.0f}" if whole else f"{other:.15g}".replace(".", decimal)
        number = f"{self.number[row] / self.factor[row]:.15g}"
        return say("measuring.was_read_as", cell=cell, number=number, meant=meant)

    def _check_intervals(self) -> None:
        """Low and high, in the unit of the value."""
        if not {"low", "high"} & set(map(str, self.table.columns)):
            return
        for name in ("low", "high"):
            cells = _cells(self.table[name]) if name in self.table.columns else _empty(self.count)
            numbers, errors = parse_numbers(list(cells), *self.marks)
            self.report(
                (row for row in errors if self.good[row]),
                INTERVAL,
                name,
                partial(_said_by, errors),
                refuse=False,
            )
            setattr(self, name, numbers * self.factor)
        wrong = (self.low > self.high) | (self.number < self.low) | (self.number > self.high)
        self.report(
            self._where(wrong & ~np.isnan(self.number)),
            INTERVAL,
            "low",
            lambda row: (
                say(
                    "measuring.not_between",
                    **dict(
                        zip(
                            ("value", "low", "high"),
                            spoken(self.number[row], self.low[row], self.high[row]),
                            strict=True,
                        )
                    ),
                ),
                "",
            ),
            refuse=False,
        )
        self.low = np.where(wrong, np.nan, self.low)
        self.high = np.where(wrong, np.nan, self.high)


def answer(text: str, series: Series) -> Category | None:
    """The answer of a category that a text means: its code, its number or a listed spelling."""
    folded = text.casefold()
    for item in series.categories or ():
        if isinstance(item, Category):
            words = (item.code.casefold(), *(word.casefold() for word in item.spellings))
            if folded in words or text == f"{item.value:g}":
                return item
    return None


def _no_answer(text: str, series: Series) -> tuple[str, str]:
    codes = [item.code for item in series.categories or () if isinstance(item, Category)]
    hint = did_you_mean(near(text, codes))
    return say("measuring.no_answer", text=text[:60], id=series.id, hint=hint), say(
        "measuring.answers", codes=list(codes)
    )


def _owner(name: str, standard: Standard) -> str:
    """What an input row belongs to: ``common``, an indicator, or a series; empty if neither exists."""
    if name == COMMON:
        return COMMON
    indicator = standard.find_indicator(name)
    if indicator is not None:
        return indicator.id
    series = standard.find_series(name)
    return series.id if series is not None else ""


def _inputs_of(owner: str, standard: Standard) -> dict[str, Input]:
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


def _said_by(errors: Mapping[int, NumberError], row: int) -> tuple[str, str]:
    return errors[row].message, errors[row].cure


def _about(message: str, key: str, name: str) -> str:
    if name:
        return say("measuring.input", message=message, name=name, key=key)
    return say("measuring.of_series", message=message, series=key)


def _cells(column: pd.Series[Any]) -> Objects:
    """Cells as objects, gaps as empty text, texts without blanks around them."""
    cells = column.astype(object).where(column.notna(), None)
    found = np.empty(len(cells), dtype=object)
    found[:] = [cell.strip() if isinstance(cell, str) else _cell(cell) for cell in cells.tolist()]
    return found


def _cell(cell: object) -> object:
    """A number as it is, a gap as empty text, anything else as text."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return date_text(cell)
    return cell if isinstance(cell, bool | int | float | np.generic) else str(cell)


def _empty(count: int) -> Objects:
    return np.full(count, "", dtype=object)


def _as_text(cell: object) -> str:
    """A cell as text; a whole number without a point."""
    if isinstance(cell, bool | np.bool_):
        return "true" if cell else "false"
    if isinstance(cell, float | np.floating) and float(cell).is_integer():
        return str(int(cell))
    return tidy(str(cell))
