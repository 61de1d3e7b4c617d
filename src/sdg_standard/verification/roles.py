"""Who asks and who answers: a role, never the name of a person.

No program can tell every name from every role. So the vocabulary ``roles`` comes first; what it does not have and looks
like a name, an address or a number of a person is refused, and anything else is kept as it is written and asked about.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from sdg_standard.catalogue import Standard
from sdg_standard.words import LANGUAGES

STANDARD = "standard"
"""The role of the checks that the library runs."""
_PARTICLES = frozenset({"av", "af", "de", "der", "la", "le", "van", "von", "ten", "bin", "al"})
_MAIL = re.compile(r"\S+@\S+")
_ELEVEN = re.compile(r"(?<![\d.,])(\d{6})[ -]?(\d{5})(?![\d])")
_PHONE = re.compile(r"(?<![\d.,])(?:\+|00)\d{2,3}(?:[ -]?\d{2,3}){3,4}(?!\d)")
_CONTROLS = ((3, 7, 6, 1, 8, 9, 4, 5, 2, 1), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1))
"""By what the digits of a Norwegian birth number are multiplied; each sum is then a multiple of 11."""


def known_roles(standard: Standard) -> dict[str, str]:
    """The code of each role by its code, titles and spellings, in small letters."""
    vocabulary = standard.vocabularies.get("roles")
    found: dict[str, str] = {}
    for term in vocabulary.terms if vocabulary else ():
        titles = (standard.text("vocabulary:roles", f"terms.{term.code}.title", each) for each in LANGUAGES)
        for word in (term.code, term.title, *titles, *term.spellings):
            found.setdefault(word.casefold(), term.code)
    return found


def role_of(text: str, known: Mapping[str, str]) -> str | None:
    """The code of a role; None for what the vocabulary does not have."""
    return known.get(" ".join(text.split()).casefold())


def looks_personal(text: str) -> bool:
    """Whether a text that is no known role looks like a person: a name, an address of mail, a telephone number.

    Words that all begin with a capital letter look like a name.

    >>> [looks_personal(text) for text in ("Kari Nordmann", "K. Nordmann", "per@asker.no", "water department")]
    [True, True, True, False]
    """
    words = [word for word in text.replace(".", ". ").split() if word.casefold() not in _PARTICLES]
    return tells_person(text) or (bool(words) and all(word[:1].isupper() for word in words))


def tells_person(text: str) -> bool:
    """Whether a longer text holds what belongs to one person: an address of mail, a telephone or a birth number.

    Eleven digits are a birth number if they begin with a day and its control digits are right.

    >>> [tells_person(text) for text in ("ask kari@asker.no", "+47 66 70 00 00", "95 424 in 2020, 96 000 in 2021")]
    [True, True, False]
    """
    numbers = ("".join(found) for found in _ELEVEN.findall(text))
    return bool(_MAIL.search(text) or _PHONE.search(text)) or any(map(_is_birth_number, numbers))


def _is_birth_number(digits: str) -> bool:
    day, month = int(digits[:2]) % 40, int(digits[2:4]) % 40  # 40 is added for people without a permanent number
    right = all(sum(by * int(digit) for by, digit in zip(row, digits, strict=False)) % 11 == 0 for row in _CONTROLS)
    return 1 <= day <= 31 and 1 <= month <= 12 and right
