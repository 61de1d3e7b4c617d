"""A real Chromium for tests: pages from files, at a width, in light or dark, asked by scripts.

Whoever runs the tests without Chromium, its driver or Selenium is told that they were left out. Where the variable
SDG_STANDARD_MUST_CHECK is set, as it is where changes are merged, they fail instead.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

AXE = Path(__file__).parents[1] / "accessibility" / "node_modules" / "axe-core" / "axe.min.js"
"""The rules of accessibility, as ``make accessibility`` installs them."""
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")
"""WCAG 2.1, levels A and AA."""
_RUN = """
const done = arguments[arguments.length - 1];
axe.run(document, {runOnly: {type: "tag", values: arguments[0]}, resultTypes: ["violations"], preload: false}).then(
  found => done(found.violations.map(each => ({rule: each.id, help: each.help, at: each.nodes.map(
    node => node.target.join(" ") + "  " + node.html.slice(0, 160))}))),
  error => done([{rule: "axe did not run", help: String(error), at: []}]));
"""
_DRAWN = "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))"
_WIDEST = "return document.documentElement.scrollWidth"


def chromium() -> str | None:
    """Where Chromium is, if it is."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def missing(*, axe: bool = True) -> list[str]:
    """What a check in a browser needs and this machine does not have."""
    try:
        import selenium  # noqa: F401
    except ImportError:
        without = ["Selenium (the extra `accessibility`)"]
    else:
        without = []
    needed = {
        "Chromium": chromium(),
        "chromedriver": shutil.which("chromedriver"),
        "axe-core": AXE.is_file() or not axe,
    }
    return without + [name for name, found in needed.items() if not found]


def needed(*, axe: bool = True) -> None:
    """Leave the tests out, said with what is missing; fail where they must not be left out."""
    if without := missing(axe=axe):
        said = f"left out, without {', '.join(without)}: make accessibility, on a machine that has Chromium and npm"
        pytest.fail(said) if os.environ.get("SDG_STANDARD_MUST_CHECK") else pytest.skip(said)


class Browser:
    """A window of Chromium."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver

    def open(self, page: Path, query: str = "") -> None:
        """Open a file, with ``?query`` behind its name."""
        self.driver.get(page.resolve().as_uri() + (f"?{query}" if query else ""))
        self._axe_is_there = False

    def look(self, width: int, scheme: str = "light", height: int = 900) -> None:
        """Make the window as wide as this, and let it prefer light or dark."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        wanted = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", wanted)
        self.driver.execute_async_script(_DRAWN)

    def run(self, script: str, *arguments: object) -> Any:
        """What a script returns."""
        return self.driver.execute_script(script, *arguments)

    def wait(self, script: str, seconds: float = 20) -> Any:
        """What a script returns as soon as that is something."""
        from selenium.webdriver.support.ui import WebDriverWait

        return WebDriverWait(self.driver, seconds).until(lambda driver: driver.execute_script(script))

    def violations(self) -> list[str]:
        """What axe finds against WCAG 2.1 AA on the page as it is shown: rule and places."""
        if not self._axe_is_there:
            self.driver.execute_script(AXE.read_text(encoding="utf-8"))
            self._axe_is_there = True
        found = self.driver.execute_async_script(_RUN, TAGS)
        return [f"{each['rule']}: {each['help']}\n    " + "\n    ".join(each["at"][:5]) for each in found]

    def widest(self) -> int:
        """How wide the page is; wider than the window means scrolling sideways."""
        return int(self.run(_WIDEST))

    def complaints(self) -> list[str]:
        """What the console says against the page: errors of scripts, files that are not there."""
        said = (json.dumps(entry["message"]) for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE")
        return list(said)


@contextmanager
def window() -> Iterator[Browser]:
    """A window that is closed afterwards."""
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = str(chromium())
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    service = webdriver.ChromeService(executable_path=str(shutil.which("chromedriver")))
    driver = webdriver.Chrome(options=options, service=service)
    driver.set_script_timeout(120)
    try:
        yield Browser(driver)
    finally:
        driver.quit()
