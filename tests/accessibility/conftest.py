"""A window of Chromium for all checks, the reports they look at, and the site."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

import sdg_standard as sdg
from browser import Browser, needed, window
from invented import ASKER, KARMØY, STAVANGER, invented

ROOT = Path(__file__).parents[2]
Report = Callable[[str, str], Path]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    needed()
    with window() as found:
        yield found


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The page of a card in a language."""
    folder = tmp_path_factory.mktemp("reports")
    standard = sdg.load()

    @cache
    def card(which: str) -> sdg.Scorecard:
        evidence = {
            "everything": lambda: invented(standard),
            "three": lambda: invented(standard, (ASKER, KARMØY, STAVANGER), every=3),
            "all": lambda: sdg.read_evidence(ROOT / "examples" / "norway-municipalities" / "evidence.csv"),
            "little": lambda: sdg.Evidence.from_records([LITTLE]),
        }[which]()
        return sdg.score(evidence, standard, "u4ssc-performance")

    @cache
    def page(which: str, language: str) -> Path:
        kind, _, detail = which.partition(", ")
        path = folder / f"{kind}-{bool(detail)}-{language}.html"
        sdg.write_report(card(kind), path, language=language, detail=bool(detail))
        return path

    return page


@pytest.fixture(scope="session")
def council(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Path]:
    """The council's page of Fjordvik in a form and a language."""
    folder = tmp_path_factory.mktemp("council")
    agenda = sdg.read_agenda(ROOT / "examples" / "fjordvik")

    def page(form: str, language: str) -> Path:
        path = folder / f"{form}-{language}.html"
        about = "11" if form == "theme" else ""
        sdg.write_council_report(agenda, None, path, language, form=form, about=about)
        return path

    return page


LITTLE = {"area": "NO-4601", "period": "2023", "series": "u4ssc.sc.sh.si.4c", "value": 65.0, "unit": "%"}
"""All that a municipality reported."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site: the one that SDG_STANDARD_SITE names, else built anew."""
    needed()
    if told := os.environ.get("SDG_STANDARD_SITE"):
        return Path(told)
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, timeout=300)
    return folder
