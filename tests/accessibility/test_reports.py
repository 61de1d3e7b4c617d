"""The report in a real browser, on desk, phone and small phone: WCAG 2.1 AA, and nothing sticks out sideways."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from browser import Browser

pytestmark = pytest.mark.accessibility
LOOKS = ((1280, "light"), (1280, "dark"), (390, "light"), (320, "dark"))
Report = Callable[[str, str], Path]
"""The path of a page of a kind in a language."""


@pytest.mark.parametrize(
    ("which", "language"),
    [*product(["everything", "three", "all", "little"], ["en", "nb", "nn"]), ("everything, in detail", "nb")],
)
def test_reports(browser: Browser, report: Report, which: str, language: str) -> None:
    check(browser, report(which, language))


@pytest.mark.parametrize(
    ("form", "language"),
    [*product(["whole"], ["en", "nb", "nn"]), ("tertial", "en"), ("annual", "nb"), ("theme", "nn"), ("vlr", "nb")],
)
def test_the_page_of_the_council(browser: Browser, council: Report, form: str, language: str) -> None:
    check(browser, council(form, language))


def check(browser: Browser, page: Path) -> None:
    """Nothing is wrong with a page at any width, in light and dark."""
    browser.open(page)
    found = []
    for width, scheme in LOOKS:
        browser.look(width, scheme)
        found += [f"{width} {scheme}: {each}" for each in browser.violations()]
        if (widest := browser.widest()) > width:
            found.append(f"{width}: the page is {widest} wide")
    assert not found, "\n".join(found)
    assert not browser.complaints()


def test_the_check_finds_what_is_wrong(browser: Browser, tmp_path: Path) -> None:
    """A check that never finds anything would pass as well if it looked at nothing."""
    page = tmp_path / "wrong.html"
    page.write_text(WRONG, encoding="utf-8")
    browser.open(page)
    browser.look(320)
    rules = {each.partition(":")[0] for each in browser.violations()}
    assert {"image-alt", "color-contrast", "html-has-lang", "document-title"} <= rules
    assert browser.widest() > 320


WRONG = """<!doctype html><meta name="viewport" content="width=device-width">
<main><img src="data:,"><div style="width: 900px">wide</div>
<p style="color: #bbb; background: #fff">grey on white</p></main>"""
