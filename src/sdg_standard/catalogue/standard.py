"""The standard as one object: everything that is defined, to look up, filter and search."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeVar

from sdg_standard._notebook import facts, one_line, panel
from sdg_standard.areas import Register
from sdg_standard.catalogue.checks import normal_code
from sdg_standard.catalogue.collection import Collection
from sdg_standard.catalogue.listing import (
    framework_row,
    global_indicator_row,
    goal_row,
    indicator_row,
    input_row,
    methodology_row,
    retired_row,
    series_row,
    source_row,
    target_row,
    vocabulary_row,
)
from sdg_standard.catalogue.official import Lookup
from sdg_standard.catalogue.report import Placed
from sdg_standard.catalogue.texts import Originals, of_definitions, of_edition, of_goals, of_surroundings, together
from sdg_standard.errors import Problems, UnknownId
from sdg_standard.methodology import Methodology
from sdg_standard.model.framework import (
    CommonInput,
    Edition,
    Framework,
    GlobalIndicator,
    Goal,
    Retired,
    Source,
    Target,
    Vocabulary,
)
from sdg_standard.model.indicator import Indicator, Series
from sdg_standard.units import Units

T = TypeVar("T")


@dataclass(frozen=True)
class Parts:
    """What a standard is put together from."""

    about: Edition
    digest: str
    units: Units
    goals: Mapping[str, Goal]
    targets: Mapping[str, Target]
    global_indicators: Mapping[str, GlobalIndicator]
    frameworks: Mapping[str, Framework]
    indicators: Mapping[str, Indicator]
    series: Mapping[str, Series]
    methodologies: Mapping[str, Methodology]
    places: Mapping[str, Placed]
    codes: Mapping[str, str]
    inputs: Mapping[str, CommonInput]
    sources: Mapping[str, Source]
    vocabularies: Mapping[str, Vocabulary]
    retired: Mapping[str, Retired]
    texts: Mapping[str, Mapping[str, Mapping[str, str]]]
    registers: Mapping[str, Register]
    tables: Mapping[str, bytes]
    own: frozenset[str] = frozenset()
    translated_here: frozenset[str] | None = None
    """The ids whose translations the folder keeps; None: all."""
    problems: Problems = field(default_factory=Problems)
    measured: frozenset[str] | None = None
    """Numbers of the goals that the edition measures, where not all of its indicators are here."""

    @cached_property
    def originals(self) -> Originals:
        """The texts of all definitions in the first language: thousands, gathered when one is asked for."""
        return together(
            of_edition(self.about),
            of_goals(self.goals, self.targets, self.global_indicators),
            of_definitions(self.indicators, self.frameworks),
            of_surroundings(self.vocabularies, self.inputs, self.methodologies),
        )

    @cached_property
    def own_texts(self) -> dict[str, Mapping[str, str]]:
        """Those whose translations the folder keeps; the UN's indicators and common inputs need none."""
        here = self.originals if self.translated_here is None else self.translated_here
        asked = (name for name in self.originals if name in here and not name.startswith(("un-sdg.", "input:")))
        return {name: self.originals[name] for name in asked}


@dataclass(frozen=True)
class Hit:
    """Something that a search found."""

    id: str
    what: str
    title: str
    where: str


