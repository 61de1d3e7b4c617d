"""What a card lacks, in order of ease: who has it, in which table, and whether a mapping is shipped that reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np

from sdg_standard.assess.card import Card
from sdg_standard.exchange.mapping import read_mapping, shipped_mappings
from sdg_standard.model.indicator import Indicator, NationalData
from sdg_standard.model.series import Series
from sdg_standard.model.values import REASONS
from sdg_standard.plans import Leaf
from sdg_standard.study.shown import period_of, shown_leaves

Ease = Literal["mapping", "table", "register", "unknown"]
EASE: tuple[Ease, ...] = ("mapping", "table", "register", "unknown")
"""How a number can be had, the easiest first: a shipped mapping reads it whole; a table of statistics has it, or some
of its inputs; somebody is named who has it; nobody is."""
NO_GAPS = ("", "not_applicable", "outside_domain")
"""Reasons that no further number mends: there is none to have, or it is there and cannot be read as it is asked for."""
CORE = "core"
COMMON = "common"


@dataclass(frozen=True)
class Missing:
    """A leaf without a value. Made by :func:`missing`."""

    node: str
    series: str
    indicator: str
    level: str
    """The level of its indicator (U4SSC: `core` or `advanced`); empty where there are none."""
    reason: str
    """Why there is no value, by the words of ``scores.csv``."""
    scored: bool
    """Whether it would have a score if it were there."""
    ease: Ease
    """How it can be had."""
    country: str
    """The country whose national data is meant, as indicators write it (`no`); empty where nothing is said of it. The
    register or department is the text ``national_data.<country>.where`` of the indicator."""
    tables: tuple[str, ...]
    """The tables that are named, by publisher and number: `SSB 07459`."""
    mappings: tuple[str, ...]
    """Shipped mappings that read its value or its own inputs: `no/06944`."""


def missing(card: Card, area: str, period: str | int | None = None) -> tuple[Missing, ...]:
    """Return what an area lacks in a period, by default the newest: leaves that are shown, apply and have no value,
    without those whose observations are there and cannot be read (a growth between two signs, a division by 0).

    Core indicators first, then by ease (:data:`EASE`), then in the order of the tree; what is withheld stands last,
    since it cannot be had. Raises UnknownId.

    >>> import sdg_standard as sdg
    >>> card = sdg.score(sdg.demo_evidence(), sdg.load(), "u4ssc-performance", periods=["2021"])
    >>> first = missing(card, "NO-1149")[0]
    >>> first.node, first.level, first.ease, first.mappings
    ('u4ssc.ec.i.t.3c', 'core', 'mapping', ('no/11816',))
    """
    where, when = card.area_meant(area), period_of(card, period)
    case = card._result.cases.position(where, when) if when else None
    if case is None:
        return ()
    reasons = card._result.readout.reason_codes()[:, case]
    scored = card._result.scored
    asked = np.ones(len(reasons), dtype=bool) if scored is None else scored[:, case]
    rows = ((leaf, card._result.index[leaf.id]) for leaf in shown_leaves(card))
    said = ((leaf, REASONS[int(reasons[row])], bool(asked[row])) for leaf, row in rows)
    found = [_missing(card, leaf, case, reason, asked) for leaf, reason, asked in said if reason not in NO_GAPS]
    return tuple(sorted(found, key=lambda item: (item.reason == "suppressed", item.level != CORE, _place(item.ease))))


def _place(ease: Ease) -> int:
    return EASE.index(ease)


def _missing(card: Card, leaf: Leaf, case: int, reason: str, asked: bool) -> Missing:
    """A leaf without a value in a case, with the reason, and whether its score is asked for there."""
    result, row = card._result, card._result.index[leaf.id]
    series = card.standard.series.get(leaf.observable.series, leaf.series)
    indicator = card.standard.indicators.get(series.indicator)
    country = _country(indicator, str(result.cases.area_of(case)))
    data = indicator.national_data[country] if indicator is not None and country else None
    own = {name: inputs for name, inputs in _mapped(series) if name.startswith(f"{country}/")} if country else {}
    lacks = bool(result.lacking_points[row, case if result.lacking_points.shape[1] > 1 else 0])
    return Missing(
        node=leaf.id,
        series=series.id,
        indicator=series.indicator,
        level="" if indicator is None else indicator.classification.get("level", ""),
        reason=reason,
        scored=asked and leaf.gives == "score" and not lacks,
        ease=_ease(series, data, own),
        country=country,
        tables=() if data is None else tuple(data.tables),
        mappings=tuple(own),
    )


def _country(indicator: Indicator | None, area: str) -> str:
    """The country of an area where the indicator says something of it; empty where it does not."""
    prefix, dash, _ = area.partition("-")
    said = indicator.national_data if indicator is not None else {}
    return prefix.lower() if dash and prefix.lower() in said else ""


def _ease(series: Series, data: NationalData | None, mapped: Mapping[str, frozenset[str]]) -> Ease:
    """How the number of a series can be had."""
    inputs = {name for names in mapped.values() for name in names}
    own = set(series.resolved_inputs) - set(series.common_inputs)
    if "" in inputs or (own and own <= inputs):
        return "mapping"
    if data is None:
        return "unknown"
    of_inputs = _common_tables()
    if mapped or any(name.rpartition(" ")[2] not in of_inputs for name in data.tables):
        return "table"
    return "register"


def _mapped(series: Series) -> Iterator[tuple[str, frozenset[str]]]:
    """The shipped mappings that read a series: which of its own inputs each has; an empty text is its value."""
    for name, rules in _shipped().items():
        wanted = {item for owner, item in rules if owner in (series.id, series.indicator)}
        found = frozenset(item for item in wanted if item == "" or item in series.resolved_inputs)
        if found:
            yield name, found


@cache
def _shipped() -> Mapping[str, frozenset[tuple[str, str]]]:
    """Of each shipped mapping the series and inputs that it reads."""
    files = {name: read_mapping(path).mapping for name, path in shipped_mappings().items()}
    return {
        name: frozenset((rule.series, rule.input or "") for rule in mapping.series if rule.series)
        for name, mapping in files.items()
    }


@cache
def _common_tables() -> frozenset[str]:
    """Numbers of the tables of which a mapping reads common inputs alone, such as the population."""
    alone = (name for name, rules in _shipped().items() if rules and {owner for owner, _ in rules} == {COMMON})
    return frozenset(name.rpartition("/")[2] for name in alone)
