"""Definitions by what people call them: by id, by any spelling of the official code, or relative to a framework."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel

from sdg_standard.catalogue.checks import belongs_to, normal_code
from sdg_standard.methodology import Methodology
from sdg_standard.methodology.branches import Node
from sdg_standard.methodology.rules import WORDS
from sdg_standard.model.indicator import Indicator, Series
from sdg_standard.source import ReadOnly

M = TypeVar("M", bound=BaseModel)

_NAMES = ("ids", "node", "children_of", "below", "series", "per", "children")
"""Keys of a methodology behind which ids stand."""
_KEYED = ("children", "weights", "decimals", "given", "expect")
"""Keys whose value is a table with ids as its keys."""


@dataclass(frozen=True)
class Lookup:
    """Finds indicators and series by what people write for them."""

    series: Mapping[str, Series]
    indicators: Mapping[str, Indicator]
    codes: Mapping[str, str]
    """Ids of indicators by their codes and aliases, as :func:`~sdg_standard.catalogue.checks.normal_code` has them."""

    def find_indicator(self, name: str) -> Indicator | None:
        """The indicator with an id, a code or an alias; None if there is none."""
        text = str(name).strip()
        key = text if text in self.indicators else self.codes.get(normal_code(text))
        return self.indicators.get(key) if key else None

    def find_series(self, name: str) -> Series | None:
        """The series with an id, or with any spelling of the code and ``.part`` behind; None if there is none.

        A code of an indicator with a single series finds that series.
        """
        text = str(name).strip()
        exact = self.series.get(text)
        if exact is not None:
            return exact
        indicator = self.find_indicator(text)
        if indicator is not None:
            return self.series.get(indicator.id)
        code, dot, part = text.rpartition(".")
        indicator = self.find_indicator(code) if dot else None
        return self.series.get(f"{indicator.id}.{part.strip()}") if indicator else None

    def id_of(self, name: str, frameworks: Collection[str] = (), broken: Collection[str] = ()) -> str | None:
        """The id of the series or indicator that a name stands for; None if nothing has it.

        A name may be relative to one of the ``frameworks``. ``broken`` are ids of definitions that cannot be used.
        """
        if name in self.series or name in self.indicators:
            return name
        found = self.find_series(name) or self.find_indicator(name)
        if found is not None:
            return found.id
        relative = [f"{framework}.{name}" for framework in frameworks]
        known = [item for item in relative if item in self.series or item in self.indicators]
        known += [item for item in relative if belongs_to(item, broken)]
        return known[0] if len(set(known)) == 1 else None


def in_ids(methodology: Methodology, lookup: Lookup, broken: Collection[str] = ()) -> Methodology:
    """The same methodology with the ids of series where it has official codes, or ids relative to its framework.

    What is the id of a node that the file defines itself stays. The order of lists is kept, so that places hold; where
    there is nothing to replace it is the same object.
    """
    return _Renaming(methodology, lookup, broken).model(methodology)


class _Renaming:
    """Goes through the models of a methodology."""

    def __init__(self, methodology: Methodology, lookup: Lookup, broken: Collection[str]) -> None:
        self.lookup, self.broken = lookup, broken
        self.frameworks = methodology.select.framework if methodology.select else ()
        self.own = {*WORDS, *_defined(methodology.tree)}

    def model(self, model: M) -> M:
        """The model with all names in it replaced."""
        old = {name: getattr(model, name) for name in model.model_fields_set if name in type(model).model_fields}
        new = {name: self._value(name, value) for name, value in old.items()}
        if isinstance(model, Node) and model.children is None and model.series is None:
            series = self.lookup.id_of(model.id, self.frameworks, self.broken) or model.id
            new |= {"series": series} if series != model.id else {}
        update = {name: value for name, value in new.items() if value is not old.get(name)}
        return model.model_copy(update=update) if update else model

    def _value(self, key: str, value: Any) -> Any:
        if isinstance(value, BaseModel):
            return self.model(value)
        if isinstance(value, str):
            return self._name(value) if key in _NAMES else self._point(value) if key == "at" else value
        if isinstance(value, tuple):
            items = tuple(self._value(key, item) for item in value)
            return items if any(new is not old for new, old in zip(items, value, strict=True)) else value
        return self._table(key, value) if isinstance(value, Mapping) else value

    def _table(self, key: str, table: Mapping[str, Any]) -> Mapping[str, Any]:
        """A table, of which the keys may be names; those of examples may stand below the names of areas."""
        new = {self._name(name) if key in _KEYED else name: self._value(key, item) for name, item in table.items()}
        same = all(old == name and table[old] is new[name] for old, name in zip(table, new, strict=False))
        return table if same and len(new) == len(table) else ReadOnly(new)

    def _name(self, name: str) -> str:
        if name in self.own:
            return name
        return self.lookup.id_of(name, self.frameworks, self.broken) or name

    def _point(self, name: str) -> str:
        """A point of a series: `SC: EH: H: 3C.green`."""
        series, dot, point = name.rpartition(".")
        return f"{self._name(series)}{dot}{point}"


def _defined(nodes: Any) -> Iterator[str]:
    """Ids of the nodes that a tree defines."""
    for node in nodes:
        if isinstance(node, Node):
            yield node.id
            yield from _defined(node.children or ())
