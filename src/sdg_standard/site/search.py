"""What a search on the site finds: the words of each page, and which page answers best.

The browser does the same by ``search.js``, from the index that is written here; a test holds the two together. Codes
are found however they are spelled, and words in every language whatever the language of the reader.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from sdg_standard.catalogue import Standard

Places = Callable[[str, str, str], str | None]
"""From kind, id and language to the address of a page, as the search page links to it; None where there is none."""

LIFT = {"indicator": 8, "goal": 6, "target": 4, "methodology": 4, "page": 3, "problem": 1}
"""What a kind is worth beside the others, where a question fits several alike."""
CODE, WHOLE, BEGINS, WORD, SYNONYM, WORD_BEGINS, WITHIN, TOLD = 100, 90, 80, 70, 68, 60, 40, 20
"""How good an answer is: the code itself, the whole title, its beginning, a word, … the text."""
MOST_TOLD = 160
"""So many letters of a definition are in the index."""


@dataclass(frozen=True)
class Page:
    """What can be found: a page, or a place on one."""

    kind: str
    urls: Mapping[str, str]
    """Its address in each language that it has."""
    titles: Mapping[str, str]
    """Its title in each language."""
    codes: Sequence[str] = ()
    """What names it and nothing else, as :func:`code_of` writes it."""
    words: Sequence[str] = ()
    """What else it is called, in small letters: synonyms, titles of its numbers."""
    label: str = ""
    """The code that readers know it by."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """The beginning of its definition in each language."""

    def to_dict(self) -> dict[str, object]:
        """The page with what it has, for JSON."""
        return {name: value for name, value in asdict(self).items() if value}


def code_of(text: str) -> str:
    """Return a code without what people write between its parts; a dot between digits stays.

    >>> code_of("EN: EN: AQ: 1C"), code_of("u4ssc.en.en.aq.1c"), code_of(" 11.6 ")
    ('enenaq1c', 'u4sscenenaq1c', '11.6')
    """
    return re.sub(r"(?<!\d)\.|\.(?!\d)|[^\w.]|_", "", text.casefold())


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Return a text in small letters with single blanks.

    >>> plain("  Luft- og  støy")
    'luft- og støy'
    """
    return " ".join(text.casefold().split())


def worth(page: Page, asked: str, language: str = "en") -> float:
    """Return how well a page answers a question; 0 where it does not. More is better.

    >>> air = Page("indicator", {"nb": "air.html"}, {"nb": "Luftforurensning"}, codes=["enenaq1c"])
    >>> worth(air, "EN:EN:AQ:1C") > worth(air, "luft") > worth(air, "forurens") > worth(air, "støy")
    True
    """
    wanted = plain(asked)
    if not wanted:
        return 0.0
    if code_of(asked) in page.codes and code_of(asked):
        return CODE + LIFT.get(page.kind, 0)
    whole = _of_phrase(page, wanted, language)
    parts = wanted.split(" ")
    if len(parts) > 1 and not whole:
        each = [_of_phrase(page, part, language) for part in parts]
        whole = sum(each) / len(each) - 5 if all(each) else 0.0
    return whole + LIFT.get(page.kind, 0) if whole else 0.0


def _of_phrase(page: Page, wanted: str, language: str) -> float:
    """The best of the titles, those of the reader's language a little before others; else words, else texts."""
    titles = [_of_title(plain(title), wanted) - (0 if own == language else 1) for own, title in page.titles.items()]
    short = max(map(_short, page.titles.values()), default=0)
    words = [
        SYNONYM + short if word == wanted else WORD_BEGINS - 2 + short if word.startswith(wanted) else 0
        for word in page.words
    ]
    texts = [TOLD if _is_word(wanted, plain(text)) else 0 for text in page.texts.values()]
    return max([0, *titles, *words, *texts])


