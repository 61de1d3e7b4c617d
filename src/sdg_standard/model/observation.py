"""One observation as a typed model, for programs that handle evidence row by row."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from sdg_standard.source import Code, Number, Strict, Text

_ONE = r"\d{4}(-(Q[1-4]|(0[1-9]|1[0-2])(-\d{2})?))?"
PERIOD_PATTERN = rf"^{_ONE}(/{_ONE})?$"
"""How a period is written, for programs; :class:`~sdg_standard.model.period.Period` reads it."""


class Observation(Strict):
    """A row of evidence: one number about one area and period. The fields are the columns of the table.

    Further keys are columns too, of text: those of a breakdown (``sex``, ``age``). As in a table, one that nobody knows
    is no error here; :func:`sdg_standard.check` warns of it and names what is near.

    >>> Observation(area="NO-3025", period="2020", series="u4ssc.sc.sh.si.4c", value=67.94, unit="%").value
    67.94
    >>> Observation(area="NO-3025", period="2020", series="county.turnout", value=81, unit="%", sex="F").columns
    {'area': 'NO-3025', 'period': '2020', 'series': 'county.turnout', 'value': 81.0, 'unit': '%', 'sex': 'F'}
    """

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, str]

    area: Annotated[Code, Field(examples=["NO-3203"])]
    """Area id, `NO-3025` in a register; any other id stands as it is."""
    period: Annotated[Code, Field(examples=["2024"], json_schema_extra={"pattern": PERIOD_PATTERN})]
    """Interval of time, both ends included: `2020`, `2020-Q1`, `2020-03`, `2020-03-01`, `2014/2020`."""
    series: Annotated[Code, Field(examples=["u4ssc.sc.eh.h.3c"])]
    """Series by id or official code; of an input also its indicator, or `common` for one that all series share."""
    input: Annotated[str, Field(examples=["physicians"])] = ""
    """Name of the input of a formula; empty for the series' own value."""
    value: Annotated[Number | Text | None, Field(examples=[96.5])] = None
    """Number, or the code of an answer. Empty where the status says why there is none."""
    unit: Annotated[str, Field(examples=["per 100000 inhabitants"])] = ""
    """Unit as written; empty for a count, an answer, and a series without unit."""
    status: Annotated[
        Literal["", "A", "D", "B", "W", "P", "S", "J", "V", "N", "E", "I", "U", "G", "F", "O", "M", "L", "H", "Q", "K"],
        Field(examples=["A"]),
    ] = ""
    """SDMX observation status; empty means `A`. `O`, `M`, `L`, `H` and `Q` go without a number."""
    confidentiality: Annotated[
        Literal["", "F", "N", "C", "D", "S", "A", "O", "T", "G", "M", "E"], Field(examples=["F"])
    ] = ""
    """SDMX confidentiality status; empty means `F`, free. A number with any other is never shown."""
    source: Annotated[str, Field(examples=["SSB table 11996"])] = ""
    """Where the number was had from."""
    quality: Annotated[
        Literal["", "measured", "survey", "higher-level", "estimate", "personal-estimate", "unknown"],
        Field(examples=["measured"]),
    ] = ""
    """How the number came about, best first."""
    verification: Annotated[
        Literal["", "verified", "partial", "reported", "not-verified"], Field(examples=["verified"])
    ] = ""
    """Whether somebody independent looked at it, best first."""
    low: Annotated[Number | None, Field(examples=[94.1])] = None
    """Lower end of a 95 % interval, in the unit of the row."""
    high: Annotated[Number | None, Field(examples=[98.9])] = None
    """Upper end of a 95 % interval, in the unit of the row."""
    note: Annotated[str, Field(examples=["read in March"])] = ""
    """A remark."""

    @property
    def columns(self) -> dict[str, str | float]:
        """What the row says, by column; what is empty is left out."""
        return {name: cell for name, cell in self if cell is not None and cell != ""}
