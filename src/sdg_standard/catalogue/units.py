"""The list of units; what each is made of is worked out by pint once and kept in the cache, not at every start."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

from sdg_standard.catalogue.cache import keep, recall
from sdg_standard.units import Units
from sdg_standard.units.definitions import Root


def units_from(definitions: str, spellings: Mapping[str, str], wrong: Mapping[str, str]) -> Units:
    """Return the units of a list and of what evidence may write for them; raises as :meth:`Units.from_text` does."""
    return _units_from(definitions, tuple(spellings.items()), tuple(wrong.items()))


@lru_cache(maxsize=4)
def _units_from(definitions: str, spellings: tuple[tuple[str, str], ...], wrong: tuple[tuple[str, str], ...]) -> Units:
    key = f"units {hashlib.sha256(definitions.encode()).hexdigest()}"
    known = recall(key)
    if known is not None:
        try:
            return Units.from_text(definitions, dict(spellings), dict(wrong), roots=_roots(known))
        except (ValueError, TypeError, KeyError, ArithmeticError):  # of another shape, or spellings that are wrong
            pass
    units = Units.from_text(definitions, dict(spellings), dict(wrong))
    keep(key, {name: _plain(root) for name, root in units.roots.items()})
    return units


def _plain(root: Root) -> dict[str, Any]:
    return {"scale": str(root.scale), "roots": root.roots, "dimensions": root.dimensions}


def _roots(known: Mapping[str, Mapping[str, Any]]) -> dict[str, Root]:
    return {
        name: Root(Fraction(item["scale"]), _powers(item["roots"]), _powers(item["dimensions"]))
        for name, item in known.items()
    }


def _powers(pairs: list[list[Any]]) -> tuple[tuple[str, int], ...]:
    return tuple((str(name), int(power)) for name, power in pairs)
