"""All definitions of a folder, each read by itself; what one of them says of another is looked at later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, RootModel

from sdg_standard.catalogue.codes import DUPLICATE_ID, ID_AND_PLACE
from sdg_standard.catalogue.folder import Folder
from sdg_standard.catalogue.report import Placed, Report
from sdg_standard.errors import Problem
from sdg_standard.model.framework import (
    CommonInput,
    Edition,
    Framework,
    GoalFile,
    Retired,
    Source,
    TranslatedText,
    Vocabulary,
)
from sdg_standard.model.indicator import Indicator
from sdg_standard.source import Document, Strict, Table, build, read_yaml

M = TypeVar("M", bound=BaseModel)


class Inputs(RootModel[Table[CommonInput]]):
    """``inputs.yaml``."""


class Sources(RootModel[Table[Source]]):
    """``sources.yaml``."""


class RetiredIds(RootModel[Table[Retired]]):
    """``retired.yaml``."""


class Translations(RootModel[Table[Table[TranslatedText]]]):
    """A file below ``translations/``."""


class Spellings(Strict):
    """``spellings.yaml``."""

    spellings: Table[str] = {}
    """What evidence may write for a unit."""
    wrong: Table[str] = {}
    """Commonest wrong units, with what to write instead."""


@dataclass(frozen=True)
class Entry(Generic[M]):
    """A model with the document it was read from."""

    model: M
    document: Placed
    file: str
    problems: list[Problem] = field(default_factory=list, compare=False)

    def report(self) -> Report:
        """A report on this definition."""
        return Report(self.document, self.problems)


@dataclass
class Definitions:
    """Everything a folder defines, and what is wrong with it so far."""

    edition: Edition | None = None
    units: str = ""
    spellings: Spellings = field(default_factory=Spellings)
    inputs: dict[str, CommonInput] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    retired: dict[str, Retired] = field(default_factory=dict)
    frameworks: dict[str, Entry[Framework]] = field(default_factory=dict)
    goals: dict[int, Entry[GoalFile]] = field(default_factory=dict)
    indicators: dict[str, Entry[Indicator]] = field(default_factory=dict)
    vocabularies: dict[str, Entry[Vocabulary]] = field(default_factory=dict)
    methodologies: dict[str, Document] = field(default_factory=dict)
    translations: dict[str, list[Entry[Translations]]] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


def read_definitions(folder: Folder) -> Definitions:
    """Read every file of a folder into models; problems are collected, broken definitions remembered by id."""
    reader = _Reader(folder)
    reader.read()
    return reader.found


class _Reader:
    """Reads one folder."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.found = Definitions(problems=list(folder.problems))

    def read(self) -> None:
        """Read all that is there."""
        found = self.found
        edition = self._model(Edition, "standard.yaml")
        found.edition = edition.model if edition else None
        found.units = self.folder.files.get("units.txt", b"").decode("utf-8", "replace")
        spellings = self._model(Spellings, "spellings.yaml")
        found.spellings = spellings.model if spellings else Spellings()
        found.inputs = self._table(Inputs, "inputs.yaml")
        found.sources = self._table(Sources, "sources.yaml")
        found.retired = self._table(RetiredIds, "retired.yaml")
        for name in self.folder.under("vocabularies"):
            self._keep(found.vocabularies, self._model(Vocabulary, name), lambda model: model.id)
        for name in self.folder.under("frameworks"):
            self._framework_file(name)
        for name in self.folder.under("methodologies"):
            self._methodology(name)
        for name in self.folder.under("translations"):
            self._translation(name)

    def _document(self, name: str) -> Document | None:
        """Read one file as YAML; what is wrong with the text is noted."""
        text = self.folder.files.get(name)
        if text is None:
            return None
        document, problems = read_yaml(text, name)
        self.found.problems += problems
        if problems and document is not None and any(problem.severity == "error" for problem in problems):
            self._mark_broken(document)
        return document

    def _model(self, cls: type[M], name: str) -> Entry[M] | None:
        """Read one file as a model."""
        before = len(self.found.problems)
        document = self._document(name)
        if document is None:
            return None
        model, problems = build(cls, document)
        self.found.problems += problems
        damaged = any(problem.severity == "error" for problem in self.found.problems[before:])
        if model is None or damaged:
            self._mark_broken(document)
            return None
        return Entry(model, document, name)

    def _mark_broken(self, document: Document) -> None:
        data = document.data
        if isinstance(data, dict) and isinstance(data.get("id"), str):
            self.found.broken.add(data["id"])

    def _table(self, cls: type[RootModel[Any]], name: str) -> dict[str, Any]:
        entry = self._model(cls, name)
        return dict(entry.model.root) if entry else {}

    def _keep(self, into: dict[Any, Entry[M]], entry: Entry[M] | None, key: Callable[[M], Any]) -> None:
        """Keep an entry under its id; a second one with the same id is a problem."""
        if entry is None:
            return
        name = key(entry.model)
        if name in into:
            report = Report(entry.document, self.found.problems)
            report.add(DUPLICATE_ID, f'"{name}" is defined in "{into[name].file}" already', ("id",))
            return
        into[name] = entry

    def _framework_file(self, name: str) -> None:
        found = self.found
        parts = name.split("/")
        if parts[-1] == "framework.yaml" and len(parts) == 3:
            entry = self._model(Framework, name)
            if entry is not None:
                self._same(entry, entry.model.id, parts[1])
            self._keep(found.frameworks, entry, lambda model: model.id)
        elif len(parts) == 4 and parts[2] == "goals":
            self._keep(found.goals, self._model(GoalFile, name), lambda model: model.goal)
        else:
            indicator = self._model(Indicator, name)
            if indicator is not None:
                self._same(indicator, indicator.model.framework, parts[1])
            self._keep(found.indicators, indicator, lambda model: model.id)

    def _same(self, entry: Entry[Any], framework: str, folder: str) -> None:
        if framework != folder:
            text = f'the id begins with "{framework}", but the file lies in the folder "{folder}"'
            Report(entry.document, self.found.problems).add(ID_AND_PLACE, text, ("id",))

    def _methodology(self, name: str) -> None:
        document = self._document(name)
        if document is not None:
            self.found.methodologies[name] = document

    def _translation(self, name: str) -> None:
        language = name.split("/")[1]
        entry = self._model(Translations, name)
        if entry is not None:
            self.found.translations.setdefault(language, []).append(entry)
