"""One cell of an agenda as the value that its column asks for, or why it is none."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from sdg_standard.agenda.names import codes_of, folded, named, said_in, spellings
from sdg_standard.agenda.periods import day_of, period_of
from sdg_standard.errors import did_you_mean, near
from sdg_standard.exchange.cells import cell_text
from sdg_standard.model.agenda import Bands, Row, Term, bands_of
from sdg_standard.words import Said, say

_NORDIC_DATE = re.compile(r"([0-3]?[0-9])\.\s?([01]?[0-9])\.\s?([12][0-9]{3})")
_SHORT_DATE = re.compile(r"([0-3]?[0-9])\.\s?([01]?[0-9])\.\s?([0-7][0-9])")
"""With two digits of the year, as Norwegian letters have it; 80 and more may be of the century before."""
_ISO_DATE = re.compile(r"([12][0-9]{3})-([01][0-9])-([0-3][0-9])(?:[T ]00:00(?::00)?)?")
_YES, _NO = frozenset({"yes", "ja", "true", "1", "x"}), frozenset({"no", "nei", "false", "0"})
_BLANKS = re.compile(r"(?<=[0-9])[\s\u00a0\u202f](?=[0-9]{3}(?![0-9]))")
_BETWEEN = re.compile(r"[;\n]|,\s")
_PLAIN = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")
_SHOWN = 40


class CellError(Exception):
    """A cell that is not what its column asks for: why, and what to write."""

    def __init__(self, why: Said | str, cure: Said | str) -> None:
        super().__init__(str(why))
        self.why, self.cure = why, cure


Reader = Callable[[Any, str], Any]
"""Takes a cell that is not empty and the language of the agenda."""


def as_text(cell: Any, language: str = "") -> str:
    """Text as written. A number of a workbook is the shortest text of it; a date where text belongs is refused."""
    if isinstance(cell, datetime.date | datetime.time):
        raise CellError(say("agenda.date_in_text", text=cell_text(cell)), say("agenda.format_as_text"))
    return cell_text(cell).strip()


def as_words(cell: Any, language: str) -> str:
    """Text in which a date may stand: a period, a scope."""
    return cell_text(cell).strip().removesuffix(" 00:00:00")


def as_list(cell: Any, language: str) -> tuple[str, ...]:
    """Ids between semicolons, or commas with a blank behind; in YAML a list.

    >>> as_list("3.4; 3.8", "en"), as_list("handlingsdel, budsjett", "nb"), as_list("3,4", "nb")
    (('3.4', '3.8'), ('handlingsdel', 'budsjett'), ('3,4',))
    """
    items = cell if isinstance(cell, list | tuple) else _BETWEEN.split(as_text(cell))
    return tuple(text for text in (as_text(item) for item in items) if text)


def as_date(cell: Any, language: str) -> datetime.date:
    """A day: of a workbook, ISO, ``20.06.2024``, ``20.06.24`` or ``20. juni 2024``."""
    if isinstance(cell, datetime.datetime):
        return cell.date()
    if isinstance(cell, datetime.date):
        return cell
    text = cell_text(cell).strip()
    iso, nordic, short = (each.fullmatch(text) for each in (_ISO_DATE, _NORDIC_DATE, _SHORT_DATE))
    try:
        if iso:
            return datetime.date(int(iso[1]), int(iso[2]), int(iso[3]))
        if nordic:
            return datetime.date(int(nordic[3]), int(nordic[2]), int(nordic[1]))
        if short:
            return datetime.date(2000 + int(short[3]), int(short[2]), int(short[1]))
    except ValueError:
        pass
    spoken = day_of(text)
    if spoken is not None:
        return spoken
    raise CellError(say("agenda.no_date", text=text[:_SHOWN]), say("agenda.write_date"))


def as_first_day(cell: Any, language: str) -> datetime.date:
    """A day, or the first one of a period: a measure that begins in 2022 begins on the first of January.

    >>> as_first_day("2022", "nb"), as_last_day("T1 2025", "nb")
    (datetime.date(2022, 1, 1), datetime.date(2025, 4, 30))
    """
    return _end_of(cell, first=True)


def as_last_day(cell: Any, language: str) -> datetime.date:
    """A day, or the last one of a period."""
    return _end_of(cell, first=False)


def _end_of(cell: Any, *, first: bool) -> datetime.date:
    period = None if isinstance(cell, datetime.date) else period_of(cell_text(cell).strip())
    if period is None:
        return as_date(cell, "")
    return period.start if first else period.end


def as_number(cell: Any, language: str) -> float:
    """A number with a decimal point or comma; thousands with blanks. ``1.234`` and ``1,234`` as text say two things.

    >>> as_number("95 424,5", "nb"), as_number(1.234, "nb")
    (95424.5, 1.234)
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell)
    text = _BLANKS.sub("", cell_text(cell).strip().replace("\u2212", "-"))
    if not _PLAIN.fullmatch(text):
        raise CellError(say("agenda.no_number", text=text[:_SHOWN]), say("agenda.write_number"))
    mark = next((sign for sign in ".," if sign in text), "")
    whole, _, part = text.partition(mark) if mark else (text, "", "")
    declared = "," if language in ("nb", "nn") else "."
    if mark and mark != declared and len(part) == 3 and 1 <= len(whole.lstrip("+-")) <= 3 and whole.lstrip("+-0"):
        raise CellError(say("agenda.two_numbers", text=text[:_SHOWN]), say("agenda.write_number"))
    return float(text.replace(",", "."))


