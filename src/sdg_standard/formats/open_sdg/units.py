"""Units as people write them in Open SDG, in words of their own, as units of ours."""

from __future__ import annotations

import re

from sdg_standard.units import UnitError, Units

_WORDS = {
    "%": (
        "percent",
        "percentage",
        "per cent",
        "percentage (%)",
        "percent (%)",
        "prosent",
        "pt",
        "(%)",
        "proportion (%)",
    ),
    "count": ("number", "count", "total", "total number", "persons", "people", "number of people", "antall", "num"),
    "t": ("tonnes", "metric tonnes", "tons", "tonn"),
    "kg": ("kilograms", "kilogrammes"),
    "ha": ("hectares", "hektar"),
    "km²": ("square kilometres", "square kilometers", "sq km", "km2"),
    "µg/m³": (
        "micrograms per cubic metre",
        "micrograms per cubic meter",
        "µg/m3",
        "ug/m3",
        "μg/m3",
        "microgram/m3",
        "gperm3",
        "ugm-3",
        "µgm-3",
        "μgm-3",
        "ug m-3",
        "µg m-3",
        "μg m-3",
    ),
    "years": ("years of age", "år"),
}
_UNITS = {word: unit for unit, words in _WORDS.items() for word in words}
_BASES = {
    "inhabitants": ("population", "people", "persons", "inhabitants", "residents", "innbyggere", "pop"),
    "live births": ("live births", "births"),
}
_RATE = re.compile(r"(?:\w+ )*?per (\d[\d ,.]*|million )\s*([a-z ]+)")


def unit_of(text: str, units: Units) -> str | None:
    """Our unit for some words; None where it is none that we know.

    >>> import sdg_standard as sdg
    >>> units = sdg.load().units
    >>> [unit_of(text, units) for text in ("Percentage (%)", "Deaths per 100,000 population", "boxes")]
    ['%', 'per 100000 inhabitants', None]
    """
    plain = " ".join(text.casefold().split())
    known = _UNITS.get(plain)
    if known is not None:
        return known
    rate = _RATE.fullmatch(plain.replace("_", " "))
    if rate is not None:
        base = next((ours for ours, words in _BASES.items() if rate[2].strip() in words), None)
        number = "1000000" if rate[1] == "million " else re.sub(r"\D", "", rate[1])
        return f"per {number} {base}" if base else None
    try:
        return units.parse(text).text if text else None
    except UnitError:
        return None
