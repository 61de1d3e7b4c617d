"""What a form asks for: sheet by sheet and row by row, without a word of how it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from math import inf
from typing import Literal

from sdg_standard.catalogue import Standard
from sdg_standard.errors import SdgStandardError, UnknownId
from sdg_standard.forms.texts import Choice, Texts, categories
from sdg_standard.model.indicator import Indicator, Input, Series
from sdg_standard.words import say

COMMON = "common"
_BANDS = ("sub_dimension", "category")
"""Keys of a classification below that of the sheets; rows of one class stand together under its title."""

RowKind = Literal["band", "indicator", "answer", "series", "part", "input"]
"""A title above rows, an indicator with several series, what an answer means; and what is asked for."""


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row: what is asked for, told in the language of the form, and what stands there from the start."""

    kind: RowKind
    title: str
    code: str = ""
    definition: str = ""
    count: str = ""
    do_not_count: str = ""
    example: str = ""
    previous: str = ""
    series: str = ""
    input: str = ""
    part: str = ""
    """The part of a breakdown that is asked for: ``service=police``."""
    form_unit: str = ""
    unit: str = ""
    limits: tuple[float, float] | None = None
    """Between which a number is possible, in the unit of the form; None where no number is asked for."""
    answers: str = ""
    """The name of the list of answers, where one is to be chosen."""
    value: float | None = None
    source: str = ""
    note: str = ""

    @property
    def asked(self) -> bool:
        """Whether something is to be filled in."""
        return self.kind in ("series", "part", "input")


@dataclass(frozen=True, slots=True)
class FormSheet:
    """The rows that stand together on one sheet."""

    title: str
    rows: tuple[FormRow, ...]


@dataclass(frozen=True, slots=True)
class FormContent:
    """A whole form. ``lists`` are the choices of its drop-downs by name."""

    sheets: tuple[FormSheet, ...]
    lists: dict[str, tuple[Choice, ...]] = field(default_factory=dict)

    def completed(self, complete: Callable[[FormRow], FormRow]) -> FormContent:
        """The same form with something more in the rows that ask for something."""
        sheets = (
            replace(sheet, rows=tuple(complete(row) if row.asked else row for row in sheet.rows))
            for sheet in self.sheets
        )
        return replace(self, sheets=tuple(sheets))


def content_of(texts: Texts, framework: str | None) -> FormContent:
    """What a form asks for: all series of a framework, or of all, and the common inputs of their formulas first.

    Raises UnknownId for a framework that the standard does not have or that has no series, and SdgStandardError where
    no framework has any.
    """
    standard = texts.standard
    indicators = [item for item in standard.indicators.values() if framework in (None, item.framework)]
    if not indicators and framework is None:
        raise SdgStandardError(say("forms.nothing_to_ask", standard=standard.id))
    if not indicators:
        raise UnknownId("framework", framework, dict.fromkeys(item.framework for item in standard.indicators.values()))
    parts = [_Asked(texts, item) for item in indicators]
    sheets = [_common(texts, parts)] if any(part.common for part in parts) else []
    for (name, key, code), group in groupby(sorted(parts, key=_order(standard)), key=_sheet_of(standard)):
        title = texts.classified(name, key, code) if code else standard.text(name, "title", texts.language)
        sheets.append(FormSheet(title, tuple(_banded(texts, name, list(group)))))
    lists = texts.choices()
    for part in parts:
        lists |= part.lists
    return FormContent(tuple(sheets), lists)


