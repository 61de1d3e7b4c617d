"""The site in a real browser, opened from a disk: WCAG 2.1 AA, nothing sticks out sideways, search and filters work."""

from __future__ import annotations

from pathlib import Path

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
