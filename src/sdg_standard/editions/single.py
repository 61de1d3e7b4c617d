"""One file of a standard by itself: what kind it is, and what is wrong with it before anything else is read."""

from __future__ import annotations

from pydantic import BaseModel

from sdg_standard.catalogue.changes import is_change
from sdg_standard.catalogue.definitions import IndicatorList, Inputs, RetiredIds, Sources, Spellings, Translations
from sdg_standard.errors import Problem
from sdg_standard.exchange.mapping import TableMapping
from sdg_standard.methodology import Methodology
from sdg_standard.model.framework import Edition, Framework, GoalFile, Vocabulary
from sdg_standard.model.indicator import Indicator
from sdg_standard.source import Document, build, read_yaml

_ALONE: dict[str, type[BaseModel]] = {
    "standard.yaml": Edition,
    "inputs.yaml": Inputs,
    "sources.yaml": Sources,
    "spellings.yaml": Spellings,
    "retired.yaml": RetiredIds,
}
_FOLDERS: dict[str, type[BaseModel]] = {
    "methodologies": Methodology,
    "vocabularies": Vocabulary,
    "translations": Translations,
    "mappings": TableMapping,
}


def model_of(name: str) -> type[BaseModel] | None:
    """The model of a file by its name in the folder; None for a table, or a file that nothing reads."""
    parts = name.split("/")
    if name in _ALONE or not name.endswith(".yaml") or len(parts) < 2:
        return _ALONE.get(name)
    if parts[0] == "frameworks" and len(parts) > 2:
        if parts[-1] == "framework.yaml" and len(parts) == 3:
            return Framework
        return GoalFile if len(parts) == 4 and parts[2] == "goals" else Indicator
    return _FOLDERS.get(parts[0])


def problems_of_file(name: str, content: str | bytes) -> list[Problem]:
    """What is wrong with one file by itself: its YAML, its keys, the sort of its values."""
    document, problems = read_yaml(content, name)
    model = model_of(name)
    if document is None or model is None:
        return problems
    for model_of_part, part in _parts(model, document):
        problems = [*problems, *build(model_of_part, part)[1]]
    return problems


def is_looked_into(name: str, content: str) -> bool:
    """Whether the values of a file can be checked by it alone: not where it says only what differs from another one."""
    document, model = read_yaml(content, name)[0], model_of(name)
    return document is not None and model is not None and bool(_parts(model, document))


def _parts(model: type[BaseModel], document: Document) -> list[tuple[type[BaseModel], Document]]:
    """What can be looked at alone: of a list each entry; nothing of a file that has only a part of its keys."""
    if model is Indicator and "indicators" in document.data:
        items = document.node(("indicators",)).items
        parts = [Document(document.file, item.value, item) for item in items if item.kind == "mapping"]
        return [(model, part) for part in parts if not is_change(part)] or [(IndicatorList, document)]
    whole = not is_change(document) and not (model is Methodology and "extends" in document.data)
    return [(model, document)] if whole else []
