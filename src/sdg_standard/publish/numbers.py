"""Numbers as people write them in English, bokmål and nynorsk. Rounding is for the eye; files keep every digit."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from sdg_standard.methods import round_half_away

NO_BREAK = "\u00a0"
MINUS = "\u2212"
SIGNIFICANT = 4
"""Digits of a value that are shown: 0.012345 is 0.01235. Whole numbers stay whole: 95 424."""

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_LONG_NUMBER = re.compile(r"(?<![\d.,])\d{4,}(?![\d.,])")


@dataclass(frozen=True)
class Numerals:
    """How one language writes numbers: decimal mark, thousands mark, and what stands before a per cent sign."""

    decimal: str
    thousands: str
    before_percent: str

    def fixed(self, value: float, decimals: int) -> str:
        """Return a number with so many decimals, rounded half away from zero; infinity as ∞, no number as –.

        >>> numerals("en").fixed(87.25, 1), numerals("nb").fixed(-1234.5, 1)
        ('87.3', '−1\\xa0234,5')
        """
        if math.isnan(value):
            return "–"
        if math.isinf(value):
            return "∞" if value > 0 else f"{MINUS}∞"
        rounded = float(round_half_away([value], decimals=decimals)[0])
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
        short = digits.rstrip("0").rstrip(".").replace(".", self.decimal)
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
        whole = float(round_half_away([share * 100])[0])
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


_ENGLISH = Numerals(decimal=".", thousands=",", before_percent="")
_NORWEGIAN = Numerals(decimal=",", thousands=NO_BREAK, before_percent=NO_BREAK)


def numerals(language: str) -> Numerals:
    """Return how a language writes numbers; languages other than bokmål and nynorsk are written as English."""
    return _NORWEGIAN if language in ("nb", "nn") else _ENGLISH
