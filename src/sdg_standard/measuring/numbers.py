"""The numbers of rows: values and answers, each brought to the unit of its series or input."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from sdg_standard.errors import did_you_mean, near
from sdg_standard.exchange.marks import sets_that_read
from sdg_standard.measuring.codes import EMPTY_VALUE, STATUS_OF_ROW, UNIT_OF_ROW, VALUE_OF_ROW
from sdg_standard.measuring.columns import Grouped, Objects, numbers_of, together
from sdg_standard.measuring.rows import Rows
from sdg_standard.model.frames import as_text
from sdg_standard.model.indicator import Category, Input, Series
from sdg_standard.model.terms import EMPTY_STATUSES
from sdg_standard.units import NumberError, Unit, UnitError, parse_numbers, working_cure
from sdg_standard.units.codes import UNIT_IN_NUMBER
from sdg_standard.words import say


def check_numbers(rows: Rows) -> None:
    """Values and units: every good row has its number in the unit of its series or input."""
    numbers = numbers_of(rows.table["value"])
    rows.empty = np.asarray(rows.written[:] == "", dtype=bool) if numbers is None else np.isnan(numbers)
    _check_empty(rows)
    rows.number = _read_numbers(rows, numbers)
    _convert(rows)


def _check_empty(rows: Rows) -> None:
    """A value goes with a status of values, an empty one with a status of gaps."""
    status, confidentiality = rows.coded("status", "confidentiality")
    gap, nothing = status.of_each((*EMPTY_STATUSES, "K").__contains__), status.of_each("".__eq__)
    hidden = rows.empty & nothing & ~confidentiality.of_each("F".__eq__)  # a confidential number is lacking on purpose
    gap, silent = gap | hidden, rows.empty & nothing & ~hidden
    rows.report(
        rows.where(silent),
        EMPTY_VALUE,
        "value",
        lambda row: (say("measuring.value_empty_no_status"), ""),
        refuse=False,
    )
    rows.replace("status", status.renamed({"": "A"}))
    if silent.any() or hidden.any():
        rows.status = np.where(silent, "O", np.where(hidden, "Q", rows.status))
    clash = ~rows.empty & gap & (rows.status != "K")
    rows.report(
        rows.where(clash),
        STATUS_OF_ROW,
        "value",
        lambda row: (
            say("measuring.status_says_no_number", status=rows.status[row]),
            "",
        ),
        refuse=True,
    )
    hollow = rows.empty & ~gap & ~silent
    rows.report(
        rows.where(hollow),
        STATUS_OF_ROW,
        "value",
        lambda row: (say("measuring.status_says_number_but", status=rows.status[row]), ""),
        refuse=True,
    )


def _read_numbers(rows: Rows, given: NDArray[np.float64] | None) -> NDArray[np.float64]:
    """The values as numbers, answers of categories by their number; ``given`` where all cells are numbers already."""
    (keys,) = rows.coded("key")
    category = np.array([_is_category(rows, key) for key in keys.cells], dtype=bool)[keys.codes] & (rows.input == "")
    result = np.full(rows.count, np.nan)
    plain = rows.where(~rows.empty & ~category)
    numbers, errors = parse_numbers(list(rows.written[plain]), *rows.marks) if given is None else (given[plain], {})
    result[plain] = numbers + 0.0  # which takes the sign off a zero
    wrong = {int(plain[index]): error for index, error in errors.items()}
    rows.report(wrong, VALUE_OF_ROW, "value", lambda row: _no_number(rows, row, wrong[row]), refuse=True)
    infinite = rows.where(np.isinf(result))
    rows.report(infinite, VALUE_OF_ROW, "value", lambda row: (say("measuring.value_infinite"), ""), refuse=True)
    answers = rows.where(~rows.empty & category)
    cells = rows.written[answers] if given is None else given[answers].astype(object)
    _read_answers(rows, answers, cells, result)
    return result


def _no_number(rows: Rows, row: int, error: NumberError) -> tuple[str, str]:
    """What is said of a value that is no number; a unit that the cure names fits the series."""
    cure = error.cure
    if error.code is UNIT_IN_NUMBER:
        item, units = _measured(rows, rows.key[row], rows.input[row]), rows.standard.units
        cure = working_cure(error, units.parse(item.unit or ""), units, item.understood)
        cure = cure if cure == error.cure else say("measuring.write_number_alone", cure=cure)
    sets = sets_that_read(as_text(rows.written[row]).strip(), *rows.marks)
    return error.message, say("measuring.or_read_marks", cure=cure, sets=list(sets), first=sets[0]) if sets else cure


def _is_category(rows: Rows, key: str) -> bool:
    series = rows.standard.series.get(key)
    return series is not None and series.kind == "category"


def _read_answers(rows: Rows, picked: NDArray[np.intp], cells: Objects, into: NDArray[np.float64]) -> None:
    """Code, number or listed spelling of answers, each different one once for each series."""
    groups, different = together(rows.key[picked], cells)
    members = Grouped(groups, len(different))
    for index, (key, cell) in enumerate(different):
        series, text = rows.standard.series[key], as_text(cell)
        found = answer(text, series)
        if found is not None:
            into[picked[members[index]]] = found.value
        else:
            rows.report(picked[members[index]], VALUE_OF_ROW, "value", _no_answer(text, series), refuse=True)


def _convert(rows: Rows) -> None:
    """Bring numbers to the unit of their series or input, one conversion for each combination of units."""
    there = ~rows.empty & rows.good
    codes, uniques = together(*rows.coded("key", "input", "unit"))
    members = Grouped(codes, len(uniques))
    parsed: dict[tuple[object, ...], Unit | UnitError] = {}
    for index, (key, name, unit) in enumerate(uniques):
        picked = members[index][there[members[index]]]
        if not len(picked):
            continue
        item, units = _measured(rows, key, name), rows.standard.units
        wanted, also = units.parse(item.unit or ""), item.understood
        meant = (unit, *also.items())
        if meant not in parsed:
            parsed[meant] = _parsed(rows, unit, also)
        try:
            _convert_rows(rows, picked, parsed[meant], wanted)
        except UnitError as error:
            cure = working_cure(error, wanted, units, also)
            rows.report(picked, UNIT_OF_ROW, "unit", (_about(error.message, key, name), cure), refuse=True)


def _parsed(rows: Rows, unit: str, also: Mapping[str, str]) -> Unit | UnitError:
    """A unit, or what is wrong with it."""
    try:
        return rows.standard.units.parse(unit, also)
    except UnitError as error:
        return error


def _measured(rows: Rows, key: str, name: str) -> Input | Series:
    """What a row has the number of: a series, or one of its inputs."""
    return rows.inputs[key, name] if name else rows.standard.series[key]


def _convert_rows(rows: Rows, picked: NDArray[np.intp], source: Unit | UnitError, wanted: Unit) -> None:
    if isinstance(source, UnitError):
        raise source
    units = rows.standard.units
    rows.number[picked] = units.convert(rows.number[picked], source, wanted)
    rows.factor[picked] = float(units.factor(source, wanted))


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


def _about(message: str, key: str, name: str) -> str:
    if name:
        return say("measuring.input", message=message, name=name, key=key)
    return say("measuring.of_series", message=message, series=key)
