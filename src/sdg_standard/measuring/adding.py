"""Which numbers of parts make that of the whole when they are added: counts and amounts, never shares or rates."""

from __future__ import annotations

from sdg_standard.model.indicator import Input, Series
from sdg_standard.units import Unit, Units

ADDITIVE_KINDS = ("count", "amount")


def adds_up(item: Input | Series, units: Units) -> bool:
    """Whether numbers of a series or an input may be added over areas.

    A series is a count or an amount; an input says it itself, or its unit does. A unit with something below the line
    (``NOK/h``, ``kWh/m²``) never adds up.

    >>> import sdg_standard as sdg
    >>> standard = sdg.load()
    >>> physicians = standard.series["u4ssc.sc.eh.h.3c"]
    >>> adds_up(physicians, standard.units), adds_up(physicians.resolved_inputs["physicians"], standard.units)
    (False, True)
    """
    if isinstance(item, Series):
        return item.kind in ADDITIVE_KINDS and _extends(units.parse(item.unit or ""))
    return item.adds_up if item.adds_up is not None else _extends(units.parse(item.unit))


def _extends(unit: Unit) -> bool:
    """Whether a unit is one of how much there is, rather than of how much there is for each of something."""
    return not (unit.is_none or unit.is_share or unit.base) and all(power > 0 for _, power in unit.roots)
