"""Pydantic's errors as problems in plain words: by their *type*, never by their English, which changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel

from sdg_standard.errors import Code, Problem, is_it, near
from sdg_standard.words import say

from . import codes
from .node import Document, PlainDate, Step
from .outdented import OUTSIDE
from .places import alternatives, description_of, keys_of, locate, words_of
from .strict import REFUSAL
from .unions import Fault
from .words import BELONGS, advice, called_here, dotted, found, further_in, listed, short

FEW = 14
"""So many keys or words are listed in full; more would hide the near misses."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem before it has its place: ``path`` leads to the value, or with ``key`` to its key."""

    code: Code
    message: str
    cure: str
    path: tuple[Step, ...]
    key: bool = False
    named: bool = True
    """Whether the cure begins with the path, for the reader who counts no lines."""


@dataclass(frozen=True, slots=True)
class Case:
    """A fault together with what is needed to explain it."""

    fault: Fault
    model: type[BaseModel]
    document: Document

    @property
    def path(self) -> tuple[Step, ...]:
        """Where it is, in the data."""
        return self.fault.located.path

    @property
    def name(self) -> str:
        """The last step of the location: the key that is missing or unknown."""
        return str(self.fault.location[-1]) if self.fault.location else ""

    @property
    def holders(self) -> list[type[BaseModel]]:
        """The models that may stand where the key is missing or unknown."""
        return alternatives(locate(self.model, self.fault.location[:-1], self.document.root).expected)

    @property
    def text(self) -> str:
        """The value as written, if it is the one in the file and not one that a validator made from it."""
        node = self.document.node(self.path)
        return node.text if node.kind == "scalar" and node.value == self.fault.value else ""

    @property
    def field(self) -> str:
        """The nearest key, for messages."""
        return next((step for step in reversed(self.path) if isinstance(step, str)), "")


def translate(fault: Fault, model: type[BaseModel], document: Document) -> Problem | None:
    """Return the problem for a fault; None if something at its place is already reported."""
    finding = _finding(Case(fault, model, document))
    if _reported(finding, document):
        return None
    place = document.place(finding.path, key=finding.key)
    where = dotted(finding.path[:-1] if finding.key else finding.path)
    cure = finding.cure or finding.code.cure
    cure = say("source.named_cure", where=where, cure=cure) if finding.named and where else cure
    return finding.code.problem(finding.message, cure, **place)


def _reported(finding: Finding, document: Document) -> bool:
    nodes = list(document.along(finding.path))
    if finding.key and len(nodes) == len(finding.path) + 1:
        *nodes, _ = nodes
        if str(finding.path[-1]) in nodes[-1].damaged_keys:
            return True
    return any(node.damaged for node in nodes)


def _finding(case: Case) -> Finding:
    kind = case.fault.type
    if kind in _BY_TYPE:
        return _BY_TYPE[kind](case)
    if kind in BELONGS or kind.endswith("_type"):
        return _wrong_type(case)
    if kind in _LIMITS:
        return _out_of_range(case)
    return _not_accepted(case)


def _refusal(case: Case) -> Finding:
    context = case.fault.context
    at = context["at"]
    path = locate(case.model, (*case.fault.location, *at), case.document.root).path
    reached = not at or (bool(path) and len(path) > len(case.path))
    return Finding(context["code"], context["message"], context["cure"], path, context["key"] and reached, named=False)


def _unknown_key(case: Case) -> Finding:
    known, cure = keys_of(case.holders), ""
    if ":" in case.name and (alike := case.name.partition(":")[0]) in known:
        cure = say("source.put_blank_behind_colon_2", key=alike)
    else:
        cure = _suggestion(case.name, known, _KNOWN)
    return Finding(codes.UNKNOWN_KEY, say("source.unknown_key", name=short(case.name)), cure, case.path, key=True)


def _missing_key(case: Case) -> Finding:
    if isinstance(case.fault.location[-1], int):  # of a list with a fixed number of entries
        return Finding(
            codes.WRONG_LENGTH, say("source.list_too_few_entries"), say("source.add_what_missing"), case.path
        )
    return _missing(case, case.name, description_of(case.holders, case.name))


def _missing(case: Case, name: str, description: str) -> Finding:
    cure = say("source.add_key", name=name)
    if description:
        cure = say("source.add_key_described", name=name, description=description.rstrip("."))
    return Finding(codes.MISSING_KEY, say("source.key_missing", name=name), cure, case.path)


