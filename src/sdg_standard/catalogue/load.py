"""Find an edition, read it, check it as a whole, and put it together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sdg_standard._resources import bundled
from sdg_standard.areas import Register, read_registers
from sdg_standard.catalogue import checks, texts
from sdg_standard.catalogue.codes import DUPLICATE_ID, NOT_A_STANDARD, UNKNOWN_EDITION
from sdg_standard.catalogue.definitions import Definitions, Entry, read_definitions
from sdg_standard.catalogue.folder import Folder
from sdg_standard.catalogue.methodologies import read_methodologies
from sdg_standard.catalogue.plan import plan_of
from sdg_standard.catalogue.series import Surroundings, series_of
from sdg_standard.catalogue.standard import Parts, Standard
from sdg_standard.errors import Problem, Problems, StandardError
from sdg_standard.model.framework import Goal, Vocabulary
from sdg_standard.model.indicator import Indicator, Series
from sdg_standard.units import UnitError, Units

WANTED_TEXTS = {"nb": ("title", "definition", "count", "why"), "nn": ("title",)}
"""Fields that a language needs, by the last part of their path; other languages need titles."""

_FOUNDATION = ("units.txt", "spellings.yaml", "standard.yaml", "vocabularies/", "frameworks/un-sdg/", "sources.yaml")


def load(path: str | Path | None = None, *, edition: str | None = None) -> Standard:
    """Return a standard: the bundled edition, or the one in the folder at ``path``.

    Raises :class:`~sdg_standard.errors.StandardError` with all problems if something in it is wrong.

    >>> load().edition
    '2026.1'
    """
    if path is None:
        standard, problems = _bundled()
    else:
        standard, problems = read_standard(Path(path))
    if (
        edition is not None
        and standard is not None
        and edition not in (standard.edition, f"{standard.id}@{standard.edition}")
    ):
        text = f'there is no edition "{edition}" here; this is {standard.id}@{standard.edition}'
        raise StandardError([UNKNOWN_EDITION.problem(text)])
    if standard is None or problems.errors:
        raise StandardError(problems)
    return standard


@lru_cache(maxsize=1)
def _bundled() -> tuple[Standard | None, Problems]:
    return read_standard(bundled("standard"))


def read_standard(root: Path) -> tuple[Standard | None, Problems]:
    """Read and check a folder; None where it is no standard at all. Examples are run by ``validate``."""
    folder = Folder.read(root)
    own = read_definitions(folder)
    if own.edition is None:
        return None, Problems(own.problems)
    try:
        base = _base(root, own)
    except StandardError as error:
        return None, Problems([*own.problems, *error.problems])
    assembly = _Assembly(folder, own, base)
    standard = assembly.standard()
    return standard, Problems(assembly.problems)


@dataclass(frozen=True)
class _Base:
    """What a folder builds on: the foundation of the library, or a whole edition."""

    definitions: Definitions
    digest: str
    registers: Mapping[str, Register]
    tables: Mapping[str, bytes]


def _base(root: Path, own: Definitions) -> _Base | None:
    """What lies below a folder: nothing for the bundled edition, an edition if it extends one, else the foundation."""
    home = bundled("standard")
    assert own.edition is not None
    if root.resolve() == home.resolve() or own.edition.id == "sdg-standard":
        return None
    if own.edition.extends is None:
        return _foundation()
    base = _whole_edition()
    about = base.definitions.edition
    name = f"{about.id}@{about.edition}" if about else ""
    if own.edition.extends != name:
        text = f'there is no edition "{own.edition.extends}" to extend; this library carries {name}'
        raise StandardError([UNKNOWN_EDITION.problem(text, file="standard.yaml", field="extends")])
    return base


@lru_cache(maxsize=1)
def _foundation() -> _Base:
    whole = Folder.read(bundled("standard"))
    kept = {name: content for name, content in whole.files.items() if name.startswith(_FOUNDATION)}
    kept |= {name: content for name, content in whole.files.items() if name.startswith("translations/")}
    folder = Folder(whole.root, kept)
    return _Base(read_definitions(folder), folder.digest, read_registers(whole.root / "areas"), {})


@lru_cache(maxsize=1)
def _whole_edition() -> _Base:
    folder = Folder.read(bundled("standard"))
    tables = {name: folder.files[name] for name in folder.under("methodologies", ".csv")}
    return _Base(read_definitions(folder), folder.digest, read_registers(folder.root / "areas"), tables)


class _Assembly:
    """Puts own definitions and those below together, and checks the own ones."""

    def __init__(self, folder: Folder, own: Definitions, base: _Base | None) -> None:
        self.folder, self.own, self.base = folder, own, base
        self.below = base.definitions if base else Definitions()
        self.extending = bool(own.edition and own.edition.extends)
        self.problems: list[Problem] = own.problems

    def standard(self) -> Standard:
        """Make the standard."""
        own, below = self.own, self.below
        assert own.edition is not None
        if not (own.indicators or own.methodologies or own.goals or own.broken or self.folder.under("frameworks")):
            text = "there is nothing under frameworks/ and methodologies/"
            self.problems.append(NOT_A_STANDARD.problem(text, file="standard.yaml", line=1, column=1))
        units = self._units()
        vocabularies = {name: entry.model for name, entry in {**below.vocabularies, **own.vocabularies}.items()}
        inputs = {**below.inputs, **own.inputs} if self.extending else own.inputs
        sources = {**below.sources, **own.sources} if self.extending else own.sources
        indicators = self._indicators()
        series = self._series(indicators, Surroundings(units, inputs, vocabularies))
        goals, targets, global_indicators = self._goals()
        codes, clashes = checks.codes_of(indicators)
        checks.check_codes(
            [(Entry(e.model, e.document, e.file, self.problems), path, text) for e, path, text in clashes], codes
        )
        frameworks = {name: entry.model for name, entry in {**below.frameworks, **own.frameworks}.items()}
        for name, entry in own.indicators.items():
            report = Entry(entry.model, entry.document, name, self.problems).report()
            checks.check_sources(sources, checks.cited_by(entry.model), report)
            known = [item.removeprefix("un-sdg.") for item in global_indicators]
            checks.check_links(entry.model, targets, known, report)
            checks.check_classification(entry.model, frameworks.get(entry.model.framework), report)
            types = vocabularies.get("evidence-types")
            checks.check_evidence(entry.model, series, own.broken, types, report)
        methodologies, places = read_methodologies(own, below if self.extending else None, self.problems)
        originals = self._originals(indicators, frameworks, goals, targets, global_indicators, vocabularies, inputs)
        for name, item in methodologies.items():  # one may have the id of its framework: undp-hdi
            originals[name] = {**originals.get(name, {}), **_texts(item, ("title", "description"))}
        parts = Parts(
            about=own.edition,
            digest=self._digest(),
            units=units,
            goals=goals,
            targets=targets,
            global_indicators=global_indicators,
            frameworks=frameworks,
            indicators={name: entry.model for name, entry in indicators.items()},
            series=series,
            methodologies=methodologies,
            places={**{name: entry.document for name, entry in indicators.items()}, **places},
            codes=codes,
            inputs=inputs,
            sources=sources,
            vocabularies=vocabularies,
            retired={**below.retired, **own.retired},
            texts=self._translated(originals),
            originals=originals,
            registers={**(self.base.registers if self.base else {}), **read_registers(self.folder.root / "areas")},
            tables=self._tables(),
        )
        draft = Standard(parts)
        self._check_methodologies(draft, sources)
        return Standard(
            Parts(**{**parts.__dict__, "problems": Problems(p for p in self.problems if p.severity != "error")})
        )

    def _units(self) -> Units:
        """The units of the library and the folder's own."""
        own, below = self.own, self.below
        if self.base is None:
            return _units_from(own.units, own.spellings.spellings, own.spellings.wrong)
        units = _units_from(below.units, below.spellings.spellings, below.spellings.wrong)
        if not own.units and not own.spellings.spellings:
            return units
        try:
            return units.extended(own.units, own.spellings.spellings, own.spellings.wrong)
        except UnitError as error:
            self.problems.append(error.problem(file="units.txt", line=error.line, column=1))
            return units

    def _indicators(self) -> dict[str, Entry[Indicator]]:
        """Own indicators above those below; an id that exists below needs a reason."""
        if not self.extending:
            return dict(self.own.indicators)
        result = dict(self.below.indicators)
        for name, entry in self.own.indicators.items():
            if name in result and not entry.model.overrides:
                report = Entry(entry.model, entry.document, name, self.problems).report()
                report.add(DUPLICATE_ID, f'the edition below has "{name}" already', ("id",))
            result[name] = entry
        return result

    def _series(self, indicators: Mapping[str, Entry[Indicator]], around: Surroundings) -> dict[str, Series]:
        """All series; an indicator with an error is left out, and its id remembered as broken."""
        result: dict[str, Series] = {}
        for name, entry in indicators.items():
            report = Entry(entry.model, entry.document, name).report()
            made = series_of(entry.model, around, report)
            self.problems += report.problems
            if report.failed:
                self.own.broken.add(name)
            else:
                result |= made
        return result

    def _goals(self):  # type: ignore[no-untyped-def]  # three mappings of three models
        """Goals, targets and global indicators of the UN framework, in order."""
        entries = {**self.below.goals, **self.own.goals}
        goals, targets, indicators = {}, {}, {}
        for number in sorted(entries):
            file = entries[number].model
            goals[str(number)] = Goal(number=number, title=file.title, colour=file.colour, iri=file.iri)
            targets |= {code: item.model_copy(update={"code": code}) for code, item in file.targets.items()}
            indicators |= {item.id: item.model_copy(update={"code": code}) for code, item in file.indicators.items()}
        return goals, targets, indicators

    def _originals(self, indicators, frameworks, goals, targets, global_indicators, vocabularies, inputs):  # type: ignore[no-untyped-def]
        """All texts that may be translated, by id and field."""
        found: dict[str, dict[str, str]] = {}
        for name, goal in goals.items():
            found[f"goal:{name}"] = {"title": goal.title}
        found |= {f"target:{code}": {"title": target.title} for code, target in targets.items()}
        for name, entry in indicators.items():
            found[name] = _indicator_texts(entry.model)
        found |= {name: {"title": item.title} for name, item in global_indicators.items()}
        for name, framework in frameworks.items():
            found[name] = {"title": framework.title, **dict(_class_texts(framework.classification))}
        found |= {f"vocabulary:{name}": dict(_terms(item)) for name, item in vocabularies.items()}
        found |= {f"input:{name}": _texts(item, ("title", "definition")) for name, item in inputs.items()}
        return found

    def _translated(self, originals: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, dict[str, str]]]:
        """Texts of all languages; stale and missing ones of the own languages are noted."""
        own, below = self.own, self.below
        result: dict[str, dict[str, dict[str, str]]] = {}
        for language in {**below.translations, **own.translations}:
            entries = [*below.translations.get(language, []), *own.translations.get(language, [])]
            result[language] = texts.gather(entries)
            self.problems += texts.stale(own.translations.get(language, []), originals, own.broken)
        if self.base is None and own.edition is not None:
            for language in own.edition.languages[1:]:
                wanted = {language: WANTED_TEXTS.get(language, ("title",))}
                official = {name: f for name, f in originals.items() if not name.startswith(("un-sdg.", "input:"))}
                self.problems += texts.missing(language, result.get(language, {}), official, wanted)
        return result

    def _tables(self) -> dict[str, bytes]:
        own = {name: self.folder.files[name] for name in self.folder.under("methodologies", ".csv")}
        return {**(self.base.tables if self.base else {}), **own}

    def _digest(self) -> str:
        if self.base is None:
            return self.folder.digest
        return hashlib.sha256(f"{self.base.digest}\0{self.folder.digest}".encode()).hexdigest()

    def _check_methodologies(self, standard: Standard, sources: Mapping[str, object]) -> None:
        for name, item in standard.methodologies.items():
            plan = plan_of(item, standard, broken=frozenset(self.own.broken))
            self.problems += plan.problems
            place = standard.place_of(name)
            if place is not None:
                report = Entry(item, place, name, self.problems).report()
                cited = [(("sources", index), key) for index, key in enumerate(item.sources)]
                checks.check_sources(sources, cited, report)  # type: ignore[arg-type]


