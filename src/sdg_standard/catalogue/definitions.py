"""All definitions of a folder, each read by itself; what one of them says of another is looked at later."""

from __future__ import annotations

from collections.abc import Mapping
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
from sdg_standard.model.methodology import Methodology
from sdg_standard.source import EMPTY, Document, Node, Strict, Table, build, read_yaml
from sdg_standard.words import say

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

    spellings: Table[str] = EMPTY
    """What evidence may write for a unit."""
    kinds: Table[Table[str]] = EMPTY
    """What evidence may write for the unit of a series of one kind only; an empty text is no unit."""
    wrong: Table[str] = EMPTY
    """Commonest wrong units, with what to write instead."""


@dataclass(frozen=True)
class Entry(Generic[M]):
    """A model with the document it was read from."""

    model: M
    document: Placed
    file: str


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
    places: dict[str, Placed] = field(default_factory=dict)
    """The documents of files of which there is one only: standard.yaml, inputs.yaml …"""
    broken: set[str] = field(default_factory=set)
    """Ids of indicators and methodologies with an error, so that nothing further is said where they are named."""
    broken_files: set[str] = field(default_factory=set)
    """Files with an error, for the same purpose."""
    problems: list[Problem] = field(default_factory=list)
    documents: dict[str, Any] = field(default_factory=dict)
    """Plain data of every YAML file by name."""


def read_definitions(folder: Folder, parsed: Mapping[str, Any] | None = None) -> Definitions:
    """Read every file of a folder into models; problems are collected, broken definitions remembered by id.

    ``parsed`` has the plain data of files that were parsed before; their problems then have no line.
    """
    reader = _Reader(folder, parsed or {})
    reader.read()
    return reader.found


def id_of_file(name: str) -> str:
    """The id after which a file is named; of an indicator with its framework."""
    folder, *_, last = parts = name.removesuffix(".yaml").split("/")
    return f"{parts[1]}.{last}" if folder == "frameworks" else last


def named_after(name: str) -> str:
    """The cure for a file with the id of another one."""
    return say("catalogue.write_id_after_which", id=id_of_file(name))


class _Reader:
    """Reads one folder."""

    def __init__(self, folder: Folder, parsed: Mapping[str, Any]) -> None:
        self.folder, self.parsed = folder, parsed
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
            self._keep(found.vocabularies, self._model(Vocabulary, name))
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
        if name in self.parsed:
            return Document(name, self.parsed[name], Node("mapping", 1, 1, self.parsed[name]))
        document, problems = read_yaml(text, name)
        if document is not None:
            self.found.documents[name] = document.data
        self.found.problems += problems
        if any(problem.severity == "error" for problem in problems):
            self._mark_broken(name, document)
        return document

    def _model(self, cls: type[M], name: str) -> Entry[M] | None:
        """Read one file as a model."""
        document = self._document(name)
        if document is None:
            return None
        model, problems = build(cls, document)
        self.found.problems += problems
        if model is None:
            self._mark_broken(name, document)
        if model is None or name in self.found.broken_files:
            return None
        if "/" not in name:
            self.found.places[name] = document
        return Entry(model, document, name)

    def _mark_broken(self, name: str, document: Document | None) -> None:
        """Remember a file, and the id of its indicator: as it says, and as the name of the file says."""
        self.found.broken_files.add(name)
        parts = name.removesuffix(".yaml").split("/")
        if parts[0] in ("frameworks", "methodologies") and parts[-1] != "framework":
            self.found.broken.add(id_of_file(name))
        data = document.data if document is not None else None
        if isinstance(data, dict) and isinstance(data.get("id"), str) and parts[-1] != "framework":
            self.found.broken.add(data["id"])

    def _table(self, cls: type[RootModel[Any]], name: str) -> dict[str, Any]:
        entry = self._model(cls, name)
        return dict(entry.model.root) if entry else {}

    def _keep(self, into: dict[Any, Entry[M]], entry: Entry[M] | None, key: str = "id") -> None:
        """Keep an entry under its id; a second one with the same id is a problem."""
        if entry is None:
            return
        name = getattr(entry.model, key)
        if name not in into:
            into[name] = entry
            return
        first, second = sorted((into[name], entry), key=self._is_named_otherwise)
        text = say("catalogue.defined_already", key=key, name=name, file=first.file)
        cure = ""
        if key == "id" and id_of_file(second.file) not in into:
            self.found.broken.add(id_of_file(second.file))
            cure = named_after(second.file)
        Report(second.document, self.found.problems).add(DUPLICATE_ID, text, (key,), cure)
        into[name] = first

    def _is_named_otherwise(self, entry: Entry[Any]) -> bool:
        """Whether the name of a file does not fit its id; of two files with one id this is the one to change."""
        return not str(getattr(entry.model, "id", "")).endswith(entry.file.rpartition("/")[2].removesuffix(".yaml"))

    def _framework_file(self, name: str) -> None:
        found = self.found
        parts = name.split("/")
        if parts[-1] == "framework.yaml" and len(parts) == 3:
            entry = self._model(Framework, name)
            if entry is not None:
                self._same(entry, entry.model.id, parts[1])
            self._keep(found.frameworks, entry)
        elif len(parts) == 4 and parts[2] == "goals":
            self._keep(found.goals, self._model(GoalFile, name), "goal")
        else:
            indicator = self._model(Indicator, name)
            if indicator is not None:
                self._same(indicator, indicator.model.framework, parts[1])
            self._keep(found.indicators, indicator)

    def _same(self, entry: Entry[Any], framework: str, folder: str) -> None:
        if framework != folder:
            text = say("catalogue.id_begins_but_file", framework=framework, folder=folder)
            cure = say("catalogue.rename_folder_begin_id", folder=folder)
            Report(entry.document, self.found.problems).add(ID_AND_PLACE, text, ("id",), cure)

    def _methodology(self, name: str) -> None:
        document = self._document(name)
        if document is None:
            return
        if name in self.found.broken_files:  # read for its further problems only
            self.found.problems += build(Methodology, document)[1]
        else:
            self.found.methodologies[name] = document

    def _translation(self, name: str) -> None:
        language = name.split("/")[1]
        entry = self._model(Translations, name)
        if entry is not None:
            self.found.translations.setdefault(language, []).append(entry)
