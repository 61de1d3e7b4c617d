"""The list of units in use: reads units and quantities, converts numbers, says no to everything else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sdg_standard.words import Said, say

from .codes import UNIT_DEFINITION
from .definitions import Root, read_definitions, resolve
from .grammar import normal, read_product, read_unit
from .lexicon import Lexicon, Product, Term, written
from .mismatch import not_convertible
from .numbers import parse_number
from .refusals import UnitError, shown
from .spelled import meant_by
from .unit import Unit

NO_UNIT = Unit("")
"""The unit of an index, a ratio or a category."""

_MOST_CACHED = 10_000
_BLANK_IN_NUMBER = re.compile(r"[+-]?[0-9.,]+(?: [0-9.,]+)+")


class Units:
    """A closed list of units. Immutable to its users; :meth:`parse` remembers what it has read.

    >>> units = Units.from_text("count = []\\nmeter = [length] = m\\nkilometer = 1000 * meter = km", {"km2": "km²"})
    >>> units.parse("km2").text, units.convert([1.5], units.parse("km"), units.parse("m")).tolist()
    ('km²', [1500.0])
    """

    def __init__(
        self,
        definitions: str,
        spellings: Mapping[str, str],
        wrong: Mapping[str, str],
        roots: Mapping[str, Root] | None = None,
    ) -> None:
        self.source = (definitions, dict(spellings), dict(wrong))
        rows = read_definitions(definitions)
        self.roots: Mapping[str, Root] = resolve(rows) if roots is None else roots
        terms = {row.name: Term.of(row, self.roots[row.name]) for row in rows}
        words = {name: terms[row.name] for row in rows for name in row.names}
        self._lexicon = Lexicon(words, wrong)
        self._lexicon.add(_spelled(spellings, self._lexicon))
        self._rows = {row.name: row for row in rows}
        self._cache: dict[str, Unit] = {"": NO_UNIT}
        self.tokens: tuple[str, ...] = tuple(row.above for row in rows)

    def __reduce__(self) -> tuple[Any, ...]:
        return Units, (*self.source, self.roots)

    def __repr__(self) -> str:
        return f"Units({len(self._rows)} units)"

    @property
    def spellings(self) -> dict[str, str]:
        """What evidence may write, with the unit that each stands for."""
        return dict(self.source[1])

    @classmethod
    def from_text(
        cls,
        definitions: str,
        spellings: Mapping[str, str] = {},
        wrong: Mapping[str, str] = {},
        *,
        roots: Mapping[str, Root] | None = None,
    ) -> Units:
        """Return the units of a list in pint's syntax (``standard/units.txt`` says how it is written).

        ``spellings`` maps what evidence may write to a unit of the list, ``wrong`` what is commonly written and not
        used to the sentence that says what to write. ``roots`` has what each unit of the list is made of, where that
        was worked out before. Raises :class:`UnitError` (SDG212) if one of the three cannot be read.
        """
        return cls(definitions, spellings, wrong, roots)

    def extended(self, definitions: str, spellings: Mapping[str, str] = {}, wrong: Mapping[str, str] = {}) -> Units:
        """Return these units and further ones; nothing that is defined already can be defined anew.

        Raises :class:`UnitError` (SDG212); its ``line`` counts from the first line of ``definitions``.
        """
        text, spelled, known_wrong = self.source
        own = read_definitions(definitions)  # its own line numbers in its own mistakes
        for row in own:
            for name in row.names:
                if name in self._lexicon.words:
                    raise UnitError(
                        UNIT_DEFINITION,
                        say("units.line_defined_already", line=row.line, name=shown(name)),
                        say("units.use_unit_give_yours"),
                        row.line,
                    )
        for name in spellings:
            if name in self._lexicon.words and spelled.get(name) != spellings[name]:
                raise UnitError(
                    UNIT_DEFINITION,
                    say("units.spelling_meaning_already", name=shown(name)),
                    say("units.leave_out"),
                    spelling=name,
                )
        try:
            return Units(f"{text}\n{definitions}", {**spelled, **spellings}, {**known_wrong, **wrong})
        except UnitError as problem:
            raise _moved(problem, text.count("\n") + 1) from problem

    def parse(self, text: str, also: Mapping[str, str] | None = None) -> Unit:
        """Return the unit that a text writes; an empty text is no unit.

        ``also`` has spellings that are understood here only, by :func:`~.spelled.key_of`; they go first. Every word is
        compared with the list before anything else sees it. Raises :class:`UnitError`: SDG204 unknown (with near
        misses), SDG205 commonly wrong (with what to write), SDG206 put together wrongly.
        """
        meant = meant_by(text, also) if also else None
        if meant is not None:
            return self.parse(meant)
        unit = self._cache.get(text)
        if unit is None:
            single = normal(text)
            unit = read_unit(single, self._lexicon) if single else NO_UNIT
            if len(self._cache) < _MOST_CACHED:
                self._cache[text] = unit
        return unit

    def factor(self, source: Unit, target: Unit) -> Fraction:
        """Return the exact number by which a value in ``source`` is multiplied to be in ``target``.

        A value without unit may stand for a count, and for nothing else. Raises :class:`UnitError` (SDG207) where the
        two measure different things; counts and shares are different things.
        """
        if source.roots == target.roots and source.is_none == target.is_none:
            return source.scale / target.scale
        if source.is_none and target.is_count:
            return 1 / target.scale
        raise not_convertible(source, target)

    def convert(self, values: ArrayLike, source: Unit, target: Unit) -> NDArray[np.float64]:
        """Return the values in another unit, as a new array of the same shape; NaN stays NaN.

        Multiplies by the numerator of the exact factor and then divides by its denominator, so that 0.012 mg/m³ are
        12 µg/m³ and not 12.000000000000002. Raises as :meth:`factor` does.
        """
        return times(values, self.factor(source, target))

    def to_roots(self, values: ArrayLike, source: Unit) -> NDArray[np.float64]:
        """Return the values in root units, as a new array: 2 km are 2000 (m), 48 % are 0.48."""
        return times(values, source.scale)

    def quantity(self, text: str, decimal: str = ".") -> tuple[float, Unit | None]:
        """Return number and unit of a text: ``0.06 mg/m³``, ``3 per 1000 inhabitants``; a bare number has None.

        Raises :class:`NumberError` or :class:`UnitError`. Number and unit are parted by the first blank; ``%`` and
        ``‰`` may touch the number.
        """
        stripped = " ".join(text.split())
        if stripped[-1:] in ("%", "‰") and stripped[-2:-1].isdigit():
            stripped = f"{stripped[:-1]} {stripped[-1]}"
        grouped = _BLANK_IN_NUMBER.match(stripped)
        if grouped is not None:
            parse_number(grouped[0], decimal)  # refuses with the words for blanks between digits
        number, _, unit = stripped.partition(" ")
        value = parse_number(number, decimal)
        return value, self.parse(unit) if unit.strip() else None

    def written(self, roots: Mapping[str, int | Fraction]) -> str:
        """Return root units for a message: ``inhabitants``, ``m³/s``; empty for none."""
        above = "·".join(self._root(name, power) for name, power in roots.items() if power > 0)
        below = "".join(f"/{self._root(name, power)}" for name, power in roots.items() if power < 0)
        return f"{above or '1'}{below}" if above or below else ""

    def _root(self, name: str, power: int | Fraction) -> str:
        row = self._rows.get(name)
        text = name if row is None else row.above if power > 0 else row.below
        size = abs(Fraction(power))
        if size.denominator != 1:
            return f"{text}^({size})"
        return text + {1: "", 2: "²", 3: "³"}.get(size.numerator, f"^{size}")


def times(values: ArrayLike, factor: Fraction) -> NDArray[np.float64]:
    """Return a new array of the values times an exact factor, by one multiplication and one division at most.

    >>> times([0.012], Fraction(1000)).tolist(), times([1.0, 2.0], Fraction(1, 3)).tolist()
    ([12.0], [0.3333333333333333, 0.6666666666666666])
    """
    with np.errstate(
        over="ignore", under="ignore", invalid="ignore"
    ):  # an overflow is an infinity, which later layers refuse
        product = np.asarray(values, dtype=np.float64) * float(factor.numerator)
        return np.asarray(product / float(factor.denominator), dtype=np.float64)


def _spelled(spellings: Mapping[str, str], lexicon: Lexicon) -> dict[str, Product]:
    found: dict[str, Product] = {}
    for spelling, unit in spellings.items():
        try:
            single = normal(spelling)
            product = read_product(normal(unit), lexicon)
        except UnitError as problem:
            raise UnitError(
                UNIT_DEFINITION,
                say("units.spelling", spelling=shown(spelling), message=problem.message),
                problem.cure,
                spelling=spelling,
            ) from problem
        if not single or lexicon.words.get(single, product) != product:
            raise UnitError(
                UNIT_DEFINITION,
                say("units.spelling_unit_already_empty", spelling=shown(spelling)),
                say("units.would_mean_leave_out", unit=written(product)),
                spelling=spelling,
            )
        found[single] = product
    return found


def _moved(problem: UnitError, lines: int) -> UnitError:
    """Return a mistake in the added lines with their own line number."""
    if problem.line is None or problem.line <= lines:
        return problem
    own = problem.line - lines
    message = problem.message
    if isinstance(message, Said) and "line" in message.facts:
        message = say(message.key, **{**message.facts, "line": own})
    return UnitError(problem.code, message, problem.cure, own)
