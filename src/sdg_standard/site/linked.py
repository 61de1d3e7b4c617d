"""What belongs together in a standard, told at both ends: an indicator and its goals, a series and its indicator."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from sdg_standard.catalogue import Standard
from sdg_standard.model.terms import Relation

Thing = tuple[str, str]
"""Kind and id."""
Links = dict[Thing, dict[str, list[tuple[str, str, str | None]]]]
"""Of each thing what it is linked with, by the kind of the other: kind, id, and how closely where that is said."""

_RELATIONS: tuple[str | None, ...] = (*get_args(Relation), None)
_SILENT = ("source", "input")


def links_of(standard: Standard) -> Links:
    """Return the links of everything, told at both ends; sources and inputs are pointed to and point to nothing.

    Of two links between the same two the closest relation is kept.

    >>> import sdg_standard as sdg
    >>> [name for _, name, _ in links_of(sdg.load())["target", "11.6"]["goal"]]
    ['11']
    """
    closest: dict[tuple[Thing, Thing], str | None] = {}
    for one, other, relation in _pairs(standard):
        for pair in ((one, other), (other, one)):
            closest[pair] = min(closest.get(pair, relation), relation, key=_RELATIONS.index)
    found: Links = {}
    for (here, there), relation in closest.items():
        if here[0] not in _SILENT:
            found.setdefault(here, {}).setdefault(there[0], []).append((*there, relation))
    return found


def _pairs(standard: Standard) -> Iterator[tuple[Thing, Thing, str | None]]:
    for code, target in standard.targets.items():
        yield ("target", code), ("goal", str(target.goal)), None
    for name, world in standard.global_indicators.items():
        yield ("global-indicator", name), ("target", world.target), None
        yield ("global-indicator", name), ("goal", str(world.goal)), None
    for name, item in standard.indicators.items():
        here = ("indicator", name)
        yield here, ("framework", item.framework), None
        yield from ((here, other, relation) for other, relation in _goals(standard, name))
        yield from ((here, ("source", key), None) for key in item.sources if key in standard.sources)
    for name, series in standard.series.items():
        yield ("series", name), ("indicator", series.indicator), None
        yield from ((("series", name), ("input", key), None) for key in series.common_inputs)
        cited = [each.source for each in series.benchmarks if each.source in standard.sources]
        yield from ((("series", name), ("source", key), None) for key in cited if key)
    for name, methodology in standard.methodologies.items():
        here = ("methodology", name)
        yield from ((here, ("source", key), None) for key in methodology.sources if key in standard.sources)


def _goals(standard: Standard, name: str) -> Iterator[tuple[Thing, str]]:
    """The goals, targets and global indicators that an indicator speaks to, each implied one too."""
    for link in standard.indicators[name].sdg:
        goal, target = link.codes
        yield ("goal", goal), link.relation
        if target:
            yield ("target", target), link.relation
        if link.indicator and f"un-sdg.{link.indicator}" in standard.global_indicators:
            yield ("global-indicator", f"un-sdg.{link.indicator}"), link.relation
