"""Texts in other languages: found, and checked for what is missing or stale."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from sdg_standard.catalogue.codes import MISSING_TRANSLATION, STALE_TRANSLATION, UNDATED_TRANSLATION
from sdg_standard.catalogue.definitions import Definitions, Entry, Translations
from sdg_standard.catalogue.report import Path
from sdg_standard.errors import Problem, did_you_mean, near
from sdg_standard.methodology import Methodology
from sdg_standard.methodology.branches import titles_in
from sdg_standard.model.framework import CommonInput, Edition, Framework, GlobalIndicator, Goal, Target, Vocabulary
from sdg_standard.model.indicator import Indicator, SeriesDefinition
from sdg_standard.source import Document
from sdg_standard.source.scalars import read_plain
from sdg_standard.words import say

SHOWN = 60
"""So many characters of a text are shown in a message."""

WANTED = {"nb": ("title", "definition", "count", "why"), "nn": ("title",)}
"""Fields that a language needs, by the last part of their path; other languages need titles."""

TREE = "tree."
"""What the path of a title begins with that a methodology gives to a node: `tree.index.title`."""

Originals = Mapping[str, Mapping[str, str]]
"""Texts in the first language by id and field."""


def digest_of(text: str) -> str:
    """First 8 hex digits of the SHA-256 of a text, by which a stale translation is found.

    >>> digest_of("Air pollution")
    'd01f8a3b'
    """
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def gather(entries: list[Entry[Translations]]) -> dict[str, dict[str, str]]:
    """All texts of one language by id and field."""
    texts: dict[str, dict[str, str]] = {}
    for entry in entries:
        for name, fields in entry.model.root.items():
            told = {field: item.text.strip() for field, item in fields.items() if item.text.strip()}
            texts.setdefault(name, {}).update(told)
    return texts


def digests(entries: list[Entry[Translations]], names: Iterable[str]) -> dict[str, dict[str, str | None]]:
    """Of the texts of some ids, by field: the digest of the text that each is of."""
    found: dict[str, dict[str, str | None]] = {name: {} for name in names}
    for entry in entries:
        for name in found.keys() & entry.model.root.keys():
            found[name].update({field: item.of for field, item in entry.model.root[name].items()})
    return found


def of_same(texts: Mapping[str, str], of: Mapping[str, str | None], originals: Mapping[str, str]) -> dict[str, str]:
    """The texts whose original is the one that they are of."""
    return {
        field: text
        for field, text in texts.items()
        if of.get(field) is None or (field in originals and digest_of(originals[field]) == of[field])
    }


def stale(entries: list[Entry[Translations]], originals: Originals, broken: set[str]) -> Iterator[Problem]:
    """Yield translations of a text that has changed or is not there, and those that do not say which text they are of.

    Nobody can know a digest, so each is told the one to write.
    """
    for entry in entries:
        for name, fields in entry.model.root.items():
            if name in broken:
                continue
            for field, item in fields.items():
                original = originals.get(name, {}).get(field)
                if original is None:
                    known = originals.get(name, {})
                    yield _of_nothing(name, field, known, entry.document.place((name, field)))
                elif digest_of(original) != item.of and item.text.strip():
                    yield _of_another(name, field, original, item.of, entry.document.place((name, field)))


def _of_nothing(name: str, field: str, known: Mapping[str, str], place: Mapping[str, Any]) -> Problem:
    text = say("catalogue.no_text_translate", name=name, field=field, hint=did_you_mean(near(field, known)))
    cure = say("catalogue.texts", known=list(known)) if known else say("catalogue.correct_id_remove_translation")
    return STALE_TRANSLATION.problem(text, cure, **place)


def _of_another(name: str, field: str, original: str, of: str | None, place: Mapping[str, Any]) -> Problem:
    now = f'`of: "{digest_of(original)}"`'
    shown = say("quoted", text=_short(original))
    if of is None:
        text = say("catalogue.translation_does_not_say", field=field, name=name, shown=shown)
        return UNDATED_TRANSLATION.problem(text, say("catalogue.write_beside_if_says", now=now), **place)
    text = say("catalogue.translation_stale_text_now", field=field, name=name, shown=shown)
    return STALE_TRANSLATION.problem(text, say("catalogue.correct_if_text_changed", now=now), **place)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 1]}…"


def untranslated(
    language: str, texts: Mapping[str, Mapping[str, str]], originals: Originals
) -> Iterator[tuple[str, str, str]]:
    """Yield id, field and text of all that a language lacks.

    These are the fields that it needs, and of the parts of a definition that readers choose among (its series, answers,
    classes, terms) the titles.
    """
    wanted = WANTED.get(language, ("title",))
    for name, fields in originals.items():
        for field, text in fields.items():
            if _is_wanted(field, wanted) and field not in texts.get(name, {}):
                yield name, field, text


def missing(
    language: str,
    texts: Mapping[str, Mapping[str, str]],
    originals: Originals,
    place: Callable[[str, str], Mapping[str, Any]],
    waiting: Mapping[tuple[str, str], Mapping[str, Any]],
) -> Iterator[Problem]:
    """Yield a note for each text that a language lacks, at its place, with the line to write.

    ``waiting`` has the places of entries that are there and empty.
    """
    for name, field, text in untranslated(language, texts, originals):
        line = f'{key_of(name)}: {{{key_of(field)}: {{text: "…", of: "{digest_of(text)}"}}}}'
        cure = say("catalogue.write_file_under_translations", language=language, line=line)
        where = place(name, field)
        if (name, field) in waiting:
            where, cure = waiting[name, field], say("catalogue.write_between_the_quotes")
        message = say("catalogue.text_no_translation_into", language=language)
        yield MISSING_TRANSLATION.problem(message, cure, **{"field": f"{name}.{field}", **where})


def waiting(entries: list[Entry[Translations]]) -> dict[tuple[str, str], Mapping[str, Any]]:
    """The places of the entries that wait for a translator."""
    return {
        (name, field): entry.document.place((name, field))
        for entry in entries
        for name, fields in entry.model.root.items()
        for field, item in fields.items()
        if not item.text.strip()
    }


def _is_wanted(field: str, wanted: tuple[str, ...]) -> bool:
    *above, last = field.split(".")
    return last in wanted and (not above or (last == "title" and above[0] != "inputs"))


def key_of(text: str) -> str:
    """A key of a file, quoted where it does not begin like a word."""
    return text if re.fullmatch(r"[a-z][\w.-]*(:[\w.-]+)*", text) and read_plain(text)[0] == "text" else f'"{text}"'


# where texts stand


def place_of(name: str, field: str, own: Definitions) -> dict[str, Any]:
    """File, line and column of a text of a folder's own definitions; what is known of it where it is not there."""
    kind, _, key = name.partition(":")
    path: Path = tuple(field.split("."))
    entry: Entry[Any] | None = own.indicators.get(name) or own.frameworks.get(name)
    if kind == "vocabulary":
        entry = own.vocabularies.get(key)
        path = _in_list(path, 1, [term.code for term in entry.model.terms] if entry else [])
    elif kind == "target" or name.isdecimal():
        entry = own.goals.get(int((key or name).partition(".")[0]))
        path = ("targets", key, *path) if key else path
    elif entry is not None and "categories" in path:
        answers = entry.model.series[path[1]].categories
        path = _in_list(path, 3, [answer.code for answer in answers])
    if entry is not None:
        return entry.document.place(path)
    document = _methodology(name, own)
    if document is not None:
        return document.place(_in_tree(document.data, field))
    return own.places["standard.yaml"].place(path) if own.edition is not None and name == own.edition.id else {}


