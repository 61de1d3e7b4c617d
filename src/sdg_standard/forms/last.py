"""What was reported before: the newest number of every row of a form, with its period."""

from __future__ import annotations

import math

import pandas as pd

from sdg_standard.areas import check as check_area
from sdg_standard.catalogue import Standard
from sdg_standard.errors import UnknownId
from sdg_standard.forms.content import COMMON, FormRow
from sdg_standard.forms.texts import Texts, categories
from sdg_standard.measuring import measure
from sdg_standard.model.evidence import Evidence
from sdg_standard.model.period import Period
from sdg_standard.words.numbers import number, numerals

_Said = tuple[Period, str]


class Last:
    """The newest numbers of one area in some evidence, each in the unit that a form asks for.

    ``area`` may be empty where the evidence is of a single area. Numbers of the same place under an earlier code count;
    those of places that it was merged from do not. Raises UnknownId for an area that the evidence has nothing of.
    """

    def __init__(self, evidence: Evidence, texts: Texts, area: str) -> None:
        self.texts = texts
        values = measure(evidence, texts.standard)
        frame = values.frame
        own = _own_rows(frame, texts.standard, area)
        self.area = area or str(frame["area"].iloc[0] if len(frame) else "")
        self.period = max((Period.parse(text) for _, text in own), key=_in_time, default=None)
        self._said: dict[tuple[str, str], _Said] = {}
        self._take_series(frame[_among(frame, own)])
        if values.rows is not None:
            self._take_inputs(values.rows[_among(values.rows, own)])

    def beside(self, row: FormRow) -> str:
        """What stands beside a row: the number or why there was none, and when; empty where nothing was said."""
        said = self._said.get((row.series, row.input)) if not row.part else None
        return f"{said[1]} ({said[0].text})" if said else ""

    def _take_series(self, frame: pd.DataFrame) -> None:
        columns = (frame[name].tolist() for name in ("period", "series", "value", "reason"))
        for period, series, value, reason in zip(*columns, strict=True):
            text = self._value(series, value) if math.isfinite(value) else self.texts.reason(reason)
            self._keep_newest((series, ""), period, text)

    def _take_inputs(self, rows: pd.DataFrame) -> None:
        columns = (rows[name].tolist() for name in ("period", "series", "input", "number"))
        for period, owner, name, value in zip(*columns, strict=True):
            series = self.texts.standard.series.get(owner)
            known = series.indicator if series is not None and owner != COMMON else owner
            if name and math.isfinite(value):
                self._keep_newest((known, name), period, self._plain(value))

    def _keep_newest(self, key: tuple[str, str], period: str, text: str) -> None:
        when = Period.parse(period)
        if key not in self._said or _in_time(self._said[key][0]) < _in_time(when):
            self._said[key] = when, text

    def _value(self, name: str, value: float) -> str:
        series = self.texts.standard.series[name]
        answer = next((item for item in categories(series) if item.value == value), None)
        return self._plain(value) if answer is None else self.texts.answer(answer, series).text

    def _plain(self, value: float) -> str:
        language = self.texts.language
        return numerals(language).in_text(number(value, language))


def _in_time(period: Period) -> tuple[object, object]:
    return period.end, period.start


def _among(frame: pd.DataFrame, own: set[tuple[str, str]]) -> list[bool]:
    return [pair in own for pair in zip(frame["area"].tolist(), frame["period"].tolist(), strict=True)]


def _own_rows(frame: pd.DataFrame, standard: Standard, area: str) -> set[tuple[str, str]]:
    """The areas and periods that are the area's own: under its id, or under the one that the same place had then."""
    pairs = set(zip(frame["area"].tolist(), frame["period"].tolist(), strict=True))
    areas = {one for one, _ in pairs}
    if not area and len(areas) <= 1:
        return pairs
    own = {(one, period) for one, period in pairs if one == area or _same_place(standard, area, one, period)}
    if not own and pairs:
        raise UnknownId("area", area, sorted(areas))
    return own


def _same_place(standard: Standard, area: str, other: str, period: str) -> bool:
    then = check_area(standard.registers, area, Period.parse(period).end).valid_then
    return any(kin.area == other and kin.exact for kin in then)
