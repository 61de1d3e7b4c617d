"""Which methodologies of the edition below a folder touches: those that read what it changes, and no other.

A methodology below had no error when its edition was checked. Only what its plan reads can provoke one: series, schemes
of frameworks, breakdowns, tables of points and the files it extends.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sdg_standard.catalogue import Standard
from sdg_standard.catalogue.assembly import Base
from sdg_standard.catalogue.checks import normal_code
from sdg_standard.catalogue.definitions import Definitions, Entry
from sdg_standard.methodology import Methodology
from sdg_standard.model.indicator import Indicator, Series

_UNSEEN = (
    *("title", "label", "definition", "no_benchmark", "discriminates", "version"),  # texts for people
    *("spellings", "kind_spellings", "formula", "resolved_inputs", "common_inputs"),  # of values before they are one
    *("possible", "limits", "min_cell"),
)
"""What no plan reads of a series."""
_SEEN = tuple(name for name in Series.model_fields if name not in _UNSEEN)


class Touched:
    """What a folder changes of what lies below; ``by`` says whether a methodology below reads any of it."""

    def __init__(self, standard: Standard, own: Definitions, base: Base) -> None:
        self.standard, self.own, self.below = standard, own, base.definitions
        self.every = self._changes_what_all_read()
        self.methodologies = {str(document.data.get("id")) for document in own.methodologies.values()}
        tables = standard.tables_beside_methodologies()
        below = {name.removeprefix("methodologies/"): content for name, content in base.tables.items()}
        self.tables = {name for name, content in tables.items() if below.get(name) != content}
        indicators = set(_changed_indicators(standard, own, base))
        self.frameworks = {name.partition(".")[0] for name in indicators}
        self.names = {normal_code(name) for name in self._names_of(indicators)}

    def by(self, item: Methodology) -> bool:
        """Whether a methodology below reads something that the folder changes."""
        if self.every or not self.methodologies.isdisjoint(self._extended_by(item)):
            return True
        if any(rule.table in self.tables for rule in item.points):
            return True
        if not self.names:
            return False
        select = item.select
        if select is None or not (select.framework or select.ids):  # all series stand before it
            return True
        if not self.frameworks.isdisjoint(select.framework):
            return True
        return any(normal_code(text.removeprefix("series:")) in self.names for text in texts_in(item.model_dump()))

    def _changes_what_all_read(self) -> bool:
        """Whether a scheme is replaced, or something of the breakdowns: each file may name a code of them."""
        breakdowns = self.standard.vocabularies.get("breakdowns")
        codes = {"breakdowns", *(term.code for term in breakdowns.terms)} if breakdowns else set()
        schemes = self.own.frameworks.keys() & self.below.frameworks.keys()
        return bool(schemes) or not codes.isdisjoint(self.own.vocabularies)

    def _extended_by(self, item: Methodology) -> Iterator[str]:
        """The files that one extends, directly or through others."""
        found: Methodology | None = item
        while found is not None and found.extends is not None:
            yield found.extends
            found = self.standard.methodologies.get(found.extends)

    def _names_of(self, indicators: set[str]) -> Iterator[str]:
        """All that a methodology may write for the changed indicators and series, as they are and as they were."""
        entries: tuple[Mapping[str, Entry[Indicator]], ...] = (self.own.indicators, self.below.indicators)
        for item in (group[name].model for group in entries for name in indicators if name in group):
            names = (item.id, *item.aliases, *([item.code] if item.code else ()))
            yield from names
            yield from (f"{name}.{key}" for name in names for key in item.series)


def _changed_indicators(standard: Standard, own: Definitions, base: Base) -> Iterator[str]:
    """The indicators of which a plan reads something else than below; a vocabulary may change those of others."""
    series, below = standard.series, base.series
    for name in series.keys() | below.keys():
        new, old = series.get(name), below.get(name)
        if new is None or old is None or any(getattr(new, key) != getattr(old, key) for key in _SEEN):
            yield (new or below[name]).indicator
    for name, entry in own.indicators.items():
        was = base.definitions.indicators.get(name)
        if was is not None and was.model.aliases != entry.model.aliases:
            yield name


def texts_in(part: Any) -> Iterator[str]:
    """All texts of plain data, keys as well."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, Mapping):
        for key, item in part.items():
            yield from texts_in(key)
            yield from texts_in(item)
    elif isinstance(part, list | tuple):
        for item in part:
            yield from texts_in(item)
