"""A list of units in pint's syntax: read line by line, checked, and only then given to a private pint registry.

One definition is ``name = definition = symbol = alias = …``; ``#`` begins a comment and ``_`` as symbol means none.
The definition is a new kind of thing (``[length]``), a new dimensionless family (``[]``) or numbers and names joined
by ``*``, ``/`` and ``**``. Three conventions of ours, all visible in ``standard/units.txt``:

* a blank in a unit is written ``_`` (``live_birth``), because a name of pint has no blank;
* a symbol longer than its name is its plural (``inhabitant`` … ``inhabitants``): shown above a fraction line, not
  below;
* a dimension that begins with ``number_of_`` counts things that a rate may be per; one that begins with ``currency_``
  is money.

pint would follow ``@import`` lines, compute ``9**9**9`` and recurse without end over definitions in a circle. So
every line is compared with the grammar above first, and has to use names that are defined on a line of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from sdg_standard.words import say

from .codes import UNIT_DEFINITION
from .refusals import UnitError, shown

if TYPE_CHECKING:
    import pint

MOST_LINES, LONGEST_LINE = 2000, 300
_NAME = r"[^\W\d]\w*"
_NUMBER = r"[0-9]{1,15}(?:\.[0-9]{1,15})?(?:e-?[0-9]{1,2})?"
_FACTOR = rf"(?:{_NUMBER}|{_NAME}(?:\s*\*\*\s*-?[1-6])?)"
_PRODUCT = re.compile(rf"{_FACTOR}(?:\s*[*/]\s*{_FACTOR}){{0,9}}")
_DIMENSION = re.compile(r"\[[a-z0-9_]{0,60}\]", re.IGNORECASE)
_WORD = re.compile(r"[^\s\d=\[\]()*/^·#,;\"'][^\s=\[\]()*/^·#,;\"']{0,59}")


@dataclass(frozen=True, slots=True)
class Definition:
    """One line of the list. ``names`` holds every way to write the unit, ``_`` already replaced by a blank."""

    name: str
    expression: str
    symbol: str
    names: tuple[str, ...]
    line: int

    @property
    def is_new(self) -> bool:
        """True for a unit that is not made of others."""
        return self.expression.startswith("[")

    @property
    def counted(self) -> bool:
        """True for things that are counted and may stand below a rate: inhabitants, households, live births."""
        return self.expression.startswith("[number_of_")

    @property
    def money(self) -> bool:
        """True for a currency."""
        return self.expression.startswith("[currency_")

    @property
    def above(self) -> str:
        """How it is written in a numerator: ``inhabitants``, ``kg``, ``t CO2e``."""
        return blank(self.symbol)

    @property
    def below(self) -> str:
        """How it is written in a denominator: ``inhabitant``, ``kg``."""
        return blank(self.name if len(self.symbol) > len(self.name) else self.symbol)


@dataclass(frozen=True, slots=True)
class Root:
    """A unit expressed in units that are not made of others: ``kWh`` is 3 600 000 J."""

    scale: Fraction
    roots: tuple[tuple[str, int], ...]
    dimensions: tuple[tuple[str, int], ...]


def read_definitions(text: str) -> tuple[Definition, ...]:
    """Return the definitions of a list in the order of its lines.

    Raises :class:`UnitError` with ``line`` for the first line that is no definition or repeats a name.

    >>> [row.above for row in read_definitions("gram = [mass] = g\\nlive_birth = [number_of_births] = live_births")]
    ['g', 'live births']
    """
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        raise UnitError(UNIT_DEFINITION, say("units.list_units_lines_allowed", count=len(lines), most=MOST_LINES))
    found = [_definition(line, number) for number, line in enumerate(lines, 1) if line.partition("#")[0].strip()]
    owners: dict[str, Definition] = {}
    for definition in found:
        for name in definition.names:
            if name in owners:
                first = owners[name].line
                raise _wrong(
                    say("units.defined_twice_first_line", name=shown(name), first=first),
                    definition.line,
                    say("units.keep_two"),
                )
            owners[name] = definition
    return tuple(found)


def resolve(definitions: Iterable[Definition]) -> dict[str, Root]:
    """Return every unit in root units, exactly, by name. pint does this in a registry of its own, made for this call.

    Raises :class:`UnitError` for a definition that names a unit nobody defined, or leads back to itself.

    >>> resolve(read_definitions("meter = [length] = m\\nhectare = 10000 * meter**2 = ha"))["hectare"].scale
    Fraction(10000, 1)
    """
    import pint  # only here: what it worked out before is kept by the catalogue, and pint takes long to load

    rows = tuple(definitions)
    _check_order(rows)
    registry: pint.UnitRegistry[Fraction] = pint.UnitRegistry(None, non_int_type=Fraction)
    try:
        registry.load_definitions([f"{row.name} = {row.expression}" for row in rows])
        return {row.name: _root(registry, row) for row in rows}
    except UnitError:
        raise
    except (pint.errors.PintError, ValueError, TypeError, ArithmeticError) as problem:
        raise UnitError(UNIT_DEFINITION, say("units.list_units_cannot_read", problem=problem)) from problem


def _definition(text: str, line: int) -> Definition:
    if len(text) > LONGEST_LINE:
        raise _wrong(say("units.line_longer_than_characters", most=LONGEST_LINE), line)
    parts = [part.strip() for part in text.partition("#")[0].split("=")]
    if len(parts) < 2 or not re.fullmatch(_NAME, parts[0]) or not parts[0].isascii():
        raise _wrong(say("units.no_definition_unit", text=shown(text.strip())), line)
    if not (_DIMENSION.fullmatch(parts[1]) or _PRODUCT.fullmatch(parts[1])):
        raise _wrong(say("units.does_not_say_what", definition=shown(parts[1]), name=shown(parts[0])), line)
    names = [name for name in parts[2:] if name != "_"]
    for name in names:
        if not _WORD.fullmatch(name):
            raise _wrong(
                say("units.cannot_name_unit", name=shown(name)),
                line,
                say("units.name_no_blank_bracket"),
            )
    symbol = parts[2] if len(parts) > 2 and parts[2] != "_" else parts[0]
    spelled = dict.fromkeys(blank(name) for name in (parts[0], *names))
    return Definition(parts[0], parts[1], symbol, tuple(spelled), line)


def _check_order(rows: tuple[Definition, ...]) -> None:
    """Let every unit use only those of earlier lines, so that no definition can lead back to itself."""
    seen: set[str] = set()
    for row in rows:
        used = () if row.is_new else re.findall(_NAME, re.sub(rf"(?<!\w){_NUMBER}", " ", row.expression))
        for name in used:
            if name not in seen:
                raise _wrong(
                    say("units.not_defined_above", name=shown(name), user=shown(row.name)),
                    row.line,
                    say("units.define_earlier_line_use"),
                )
        seen.add(row.name)


def _root(registry: pint.UnitRegistry[Fraction], row: Definition) -> Root:
    scale, unit = registry.get_root_units(row.name, check_nonmult=False)
    exact = Fraction(str(scale))
    if not exact:
        raise _wrong(say("units.zero_times_another_unit", name=shown(row.name)), row.line)
    return Root(
        exact,
        _whole(dict(registry.Quantity(1, unit).unit_items()), row),
        _whole(dict(registry.get_dimensionality(row.name)), row),
    )


def _whole(exponents: Mapping[str, object], row: Definition) -> tuple[tuple[str, int], ...]:
    whole = {name: int(Fraction(str(power))) for name, power in exponents.items()}
    return tuple(sorted((name, power) for name, power in whole.items() if power))


def blank(name: str) -> str:
    """Return a name of pint as people write it: ``live_births`` → ``live births``."""
    return name.replace("_", " ")


def _wrong(message: str, line: int, cure: str = "") -> UnitError:
    return UnitError(UNIT_DEFINITION, say("units.line", line=line, message=message), cure, line)
