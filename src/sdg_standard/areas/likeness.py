"""Which area may be meant by an id that a register does not have."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from sdg_standard.areas.records import Spell
from sdg_standard.errors import near

_LONGEST = 60  # nobody calls a place by more letters; keeps hostile ids cheap
_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "đ": "d", "ŧ": "t", "ŋ": "n"})


def folded(name: str) -> str:
    """The name without case, accents, brackets and Norwegian letters: ``Våler (Hedmark)`` is ``valer``."""
    text = name[: 2 * _LONGEST].casefold()
    if "(" in text:
        text = re.sub(r"\(.*?\)", "", text)
    if text.isascii():  # most ids; a wide table may have a million
        return " ".join(text.split())
    text = text.translate(_LETTERS)
    text = "".join(mark for mark in unicodedata.normalize("NFKD", text) if not unicodedata.combining(mark))
    return " ".join(text.split())


class Likeness:
    """Finds codes and names of a register that look like a text."""

    def __init__(self, prefix: str, spells: Iterable[Spell], old_names: Iterable[tuple[str, str]] = ()) -> None:
        self.prefix = prefix
        self._spells, self._old_names = tuple(spells), tuple(old_names)
        self._codes = frozenset(spell.area for spell in self._spells)
        self._width = max((len(area) - len(prefix) - 1 for area in self._codes), default=0)
        self._written = re.compile(
            rf"(?i:{re.escape(prefix)}|k)?[ _.-]?([0-9]{{1,{max(self._width, 1)}}})([ ,].*)?", re.DOTALL
        )

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        """Areas by every form of every name they had; a name with ` - ` in it has several forms."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for area, name in (*((spell.area, spell.name) for spell in self._spells), *self._old_names):
            for form in (name, *name.split(" - ")):
                found[folded(form)][area] = None
        return {name: list(areas) for name, areas in found.items()}

    @cached_property
    def _by_letter(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for name in self._by_name:
            found[name[:1]].append(name)
        return found

    def code_written(self, text: str) -> str | None:
        """The area whose code the text is, written in another way: ``3025``, ``no-3025``, ``K-3025``, ``301``."""
        match = self._written.fullmatch(text[:_LONGEST].strip())
        area = f"{self.prefix}-{match[1].zfill(self._width)}" if match else ""
        return area if area in self._codes else None

    def named(self, text: str) -> list[str]:
        """The areas that have, or had, exactly this name; case and accents do not count."""
        return self._by_name.get(folded(text), [])

    def perhaps(self, texts: Sequence[str]) -> list[int]:
        """Positions of the texts that may be a code or a name: all but plain words that are no name."""
        names, first = self._by_name, {"k", self.prefix[:1].casefold()}
        return [
            place
            for place, text in enumerate(texts)
            if (folded := text.casefold()) in names
            or folded[:1] in first
            or not (text.isascii() and text[:1].isalpha())
            or "(" in text
            or "  " in text
        ]

    def near(self, text: str, in_force: Callable[[str], bool], most: int = 3) -> tuple[str, ...]:
        """Areas like the text behind the prefix, by code or by name; those in force on the day go first."""
        text = text[:_LONGEST].strip()
        written = self.code_written(text)
        if written is not None:
            return (written,)
        found = self._misspelt(text) if text.isdecimal() else self.named(text) or self._named_nearly(text)
        return tuple(sorted(found, key=lambda area: not in_force(area))[:most])

    def _misspelt(self, digits: str) -> list[str]:
        """Codes one slip away: two digits swapped, then one digit missing, too many or wrong."""
        if len(digits) > self._width + 1:
            return []
        pairs = [(digits[:i], digits[i:]) for i in range(len(digits) + 1)]
        swapped = [a + b[1] + b[0] + b[2:] for a, b in pairs if len(b) > 1]
        others = [a + b[1:] for a, b in pairs if b]
        others += [a + digit + b[cut:] for digit in "0123456789" for a, b in pairs for cut in (0, 1) if len(b) >= cut]
        ids = (f"{self.prefix}-{slip}" for slip in (*swapped, *sorted(others)))
        return [area for area in dict.fromkeys(ids) if area in self._codes]

    def _named_nearly(self, name: str) -> list[str]:
        key = folded(name)
        names = near(key, self._by_letter.get(key[:1], ()))
        return list(dict.fromkeys(area for one in names for area in self._by_name[one]))
