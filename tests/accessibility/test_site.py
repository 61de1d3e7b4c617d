"""The site in a real browser, opened from a disk: WCAG 2.1 AA, nothing sticks out sideways, search and filters work."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest

import sdg_standard as sdg
from browser import Browser
from sdg_standard.site.search import found, index

pytestmark = pytest.mark.accessibility
LOOKS = ((1280, "light"), (390, "dark"), (320, "light"))
PAGES = (
    "index.html",
    "for-municipalities.html",
    "for-developers.html",
    "methodology.html",
    "evidence.html",
    "decisions/index.html",
    "standard/index.html",
    "standard/indicators.html",
    "standard/indicators/u4ssc.en.en.aq.1c.html",
    "standard/methodologies/u4ssc-performance.html",
    "search.html",
    "api/sdg_standard.html",
    "methodology/steps.html",
    "nb/index.html",
    "nb/standard/indicators/u4ssc.en.en.aq.1c.html",
    "nn/standard/goals/11.html",
)


@pytest.mark.parametrize("page", PAGES)
def test_pages(browser: Browser, site: Path, page: str) -> None:
    browser.open(site / page)
    complaints = []
    for width, scheme in LOOKS:
        browser.look(width, scheme)
        complaints += [f"{width} {scheme}: {each}" for each in browser.violations()]
        if (widest := browser.widest()) > width:
            complaints.append(f"{width}: the page is {widest} wide")
    assert not complaints, "\n".join(complaints)
    assert not browser.complaints()


@pytest.mark.parametrize(
    ("page", "asked", "first"),
    [
        ("search.html", "EN: EN: AQ: 1C", "standard/indicators/u4ssc.en.en.aq.1c.html"),
        ("nb/search.html", "drivhusgass", "nb/standard/indicators/u4ssc.en.en.aq.2c.html"),
        ("nn/search.html", "luft", "nn/standard/indicators/u4ssc.en.en.aq.1c.html"),
        ("search.html", "11.6", "standard/goals/11.html#t11.6"),
        ("search.html", "SDG204", "problems.html#sdg204"),
        ("nb/search.html", "methodology language", "methodology.html"),
    ],
)
def test_search(browser: Browser, site: Path, page: str, asked: str, first: str) -> None:
    browser.open(site / page)
    browser.look(1280)
    header = browser.driver.find_element("id", "q")
    header.send_keys(asked + "\n")  # from the field in the head of every page
    browser.wait("return (document.querySelector('[data-search] [role=status]') || {}).textContent")
    links = browser.run("return [...document.querySelectorAll('.hits a')].map(one => one.href)")
    assert links and links[0] == (site / first).resolve().as_uri().replace("%23", "#")
    assert len(links) == len(set(links)), "each place is found once"
    browser.driver.get(links[0])
    assert browser.run("return document.querySelector('h1').textContent.length") > 3
    assert not browser.complaints()


@pytest.mark.parametrize(
    "asked", ["vann", "greenhouse gas", "u4ssc.sc.eh", "mål 13", "recycled waste", "æøå", "(", "3.c"]
)
def test_the_browser_ranks_as_the_library_does(browser: Browser, site: Path, asked: str) -> None:
    standard = sdg.load()
    pages = list(index(standard, lambda kind, name, language: f"{kind}:{name}"))
    browser.open(site / "nb" / "search.html")
    script = """const defined = SEARCH_PAGES.filter(one => !["page", "section", "problem"].includes(one.kind));
        return found(defined, arguments[0], "nb").map(one => one.titles.en)"""
    assert browser.run(script, asked) == [page.titles["en"] for page in found(pages, asked, "nb")]


def test_filters(browser: Browser, site: Path) -> None:
    browser.open(site / "nb" / "standard" / "indicators.html", "goal=13&framework=u4ssc")
    browser.look(1280)
    shown = browser.run(
        "return [...document.querySelectorAll('.catalogue tbody tr')].filter(row => !row.hidden).length"
    )
    wanted = [
        item
        for item in sdg.load().indicators.values()
        if item.framework == "u4ssc" and "13" in {each.codes[0] for each in item.sdg}
    ]
    assert shown == len(wanted) > 0
    assert browser.driver.find_element("css selector", "p[role=status]").text.startswith(f"{len(wanted)} av ")
    assert len(browser.driver.find_elements("css selector", ".filters select")) == 6


@cache
def anchors(page: Path) -> set[str]:
    return set(re.findall(r'\bid="([^"]+)"', page.read_text(encoding="utf-8")))


def test_every_link_leads_to_a_file_and_a_place_in_it(site: Path) -> None:
    """Also those that the site generator does not see, since they are written as HTML."""
    lost, seen = [], 0
    for page in site.rglob("*.html"):
        for link in re.findall(r'\b(?:href|src|action)="([^"]+)"', page.read_text(encoding="utf-8")):
            if not re.match("[a-z]+:", link):
                path, _, place = link.partition("#")
                there = (page.parent / unquote(path.partition("?")[0])).resolve() if path else page
                seen += 1
                if not there.is_file() or (place and there.suffix == ".html" and unquote(place) not in anchors(there)):
                    lost.append(f"{page.relative_to(site)}: {link}")
    assert seen > 10_000 and not lost, lost[:20]


def test_no_page_is_half_in_another_language(site: Path) -> None:
    """What is said around a page is in the language of the page, and so is its title."""
    for language, word in (("nb", "Hopp til innholdet"), ("nn", "Hopp til innhaldet")):
        pages = list((site / language).rglob("*.html"))
        assert len(pages) > 140
        for page in pages:
            text = page.read_text(encoding="utf-8")
            assert f'<html lang="{language}">' in text and word in text and ">On this page<" not in text
            assert f'lang="{language}" hreflang="{language}" aria-current="true"' in text
