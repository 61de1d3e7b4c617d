"""The words that a unit may be made of: those of the list, what evidence may write for them, what is commonly wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from ..errors import near
from .definitions import Definition, Root
from .unit import Powers

_END = re.compile(r"$|[ /·*^²³⁴⁵⁶⁻]")
_PRICE_YEAR = re.compile(r" ((?:19|20)[0-9]{2})(?![\w.,])")
_SMALL_WORD = 4
"""Words of so many small letters may also be written with capitals (``Antall``); symbols (mW, MW) may not."""


@dataclass(frozen=True, slots=True)
class Term:
    """One unit of the list: how it is written above and below a fraction line, and what it is made of."""

    above: str
    below: str
    counted: bool
    money: bool
    scale: Fraction
    roots: Powers
    dimensions: Powers

    @classmethod
    def of(cls, row: Definition, root: Root) -> Term:
        """Return the term of a definition."""
        return cls(row.above, row.below, row.counted, row.money, root.scale, root.roots, root.dimensions)

    def at_prices_of(self, year: str) -> Term:
        """Return money at the prices of a year: a unit of its own, which only a price index leads to."""
        text = f"{self.above} {year}"
        return Term(text, text, False, True, Fraction(1), ((text, 1),), ((f"[currency_{text.replace(' ', '_')}]", 1),))


Product = tuple[tuple[Term, int], ...]


class Lexicon:
    """Words and what they stand for. ``longest`` finds the longest known word at a place of a text."""

    def __init__(self, terms: Mapping[str, Term], wrong: Mapping[str, str]) -> None:
        self.words: dict[str, Product] = {name: ((term, 1),) for name, term in terms.items()}
        self.wrong = dict(wrong)
        self._fold()

    def add(self, spellings: Mapping[str, Product]) -> None:
        """Add what evidence may write for a product."""
        self.words.update(spellings)
        self._fold()

    def _fold(self) -> None:
        self._folded = _small_words(self.words)
        self._folded_wrong = _small_words(self.wrong)
        self._longest = max((len(word) for word in (*self.words, *self.wrong)), default=0)

    def longest(self, text: str, start: int) -> tuple[Product, int] | None:
        """Return what the longest known word at ``start`` stands for, and where it ends."""
        for end in self._ends(text, start):
            word = text[start:end]
            product = self.words.get(word) or self.words.get(self._folded.get(word.casefold(), ""))
            if product:
                return self._at_prices(product, text, end)
        return None

    def wrong_at(self, text: str, start: int) -> tuple[str, str] | None:
        """Return the longest commonly wrong word at ``start`` and what to write instead."""
        for end in self._ends(text, start):
            word = text[start:end]
            cure = self.wrong.get(word) or self.wrong.get(self._folded_wrong.get(word.casefold(), ""))
            if cure:
                return word, cure
        return None

    def near(self, word: str) -> tuple[str, ...]:
        """Return the canonical spelling of the known words nearest to ``word``."""
        products = (self.words[found] for found in near(word, self.words))
        return tuple(dict.fromkeys(written(product) for product in products))

    def _ends(self, text: str, start: int) -> Iterable[int]:
        last = min(len(text), start + self._longest)
        return (end for end in range(last, start, -1) if _END.match(text, end))

    @staticmethod
    def _at_prices(product: Product, text: str, end: int) -> tuple[Product, int]:
        year = _PRICE_YEAR.match(text, end)
        term, power = product[0]
        if year is None or len(product) > 1 or not term.money:
            return product, end
        return ((term.at_prices_of(year[1]), power),), year.end()


def written(product: Product) -> str:
    """Return the canonical spelling of a product: ``µg/m³``, ``kWh/m²``, ``inhabitants/km²``."""
    above = "·".join(term.above + _superscript(power) for term, power in product if power > 0)
    return above + "".join(f"/{term.below}{_superscript(-power)}" for term, power in product if power < 0)


def written_below(product: Product) -> str:
    """Return the canonical spelling behind ``per`` without a number: ``inhabitant``, ``live birth``, ``km²``."""
    if len(product) == 1 and product[0][1] == 1:
        return product[0][0].below
    return written(product)


def _superscript(power: int) -> str:
    return "" if power == 1 else str(power).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))


def _small_words(words: Iterable[str]) -> dict[str, str]:
    return {word: word for word in words if len(word) >= _SMALL_WORD and word.islower()}
