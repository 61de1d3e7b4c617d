"""What is filled in beforehand: numbers that a register of areas knows."""

from __future__ import annotations

from dataclasses import replace

from sdg_standard.forms.content import COMMON, FormRow
from sdg_standard.forms.texts import Texts
from sdg_standard.model.period import Period

_POPULATION = (COMMON, "population")


class Known:
    """What the registers of a standard know about an area in a period."""

    def __init__(self, texts: Texts, area: str, period: str) -> None:
        self.texts, self.people = texts, None
        register = texts.standard.registers.get(area.partition("-")[0])
        if register is not None and period:
            when = Period.parse(period)
            self.year = when.year
            self.people = register.population(area, when.year, when.end)

    def filled_in(self, row: FormRow) -> FormRow:
        """A row with its number, if it is known: the inhabitants on 1 January of the year in which the period ends."""
        if self.people is None or (row.series, row.input) != _POPULATION:
            return row
        source = self.texts.say("prefilled.source")
        return replace(row, value=float(self.people), source=source, note=self.texts.say("prefilled", year=self.year))
