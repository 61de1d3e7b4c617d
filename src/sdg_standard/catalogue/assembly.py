"""Own definitions and those below put together into a standard, and the own ones checked as a whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from sdg_standard.areas import Register
from sdg_standard.catalogue import checks, texts
from sdg_standard.catalogue.changes import changed, is_change
from sdg_standard.catalogue.check_rules import check_rules
from sdg_standard.catalogue.codes import DUPLICATE_ID, NOT_A_STANDARD
from sdg_standard.catalogue.definitions import Definitions, Entry, M
from sdg_standard.catalogue.extends import name_of, read_methodologies
from sdg_standard.catalogue.folder import Folder
from sdg_standard.catalogue.registers import Registers
from sdg_standard.catalogue.report import Path, Report
from sdg_standard.catalogue.series import Surroundings, check_common_inputs, series_of
from sdg_standard.catalogue.spelling_checks import check_kinds, keyed_kinds
from sdg_standard.catalogue.standard import Parts, Standard
from sdg_standard.catalogue.units import units_from
from sdg_standard.errors import Problem, Problems, StandardError
from sdg_standard.model.framework import CommonInput, GlobalIndicator, Goal, GoalFile, Source, Target, Vocabulary
from sdg_standard.model.indicator import Indicator, Series
from sdg_standard.source import build
from sdg_standard.units import UnitError, Units
from sdg_standard.words import say

Goals = tuple[dict[str, Goal], dict[str, Target], dict[str, GlobalIndicator]]
"""Goals, targets and global indicators, each by its code or id."""


@dataclass(frozen=True)
class Base:
    """What a folder builds on: the foundation of the library, or a whole edition."""

    definitions: Definitions
    digest: str
    registers: Mapping[str, Register]
    tables: Mapping[str, bytes]

    @cached_property
    def texts(self) -> dict[str, dict[str, dict[str, str]]]:
        """All texts by language, id and field: thousands, put together once for all folders above."""
        return {language: texts.gather(entries) for language, entries in self.definitions.translations.items()}

    @cached_property
    def goals(self) -> Goals:
        """All goals, targets and global indicators, likewise."""
        return _goals_of(self.definitions.goals)

    @cached_property
    def series(self) -> dict[str, Series]:
        """All series as they are where no folder lies above, likewise."""
        found = self.definitions
        units = units_from(found.units, found.spellings.spellings, found.spellings.wrong)
        kinds = keyed_kinds({}, found.spellings.kinds)
        around = Surroundings(units, found.inputs, _models(found.vocabularies), kinds, checked=True)
        made = (series_of(entry.model, around, Report(entry.document)) for entry in found.indicators.values())
        return {name: series for group in made if group is not None for name, series in group.items()}

    def digest_with(self, above: str) -> str:
        """SHA-256 over all that lies below and the folder above it, of which this is the digest."""
        return hashlib.sha256(f"{self.digest}\0{above}".encode()).hexdigest()


class Assembly:
    """Puts own definitions and those below together, and checks the own ones; ``problems`` grows on the way.

    What was ``checked`` before and had no problem is only put together.
    """

    def __init__(self, folder: Folder, own: Definitions, base: Base | None, *, checked: bool = False) -> None:
        self.folder, self.own, self.base, self.checked = folder, own, base, checked
        self.below = base.definitions if base else Definitions()
        self.extending = bool(own.edition and own.edition.extends)
        self.inherited = self.below if self.extending else Definitions()
        """Of what lies below, what only an edition that is extended hands on; the foundation is there for all."""
        self.problems: list[Problem] = own.problems

    def standard(self) -> Standard:
        """Make the standard. Raises StandardError where the units cannot be read, without which nothing can be said."""
        own, below, inherited = self.own, self.below, self.inherited
        assert own.edition is not None
        self._apply_changes()
        if not self.checked:
            self._check_content()
            self._check_ids()
        units = self._units()
        vocabularies = _models({**below.vocabularies, **own.vocabularies})
        inputs = self._inputs(units)
        frameworks = _models({**below.frameworks, **own.frameworks})
        goals, targets, global_indicators = self._goals()
        indicators = {**inherited.indicators, **own.indicators}
        definitions = _models(indicators)
        series = self._series(indicators, self._around(units, inputs, vocabularies))
        methodologies, places = read_methodologies(own, inherited, self.problems, checked=self.checked)
        parts = Parts(
            about=own.edition,
            digest=self._digest(),
            units=units,
            goals=goals,
            targets=targets,
            global_indicators=global_indicators,
            frameworks=frameworks,
            indicators=definitions,
            series=series,
            methodologies=methodologies,
            places={**{name: entry.document for name, entry in indicators.items()}, **places},
            codes=self._codes(indicators),
            inputs=inputs,
            sources={**inherited.sources, **own.sources},
            vocabularies=vocabularies,
            retired={**below.retired, **own.retired},
            texts={},
            registers=self._registers(),
            tables=self._tables(),
            own=frozenset(own.indicators) | self._own_methods(),
            translated_here=self._translated_here(),
        )
        parts = replace(parts, texts=self._translated(parts))
        if not self.checked:
            self._check_texts(parts)
            self._check_indicators(parts)
        return Standard(replace(parts, problems=Problems(p for p in self.problems if p.severity != "error")))

    # what is there

    def _apply_changes(self) -> None:
        """Lay the files that name only what they change over the definitions below."""
        own, below = self.own, {name: entry.document for name, entry in self.inherited.indicators.items()}
        for document in own.changes:
            whole = changed(document, below, self.problems)
            model, problems = build(Indicator, whole) if whole is not None else (None, [])
            self.problems += problems
            if whole is None or model is None:
                own.mark_broken(document.file, document)
            else:
                own.keep_indicator(Entry(model, whole, document.file, alone=False))
        methods = {name_of(item): item for item in self.inherited.methodologies.values()}
        for name, document in list(own.methodologies.items()):
            if is_change(document):
                whole = changed(document, methods, self.problems)
                if whole is None:
                    own.mark_broken(name, document)
                    del own.methodologies[name]
                else:
                    own.methodologies[name] = whole

    def _check_content(self) -> None:
        own = self.own
        definitions = (own.indicators, own.methodologies, own.goals, own.frameworks, own.broken_files)
        if not any(definitions):
            text = say("catalogue.nothing_under_frameworks_methodologies")
            cure = say("catalogue.write_indicator_under_frameworks")
            self.problems.append(NOT_A_STANDARD.problem(text, cure, file="standard.yaml", line=1, column=1))

    def _check_ids(self) -> None:
        """An id that exists below is refused unless the file says why it replaces it."""
        own, below = self.own, self.below
        pairs: list[tuple[Mapping[Any, Entry[Any]], Mapping[Any, Entry[Any]], Path]] = [
            (own.indicators, self.inherited.indicators, ("id",)),
            (own.frameworks, below.frameworks, ("id",)),
            (own.vocabularies, below.vocabularies, ("id",)),
            (own.goals, below.goals, ("goal",)),
        ]
        whose = "edition_below" if self.extending else "library"
        for mine, theirs, path in pairs:
            for name in mine.keys() & theirs.keys():
                if not mine[name].model.overrides:
                    text = say(f"catalogue.{whose}_has_already", name=name)
                    Report(mine[name].document, self.problems).add(DUPLICATE_ID, text, path)
        self._check_keys("inputs.yaml", own.inputs, self.inherited.inputs)
        self._check_keys("sources.yaml", own.sources, self.inherited.sources)

    def _check_keys(self, file: str, mine: Mapping[str, object], theirs: Mapping[str, object]) -> None:
        for name in mine.keys() & theirs.keys():
            text = say("catalogue.edition_below_already", file=file, name=name)
            report = Report(self.own.places[file], self.problems)
            report.add(DUPLICATE_ID, text, (name,), say("catalogue.remove_here_give_another"), key=True)

    def _units(self) -> Units:
        """The units of the library and the folder's own."""
        own, below = self.own, self.below
        try:
            if self.base is None:
                return units_from(own.units, own.spellings.spellings, own.spellings.wrong)
            units = units_from(below.units, below.spellings.spellings, below.spellings.wrong)
            if not (own.units or own.spellings.spellings or own.spellings.wrong):
                return units
            return units.extended(own.units, own.spellings.spellings, own.spellings.wrong)
        except UnitError as error:
            place: Mapping[str, Any] = {"file": "units.txt", "line": error.line or 1, "column": 1}
            if error.spelling is not None and "spellings.yaml" in own.places:
                place = own.places["spellings.yaml"].place(("spellings", error.spelling), key=True)
            raise StandardError([error.problem(**place)]) from None

    def _inputs(self, units: Units) -> dict[str, CommonInput]:
        """Common inputs; the folder's own are checked for their units."""
        if "inputs.yaml" in self.own.places and not self.checked:
            check_common_inputs(self.own.inputs, units, Report(self.own.places["inputs.yaml"], self.problems))
        return {**self.inherited.inputs, **self.own.inputs}

    def _around(
        self, units: Units, inputs: Mapping[str, CommonInput], vocabularies: Mapping[str, Vocabulary]
    ) -> Surroundings:
        broken = frozenset(self.own.broken_files)
        return Surroundings(units, inputs, vocabularies, self._kinds(units), broken, self.checked)

    def _kinds(self, units: Units) -> dict[str, dict[str, str]]:
        """What evidence may write for a unit of a series, by kind: the library's words and the folder's own."""
        own, below = self.own.spellings.kinds, self.below.spellings.kinds
        if "spellings.yaml" in self.own.places and not self.checked:
            check_kinds(own, units, Report(self.own.places["spellings.yaml"], self.problems))
        return keyed_kinds(below if self.base else {}, own)

    def _registers(self) -> Mapping[str, Register]:
        if self.checked and self.base is None:
            return Registers(self.folder.registers)
        below = dict(self.base.registers) if self.base else {}
        try:
            return below | self.folder.registers()
        except StandardError as error:
            self.problems += error.problems
            return below

    def _goals(self) -> Goals:
        """Goals, targets and global indicators of the UN framework, in order."""
        if self.base is not None and not self.own.goals:
            return self.base.goals
        return _goals_of({**self.below.goals, **self.own.goals})

    def _series(self, indicators: Mapping[str, Entry[Indicator]], around: Surroundings) -> dict[str, Series]:
        """All series; an indicator with an error is left out, and its id remembered as broken."""
        result: dict[str, Series] = {}
        for name, entry in indicators.items():
            report = Report(entry.document, self.problems if name in self.own.indicators else [])
            made = series_of(entry.model, around, report)
            if made is None:
                self.own.broken.add(name)
            else:
                result |= made
        return result

    def _tables(self) -> dict[str, bytes]:
        own = {name: self.folder.files[name] for name in self.folder.under("methodologies", ".csv")}
        return {**(self.base.tables if self.base else {}), **own}

    def _digest(self) -> str:
        return self.folder.digest if self.base is None else self.base.digest_with(self.folder.digest)

    def _translated(self, parts: Parts) -> dict[str, dict[str, dict[str, str]]]:
        """Texts of all languages: those below that are still of the same text, and over them the folder's own."""
        below = self.base.texts if self.base else {}
        result: dict[str, dict[str, dict[str, str]]] = {}
        for language in dict.fromkeys((*below, *self.own.translations)):
            known = self._still_true(language, below, parts)
            own = texts.gather(self.own.translations.get(language, []))
            result[language] = {**known, **{name: {**known.get(name, {}), **fields} for name, fields in own.items()}}
        return result

    def _check_texts(self, parts: Parts) -> None:
        """Stale and missing translations of the own definitions are noted."""
        own, originals = self.own, parts.originals
        assert own.edition is not None
        broken = own.broken | (self._own_methods() - originals.keys())
        for language in parts.texts:
            self.problems += texts.stale(own.translations.get(language, []), originals, broken)
        mine = {name: fields for name, fields in parts.own_texts.items() if name not in broken}
        for language in own.edition.languages[1:]:
            empty = texts.waiting(own.translations.get(language, []))
            self.problems += texts.missing(language, parts.texts.get(language, {}), mine, self._place_of_text, empty)

    def _still_true(
        self, language: str, below: Mapping[str, Mapping[str, dict[str, str]]], parts: Parts
    ) -> Mapping[str, dict[str, str]]:
        """The texts below, without those of a text that a definition of the folder has changed."""
        known = below.get(language, {})
        mine = {*self.own.indicators, *self._own_methods(), parts.about.id}
        outdated = [name for name in known if name in mine]
        if not outdated or self.base is None:
            return known
        of = texts.digests(self.base.definitions.translations.get(language, []), outdated)
        return {
            **known,
            **{name: texts.of_same(known[name], of[name], parts.originals.get(name, {})) for name in outdated},
        }

    def _place_of_text(self, name: str, field: str) -> Mapping[str, Any]:
        """Where a text of the own definitions stands."""
        return texts.place_of(name, field, self.own)

    def _translated_here(self) -> frozenset[str] | None:
        """The ids whose translations are to be kept in this folder; None: all."""
        if self.base is None:
            return None
        own = self.own
        vocabularies = (f"vocabulary:{key}" for key in own.vocabularies)
        edition = (own.edition.id,) if own.edition is not None else ()
        return frozenset((*edition, *own.indicators, *own.frameworks, *vocabularies, *self._own_methods()))

    def _own_methods(self) -> set[str]:
        return {str(document.data.get("id")) for document in self.own.methodologies.values()}

    # checks of the whole

    def _codes(self, indicators: Mapping[str, Entry[Indicator]]) -> dict[str, str]:
        codes, clashes = checks.codes_of(indicators)
        for entry, path, text in clashes:
            checks.check_code(text, path, codes, Report(entry.document, self.problems))
        return codes

    def _check_indicators(self, parts: Parts) -> None:
        known = [item.removeprefix("un-sdg.") for item in parts.global_indicators]
        types = parts.vocabularies.get("evidence-types")
        for entry in self.own.indicators.values():
            report, indicator = Report(entry.document, self.problems), entry.model
            self._check_sources(parts.sources, checks.cited_by(indicator), report)
            checks.check_links(indicator, parts.targets, known, report)
            checks.check_classification(indicator, parts.frameworks.get(indicator.framework), report)
            checks.check_evidence(indicator, parts.series, self.own.broken, types, report)
            check_rules(indicator, parts.series, parts.units, report)

    def _check_sources(self, sources: Mapping[str, Source], cited: Iterable[tuple[Path, str]], report: Report) -> None:
        """Every key that is cited stands in the bibliography; nothing is said where that cannot be read."""
        if "sources.yaml" not in self.own.broken_files:
            checks.check_sources(sources, cited, report)


def _goals_of(files: Mapping[int, Entry[GoalFile]]) -> Goals:
    """Goals, targets and global indicators, in order."""
    goals: dict[str, Goal] = {}
    targets: dict[str, Target] = {}
    indicators: dict[str, GlobalIndicator] = {}
    for number, entry in sorted(files.items()):
        file = entry.model
        goals[str(number)] = Goal(number=number, title=file.title, colour=file.colour, iri=file.iri)
        targets |= {code: item.model_copy(update={"code": code}) for code, item in file.targets.items()}
        indicators |= {item.id: item.model_copy(update={"code": code}) for code, item in file.indicators.items()}
    return goals, targets, indicators


def _models(entries: Mapping[str, Entry[M]]) -> dict[str, M]:
    """The models alone, without the documents they were read from."""
    return {name: entry.model for name, entry in entries.items()}