def _wrong_type(case: Case) -> Finding:
    fault = case.fault
    wanted = [_belongs(each) for each in (fault, *fault.instead)]
    wanted = list(dict.fromkeys(wanted))
    is_number = isinstance(fault.value, int | float) and not isinstance(fault.value, bool)
    if wanted == ["a text"] and is_number:
        return _number_as_code(case)
    message = say("source.belongs_here_not", wanted=listed(wanted), found=found(fault.value, case.text))
    if outside := fault.context.get(OUTSIDE):
        return Finding(codes.WRONG_TYPE, message, further_in(case.field, outside), case.path)
    cures = (advice(sort, fault.value, case.text) for sort in wanted)
    cure = next(filter(None, cures), "") or say("source.write", wanted=listed(wanted))
    known = keys_of(alternatives(fault.located.expected)) if "a group of keys" in wanted else []
    cure = say("source.with_known_keys", cure=cure, keys=list(known)) if 0 < len(known) <= FEW else cure
    return Finding(codes.WRONG_TYPE, message, cure, case.path)


def _belongs(fault: Fault) -> str:
    if fault.type == "literal_error":
        return listed([f'"{word}"' for word in _expected_words(fault)])
    return BELONGS.get(fault.type, say("source.another_sort_value"))


def _number_as_code(case: Case) -> Finding:
    written = case.text or str(case.fault.value)
    cure = say("source.write_quotes", text=short(written))
    if str(case.fault.value) != written:
        cure = say("source.without_quotes_read_as", cure=cure, value=short(case.fault.value))
    return Finding(
        codes.NUMBER_AS_CODE, say("source.number_stands_where_code", written=short(written)), cure, case.path
    )


def _bad_date(case: Case) -> Finding:
    message = say("source.no_day", value=short(case.fault.value))
    return Finding(codes.WRONG_TYPE, message, say("source.write_year_month_day"), case.path)


def _expected_words(fault: Fault) -> list[str]:
    """The allowed words; pydantic quotes texts like Python does."""
    listing = str(fault.context.get("expected") or fault.context.get("expected_tags") or "")
    found_words = re.findall(r"'((?:[^'\\]|\\.)*)'|\"([^\"]*)\"|([^\s,'\"]+)", listing)
    words = ["".join(groups) for groups in found_words if groups[2] != "or"]
    return list(dict.fromkeys(words))


def _wrong_choice(case: Case) -> Finding:
    shown = case.text or _plain(case.fault.value)
    further = [_belongs(each) for each in case.fault.instead]
    finding = _choice(case.path, case.field, shown, _expected_words(case.fault), further)
    if shown not in _expected_words(case.fault):
        return finding
    quotes = say("source.without_quotes") if isinstance(case.fault.value, str) else say("source.quotes")
    right = short(shown) if isinstance(case.fault.value, str) else f'"{short(shown)}"'
    return replace(
        finding,
        message=say("source.not_allowed", found=found(case.fault.value, case.text)),
        cure=say("source.write_2", right=right, quotes=quotes),
    )


def _choice(
    path: tuple[Step, ...], field: str, shown: str, words: Sequence[str], further: Sequence[str] = ()
) -> Finding:
    owner = say("source.for", field=field) if field else ""
    cure = _suggestion(shown, words, _ALLOWED)
    if further:
        cure = say("source.or_also", cure=cure, others=list(dict.fromkeys(further)))
    return Finding(codes.WRONG_CHOICE, say("source.none_words_allowed", shown=short(shown), owner=owner), cure, path)


def _unknown_tag(case: Case) -> Finding:
    key = _tag_key(case)
    if key.endswith("()"):
        return _undecided(case)
    shown = str(case.fault.context.get("tag", ""))
    path = _further(case, key)
    owner = key if path != case.path else case.field  # a bare word stands behind another key
    return _choice(path, owner, shown, _expected_words(case.fault))


def _missing_tag(case: Case) -> Finding:
    key = _tag_key(case)
    if key.endswith("()") or not isinstance(case.fault.value, dict):
        return _undecided(case)
    misspelt = near(key, map(str, case.fault.value), most=1)
    if misspelt:
        path = (*case.path, misspelt[0])
        return Finding(
            codes.UNKNOWN_KEY,
            say("source.unknown_key", name=short(misspelt[0])),
            is_it([key]),
            path,
            key=True,
        )
    words = [str(word) for model in alternatives(case.fault.located.expected) for word in words_of(model, key)]
    return _missing(case, key, say("source.one_of", words=list(words)) if words and len(words) <= FEW else "")


def _tag_key(case: Case) -> str:
    """The key that tells alternatives apart; a name with ``()`` if a function does."""
    return str(case.fault.context.get("discriminator", "()")).split(" | ")[0].strip("'")


