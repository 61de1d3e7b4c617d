"""The rules of a standard as a script of VTL: what is computed, what is checked, and what VTL cannot say.

The script reads a data set for the inputs of each indicator, ``inputs.<indicator>``, and one for each series as it is
reported, ``<series>`` with the measure ``value``; each has the identifiers ``REF_AREA`` and ``TIME_PERIOD``. All numbers
are in the units of the definitions. It writes ``computed.<series>`` and a data set for each check.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from sdg_standard.catalogue import Standard
from sdg_standard.catalogue.quantities import in_unit
from sdg_standard.exchange import table_text
from sdg_standard.formats.content import Content
from sdg_standard.formats.format import Files, Format, Options
from sdg_standard.formats.vtl.expressions import expression, named, number, quoted, text
from sdg_standard.formula import Formula
from sdg_standard.formula.syntax import Name
from sdg_standard.model.indicator import Check, Indicator, Series
from sdg_standard.units import UnitError
from sdg_standard.units.refusals import Refusal
from sdg_standard.words import Said, say, told

NEARLY, SUM = 1e-9, 0.01
"""Tolerances of the checks, as the library has them: of a comparison, and of a sum."""
IDENTIFIERS = ("REF_AREA", "TIME_PERIOD")
"""As SDMX calls them, in capitals, which no input of a formula has: one is called `area`."""
DIFFER = 0.05
"""Two denominators that are one may differ by this share."""


@dataclass(frozen=True)
class Rules:
    """The statements, the data sets that they read, and what is not among them."""

    statements: Mapping[str, str]
    """By the name of the data set that each writes."""
    reads: Mapping[str, tuple[str, ...]]
    """The measures of each data set that is read."""
    left_out: tuple[tuple[str, str, Said], ...]
    """Id, rule, and why VTL cannot say it."""

    @property
    def script(self) -> str:
        """The statements, one below the other."""
        return "".join(f"{quoted(named(name))} <- {rule};\n" for name, rule in self.statements.items())

    @property
    def structures(self) -> dict[str, Any]:
        """The data sets that are read, as engines of VTL want to be told of them."""
        return {"datasets": [_structure(name, measures) for name, measures in self.reads.items()]}


def _structure(name: str, measures: tuple[str, ...]) -> dict[str, Any]:
    keys = [{"name": key, "type": "String", "role": "Identifier", "nullable": False} for key in IDENTIFIERS]
    numbers = [{"name": key, "type": "Number", "role": "Measure", "nullable": True} for key in measures]
    return {"name": named(name), "DataStructure": [*keys, *numbers]}


def rules_of(standard: Standard) -> Rules:
    """Return the rules of every definition that VTL can say.

    >>> import sdg_standard as sdg
    >>> rules_of(sdg.load()).statements["computed.u4ssc.sc.eh.h.3c"]
    "'inputs.u4ssc.sc.eh.h.3c'[calc 'value' := ('physicians' / 'population') * 100000.0][keep 'value']"
    """
    maker = _Maker(standard)
    for series in standard.series.values():
        maker.formula(series)
        maker.limits(series)
    for indicator in standard.indicators.values():
        for place, item in enumerate(indicator.evidence.checks, 1):
            maker.check(indicator, item, place)
    return Rules(maker.statements, maker.reads, tuple(maker.left_out))


@dataclass
class _Maker:
    standard: Standard
    statements: dict[str, str] = field(default_factory=dict)
    reads: dict[str, tuple[str, ...]] = field(default_factory=dict)
    left_out: list[tuple[str, str, Said]] = field(default_factory=list)

    def _values(self, series: str) -> str:
        """The data set of a series as it is reported."""
        self.reads[series] = ("value",)
        return quoted(named(series))

    def _inputs(self, indicator: str) -> str:
        """The data set of the inputs of an indicator: all that its formulas ask for."""
        name = f"inputs.{indicator}"
        ids = self.standard.indicators[indicator].series_ids.values()
        every = (Formula.parse(formula).names for one in ids if (formula := self.standard.series[one].formula))
        self.reads[name] = tuple(dict.fromkeys(name for names in every for name in names))
        return quoted(named(name))

    def formula(self, series: Series) -> None:
        """What is computed of inputs, in the unit of the series."""
        if not series.formula:
            return
        factor = self._factor(series)
        if factor is None:
            self.left_out.append((series.id, "formula", say("formats.vtl.no_factor", unit=series.unit or "")))
            return
        value = expression(Formula.parse(series.formula).tree)
        scaled = value if factor == 1 else f"({value}) * {number(factor)}"
        rule = f"{self._inputs(series.indicator)}[calc 'value' := {scaled}][keep 'value']"
        self.statements[f"computed.{series.id}"] = rule

    def _factor(self, series: Series) -> float | None:
        """What makes a number of the inputs' units one of the series' unit; None where it is no factor.

        It is found by trying two sets of numbers: where it is not the same for both, the units do more than multiply.
        """
        formula, units = Formula.parse(series.formula or ""), self.standard.units
        given = {name: units.parse(item.unit) for name, item in series.resolved_inputs.items() if name in formula.names}
        found = []
        for start in (3.0, 7.0):
            values = {name: start + place**2 for place, name in enumerate(formula.names)}
            try:
                target = units.parse(series.unit) if series.unit else None
                whole = formula.evaluate_units(units, values, given, target)
            except (Refusal, UnitError, KeyError):
                return None
            found.append(float(whole) / float(formula.evaluate(values)))
        return float(f"{found[0]:.12g}") if math.isclose(*found, rel_tol=1e-12) else None

    def limits(self, series: Series) -> None:
        """What is possible, and what is plausible."""
        for word, level, limits in (("possible", "error", series.possible), ("plausible", "warning", series.plausible)):
            ends = {} if limits is None else {">=": limits.min, "<=": limits.max}
            unit = self.standard.units.parse(series.unit) if series.unit else None
            found = {sign: in_unit(end, unit, self.standard.units) for sign, end in ends.items() if end is not None}
            said = [f"{self._values(series.id)} {sign} {number(end)}" for sign, end in found.items()]
            if said:
                self._check(f"{word}.{series.id}", " and ".join(said), level)

    def _check(self, name: str, condition: str, level: str = "warning") -> None:
        code, grade = text(name), text(level)
        self.statements[name] = f"check({condition} errorcode {code} errorlevel {grade} all)"

    def check(self, indicator: Indicator, item: Check, place: int) -> None:
        """One check of a definition, for each of its series; what VTL cannot say is left out with the reason."""
        rule = item.rule or "text"
        if rule in ("document", "text"):
            self.left_out.append((indicator.id, rule, say("formats.vtl.for_people")))
        elif rule == "change_within":
            self.left_out.append((indicator.id, rule, say("formats.vtl.earlier")))
        else:
            made = dict(self._conditions(indicator, item))
            for name, condition in made.items():
                self._check(f"check.{place}.{name}", condition)
            if not made:
                self.left_out.append((indicator.id, rule, say("formats.vtl.nothing_to_compare")))

    def _conditions(self, indicator: Indicator, item: Check) -> Iterator[tuple[str, str]]:
        ids = list(indicator.series_ids.values())
        if item.rule in ("at_most", "at_least"):
            for name in ids:
                other = self.standard.series.get(str(item.than))
                if other is not None and name != other.id and self.standard.series[name].unit == other.unit:
                    pair = [self._values(name), self._values(other.id)]
                    high, low = pair if item.rule == "at_most" else reversed(pair)
                    yield name, f"{high} - {low} <= abs({pair[1]}) * {number(NEARLY)}"
        elif item.rule == "sums_to":
            yield from self._sum(indicator, item)
        elif item.rule == "same_denominator":
            yield from self._denominators(ids, item)

    def _sum(self, indicator: Indicator, item: Check) -> Iterator[tuple[str, str]]:
        parts = [name for name in dict.fromkeys(item.with_ or ()) if name in self.standard.series]
        if not parts or item.value is None:
            return
        wanted, unit = self.standard.units.quantity(str(item.value))
        if unit is not None:
            own = self.standard.units.parse(self.standard.series[parts[0]].unit or "")
            wanted = float(self.standard.units.convert([wanted], unit, own)[0])
        total = " + ".join(self._values(name) for name in parts)
        yield indicator.id, f"abs({total} - {number(wanted)}) <= {number(SUM * abs(wanted))}"

    def _denominators(self, ids: list[str], item: Check) -> Iterator[tuple[str, str]]:
        """The denominators of two series, where each is one input that has a row of its own."""
        for name in ids:
            mine = self._denominator(name)
            for other in item.with_ or ():
                theirs = self._denominator(other)
                if mine and theirs and mine != theirs:
                    difference = f"abs({mine} - {theirs})"
                    larger = f"({mine} + {theirs} + {difference}) * {number(DIFFER / 2)}"  # of two, the larger
                    yield f"{name}.{other}", f"{difference} <= {larger}"

    def _denominator(self, series: str) -> str:
        """The input that a series is divided by, as a data set with the measure ``value``; empty where it is more."""
        found = self.standard.series.get(series)
        divisor = Formula.parse(found.formula).divisor if found is not None and found.formula else None
        if found is None or divisor is None or not isinstance(divisor.tree, Name):
            return ""
        name = divisor.tree.name
        rename = "" if name == "value" else f"[rename {quoted(name)} to 'value']"
        return f"{self._inputs(found.indicator)}[keep {quoted(name)}]{rename}"


def write(content: Content, options: Options) -> Files:
    """The script, what it reads, and what is left out with the reason."""
    rules = rules_of(content.standard)
    rows = [(name, rule, told(why, options.language)) for name, rule, why in rules.left_out]
    return {
        "rules.vtl": rules.script,
        "structures.json": json.dumps(rules.structures, indent=1, ensure_ascii=False) + "\n",
        "left-out.csv": table_text(pd.DataFrame(rows, columns=["id", "rule", "why"])),
    }


VTL = Format("vtl", "", ("standard", "evidence", "values", "scores"), write)