def _in_list(path: Path, at: int, codes: list[str]) -> Path:
    """The path with the place in the list for the code, as the file has it."""
    if len(path) <= at or path[at] not in codes:
        return path
    return (*path[:at], codes.index(str(path[at])), *path[at + 1 :])


def _in_tree(data: Mapping[str, Any], field: str) -> Path:
    """The path of a text of a methodology; the title of a node is found by the id of the node, however deep it is."""
    if not field.startswith(TREE):
        return tuple(field.split("."))
    name = field.removeprefix(TREE).removesuffix(".title")
    return ("tree", *(_way_to(name, data.get("tree")) or ()), "title")


def _way_to(name: str, part: Any) -> Path | None:
    """The path below a part of a tree to the node of an id; None where it is not there."""
    if isinstance(part, dict) and part.get("id") == name:
        return ()
    steps = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list | tuple) else ()
    found = ((step, _way_to(name, below)) for step, below in steps)
    return next(((step, *way) for step, way in found if way is not None), None)


def _methodology(name: str, own: Definitions) -> Document | None:
    return next((item for item in own.methodologies.values() if item.data.get("id") == name), None)


# the texts that may be translated, by id and field


def of_edition(about: Edition) -> dict[str, dict[str, str]]:
    """The title of the standard, under its id."""
    return {about.id: {"title": about.title}}