def _of_title(title: str, wanted: str) -> float:
    if title == wanted:
        return WHOLE
    short = _short(title)
    if title.startswith(wanted):
        return BEGINS + short
    if _is_word(wanted, title):
        return WORD + short
    if f" {wanted}" in title:
        return WORD_BEGINS + short
    return WITHIN + short if len(wanted) > 2 and wanted in title else 0


def _short(title: str) -> float:
    """What makes of two titles the one better that says little else."""
    return 5 / (1 + len(title) / 20)


def _is_word(wanted: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", text) is not None


def found(pages: Sequence[Page], asked: str, language: str = "en", most: int = 30) -> list[Page]:
    """Return the pages that answer a question, best first; of what is alike, as they stand in the index."""
    rated = [(worth(page, asked, language), place) for place, page in enumerate(pages)]
    return [pages[place] for value, place in sorted(rated, key=lambda pair: (-pair[0], pair[1]))[:most] if value > 0]


def index(standard: Standard, places: Places) -> Iterator[Page]:
    """Yield what can be found of a standard, each thing once: its numbers are found with their indicator."""
    for name, item in standard.indicators.items():
        series = [standard.series[key] for key in item.series_ids.values()]
        codes = [name, name.partition(".")[2], item.code or "", *item.aliases, *(each.id for each in series)]
        parts = [f"series.{each.key}.title" for each in series]
        yield from _page(standard, "indicator", name, codes, places, (name, parts))
    for number, goal in standard.goals.items():
        yield from _page(standard, "goal", number, [number, f"goal:{number}", f"SDG {number}"], places, (goal.id, []))
    for code in standard.targets:
        yield from _page(standard, "target", code, [f"target:{code}", code], places, (f"target:{code}", []))
    for name in standard.global_indicators:
        yield from _page(standard, "global-indicator", name, [name, name.partition(".")[2]], places, (name, []))
    for name in standard.methodologies:
        yield from _page(standard, "methodology", name, [name], places, (name, []))


def _page(
    standard: Standard, kind: str, name: str, codes: Sequence[str], places: Places, texts: tuple[str, Sequence[str]]
) -> Iterator[Page]:
    """A page if there is one, with its titles, definitions and the words that mean the same."""
    urls = {language: url for language in standard.languages if (url := places(kind, name, language))}
    if not urls:
        return
    key, parts = texts
    titles = _texts(standard, key, "title")
    told = {language: text[:MOST_TOLD] for language, text in _texts(standard, key, "definition").items()}
    own = [plain(text) for part in parts for text in _texts(standard, key, part).values()]
    words = dict.fromkeys([*own, *_meaning_the_same(titles.values())])
    keys = dict.fromkeys(code_of(code) for code in codes if code)
    label = next((code for code in (*codes[2:3], codes[0]) if code), "") if kind == "indicator" else codes[-1]
    yield Page(kind, urls, titles or {"en": name}, tuple(keys), tuple(words), label, told)


def _texts(standard: Standard, key: str, field_name: str) -> dict[str, str]:
    return {
        language: standard.text(key, field_name, language)
        for language in standard.languages
        if standard.has_text(key, field_name, language)
    }


@cache
def synonyms() -> tuple[tuple[str, ...], ...]:
    """The groups of words that mean the same."""
    lines = (Path(__file__).parent / "synonyms.txt").read_text(encoding="utf-8").splitlines()
    return tuple(tuple(map(str.strip, line.split(","))) for line in lines if line and not line.startswith("#"))


def _meaning_the_same(titles: Iterable[str]) -> Iterator[str]:
    """The words of each group of which one stands in a title."""
    said = " | ".join(plain(title) for title in titles)
    for group in synonyms():
        if any(_stands(word, said) for word in group):
            yield from (word.removesuffix("*") for word in group)


def _stands(word: str, said: str) -> bool:
    end = "" if word.endswith("*") else r"(?!\w)"
    return re.search(rf"(?<!\w){re.escape(word.removesuffix('*'))}{end}", said) is not None
