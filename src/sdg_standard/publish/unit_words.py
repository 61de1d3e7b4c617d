"""Units that are words, in the languages of a report. Symbols (kg, µg/m³, %) are the same everywhere."""

from __future__ import annotations

import re

from sdg_standard.words.numbers import NO_BREAK, numerals

UNIT_WORDS: dict[str, dict[str, str]] = {
    "inhabitants": {"en": "inhabitants", "nb": "innbyggere", "nn": "innbyggjarar"},
    "inhabitant": {"en": "inhabitant", "nb": "innbygger", "nn": "innbyggjar"},
    "households": {"en": "households", "nb": "husholdninger", "nn": "hushald"},
    "household": {"en": "household", "nb": "husholdning", "nn": "hushald"},
    "live births": {"en": "live births", "nb": "levendefødte", "nn": "levandefødde"},
    "live birth": {"en": "live birth", "nb": "levendefødt", "nn": "levandefødd"},
    "customers": {"en": "customers", "nb": "kunder", "nn": "kundar"},
    "customer": {"en": "customer", "nb": "kunde", "nn": "kunde"},
    "enterprises": {"en": "enterprises", "nb": "virksomheter", "nn": "verksemder"},
    "enterprise": {"en": "enterprise", "nb": "virksomhet", "nn": "verksemd"},
    "pupils": {"en": "pupils", "nb": "elever", "nn": "elevar"},
    "pupil": {"en": "pupil", "nb": "elev", "nn": "elev"},
    "vehicles": {"en": "vehicles", "nb": "kjøretøy", "nn": "køyretøy"},
    "vehicle": {"en": "vehicle", "nb": "kjøretøy", "nn": "køyretøy"},
    "dwellings": {"en": "dwellings", "nb": "boliger", "nn": "bustader"},
    "dwelling": {"en": "dwelling", "nb": "bolig", "nn": "bustad"},
    "employees": {"en": "employees", "nb": "ansatte", "nn": "tilsette"},
    "employee": {"en": "employee", "nb": "ansatt", "nn": "tilsett"},
    "children": {"en": "children", "nb": "barn", "nn": "barn"},
    "child": {"en": "child", "nb": "barn", "nn": "barn"},
    "FTE": {"en": "FTE", "nb": "årsverk", "nn": "årsverk"},
    "years": {"en": "years", "nb": "år", "nn": "år"},
    "year": {"en": "year", "nb": "år", "nn": "år"},
    "day": {"en": "day", "nb": "døgn", "nn": "døgn"},
    "weeks": {"en": "weeks", "nb": "uker", "nn": "veker"},
    "week": {"en": "week", "nb": "uke", "nn": "veke"},
    "fraction": {"en": "as a fraction", "nb": "som andel", "nn": "som del"},
}

ALONE: dict[str, dict[str, str]] = {
    "count": {"en": "", "nb": "", "nn": ""},
    "day": {"en": "days", "nb": "døgn", "nn": "døgn"},
    "h": {"en": "hours", "nb": "timer", "nn": "timar"},
}
"""Units that are written otherwise only where they stand alone."""

_WORDS = re.compile(rf"\b({'|'.join(sorted(UNIT_WORDS, key=len, reverse=True))})\b")


def unit_text(unit: str | None, language: str) -> str:
    """Return a unit as a report writes it, long numbers grouped; empty where there is none or it is a count.

    >>> unit_text("per 100000 inhabitants", "nb"), unit_text("µg/m³", "nn"), unit_text("count", "en")
    ('per 100\\xa0000 innbyggere', 'µg/m³', '')
    """
    if not unit:
        return ""
    if unit in ALONE:
        return ALONE[unit][language]
    words = _WORDS.sub(lambda match: UNIT_WORDS[match.group()][language], unit)
    return numerals(language).in_text(words)


def with_unit(number: str, unit: str, language: str) -> str:
    """Return a number with its unit behind it; English writes no blank before per cent.

    >>> with_unit("96", "%", "en"), with_unit("96", "%", "nb"), with_unit("5", "µg/m³", "en")
    ('96%', '96\\xa0%', '5\\xa0µg/m³')
    """
    if not unit:
        return number
    tight = unit in ("%", "‰") and language == "en"
    return f"{number}{'' if tight else NO_BREAK}{unit}"