def of_goals(
    goals: Mapping[str, Goal], targets: Mapping[str, Target], indicators: Mapping[str, GlobalIndicator]
) -> dict[str, dict[str, str]]:
    """Titles of the UN framework."""
    return {
        **{goal.id: {"title": goal.title} for goal in goals.values()},
        **{f"target:{code}": {"title": target.title} for code, target in targets.items()},
        **{name: {"title": item.title} for name, item in indicators.items()},
    }


def of_definitions(
    indicators: Mapping[str, Indicator], frameworks: Mapping[str, Framework]
) -> dict[str, dict[str, str]]:
    """Texts of indicators, and titles of frameworks and of their classification."""
    found = {name: dict(_of_indicator(item)) for name, item in indicators.items()}
    for name, framework in frameworks.items():
        found[name] = {"title": framework.title}
        for key, codes in framework.classification.items():
            found[name] |= {f"classification.{key}.{code}": title for code, title in codes.items()}
    return found


def together(*parts: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """All texts by id and field; a methodology may have the id of its framework. Of two the later counts."""
    found: dict[str, dict[str, str]] = {}
    for part in parts:
        for name, fields in part.items():
            found.setdefault(name, {}).update(fields)
    return found


def of_surroundings(
    vocabularies: Mapping[str, Vocabulary],
    inputs: Mapping[str, CommonInput],
    methodologies: Mapping[str, Methodology],
) -> dict[str, dict[str, str]]:
    """Texts of vocabularies, common inputs and methodologies."""
    found = {name: dict(_of_methodology(item)) for name, item in methodologies.items()}
    found |= {f"input:{name}": dict(_named(item, ("title", "definition"))) for name, item in inputs.items()}
    for name, vocabulary in vocabularies.items():
        terms = {f"terms.{term.code}.title": term.title for term in vocabulary.terms}
        found[f"vocabulary:{name}"] = {"title": vocabulary.title, **terms}
    return found


def _of_methodology(item: Methodology) -> Iterator[tuple[str, str]]:
    """Title and description, and the titles that it gives to nodes of its tree."""
    yield from _named(item, ("title", "description"))
    yield from ((field_of_node(name), title) for name, title in titles_in(item.tree))


def field_of_node(name: str) -> str:
    """The path by which the title that a methodology gives to a node is translated.

    >>> field_of_node("index")
    'tree.index.title'
    """
    return f"{TREE}{name}.title"


def _named(item: object, fields: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The fields of a definition that hold a text."""
    yield from ((name, text) for name in fields if (text := getattr(item, name, None)))


def _of_indicator(item: Indicator) -> Iterator[tuple[str, str]]:
    """Every text of an indicator under its path in the file: `series.pm2_5.title`, `disputes.0.question`."""
    yield from _named(item, ("title", "definition", "why", "count", "do_not_count", "wanted"))
    for name, declared in item.inputs.items():
        yield from _below(f"inputs.{name}", declared, ("title", "definition"))
    for key, series in item.series.items():
        yield from _of_series(f"series.{key}", series)
    for path, parts, fields in (
        ("evidence.checks", item.evidence.checks, ("text",)),
        ("examples", item.examples, ("name",)),
        ("disputes", item.disputes, ("question", "decision")),
        ("departs", item.departs, ("from_", "how", "why")),
    ):
        for index, part in enumerate(parts):
            yield from _below(f"{path}.{index}", part, fields)
    for country, data in item.national_data.items():
        yield from _below(f"national_data.{country}", data, ("where", "differs"))
    yield from _below("provenance", item.provenance, ("note",))


def _of_series(path: str, series: SeriesDefinition) -> Iterator[tuple[str, str]]:
    yield from _below(path, series, ("title", "definition", "no_benchmark"))
    for answer in series.categories if isinstance(series.categories, tuple) else ():
        yield from _below(f"{path}.categories.{answer.code}", answer, ("title", "definition"))
    for index, benchmark in enumerate(series.benchmarks):
        yield from _below(f"{path}.benchmarks.{index}", benchmark, ("why",))
    for end in ("worst", "best"):
        yield from _below(f"{path}.goalposts.{end}", getattr(series.goalposts, end, None), ("why",))
    yield from _below(f"{path}.discriminates", series.discriminates, ("why", "instead"))


def _below(path: str, part: object, fields: Iterable[str]) -> Iterator[tuple[str, str]]:
    for name, text in _named(part, fields):
        yield f"{path}.{name.rstrip('_')}", text
