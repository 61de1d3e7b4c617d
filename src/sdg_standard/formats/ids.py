"""Names as ids in which only letters, digits and ``_ @ $ -`` may stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping

_ID = re.compile(r"[A-Za-z0-9_@$\-]+")
_LONGEST = 200
SPOKEN_FOR = frozenset({"_T", "_Z", "T", "TOTAL"})
"""Codes of the whole and of what does not apply, ours and those of others."""


def as_code(name: str) -> str:
    """A name as a code in capitals: dots, blanks and all else that an id has no place for become ``_``.

    >>> as_code("u4ssc.en.en.aq.1c.pm2_5"), as_code("per 100000 inhabitants"), as_code("dimension:økonomi/ikt")
    ('U4SSC_EN_EN_AQ_1C_PM2_5', 'PER_100000_INHABITANTS', 'DIMENSION_OKONOMI_IKT')
    """
    return _plain(name).upper() or "X"


def as_id(name: str) -> str:
    """A name that is an id already stays as it is.

    >>> as_id("NO-3203"), as_id("=1+1"), as_id("Ålesund")
    ('NO-3203', '_1_1', 'Alesund')
    """
    return name if _ID.fullmatch(name) and len(name) <= _LONGEST else _plain(name) or "X"


def encoded(name: str) -> str:
    """A name as an id that can be read back: each sign that an id has no place for as ``$`` and its bytes in UTF-8.

    Of a name that says in codes that something is the whole, or does not apply, the first sign is written so too.

    >>> encoded("NO-3203"), encoded("=1+1"), encoded("Å 5$"), encoded("T")
    ('NO-3203', '$3D1$2B1', '$C3$85$205$24', '$54')
    """
    if name in SPOKEN_FOR:
        return f"${ord(name[0]):02X}{name[1:]}"
    return _NO_PLACE.sub(lambda sign: "".join(f"${byte:02X}" for byte in sign[0].encode("utf-8", "replace")), name)


def decoded(code: str) -> str:
    """The name that an id stands for; one that was not made by :func:`encoded` is itself.

    >>> decoded(encoded("Å 5$")), decoded(encoded("T")), decoded("NO-3203"), decoded("5$"), decoded("$41")
    ('Å 5$', 'T', 'NO-3203', '5$', '$41')
    >>> decoded("$FF")
    '$FF'
    """
    if "$" not in code:
        return code
    found = _BYTES.sub(lambda run: bytes.fromhex(run[0].replace("$", "")).decode("utf-8", "replace"), code)
    return found if encoded(found) == code else code


_NO_PLACE = re.compile(r"[^A-Za-z0-9_@\-]")
_BYTES = re.compile(r"(?:\$[0-9A-F]{2})+")


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name.translate(_LETTERS)).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "_", folded)[:_LONGEST]


_LETTERS = str.maketrans({"ø": "o", "Ø": "O", "æ": "ae", "Æ": "Ae", "µ": "u", "²": "2", "³": "3", "%": " percent "})


def codes_of(names: Iterable[str], make: Callable[[str], str] = as_code) -> Mapping[str, str]:
    """The code of each of some names; names that would get the same one are told apart by a number.

    >>> dict(codes_of(["a.b", "a_b"]))
    {'a.b': 'A_B', 'a_b': 'A_B_2'}
    """
    taken: set[str] = set()
    return {name: apart(make(name), taken) for name in sorted(set(names))}


def apart(code: str, taken: set[str], mark: str = "_") -> str:
    """A code that is not taken yet: itself, or with a number behind; from then on it is taken.

    >>> taken = {"A"}
    >>> apart("A", taken), apart("A", taken, "-"), apart("B", taken)
    ('A_2', 'A-2', 'B')
    """
    count, found = 1, code
    while found in taken:
        count += 1
        found = f"{code}{mark}{count}"
    taken.add(found)
    return found