@lru_cache(maxsize=4)
def _cached_units(
    definitions: str, spellings: tuple[tuple[str, str], ...], wrong: tuple[tuple[str, str], ...]
) -> Units:
    return Units.from_text(definitions, dict(spellings), dict(wrong))


def _units_from(definitions: str, spellings: Mapping[str, str], wrong: Mapping[str, str]) -> Units:
    return _cached_units(definitions, tuple(spellings.items()), tuple(wrong.items()))


def _texts(item: object, names: Iterable[str]) -> dict[str, str]:
    return {name: text for name in names if (text := getattr(item, name, None))}


def _indicator_texts(item: Indicator) -> dict[str, str]:
    found = _texts(item, ("title", "definition", "why", "count", "do_not_count"))
    for key, series in item.series.items():
        if series.title:
            found[f"series.{key}.title"] = series.title
        if isinstance(series.categories, tuple):
            for answer in series.categories:
                if answer.title:
                    found[f"series.{key}.categories.{answer.code}.title"] = answer.title
    return found


def _class_texts(classification: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    for key, codes in classification.items():
        for code, title in codes.items():
            yield f"classification.{key}.{code}", title


def _terms(vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    yield "title", vocabulary.title
    for term in vocabulary.terms:
        yield f"terms.{term.code}.title", term.title
