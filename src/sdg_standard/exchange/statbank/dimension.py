"""One dimension of a table of statistics: its categories, and what its source says about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from sdg_standard.source import EMPTY, ReadOnly
from sdg_standard.words import say

Role = Literal["time", "geo", "metric"]
ROLES: tuple[Role, ...] = ("time", "geo", "metric")
MOST_DECIMALS = 100
"""More decimals than any number has; what says more is no number of decimals."""


def fixed(data: Any) -> Any:
    """Data of JSON that cannot be changed: mappings read-only and lists as tuples, down to the last part."""
    if isinstance(data, Mapping):
        return data if isinstance(data, ReadOnly) else ReadOnly({str(key): fixed(part) for key, part in data.items()})
    return tuple(map(fixed, data)) if isinstance(data, (list, tuple)) else data


@dataclass(frozen=True)
class Dimension:
    """One dimension of a table, with its categories in order.

    ``labels``, ``units``, ``notes``, ``children`` and ``coordinates`` (longitude, latitude) are by code, and hold what
    the source gives; a code without a label is its own. ``role`` is what the source says that the dimension is.
    """

    id: str
    codes: tuple[str, ...]
    label: str = ""
    role: Role | None = None
    labels: Mapping[str, str] = EMPTY
    units: Mapping[str, Mapping[str, Any]] = EMPTY
    notes: Mapping[str, tuple[str, ...]] = EMPTY
    children: Mapping[str, tuple[str, ...]] = EMPTY
    coordinates: Mapping[str, tuple[float, float]] = EMPTY
    note: tuple[str, ...] = ()
    extension: Mapping[str, Any] = EMPTY
    link: Mapping[str, Any] = EMPTY

    def __post_init__(self) -> None:
        for name in ("labels", "units", "notes", "children", "coordinates", "extension", "link"):
            object.__setattr__(self, name, fixed(getattr(self, name)))
        if len(set(self.codes)) != len(self.codes):
            raise ValueError(say("statbank.codes_twice", id=self.id))
        for name in ("labels", "units", "notes", "children", "coordinates"):
            strange = [code for code in getattr(self, name) if code not in self.positions]
            if strange:
                raise ValueError(say("statbank.no_such_category", id=self.id, name=name, codes=strange[:5]))

    def __len__(self) -> int:
        return len(self.codes)

    @cached_property
    def positions(self) -> Mapping[str, int]:
        """The position of each code."""
        return ReadOnly({code: place for place, code in enumerate(self.codes)})

    def label_of(self, code: str) -> str:
        """The label of a category; the code itself where it has none."""
        return self.labels.get(code, code)

    def unit_of(self, code: str) -> str:
        """The unit of a category in words: what the source calls ``label``, ``base`` (StatBank) or ``symbol``."""
        unit = self.units.get(code, {})
        return next((str(unit[name]) for name in ("label", "base", "symbol") if unit.get(name)), "")

    def decimals_of(self, code: str) -> int | None:
        """With how many decimals the numbers of a category are published; None where the source does not say."""
        found = self.units.get(code, {}).get("decimals")
        if not isinstance(found, (int, float)) or isinstance(found, bool) or not 0 <= found <= MOST_DECIMALS:
            return None
        return int(found)

    def said(self, name: str, code: str) -> str:
        """What the extension says about a category, ``measuringType`` for instance; empty where it says nothing."""
        found = self.extension.get(name)
        found = found.get(code) if isinstance(found, Mapping) else found
        return found if isinstance(found, str) else ""
