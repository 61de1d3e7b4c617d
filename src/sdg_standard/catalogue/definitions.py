"""All definitions of a folder, each read by itself; what one of them says of another is looked at later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, Field, RootModel

from sdg_standard.catalogue.changes import is_change, placed
from sdg_standard.catalogue.codes import DUPLICATE_ID, ID_AND_PLACE
from sdg_standard.catalogue.folder import Folder
from sdg_standard.catalogue.report import Placed, Report
from sdg_standard.errors import Problem
from sdg_standard.methodology import Methodology
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
from sdg_standard.source import EMPTY, Document, Node, Seq, Strict, Table, build, read_yaml
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


class IndicatorList(Strict):
    """A file below ``frameworks/`` that holds several indicators."""

    indicators: Seq[Table[Any]] = Field(min_length=1)
    """The indicators, each as a file of its own would have it."""


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
    document: Document
    file: str
    alone: bool = True
    """Whether the file holds nothing else, so that it is named after the id."""


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
    changes: list[Document] = field(default_factory=list)
    """Files that name only the keys of an indicator of the edition below that they change."""
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

    def keep(self, into: dict[Any, Entry[M]], entry: Entry[M] | None, key: str = "id") -> None:
        """Keep an entry under its id; a second one with the same id is a problem."""
        if entry is None:
            return
        name = getattr(entry.model, key)
        if name not in into:
            into[name] = entry
            return
        first, second = sorted((into[name], entry), key=_is_named_otherwise)
        where = say("quoted", text=first.file) if first.file != second.file else say("catalogue.file")
        text, cure = say("catalogue.defined_already", key=key, name=name, where=where), ""
        if key == "id" and second.alone and id_of_file(second.file) not in into:
            self.broken.add(id_of_file(second.file))
            cure = named_after(second.file)
        Report(second.document, self.problems).add(DUPLICATE_ID, text, (key,), cure)
        into[name] = first

    def keep_indicator(self, entry: Entry[Indicator] | None) -> None:
        """Keep an indicator, if it lies in the folder of its framework."""
        if entry is not None:
            self.check_folder(entry, entry.model.framework)
        self.keep(self.indicators, entry)

    def check_folder(self, entry: Entry[Any], framework: str) -> None:
        """A framework has the name of its folder, and so has the first part of the ids in it."""
        folder = entry.file.split("/")[1]
        if framework != folder:
            text = say("catalogue.id_begins_but_file", framework=framework, folder=folder)
            cure = say("catalogue.rename_folder_begin_id", folder=folder)
            Report(entry.document, self.problems).add(ID_AND_PLACE, text, ("id",), cure)

    def mark_broken(self, name: str, document: Document | None) -> None:
        """Remember a file, and the id of its indicator: as it says, and as the name of the file says."""
        self.broken_files.add(name)
        parts = name.removesuffix(".yaml").split("/")
        if parts[0] in ("frameworks", "methodologies") and parts[-1] != "framework":
            self.broken.add(id_of_file(name))
        if document is not None and parts[-1] != "framework":
            self.broken |= set(ids_in(document.data))


def _is_named_otherwise(entry: Entry[Any]) -> bool:
    """Whether the name of a file does not fit its id; of two files with one id this is the one to change."""
    return not str(getattr(entry.model, "id", "")).endswith(entry.file.rpartition("/")[2].removesuffix(".yaml"))


def ids_in(data: Any) -> Iterator[str]:
    """The ids that a file defines or changes, as far as they can be seen."""
    if not isinstance(data, dict):
        return
    for group in (data, data.get("overrides")):
        if isinstance(group, dict) and isinstance(group.get("id"), str):
            yield group["id"]
    for item in data["indicators"] if isinstance(data.get("indicators"), list) else ():
        yield from ids_in(item)


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
            found.keep(found.vocabularies, self._model(Vocabulary, name))
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
            return _parsed_before(name, self.parsed[name])
        document, problems = read_yaml(text, name)
        if document is not None:
            self.found.documents[name] = document.data
        self.found.problems += problems
        if any(problem.severity == "error" for problem in problems):
            self.found.mark_broken(name, document)
        return document

    def _model(self, cls: type[M], name: str) -> Entry[M] | None:
        """Read one file as a model."""
        document = self._document(name)
        if document is None:
            return None
        model, problems = build(cls, document)
        self.found.problems += problems
        if model is None:
            self.found.mark_broken(name, document)
        if model is None or name in self.found.broken_files:
            return None
        if "/" not in name:
            self.found.places[name] = document
        return Entry(model, document, name)

    def _table(self, cls: type[RootModel[Any]], name: str) -> dict[str, Any]:
        entry = self._model(cls, name)
        return dict(entry.model.root) if entry else {}

    def _framework_file(self, name: str) -> None:
        found = self.found
        parts = name.split("/")
        if parts[-1] == "framework.yaml" and len(parts) == 3:
            entry = self._model(Framework, name)
            if entry is not None:
                found.check_folder(entry, entry.model.id)
            found.keep(found.frameworks, entry)
        elif len(parts) == 4 and parts[2] == "goals":
            found.keep(found.goals, self._model(GoalFile, name), "goal")
        elif (document := self._document(name)) is not None:
            self._indicators(document)

    def _indicators(self, document: Document) -> None:
        """Read a file with one indicator, or with a list of them; of a list each by itself."""
        if "indicators" not in document.data:
            self._indicator(document, alone=True)
            return
        listing, problems = build(IndicatorList, _without_entries(document))
        self.found.problems += problems
        if listing is None:
            self.found.mark_broken(document.file, document)
        for node in document.node(("indicators",)).items:
            if node.kind == "mapping":
                self._indicator(Document(document.file, node.value, node), alone=False)

    def _indicator(self, document: Document, *, alone: bool) -> None:
        broken = document.file in self.found.broken_files
        if is_change(document):
            self.found.changes += [] if broken else [document]
            return
        model, problems = build(Indicator, document)
        self.found.problems += problems
        if model is None and alone:
            self.found.mark_broken(document.file, document)
        elif model is None:
            self.found.broken |= set(ids_in(document.data))
        elif not broken:
            self.found.keep_indicator(Entry(model, document, document.file, alone))

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


def _parsed_before(name: str, data: Any) -> Document:
    """A file from the cache: without places, and with nodes only where parts of it are looked for."""
    return Document(name, data, _looked_for(data))


def _looked_for(data: Any) -> Node:
    """The nodes of plain data that somebody looks for: all of a change, and the entries of a list of indicators."""
    if not isinstance(data, dict) or isinstance(data.get("overrides"), dict):
        return placed(data)
    listed = data.get("indicators")
    if not isinstance(listed, list):
        return Node("mapping", 1, 1, data)
    items = Node("sequence", 1, 1, listed, items=[_looked_for(item) for item in listed])
    return Node("mapping", 1, 1, data, entries={"indicators": items})


def _without_entries(document: Document) -> Document:
    """A file with a list of indicators, of which nothing is looked at but that they are groups of keys."""
    node = document.node(("indicators",))
    items = [replace(item, value={}, entries={}, keys={}) if item.kind == "mapping" else item for item in node.items]
    value = [item.value for item in items] if node.kind == "sequence" else node.value
    data = {**document.data, "indicators": value}
    entries = {**document.root.entries, "indicators": replace(node, value=value, items=items)}
    return Document(document.file, data, replace(document.root, value=data, entries=entries))
