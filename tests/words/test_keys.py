"""The three files agree, every key that the code says exists, and every key in the files is said."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

import sdg_standard.words as words
from sdg_standard.words.said import FORMATS
from sdg_standard.words.sentences import LANGUAGES, OTHER, parsed, sentences

FOLDER = Path(words.__file__).parent
PACKAGE = FOLDER.parent
OTHERS = [language for language in LANGUAGES if language != "en"]
TEMPLATES = PACKAGE / "publish" / "templates"
SAID_IN_A_TEMPLATE = re.compile(r'\bsay\("([^"]+)"')
"""What a template says."""
MADE_OF_CODES = re.compile(r"SDG\d{3}\.(cause|cure)")
"""The keys of codes are made from their numbers."""


def placeholders(language: str, key: str) -> set[tuple[str, str]]:
    """The names of the facts that a sentence takes, each with its format, in any of its forms."""
    texts = sentences(language)[key].values()
    parts = (part for text in texts for part in string.Formatter().parse(text))
    return {(name, form or "") for _, name, form, _ in parts if name is not None}


@cache
def modules() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}


@cache
def said_in_templates() -> frozenset[str]:
    """Every key that a template says."""
    files = sorted(TEMPLATES.glob("*.j2"))
    return frozenset(key for file in files for key in SAID_IN_A_TEMPLATE.findall(file.read_text(encoding="utf-8")))


def pattern(node: ast.expr) -> str | None:
    """What a key that is written in the code looks like, as a regular expression; what is put in may be anything."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.escape(node.value)
    if isinstance(node, ast.JoinedStr):
        parts = (re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[\w.-]+" for part in node.values)
        return "".join(parts)
    return None


def said_by(call: ast.Call) -> Iterator[ast.expr]:
    """What may be the key of a call: the first argument, or either side of a choice."""
    choices = [call.args[0]]
    while choices:
        one = choices.pop()
        if isinstance(one, ast.IfExp):
            choices += [one.body, one.orelse]
        else:
            yield one


@cache
def calls() -> tuple[tuple[str, ast.Call], ...]:
    """Every call of ``say``, also of one that speaks a language, with its place."""
    return tuple(
        (f"{path.relative_to(PACKAGE)}:{node.lineno}", node)
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and node.args
        and "say" in (getattr(node.func, "id", None), getattr(node.func, "attr", None))
    )


def test_a_language_is_a_file() -> None:
    assert set(LANGUAGES) == {"en", "nb", "nn"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_files_are_yaml_and_read_as_such(language: str) -> None:
    text = (FOLDER / f"{language}.yaml").read_text(encoding="utf-8")
    as_yaml = yaml.safe_load(text)
    assert {key: found if isinstance(found, dict) else {OTHER: found} for key, found in as_yaml.items()} == parsed(text)


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_the_same_keys(language: str) -> None:
    assert list(sentences(language)) == list(sentences("en")), "the same keys in the same order"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_says_something(language: str) -> None:
    empty = {key for key, forms in sentences(language).items() if not all(text.strip() for text in forms.values())}
    assert empty <= MAY_BE_EMPTY
    assert {name for forms in sentences(language).values() for name in forms} <= {"one", OTHER}
    assert all(OTHER in forms for forms in sentences(language).values())


MAY_BE_EMPTY = {"numerals.before_percent", "numerals.thousands"}


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_the_same_placeholders(language: str) -> None:
    def taken(tongue: str, key: str) -> set[tuple[str, str]]:
        """A form that goes by a number need not name it."""
        return placeholders(tongue, key) - ({("n", "")} if len(sentences("en")[key]) > 1 else set())

    assert not [key for key in sentences("en") if taken("en", key) != taken(language, key)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_names_with_a_known_format(language: str) -> None:
    found = {placeholder for key in sentences(language) for placeholder in placeholders(language, key)}
    assert all(name.isidentifier() for name, _ in found), "no look into a fact, and no place by number"
    assert {form for _, form in found} <= set(FORMATS)


def test_bokmål_and_nynorsk_are_two_languages() -> None:
    same = [key for key in sentences("nb") if sentences("nb")[key] == sentences("nn")[key]]
    assert len(same) < len(sentences("nb")) / 2


def test_what_the_code_says_exists() -> None:
    known = {name for key in sentences("en") for name in (key, key.partition(".")[2])}
    listed = "\n".join(known)

    def exists(node: ast.expr) -> bool:
        if isinstance(node, ast.Constant):
            return node.value in known
        wanted = pattern(node)
        return wanted is None or re.search(rf"^{wanted}$", listed, re.MULTILINE) is not None

    assert not [place for place, call in calls() for node in said_by(call) if not exists(node)]
    assert len(said_in_templates()) > 20 and said_in_templates() <= known


def test_a_sentence_gets_the_facts_that_it_takes() -> None:
    wrong = []
    for place, call in calls():
        given = {one.arg for one in call.keywords}
        for node in said_by(call):
            if not isinstance(node, ast.Constant) or node.value not in sentences("en") or None in given:
                continue
            taken = {name for name, _ in placeholders("en", str(node.value))}
            if len(sentences("en")[str(node.value)]) > 1:
                taken.add("n")
            if taken != given:
                wrong.append(f"{place}: {node.value} takes {sorted(taken)}, and gets {sorted(map(str, given))}")
    assert not wrong


SUBJECTS = (
    "plot",
    "network",
    "council",
    "report",
    "page",
    "rules",
    "draft",
    "forms",
    "show",
    "help",
    "site",
    "workbook",
)
"""What speaks about these leaves their names out."""


def names_of(key: str) -> set[str]:
    """What the code may write for a key."""
    subject, _, short = key.partition(".")
    return {key, short} if subject in SUBJECTS else {key}


def test_every_sentence_is_said() -> None:
    whole: set[str] = set(said_in_templates())
    made: set[str] = set()
    for tree in modules().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            elif isinstance(node, ast.JoinedStr) and (found := pattern(node)) and re.match(r"[\w.]+\\\.", found):
                made.add(found)
    unsaid = {
        key: names
        for key in sentences("en")
        if not MADE_OF_CODES.fullmatch(key) and not (names := names_of(key)) & whole
    }
    listed = "\n".join(name for names in unsaid.values() for name in names)
    found = {name for one in made for name in re.findall(rf"^{one}$", listed, re.MULTILINE)}
    assert not [key for key, names in unsaid.items() if not names & found]
