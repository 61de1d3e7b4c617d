"""The report of the worked example in a real browser: drawn at the width of a phone and of a desk, nothing cut off."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from sdg_standard.cli import main

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine (Debian: apt-get install chromium)"),
]
MEASURE = "<script>document.title = `width ${document.documentElement.scrollWidth}`</script></body>"
SMALLEST = 500  # a headless window of Chromium does not get narrower than this


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    assert main(["demo", "--out", str(folder)]) == 0
    return folder / "report.html"


def chromium(page: Path, *arguments: str, width: int = 1280) -> subprocess.CompletedProcess[str]:
    command = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr"]
    size = f"--window-size={width},900"
    done = subprocess.run(
        [*command, size, *arguments, page.as_uri()], capture_output=True, text=True, timeout=180, check=True
    )
    assert "CONSOLE" not in done.stderr, done.stderr
    return done


@pytest.mark.parametrize("width", [SMALLEST, 1280])
def test_nothing_sticks_out_sideways(report: Path, tmp_path: Path, width: int) -> None:
    """The page runs no scripts, so a copy gets one that measures it."""
    text = report.read_text(encoding="utf-8")
    copy = tmp_path / "copy.html"
    without_policy = re.sub(r"<meta[^>]*Content-Security-Policy[^>]*>", "", text, flags=re.IGNORECASE)
    copy.write_text(without_policy.replace("</body>", MEASURE), encoding="utf-8")
    found = re.search(r"<title>width (\d+)</title>", chromium(copy, "--dump-dom", width=width).stdout)
    assert found is not None and int(found[1]) <= width


def test_it_is_drawn(report: Path, tmp_path: Path) -> None:
    picture = tmp_path / "report.png"
    chromium(report, f"--screenshot={picture}")
    assert picture.read_bytes().startswith(b"\x89PNG") and picture.stat().st_size > 20_000


def test_it_prints(report: Path, tmp_path: Path) -> None:
    pages = tmp_path / "report.pdf"
    chromium(report, f"--print-to-pdf={pages}")
    assert pages.read_bytes().startswith(b"%PDF") and pages.stat().st_size > 20_000