def as_figure(cell: Any, language: str) -> float:
    """A number that may be in per cent: ``62 %`` is 62, as is a cell of a workbook that shows it.

    >>> as_figure("62,5 %", "nb"), as_figure(Percent(62.5), "nb")
    (62.5, 62.5)
    """
    text = cell.strip() if isinstance(cell, str) else ""
    return as_number(text.removesuffix("%").rstrip(), language) if text.endswith("%") else as_number(cell, language)


def in_percent(cell: Any) -> bool:
    """Whether a cell says that its number is in per cent."""
    return isinstance(cell, Percent) or (isinstance(cell, str) and cell.strip().endswith("%"))


_PER_CENT = frozenset({"prosent", "prosentandel", "prosentdel", "percent", "pct", "pst"})


def is_per_cent(unit: str) -> bool:
    """Whether a unit is per cent, as a sign or in a word.

    >>> is_per_cent("%"), is_per_cent("Prosent"), is_per_cent("per 1000")
    (True, True, False)
    """
    return unit.strip() == "%" or folded(unit) in _PER_CENT


class Percent(float):
    """A number of a workbook as its format shows it, with a sign of per cent: 62, where the cell holds 0.62."""


def as_amount(cell: Any, language: str) -> float:
    """An amount of money, which is in no per cent."""
    if isinstance(cell, Percent):
        raise CellError(say("agenda.no_number", text=f"{cell:g} %"), say("agenda.write_number"))
    return as_number(cell, language)


def as_whole(cell: Any, language: str) -> int:
    """A whole number."""
    number = as_number(cell, language)
    if number != int(number):
        raise CellError(say("agenda.no_whole", text=cell_text(cell)[:_SHOWN]), say("agenda.write_number"))
    return int(number)


def as_yes_no(cell: Any, language: str) -> bool:
    """Yes or no, in the words of any language."""
    text = folded(cell_text(cell))
    if text in _YES or text in _NO:
        return text in _YES
    raise CellError(
        say("agenda.no_yes_no", text=cell_text(cell)[:_SHOWN]),
        say("agenda.codes_are", names=[named("code", each) for each in ("yes", "no")]),
    )


def as_bands(cell: Any, language: str) -> Bands:
    """Bands: as text, or in YAML as a mapping."""
    try:
        return bands_of(cell if isinstance(cell, dict) else as_text(cell))
    except ValueError:
        text = cell_text(cell)[:_SHOWN] if not isinstance(cell, dict) else "{…}"
        raise CellError(say("agenda.no_bands", text=text), say("agenda.write_bands")) from None


def _code_reader(field: str, codes: tuple[str, ...], several: bool) -> Reader:
    known = spellings(codes)

    def one(cell: Any, language: str) -> str:
        text = as_text(cell)
        code = known.get(folded(text))
        if code is None:
            hint = did_you_mean(near(text, said_in(language or "en", "code", codes)))
            why = say("agenda.no_code", text=text[:_SHOWN], field=named("column", field), hint=hint)
            raise CellError(why, say("agenda.codes_are", names=[named("code", each) for each in codes]))
        return code

    def many(cell: Any, language: str) -> tuple[str, ...]:
        return tuple(one(item, language) for item in as_list(cell, language))

    return many if several else one


_AMOUNTS = frozenset({"amount", "sum"})
"""Fields of numbers that are never in per cent."""
PERIOD_FIELDS = frozenset({"period", "value_period", "baseline_period"})
"""Fields that name a period."""
_PERIODS = PERIOD_FIELDS | frozenset({"scope", "effect"})
"""Fields of text in which a year or day may stand, which a workbook keeps as a number or date."""


_ENDS: Mapping[str, Reader] = {
    **dict.fromkeys(("start", "period_start", "from_"), as_first_day),
    **dict.fromkeys(("end", "period_end", "to", "due"), as_last_day),
}
"""Days with which something begins or ends, where a year or another period means its first or last day."""


@cache
def reader_of(model: type[Row], field: str) -> Reader:
    """What reads the cells of a field."""
    codes = codes_of(model, field)
    kinds = frozenset(_kinds(model.model_fields[field].annotation))
    if codes:
        return _code_reader(field, codes, tuple in kinds)
    if Bands in kinds:
        return as_bands
    if field in _AMOUNTS:
        return as_amount
    if datetime.date in kinds and model is not Term and field in _ENDS:
        return _ENDS[field]
    for kind, reader in (
        (tuple, as_list),
        (datetime.date, as_date),
        (bool, as_yes_no),
        (float, as_figure),
        (int, as_whole),
    ):
        if kind in kinds:
            return reader
    return as_words if field in _PERIODS else as_text


def takes_several(model: type[Row], field: str) -> bool:
    """Whether a field holds a list."""
    return tuple in _kinds(model.model_fields[field].annotation)


def _kinds(annotation: Any) -> list[Any]:
    """The plain types that an annotation is made of, the outermost of each part."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _kinds(get_args(annotation)[0])
    if origin in (Union, UnionType):
        return [kind for part in get_args(annotation) for kind in _kinds(part)]
    if origin is Literal:
        return [str]
    return [origin or annotation]
