"""Texts that look alike are alike: one way to write a letter, one blank, and no sign that nobody sees."""

from __future__ import annotations

import re
import unicodedata

_BLANKS = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0") | {chr(code) for code in range(0xFE00, 0xFE10)}
"""Signs without a shape that Unicode counts among letters and marks."""
_NAMES = {"\t": "TAB", "\n": "LINE FEED", "\r": "CARRIAGE RETURN"}


def tidy(text: str) -> str:
    """Return the text composed (NFC), with ordinary blanks in place of others and none around it.

    >>> tidy(" A\\u030as\\u00a0town ") == "\\u00c5s town"
    True
    """
    if text.isascii():
        return text.strip()
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip()


def invisible(text: str) -> str:
    """Return the name of the first sign that nobody sees: zero-width, direction and control signs; empty without any.

    >>> invisible("Os\\u200blo"), invisible("Oslo")
    ('ZERO WIDTH SPACE (U+200B)', '')
    """
    if text.isascii() and text.isprintable():
        return ""
    sign = next((char for char in text if _is_invisible(char)), "")
    if not sign:
        return ""
    return f"{_NAMES.get(sign) or unicodedata.name(sign, 'a control sign')} (U+{ord(sign):04X})"


def without_invisible(text: str) -> str:
    """Return the text without the signs that nobody sees.

    >>> without_invisible("Os\\u200blo")
    'Oslo'
    """
    return "".join(char for char in text if not _is_invisible(char))


def _is_invisible(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") or char in _UNSEEN
