"""The rules of a methodology in words: what they are about, and what they say."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from typing import Any

from pydantic import BaseModel

from sdg_standard.methodology.branches import BranchKeys, BranchRule
from sdg_standard.methodology.leaves import LeafKeys, LeafRule
from sdg_standard.methodology.points import PointRule
from sdg_standard.methodology.rules import Selection
from sdg_standard.publish.pages_markdown import Link, Markdown, code, concatenated, link_to, md, strong
from sdg_standard.publish.pages_texts import Texts
from sdg_standard.publish.words import voice


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


class Rules:
    """Says rules in the language of a page, with links to where their methods are explained."""

    def __init__(self, texts: Texts, link: Link) -> None:
        self.texts, self.link, self._voice = texts, link, voice(texts.language, "rules")

    def say(self, key: str, **facts: object) -> Markdown:
        """A sentence about rules, with facts that are Markdown, or are made so."""
        return Markdown(self._voice(key, **{name: md(fact) for name, fact in facts.items()}))

    def about(self, selection: Selection) -> Markdown:
        """What a rule is about, in words.

        >>> import sdg_standard as sdg
        >>> rules = Rules(Texts(sdg.load(), "en"), lambda name: None)
        >>> rules.about(Selection(kind=("share", "rate"), goal=(3,)))
        'Series of the kind <code>share</code> or <code>rate</code>, and linked to goal <code>3</code>'
        """
        if selection.everything:
            return self.say("everything")
        if selection.ids:
            return Markdown(", ".join(code(name) for name in selection.ids))
        said = [self.say(f"about.{key}", what=self._all("or", map(code, value))) for key, value in _entries(selection)]
        text = self._all("both", said)
        return Markdown(f"{text[:1].upper()}{text[1:]}")

    def _all(self, key: str, parts: Iterable[Markdown]) -> Markdown:
        """Parts one after another, with a word between each two."""
        return reduce(lambda first, second: self.say(key, first=first, second=second), parts)

    # points

    def point_rule(self, rule: PointRule) -> Markdown:
        """The points that a rule names, or the table that has them."""
        if rule.table:
            return self.say("table", table=code(rule.table))
        points = rule.points.items()
        said = [self.say("point_is", point=strong(name), what=self._point(plain(point))) for name, point in points]
        return concatenated(self.about(rule.for_), ": ", Markdown("; ".join(said)))

    def _point(self, point: Mapping[str, Any]) -> Markdown:
        said, otherwise = self._one_point(point), point.get("else")
        return self.say("otherwise", first=said, second=self._point(otherwise)) if otherwise else said

    def _one_point(self, point: Mapping[str, Any]) -> Markdown:
        aside = ("rule", "else", "formula", "value", "why", "basis")
        rest = {key: value for key, value in point.items() if key not in aside}
        if "formula" in point:
            return code(point["formula"])
        if "rule" in point:
            word = point["rule"]
            said = self.say(f"point.{word}") if self._voice.has(f"point.{word}") else md(word)
            return concatenated(said, " ", code(written(rest))) if rest else said
        basis = concatenated(" (", self.texts.term("bases", point["basis"]), ")") if point.get("basis") else ""
        why = concatenated(": ", self.texts.own(point["why"])) if point.get("why") else ""
        return concatenated(code(written(point["value"])), basis, why)

    # methods

    def method(self, kind: str, part: Mapping[str, Any]) -> Markdown:
        """A method with its parameters, linked to where it is explained; its name is that of the file."""
        name = part.get("method", "formula")
        shown = link_to(str(name).replace("_", " "), self.link(f"method:{kind}-{name}"))
        rest = {key: value for key, value in part.items() if key != "method"}
        return concatenated(shown, " ", code(written(rest))) if rest else shown

    def _steps(self, steps: Iterable[BaseModel], gives: str | None = None) -> Markdown:
        made = [self.method("step", plain(step)) for step in steps]
        return self._all("then", made) if made else self.say("as_read" if gives == "value" else "score_already")

    # leaves

    def leaf_rule(self, rule: LeafRule) -> Markdown:
        """What a rule says of leaves, and of which."""
        return concatenated(self.about(rule.for_), ": ", Markdown("; ".join(self.of_leaf(rule))))

    def of_leaf(self, keys: LeafKeys) -> Iterator[Markdown]:
        """What a rule or a node says of leaves."""
        yield from self._read(keys.read)
        if keys.steps is not None:
            yield self.say("walk", steps=self._steps(keys.steps, keys.gives))
        elif keys.gives is not None:
            yield self.say("gives", what=code(keys.gives))
        yield from self._others(keys, ("applies", "scored", "rated", "weight", "group_weight"))

    def _read(self, reading: BaseModel | None) -> Iterator[Markdown]:
        """How a value is read, if a rule says so."""
        if reading is not None:
            read = reading.model_dump(mode="json", by_alias=True, exclude_unset=True, exclude_none=True)
            if "method" in read:
                yield self.say("read", method=self.method("reading", read))
            else:  # it only changes how an earlier rule reads
                yield self.say("read_with", what=code(written(read)))

    def _others(self, part: BaseModel, keys: Iterable[str]) -> list[Markdown]:
        """Further keys with their values."""
        found = plain(part)
        return [self.say(f"key.{key}", what=code(written(found[key]))) for key in keys if key in found]

    # branches

    def branch_rule(self, rule: BranchRule) -> Markdown:
        """What a rule says of branches, and of which."""
        own = (self.say("own_score", read=words) for words in self._read(getattr(rule, "read", None)))
        said = [*own, *self.of_branch(rule), *self._others(rule, ("applies",))]
        if rule.steps is not None:
            said.append(self.say("then_steps", steps=self._steps(rule.steps)))
        return concatenated(self.about(rule.for_), ": ", Markdown("; ".join(said)))

    def of_branch(self, keys: BranchKeys) -> Iterator[Markdown]:
        """What a rule or a node says of branches, steps aside."""
        if keys.aggregate is not None:
            yield self.method("aggregate", plain(keys.aggregate))
        if keys.missing is not None:
            yield self.say("gaps", method=self.method("missing", plain(keys.missing)))
        for need in keys.needs or ():
            said = self.say(f"needs.{need.of}", share=self.texts.numerals.value(need.share * 100))
            yield self.say("where", first=said, where=written(dict(need.where))) if need.where else said
        yield from self._others(keys, ("direction",))


def _entries(selection: Selection) -> Iterator[tuple[str, list[Any]]]:
    for key, value in plain(selection).items():
        if isinstance(value, Mapping):
            yield from (("classification", [f"{name} {item}" for item in items]) for name, items in value.items())
        else:
            yield key, value
