"""Which values are sums of which: the whole of its parts, a part of its own parts, series that add up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from sdg_standard.catalogue import Standard
from sdg_standard.model.parts import Part

Place = tuple[str, Part]
"""A value of one area and period: its series and part."""


@dataclass(frozen=True)
class Margin:
    """A value and the parts that it is made of, by one breakdown or several at once: rows of a table."""

    series: str
    by: tuple[str, ...]
    whole: int
    parts: tuple[int, ...]


def margins(places: Mapping[Place, int]) -> Iterator[Margin]:
    """The values that have two parts or more; ``places`` has the row of each value of an area and period."""
    found: dict[tuple[str, tuple[str, ...], Part], list[int]] = {}
    for (series, part), row in places.items():
        for count in range(1, len(part) + 1):
            for chosen in combinations([name for name, _ in part], count):
                rest = tuple(item for item in part if item[0] not in chosen)
                found.setdefault((series, chosen, rest), []).append(row)
    for (series, by, rest), rows in found.items():
        whole = places.get((series, rest))
        if whole is not None and len(rows) > 1:
            yield Margin(series, by, whole, tuple(rows))


def lines(places: Mapping[Place, int], standard: Standard) -> Iterator[Sequence[int]]:
    """The rows of which each follows from the others: margins, and series that a definition says add up."""
    for margin in margins(places):
        yield (margin.whole, *margin.parts)
    series, parts = {name for name, _ in places}, {part for _, part in places}
    for ids in sums(standard) if len(series) > 1 else ():
        for part in parts:
            if all((name, part) in places for name in ids):
                yield [places[name, part] for name in ids]


def sums(standard: Standard) -> Iterator[tuple[str, ...]]:
    """The series that add up to something, as the checks of definitions say."""
    for indicator in standard.indicators.values():
        for item in indicator.evidence.checks:
            if item.rule == "sums_to":
                own = list(indicator.series_ids.values())
                yield tuple(dict.fromkeys([*(own if len(own) == 1 else ()), *(item.with_ or ())]))


def families(standard: Standard) -> dict[str, str]:
    """The name of the family of each series that adds up with others; every other series is alone."""
    found: dict[str, str] = {}
    for ids in sums(standard):
        known = {found[name] for name in ids if name in found}
        found |= {name: ids[0] for name in ids}
        found |= {name: ids[0] for name, family in found.items() if family in known}
    return found
