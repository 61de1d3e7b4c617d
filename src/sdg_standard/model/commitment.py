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

    area: Annotated[Code, Field(examples=["NO-3203"])]
    """Area id, or its name where the evidence is read with a country."""
    series: Annotated[Code, Field(examples=["u4ssc.en.en.aq.1c.pm2_5"])]
    """Series by id or official code."""
    value: Annotated[Number | Text, Field(examples=[8])]
    """The number to be reached."""
    unit: Annotated[str, Field(examples=["µg/m³"])] = ""
    """Unit as written."""
    year: Annotated[Year, Field(examples=[2030])]
    """Year by whose end it is to be reached."""
    decided_by: Annotated[str, Field(examples=["municipal council"])] = ""
    """Who decided it: the municipal council, a committee. A role, never the name of a person."""
    decided_on: Annotated[str, Field(examples=["2024-06-20"])] = ""
    """The day of the decision: `2024-06-20`."""
    source: Annotated[str, Field(examples=["Climate plan 2024, page 12"])] = ""
    """The document of the decision."""
    low: Annotated[Number | None, Field(examples=[6])] = None
    """Lower end of the band that is wanted, where the target is a band."""
    high: Annotated[Number | None, Field(examples=[8])] = None
    """Upper end of the band that is wanted."""
    accepted_low: Annotated[Number | None, Field(examples=[5])] = None
    """Lower end of the band that is accepted on the way."""
    accepted_high: Annotated[Number | None, Field(examples=[10])] = None
    """Upper end of the band that is accepted on the way."""
    baseline_value: Annotated[Number | None, Field(examples=[12])] = None
    """The number that the decision starts from."""
    baseline_year: Annotated[Year | None, Field(examples=[2020])] = None
    """Year at whose end the baseline lies."""
    decimals: Annotated[Annotated[Whole, Field(ge=0, le=12)] | None, Field(examples=[1])] = None
    """Decimals that the ends of bands are printed with."""


NUMBERS: tuple[str, ...] = ("value", "low", "high", "accepted_low", "accepted_high", "baseline_value")
"""Fields that are numbers in the unit of the row."""
WHOLE: tuple[str, ...] = ("year", "baseline_year", "decimals")
"""Fields that are whole numbers."""