def _undecided(case: Case) -> Finding:
    """A function could not tell which alternative is meant; usually the word in one of its keys is misspelt."""
    value = case.fault.value
    if not isinstance(value, dict):
        return _wrong_type(case)
    found_models = alternatives(case.fault.located.expected)
    for key, word in value.items():
        words = [str(each) for model in found_models for each in words_of(model, key) if each is not None]
        if words and str(word) not in words:
            path = _further(case, key)  # of a bare word it is the key before which it stands
            return _choice(path, key if path != case.path else case.field, _plain(word), list(dict.fromkeys(words)))
    cure = say("source.keys_known_here", keys=list(keys_of(found_models)))
    return Finding(codes.WRONG_TYPE, say("source.these_keys_do_not"), cure, case.path)


def _further(case: Case, key: str) -> tuple[Step, ...]:
    """The path to a key below, if it is there and not made by a validator from a shorter form."""
    return (*case.path, key) if case.document.node(case.path).child(key) is not None else case.path


def _wrong_form(case: Case) -> Finding:
    pattern = str(case.fault.context.get("pattern", ""))
    description = description_of(case.holders, case.name)
    form = say("source.form", pattern=pattern) if pattern else ""
    cure = say("spaced", parts=[description, form]) if description or form else ""
    message = say("source.does_not_have_form", value=short(case.fault.value))
    return Finding(codes.WRONG_FORM, message, cure, case.path, _is_key(case))


def _wrong_length(case: Case) -> Finding:
    value, context = case.fault.value, case.fault.context
    is_text = isinstance(value, str)
    if not value or (is_text and not value.strip()):
        message = say("source.text_is_empty" if is_text else "source.list_is_empty")
    else:
        what = "characters" if is_text else "entries"
        end = "least" if "min_length" in context else "most"
        message = say(f"source.at_{end}_{what}", limit=context["min_length" if end == "least" else "max_length"])
    return Finding(codes.WRONG_LENGTH, message, "", case.path, _is_key(case))


_LIMITS = {
    "greater_than": ("gt", say("source.greater_than")),
    "greater_than_equal": ("ge", say("source.least")),
    "less_than": ("lt", say("source.less_than")),
    "less_than_equal": ("le", say("source.most")),
    "multiple_of": ("multiple_of", say("source.multiple")),
}


def _out_of_range(case: Case) -> Finding:
    name, words = _LIMITS[case.fault.type]
    limit = case.fault.context.get(name)
    limit = f"{limit:g}" if isinstance(limit, float) else limit
    message = say("source.number_must", number=short(case.text or case.fault.value), words=words, limit=limit)
    return Finding(codes.OUT_OF_RANGE, message, "", case.path)


def _not_finite(case: Case) -> Finding:
    return Finding(codes.NOT_FINITE, say("source.no_number_can_measured_2"), "", case.path)


def _not_accepted(case: Case) -> Finding:
    """A ``ValueError`` of a validator, whose sentence is the model's own; or an error type we do not know."""
    own = case.fault.context.get("error")
    sentence = str(own) if case.fault.type in ("value_error", "assertion_error") and own else ""
    message = sentence or say(
        "source.not_accepted_here", found=found(case.fault.value, case.text), type=case.fault.type
    )
    return Finding(codes.NOT_ACCEPTED, message, "", case.path, _is_key(case))


def _is_key(case: Case) -> bool:
    """Whether the error is about a key of a table and not about its value."""
    return case.name == "[key]"


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float | PlainDate):
        return str(value)
    return found(value)


_KNOWN = ("source.known", "source.known_and_more")
_ALLOWED = ("source.words_allowed", "source.words_allowed_and_more")
"""What is said of all the words that there are, and of the first of many."""


def _suggestion(word: str, known: Sequence[str], captions: tuple[str, str]) -> str:
    """``did you mean "a"?``, and what there is if that is not much."""
    alike = called_here(word, known) or near(word, known)
    parts = [is_it(alike)] if alike else []
    if known and (len(known) <= FEW or not alike):
        some = list(known[: 2 * FEW])
        parts.append(say(captions[len(some) < len(known)], words=some))
    return say("spaced", parts=parts) if parts else ""


_BY_TYPE: dict[str, Callable[[Case], Finding]] = {
    REFUSAL: _refusal,
    "extra_forbidden": _unknown_key,
    "missing": _missing_key,
    "literal_error": _wrong_choice,
    "enum": _wrong_choice,
    "union_tag_invalid": _unknown_tag,
    "union_tag_not_found": _missing_tag,
    "string_pattern_mismatch": _wrong_form,
    **dict.fromkeys(("string_too_short", "string_too_long", "too_short", "too_long"), _wrong_length),
    "finite_number": _not_finite,
    "date_parsing": _bad_date,
}