class Standard:
    """One edition of a standard. Immutable; made by :func:`sdg_standard.load`."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self.plans: dict[str, Any] = {}
        """Plans of methodologies that were already expanded."""

    def __getstate__(self) -> dict[str, Any]:
        """For other processes: the definitions; views of them and plans are made again when somebody asks."""
        return {"_parts": self._parts, "plans": {}}

    def with_problems(self, problems: Problems) -> Standard:
        """The same standard with what else was noted about it; plans that are there already stay."""
        made = Standard(replace(self._parts, problems=problems))
        made.plans = self.plans
        return made

    # what it is

    @property
    def id(self) -> str:
        """Id of the standard."""
        return self._parts.about.id

    @property
    def edition(self) -> str:
        """Name of the edition: ``2026.1``."""
        return self._parts.about.edition

    @property
    def about(self) -> Edition:
        """Title, date, licence, languages and maintainers."""
        return self._parts.about

    @property
    def digest(self) -> str:
        """SHA-256 over everything that defines the standard."""
        return self._parts.digest

    @property
    def problems(self) -> Problems:
        """Warnings and notes about the definitions; a standard with errors is not loaded."""
        return self._parts.problems

    @property
    def own(self) -> frozenset[str]:
        """Ids of the indicators and methodologies that the folder defines itself, without those it builds on."""
        return self._parts.own

    def __repr__(self) -> str:
        counts = f"{len(self._parts.indicators)} indicators, {len(self._parts.series)} series"
        return one_line("Standard", f"{self.id}@{self.edition}, {counts}")

    def _repr_html_(self) -> str:
        parts = self._parts
        names = ("frameworks", "goals", "targets", "global_indicators", "indicators", "series", "methodologies")
        told = {
            "title": self.about.title,
            "date": self.about.date,
            "digest": self.digest[:12],
            "languages": self.languages,
            **{name: len(getattr(parts, name)) for name in names},
            "problems": self.problems.summary,
        }
        return panel(f"{self.id}@{self.edition}", facts(told))

    # what it holds

    @cached_property
    def goals(self) -> Collection[Goal]:
        """Goals by number, as text."""
        return Collection(self._parts.goals, goal_row, "goal")

    @cached_property
    def targets(self) -> Collection[Target]:
        """Targets by code."""
        return Collection(self._parts.targets, target_row, "target")

    @cached_property
    def global_indicators(self) -> Collection[GlobalIndicator]:
        """The UN's global indicators by id (``un-sdg.11.6.2``)."""
        return Collection(self._parts.global_indicators, global_indicator_row, "global indicator")

    @cached_property
    def indicators(self) -> Collection[Indicator]:
        """Indicators by id."""
        return Collection(self._parts.indicators, indicator_row, "indicator")

    @cached_property
    def series(self) -> Collection[Series]:
        """Series by id."""
        return Collection(self._parts.series, series_row, "series")

    @cached_property
    def methodologies(self) -> Collection[Methodology]:
        """Methodologies by id."""
        return Collection(self._parts.methodologies, methodology_row, "methodology")

    @cached_property
    def goals_measured(self) -> frozenset[str]:
        """Numbers of the goals that an indicator of the edition measures, as text."""
        if self._parts.measured is not None:
            return self._parts.measured
        return frozenset(link.codes[0] for item in self._parts.indicators.values() for link in item.sdg)

    @cached_property
    def frameworks(self) -> Collection[Framework]:
        """Frameworks by id."""
        return Collection(self._parts.frameworks, framework_row, "framework")

    @cached_property
    def vocabularies(self) -> Collection[Vocabulary]:
        """Vocabularies by id."""
        return Collection(self._parts.vocabularies, vocabulary_row, "vocabulary")

    @cached_property
    def sources(self) -> Collection[Source]:
        """The bibliography by key."""
        return Collection(self._parts.sources, source_row, "source")

    @cached_property
    def inputs(self) -> Collection[CommonInput]:
        """Common inputs by name."""
        return Collection(self._parts.inputs, input_row, "common input")

    @cached_property
    def retired(self) -> Collection[Retired]:
        """Ids that were once published."""
        return Collection(self._parts.retired, retired_row, "retired id")

    @property
    def units(self) -> Units:
        """The list of units."""
        return self._parts.units

    @property
    def registers(self) -> Mapping[str, Register]:
        """Registers of areas by the prefix of their ids."""
        return MappingProxyType(self._parts.registers)

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages; the first is that of the definitions."""
        return self._parts.about.languages

    # to look up

    def goal(self, number: int | str) -> Goal:
        """Return a goal by number: ``11``, ``"11"`` or ``"goal:11"``. Raises UnknownId."""
        key = str(number).removeprefix("goal:")
        return self._found("goal", number, key, self._parts.goals)

    def target(self, code: str) -> Target:
        """Return a target by code. Raises UnknownId."""
        return self._found("target", code, str(code).removeprefix("target:"), self._parts.targets)

    def global_indicator(self, code: str) -> GlobalIndicator:
        """Return one of the UN's indicators by code or id. Raises UnknownId."""
        text = str(code)
        key = text if text.startswith("un-sdg.") else f"un-sdg.{text}"
        return self._found("global indicator", code, key, self._parts.global_indicators)

    def indicator(self, name: str) -> Indicator:
        """Return an indicator by id, by any spelling of its official code, or by an alias. Raises UnknownId."""
        found = self.find_indicator(name)
        if found is None:
            known = [*self._parts.indicators, *(item.code for item in self._parts.indicators.values() if item.code)]
            raise UnknownId("indicator", name, known)
        return found

    @cached_property
    def lookup(self) -> Lookup:
        """What finds indicators and series by id, code or alias."""
        parts = self._parts
        series, indicators = MappingProxyType(parts.series), MappingProxyType(parts.indicators)
        return Lookup(series, indicators, MappingProxyType(parts.codes))

    def find_indicator(self, name: str) -> Indicator | None:
        """Return an indicator by id, code or alias; None if there is none."""
        return self.lookup.find_indicator(name)

    def find_series(self, name: str) -> Series | None:
        """Return a series by id, or by any spelling of the official code with ``.part`` behind; None if there is none.

        A code of an indicator with a single series finds that series.
        """
        return self.lookup.find_series(name)

    def one_series(self, name: str) -> Series:
        """Return a series as :meth:`find_series` does. Raises UnknownId."""
        found = self.find_series(name)
        if found is None:
            raise UnknownId("series", name, self._parts.series)
        return found

    def methodology(self, name: str) -> Methodology:
        """Return a methodology by id. Raises UnknownId."""
        return self._found("methodology", name, str(name), self._parts.methodologies)

    def _found(self, what: str, name: object, key: str, among: Mapping[str, T]) -> T:
        try:
            return among[key]
        except KeyError:
            raise UnknownId(what, name, among) from None

    def place_of(self, name: str) -> Placed | None:
        """Where a methodology stands, for problems; None if it was made in Python."""
        return self._parts.places.get(name)

    def tables_beside_methodologies(self) -> dict[str, bytes]:
        """Content of the CSV files beside the methodologies, by name."""
        return {name.removeprefix("methodologies/"): content for name, content in self._parts.tables.items()}

    # to read

    def text(self, name: str, field: str = "title", language: str | None = None) -> str:
        """Return a text of an id in a language, else in the first language; the id itself where there is none."""
        found = self._parts.originals.get(name, {}).get(field)
        # Also the first language has translations, where it is not that of the standard below.
        found = self._parts.texts.get(language or self.languages[0], {}).get(name, {}).get(field, found)
        return found if found is not None else name

    def texts_in(self, language: str) -> Mapping[str, Mapping[str, str]]:
        """The texts of a language by id and field; of the first language those whose translations the folder keeps."""
        texts = self._parts.own_texts if language == self.languages[0] else self._parts.texts.get(language, {})
        return MappingProxyType({name: MappingProxyType(fields) for name, fields in texts.items()})

    def has_text(self, name: str, field: str, language: str) -> bool:
        """Whether a text is there in this very language."""
        where = self._parts.originals if language == self.languages[0] else self._parts.texts.get(language, {})
        return field in where.get(name, {})

    def names_itself(self, name: str) -> bool:
        """Whether an id is the standard's own, and of no framework or methodology in it."""
        parts = self._parts
        return name == self.id and not any(name in part for part in (parts.frameworks, parts.methodologies))

    def text_fields(self) -> Iterator[tuple[str, str]]:
        """Yield id and field of every text that can be translated, as :meth:`text` takes them."""
        for name, fields in self._parts.originals.items():
            yield from ((name, field) for field in fields)

    def search(self, text: str) -> list[Hit]:
        """Return what has the text in its id, code or title, then in its definition; in all languages, best first."""
        wanted = text.casefold().strip()
        code = normal_code(text)
        hits: list[tuple[int, Hit]] = []
        for name, fields in self._parts.originals.items():
            if self.names_itself(name):
                continue
            rank, where = self._rank(name, fields, wanted, code)
            if rank is not None:
                hits.append((rank, Hit(name, _what(name, self._parts), fields.get("title", name), where)))
        return [hit for _, hit in sorted(hits, key=lambda pair: (pair[0], pair[1].id))]

    def _rank(self, name: str, fields: Mapping[str, str], wanted: str, code: str) -> tuple[int | None, str]:
        if not wanted:
            return None, ""
        item = self._parts.indicators.get(name)
        if name.casefold() == wanted or (item and item.code and normal_code(item.code) == code):
            return 0, "id"
        if wanted in name.casefold():
            return 2, "id"
        versions = [(self.languages[0], fields)]
        versions += [(language, texts.get(name, {})) for language, texts in self._parts.texts.items()]
        for rank, heads in ((1, True), (3, False)):
            for language, texts in versions:
                for field_name, value in texts.items():
                    if field_name.endswith("title") == heads and wanted in value.casefold():
                        return rank, f"{field_name} ({language})"
        return None, ""


def _what(name: str, parts: Parts) -> str:
    if name in parts.indicators:
        return "indicator"
    if name in parts.methodologies:
        return "methodology"
    if name in parts.global_indicators:
        return "global indicator"
    return name.partition(":")[0] if ":" in name else "framework"
