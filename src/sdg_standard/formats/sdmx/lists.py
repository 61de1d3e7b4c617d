"""The code lists of a structure: codes with their names in every language, and what else a code says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from sdg_standard.formats.content import Content
from sdg_standard.formats.ids import as_id, codes_of, encoded
from sdg_standard.formats.sdmx.flows import FLOWS, dimension_of
from sdg_standard.formats.sdmx.periods import FREQUENCIES
from sdg_standard.formats.sdmx.units import NONE, unit_codes
from sdg_standard.formats.texts import Names, spoken, texts_of
from sdg_standard.model.parts import TOTAL
from sdg_standard.model.values import REASONS
from sdg_standard.source import EMPTY

ORIGINS = ("reported", "computed")


@dataclass(frozen=True)
class Code:
    """A code of a list: what it stands for with us, its names, what it means, and further facts by name."""

    id: str
    ours: str
    names: Names
    about: Names = field(default_factory=lambda: EMPTY)
    facts: Mapping[str, str] = field(default_factory=lambda: EMPTY)


class Lists:
    """The code lists for some content, by name."""

    def __init__(self, content: Content) -> None:
        self.content, self.standard = content, content.standard
        self.tables: dict[str, pd.DataFrame] = {
            name: content.table(name) for name in FLOWS if content.has(name) and content.kind != "standard"
        }

    @property
    def breakdowns(self) -> tuple[str, ...]:
        """The breakdowns that the tables have parts of."""
        return self.content.breakdowns

    @cached_property
    def by_name(self) -> Mapping[str, tuple[Code, ...]]:
        """Every list, in a fixed order."""
        found = {
            "FREQ": tuple(Code(code, code, spoken(f"formats.sdmx.freq.{code}")) for code in FREQUENCIES),
            "SERIES": self._series(),
            "INPUT": self._inputs(),
            "AREA": self._areas(),
            "NODE": self._nodes(),
            "UNIT_MEASURE": self._units(),
            "OBS_STATUS": self._of_vocabulary("statuses"),
            "CONF_STATUS": self._of_vocabulary("confidentiality"),
            "DATA_QUALITY": self._of_vocabulary("quality"),
            "VERIFICATION": self._of_vocabulary("verification"),
            "ORIGIN": tuple(Code(as_id(name), name, spoken(f"formats.sdmx.origin.{name}")) for name in ORIGINS),
            "REASON": self._of_vocabulary("reasons", (name for name in REASONS if name)),
        }
        return found | {dimension_of(name): self._parts(name) for name in self.breakdowns}

    @cached_property
    def codes(self) -> Mapping[str, Mapping[str, str]]:
        """The code of each thing of ours, by list."""
        return {name: {one.ours: one.id for one in codes} for name, codes in self.by_name.items()}

    def _used(self, column: str) -> set[str]:
        """What stands in a column of any table."""
        return {str(cell) for table in self.tables.values() if column in table for cell in table[column].unique()}

    def _series(self) -> tuple[Code, ...]:
        """All series of the standard, and whatever else the tables have rows about: indicators, common inputs."""
        names = {*self.standard.series, *self._used("series")}
        codes = codes_of(names)
        return tuple(
            Code(codes[name], name, self._title(name), self._definition(name), self._facts(name))
            for name in sorted(names)
        )

    def _title(self, name: str) -> Names:
        standard = self.standard
        if name in standard.series:
            found = {language: self.content.series_title(name, language) for language in standard.languages}
            return _distinct(found)
        return texts_of(standard, name, "title") or {standard.languages[0]: name}

    def _definition(self, name: str) -> Names:
        series = self.standard.series.get(name)
        return texts_of(self.standard, series.indicator if series else name, "definition")

    def _facts(self, name: str) -> Mapping[str, str]:
        """The id with us, and of the UN's framework the indicators that the series speaks to, with permanent codes."""
        series = self.standard.series.get(name)
        if series is None:
            return {"ID": name}
        world = [link.indicator for link in series.sdg if link.indicator]
        known = self.standard.global_indicators
        permanent = [known[f"un-sdg.{code}"].unsd_code for code in world if f"un-sdg.{code}" in known]
        found = {
            "ID": name,
            "KIND": series.kind,
            "DIRECTION": series.direction or "",
            "SDG_TARGET": " ".join(dict.fromkeys(link.codes[1] for link in series.sdg if link.codes[1])),
            "SDG_INDICATOR": " ".join(world),
            "UNSD_CODE": " ".join(permanent),
        }
        return {key: text for key, text in found.items() if text}

    def _inputs(self) -> tuple[Code, ...]:
        first = self.standard.languages[0]
        found = tuple(
            Code(
                encoded(name),
                name,
                texts_of(self.standard, f"input:{name}", "title") or {first: name.replace("_", " ")},
            )
            for name in sorted(self._used("input") - {""})
        )
        return (Code(NONE, "", spoken("formats.sdmx.no_input")), *found)

    def _areas(self) -> tuple[Code, ...]:
        first = self.standard.languages[0]
        return tuple(
            Code(encoded(name), name, {first: self.content.area_name(name)}, facts={"ID": name})
            for name in sorted(self._used("area"))
        )

    def _nodes(self) -> tuple[Code, ...]:
        names = self._used("node")
        codes = codes_of(names)
        languages = self.standard.languages
        return tuple(
            Code(
                codes[name],
                name,
                _distinct({language: self.content.node_title(name, language) for language in languages}),
                facts={"ID": name},
            )
            for name in sorted(names)
        )

    def _units(self) -> tuple[Code, ...]:
        units = {"", *self._used("unit"), *(item.unit or "" for item in self.standard.series.values())}
        first = self.standard.languages[0]
        return tuple(
            Code(
                code,
                unit,
                {first: unit} if unit else spoken("formats.sdmx.no_unit"),
                facts={"ID": unit} if unit else EMPTY,
            )
            for unit, code in unit_codes(units).items()
        )

    def _of_vocabulary(self, name: str, codes: Iterable[str] | None = None) -> tuple[Code, ...]:
        """The terms of a vocabulary; of words that it does not have the word itself."""
        vocabulary = self.standard.vocabularies.get(name)
        known = {term.code: term for term in vocabulary.terms} if vocabulary else {}
        wanted = dict.fromkeys((*known, *(codes or ())))
        return tuple(
            Code(
                as_id(code),
                code,
                texts_of(self.standard, f"vocabulary:{name}", f"terms.{code}.title") or {"en": code.replace("_", " ")},
                texts_of(self.standard, f"vocabulary:{name}", f"terms.{code}.definition"),
            )
            for code in wanted
        )

    def _parts(self, breakdown: str) -> tuple[Code, ...]:
        """The codes of a breakdown that occur, with the names of its vocabulary, and the one for all."""
        known = {one.ours: one for one in self._of_vocabulary(breakdown)}
        used = sorted(self._used(breakdown) - {TOTAL})
        found = (Code(encoded(code), code, known[code].names if code in known else {"en": code}) for code in used)
        return (Code(TOTAL, TOTAL, spoken("formats.sdmx.all")), *found)


def _distinct(found: Names) -> Names:
    """A text by language, without those that only repeat the first."""
    first = next(iter(found.values()), "")
    return {language: text for place, (language, text) in enumerate(found.items()) if not place or text != first}
