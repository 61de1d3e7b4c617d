"""A target that a municipality itself has adopted, as a typed model."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sdg_standard.source import Code, Number, Strict, Text, Whole

Year = Annotated[Whole, Field(ge=1000, le=2999)]


class Commitment(Strict):
    """A row of a table of commitments: what an area has promised to reach, by when, and who decided it.

    Numbers are in the unit of the row. The fields are the columns of the table.

    >>> Commitment(area="NO-3203", series="town.water", value=100, unit="%", year=2030).value
    100.0
    """

    area: Code
    """Area id, or its name where the evidence is read with a country."""
    series: Code
    """Series by id or official code."""
    value: Number | Text
    """The number to be reached."""
    unit: str = ""
    """Unit as written."""
    year: Year
    """Year by whose end it is to be reached."""
    decided_by: str = ""
    """Who decided it: the municipal council, a committee. A role, never the name of a person."""
    decided_on: str = ""
    """The day of the decision: `2024-06-20`."""
    source: str = ""
    """The document of the decision."""
    low: Number | None = None
    """Lower end of the band that is wanted, where the target is a band."""
    high: Number | None = None
    """Upper end of the band that is wanted."""
    accepted_low: Number | None = None
    """Lower end of the band that is accepted on the way."""
    accepted_high: Number | None = None
    """Upper end of the band that is accepted on the way."""
    baseline_value: Number | None = None
    """The number that the decision starts from."""
    baseline_year: Year | None = None
    """Year at whose end the baseline lies."""
    decimals: Annotated[Whole, Field(ge=0, le=12)] | None = None
    """Decimals that the ends of bands are printed with."""


NUMBERS: tuple[str, ...] = ("value", "low", "high", "accepted_low", "accepted_high", "baseline_value")
"""Fields that are numbers in the unit of the row."""
WHOLE: tuple[str, ...] = ("year", "baseline_year", "decimals")
"""Fields that are whole numbers."""
