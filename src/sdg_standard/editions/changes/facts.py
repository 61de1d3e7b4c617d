"""What a definition says, as plain facts: by name instead of by place, numbers in the unit of the series.

What only the file shows (comments, the order of keys, a default written out, a unit spelled otherwise) is not there.
"""

from __future__ import annotations

import ast
import json
import math
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from sdg_standard.editions.changes.comparing import Key, Keyed, Ordered, cleaned, keyed
from sdg_standard.methodology import Methodology
from sdg_standard.model.framework import Edition, Framework, GlobalIndicator, Goal, Target, Vocabulary
from sdg_standard.model.indicator import Benchmark, CommonInputRef, Indicator, SdgLink, Series

Facts = dict[str, Any]


def plain(model: BaseModel | None, *leave_out: str) -> Facts | None:
    """A model as plain data, by the keys of the file."""
    return None if model is None else model.model_dump(mode="json", by_alias=True, exclude=set(leave_out))


def of_edition(about: Edition) -> Facts:
    """What ``standard.yaml`` says."""
    found = plain(about, "format", "id", "languages", "maintainers", "proposed_for") or {}
    found["languages"] = keyed((name, name) for name in about.languages)
    for name in ("maintainers", "proposed_for"):
        found[name] = keyed((item.name, plain(item)) for item in getattr(about, name))
    return _facts(found)


def of_framework(item: Framework) -> Facts:
    """What ``framework.yaml`` says; the order of classes is that of trees."""
    found = plain(item, "id", "classification", "overrides", "sources") or {}
    found["sources"] = keyed((name, name) for name in item.sources)
    found["classification"] = Keyed({key: Ordered(codes) for key, codes in item.classification.items()})
    return _facts(found)


def of_vocabulary(item: Vocabulary) -> Facts:
    """A list of words, the best first."""
    terms = (
        (term.code, {**(plain(term, "code", "spellings") or {}), "spellings": _set(term.spellings)})
        for term in item.terms
    )
    found = {"title": item.title, "definition": item.definition, "terms": keyed(terms, ordered=True)}
    return _facts(found)


def of_goal(goal: Goal, targets: Mapping[str, Target], indicators: Mapping[str, GlobalIndicator]) -> Facts:
    """A goal with its targets and global indicators."""
    found = plain(goal, "number") or {}
    found["targets"] = Keyed({code: plain(item, "code") for code, item in targets.items()})
    found["indicators"] = Keyed({item.code: plain(item, "code") for item in indicators.values()})
    return _facts(found)


def of_indicator(item: Indicator, series: Mapping[str, Series]) -> Facts:
    """An indicator with its series, whose numbers are in their own unit."""
    names = ("status", "title", "definition", "why", "count", "do_not_count", "code", "wanted")
    found: Facts = {name: getattr(item, name) for name in names}
    found["aliases"] = _set(item.aliases)
    found["classification"] = Keyed(item.classification)
    found["sdg"] = keyed(
        ((_link(link), {"relation": link.relation, "source": link.source}) for link in item.sdg), ordered=True
    )
    found["inputs"] = Keyed({name: _of_input(spec) for name, spec in item.inputs.items()})
    ids = item.series_ids
    found["series"] = Ordered({key: of_series(series[name]) for key, name in ids.items() if name in series})
    found["evidence"] = {
        "accepted": _set(item.evidence.accepted),
        "checks": [plain(check) for check in item.evidence.checks],
    }
    for name in ("examples", "disputes", "departs"):
        found[name] = [plain(part) for part in getattr(item, name)]
    found["national_data"] = Keyed({name: plain(part) for name, part in item.national_data.items()})
    found["sources"] = _set(item.sources)
    found["provenance"] = plain(item.provenance)
    return _facts(found)


def _link(link: SdgLink) -> str:
    return link.indicator or link.target or str(link.goal)


def _of_input(spec: Any) -> Facts:
    if isinstance(spec, CommonInputRef):
        return {"common": True}
    return {**(plain(spec, "spellings") or {}), "spellings": _set(spec.spellings)}


def of_series(item: Series) -> Facts:
    """One reported number."""
    found: Facts = {name: getattr(item, name) for name in ("kind", "unit", "direction", "no_benchmark", "min_cell")}
    found |= {"title": item.title, "definition": item.definition, "formula": arithmetic(item.formula)}
    found["benchmarks"] = keyed((_day(benchmark), plain(benchmark, "from_", "where")) for benchmark in item.benchmarks)
    found["goalposts"] = plain(item.goalposts)
    found[Key("possible", "possible")] = limits(item.limits)
    found[Key("plausible", "plausible")] = limits(item.expected)
    answers = item.categories if isinstance(item.categories, tuple) else ()
    answered = (
        (one.code, {**(plain(one, "code", "spellings") or {}), "spellings": _set(one.spellings)}) for one in answers
    )
    found["categories"] = keyed(answered, ordered=True)
    found["breakdowns"] = _set(item.breakdowns)
    found["spellings"] = _set(item.spellings)
    found["discriminates"] = plain(item.discriminates)
    return found


def _day(item: Benchmark) -> str:
    """What tells one benchmark from the others: since when, and for whom."""
    where = json.dumps(plain_where, sort_keys=True) if (plain_where := dict(item.where)) else ""
    return f"{item.from_} {where}".strip()


def limits(ends: tuple[float, float]) -> tuple[float | None, float | None]:
    """A range with None for an end that is open."""
    low, high = ends
    return (None if math.isinf(low) else low, None if math.isinf(high) else high)


def arithmetic(text: str | None) -> str | None:
    """A formula as it is computed: without blanks and brackets that change nothing.

    >>> arithmetic("(a/b) + c"), arithmetic("a / b+c")
    ('a / b + c', 'a / b + c')
    """
    try:
        return ast.unparse(ast.parse(text.strip(), mode="eval")) if text else None
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # not Python's; then as it is written
        return text


def of_methodology(item: Methodology) -> Facts:
    """A methodology: the keys that it names, since a rule replaces only those it names."""
    said = item.model_dump(mode="json", by_alias=True, exclude_unset=True)
    fields = type(item).model_fields
    found = {
        name: value
        for name, value in said.items()
        if name not in ("id", "version", "overrides")
        and getattr(item, name) != fields[name].get_default(call_default_factory=True)
    }
    found |= {"status": item.status, "lacking": item.lacking, "scale": plain(item.scale), "sources": _set(item.sources)}
    for name in ("examples", "accept"):
        found[name] = [plain(part) for part in getattr(item, name)]
    found["tree"] = _nodes(found.get("tree"))
    return _facts(found)


def _nodes(tree: Any) -> Any:
    """The nodes of a tree by their ids, where each has one."""
    if not isinstance(tree, list) or not all(
        isinstance(node, dict) and isinstance(node.get("id"), str) for node in tree
    ):
        return tree
    return keyed(
        (
            (node["id"], {**node, **({"children": _nodes(node["children"])} if "children" in node else {})})
            for node in tree
        ),
        ordered=True,
    )


def _set(words: Any) -> Facts:
    return keyed((str(word), str(word)) for word in words)


def _facts(found: Facts) -> Facts:
    facts: Facts = cleaned(found) or {}
    return facts
