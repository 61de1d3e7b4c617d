"""A sentence is its English text, and can be told again in other languages."""

from __future__ import annotations

import copy
import json
import pickle
import subprocess
import sys
from collections.abc import Iterator

import pytest

from sdg_standard.words import said as saying
from sdg_standard.words import say, told
from sdg_standard.words.said import Said
from sdg_standard.words.sentences import parsed

EN = """\
cow: a cow
seen: I see {what} at {share:number} km
list.and: '{first} and {last}'
list.or: '{first} or {last}'
ask: 'write {names:or}'
row: '{names:commas}'
cows:
  one: '{n} cow'
  other: '{n} cows'
brackets: 'write {{{name}}}'
place: '{place:ordinal}'
numerals.decimal: '.'
numerals.thousands: ','
numerals.before_percent: ''
number.none: no number
number.no_limit: no limit
ordinal.1: st
ordinal.2: nd
ordinal.3: rd
ordinal.th: th
"""
NB = """\
cow: ei ku
seen: på {share:number} km ser jeg {what}
list.and: '{first} og {last}'
list.or: '{first} eller {last}'
ask: 'skriv {names:or}'
row: '{names:commas}'
cows:
  one: '{n} ku'
  other: '{n} kyr'
brackets: 'skriv {{{name}}}'
place: '{place:ordinal} plass'
numerals.decimal: ','
numerals.thousands: ' '
numerals.before_percent: ' '
number.none: ikke noe tall
number.no_limit: ingen grense
ordinal.1: '.'
ordinal.2: '.'
ordinal.3: '.'
ordinal.th: '.'
"""


@pytest.fixture(autouse=True)
def farm(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Sentences of our own, so that no change of the real ones changes what is shown here."""
    from sdg_standard.words import numbers, sentences

    texts = {"en": parsed(EN), "nb": parsed(NB)}
    monkeypatch.setattr(sentences, "sentences", texts.__getitem__)
    monkeypatch.setattr(numbers, "sentences", texts.__getitem__)
    numbers.numerals.cache_clear()
    yield
    numbers.numerals.cache_clear()


def test_a_sentence_is_its_english_text() -> None:
    said = say("seen", what="a dog", share=0.5)
    assert said == "I see a dog at 0.5 km"
    assert isinstance(said, str)
    assert hash(said) == hash("I see a dog at 0.5 km")
    assert json.dumps(said) == '"I see a dog at 0.5 km"'
    assert (said.key, said.facts) == ("seen", {"what": "a dog", "share": 0.5})


def test_a_sentence_is_told_in_another_language() -> None:
    assert say("seen", what="a dog", share=0.5).told("nb") == "på 0,5 km ser jeg a dog"
    assert say("seen", what="a dog", share=0.5).told("en") == "I see a dog at 0.5 km"


def test_facts_that_are_sentences_are_told_as_well() -> None:
    said = say("seen", what=[say("cow"), "a dog", say("cows", n=2)], share="1.250")
    assert said == "I see a cow, a dog and 2 cows at 1.250 km"
    assert said.told("nb") == "på 1,250 km ser jeg ei ku, a dog og 2 kyr"


@pytest.mark.parametrize(("n", "english", "norwegian"), [(0, "0 cows", "0 kyr"), (1, "1 cow", "1 ku")])
def test_a_plural_goes_by_the_number(n: int, english: str, norwegian: str) -> None:
    assert (say("cows", n=n), say("cows", n=n).told("nb")) == (english, norwegian)


def test_lists() -> None:
    assert say("ask", names=["a", "b", "c"]).told("nb") == "skriv a, b eller c"
    assert say("ask", names=["a"]) == "write a"
    assert say("ask", names=[]) == "write "
    assert say("row", names=("a", say("cow"))).told("nb") == "a, ei ku"


def test_a_text_where_a_list_is_written_is_one_part() -> None:
    assert told(say("ask", names="cat"), "nb") == "skriv cat"
    assert told(say("row", names=say("cow")), "nb") == "ei ku"


def test_what_looks_like_a_placeholder_in_a_fact_is_text() -> None:
    assert say("seen", what="{share} {0.__class__}", share=1) == "I see {share} {0.__class__} at 1 km"
    assert say("brackets", name="a").told("nb") == "skriv {a}"


def test_places_and_numbers() -> None:
    assert [say("place", place=place) for place in (1, 2, 3, 4, 11, 21)] == ["1st", "2nd", "3rd", "4th", "11th", "21st"]
    assert say("place", place=3).told("nb") == "3. plass"
    assert say("seen", what="x", share=None).told("nb") == "på ikke noe tall km ser jeg x"


@pytest.mark.parametrize("copied", [lambda one: pickle.loads(pickle.dumps(one)), copy.copy, copy.deepcopy])
def test_it_is_copied_and_pickled_with_what_it_says(copied: object) -> None:
    said = say("seen", what=say("cow"), share=0.5)
    again = copied(said)  # type: ignore[operator]  # one of three functions
    assert type(again) is Said
    assert again == said
    assert again.told("nb") == "på 0,5 km ser jeg ei ku"


def test_any_other_text_is_told_as_it_is() -> None:
    assert told("a cow", "nb") == "a cow"
    assert told(say("cow"), "nb") == "ei ku"


def test_a_key_or_a_fact_that_is_not_there() -> None:
    with pytest.raises(KeyError, match="sheep"):
        say("sheep")
    with pytest.raises(KeyError, match="share"):
        say("seen", what="a")
    assert saying.FORMATS


@pytest.mark.parametrize("text", ["a", "  one: b", "a: b\na: c", "a:\n  one: b\n  one: c"])
def test_a_line_that_is_no_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="is no sentence, or stands twice"):
        parsed(text)


def test_the_files_are_read_when_the_first_sentence_is_said() -> None:
    code = (
        "import sys, sdg_standard.words as words\n"
        "from sdg_standard.words.sentences import sentences\n"
        "before = sentences.cache_info().currsize\n"
        "words.say('list.and', first='a', last='b')\n"
        "print(before, sentences.cache_info().currsize, 'yaml' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "0 1 False\n"
