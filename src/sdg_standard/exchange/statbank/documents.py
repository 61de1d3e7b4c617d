"""What a document of JSON holds: one dataset or several, in the shapes that producers send them in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sdg_standard.errors import EvidenceError
from sdg_standard.exchange.codes import NOT_JSON_STAT
from sdg_standard.exchange.grid import Findings
from sdg_standard.words import say

Data = Mapping[str, Any]
DEEPEST = 20
"""So deep may collections stand in one another."""
_OTHER_ANSWERS = {
    ("codes", "codeChanges", "correspondenceItems", "correspondenceMaps"): "klass",
    ("values",): "kolada",
}
"""Answers of other keepers, by what they hold; one of Kolada with numbers of areas is read before it gets here."""


def one_dataset(document: Any, name: str | None, findings: Findings) -> Data:
    """The dataset of a document; of several the one with this name or label. Raises EvidenceError without it."""
    found = list(datasets(document))
    chosen = found if name is None else [(key, data) for key, data in found if name in (key, data.get("label"))]
    if len(chosen) == 1:
        return chosen[0][1]
    raise _error(findings, *(_none(document) if not found else _which(found, name)))


def datasets(document: Any, name: str = "", depth: int = 0) -> Iterator[tuple[str, Data]]:
    """Every dataset of a document as JSON-stat 2.0 would have its members, each with its name there.

    >>> [name for name, _ in datasets({"oecd": {"dimension": {}}, "canada": {"dimension": {}}})]
    ['oecd', 'canada']
    """
    if isinstance(document, list):
        for place, one in enumerate(document, start=1):
            yield from datasets(one, f"{name}{place}", depth + 1) if depth < DEEPEST else ()
    elif isinstance(document, Mapping):
        if isinstance(document.get("dimension"), Mapping):
            yield name, _flat(document)
        elif isinstance(document.get("variables"), list):
            yield name, _of_variables(document)
        elif document.get("class") == "dimension" or (not depth and isinstance(document.get("category"), Mapping)):
            yield name, _of_dimension(document)
        elif depth < DEEPEST:
            for key, one in _members(document):
                yield from datasets(one, key, depth + 1)


def _members(document: Data) -> Iterator[tuple[str, Any]]:
    """The items of a collection, or what a document of version 1 has beside each other."""
    link = document.get("link")
    items = link.get("item") if isinstance(link, Mapping) else None
    if document.get("class") == "collection" or items is not None:
        for place, item in enumerate(items if isinstance(items, list) else [], start=1):
            if isinstance(item, Mapping):
                yield str(item.get("label") or item.get("href") or place), item
        return
    yield from ((key, one) for key, one in document.items() if isinstance(one, Mapping))


def _flat(data: Data) -> Data:
    """A dataset of version 1 keeps ``id``, ``size`` and ``role`` among its dimensions."""
    dimension = data["dimension"]
    if "id" in data or not isinstance(dimension.get("id"), list):
        return data
    own = ("id", "size", "role")
    flat = {name: dimension[name] for name in own if name in dimension}
    return {**data, **flat, "dimension": {name: one for name, one in dimension.items() if name not in own}}


def _of_variables(data: Data) -> Data:
    """What PxWebApi 0 and 1 answer about a table: variables with their codes and texts, and no number."""
    variables = [one for one in data["variables"] if isinstance(one, Mapping) and "code" in one]
    dimension = {
        str(one["code"]): {
            "label": one.get("text", ""),
            "category": {
                "index": _listed(one, "values"),
                "label": dict(zip(map(str, _listed(one, "values")), _listed(one, "valueTexts"), strict=False)),
            },
            "extension": {"elimination": bool(one.get("elimination", False))},
        }
        for one in variables
    }
    return {
        "label": data.get("title", ""),
        "id": list(dimension),
        "size": [len(one["category"]["index"]) for one in dimension.values()],
        "role": {"time": [str(one["code"]) for one in variables if one.get("time")]},
        "dimension": dimension,
        "value": [],
    }


def _listed(variable: Data, name: str) -> list[Any]:
    found = variable.get(name)
    return list(found) if isinstance(found, (list, tuple)) else []


def _of_dimension(data: Data) -> Data:
    """A document that describes one dimension."""
    category = data.get("category")
    category = category if isinstance(category, Mapping) else {}
    name = str(data.get("label") or "dimension")
    index = category.get("index") or category.get("label")
    index = index if isinstance(index, (list, Mapping)) else []
    size = len(index)
    if "index" not in category and size:  # with no cells beside it the order of the labels is as good as any
        data = {**data, "category": {**category, "index": list(index)}}
    head = {key: data[key] for key in ("label", "href", "updated", "source", "note") if key in data}
    return {**head, "id": [name], "size": [size], "dimension": {name: data}, "value": []}


def _none(document: Any) -> tuple[str, str]:
    """Why there is no dataset in a document, and what to do."""
    if isinstance(document, Mapping):
        error = document.get("error")
        error = error[0] if isinstance(error, list) and error else error
        about = error if isinstance(error, Mapping) else document
        if isinstance(error, str) or (("status" in about or error) and ("title" in about or "label" in about)):
            told = error if isinstance(error, str) else about.get("label") or about.get("title")
            status, detail = (str(about.get(name) or "") for name in ("status", "detail"))
            why = " – ".join(part for part in (status, str(told), detail) if part)
            return say("statbank.answer_is_an_error", why=why[:300]), say("statbank.ask_again")
        if isinstance(document.get("columns"), list) and isinstance(document.get("data"), list):
            return say("statbank.answer_is_px_json"), say("statbank.ask_for_json_stat2")
        other = next((name for names, name in _OTHER_ANSWERS.items() if any(key in document for key in names)), None)
        if other is not None:
            return say(f"statbank.answer_is_{other}"), say(f"statbank.instead_of_{other}")
        links = [str(one["href"]) for _, one in _members(document) if one.get("href")]
        if links:
            return say("statbank.only_links", n=len(links)), say("statbank.fetch_one_of", links=links[:3])
    return say("statbank.no_dataset"), ""


def _which(found: list[tuple[str, Data]], name: str | None) -> tuple[str, str]:
    names = [say("quoted", text=key or str(data.get("label", ""))) for key, data in found[:8]]
    cure = say("statbank.name_one_of", names=names)
    if name is None:
        return say("statbank.several_datasets", n=len(found)), cure
    return say("statbank.no_such_dataset", name=name[:80]), cure


def _error(findings: Findings, message: str, cure: str) -> EvidenceError:
    findings.add(NOT_JSON_STAT, message, cure)
    return EvidenceError(findings.problems)
