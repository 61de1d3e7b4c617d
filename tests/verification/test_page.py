"""The page of a log: complete in itself, in three languages, nothing in it that a browser obeys."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

import sdg_standard as sdg
from asking_rows import HIGH, LOW, answered, rows_of
from sdg_standard.catalogue import Standard

VOID = {"meta", "br"}


class Outline(HTMLParser):
    """Which elements are open, whether each is closed, and what the headings and cells are."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.stack: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag


@pytest.fixture(scope="module")
def log(asking: Standard) -> sdg.QuestionLog:
    first = sdg.questions(rows_of((LOW, 60), (HIGH, 50), (LOW, 60)), asking, every=True, on="2026-03-01")
    return sdg.questions(
        rows_of((LOW, 60), (HIGH, 50)), asking, answers=answered(first, answer="<script>alert(1)</script>"), every=True
    )


def test_it_is_whole_and_loads_nothing(log: sdg.QuestionLog) -> None:
    text = str(log.content("html"))
    outline = Outline(text)
    assert not outline.stack
    assert not [attrs for _, attrs in outline.seen if "src" in attrs or str(attrs.get("href", "#"))[0] != "#"]
    assert "<script" not in text and "&lt;script&gt;" in text
    assert text == log.content("html")


def test_every_table_has_a_caption_and_heads(log: sdg.QuestionLog) -> None:
    tags = [tag for tag, _ in Outline(str(log.content("html"))).seen]
    assert tags.count("table") == tags.count("caption") == 2
    scopes = [attrs.get("scope") for tag, attrs in Outline(str(log.content("html"))).seen if tag == "th"]
    assert set(scopes) == {"col", "row"}
    headings = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert headings[0] == 1 and all(after <= before + 1 for before, after in pairwise(headings))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Questions about the evidence", "Answered", "Why it is asked", "verified")),
        ("nb", ("Spørsmål om datagrunnlaget", "Besvart", "Hvorfor det spørres", "verifisert")),
        ("nn", ("Spørsmål om datagrunnlaget", "Svart på", "Kvifor det blir spurt", "verifisert")),
    ],
)
def test_three_languages(asking: Standard, log: sdg.QuestionLog, language: str, words: tuple[str, ...]) -> None:
    again = sdg.questions(rows_of((LOW, 60), (HIGH, 50)), asking, answers=log, language=language, every=True)
    text = str(again.content("html"))
    assert f'<html lang="{language}">' in text
    assert not [word for word in words if word not in text]


def test_nothing_to_ask(asking: Standard) -> None:
    assert "Nothing is asked." in str(sdg.questions(rows_of(), asking).content("html"))
