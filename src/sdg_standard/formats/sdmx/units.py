"""Units of ours as codes of the UN's data structure, where it has one for the same thing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from sdg_standard.formats.ids import codes_of

UN_UNITS: Mapping[str, str] = MappingProxyType(
    {
        "%": "PT",
        "count": "NUMBER",
        "t": "T",
        "kg": "KG",
        "ha": "HA",
        "km²": "KM2",
        "t CO2e": "TCO2E",
        "µg/m³": "GPERM3",  # whose label is micrograms per cubic metre
        "per 100000 inhabitants": "PER_100000_POP",
        "per 10000 inhabitants": "PER_10000_POP",
        "per 1000 inhabitants": "PER_1000_POP",
        "per 100000 live births": "PER_100000_LIVE_BIRTHS",
        "per 1000 live births": "PER_1000_LIVE_BIRTHS",
    }
)
"""The UN's code by our unit: those of its list of units whose label says the same."""
NONE = "_Z"
"""Without unit: an index, a ratio, an answer."""
_THEIRS = {code: unit for unit, code in UN_UNITS.items()} | {
    "PERCENT": "%",
    "PC": "%",
    "PERCENTAGE": "%",
    "NUM": "count",
    "TONNES": "t",
    NONE: "",
    "IX": "",
    "RO": "",
    "INDEX": "",
    "RATIO": "",
    "SCORE": "",
}
"""Our unit by their code, in the UN's two lists."""


def unit_codes(units: Iterable[str]) -> Mapping[str, str]:
    """The code of each of some units; those that the UN has no code for are told apart from its own.

    >>> dict(unit_codes(["%", "min", ""]))
    {'': '_Z', '%': 'PT', 'min': 'MIN'}
    """
    known = {unit: UN_UNITS.get(unit, NONE if not unit else "") for unit in sorted(set(units))}
    others = codes_of(unit for unit, code in known.items() if not code)
    return {unit: code or _apart(others[unit]) for unit, code in known.items()}


def _apart(code: str) -> str:
    return f"{code}_" if code in _THEIRS else code


def unit_of(code: str, expected: str | None) -> str:
    """The unit that a code of theirs means; ``expected`` is that of the series, where it is known.

    A code that is nothing of ours stays as it is, and is refused or read when it is measured.

    >>> unit_of("PT", None), unit_of("MIN", "min"), unit_of("BOXES", "%")
    ('%', 'min', 'BOXES')
    """
    if expected is not None and unit_codes([expected])[expected] == code:
        return expected
    return _THEIRS.get(code, code)
