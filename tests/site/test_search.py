"""What a search finds: codes however they are spelled, words in three languages, the right page first and once."""

from __future__ import annotations

import json
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sdg_standard as sdg
from sdg_standard.site.search import Page, code_of, found, index, synonyms, worth

STANDARD = sdg.load()


@cache
def pages() -> tuple[Page, ...]:
    return tuple(index(STANDARD, lambda kind, name, language: f"{kind}:{name}"))


def first(asked: str, language: str = "en") -> str:
    return next(iter(found(pages(), asked, language)[0].urls.values()))


@pytest.mark.parametrize("language", ["en", "nb", "nn"])
@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("EN: EN: AQ: 1C", "indicator:u4ssc.en.en.aq.1c"),
        ("en.en.aq.1c", "indicator:u4ssc.en.en.aq.1c"),
        ("u4ssc.en.en.aq.1c.pm2_5", "indicator:u4ssc.en.en.aq.1c"),
        ("drivhusgass", "indicator:u4ssc.en.en.aq.2c"),
        ("greenhouse gas", "indicator:u4ssc.en.en.aq.2c"),
        ("luft", "indicator:u4ssc.en.en.aq.1c"),
        ("11.6", "target:11.6"),
        ("11.6.2", "global-indicator:un-sdg.11.6.2"),
        ("11", "goal:11"),
        ("SDG 13", "goal:13"),
        ("u4ssc-performance", "methodology:u4ssc-performance"),
        ("leger", "indicator:u4ssc.sc.eh.h.3c"),
        ("physicians", "indicator:u4ssc.sc.eh.h.3c"),
    ],
)
def test_what_is_asked_for_comes_first(asked: str, wanted: str, language: str) -> None:
    assert first(asked, language) == wanted


def test_every_code_finds_its_indicator() -> None:
    named = {page.urls["en"]: page for page in pages() if page.kind == "indicator"}
    items = [item for item in STANDARD.indicators.values() if item.code]
    assert len(items) > 80
    assert all(code_of(str(item.code)) in named[f"indicator:{item.id}"].codes for item in items)
    assert all(first(str(item.code)) == f"indicator:{item.id}" for item in items[::20])


@pytest.mark.parametrize("language", ["en", "nb", "nn"])
def test_every_title_finds_its_indicator(language: str) -> None:
    """First, or behind one with the same words in its title."""
    for item in list(STANDARD.indicators.values())[::6]:
        title = STANDARD.text(item.id, "title", language)
        hits = found(pages()[:200], title, language, most=3)
        assert any(page.urls[language] == f"indicator:{item.id}" for page in hits), title


def test_each_is_found_once() -> None:
    assert len({(page.kind, tuple(page.urls.items())) for page in pages()}) == len(pages()) > 500
    for asked in ("luft", "11.6", "air", "EN: EN: AQ: 1C"):
        urls = [page.urls["en"] for page in found(pages(), asked)]
        assert len(urls) == len(set(urls))


def test_a_dot_between_digits_tells_codes_apart() -> None:
    assert code_of("11.6") != code_of("1.16") and code_of("1.1.6") != code_of("11.6")


def test_the_index_is_light() -> None:
    text = json.dumps([page.to_dict() for page in pages()], ensure_ascii=False)
    assert len(text.encode()) < 400_000


def test_synonyms_are_small_letters_and_stand_in_one_group() -> None:
    words = [word for group in synonyms() for word in group]
    assert len(words) == len(set(words)) > 80
    assert all(word == word.casefold() == word.strip() and word for word in words)
    assert all(len(group) > 1 for group in synonyms())


def test_a_place_without_a_page_is_not_found() -> None:
    assert not list(index(STANDARD, lambda kind, name, language: None))


@settings(max_examples=25)
@given(st.text(max_size=40))
def test_no_question_breaks_it(asked: str) -> None:
    hits = found(pages()[:15], asked)
    values = [worth(page, asked) for page in hits]
    assert values == sorted(values, reverse=True) and all(value > 0 for value in values)


@pytest.mark.parametrize("asked", ["", "   ", "\n", "()", "[", "zzzzqq"])
def test_nothing_is_found_for_nothing(asked: str) -> None:
    assert found(pages(), asked) == []
