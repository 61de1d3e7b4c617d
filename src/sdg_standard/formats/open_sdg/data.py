"""The data of an indicator as Open SDG has them: Year first, Value last, a blank cell for all."""

from __future__ import annotations

import pandas as pd

from sdg_standard.exchange import table_text
from sdg_standard.formats.content import Content
from sdg_standard.formats.observations import statuses
from sdg_standard.formats.texts import one_line
from sdg_standard.model.parts import TOTAL
from sdg_standard.model.period import Period
from sdg_standard.model.values import VALUE_COLUMNS

PLACE, SERIES, UNITS, PERIOD, STATUS, GEO = "Municipality", "Series", "Units", "Period", "OBS_STATUS", "GeoCode"


class Data:
    """The values of some content, ready to be written indicator by indicator.

    Of several areas each is a value of the column ``Municipality``: Open SDG is about one place, so there is no
    headline then. Periods that are no year stand in a column of their own, so that no two rows are about the same.
    """

    def __init__(self, content: Content, area: str) -> None:
        self.standard = content.standard
        table = content.table("values") if content.kind != "standard" else pd.DataFrame(columns=list(VALUE_COLUMNS))
        table["status"] = statuses(table)
        self.table = table[table["area"] == area] if area else table
        self.areas = tuple(dict.fromkeys(self.table["area"]))
        self.names = {one: one_line(content.area_name(one)) for one in self.areas}
        self.breakdowns = tuple(str(name) for name in self.table.columns if name not in VALUE_COLUMNS)
        self.titles = {name: self._title("breakdowns", name) for name in self.breakdowns}
        self._owners = {name: item.indicator for name, item in self.standard.series.items()}

    def _title(self, vocabulary: str, code: str, language: str = "") -> str:
        name, field = f"vocabulary:{vocabulary}", f"terms.{code}.title"
        known = self.standard.has_text(name, field, self.standard.languages[0])
        return one_line(self.standard.text(name, field, language or None)) if known else one_line(code)

    def of(self, indicator: str) -> pd.DataFrame:
        """The rows of an indicator, with our columns."""
        return self.table[self.table["series"].map(self._owners) == indicator]

    def sources(self, indicator: str) -> list[str]:
        """Where the numbers of an indicator were had from."""
        return [text for text in dict.fromkeys(self.of(indicator)["source"].map(one_line)) if text]

    def text(self, indicator: str) -> str:
        """The file of an indicator; empty where it has no rows."""
        rows = self.of(indicator)
        if not len(rows):
            return ""
        periods = [Period.parse(str(text)) for text in rows["period"]]
        yearly = [len(period.text) == 4 for period in periods]
        columns: dict[str, object] = {"Year": [period.year for period in periods]}
        if len(self.areas) > 1:
            columns[PLACE] = rows["area"].map(self.names).to_numpy()
        series = self.standard.indicators[indicator].series
        if len(series) > 1:
            columns[SERIES] = rows["series"].map(self._part_title).to_numpy()
        units = rows["series"].map(lambda name: self.standard.series[str(name)].unit or "")
        if (units != "").any():
            columns[UNITS] = units.to_numpy()
        if not all(yearly):
            columns[PERIOD] = ["" if plain else period.text for plain, period in zip(yearly, periods, strict=True)]
        for name in (one for one in self.breakdowns if (rows[one] != TOTAL).any()):
            columns[self.titles[name]] = [self._part(name, str(code)) for code in rows[name]]
        if (rows["status"] != "A").any():
            columns[STATUS] = rows["status"].to_numpy()
        if len(self.areas) > 1:
            columns[GEO] = rows["area"].map(one_line).to_numpy()
        columns["Value"] = rows["value"].to_numpy()
        return table_text(pd.DataFrame(columns))

    def _part_title(self, name: object) -> str:
        """The title of a series within its indicator."""
        series = self.standard.series[str(name)]
        return one_line(self.standard.indicators[series.indicator].series[series.key].title or series.key)

    def _part(self, breakdown: str, code: str) -> str:
        return "" if code == TOTAL else self._title(breakdown, code)

    def words(self, language: str) -> dict[str, str]:
        """What columns and cells are called in a language, by what stands in the files."""
        found = {self.titles[name]: self._title("breakdowns", name, language) for name in self.breakdowns}
        for name in self.breakdowns:
            codes = dict.fromkeys(str(code) for code in self.table[name] if code != TOTAL)
            found |= {self._title(name, code): self._title(name, code, language) for code in codes}
        for name in dict.fromkeys(self.table["series"]):
            series = self.standard.series[str(name)]
            if len(self.standard.indicators[series.indicator].series) > 1:
                field = f"series.{series.key}.title"
                known = self.standard.has_text(series.indicator, field, language)
                title = self.standard.text(series.indicator, field, language) if known else self._part_title(name)
                found[self._part_title(name)] = one_line(title)
        return dict(sorted(found.items()))
