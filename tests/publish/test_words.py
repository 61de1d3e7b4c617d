"""All words in all languages, with the same places for values."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

import sdg_standard.publish as publish
from sdg_standard.errors import UnknownId
from sdg_standard.model.values import REASONS
from sdg_standard.publish.unit_words import ALONE, UNIT_WORDS, unit_text, with_unit
from sdg_standard.publish.words import LANGUAGES, WORDS, Words

SOURCES = [
    path.read_text(encoding="utf-8")
    for path in Path(publish.__file__).parent.glob("*.py")
    if "words" not in path.name and not path.name.startswith("pages")  # the pages of the documentation have their own
]


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("key", WORDS)
def test_a_word_is_there_in_every_language_with_the_same_values(key: str) -> None:
    assert set(WORDS[key]) == set(LANGUAGES)
    assert all(text.strip() for text in WORDS[key].values())
    assert len({frozenset(places(text)) for text in WORDS[key].values()}) == 1


def test_every_word_asked_for_exists_and_every_word_is_asked_for() -> None:
    code = "\n".join(SOURCES)
    asked = set(re.findall(r"\bsay\(\s*\"([a-z_.]+)\"", code))
    assert asked and asked <= set(WORDS)
    quoted = set(re.findall(r"[\"']([a-zA-Z_.]+)[\"']", code))
    by_pattern = (
        "why.",
        "prov.",
        "language.",
        "proposals.of.",
        "error",
        "warning",
        "note",
        "draft",
        "deprecated",
        "and",
    )
    unused = {key for key in WORDS if key not in quoted and not key.startswith(by_pattern)}
    assert not unused


def test_every_reason_has_a_sentence() -> None:
    assert {f"why.{reason}" for reason in REASONS if reason} <= set(WORDS)


@pytest.mark.parametrize("table", [UNIT_WORDS, ALONE])
def test_units_are_there_in_every_language(table: dict[str, dict[str, str]]) -> None:
    assert all(set(texts) == set(LANGUAGES) for texts in table.values())


def test_bokmål_and_nynorsk_are_two_languages() -> None:
    same = [key for key, texts in WORDS.items() if texts["nb"] == texts["nn"]]
    assert len(same) < len(WORDS) / 2


def test_an_unknown_language_names_those_there_are() -> None:
    with pytest.raises(UnknownId, match='did you mean "nb"'):
        Words("nbo")


def test_lists_in_a_sentence() -> None:
    assert Words("nb").listed([]) == ""
    assert Words("nb").listed(["Asker"]) == "Asker"
    assert Words("nn").listed(["Asker", "Rana"]) == "Asker og Rana"


def test_units_that_are_words_are_translated_and_symbols_are_not() -> None:
    assert unit_text("per 100000 live births", "nn") == "per 100\u00a0000 levandefødde"
    assert unit_text("t CO2e per inhabitant", "nb") == "t CO2e per innbygger"
    assert unit_text("min", "nb") == "min"
    assert unit_text("L/day per inhabitant", "en") == "L/day per inhabitant"
    assert unit_text("L/day per inhabitant", "nb") == "L/døgn per innbygger"
    assert unit_text("day", "en") == "days"
    assert unit_text(None, "en") == ""
    assert with_unit("12", "", "en") == "12"
