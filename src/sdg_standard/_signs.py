"""Signs of texts that are anybody's: what a terminal obeys, what nobody sees, and one way to write what looks alike."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import date, datetime, time

_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0001\U000e0020-\U000e007f]"
)
"""Control and format characters, line and paragraph separators, surrogates: what a terminal obeys or does not show."""
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


def visible(text: str, keep: str = "") -> str:
    """Return a text with everything written out that is obeyed or not seen; ``keep`` may stay. JSON stays the same.

    Texts of evidence and definitions are anybody's: an escape would steer the terminal, a line end begin a line that a
    program reads as its own.

    >>> print(visible("water\\n\\x1b[2J"))
    water\\n\\u001b[2J
    """
    return _HIDDEN.sub(lambda found: found[0] if found[0] in keep else json.dumps(found[0])[1:-1], text)


def _is_invisible(char: str) -> bool:
    return char in _UNSEEN or _HIDDEN.match(char) is not None


def date_text(value: date | time) -> str:
    """Return a date as ``YYYY-MM-DD``; the time of day only where there is one.

    >>> date_text(datetime(2024, 3, 1))
    '2024-03-01'
    """
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return value.isoformat()
