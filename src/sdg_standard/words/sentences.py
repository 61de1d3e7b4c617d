"""The sentences of a language, read when the first of them is wanted.

The files are YAML of the plainest kind, so that they are read in a millisecond and without a YAML library::

    # a remark
    evidence.empty: the file has no rows
    problems.further:
      one: "{n} further row has this problem"
      other: "{n} further rows have this problem"

A key stands at the beginning of a line, with its text behind it: plain, in single or in double quotes. A sentence that
has a plural has the two forms below its key; the fact ``n`` decides between them. A language that counts otherwise
than these three needs a rule of its own in :func:`form`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

ONE, OTHER = "one", "other"

Forms = Mapping[str, str]
"""The text of a sentence by its form; a sentence without a plural has ``other`` alone."""

_FOLDER = Path(__file__).resolve().parent

LANGUAGES: tuple[str, ...] = (
    "en",
    *sorted(file.stem for file in _FOLDER.glob("*.yaml") if file.stem != "en"),
)
"""The languages that there are sentences in, English first."""


@cache
def sentences(language: str) -> Mapping[str, Forms]:
    """Return the sentences of a language by their keys. Raises ValueError for a language that has no file."""
    if language not in LANGUAGES:
        raise ValueError(f'nothing is said in the language "{language}", only in {", ".join(LANGUAGES)}')
    return parsed((_FOLDER / f"{language}.yaml").read_text(encoding="utf-8"))


def parsed(text: str) -> dict[str, Forms]:
    """Return the sentences of a file by their keys. Raises ValueError for a line that cannot be read.

    >>> parsed("a: yes\\nb:\\n  one: '{n} cow'\\n  other: '{n} cows'\\n")
    {'a': {'other': 'yes'}, 'b': {'one': '{n} cow', 'other': '{n} cows'}}
    """
    found: dict[str, Forms] = {}
    forms: dict[str, str] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, colon, rest = line.partition(":")
        below = name.startswith("  ")
        if not colon or name.strip() in (forms if below else found) or (below and not found):
            raise ValueError(f"line {number} is no sentence, or stands twice: {line}")
        if not below:
            forms = {}
            found[name] = forms
        if rest:
            forms[name.strip() if below else OTHER] = _text(rest[1:])
    return found


def _text(written: str) -> str:
    """What stands behind a key, without its quotes."""
    if written.startswith('"'):
        return str(json.loads(written))
    return written[1:-1].replace("''", "'") if written.startswith("'") else written


def form(key: str, language: str, count: object) -> str:
    """Return the text of a sentence for a number of things. Raises KeyError where there is no such sentence."""
    forms = sentences(language)[key]
    return forms[ONE] if count == 1 and ONE in forms else forms[OTHER]


def has(key: str) -> bool:
    """Whether there is a sentence with this key."""
    return key in sentences("en")
