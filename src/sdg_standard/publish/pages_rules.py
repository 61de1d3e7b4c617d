"""The rules of a methodology in words: what they are about, and what they say."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from sdg_standard.methodology.branches import BranchKeys, BranchRule
from sdg_standard.methodology.leaves import LeafKeys, LeafRule
from sdg_standard.methodology.points import PointRule
from sdg_standard.methodology.rules import Selection
from sdg_standard.publish.pages_markdown import Link, Markdown, code, concatenated, link_to, md, strong


def plain(model: BaseModel) -> dict[str, Any]:
    """A part of a methodology as its file has it, without what it does not say.

    >>> plain(Selection(ids=("all",)))
    {'ids': ['all']}
    """
    found: dict[str, Any] = model.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return found


def written(value: Any) -> str:
    """A value as a file writes it on one line.

    >>> written({"p": 2.5, "side": "worst", "k": 5.0})
    '{p: 2.5, side: worst, k: 5}'
    """
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {written(item)}' for key, item in value.items())}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(written, value))}]"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def about(selection: Selection) -> Markdown:
    """What a rule is about, in words.

    >>> about(Selection(kind=("share", "rate"), goal=(3,)))
    'Series of the kind <code>share</code> or <code>rate</code>, and linked to goal <code>3</code>'
    """
    if selection.everything:
        return md("Everything")
    if selection.ids:
        return Markdown(", ".join(code(name) for name in selection.ids))
    said = [concatenated(_SELECTED[key], " ", _either(value)) for key, value in _entries(selection)]
    text = ", and ".join(said)
    return Markdown(f"{text[:1].upper()}{text[1:]}")


_SELECTED = {
    "node": "the node",
    "kind": "series of the kind",
    "direction": "series with the direction",
    "framework": "series of the framework",
    "goal": "linked to goal",
    "target": "linked to target",
    "level": "nodes of the level",
    "children_of": "children of",
    "below": "all below",
    "point": "series that have the point",
    "classification": "of the class",
}


def _entries(selection: Selection) -> Iterator[tuple[str, list[Any]]]:
    for key, value in plain(selection).items():
        if isinstance(value, Mapping):
            yield from (("classification", [f"{name} {item}" for item in items]) for name, items in value.items())
        else:
            yield key, value


def _either(values: list[Any]) -> Markdown:
    return Markdown(" or ".join(code(value) for value in values))


def point_rule(rule: PointRule) -> Markdown:
    if rule.table:
        return concatenated("From the table ", code(rule.table))
    said = [concatenated(strong(name), " is ", _point(plain(point))) for name, point in rule.points.items()]
    return concatenated(about(rule.for_), ": ", Markdown("; ".join(said)))


def _point(point: Mapping[str, Any]) -> Markdown:
    otherwise = point.get("else")
    behind = concatenated(", otherwise ", _point(otherwise)) if otherwise else ""
    rest = {
        key: value for key, value in point.items() if key not in ("rule", "else", "formula", "value", "why", "basis")
    }
    if "formula" in point:
        return concatenated(code(point["formula"]), behind)
    if "rule" in point:
        said = RULE_WORDS.get(point["rule"], point["rule"])
        return concatenated(said, " ", code(written(rest)), behind) if rest else concatenated(said, behind)
    why = f" ({point.get('basis')})" if point.get("basis") else ""
    return concatenated(code(written(point["value"])), why, f": {point['why']}" if point.get("why") else "")


RULE_WORDS = {
    "benchmark": "the benchmark of the series",
    "goalpost": "the goalpost of the definition",
    "commitment": "the target that the area has adopted",
    "worst_observed": "the worst value of the reference set",
    "best_observed": "the best value of the reference set",
    "mean": "the mean of the reference set",
    "median": "the median of the reference set",
    "percentile": "a percentile of the reference set",
    "mean_of_best": "the mean of the best of the reference set",
    "sd": "the standard deviation of the reference set",
    "value_of": "the value of one area",
}


def method_words(kind: str, part: Mapping[str, Any], link: Link) -> Markdown:
    """A method with its parameters, linked to where it is explained."""
    name = part.get("method", "formula")
    shown = link_to(str(name).replace("_", " "), link(f"method:{kind}-{name}"))
    rest = {key: value for key, value in part.items() if key != "method"}
    return concatenated(shown, " ", code(written(rest))) if rest else shown


def _steps(steps: Iterable[BaseModel], link: Link, gives: str | None = None) -> Markdown:
    made = [method_words("step", plain(step), link) for step in steps]
    nothing = "the value is taken as read" if gives == "value" else "the value is a score already"
    return Markdown(", then ".join(made)) if made else md(f"nothing: {nothing}")


def leaf_rule(rule: LeafRule, link: Link) -> Markdown:
    return concatenated(about(rule.for_), ": ", Markdown("; ".join(leaf_words(rule, link))))


def leaf_words(keys: LeafKeys, link: Link) -> Iterator[Markdown]:
    """What a rule or a node says of leaves."""
    yield from _read(keys.read, link)
    if keys.steps is not None:
        yield concatenated("walk ", _steps(keys.steps, link, keys.gives))
    elif keys.gives is not None:
        yield concatenated("gives ", code(keys.gives))
    yield from _others(keys, ("applies", "scored", "rated", "weight", "group_weight"))


def _read(reading: BaseModel | None, link: Link) -> Iterator[Markdown]:
    """How a value is read, if a rule says so."""
    if reading is not None:
        read = reading.model_dump(mode="json", by_alias=True, exclude_unset=True, exclude_none=True)
        if "method" in read:
            yield concatenated("read ", method_words("reading", read, link))
        else:  # it only changes how an earlier rule reads
            yield concatenated("read with ", code(written(read)))


def _others(part: BaseModel, keys: Iterable[str]) -> list[Markdown]:
    """Further keys with their values."""
    found = plain(part)
    return [concatenated(key.replace("_", " "), " ", code(written(found[key]))) for key in keys if key in found]


def branch_rule(rule: BranchRule, link: Link) -> Markdown:
    own = (concatenated("its own score ", words) for words in _read(getattr(rule, "read", None), link))
    said = [*own, *branch_words(rule, link), *_others(rule, ("applies",))]
    if rule.steps is not None:
        said.append(concatenated("then ", _steps(rule.steps, link)))
    return concatenated(about(rule.for_), ": ", Markdown("; ".join(said)))


def branch_words(keys: BranchKeys, link: Link) -> Iterator[Markdown]:
    """What a rule or a node says of branches, steps aside."""
    if keys.aggregate is not None:
        yield method_words("aggregate", plain(keys.aggregate), link)
    if keys.missing is not None:
        yield concatenated("gaps: ", method_words("missing", plain(keys.missing), link))
    for need in keys.needs or ():
        where = f" where {written(dict(need.where))}" if need.where else ""
        yield md(f"at least {need.share * 100:.4g} % of its {need.of} must be there{where}")
    yield from _others(keys, ("direction",))
