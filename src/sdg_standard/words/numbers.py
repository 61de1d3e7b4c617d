"""Numbers as people write them in each language. Rounding is for the eye; files keep every digit."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache

from .sentences import form, sentences

NO_BREAK = "\u00a0"
MINUS = "\u2212"
SIGNIFICANT = 4
"""Digits of a value in a report: 0.012345 is 0.01235. Whole numbers stay whole: 95 424."""
FIGURES = 6
"""Digits of a number in a sentence."""
LARGE, HUGE, TINY = 10.0**FIGURES, 1e15, 1e-6
NO_FRACTIONS = 2.0**52
"""Numbers of this size are whole."""
ROUNDS_AS_READ = 0.5 + 1e-9
"""2.675 is a little less than it reads, and is rounded as it reads."""

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_LONG_NUMBER = re.compile(r"(?<![\d.,])\d{4,}(?![\d.,])")


@dataclass(frozen=True)
class Numerals:
    """How one language writes numbers: decimal mark, thousands mark, and what stands before a per cent sign."""

    decimal: str
    thousands: str
    before_percent: str

    def marked(self, digits: str) -> str:
        """Return digits with the decimal mark of the language.

        >>> numerals("nb").marked("0.5")
        '0,5'
        """
        return digits.replace(".", self.decimal)

    def fixed(self, value: float, decimals: int) -> str:
        """Return a number with so many decimals, rounded half away from zero; infinity as ∞, no number as –.

        >>> numerals("en").fixed(87.25, 1), numerals("nb").fixed(-1234.5, 1)
        ('87.3', '−1\\xa0234,5')
        """
        if math.isnan(value):
            return "–"
        if math.isinf(value):
            return "∞" if value > 0 else f"{MINUS}∞"
        rounded = _half_away(value, decimals)
        whole, _, part = f"{abs(rounded):.{max(decimals, 0)}f}".partition(".")
        sign = MINUS if rounded < 0 else ""
        return f"{sign}{self.grouped(whole)}{self.decimal if part else ''}{part}"

    def value(self, value: float) -> str:
        """Return a number with about four significant digits and no needless zeros; whole numbers stay whole.

        >>> numerals("en").value(0.012345), numerals("en").value(95424.4), numerals("nb").value(12.5)
        ('0.01235', '95,424', '12,5')
        """
        if not math.isfinite(value) or value == 0:
            return self.fixed(value, 0)
        size = math.floor(math.log10(abs(value)))
        if not -6 <= size < 15:
            return self._scientific(value)
        text = self.fixed(value, max(0, SIGNIFICANT - 1 - size))
        return text.rstrip("0").rstrip(self.decimal) if self.decimal in text else text

    def _scientific(self, value: float) -> str:
        digits, _, power = f"{abs(value):.{SIGNIFICANT - 1}e}".partition("e")
        sign = MINUS if value < 0 else ""
        short = self.marked(digits.rstrip("0").rstrip("."))
        return f"{sign}{short}{NO_BREAK}×{NO_BREAK}10{str(int(power)).translate(_SUPERSCRIPTS)}"

    def signed(self, value: float) -> str:
        """Return a change: a plus before what rises, as :meth:`value` otherwise.

        >>> numerals("en").signed(0.5896), numerals("nb").signed(-3.2), numerals("en").signed(0.0)
        ('+0.5896', '−3,2', '0')
        """
        return f"{'+' if value > 0 else ''}{self.value(value)}"

    def percent(self, share: float) -> str:
        """Return a share as whole per cent; only all is 100 and only nothing is 0.

        >>> numerals("en").percent(0.999), numerals("nn").percent(0.5)
        ('99%', '50\\xa0%')
        """
        if math.isnan(share):
            return "–"
        whole = _half_away(share * 100, 0)
        if 0 < share < 1:
            whole = min(max(whole, 1.0), 99.0)
        return f"{self.fixed(whole, 0)}{self.before_percent}%"

    def grouped(self, digits: str) -> str:
        """Return the digits of a whole number in threes."""
        head = len(digits) % 3
        groups = [digits[:head]] if head else []
        groups += [digits[place : place + 3] for place in range(head, len(digits), 3)]
        return self.thousands.join(groups)

    def in_text(self, text: str) -> str:
        """Return a text with its long whole numbers grouped: ``per 100000`` becomes ``per 100 000``.

        >>> numerals("nb").in_text("per 100000 innbyggere")
        'per 100\\xa0000 innbyggere'
        """
        return _LONG_NUMBER.sub(lambda match: self.grouped(match.group()), text)


@cache
def numerals(language: str) -> Numerals:
    """Return how a language writes numbers. Raises ValueError for a language that nothing is said in."""
    said = sentences(language)
    decimal, thousands, percent = (
        said[f"numerals.{name}"]["other"] for name in ("decimal", "thousands", "before_percent")
    )
    return Numerals(decimal, thousands, percent)


def _half_away(value: float, decimals: int) -> float:
    """A finite number rounded as ``methods.round_half_away`` rounds, of one number and without arrays."""
    digits = 10.0 ** abs(decimals)
    scaled = abs(value) * digits if decimals >= 0 else abs(value) / digits
    if scaled >= NO_FRACTIONS:
        return value
    whole = math.floor(scaled + ROUNDS_AS_READ)
    return math.copysign(whole / digits if decimals >= 0 else whole * digits, value)


def number(value: float | None, language: str = "en") -> str:
    """Return a number for a sentence: six significant figures, all digits before the mark, no power of ten.

    >>> number(95.0), number(86.84827970831032), number(0.1 + 0.2), number(1234567.8), number(0.0000125), number(1.2e-9)
    ('95', '86.8483', '0.3', '1234568', '0.0000125', '1.2 × 10^-9')
    >>> number(0.5, "nb"), number(float("inf"), "nb")
    ('0,5', 'ingen grense')
    """
    if value is None or math.isnan(value):
        return form("number.none", language, None)
    if math.isinf(value):
        return form("number.no_limit", language, None)
    return numerals(language).marked(_digits(float(value)))


def _digits(value: float) -> str:
    size = abs(value)
    if size >= HUGE or 0 < size < TINY:
        mantissa, _, exponent = f"{value:.{FIGURES - 1}e}".partition("e")
        return f"{float(mantissa):g} × 10^{int(exponent)}"
    if value.is_integer() or size >= LARGE:
        return str(round(value))
    power = int(f"{value:.{FIGURES - 1}e}".partition("e")[2])
    return f"{value:.{FIGURES - 1 - power}f}".rstrip("0").rstrip(".")


def percent(share: float, language: str = "en") -> str:
    """Return a share in per cent, to a tenth.

    >>> percent(0.5), percent(1 / 3), percent(1 / 3, "nn")
    ('50 %', '33.3 %', '33,3 %')
    """
    return f"{number(round(100 * share, 1), language)} %"


def ordinal(value: float, language: str = "en") -> str:
    """Return a place in an order.

    >>> ordinal(1), ordinal(12), ordinal(22), ordinal(2.5), ordinal(2, "nb")
    ('1st', '12th', '22nd', '2.5th', '2.')
    """
    whole = int(value)
    plain = value != whole or whole % 100 in (11, 12, 13) or whole % 10 not in (1, 2, 3)
    ending = form(f"ordinal.{'th' if plain else whole % 10}", language, None)
    return f"{number(value, language)}{ending}"
