"""One term for one thing: the list is applied to every text in bokmål and nynorsk, and to the sentences of reports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

import sdg_standard as sdg
from sdg_standard.words.sentences import sentences

TRANSLATIONS = Path(__file__).parents[1] / "standard" / "translations"
LANGUAGES = ("nb", "nn")
TERMS = yaml.safe_load((TRANSLATIONS / "terms.yaml").read_text(encoding="utf-8"))


def refused(language: str) -> re.Pattern[str]:
    """What a text in a language may not say: the beginnings of words, and whole words where a full stop ends one."""
    forms = [form for term in TERMS for form in term["refused"][language]]
    parts = (rf"{re.escape(form[:-1])}\b" if form.endswith(".") else re.escape(form) for form in forms)
    return re.compile(rf"\b(?:{'|'.join(parts)})", re.IGNORECASE)


def said(language: str) -> Iterator[tuple[str, str]]:
    """Every text of a language with the place it stands in; code and the names of facts are no words of a language."""
    for file in sorted((TRANSLATIONS / language).glob("*.yaml")):
        for name, fields in yaml.safe_load(file.read_text(encoding="utf-8")).items():
            yield from ((f"{name}: {field}", " ".join(item["text"].split())) for field, item in fields.items())
    for key, forms in sentences(language).items():
        yield from ((key, re.sub(r"`[^`]*`|\{[^}]*\}", "", text)) for text in forms.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_uses_the_terms_of_the_list(language: str) -> None:
    pattern, texts = refused(language), list(said(language))
    assert len(texts) > 4_000
    assert not [f"{place}: {found.group()}" for place, text in texts for found in pattern.finditer(text)]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("nb", "Poengsummene går fra 0", "Poengsum"),
        ("nn", "Innkjøp der klima og miljø blir vektlagde", "Innkjøp"),
        ("nn", "Ein høg andel", "andel"),
        ("nb", "Skårene går fra 0, og innkjøpsavdelingen vet det", None),
    ],
)
def test_a_refused_form_is_found_at_the_beginning_of_a_word(language: str, text: str, found: str | None) -> None:
    match = refused(language).search(text)
    assert (match and match.group()) == found


def test_every_term_that_is_wanted_is_not_refused_itself() -> None:
    wanted = [(language, term[language]) for term in TERMS for language in LANGUAGES if language in term]
    assert len(wanted) > 40
    assert not [term for language, term in wanted if refused(language).search(term)]


OTHER_NUMBERS = {
    "u4ssc.en.en.psn.2a: series.value.goalposts.worst.why",  # half a hectare is five dekar
    "u4ssc.en.en.psn.2a: national_data.no.differs",
    "target:12.1: title",  # ten years are a word
    "implementation.part.4: series.value.no_benchmark",  # all of one is 100 per cent
    "undp-hdi.gross-national-income: examples.0.name",  # thousand million
}
"""Texts that say the same with other numbers than the English one."""


def numbers(text: str) -> set[str]:
    """The digits of the numbers in a text, whatever groups them or stands before their decimals."""
    return set(re.findall(r"\d+", re.sub(r"(?<=\d)(\s(?=\d{3}(?!\d))|[.,](?=\d))", "", text)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_numbers_of_its_text(language: str) -> None:
    standard = sdg.load()
    places = [item for item in standard.text_fields() if standard.has_text(*item, language)]
    assert len(places) > 3_000
    pairs = (
        (f"{name}: {field}", standard.text(name, field), standard.text(name, field, language)) for name, field in places
    )
    unlike = {place for place, original, translated in pairs if numbers(original) != numbers(translated)}
    assert unlike == OTHER_NUMBERS
