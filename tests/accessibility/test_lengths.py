"""How long a report is where people read it: six sheets of paper, a dozen screens of a phone, and nothing lost."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

import sdg_standard as sdg
from browser import Browser
from invented import ASKER, invented

pytestmark = pytest.mark.accessibility
SHEETS, SCREENS = 6, 12
PHONE, SCREEN = 390, 844
"""Width and height of a phone."""
SEEN = """return [...document.querySelectorAll("table.results tr.row")].filter(row => row.checkVisibility()).length"""


@cache
def standard() -> sdg.Standard:
    return sdg.load()


@cache
def everything() -> sdg.Evidence:
    """Every series of both frameworks over three years."""
    frames = [invented(standard(), framework=name).frame for name in ("u4ssc", "implementation")]
    return sdg.Evidence.from_frame(pd.concat(frames))


@cache
def commitments() -> pd.DataFrame:
    return pd.read_csv(Path(__file__).parents[2] / "examples" / "everything" / "commitments.csv").assign(area=ASKER)


def shipped() -> Iterator[str]:
    """The shipped methodologies, as the names of their files."""
    folder = Path(__file__).parents[2] / "standard" / "methodologies"
    yield from (path.stem for path in sorted(folder.glob("*.yaml")))


@pytest.mark.parametrize("methodology", shipped())
def test_everything_reported(browser: Browser, tmp_path: Path, methodology: str) -> None:
    own = commitments() if methodology == "own-commitments" else None
    card = sdg.score(everything(), standard(), methodology, periods=["2024"], commitments=own)
    page = tmp_path / "report.html"
    sdg.write_report(card, page, language="nn")  # the longest of the three
    browser.open(page)
    browser.look(PHONE, height=SCREEN)
    assert browser.run("return document.documentElement.scrollHeight") <= SCREENS * SCREEN
    browser.look(1280)
    assert browser.run(SEEN) == browser.run("return document.querySelectorAll('table.results tr.row').length")
    assert sheets(browser) <= SHEETS


def test_what_a_phone_folds_is_there_when_it_is_asked_for_and_on_paper(browser: Browser, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    sdg.write_report(sdg.score(everything(), standard(), "u4ssc-performance", periods=["2024"]), page)
    browser.open(page)
    browser.look(PHONE, height=SCREEN)
    every = browser.run("return document.querySelectorAll('table.results tr.row').length")
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
