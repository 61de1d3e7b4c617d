"""The latest year of a municipality's own results, from the evidence of its outcomes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sdg_standard.catalogue import Standard
from sdg_standard.measuring import measure
from sdg_standard.model.evidence import Evidence
from sdg_standard.model.period import Period

OWN_FRAMEWORK = "implementation"
"""The framework that this package counts itself; it says nothing of results."""


@dataclass(frozen=True)
class OutcomeSet:
    """The latest set of results: the year that it describes, how many series it has, and how many the fullest has."""

    year: int
    series: int
    most: int


def outcomes_of(evidence: Evidence, standard: Standard, area: str, until: int) -> OutcomeSet | None:
    """Return the latest set of results of an area, up to a year; None where evidence has none.

    A set is a year with values for at least half as many series as the fullest year: a single late number is no new
    measurement of the goals.
    """
    frame = measure(evidence, standard).frame
    mine = frame[(frame["area"] == area) & frame["value"].notna()]
    found: dict[int, set[str]] = defaultdict(set)
    for period, name in zip(mine["period"], mine["series"], strict=True):
        year = Period.parse(str(period)).end.year
        if year <= until and standard.series[name].framework != OWN_FRAMEWORK:
            found[year].add(name)
    if not found:
        return None
    most = max(map(len, found.values()))
    year = max(year for year, names in found.items() if 2 * len(names) >= most)
    return OutcomeSet(year, len(found[year]), most)