class _Asked:
    """The rows of one indicator."""

    def __init__(self, texts: Texts, item: Indicator) -> None:
        self.texts, self.item = texts, item
        self.series = [texts.standard.series[name] for name in item.series_ids.values()]
        self.common = {name for series in self.series for name in series.common_inputs}
        self.lists = {
            self._list_of(series): texts.answers(series) for series in self.series if series.kind == "category"
        }

    def _list_of(self, series: Series) -> str:
        """A vocabulary that many series share is listed once."""
        shared = self.item.series[series.key].categories
        return shared if isinstance(shared, str) else series.id

    def rows(self) -> Iterator[FormRow]:
        """The indicator above its series where it has several, and below each series the inputs of its formula."""
        alone, told = len(self.series) == 1, set[str]()
        if not alone:
            yield self._described(FormRow("indicator", self._text("title"), self.item.code or self.item.id))
        for series in self.series:
            row = self._of_series(series)
            yield self._described(row) if alone else row
            yield from self._of_answers(series)
            yield from self._of_parts(row, series)
            for name, given in series.resolved_inputs.items():
                if name not in series.common_inputs and name not in told:
                    told.add(name)
                    yield self._of_input(name, given)

    def _text(self, name: str) -> str:
        return self.texts.of(self.item.id, name, getattr(self.item, name))

    def _described(self, row: FormRow) -> FormRow:
        """A row with what the definition says to those who collect; what it says of a part stands behind it."""
        definition = " ".join(filter(None, (self._text("definition"), row.definition)))
        return replace(row, definition=definition, count=self._text("count"), do_not_count=self._text("do_not_count"))

    def _of_series(self, series: Series) -> FormRow:
        answers = series.kind == "category"
        return FormRow(
            "series",
            self.texts.series_title(series, self.item),
            self.item.code or self.item.id,
            definition=self.texts.of(self.item.id, f"series.{series.key}.definition", series.definition),
            example=self._example("expect", series.key, series),
            series=series.id,
            form_unit=series.unit or "",
            unit=self.texts.unit(series),
            limits=None if answers else series.limits,
            answers=self._list_of(series) if answers else "",
        )

    def _of_answers(self, series: Series) -> Iterator[FormRow]:
        """What each answer means, where the definition says it."""
        for category in categories(series):
            if definition := self.texts.answer_definition(category, series):
                yield FormRow("answer", self.texts.answer(category, series).text, definition=definition)

    def _of_parts(self, row: FormRow, series: Series) -> Iterator[FormRow]:
        """The parts that are expected beside the total, where the words of the breakdown are listed."""
        for breakdown in series.breakdowns:
            for choice in self.texts.terms(breakdown):
                part = f"{breakdown}={choice.code}"
                yield replace(row, kind="part", title=choice.text, part=part, definition="", example="")

    def _of_input(self, name: str, given: Input) -> FormRow:
        return FormRow(
            "input",
            self.texts.of(self.item.id, f"inputs.{name}.title", given.title),
            self.item.code or self.item.id,
            definition=self.texts.of(self.item.id, f"inputs.{name}.definition", given.definition),
            example=self._example("given", name, given),
            series=self.item.id,
            input=name,
            form_unit=given.unit,
            unit=self.texts.unit(given),
            limits=(-inf, inf),
        )

    def _example(self, part: Literal["given", "expect"], name: str, item: Input | Series) -> str:
        """The first example that has a number for it; that of a result says what it is of."""
        for index, example in enumerate(self.item.examples):
            quantities = getattr(example, part)
            if name in quantities:
                text = self.texts.quantity(quantities[name], item)
                about = self.texts.of(self.item.id, f"examples.{index}.name", example.name)
                return f"{text} ({about})" if isinstance(item, Series) else text
        return ""


def _common(texts: Texts, parts: Sequence[_Asked]) -> FormSheet:
    """The inputs that several indicators share, each asked for once."""
    wanted = set[str]().union(*(part.common for part in parts))
    rows = []
    for name, item in texts.standard.inputs.items():
        if name in wanted:
            given = Input(unit=item.unit, title=item.title, definition=item.definition)
            told = texts.of(f"input:{name}", "definition", item.definition)
            unit = texts.unit(given)
            title = texts.common_title(name)
            rows.append(
                FormRow(
                    "input",
                    title,
                    definition=told,
                    series=COMMON,
                    input=name,
                    form_unit=item.unit,
                    unit=unit,
                    limits=(0, inf),
                )
            )
    return FormSheet(texts.say("sheet.common"), tuple(rows))


def _order(standard: Standard) -> Callable[[_Asked], tuple[int, ...]]:
    """Frameworks and classes in the order of their files; indicators of a class stay as they are."""
    frameworks = list(standard.frameworks)

    def order(part: _Asked) -> tuple[int, ...]:
        scheme = standard.frameworks[part.item.framework].classification
        places = []
        for key in _keys(standard, part.item.framework):
            codes = list(scheme[key])
            code = part.item.classification.get(key)
            places.append(codes.index(code) if code in codes else len(codes))
        return (frameworks.index(part.item.framework), *places)

    return order


def _keys(standard: Standard, framework: str) -> tuple[str, ...]:
    """The keys of a scheme that order a form: its first one, and those of the classes below."""
    keys = list(standard.frameworks[framework].classification)
    return (*keys[:1], *(key for key in keys[1:] if key in _BANDS))


def _sheet_of(standard: Standard) -> Callable[[_Asked], tuple[str, str, str]]:
    def sheet(part: _Asked) -> tuple[str, str, str]:
        key = next(iter(_keys(standard, part.item.framework)), "")
        return part.item.framework, key, part.item.classification.get(key, "") if key else ""

    return sheet


def _banded(texts: Texts, framework: str, parts: Sequence[_Asked]) -> Iterator[FormRow]:
    """The rows of a sheet, with the titles of their classes above them."""
    keys = _keys(texts.standard, framework)[1:]

    def classes(part: _Asked) -> tuple[str, ...]:
        return tuple(part.item.classification.get(key, "") for key in keys)

    for codes, group in groupby(parts, key=classes):
        pairs = zip(keys, codes, strict=True)
        titles = dict.fromkeys(texts.classified(framework, key, code) for key, code in pairs if code)
        if titles:
            yield FormRow("band", " – ".join(titles))
        for part in group:
            yield from part.rows()
