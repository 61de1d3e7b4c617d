"""How long a report is where people read it: six sheets of paper, a dozen screens of a phone, and nothing lost."""

from __future__ import annotations

import base64
import re
from functools import cache
from pathlib import Path

import pytest

import sdg_standard as sdg
from browser import Browser

pytestmark = pytest.mark.accessibility
ROOT = Path(__file__).parents[2]
EVERYTHING = ROOT / "examples" / "everything"
SHIPPED = sorted(path.stem for path in (ROOT / "standard" / "methodologies").glob("*.yaml"))
SHEETS, SCREENS = 6, 12
PHONE, SCREEN = 390, 844
"""Width and height of a phone."""
ROWS = "return document.querySelectorAll('table.results tr.row').length"
SEEN = """return [...document.querySelectorAll("table.results tr.row")].filter(row => row.checkVisibility()).length"""


@cache
def card(methodology: str) -> sdg.Scorecard:
    """The municipality that reports everything, over three years and with targets of its own."""
    own = {"areas": EVERYTHING / "areas.csv", "commitments": EVERYTHING / "commitments.csv"}
    return sdg.score(sdg.demo_evidence("everything"), sdg.load(), methodology, **own)


@pytest.mark.parametrize("language", ["en", "nb", "nn"])
@pytest.mark.parametrize("methodology", SHIPPED)
def test_everything_reported(browser: Browser, tmp_path: Path, methodology: str, language: str) -> None:
    page = tmp_path / "report.html"
    sdg.write_report(card(methodology), page, language=language)
    browser.open(page)
    browser.look(PHONE, height=SCREEN)
    assert browser.run("return document.documentElement.scrollHeight") <= SCREENS * SCREEN
    browser.look(1280)
    assert browser.run(SEEN) == browser.run(ROWS)
    assert sheets(browser) <= SHEETS


def test_what_a_phone_folds_is_there_when_it_is_asked_for_and_on_paper(browser: Browser, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    sdg.write_report(card("u4ssc-performance"), page)
    browser.open(page)
    browser.look(PHONE, height=SCREEN)
    every = browser.run(ROWS)
    assert browser.run(SEEN) < every / 4
    browser.run("document.querySelectorAll('.unfold label').forEach(one => one.click())")
    assert browser.run(SEEN) == every
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    browser.run("document.querySelectorAll('.unfold input').forEach(one => { one.checked = false })")
    assert browser.run(SEEN) == every


def sheets(browser: Browser) -> int:
    """How many pages a page is when it is printed."""
    asked = {"preferCSSPageSize": True, "printBackground": True}
    printed = base64.b64decode(browser.driver.execute_cdp_cmd("Page.printToPDF", asked)["data"])
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", printed))
