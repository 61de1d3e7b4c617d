"""One observation as a typed model, for programs that handle evidence row by row."""

from __future__ import annotations

from typing import Literal

from sdg_standard.source import Code, Number, Strict, Text


class Observation(Strict):
    """A row of evidence: one number about one area and period. The fields are the columns of the table.

    >>> Observation(area="NO-3025", period="2020", series="u4ssc.sc.sh.si.4c", value=67.94, unit="%").value
    67.94
    """

    area: Code
    """Area id: `NO-3025`."""
    period: Code
    """Period: `2020`, `2020-Q1`, `2014/2020`."""
    series: Code
    """Series, or indicator or `common` for an input."""
    input: Code = ""
    """Name of the input; empty for the series' own value."""
    value: Number | Text | None = None
    """Number, or the code of an answer; None where a status says why."""
    unit: Code = ""
    """Unit as written."""
    status: Literal[
        "", "A", "D", "B", "W", "P", "S", "J", "V", "N", "E", "I", "U", "G", "F", "O", "M", "L", "H", "Q", "K"
    ] = ""
    """SDMX observation status; empty means A."""
    confidentiality: Literal["", "F", "N", "C", "D", "S", "A", "O", "T", "G", "M", "E"] = ""
    """SDMX confidentiality status; empty means F."""
    source: str = ""
    """Where the number was had from."""
    quality: Literal["", "measured", "survey", "higher-level", "estimate", "personal-estimate", "unknown"] = ""
    """How the number came about."""
    verification: Literal["", "verified", "partial", "reported", "not-verified"] = ""
    """Whether somebody independent looked at it."""
    low: Number | None = None
    """Lower end of a 95 % interval."""
    high: Number | None = None
    """Upper end of a 95 % interval."""
    note: str = ""
    """A remark."""
